//! Values that somebody compared with a second source.

use rusqlite::types::Value;

use super::{calls, day, int, name_of, text};
use crate::domain::Day;
use crate::domain::base::names::tidy;
use crate::domain::people::CustomerId;
use crate::domain::people::quality::Datum;
use crate::store::ask::ChangeWords;
use crate::store::error::{StoreError, refused, words};
use crate::store::journal::{Table, Tx};

/// Notes that the present value of a field was confirmed. Refused where there is none, and for a day to come.
pub(super) fn confirm(
    tx: &mut Tx<'_>,
    customer: CustomerId,
    field: Datum,
    on: Day,
    source: &str,
) -> Result<ChangeWords, StoreError> {
    let name = name_of(tx, customer)?;
    let said = |key: &str| words(key, [("name", name.clone()), ("field", field.key().to_owned())]);
    let value: String = tx
        .connection()
        .prepare_cached(&format!(
            "SELECT coalesce(CAST({} AS TEXT), '') FROM customer WHERE id = ?1",
            field.key()
        ))?
        .query_row([customer], |r| r.get(0))?;
    if value.is_empty() {
        let what = said("error-verify-empty");
        return Err(StoreError::Refused(what));
    }
    if on > tx.stamp().today() {
        return Err(refused("error-statement-future", [("day", on.to_string())]));
    }
    if matches!(field, Datum::Phone | Datum::Mobile) {
        calls::works_again(tx, customer, &value, on)?;
    }
    let columns = [
        ("value", text(value)),
        ("day", day(Some(on))),
        ("source", text(tidy(source))),
        ("author", text(tx.stamp().author.clone())),
    ];
    keep(tx, customer, field, columns.into())?;
    Ok(said("change-verify-field"))
}

/// Writes these columns of a confirmation, whether or not there was one of the field.
pub(in crate::store) fn keep(
    tx: &mut Tx<'_>,
    customer: CustomerId,
    field: Datum,
    mut columns: Vec<(&str, Value)>,
) -> Result<(), StoreError> {
    let key = [int(customer), text(field.key())];
    let known = tx
        .connection()
        .prepare_cached("SELECT 1 FROM field_check WHERE customer_id = ?1 AND field = ?2")?
        .exists((customer, field.key()))?;
    if known {
        tx.update(Table::FieldCheck, &key, &columns)?;
    } else {
        let [customer, field] = key;
        columns.extend([("customer_id", customer), ("field", field)]);
        tx.insert(Table::FieldCheck, &columns)?;
    }
    Ok(())
}
