//! What a change wrote and took back itself: customers who were taken apart to be looked at and made one again as they were.
//! Where a whole group of rows is as it was before, the journal keeps nothing of it.

use std::collections::HashMap;

use rusqlite::Connection;

use super::image::{Image, RowKey, Value};
use super::rows::{Table, read_row};
use super::touched::Touched;
use crate::store::error::StoreError;

/// A part of a change: rows from one number to another, of one group, and whom they touched.
#[derive(Debug)]
pub(super) struct Span {
    pub rows: std::ops::RangeInclusive<i64>,
    pub group: i64,
    pub touched: Touched,
}

/// Groups that have something in common are one.
#[derive(Debug, Default)]
pub(super) struct Groups(HashMap<i64, i64>);

impl Groups {
    pub fn of(&self, mut group: i64) -> i64 {
        while let Some(&into) = self.0.get(&group) {
            group = into;
        }
        group
    }

    pub fn unite(&mut self, one: i64, other: i64) {
        let (one, other) = (self.of(one), self.of(other));
        if one != other {
            self.0.insert(one, other);
        }
    }
}

/// Rows of a change that belong to a group, by table and key.
struct Row {
    seq: i64,
    table: Table,
    key: Vec<u8>,
    image: Option<Vec<u8>>,
}

/// A row of a group, with its images: the first one is what it was before the change.
struct Held<'r> {
    group: i64,
    table: Table,
    images: Vec<&'r Row>,
}

/// Forgets what groups wrote that left everything as it was; answers which ones did not.
pub(super) fn forget_idle(
    db: &Connection,
    change: i64,
    spans: &[Span],
    groups: &mut Groups,
) -> Result<Vec<i64>, StoreError> {
    let mut all: Vec<Row> = Vec::new();
    {
        let mut select = db.prepare_cached(
            "SELECT seq, tbl, row_key, image FROM change_row WHERE change_id = ?1 ORDER BY seq",
        )?;
        let mut rows = select.query([change])?;
        while let Some(r) = rows.next()? {
            let table = Table::from_name(&r.get::<_, String>(1)?)?;
            all.push(Row { seq: r.get(0)?, table, key: r.get(2)?, image: r.get(3)? });
        }
    }
    let mut of: HashMap<(&str, &[u8]), i64> = HashMap::new();
    for span in spans {
        let from = all.partition_point(|row| row.seq < *span.rows.start());
        for row in all[from..].iter().take_while(|row| row.seq <= *span.rows.end()) {
            let known = *of.entry((row.table.name(), &row.key)).or_insert(span.group);
            groups.unite(known, span.group);
        }
    }
    let mut rows: HashMap<(&str, &[u8]), Held<'_>> = HashMap::new();
    for row in &all {
        let key = (row.table.name(), row.key.as_slice());
        if let Some(group) = of.get(&key) {
            let group = groups.of(*group);
            let held =
                rows.entry(key).or_insert_with(|| Held { group, table: row.table, images: Vec::new() });
            held.images.push(row);
        }
    }
    let mut is_idle: HashMap<i64, bool> = HashMap::new();
    for ((_, key), Held { group, table, images }) in &rows {
        let idle = is_idle.entry(*group).or_insert(true);
        if *idle {
            *idle = is_as_before(db, *table, key, images)?;
        }
    }
    let mut delete = db.prepare_cached("DELETE FROM change_row WHERE change_id = ?1 AND seq = ?2")?;
    for Held { group, images, .. } in rows.values() {
        if is_idle.get(group) == Some(&true) {
            for row in images {
                delete.execute((change, row.seq))?;
            }
        }
    }
    Ok(is_idle.into_iter().filter(|(_, idle)| !idle).map(|(group, _)| group).collect())
}

fn is_as_before(db: &Connection, table: Table, key: &[u8], images: &[&Row]) -> Result<bool, StoreError> {
    let RowKey::One(key) = RowKey::decode(key)? else { return Ok(false) };
    let now = read_row(db, table, &key)?;
    let mut before: HashMap<String, Value> = HashMap::new();
    for (at, row) in images.iter().enumerate() {
        match row.image.as_deref().map(Image::decode).transpose()? {
            None if at == 0 => return Ok(now.is_none()),
            None => break,
            Some(Image::Part(columns)) => {
                for (name, value) in columns {
                    before.entry(name).or_insert(value);
                }
            }
            Some(Image::Row(columns)) => {
                for (name, value) in columns {
                    before.entry(name).or_insert(value);
                }
                break;
            }
            Some(Image::Rows(..)) => return Ok(false),
        }
    }
    let Some(now) = now else { return Ok(false) };
    Ok(now.iter().all(|(name, value)| before.get(name).is_none_or(|was| was == value)))
}
