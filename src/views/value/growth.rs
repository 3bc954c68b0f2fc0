//! Growth (mission rows 13, 14): what the result of a period comes from, held against the one before; what became of
//! last year's revenue; our part of what customers spend.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Span;

use super::parts::{Figures, PANEL, Place, cell, explain, list, stack};
use super::{Page, sheets};
use crate::domain::value::Priority;
use crate::domain::value::growth::{Driver, Movement, Stretch, Takings};
use crate::domain::value::priority::{Buyers, Flow, GrowthPeriod};
use crate::domain::{Day, Money};
use crate::store::ask::{Answer, ChangeWords, GrowthBoard, Question, Ticket};
use crate::ui::Look;
use crate::ui::action::Action;
use crate::ui::hits::Hits;
use crate::ui::panel::Panel;
use crate::ui::table::Column;
use crate::views::exports::Grid;
use crate::views::{Cx, ToastKind};

/// Rows of the bridge: the four drivers, their product, and revenue per customer.
pub(super) const BRIDGE: [&str; 6] = ["customers", "frequency", "ticket", "margin", "result", "arpc"];
/// Rows of the account.
pub(super) const ACCOUNT: [Flow; 7] = [
    Flow::Opening,
    Flow::Moved(Movement::New),
    Flow::Moved(Movement::Recovered),
    Flow::Moved(Movement::Expansion),
    Flow::Moved(Movement::Contraction),
    Flow::Moved(Movement::Lost),
    Flow::Closing,
];
/// Rows of the last panel.
pub(super) const SHARES: [&str; 3] = ["net-retention", "gross-retention", "wallet"];

/// The sub-tab.
pub struct Growth {
    board: Option<GrowthBoard>,
    period: GrowthPeriod,
    asked: Ticket,
    waiting: bool,
    panel: usize,
    places: [Place; 3],
}

impl Default for Growth {
    fn default() -> Self {
        let places = [Place::new(BRIDGE.len(), 3), Place::new(ACCOUNT.len(), 0), Place::new(SHARES.len(), 0)];
        Self { board: None, period: GrowthPeriod::default(), asked: 0, waiting: false, panel: 0, places }
    }
}

/// A period in words: `12 meses hasta el 20 nov 2026`, `noviembre 2026`, `4.º trimestre 2026`, `2026`.
fn period_name(stretch: Stretch, (first, last): (Day, Day), look: &Look) -> String {
    let (year, month, _) = first.ymd();
    match stretch {
        Stretch::TwelveMonths => look.tf("growth-twelve", &[("day", look.format.day(last).into())]),
        Stretch::Month => look.format.month(first.month()),
        Stretch::Quarter => look.tf(
            "quarter",
            &[("n", i64::from((month - 1) / 3 + 1).into()), ("year", year.to_string().into())],
        ),
        Stretch::Year => year.to_string(),
    }
}

pub(super) fn flow_key(flow: Flow) -> String {
    match flow {
        Flow::Opening => "growth-opening".to_owned(),
        Flow::Closing => "growth-closing".to_owned(),
        Flow::Moved(movement) => format!("growth-{}", movement.key()),
    }
}

impl Growth {
    fn ask(&mut self, cx: &mut Cx<'_>) {
        self.waiting = true;
        self.asked = cx.ask(Question::Growth(self.period));
    }

    /// The figure under the cursor as a list and its name.
    fn figure(&self, look: &Look) -> (Priority, String) {
        let place = &self.places[self.panel];
        match self.panel {
            0 => {
                let row = place.row.cursor.min(BRIDGE.len() - 1);
                let buyers = match (BRIDGE[row], place.cell) {
                    (_, 0) => Buyers::Before,
                    (_, 1) => Buyers::Now,
                    ("customers", _) => Buyers::One,
                    ("result" | "arpc", _) => Buyers::Either,
                    _ => Buyers::Both,
                };
                let column = ["before", "now", "effect"][place.cell.min(2)];
                let name = look.tf(
                    "growth-of",
                    &[
                        ("what", look.t(&format!("growth-{}", BRIDGE[row])).into()),
                        ("which", look.t(&format!("growth-{column}-words")).into()),
                    ],
                );
                (Priority::Bridge(self.period, buyers), name)
            }
            1 => {
                let flow = ACCOUNT[place.row.cursor.min(ACCOUNT.len() - 1)];
                (Priority::Growth(self.period, flow), look.t(&flow_key(flow)))
            }
            _ => {
                let row = SHARES[place.row.cursor.min(SHARES.len() - 1)];
                let figure = match row {
                    "wallet" => Priority::Wallet,
                    _ => Priority::Growth(self.period, Flow::Opening),
                };
                (figure, look.t(&format!("growth-{row}")))
            }
        }
    }

    fn explain(&self, cx: &mut Cx<'_>) {
        let Some(board) = &self.board else { return };
        let look = cx.look;
        let (figure, title) = self.figure(look);
        let (before, now, both) = (board.bridge.before.customers, board.bridge.now.customers, board.both);
        let customers = match figure {
            Priority::Bridge(_, Buyers::Before) => before,
            Priority::Bridge(_, Buyers::Now) => now,
            Priority::Bridge(_, Buyers::One) => before + now - 2 * both,
            Priority::Bridge(_, Buyers::Either) => before + now - both,
            Priority::Bridge(..) => both,
            Priority::Growth(_, Flow::Opening) => board.accounting.opening.0,
            Priority::Growth(_, Flow::Closing) => board.accounting.closing.0,
            Priority::Growth(_, Flow::Moved(movement)) => board.accounting.of(movement).0,
            _ => board.wallet.customers,
        };
        let (key, windows) = match self.panel {
            0 => ("growth-explain-bridge", board.windows),
            1 => ("growth-explain-account", board.years),
            _ if SHARES[self.places[2].row.cursor.min(2)] == "wallet" => {
                ("growth-explain-wallet", board.years)
            }
            _ => ("growth-explain-retention", board.years),
        };
        let period = look.tf(
            "growth-explain-windows",
            &[
                ("first", look.format.day(windows.now.0).into()),
                ("last", look.format.day(windows.now.1).into()),
                ("before", look.format.day(windows.before.0).into()),
                ("until", look.format.day(windows.before.1).into()),
            ],
        );
        explain(title, (key, "growth-explain-left-out-text"), period, customers, cx);
    }

    fn bridge(board: &GrowthBoard, look: &Look) -> Vec<Vec<Span<'static>>> {
        let (before, now) = (&board.bridge.before, &board.bridge.now);
        let money = |amount: Option<Money>| amount.map_or_else(|| "—".to_owned(), |m| look.format.amount(m));
        let effect = |amount: Money| {
            let style = match amount.0 {
                0 => look.theme.dim,
                1.. => look.theme.good,
                _ => look.theme.bad,
            };
            let sign = if amount > Money::ZERO { "+" } else { "" };
            Span::styled(format!("{sign}{}", look.format.amount(amount)), style)
        };
        let value = |takings: &Takings, row: &str| match row {
            "customers" => look.format.int(takings.customers as i64),
            "frequency" => takings.frequency().map_or_else(|| "—".to_owned(), |f| look.format.decimal(f, 2)),
            "ticket" => money(takings.ticket()),
            "margin" => look.format.percent_with(takings.margin, 1),
            "result" => look.format.amount(takings.result()),
            _ => money(takings.per_customer()),
        };
        BRIDGE
            .iter()
            .enumerate()
            .map(|(at, row)| {
                let last = match *row {
                    "result" => effect(board.bridge.difference()),
                    "arpc" => match (before.per_customer(), now.per_customer()) {
                        (Some(before), Some(now)) => effect(now - before),
                        _ => cell("—"),
                    },
                    _ => effect(board.bridge.effect(Driver::ALL[at])),
                };
                let name = look.t(&format!("growth-{row}"));
                vec![cell(name), cell(value(before, row)), cell(value(now, row)), last]
            })
            .collect()
    }

    fn account(board: &GrowthBoard, look: &Look) -> Vec<Vec<Span<'static>>> {
        let accounting = &board.accounting;
        ACCOUNT
            .iter()
            .map(|flow| {
                let (heads, amount) = match flow {
                    Flow::Opening => accounting.opening,
                    Flow::Closing => accounting.closing,
                    Flow::Moved(movement) => accounting.of(*movement),
                };
                let share = if accounting.opening.1 > Money::ZERO {
                    look.format.percent_with(amount.0 as f64 / accounting.opening.1.0 as f64, 1)
                } else {
                    "—".to_owned()
                };
                vec![
                    cell(look.t(&flow_key(*flow))),
                    cell(look.format.int(heads as i64)),
                    cell(look.format.amount(amount)),
                    cell(share),
                ]
            })
            .collect()
    }

    fn shares(board: &GrowthBoard, look: &Look) -> Vec<Vec<Span<'static>>> {
        let percent = |share: Option<f64>| {
            share.map_or_else(|| "—".to_owned(), |share| look.format.percent_with(share, 1))
        };
        let wallet = &board.wallet;
        let words = match wallet.share() {
            Some(_) => look.tf(
                "growth-wallet-words",
                &[
                    ("n", (wallet.customers as i64).into()),
                    ("ours", look.format.money_short(wallet.ours).into()),
                    ("spend", look.format.money_short(wallet.spend).into()),
                ],
            ),
            None => look.t("growth-wallet-unknown"),
        };
        SHARES
            .iter()
            .map(|row| {
                let (share, words) = match *row {
                    "net-retention" => (board.accounting.net_retention(), look.t("growth-net-words")),
                    "gross-retention" => (board.accounting.gross_retention(), look.t("growth-gross-words")),
                    _ => (wallet.share(), words.clone()),
                };
                vec![
                    cell(look.t(&format!("growth-{row}"))),
                    cell(percent(share)),
                    Span::styled(words, look.theme.dim),
                ]
            })
            .collect()
    }
}

impl Page for Growth {
    fn title(&self) -> &'static str {
        "growth-tab"
    }

    fn refresh(&mut self, cx: &mut Cx<'_>) {
        self.ask(cx);
    }

    fn can(&self, action: Action) -> bool {
        match action {
            Action::NextPeriod => self.period.back > 0,
            Action::PreviousPeriod | Action::ChangeSpan => true,
            Action::Open | Action::Explain | Action::NextPanel | Action::PreviousPanel => {
                self.board.is_some()
            }
            _ => false,
        }
    }

    fn act(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        match action {
            Action::NextPanel => self.panel = (self.panel + 1) % self.places.len(),
            Action::PreviousPanel => self.panel = (self.panel + self.places.len() - 1) % self.places.len(),
            Action::PreviousPeriod => {
                self.period.back += 1;
                self.ask(cx);
            }
            Action::NextPeriod if self.period.back == 0 => {
                cx.toast(ToastKind::Note, cx.look.t("growth-no-later"));
            }
            Action::NextPeriod => {
                self.period.back -= 1;
                self.ask(cx);
            }
            Action::ChangeSpan => {
                let here = Stretch::ALL.iter().position(|s| *s == self.period.stretch).unwrap_or(0);
                self.period =
                    GrowthPeriod { stretch: Stretch::ALL[(here + 1) % Stretch::ALL.len()], back: 0 };
                self.ask(cx);
            }
            Action::Open | Action::Choose if self.board.is_some() => {
                let (figure, name) = self.figure(cx.look);
                list(figure, name, cx);
            }
            Action::Explain => self.explain(cx),
            other => return self.places[self.panel].act(other),
        }
        true
    }

    fn click(&mut self, target: usize, double: bool, cx: &mut Cx<'_>) {
        let (panel, row) = (target / PANEL, target % PANEL);
        if panel < self.places.len() && self.places[panel].row.select(row) {
            self.panel = panel;
            if double {
                self.act(Action::Open, cx);
            }
        }
    }

    fn receive(&mut self, ticket: Ticket, answer: &Answer, _cx: &mut Cx<'_>) {
        if let (Answer::Growth(board), true) = (answer, ticket == self.asked) {
            self.waiting = false;
            self.board = Some((**board).clone());
        }
    }

    fn failed(&mut self, ticket: Ticket, why: &ChangeWords, cx: &mut Cx<'_>) {
        if ticket == self.asked {
            self.waiting = false;
            cx.toast(ToastKind::Trouble, cx.look.texts.words(&why.key, &why.args));
        }
    }

    fn heading(&self, look: &Look) -> String {
        let Some(board) = &self.board else { return String::new() };
        let name = period_name(board.period.stretch, board.windows.now, look);
        let waiting = if self.waiting { " …" } else { "" };
        format!("‹ {name} ›{waiting} ")
    }

    fn heading_short(&self, look: &Look) -> String {
        let Some(board) = &self.board else { return String::new() };
        let (first, _) = board.windows.now;
        let (year, month, _) = first.ymd();
        let name = match board.period.stretch {
            Stretch::TwelveMonths => {
                look.t(&format!("{}-short", super::figures::window_key(crate::domain::value::Window::Year)))
            }
            Stretch::Month => format!("{} {:02}", look.format.month_short(month), year % 100),
            Stretch::Quarter | Stretch::Year => period_name(board.period.stretch, board.windows.now, look),
        };
        format!("‹{name}›")
    }

    fn tables(&self, look: &Look) -> Vec<Grid> {
        self.board.as_ref().map(|board| sheets::growth(board, look)).unwrap_or_default()
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        let Some(board) = &self.board else {
            let inner = Panel::new(look.t("growth-bridge")).draw(frame, area, look);
            look.put(frame, inner, Span::styled(format!(" {}", look.t("growth-reading")), look.theme.dim));
            return;
        };
        for (number, spot) in stack(area, &[10, 11, 5], self.panel) {
            self.panel_of(number, board, frame, spot, look, hits);
        }
    }

    fn footer(&self) -> Vec<Action> {
        vec![
            Action::Open,
            Action::NextPanel,
            Action::NextTab,
            Action::PreviousPeriod,
            Action::ChangeSpan,
            Action::Explain,
            Action::Palette,
        ]
    }
}

impl Growth {
    fn panel_of(
        &self,
        number: usize,
        board: &GrowthBoard,
        frame: &mut Frame<'_>,
        area: Rect,
        look: &Look,
        hits: &mut Hits,
    ) {
        let spot = (&self.places[number], number, self.panel == number);
        let symbol = look.format.currency.symbol.clone();
        match number {
            0 => {
                let days = |(first, last): (Day, Day)| {
                    format!("{} – {}", look.format.day(first), look.format.day(last))
                };
                let columns = [
                    Column::wide(look.t("growth-column-driver"), 18),
                    Column::fixed(look.t("growth-column-before"), 14).right(),
                    Column::fixed(look.t("growth-column-now"), 14).right(),
                    Column::fixed(look.tf("growth-column-effect", &[("currency", symbol.into())]), 16)
                        .right(),
                ];
                let versus = look.tf(
                    "growth-versus",
                    &[("now", days(board.windows.now).into()), ("before", days(board.windows.before).into())],
                );
                let margin = if board.costed { "growth-margin-known" } else { "growth-margin-set" };
                let figures = Figures {
                    title: look.t("growth-bridge"),
                    right: versus,
                    bottom: look.t(margin),
                    columns: &columns,
                    empty: String::new(),
                };
                figures.draw(frame, area, spot, Self::bridge(board, look), look, hits);
            }
            1 => {
                let columns = [
                    Column::wide(look.t("growth-column-movement"), 18),
                    Column::fixed(look.t("growth-column-customers"), 10).right(),
                    Column::fixed(look.tf("growth-column-amount", &[("currency", symbol.into())]), 16)
                        .right(),
                    Column::fixed(look.t("growth-column-share"), 12).right(),
                ];
                let ok = board.accounting.balances();
                let figures = Figures {
                    title: look.t(if ok { "growth-account" } else { "growth-account-broken" }),
                    right: look.tf("growth-years", &[("day", look.format.day(board.years.now.1).into())]),
                    bottom: String::new(),
                    columns: &columns,
                    empty: String::new(),
                };
                figures.draw(frame, area, spot, Self::account(board, look), look, hits);
            }
            _ => {
                let columns = [Column::fixed("", 24), Column::fixed("", 9).right(), Column::wide("", 20)];
                let figures = Figures {
                    title: look.t("growth-shares"),
                    right: String::new(),
                    bottom: String::new(),
                    columns: &columns,
                    empty: String::new(),
                };
                figures.draw(frame, area, spot, Self::shares(board, look), look, hits);
            }
        }
    }
}
