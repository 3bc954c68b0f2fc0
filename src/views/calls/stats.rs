//! How calls went, by day, week and seller: calls, answered, what came of them, follow-ups kept.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::domain::Day;
use crate::store::ask::{Answer, CallFigures, CallStats, CallsBy, ChangeWords, Question, Ticket};
use crate::ui::Look;
use crate::ui::action::{Action, KeyScope};
use crate::ui::chart::tabs;
use crate::ui::hits::Hits;
use crate::ui::panel::Panel;
use crate::ui::table::{Column, ListState, Row, Table};
use crate::views::{Cx, Go, ToastKind, View, explain};

/// Days looked at: thirteen weeks.
const DAYS: i32 = 91;
const ALL: [CallsBy; 3] = [CallsBy::Day, CallsBy::Week, CallsBy::Seller];
/// Targets of clicks on rows; below them the tabs.
const ROWS: usize = 100;

/// The page.
pub fn stats() -> Box<dyn View> {
    Box::new(Stats::default())
}

#[derive(Default)]
struct Stats {
    tab: usize,
    counted: Option<Box<CallStats>>,
    asked: Ticket,
    state: ListState,
    today: Option<Day>,
}

impl Stats {
    fn by(&self) -> CallsBy {
        ALL[self.tab % ALL.len()]
    }

    fn ask(&mut self, cx: &mut Cx<'_>) {
        let (from, to) = (cx.today.plus(1 - DAYS), cx.today);
        self.asked = cx.ask(Question::CallStats { from, to, by: self.by() });
    }

    fn show(&mut self, tab: usize, cx: &mut Cx<'_>) {
        self.tab = tab;
        self.counted = None;
        self.state = ListState::default();
        self.ask(cx);
    }

    /// The newest day or week first, sellers by name.
    fn rows(&self) -> Vec<&(String, CallFigures)> {
        let rows = self.counted.iter().flat_map(|stats| &stats.rows);
        if self.by() == CallsBy::Seller { rows.collect() } else { rows.rev().collect() }
    }

    fn name(&self, key: &str, look: &Look) -> String {
        match (self.by(), Day::parse_iso(key), self.today) {
            (CallsBy::Seller, ..) if key.is_empty() => look.t("stats-nobody"),
            (CallsBy::Day, Some(day), _) => look.format.day_words(day),
            (CallsBy::Week, Some(day), Some(today)) => {
                look.tf("stats-week", &[("day", look.format.day_short(day, today).into())])
            }
            _ => key.to_owned(),
        }
    }
}

/// Calls, answered, share, orders, money, calls an hour, follow-ups kept of those due.
fn cells(figures: &CallFigures, look: &Look) -> [String; 7] {
    let share = |part: u64, whole: u64| {
        if whole == 0 { "—".to_owned() } else { look.format.percent(part as f64 / whole as f64) }
    };
    let pace = if figures.minutes == 0 {
        "—".to_owned()
    } else {
        look.format.decimal(figures.dials as f64 * 60.0 / figures.minutes as f64, 1)
    };
    let (due, kept) = figures.followups;
    [
        look.format.int(figures.dials),
        look.format.int(figures.contacts),
        share(figures.contacts, figures.dials),
        look.format.int(figures.orders),
        look.format.money_whole(figures.revenue),
        pace,
        if due == 0 {
            "—".to_owned()
        } else {
            format!("{}/{}", look.format.int(kept), look.format.int(due))
        },
    ]
}

impl View for Stats {
    fn scopes(&self) -> Vec<KeyScope> {
        vec![KeyScope::List]
    }

    fn is_dashboard(&self) -> bool {
        true
    }

    fn refresh(&mut self, cx: &mut Cx<'_>) {
        self.today = Some(cx.today);
        self.ask(cx);
    }

    fn can(&self, action: Action) -> bool {
        use Action as A;
        matches!(
            action,
            A::Left
                | A::Right
                | A::PreviousTab
                | A::NextTab
                | A::Back
                | A::Quit
                | A::Explain
                | A::Up
                | A::Down
        )
    }

    fn act(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        match action {
            Action::Right | Action::NextTab => self.show((self.tab + 1) % ALL.len(), cx),
            Action::Left | Action::PreviousTab => self.show((self.tab + ALL.len() - 1) % ALL.len(), cx),
            Action::Back | Action::Quit => cx.go(Go::Pop),
            Action::Explain => {
                let rows = ["calls", "orders", "pace", "kept"].map(|key| {
                    (cx.look.t(&format!("stats-w-{key}")), cx.look.t(&format!("stats-w-{key}-text")))
                });
                cx.go(Go::Push(explain::view(cx.look.t("stats-title"), rows.to_vec())));
            }
            other => return self.state.act(other),
        }
        true
    }

    fn click(&mut self, target: usize, _double: bool, cx: &mut Cx<'_>) {
        match target.checked_sub(ROWS) {
            Some(row) => drop(self.state.select(row)),
            None if target < ALL.len() => self.show(target, cx),
            None => {}
        }
    }

    fn receive(&mut self, ticket: Ticket, answer: &Answer, _cx: &mut Cx<'_>) {
        if let (Answer::CallStats(stats), true) = (answer, ticket == self.asked) {
            self.state.set_len(stats.rows.len());
            self.counted = Some(stats.clone());
        }
    }

    fn failed(&mut self, ticket: Ticket, why: &ChangeWords, cx: &mut Cx<'_>) {
        if ticket == self.asked {
            cx.toast(ToastKind::Trouble, cx.look.texts.words(&why.key, &why.args));
        }
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        let titles: Vec<String> = ALL.iter().map(|by| look.t(&format!("stats-by-{}", by.key()))).collect();
        tabs(frame, Rect { height: 1, ..area }, &titles, self.tab, look, hits, 0);
        let body = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
        let inner = Panel::new(look.t("stats-title"))
            .right(Span::styled(look.t("stats-span"), look.theme.dim))
            .focused(true)
            .draw(frame, body, look);
        let Some(stats) = &self.counted else {
            look.put(frame, inner, Span::styled(format!(" {}", look.t("page-wait")), look.theme.dim));
            return;
        };
        if stats.rows.is_empty() {
            look.put(frame, inner, Span::styled(format!(" {}", look.t("stats-none")), look.theme.dim));
            return;
        }
        let columns = [
            Column::wide(look.t(&format!("cli-calls-by-{}", self.by().key())), 18),
            Column::fixed(look.t("cli-calls-dials"), 8).right(),
            Column::fixed(look.t("cli-calls-contacts"), 11).right(),
            Column::fixed(look.t("cli-calls-rate"), 5).right(),
            Column::fixed(look.t("cli-calls-orders"), 7).right().drop(1),
            Column::fixed(look.t("cli-calls-revenue"), 10).right(),
            Column::fixed(look.t("stats-pace"), 6).right().drop(2),
            Column::fixed(look.t("cli-calls-kept"), 9).right(),
        ];
        let list = Rect { height: inner.height.saturating_sub(2), ..inner };
        let table = Table::new(&columns, &self.state, ROWS);
        let all = self.rows();
        let shown = all[table.window(list)].iter().map(|(key, figures)| {
            let name = self.name(key, look);
            Row::new(std::iter::once(Line::from(name)).chain(cells(figures, look).map(Line::from)))
        });
        let rows: Vec<Row<'_>> = shown.collect();
        table.draw(frame, list, &rows, look, hits);
        // The sum stands still below the list.
        crate::ui::panel::rule(frame, inner, inner.bottom() - 2, look);
        let [dials, contacts, share, orders, money, _, kept] = cells(&stats.all, look);
        let total = look.tf(
            "stats-total",
            &[
                ("dials", dials.into()),
                ("contacts", contacts.into()),
                ("share", share.into()),
                ("orders", orders.into()),
                ("money", money.into()),
                ("kept", kept.into()),
            ],
        );
        let foot = Rect { y: inner.bottom() - 1, height: 1, ..inner };
        look.put(frame, foot, Span::raw(format!(" {total}")));
    }

    fn export(&self, look: &Look) -> Option<crate::views::exports::Offer> {
        use crate::views::exports::{GridCell, Offer};
        let decimals = look.format.currency.decimals;
        let headings = [
            format!("cli-calls-by-{}", self.by().key()),
            "cli-calls-dials".to_owned(),
            "cli-calls-contacts".to_owned(),
            "cli-calls-rate".to_owned(),
            "cli-calls-orders".to_owned(),
            "cli-calls-revenue".to_owned(),
            "export-column-minutes".to_owned(),
            "export-column-due".to_owned(),
            "cli-calls-kept".to_owned(),
        ];
        let row = |(key, figures): &&(String, CallFigures)| {
            let first = match (self.by(), Day::parse_iso(key)) {
                (CallsBy::Day | CallsBy::Week, Some(day)) => GridCell::Day(day),
                _ => GridCell::text(self.name(key, look)),
            };
            let rate = (figures.dials > 0).then(|| figures.contacts as f64 / figures.dials as f64);
            vec![
                first,
                GridCell::count(figures.dials),
                GridCell::count(figures.contacts),
                GridCell::share(rate),
                GridCell::count(figures.orders),
                GridCell::money(figures.revenue, decimals),
                GridCell::count(figures.minutes),
                GridCell::count(figures.followups.0),
                GridCell::count(figures.followups.1),
            ]
        };
        let title = format!("{} {}", look.t("stats-title"), look.t(&format!("stats-by-{}", self.by().key())));
        Offer::table(title, headings.map(|key| look.t(&key)).to_vec(), self.rows().iter().map(row).collect())
    }

    fn footer(&self) -> Vec<Action> {
        vec![Action::NextTab, Action::Explain, Action::Back]
    }
}
