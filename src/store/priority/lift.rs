//! Who is almost of class A, the plans to get them there and how they go; variety and what was kept.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use rusqlite::Row;

use super::growth::{revenue_of, sorted};
use super::name_of;
use crate::domain::lifecycle::Entry;
use crate::domain::people::CustomerId;
use crate::domain::value::Window;
use crate::domain::value::cadence::LastOfA;
use crate::domain::value::growth::{Accounting, Movement, Pair};
use crate::domain::value::lift_plan::{LiftList, LiftPlan, Outcome as Went, Standing, candidates};
use crate::domain::value::pareto::{Class, Holder};
use crate::domain::{Day, Money, Month};
use crate::store::ask::{LiftBoard, LiftCandidate, LiftQuarter, LiftRow, Variety};
use crate::store::read::{At, Outcome, each_history, history_of};
use crate::store::roster_load::Board;
use crate::store::worth::{bar, mean_day, mixes, table};

/// Customers just below class A that are named.
const NAMED: usize = 50;
/// Customers of class A whose categories are looked at to tell what others lack.
const MODELS: usize = 200;
/// Quarters that are told, the present one included.
const QUARTERS: i32 = 4;

/// Distinct categories a customer bought up to a day.
const BOUGHT: &str = "SELECT DISTINCT pr.category FROM purchase p JOIN line l ON l.purchase_id = p.id \
     JOIN product pr ON pr.id = l.product_id \
     WHERE p.customer_id = ?1 AND p.status = 0 AND p.day <= ?2 AND pr.category <> ''";

/// Distinct categories of each customer in two windows of twelve months.
const TWO_YEARS: &str = "SELECT p.customer_id, \
     count(DISTINCT CASE WHEN p.day <= ?2 THEN nullif(pr.category, '') END), \
     count(DISTINCT CASE WHEN p.day > ?2 THEN nullif(pr.category, '') END) \
     FROM purchase p JOIN line l ON l.purchase_id = p.id JOIN product pr ON pr.id = l.product_id \
     WHERE p.customer_id IS NOT NULL AND p.status = 0 AND p.day > ?1 AND p.day <= ?3 GROUP BY p.customer_id";

const PLANS: &str = "SELECT l.id, l.customer_id, c.name, l.made_on, l.author, l.target, l.base, l.deadline, l.owner, \
     l.note, l.closed_on, l.outcome FROM lift_plan l JOIN customer c ON c.id = l.customer_id \
     WHERE l.made_on <= ?1 ORDER BY l.deadline, l.id";

/// Everybody ranked over the last twelve months, with what they lack to class A.
fn list(at: &At<'_>, board: &Board) -> Outcome<LiftList> {
    let (ranked, mixes) = (table(at, board, Window::Year)?, mixes(at, board)?);
    let standings: Vec<Standing> = ranked
        .classes()
        .filter_map(|(id, class)| {
            let member = board.roster.row(id).filter(|m| !m.archived || class == Class::A)?;
            let recent = member.facts.revenue_12m;
            Some(Standing {
                id,
                first: member.facts.first?,
                class,
                revenue: recent,
                recent,
                before: member.turnover.revenue_24m - recent,
                categories: mixes.of(id).categories,
            })
        })
        .collect();
    Ok(candidates(&standings, NAMED))
}

/// Not of class A and nearest to it.
pub(super) fn almost_a(at: &At<'_>, board: &Board) -> Outcome<Vec<CustomerId>> {
    Ok(list(at, board)?.candidates.into_iter().map(|c| c.id).collect())
}

/// The dashboard.
pub fn lift(at: &At<'_>, board: &Board) -> Outcome<LiftBoard> {
    let list = list(at, board)?;
    let (bar, popular) = (bar(at, board)?, popular(at, board)?);
    let mut named = Vec::with_capacity(list.candidates.len());
    for candidate in list.candidates {
        let Some(member) = board.roster.row(candidate.id) else { continue };
        let bought = bought(at, candidate.id)?;
        named.push(LiftCandidate {
            name: name_of(at, candidate.id)?,
            owner: member.owner.to_owned(),
            categories: mixes(at, board)?.of(candidate.id).categories,
            big_purchases: bar.mean_day > Money::ZERO && mean_day(&member) >= bar.mean_day,
            lacks: popular.iter().find(|category| !bought.contains(category)).cloned(),
            candidate,
        });
    }
    Ok(LiftBoard {
        days: (at.cut.year_ago.plus(1), at.day()),
        threshold: list.threshold,
        median_categories: list.median_categories,
        candidates: named,
        below: list.all,
        plans: plans(at)?.into_iter().map(|(row, _)| row).collect(),
        quarters: quarters(at, board)?,
        variety: variety(at, board)?,
    })
}

/// Categories by how many of the greatest customers of class A buy them, most first.
fn popular(at: &At<'_>, board: &Board) -> Outcome<Vec<String>> {
    let ranked = table(at, board, Window::Year)?;
    let best = ranked
        .classes()
        .filter(|(_, class)| *class == Class::A)
        .filter_map(|(id, _)| Some((board.roster.row(id)?.facts.revenue_12m, id)));
    let mut buyers: BTreeMap<String, u32> = BTreeMap::new();
    for id in sorted(best).into_iter().take(MODELS) {
        for category in bought(at, id)? {
            *buyers.entry(category).or_default() += 1;
        }
    }
    let mut all: Vec<(Reverse<u32>, String)> = buyers.into_iter().map(|(c, n)| (Reverse(n), c)).collect();
    all.sort_unstable();
    Ok(all.into_iter().map(|(_, category)| category).collect())
}

fn bought(at: &At<'_>, id: CustomerId) -> Outcome<Vec<String>> {
    let mut statement = at.db.prepare_cached(BOUGHT)?;
    let rows = statement.query_map((id, at.day().0), |r| r.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn read_plan(row: &Row<'_>, today: Day) -> rusqlite::Result<LiftRow> {
    let closed = row.get::<_, Option<i32>>(10)?.map(Day).filter(|day| *day <= today);
    Ok(LiftRow {
        id: row.get(0)?,
        customer: row.get(1)?,
        name: row.get(2)?,
        plan: LiftPlan {
            start: Day(row.get(3)?),
            target: Money(row.get(5)?),
            deadline: Day(row.get(7)?),
            owner: row.get(8)?,
        },
        author: row.get(4)?,
        base: Money(row.get(6)?),
        note: row.get(9)?,
        closed: match closed {
            Some(day) => Some((day, row.get(11)?)),
            None => None,
        },
        revenue: Money::ZERO,
        outcome: Went::Planned,
    })
}

/// Every plan made by the as-of day: the open ones by their deadline, then those that have ended or were closed; each
/// with the day it ended, where it has.
fn plans(at: &At<'_>) -> Outcome<Vec<(LiftRow, Option<Day>)>> {
    let mut statement = at.db.prepare_cached(PLANS)?;
    let mut rows = statement.query([at.day().0])?;
    let mut found = Vec::new();
    let mut history = Vec::new();
    while let Some(row) = rows.next()? {
        let mut plan = read_plan(row, at.day())?;
        history_of(at, plan.customer, &mut history)?;
        let until = plan.closed.as_ref().map_or(at.day(), |(day, _)| *day).min(at.day());
        let LiftPlan { start, deadline, .. } = plan.plan;
        plan.revenue = revenue_of(&history, (start, until.min(deadline)));
        plan.outcome = plan.plan.outcome(plan.revenue, until);
        let ended = match plan.outcome {
            Went::Reached => Some(reached_on(&plan.plan, &history, until)),
            Went::Missed => Some(deadline),
            _ => None,
        };
        found.push((plan, ended));
    }
    found.sort_by_key(|(plan, ended)| (plan.closed.is_some(), ended.is_some(), plan.plan.deadline, plan.id));
    Ok(found)
}

/// The day on which the revenue since the start first came up to the target.
fn reached_on(plan: &LiftPlan, history: &[Entry], until: Day) -> Day {
    let last = until.min(plan.deadline);
    let inside = history.iter().filter(|e| plan.start <= e.day && e.day <= last);
    let mut sum = Money::ZERO;
    let mut days: BTreeMap<Day, Money> = BTreeMap::new();
    for entry in inside {
        *days.entry(entry.day).or_default() += entry.amount;
    }
    for (day, amount) in days {
        sum += amount;
        if sum >= plan.target {
            return day;
        }
    }
    last
}

/// Whose plan was reached from one day to another, both included.
pub(super) fn reached(at: &At<'_>, from: Day, to: Day) -> Outcome<Vec<CustomerId>> {
    let inside = |(plan, ended): &(LiftRow, Option<Day>)| {
        plan.outcome == Went::Reached && ended.is_some_and(|day| from <= day && day <= to)
    };
    Ok(plans(at)?.into_iter().filter(inside).map(|(plan, _)| plan.customer).collect())
}

/// First and last day of the quarters told, the oldest first; the last ends on the as-of day.
fn quarter_days(today: Day) -> Vec<(Day, Day)> {
    let this = Month(today.month().0 - today.month().0.rem_euclid(3));
    let mut days = Vec::new();
    for back in (0..QUARTERS).rev() {
        let first = Month(this.0 - 3 * back);
        days.push((first.first(), Month(first.0 + 2).last().min(today)));
    }
    days
}

/// What is needed to rank somebody at the end of several days.
struct Ranked {
    id: CustomerId,
    /// First purchase and revenue of the twelve months up to each day, as known then; `None` where there was no purchase
    /// in them.
    held: Vec<Option<(Day, Money)>>,
}

fn ranked_on(at: &At<'_>, days: &[Day]) -> Outcome<Vec<Ranked>> {
    let windows: Vec<(Day, Day)> = days.iter().map(|day| (day.plus_years(-1), *day)).collect();
    let mut all = Vec::new();
    each_history(at, |id, history, _| {
        let held: Vec<Option<(Day, Money)>> = windows
            .iter()
            .map(|(after, to)| {
                let inside = |e: &&Entry| *after < e.day && e.day <= *to;
                let bought = history.iter().filter(inside).any(|e| e.is_purchase(*to));
                let first = history.iter().find(|e| e.day <= *to && e.is_purchase(*to))?.day;
                bought.then(|| (first, history.iter().filter(inside).map(|e| e.amount).sum()))
            })
            .collect();
        if held.iter().any(Option::is_some) {
            all.push(Ranked { id, held });
        }
    })?;
    Ok(all)
}

impl Ranked {
    fn holder(&self, nth: usize) -> Option<Holder> {
        let (first, revenue) = self.held[nth]?;
        Some(Holder { id: self.id, first, revenue })
    }
}

fn last_of_a(all: &[Ranked], nth: usize) -> Option<LastOfA> {
    let mut holders: Vec<Holder> = all.iter().filter_map(|r| r.holder(nth)).collect();
    LastOfA::of(&mut holders)
}

/// Plans that ended and customers who rose to class A, by quarter.
fn quarters(at: &At<'_>, board: &Board) -> Outcome<Vec<LiftQuarter>> {
    let mut quarters = if let Some(known) = board.priorities.quarters.get() {
        known.clone()
    } else {
        let found = risen(at)?;
        board.priorities.quarters.get_or_init(|| found).clone()
    };
    for (plan, ended) in plans(at)? {
        let Some(day) = ended else { continue };
        if let Some(quarter) = quarters.iter_mut().find(|q| q.days.0 <= day && day <= q.days.1) {
            quarter.ended += 1;
            quarter.reached += u64::from(plan.outcome == Went::Reached);
        }
    }
    Ok(quarters)
}

fn risen(at: &At<'_>) -> Outcome<Vec<LiftQuarter>> {
    let days = quarter_days(at.day());
    let mut cuts: Vec<Day> = days.iter().map(|(first, _)| first.plus(-1)).collect();
    cuts.extend(days.last().map(|(_, last)| *last));
    let all = ranked_on(at, &cuts)?;
    let lines: Vec<Option<LastOfA>> = (0..cuts.len()).map(|nth| last_of_a(&all, nth)).collect();
    let is_a = |r: &Ranked, nth: usize| {
        lines[nth].zip(r.holder(nth)).is_some_and(|(line, holder)| line.takes_in(&holder))
    };
    Ok(days
        .into_iter()
        .enumerate()
        .map(|(nth, days)| {
            let below = all.iter().filter(|r| r.held[nth].is_some() && !is_a(r, nth));
            let (mut count, mut promoted) = (0, 0);
            for ranked in below {
                count += 1;
                promoted += u64::from(is_a(ranked, nth + 1));
            }
            LiftQuarter { days, reached: 0, ended: 0, promoted, below: count }
        })
        .collect())
}

/// Who bought in the twelve months up to `from`, was not A, and is A at the end of `to`; most revenue first.
pub(super) fn promoted(at: &At<'_>, from: Day, to: Day) -> Outcome<Vec<CustomerId>> {
    let all = ranked_on(at, &[from.min(at.day()), to.min(at.day())])?;
    let lines = [last_of_a(&all, 0), last_of_a(&all, 1)];
    let is_a = |r: &Ranked, nth: usize| {
        lines[nth].zip(r.holder(nth)).is_some_and(|(line, holder)| line.takes_in(&holder))
    };
    let risen = all.iter().filter(|r| r.held[0].is_some() && !is_a(r, 0) && is_a(r, 1));
    Ok(sorted(risen.filter_map(|r| Some((r.held[1]?.1, r.id)))))
}

/// How many kinds of goods customers buy, and what was kept of last year's.
fn variety(at: &At<'_>, board: &Board) -> Outcome<Variety> {
    let mixes = mixes(at, board)?;
    let goal = board.priorities.rules.variety_goal;
    let mut variety = Variety { sold: mixes.categories_sold, goal, ..Variety::default() };
    let mut accounting = Accounting::default();
    let mut by_year: HashMap<CustomerId, (u32, u32)> = HashMap::new();
    if variety.sold > 0 {
        let mut statement = at.db.prepare_cached(TWO_YEARS)?;
        let mut rows = statement.query([at.cut.two_years_ago.0, at.cut.year_ago.0, at.day().0])?;
        while let Some(row) = rows.next()? {
            by_year.insert(row.get(0)?, (row.get(1)?, row.get(2)?));
        }
    }
    for member in board.roster.members() {
        if member.facts.stage.is_active() {
            let categories = mixes.of(member.id).categories;
            variety.active += 1;
            variety.categories += u64::from(categories);
            variety.at_goal += u64::from(categories >= goal);
        }
        let (facts, turnover) = (&member.facts, &member.turnover);
        let pair = Pair {
            revenue: (turnover.revenue_24m - facts.revenue_12m, facts.revenue_12m),
            days: (turnover.days_24m - turnover.days_12m, turnover.days_12m),
            bought_before: false,
        };
        accounting.add(&pair);
        if pair.days.0 > 0 && pair.days.1 > 0 {
            let (before, now) = by_year.get(&member.id).copied().unwrap_or_default();
            variety.stayed += 1;
            variety.stayed_revenue.0 += pair.revenue.0;
            variety.stayed_revenue.1 += pair.revenue.1;
            variety.stayed_categories.0 += u64::from(before);
            variety.stayed_categories.1 += u64::from(now);
        }
    }
    variety.opening = accounting.opening;
    let (gone, change) = accounting.of(Movement::Lost);
    variety.gone = (gone, -change);
    Ok(variety)
}

/// Active customers who reach the goal of variety, or do not; most categories first.
pub(super) fn varied(at: &At<'_>, board: &Board, reached: bool) -> Outcome<Vec<CustomerId>> {
    let mixes = mixes(at, board)?;
    let goal = board.priorities.rules.variety_goal;
    let mut found: Vec<(Reverse<u32>, Reverse<Money>, CustomerId)> = board
        .roster
        .members()
        .filter(|member| member.facts.stage.is_active())
        .map(|member| (Reverse(mixes.of(member.id).categories), Reverse(member.facts.revenue_12m), member.id))
        .filter(|(categories, ..)| (categories.0 >= goal) == reached)
        .collect();
    found.sort_unstable();
    Ok(found.into_iter().map(|(.., id)| id).collect())
}
