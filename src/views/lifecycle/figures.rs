//! The figures of the lifecycle dashboards and the customers behind each: what is shown is what is listed.

use crate::domain::lifecycle::flow::Grain;
use crate::domain::lifecycle::health::{HealthRule, Verdict};
use crate::domain::lifecycle::{Rhythm, Stage};
use crate::domain::query::Query;
use crate::domain::roster::{Scope, Sort, SortBy};
use crate::domain::{Day, Money, Month};
use crate::store::ask::{CohortGrid, Cycle, ListSpec, Period, Span};
use crate::ui::Look;

/// Stages with a flow, in the order of a life.
pub const STAGES: [Stage; 5] = [Stage::New, Stage::Adolescent, Stage::Mature, Stage::Veteran, Stage::Lost];
/// Stages of those who buy at present.
pub const ACTIVE: [Stage; 4] = [Stage::New, Stage::Adolescent, Stage::Mature, Stage::Veteran];

/// A row of the flow table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlowRow {
    /// One stage.
    Stage(Stage),
    /// All active stages together.
    Active,
}

/// Rows of the flow table in order.
pub const ROWS: [FlowRow; 6] = [
    FlowRow::Stage(Stage::New),
    FlowRow::Stage(Stage::Adolescent),
    FlowRow::Stage(Stage::Mature),
    FlowRow::Stage(Stage::Veteran),
    FlowRow::Active,
    FlowRow::Stage(Stage::Lost),
];

/// A column of the flow table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlowColumn {
    /// At the opening.
    Opening,
    /// First purchase.
    New,
    /// Back from lost.
    Recovered,
    /// From another active stage.
    In,
    /// To another active stage (or to no customer at all, when the only purchases were taken back).
    Out,
    /// To lost.
    Lost,
    /// At the closing.
    Closing,
}

/// Columns of the flow table in order.
pub const COLUMNS: [FlowColumn; 7] = [
    FlowColumn::Opening,
    FlowColumn::New,
    FlowColumn::Recovered,
    FlowColumn::In,
    FlowColumn::Out,
    FlowColumn::Lost,
    FlowColumn::Closing,
];

impl FlowColumn {
    /// Text key of its heading, without the area.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Opening => "opening",
            Self::New => "new",
            Self::Recovered => "recovered",
            Self::In => "in",
            Self::Out => "out",
            Self::Lost => "lost",
            Self::Closing => "closing",
        }
    }
}

impl FlowRow {
    fn stages(self) -> Vec<Stage> {
        match self {
            Self::Stage(stage) => vec![stage],
            Self::Active => ACTIVE.to_vec(),
        }
    }

    /// Text key of its name.
    pub fn key(self) -> String {
        match self {
            Self::Stage(stage) => format!("stages-{}", stage.key()),
            Self::Active => "stages-active".into(),
        }
    }
}

/// The moves that a cell of the flow table counts. For the row of the lost, *recovered* are those who left it.
pub fn moves(row: FlowRow, column: FlowColumn) -> Vec<(Option<Stage>, Stage)> {
    let own = row.stages();
    let others: Vec<Stage> = ACTIVE.into_iter().collect();
    let lost_row = row == FlowRow::Stage(Stage::Lost);
    let mut ways = Vec::new();
    match column {
        FlowColumn::Opening | FlowColumn::Closing => {}
        FlowColumn::New => ways.extend(own.iter().map(|to| (None, *to))),
        FlowColumn::Recovered if lost_row => ways.extend(ACTIVE.map(|to| (Some(Stage::Lost), to))),
        FlowColumn::Recovered => ways.extend(own.iter().map(|to| (Some(Stage::Lost), *to))),
        FlowColumn::Lost if lost_row => ways.extend(ACTIVE.map(|from| (Some(from), Stage::Lost))),
        FlowColumn::Lost => ways.extend(own.iter().map(|from| (Some(*from), Stage::Lost))),
        FlowColumn::In if lost_row => {}
        FlowColumn::In => {
            for to in &own {
                ways.extend(others.iter().filter(|from| *from != to).map(|from| (Some(*from), *to)));
            }
        }
        FlowColumn::Out => {
            for from in &own {
                if !lost_row {
                    ways.extend(others.iter().filter(|to| *to != from).map(|to| (Some(*from), *to)));
                }
                ways.push((Some(*from), Stage::Prospect));
            }
        }
    }
    ways
}

/// Heads in a cell of the flow table; for the row of the lost, *recovered* is negative.
pub fn heads(cycle: &Cycle, row: FlowRow, column: FlowColumn) -> i64 {
    let sum = |of: fn(&crate::domain::lifecycle::flow::StageFlow) -> u64| -> i64 {
        row.stages().iter().filter_map(|s| cycle.flow.stages.get(s)).map(|f| of(f) as i64).sum()
    };
    match column {
        FlowColumn::Opening => sum(|f| f.opening),
        FlowColumn::Closing => sum(|f| f.closing),
        _ => {
            let n: i64 = moves(row, column)
                .iter()
                .map(|way| cycle.flow.transitions.get(way).copied().unwrap_or(0) as i64)
                .sum();
            if row == FlowRow::Stage(Stage::Lost) && column == FlowColumn::Recovered { -n } else { n }
        }
    }
}

/// Whether every row of the table adds up, in heads and in money.
pub fn balances(cycle: &Cycle) -> bool {
    cycle.flow.stages.values().all(|f| {
        f.opening + f.entered == f.closing + f.left
            && f.value_opening + f.value_in + f.value_change == f.value_closing + f.value_out
    }) && ROWS.iter().all(|row| {
        let cell = |column| heads(cycle, *row, column);
        let came = match row {
            // The lost are entered by being lost and left by being recovered.
            FlowRow::Stage(Stage::Lost) => {
                cell(FlowColumn::New) + cell(FlowColumn::Recovered) + cell(FlowColumn::Lost)
                    - cell(FlowColumn::Out)
            }
            _ => {
                cell(FlowColumn::New) + cell(FlowColumn::Recovered) + cell(FlowColumn::In)
                    - cell(FlowColumn::Out)
                    - cell(FlowColumn::Lost)
            }
        };
        cell(FlowColumn::Opening) + came == cell(FlowColumn::Closing)
    })
}

/// A figure under the cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// A bar of the funnel.
    Funnel(FlowRow),
    /// A rule of the verdict.
    Rule(HealthRule),
    /// A cell of the flow table.
    Flow(FlowRow, FlowColumn),
    /// A rhythm of the active.
    Rhythm(Rhythm),
    /// A cell of the matrix of moves: row and column, the last of each being the sums.
    Matrix(usize, usize),
    /// Those of the cohort of a rule who made it.
    Made(HealthRule),
    /// A cell of the heat map: first month of the cohort; the period after it, or the whole cohort.
    Cohort(Month, Option<u32>),
}

/// Rows of the matrix of moves: where customers stood at the opening.
pub const FROM: [Option<Stage>; 6] = [
    None,
    Some(Stage::New),
    Some(Stage::Adolescent),
    Some(Stage::Mature),
    Some(Stage::Veteran),
    Some(Stage::Lost),
];
/// Columns of the matrix: where they stand at the closing. Prospects are those whose purchases were all taken back.
pub const TO: [Stage; 6] =
    [Stage::New, Stage::Adolescent, Stage::Mature, Stage::Veteran, Stage::Lost, Stage::Prospect];

/// The moves a cell of the matrix counts; the row and the column after the last are the sums.
pub fn matrix_moves(row: usize, column: usize) -> Vec<(Option<Stage>, Stage)> {
    let from = FROM.get(row).map_or(&FROM[..], std::slice::from_ref);
    let to = TO.get(column).map_or(&TO[..], std::slice::from_ref);
    from.iter().flat_map(|from| to.iter().map(move |to| (*from, *to))).collect()
}

/// Heads in a cell of the matrix. On the diagonal: those who stayed.
pub fn matrix_heads(cycle: &Cycle, row: usize, column: usize) -> u64 {
    let cell = |way: &(Option<Stage>, Stage)| match way {
        (Some(from), to) if from == to => {
            cycle.flow.stages.get(from).map_or(0, |f| f.opening.saturating_sub(f.left))
        }
        way => cycle.flow.transitions.get(way).copied().unwrap_or(0),
    };
    matrix_moves(row, column).iter().map(cell).sum()
}

/// Text key of what a row or column of the matrix is called; `suffix` chooses the short form.
pub fn matrix_name(stage: Option<Stage>, look: &Look) -> String {
    match stage {
        None | Some(Stage::Prospect) => look.t("lifecycle-matrix-nobody"),
        Some(stage) => look.t(&format!("stages-{}", stage.key())),
    }
}

/// Rhythms of the active, in order of silence.
pub const RHYTHMS: [Rhythm; 4] = [Rhythm::OnTime, Rhythm::Due, Rhythm::Late, Rhythm::AtRisk];

/// Text key of a rhythm.
pub const fn rhythm_key(rhythm: Rhythm) -> &'static str {
    match rhythm {
        Rhythm::OnTime => "rhythm-on-time",
        Rhythm::Due => "rhythm-due",
        Rhythm::Late => "rhythm-late",
        Rhythm::AtRisk => "rhythm-at-risk",
        Rhythm::Lost => "rhythm-lost",
    }
}

/// The list behind a figure, and its heading.
pub fn list(cycle: &Cycle, grid: Option<&CohortGrid>, figure: Figure, look: &Look) -> (ListSpec, String) {
    let (opening, closing) = (cycle.days.0.plus(-1), cycle.days.1);
    let by = |by| Sort { by, descending: true };
    let period = period_name(cycle.period, cycle.days, look);
    let titled = |what: String| {
        look.tf("lifecycle-list", &[("what", what.into()), ("period", period.as_str().into())])
    };
    let (scope, sort, heading) = match figure {
        Figure::Funnel(row) => (
            Scope::StagesOn { day: closing, stages: row.stages() },
            by(SortBy::Revenue12m),
            titled(look.t(&row.key())),
        ),
        Figure::Flow(row, column @ (FlowColumn::Opening | FlowColumn::Closing)) => {
            let day = if column == FlowColumn::Opening { opening } else { closing };
            let what = format!(
                "{} · {}",
                look.t(&row.key()),
                look.t(&format!("lifecycle-flow-{}-words", column.key()))
            );
            (Scope::StagesOn { day, stages: row.stages() }, by(SortBy::Revenue12m), titled(what))
        }
        Figure::Flow(row, column) => {
            let what = format!(
                "{} · {}",
                look.t(&row.key()),
                look.t(&format!("lifecycle-flow-{}-words", column.key()))
            );
            let sort = by(if column == FlowColumn::Lost { SortBy::AtStake } else { SortBy::Revenue12m });
            (Scope::Moves { opening, closing, moves: moves(row, column) }, sort, titled(what))
        }
        Figure::Rhythm(rhythm) => (
            Scope::RhythmOn { day: closing, rhythm },
            by(SortBy::Revenue12m),
            titled(look.tf("lifecycle-rhythm-listed", &[("rhythm", look.t(rhythm_key(rhythm)).into())])),
        ),
        Figure::Matrix(row, column) => {
            let name = |of: Option<&Option<Stage>>| {
                of.map_or_else(|| look.t("lifecycle-matrix-any"), |stage| matrix_name(*stage, look))
            };
            let (from, to) = (name(FROM.get(row)), name(TO.map(Some).get(column)));
            let moves = matrix_moves(row, column);
            (
                Scope::Moves { opening, closing, moves },
                by(SortBy::Revenue12m),
                titled(format!("{from} → {to}")),
            )
        }
        Figure::Made(rule) => {
            let what = look.t(&format!("lifecycle-made-{}", rule.key().replace('_', "-")));
            (Scope::Health { rule, opening, closing, made: true }, by(SortBy::Revenue12m), titled(what))
        }
        Figure::Cohort(first, offset) => {
            let (grain, day) = grid.map_or((Grain::Quarter, closing), |grid| (grid.grain, grid.day));
            let name = cohort_name(first, grain, look);
            let what = match offset {
                Some(k) => {
                    let step = cohort_step(k, grain, look);
                    look.tf("lifecycle-cohort-cell", &[("cohort", name.into()), ("step", step.into())])
                }
                None => look.tf("lifecycle-cohort-whole", &[("cohort", name.into())]),
            };
            (Scope::Cohort { first, grain, offset, day }, by(SortBy::Revenue12m), what)
        }
        Figure::Rule(rule) => {
            let made = rule_lists_made(rule);
            let what = look.t(&format!("lifecycle-rule-{}-listed", rule.key().replace('_', "-")));
            (Scope::Health { rule, opening, closing, made }, by(SortBy::AtStake), titled(what))
        }
    };
    (ListSpec { scope, query: Query::default(), sort }, heading)
}

/// What Enter on a rule lists: those who came in, left or aged; of a conversion, those who did not make it.
pub const fn rule_lists_made(rule: HealthRule) -> bool {
    matches!(rule, HealthRule::Entrants | HealthRule::Leavers | HealthRule::Ageing)
}

/// A period in words: `noviembre 2026`, `4.º trimestre 2026`, `2026`; with the days so far where it is not over.
pub fn period_name(period: Period, (first, last): (Day, Day), look: &Look) -> String {
    let (year, month, _) = first.ymd();
    match period.span {
        Span::Month => look.format.month(first.month()),
        Span::Quarter => look.tf(
            "quarter",
            &[("n", i64::from((month - 1) / 3 + 1).into()), ("year", year.to_string().into())],
        ),
        Span::Year => last.ymd().0.to_string(),
    }
}

/// A verdict as a sentence, and what would mend it where it fails.
pub fn verdict_words(verdict: &Verdict, look: &Look) -> (String, Option<String>) {
    let key = verdict.rule.key().replace('_', "-");
    let money = verdict.rule == HealthRule::Compensation;
    let amount = |n: i64| if money { look.format.money_short(Money(n)) } else { look.format.int(n) };
    if verdict.ok.is_none() && verdict.rule != HealthRule::Leavers {
        return (look.t(&format!("lifecycle-rule-{key}-nothing")), None);
    }
    let share = verdict.value.map_or_else(String::new, |v| look.format.percent(v));
    let threshold = verdict.threshold.map_or_else(String::new, |v| look.format.decimal(v * 100.0, 0));
    let words = look.tf(
        &format!("lifecycle-rule-{key}"),
        &[
            ("part", amount(verdict.numerator).into()),
            ("whole", amount(verdict.denominator).into()),
            ("share", share.into()),
            ("threshold", threshold.into()),
        ],
    );
    let mend = verdict.mend.map(|mend| {
        look.tf(
            &format!("lifecycle-mend-{key}"),
            &[("heads", (mend.heads as i64).into()), ("money", look.format.money_short(mend.money).into())],
        )
    });
    (words, mend)
}

/// What would mend a failing rule, in as few words as stand beside it: `→ 12 menos`.
pub fn mend_brief(verdict: &Verdict, look: &Look) -> Option<String> {
    let mend = verdict.mend?;
    let key = verdict.rule.key().replace('_', "-");
    let words = look.tf(
        &format!("lifecycle-mend-{key}-brief"),
        &[("heads", (mend.heads as i64).into()), ("money", look.format.money_short(mend.money).into())],
    );
    (!words.is_empty()).then(|| format!("→\u{a0}{words}"))
}

/// Customers that Enter on a rule lists.
pub fn rule_rows(cycle: &Cycle, rule: HealthRule) -> i64 {
    let Some(verdict) = cycle.verdicts.iter().find(|v| v.rule == rule) else { return 0 };
    match rule {
        HealthRule::Entrants | HealthRule::Leavers | HealthRule::Ageing => verdict.numerator,
        // In money: those who left, whose heads another rule counts.
        HealthRule::Compensation => {
            cycle.verdicts.iter().find(|v| v.rule == HealthRule::Leavers).map_or(0, |v| v.numerator)
        }
        HealthRule::NewToAdolescent | HealthRule::AdolescentToMature => {
            verdict.denominator - verdict.numerator
        }
    }
}

/// The list behind a cell of the money table: opening, in, out, change, closing, revenue.
pub fn money_list(cycle: &Cycle, stage: Stage, column: usize, look: &Look) -> (ListSpec, String) {
    let (opening, closing) = (cycle.days.0.plus(-1), cycle.days.1);
    let stages = vec![stage];
    let any: Vec<Option<Stage>> = [None, Some(Stage::Prospect)].into_iter().chain(STAGES.map(Some)).collect();
    let scope = match column {
        0 => Scope::StagesOn { day: opening, stages },
        1 => Scope::Moves {
            opening,
            closing,
            moves: any.into_iter().filter(|from| *from != Some(stage)).map(|from| (from, stage)).collect(),
        },
        2 => Scope::Moves {
            opening,
            closing,
            moves: any.into_iter().flatten().filter(|to| *to != stage).map(|to| (Some(stage), to)).collect(),
        },
        _ => Scope::StagesOn { day: closing, stages },
    };
    let column = ["opening", "in", "out", "change", "closing", "revenue"][column.min(5)];
    let what = format!(
        "{} · {}",
        look.t(&format!("stages-{}", stage.key())),
        look.t(&format!("lifecycle-money-{column}-words"))
    );
    let heading = look.tf(
        "lifecycle-list",
        &[("what", what.into()), ("period", period_name(cycle.period, cycle.days, look).into())],
    );
    (
        ListSpec { scope, query: Query::default(), sort: Sort { by: SortBy::Revenue12m, descending: true } },
        heading,
    )
}

/// A cohort in words: `nov 2026`, `2026 T4`, `2026`.
pub fn cohort_name(first: Month, grain: Grain, look: &Look) -> String {
    let (year, month) = first.ym();
    match grain {
        Grain::Month => format!("{} {year}", look.format.month_short(month)),
        Grain::Quarter => look.tf(
            "lifecycle-cohort-quarter",
            &[("year", year.to_string().into()), ("n", i64::from((month - 1) / 3 + 1).into())],
        ),
        Grain::Year => year.to_string(),
    }
}

/// So many periods after the first: `T+2`.
pub fn cohort_step(k: u32, grain: Grain, look: &Look) -> String {
    let key = match grain {
        Grain::Month => "lifecycle-cohort-step-month",
        Grain::Quarter => "lifecycle-cohort-step-quarter",
        Grain::Year => "lifecycle-cohort-step-year",
    };
    look.tf(key, &[("k", i64::from(k).into())])
}
