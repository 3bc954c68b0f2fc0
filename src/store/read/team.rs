//! What each seller did: calls by who made them, offers and sales by who made them, customers by who looked after them
//! on the day.

use std::collections::{BTreeMap, HashMap};

use super::{At, Outcome, calls, each_history, sales};
use crate::domain::lifecycle::Stage;
use crate::domain::lifecycle::history::{Cut, stage_at};
use crate::domain::people::CustomerId;
use crate::domain::trade::offer::median;
use crate::domain::{Day, Money};
use crate::store::ask::{CallsBy, Handover, RANK_FROM, SellerRow, TeamBoard};
use crate::store::roster_load::Board;

/// Handovers told at most.
const NEWEST: u32 = 50;

/// Who had a customer before each handover, oldest first.
type Handovers = HashMap<CustomerId, Vec<(Day, String)>>;

/// What every seller did in `from`..=`to`.
pub(super) fn team(at: &At<'_>, board: &Board, from: Day, to: Day) -> Outcome<TeamBoard> {
    let to = to.min(at.day());
    let handed = handovers(at)?;
    let mut rows: BTreeMap<String, SellerRow> = BTreeMap::new();
    let of = |rows: &mut BTreeMap<String, SellerRow>, name: &str, put: &mut dyn FnMut(&mut SellerRow)| {
        let row = rows
            .entry(name.to_owned())
            .or_insert_with(|| SellerRow { name: name.to_owned(), ..SellerRow::default() });
        put(row);
    };
    for (name, figures) in calls::stats(at, from, to, CallsBy::Seller)?.rows {
        of(&mut rows, &name, &mut |row| row.calls = figures.clone());
    }
    let mut cycles: HashMap<String, Vec<i32>> = HashMap::new();
    for row in sales::all(at)? {
        let offer = row.offer;
        let seller = offer.draft.seller.as_str();
        if offer.sent_on.is_some_and(|on| from <= on && on <= to) {
            of(&mut rows, seller, &mut |row| row.offers += 1);
        }
        let Some((_, won)) = offer.decided.filter(|(on, _)| from <= *on && *on <= to) else { continue };
        of(&mut rows, seller, &mut |row| {
            if won {
                row.won += 1;
                row.won_amount += offer.draft.amount;
            } else {
                row.lost += 1;
            }
        });
        cycles.entry(seller.to_owned()).or_default().extend(offer.days_to_close());
    }
    for member in board.roster.members().filter(|m| !m.archived && m.facts.stage != Stage::Prospect) {
        let owner = owner_on(&handed, member.id, to, member.owner);
        of(&mut rows, owner, &mut |row| row.n += 1);
    }
    sold(at, board, &handed, (from, to), &mut rows)?;
    kept(at, board, &handed, (from, to), &mut rows)?;
    let mut sellers: Vec<SellerRow> = rows.into_values().collect();
    for row in &mut sellers {
        row.cycle_days = cycles.get_mut(&row.name).and_then(|days| median(days));
    }
    // Few cases are chance: their order says nothing.
    sellers.sort_by(|a, b| {
        let ranked = |row: &SellerRow| row.n.max(row.calls.dials) >= RANK_FROM;
        ranked(b)
            .cmp(&ranked(a))
            .then_with(
                || if ranked(a) && ranked(b) { b.revenue.cmp(&a.revenue) } else { a.name.cmp(&b.name) },
            )
            .then_with(|| a.name.cmp(&b.name))
    });
    Ok(TeamBoard { sellers, handovers: newest(at)? })
}

fn handovers(at: &At<'_>) -> Outcome<Handovers> {
    let mut statement = at
        .db
        .prepare_cached("SELECT customer_id, day, before FROM handover ORDER BY customer_id, day, id")?;
    let mut rows = statement.query([])?;
    let mut found = Handovers::new();
    while let Some(row) = rows.next()? {
        found.entry(row.get(0)?).or_default().push((Day(row.get(1)?), row.get(2)?));
    }
    Ok(found)
}

/// Who looked after a customer at the end of a day: who handed them over first after it, else who has them now.
fn owner_on<'a>(handed: &'a Handovers, id: CustomerId, day: Day, now: &'a str) -> &'a str {
    let after = handed.get(&id).and_then(|all| all.iter().find(|(on, _)| *on > day));
    after.map_or(now, |(_, before)| before.as_str())
}

/// Purchases of the days: by who sold them, where the document says it, else by who had the customer.
fn sold(
    at: &At<'_>,
    board: &Board,
    handed: &Handovers,
    (from, to): (Day, Day),
    rows: &mut BTreeMap<String, SellerRow>,
) -> Outcome<()> {
    let mut statement = at.db.prepare_cached(
        "SELECT customer_id, day, amount, status, seller FROM purchase WHERE day >= ?1 AND day <= ?2 AND status < 2",
    )?;
    let mut found = statement.query((from.0, to.0))?;
    while let Some(row) = found.next()? {
        let (id, day, amount): (Option<i64>, Day, Money) =
            (row.get(0)?, Day(row.get(1)?), Money(row.get(2)?));
        let valid = row.get::<_, i64>(3)? == 0;
        let seller: String = row.get(4)?;
        let member = id.and_then(|id| board.roster.row(id));
        let name = match &member {
            _ if !seller.is_empty() => seller.as_str(),
            Some(member) => owner_on(handed, member.id, day, member.owner),
            None => "",
        };
        let first = member.as_ref().and_then(|m| m.facts.first);
        let row = rows
            .entry(name.to_owned())
            .or_insert_with(|| SellerRow { name: name.to_owned(), ..SellerRow::default() });
        row.revenue += amount;
        row.orders += u64::from(valid);
        if first.is_some_and(|first| from <= first && first <= to) {
            row.new_revenue += amount;
        }
    }
    Ok(())
}

/// Customers active at the end of the day before, by who had them then, and whether they still are at the end.
fn kept(
    at: &At<'_>,
    board: &Board,
    handed: &Handovers,
    (from, to): (Day, Day),
    rows: &mut BTreeMap<String, SellerRow>,
) -> Outcome<()> {
    let (before, after) = (Cut::new(from.plus(-1)), Cut::new(to));
    let active = |stage: Stage| !matches!(stage, Stage::Prospect | Stage::Lost);
    each_history(at, |id, history, seasonal| {
        if !active(stage_at(history, &before, seasonal, &at.rules)) {
            return;
        }
        let Some(member) = board.roster.row(id) else { return };
        let name = owner_on(handed, id, before.at, member.owner);
        let row = rows
            .entry(name.to_owned())
            .or_insert_with(|| SellerRow { name: name.to_owned(), ..SellerRow::default() });
        row.kept.0 += 1;
        row.kept.1 += u64::from(active(stage_at(history, &after, seasonal, &at.rules)));
    })
}

fn newest(at: &At<'_>) -> Outcome<Vec<Handover>> {
    let mut statement = at.db.prepare_cached(
        "SELECT h.day, c.name, h.before, h.after, h.author FROM handover h JOIN customer c ON c.id = h.customer_id
         WHERE h.day <= ?1 ORDER BY h.day DESC, h.id DESC LIMIT ?2",
    )?;
    let found = statement
        .query_map((at.day().0, NEWEST), |r| {
            Ok((Day(r.get(0)?), [r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?]))
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(found)
}
