//! Words looked for in notes, contacts and facts of everybody; Enter opens the customer.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::domain::Day;
use crate::store::ask::{Answer, ChangeWords, Question, Said, Ticket};
use crate::ui::Look;
use crate::ui::action::{Action, KeyScope};
use crate::ui::hits::Hits;
use crate::ui::panel::Panel;
use crate::ui::table::{Column, ListState, Row, Table};
use crate::ui::text_input::{TextField, TextKey};
use crate::views::{Cx, Go, ToastKind, View};

/// Entries shown at most.
const SHOWN: usize = 200;

#[derive(Default)]
pub(super) struct Search {
    text: TextField,
    found: Vec<Said>,
    asked: Ticket,
    state: ListState,
    today: Option<Day>,
}

impl Search {
    fn ask(&mut self, cx: &mut Cx<'_>) {
        let text = self.text.text().to_owned();
        self.asked = cx.ask(Question::Said { text, limit: SHOWN });
    }

    fn open(&self, cx: &mut Cx<'_>) {
        if let Some(said) = self.found.get(self.state.cursor) {
            let mut ids: Vec<_> = Vec::new();
            for said in &self.found {
                if !ids.contains(&said.customer) {
                    ids.push(said.customer);
                }
            }
            cx.go(Go::Push(crate::views::customer::page(said.customer, ids.into())));
        }
    }
}

impl View for Search {
    fn scopes(&self) -> Vec<KeyScope> {
        vec![KeyScope::Text]
    }

    fn is_typing(&self) -> bool {
        true
    }

    fn refresh(&mut self, cx: &mut Cx<'_>) {
        self.today = Some(cx.today);
        self.ask(cx);
    }

    fn can(&self, action: Action) -> bool {
        matches!(action, Action::Back | Action::Open)
    }

    fn act(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        match action {
            Action::Back | Action::Quit => cx.go(Go::Pop),
            Action::Open => self.open(cx),
            _ => return false,
        }
        true
    }

    fn type_text(&mut self, key: &TextKey, cx: &mut Cx<'_>) {
        match key {
            TextKey::Esc => cx.go(Go::Pop),
            TextKey::Enter => self.open(cx),
            TextKey::Up => {
                self.state.act(Action::Up);
            }
            TextKey::Down => {
                self.state.act(Action::Down);
            }
            key => {
                if self.text.key(key) {
                    self.state = ListState::default();
                    self.ask(cx);
                }
            }
        }
    }

    fn click(&mut self, target: usize, double: bool, cx: &mut Cx<'_>) {
        if self.state.select(target) && double {
            self.open(cx);
        }
    }

    fn receive(&mut self, ticket: Ticket, answer: &Answer, _cx: &mut Cx<'_>) {
        if let (Answer::Said(found), true) = (answer, ticket == self.asked) {
            self.found.clone_from(found);
            self.state.set_len(self.found.len());
        }
    }

    fn failed(&mut self, ticket: Ticket, why: &ChangeWords, cx: &mut Cx<'_>) {
        if ticket == self.asked {
            cx.toast(ToastKind::Trouble, cx.look.texts.words(&why.key, &why.args));
        }
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        let inner = Panel::new(look.t("said-title")).focused(true).draw(frame, area, look);
        if inner.height < 3 {
            return;
        }
        let label = look.t("said-words");
        let columns = crate::ui::visible::width(&label) as u16 + 2;
        look.put(frame, inner, Span::styled(format!(" {label} "), look.theme.dim));
        let field =
            Rect { x: inner.x + columns, width: inner.width.saturating_sub(columns + 1), height: 1, ..inner };
        self.text.draw(frame, field, look.theme.field, true);
        let body = Rect { y: inner.y + 2, height: inner.height - 2, ..inner };
        if self.found.is_empty() {
            let key = if self.text.text().trim().is_empty() { "said-how" } else { "said-none" };
            look.put(frame, body, Span::styled(format!(" {}", look.t(key)), look.theme.dim));
            return;
        }
        let today = self.today.unwrap_or(Day(0));
        let columns = [
            Column::fixed(look.t("page-c-when"), 16).right().drop(1),
            Column::fixed(look.t("profiles-c-name"), 22),
            Column::fixed(look.t("said-where"), 9).drop(2),
            Column::wide(look.t("form-f-text"), 20),
        ];
        let table = Table::new(&columns, &self.state, 0);
        let rows: Vec<Row<'_>> = self.found[table.window(body)]
            .iter()
            .map(|said| {
                Row::new([
                    Line::from(look.format.moment(said.at, today)),
                    Line::from(said.name.as_str()),
                    Line::from(look.t(&format!("said-{}", said.kind))),
                    Line::from(said.text.replace('\n', " ")),
                ])
            })
            .collect();
        table.draw(frame, body, &rows, look, hits);
    }

    fn footer(&self) -> Vec<Action> {
        vec![Action::Open, Action::Back]
    }
}
