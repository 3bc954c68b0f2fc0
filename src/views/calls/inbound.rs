//! Somebody calls us: found by phone or name while they speak, and the contact is written down; nobody found, a new
//! customer with what was typed.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::domain::Day;
use crate::store::ask::{Answer, ChangeWords, CustomerRow, Question, Ticket};
use crate::ui::Look;
use crate::ui::action::{Action, KeyScope};
use crate::ui::hits::Hits;
use crate::ui::panel::{Panel, centred};
use crate::ui::table::{Column, ListState, Row, Table};
use crate::ui::text_input::{TextField, TextKey};
use crate::ui::visible::width;
use crate::views::{Cx, Go, ToastKind, View};

/// Customers shown at most.
const SHOWN: usize = 8;

/// Who is calling?
pub fn inbound() -> Box<dyn View> {
    Box::new(Inbound::default())
}

#[derive(Default)]
struct Inbound {
    text: TextField,
    found: Vec<CustomerRow>,
    asked: Ticket,
    /// What was found is of what is typed.
    answered: bool,
    /// Enter came before the answer.
    open_when_found: bool,
    state: ListState,
    today: Option<Day>,
    /// The form is open: when it goes, this goes too.
    done: bool,
}

impl Inbound {
    fn ask(&mut self, cx: &mut Cx<'_>) {
        let text = self.text.text().trim().to_owned();
        if text.is_empty() {
            self.found.clear();
            self.state.set_len(0);
            self.asked = 0;
            self.answered = true;
        } else {
            self.answered = false;
            self.asked = cx.ask(Question::Find { text, limit: SHOWN });
        }
    }

    fn open(&mut self, cx: &mut Cx<'_>) {
        // Who was found for fewer letters is somebody else, and nobody yet is not nobody.
        self.open_when_found = !self.answered && self.asked != 0;
        if self.open_when_found {
            return;
        }
        let form = match self.found.get(self.state.cursor) {
            Some(row) => crate::views::forms::inbound(row.id, &row.name),
            None if self.text.text().trim().is_empty() => return,
            None => crate::views::forms::customer_called(self.text.text().trim()),
        };
        self.done = true;
        cx.go(Go::Push(form));
    }
}

impl View for Inbound {
    fn scopes(&self) -> Vec<KeyScope> {
        vec![KeyScope::Text, KeyScope::Dialog]
    }

    fn is_typing(&self) -> bool {
        true
    }

    fn is_popup(&self) -> bool {
        true
    }

    fn refresh(&mut self, cx: &mut Cx<'_>) {
        self.today = Some(cx.today);
        if self.done {
            cx.go(Go::Pop);
        }
    }

    fn can(&self, action: Action) -> bool {
        matches!(action, Action::Back | Action::Open)
    }

    fn act(&mut self, _action: Action, _cx: &mut Cx<'_>) -> bool {
        false
    }

    fn type_text(&mut self, key: &TextKey, cx: &mut Cx<'_>) {
        match key {
            TextKey::Esc => cx.go(Go::Pop),
            TextKey::Enter => self.open(cx),
            TextKey::Up => drop(self.state.act(Action::Up)),
            TextKey::Down => drop(self.state.act(Action::Down)),
            key => {
                if self.text.key(key) {
                    self.state = ListState::default();
                    self.open_when_found = false;
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

    fn receive(&mut self, ticket: Ticket, answer: &Answer, cx: &mut Cx<'_>) {
        if let (Answer::Found(found), true) = (answer, ticket == self.asked) {
            self.found.clone_from(found);
            self.state.set_len(self.found.len());
            self.answered = true;
            if self.open_when_found {
                self.open(cx);
            }
        }
    }

    fn failed(&mut self, ticket: Ticket, why: &ChangeWords, cx: &mut Cx<'_>) {
        if ticket == self.asked {
            cx.toast(ToastKind::Trouble, cx.look.texts.words(&why.key, &why.args));
        }
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        let popup = Panel::new(look.t("inbound-title")).right(look.t("key-esc")).popup();
        let inner = popup.draw(frame, centred(area, 70, SHOWN as u16 + 6), look);
        if inner.height < 3 {
            return;
        }
        let label = look.t("inbound-who");
        let row = Rect::new(inner.x + 2, inner.y, inner.width.saturating_sub(4), 1);
        look.put(frame, row, Span::raw(label.clone()));
        let start = width(&label) as u16 + 1;
        let field = Rect { x: row.x + start, width: row.width.saturating_sub(start), ..row };
        self.text.draw(frame, field, look.theme.field, true);
        let body = Rect { y: inner.y + 2, height: inner.height - 2, ..inner };
        if self.found.is_empty() {
            let key = match self.answered {
                _ if self.text.text().trim().is_empty() => "inbound-how",
                false => "page-wait",
                true => "inbound-none",
            };
            let line = Line::from(Span::styled(format!("  {}", look.t(key)), look.theme.dim));
            look.put_lines(frame, body, [line]);
            return;
        }
        let today = self.today.unwrap_or(Day(0));
        let columns = [
            Column::wide(look.t("calls-column-customer"), 22),
            Column::fixed(look.t("products-c-last"), 12),
            Column::fixed(look.t("cli-column-phone"), 14),
        ];
        let table = Table::new(&columns, &self.state, 0);
        let rows: Vec<Row<'_>> = self.found[table.window(body)]
            .iter()
            .map(|row| {
                let last = row.facts.last.map_or_else(String::new, |day| look.format.day_short(day, today));
                Row::new([Line::from(row.name.clone()), Line::from(last), Line::from(row.phone.clone())])
            })
            .collect();
        table.draw(frame, body, &rows, look, hits);
    }

    fn footer(&self) -> Vec<Action> {
        vec![Action::Open, Action::Back]
    }
}
