//! Lists: the whole order from the roster, and the first page from an index while the roster is not there yet.

use std::sync::Arc;

use super::{At, Fault, Outcome, count, cycle, lookups, offers};
use crate::domain::people::CustomerId;
use crate::domain::query::Expr;
use crate::domain::roster::{Scope, SortBy};
use crate::store::ask::{ListSpec, Listing};
use crate::store::roster_load::Board;
use crate::store::{priority, worth};

/// Customers on a first page: more than any screen shows.
pub(super) const FIRST_PAGE: u32 = 200;

/// How many customers there are that are not archived. The few archived ones are counted alone, so that the
/// many are counted without looking at each.
pub(super) const COUNT: &str =
    "SELECT (SELECT count(*) FROM customer) - (SELECT count(*) FROM customer WHERE archived = 1)";

/// The SQL of a first page in this order; `None` where no index gives it.
pub(super) fn first_page_sql(by: SortBy, descending: bool) -> Option<String> {
    let way = if descending { "DESC" } else { "ASC" };
    Some(match by {
        SortBy::Name => format!(
            "SELECT id FROM customer WHERE archived = 0 ORDER BY name_key {way}, id {way} LIMIT {FIRST_PAGE}"
        ),
        // CROSS JOIN keeps the order of loops: facts by their index first, and each customer only to see if archived.
        SortBy::LastPurchase => format!(
            "SELECT f.customer_id FROM fact f CROSS JOIN customer c ON c.id = f.customer_id \
             WHERE f.last_day IS NOT NULL AND c.archived = 0 \
             ORDER BY f.last_day {way}, f.customer_id {way} LIMIT {FIRST_PAGE}"
        ),
        _ => return None,
    })
}

/// The first page of a list without a filter; `None` where the roster is needed. Facts hold for all purchases, so
/// they order a list only where there is no purchase after the as-of day.
pub(super) fn first_page(at: &At<'_>, spec: &ListSpec) -> Outcome<Option<Listing>> {
    if spec.scope != Scope::All || spec.query.expr != Expr::All {
        return Ok(None);
    }
    let Some(sql) = first_page_sql(spec.sort.by, spec.sort.descending) else { return Ok(None) };
    if spec.sort.by != SortBy::Name {
        let newest: Option<i32> =
            at.db.prepare_cached("SELECT max(last_day) FROM fact")?.query_row([], |r| r.get(0))?;
        if newest.is_some_and(|day| day > at.day().0) {
            return Ok(None);
        }
    }
    let order = at
        .db
        .prepare_cached(&sql)?
        .query_map([], |r| r.get(0))?
        .collect::<rusqlite::Result<Vec<CustomerId>>>()?;
    let total = at.db.prepare_cached(COUNT)?.query_row([], |r| count(r, 0))?;
    Ok(Some(Listing { spec: spec.clone(), order: Arc::from(order), total, ..Listing::default() }))
}

/// The whole list.
pub(super) fn listing(
    at: &At<'_>,
    board: &Board,
    spec: ListSpec,
    cache: &mut cycle::Cache,
) -> Outcome<Listing> {
    let ids = match &spec.scope {
        Scope::Today(None) => Some(Scope::Ids(board.queue(at).iter().map(|item| item.customer).collect())),
        Scope::Today(reason) => {
            Some(Scope::Ids(board.today(at, *reason).into_iter().map(|item| item.customer).collect()))
        }
        Scope::Bought(products) => Some(Scope::Ids(offers::buyers(at, products)?)),
        Scope::BoughtOnce => Some(Scope::Ids(board.bought_once(at))),
        Scope::Value(window, figure) => Some(Scope::Ids(worth::behind(at, board, *window, *figure)?)),
        Scope::Priority(figure) => Some(Scope::Ids(priority::members(at, board, *figure)?)),
        scope => cycle::members_of(at, board, scope, cache)?.map(Scope::Ids),
    };
    let scope = ids.as_ref().unwrap_or(&spec.scope);
    let query = lookups::prepared(at, board, &spec.query)?;
    let found = board.roster.select(scope, &query, spec.sort, &|| at.is_stopped()).ok_or(Fault::Stopped)?;
    Ok(Listing {
        spec,
        order: Arc::from(found.order),
        complete: true,
        total: found.total,
        conditions: found.conditions,
        revenue_12m: found.revenue_12m,
        at_stake: found.at_stake,
    })
}
