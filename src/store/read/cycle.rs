//! The lifecycle dashboard, each figure from one pass over all histories, and the lists behind its figures from the
//! same rule, customer by customer.
//!
//! Archived customers are in these figures: archiving keeps somebody out of lists, and would otherwise take their
//! purchases out of months that are long over. Lists made from a figure therefore hold them too.

use std::collections::{BTreeMap, HashSet, VecDeque};

use super::scan::{each_anonymous, each_history};
use super::{At, Fault, Outcome, count, setting, setting_value};
use crate::domain::lifecycle::entrants::{Entrants, entrant};
use crate::domain::lifecycle::flow::{FlowFold, Grain, days_of_month, passage};
use crate::domain::lifecycle::health::{HealthFold, HealthRule, HealthRules};
use crate::domain::lifecycle::history::Cut;
use crate::domain::lifecycle::retention::{RetentionFold, periods_bought};
use crate::domain::lifecycle::{Facts, LifecycleRules, Rhythm, Stage};
use crate::domain::people::CustomerId;
use crate::domain::roster::{Funnel, Scope};
use crate::domain::{Day, Month};
use crate::store::ask::{CohortGrid, Cycle, Period, RulesPreview, Span};
use crate::store::roster_load::Board;

/// Periods kept.
const KEPT: usize = 6;
/// Fewest customers with two purchase days from whom a prior gap is proposed.
const ENOUGH: usize = 50;
/// Rhythms of the active stages.
const RHYTHMS: usize = 4;

/// Answers kept until the file, the day or the limits change.
#[derive(Debug, Default)]
pub(super) struct Cache {
    cycles: VecDeque<(Day, Cycle)>,
    cohorts: VecDeque<(Day, CohortGrid)>,
    members: Option<(Day, LifecycleRules, Scope, Vec<CustomerId>)>,
}

impl Cache {
    /// Forgets all: the file has changed.
    pub fn clear(&mut self) {
        self.cycles.clear();
        self.cohorts.clear();
        self.members = None;
    }
}

/// First and last day of a period as known on `as_of`; the last is `as_of` at most.
pub(super) fn days_of(period: Period, as_of: Day) -> (Day, Day) {
    let months = match period.span {
        Span::Month => 1,
        Span::Quarter => 3,
        Span::Year => 12,
    };
    let begin = as_of.month().0.div_euclid(months) * months;
    let first = begin.saturating_sub((period.back as i32).saturating_mul(months));
    (Month(first).first(), Month(first + months - 1).last().min(as_of))
}

/// Funnel, flow and verdict of a period.
pub(super) fn cycle(at: &At<'_>, period: Period, cache: &mut Cache) -> Outcome<Cycle> {
    let known = |(day, c): &&(Day, Cycle)| *day == at.day() && c.period == period && c.rules == at.rules;
    if let Some((_, found)) = cache.cycles.iter().find(known) {
        return Ok(found.clone());
    }
    let (first, last) = days_of(period, at.day());
    let opening = first.plus(-1);
    let health_rules = setting_value(at.db, setting::HEALTH)?.unwrap_or_default();
    let mut flow = match period.span {
        Span::Month => FlowFold::new(last.month(), last.month(), at.day(), at.rules),
        Span::Quarter | Span::Year => FlowFold::over(vec![(opening, last)], at.day(), at.rules),
    };
    let mut health = HealthFold::new((opening, last), at.rules, health_rules);
    let mut funnel = Funnel::default();
    let closing = Cut::new(last);
    let mut known = 0_u64;
    let (mut entrants, mut newcomers) = (Entrants::default(), Vec::new());
    each_history(at, |id, history, seasonal| {
        if let Some(one) = entrant(history, (opening, last), at.day()) {
            entrants.add(&one);
            newcomers.push(id);
        }
        flow.add(history, seasonal);
        health.add(history, seasonal);
        known += 1;
        count_in(&mut funnel, &Facts::of(history, &closing, seasonal, &at.rules));
    })?;
    count_silent(at, &mut funnel, known)?;
    each_anonymous(at, (opening, last), |day, amount| flow.add_anonymous(day, amount))?;
    let cycle = Cycle {
        period,
        days: (first, last),
        funnel,
        flow: flow.finish().pop().ok_or(Fault::Stopped)?,
        verdicts: health.finish().verdicts,
        entrants,
        sources: sources_of(at, &newcomers)?,
        rules: at.rules,
        health: health_rules,
    };
    cache.cycles.push_front((at.day(), cycle.clone()));
    cache.cycles.truncate(KEPT);
    Ok(cycle)
}

/// Where these customers come from: source and heads, most heads first, then by name.
fn sources_of(at: &At<'_>, customers: &[CustomerId]) -> Outcome<Vec<(String, u64)>> {
    let mut origin = at.db.prepare_cached("SELECT origin FROM customer WHERE id = ?1")?;
    let mut heads: BTreeMap<String, u64> = BTreeMap::new();
    for id in customers {
        *heads.entry(origin.query_row([id], |r| r.get(0))?).or_default() += 1;
    }
    let mut sources: Vec<(String, u64)> = heads.into_iter().collect();
    sources.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    Ok(sources)
}

/// The heat map of cohorts as known at the end of a period.
pub(super) fn cohorts(at: &At<'_>, period: Period, grain: Grain, cache: &mut Cache) -> Outcome<CohortGrid> {
    let known = |(day, c): &&(Day, CohortGrid)| *day == at.day() && (c.period, c.grain) == (period, grain);
    if let Some((_, found)) = cache.cohorts.iter().find(known) {
        return Ok(found.clone());
    }
    let day = days_of(period, at.day()).1;
    let mut fold = RetentionFold::new(day, grain);
    each_history(at, |_, history, _| fold.add(history))?;
    let grid = CohortGrid { period, grain, day, rows: fold.finish() };
    cache.cohorts.push_front((at.day(), grid.clone()));
    cache.cohorts.truncate(KEPT);
    Ok(grid)
}

fn count_in(funnel: &mut Funnel, facts: &Facts) {
    let (heads, money) = &mut funnel.stages[facts.stage as usize];
    *heads += 1;
    *money += facts.revenue_12m;
    if let Some(rhythm) = facts.rhythm.map(|r| r as usize).filter(|r| *r < RHYTHMS) {
        funnel.rhythm[rhythm] += 1;
    }
}

/// Those without any document are prospects; `known` have one.
fn count_silent(at: &At<'_>, funnel: &mut Funnel, known: u64) -> Outcome<()> {
    let all = at.db.prepare_cached("SELECT count(*) FROM customer")?.query_row([], |r| count(r, 0))?;
    funnel.stages[Stage::Prospect as usize].0 += (all as u64).saturating_sub(known);
    Ok(())
}

/// How other limits would move customers as of the day.
pub(super) fn preview(at: &At<'_>, rules: LifecycleRules) -> Outcome<RulesPreview> {
    let mut funnel = Funnel::default();
    let mut moved: BTreeMap<(Stage, Stage), u64> = BTreeMap::new();
    let mut gaps: Vec<u32> = Vec::new();
    let mut known = 0_u64;
    each_history(at, |_, history, seasonal| {
        let now = Facts::of(history, &at.cut, seasonal, &at.rules);
        let then = Facts::of(history, &at.cut, seasonal, &rules);
        known += 1;
        count_in(&mut funnel, &then);
        if now.stage != then.stage {
            *moved.entry((now.stage, then.stage)).or_default() += 1;
        }
        if let (Some(first), Some(last), 2..) = (now.first, now.last, now.days) {
            gaps.push((last.0 - first.0) as u32 / (now.days - 1));
        }
    })?;
    count_silent(at, &mut funnel, known)?;
    let proposed_prior_gap = (gaps.len() >= ENOUGH).then(|| {
        let middle = gaps.len() / 2;
        *gaps.select_nth_unstable(middle).1
    });
    Ok(RulesPreview {
        rules,
        funnel,
        moved: moved.into_iter().map(|((from, to), heads)| (from, to, heads)).collect(),
        proposed_prior_gap,
    })
}

/// A list behind a figure, by days.
enum Figure {
    Stock { day: Day, stages: Vec<Stage> },
    Rhythm { day: Day, rhythm: Rhythm },
    Moved { days: (Day, Day), ways: Ways },
    Health { days: (Day, Day), rule: HealthRule, made: bool },
    Cohort { day: Day, first: Month, grain: Grain, offset: Option<u32> },
}

/// Which moves are meant; `None` as an end stands for any stage.
#[expect(clippy::option_option, reason = "the form of the scope it is made from")]
enum Ways {
    Like(Option<Option<Stage>>, Option<Stage>),
    Any(Vec<(Option<Stage>, Stage)>),
}

impl Ways {
    /// Whether those who stayed where they were can be meant.
    const fn keeps(&self) -> bool {
        matches!(self, Self::Any(_))
    }

    fn fit(&self, from: Option<Stage>, to: Stage) -> bool {
        match self {
            Self::Like(wanted_from, wanted_to) => {
                wanted_from.is_none_or(|wanted| wanted == from) && wanted_to.is_none_or(|wanted| wanted == to)
            }
            Self::Any(ways) => ways.contains(&(from, to)),
        }
    }
}

impl Figure {
    fn of(scope: &Scope, as_of: Day) -> Option<Self> {
        let between = |opening: Day, closing: Day| {
            let closing = closing.min(as_of);
            (opening.min(closing), closing)
        };
        Some(match scope {
            Scope::FlowStock { month, stage, opening } => {
                let (begin, end) = days_of_month(*month, as_of);
                Self::Stock { day: if *opening { begin } else { end }, stages: vec![*stage] }
            }
            Scope::FlowMoved { month, from, to } => {
                Self::Moved { days: days_of_month(*month, as_of), ways: Ways::Like(*from, *to) }
            }
            Scope::StageOn { day, stage } => Self::Stock { day: (*day).min(as_of), stages: vec![*stage] },
            Scope::StagesOn { day, stages } => Self::Stock { day: (*day).min(as_of), stages: stages.clone() },
            Scope::RhythmOn { day, rhythm } => Self::Rhythm { day: (*day).min(as_of), rhythm: *rhythm },
            Scope::MovedBetween { opening, closing, from, to } => {
                Self::Moved { days: between(*opening, *closing), ways: Ways::Like(*from, *to) }
            }
            Scope::Moves { opening, closing, moves } => {
                Self::Moved { days: between(*opening, *closing), ways: Ways::Any(moves.clone()) }
            }
            Scope::Health { rule, opening, closing, made } => {
                Self::Health { days: between(*opening, *closing), rule: *rule, made: *made }
            }
            Scope::Cohort { first, grain, offset, day } => {
                Self::Cohort { day: (*day).min(as_of), first: *first, grain: *grain, offset: *offset }
            }
            _ => return None,
        })
    }
}

/// The customers behind a figure of the funnel, the flow or the verdict; `None` for any other scope.
pub(super) fn members_of(
    at: &At<'_>,
    board: &Board,
    scope: &Scope,
    cache: &mut Cache,
) -> Outcome<Option<Vec<CustomerId>>> {
    let Some(figure) = Figure::of(scope, at.day()) else { return Ok(None) };
    if let Some((day, rules, known, ids)) = &cache.members
        && (*day, *rules, known) == (at.day(), at.rules, scope)
    {
        return Ok(Some(ids.clone()));
    }
    let mut ids = Vec::new();
    match figure {
        Figure::Stock { day, stages } => {
            ids = stock(at, day, &stages)?;
            if stages.contains(&Stage::Prospect) {
                ids.extend(prospects(at, board, day)?);
            }
        }
        Figure::Rhythm { day, rhythm } => {
            let cut = Cut::new(day);
            each_history(at, |id, history, seasonal| {
                if Facts::of(history, &cut, seasonal, &at.rules).rhythm == Some(rhythm) {
                    ids.push(id);
                }
            })?;
        }
        Figure::Moved { days, ways } => each_history(at, |id, history, seasonal| {
            let way = passage(history, seasonal, days, &at.rules);
            // A purchase taken back in full leaves no customer: the flow counts that as a move to prospect.
            let end = way.to.unwrap_or(Stage::Prospect);
            if ways.fit(way.from, end) && (way.from != way.to || ways.keeps()) {
                ids.push(id);
            }
        })?,
        Figure::Cohort { day, first, grain, offset } => each_history(at, |id, history, _| {
            let bought = periods_bought(history, day, grain);
            let wanted = |offsets: &[u32]| offset.is_none_or(|wanted| offsets.contains(&wanted));
            if bought.is_some_and(|(began, offsets)| began == first && wanted(&offsets)) {
                ids.push(id);
            }
        })?,
        Figure::Health { days, rule, made } => {
            let fold = HealthFold::new(days, at.rules, HealthRules::default());
            each_history(at, |id, history, seasonal| {
                if fold.part(rule, history, seasonal) == Some(made) {
                    ids.push(id);
                }
            })?;
        }
    }
    cache.members = Some((at.day(), at.rules, scope.clone(), ids.clone()));
    Ok(Some(ids))
}

fn stock(at: &At<'_>, day: Day, stages: &[Stage]) -> Outcome<Vec<CustomerId>> {
    let cut = Cut::new(day);
    let mut ids = Vec::new();
    each_history(at, |id, history, seasonal| {
        let stage = Facts::of(history, &cut, seasonal, &at.rules).stage;
        if stage != Stage::Prospect && stages.contains(&stage) {
            ids.push(id);
        }
    })?;
    Ok(ids)
}

/// Everybody without a purchase at the end of the day, documents or none.
fn prospects(at: &At<'_>, board: &Board, day: Day) -> Outcome<Vec<CustomerId>> {
    let cut = Cut::new(day);
    let mut customers = HashSet::new();
    each_history(at, |id, history, seasonal| {
        if Facts::of(history, &cut, seasonal, &at.rules).stage != Stage::Prospect {
            customers.insert(id);
        }
    })?;
    Ok(board.roster.members().map(|m| m.id).filter(|id| !customers.contains(id)).collect())
}
