//! The figures of value of the whole portfolio, made from the roster in memory: scores and Pareto classes by period,
//! the forecast, the classes by value to come. Each is made when first asked for and forgotten after a change, so that
//! a purchase costs nothing until somebody looks, and no purchase is read twice.
//!
//! Archived customers are in these figures, as in those of the lifecycle: archiving rewrites no figure.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use super::ask::{AlmostA, ClassFigures, ValueBoard, ValuePreview};
use super::mix::{Mix, Mixes};
use super::read::{ALL_HISTORIES, At, Cursor, Outcome, entry};
use super::roster_load::Board;
use crate::domain::Money;
use crate::domain::people::CustomerId;
use crate::domain::roster::{MemberView, ValueFigure};
use crate::domain::value::class::{Bar, CostToServe, Prospects, Signs, best_bar, carried_on, cost_to_come};
use crate::domain::value::pareto::{Class, Concentration, Holder, Place, rank};
use crate::domain::value::rfm::{Activity, Median, Rfm, Scored, score};
use crate::domain::value::worth::ForecastFacts;
use crate::domain::value::{Outlook, Segment, ValueClass, ValueRules, ValueTable, Window, Worth};

/// Customers just below class A that are named.
const ALMOST: usize = 50;

/// What was made so far; empty again after each change.
#[derive(Debug)]
pub(super) struct Appraisals {
    rules: ValueRules,
    tables: [OnceLock<Arc<Table>>; 3],
    bar: OnceLock<Bar>,
    mixes: OnceLock<Mixes>,
}

/// Scores and places of everybody with a purchase in a period, in the order of ids.
#[derive(Debug)]
pub(super) struct Table {
    ids: Vec<CustomerId>,
    scores: Vec<Rfm>,
    places: Vec<Place>,
    fixed: [bool; 3],
    concentration: Concentration,
}

impl Table {
    fn at(&self, id: CustomerId) -> Option<(Rfm, Place)> {
        let row = self.ids.binary_search(&id).ok()?;
        Some((self.scores[row], self.places[row]))
    }
}

impl Appraisals {
    /// Nothing made yet.
    pub fn new(rules: ValueRules) -> Self {
        Self { rules, tables: Default::default(), bar: OnceLock::new(), mixes: OnceLock::new() }
    }

    /// The same portfolio under other settings; takes over what was read of lines and contacts.
    fn under(&mut self, rules: ValueRules) -> Self {
        let mixes = std::mem::take(&mut self.mixes);
        Self { rules, tables: self.tables.clone(), bar: OnceLock::new(), mixes }
    }

    /// After a change of these customers: figures of everybody are made again when asked for, from what is in memory;
    /// only these customers' lines are read again.
    pub fn refresh(&mut self, at: &At<'_>, ids: &[CustomerId], rules: ValueRules) -> Outcome<()> {
        let mut mixes = self.mixes.take();
        if let Some(mixes) = &mut mixes {
            mixes.refresh(at, ids)?;
        }
        *self = Self::new(rules);
        if let Some(mixes) = mixes {
            let _ = self.mixes.set(mixes);
        }
        Ok(())
    }
}

/// What a customer did in the period; `None` where there was no purchase in it.
fn activity(member: &MemberView<'_>, window: Window) -> Option<Activity> {
    let (facts, turnover) = (&member.facts, &member.turnover);
    let (days, revenue) = match window {
        Window::All => (facts.days, facts.revenue_total),
        Window::TwoYears => (turnover.days_24m, turnover.revenue_24m),
        Window::Year => (turnover.days_12m, facts.revenue_12m),
    };
    Some(Activity { last: facts.last.filter(|_| days > 0)?, days, revenue })
}

fn mixes<'b>(at: &At<'_>, board: &'b Board) -> Outcome<&'b Mixes> {
    if board.appraisals.mixes.get().is_none() {
        let read = Mixes::load(at)?;
        let _ = board.appraisals.mixes.set(read);
    }
    Ok(board.appraisals.mixes.get_or_init(Mixes::default))
}

/// Scores and places over a period.
fn table(at: &At<'_>, board: &Board, window: Window) -> Outcome<Arc<Table>> {
    let slot = &board.appraisals.tables[window as usize];
    if let Some(table) = slot.get() {
        return Ok(Arc::clone(table));
    }
    let (mut ids, mut holders, mut activities) = (Vec::new(), Vec::new(), Vec::new());
    let members = board.roster.members().filter_map(|m| Some((activity(&m, window)?, m)));
    for (activity, member) in members {
        ids.push(member.id);
        activities.push(activity);
        let first = member.facts.first.unwrap_or(activity.last);
        holders.push(Holder { id: member.id, first, revenue: activity.revenue });
    }
    let reference = at.day().plus(1);
    let mut scored = score(&activities, reference, Median::default());
    if scored.fixed[2] {
        // Only the fixed cut-offs of money ask for the median document, which nobody keeps.
        scored = score(&activities, reference, median(at, window)?);
    }
    let Scored { scores, fixed } = scored;
    let ranking = rank(&holders);
    // Rows stand in the order of ids but for strays.
    let mut order: Vec<u32> = (0..ids.len() as u32).collect();
    order.sort_by_key(|row| ids[*row as usize]);
    let table = Arc::new(Table {
        ids: order.iter().map(|row| ids[*row as usize]).collect(),
        scores: order.iter().map(|row| scores[*row as usize]).collect(),
        places: order.iter().map(|row| ranking.places[*row as usize]).collect(),
        fixed,
        concentration: ranking.concentration,
    });
    let _ = slot.set(Arc::clone(&table));
    Ok(table)
}

fn median(at: &At<'_>, window: Window) -> Outcome<Median> {
    let mut table = ValueTable::new(at.day(), window);
    let mut all = at.db.prepare_cached(ALL_HISTORIES)?;
    let mut cursor = Cursor::new(all.query([])?, |row| entry(row, 1))?;
    let mut history = Vec::new();
    while let Some(id) = cursor.next_id() {
        cursor.take(id, &mut history)?;
        table.add(id, &history);
    }
    Ok(table.finish().median)
}

/// Value to come of a customer, as far as it can be told.
fn outlook(_at: &At<'_>, _board: &Board, _member: &MemberView<'_>, _margin: f64) -> Option<Outlook> {
    None
}

/// How the forecast was made.
fn forecast_facts(_at: &At<'_>, _board: &Board) -> ForecastFacts {
    ForecastFacts::default()
}

/// What the class of a customer is judged by, and the outlook and cost it follows from.
struct Judged {
    prospects: Prospects,
    outlook: Option<Outlook>,
    cost: CostToServe,
    margin: f64,
}

fn judged(at: &At<'_>, board: &Board, member: &MemberView<'_>, mix: &Mix) -> Judged {
    let rules = &board.appraisals.rules;
    let margin = mix.margin(rules);
    let cost = CostToServe::new(mix.minutes(rules), member.turnover.returned_12m, margin, rules);
    let outlook = outlook(at, board, member, margin);
    let alive = outlook.map_or(1.0, |o| o.p_alive);
    let facts = &member.facts;
    let prospects = Prospects {
        // Without a forecast of their own the years to come are taken to be like the last, as the screen says.
        lifetime: outlook.map_or_else(
            || carried_on(facts.revenue_12m.0 as f64 * margin, rules),
            |outlook| outlook.clv.0 as f64,
        ),
        cost: cost_to_come(cost.total(), alive, rules),
        revenue: (facts.revenue_12m, member.turnover.revenue_24m - facts.revenue_12m),
        mean_day: mean_day(member),
        breadth: mix.categories,
        wallet: None,
    };
    Judged { prospects, outlook, cost, margin }
}

fn mean_day(member: &MemberView<'_>) -> Money {
    let days = i64::from(member.facts.days.max(1));
    Money(member.facts.revenue_total.0 / days)
}

/// What the classes are measured against.
fn bar(at: &At<'_>, board: &Board) -> Outcome<Bar> {
    if let Some(bar) = board.appraisals.bar.get() {
        return Ok(*bar);
    }
    let mixes = mixes(at, board)?;
    let table = table(at, board, board.appraisals.rules.period)?;
    let (mut nets, mut days, mut breadths) = (Vec::new(), Vec::new(), Vec::new());
    for member in board.roster.members() {
        let mix = mixes.of(member.id);
        if member.facts.stage.is_active() {
            nets.push(judged(at, board, &member, &mix).prospects.net());
        }
        if table.at(member.id).is_some_and(|(_, place)| place.class == Class::A) {
            days.push(mean_day(&member).0);
            breadths.push(mix.categories);
        }
    }
    let bar = Bar {
        best: best_bar(&mut nets, board.appraisals.rules.yield_percent),
        mean_day: Money(middle(&mut days).unwrap_or(0)),
        breadth: middle(&mut breadths).unwrap_or(0),
    };
    Ok(*board.appraisals.bar.get_or_init(|| bar))
}

/// The lower of the two middle ones where there are two.
fn middle<T: Ord + Copy>(all: &mut [T]) -> Option<T> {
    let at = all.len().checked_sub(1)? / 2;
    Some(*all.select_nth_unstable(at).1)
}

/// What these customers are worth, over this period or that of the settings; who is gone is left out.
pub(super) fn worths(
    at: &At<'_>,
    board: &Board,
    window: Option<Window>,
    ids: &[CustomerId],
) -> Outcome<Vec<(CustomerId, Worth)>> {
    let rules = board.appraisals.rules;
    let window = window.unwrap_or(rules.period);
    let table = table(at, board, window)?;
    let (bar, mixes) = (bar(at, board)?, mixes(at, board)?);
    let mut found = Vec::with_capacity(ids.len());
    for &id in ids {
        let Some(member) = board.roster.row(id) else { continue };
        let mix = mixes.of(id);
        let (rfm, place) = table.at(id).unzip();
        let judged = judged(at, board, &member, &mix);
        let is_active = member.facts.stage.is_active();
        found.push((
            id,
            Worth {
                activity: activity(&member, window),
                rfm,
                segment: rfm.map(Segment::of),
                pareto: place,
                ranked: table.ids.len() as u32,
                outlook: judged.outlook,
                cost: judged.cost,
                margin: judged.margin,
                breadth: (mix.categories, mixes.categories_sold),
                class: is_active.then(|| judged.prospects.class(&bar, &rules)),
                signs: if is_active { judged.prospects.signs(&bar, &rules) } else { Signs::default() },
                net: judged.outlook.map(|_| Money(judged.prospects.net().round() as i64)),
            },
        ));
    }
    Ok(found)
}

/// The dashboards of value over a period.
pub(super) fn dashboard(at: &At<'_>, board: &Board, window: Window) -> Outcome<ValueBoard> {
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
    let leaving = leaving(at, board)?;
    Ok(ValueBoard {
        window,
        days: (window.after(at.day()).map_or(first, |day| day.plus(1)), at.day()),
        rules,
        bands: scored.bands(&activities, at.day().plus(1)),
        fixed: table.fixed,
        cells,
        segments,
        classes: classes(at, board)?,
        forecast: forecast_facts(at, board),
        below_a: almost.len().saturating_sub(ALMOST) as u64,
        almost_a: almost.into_iter().take(ALMOST).collect(),
        concentration: table.concentration.clone(),
        leaving: (leaving.len() as u64, leaving.iter().map(|l| l.revenue).sum()),
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

fn classes(at: &At<'_>, board: &Board) -> Outcome<Vec<ClassFigures>> {
    let (bar, mixes) = (bar(at, board)?, mixes(at, board)?);
    let empty = |class| ClassFigures {
        class,
        customers: 0,
        net: Money::ZERO,
        lifetime: Money::ZERO,
        range: (Money::ZERO, Money::ZERO),
        cost: Money::ZERO,
        revenue_12m: Money::ZERO,
    };
    let mut classes: Vec<ClassFigures> = ValueClass::ALL.into_iter().map(empty).collect();
    for member in board.roster.members().filter(|m| m.facts.stage.is_active()) {
        let judged = judged(at, board, &member, &mixes.of(member.id));
        let figures = &mut classes[judged.prospects.class(&bar, &board.appraisals.rules) as usize];
        figures.customers += 1;
        figures.cost += judged.cost.total();
        figures.revenue_12m += member.facts.revenue_12m;
        if let Some(outlook) = judged.outlook {
            figures.net += Money(judged.prospects.net().round() as i64);
            figures.lifetime += outlook.clv;
            figures.range.0 += outlook.low;
            figures.range.1 += outlook.high;
        }
    }
    Ok(classes)
}

/// The customers behind a figure, in the order of revenue; by id where the figure is no matter of revenue.
pub(super) fn members(
    at: &At<'_>,
    board: &Board,
    window: Window,
    figure: ValueFigure,
) -> Outcome<Vec<CustomerId>> {
    match figure {
        ValueFigure::Class(_) | ValueFigure::Active => return by_class(at, board, figure),
        ValueFigure::Leaving => {
            return Ok(leaving(at, board)?.into_iter().map(|l| l.id).collect());
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
        ValueFigure::Rest(percent) => {
            place.rank as usize > (everybody * usize::from(percent)).div_ceil(100)
        }
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

/// An active customer who is more likely than not to buy nothing within 26 weeks.
struct Leaver {
    id: CustomerId,
    revenue: Money,
}

/// Those who are leaving, by the chance of no purchase times their revenue of 12 months, most first.
fn leaving(at: &At<'_>, board: &Board) -> Outcome<Vec<Leaver>> {
    let mixes = mixes(at, board)?;
    let mut found = Vec::new();
    for member in board.roster.members().filter(|m| m.facts.stage.is_active()) {
        let margin = mixes.of(member.id).margin(&board.appraisals.rules);
        let Some(outlook) = outlook(at, board, &member, margin).filter(|o| o.p_none >= 0.5) else { continue };
        let revenue = member.facts.revenue_12m;
        let at_risk = (outlook.p_none * revenue.0 as f64).round() as i64;
        found.push((Reverse(at_risk), Leaver { id: member.id, revenue }));
    }
    found.sort_unstable_by_key(|(risk, leaver)| (*risk, leaver.id));
    Ok(found.into_iter().map(|(_, leaver)| leaver).collect())
}

/// How other settings would class the active, and who would move.
pub(super) fn preview(at: &At<'_>, board: &mut Board, rules: ValueRules) -> Outcome<ValuePreview> {
    let now = class_of_each(at, board)?;
    let tried = board.appraisals.under(rules);
    let kept = std::mem::replace(&mut board.appraisals, tried);
    let then = class_of_each(at, board).and_then(|then| Ok((then, classes(at, board)?)));
    let tried = std::mem::replace(&mut board.appraisals, kept);
    board.appraisals.mixes = tried.mixes;
    let (then, classes) = then?;
    let mut moved: BTreeMap<(ValueClass, ValueClass), u64> = BTreeMap::new();
    for (from, to) in now.into_iter().zip(then).filter(|(from, to)| from != to) {
        *moved.entry((from, to)).or_default() += 1;
    }
    let moved = moved.into_iter().map(|((from, to), heads)| (from, to, heads)).collect();
    Ok(ValuePreview { rules, classes, moved })
}

/// The class of each active customer, in the order of the roster.
fn class_of_each(at: &At<'_>, board: &Board) -> Outcome<Vec<ValueClass>> {
    let (bar, mixes) = (bar(at, board)?, mixes(at, board)?);
    let active = board.roster.members().filter(|m| m.facts.stage.is_active());
    Ok(active
        .map(|m| judged(at, board, &m, &mixes.of(m.id)).prospects.class(&bar, &board.appraisals.rules))
        .collect())
}

/// Active customers of a class, or all of them, by net lifetime value, most first.
fn by_class(at: &At<'_>, board: &Board, figure: ValueFigure) -> Outcome<Vec<CustomerId>> {
    let (bar, mixes) = (bar(at, board)?, mixes(at, board)?);
    let mut found = Vec::new();
    for member in board.roster.members().filter(|m| m.facts.stage.is_active()) {
        let judged = judged(at, board, &member, &mixes.of(member.id));
        let class = judged.prospects.class(&bar, &board.appraisals.rules);
        if figure == ValueFigure::Active || figure == ValueFigure::Class(class) {
            found.push((Reverse(judged.prospects.net().round() as i64), member.id));
        }
    }
    found.sort_unstable();
    Ok(found.into_iter().map(|(_, id)| id).collect())
}
