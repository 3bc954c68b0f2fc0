//! Rows of one customer: which they are, and as JSON, so that they can be put back years later.

use rusqlite::Connection;
use rusqlite::types::Value;
use serde_json::Value as Json;

use super::HUNG;
use super::fold::Columns;
use crate::domain::people::CustomerId;
use crate::store::error::StoreError;
use crate::store::journal::{Table, Tx};
use crate::store::write::erase::is_erased;

/// Row ids that belong to a customer, ascending.
pub(super) fn owned(
    db: &Connection,
    table: Table,
    owner: &str,
    id: CustomerId,
) -> Result<Vec<i64>, StoreError> {
    let sql = format!("SELECT id FROM {} WHERE {owner} = ?1 ORDER BY id", table.name());
    Ok(db.prepare_cached(&sql)?.query_map([id], |r| r.get(0))?.collect::<Result<_, _>>()?)
}

/// Rows that hang on a customer.
pub(super) fn rows_of(
    tx: &Tx<'_>,
    table: Table,
    id: CustomerId,
) -> Result<Vec<Vec<(String, Value)>>, StoreError> {
    let owner = if table == Table::Exchanged { "owner" } else { "customer_id" };
    let key = table.key().join(", ");
    let sql = format!("SELECT * FROM {} WHERE {owner} = ?1 ORDER BY {key}", table.name());
    let mut select = tx.connection().prepare_cached(&sql)?;
    let names: Vec<String> = select.column_names().map(str::to_owned).collect();
    let rows = select
        .query_map([id], |row| {
            names.iter().enumerate().map(|(at, n)| Ok((n.clone(), row.get(at)?))).collect()
        })?
        .collect::<Result<_, _>>()?;
    Ok(rows)
}

/// Whether what a row names is still there.
pub(super) fn has_parent(db: &Connection, table: Table, row: &[(String, Value)]) -> Result<bool, StoreError> {
    let parent = HUNG.iter().find(|(hung, _)| *hung == table).and_then(|(_, parent)| *parent);
    let named = match (table, parent) {
        (Table::Different, _) => vec![("customer_id", "customer"), ("other_id", "customer")],
        (_, Some(parent)) => vec![parent],
        _ => Vec::new(),
    };
    for (name, parent) in named {
        let id = column(row, name).cloned().unwrap_or(Value::Null);
        if !db.prepare_cached(&format!("SELECT 1 FROM {parent} WHERE id = ?1"))?.exists([id])? {
            return Ok(false);
        }
        // A pair with somebody whose data were erased is none any more.
        if let (Table::Different, Some(Value::Integer(id))) = (table, column(row, name))
            && is_erased(db, *id)?
        {
            return Ok(false);
        }
    }
    Ok(true)
}

pub(super) fn key_of(table: Table, row: &[(String, Value)]) -> Vec<Value> {
    table.key().iter().filter_map(|name| column(row, name).cloned()).collect()
}

pub(super) fn column<'r>(row: &'r [(String, Value)], name: &str) -> Option<&'r Value> {
    row.iter().find(|(column, _)| column == name).map(|(_, value)| value)
}

/// Whether a row still holds what it was made with.
pub(super) fn is_as(now: &[(String, Value)], then: &[(String, Value)]) -> bool {
    then.iter().all(|(name, value)| column(now, name) == Some(value))
}

pub(super) fn as_json(row: &[(String, Value)]) -> Columns {
    // Sorting keys are made anew: other versions sort otherwise.
    row.iter().filter(|(_, v)| !matches!(v, Value::Blob(_))).map(|(n, v)| (n.clone(), json(v))).collect()
}

pub(super) fn from_json(columns: &Columns) -> Vec<(String, Value)> {
    columns.iter().map(|(name, said)| (name.clone(), value(said))).collect()
}

pub(super) fn json(value: &Value) -> Json {
    match value {
        Value::Integer(n) => (*n).into(),
        Value::Text(text) => text.clone().into(),
        Value::Real(x) => (*x).into(),
        Value::Null | Value::Blob(_) => Json::Null,
    }
}

pub(super) fn value(said: &Json) -> Value {
    match said {
        Json::String(text) => Value::Text(text.clone()),
        Json::Number(n) => n.as_i64().map_or_else(|| Value::Real(n.as_f64().unwrap_or(0.0)), Value::Integer),
        _ => Value::Null,
    }
}

pub(super) fn unreadable(error: &serde_json::Error) -> StoreError {
    StoreError::Journal(error.to_string())
}

/// Contact points of `gone` that are no longer the preferred ones, since `keep` has one of that kind.
pub(super) fn points_that_yield(
    db: &Connection,
    keep: CustomerId,
    gone: CustomerId,
) -> rusqlite::Result<Vec<i64>> {
    let mut select = db.prepare_cached(
        "SELECT id FROM point p WHERE customer_id = ?2 AND preferred AND EXISTS (
           SELECT 1 FROM point o WHERE o.customer_id = ?1 AND o.kind = p.kind AND o.preferred)
         ORDER BY id",
    )?;
    select.query_map([keep, gone], |r| r.get(0))?.collect()
}
