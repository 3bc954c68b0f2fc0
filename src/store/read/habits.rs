//! Conditions on habits, by the same rules as a customer's page: frequency of use, and loyalty.

use std::collections::HashMap;

use super::profile::{SOLD, rules, thirds};
use super::scan::each_history;
use super::{At, Outcome};
use crate::domain::lifecycle::history::revenue_between;
use crate::domain::people::CustomerId;
use crate::domain::people::habits::{LoyaltyClass, LoyaltyInput, UsageRule, loyalty, usage};
use crate::domain::query::{Condition, Value};
use crate::store::mix::wallets;
use crate::store::roster_load::Board;

/// Documents of each customer within the last twelve months.
pub(super) const ORDERS: &str = "SELECT customer_id, count(*) FROM purchase WHERE customer_id IS NOT NULL AND status = 0 \
     AND day > ?1 AND day <= ?2 AND (reversed_on IS NULL OR reversed_on > ?2) GROUP BY customer_id \
     ORDER BY customer_id";

const CATEGORIES: &str = "SELECT p.customer_id, count(DISTINCT pr.category) FROM purchase p \
     JOIN line l ON l.purchase_id = p.id JOIN product pr ON pr.id = l.product_id \
     WHERE p.customer_id IS NOT NULL AND p.status = 0 AND p.day > ?1 AND p.day <= ?2 \
     AND (p.reversed_on IS NULL OR p.reversed_on > ?2) AND pr.category <> '' GROUP BY p.customer_id";

/// Who uses what we sell as often as the condition says.
pub(super) fn used(at: &At<'_>, board: &Board, condition: &Condition) -> Outcome<Vec<CustomerId>> {
    let cuts = match rules(at)?.1 {
        UsageRule::Cuts(cuts) => cuts,
        UsageRule::Terciles => thirds(at)?.unwrap_or_default(),
    };
    let mut statement = at.db.prepare_cached(ORDERS)?;
    let orders: HashMap<CustomerId, u32> = statement
        .query_map((at.cut.year_ago.0, at.day().0), |r| Ok((r.get(0)?, r.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(meeting(board, condition, |id| {
        orders.get(&id).and_then(|n| usage(*n, cuts)).map(crate::domain::people::habits::Usage::key)
    }))
}

/// Who is as loyal as the condition says.
pub(super) fn loyal(at: &At<'_>, board: &Board, condition: &Condition) -> Outcome<Vec<CustomerId>> {
    let days = (at.cut.year_ago.0, at.day().0);
    let mut statement = at.db.prepare_cached(CATEGORIES)?;
    let categories: HashMap<CustomerId, u32> =
        statement.query_map(days, |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    let wallets = wallets(at)?;
    let sold: u32 = at.db.prepare_cached(SOLD)?.query_row([], |r| r.get(0))?;
    let mut classes: HashMap<CustomerId, &'static str> = HashMap::new();
    each_history(at, |id, history, _| {
        let (after, until) = (at.cut.year_ago, at.day());
        let mut bought: Vec<_> =
            history.iter().filter(|e| e.day > after && e.is_purchase(until)).map(|e| e.day).collect();
        bought.dedup();
        let input = LoyaltyInput {
            days: bought,
            categories: categories.get(&id).copied().unwrap_or(0),
            sold,
            revenue: revenue_between(history, after, until),
            wallet: wallets.get(&id).copied(),
        };
        if let Some(class) = loyalty(&input).class.filter(|class| *class != LoyaltyClass::None) {
            classes.insert(id, class.key());
        }
    })?;
    Ok(meeting(board, condition, |id| classes.get(&id).copied()))
}

fn meeting(
    board: &Board,
    condition: &Condition,
    key: impl Fn(CustomerId) -> Option<&'static str>,
) -> Vec<CustomerId> {
    let meets = |key: Option<&str>| {
        condition.values.iter().any(|value| match value {
            Value::Any => key.is_some(),
            Value::Empty => key.is_none(),
            Value::Word(word) => key == Some(word.as_str()),
            _ => false,
        })
    };
    board.roster.members().map(|m| m.id).filter(|id| meets(key(*id))).collect()
}
