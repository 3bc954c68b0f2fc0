//! The journal as people read it: what was changed, when, by whom. Knows nothing of how a change is taken back.

use std::collections::BTreeMap;

use rusqlite::Row;

use super::archive::moment;
use super::{At, Outcome, fields};
use crate::domain::people::CustomerId;
use crate::store::ask::{ChangeWords, JournalEntry};

pub(super) const NEWEST: &str =
    "SELECT id, at, author, key, args, undone FROM change ORDER BY id DESC LIMIT ?1";

/// Changes that touched the customer, and the imports that brought them or their documents: what an import touches is
/// not remembered customer by customer, but both are stamped with the same moment.
pub(super) const OF_CUSTOMER: &str = "SELECT id, at, author, key, args, undone FROM change WHERE id IN ( \
       SELECT change_id FROM change_customer WHERE customer_id = ?1 \
       UNION SELECT cc.change_id FROM merged m JOIN change_customer cc ON cc.customer_id = m.id WHERE m.keep_id = ?1 \
       UNION SELECT c.id FROM import i JOIN change c ON c.at = i.at AND c.key GLOB 'change-import*' WHERE i.id IN ( \
         SELECT import_id FROM customer WHERE id = ?1 UNION SELECT import_id FROM purchase WHERE customer_id = ?1)) \
     ORDER BY id DESC";

/// Whether a change wrote anything that lists show.
pub(super) const TOUCHES_CUSTOMERS: &str = "SELECT EXISTS (SELECT 1 FROM change_row WHERE change_id = ?1 \
     AND tbl IN ('customer', 'customer_label', 'purchase', 'contact', 'winback', 'lift_plan', \
     'value_decision'))";

/// The newest changes, undone ones included.
pub(super) fn newest(at: &At<'_>, limit: usize) -> Outcome<Vec<JournalEntry>> {
    let mut statement = at.db.prepare_cached(NEWEST)?;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut found = statement.query_map([limit], entry)?.collect::<rusqlite::Result<Vec<_>>>()?;
    fields::fill(at, &mut found)?;
    Ok(found)
}

/// How many changes of one customer there are.
pub(super) fn count_of_customer(at: &At<'_>, id: CustomerId) -> Outcome<u32> {
    let sql = format!("SELECT count(*) FROM ({OF_CUSTOMER})");
    Ok(at.db.prepare_cached(&sql)?.query_row([id], |r| r.get(0))?)
}

/// Changes of one customer, newest first.
pub(super) fn of_customer(at: &At<'_>, id: CustomerId) -> Outcome<Vec<JournalEntry>> {
    let mut statement = at.db.prepare_cached(OF_CUSTOMER)?;
    let mut found = statement.query_map([id], entry)?.collect::<rusqlite::Result<Vec<_>>>()?;
    fields::fill(at, &mut found)?;
    Ok(found)
}

fn entry(row: &Row<'_>) -> rusqlite::Result<JournalEntry> {
    let args: String = row.get(4)?;
    // Written by this program; a value that is no text is shown as it stands.
    let args: BTreeMap<String, serde_json::Value> = serde_json::from_str(&args).unwrap_or_default();
    let word = |value| match value {
        serde_json::Value::String(text) => text,
        other => other.to_string(),
    };
    Ok(JournalEntry {
        id: row.get(0)?,
        at: moment(row, 1)?,
        author: row.get(2)?,
        what: ChangeWords { key: row.get(3)?, args: args.into_iter().map(|(n, v)| (n, word(v))).collect() },
        undone: row.get(5)?,
        fields: Vec::new(),
    })
}
