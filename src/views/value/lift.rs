//! Lifting (mission rows 54, 55): who is almost of class A and what they lack, the plans to get them there and how they
//! go; what was kept of last year's customers, and how many kinds of goods they buy.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Span;

use super::parts::{Figures, PANEL, Place, cell, explain, list, stack};
use super::{Page, sheets};
use crate::domain::change::{Change, LiftDraft};
use crate::domain::people::CustomerId;
use crate::domain::value::Priority;
use crate::domain::value::lift_plan::{Outcome, Trend};
use crate::store::ask::{
    Answer, ChangeWords, LiftBoard, LiftCandidate, LiftQuarter, LiftRow, Question, Ticket,
};
use crate::ui::Look;
use crate::ui::action::Action;
use crate::ui::hits::Hits;
use crate::ui::panel::Panel;
use crate::ui::table::Column;
use crate::views::exports::Grid;
use crate::views::{Cx, Go, ToastKind, customer, forms};

/// Rows of the panel of what was kept.
pub(super) const KEPT: [&str; 4] = ["sustain", "consolidate", "breadth", "goal"];
const ALMOST: usize = 0;
const PLANS: usize = 1;
const HELD: usize = 2;
const QUARTERS: usize = 3;

/// The sub-tab.
pub struct Lift {
    board: Option<LiftBoard>,
    asked: Ticket,
    panel: usize,
    places: [Place; 4],
}

impl Default for Lift {
    fn default() -> Self {
        let places = [Place::new(0, 0), Place::new(0, 0), Place::new(KEPT.len(), 0), Place::new(0, 2)];
        Self { board: None, asked: 0, panel: 0, places }
    }
}

pub(super) const fn outcome_key(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Planned => "lift-planned",
        Outcome::Reached => "lift-reached",
        Outcome::OnTrack => "lift-on-track",
        Outcome::Behind => "lift-behind",
        Outcome::Missed => "lift-missed",
    }
}

/// Sign of a trend.
const fn trend(trend: Trend) -> &'static str {
    match trend {
        Trend::Rising => "↑",
        Trend::Falling => "↓",
        Trend::Level => "=",
        Trend::New => "+",
    }
}

/// Text key of a trend in words.
pub(super) const fn trend_key(trend: Trend) -> &'static str {
    match trend {
        Trend::Rising => "export-trend-rising",
        Trend::Falling => "export-trend-falling",
        Trend::Level => "export-trend-level",
        Trend::New => "export-trend-new",
    }
}

/// What is worth knowing about a candidate.
pub(super) fn hints(c: &LiftCandidate, look: &Look) -> String {
    let big = c.big_purchases.then(|| look.t("lift-hint-big"));
    let lacks = c.lacks.as_ref().map(|what| look.tf("lift-hint-lacks", &[("what", what.into())]));
    big.into_iter().chain(lacks).collect::<Vec<_>>().join(" · ")
}

/// Name of a quarter.
pub(super) fn quarter_name(quarter: &LiftQuarter, look: &Look) -> String {
    let (year, month, _) = quarter.days.0.ymd();
    look.tf(
        "lift-quarter",
        &[("n", i64::from((month - 1) / 3 + 1).into()), ("year", year.to_string().into())],
    )
}

/// What was kept, in the order of [`KEPT`]: the figure as a share, where there is one, and its words.
pub(super) fn kept(board: &LiftBoard, look: &Look) -> [(Option<f64>, String); 4] {
    let v = &board.variety;
    let part = |part: i64, whole: i64| (whole > 0).then(|| part as f64 / whole as f64);
    let percent =
        |share: Option<f64>| share.map_or_else(|| "—".to_owned(), |share| look.format.percent_with(share, 1));
    let mean = |sum: u64, n: u64| {
        if n > 0 { look.format.decimal(sum as f64 / n as f64, 1) } else { "—".to_owned() }
    };
    let growth = v.stayed_revenue.1 - v.stayed_revenue.0;
    [
        (
            part(v.gone.0 as i64, v.opening.0 as i64),
            look.tf(
                "lift-sustain-words",
                &[
                    ("gone", (v.gone.0 as i64).into()),
                    ("all", (v.opening.0 as i64).into()),
                    ("money", look.format.money_short(v.gone.1).into()),
                    ("share", percent(part(v.gone.1.0, v.opening.1.0)).into()),
                ],
            ),
        ),
        (
            part(growth.0, v.stayed_revenue.0.0),
            look.tf(
                "lift-consolidate-words",
                &[
                    ("n", (v.stayed as i64).into()),
                    ("before", mean(v.stayed_categories.0, v.stayed).into()),
                    ("now", mean(v.stayed_categories.1, v.stayed).into()),
                ],
            ),
        ),
        if v.sold == 0 {
            (None, look.t("lift-no-categories"))
        } else {
            (
                part(v.categories as i64, (v.active * u64::from(v.sold)) as i64),
                look.tf(
                    "lift-breadth-words",
                    &[("mean", mean(v.categories, v.active).into()), ("sold", i64::from(v.sold).into())],
                ),
            )
        },
        (
            part(v.at_goal as i64, v.active as i64),
            look.tf(
                "lift-goal-words",
                &[
                    ("n", (v.at_goal as i64).into()),
                    ("all", (v.active as i64).into()),
                    ("goal", i64::from(v.goal).into()),
                ],
            ),
        ),
    ]
}

impl Lift {
    fn candidate(&self) -> Option<&LiftCandidate> {
        self.board.as_ref()?.candidates.get(self.places[ALMOST].row.cursor)
    }

    fn plan(&self) -> Option<&LiftRow> {
        self.board.as_ref()?.plans.get(self.places[PLANS].row.cursor)
    }

    fn quarter(&self) -> Option<&LiftQuarter> {
        self.board.as_ref()?.quarters.get(self.places[QUARTERS].row.cursor)
    }

    /// The form of a new plan for the candidate under the cursor: to bring in a year what makes them A.
    fn make_plan(&self, cx: &mut Cx<'_>) {
        let Some(LiftCandidate { name, owner, candidate, .. }) = self.candidate() else { return };
        let proposed = LiftDraft {
            customer: candidate.id,
            target: candidate.target,
            base: candidate.revenue,
            deadline: cx.stamp().today().plus_years(1),
            owner: owner.clone(),
            note: String::new(),
        };
        cx.go(Go::Push(forms::lift(name, proposed, None)));
    }

    fn edit_plan(&self, cx: &mut Cx<'_>) {
        let Some(row) = self.plan() else { return };
        let draft = LiftDraft {
            customer: row.customer,
            target: row.plan.target,
            base: row.base,
            deadline: row.plan.deadline,
            owner: row.plan.owner.clone(),
            note: row.note.clone(),
        };
        cx.go(Go::Push(forms::lift(&row.name, draft, Some((row.id, row.plan.start)))));
    }

    /// Closes the plan under the cursor with the state it is in, or opens it again.
    fn close_plan(&self, cx: &mut Cx<'_>) {
        let Some(row) = self.plan() else { return };
        let on = row.closed.is_none().then(|| cx.stamp().today());
        let outcome = if on.is_some() { row.outcome.key().to_owned() } else { String::new() };
        let id = row.id;
        cx.change(Change::CloseLift { id, on, outcome });
    }

    fn page_of(id: CustomerId, all: Vec<CustomerId>, cx: &mut Cx<'_>) {
        cx.go(Go::Push(customer::page(id, all.into())));
    }

    fn open(&self, cx: &mut Cx<'_>) {
        let Some(board) = &self.board else { return };
        let look = cx.look;
        match self.panel {
            ALMOST => {
                let all = board.candidates.iter().map(|c| c.candidate.id).collect();
                if let Some(id) = self.candidate().map(|c| c.candidate.id) {
                    Self::page_of(id, all, cx);
                }
            }
            PLANS => {
                let all = board.plans.iter().map(|p| p.customer).collect();
                if let Some(id) = self.plan().map(|p| p.customer) {
                    Self::page_of(id, all, cx);
                }
            }
            HELD => {
                let row = KEPT[self.places[HELD].row.cursor.min(KEPT.len() - 1)];
                let figure = match row {
                    "sustain" => Priority::Churned(true),
                    "consolidate" => Priority::Churned(false),
                    "goal" => Priority::Varied(true),
                    _ => Priority::Varied(false),
                };
                let name = look.t(&format!("lift-{row}-listed"));
                list(figure, name, cx);
            }
            _ => {
                let Some(quarter) = self.quarter() else { return };
                let (first, last) = quarter.days;
                let day = look.format.day(last);
                if self.places[QUARTERS].cell == 0 {
                    let name = look.tf("lift-plans-reached", &[("day", day.into())]);
                    list(Priority::Reached(first, last), name, cx);
                } else {
                    let name = look.tf("lift-promoted-listed", &[("day", day.into())]);
                    list(Priority::Promoted(first.plus(-1), last), name, cx);
                }
            }
        }
    }

    fn explain(&self, cx: &mut Cx<'_>) {
        let Some(board) = &self.board else { return };
        let look = cx.look;
        let days = look.tf(
            "growth-explain-days",
            &[
                ("first", look.format.day(board.days.0).into()),
                ("last", look.format.day(board.days.1).into()),
            ],
        );
        let (title, key) = match self.panel {
            ALMOST => (look.t("lift-almost"), "lift-explain-almost"),
            PLANS => (look.t("lift-plans"), "lift-explain-plans"),
            HELD => {
                let row = KEPT[self.places[HELD].row.cursor.min(KEPT.len() - 1)];
                let key = match row {
                    "sustain" => "lift-explain-sustain",
                    "consolidate" => "lift-explain-consolidate",
                    _ => "lift-explain-breadth",
                };
                (look.t(&format!("lift-{row}")), key)
            }
            _ => (look.t("lift-quarters"), "lift-explain-quarters"),
        };
        explain(title, (key, "growth-explain-left-out-text"), days, self.behind(board), cx);
    }

    /// Customers behind the panel or figure under the cursor.
    fn behind(&self, board: &LiftBoard) -> u64 {
        let variety = &board.variety;
        match self.panel {
            ALMOST => board.candidates.len() as u64,
            PLANS => board.plans.len() as u64,
            HELD => match KEPT[self.places[HELD].row.cursor.min(KEPT.len() - 1)] {
                "sustain" => variety.gone.0,
                "consolidate" => variety.stayed,
                "goal" => variety.at_goal,
                _ => variety.active - variety.at_goal,
            },
            _ => self
                .quarter()
                .map_or(0, |q| if self.places[QUARTERS].cell == 0 { q.reached } else { q.promoted }),
        }
    }

    fn almost_rows(board: &LiftBoard, look: &Look) -> Vec<Vec<Span<'static>>> {
        let row = |c: &LiftCandidate| {
            let arrow = trend(c.candidate.trend);
            let style = match c.candidate.trend {
                Trend::Rising => look.theme.good,
                Trend::Falling => look.theme.bad,
                Trend::Level => look.theme.text,
                Trend::New => look.theme.accent,
            };
            // From eleven times on as so many times, for there is room for no longer percentage.
            let change = c.candidate.change.map_or_else(String::new, |by| {
                if by < 10.0 {
                    look.format.percent(by)
                } else {
                    format!("×{}", look.format.decimal(by + 1.0, 0))
                }
            });
            let categories = if board.variety.sold == 0 {
                "—".to_owned()
            } else {
                format!("{}/{}", c.categories, board.median_categories)
            };
            vec![
                cell(c.name.clone()),
                cell(look.format.amount(c.candidate.revenue)),
                cell(look.format.amount(c.candidate.gap)),
                cell(categories),
                Span::styled(format!("{arrow} {change}"), style),
                Span::styled(hints(c, look), look.theme.dim),
            ]
        };
        board.candidates.iter().map(row).collect()
    }

    fn plan_rows(board: &LiftBoard, look: &Look) -> Vec<Vec<Span<'static>>> {
        let row = |p: &LiftRow| {
            let style = match p.outcome {
                Outcome::Reached | Outcome::OnTrack => look.theme.good,
                Outcome::Behind | Outcome::Missed => look.theme.bad,
                Outcome::Planned => look.theme.dim,
            };
            let mut state = look.t(outcome_key(p.outcome));
            if p.closed.is_some() {
                state = look.tf("lift-closed", &[("state", state.into())]);
            }
            vec![
                cell(p.name.clone()),
                cell(look.format.amount(p.plan.target)),
                cell(look.format.amount(p.revenue)),
                cell(look.format.day(p.plan.deadline)),
                cell(p.plan.owner.clone()),
                Span::styled(state, style),
            ]
        };
        board.plans.iter().map(row).collect()
    }

    fn kept_rows(board: &LiftBoard, look: &Look) -> Vec<Vec<Span<'static>>> {
        KEPT.iter()
            .zip(kept(board, look))
            .map(|(key, (share, words))| {
                let figure = share.map_or_else(|| "—".to_owned(), |share| look.format.percent_with(share, 1));
                let grows = *key == "consolidate" && share.is_some_and(|share| share > 0.0);
                let figure = if grows { format!("+{figure}") } else { figure };
                vec![cell(look.t(&format!("lift-{key}"))), cell(figure), Span::styled(words, look.theme.dim)]
            })
            .collect()
    }

    fn quarter_rows(board: &LiftBoard, look: &Look) -> Vec<Vec<Span<'static>>> {
        let rate = |part: u64, whole: u64| {
            let of = format!("{}/{}", look.format.int(part as i64), look.format.int(whole as i64));
            if whole == 0 { of } else { format!("{of} {}", look.format.percent(part as f64 / whole as f64)) }
        };
        board
            .quarters
            .iter()
            .map(|q| {
                vec![
                    cell(quarter_name(q, look)),
                    cell(rate(q.reached, q.ended)),
                    cell(rate(q.promoted, q.below)),
                ]
            })
            .collect()
    }

    fn panel_of(
        &self,
        number: usize,
        board: &LiftBoard,
        frame: &mut Frame<'_>,
        area: Rect,
        look: &Look,
        hits: &mut Hits,
    ) {
        let spot = (&self.places[number], number, self.panel == number);
        let symbol = look.format.currency.symbol.clone();
        let money = |key: &str| look.tf(key, &[("currency", symbol.as_str().into())]);
        let named = |key: &str| look.t(key);
        let figures = |title: String, right: String, columns, empty: &str| Figures {
            title,
            right,
            bottom: String::new(),
            columns,
            empty: look.t(empty),
        };
        match number {
            ALMOST => {
                let columns = [
                    Column::wide(named("lift-column-customer"), 18),
                    Column::fixed(money("lift-column-year"), 11).right(),
                    Column::fixed(money("lift-column-gap"), 11).right(),
                    Column::fixed(named("lift-column-categories"), 6).right(),
                    Column::fixed(named("lift-column-trend"), 8),
                    Column::wide(named("lift-column-hint"), 12).drop(1),
                ];
                let right = board.threshold.map_or_else(String::new, |threshold| {
                    look.tf("lift-threshold", &[("amount", look.format.money(threshold).into())])
                });
                let title = look.tf("lift-almost-n", &[("n", (board.below as i64).into())]);
                let rows = Self::almost_rows(board, look);
                figures(title, right, &columns, "lift-almost-empty")
                    .draw(frame, area, spot, rows, look, hits);
            }
            PLANS => {
                let columns = [
                    Column::wide(named("lift-column-customer"), 16),
                    Column::fixed(money("lift-column-target"), 11).right(),
                    Column::fixed(money("lift-column-so-far"), 11).right(),
                    Column::fixed(named("lift-column-deadline"), 11),
                    Column::fixed(named("lift-column-owner"), 12).drop(1),
                    Column::fixed(named("lift-column-state"), 22),
                ];
                let title = look.tf("lift-plans-n", &[("n", board.plans.len().into())]);
                let rows = Self::plan_rows(board, look);
                figures(title, String::new(), &columns, "lift-plans-empty")
                    .draw(frame, area, spot, rows, look, hits);
            }
            HELD => {
                let columns = [Column::fixed("", 12), Column::fixed("", 8).right(), Column::wide("", 20)];
                let rows = Self::kept_rows(board, look);
                figures(named("lift-kept"), String::new(), &columns, "lift-kept")
                    .draw(frame, area, spot, rows, look, hits);
            }
            _ => {
                let columns = [
                    Column::wide(named("lift-column-quarter"), 8),
                    Column::fixed(named("lift-column-reached"), 13).right(),
                    Column::fixed(named("lift-column-promoted"), 13).right(),
                ];
                let rows = Self::quarter_rows(board, look);
                figures(named("lift-quarters"), String::new(), &columns, "lift-quarters")
                    .draw(frame, area, spot, rows, look, hits);
            }
        }
    }
}

impl Page for Lift {
    fn title(&self) -> &'static str {
        "lift-tab"
    }

    fn refresh(&mut self, cx: &mut Cx<'_>) {
        self.asked = cx.ask(Question::Lift);
    }

    fn can(&self, action: Action) -> bool {
        match action {
            Action::Open => match self.panel {
                ALMOST => self.candidate().is_some(),
                PLANS => self.plan().is_some(),
                _ => self.board.is_some(),
            },
            Action::New => self.panel == ALMOST && self.candidate().is_some(),
            Action::Edit | Action::Archive => self.panel == PLANS && self.plan().is_some(),
            Action::Explain | Action::NextPanel | Action::PreviousPanel => self.board.is_some(),
            _ => false,
        }
    }

    fn act(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        match action {
            Action::NextPanel => self.panel = (self.panel + 1) % self.places.len(),
            Action::PreviousPanel => self.panel = (self.panel + self.places.len() - 1) % self.places.len(),
            Action::Open | Action::Choose => self.open(cx),
            Action::New if self.panel == ALMOST => self.make_plan(cx),
            Action::Edit if self.panel == PLANS => self.edit_plan(cx),
            Action::Archive if self.panel == PLANS => self.close_plan(cx),
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
                self.open(cx);
            }
        }
    }

    fn receive(&mut self, ticket: Ticket, answer: &Answer, _cx: &mut Cx<'_>) {
        if let (Answer::Lift(board), true) = (answer, ticket == self.asked) {
            self.places[ALMOST].row.set_len(board.candidates.len());
            self.places[PLANS].row.set_len(board.plans.len());
            self.places[QUARTERS].row.set_len(board.quarters.len());
            if self.board.is_none() {
                self.places[QUARTERS].row.select(board.quarters.len().saturating_sub(1));
            }
            self.board = Some((**board).clone());
        }
    }

    fn failed(&mut self, ticket: Ticket, why: &ChangeWords, cx: &mut Cx<'_>) {
        if ticket == self.asked {
            cx.toast(ToastKind::Trouble, cx.look.texts.words(&why.key, &why.args));
        }
    }

    fn heading(&self, look: &Look) -> String {
        self.board.as_ref().map_or_else(String::new, |board| {
            look.tf("lift-heading", &[("day", look.format.day(board.days.1).into())])
        })
    }

    fn heading_short(&self, look: &Look) -> String {
        look.t(&format!("{}-short", super::figures::window_key(crate::domain::value::Window::Year)))
    }

    fn tables(&self, look: &Look) -> Vec<Grid> {
        self.board.as_ref().map(|board| sheets::lifting(board, look)).unwrap_or_default()
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        let Some(board) = &self.board else {
            let inner = Panel::new(look.t("lift-almost")).draw(frame, area, look);
            look.put(frame, inner, Span::styled(format!(" {}", look.t("growth-reading")), look.theme.dim));
            return;
        };
        // The last two stand side by side where there is room, else the one in use.
        let wide = area.width >= 96;
        let third = if self.panel == QUARTERS { QUARTERS } else { HELD };
        let upper = if area.height >= 24 { [10, 8, 8] } else { [8, 6, 6] };
        for (number, spot) in stack(area, &upper, self.panel.min(HELD)) {
            if number < HELD {
                self.panel_of(number, board, frame, spot, look, hits);
            } else if wide {
                let right = 40;
                let left = Rect { width: spot.width - right, ..spot };
                self.panel_of(HELD, board, frame, left, look, hits);
                let spot = Rect { x: spot.x + left.width, width: right, ..spot };
                self.panel_of(QUARTERS, board, frame, spot, look, hits);
            } else {
                self.panel_of(third, board, frame, spot, look, hits);
            }
        }
    }

    fn footer(&self) -> Vec<Action> {
        vec![
            Action::Open,
            Action::New,
            Action::Edit,
            Action::Archive,
            Action::NextPanel,
            Action::NextTab,
            Action::Explain,
            Action::Palette,
        ]
    }

    fn footer_word(&self, action: Action) -> Option<&'static str> {
        match action {
            Action::New => Some("lift-new-plan"),
            Action::Archive => Some("lift-close-plan"),
            _ => None,
        }
    }
}
