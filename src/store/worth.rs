//! The figures of value of the whole portfolio, made from the roster in memory: scores and Pareto classes by period,
//! the forecast, the classes by value to come. Each is made when first asked for and forgotten after a change, so that
//! a purchase costs nothing until somebody looks, and no purchase is read twice.
//!
//! Archived customers are in these figures, as in those of the lifecycle: archiving rewrites no figure.

mod dashboard;
pub(super) mod members;
mod sweep;

use std::sync::{Arc, OnceLock};

use super::mix::{Mix, Mixes};
use super::read::{ALL_HISTORIES, At, Cursor, Outcome, entry};
use super::roster_load::Board;
use sweep::Sweep;

use crate::domain::Money;
use crate::domain::people::CustomerId;
use crate::domain::roster::MemberView;
use crate::domain::value::class::{Bar, CostToServe, Prospects, Signs, best_bar, cost_to_come};
use crate::domain::value::forecast::to_money;
use crate::domain::value::pareto::{Class, Concentration, Holder, Place, rank};
use crate::domain::value::rfm::{Activity, Median, Rfm, Scored, score};
use crate::domain::value::worth::ForecastFacts;
use crate::domain::value::{
    Buyer, Forecast, Outlook, Segment, Terms, ValueRules, ValueTable, Window, Worth, simple_clv,
};
pub(super) use dashboard::{behind, dashboard};
pub(super) use sweep::preview;

/// Customers just below class A that are named.
const ALMOST: usize = 50;
/// Weeks ahead for the chance of no purchase and for the purchases expected.
const HORIZON_WEEKS: f64 = 26.0;
/// A next purchase later than so many years is not told: nobody waits for it.
const NEXT_YEARS: i32 = 5;

/// What was made so far; after a change empty again, but for what the change leaves as it was.
#[derive(Debug)]
pub(super) struct Appraisals {
    rules: ValueRules,
    /// Decimals of the currency's minor unit.
    decimals: u32,
    tables: [OnceLock<Arc<Table>>; 3],
    forecast: OnceLock<Forecast>,
    retention: OnceLock<Option<f64>>,
    bar: OnceLock<Bar>,
    sweep: OnceLock<Sweep>,
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
    /// Everybody in it with their class, by id.
    pub fn classes(&self) -> impl Iterator<Item = (CustomerId, Class)> + '_ {
        self.ids.iter().zip(&self.places).map(|(id, place)| (*id, place.class))
    }

    /// Class of a customer; none for who did not buy in the period.
    pub fn class_of(&self, id: CustomerId) -> Class {
        self.ids.binary_search(&id).map_or(Class::None, |row| self.places[row].class)
    }

    fn at(&self, id: CustomerId) -> Option<(Rfm, Place)> {
        let row = self.ids.binary_search(&id).ok()?;
        Some((self.scores[row], self.places[row]))
    }
}

impl Appraisals {
    /// Nothing made yet.
    pub fn new(rules: ValueRules, decimals: u32) -> Self {
        Self {
            rules,
            decimals,
            tables: Default::default(),
            forecast: OnceLock::new(),
            retention: OnceLock::new(),
            bar: OnceLock::new(),
            sweep: OnceLock::new(),
            mixes: OnceLock::new(),
        }
    }

    /// The same portfolio under other settings. Takes over what does not depend on them; [`Appraisals::back`] gives it
    /// back.
    fn under(&mut self, rules: ValueRules) -> Self {
        let mut other = Self::new(rules, self.decimals);
        other.tables.clone_from(&self.tables);
        other.mixes = std::mem::take(&mut self.mixes);
        if rules.horizon_months == self.rules.horizon_months
            && rules.discount_basis_points == self.rules.discount_basis_points
        {
            other.forecast = std::mem::take(&mut self.forecast);
        }
        other
    }

    /// Takes back what [`Appraisals::under`] lent.
    fn back(&mut self, other: Self) {
        self.mixes = other.mixes;
        if self.forecast.get().is_none()
            && other.rules.horizon_months == self.rules.horizon_months
            && other.rules.discount_basis_points == self.rules.discount_basis_points
        {
            self.forecast = other.forecast;
        }
    }

    /// Settings in force.
    pub fn rules(&self) -> ValueRules {
        self.rules
    }

    /// After a change of these customers: figures of everybody are made again when asked for, from what is in memory;
    /// only these customers' lines are read again. `same_trade` says that settings and everybody's purchases are what
    /// they were, as after a call: then what follows from purchases alone stays.
    pub fn refresh(
        &mut self,
        at: &At<'_>,
        ids: &[CustomerId],
        rules: ValueRules,
        same_trade: bool,
    ) -> Outcome<()> {
        let mut fresh = Self::new(rules, self.decimals);
        if let Some(mut mixes) = self.mixes.take() {
            mixes.refresh(at, ids)?;
            fresh.mixes = mixes.into();
        }
        if same_trade {
            fresh.forecast = std::mem::take(&mut self.forecast);
            fresh.retention = std::mem::take(&mut self.retention);
            for (fresh, old) in fresh.tables.iter_mut().zip(&mut self.tables) {
                // By a median of documents that may have been joined or parted nothing is kept.
                if old.get().is_some_and(|table| !table.fixed[2]) {
                    *fresh = std::mem::take(old);
                }
            }
        }
        let old = std::mem::replace(self, fresh);
        if old.sweep.get().is_some() || old.tables.iter().any(|table| table.get().is_some()) {
            // Giving back what a million customers took costs milliseconds that no purchase should wait for. Where
            // there is no thread to be had, it is given back here.
            let _ = std::thread::Builder::new().name("give-back".into()).spawn(move || drop(old));
        }
        Ok(())
    }
}

/// What a customer did in the period; `None` where there was no purchase in it.
pub(super) fn activity(member: &MemberView<'_>, window: Window) -> Option<Activity> {
    let (facts, turnover) = (&member.facts, &member.turnover);
    let (days, revenue) = match window {
        Window::All => (facts.days, facts.revenue_total),
        Window::TwoYears => (turnover.days_24m, turnover.revenue_24m),
        Window::Year => (turnover.days_12m, facts.revenue_12m),
    };
    Some(Activity { last: facts.last.filter(|_| days > 0)?, days, revenue })
}

pub(super) fn mixes<'b>(at: &At<'_>, board: &'b Board) -> Outcome<&'b Mixes> {
    if board.appraisals.mixes.get().is_none() {
        let read = Mixes::load(at)?;
        let _ = board.appraisals.mixes.set(read);
    }
    Ok(board.appraisals.mixes.get_or_init(Mixes::default))
}

/// Scores and places over a period.
pub(super) fn table(at: &At<'_>, board: &Board, window: Window) -> Outcome<Arc<Table>> {
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

/// The forecast of the portfolio, fitted when first asked for.
fn forecast<'b>(at: &At<'_>, board: &'b Board) -> &'b Forecast {
    let appraisals = &board.appraisals;
    appraisals.forecast.get_or_init(|| {
        let terms = Terms {
            decimals: appraisals.decimals,
            horizon_weeks: HORIZON_WEEKS,
            months: appraisals.rules.horizon_months,
            discount: appraisals.rules.discount(),
            ..Terms::default()
        };
        Forecast::fit(board.roster.members().filter_map(|m| buyer(&m)), at.day(), terms)
    })
}

fn buyer(member: &MemberView<'_>) -> Option<Buyer> {
    let (first, last) = (member.facts.first?, member.facts.last?);
    Some(Buyer { days: member.facts.days, first, last, repeat_spend: member.turnover.repeat_spend })
}

/// Of those who bought in the year before the last one, the share that bought in the last.
fn retention(board: &Board) -> Option<f64> {
    *board.appraisals.retention.get_or_init(|| {
        let (mut before, mut kept) = (0_u64, 0_u64);
        for member in board.roster.members() {
            if member.turnover.days_24m > member.turnover.days_12m {
                before += 1;
                kept += u64::from(member.turnover.days_12m > 0);
            }
        }
        (before > 0).then(|| kept as f64 / before as f64)
    })
}

/// How the forecast was made.
fn forecast_facts(at: &At<'_>, board: &Board) -> ForecastFacts {
    let forecast = forecast(at, board);
    let totals = forecast.totals().unwrap_or_default();
    let fitted = forecast.fitted();
    ForecastFacts {
        model: forecast.used(),
        parameters: fitted.map(|f| f.parameters.to_vec()).unwrap_or_default(),
        log_likelihood: fitted.map(|f| f.log_likelihood),
        spend: forecast.gamma_gamma().map(|(m, _)| (m.p, m.q, m.gamma)),
        caveats: forecast.caveats().to_vec(),
        personal: forecast.is_personal(),
        retention: retention(board),
        buyers: forecast.customers(),
        repeat_buyers: board.roster.members().filter(|m| m.facts.days > 1).count() as u64,
        alive: totals.p_alive,
        expected: totals.expected,
    }
}

/// Value to come of a customer, as far as it can be told. The figure of 12 months only where it is shown: it costs more
/// than the one over the horizon.
fn outlook(
    at: &At<'_>,
    board: &Board,
    member: &MemberView<'_>,
    margin: f64,
    of_year: bool,
) -> Option<Outlook> {
    let forecast = forecast(at, board);
    let buyer = buyer(member)?;
    let told = forecast.of(&buyer)?;
    let money = |major: f64| to_money(major, board.appraisals.decimals);
    let year = if of_year { forecast.clv(&buyer, 12)?.value } else { 0.0 };
    Some(Outlook {
        p_alive: told.p_alive,
        p_none: told.p_no_purchase,
        expected: told.expected,
        spend: money(told.expected_spend),
        clv_12m: money(year * margin),
        clv: money(told.clv.value * margin),
        low: money(told.clv.low * margin),
        high: money(told.clv.high * margin),
        next: told
            .next_by(at.day())
            .filter(|day| told.expects_purchase() && *day <= at.day().plus_years(NEXT_YEARS))
            .map(|day| (day, told.p_alive / 2.0)),
    })
}

/// Lifetime value by the simple model: the margin of the last 12 months, kept at the portfolio's retention and
/// discounted; a year like the last one where nobody bought the year before.
fn simple_lifetime(board: &Board, revenue_12m: Money, margin: f64) -> f64 {
    let rules = &board.appraisals.rules;
    let year = revenue_12m.0.max(0) as f64 * margin;
    let discount = (1.0 + rules.discount()).powi(12) - 1.0;
    let years = (rules.horizon_months.max(1)).div_ceil(12);
    match retention(board) {
        Some(kept) => simple_clv(year, kept, discount, Some(years)).unwrap_or(year),
        None => year,
    }
}

/// The most that may be given away to win somebody back: what they would bring over the horizon if they came back and
/// bought as in their last active year: that year's margin m, then Σ m·(r/(1+d))ᵗ at the portfolio's retention r and
/// yearly discount d. `None` where nothing is at stake.
pub(super) fn ceiling(at: &At<'_>, board: &Board, id: CustomerId) -> Outcome<Option<Money>> {
    let Some(member) = board.roster.row(id).filter(|m| m.at_stake > Money::ZERO) else { return Ok(None) };
    let rules = &board.appraisals.rules;
    let year = member.at_stake.0 as f64 * mixes(at, board)?.of(id).margin(rules);
    let discount = (1.0 + rules.discount()).powi(12) - 1.0;
    // The first year is the one that begins with coming back; whether they stay is asked from the second on.
    let later = rules.horizon_months.max(1).div_ceil(12) - 1;
    let kept = retention(board).unwrap_or(0.0);
    let minor = year + simple_clv(year, kept, discount, Some(later)).unwrap_or(0.0);
    Ok(Some(Money(minor.round() as i64)).filter(|m| *m > Money::ZERO))
}

/// What the class of a customer is judged by, and the outlook and cost it follows from.
struct Judged {
    prospects: Prospects,
    outlook: Option<Outlook>,
    cost: CostToServe,
    margin: f64,
}

fn judged(at: &At<'_>, board: &Board, member: &MemberView<'_>, mix: &Mix, of_year: bool) -> Judged {
    let rules = &board.appraisals.rules;
    let margin = mix.margin(rules);
    let cost = CostToServe::new(mix.minutes(rules), member.turnover.returned_12m, margin, rules);
    let outlook = outlook(at, board, member, margin, of_year);
    let alive = outlook.map_or(1.0, |o| o.p_alive);
    let facts = &member.facts;
    let prospects = Prospects {
        lifetime: match outlook {
            Some(outlook) => outlook.clv.0 as f64,
            None => simple_lifetime(board, facts.revenue_12m, margin),
        },
        cost: cost_to_come(cost.total(), alive, rules),
        revenue: (facts.revenue_12m, member.turnover.revenue_24m - facts.revenue_12m),
        mean_day: mean_day(member),
        breadth: mix.categories,
        wallet: mix.wallet,
    };
    Judged { prospects, outlook, cost, margin }
}

pub(super) fn mean_day(member: &MemberView<'_>) -> Money {
    let days = i64::from(member.facts.days.max(1));
    Money(member.facts.revenue_total.0 / days)
}

/// What the classes are measured against.
pub(super) fn bar(at: &At<'_>, board: &Board) -> Outcome<Bar> {
    if let Some(bar) = board.appraisals.bar.get() {
        return Ok(*bar);
    }
    let mixes = mixes(at, board)?;
    let table = table(at, board, board.appraisals.rules.period)?;
    let (mut nets, mut days, mut breadths) = (Vec::new(), Vec::new(), Vec::new());
    for member in board.roster.members() {
        let mix = mixes.of(member.id);
        if member.facts.stage.is_active() {
            nets.push(judged(at, board, &member, mix, false).prospects.net());
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

/// Value to come of these customers, and nothing that is judged beside everybody else: what somebody who calls looks at
/// after every call. Who is gone, or never bought, is left out.
pub(super) fn to_come(at: &At<'_>, board: &Board, ids: &[CustomerId]) -> Outcome<Vec<(CustomerId, Money)>> {
    let mixes = mixes(at, board)?;
    let mut found = Vec::with_capacity(ids.len());
    for &id in ids {
        let Some(member) = board.roster.row(id).filter(|m| m.facts.first.is_some()) else { continue };
        let margin = mixes.of(id).margin(&board.appraisals.rules);
        let money = match outlook(at, board, &member, margin, false) {
            Some(outlook) => outlook.clv,
            None if member.facts.stage.is_active() => {
                Money(simple_lifetime(board, member.facts.revenue_12m, margin).round() as i64)
            }
            None => continue,
        };
        found.push((id, money));
    }
    Ok(found)
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
        let judged = judged(at, board, &member, mix, true);
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
                simple: (is_active && judged.outlook.is_none())
                    .then(|| Money(judged.prospects.lifetime.round() as i64)),
                net: (is_active || judged.outlook.is_some())
                    .then(|| Money(judged.prospects.net().round() as i64)),
            },
        ));
    }
    Ok(found)
}
