//! Other limits of the lifecycle, with a preview of how many customers they would move before anything is saved
//! (mission row 6).

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::domain::change::Change;
use crate::domain::lifecycle::LifecycleRules;
use crate::store::ask::{Answer, ChangeWords, Question, RulesPreview, Ticket};
use crate::ui::Look;
use crate::ui::action::{Action, KeyScope};
use crate::ui::form::{Field, Form, FormEvent};
use crate::ui::hits::Hits;
use crate::ui::text_input::TextKey;
use crate::views::exports::Offer;
use crate::views::{Cx, Go, ToastKind, View};

/// The limits, with a preview of how many customers other ones would move.
pub fn rules() -> Box<dyn View> {
    Box::new(Limits { form: Form::new("", Vec::new()), loaded: None, preview: None, asked: 0, saving: 0 })
}

struct Limits {
    form: Form,
    /// Limits in force when the form was opened; `None` until the portfolio is known.
    loaded: Option<LifecycleRules>,
    preview: Option<RulesPreview>,
    asked: Ticket,
    saving: Ticket,
}

/// Key, least and greatest value of each field.
const FIELDS: [(&str, u32, u32); 8] = [
    ("adolescent", 1, 50),
    ("mature", 1, 50),
    ("veteran", 1, 99),
    ("k", 10, 100),
    ("mu", 1, 3650),
    ("lo", 1, 3650),
    ("hi", 1, 3650),
    ("seasonal", 1, 3650),
];

impl Limits {
    fn fill(&mut self, rules: LifecycleRules, look: &Look) {
        let fields = FIELDS
            .iter()
            .map(|(key, ..)| {
                Field::text(key, look.t(&format!("lifecycle-limit-{key}")))
                    .value(&shown(&rules, key, look))
                    .hint(look.t(&format!("lifecycle-limit-{key}-hint")))
                    .required()
            })
            .collect();
        self.form = Form::new(look.t("lifecycle-limits-edit"), fields);
        self.loaded = Some(rules);
    }

    /// The limits as typed; errors are put into the form.
    fn typed(&mut self, look: &Look) -> Option<LifecycleRules> {
        let mut rules = self.loaded?;
        let mut fine = true;
        for (key, least, most) in FIELDS {
            let text = self.form.get(key);
            let tenths = key == "k";
            let value = if tenths { tenths_of(&text) } else { text.trim().parse().ok() };
            if let Some(value) = value.filter(|v| (least..=most).contains(v)) {
                put(&mut rules, key, value);
                self.form.set_error(key, None);
            } else {
                fine = false;
                let bound = |n: u32| {
                    if tenths {
                        look.format.decimal(f64::from(n) / 10.0, 1)
                    } else {
                        look.format.int(i64::from(n))
                    }
                };
                let error = look.tf(
                    "lifecycle-limit-range",
                    &[("least", bound(least).into()), ("most", bound(most).into())],
                );
                self.form.set_error(key, Some(error));
            }
        }
        if !fine {
            return None;
        }
        for (key, wrong) in [
            ("mature", rules.mature_years <= rules.adolescent_years),
            ("veteran", rules.veteran_years <= rules.mature_years),
            ("hi", rules.lost_max < rules.lost_min),
        ] {
            if wrong {
                self.form.set_error(key, Some(look.t("lifecycle-limit-order")));
                return None;
            }
        }
        Some(rules)
    }

    fn ask(&mut self, cx: &mut Cx<'_>) {
        if let Some(rules) = self.typed(cx.look) {
            self.asked = cx.ask(Question::RulesPreview(rules));
        } else {
            self.preview = None;
            self.form.notice.clear();
        }
    }

    fn say_preview(&mut self, look: &Look) {
        let Some(preview) = &self.preview else { return };
        let moved: u64 = preview.moved.iter().map(|(.., n)| n).sum();
        let mut lines = vec![Line::from(Span::styled(
            look.tf("lifecycle-preview", &[("n", (moved as i64).into())]),
            if moved == 0 { look.theme.dim } else { look.theme.heading },
        ))];
        let parts: Vec<String> = preview
            .moved
            .iter()
            .map(|(from, to, n)| {
                let stage = |s: &crate::domain::lifecycle::Stage| look.t(&format!("stages-{}", s.key()));
                format!("{} → {} {}", stage(from), stage(to), look.format.int(*n as i64))
            })
            .collect();
        for pair in parts.chunks(2) {
            lines.push(Line::from(format!("  {}", pair.join("  ·  "))));
        }
        if let Some(gap) = preview.proposed_prior_gap {
            lines.push(Line::from(Span::styled(
                look.tf("lifecycle-proposed-gap", &[("days", i64::from(gap).into())]),
                look.theme.dim,
            )));
        }
        self.form.notice = lines;
    }

    fn event(&mut self, event: &FormEvent, cx: &mut Cx<'_>) {
        match event {
            FormEvent::Cancel => cx.go(Go::Pop),
            FormEvent::Changed(_) => self.ask(cx),
            FormEvent::Save | FormEvent::SaveAnother => match self.typed(cx.look) {
                Some(rules) => {
                    let value = serde_json::to_string(&rules).ok();
                    self.saving = cx.change(Change::Setting { key: "lifecycle".into(), value });
                }
                None => {
                    self.form.focus_error();
                }
            },
            // Enter on the preview takes the proposed gap over.
            FormEvent::Notice => {
                if let Some(gap) = self.preview.as_ref().and_then(|p| p.proposed_prior_gap) {
                    self.form.set("mu", &gap.to_string());
                    self.ask(cx);
                }
            }
            FormEvent::None => {}
        }
    }
}

fn shown(rules: &LifecycleRules, key: &str, look: &Look) -> String {
    match key {
        "adolescent" => rules.adolescent_years.to_string(),
        "mature" => rules.mature_years.to_string(),
        "veteran" => rules.veteran_years.to_string(),
        "k" => look.format.decimal(f64::from(rules.lost_tenths) / 10.0, 1),
        "mu" => rules.prior_gap.to_string(),
        "lo" => rules.lost_min.to_string(),
        "hi" => rules.lost_max.to_string(),
        _ => rules.seasonal_gap.to_string(),
    }
}

fn put(rules: &mut LifecycleRules, key: &str, value: u32) {
    match key {
        "adolescent" => rules.adolescent_years = value,
        "mature" => rules.mature_years = value,
        "veteran" => rules.veteran_years = value,
        "k" => rules.lost_tenths = value,
        "mu" => rules.prior_gap = value,
        "lo" => rules.lost_min = value,
        "hi" => rules.lost_max = value,
        _ => rules.seasonal_gap = value,
    }
}

/// `2,5` or `2.5` as 25; one decimal at most.
fn tenths_of(text: &str) -> Option<u32> {
    let text = text.trim().replace(',', ".");
    let (whole, tenth) = text.split_once('.').unwrap_or((&text, "0"));
    if tenth.len() != 1 {
        return None;
    }
    whole.parse::<u32>().ok()?.checked_mul(10)?.checked_add(tenth.parse().ok()?)
}

impl View for Limits {
    fn scopes(&self) -> Vec<KeyScope> {
        vec![KeyScope::Form]
    }

    fn is_typing(&self) -> bool {
        true
    }

    fn refresh(&mut self, cx: &mut Cx<'_>) {
        if self.loaded.is_none()
            && let Some(portfolio) = cx.portfolio
        {
            self.fill(portfolio.rules, cx.look);
            self.ask(cx);
        }
    }

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
        match answer {
            Answer::RulesPreview(preview) if ticket == self.asked => {
                self.preview = Some((**preview).clone());
                self.say_preview(cx.look);
            }
            Answer::Done(_) if ticket == self.saving => cx.go(Go::Pop),
            _ => {}
        }
    }

    fn failed(&mut self, ticket: Ticket, why: &ChangeWords, cx: &mut Cx<'_>) {
        if ticket == self.saving || ticket == self.asked {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tenths_are_read_with_comma_or_point() {
        assert_eq!(tenths_of("2,5"), Some(25));
        assert_eq!(tenths_of(" 3.0 "), Some(30));
        assert_eq!(tenths_of("3"), Some(30));
        assert_eq!(tenths_of("2,55"), None);
        assert_eq!(tenths_of("x"), None);
    }
}
