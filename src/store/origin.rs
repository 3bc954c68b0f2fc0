//! What a record is called on every laptop whose code (a document: number) is no longer the one it came with. As long as
//! source and code tell it apart it has no uid; where its code is edited it gets one that follows from the first, so
//! that a laptop which knows the old code alone knows whom it means.

use rusqlite::Connection;

use super::error::StoreError;
use super::journal::{Table, Tx, Value};
use crate::domain::base::names::stable_hash;

/// How a uid begins that follows from a source and a code.
const FIRST: char = 'n';
/// The same of a record that a file made under a code somebody else had given up.
const LATER: char = 'o';

/// Sixteen figures that follow from a source and a code.
pub(super) fn hash_of(source: &str, code: &str) -> String {
    format!("{:016x}", stable_hash(&format!("{source}\u{1f}{code}")))
}

/// What the record is called that came with this code.
pub(super) fn first(source: &str, code: &str) -> String {
    format!("{FIRST}{}", hash_of(source, code))
}

/// The figures of a uid that follows from a code; `None` where it does not.
pub(super) fn figures(uid: &str) -> Option<&str> {
    uid.strip_prefix(FIRST).filter(|rest| is_hash(rest))
}

/// What the first record with this code is called, of a uid that is a later one's.
pub(super) fn before(uid: &str) -> Option<String> {
    uid.strip_prefix(LATER).filter(|rest| is_hash(rest)).map(|rest| format!("{FIRST}{rest}"))
}

fn is_hash(text: &str) -> bool {
    text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// What a record without a uid is called beyond doubt: empty where source and code are enough. `table` is that of
/// customers or of documents.
pub(super) fn later(db: &Connection, table: Table, source: &str, code: &str) -> rusqlite::Result<String> {
    let first = first(source, code);
    Ok(if is_somebody(db, table, &first)? { format!("{LATER}{}", &first[1..]) } else { String::new() })
}

/// Whether a record, or somebody who was joined to another, has this uid.
fn is_somebody(db: &Connection, table: Table, uid: &str) -> rusqlite::Result<bool> {
    let sql = match table {
        Table::Customer => {
            "SELECT 1 FROM customer WHERE uid = ?1 AND uid <> '' UNION ALL SELECT 1 FROM merged WHERE uid = ?1 AND uid <> ''"
        }
        _ => "SELECT 1 FROM purchase WHERE uid = ?1 AND uid <> ''",
    };
    db.prepare_cached(sql)?.exists([uid])
}

/// The uid of a new record whose code a person typed: none, unless somebody else had that code first.
pub(super) fn of_new(tx: &Tx<'_>, table: Table, source: &str, code: &str) -> Result<String, StoreError> {
    if is_somebody(tx.connection(), table, &first(source, code))? { tx.new_uid() } else { Ok(String::new()) }
}

/// The columns that keep what a record is called, where its code becomes another one.
pub(super) fn kept(
    db: &Connection,
    table: Table,
    id: i64,
    code: &str,
) -> rusqlite::Result<Option<(&'static str, Value)>> {
    let column = if table == Table::Customer { "code" } else { "number" };
    let name = table.name();
    let sql = format!(
        "SELECT s.name, t.{column}, t.uid FROM {name} t JOIN source s ON s.id = t.source_id WHERE t.id = ?1"
    );
    let (source, held, uid): (String, String, String) =
        db.prepare_cached(&sql)?.query_row([id], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
    if !uid.is_empty() || held == code {
        return Ok(None);
    }
    let later = later(db, table, &source, &held)?;
    let uid = if later.is_empty() { first(&source, &held) } else { later };
    Ok(Some(("uid", Value::Text(uid))))
}
