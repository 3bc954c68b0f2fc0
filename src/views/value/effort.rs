//! Effort (mission rows 46, 53): whose time it is against who brings the money, who gets far too little or too much of
//! it, and whether each class is contacted as often as it should be.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Span;

use super::parts::{Figures, PANEL, Place, cell, explain, list, stack};
use super::{Page, sheets};
use crate::domain::value::budget::{Balance, EffortAxis};
use crate::domain::value::pareto::Class;
use crate::domain::value::{Priority, ValueClass};
use crate::store::ask::{Answer, ChangeWords, EffortBoard, Question, Ticket, Unbalanced};
use crate::ui::Look;
use crate::ui::action::Action;
use crate::ui::hits::Hits;
use crate::ui::panel::Panel;
use crate::ui::table::Column;
use crate::views::exports::Grid;
use crate::views::{Cx, Go, ToastKind, customer, forms};

const CLASSES: usize = 0;
const CADENCE: usize = 1;
const UNDER: usize = 2;
const OVER: usize = 3;
/// Rows of the cadence: the classes, and the alert.
const CADENCES: usize = 4;

/// The sub-tab.
pub struct Effort {
    board: Option<EffortBoard>,
    axis: EffortAxis,
    asked: Ticket,
    panel: usize,
    places: [Place; 4],
}

impl Default for Effort {
    fn default() -> Self {
        let places = [Place::new(0, 0), Place::new(CADENCES, 3), Place::new(0, 0), Place::new(0, 0)];
        Self { board: None, axis: EffortAxis::default(), asked: 0, panel: 0, places }
    }
}

/// Text key of what the classes of an axis are called.
pub(super) const fn title_key(axis: EffortAxis) -> &'static str {
    match axis {
        EffortAxis::Pareto => "effort-classes",
        EffortAxis::Value => "effort-value-classes",
    }
}

/// Name of a class of an axis.
pub(super) fn class_name(axis: EffortAxis, class: usize, look: &Look) -> String {
    match axis {
        EffortAxis::Pareto => match Class::ALL.get(class) {
            Some(Class::None) | None => look.t("effort-no-class"),
            Some(class) => look.tf("effort-class", &[("class", class.key().into())]),
        },
        EffortAxis::Value => ValueClass::ALL.get(class).map_or_else(
            || look.t("effort-not-active"),
            |class| look.t(&format!("effort-{}", class.key().replace('_', "-"))),
        ),
    }
}

impl Effort {
    fn ask(&mut self, cx: &mut Cx<'_>) {
        self.asked = cx.ask(Question::Effort(self.axis));
    }

    fn named(&self, way: usize) -> &[Unbalanced] {
        self.board.as_ref().map_or(&[], |board| if way == UNDER { &board.under } else { &board.over })
    }

    fn open(&self, cx: &mut Cx<'_>) {
        let Some(board) = &self.board else { return };
        let look = cx.look;
        let place = &self.places[self.panel];
        match self.panel {
            CLASSES => {
                let at = place.row.cursor;
                let (figure, name) = match at.checked_sub(board.classes.len()) {
                    None => (
                        Priority::Effort(board.axis, at as u8),
                        look.tf("effort-listed", &[("class", class_name(board.axis, at, look).into())]),
                    ),
                    Some(0) => (Priority::Balance(Balance::Under), look.t("effort-under")),
                    Some(_) => (Priority::Balance(Balance::Over), look.t("effort-over")),
                };
                list(figure, name, cx);
            }
            CADENCE if place.row.cursor == CADENCES - 1 => {
                list(Priority::LateA, look.t("effort-late-a"), cx);
            }
            CADENCE => {
                let class = Class::ALL[place.row.cursor.min(2)];
                let (within, key) = [
                    (None, "effort-cadence-all"),
                    (Some(true), "effort-cadence-within"),
                    (Some(false), "effort-cadence-overdue"),
                ][place.cell.min(2)];
                let name = look.tf(key, &[("class", class.key().into())]);
                list(Priority::Cadence(class, within), name, cx);
            }
            way => {
                let all: Vec<_> = self.named(way).iter().map(|u| u.customer).collect();
                if let Some(id) = all.get(place.row.cursor).copied() {
                    cx.go(Go::Push(customer::page(id, all.into())));
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
            CLASSES => (look.t("effort-classes"), "effort-explain-classes"),
            CADENCE if self.places[CADENCE].row.cursor == CADENCES - 1 => {
                (look.t("effort-late-a"), "effort-explain-late")
            }
            CADENCE => (look.t("effort-cadence"), "effort-explain-cadence"),
            UNDER => (look.t("effort-under"), "effort-explain-balance"),
            _ => (look.t("effort-over"), "effort-explain-balance"),
        };
        explain(title, (key, "effort-explain-left-out"), days, self.behind(board), cx);
    }

    /// Customers behind the panel or figure under the cursor.
    fn behind(&self, board: &EffortBoard) -> u64 {
        let place = &self.places[self.panel];
        let (under, over) = board.out_of_balance;
        match self.panel {
            CLASSES => match board.classes.get(place.row.cursor) {
                Some(class) => class.customers,
                None if place.row.cursor == board.classes.len() => under,
                None => over,
            },
            CADENCE => match board.coverage.get(place.row.cursor) {
                Some(coverage) => {
                    [coverage.customers, coverage.within, coverage.overdue()][place.cell.min(2)]
                }
                None => board.late_a,
            },
            UNDER => under,
            _ => over,
        }
    }

    fn class_rows(board: &EffortBoard, look: &Look) -> Vec<Vec<Span<'static>>> {
        let percent = |share: Option<f64>| {
            share.map_or_else(|| "—".to_owned(), |share| look.format.percent_with(share, 1))
        };
        let mut rows: Vec<Vec<Span<'static>>> = board
            .classes
            .iter()
            .enumerate()
            .map(|(at, effort)| {
                vec![
                    cell(class_name(board.axis, at, look)),
                    cell(look.format.int(effort.customers as i64)),
                    cell(look.format.int(effort.contacts as i64)),
                    cell(hours(effort.minutes, look)),
                    cell(look.format.money_short(board.value_rules.cost_of(effort.minutes))),
                    cell(percent(effort.share_of_minutes(&board.all))),
                    cell(percent(effort.share_of_value(&board.all))),
                ]
            })
            .collect();
        let (under, over) = board.out_of_balance;
        for (key, n) in [("effort-under", under), ("effort-over", over)] {
            rows.push(vec![
                Span::styled(look.t(key), if n > 0 { look.theme.warn } else { look.theme.dim }),
                cell(look.format.int(n as i64)),
            ]);
        }
        rows
    }

    fn cadence_rows(board: &EffortBoard, look: &Look) -> Vec<Vec<Span<'static>>> {
        let mut rows: Vec<Vec<Span<'static>>> = board
            .coverage
            .iter()
            .zip(Class::ALL)
            .map(|(coverage, class)| {
                let days = board.rules.days(class).unwrap_or(0);
                let name = look
                    .tf("effort-every", &[("class", class.key().into()), ("days", i64::from(days).into())]);
                let share = coverage
                    .share()
                    .map_or_else(|| "—".to_owned(), |share| look.format.percent_with(share, 1));
                let overdue = coverage.overdue();
                let style = if overdue > 0 && class == Class::A { look.theme.bad } else { look.theme.text };
                vec![
                    cell(name),
                    cell(look.format.int(coverage.customers as i64)),
                    cell(look.format.int(coverage.within as i64)),
                    Span::styled(look.format.int(overdue as i64), style),
                    cell(share),
                    cell(look.format.money_short(coverage.at_stake)),
                ]
            })
            .collect();
        let style = if board.late_a > 0 { look.theme.bad } else { look.theme.dim };
        rows.push(vec![
            Span::styled(look.t("effort-late-a"), style),
            Span::styled(look.format.int(board.late_a as i64), style),
        ]);
        rows
    }

    fn panel_of(
        &self,
        number: usize,
        board: &EffortBoard,
        frame: &mut Frame<'_>,
        area: Rect,
        look: &Look,
        hits: &mut Hits,
    ) {
        let spot = (&self.places[number], number, self.panel == number);
        let text = |key: &str| look.t(key);
        match number {
            CLASSES => {
                let columns = [
                    Column::wide(text("effort-column-class"), 18),
                    Column::fixed(text("effort-column-customers"), 9).right(),
                    Column::fixed(text("effort-column-contacts"), 9).right(),
                    Column::fixed(text("effort-column-hours"), 9).right(),
                    Column::fixed(text("effort-column-cost"), 9).right().drop(1),
                    Column::fixed(text("effort-column-time"), 9).right(),
                    Column::fixed(text("effort-column-value"), 9).right(),
                ];
                let figures = Figures {
                    title: text(title_key(board.axis)),
                    right: text("effort-axis"),
                    bottom: String::new(),
                    columns: &columns,
                    empty: String::new(),
                };
                figures.draw(frame, area, spot, Self::class_rows(board, look), look, hits);
            }
            CADENCE => {
                let columns = [
                    Column::wide(text("effort-column-every"), 18),
                    Column::fixed(text("effort-column-customers"), 9).right(),
                    Column::fixed(text("effort-column-within"), 9).right(),
                    Column::fixed(text("effort-column-overdue"), 9).right(),
                    Column::fixed(text("effort-column-coverage"), 9).right(),
                    Column::fixed(text("effort-column-stake"), 11).right().drop(1),
                ];
                let figures = Figures {
                    title: text("effort-cadence"),
                    right: text("effort-settings"),
                    bottom: String::new(),
                    columns: &columns,
                    empty: String::new(),
                };
                figures.draw(frame, area, spot, Self::cadence_rows(board, look), look, hits);
            }
            way => {
                let columns =
                    [Column::wide("", 14), Column::fixed("", 8).right(), Column::fixed("", 20).right()];
                let rows = self
                    .named(way)
                    .iter()
                    .map(|u| {
                        let time = look.tf(
                            "effort-minutes-of",
                            &[("given", (u.served.minutes as i64).into()), ("fair", (u.fair as i64).into())],
                        );
                        vec![cell(u.name.clone()), cell(look.format.amount_short(u.served.value)), cell(time)]
                    })
                    .collect();
                let (n, title) = match way {
                    UNDER => (board.out_of_balance.0, "effort-under"),
                    _ => (board.out_of_balance.1, "effort-over"),
                };
                let figures = Figures {
                    title: format!("{} {}", text(title), look.format.int(n as i64)),
                    right: String::new(),
                    bottom: String::new(),
                    columns: &columns,
                    empty: text(if board.all.minutes == 0 { "effort-nothing-held" } else { "effort-nobody" }),
                };
                figures.draw(frame, area, spot, rows, look, hits);
            }
        }
    }
}

/// `12,5 h`.
fn hours(minutes: u64, look: &Look) -> String {
    format!("{} h", look.format.decimal(minutes as f64 / 60.0, 1))
}

impl Page for Effort {
    fn title(&self) -> &'static str {
        "effort-tab"
    }

    fn refresh(&mut self, cx: &mut Cx<'_>) {
        self.ask(cx);
    }

    fn can(&self, action: Action) -> bool {
        match action {
            Action::Open => match self.panel {
                UNDER | OVER => !self.named(self.panel).is_empty(),
                _ => self.board.is_some(),
            },
            Action::Edit
            | Action::ChangeSpan
            | Action::Explain
            | Action::NextPanel
            | Action::PreviousPanel => self.board.is_some(),
            _ => false,
        }
    }

    fn act(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        match action {
            Action::NextPanel => self.panel = (self.panel + 1) % self.places.len(),
            Action::PreviousPanel => self.panel = (self.panel + self.places.len() - 1) % self.places.len(),
            Action::Open | Action::Choose => self.open(cx),
            Action::ChangeSpan => {
                self.axis = match self.axis {
                    EffortAxis::Pareto => EffortAxis::Value,
                    EffortAxis::Value => EffortAxis::Pareto,
                };
                self.ask(cx);
            }
            Action::Edit => {
                if let Some(board) = &self.board {
                    cx.go(Go::Push(forms::effort(board.rules, board.value_rules)));
                }
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
                self.open(cx);
            }
        }
    }

    fn receive(&mut self, ticket: Ticket, answer: &Answer, _cx: &mut Cx<'_>) {
        if let (Answer::Effort(board), true) = (answer, ticket == self.asked) {
            self.places[CLASSES].row.set_len(board.classes.len() + 2);
            self.places[UNDER].row.set_len(board.under.len());
            self.places[OVER].row.set_len(board.over.len());
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
        self.board.as_ref().map(|board| sheets::effort(board, look)).unwrap_or_default()
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        let Some(board) = &self.board else {
            let inner = Panel::new(look.t("effort-classes")).draw(frame, area, look);
            look.put(frame, inner, Span::styled(format!(" {}", look.t("growth-reading")), look.theme.dim));
            return;
        };
        let classes = board.classes.len() as u16 + 6;
        let wide = area.width >= 96;
        let third = if self.panel == OVER { OVER } else { UNDER };
        for (number, spot) in stack(area, &[classes, 8, 8], self.panel.min(UNDER)) {
            if number < UNDER {
                self.panel_of(number, board, frame, spot, look, hits);
            } else if wide {
                let left = Rect { width: spot.width / 2, ..spot };
                self.panel_of(UNDER, board, frame, left, look, hits);
                let spot = Rect { x: spot.x + left.width, width: spot.width - left.width, ..spot };
                self.panel_of(OVER, board, frame, spot, look, hits);
            } else {
                self.panel_of(third, board, frame, spot, look, hits);
            }
        }
    }

    fn footer(&self) -> Vec<Action> {
        vec![
            Action::Open,
            Action::ChangeSpan,
            Action::Edit,
            Action::NextPanel,
            Action::NextTab,
            Action::Explain,
            Action::Palette,
        ]
    }

    fn footer_word(&self, action: Action) -> Option<&'static str> {
        match action {
            Action::ChangeSpan => Some("effort-change-axis"),
            Action::Edit => Some("effort-edit"),
            _ => None,
        }
    }
}
