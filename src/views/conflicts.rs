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
        let [mine, theirs] = sides(&conflict.field, &conflict.mine, &conflict.theirs, look);
        let author = if conflict.author.is_empty() { "none" } else { conflict.author.as_str() };
        let side = |key: &str, words: String, at: &str| {
            vec![
                Line::from(look.tf(key, &[("at", written(at, look).into()), ("author", author.into())])),
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

/// A conflict in words: the field, what stands here, what came.
pub fn in_words(conflict: &Conflict, look: &Look) -> [String; 3] {
    let [mine, theirs] = sides(&conflict.field, &conflict.mine, &conflict.theirs, look);
    [field_name(&conflict.field, look), mine, theirs]
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

/// Both values, each in one line. Of a document, an offer or another record only what is not the same on both sides.
fn sides(field: &str, mine: &Value, theirs: &Value, look: &Look) -> [String; 2] {
    if let (Some(mine_parts), Some(their_parts)) = (parts(mine, look), parts(theirs, look)) {
        let differs = |at: usize| mine_parts.get(at) != their_parts.get(at);
        let told = |all: &[String]| {
            let own: Vec<&str> = (0..all.len())
                .filter(|at| differs(*at) && !all[*at].is_empty())
                .map(|at| all[at].as_str())
                .collect();
            if own.is_empty() { look.t("none") } else { own.join(" · ") }
        };
        return [told(&mine_parts), told(&their_parts)];
    }
    let told = |value: &Value, other: &Value| {
        let words = match value {
            Value::Object(parts) => {
                let own = parts.iter().filter(|(key, part)| other.get(key.as_str()) != Some(*part));
                let own = own.map(|(key, part)| shown(key, part, look)).filter(|words| !words.is_empty());
                own.collect::<Vec<_>>().join(" · ")
            }
            value => shown(field, value, look),
        };
        if words.is_empty() { look.t("none") } else { words }
    };
    [told(mine, theirs), told(theirs, mine)]
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
        let mut all =
            vec![code(&value["id"]), day(&own["day"]), money(&own["amount"]), status, code(&own["customer"])];
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

/// A value in one line as its field is read: days, amounts, hours and words of the program as elsewhere on screen; empty
/// where it says nothing.
fn shown(name: &str, value: &Value, look: &Look) -> String {
    let is_day = name.ends_with("_on")
        || name.ends_with("_day")
        || matches!(name, "day" | "since" | "seasonal" | "deadline" | "do_not_call" | "robinson");
    let number = value.as_i64().unwrap_or_default();
    let as_day = || i32::try_from(number).map_or_else(|_| String::new(), |day| look.format.day(Day(day)));
    match value {
        Value::String(text) => {
            let word = text.replace('_', "-");
            let rooms: &[&str] = match name {
                "outcome" => &["outcome-"],
                "channel" => &["channel-"],
                "direction" => &["direction-"],
                "finding" => &["finding-"],
                "reason" => &["reason-", "refusal-"],
                _ => &[],
            };
            let known = rooms.iter().map(|room| format!("{room}{word}")).find(|key| look.texts.has(key));
            match (known, name) {
                (Some(key), _) => look.t(&key),
                (None, "at" | "opened_at") => {
                    let (day, time) = text.split_once('T').unwrap_or((text, ""));
                    let day = Day::parse_iso(day).map_or_else(|| day.to_owned(), |day| look.format.day(day));
                    format!("{day} {}", time.get(..5).unwrap_or(time))
                }
                (None, _) => text.clone(),
            }
        }
        Value::Number(_) if name == "income_source" => match number {
            1 => look.t("income-declared"),
            2 => look.t("income-estimated"),
            _ => String::new(),
        },
        Value::Number(_) if is_day => as_day(),
        Value::Number(_) if name.ends_with("_minute") => format!("{:02}:{:02}", number / 60, number % 60),
        Value::Number(_) if matches!(name, "archived" | "preferred") => {
            look.t(if number == 0 { "no" } else { "yes" })
        }
        Value::Number(_) if matches!(name, "turnover" | "wallet" | "target" | "base" | "amount") => {
            look.format.money(Money(number))
        }
        Value::Null | Value::Object(_) => String::new(),
        Value::Array(all) => all.iter().map(|v| shown(name, v, look)).collect::<Vec<_>>().join(" "),
        other => other.to_string(),
    }
}

/// When it was written, to the second: two may have written in the same minute. What is no moment stays as it is.
fn written(at: &str, look: &Look) -> String {
    let moment = at.split('.').next().and_then(|at| at.parse::<chrono::NaiveDateTime>().ok());
    moment.map_or_else(
        || at.to_owned(),
        |at| format!("{} {}", look.format.day(at.date().into()), at.format("%H:%M:%S")),
    )
}

impl View for Page {
    fn scopes(&self) -> Vec<KeyScope> {
        vec![KeyScope::Dialog]
    }

    fn is_asking(&self) -> bool {
        self.question.is_some()
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
            let [mine, theirs] = sides(&conflict.field, &conflict.mine, &conflict.theirs, look);
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
        if self.question.is_some() {
            return vec![Action::Open, Action::Back];
        }
        vec![Action::Open, Action::Undo, Action::Back]
    }

    fn footer_word(&self, action: Action) -> Option<&'static str> {
        (action == Action::Open).then_some("bundling-choose-word")
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
            let [mine, theirs] = sides(&conflict.field, &conflict.mine, &conflict.theirs, look);
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
        let [here, there] = sides("offer:O-0001", &mine, &theirs, &look);
        assert_eq!(here, format!("perdida {} · No lo necesita · ya tienen", look.format.day(Day(20002))));
        assert_eq!(there, format!("aceptada {} · pedido P-0001", look.format.day(Day(20002))));
        theirs = mine.clone();
        theirs["document"]["lines"][0]["figures"][0] = json!("3");
        theirs["document"]["amount"] = json!(130_000);
        let [here, there] = sides("offer:O-0001", &mine, &theirs, &look);
        assert!(here.contains("1200,50") || here.contains("1.200,50"), "{here}");
        assert!(here.contains("2 × Taladro") && there.contains("3 × Taladro"), "{here} / {there}");
        // Fields of a customer are shown as they are.
        assert_eq!(sides("phone", &json!("611"), &json!(null), &look), ["611".to_owned(), look.t("none")]);
        assert_eq!(sides("archived", &json!(1), &json!(0), &look), [look.t("yes"), look.t("no")]);
        let [here, there] = sides("turnover", &json!(120_050), &json!(null), &look);
        assert_eq!([here, there], [look.format.money(Money(120_050)), look.t("none")]);
        // Of a record only what differs, in the words of the screen.
        let mine = json!({ "next_day": 20000, "next_minute": 570, "next_note": "presupuesto" });
        let theirs = json!({ "next_day": 20000, "next_minute": null, "next_note": "pintura" });
        assert_eq!(
            sides("next", &mine, &theirs, &look),
            ["09:30 · presupuesto", "pintura"].map(str::to_owned)
        );
        let mine = json!({ "at": "2026-11-23T10:30:00", "outcome": "no_answer", "note": "" });
        let theirs = json!({ "at": "2026-11-23T10:30:00", "outcome": "interested", "note": "llamar" });
        let [here, there] = sides("contact:u1", &mine, &theirs, &look);
        assert_eq!(
            [here, there],
            [look.t("outcome-no-answer"), format!("llamar · {}", look.t("outcome-interested"))]
        );
        let gone = sides("contact:u1", &mine, &json!(null), &look);
        assert!(gone[0].ends_with(&look.t("outcome-no-answer")) && gone[0].contains("10:30"), "{gone:?}");
        assert_eq!(gone[1], look.t("none"));
        // A number that was edited on both.
        let invoice = |number: &str| {
            json!({ "id": { "source": "generic", "code": number }, "document": {
                "day": 20000, "amount": 100, "status": 0, "customer": null, "texts": ["", "", "", "", ""], "lines": [] }})
        };
        assert_eq!(
            sides("purchase:F1", &invoice("G-1"), &invoice("H-1"), &look),
            ["G-1", "H-1"].map(str::to_owned)
        );
    }
}
