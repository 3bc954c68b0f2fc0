//! Words that are in use, with counts: for completion and pick lists.

use std::collections::{HashMap, HashSet};

use super::{At, Outcome, archive, count, portfolio, segments};
use crate::domain::Money;
use crate::domain::lifecycle::Stage;
use crate::domain::people::{CustomerId, Label, LabelId};
use crate::domain::query::Field;
use crate::store::ask::Vocabulary;
use crate::store::roster_load::Board;

/// Products come from this many of the newest lines: what is sold now, at a price that does not grow with the years.
const NEWEST_LINES: u32 = 100_000;
/// Products at most.
const PRODUCTS_AT_MOST: u32 = 500;
/// From so many customers on, one pass over all labels is quicker than looking up each customer.
const MANY: usize = 20_000;

pub(super) fn products_sql() -> String {
    format!(
        "WITH used AS (SELECT product_id, count(*) AS times, max(purchase_id) AS newest FROM \
           (SELECT product_id, purchase_id FROM line ORDER BY purchase_id DESC LIMIT {NEWEST_LINES}) \
           GROUP BY product_id ORDER BY times DESC LIMIT {PRODUCTS_AT_MOST}) \
         SELECT pr.code, pr.name, pr.category, \
           (SELECT l.unit_price FROM line l WHERE l.purchase_id = used.newest AND l.product_id = used.product_id) \
         FROM used JOIN product pr ON pr.id = used.product_id ORDER BY used.times DESC, pr.name"
    )
}

/// Everything there is to choose from.
pub(super) fn vocabulary(at: &At<'_>, board: &Board) -> Outcome<Vocabulary> {
    let words = |field| board.roster.tally_values(field);
    let stages = words(Field::Stage);
    let stages =
        stages.into_iter().filter_map(|(key, count)| Some((Stage::from_key(&key)?, count))).collect();
    Ok(Vocabulary {
        zones: words(Field::Zone),
        owners: words(Field::Owner),
        sources: words(Field::Source),
        labels: words(Field::Tag),
        stages,
        values: values(board),
        marks: Field::ALL.into_iter().filter_map(|f| Some((f, board.roster.marks(f)?))).collect(),
        keys: Vec::new(),
        segments: segments::names(at)?,
        recent: segments::recent(at)?,
        products: products(at)?,
    })
}

/// Values of the fields that pick lists do not need.
fn values(board: &Board) -> Vec<(Field, Vec<(String, usize)>)> {
    let elsewhere = [Field::Zone, Field::Owner, Field::Source, Field::Tag, Field::Stage];
    Field::ALL
        .into_iter()
        .filter(|field| !elsewhere.contains(field))
        .map(|field| (field, board.roster.tally_values(field)))
        .filter(|(_, values)| !values.is_empty())
        .collect()
}

fn products(at: &At<'_>) -> Outcome<Vec<(String, String, String, Money)>> {
    let decimals = portfolio::currency(at.db)?.decimals;
    let mut statement = at.db.prepare_cached(&products_sql())?;
    let found = statement
        .query_map([], |r| {
            let price = Money::from_decimal(archive::decimal(r, 3)?, decimals).unwrap_or_default();
            let (code, name): (String, String) = (r.get(0)?, r.get(1)?);
            Ok((if code == name { String::new() } else { code }, name, r.get(2)?, price))
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(found)
}

/// Labels in the user's order with the number of customers of each, archived ones included.
pub(super) fn labels(at: &At<'_>) -> Outcome<Vec<(Label, usize)>> {
    let mut statement = at.db.prepare_cached(
        // The archived ones are few: they are gone through, not the others.
        "SELECT id, name, code, colour, rank, (SELECT count(*) FROM customer_label WHERE label_id = label.id) \
             - (SELECT count(*) FROM customer c CROSS JOIN customer_label l \
                ON l.customer_id = c.id AND l.label_id = label.id WHERE c.archived = 1) \
         FROM label ORDER BY rank, id",
    )?;
    let found = statement
        .query_map([], |r| {
            let label =
                Label { id: r.get(0)?, name: r.get(1)?, code: r.get(2)?, colour: r.get(3)?, rank: r.get(4)? };
            Ok((label, count(r, 5)?))
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(found)
}

/// How many of these customers have each label, in the user's order; labels nobody of them has are there with 0.
pub(super) fn label_counts(at: &At<'_>, ids: &[CustomerId]) -> Outcome<Vec<(LabelId, usize)>> {
    let mut counts: HashMap<LabelId, usize> = HashMap::new();
    if ids.len() < MANY {
        let mut statement =
            at.db.prepare_cached("SELECT label_id FROM customer_label WHERE customer_id = ?1")?;
        for id in ids {
            let mut rows = statement.query([id])?;
            while let Some(row) = rows.next()? {
                *counts.entry(row.get(0)?).or_default() += 1;
            }
        }
    } else {
        let wanted: HashSet<CustomerId> = ids.iter().copied().collect();
        let mut statement = at.db.prepare_cached("SELECT customer_id, label_id FROM customer_label")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            if wanted.contains(&row.get(0)?) {
                *counts.entry(row.get(1)?).or_default() += 1;
            }
        }
    }
    let mut statement = at.db.prepare_cached("SELECT id FROM label ORDER BY rank, id")?;
    let order = statement.query_map([], |r| r.get(0))?.collect::<rusqlite::Result<Vec<LabelId>>>()?;
    Ok(order.into_iter().map(|id| (id, counts.get(&id).copied().unwrap_or(0))).collect())
}

/// How many of these are never to be contacted.
pub(super) fn never(at: &At<'_>, ids: &[CustomerId]) -> Outcome<usize> {
    let mut statement = at.db.prepare_cached("SELECT id FROM customer WHERE do_not_call IS NOT NULL")?;
    let never = statement.query_map([], |r| r.get(0))?.collect::<rusqlite::Result<HashSet<CustomerId>>>()?;
    Ok(ids.iter().filter(|id| never.contains(*id)).count())
}
