//! Quality of data: the three measures with what they rest on, how late things are written down, and below what is to be
//! mended or confirmed, most money at stake first. One key edits the field, one notes that its value was compared.

use std::cell::RefCell;
use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::fix::{self, Done};
use super::{ON_FIGURES, ON_LIST, Page, TARGETS, say, spread};
use crate::domain::Day;
use crate::domain::people::CustomerId;
use crate::domain::people::quality::{CONTRAST_MONTHS, Datum, Problem, Purpose, Share, ToDo, WEIGHTS};
use crate::domain::query::{Field, ParseContext, field_name, parse};
use crate::domain::roster::{Scope, Sort};
use crate::store::ask::{Answer, LISTED, ListSpec, QualityBoard, QualityRow, Question, Ticket};
use crate::ui::Look;
use crate::ui::action::Action;
use crate::ui::hits::Hits;
use crate::ui::panel::Panel;
use crate::ui::table::{Column, ListState, Row, Table};
use crate::ui::texts::Lang;
use crate::views::{Cx, Go, ToastKind};

/// Rows of the figures, with their frame.
const FIGURES: u16 = 6;

/// Customers up to whom duplicates are counted again after every change.
const COMPARED_ANEW: u64 = 50_000;

/// The measures that open their customers, in their order.
const OPENS: [ToDo; 3] = [ToDo::Mend, ToDo::Complete, ToDo::Confirm];

/// Which rows the queue shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Queue {
    /// What is wrong and what is missing.
    #[default]
    Fix,
    /// What is wrong alone.
    Wrong,
    /// What nobody has confirmed.
    Confirm,
}

impl Queue {
    const fn next(self) -> Self {
        match self {
            Self::Fix => Self::Wrong,
            Self::Wrong => Self::Confirm,
            Self::Confirm => Self::Fix,
        }
    }

    const fn key(self) -> &'static str {
        match self {
            Self::Fix => "quality-queue-fix",
            Self::Wrong => "quality-queue-wrong",
            Self::Confirm => "quality-queue-confirm",
        }
    }
}

#[derive(Default)]
pub(super) struct Quality {
    board: Option<Box<QualityBoard>>,
    /// Of the queue what is wrong.
    wrong: Vec<QualityRow>,
    /// Whether there is more than the queue holds: to mend, to confirm.
    capped: [bool; 2],
    duplicates: Option<usize>,
    queue: Queue,
    list: ListState,
    figures: ListState,
    on_figures: bool,
    asked: Ticket,
    asked_duplicates: Ticket,
    asked_card: Ticket,
    /// The field whose customer was asked for, to be edited.
    editing: Option<QualityRow>,
    /// What a layer above has mended or confirmed since the board was made.
    done: Rc<RefCell<Done>>,
    today: Option<Day>,
}

/// A share with what it is a share of. Almost all is not all, and almost none is not none.
fn share_words(share: Share, look: &Look) -> String {
    let Some(value) = share.value() else { return "—".to_owned() };
    let hides = (0.995..1.0).contains(&value) || value > 0.0 && value < 0.005;
    let shown = look.format.percent_with(value, u32::from(hides));
    look.tf("manage-share", &[("share", shown.into()), ("n", look.format.int(share.of).into())])
}

/// Key of a field's name.
pub(super) fn field_key(field: Datum) -> String {
    format!("quality-field-{}", field.key().replace('_', "-"))
}

/// What is wrong, in words.
pub(super) fn problem_words(problem: Problem, expected: &str, look: &Look) -> String {
    let what = look.t(&format!("quality-problem-{}", problem.key().replace('_', "-")));
    if expected.is_empty() {
        what
    } else {
        look.tf("quality-expected", &[("what", what.into()), ("expected", expected.into())])
    }
}

impl Quality {
    fn rows(&self) -> &[QualityRow] {
        let Some(board) = &self.board else { return &[] };
        match self.queue {
            Queue::Fix => &board.to_fix,
            Queue::Wrong => &self.wrong,
            Queue::Confirm => &board.to_confirm,
        }
    }

    fn current(&self) -> Option<&QualityRow> {
        self.rows().get(self.list.cursor)
    }

    /// Takes out of the queues what was mended or confirmed; the figures follow when they have been counted again.
    fn drop_done(&mut self) {
        let gone = std::mem::take(&mut self.done.borrow_mut().fields);
        if let (Some(board), false) = (&mut self.board, gone.is_empty()) {
            let stays = |row: &QualityRow| !gone.contains(&(row.id, row.field));
            board.to_fix.retain(stays);
            board.to_confirm.retain(stays);
            self.wrong.retain(stays);
        }
        self.list.set_len(self.rows().len());
    }

    fn open_measure(&self, cx: &mut Cx<'_>) {
        let todo = OPENS[self.figures.cursor.min(OPENS.len() - 1)];
        // In the words of the user: the filter is there to be read and changed.
        let spanish = cx.look.lang() == Lang::Es;
        let value = todo.words()[usize::from(!spanish)];
        let text = format!("{}:{value}", field_name(Field::Quality, spanish));
        let context = ParseContext { today: cx.today, month_first: false, decimals: 0 };
        let Ok(query) = parse(&text, &context) else { return };
        let spec = ListSpec { scope: Scope::All, query, sort: Sort::default() };
        let heading = cx.look.t(&format!("quality-list-{}", todo.key()));
        cx.go(Go::List(spec, heading));
    }

    fn explain(&self, cx: &mut Cx<'_>) {
        let Some(board) = &self.board else { return };
        let look = cx.look;
        let of = |share: Share| share_words(share, look);
        let by_field = |pick: fn(&(Share, Share)) -> Share| {
            let parts: Vec<String> = Datum::ALL
                .into_iter()
                .zip(&board.fields)
                .filter(|(_, both)| pick(both).of > 0)
                .map(|(datum, both)| format!("{} {}", look.t(&field_key(datum)), of(pick(both))))
                .collect();
            if parts.is_empty() { look.t("none") } else { parts.join("  ") }
        };
        let [valid, sufficient, contrasted] = WEIGHTS.map(|weight| look.format.percent(weight));
        let weights =
            [("valid", valid.into()), ("sufficient", sufficient.into()), ("contrasted", contrasted.into())];
        let rows = vec![
            (look.t("quality-validity"), look.t("quality-explain-validity")),
            (look.t("quality-explain-by-field"), by_field(|both| both.0)),
            (look.t("quality-sufficiency"), look.t("quality-explain-sufficiency")),
            (
                look.t("quality-contrast"),
                look.tf("quality-explain-contrast", &[("months", CONTRAST_MONTHS.into())]),
            ),
            (look.t("quality-explain-by-field"), by_field(|both| both.1)),
            (look.t("quality-score"), look.tf("quality-explain-score", &weights)),
            (
                look.t("quality-lag-median"),
                look.tf("quality-explain-lag", &[("n", board.lag.map_or(0, |lag| lag.n).into())]),
            ),
            (look.t("quality-queue-fix"), look.tf("quality-explain-queue", &[("n", LISTED.into())])),
        ];
        cx.go(Go::Push(crate::views::explain::view(look.t("manage-tab-quality"), rows)));
    }

    fn draw_figures(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        let mut panel = Panel::new(look.t("quality-figures")).focused(self.on_figures);
        if let Some(board) = &self.board {
            let customers = look.tf("quality-customers", &[("n", board.customers.into())]);
            panel = panel.right(Span::styled(customers, look.theme.dim));
        }
        let inner = panel.draw(frame, area, look);
        let Some(board) = &self.board else {
            return say(frame, inner, &look.t("quality-counting"), look);
        };
        let room = inner.width.saturating_sub(2);
        let third = room.saturating_sub(8) * 3 / 10;
        let first = room.saturating_sub(2 * third + 6);
        let places = [(0, first), (first + 3, third), (first + third + 6, third)];
        let columns = [measures(board, look), purposes(board, look), self.timeliness(board, look)];
        for ((x, columns), lines) in places.into_iter().zip(columns) {
            let place = Rect { x: inner.x + 1 + x, width: columns, ..inner };
            let lines =
                lines.into_iter().map(|(label, value)| spread(&label, &value, usize::from(columns), look));
            look.put_lines(frame, place, lines);
        }
        for (number, row) in inner.rows().take(OPENS.len()).enumerate() {
            let row = Rect { x: row.x + 1, width: first, ..row };
            if self.on_figures && number == self.figures.cursor {
                frame.buffer_mut().set_style(row, look.theme.cursor);
            }
            hits.add(row, ON_FIGURES * TARGETS + number);
        }
    }

    fn timeliness(&self, board: &QualityBoard, look: &Look) -> Vec<(String, String)> {
        let none = || "—".to_owned();
        let days = |n: i32| look.format.days(n.into());
        let today = self.today.unwrap_or(Day(0));
        vec![
            (look.t("quality-short-median"), board.lag.map_or_else(none, |lag| days(lag.median))),
            (look.t("quality-short-p90"), board.lag.map_or_else(none, |lag| days(lag.p90))),
            (
                look.t("quality-short-import"),
                board.last_import.map_or_else(none, |day| look.format.day_short(day, today)),
            ),
            (look.t("quality-short-duplicates"), self.duplicates.map_or_else(none, |n| look.format.int(n))),
        ]
    }

    fn draw_queue(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        let rows = self.rows();
        let mut panel = Panel::new(look.t(self.queue.key())).focused(!self.on_figures);
        if let Some(board) = &self.board {
            let counts = if self.queue == Queue::Confirm {
                look.tf("quality-count-confirm", &[("n", board.unconfirmed.into())])
            } else {
                look.tf(
                    "quality-count-fix",
                    &[("wrong", board.wrong.into()), ("missing", board.missing.into())],
                )
            };
            panel = panel.right(Span::styled(counts, look.theme.dim));
            if !rows.is_empty() {
                let position = look.tf(
                    "list-position",
                    &[
                        ("at", look.format.int(self.list.cursor + 1).into()),
                        ("all", look.format.int(rows.len()).into()),
                    ],
                );
                let all = if self.queue == Queue::Confirm {
                    board.unconfirmed
                } else {
                    board.wrong + board.missing
                };
                // A queue that ends early says so.
                let capped = self.capped[usize::from(self.queue == Queue::Confirm)];
                panel = panel.bottom(if capped && self.queue != Queue::Wrong {
                    let capped = look.tf("quality-capped", &[("all", look.format.int(all as i64).into())]);
                    format!("{position} · {capped}")
                } else {
                    position
                });
            }
        }
        let inner = panel.draw(frame, area, look);
        let Some(board) = &self.board else { return };
        if rows.is_empty() {
            let key = match (board.customers, self.queue) {
                (0, _) => "quality-nobody",
                (_, Queue::Confirm) => "quality-none-to-confirm",
                (_, Queue::Fix) => "quality-none-to-fix",
                (_, Queue::Wrong) => "quality-none-wrong",
            };
            return say(frame, inner, &look.t(key), look);
        }
        let today = self.today.unwrap_or(Day(0));
        let columns = [
            Column::wide(look.t("calls-column-customer"), 12),
            Column::fixed(look.t("quality-c-field"), 10),
            Column::wide(look.t("quality-c-value"), 12),
            Column::fixed(look.t("quality-c-problem"), 24),
            Column::fixed(look.t("quality-c-money"), 9).right(),
            Column::fixed("", 0),
        ];
        let table =
            Table { focused: !self.on_figures, ..Table::new(&columns, &self.list, ON_LIST * TARGETS) };
        let lines: Vec<Row<'_>> = rows[table.window(inner)]
            .iter()
            .map(|row| {
                let (words, style) = match row.problem {
                    Some(Problem::Missing) => (look.t("quality-problem-missing"), look.theme.dim),
                    Some(problem) => (problem_words(problem, &row.expected, look), look.theme.warn),
                    None => {
                        let words = row.confirmed.map_or_else(
                            || look.t("quality-never-confirmed"),
                            |day| {
                                let day = look.format.day_short(day, today);
                                look.tf("quality-confirmed-on", &[("day", day.into())])
                            },
                        );
                        (words, look.theme.text)
                    }
                };
                Row::new([
                    Line::from(row.name.clone()),
                    Line::from(look.t(&field_key(row.field))),
                    Line::from(row.value.clone()),
                    Line::from(Span::styled(words, style)),
                    Line::from(look.format.amount_short(row.at_stake)),
                    Line::default(),
                ])
            })
            .collect();
        table.draw(frame, inner, &lines, look, hits);
    }
}

fn measures(board: &QualityBoard, look: &Look) -> Vec<(String, String)> {
    let measures = &board.measures;
    let of = |share: Share| share_words(share, look);
    let score = measures.score().map_or_else(|| "—".to_owned(), |score| look.format.percent(score));
    vec![
        (look.t("quality-validity"), of(measures.validity)),
        (look.t("quality-sufficiency"), of(measures.sufficient())),
        (look.t("quality-contrast"), of(measures.contrast)),
        (look.t("quality-score"), score),
    ]
}

fn purposes(board: &QualityBoard, look: &Look) -> Vec<(String, String)> {
    Purpose::ALL
        .into_iter()
        .map(|purpose| {
            let share = board.sufficiency(purpose).value();
            let value = share.map_or_else(|| "—".to_owned(), |share| look.format.percent(share));
            (look.t(&format!("quality-purpose-{}", purpose.key())), value)
        })
        .collect()
}

impl Page for Quality {
    fn refresh(&mut self, cx: &mut Cx<'_>) {
        self.today = Some(cx.today);
        self.figures.set_len(OPENS.len());
        self.drop_done();
        self.asked = cx.ask(Question::Quality);
        // Comparing a million with each other takes seconds: not after every field that is mended.
        let few = self.board.as_ref().is_none_or(|board| board.customers <= COMPARED_ANEW);
        if few || self.duplicates.is_none() {
            self.asked_duplicates = cx.ask(Question::Duplicates);
        }
    }

    fn can(&self, action: Action) -> bool {
        let here = !self.on_figures && self.current().is_some();
        match action {
            Action::Open => self.on_figures && self.board.is_some() || here,
            Action::Edit | Action::LogContact => here,
            Action::ConfirmValue => here && self.current().is_some_and(|row| !row.value.is_empty()),
            Action::MoveTo | Action::Explain | Action::NextPanel | Action::PreviousPanel => {
                self.board.is_some()
            }
            Action::Back => self.on_figures,
            _ => false,
        }
    }

    fn act(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        match action {
            Action::NextPanel | Action::PreviousPanel => self.on_figures = !self.on_figures,
            Action::Back if self.on_figures => self.on_figures = false,
            Action::Explain => self.explain(cx),
            Action::MoveTo if self.can(action) => {
                self.queue = self.queue.next();
                self.on_figures = false;
                self.list = ListState::new(self.rows().len());
            }
            Action::Open | Action::Choose if self.on_figures => self.open_measure(cx),
            Action::Open => {
                let Some(id) = self.current().map(|row| row.id) else { return false };
                let around: Vec<CustomerId> = vec![id];
                cx.go(Go::Push(crate::views::customer::page(id, std::sync::Arc::from(around))));
            }
            Action::Edit if self.can(action) => {
                self.editing = self.current().cloned();
                if let Some(row) = &self.editing {
                    self.asked_card = cx.ask(Question::Card(row.id));
                }
            }
            Action::ConfirmValue if self.can(action) => {
                let Some(row) = self.current() else { return false };
                cx.go(Go::Push(fix::confirm(row, &self.done, cx.look)));
            }
            // Nothing is there that could be right.
            Action::ConfirmValue if !self.on_figures && self.current().is_some() => {
                cx.toast(ToastKind::Note, cx.look.t("quality-nothing-to-confirm"));
            }
            Action::LogContact if self.can(action) => {
                let Some(row) = self.current() else { return false };
                cx.go(Go::Push(crate::views::forms::contact(row.id, &row.name)));
            }
            other if self.on_figures => return self.figures.act(other),
            other => return self.list.act(other),
        }
        true
    }

    fn receive(&mut self, ticket: Ticket, answer: &Answer, cx: &mut Cx<'_>) {
        match answer {
            Answer::Quality(board) if ticket == self.asked => {
                let here = self.current().map(|row| (row.id, row.field));
                self.board = Some(board.clone());
                self.capped = [
                    (board.to_fix.len() as u64) < board.wrong + board.missing,
                    (board.to_confirm.len() as u64) < board.unconfirmed,
                ];
                let wrong = board.to_fix.iter().filter(|row| row.problem != Some(Problem::Missing));
                self.wrong = wrong.cloned().collect();
                let all: Vec<(CustomerId, Datum)> =
                    self.rows().iter().map(|row| (row.id, row.field)).collect();
                self.list.follow(here.as_ref(), &all);
            }
            Answer::Duplicates(pairs) if ticket == self.asked_duplicates => {
                self.duplicates = Some(pairs.len());
            }
            Answer::Card(card) if ticket == self.asked_card => {
                let Some(row) = self.editing.take() else { return };
                match card {
                    Some(card) => cx.go(Go::Push(fix::edit(&row, card, &self.done, cx))),
                    None => cx.toast(ToastKind::Note, cx.look.t("quality-gone")),
                }
            }
            _ => {}
        }
    }

    fn asked(&self, ticket: Ticket) -> bool {
        [self.asked, self.asked_duplicates, self.asked_card].contains(&ticket)
    }

    fn click(&mut self, kind: usize, number: usize, double: bool, cx: &mut Cx<'_>) {
        self.on_figures = kind == ON_FIGURES;
        let list = if self.on_figures { &mut self.figures } else { &mut self.list };
        if list.select(number) && double {
            self.act(Action::Open, cx);
        }
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        let above = if area.height >= FIGURES + 6 { FIGURES } else { 0 };
        if above > 0 {
            self.draw_figures(frame, Rect { height: above, ..area }, look, hits);
        }
        let below = Rect { y: area.y + above, height: area.height - above, ..area };
        self.draw_queue(frame, below, look, hits);
    }

    fn footer(&self) -> Vec<Action> {
        let wanted = [
            Action::Edit,
            Action::ConfirmValue,
            Action::MoveTo,
            Action::Open,
            Action::LogContact,
            Action::NextPanel,
            Action::Explain,
        ];
        wanted.into_iter().filter(|action| self.can(*action)).collect()
    }

    fn word(&self, action: Action) -> Option<&'static str> {
        match action {
            Action::MoveTo => Some(match self.queue.next() {
                Queue::Fix => "quality-key-fix",
                Queue::Wrong => "quality-key-wrong",
                Queue::Confirm => "quality-key-confirm",
            }),
            Action::Open if self.on_figures => Some("offers-key-show"),
            Action::Open => Some("offers-key-customer"),
            _ => None,
        }
    }

    fn right(&self, look: &Look) -> String {
        let until = self.board.as_ref().and_then(|board| board.data_until);
        until
            .map_or_else(String::new, |day| look.tf("quality-until", &[("day", look.format.day(day).into())]))
    }
}
