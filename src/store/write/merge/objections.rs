//! A no that was said of several who are one: it was said of each of them. What each had said before stays theirs alone.

use rusqlite::types::Value;

use super::fold::{Before, IsSince};
use super::joined::{Written, moment};
use super::rows::column;
use super::{int, nothing_planned, text};
use crate::domain::people::CustomerId;
use crate::store::error::StoreError;
use crate::store::journal::{Table, Tx};

/// Columns that may hold a no.
const OBJECTIONS: [&str; 6] =
    ["consent_phone", "consent_email", "consent_sms", "consent_post", "do_not_call", "robinson"];

/// Somebody a no was said of while they were one with somebody else: which column, and when.
pub(in crate::store) type Told = (CustomerId, &'static str, String);

/// Whether a row says no in a column.
fn objects(row: &[(String, Value)], name: &str) -> bool {
    match column(row, name) {
        Some(Value::Integer(said)) => !name.starts_with("consent_") || *said == 2,
        _ => false,
    }
}

/// What a row says no to.
pub(super) fn noes(row: &[(String, Value)]) -> Vec<&'static str> {
    OBJECTIONS.into_iter().filter(|name| objects(row, name)).collect()
}

/// Puts into the row of the one who went what whoever stayed said no to since they are one. Answers which columns.
pub(super) fn said_of_both(
    tx: &Tx<'_>,
    (keep, before): (CustomerId, &Before),
    (written, is_since): (Written<'_>, IsSince<'_>),
    row: &mut Vec<(String, Value)>,
) -> Result<Vec<&'static str>, StoreError> {
    let now = tx.row(Table::Customer, &[int(keep)])?.unwrap_or_default();
    let mut said = Vec::new();
    for name in OBJECTIONS {
        let is_new = match &before.no {
            Some(no) => no.get(name).is_none_or(|known| written(keep, name) > *known),
            // Files of earlier versions do not tell what was said when they became one.
            None => is_since(name),
        };
        if !is_new || !objects(&now, name) || objects(row, name) {
            continue;
        }
        let mut put = |name: &str, value: Value| {
            row.retain(|(column, _)| column != name);
            row.push((name.to_owned(), value));
        };
        put(name, column(&now, name).cloned().unwrap_or(Value::Null));
        if name == "do_not_call" {
            for (name, nothing) in nothing_planned() {
                put(name, nothing);
            }
        }
        said.push(name);
    }
    Ok(said)
}

/// Somebody who is never to be contacted said so again: of two who are one that is a no of both, whoever said it before.
pub(in crate::store::write) fn said_again(tx: &mut Tx<'_>, customer: CustomerId) -> Result<(), StoreError> {
    let now = moment(tx)?;
    note_moment(tx, &(customer, "do_not_call", now))
}

/// Notes when it was said of somebody: their own row tells of no writing.
pub(super) fn note_moment(tx: &mut Tx<'_>, (owner, field, at): &Told) -> Result<(), StoreError> {
    let key = [int(*owner), text(*field)];
    let at = ("at", text(at.clone()));
    if tx.row(Table::Exchanged, &key)?.is_some() {
        tx.update(Table::Exchanged, &key, &[at])?;
    } else {
        let [owner, field] = key;
        tx.insert(Table::Exchanged, &[("owner", owner), ("field", field), at, ("base", text(""))])?;
    }
    Ok(())
}
