//! What each seller did in a span of days, always beside how many cases it rests on; and customers that changed hands.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{ON_LIST, Page, TARGETS, say};
use crate::domain::Day;
use crate::domain::query::{Field, ParseContext, field_name, parse, quoted};
use crate::domain::roster::{Scope, Sort};
use crate::store::ask::{Answer, ListSpec, Question, RANK_FROM, SellerRow, TeamBoard, Ticket};
use crate::ui::Look;
use crate::ui::action::Action;
use crate::ui::hits::Hits;
use crate::ui::panel::Panel;
use crate::ui::table::{Column, ListState, Row, Table};
use crate::ui::texts::Lang;
use crate::ui::visible::fit;
use crate::views::{Cx, Go};

/// Rows of the handovers.
const HANDOVERS: u16 = 7;

/// How long a period is, in calendar months; 12 ends on the as-of day.
const SPANS: [u32; 3] = [12, 3, 1];

#[derive(Default)]
pub(super) struct Team {
    board: Option<TeamBoard>,
    list: ListState,
    asked: Ticket,
    /// Which of [`SPANS`], and how many of it back.
    span: usize,
    back: i32,
    today: Option<Day>,
}

impl Team {
    fn all(&self) -> &[SellerRow] {
        self.board.as_ref().map_or(&[], |board| board.sellers.as_slice())
    }

    fn current(&self) -> Option<&SellerRow> {
        self.all().get(self.list.cursor)
    }

    /// First and last day.
    fn days(&self) -> (Day, Day) {
        let today = self.today.unwrap_or(Day(0));
        let months = SPANS[self.span] as i32;
        if months == 12 {
            let last = today.plus_years(-self.back);
            return (last.plus_years(-1).plus(1), last);
        }
        let (year, month) = today.month().ym();
        let at = year * 12 + month as i32 - 1;
        let first = at - at.rem_euclid(months) - self.back * months;
        let month = |n: i32| crate::domain::Month::new(n.div_euclid(12), n.rem_euclid(12) as u32 + 1);
        (month(first).first(), month(first + months - 1).last().min(today))
    }

    fn ask(&mut self, cx: &mut Cx<'_>) {
        let (from, to) = self.days();
        self.asked = cx.ask(Question::Team { from, to });
    }

    fn name(row: &SellerRow, look: &Look) -> String {
        if row.name.is_empty() { look.t("team-nobody") } else { row.name.clone() }
    }

    fn explain(&self, cx: &mut Cx<'_>) {
        let Some(row) = self.current() else { return };
        let look = cx.look;
        let (from, to) = self.days();
        let money = |m| look.format.money(m);
        let rows = vec![
            (look.t("team-explain-calls"), look.t("team-explain-calls-text")),
            (
                look.t("team-explain-sales"),
                look.tf(
                    "team-explain-sales-text",
                    &[
                        ("orders", row.orders.into()),
                        ("new", money(row.new_revenue).into()),
                        ("repeat", money(row.revenue - row.new_revenue).into()),
                    ],
                ),
            ),
            (
                look.t("team-explain-offers"),
                look.tf(
                    "team-explain-offers-text",
                    &[
                        ("sent", row.offers.into()),
                        ("won", row.won.into()),
                        ("lost", row.lost.into()),
                        ("money", money(row.won_amount).into()),
                    ],
                ),
            ),
            (
                look.t("team-explain-kept"),
                look.tf(
                    "team-explain-kept-text",
                    &[("before", row.kept.0.into()), ("kept", row.kept.1.into())],
                ),
            ),
            (
                look.t("team-explain-punctual"),
                look.tf(
                    "team-explain-punctual-text",
                    &[("due", row.calls.followups.0.into()), ("kept", row.calls.followups.1.into())],
                ),
            ),
            (look.t("team-explain-rank"), look.tf("team-explain-rank-text", &[("n", RANK_FROM.into())])),
            (look.t("team-explain-period"), format!("{} – {}", look.format.day(from), look.format.day(to))),
        ];
        cx.go(Go::Push(crate::views::explain::view(Self::name(row, look), rows)));
    }
}

impl Page for Team {
    fn refresh(&mut self, cx: &mut Cx<'_>) {
        self.today = Some(cx.today);
        self.ask(cx);
    }

    fn can(&self, action: Action) -> bool {
        match action {
            Action::Open | Action::Explain => self.current().is_some(),
            Action::PreviousPeriod | Action::MoveTo => true,
            Action::NextPeriod => self.back > 0,
            _ => false,
        }
    }

    fn act(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        match action {
            Action::PreviousPeriod => {
                self.back += 1;
                self.ask(cx);
            }
            Action::NextPeriod if self.back > 0 => {
                self.back -= 1;
                self.ask(cx);
            }
            // The key that moves elsewhere goes to another length of period here.
            Action::MoveTo => {
                self.span = (self.span + 1) % SPANS.len();
                self.back = 0;
                self.ask(cx);
            }
            Action::Explain => self.explain(cx),
            Action::Open => {
                let Some(row) = self.current() else { return false };
                let context = ParseContext { today: cx.today, month_first: false, decimals: 0 };
                let field = field_name(Field::Owner, cx.look.lang() == Lang::Es);
                let name = if row.name.is_empty() { "-".to_owned() } else { quoted(&row.name) };
                let text = format!("{field}:{name}");
                let Ok(query) = parse(&text, &context) else { return false };
                let spec = ListSpec { scope: Scope::All, query, sort: Sort::default() };
                let name = Self::name(row, cx.look);
                cx.go(Go::List(spec, cx.look.tf("team-heading", &[("name", name.into())])));
            }
            other => return self.list.act(other),
        }
        true
    }

    fn receive(&mut self, ticket: Ticket, answer: &Answer, _cx: &mut Cx<'_>) {
        if let (Answer::Team(board), true) = (answer, ticket == self.asked) {
            let here = self.current().map(|row| row.name.clone());
            let names: Vec<String> = board.sellers.iter().map(|row| row.name.clone()).collect();
            self.board = Some((**board).clone());
            self.list.follow(here.as_ref(), &names);
        }
    }

    fn asked(&self, ticket: Ticket) -> bool {
        ticket == self.asked
    }

    fn click(&mut self, _kind: usize, number: usize, double: bool, cx: &mut Cx<'_>) {
        if self.list.select(number) && double {
            self.act(Action::Open, cx);
        }
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        let below = if area.height >= HANDOVERS + 9 { HANDOVERS } else { 0 };
        let list = Rect { height: area.height - below, ..area };
        let inner = Panel::new(look.t("manage-tab-team"))
            .right(Span::styled(look.t("team-n-says"), look.theme.dim))
            .bottom(look.tf("team-few", &[("n", RANK_FROM.into())]))
            .focused(true)
            .draw(frame, list, look);
        let Some(board) = &self.board else { return };
        if board.sellers.is_empty() {
            say(frame, inner, &look.t("team-none"), look);
        } else {
            self.draw_table(frame, inner, look, hits);
        }
        if below > 0 {
            let area = Rect { y: list.bottom(), height: below, ..area };
            let inner = Panel::new(look.t("team-handovers")).draw(frame, area, look);
            let today = self.today.unwrap_or(Day(0));
            if board.handovers.is_empty() {
                say(frame, inner, &look.t("team-no-handovers"), look);
            }
            let room = usize::from(inner.width.saturating_sub(2));
            let lines = board.handovers.iter().map(|(day, [customer, before, after, author])| {
                let who = |name: &str| if name.is_empty() { look.t("team-nobody") } else { name.to_owned() };
                let by = if author.is_empty() {
                    String::new()
                } else {
                    look.tf("team-by", &[("author", author.as_str().into())])
                };
                let text = look.tf(
                    "team-handover",
                    &[
                        ("day", look.format.day_short(*day, today).into()),
                        ("customer", customer.as_str().into()),
                        ("before", who(before).into()),
                        ("after", who(after).into()),
                        ("by", by.into()),
                    ],
                );
                Line::from(fit(&text, room))
            });
            let text = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
            look.put_lines(frame, text, lines);
        }
    }

    fn footer(&self) -> Vec<Action> {
        let wanted =
            [Action::Open, Action::PreviousPeriod, Action::NextPeriod, Action::MoveTo, Action::Explain];
        wanted.into_iter().filter(|action| self.can(*action)).collect()
    }

    fn word(&self, action: Action) -> Option<&'static str> {
        match action {
            Action::Open => Some("team-key-customers"),
            Action::MoveTo => Some("team-key-span"),
            Action::PreviousPeriod => Some("team-key-previous"),
            Action::NextPeriod => Some("team-key-next"),
            _ => None,
        }
    }

    fn right(&self, look: &Look) -> String {
        let (from, to) = self.days();
        look.tf("team-period", &[("from", look.format.day(from).into()), ("to", look.format.day(to).into())])
    }
}

impl Team {
    fn draw_table(&self, frame: &mut Frame<'_>, inner: Rect, look: &Look, hits: &mut Hits) {
        let columns = [
            Column::wide(look.t("cli-team-seller"), 10),
            Column::fixed(look.t("team-c-n"), 6).right(),
            Column::fixed(look.t("team-c-calls"), 11).right(),
            Column::fixed(look.t("team-c-offers"), 11).right().drop(1),
            Column::fixed(look.t("team-c-revenue"), 9).right(),
            Column::fixed(look.t("team-c-ticket"), 8).right().drop(2),
            Column::fixed(look.t("team-c-cycle"), 6).right().drop(4),
            Column::fixed(look.t("team-c-punctual"), 12).right().drop(3),
            Column::fixed(look.t("team-c-retention"), 12).right(),
            Column::fixed("", 0),
        ];
        let table = Table::new(&columns, &self.list, ON_LIST * TARGETS);
        // A share and what it rests on: `62 %/52`.
        let of = |share: Option<f64>, n: u64| match share {
            Some(share) => format!("{}/{}", look.format.percent(share), look.format.int(n)),
            None => "—".to_owned(),
        };
        let rows: Vec<Row<'_>> = self.all()[table.window(inner)]
            .iter()
            .map(|row| {
                let reached =
                    (row.calls.dials > 0).then(|| row.calls.contacts as f64 / row.calls.dials as f64);
                Row::new([
                    Line::from(Self::name(row, look)),
                    Line::from(look.format.int(row.n)),
                    Line::from(of(reached, row.calls.dials)),
                    Line::from(of(row.win_rate(), row.won + row.lost)),
                    Line::from(look.format.amount_short(row.revenue)),
                    Line::from(row.ticket().map_or_else(|| "—".to_owned(), |m| look.format.amount_short(m))),
                    Line::from(row.cycle_days.map_or_else(|| "—".to_owned(), |d| look.format.decimal(d, 0))),
                    Line::from(of(row.punctuality(), row.calls.followups.0)),
                    Line::from(of(row.retention(), row.kept.0)),
                    Line::default(),
                ])
                .dim(row.n.max(row.calls.dials) < RANK_FROM)
            })
            .collect();
        table.draw(frame, inner, &rows, look, hits);
    }
}
