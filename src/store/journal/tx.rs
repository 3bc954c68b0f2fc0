//! One change as one transaction, and what the journal knows of changes.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior};

use super::idle::{Groups, Span, forget_idle};
use super::image::{Image, RowKey, Value};
use super::rows::{Table, delete_row, insert_row, owner_of, read_columns, read_row, write_columns};
use super::touched::{Touched, refresh};
use crate::domain::change::Stamp;
use crate::store::ask::{Applied, ChangeWords};
use crate::store::error::{StoreError, refused};

/// One transaction of the writer. Dropped without [`Tx::commit`] it leaves nothing behind.
pub(in crate::store) struct Tx<'c> {
    inner: Transaction<'c>,
    stamp: &'c Stamp,
    /// Row id in `change`; 0 until the first row is written.
    change: i64,
    seq: i64,
    /// Something was written past the journal.
    aside: bool,
    touched: Touched,
    stale: Touched,
    /// What was written for now, by whose it is.
    spans: Vec<Span>,
    groups: Groups,
    /// Records created, in order.
    pub created: Vec<i64>,
    /// Lost customers who came back.
    pub recovered: Vec<i64>,
}

impl<'c> Tx<'c> {
    /// Begins a change.
    pub fn begin(connection: &'c mut Connection, stamp: &'c Stamp) -> Result<Self, StoreError> {
        let inner = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        Ok(Self {
            inner,
            stamp,
            change: 0,
            seq: 0,
            aside: false,
            touched: Touched::all(),
            stale: Touched::few(),
            spans: Vec::new(),
            groups: Groups::default(),
            created: Vec::new(),
            recovered: Vec::new(),
        })
    }

    /// For questions; what is written through it is not journaled.
    pub fn connection(&self) -> &Connection {
        &self.inner
    }

    /// When and by whom.
    pub fn stamp(&self) -> &Stamp {
        self.stamp
    }

    /// Inserts a row and answers its row id (0 for tables without).
    pub fn insert(&mut self, table: Table, columns: &[(&str, Value)]) -> Result<i64, StoreError> {
        let mut all: Vec<(&str, &Value)> = columns.iter().map(|(n, v)| (*n, v)).collect();
        let uid = Value::Text(if table.has_uid() { self.new_uid()? } else { String::new() });
        if table.has_uid() && !columns.iter().any(|(name, _)| *name == "uid") {
            all.push(("uid", &uid));
        }
        insert_row(&self.inner, table, all.into_iter())?;
        let mut id = 0;
        let key: Vec<Value> = if table.key() == ["id"] {
            id = self.inner.last_insert_rowid();
            vec![Value::Integer(id)]
        } else {
            table
                .key()
                .iter()
                .filter_map(|k| columns.iter().find(|(n, _)| n == k).map(|(_, v)| v.clone()))
                .collect()
        };
        self.touch_row(table, &key)?;
        self.record(table, &RowKey::One(key), None)?;
        Ok(id)
    }

    /// What tells a new record apart on every laptop.
    pub fn new_uid(&self) -> Result<String, StoreError> {
        let mut uid = self.inner.prepare_cached("SELECT lower(hex(randomblob(8)))")?;
        Ok(uid.query_row([], |r| r.get(0))?)
    }

    /// Gives columns of a row other values; false where they had them all already, and then nothing is written.
    pub fn update(
        &mut self,
        table: Table,
        key: &[Value],
        columns: &[(&str, Value)],
    ) -> Result<bool, StoreError> {
        let names: Vec<&str> = columns.iter().map(|(n, _)| *n).collect();
        let Some(before) = read_columns(&self.inner, table, key, &names)? else {
            return Err(StoreError::Journal(format!("no row of {} to change", table.name())));
        };
        let changed: Vec<usize> = (0..columns.len()).filter(|&i| before[i] != columns[i].1).collect();
        if changed.is_empty() {
            return Ok(false);
        }
        self.touch_row(table, key)?;
        write_columns(&self.inner, table, key, changed.iter().map(|&i| (columns[i].0, &columns[i].1)))?;
        self.touch_row(table, key)?;
        let image = changed.into_iter().map(|i| (names[i].to_owned(), before[i].clone())).collect();
        self.record(table, &RowKey::One(key.to_vec()), Some(&Image::Part(image)))?;
        Ok(true)
    }

    /// A row as it is: columns by name.
    pub fn row(&self, table: Table, key: &[Value]) -> Result<Option<Vec<(String, Value)>>, StoreError> {
        Ok(read_row(&self.inner, table, key)?)
    }

    /// Deletes a row; false where there is none.
    pub fn delete(&mut self, table: Table, key: &[Value]) -> Result<bool, StoreError> {
        let Some(row) = read_row(&self.inner, table, key)? else { return Ok(false) };
        self.touch_row(table, key)?;
        if let (Table::Customer, [Value::Integer(id)]) = (table, key) {
            // Facts point to the row, and are made anew at the end.
            self.inner.prepare_cached("DELETE FROM fact WHERE customer_id = ?1")?.execute([id])?;
        }
        delete_row(&self.inner, table, key)?;
        self.record(table, &RowKey::One(key.to_vec()), Some(&Image::Row(row)))?;
        Ok(true)
    }

    /// Counts a customer as touched by something that is not a row of theirs.
    pub fn touch(&mut self, customer: i64) {
        self.touched.add(customer);
    }

    /// Has the facts of a customer made anew, of whom something was changed that is not journaled.
    pub fn unsettle(&mut self, customer: i64) {
        self.touched.add(customer);
        self.stale.add(customer);
        self.aside = true;
    }

    /// Writes something of two customers that may leave them as they were: see [`Tx::forget_idle`].
    pub fn for_now<T>(
        &mut self,
        [one, other]: [i64; 2],
        work: impl FnOnce(&mut Self) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.groups.unite(one, other);
        let before = std::mem::replace(&mut self.touched, Touched::all());
        let from = self.seq + 1;
        let done = work(self);
        let touched = std::mem::replace(&mut self.touched, before);
        self.spans.push(Span { rows: from..=self.seq, group: one, touched });
        done
    }

    /// Forgets what was written for now of customers who are as they were: no history of theirs tells of it.
    pub fn forget_idle(&mut self) -> Result<(), StoreError> {
        if self.spans.is_empty() {
            return Ok(());
        }
        let busy = forget_idle(&self.inner, self.change, &self.spans, &mut self.groups)?;
        for span in std::mem::take(&mut self.spans) {
            if busy.contains(&self.groups.of(span.group)) {
                span.touched.ids.into_iter().for_each(|id| self.touched.add(id));
            }
        }
        let left = "SELECT 1 FROM change_row WHERE change_id = ?1";
        if !self.inner.prepare_cached(left)?.exists([self.change])? {
            self.inner.execute("DELETE FROM change WHERE id = ?1", [self.change])?;
            self.change = 0;
        }
        Ok(())
    }

    /// Forgets how to take back what was written so far.
    pub fn forget_all(&mut self) -> Result<(), StoreError> {
        for sql in ["DELETE FROM change_row WHERE change_id = ?1", "DELETE FROM change WHERE id = ?1"] {
            self.inner.execute(sql, [self.change])?;
        }
        self.change = 0;
        self.spans.clear();
        self.aside = true;
        Ok(())
    }

    /// Makes durable what was written past the journal: it cannot be taken back.
    pub fn seal(self, what: ChangeWords) -> Result<Applied, StoreError> {
        refresh(&self.inner, &self.stale)?;
        self.inner.commit()?;
        Ok(Applied { what, customers: self.touched.ids.into_iter().collect(), ..Applied::default() })
    }

    fn record(&mut self, table: Table, key: &RowKey, image: Option<&Image>) -> Result<(), StoreError> {
        if self.change == 0 {
            forget_undone(&self.inner)?;
            self.inner.execute(
                "INSERT INTO change (at, author, key, args) VALUES (?1, ?2, '', '{}')",
                (time_text(self.stamp.now), &self.stamp.author),
            )?;
            self.change = self.inner.last_insert_rowid();
        }
        self.seq += 1;
        self.inner
            .prepare_cached(
                "INSERT INTO change_row (change_id, seq, tbl, row_key, image) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute((self.change, self.seq, table.name(), key.encode(), image.map(Image::encode)))?;
        Ok(())
    }

    fn touch_row(&mut self, table: Table, key: &[Value]) -> Result<(), StoreError> {
        let Some(Value::Integer(first)) = key.first() else { return Ok(()) };
        if let Some(id) = owner_of(&self.inner, table, *first)? {
            // Of somebody whose data were erased only sales are written.
            let is_sale = matches!(
                table,
                Table::Purchase | Table::Line | Table::Offer | Table::OfferLine | Table::OfferVersion
            );
            if !is_sale
                && self.inner.prepare_cached("SELECT 1 FROM erased WHERE customer_id = ?1")?.exists([id])?
            {
                return Err(refused("error-erased", [("id", id.to_string())]));
            }
            self.touched.add(id);
            if table.decides_facts() {
                self.stale.add(id);
            }
        }
        Ok(())
    }

    /// Brings the facts up to date, names the change and makes it durable. With nothing written it leaves no trace
    /// and answers change 0.
    pub fn commit(self, mut what: ChangeWords) -> Result<Applied, StoreError> {
        // The order the file gives them back in.
        what.args.sort();
        if self.change == 0 {
            return if self.aside { self.seal(what) } else { Ok(Applied { what, ..Applied::default() }) };
        }
        refresh(&self.inner, &self.stale)?;
        self.inner.execute(
            "UPDATE change SET key = ?2, args = ?3 WHERE id = ?1",
            (self.change, &what.key, args_json(&what)?),
        )?;
        let mut remember = self.inner.prepare_cached(
            "INSERT OR IGNORE INTO change_customer (customer_id, change_id) VALUES (?1, ?2)",
        )?;
        for id in &self.touched.ids {
            remember.execute((id, self.change))?;
        }
        drop(remember);
        self.inner.commit()?;
        Ok(Applied {
            change: self.change,
            what,
            created: self.created,
            customers: self.touched.ids.into_iter().collect(),
            recovered: self.recovered,
            undone: false,
        })
    }
}

/// The newest change that stands.
pub(in crate::store) fn last_done(connection: &Connection) -> rusqlite::Result<Option<i64>> {
    connection
        .query_row("SELECT id FROM change WHERE undone = 0 ORDER BY id DESC LIMIT 1", [], |r| r.get(0))
        .optional()
}

/// The oldest change taken back: the one to make again.
pub(in crate::store) fn last_undone(connection: &Connection) -> rusqlite::Result<Option<i64>> {
    let last = last_done(connection)?.unwrap_or(0);
    connection
        .query_row("SELECT id FROM change WHERE id > ?1 ORDER BY id LIMIT 1", [last], |r| r.get(0))
        .optional()
}

/// Changes taken back can no longer be made again once there is a new one. Whoever writes a change without [`Tx`]
/// calls this first, in the same transaction.
pub(in crate::store) fn forget_undone(tx: &Connection) -> rusqlite::Result<()> {
    let last = last_done(tx)?.unwrap_or(0);
    for sql in [
        "DELETE FROM change_row WHERE change_id > ?1",
        "DELETE FROM change_customer WHERE change_id > ?1",
        "DELETE FROM change WHERE id > ?1",
    ] {
        tx.prepare_cached(sql)?.execute([last])?;
    }
    Ok(())
}

/// The words of a change, as stored: `args` is a JSON object of texts.
pub(in crate::store) fn words_of(connection: &Connection, change: i64) -> Result<ChangeWords, StoreError> {
    let (key, args): (String, String) =
        connection.query_row("SELECT key, args FROM change WHERE id = ?1", [change], |r| {
            Ok((r.get(0)?, r.get(1)?))
        })?;
    let args: BTreeMap<String, serde_json::Value> =
        serde_json::from_str(&args).map_err(|e| StoreError::Journal(e.to_string()))?;
    let text = |value| match value {
        serde_json::Value::String(text) => text,
        other => other.to_string(),
    };
    Ok(ChangeWords { key, args: args.into_iter().map(|(name, value)| (name, text(value))).collect() })
}

fn args_json(what: &ChangeWords) -> Result<String, StoreError> {
    let args: BTreeMap<&str, &str> = what.args.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    serde_json::to_string(&args).map_err(|e| StoreError::Journal(e.to_string()))
}

/// Local time as the file keeps it.
pub(in crate::store) fn time_text(time: chrono::NaiveDateTime) -> String {
    time.format("%Y-%m-%dT%H:%M:%S").to_string()
}

/// What cannot be read of the journal: at most `limit` of it.
pub(in crate::store) fn decode_all(connection: &Connection, limit: usize) -> Result<Vec<String>, StoreError> {
    let mut found = Vec::new();
    let mut select = connection.prepare("SELECT change_id, tbl, row_key, image FROM change_row")?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let read = Table::from_name(&row.get::<_, String>(1)?)
            .and_then(|_| RowKey::decode(&row.get::<_, Vec<u8>>(2)?))
            .and_then(|_| row.get::<_, Option<Vec<u8>>>(3)?.map(|bytes| Image::decode(&bytes)).transpose());
        if let Err(error) = read {
            found.push(format!("{}: {error}", row.get::<_, i64>(0)?));
            if found.len() == limit {
                break;
            }
        }
    }
    let mut changes = connection.prepare("SELECT id FROM change")?;
    for id in changes.query_map([], |r| r.get(0))? {
        if found.len() < limit
            && let Err(error) = words_of(connection, id?)
        {
            found.push(error.to_string());
        }
    }
    Ok(found)
}
