//! Customers that may be one written down twice, and those that were made one (mission row 33). A pair is looked at side by
//! side; nothing is joined without that.

mod compare;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::{Cx, Go, View};
use crate::domain::change::Change;
use crate::domain::people::CustomerId;
use crate::store::ask::{Answer, ChangeWords, JoinedRow, PairRow, Question, Ticket};
use crate::ui::Look;
use crate::ui::action::{Action, KeyScope};
use crate::ui::chart::tabs;
use crate::ui::dialog::{Confirm, DialogEvent};
use crate::ui::hits::Hits;
use crate::ui::panel::Panel;
use crate::ui::table::{Column, ListState, Row, Table};
use crate::ui::visible::wrap;

const ON_TABS: usize = 1 << 40;
const ON_BUTTONS: usize = 2 << 40;

/// The pairs there are.
pub fn view() -> Box<dyn View> {
    Box::new(Page::default())
}

/// Two customers side by side, to be made one.
pub fn compare(first: CustomerId, second: CustomerId) -> Box<dyn View> {
    compare::view(first, second)
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Tab {
    #[default]
    Pairs,
    Joined,
}

#[derive(Default)]
struct Page {
    tab: Tab,
    pairs: Option<Vec<PairRow>>,
    joined: Option<Vec<JoinedRow>>,
    states: [ListState; 2],
    asked: [Ticket; 2],
    question: Option<Confirm>,
    failed: bool,
}

impl Page {
    fn state(&self) -> &ListState {
        &self.states[self.tab as usize]
    }

    fn pair(&self) -> Option<&PairRow> {
        self.pairs.as_ref()?.get(self.states[0].cursor).filter(|_| self.tab == Tab::Pairs)
    }

    fn joined(&self) -> Option<&JoinedRow> {
        self.joined.as_ref()?.get(self.states[1].cursor).filter(|_| self.tab == Tab::Joined)
    }

    fn open(&mut self, cx: &mut Cx<'_>) {
        if let Some(row) = self.pair() {
            let (first, second) = (row.pair.first, row.pair.second);
            cx.go(Go::Push(compare(first, second)));
        } else if let Some(row) = self.joined() {
            let look = cx.look;
            let lines = ["duplicates-separate-what", "duplicates-separate-since"].map(|key| {
                let args = [("name", row.name.as_str().into()), ("into", row.into.1.as_str().into())];
                wrap(&look.tf(key, &args), 68)
            });
            let buttons = ["duplicates-separate", "duplicates-leave"].map(|key| look.t(key));
            self.question = Some(Confirm::new(
                format!("{} · {}", row.code, row.name),
                lines.concat().into_iter().map(Line::from).collect(),
                buttons.to_vec(),
            ));
        }
    }

    fn event(&mut self, event: DialogEvent, cx: &mut Cx<'_>) {
        match event {
            DialogEvent::Chosen(_) => {
                if let Some(gone) = self.joined().map(|row| row.gone) {
                    cx.change(Change::Unmerge { gone });
                }
                self.question = None;
            }
            DialogEvent::Cancelled => self.question = None,
            _ => {}
        }
    }

    fn draw_pairs(&self, frame: &mut Frame<'_>, inner: Rect, look: &Look, hits: &mut Hits) {
        let Some(pairs) = &self.pairs else { return self.draw_waiting(frame, inner, look) };
        if pairs.is_empty() {
            return nothing(&["duplicates-none", "duplicates-none-how"], frame, inner, look);
        }
        let columns = [
            Column::fixed(look.t("cli-column-likelihood"), 8).right(),
            Column::wide(look.t("duplicates-column-first"), 18),
            Column::fixed(look.t("duplicates-column-orders"), 7).right().drop(1),
            Column::wide(look.t("duplicates-column-second"), 18),
            Column::fixed(look.t("duplicates-column-orders"), 7).right().drop(1),
            Column::fixed(look.t("cli-column-shared"), 23),
        ];
        let table = Table::new(&columns, &self.states[0], 0);
        let window = table.window(inner);
        let rows: Vec<Row<'_>> = pairs[window]
            .iter()
            .map(|row| {
                let shared: Vec<String> = row.pair.reasons.iter().map(|r| reason(r.key(), look)).collect();
                Row::new([
                    Line::from(look.format.percent(row.pair.score)),
                    Line::from(name(row, 0)),
                    Line::from(row.orders[0].to_string()),
                    Line::from(name(row, 1)),
                    Line::from(row.orders[1].to_string()),
                    Line::from(shared.join(" · ")),
                ])
            })
            .collect();
        table.draw(frame, inner, &rows, look, hits);
    }

    fn draw_joined(&self, frame: &mut Frame<'_>, inner: Rect, look: &Look, hits: &mut Hits) {
        let Some(joined) = &self.joined else { return self.draw_waiting(frame, inner, look) };
        if joined.is_empty() {
            return nothing(&["duplicates-none-joined"], frame, inner, look);
        }
        let columns = [
            Column::fixed(look.t("cli-column-code"), 10),
            Column::wide(look.t("cli-column-name"), 18),
            Column::wide(look.t("cli-column-joined"), 18),
            Column::fixed(look.t("duplicates-column-on"), 12).drop(1),
            Column::fixed(look.t("duplicates-column-by"), 12).drop(2),
        ];
        let table = Table::new(&columns, &self.states[1], 0);
        let window = table.window(inner);
        let rows: Vec<Row<'_>> = joined[window]
            .iter()
            .map(|row| {
                Row::new([
                    Line::from(row.code.as_str()),
                    Line::from(row.name.as_str()),
                    Line::from(row.into.1.as_str()),
                    Line::from(look.format.day(row.on)),
                    Line::from(row.author.as_str()),
                ])
            })
            .collect();
        table.draw(frame, inner, &rows, look, hits);
    }

    fn draw_waiting(&self, frame: &mut Frame<'_>, inner: Rect, look: &Look) {
        let key = if self.failed { "duplicates-failed" } else { "duplicates-looking" };
        look.put_lines(frame, inner, [Line::from(format!(" {}", look.t(key)))]);
    }
}

/// What two customers share, in words.
/// One of a pair; with their code where both are called the same.
fn name(row: &PairRow, at: usize) -> String {
    if row.names[0] == row.names[1] {
        return format!("{} · {}", row.names[at], row.codes[at]);
    }
    row.names[at].clone()
}

fn reason(key: &str, look: &Look) -> String {
    look.t(&format!("duplicates-by-{}", key.replace('_', "-")))
}

/// Why there is nothing, in as many lines as it takes.
fn nothing(keys: &[&str], frame: &mut Frame<'_>, inner: Rect, look: &Look) {
    let room = usize::from(inner.width.saturating_sub(2)).max(1);
    let lines = keys.iter().flat_map(|key| wrap(&look.t(key), room));
    look.put_lines(frame, inner, lines.map(|line| Line::from(format!(" {line}"))));
}

impl View for Page {
    fn scopes(&self) -> Vec<KeyScope> {
        let own = (self.question.is_none()).then_some(KeyScope::Pairs);
        own.into_iter().chain([KeyScope::Dialog]).collect()
    }

    fn is_asking(&self) -> bool {
        self.question.is_some()
    }

    fn refresh(&mut self, cx: &mut Cx<'_>) {
        self.asked = [cx.ask(Question::Duplicates), cx.ask(Question::Joined(None))];
    }

    fn can(&self, action: Action) -> bool {
        match action {
            Action::Back | Action::Quit | Action::NextTab | Action::PreviousTab => true,
            Action::Open => self.state().len > 0,
            Action::Different => self.pair().is_some(),
            _ => false,
        }
    }

    fn act(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        if let Some(question) = &mut self.question {
            let event = question.act(action);
            self.event(event, cx);
            return true;
        }
        match action {
            Action::Open | Action::Choose => self.open(cx),
            Action::NextTab | Action::PreviousTab | Action::NextPanel | Action::PreviousPanel => {
                self.tab = if self.tab == Tab::Pairs { Tab::Joined } else { Tab::Pairs };
            }
            Action::Different => {
                let Some(row) = self.pair() else { return false };
                cx.change(Change::Different { one: row.pair.first, other: row.pair.second, are: true });
            }
            Action::Back | Action::Quit => cx.go(Go::Pop),
            other => return self.states[self.tab as usize].act(other),
        }
        true
    }

    fn click(&mut self, target: usize, double: bool, cx: &mut Cx<'_>) {
        if let Some(question) = &mut self.question {
            if target >= ON_BUTTONS {
                let event = question.click(target - ON_BUTTONS);
                self.event(event, cx);
            }
        } else if target >= ON_TABS {
            self.tab = if target == ON_TABS { Tab::Pairs } else { Tab::Joined };
        } else if self.states[self.tab as usize].select(target) && double {
            self.open(cx);
        }
    }

    fn receive(&mut self, ticket: Ticket, answer: &Answer, _cx: &mut Cx<'_>) {
        match answer {
            Answer::Duplicates(pairs) if ticket == self.asked[0] => {
                self.states[0].set_len(pairs.len());
                self.pairs = Some(pairs.clone());
            }
            Answer::Joined(joined) if ticket == self.asked[1] => {
                self.states[1].set_len(joined.len());
                self.joined = Some(joined.clone());
            }
            _ => {}
        }
    }

    fn failed(&mut self, ticket: Ticket, _why: &ChangeWords, _cx: &mut Cx<'_>) {
        self.failed |= self.asked.contains(&ticket);
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        let count = |n: Option<usize>| n.map_or(String::new(), |n| format!(" {}", look.format.int(n as i64)));
        let titles = [
            format!("{}{}", look.t("duplicates-tab-pairs"), count(self.pairs.as_ref().map(Vec::len))),
            format!("{}{}", look.t("duplicates-tab-joined"), count(self.joined.as_ref().map(Vec::len))),
        ];
        let [top, body] = [1, area.height.saturating_sub(1)];
        tabs(frame, Rect { height: top, ..area }, &titles, self.tab as usize, look, hits, ON_TABS);
        let below = Rect { y: area.y + 1, height: body, ..area };
        let inner = Panel::new(look.t("duplicates-title"))
            .right(look.t("key-esc"))
            .focused(self.question.is_none())
            .draw(frame, below, look);
        match self.tab {
            Tab::Pairs => self.draw_pairs(frame, inner, look, hits),
            Tab::Joined => self.draw_joined(frame, inner, look, hits),
        }
        if let Some(question) = &self.question {
            question.draw(frame, area, look, hits, ON_BUTTONS);
        }
    }

    fn export(&self, look: &Look) -> Option<crate::views::exports::Offer> {
        use crate::views::exports::{GridCell, Offer};
        if self.question.is_some() {
            return None;
        }
        let (title, headings, rows) = match self.tab {
            Tab::Pairs => {
                let row = |row: &PairRow| {
                    let reasons: Vec<String> =
                        row.pair.reasons.iter().map(|r| reason(r.key(), look)).collect();
                    vec![
                        GridCell::share(Some(row.pair.score)),
                        GridCell::text(&row.codes[0]),
                        GridCell::text(&row.names[0]),
                        GridCell::count(row.orders[0]),
                        GridCell::text(&row.codes[1]),
                        GridCell::text(&row.names[1]),
                        GridCell::count(row.orders[1]),
                        GridCell::text(reasons.join(", ")),
                    ]
                };
                let headings = [
                    "cli-column-likelihood",
                    "cli-column-code",
                    "duplicates-column-first",
                    "duplicates-column-orders",
                    "cli-column-code",
                    "duplicates-column-second",
                    "duplicates-column-orders",
                    "cli-column-shared",
                ];
                let rows = self.pairs.iter().flatten().map(row).collect();
                ("duplicates-title", headings.map(|key| look.t(key)).to_vec(), rows)
            }
            Tab::Joined => {
                let row = |row: &JoinedRow| {
                    vec![
                        GridCell::text(&row.code),
                        GridCell::text(&row.name),
                        GridCell::text(&row.into.1),
                        GridCell::Day(row.on),
                        GridCell::text(&row.author),
                    ]
                };
                let headings = [
                    "cli-column-code",
                    "cli-column-name",
                    "cli-column-joined",
                    "duplicates-column-on",
                    "duplicates-column-by",
                ];
                let rows = self.joined.iter().flatten().map(row).collect();
                ("duplicates-tab-joined", headings.map(|key| look.t(key)).to_vec(), rows)
            }
        };
        Offer::table(look.t(title), headings, rows)
    }

    fn footer(&self) -> Vec<Action> {
        if self.question.is_some() {
            return vec![Action::Open, Action::Back];
        }
        match self.tab {
            Tab::Pairs => vec![Action::Open, Action::Different, Action::NextTab, Action::Undo, Action::Back],
            Tab::Joined => vec![Action::Open, Action::NextTab, Action::Undo, Action::Back],
        }
    }

    fn footer_word(&self, action: Action) -> Option<&'static str> {
        match (action, self.tab) {
            _ if self.question.is_some() => None,
            (Action::Open, Tab::Pairs) => Some("duplicates-do-compare"),
            (Action::Open, Tab::Joined) => Some("duplicates-do-separate"),
            (Action::NextTab, Tab::Pairs) => Some("duplicates-tab-joined"),
            (Action::NextTab, Tab::Joined) => Some("duplicates-tab-pairs"),
            _ => None,
        }
    }
}
