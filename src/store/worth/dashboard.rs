//! The dashboards of value, and the customers behind each of their figures.

use super::sweep::sweep;
use super::{ALMOST, At, Board, Outcome, Table, activity, forecast_facts, table};
use crate::domain::Money;
use crate::domain::change::ValueKind;
use crate::domain::people::CustomerId;
use crate::domain::roster::ValueFigure;
use crate::domain::value::pareto::{Class, Place};
use crate::domain::value::rfm::{Rfm, Scored};
use crate::domain::value::{Segment, ValueClass, Window};
use crate::store::ask::{AlmostA, Decided, ValueBoard};
use crate::store::decisions;

/// The dashboards of value over a period.
pub(in crate::store) fn dashboard(at: &At<'_>, board: &Board, window: Window) -> Outcome<ValueBoard> {
    let rules = board.appraisals.rules;
    let table = table(at, board, window)?;
    let mut activities = Vec::with_capacity(table.ids.len());
    let mut first = at.day();
    for id in &table.ids {
        let Some(member) = board.roster.row(*id) else { continue };
        first = first.min(member.facts.first.unwrap_or(first));
        activities.extend(activity(&member, window));
    }
    let scored = Scored { scores: table.scores.clone(), fixed: table.fixed };
    let cells = scored.cells(&activities);
    let mut segments: Vec<(Segment, u64, Money)> =
        Segment::ALL.into_iter().map(|segment| (segment, 0, Money::ZERO)).collect();
    for cell in &cells {
        let (_, count, revenue) = &mut segments[Segment::of(cell.rfm) as usize];
        *count += cell.count;
        *revenue += cell.revenue;
    }
    let almost = almost_a(board, &table, window);
    let sweep = sweep(at, board)?;
    let decided = decided(at, board)?;
    Ok(ValueBoard {
        window,
        days: (window.after(at.day()).map_or(first, |day| day.plus(1)), at.day()),
        rules,
        bands: scored.bands(&activities, at.day().plus(1)),
        fixed: table.fixed,
        cells,
        segments,
        classes: sweep.classes.clone(),
        forecast: forecast_facts(at, board),
        below_a: almost.len().saturating_sub(ALMOST) as u64,
        almost_a: almost.into_iter().take(ALMOST).collect(),
        concentration: table.concentration.clone(),
        decided,
        leaving: (sweep.leaving.len() as u64, sweep.leaving.iter().map(|(_, revenue)| *revenue).sum()),
    })
}

/// Everybody with revenue and not in class A, most revenue first; the older customer, then the lower id, where equal.
fn almost_a(board: &Board, table: &Table, window: Window) -> Vec<AlmostA> {
    let Some(threshold) = table.concentration.a_threshold else { return Vec::new() };
    let mut below: Vec<(u32, AlmostA)> = Vec::new();
    for (row, place) in table.places.iter().enumerate() {
        if !matches!(place.class, Class::B | Class::C) {
            continue;
        }
        let Some(member) = board.roster.row(table.ids[row]) else { continue };
        let Some(activity) = activity(&member, window) else { continue };
        let now = member.facts.revenue_12m;
        let trend = (now, member.turnover.revenue_24m - now);
        let gap = threshold - activity.revenue;
        below.push((place.rank, AlmostA { customer: member.id, revenue: activity.revenue, gap, trend }));
    }
    below.sort_unstable_by_key(|(rank, _)| *rank);
    below.into_iter().map(|(_, almost)| almost).collect()
}

/// The customers behind a figure, in the order of revenue; by id where the figure is no matter of revenue.
pub(in crate::store) fn behind(
    at: &At<'_>,
    board: &Board,
    window: Window,
    figure: ValueFigure,
) -> Outcome<Vec<CustomerId>> {
    match figure {
        ValueFigure::Class(_) | ValueFigure::Active => return Ok(sweep(at, board)?.by_class(figure)),
        ValueFigure::Undecided => {
            let standing = decisions::standing(at)?;
            let below = sweep(at, board)?.by_class(ValueFigure::Class(ValueClass::BelowZero));
            return Ok(below.into_iter().filter(|id| !standing.contains_key(id)).collect());
        }
        ValueFigure::ReviewDue => return due(at),
        ValueFigure::Leaving => {
            return Ok(sweep(at, board)?.leaving.iter().map(|(id, _)| *id).collect());
        }
        ValueFigure::AlmostA => {
            let table = table(at, board, window)?;
            let almost = almost_a(board, &table, window);
            return Ok(almost.into_iter().take(ALMOST).map(|a| a.customer).collect());
        }
        _ => {}
    }
    let table = table(at, board, window)?;
    let everybody = table.ids.len();
    let counts = |rfm: Rfm, place: &Place| match figure {
        ValueFigure::Top(percent) => place.rank as usize <= (everybody * usize::from(percent)).div_ceil(100),
        ValueFigure::Rest(percent) => place.rank as usize > (everybody * usize::from(percent)).div_ceil(100),
        ValueFigure::To80 => u64::from(place.rank) <= table.concentration.customers_to_80,
        ValueFigure::Pareto(class) => place.class == class,
        ValueFigure::Cells { r, f, m } => {
            [(r, rfm.r), (f, rfm.f), (m, rfm.m)].iter().all(|(wanted, is)| *wanted == 0 || wanted == is)
        }
        ValueFigure::Segment(segment) => Segment::of(rfm) == segment,
        _ => true,
    };
    let mut found: Vec<(u32, CustomerId)> = (0..everybody)
        .filter(|row| counts(table.scores[*row], &table.places[*row]))
        .map(|row| (table.places[row].rank, table.ids[row]))
        .collect();
    found.sort_unstable();
    Ok(found.into_iter().map(|(_, id)| id).collect())
}

/// What was decided about those below zero.
fn decided(at: &At<'_>, board: &Board) -> Outcome<Decided> {
    let standing = decisions::standing(at)?;
    let mut decided = Decided { due: due(at)?.len() as u64, ..Decided::default() };
    for id in sweep(at, board)?.by_class(ValueFigure::Class(ValueClass::BelowZero)) {
        match standing.get(&id).map(|decision| decision.kind) {
            Some(ValueKind::Incentive) => decided.incentive += 1,
            Some(ValueKind::Passive) => decided.passive += 1,
            None => decided.undecided += 1,
        }
    }
    Ok(decided)
}

/// Whoever has a decision whose day of review has come, the longest due first.
fn due(at: &At<'_>) -> Outcome<Vec<CustomerId>> {
    let mut due: Vec<_> = decisions::standing(at)?
        .into_values()
        .filter_map(|d| Some((d.review_on.filter(|day| *day <= at.day())?, d.customer)))
        .collect();
    due.sort_unstable();
    Ok(due.into_iter().map(|(_, id)| id).collect())
}
