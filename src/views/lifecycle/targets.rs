//! What the figures follow from: the limits of the ages and the thresholds of the verdict; and the form of the
//! thresholds, which says what other ones would make of the present verdict before anything is saved (mission row 4).

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::draw::TARGETS;
use super::{Lifecycle, Panel as Focus};
use crate::domain::change::Change;
use crate::domain::lifecycle::health::{HealthRule, HealthRules, Verdict, judge};
use crate::store::ask::{Answer, ChangeWords, Cycle, Ticket};
use crate::ui::Look;
use crate::ui::action::{Action, KeyScope};
use crate::ui::form::{Field, Form, FormEvent};
use crate::ui::hits::Hits;
use crate::ui::panel::Panel;
use crate::ui::text_input::TextKey;
use crate::ui::visible::{pad_left, pad_right, wrap};
use crate::views::exports::Offer;
use crate::views::{Cx, Go, ToastKind, View};

/// Rules with a threshold of their own, with its least and greatest value in per cent.
const FIELDS: [(HealthRule, u32, u32); 4] = [
    (HealthRule::NewToAdolescent, 0, 100),
    (HealthRule::AdolescentToMature, 0, 100),
    (HealthRule::Ageing, 0, 100),
    (HealthRule::Compensation, 0, 1000),
];

/// The tab: limits above, thresholds below.
pub(super) fn page(
    view: &Lifecycle,
    cycle: &Cycle,
    frame: &mut Frame<'_>,
    area: Rect,
    look: &Look,
    hits: &mut Hits,
) {
    let below = (FIELDS.len() as u16 + 2).min(area.height / 2);
    let above = Rect { height: area.height - below, ..area };
    limits(view, cycle, frame, above, look);
    hits.add(above, 9 * TARGETS);
    let area = Rect { y: above.bottom(), height: below, ..area };
    let focused = view.panel == Focus::Targets;
    let hint = if focused { look.t("lifecycle-targets-right") } else { String::new() };
    let inner = Panel::new(look.t("lifecycle-targets"))
        .right(Span::styled(hint, look.theme.dim))
        .focused(focused)
        .draw(frame, area, look);
    for (row, (rule, ..)) in inner.rows().zip(FIELDS) {
        let sign = if rule == HealthRule::Ageing { "≤" } else { "≥" };
        let value = format!("{sign} {} %", percent_of(&cycle.health, rule));
        let words = look.t(&format!("lifecycle-target-{}-words", key_of(rule)));
        look.put(
            frame,
            row,
            Line::from(vec![
                Span::raw(format!(
                    " {}",
                    pad_right(&look.t(&format!("lifecycle-target-{}", key_of(rule))), 24)
                )),
                Span::styled(pad_left(&value, 8), look.theme.heading),
                Span::styled(format!("  {words}"), look.theme.dim),
            ]),
        );
    }
    hits.add(area, 9 * TARGETS + 1);
}

fn key_of(rule: HealthRule) -> String {
    rule.key().replace('_', "-")
}

fn percent_of(rules: &HealthRules, rule: HealthRule) -> u32 {
    match rule {
        HealthRule::NewToAdolescent => rules.new_to_adolescent_pct,
        HealthRule::AdolescentToMature => rules.adolescent_to_mature_pct,
        HealthRule::Ageing => rules.ageing_pct,
        _ => rules.compensation_pct,
    }
}

fn put(rules: &mut HealthRules, rule: HealthRule, percent: u32) {
    match rule {
        HealthRule::NewToAdolescent => rules.new_to_adolescent_pct = percent,
        HealthRule::AdolescentToMature => rules.adolescent_to_mature_pct = percent,
        HealthRule::Ageing => rules.ageing_pct = percent,
        _ => rules.compensation_pct = percent,
    }
}

/// The form of the thresholds over the verdict on screen.
pub(super) fn form(rules: HealthRules, verdicts: Vec<Verdict>, look: &Look) -> Box<dyn View> {
    let fields = FIELDS
        .iter()
        .map(|(rule, ..)| {
            let key = key_of(*rule);
            Field::text(rule.key(), look.t(&format!("lifecycle-target-{key}")))
                .value(&percent_of(&rules, *rule).to_string())
                .hint(look.t(if *rule == HealthRule::Ageing {
                    "lifecycle-target-most"
                } else {
                    "lifecycle-target-least"
                }))
                .required()
        })
        .collect();
    let form = Form::new(look.t("lifecycle-targets-edit"), fields);
    let mut targets = Targets { form, verdicts, rules, saving: 0 };
    targets.preview(look);
    Box::new(targets)
}

struct Targets {
    form: Form,
    verdicts: Vec<Verdict>,
    /// In force when the form was opened.
    rules: HealthRules,
    saving: Ticket,
}

impl Targets {
    /// The thresholds as typed; errors are put into the form.
    fn typed(&mut self, look: &Look) -> Option<HealthRules> {
        let mut rules = self.rules;
        let mut fine = true;
        for (rule, least, most) in FIELDS {
            let typed = self.form.get(rule.key());
            let value = typed.trim().trim_end_matches('%').trim().parse::<u32>().ok();
            if let Some(value) = value.filter(|v| (least..=most).contains(v)) {
                put(&mut rules, rule, value);
                self.form.set_error(rule.key(), None);
            } else {
                fine = false;
                let error = look.tf(
                    "lifecycle-limit-range",
                    &[("least", look.format.int(least).into()), ("most", look.format.int(most).into())],
                );
                self.form.set_error(rule.key(), Some(error));
            }
        }
        fine.then_some(rules)
    }

    /// What these thresholds would make of the verdict.
    fn preview(&mut self, look: &Look) {
        let Some(rules) = self.typed(look) else {
            self.form.notice.clear();
            return;
        };
        let mut changed = Vec::new();
        let mut failing = 0;
        for verdict in &self.verdicts {
            let then = judge(verdict, &rules);
            failing += usize::from(then == Some(false));
            if then != verdict.ok && FIELDS.iter().any(|(rule, ..)| *rule == verdict.rule) {
                let name = look.t(&format!("lifecycle-target-{}", key_of(verdict.rule)));
                let key =
                    if then == Some(true) { "lifecycle-targets-holds" } else { "lifecycle-targets-fails" };
                let share = verdict.value.map_or_else(String::new, |v| look.format.percent(v));
                changed.push(look.tf(key, &[("rule", name.into()), ("share", share.into())]));
            }
        }
        let head = look.tf("lifecycle-targets-preview", &[("n", failing.into())]);
        let mut lines = vec![Line::styled(head, look.theme.heading)];
        if changed.is_empty() {
            lines.push(Line::styled(look.t("lifecycle-targets-same"), look.theme.dim));
        }
        lines.extend(changed.into_iter().map(|text| Line::from(format!("  {text}"))));
        self.form.notice = lines;
    }

    fn event(&mut self, event: &FormEvent, cx: &mut Cx<'_>) {
        match event {
            FormEvent::Cancel => cx.go(Go::Pop),
            FormEvent::Changed(_) => self.preview(cx.look),
            FormEvent::Save | FormEvent::SaveAnother => match self.typed(cx.look) {
                Some(rules) => {
                    let value = serde_json::to_string(&rules).ok();
                    self.saving = cx.change(Change::Setting { key: "health".into(), value });
                }
                None => {
                    self.form.focus_error();
                }
            },
            FormEvent::Notice | FormEvent::None => {}
        }
    }
}

impl View for Targets {
    fn scopes(&self) -> Vec<KeyScope> {
        vec![KeyScope::Form]
    }

    fn is_typing(&self) -> bool {
        true
    }

    fn refresh(&mut self, _cx: &mut Cx<'_>) {}

    fn can(&self, action: Action) -> bool {
        matches!(action, Action::Save | Action::Back | Action::NextPanel | Action::PreviousPanel)
    }

    fn act(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        if !self.can(action) {
            return false;
        }
        let event = self.form.act(action);
        self.event(&event, cx);
        true
    }

    fn type_text(&mut self, key: &TextKey, cx: &mut Cx<'_>) {
        let event = self.form.key(key);
        self.event(&event, cx);
    }

    fn click(&mut self, target: usize, _double: bool, cx: &mut Cx<'_>) {
        let event = self.form.click(target);
        self.event(&event, cx);
    }

    fn receive(&mut self, ticket: Ticket, answer: &Answer, cx: &mut Cx<'_>) {
        if matches!(answer, Answer::Done(_)) && ticket == self.saving {
            cx.go(Go::Pop);
        }
    }

    fn failed(&mut self, ticket: Ticket, why: &ChangeWords, cx: &mut Cx<'_>) {
        if ticket == self.saving {
            cx.toast(ToastKind::Trouble, cx.look.texts.words(&why.key, &why.args));
        }
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        self.form.draw(frame, area, look, hits, 0);
    }

    fn is_popup(&self) -> bool {
        true
    }

    fn export(&self, look: &Look) -> Option<Offer> {
        Offer::form(&self.form, look)
    }

    fn footer(&self) -> Vec<Action> {
        vec![Action::Save, Action::NextPanel, Action::Export, Action::Back]
    }

    fn footer_word(&self, action: Action) -> Option<&'static str> {
        (action == Action::NextPanel).then_some("form-next-field")
    }
}

/// The limits in force, each with what it does.
fn limits(view: &Lifecycle, cycle: &Cycle, frame: &mut Frame<'_>, area: Rect, look: &Look) {
    let focused = view.panel != Focus::Targets;
    let hint = if focused { look.t("lifecycle-limits-right") } else { String::new() };
    let inner = Panel::new(look.t("lifecycle-limits"))
        .right(Span::styled(hint, look.theme.dim))
        .focused(focused)
        .draw(frame, area, look);
    let rules = cycle.rules;
    let days = |n: u32| look.format.days(i64::from(n));
    let years = |n: u32| look.tf("lifecycle-years", &[("n", i64::from(n).into())]);
    let values = [
        ("adolescent", years(rules.adolescent_years)),
        ("mature", years(rules.mature_years)),
        ("veteran", years(rules.veteran_years)),
        ("k", look.format.decimal(f64::from(rules.lost_tenths) / 10.0, 1)),
        ("mu", days(rules.prior_gap)),
        ("lo", days(rules.lost_min)),
        ("hi", days(rules.lost_max)),
        ("seasonal", days(rules.seasonal_gap)),
    ];
    let name_room = 24;
    let value_room = 8;
    let words_room = usize::from(inner.width).saturating_sub(name_room + value_room + 4).max(1);
    let mut y = inner.y;
    for (key, value) in values {
        let words = wrap(&look.t(&format!("lifecycle-limit-{key}-words")), words_room);
        for (part, text) in words.into_iter().enumerate() {
            if y >= inner.bottom() {
                return;
            }
            let (name, value) = if part == 0 {
                (look.t(&format!("lifecycle-limit-{key}")), value.clone())
            } else {
                Default::default()
            };
            look.put(
                frame,
                Rect::new(inner.x, y, inner.width, 1),
                Line::from(vec![
                    Span::raw(format!(" {}", pad_right(&name, name_room))),
                    Span::styled(pad_left(&value, value_room), look.theme.heading),
                    Span::styled(format!("  {text}"), look.theme.dim),
                ]),
            );
            y += 1;
        }
    }
}
