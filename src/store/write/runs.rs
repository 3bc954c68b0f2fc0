//! The lists that are called down: kept outside the journal, so that a crash loses no place and undo never takes one
//! back. What became of each customer follows from the contacts.

use chrono::NaiveDateTime;
use rusqlite::{Connection, OptionalExtension, Transaction};

use crate::domain::people::CustomerId;
use crate::store::ask::CallItem;
use crate::store::journal::time_text;

/// A new list in the place of the one from the same source.
pub(in crate::store) fn begin(
    connection: &mut Connection,
    source: &str,
    title: &str,
    at: NaiveDateTime,
    items: &[CallItem],
) -> rusqlite::Result<()> {
    let tx = connection.transaction()?;
    tx.execute("DELETE FROM call_item WHERE run_id = (SELECT id FROM call_run WHERE source = ?1)", [source])?;
    tx.execute("DELETE FROM call_run WHERE source = ?1", [source])?;
    tx.execute(
        "INSERT INTO call_run (source, title, at) VALUES (?1, ?2, ?3)",
        (source, title, time_text(at)),
    )?;
    let id = tx.last_insert_rowid();
    insert(&tx, id, 0, items)?;
    tx.commit()
}

/// Customers at the end of a list; nothing happens where there is no such list.
pub(in crate::store) fn more(
    connection: &mut Connection,
    source: &str,
    items: &[CallItem],
) -> rusqlite::Result<()> {
    let tx = connection.transaction()?;
    let sql = "SELECT r.id, coalesce(max(i.n), 0) FROM call_run r LEFT JOIN call_item i ON i.run_id = r.id \
               WHERE r.source = ?1 GROUP BY r.id";
    let last: Option<(i64, i64)> = tx.query_row(sql, [source], |r| Ok((r.get(0)?, r.get(1)?))).optional()?;
    if let Some((id, last)) = last {
        insert(&tx, id, last, items)?;
    }
    tx.commit()
}

/// Where a list stands.
pub(in crate::store) fn move_to(
    connection: &Connection,
    source: &str,
    customer: CustomerId,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached("UPDATE call_run SET cursor = ?2 WHERE source = ?1")?
        .execute((source, customer))
        .map(drop)
}

fn insert(tx: &Transaction<'_>, run: i64, after: i64, items: &[CallItem]) -> rusqlite::Result<()> {
    let mut insert = tx.prepare_cached(
        "INSERT INTO call_item (run_id, n, customer_id, reason, due, minute, days, at_stake, best) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?;
    for (n, item) in (after + 1..).zip(items) {
        insert.execute((
            run,
            n,
            item.customer,
            item.reason.map_or("", |reason| reason.key()),
            item.due.map(|day| day.0),
            item.minute,
            item.days,
            item.at_stake.0,
            item.best,
        ))?;
    }
    Ok(())
}
