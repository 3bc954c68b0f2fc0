//! What two laptops wrote about the same customer, side by side, until somebody has chosen what shall stand.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use serde_json::Value;

use super::{Cx, Go, View};
use crate::domain::change::Change;
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
        let side = |key: &str, value: &Value, at: &str| {
            vec![
                Line::from(look.tf(
                    key,
                    &[("at", at.replace('T', " ").into()), ("author", conflict.author.as_str().into())],
                )),
                Line::from(format!("  {}", shown(value, look))),
            ]
        };
        let mut lines = side("conflict-mine-of", &conflict.mine, &conflict.mine_at);
        lines.extend(side("conflict-theirs-of", &conflict.theirs, &conflict.theirs_at));
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
    if matches!(kind, "purchase" | "custom" | "label" | "wrong") { format!("{word} {rest}") } else { word }
}

/// A value in one line: a text as it is, a record by what is written in it.
fn shown(value: &Value, look: &Look) -> String {
    match value {
        Value::Null => look.t("none"),
        Value::String(text) if text.is_empty() => look.t("none"),
        Value::String(text) => text.clone(),
        Value::Object(fields) => {
            let inner = fields.get("document").and_then(Value::as_object).unwrap_or(fields);
            let parts = inner.values().filter(|v| !v.is_null() && v.as_str() != Some("") && !v.is_object());
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
            vec![
                GridCell::text(&conflict.name),
                GridCell::text(field_name(&conflict.field, look)),
                GridCell::text(shown(&conflict.mine, look)),
                GridCell::text(shown(&conflict.theirs, look)),
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
            Row::new([
                Line::from(conflict.name.as_str()),
                Line::from(field_name(&conflict.field, look)),
                Line::from(shown(&conflict.mine, look)),
                Line::from(shown(&conflict.theirs, look)),
            ])
        })
        .collect();
    table.draw(frame, area, &rows, look, hits);
}
