//! Which customers a change touches, and whose facts must be made anew.

use std::collections::BTreeSet;

use rusqlite::Connection;

use super::rows::Table;
use crate::store::error::StoreError;
use crate::store::facts;

/// A set of customers; past its limit it only knows that they were many.
#[derive(Debug)]
pub(super) struct Touched {
    pub ids: BTreeSet<i64>,
    pub many: bool,
    limit: usize,
}

impl Touched {
    /// For what a person changes: every customer counts, for the change stands in the history of each.
    pub fn all() -> Self {
        Self::up_to(usize::MAX)
    }

    /// For facts, of which many are cheaper to rebuild all at once; and for what a whole import touched.
    pub fn few() -> Self {
        Self::up_to(facts::MANY)
    }

    fn up_to(limit: usize) -> Self {
        Self { ids: BTreeSet::new(), many: false, limit }
    }

    pub fn add(&mut self, id: i64) {
        if !self.many {
            self.ids.insert(id);
            if self.ids.len() > self.limit {
                self.ids.clear();
                self.many = true;
            }
        }
    }
}

pub(super) fn touch_range(
    tx: &Connection,
    table: Table,
    from: i64,
    to: i64,
    touched: &mut Touched,
    stale: &mut Touched,
) -> Result<(), StoreError> {
    let Some(sql) = table.customer_sql() else { return Ok(()) };
    if touched.many && (stale.many || !table.decides_facts()) {
        return Ok(());
    }
    let mut select = tx.prepare_cached(&format!("{sql} BETWEEN ?1 AND ?2"))?;
    let mut rows = select.query((from, to))?;
    while let Some(row) = rows.next()? {
        if let Some(id) = row.get::<_, Option<i64>>(0)? {
            touched.add(id);
            if table.decides_facts() {
                stale.add(id);
            }
        }
    }
    Ok(())
}

pub(super) fn refresh(tx: &Connection, stale: &Touched) -> rusqlite::Result<()> {
    if stale.many { facts::rebuild(tx) } else { facts::refresh(tx, stale.ids.iter().copied()) }
}
