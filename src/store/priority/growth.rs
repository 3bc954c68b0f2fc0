//! The bridge between two periods and the account of growth.

use std::cmp::Reverse;

use crate::domain::lifecycle::history::revenue_between;
use crate::domain::people::CustomerId;
use crate::domain::roster::MemberView;
use crate::domain::value::growth::{Accounting, Bridge, Pair, Stretch, Takings, Wallet, Windows};
use crate::domain::value::priority::{Buyers, Flow, GrowthPeriod};
use crate::domain::{Day, Money};
use crate::store::ask::GrowthBoard;
use crate::store::mix::wallets;
use crate::store::read::{At, Outcome, anonymous_revenue, each_history};
use crate::store::roster_load::Board;

/// Lines whose cost is known within days.
const COSTED: &str = "SELECT coalesce(sum(l.amount), 0), coalesce(sum(l.cost), 0) \
     FROM purchase p JOIN line l ON l.purchase_id = p.id \
     WHERE p.customer_id IS NOT NULL AND p.status < 2 AND p.day BETWEEN ?1 AND ?2 AND l.cost IS NOT NULL";

/// The twelve months that end with the later window of the period, and the twelve before.
fn years(windows: &Windows) -> Windows {
    Stretch::TwelveMonths.windows(0, windows.now.1)
}

/// What the roster knows of the last twelve months and the twelve before.
fn remembered(member: &MemberView<'_>, at: &At<'_>) -> Pair {
    let (facts, turnover) = (&member.facts, &member.turnover);
    Pair {
        revenue: (turnover.revenue_24m - facts.revenue_12m, facts.revenue_12m),
        days: (turnover.days_24m - turnover.days_12m, turnover.days_12m),
        bought_before: facts.first.is_some_and(|first| first <= at.cut.two_years_ago),
    }
}

/// Shows everybody: what they did in the windows of the period, and in those of the years.
fn each_pair(
    at: &At<'_>,
    board: &Board,
    period: GrowthPeriod,
    mut visit: impl FnMut(CustomerId, &Pair, &Pair),
) -> Outcome<Windows> {
    let windows = period.stretch.windows(period.back, at.day());
    let years = years(&windows);
    if windows == Stretch::TwelveMonths.windows(0, at.day()) {
        for member in board.roster.members() {
            let pair = remembered(&member, at);
            visit(member.id, &pair, &pair);
        }
    } else {
        each_history(at, |id, history, _| {
            visit(id, &Pair::of(history, &windows), &Pair::of(history, &years));
        })?;
    }
    Ok(windows)
}

/// Share of revenue that stays in each window: of the lines whose cost is known where there are some in both, else as
/// the settings say. True where costs are known.
fn margins(at: &At<'_>, board: &Board, windows: &Windows) -> Outcome<([f64; 2], bool)> {
    let fixed = f64::from(board.appraisals.rules().margin_percent) / 100.0;
    let costed = |(first, last): (Day, Day)| -> Outcome<Option<f64>> {
        let (amount, cost): (i64, i64) =
            at.db.prepare_cached(COSTED)?.query_row([first.0, last.0], |r| Ok((r.get(0)?, r.get(1)?)))?;
        Ok((amount > 0).then(|| (amount - cost) as f64 / amount as f64))
    };
    let known = at.db.prepare_cached("SELECT 1 FROM line WHERE cost IS NOT NULL LIMIT 1")?.exists([])?;
    if known && let (Some(before), Some(now)) = (costed(windows.before)?, costed(windows.now)?) {
        return Ok(([before, now], true));
    }
    Ok(([fixed; 2], false))
}

/// The dashboard of a period.
pub fn growth(at: &At<'_>, board: &Board, period: GrowthPeriod) -> Outcome<GrowthBoard> {
    let (mut before, mut now) = (Takings::default(), Takings::default());
    let (mut accounting, mut both) = (Accounting::default(), 0);
    let windows = each_pair(at, board, period, |_, pair, year| {
        for (takings, days, revenue) in
            [(&mut before, pair.days.0, pair.revenue.0), (&mut now, pair.days.1, pair.revenue.1)]
        {
            takings.customers += u64::from(days > 0);
            takings.purchases += u64::from(days);
            takings.revenue += revenue;
        }
        both += u64::from(pair.days.0 > 0 && pair.days.1 > 0);
        accounting.add(year);
    })?;
    let ([margin_before, margin_now], costed) = margins(at, board, &windows)?;
    (before.margin, now.margin) = (margin_before, margin_now);
    let mut wallet = Wallet::default();
    for (id, spend) in wallets(at)? {
        if let Some(member) = board.roster.row(id) {
            wallet.add(spend, member.facts.revenue_12m);
        }
    }
    let anonymous = |(first, last): (Day, Day)| anonymous_revenue(at, (first.plus(-1), last));
    Ok(GrowthBoard {
        period,
        windows,
        bridge: Bridge::new(before, now),
        both,
        costed,
        anonymous: (anonymous(windows.before)?, anonymous(windows.now)?),
        years: years(&windows),
        accounting,
        wallet,
    })
}

/// Who told what they spend, most revenue first.
pub(super) fn told(at: &At<'_>, board: &Board) -> Outcome<Vec<CustomerId>> {
    let known = wallets(at)?.into_keys().filter_map(|id| board.roster.row(id));
    Ok(sorted(known.map(|member| (member.facts.revenue_12m, member.id))))
}

/// Buyers of the windows of the bridge.
pub(super) fn buyers(
    at: &At<'_>,
    board: &Board,
    period: GrowthPeriod,
    wanted: Buyers,
) -> Outcome<Vec<CustomerId>> {
    let mut found = Vec::new();
    each_pair(at, board, period, |id, pair, _| {
        let (before, now) = (pair.days.0 > 0, pair.days.1 > 0);
        let (fits, weight) = match wanted {
            Buyers::Before => (before, pair.revenue.0),
            Buyers::Now => (now, pair.revenue.1),
            Buyers::One => (before != now, pair.revenue.0.max(pair.revenue.1)),
            Buyers::Either => (before || now, pair.revenue.1 + pair.revenue.0),
            Buyers::Both => (before && now, pair.revenue.1),
        };
        if fits {
            found.push((weight, id));
        }
    })?;
    Ok(sorted(found))
}

/// Whom a figure of the account counts, the greatest change first.
pub(super) fn movers(
    at: &At<'_>,
    board: &Board,
    period: GrowthPeriod,
    flow: Flow,
) -> Outcome<Vec<CustomerId>> {
    let mut found = Vec::new();
    each_pair(at, board, period, |id, _, year| {
        let fits = match flow {
            Flow::Opening => (year.days.0 > 0).then_some(year.revenue.0),
            Flow::Closing => (year.days.1 > 0).then_some(year.revenue.1),
            Flow::Moved(movement) => {
                (year.movement() == Some(movement)).then(|| Money(year.change().0.saturating_abs()))
            }
        };
        found.extend(fits.map(|weight| (weight, id)));
    })?;
    Ok(sorted(found))
}

/// Who bought in the twelve months before the last, and did not since (`gone`) or did.
pub(super) fn churned(at: &At<'_>, board: &Board, gone: bool) -> Outcome<Vec<CustomerId>> {
    let mut found = Vec::new();
    each_pair(at, board, GrowthPeriod::default(), |id, _, year| {
        if year.days.0 > 0 && (year.days.1 == 0) == gone {
            found.push((year.revenue.0, id));
        }
    })?;
    Ok(sorted(found))
}

/// Ids by their weight, greatest first, then by id.
pub(super) fn sorted(all: impl IntoIterator<Item = (Money, CustomerId)>) -> Vec<CustomerId> {
    let mut all: Vec<(Reverse<Money>, CustomerId)> =
        all.into_iter().map(|(weight, id)| (Reverse(weight), id)).collect();
    all.sort_unstable();
    all.into_iter().map(|(_, id)| id).collect()
}

/// Net revenue of a customer from one day to another, both included.
pub(super) fn revenue_of(history: &[crate::domain::lifecycle::Entry], (first, last): (Day, Day)) -> Money {
    revenue_between(history, first.plus(-1), last)
}
