//! Settings of the figures of value, with a preview of how many customers other ones would move between the classes
//! before anything is saved.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::figures;
use crate::domain::change::Change;
use crate::domain::value::{ValueRules, Window};
use crate::store::ask::{Answer, ChangeWords, Question, Ticket, ValuePreview};
use crate::ui::Look;
use crate::ui::action::{Action, KeyScope};
use crate::ui::form::{Field, FieldKind, Form, FormEvent};
use crate::ui::hits::Hits;
use crate::ui::text_input::TextKey;
use crate::views::exports::Offer;
use crate::views::forms::values::{read_money, typed_money};
use crate::views::{Cx, Go, ToastKind, View};

/// The settings in force, for changing.
pub fn view(rules: ValueRules) -> Box<dyn View> {
    Box::new(Settings { form: None, rules, asked: 0, saving: 0 })
}

struct Settings {
    form: Option<Form>,
    rules: ValueRules,
    asked: Ticket,
    saving: Ticket,
}

/// Whole numbers: key, least and greatest.
const NUMBERS: [(&str, u32, u32); 8] = [
    ("horizon", 1, 120),
    ("margin", 0, 100),
    ("phone", 0, 600),
    ("email", 0, 600),
    ("visit", 0, 600),
    ("other", 0, 600),
    ("fault", 0, 600),
    ("best", 1, 100),
];
/// Greatest discount a month, in basis points: 20 %.
const MOST_DISCOUNT: u32 = 2000;

impl Settings {
    fn build(&self, cx: &Cx<'_>) -> Form {
        let look = cx.look;
        let text = |key: &str, value: &str| {
            Field::text(key, look.t(&format!("value-setting-{key}")))
                .value(value)
                .hint(look.t(&format!("value-setting-{key}-hint")))
                .required()
        };
        let periods =
            Window::ALL.iter().map(|w| (w.key().to_owned(), look.t(&figures::window_key(*w)))).collect();
        let period = Field::of(
            "period",
            look.t("value-setting-period"),
            FieldKind::Choice { options: periods, free: false },
        )
        .value(self.rules.period.key());
        let discount = f64::from(self.rules.discount_basis_points) / 100.0;
        let mut fields = vec![period];
        for (key, ..) in NUMBERS {
            fields.push(text(key, &number(&self.rules, key).to_string()));
            match key {
                "horizon" => fields.push(text("discount", &look.format.decimal(discount, 2))),
                "margin" => {
                    fields.push(text("hour", &typed_money(self.rules.hour_cost, &cx.currency(), look)));
                }
                _ => {}
            }
        }
        Form::new(look.t("value-settings"), fields)
    }

    /// The settings as typed; errors are put into the form.
    fn typed(&mut self, cx: &Cx<'_>) -> Option<ValueRules> {
        let mut rules = self.rules;
        let form = self.form.as_mut()?;
        let look = cx.look;
        let mut fine = true;
        let range = |least: String, most: String| {
            Some(look.tf("lifecycle-limit-range", &[("least", least.into()), ("most", most.into())]))
        };
        for (key, least, most) in NUMBERS {
            let typed = form.get(key).trim().parse::<u32>().ok().filter(|v| (least..=most).contains(v));
            if let Some(value) = typed {
                put(&mut rules, key, value);
                form.set_error(key, None);
            } else {
                fine = false;
                form.set_error(key, range(look.format.int(least), look.format.int(most)));
            }
        }
        if let Some(points) = hundredths(&form.get("discount")).filter(|v| *v <= MOST_DISCOUNT) {
            rules.discount_basis_points = points;
            form.set_error("discount", None);
        } else {
            fine = false;
            form.set_error("discount", range("0".into(), look.format.int(MOST_DISCOUNT / 100)));
        }
        match read_money(&form.get("hour"), look, &cx.currency()) {
            Ok(money) if money.0 >= 0 => {
                rules.hour_cost = money;
                form.set_error("hour", None);
            }
            Ok(_) => {
                fine = false;
                form.set_error("hour", Some(look.t("value-setting-negative")));
            }
            Err(why) => {
                fine = false;
                form.set_error("hour", Some(why));
            }
        }
        rules.period = Window::parse(&form.get("period")).unwrap_or(rules.period);
        fine.then_some(rules)
    }

    fn ask(&mut self, cx: &mut Cx<'_>) {
        match self.typed(cx) {
            Some(rules) => self.asked = cx.ask(Question::ValuePreview(rules)),
            None => {
                if let Some(form) = &mut self.form {
                    form.notice.clear();
                }
            }
        }
    }

    fn say(&mut self, preview: &ValuePreview, look: &Look) {
        let Some(form) = &mut self.form else { return };
        let moved: u64 = preview.moved.iter().map(|(.., n)| n).sum();
        let style = if moved == 0 { look.theme.dim } else { look.theme.heading };
        let mut lines =
            vec![Line::from(Span::styled(look.tf("value-preview", &[("n", (moved as i64).into())]), style))];
        let parts: Vec<String> = preview
            .moved
            .iter()
            .map(|(from, to, n)| {
                let class = |c| look.t(&figures::class_key(c));
                format!("{} → {} {}", class(*from), class(*to), look.format.int(*n as i64))
            })
            .collect();
        lines.extend(parts.chunks(2).map(|pair| Line::from(format!("  {}", pair.join("  ·  ")))));
        form.notice = lines;
    }

    fn event(&mut self, event: &FormEvent, cx: &mut Cx<'_>) {
        match event {
            FormEvent::Cancel => cx.go(Go::Pop),
            FormEvent::Changed(_) => self.ask(cx),
            FormEvent::Save | FormEvent::SaveAnother => match self.typed(cx) {
                Some(rules) if self.saving == 0 => {
                    let value = serde_json::to_string(&rules).ok();
                    self.saving = cx.change(Change::Setting { key: "value".into(), value });
                }
                Some(_) => {}
                None => {
                    if let Some(form) = &mut self.form {
                        form.focus_error();
                    }
                }
            },
            FormEvent::Notice | FormEvent::None => {}
        }
    }
}

fn number(rules: &ValueRules, key: &str) -> u32 {
    match key {
        "horizon" => rules.horizon_months,
        "margin" => rules.margin_percent,
        "phone" => rules.minutes[0],
        "email" => rules.minutes[1],
        "visit" => rules.minutes[3],
        "other" => rules.minutes[4],
        "fault" => rules.fault_minutes,
        _ => rules.yield_percent,
    }
}

fn put(rules: &mut ValueRules, key: &str, value: u32) {
    match key {
        "horizon" => rules.horizon_months = value,
        "margin" => rules.margin_percent = value,
        "phone" => rules.minutes[0] = value,
        // Written words take the same time on paper.
        "email" => (rules.minutes[1], rules.minutes[2]) = (value, value),
        "visit" => rules.minutes[3] = value,
        "other" => rules.minutes[4] = value,
        "fault" => rules.fault_minutes = value,
        _ => rules.yield_percent = value,
    }
}

/// `1,25` or `1.25` as 125; two decimals at most.
fn hundredths(text: &str) -> Option<u32> {
    let text = text.trim().replace(',', ".");
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    if part.len() > 2 || !part.chars().all(|c| c.is_ascii_digit()) {
        return None;
    }
    let part: u32 = format!("{part:0<2}").parse().ok()?;
    whole.parse::<u32>().ok()?.checked_mul(100)?.checked_add(part)
}

impl View for Settings {
    fn scopes(&self) -> Vec<KeyScope> {
        vec![KeyScope::Form]
    }

    fn is_typing(&self) -> bool {
        true
    }

    fn refresh(&mut self, cx: &mut Cx<'_>) {
        if self.form.is_none() {
            self.form = Some(self.build(cx));
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
        let Some(form) = &mut self.form else { return false };
        let event = form.act(action);
        self.event(&event, cx);
        true
    }

    fn type_text(&mut self, key: &TextKey, cx: &mut Cx<'_>) {
        let Some(form) = &mut self.form else { return };
        let event = form.key(key);
        self.event(&event, cx);
    }

    fn click(&mut self, target: usize, _double: bool, cx: &mut Cx<'_>) {
        let Some(form) = &mut self.form else { return };
        let event = form.click(target);
        self.event(&event, cx);
    }

    fn receive(&mut self, ticket: Ticket, answer: &Answer, cx: &mut Cx<'_>) {
        match answer {
            Answer::ValuePreview(preview) if ticket == self.asked => self.say(preview, cx.look),
            Answer::Done(_) if ticket == self.saving => cx.go(Go::Pop),
            _ => {}
        }
    }

    fn failed(&mut self, ticket: Ticket, why: &ChangeWords, cx: &mut Cx<'_>) {
        if ticket == self.saving || ticket == self.asked {
            self.saving = 0;
            cx.toast(ToastKind::Trouble, cx.look.texts.words(&why.key, &why.args));
        }
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        if let Some(form) = &self.form {
            form.draw(frame, area, look, hits, 0);
        }
    }

    fn is_popup(&self) -> bool {
        true
    }

    fn export(&self, look: &Look) -> Option<Offer> {
        self.form.as_ref().and_then(|form| Offer::form(form, look))
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
    fn a_discount_is_read_with_comma_or_point_to_the_hundredth() {
        assert_eq!(hundredths("1"), Some(100));
        assert_eq!(hundredths(" 1,25 "), Some(125));
        assert_eq!(hundredths("0.5"), Some(50));
        assert_eq!(hundredths("1,255"), None);
        assert_eq!(hundredths("uno"), None);
    }
}
