//! What a filter asks that the roster does not hold: saved segments, products bought and missing, numbers of contacts.
//! Each is found in the file and put into the filter as the customers who meet it.

use std::collections::{HashMap, HashSet};

use super::{At, Outcome, segments};
use crate::domain::Day;
use crate::domain::base::names::fold;
use crate::domain::lifecycle::Stage;
use crate::domain::people::CustomerId;
use crate::domain::query::{Condition, Field, Lookup, Query, Value};
use crate::store::roster_load::Board;

/// Baskets that two products must share before one is missed beside the other.
const SHARED_BASKETS: u64 = 5;

const PRODUCTS: &str = "SELECT id, code, name, category FROM product";

/// Lines of purchases that stand on the as-of day: not void, not taken back in full by then, units sold.
const SOLD: &str = "SELECT l.purchase_id, l.product_id, p.customer_id FROM line l JOIN purchase p ON p.id = l.purchase_id \
     WHERE p.day <= ?1 AND p.status = 0 AND (p.reversed_on IS NULL OR p.reversed_on > ?1) \
     AND CAST(l.quantity AS REAL) > 0 ORDER BY l.purchase_id";

const OUTBOUND: &str = "SELECT customer_id, day FROM contact WHERE direction = 'outbound' AND day <= ?1";
const HELD: &str = "SELECT customer_id, count(*) FROM contact WHERE day <= ?1 GROUP BY customer_id";

/// The filter with everything found that the roster cannot answer; the filter itself stays as it is for being shown.
/// Figures of the whole portfolio ([`Query::needs_worth`]) must have been set in the roster before it is used.
pub(super) fn prepared(at: &At<'_>, board: &Board, query: &Query) -> Outcome<Query> {
    let mut query = query.clone();
    segments::expand(at, &mut query)?;
    query.resolve(&mut |lookup| match lookup {
        // The roster finds words in names and numbers; notes are not searched.
        Lookup::Words(_) => Ok(None),
        Lookup::Condition(condition) => find(at, board, condition),
    })?;
    Ok(query)
}

/// Who meets a condition; `None` where nothing is kept that it could be held against.
fn find(at: &At<'_>, board: &Board, condition: &Condition) -> Outcome<Option<Vec<CustomerId>>> {
    Ok(match condition.field {
        Field::Bought => Some(bought(at, condition)?),
        Field::Missing => Some(missing(at, condition)?),
        Field::Tries => Some(tries(at, board, condition)?),
        Field::Contacts => Some(contacts(at, board, condition)?),
        _ => None,
    })
}

/// Ids of the products a condition names: by the beginning of a word of name or category, or by code.
fn products(at: &At<'_>, condition: &Condition) -> Outcome<HashSet<i64>> {
    let words: Vec<&str> = condition
        .values
        .iter()
        .filter_map(|value| if let Value::Word(word) = value { Some(word.as_str()) } else { None })
        .collect();
    let any = condition.values.contains(&Value::Any);
    let mut statement = at.db.prepare_cached(PRODUCTS)?;
    let mut rows = statement.query([])?;
    let mut found = HashSet::new();
    while let Some(row) = rows.next()? {
        let text = |column| row.get_ref(column)?.as_str().map_err(rusqlite::Error::from);
        let (code, name, category) = (fold(text(1)?), fold(text(2)?), fold(text(3)?));
        let is_meant =
            |word: &&str| code == **word || begins_a_word(&name, word) || begins_a_word(&category, word);
        if any || words.iter().any(is_meant) {
            found.insert(row.get(0)?);
        }
    }
    Ok(found)
}

fn begins_a_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| !text[..at].ends_with(|c: char| c.is_alphanumeric()))
}

/// A line that was sold: document, product, customer.
type Sold = (i64, i64, Option<CustomerId>);

fn each_sold(at: &At<'_>, mut each: impl FnMut(Sold)) -> Outcome<()> {
    let mut statement = at.db.prepare_cached(SOLD)?;
    let mut rows = statement.query([at.day().0])?;
    while let Some(row) = rows.next()? {
        each((row.get(0)?, row.get(1)?, row.get(2)?));
    }
    Ok(())
}

fn everybody(at: &At<'_>) -> Outcome<Vec<CustomerId>> {
    let mut statement = at.db.prepare_cached("SELECT id FROM customer ORDER BY id")?;
    let ids = statement.query_map([], |r| r.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(ids)
}

fn sorted(ids: HashSet<CustomerId>) -> Vec<CustomerId> {
    let mut ids: Vec<CustomerId> = ids.into_iter().collect();
    ids.sort_unstable();
    ids
}

/// Who bought one of the products; "empty" is who bought none at all that has a line.
fn bought(at: &At<'_>, condition: &Condition) -> Outcome<Vec<CustomerId>> {
    let wanted = products(at, condition)?;
    let (mut buyers, mut all) = (HashSet::new(), HashSet::new());
    let none = condition.values.contains(&Value::Empty);
    each_sold(at, |(_, product, customer)| {
        if let Some(customer) = customer {
            if wanted.contains(&product) {
                buyers.insert(customer);
            }
            if none {
                all.insert(customer);
            }
        }
    })?;
    if none {
        buyers.extend(everybody(at)?.into_iter().filter(|id| !all.contains(id)));
    }
    Ok(sorted(buyers))
}

/// Who bought a product that goes with the wanted ones (five baskets shared at least, more than chance would have it:
/// n_ab · N > n_a · n_b), and none of the wanted ones.
fn missing(at: &At<'_>, condition: &Condition) -> Outcome<Vec<CustomerId>> {
    let wanted = products(at, condition)?;
    let mut baskets: HashMap<i64, (u64, u64)> = HashMap::new();
    let (mut all, mut with) = (0_u64, 0_u64);
    let mut owners: HashSet<CustomerId> = HashSet::new();
    let mut buyers: HashMap<i64, HashSet<CustomerId>> = HashMap::new();
    let mut basket: (Option<i64>, Vec<i64>) = (None, Vec::new());
    let mut close = |items: &mut Vec<i64>| {
        items.sort_unstable();
        items.dedup();
        if items.is_empty() {
            return;
        }
        let has = items.iter().any(|item| wanted.contains(item));
        all += 1;
        with += u64::from(has);
        for item in items.drain(..).filter(|item| !wanted.contains(item)) {
            let (n, together) = baskets.entry(item).or_default();
            *n += 1;
            *together += u64::from(has);
        }
    };
    each_sold(at, |(document, product, customer)| {
        if basket.0 != Some(document) {
            close(&mut basket.1);
            basket.0 = Some(document);
        }
        basket.1.push(product);
        if let Some(customer) = customer {
            if wanted.contains(&product) {
                owners.insert(customer);
            } else {
                buyers.entry(product).or_default().insert(customer);
            }
        }
    })?;
    close(&mut basket.1);
    let goes_with = |(n, together): (u64, u64)| {
        together >= SHARED_BASKETS
            && u128::from(together) * u128::from(all) > u128::from(with) * u128::from(n)
    };
    let mut found: HashSet<CustomerId> = HashSet::new();
    for (product, counts) in &baskets {
        if goes_with(*counts) {
            found.extend(buyers.get(product).into_iter().flatten());
        }
    }
    found.retain(|customer| !owners.contains(customer));
    Ok(sorted(found))
}

/// Contacts we began with the lost since they were lost; of others the number is unknown.
fn tries(at: &At<'_>, board: &Board, condition: &Condition) -> Outcome<Vec<CustomerId>> {
    let mut counts: HashMap<CustomerId, (Option<Day>, i64)> = board
        .roster
        .members()
        .filter(|member| member.facts.stage == Stage::Lost)
        .map(|member| (member.id, (member.facts.lost_on, 0)))
        .collect();
    let mut statement = at.db.prepare_cached(OUTBOUND)?;
    let mut rows = statement.query([at.day().0])?;
    while let Some(row) = rows.next()? {
        if let Some((lost_on, count)) = counts.get_mut(&row.get::<_, CustomerId>(0)?)
            && lost_on.is_some_and(|lost| row.get(1).is_ok_and(|day: i32| day >= lost.0))
        {
            *count += 1;
        }
    }
    let number = |id: &CustomerId| counts.get(id).map(|(_, count)| *count);
    Ok(board.roster.members().map(|m| m.id).filter(|id| condition.holds(number(id))).collect())
}

/// Contacts held up to the as-of day.
fn contacts(at: &At<'_>, board: &Board, condition: &Condition) -> Outcome<Vec<CustomerId>> {
    let mut statement = at.db.prepare_cached(HELD)?;
    let counts: HashMap<CustomerId, i64> = statement
        .query_map([at.day().0], |r| Ok((r.get(0)?, r.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let number = |id: &CustomerId| counts.get(id).copied().unwrap_or(0);
    Ok(board.roster.members().map(|m| m.id).filter(|id| condition.holds(Some(number(id)))).collect())
}
