//! The summary of value: Pareto by tenths, the grid of recency and frequency, the classes by value to come, and who
//! nearly is one of the best. Four panels, each figure of which opens.

use std::sync::Arc;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::board::{Period, Shared};
use super::figures;
use super::grid::{self, At};
use super::members::Members;
use super::{PAGE, Page, sheets};
use crate::domain::Money;
use crate::domain::roster::ValueFigure;
use crate::domain::value::ValueClass;
use crate::store::ask::{Answer, ChangeWords, Ticket, ValueBoard};
use crate::ui::Look;
use crate::ui::action::{Action, KeyScope};
use crate::ui::chart::bar;
use crate::ui::hits::Hits;
use crate::ui::panel::{Panel as Framed, rule};
use crate::ui::table::{Column, Row, Table};
use crate::ui::visible::{fit, pad_left, pad_right, width, wrap};
use crate::views::exports::Grid;
use crate::views::{Cx, Go};

/// Clickable regions of each panel start here times its number.
const TARGETS: usize = 1 << 20;
/// Lines of the Pareto panel: ten tenths, then the best fifth and the rest.
const LINES: usize = 12;
/// Rows of the classes: the classes, then everybody.
const CLASSES: usize = ValueClass::ALL.len() + 1;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Focus {
    #[default]
    Pareto,
    Grid,
    Classes,
    Almost,
}

const ORDER: [Focus; 4] = [Focus::Pareto, Focus::Grid, Focus::Classes, Focus::Almost];

/// The page.
pub struct Summary {
    shared: Shared,
    focus: Focus,
    line: usize,
    at: At,
    class: usize,
    almost: Members,
}

impl Summary {
    /// Over the period shared by the pages.
    pub fn new(period: &Period) -> Self {
        Self {
            shared: Shared::new(period),
            focus: Focus::default(),
            // The fifth that is marked.
            line: 1,
            at: At::default(),
            class: 0,
            almost: Members::default(),
        }
    }

    fn figure(&self) -> ValueFigure {
        match self.focus {
            Focus::Pareto => match self.line {
                10 => ValueFigure::Top(20),
                11 => ValueFigure::Rest(20),
                tenth => ValueFigure::Top(10 * (tenth as u8 + 1)),
            },
            Focus::Grid => self.at.figure(),
            Focus::Classes => {
                ValueClass::ALL.get(self.class).map_or(ValueFigure::Active, |c| ValueFigure::Class(*c))
            }
            Focus::Almost => ValueFigure::AlmostA,
        }
    }

    fn step_focus(&mut self, step: usize) {
        let here = ORDER.iter().position(|f| *f == self.focus).unwrap_or(0);
        self.focus = ORDER[(here + step) % ORDER.len()];
    }

    fn move_in(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        let step = |at: usize, len: usize| match action {
            Action::Up => Some(at.saturating_sub(1)),
            Action::Down => Some((at + 1).min(len - 1)),
            Action::First => Some(0),
            Action::Last => Some(len - 1),
            _ => None,
        };
        match self.focus {
            Focus::Pareto => match step(self.line, LINES) {
                Some(line) => self.line = line,
                None => return false,
            },
            Focus::Classes => match step(self.class, CLASSES) {
                Some(class) => self.class = class,
                None => return false,
            },
            Focus::Grid => {
                if !self.at.act(action) {
                    return false;
                }
                self.shared.want_kind(self.at.figure(), cx);
            }
            Focus::Almost => return self.almost.act(action, cx),
        }
        true
    }
}

impl Page for Summary {
    fn title(&self) -> &'static str {
        "value-tab-summary"
    }

    fn scopes(&self) -> Vec<KeyScope> {
        vec![KeyScope::Value, KeyScope::Record]
    }

    fn refresh(&mut self, cx: &mut Cx<'_>) {
        self.shared.refresh(cx);
    }

    fn can(&self, action: Action) -> bool {
        match action {
            Action::Open | Action::Tag | Action::Explain => self.shared.shown().is_some(),
            Action::Edit => self.shared.board.is_some(),
            Action::NextPanel | Action::PreviousPanel | Action::PreviousPeriod | Action::NextPeriod => true,
            other => self.focus == Focus::Almost && self.almost.can(other),
        }
    }

    fn act(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        match action {
            Action::NextPanel => self.step_focus(1),
            Action::PreviousPanel => self.step_focus(ORDER.len() - 1),
            Action::Edit => {
                if let Some(board) = &self.shared.board {
                    cx.go(Go::Push(super::rules::view(board.rules)));
                }
            }
            // The list of those who nearly are one of the best opens customer by customer.
            Action::Open | Action::Choose | Action::Tag if self.focus == Focus::Almost => {
                return self.almost.act(action, cx);
            }
            other => {
                let figure = Some(self.figure());
                return self.shared.act(other, figure, cx) || self.move_in(other, cx);
            }
        }
        true
    }

    fn click(&mut self, target: usize, double: bool, cx: &mut Cx<'_>) {
        let number = target % TARGETS;
        match target / TARGETS {
            0 => (self.focus, self.line) = (Focus::Pareto, number.min(LINES - 1)),
            1 => {
                self.focus = Focus::Grid;
                self.at.click(number);
                self.shared.want_kind(self.at.figure(), cx);
            }
            2 => (self.focus, self.class) = (Focus::Classes, number.min(CLASSES - 1)),
            _ => {
                self.focus = Focus::Almost;
                self.almost.state.select(number);
            }
        }
        if double {
            self.act(Action::Open, cx);
        }
    }

    fn receive(&mut self, ticket: Ticket, answer: &Answer, cx: &mut Cx<'_>) {
        if self.shared.receive(ticket, answer, cx)
            && let Some(board) = &self.shared.board
        {
            let ids: Arc<[_]> = board.almost_a.iter().map(|almost| almost.customer).collect();
            self.almost.show_these(board.window, ids, cx);
            self.shared.want_kind(self.at.figure(), cx);
        }
        self.almost.receive(ticket, answer, cx);
    }

    fn failed(&mut self, ticket: Ticket, why: &ChangeWords, cx: &mut Cx<'_>) {
        self.shared.failed(ticket, why, cx);
    }

    fn heading(&self, look: &Look) -> String {
        self.shared.heading(look)
    }

    fn tables(&self, look: &Look) -> Vec<Grid> {
        let Some(board) = self.shared.shown() else { return Vec::new() };
        let names = board.almost_a.iter().map(|almost| Some(self.almost.row(almost.customer)?.name.clone()));
        let almost = sheets::almost(board, names.collect(), look);
        let whole = [
            Some(sheets::tenths(board, look)),
            Some(sheets::recency(board, look)),
            Some(sheets::classes(board, look)),
            almost,
        ];
        // Nothing rather than a part: the names of the last panel come a moment after its figures.
        whole.into_iter().collect::<Option<Vec<Grid>>>().unwrap_or_default()
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        let Some((board, body)) = self.shared.ground(frame, area, "value-pareto", look) else { return };
        if body.width < 78 || body.height < 18 {
            self.panel(self.focus, board, frame, body, look, hits);
            return;
        }
        let wide = body.width >= 96;
        let above = if wide { 15.min(body.height - 9) } else { 13.min(body.height - 7) };
        let top = Rect { height: above, ..body };
        let low = Rect { y: body.y + above, height: body.height - above, ..body };
        let halves = |area: Rect, left: u16| {
            (Rect { width: left, ..area }, Rect { x: area.x + left, width: area.width - left, ..area })
        };
        let (pareto, grid) = halves(top, if wide { body.width * 9 / 20 } else { 37 });
        let (classes, almost) = halves(low, if wide { body.width * 3 / 5 } else { 43 });
        self.panel(Focus::Pareto, board, frame, pareto, look, hits);
        self.panel(Focus::Grid, board, frame, grid, look, hits);
        self.panel(Focus::Classes, board, frame, classes, look, hits);
        self.panel(Focus::Almost, board, frame, almost, look, hits);
    }

    fn footer(&self) -> Vec<Action> {
        vec![
            Action::NextPanel,
            Action::Open,
            Action::Tag,
            Action::Explain,
            Action::PreviousPeriod,
            Action::NextTab,
            Action::Edit,
            Action::Palette,
        ]
    }

    fn footer_word(&self, action: Action) -> Option<&'static str> {
        super::board_words(action)
    }
}

impl Summary {
    fn panel(
        &self,
        panel: Focus,
        board: &ValueBoard,
        frame: &mut Frame<'_>,
        area: Rect,
        look: &Look,
        hits: &mut Hits,
    ) {
        match panel {
            Focus::Pareto => self.pareto(board, frame, area, look, hits),
            Focus::Grid => self.grid(board, frame, area, look, hits),
            Focus::Classes => {
                let cursor = (self.focus == Focus::Classes).then_some(self.class);
                classes(board, cursor, frame, area, look, hits, PAGE + 2 * TARGETS);
            }
            Focus::Almost => self.almost(board, frame, area, look, hits),
        }
    }

    fn pareto(&self, board: &ValueBoard, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        let focused = self.focus == Focus::Pareto;
        let c = &board.concentration;
        let share = c.top20_share.map_or_else(|| "–".to_owned(), |s| look.format.percent_with(s, 1));
        let right = look.tf(
            "value-pareto-right",
            &[("n", look.format.int(c.top20_count as i64).into()), ("share", share.into())],
        );
        let inner = Framed::new(look.t("value-pareto"))
            .right(Span::styled(right, look.theme.dim))
            .focused(focused)
            .draw(frame, area, look);
        let room = usize::from(inner.width).saturating_sub(2 + 6 + 1 + 9 + 2);
        // The last line holds the best fifth and the rest; on a low screen the lines move under the cursor.
        let cursor = self.line.min(10) as u16;
        let first = if inner.height >= 11 { 0 } else { (cursor + 1).saturating_sub(inner.height) };
        for (tenth, step) in c.curve.iter().enumerate().skip(usize::from(first)) {
            let y = inner.y + tenth as u16 - first;
            if y >= inner.bottom() {
                break;
            }
            let line = Rect { y, height: 1, ..inner };
            let here = focused && self.line == tenth;
            let style = if here { look.theme.cursor } else { look.theme.text };
            frame.buffer_mut().set_style(line, style);
            let share = step.share.map_or_else(|| "–".to_owned(), |s| look.format.percent_with(s, 1));
            let percent = look.format.percent((tenth + 1) as f64 / 10.0);
            let mark = if tenth == 1 { "◀" } else { " " };
            let text = vec![
                Span::styled(if here { "▶" } else { " " }, style),
                Span::styled(pad_left(&percent, 6), style),
                Span::styled(
                    format!(" {}", bar(step.share.unwrap_or(0.0), room)),
                    style.patch(look.theme.accent),
                ),
                Span::styled(format!("{} {mark}", pad_left(&share, 9)), style),
            ];
            look.put(frame, line, Line::from(text));
            hits.add(line, PAGE + tenth);
        }
        let mut y = inner.y + 10 - first;
        if inner.height >= 12 {
            rule(frame, inner, y, look);
            y += 1;
        }
        if y >= inner.bottom() {
            return;
        }
        let (best, rest) =
            (figures::count(board, ValueFigure::Top(20)), figures::count(board, ValueFigure::Rest(20)));
        let part = |key: &str, (n, money): (u64, Money), short: bool| {
            let money = if short { look.format.money_short(money) } else { look.format.money_whole(money) };
            look.tf(key, &[("n", look.format.int(n as i64).into()), ("money", money.into())])
        };
        let both = |short| [part("value-pareto-best", best, short), part("value-pareto-rest", rest, short)];
        let whole = both(false);
        let fits = whole.iter().map(|text| width(text) + 2).sum::<usize>() + 2 <= usize::from(inner.width);
        let parts = if fits { whole } else { both(true) };
        let mut x = inner.x + 1;
        for (number, text) in parts.into_iter().enumerate() {
            let here = focused && self.line == 10 + number;
            let text = if here { format!("▐{text}▌") } else { format!(" {text} ") };
            let style = if here { look.theme.cursor } else { look.theme.text };
            let columns = (width(&text) as u16).min(inner.right().saturating_sub(x));
            let place = Rect::new(x, y, columns, 1);
            look.put(frame, place, Span::styled(text, style));
            hits.add(place, PAGE + 10 + number);
            x += columns;
            if number == 0 && x < inner.right() {
                look.put(frame, Rect::new(x, y, 1, 1), Span::styled("·", look.theme.dim));
                x += 1;
            }
        }
    }

    fn grid(&self, board: &ValueBoard, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        let focused = self.focus == Focus::Grid;
        let words = look.t(if area.width >= 52 { "value-grid-right" } else { "value-grid-right-brief" });
        let inner = Framed::new("RFM")
            .right(Span::styled(words, look.theme.dim))
            .focused(focused)
            .draw(frame, area, look);
        let high = inner.height.min(if inner.height >= 13 { grid::HEIGHT } else { grid::HEIGHT - 1 });
        let upper = Rect { height: high, ..inner };
        grid::draw(board, self.at, focused, frame, upper, look, hits, PAGE + TARGETS);
        let mut rest = Rect { y: inner.y + high, height: inner.height - high, ..inner };
        if rest.height >= 4 {
            rule(frame, inner, rest.y, look);
            rest = Rect { y: rest.y + 1, height: rest.height - 1, ..rest };
        }
        let room = usize::from(rest.width).saturating_sub(1);
        let lines = cell_lines(board, self.at, &self.shared, look);
        look.put_lines(frame, rest, lines.into_iter().map(|l| Line::from(format!(" {}", fit(&l, room)))));
    }

    fn almost(&self, board: &ValueBoard, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        let focused = self.focus == Focus::Almost;
        let (shown, all) = (board.almost_a.len() as u64, board.almost_a.len() as u64 + board.below_a);
        let right = if shown == all {
            look.format.int(all as i64)
        } else {
            look.tf("value-of", &[("n", (shown as i64).into()), ("all", (all as i64).into())])
        };
        let inner = Framed::new(look.t("value-almost"))
            .right(Span::styled(right, look.theme.dim))
            .focused(focused)
            .draw(frame, area, look);
        if board.almost_a.is_empty() {
            let lines = wrap(&look.t("value-almost-none"), usize::from(inner.width).saturating_sub(2).max(1));
            let lines = lines.into_iter().map(|l| Line::from(Span::styled(format!(" {l}"), look.theme.dim)));
            look.put_lines(frame, inner, lines);
            return;
        }
        let foot = u16::from(inner.height >= 5);
        let body = Rect { height: inner.height - foot, ..inner };
        let columns = [
            Column::wide(look.t("value-column-customer"), 10),
            Column::fixed(look.t("value-column-money"), 8).right(),
            Column::fixed(look.t("value-column-gap"), 8).right(),
        ];
        let table = Table { focused, ..Table::new(&columns, &self.almost.state, PAGE + 3 * TARGETS) };
        let window = table.window(body);
        let rows: Vec<Row<'_>> = board.almost_a
            [window.start.min(board.almost_a.len())..window.end.min(board.almost_a.len())]
            .iter()
            .map(|almost| {
                let name =
                    self.almost.row(almost.customer).map_or_else(|| "…".to_owned(), |r| r.name.clone());
                Row::new([
                    name,
                    look.format.amount_whole(almost.revenue),
                    look.format.amount_whole(almost.gap),
                ])
            })
            .collect();
        table.draw(frame, body, &rows, look, hits);
        if foot == 1 {
            let line = Rect { y: inner.bottom() - 1, height: 1, ..inner };
            let text = look.tf(
                "value-almost-threshold",
                &[
                    ("rank", look.format.int(board.concentration.classes[0].0 as i64).into()),
                    (
                        "money",
                        look.format.money_whole(board.concentration.a_threshold.unwrap_or_default()).into(),
                    ),
                ],
            );
            let text = fit(&text, usize::from(line.width).saturating_sub(1));
            look.put(frame, line, Span::styled(format!(" {text}"), look.theme.dim));
        }
    }
}

/// What a cell of the grid holds: name, money, scores of money, and what can be done.
pub fn cell_lines(board: &ValueBoard, at: At, shared: &Shared, look: &Look) -> Vec<String> {
    let figure = at.figure();
    let (n, money) = figures::count(board, figure);
    let people = look.tf("value-customers", &[("n", (n as i64).into())]);
    let mut lines = vec![format!("{}  {people}", figures::name(figure, look))];
    let total = board.concentration.total;
    let share =
        if total.0 > 0 { look.format.percent_with(money.0 as f64 / total.0 as f64, 1) } else { "–".into() };
    let mut text = look
        .tf("value-cell-money", &[("money", look.format.money_whole(money).into()), ("share", share.into())]);
    if let Some((documents, gross)) =
        shared.kind_of(figure).map(|kind| kind.documents).filter(|(n, _)| *n > 0)
    {
        let mean = Money(gross.0 / documents as i64);
        text = format!(
            "{text} · {}",
            look.tf("value-cell-mean", &[("money", look.format.money_whole(mean).into())])
        );
    }
    lines.push(text);
    let (r, f) = at.scores();
    let scores: Vec<String> = (1..=5_u8)
        .rev()
        .map(|m| {
            let n: u64 = figures::cells(board, r, f).filter(|c| c.rfm.m == m).map(|c| c.count).sum();
            format!("M{m} {}", look.format.int(n as i64))
        })
        .collect();
    lines.push(scores.join(" · "));
    lines.push(look.t("value-cell-keys"));
    lines
}

/// The classes by value to come, and by which model.
pub fn classes(
    board: &ValueBoard,
    cursor: Option<usize>,
    frame: &mut Frame<'_>,
    area: Rect,
    look: &Look,
    hits: &mut Hits,
    base: usize,
) {
    let months = i64::from(board.rules.horizon_months);
    let key = if board.forecast.personal { "value-clv" } else { "value-clv-simple" };
    let title = look.tf(key, &[("months", months.into())]);
    let active = figures::active(board);
    let inner = Framed::new(title)
        .right(Span::styled(look.format.int(active as i64), look.theme.dim))
        .focused(cursor.is_some())
        .draw(frame, area, look);
    if inner.height < 3 {
        return;
    }
    let wide = inner.width >= 54;
    let (name, heads) = if wide { (22, 9) } else { (16, 6) };
    let (mean, total) = if wide { (11, 11) } else { (9, 8) };
    let bar_room = usize::from(inner.width).saturating_sub(1 + name + heads + mean + total + 3).min(12);
    let bar_room = if bar_room < 4 { 0 } else { bar_room };
    let mut head = format!(" {}", pad_right(&look.t("value-column-class"), name));
    let brief = if wide { "" } else { "-tiny" };
    head += &pad_left(&look.t(&format!("value-column-heads{brief}")), heads);
    head += &" ".repeat(if bar_room > 0 { bar_room + 2 } else { 0 });
    head += &pad_left(&look.t(&format!("value-column-mean{brief}")), mean);
    head += &pad_left(&look.t(&format!("value-column-total{brief}")), total);
    look.put(frame, Rect { height: 1, ..inner }, Span::styled(head, look.theme.heading));
    let mut y = inner.y + 1;
    if inner.height >= 9 {
        rule(frame, inner, y, look);
        y += 1;
    }
    let mean_of = |class: &crate::store::ask::ClassFigures| match class.customers {
        0 => 0,
        n => class.net.0 / n as i64,
    };
    let most = board.classes.iter().map(|c| mean_of(c).abs()).max().unwrap_or(0).max(1);
    for (number, class) in board.classes.iter().enumerate() {
        if y >= inner.bottom() {
            break;
        }
        let line = Rect { y, height: 1, ..inner };
        let here = cursor == Some(number);
        let style = if here { look.theme.cursor } else { look.theme.text };
        frame.buffer_mut().set_style(line, style);
        let bars = if bar_room == 0 {
            String::new()
        } else {
            format!("  {}", bar(mean_of(class).abs() as f64 / most as f64, bar_room))
        };
        let (first, second) = match class.customers {
            0 => ("–".to_owned(), "–".to_owned()),
            _ => (look.format.money_short(Money(mean_of(class))), look.format.amount_short(class.net)),
        };
        let name_words = look.t(&figures::class_key(class.class));
        look.put(
            frame,
            line,
            Line::from(vec![
                Span::styled(if here { "▶" } else { " " }, style),
                Span::styled(pad_right(&name_words, name), style),
                Span::styled(pad_left(&look.format.int(class.customers as i64), heads), style),
                Span::styled(bars, style.patch(look.theme.accent)),
                Span::styled(pad_left(&first, mean), style),
                Span::styled(pad_left(&second, total), style),
            ]),
        );
        hits.add(line, base + number);
        y += 1;
    }
    if y < inner.bottom() && cursor.is_some_and(|at| at >= board.classes.len()) {
        let text = format!("▶{}", look.tf("value-clv-all", &[("n", (active as i64).into())]));
        look.put(frame, Rect { y, height: 1, ..inner }, Span::styled(text, look.theme.cursor));
        y += 1;
    }
    let room = usize::from(inner.width).saturating_sub(3).max(1);
    let mut words = decided_words(board, look);
    words.extend(figures::forecast_words(board, look));
    let lines: Vec<String> = words.iter().flat_map(|words| wrap(words, room)).collect();
    let left = usize::from(inner.bottom().saturating_sub(y));
    let blank = u16::from(left > lines.len());
    let rest = Rect { y: y + blank, height: inner.bottom().saturating_sub(y + blank), ..inner };
    let lines = lines.into_iter().map(|l| Line::from(Span::styled(format!("  {l}"), look.theme.dim)));
    look.put_lines(frame, rest, lines);
}

/// What was decided about those below zero, and what can be; nothing where nobody is.
fn decided_words(board: &ValueBoard, look: &Look) -> Vec<String> {
    let decided = board.decided;
    if decided.incentive + decided.passive + decided.undecided == 0 {
        return Vec::new();
    }
    let n = |count: u64| look.format.int(count as i64).into();
    let words = look.tf(
        "value-decided",
        &[
            ("incentive", n(decided.incentive)),
            ("passive", n(decided.passive)),
            ("undecided", n(decided.undecided)),
        ],
    );
    vec![format!("{}: {words}", look.t(&figures::class_key(ValueClass::BelowZero)))]
}
