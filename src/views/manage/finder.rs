//! The customer of a new offer, found by phone or name; then its form.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

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

/// To whom?
pub(super) fn new_offer() -> Box<dyn View> {
    Box::new(Finder::default())
}

#[derive(Default)]
struct Finder {
    text: TextField,
    found: Vec<CustomerRow>,
    asked: Ticket,
    state: ListState,
    /// The form is open: when it goes, this goes too.
    done: bool,
}

impl Finder {
    fn open(&mut self, cx: &mut Cx<'_>) {
        let Some(row) = self.found.get(self.state.cursor) else { return };
        self.done = true;
        let seller = cx.stamp().author;
        cx.go(Go::Push(crate::views::forms::new_offer(row.id, &row.name, &seller, false)));
    }
}

impl View for Finder {
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
                    let text = self.text.text().trim().to_owned();
                    if text.is_empty() {
                        self.found.clear();
                        self.asked = 0;
                    } else {
                        self.asked = cx.ask(Question::Find { text, limit: SHOWN });
                    }
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
        if let (Answer::Found(found), true) = (answer, ticket == self.asked) {
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
        let popup = Panel::new(look.t("offers-whom-title")).right(look.t("key-esc")).popup();
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
            let key = if self.text.text().trim().is_empty() { "offers-whom-how" } else { "offers-whom-none" };
            let line = Line::from(Span::styled(format!("  {}", look.t(key)), look.theme.dim));
            look.put_lines(frame, body, [line]);
            return;
        }
        let columns = [
            Column::wide(look.t("calls-column-customer"), 22),
            Column::fixed(look.t("cli-column-zone"), 14),
            Column::fixed(look.t("cli-column-phone"), 14),
        ];
        let table = Table::new(&columns, &self.state, 0);
        let rows: Vec<Row<'_>> = self.found[table.window(body)]
            .iter()
            .map(|row| {
                let cells = [row.name.clone(), row.zone.clone(), row.phone.clone()];
                Row::new(cells.map(Line::from))
            })
            .collect();
        table.draw(frame, body, &rows, look, hits);
    }

    fn footer(&self) -> Vec<Action> {
        vec![Action::Open, Action::Back]
    }
}
