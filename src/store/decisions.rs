//! What was decided about customers who cost more than they bring, as it stood at the end of a day. A decision of
//! another day is not known, and one that was closed later still stands.

use std::collections::{BTreeMap, HashSet};

use rusqlite::Row;

use super::ask::ValueDecision;
use super::read::{At, Outcome};
use crate::domain::change::ValueKind;
use crate::domain::people::CustomerId;
use crate::domain::{Day, Money};

/// Newest last; `{who}` names the customers.
const DECISIONS: &str = "SELECT id, customer_id, kind, made_on, author, target, review_on, note, closed_on, outcome \
     FROM value_decision WHERE customer_id {who} AND made_on <= ?1 ORDER BY customer_id, made_on, id";

/// The decision that stands for each customer; who has none is not in it.
pub(super) fn standing(at: &At<'_>) -> Outcome<BTreeMap<CustomerId, ValueDecision>> {
    let mut all = at.db.prepare_cached(&DECISIONS.replace("{who}", "IS NOT NULL"))?;
    let mut rows = all.query([at.day().0])?;
    let mut standing = BTreeMap::new();
    while let Some(row) = rows.next()? {
        if let Some(decision) = read(row, at)?.filter(|d| d.closed.is_none()) {
            standing.insert(decision.customer, decision);
        }
    }
    Ok(standing)
}

/// In whom it was decided to invest no more.
pub(super) fn passive(at: &At<'_>) -> Outcome<HashSet<CustomerId>> {
    let standing = standing(at)?.into_values();
    Ok(standing.filter(|d| d.kind == ValueKind::Passive).map(|d| d.customer).collect())
}

/// The newest decision about each of these, closed ones too.
pub(super) fn of(at: &At<'_>, ids: &[CustomerId]) -> Outcome<Vec<ValueDecision>> {
    let mut one = at.db.prepare_cached(&DECISIONS.replace("{who}", "= ?2"))?;
    let mut found = Vec::new();
    for id in ids {
        let mut newest = None;
        let mut rows = one.query([i64::from(at.day().0), *id])?;
        while let Some(row) = rows.next()? {
            newest = read(row, at)?.or(newest);
        }
        found.extend(newest);
    }
    Ok(found)
}

/// `None` for a kind of a later version.
fn read(row: &Row<'_>, at: &At<'_>) -> Outcome<Option<ValueDecision>> {
    let kind: String = row.get(2)?;
    let Some(kind) = ValueKind::from_key(&kind) else { return Ok(None) };
    let day = |column| Ok::<_, rusqlite::Error>(row.get::<_, Option<i32>>(column)?.map(Day));
    let closed = day(8)?.filter(|closed| *closed <= at.day());
    let outcome: String = row.get(9)?;
    Ok(Some(ValueDecision {
        id: row.get(0)?,
        customer: row.get(1)?,
        kind,
        made_on: Day(row.get(3)?),
        author: row.get(4)?,
        target: row.get::<_, Option<i64>>(5)?.map(Money),
        review_on: day(6)?,
        note: row.get(7)?,
        closed: closed.map(|closed| (closed, outcome)),
    }))
}
