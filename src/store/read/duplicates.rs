//! Pairs of customers that may be one. Archived ones are out of this list, as they are out of every other.

use super::{At, Outcome};
use crate::domain::people::duplicate::{Pair, Person, candidates};

const PEOPLE: &str =
    "SELECT id, name, tax_id, phone, mobile, email, postal_code, country FROM customer WHERE archived = 0";

/// Every pair of candidates, the likeliest first.
pub(super) fn duplicates(at: &At<'_>) -> Outcome<Vec<Pair>> {
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
    Ok(candidates(&people))
}
