//! Lifecycle (mission rows 1–6): funnel, flow, health, and the limits they follow from. Every figure opens the
//! customers it counts and says where it comes from.

mod cohorts;
mod draw;
mod entrants;
mod figures;
mod moves;
mod rules;
mod targets;

use ratatui::Frame;
use ratatui::layout::Rect;

use super::{Cx, Go, ToastKind, View};
use crate::domain::lifecycle::Stage;
use crate::domain::lifecycle::flow::Grain;
use crate::domain::lifecycle::health::HealthRule;
use crate::store::ask::{Answer, ChangeWords, CohortGrid, Cycle, Period, Question, Span, Ticket};
use crate::ui::Look;
use crate::ui::action::{Action, KeyScope};
use crate::ui::hits::Hits;
use figures::{COLUMNS, FROM, Figure, FlowColumn, FlowRow, RHYTHMS, ROWS, STAGES, TO};

pub use rules::rules;

/// The dashboard.
pub fn view() -> Box<dyn View> {
    Box::new(Lifecycle::default())
}

/// Columns of the money table.
const MONEY_COLUMNS: usize = 6;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Tab {
    #[default]
    Summary,
    Funnel,
    Flow,
    Cohorts,
    Rules,
}

const TABS: [Tab; 5] = [Tab::Summary, Tab::Funnel, Tab::Flow, Tab::Cohorts, Tab::Rules];

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Panel {
    #[default]
    Funnel,
    Health,
    Flow,
    Rhythm,
    Money,
    Matrix,
    Ways,
    Cohorts,
    Entrants,
    Limits,
    Targets,
}

struct Lifecycle {
    tab: Tab,
    panel: Panel,
    period: Option<Period>,
    cycle: Option<Cycle>,
    asked: Ticket,
    waiting: bool,
    funnel_row: usize,
    rule_row: usize,
    flow_cell: (usize, usize),
    money_cell: (usize, usize),
    rhythm: usize,
    matrix_cell: (usize, usize),
    /// Line of the panel of ways.
    way: usize,
    cohorts: Option<CohortGrid>,
    asked_cohorts: Ticket,
    grain: Grain,
    cohort: cohorts::Spot,
}

impl Default for Lifecycle {
    fn default() -> Self {
        Self {
            tab: Tab::default(),
            panel: Panel::default(),
            period: None,
            cycle: None,
            asked: 0,
            waiting: false,
            funnel_row: 0,
            rule_row: 0,
            flow_cell: (0, 0),
            money_cell: (0, 0),
            rhythm: 0,
            matrix_cell: (0, 0),
            way: 0,
            cohorts: None,
            asked_cohorts: 0,
            grain: Grain::Quarter,
            cohort: cohorts::Spot::default(),
        }
    }
}

/// Bars of the funnel in order.
const FUNNEL: [FlowRow; 6] = ROWS;

impl Lifecycle {
    fn period(&self) -> Period {
        self.period.unwrap_or(Period { span: Span::Month, back: 0 })
    }

    fn ask(&mut self, cx: &mut Cx<'_>) {
        self.waiting = true;
        self.asked = cx.ask(Question::Cycle(self.period()));
        self.asked_cohorts = cx.ask(Question::Cohorts(self.period(), self.grain));
    }

    /// Panels that the present tab shows and that hold figures.
    fn panels(&self) -> &'static [Panel] {
        match self.tab {
            Tab::Summary => &[Panel::Funnel, Panel::Health, Panel::Flow, Panel::Cohorts],
            Tab::Funnel => &[Panel::Matrix, Panel::Ways, Panel::Funnel, Panel::Rhythm],
            Tab::Flow => &[Panel::Flow, Panel::Money, Panel::Entrants],
            Tab::Cohorts => &[Panel::Cohorts],
            Tab::Rules => &[Panel::Limits, Panel::Targets],
        }
    }

    fn show_tab(&mut self, tab: Tab) {
        if self.tab != tab {
            self.tab = tab;
            self.panel = self.panels().first().copied().unwrap_or_default();
        }
    }

    fn step_tab(&mut self, step: usize) {
        let here = TABS.iter().position(|t| *t == self.tab).unwrap_or(0);
        self.show_tab(TABS[(here + step) % TABS.len()]);
    }

    fn step_panel(&mut self, step: usize) {
        let panels = self.panels();
        if let Some(here) = panels.iter().position(|p| *p == self.panel) {
            self.panel = panels[(here + step) % panels.len()];
        }
    }

    fn rule(&self) -> HealthRule {
        HealthRule::ALL[self.rule_row.min(HealthRule::ALL.len() - 1)]
    }

    /// The figure under the cursor.
    fn figure(&self) -> Figure {
        match self.panel {
            Panel::Funnel => Figure::Funnel(FUNNEL[self.funnel_row]),
            Panel::Health => Figure::Rule(self.rule()),
            Panel::Rhythm => Figure::Rhythm(RHYTHMS[self.rhythm]),
            Panel::Flow => Figure::Flow(ROWS[self.flow_cell.0], COLUMNS[self.flow_cell.1]),
            Panel::Matrix => Figure::Matrix(self.matrix_cell.0, self.matrix_cell.1),
            Panel::Ways => match moves::CONVERSIONS.get(self.way) {
                Some(rule) => Figure::Made(*rule),
                None => Figure::Matrix(self.way - moves::CONVERSIONS.len() + 1, TO.len()),
            },
            Panel::Entrants => Figure::Matrix(0, TO.len()),
            Panel::Cohorts => self
                .cohorts
                .as_ref()
                .and_then(|grid| self.cohort.within(grid).figure(grid))
                .unwrap_or(Figure::Funnel(FlowRow::Active)),
            Panel::Limits | Panel::Targets => Figure::Funnel(FlowRow::Active),
            Panel::Money => {
                let row = FlowRow::Stage(STAGES[self.money_cell.0]);
                Figure::Flow(
                    row,
                    [
                        FlowColumn::Opening,
                        FlowColumn::In,
                        FlowColumn::Out,
                        FlowColumn::Closing,
                        FlowColumn::Closing,
                        FlowColumn::Closing,
                    ][self.money_cell.1],
                )
            }
        }
    }

    fn open(&self, cx: &mut Cx<'_>) {
        let Some(cycle) = &self.cycle else { return };
        let (spec, heading) = if self.panel == Panel::Money {
            figures::money_list(cycle, STAGES[self.money_cell.0], self.money_cell.1, cx.look)
        } else {
            figures::list(cycle, self.cohorts.as_ref(), self.figure(), cx.look)
        };
        cx.go(Go::List(spec, heading));
    }

    fn explain(&self, cx: &mut Cx<'_>) {
        let Some(cycle) = &self.cycle else { return };
        let look = cx.look;
        let key = match (self.panel, self.figure()) {
            (Panel::Money, _) => "money".to_owned(),
            (_, Figure::Rhythm(_)) => "rhythm".to_owned(),
            (_, Figure::Rule(rule)) => format!("rule-{}", rule.key().replace('_', "-")),
            (Panel::Entrants, _) => "entrants".to_owned(),
            (_, Figure::Flow(..)) => "flow".to_owned(),
            (_, Figure::Matrix(..)) => "matrix".to_owned(),
            (_, Figure::Made(rule)) => format!("rule-{}", rule.key().replace('_', "-")),
            (_, Figure::Cohort(..)) => "cohort".to_owned(),
            (_, Figure::Funnel(FlowRow::Stage(stage))) => format!("stage-{}", stage.key()),
            (_, Figure::Funnel(FlowRow::Active)) => "stage-active".to_owned(),
        };
        let rules = cycle.rules;
        let figures = [
            ("k", look.format.decimal(f64::from(rules.lost_tenths) / 10.0, 1).into()),
            ("mu", i64::from(rules.prior_gap).into()),
            ("lo", i64::from(rules.lost_min).into()),
            ("hi", i64::from(rules.lost_max).into()),
            ("adolescent", i64::from(rules.adolescent_years).into()),
            ("mature", i64::from(rules.mature_years).into()),
            ("veteran", i64::from(rules.veteran_years).into()),
        ];
        let period = if let (Figure::Cohort(..), Some(grid)) = (self.figure(), &self.cohorts) {
            look.tf("lifecycle-explain-until", &[("last", look.format.day_words(grid.day).into())])
        } else {
            look.tf(
                "lifecycle-explain-days",
                &[
                    ("first", look.format.day_words(cycle.days.0).into()),
                    ("last", look.format.day_words(cycle.days.1).into()),
                ],
            )
        };
        let n = self.rows_counted(cycle);
        let rows = vec![
            (look.t("lifecycle-explain-formula"), look.tf(&format!("lifecycle-explain-{key}"), &figures)),
            (look.t("lifecycle-explain-inputs"), look.t("lifecycle-explain-inputs-text")),
            (look.t("lifecycle-explain-period"), period),
            (look.t("lifecycle-explain-left-out"), look.t("lifecycle-explain-left-out-text")),
            (look.t("lifecycle-explain-rows"), look.tf("lifecycle-explain-rows-text", &[("n", n.into())])),
        ];
        let mut rows = rows;
        if let (Panel::Health, Some(verdict)) =
            (self.panel, cycle.verdicts.iter().find(|v| v.rule == self.rule()))
            && let (words, Some(mend)) = figures::verdict_words(verdict, look)
        {
            rows.insert(0, (look.t("lifecycle-explain-fails"), format!("{words}. {mend}")));
        }
        if self.panel == Panel::Health && self.rule() == HealthRule::Compensation {
            rows.push((look.t("lifecycle-entrants-best"), entrants::best_words(cycle, look)));
        }
        let (_, heading) = figures::list(cycle, self.cohorts.as_ref(), self.figure(), look);
        cx.go(Go::Push(super::explain::of_figure(heading, rows)));
    }

    /// Customers that Enter on the figure lists.
    fn rows_counted(&self, cycle: &Cycle) -> i64 {
        if self.panel == Panel::Money {
            let flow = cycle.flow.stages.get(&STAGES[self.money_cell.0]).copied().unwrap_or_default();
            return [flow.opening, flow.entered, flow.left, flow.closing, flow.closing, flow.closing]
                [self.money_cell.1] as i64;
        }
        match self.figure() {
            Figure::Funnel(row) => figures::heads(cycle, row, FlowColumn::Closing),
            Figure::Flow(row, column) => figures::heads(cycle, row, column).abs(),
            Figure::Rhythm(rhythm) => cycle.funnel.rhythm.get(rhythm as usize).map_or(0, |n| *n as i64),
            Figure::Rule(rule) => figures::rule_rows(cycle, rule),
            Figure::Matrix(row, column) => figures::matrix_heads(cycle, row, column) as i64,
            Figure::Made(rule) => {
                cycle.verdicts.iter().find(|v| v.rule == rule).map_or(0, |verdict| verdict.numerator)
            }
            Figure::Cohort(..) => {
                self.cohorts.as_ref().map_or(0, |grid| self.cohort.within(grid).heads(grid) as i64)
            }
        }
    }

    /// The form of the panel in use: limits, or thresholds.
    fn edit_rules(&self, cx: &mut Cx<'_>) {
        match (&self.cycle, self.panel) {
            (Some(cycle), Panel::Targets) => {
                cx.go(Go::Push(targets::form(cycle.health, cycle.verdicts.clone(), cx.look)));
            }
            _ => cx.go(Go::Push(rules())),
        }
    }

    fn move_in_panel(&mut self, action: Action) -> bool {
        let step =
            |at: usize, len: usize, action: Action, back: Action, on: Action, first: Action, last: Action| {
                if action == back {
                    at.saturating_sub(1)
                } else if action == on {
                    (at + 1).min(len - 1)
                } else if action == first {
                    0
                } else if action == last {
                    len - 1
                } else {
                    at
                }
            };
        let down = |at, len| step(at, len, action, Action::Up, Action::Down, Action::First, Action::Last);
        let across =
            |at, len| step(at, len, action, Action::Left, Action::Right, Action::PageUp, Action::PageDown);
        let moved = matches!(
            action,
            Action::Up | Action::Down | Action::First | Action::Last | Action::Left | Action::Right
        );
        match self.panel {
            Panel::Funnel => self.funnel_row = down(self.funnel_row, FUNNEL.len()),
            Panel::Rhythm => self.rhythm = across(self.rhythm, RHYTHMS.len()),
            Panel::Health => self.rule_row = down(self.rule_row, HealthRule::ALL.len()),
            Panel::Flow => {
                self.flow_cell =
                    (down(self.flow_cell.0, ROWS.len()), across(self.flow_cell.1, COLUMNS.len()));
            }
            Panel::Matrix => {
                self.matrix_cell =
                    (down(self.matrix_cell.0, FROM.len() + 1), across(self.matrix_cell.1, TO.len() + 1));
            }
            Panel::Ways => self.way = down(self.way, moves::WAYS),
            Panel::Cohorts => match &self.cohorts {
                Some(grid) => return self.cohort.act(action, grid),
                None => return moved,
            },
            Panel::Entrants | Panel::Limits | Panel::Targets => return false,
            Panel::Money => {
                self.money_cell =
                    (down(self.money_cell.0, STAGES.len()), across(self.money_cell.1, MONEY_COLUMNS));
            }
        }
        moved
    }

    fn is_grid(&self) -> bool {
        matches!(self.panel, Panel::Flow | Panel::Money | Panel::Rhythm | Panel::Matrix | Panel::Cohorts)
            && self.tab != Tab::Rules
    }
}

impl View for Lifecycle {
    fn scopes(&self) -> Vec<KeyScope> {
        vec![KeyScope::Lifecycle]
    }

    fn is_dashboard(&self) -> bool {
        true
    }

    fn refresh(&mut self, cx: &mut Cx<'_>) {
        self.ask(cx);
    }

    fn can(&self, action: Action) -> bool {
        match action {
            Action::Open => self.cycle.is_some() || self.tab == Tab::Rules,
            Action::Explain => self.cycle.is_some() && self.tab != Tab::Rules,
            Action::NextPanel | Action::PreviousPanel => self.panels().len() > 1,
            Action::NextPeriod => self.period().back > 0,
            Action::NextTab
            | Action::PreviousTab
            | Action::PreviousPeriod
            | Action::ChangeSpan
            | Action::Rules => true,
            _ => false,
        }
    }

    fn act(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        match action {
            Action::NextTab => self.step_tab(1),
            Action::PreviousTab => self.step_tab(TABS.len() - 1),
            Action::Right if !self.is_grid() => self.step_tab(1),
            Action::Left if !self.is_grid() => self.step_tab(TABS.len() - 1),
            Action::NextPanel => self.step_panel(1),
            Action::PreviousPanel => self.step_panel(self.panels().len().max(1) - 1),
            Action::PreviousPeriod => {
                let Period { span, back } = self.period();
                self.period = Some(Period { span, back: back + 1 });
                self.ask(cx);
            }
            Action::NextPeriod => {
                let Period { span, back } = self.period();
                if back == 0 {
                    cx.toast(ToastKind::Note, cx.look.t("lifecycle-no-later"));
                } else {
                    self.period = Some(Period { span, back: back - 1 });
                    self.ask(cx);
                }
            }
            // Of the cohorts another length of their own; the period stays.
            Action::ChangeSpan if self.tab == Tab::Cohorts => {
                self.grain = match self.grain {
                    Grain::Month => Grain::Quarter,
                    Grain::Quarter => Grain::Year,
                    Grain::Year => Grain::Month,
                };
                self.cohorts = None;
                self.cohort = cohorts::Spot::default();
                self.asked_cohorts = cx.ask(Question::Cohorts(self.period(), self.grain));
            }
            Action::ChangeSpan => {
                let span = match self.period().span {
                    Span::Month => Span::Quarter,
                    Span::Quarter => Span::Year,
                    Span::Year => Span::Month,
                };
                self.period = Some(Period { span, back: 0 });
                self.ask(cx);
            }
            Action::Rules | Action::Open | Action::Choose | Action::Edit if self.tab == Tab::Rules => {
                self.edit_rules(cx);
            }
            Action::Rules => cx.go(Go::Push(rules())),
            Action::Open | Action::Choose => self.open(cx),
            Action::Explain if self.tab != Tab::Rules => self.explain(cx),
            other if self.tab != Tab::Rules => return self.move_in_panel(other),
            _ => return false,
        }
        true
    }

    fn click(&mut self, target: usize, double: bool, cx: &mut Cx<'_>) {
        let (kind, number) = (target / draw::TARGETS, target % draw::TARGETS);
        match kind {
            0 => self.show_tab(TABS[number % TABS.len()]),
            1 => (self.panel, self.funnel_row) = (Panel::Funnel, number % FUNNEL.len()),
            2 => (self.panel, self.rule_row) = (Panel::Health, number % HealthRule::ALL.len()),
            3 => {
                self.panel = Panel::Flow;
                self.flow_cell = ((number / 16) % ROWS.len(), (number % 16) % COLUMNS.len());
            }
            5 => (self.panel, self.rhythm) = (Panel::Rhythm, number % RHYTHMS.len()),
            6 => (self.panel, self.way) = (Panel::Ways, number % moves::WAYS),
            7 => {
                self.panel = Panel::Matrix;
                self.matrix_cell = ((number / 16) % (FROM.len() + 1), (number % 16) % (TO.len() + 1));
            }
            8 => {
                self.panel = Panel::Cohorts;
                if let Some(grid) = &self.cohorts {
                    self.cohort = cohorts::Spot::of_click(number, grid);
                }
            }
            9 => self.panel = if number == 0 { Panel::Limits } else { Panel::Targets },
            10 => self.panel = Panel::Entrants,
            _ => {
                self.panel = Panel::Money;
                self.money_cell = ((number / 16) % STAGES.len(), (number % 16) % MONEY_COLUMNS);
            }
        }
        if double && kind == 9 {
            self.edit_rules(cx);
        } else if double && kind > 0 {
            self.open(cx);
        }
    }

    fn receive(&mut self, ticket: Ticket, answer: &Answer, _cx: &mut Cx<'_>) {
        if let (Answer::Cycle(cycle), true) = (answer, ticket == self.asked) {
            self.waiting = false;
            self.cycle = Some((**cycle).clone());
        }
        if let (Answer::Cohorts(grid), true) = (answer, ticket == self.asked_cohorts) {
            self.cohort = self.cohort.within(grid);
            self.cohorts = Some((**grid).clone());
        }
    }

    fn failed(&mut self, ticket: Ticket, why: &ChangeWords, cx: &mut Cx<'_>) {
        if ticket == self.asked {
            self.waiting = false;
            cx.toast(ToastKind::Trouble, cx.look.texts.words(&why.key, &why.args));
        }
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        draw::dashboard(self, frame, area, look, hits);
    }

    fn export(&self, look: &Look) -> Option<super::exports::Offer> {
        let name = match self.tab {
            Tab::Summary | Tab::Rules => "lifecycle",
            Tab::Funnel | Tab::Flow => "flow",
            Tab::Cohorts => "cohorts",
        };
        let title = format!("{} {}", look.t("view-lifecycle"), look.t(&format!("export-report-{name}")));
        Some(super::exports::Offer::Report { title, line: vec![name.to_owned()] })
    }

    fn footer(&self) -> Vec<Action> {
        if self.tab == Tab::Rules {
            return vec![Action::Rules, Action::NextTab, Action::Palette];
        }
        vec![
            Action::Open,
            Action::NextPanel,
            Action::NextTab,
            Action::PreviousPeriod,
            Action::ChangeSpan,
            Action::Explain,
            Action::Rules,
            Action::Palette,
        ]
    }
}

/// The stage whose style and code a row has.
fn stage_of(row: FlowRow) -> Option<Stage> {
    match row {
        FlowRow::Stage(stage) => Some(stage),
        FlowRow::Active => None,
    }
}
