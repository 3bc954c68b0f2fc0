//! Takes what is known of somebody out of the journal, for good. What others did stays as it is and can be taken back.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension};

use super::image::{Image, RowKey, Value};
use super::rows::{Table, owner_of};
use super::tx::forget_undone;
use crate::store::error::StoreError;

/// What stands where a word was.
pub(in crate::store) const NOTHING: &str = "—";

/// Columns that say whose a row is.
const OWNERS: [&str; 4] = ["customer_id", "keep_id", "other_id", "owner"];

/// Takes out every row of these customers but their sales, and `words` out of the sentences about them. What was taken
/// back can no longer be made again. To be called while their rows are still there.
pub(in crate::store) fn scrub(
    tx: &Connection,
    ids: &BTreeSet<i64>,
    words: &[String],
) -> Result<(), StoreError> {
    forget_undone(tx)?;
    let mut about: BTreeSet<i64> = BTreeSet::new();
    for id in ids {
        let mut changes =
            tx.prepare_cached("SELECT change_id FROM change_customer WHERE customer_id = ?1")?;
        for change in changes.query_map([id], |r| r.get(0))? {
            about.insert(change?);
        }
    }
    let mut gone: Vec<(i64, i64)> = Vec::new();
    {
        let mut select = tx.prepare("SELECT change_id, seq, tbl, row_key, image FROM change_row")?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            let table = Table::from_name(row.get_ref(2)?.as_str().map_err(rusqlite::Error::from)?)?;
            let RowKey::One(key) = RowKey::decode(row.get_ref(3)?.as_blob().map_err(rusqlite::Error::from)?)?
            else {
                continue;
            };
            let image = row.get::<_, Option<Vec<u8>>>(4)?.map(|bytes| Image::decode(&bytes)).transpose()?;
            if is_theirs(tx, table, &key, image.as_ref(), ids)? && tells(table, image.as_ref()) {
                gone.push((row.get(0)?, row.get(1)?));
            }
        }
    }
    let mut delete = tx.prepare("DELETE FROM change_row WHERE change_id = ?1 AND seq = ?2")?;
    for row in &gone {
        delete.execute(*row)?;
    }
    // A change that was about nobody else is none any more.
    let touched: BTreeSet<i64> = gone.iter().map(|(change, _)| *change).collect();
    for change in touched {
        let rest = tx.prepare_cached("SELECT 1 FROM change_row WHERE change_id = ?1")?.exists([change])?;
        if !rest {
            tx.prepare_cached("DELETE FROM change_customer WHERE change_id = ?1")?.execute([change])?;
            tx.prepare_cached("DELETE FROM change WHERE id = ?1 AND key <> ''")?.execute([change])?;
        }
    }
    sentences(tx, &about, words)
}

/// What rows of these customers said before, as far as the journal tells: texts by column.
pub(in crate::store) fn former(
    tx: &Connection,
    ids: &BTreeSet<i64>,
) -> Result<Vec<(String, String)>, StoreError> {
    let mut said = Vec::new();
    let mut select =
        tx.prepare("SELECT row_key, image FROM change_row WHERE tbl = 'customer' AND image IS NOT NULL")?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let RowKey::One(key) = RowKey::decode(row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?)?
        else {
            continue;
        };
        let is_theirs = matches!(key.first(), Some(Value::Integer(id)) if ids.contains(id));
        if !is_theirs {
            continue;
        }
        if let Image::Row(columns) | Image::Part(columns) =
            Image::decode(row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?)?
        {
            said.extend(columns.into_iter().filter_map(|(name, value)| match value {
                Value::Text(text) => Some((name, text)),
                _ => None,
            }));
        }
    }
    Ok(said)
}

/// A text as it stands inside a JSON text.
pub(in crate::store) fn inside_json(text: &str) -> Result<String, StoreError> {
    let quoted = serde_json::to_string(text).map_err(|e| StoreError::Journal(e.to_string()))?;
    Ok(quoted.strip_prefix('"').and_then(|q| q.strip_suffix('"')).unwrap_or(&quoted).to_owned())
}

/// Whether an import that cannot be taken back any more brought one of these customers.
pub(in crate::store) fn is_held(tx: &Connection, change: i64) -> Result<bool, StoreError> {
    let mut select =
        tx.prepare("SELECT row_key FROM change_row WHERE change_id = ?1 AND tbl = 'customer'")?;
    let mut held = tx.prepare("SELECT 1 FROM erased WHERE customer_id BETWEEN ?1 AND ?2")?;
    let mut rows = select.query([change])?;
    while let Some(row) = rows.next()? {
        let (first, last) = match RowKey::decode(row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?)? {
            RowKey::Range(first, last) => (first, last),
            RowKey::One(key) => match key.first() {
                Some(Value::Integer(id)) => (*id, *id),
                _ => continue,
            },
        };
        if held.exists((first, last))? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn is_theirs(
    tx: &Connection,
    table: Table,
    key: &[Value],
    image: Option<&Image>,
    ids: &BTreeSet<i64>,
) -> Result<bool, StoreError> {
    let is = |value: &Value| matches!(value, Value::Integer(id) if ids.contains(id));
    let keyed = table.key().iter().zip(key);
    if matches!(table, Table::Customer | Table::Merged) && key.first().is_some_and(is)
        || keyed.into_iter().any(|(name, value)| OWNERS.contains(name) && is(value))
    {
        return Ok(true);
    }
    if let Some(Image::Row(columns) | Image::Part(columns)) = image
        && columns.iter().any(|(name, value)| OWNERS.contains(&name.as_str()) && is(value))
    {
        return Ok(true);
    }
    match key.first() {
        Some(Value::Integer(first)) => Ok(owner_of(tx, table, *first)?.is_some_and(|id| ids.contains(&id))),
        _ => Ok(false),
    }
}

/// Whether a row of the journal says something of a person: of a sale only its note does.
fn tells(table: Table, image: Option<&Image>) -> bool {
    match (table, image) {
        (Table::Purchase | Table::Line, Some(Image::Row(columns) | Image::Part(columns))) => {
            columns.iter().any(|(name, value)| name == "note" && *value != Value::Text(String::new()))
        }
        (Table::Purchase | Table::Line, _) => false,
        _ => true,
    }
}

/// Takes words out of what is said of these changes.
fn sentences(tx: &Connection, about: &BTreeSet<i64>, words: &[String]) -> Result<(), StoreError> {
    let mut select = tx.prepare("SELECT args FROM change WHERE id = ?1")?;
    let mut update = tx.prepare("UPDATE change SET args = ?2 WHERE id = ?1")?;
    let words = words.iter().map(|word| inside_json(word)).collect::<Result<Vec<_>, _>>()?;
    for change in about {
        let Some(args) = select.query_row([change], |r| r.get::<_, String>(0)).optional()? else { continue };
        let without = words.iter().fold(args.clone(), |args, word| args.replace(word.as_str(), NOTHING));
        if without != args {
            update.execute((change, without))?;
        }
    }
    Ok(())
}
