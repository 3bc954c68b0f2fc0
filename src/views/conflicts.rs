//! What two laptops wrote about the same customer, side by side, until somebody has chosen what shall stand.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use serde_json::Value;

use super::{Cx, Go, View};
use crate::domain::change::Change;
use crate::domain::{Day, Money};
use crate::store::ask::{Answer, Conflict, Question, Ticket};
use crate::ui::Look;
use crate::ui::action::{Action, KeyScope};
use crate::ui::dialog::{Confirm, DialogEvent};
use crate::ui::hits::Hits;
use crate::ui::panel::Panel;
use crate::ui::table::{Column, ListState, Row, Table};

/// Targets of clicks on the buttons of the question.
const BUTTONS: usize = 10_000;

/// The page.
pub fn view() -> Box<dyn View> {
    Box::new(Page::default())
}

#[derive(Default)]
struct Page {
    all: Option<Vec<Conflict>>,
    state: ListState,
    asked: Ticket,
    question: Option<Confirm>,
}

impl Page {
    fn current(&self) -> Option<&Conflict> {
        self.all.as_ref()?.get(self.state.cursor)
    }

    fn ask(&mut self, look: &Look) {
        let Some(conflict) = self.current() else { return };
        let [mine, theirs] = sides(&conflict.mine, &conflict.theirs, look);
        let side = |key: &str, words: String, at: &str| {
            vec![
                Line::from(look.tf(
                    key,
                    &[("at", at.replace('T', " ").into()), ("author", conflict.author.as_str().into())],
                )),
                Line::from(format!("  {words}")),
            ]
        };
        let mut lines = side("conflict-mine-of", mine, &conflict.mine_at);
        lines.extend(side("conflict-theirs-of", theirs, &conflict.theirs_at));
        let title = format!("{} · {}", conflict.name, field_name(&conflict.field, look));
        let buttons = ["conflict-keep-mine", "conflict-take-theirs", "conflict-later"].map(|key| look.t(key));
        self.question = Some(Confirm::new(title, lines, buttons.to_vec()));
    }

    fn event(&mut self, event: DialogEvent, cx: &mut Cx<'_>) {
        match event {
            DialogEvent::Chosen(button) => {
                if let Some(id) = self.current().map(|conflict| conflict.id) {
                    cx.change(Change::Settle { id, theirs: button == 1 });
                }
                self.question = None;
            }
            DialogEvent::Cancelled => self.question = None,
            _ => {}
        }
    }
}

/// What a field is called: by its own word where it has one, a record by its kind.
fn field_name(field: &str, look: &Look) -> String {
    let (kind, rest) = field.split_once(':').unwrap_or((field, ""));
    let keys = ["form-f-", "conflict-field-"].map(|room| format!("{room}{}", kind.replace('_', "-")));
    let known = keys.iter().rev().find(|key| look.texts.has(key));
    let word = known.map_or_else(|| kind.to_owned(), |key| look.t(key));
    if matches!(kind, "purchase" | "offer" | "custom" | "label" | "wrong") {
        format!("{word} {rest}")
    } else {
        word
    }
}

/// Both values, each in one line. Of a document or an offer only what is not the same on both sides.
fn sides(mine: &Value, theirs: &Value, look: &Look) -> [String; 2] {
    let (Some(mine_parts), Some(their_parts)) = (parts(mine, look), parts(theirs, look)) else {
        return [mine, theirs].map(|value| shown(value, look));
    };
    let differs = |at: usize| mine_parts.get(at) != their_parts.get(at);
    let told = |all: &[String]| {
        let own: Vec<&str> = (0..all.len())
            .filter(|at| differs(*at) && !all[*at].is_empty())
            .map(|at| all[at].as_str())
            .collect();
        if own.is_empty() { look.t("none") } else { own.join(" · ") }
    };
    [told(&mine_parts), told(&their_parts)]
}

/// What a document or an offer says, part by part and always in the same order; empty where it says nothing of it.
fn parts(value: &Value, look: &Look) -> Option<Vec<String>> {
    let own = value.get("document")?;
    let text = |key: &str| own[key].as_str().unwrap_or_default().to_owned();
    let day = |value: &Value| {
        let day = value.as_i64().and_then(|day| i32::try_from(day).ok());
        day.map_or_else(String::new, |day| look.format.day(Day(day)))
    };
    let money = |value: &Value| look.format.money(Money(value.as_i64().unwrap_or_default()));
    let line = |line: &Value| {
        // The last three are code, name and category; of a document the source of the code stands before them.
        let product = line["product"].as_array().map_or(&[][..], Vec::as_slice);
        let from_end =
            |back: usize| product.iter().nth_back(back).and_then(Value::as_str).unwrap_or_default();
        let name = if from_end(1).is_empty() { from_end(2) } else { from_end(1) };
        let [count, price] = [0, 1].map(|at| line["figures"][at].as_str().unwrap_or_default());
        format!("{count} × {name}, {price}: {}", money(&line["amount"]))
    };
    let lines: Vec<String> = own["lines"].as_array().into_iter().flatten().map(line).collect();
    let code = |identity: &Value| identity["code"].as_str().unwrap_or_default().to_owned();
    if own.get("texts").is_some() {
        let status = match own["status"].as_i64() {
            Some(1) => look.t("page-credit"),
            Some(2) => look.t("page-void"),
            _ => String::new(),
        };
        let mut all = vec![day(&own["day"]), money(&own["amount"]), status, code(&own["customer"])];
        all.extend((0..5).map(|at| own["texts"][at].as_str().unwrap_or_default().to_owned()));
        all.push(lines.join(", "));
        return Some(all);
    }
    let on = |key: &str, value: &Value| {
        let day = day(value);
        if day.is_empty() { day } else { look.tf(key, &[("day", day.into())]) }
    };
    let named = |key: &str, name: &str, words: String| {
        if words.is_empty() { words } else { look.tf(key, &[(name, words.into())]) }
    };
    let decided = if own["won"].as_bool() == Some(true) { "offers-accepted-on" } else { "offers-lost-on" };
    let loss = text("loss").replace('_', "-");
    let chance = own["chance"].as_i64().map_or_else(String::new, |chance| format!("{chance} %"));
    Some(vec![
        text("number"),
        named("offers-version", "n", own["version"].to_string()),
        money(&own["amount"]),
        code(&own["customer"]),
        on("conflict-valid-until", &own["valid_until"]),
        named("offers-chance", "chance", chance),
        text("seller"),
        on("offers-sent-on", &own["sent_on"]),
        on(decided, &own["decided_on"]),
        if loss.is_empty() { loss } else { look.t(&format!("offer-loss-{loss}")) },
        text("detail"),
        named("offers-order", "number", text("order")),
        named("offers-invoice", "number", code(&own["invoice"])),
        text("note"),
        lines.join(", "),
    ])
}

/// A value in one line: a text as it is, a record by what is written in it.
fn shown(value: &Value, look: &Look) -> String {
    match value {
        Value::Null => look.t("none"),
        Value::String(text) if text.is_empty() => look.t("none"),
        Value::String(text) => text.clone(),
        Value::Object(fields) => {
            let parts = fields.values().filter(|v| !v.is_null() && v.as_str() != Some("") && !v.is_object());
            parts.map(|v| shown(v, look)).collect::<Vec<_>>().join(" · ")
        }
        Value::Array(all) => all.iter().map(|v| shown(v, look)).collect::<Vec<_>>().join(" "),
        other => other.to_string(),
    }
}

impl View for Page {
    fn scopes(&self) -> Vec<KeyScope> {
        vec![KeyScope::Dialog]
    }

    fn refresh(&mut self, cx: &mut Cx<'_>) {
        self.asked = cx.ask(Question::Conflicts);
    }

    fn can(&self, action: Action) -> bool {
        matches!(action, Action::Back | Action::Quit) || (action == Action::Open && self.state.len > 0)
    }

    fn act(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        if let Some(question) = &mut self.question {
            let event = question.act(action);
            self.event(event, cx);
            return true;
        }
        match action {
            Action::Open | Action::Choose => self.ask(cx.look),
            Action::Back | Action::Quit => cx.go(Go::Pop),
            other => return self.state.act(other),
        }
        true
    }

    fn click(&mut self, target: usize, double: bool, cx: &mut Cx<'_>) {
        if let Some(question) = &mut self.question {
            if target >= BUTTONS {
                let event = question.click(target - BUTTONS);
                self.event(event, cx);
            }
        } else if self.state.select(target) && double {
            self.ask(cx.look);
        }
    }

    fn receive(&mut self, ticket: Ticket, answer: &Answer, _cx: &mut Cx<'_>) {
        if let (Answer::Conflicts(all), true) = (answer, ticket == self.asked) {
            self.state.set_len(all.len());
            self.all = Some(all.clone());
        }
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        let inner = Panel::new(look.t("conflict-title"))
            .right(look.t("key-esc"))
            .focused(self.question.is_none())
            .draw(frame, area, look);
        let Some(all) = &self.all else { return };
        if all.is_empty() {
            let lines =
                ["conflict-none", "conflict-none-how"].map(|key| Line::from(format!(" {}", look.t(key))));
            look.put_lines(frame, inner, lines);
            return;
        }
        table(frame, inner, (all, &self.state), look, hits);
        if let Some(question) = &self.question {
            question.draw(frame, area, look, hits, BUTTONS);
        }
    }

    fn export(&self, look: &Look) -> Option<crate::views::exports::Offer> {
        use crate::views::exports::{GridCell, Offer};
        if self.question.is_some() {
            return None;
        }
        let headings =
            ["who", "field", "mine", "theirs"].map(|key| look.t(&format!("conflict-column-{key}")));
        let row = |conflict: &Conflict| {
            let [mine, theirs] = sides(&conflict.mine, &conflict.theirs, look);
            vec![
                GridCell::text(&conflict.name),
                GridCell::text(field_name(&conflict.field, look)),
                GridCell::text(mine),
                GridCell::text(theirs),
            ]
        };
        let rows = self.all.iter().flatten().map(row).collect();
        Offer::table(look.t("conflict-title"), headings.to_vec(), rows)
    }

    fn footer(&self) -> Vec<Action> {
        vec![Action::Open, Action::Undo, Action::Back]
    }
}

/// Conflicts side by side: whose, which field, what stands here and what came.
pub(super) fn table(
    frame: &mut Frame<'_>,
    area: Rect,
    (all, state): (&[Conflict], &ListState),
    look: &Look,
    hits: &mut Hits,
) {
    let columns = [
        Column::wide(look.t("conflict-column-who"), 16),
        Column::fixed(look.t("conflict-column-field"), 16),
        Column::wide(look.t("conflict-column-mine"), 16),
        Column::wide(look.t("conflict-column-theirs"), 16),
    ];
    let table = Table::new(&columns, state, 0);
    let rows: Vec<Row<'_>> = all[table.window(area)]
        .iter()
        .map(|conflict| {
            let [mine, theirs] = sides(&conflict.mine, &conflict.theirs, look);
            Row::new([
                Line::from(conflict.name.as_str()),
                Line::from(field_name(&conflict.field, look)),
                Line::from(mine),
                Line::from(theirs),
            ])
        })
        .collect();
    table.draw(frame, area, &rows, look, hits);
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::ui::format::DateOrder;
    use crate::ui::keymap::Keymap;
    use crate::ui::texts::Lang;
    use crate::ui::theme::{ColourDepth, ThemeName};

    #[test]
    fn of_an_offer_only_what_both_say_differently_is_shown() {
        let keymap = Keymap::default();
        let look =
            Look::new(Lang::Es, None, DateOrder::Dmy, ThemeName::Dark, ColourDepth::None, false, keymap);
        let mine = json!({ "id": "u1", "document": {
            "customer": { "source": "generic", "code": "C-1" }, "number": "O-0001", "version": 2, "made_on": 20000,
            "amount": 120_050, "valid_until": 20100, "chance": null, "seller": "Ana", "note": "", "winback": false,
            "sent_on": 20001, "decided_on": 20002, "won": false, "loss": "no_need", "detail": "ya tienen", "order": "",
            "invoice": null, "versions": [],
            "lines": [{ "version": 1, "product": ["", "Taladro", ""], "figures": ["2", "49.90", "0"], "amount": 9980 }],
        }});
        let mut theirs = mine.clone();
        for (key, value) in
            [("won", json!(true)), ("loss", json!("")), ("detail", json!("")), ("order", json!("P-0001"))]
        {
            theirs["document"][key] = value;
        }
        let [here, there] = sides(&mine, &theirs, &look);
        assert_eq!(here, format!("perdida {} · No lo necesita · ya tienen", look.format.day(Day(20002))));
        assert_eq!(there, format!("aceptada {} · pedido P-0001", look.format.day(Day(20002))));
        theirs = mine.clone();
        theirs["document"]["lines"][0]["figures"][0] = json!("3");
        theirs["document"]["amount"] = json!(130_000);
        let [here, there] = sides(&mine, &theirs, &look);
        assert!(here.contains("1200,50") || here.contains("1.200,50"), "{here}");
        assert!(here.contains("2 × Taladro") && there.contains("3 × Taladro"), "{here} / {there}");
        // Fields of a customer are shown as they are.
        assert_eq!(sides(&json!("611"), &json!(null), &look), ["611".to_owned(), look.t("none")]);
    }
}
