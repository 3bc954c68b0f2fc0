//! Numbers noted as wrong, and numbers that were compared with a second source: of what two laptops know of one number the
//! later fact stands, by the day on which it was so, not by when it was typed. Both are one register, `wrong:<number>`:
//! the day of a mark, or nothing where it works; so a verification travels also where no mark was there to be lifted.

use rusqlite::{Connection, OptionalExtension};

use super::merge::Side;
use crate::domain::Day;
use crate::domain::base::names::phone_key;
use crate::domain::people::CustomerId;
use crate::store::error::StoreError;
use crate::store::journal::{RowKey, Table, Tx, Value, time_text};

/// Whether a field is such a register.
pub(super) fn is_wrong(field: &str) -> bool {
    field.starts_with("wrong:")
}

/// A side with the moment of the fact: a call that is written down later was held on its day.
pub(super) fn told(side: Side) -> Side {
    let day = side.value.as_i64().and_then(|day| i32::try_from(day).ok()).map(Day);
    // A verification counts for the whole of its day, as where it is typed.
    let latest = day.map(|day| format!("{day}T23:59:58"));
    match latest {
        Some(latest) if latest < side.at => Side { at: latest, ..side },
        _ => side,
    }
}

/// Keeps that a number worked on this day, for laptops on which it is noted as wrong. `lifted` says that a mark of it went
/// with that just now.
pub(in crate::store) fn works(
    tx: &mut Tx<'_>,
    customer: CustomerId,
    phone: &str,
    (on, lifted): (Day, bool),
) -> Result<(), StoreError> {
    let key = phone_key(phone);
    if key.is_empty() {
        return Ok(());
    }
    let (now, today) = (tx.stamp().now, tx.stamp().today());
    let at = if on < today { format!("{on}T23:59:59") } else { time_text(now) };
    let field = format!("wrong:{key}");
    let known: Option<String> = tx
        .connection()
        .prepare_cached("SELECT at FROM exchanged WHERE owner = ?1 AND field = ?2")?
        .query_row((customer, &field), |r| r.get(0))
        .optional()?;
    let newer = known.as_ref().is_some_and(|known| *known >= at);
    // What this laptop wrote of the number itself is known by its own moment, which is later.
    let own = !lifted && on < today && known.is_none() && is_written(tx.connection(), customer, &key)?;
    if newer || own {
        return Ok(());
    }
    let row = [Value::Integer(customer), Value::Text(field)];
    if known.is_some() {
        tx.update(Table::Exchanged, &row, &[("at", Value::Text(at))])?;
    } else {
        let [owner, field] = row;
        let base = Value::Text(String::new());
        tx.insert(
            Table::Exchanged,
            &[("owner", owner), ("field", field), ("at", Value::Text(at)), ("base", base)],
        )?;
    }
    Ok(())
}

/// Whether the journal knows of a mark of this number.
fn is_written(db: &Connection, customer: CustomerId, key: &str) -> Result<bool, StoreError> {
    let row = RowKey::One(vec![Value::Integer(customer), Value::Text(key.to_owned())]).encode();
    let mut query = db.prepare_cached(
        "SELECT 1 FROM change_customer x JOIN change c ON c.id = x.change_id AND c.undone = 0 \
         JOIN change_row r ON r.change_id = c.id WHERE x.customer_id = ?1 AND r.tbl = 'wrong_phone' AND r.row_key = ?2",
    )?;
    Ok(query.exists((customer, row))?)
}
