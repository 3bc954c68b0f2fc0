//! Recency, frequency, money and kind of purchase (mission row 41): the grid, the customers of its cells, the segments
//! with the scores they are made of, and what each score means here.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::board::{Period, Shared};
use super::grid::{self, At};
use super::members::Members;
use super::{PAGE, Page, figures, kind, sheets, summary};
use crate::domain::roster::ValueFigure;
use crate::domain::value::Segment;
use crate::domain::value::rfm::Band;
use crate::domain::{Day, Money};
use crate::store::ask::{Answer, ChangeWords, Ticket, ValueBoard};
use crate::ui::Look;
use crate::ui::action::{Action, KeyScope};
use crate::ui::hits::Hits;
use crate::ui::panel::{Panel, rule};
use crate::ui::table::{Column, ListState, Row, Table};
use crate::ui::visible::{fit, pad_right, wrap};
use crate::views::exports::Grid;
use crate::views::{Cx, Go};

/// Clickable regions of each panel start here times its number.
const TARGETS: usize = 1 << 30;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Focus {
    #[default]
    Grid,
    People,
    Segments,
    Scales,
}

const ORDER: [Focus; 4] = [Focus::Grid, Focus::People, Focus::Segments, Focus::Scales];

/// The page.
pub struct Scores {
    shared: Shared,
    focus: Focus,
    at: At,
    segments: ListState,
    /// Whether the customers shown are those of the segment and not of the cell.
    by_segment: bool,
    people: Members,
    today: Option<Day>,
}

impl Scores {
    /// Over the period shared by the pages.
    pub fn new(period: &Period) -> Self {
        Self {
            shared: Shared::new(period),
            focus: Focus::default(),
            at: At::default(),
            segments: ListState::new(Segment::ALL.len()),
            by_segment: false,
            people: Members::default(),
            today: None,
        }
    }

    /// The figure whose customers are shown.
    fn figure(&self) -> ValueFigure {
        if self.by_segment {
            ValueFigure::Segment(Segment::ALL[self.segments.cursor.min(Segment::ALL.len() - 1)])
        } else {
            self.at.figure()
        }
    }

    fn show(&mut self, anew: bool, cx: &mut Cx<'_>) {
        let figure = self.figure();
        if let Some(board) = &self.shared.board {
            self.people.show(board, figure, anew, cx);
        }
        self.shared.want_kind(figure, cx);
    }

    fn step_focus(&mut self, step: usize) {
        let here = ORDER.iter().position(|f| *f == self.focus).unwrap_or(0);
        self.focus = ORDER[(here + step) % ORDER.len()];
    }
}

impl Page for Scores {
    fn title(&self) -> &'static str {
        "value-tab-rfm"
    }

    fn scopes(&self) -> Vec<KeyScope> {
        vec![KeyScope::Value, KeyScope::Record]
    }

    fn refresh(&mut self, cx: &mut Cx<'_>) {
        self.today = Some(cx.today);
        self.shared.refresh(cx);
    }

    fn can(&self, action: Action) -> bool {
        match action {
            Action::Open | Action::Tag | Action::Explain => self.shared.shown().is_some(),
            Action::Edit => self.shared.board.is_some(),
            Action::NextPanel | Action::PreviousPanel | Action::PreviousPeriod | Action::NextPeriod => true,
            other => self.focus == Focus::People && self.people.can(other),
        }
    }

    fn act(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        match (action, self.focus) {
            (Action::NextPanel, _) => self.step_focus(1),
            (Action::PreviousPanel, _) => self.step_focus(ORDER.len() - 1),
            (Action::Edit, _) => {
                if let Some(board) = &self.shared.board {
                    cx.go(Go::Push(super::rules::view(board.rules)));
                }
            }
            (other, Focus::People) if self.people.act(other, cx) => {}
            (other, Focus::Grid) if self.at.act(other) => {
                self.by_segment = false;
                self.show(false, cx);
            }
            (other, Focus::Segments) if self.segments.act(other) => {
                self.by_segment = true;
                self.show(false, cx);
            }
            (other, _) => {
                let figure = self.figure();
                return self.shared.act(other, Some(figure), cx);
            }
        }
        true
    }

    fn click(&mut self, target: usize, double: bool, cx: &mut Cx<'_>) {
        let number = target % TARGETS;
        match target / TARGETS {
            0 => {
                self.focus = Focus::Grid;
                self.at.click(number);
                self.by_segment = false;
                self.show(false, cx);
            }
            1 => {
                self.focus = Focus::People;
                self.people.state.select(number);
            }
            _ => {
                self.focus = Focus::Segments;
                if self.segments.select(number) {
                    self.by_segment = true;
                    self.show(false, cx);
                }
            }
        }
        if double {
            self.act(Action::Open, cx);
        }
    }

    fn receive(&mut self, ticket: Ticket, answer: &Answer, cx: &mut Cx<'_>) {
        if self.shared.receive(ticket, answer, cx) {
            self.show(true, cx);
        }
        self.people.receive(ticket, answer, cx);
    }

    fn failed(&mut self, ticket: Ticket, why: &ChangeWords, cx: &mut Cx<'_>) {
        self.shared.failed(ticket, why, cx);
    }

    fn heading(&self, look: &Look) -> String {
        self.shared.heading(look)
    }

    fn tables(&self, look: &Look) -> Vec<Grid> {
        let tables = |board| {
            vec![sheets::recency(board, look), sheets::segments(board, look), sheets::bands(board, look)]
        };
        self.shared.shown().map(tables).unwrap_or_default()
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        let Some((board, body)) = self.shared.ground(frame, area, "value-tab-rfm", look) else { return };
        if body.width >= 96 && body.height >= 22 {
            let above = 15.min(body.height - 8);
            let top = Rect { height: above, ..body };
            let low = Rect { y: body.y + above, height: body.height - above, ..body };
            let left = body.width * 11 / 20;
            self.grid(board, frame, Rect { width: left, ..top }, look, hits);
            let right = Rect { x: top.x + left, width: top.width - left, ..top };
            self.segments(board, frame, right, look, hits);
            if self.focus == Focus::Scales {
                self.scales(board, frame, low, true, look);
                return;
            }
            let left = body.width * 3 / 5;
            self.people(board, frame, Rect { width: left, ..low }, look, hits);
            let right = Rect { x: low.x + left, width: low.width - left, ..low };
            self.scales(board, frame, right, false, look);
        } else if body.height >= 17 && self.focus != Focus::Scales {
            let above = 10.min(body.height);
            self.grid(board, frame, Rect { height: above, ..body }, look, hits);
            let low = Rect { y: body.y + above, height: body.height - above, ..body };
            match self.focus {
                Focus::Segments => self.segments(board, frame, low, look, hits),
                _ => self.people(board, frame, low, look, hits),
            }
        } else {
            match self.focus {
                Focus::Grid => self.grid(board, frame, body, look, hits),
                Focus::People => self.people(board, frame, body, look, hits),
                Focus::Segments => self.segments(board, frame, body, look, hits),
                Focus::Scales => self.scales(board, frame, body, true, look),
            }
        }
    }

    fn footer(&self) -> Vec<Action> {
        let mut actions = vec![Action::Open, Action::NextPanel, Action::Tag];
        if self.focus == Focus::People {
            actions.extend([Action::LogContact, Action::Agenda]);
        }
        actions.extend([Action::Explain, Action::PreviousPeriod, Action::NextTab, Action::Palette]);
        actions
    }

    fn footer_word(&self, action: Action) -> Option<&'static str> {
        super::board_words(action)
    }
}

impl Scores {
    fn grid(&self, board: &ValueBoard, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        let focused = self.focus == Focus::Grid;
        let inner = Panel::new(look.t("value-grid"))
            .right(Span::styled(look.t("value-grid-shades"), look.theme.dim))
            .focused(focused)
            .draw(frame, area, look);
        let high = inner.height.min(grid::HEIGHT);
        grid::draw(board, self.at, focused, frame, Rect { height: high, ..inner }, look, hits, PAGE);
        let mut rest = Rect { y: inner.y + high, height: inner.height - high, ..inner };
        if rest.height >= 2 {
            rule(frame, inner, rest.y, look);
            rest = Rect { y: rest.y + 1, height: rest.height - 1, ..rest };
        }
        let room = usize::from(rest.width).saturating_sub(1);
        let lines = summary::cell_lines(board, self.at, &self.shared, look);
        look.put_lines(frame, rest, lines.into_iter().map(|l| Line::from(format!(" {}", fit(&l, room)))));
    }

    fn segments(&self, board: &ValueBoard, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        let focused = self.focus == Focus::Segments;
        let inner = Panel::new(look.t("value-segments")).focused(focused).draw(frame, area, look);
        let columns = [
            Column::wide(look.t("value-column-segment"), 15),
            Column::fixed(look.t("value-column-scores"), 38).drop(2),
            Column::fixed(look.t("value-column-heads-brief"), 8).right(),
            Column::fixed(look.t("value-column-money"), 10).right().drop(1),
        ];
        let table = Table { focused, ..Table::new(&columns, &self.segments, PAGE + 2 * TARGETS) };
        let window = table.window(inner);
        let rows: Vec<Row<'_>> = board
            .segments
            .iter()
            .skip(window.start)
            .take(window.len())
            .map(|(segment, n, money)| {
                Row::new([
                    look.t(&figures::segment_key(*segment)),
                    segment.cells().to_owned(),
                    look.format.int(*n as i64),
                    look.format.amount_whole(*money),
                ])
            })
            .collect();
        table.draw(frame, inner, &rows, look, hits);
    }

    fn people(&self, board: &ValueBoard, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        let focused = self.focus == Focus::People;
        let figure = self.figure();
        let (n, money) = figures::count(board, figure);
        let right = look.tf(
            "value-people-right",
            &[("n", (n as i64).into()), ("money", look.format.money_whole(money).into())],
        );
        let made_of = match figure {
            ValueFigure::Segment(segment) => segment.cells(),
            _ => "",
        };
        let inner = Panel::new(figures::name(figure, look))
            .right(Span::styled(right, look.theme.dim))
            .bottom(made_of)
            .focused(focused)
            .draw(frame, area, look);
        if self.people.known && self.people.ids().is_empty() {
            look.put(frame, inner, Span::styled(format!(" {}", look.t("value-nobody")), look.theme.dim));
            return;
        }
        let lifetime =
            look.tf("value-column-clv", &[("months", i64::from(board.rules.horizon_months).into())]);
        let columns = [
            Column::wide(look.t("value-column-customer"), 12),
            Column::fixed(look.t("value-column-last"), 7).right().drop(3),
            Column::fixed(look.t("value-column-days"), 5).right().drop(2),
            Column::fixed(look.t("value-column-money"), 9).right(),
            Column::fixed("RFM", 5).right(),
            Column::fixed(lifetime, 9).right().drop(1),
        ];
        let table = Table { focused, ..Table::new(&columns, &self.people.state, PAGE + TARGETS) };
        let window = table.window(inner);
        let today = self.today.unwrap_or(board.days.1);
        let rows: Vec<Row<'_>> = self.people.ids()[window]
            .iter()
            .map(|id| {
                let row = self.people.row(*id);
                let worth = self.people.worth(*id);
                let activity = worth.and_then(|w| w.activity);
                let text = |value: Option<String>| value.unwrap_or_default();
                Row::new([
                    row.map_or_else(|| "…".to_owned(), |r| r.name.clone()),
                    text(activity.map(|a| look.format.ago(a.last, today))),
                    text(activity.map(|a| look.format.int(a.days))),
                    text(activity.map(|a| look.format.amount_whole(a.revenue))),
                    text(worth.and_then(|w| w.rfm).map(|rfm| rfm.to_string())),
                    text(worth.map(|w| lifetime_of(w, look))),
                ])
            })
            .collect();
        table.draw(frame, inner, &rows, look, hits);
    }

    /// What the purchases of the cell are like and, where they stand nowhere else, what the scores mean.
    fn scales(&self, board: &ValueBoard, frame: &mut Frame<'_>, area: Rect, both: bool, look: &Look) {
        let inner = Panel::new(look.t("value-kind"))
            .right(Span::styled(figures::name(self.figure(), look), look.theme.dim))
            .focused(self.focus == Focus::Scales)
            .draw(frame, area, look);
        let room = usize::from(inner.width).saturating_sub(2).max(1);
        let mut lines = Vec::new();
        match self.shared.kind_of(self.figure()) {
            None => lines.push(Line::from(Span::styled(look.t("value-reading"), look.theme.dim))),
            Some(known) => {
                for (label, words) in kind::pairs(known, look) {
                    for (number, part) in wrap(&words, room.saturating_sub(12).max(1)).into_iter().enumerate()
                    {
                        let label = if number == 0 { label.as_str() } else { "" };
                        lines.push(Line::from(vec![
                            Span::styled(pad_right(label, 12), look.theme.dim),
                            Span::raw(part),
                        ]));
                    }
                }
            }
        }
        let scales = bands(board, look);
        let needed: usize = scales.iter().map(|s| wrap(s, room).len()).sum();
        if both || lines.len() + needed < usize::from(inner.height) {
            if lines.len() + needed < usize::from(inner.height) {
                lines.push(Line::default());
            }
            for scale in scales {
                lines.extend(
                    wrap(&scale, room).into_iter().map(|l| Line::from(Span::styled(l, look.theme.dim))),
                );
            }
        } else {
            let words = scales.join(" ");
            let fits = usize::from(inner.height).saturating_sub(lines.len());
            let wrapped = wrap(&words, room);
            lines.extend(wrapped.into_iter().take(fits).map(|l| Line::from(Span::styled(l, look.theme.dim))));
        }
        let place = Rect { x: inner.x + 1, width: inner.width.saturating_sub(1), ..inner };
        look.put_lines(frame, place, lines);
    }
}

/// Lifetime value of a customer, by the model or by the simple one, which is marked.
pub fn lifetime_of(worth: &crate::domain::value::Worth, look: &Look) -> String {
    match (worth.outlook, worth.simple) {
        (Some(outlook), _) => look.format.amount_whole(outlook.clv),
        (None, Some(simple)) => format!("≈{}", look.format.amount_whole(simple)),
        (None, None) => "–".to_owned(),
    }
}

/// What each score means here: a line for recency, frequency and money, and whether fixed cut-offs stand in.
fn bands(board: &ValueBoard, look: &Look) -> Vec<String> {
    let shown = |measure: usize, value: i64| match measure {
        2 => look.format.amount_short(Money(value)),
        _ => look.format.int(value),
    };
    let mut lines: Vec<String> = ["value-bands-r", "value-bands-f", "value-bands-m"]
        .iter()
        .enumerate()
        .map(|(measure, key)| {
            let scores: Vec<String> = (0..5)
                .rev()
                .filter_map(|score| {
                    let band: Band = board.bands[measure][score];
                    let (low, high) = band?;
                    let range = if low == high {
                        shown(measure, low)
                    } else {
                        format!("{}–{}", shown(measure, low), shown(measure, high))
                    };
                    Some(format!("{} = {range}", score + 1))
                })
                .collect();
            format!("{} {}", look.t(key), scores.join(" · "))
        })
        .collect();
    if board.fixed.iter().any(|fixed| *fixed) {
        let which: Vec<&str> = ["R", "F", "M"]
            .into_iter()
            .zip(board.fixed)
            .filter(|(_, fixed)| *fixed)
            .map(|(name, _)| name)
            .collect();
        lines.insert(0, look.tf("value-bands-fixed", &[("which", which.join(", ").into())]));
    }
    lines
}
