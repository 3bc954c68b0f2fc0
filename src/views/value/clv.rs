//! Value to come (mission rows 42–45): the classes, the customers of each, who is leaving, and how the forecast was
//! made.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::board::{Period, Shared};
use super::members::Members;
use super::{PAGE, Page, figures, sheets};
use crate::domain::change::{Change, ValueDraft, ValueKind};
use crate::domain::people::CustomerId;
use crate::domain::roster::ValueFigure;
use crate::domain::value::{ValueClass, Worth};
use crate::domain::{Day, Money};
use crate::store::ask::{Answer, ChangeWords, CustomerRow, Ticket, ValueBoard, ValueDecision};
use crate::ui::Look;
use crate::ui::action::{Action, KeyScope};
use crate::ui::hits::Hits;
use crate::ui::panel::{Panel, rule};
use crate::ui::table::{Column, Row, Table};
use crate::ui::visible::{pad_left, pad_right, wrap};
use crate::views::exports::Grid;
use crate::views::{Cx, Go, ToastKind};

/// Clickable regions of each panel start here times its number.
const TARGETS: usize = 1 << 30;
/// Figures of the table of classes, in order.
const ROWS: [ValueFigure; 8] = [
    ValueFigure::Class(ValueClass::HighYield),
    ValueFigure::Class(ValueClass::HighPotential),
    ValueFigure::Class(ValueClass::Steady),
    ValueFigure::Class(ValueClass::BelowZero),
    ValueFigure::Undecided,
    ValueFigure::Active,
    ValueFigure::Leaving,
    ValueFigure::ReviewDue,
];

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Focus {
    #[default]
    Classes,
    People,
    Facts,
}

const ORDER: [Focus; 3] = [Focus::Classes, Focus::People, Focus::Facts];

/// The page.
pub struct Lifetime {
    shared: Shared,
    focus: Focus,
    row: usize,
    people: Members,
}

impl Lifetime {
    /// Over the period shared by the pages.
    pub fn new(period: &Period) -> Self {
        Self {
            shared: Shared::new(period),
            focus: Focus::default(),
            row: 0,
            people: Members::with_decisions(),
        }
    }

    fn figure(&self) -> ValueFigure {
        ROWS[self.row.min(ROWS.len() - 1)]
    }

    fn show(&mut self, anew: bool, cx: &mut Cx<'_>) {
        let figure = self.figure();
        if let Some(board) = &self.shared.board {
            self.people.show(board, figure, anew, cx);
        }
    }

    fn step_focus(&mut self, step: usize) {
        let here = ORDER.iter().position(|f| *f == self.focus).unwrap_or(0);
        self.focus = ORDER[(here + step) % ORDER.len()];
    }
}

impl Page for Lifetime {
    fn title(&self) -> &'static str {
        "value-tab-clv"
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
            Action::NextPanel
            | Action::PreviousPanel
            | Action::PreviousPeriod
            | Action::NextPeriod
            | Action::Backtest => true,
            Action::Incentive | Action::StopInvesting => self.below_zero().is_some(),
            Action::ReviewDecision => self.open_decision().is_some(),
            other => self.focus == Focus::People && self.people.can(other),
        }
    }

    fn act(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        let row = match action {
            Action::Up => Some(self.row.saturating_sub(1)),
            Action::Down => Some((self.row + 1).min(ROWS.len() - 1)),
            Action::First => Some(0),
            Action::Last => Some(ROWS.len() - 1),
            _ => None,
        };
        match (action, self.focus) {
            (Action::NextPanel, _) => self.step_focus(1),
            (Action::PreviousPanel, _) => self.step_focus(ORDER.len() - 1),
            (Action::Backtest, _) => cx.go(Go::Push(super::backtest::view())),
            (Action::Edit, _) => {
                if let Some(board) = &self.shared.board {
                    cx.go(Go::Push(super::rules::view(board.rules)));
                }
            }
            (Action::Incentive | Action::StopInvesting | Action::ReviewDecision, _) => {
                self.decide(action, cx);
            }
            (other, Focus::People) if self.people.act(other, cx) => {}
            (other, _) => {
                let Some(row) = row.filter(|_| self.focus == Focus::Classes) else {
                    let figure = self.figure();
                    return self.shared.act(other, Some(figure), cx);
                };
                self.row = row;
                self.show(false, cx);
            }
        }
        true
    }

    fn click(&mut self, target: usize, double: bool, cx: &mut Cx<'_>) {
        let number = target % TARGETS;
        if target < TARGETS {
            (self.focus, self.row) = (Focus::Classes, number.min(ROWS.len() - 1));
            self.show(false, cx);
        } else {
            self.focus = Focus::People;
            self.people.state.select(number);
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
        let months = self.shared.board.as_ref().map_or(36, |board| board.rules.horizon_months);
        format!("{} ", look.tf("value-horizon", &[("months", i64::from(months).into())]))
    }

    fn heading_short(&self, look: &Look) -> String {
        let months = self.shared.board.as_ref().map_or(36, |board| board.rules.horizon_months);
        look.tf("value-horizon-short", &[("months", i64::from(months).into())])
    }

    fn tables(&self, look: &Look) -> Vec<Grid> {
        self.shared.shown().map(|board| sheets::lifetime(board, look)).unwrap_or_default()
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        let Some((board, body)) = self.shared.ground(frame, area, "value-tab-clv", look) else { return };
        let above = 12.min(body.height);
        let top = Rect { height: above, ..body };
        let low = Rect { y: body.y + above, height: body.height - above, ..body };
        if body.width >= 96 {
            let left = body.width * 3 / 5;
            self.classes(board, frame, Rect { width: left, ..top }, look, hits);
            self.facts(board, frame, Rect { x: top.x + left, width: top.width - left, ..top }, look);
            self.people(board, frame, low, look, hits);
        } else if low.height >= 5 {
            if self.focus == Focus::Facts {
                self.facts(board, frame, body, look);
            } else {
                self.classes(board, frame, top, look, hits);
                self.people(board, frame, low, look, hits);
            }
        } else {
            match self.focus {
                Focus::Classes => self.classes(board, frame, body, look, hits),
                Focus::People => self.people(board, frame, body, look, hits),
                Focus::Facts => self.facts(board, frame, body, look),
            }
        }
    }

    fn footer(&self) -> Vec<Action> {
        let mut actions = vec![Action::Open, Action::NextPanel, Action::Tag];
        if self.focus == Focus::People && is_about_decisions(self.figure()) {
            actions = vec![Action::Incentive, Action::StopInvesting, Action::ReviewDecision, Action::Open];
        } else if self.focus == Focus::People {
            actions.extend([Action::LogContact, Action::Agenda]);
        }
        actions.extend([Action::Edit, Action::Backtest, Action::Explain, Action::NextTab, Action::Palette]);
        actions
    }

    fn footer_word(&self, action: Action) -> Option<&'static str> {
        super::board_words(action)
    }
}

impl Lifetime {
    /// The customer under the cursor, where they are below zero.
    fn below_zero(&self) -> Option<CustomerId> {
        let id = self.people.current().filter(|_| self.focus == Focus::People)?;
        self.people.worth(id)?.class.filter(|class| *class == ValueClass::BelowZero).map(|_| id)
    }

    /// The decision that stands for the customer under the cursor.
    fn open_decision(&self) -> Option<&ValueDecision> {
        let id = self.people.current().filter(|_| self.focus == Focus::People)?;
        self.people.decision(id).filter(|decision| decision.closed.is_none())
    }

    fn decide(&self, action: Action, cx: &mut Cx<'_>) {
        let look = cx.look;
        let row = |id| self.people.row(id).map(|r| (r.name.clone(), r.facts.revenue_12m)).unwrap_or_default();
        if action == Action::ReviewDecision {
            let Some(decision) = self.open_decision() else { return };
            let (name, revenue) = row(decision.customer);
            let money = look.format.money_whole(revenue);
            let result = match decision.target {
                Some(target) => look.tf(
                    "value-decision-result",
                    &[("target", look.format.money_whole(target).into()), ("money", money.into())],
                ),
                None => look.tf(
                    "value-decision-result-passive",
                    &[
                        ("day", look.format.day_short(decision.made_on, cx.today).into()),
                        ("money", money.into()),
                    ],
                ),
            };
            cx.go(Go::Push(crate::views::forms::review(decision.id, &name, &result)));
            return;
        }
        let Some(id) = self.below_zero() else {
            cx.toast(ToastKind::Note, look.t("value-not-below"));
            return;
        };
        let (name, revenue) = row(id);
        if action == Action::Incentive {
            cx.go(Go::Push(crate::views::forms::incentive(id, &name, revenue)));
            return;
        }
        let draft = ValueDraft {
            customer: id,
            kind: ValueKind::Passive,
            target: None,
            review_on: None,
            note: String::new(),
        };
        let title = look.tf("value-stop-title", &[("name", name.into())]);
        let text = look.t("value-stop-text");
        let question =
            crate::views::winback::question(title, &text, "value-stop-yes", Change::DecideValue(draft), look);
        cx.go(Go::Push(question));
    }

    fn classes(&self, board: &ValueBoard, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        let focused = self.focus == Focus::Classes;
        let personal = board.forecast.personal;
        let key = if personal { "value-clv" } else { "value-clv-simple" };
        let months = i64::from(board.rules.horizon_months);
        let inner = Panel::new(look.tf(key, &[("months", months.into())]))
            .right(Span::styled(look.format.int(figures::active(board) as i64), look.theme.dim))
            .focused(focused)
            .draw(frame, area, look);
        if inner.height < 3 {
            return;
        }
        let (heads, mean, total, range) = (9, 10, 10, 16);
        let range = if usize::from(inner.width) >= 1 + 16 + heads + mean + total + range { range } else { 0 };
        let name = usize::from(inner.width).saturating_sub(1 + heads + mean + total + range);
        let mut head = format!(" {}", pad_right(&look.t("value-column-class"), name));
        head += &pad_left(&look.t("value-column-heads"), heads);
        head += &pad_left(&look.t("value-column-mean"), mean);
        head += &pad_left(&look.t("value-column-total"), total);
        if range > 0 {
            head += &pad_left(&look.t("value-column-range"), range);
        }
        look.put(frame, Rect { height: 1, ..inner }, Span::styled(head, look.theme.heading));
        let mut y = inner.y + 1;
        for (number, figure) in ROWS.iter().enumerate() {
            if *figure == ValueFigure::Active && inner.height >= 8 {
                rule(frame, inner, y, look);
                y += 1;
            }
            if y >= inner.bottom() {
                break;
            }
            let here = self.row == number;
            let style = if here && focused { look.theme.cursor } else { look.theme.text };
            let line = Rect { y, height: 1, ..inner };
            frame.buffer_mut().set_style(line, style);
            let words = match figure {
                ValueFigure::Undecided => format!("  {}", look.t("value-row-undecided")),
                figure => figures::name(*figure, look),
            };
            let mut text = format!("{}{}", if here { "▶" } else { " " }, pad_right(&words, name));
            text += &Self::class_cells(board, *figure, [heads, mean, total, range], look);
            look.put(frame, line, Span::styled(text, style));
            hits.add(line, PAGE + number);
            y += 1;
        }
    }

    /// Customers, mean, total and mean range of a row; of those who are leaving only how many, and their money.
    fn class_cells(board: &ValueBoard, figure: ValueFigure, rooms: [usize; 4], look: &Look) -> String {
        let (n, money) = figures::count(board, figure);
        let [heads, mean, total, range] = rooms;
        let count = pad_left(&look.format.int(n as i64), heads);
        if matches!(figure, ValueFigure::Undecided | ValueFigure::ReviewDue) {
            return count;
        }
        if figure == ValueFigure::Leaving {
            if !board.forecast.personal {
                return pad_left("–", heads);
            }
            let words = look.tf("value-leaving-money", &[("money", look.format.money_short(money).into())]);
            return format!("{count}{}", pad_left(&words, mean + total));
        }
        let (net, low, high) = board
            .classes
            .iter()
            .filter(|c| figure == ValueFigure::Active || figure == ValueFigure::Class(c.class))
            .fold((Money::ZERO, Money::ZERO, Money::ZERO), |(net, low, high), c| {
                (net + c.net, low + c.range.0, high + c.range.1)
            });
        let each = |sum: Money| Money(if n == 0 { 0 } else { sum.0 / n as i64 });
        let dash = || "–".to_owned();
        let of = |text: String| if n == 0 { dash() } else { text };
        let mut text = count;
        text += &pad_left(&of(look.format.money_short(each(net))), mean);
        text += &pad_left(&of(look.format.amount_short(net)), total);
        if range > 0 {
            let words = if board.forecast.personal && n > 0 {
                figures::range((each(low), each(high)), look)
            } else {
                dash()
            };
            text += &pad_left(&words, range);
        }
        text
    }

    fn facts(&self, board: &ValueBoard, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let inner =
            Panel::new(look.t("value-facts")).focused(self.focus == Focus::Facts).draw(frame, area, look);
        let facts = &board.forecast;
        let room = usize::from(inner.width).saturating_sub(2).max(1);
        let mut lines: Vec<Line<'static>> = figures::forecast_words(board, look)
            .iter()
            .flat_map(|words| wrap(words, room))
            .map(Line::from)
            .collect();
        let dim = |text: String| Line::from(Span::styled(text, look.theme.dim));
        lines.extend(
            wrap(
                &look.tf(
                    "value-facts-buyers",
                    &[("n", (facts.buyers as i64).into()), ("repeat", (facts.repeat_buyers as i64).into())],
                ),
                room,
            )
            .into_iter()
            .map(dim),
        );
        if facts.personal {
            let text = look.tf(
                "value-facts-totals",
                &[
                    ("alive", look.format.decimal(facts.alive, 0).into()),
                    ("expected", look.format.decimal(facts.expected, 0).into()),
                ],
            );
            lines.extend(wrap(&text, room).into_iter().map(dim));
            let parameters: Vec<String> = facts
                .parameters
                .iter()
                .map(|(name, value)| format!("{name} {}", look.format.decimal(*value, 3)))
                .collect();
            let text = look.tf("value-facts-fit", &[("parameters", parameters.join(" · ").into())]);
            lines.extend(wrap(&text, room).into_iter().map(dim));
        }
        let place = Rect { x: inner.x + 1, width: inner.width.saturating_sub(1), ..inner };
        look.put_lines(frame, place, lines);
    }

    fn people(&self, board: &ValueBoard, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        let focused = self.focus == Focus::People;
        let figure = self.figure();
        let (n, _) = figures::count(board, figure);
        let inner = Panel::new(figures::name(figure, look))
            .right(Span::styled(look.format.int(n as i64), look.theme.dim))
            .focused(focused)
            .draw(frame, area, look);
        if self.people.known && self.people.ids().is_empty() {
            let key = if figure == ValueFigure::Leaving && !board.forecast.personal {
                "value-leaving-unknown"
            } else {
                "value-nobody"
            };
            let lines = wrap(&look.t(key), usize::from(inner.width).saturating_sub(2).max(1));
            let lines = lines.into_iter().map(|l| Line::from(Span::styled(format!(" {l}"), look.theme.dim)));
            look.put_lines(frame, inner, lines);
            return;
        }
        let columns = columns(figure, board, look);
        let table = Table { focused, ..Table::new(&columns, &self.people.state, PAGE + TARGETS) };
        let window = table.window(inner);
        let rows: Vec<Row<'_>> = self.people.ids()[window]
            .iter()
            .map(|id| {
                let mut cells = cells(figure, self.people.row(*id), self.people.worth(*id), look);
                if is_about_decisions(figure) {
                    let decision = self.people.decision(*id);
                    cells.push(decision_words(decision, board.days.1, look));
                }
                Row::new(cells)
            })
            .collect();
        table.draw(frame, inner, &rows, look, hits);
    }
}

/// Whether the list behind a figure asks for decisions.
const fn is_about_decisions(figure: ValueFigure) -> bool {
    matches!(
        figure,
        ValueFigure::Class(ValueClass::BelowZero) | ValueFigure::Undecided | ValueFigure::ReviewDue
    )
}

/// What was decided, in the words of a column.
fn decision_words(decision: Option<&ValueDecision>, today: Day, look: &Look) -> String {
    let Some(decision) = decision else { return look.t("value-decision-none") };
    let day = |day: Day| look.format.day_short(day, today);
    let money = || look.format.money_whole(decision.target.unwrap_or_default());
    match (&decision.closed, decision.kind, decision.review_on) {
        (Some((closed, _)), ..) => look.tf("value-decision-closed", &[("day", day(*closed).into())]),
        (None, ValueKind::Incentive, Some(review)) => {
            let (key, when) = if review <= today {
                ("value-decision-due", decision.made_on)
            } else {
                ("value-decision-incentive", review)
            };
            look.tf(key, &[("money", money().into()), ("day", day(when).into())])
        }
        _ => look.tf("value-decision-passive", &[("day", day(decision.made_on).into())]),
    }
}

fn columns(figure: ValueFigure, board: &ValueBoard, look: &Look) -> Vec<Column> {
    let customer = Column::wide(look.t("value-column-customer"), 12);
    let money = |key: &str| Column::fixed(look.t(key), 9).right();
    if figure == ValueFigure::Leaving {
        return vec![
            customer,
            Column::fixed(look.t("value-column-stage"), 5).drop(2),
            money("value-column-revenue"),
            Column::fixed(look.t("value-column-none"), 8).right(),
            Column::fixed(look.t("value-column-at-risk"), 9).right(),
        ];
    }
    if is_about_decisions(figure) {
        return vec![
            customer,
            money("value-column-revenue"),
            money("value-column-cost"),
            money("value-column-net"),
            Column::fixed(look.t("value-column-decision"), 31).drop(1),
        ];
    }
    let lifetime = look.tf("value-column-clv", &[("months", i64::from(board.rules.horizon_months).into())]);
    vec![
        customer,
        Column::fixed(look.t("value-column-alive"), 7).right().drop(4),
        Column::fixed(look.t("value-column-expected"), 8).right().drop(5),
        money("value-column-revenue").drop(3),
        Column::fixed(lifetime, 9).right(),
        Column::fixed(look.t("value-column-range"), 14).right().drop(2),
        money("value-column-cost").drop(1),
        money("value-column-net"),
    ]
}

fn cells(figure: ValueFigure, row: Option<&CustomerRow>, worth: Option<&Worth>, look: &Look) -> Vec<String> {
    let name = row.map_or_else(|| "…".to_owned(), |r| r.name.clone());
    let revenue = row.map(|r| look.format.amount_whole(r.facts.revenue_12m)).unwrap_or_default();
    let outlook = worth.and_then(|w| w.outlook);
    let dash = || if worth.is_some() { "–".to_owned() } else { String::new() };
    if figure == ValueFigure::Leaving {
        let stage = row.map(|r| look.t(&format!("stage-{}-code", r.facts.stage.key()))).unwrap_or_default();
        let at_risk = row.zip(outlook).map(|(row, outlook)| {
            look.format.amount_whole(Money((outlook.p_none * row.facts.revenue_12m.0 as f64).round() as i64))
        });
        let none = outlook.map_or_else(dash, |o| look.format.percent(o.p_none));
        return vec![name, stage, revenue, none, at_risk.unwrap_or_else(dash)];
    }
    let cost = worth.map(|w| look.format.amount_whole(w.cost.total())).unwrap_or_default();
    let net = worth.and_then(|w| w.net).map_or_else(dash, |net| look.format.amount_whole(net));
    if is_about_decisions(figure) {
        return vec![name, revenue, cost, net];
    }
    vec![
        name,
        outlook.map_or_else(dash, |o| look.format.percent(o.p_alive)),
        outlook.map_or_else(dash, |o| look.format.decimal(o.expected, 1)),
        revenue,
        worth.map(|w| super::rfm::lifetime_of(w, look)).unwrap_or_default(),
        outlook.map_or_else(dash, |o| figures::range((o.low, o.high), look)),
        cost,
        net,
    ]
}
