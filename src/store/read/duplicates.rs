//! Pairs of customers that may be one, and who was made one. Archived ones are out of the pairs, as they are out of every
//! other list; so are pairs that somebody said are two.

use std::collections::{HashMap, HashSet};

use super::{At, Outcome, card};
use crate::domain::Day;
use crate::domain::people::CustomerId;
use crate::domain::people::duplicate::{Person, candidates};
use crate::store::ask::{Card, JoinedRow, PairRow};

const PEOPLE: &str =
    "SELECT id, name, tax_id, phone, mobile, email, postal_code, country FROM customer WHERE archived = 0";
const CALLED: &str = "SELECT c.code, c.name, coalesce(f.orders, 0) FROM customer c \
     LEFT JOIN fact f ON f.customer_id = c.id WHERE c.id = ?1";
const DIFFERENT: &str = "SELECT customer_id, other_id FROM different";
const JOINED: &str = "SELECT m.id, m.code, m.name, m.keep_id, c.code, c.name, m.day, m.author FROM merged m \
     JOIN customer c ON c.id = m.keep_id WHERE ?1 IS NULL OR m.keep_id = ?1 ORDER BY m.day DESC, m.id DESC";

/// Every pair of candidates, the likeliest first.
pub(super) fn duplicates(at: &At<'_>) -> Outcome<Vec<PairRow>> {
    let mut statement = at.db.prepare_cached(PEOPLE)?;
    let people = statement
        .query_map([], |row| {
            Ok(Person {
                id: row.get(0)?,
                name: row.get(1)?,
                tax_id: row.get(2)?,
                phones: [row.get(3)?, row.get(4)?],
                email: row.get(5)?,
                postal_code: row.get(6)?,
                country: row.get(7)?,
            })
        })?
        .collect::<rusqlite::Result<Vec<Person>>>()?;
    let mut pairs = candidates(&people);
    drop(people);
    let different: HashSet<(CustomerId, CustomerId)> = at
        .db
        .prepare_cached(DIFFERENT)?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    pairs.retain(|pair| !different.contains(&(pair.first, pair.second)));
    let mut called: HashMap<CustomerId, (String, String, u32)> = HashMap::new();
    let mut read = at.db.prepare_cached(CALLED)?;
    for id in pairs.iter().flat_map(|pair| [pair.first, pair.second]) {
        if let std::collections::hash_map::Entry::Vacant(free) = called.entry(id) {
            free.insert(read.query_row([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?);
        }
    }
    Ok(pairs
        .into_iter()
        .map(|pair| {
            let [first, second] =
                [pair.first, pair.second].map(|id| called.get(&id).cloned().unwrap_or_default());
            PairRow {
                codes: [first.0, second.0],
                names: [first.1, second.1],
                orders: [first.2, second.2],
                pair,
            }
        })
        .collect())
}

/// Two customers whole; `None` where one of them is gone.
pub(super) fn pair(at: &At<'_>, [one, other]: [CustomerId; 2]) -> Outcome<Option<Box<[Card; 2]>>> {
    let (one, other) = (card::card(at, one)?, card::card(at, other)?);
    Ok(one.zip(other).map(|(one, other)| Box::new([one, other])))
}

/// Who was joined to a customer, or to anybody.
pub(super) fn joined(at: &At<'_>, keep: Option<CustomerId>) -> Outcome<Vec<JoinedRow>> {
    let mut statement = at.db.prepare_cached(JOINED)?;
    let found = statement
        .query_map([keep], |row| {
            Ok(JoinedRow {
                gone: row.get(0)?,
                code: row.get(1)?,
                name: row.get(2)?,
                keep: row.get(3)?,
                into: (row.get(4)?, row.get(5)?),
                on: Day(row.get(6)?),
                author: row.get(7)?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(found)
}
