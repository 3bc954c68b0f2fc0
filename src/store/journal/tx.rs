//! One change as one transaction, and the swap that takes it back or makes it again.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension, Row, Transaction, TransactionBehavior, params_from_iter};

use super::image::{Image, RowKey, Value};
use crate::domain::change::Stamp;
use crate::store::ask::{Applied, ChangeWords};
use crate::store::error::StoreError;
use crate::store::facts;

/// Rows of a range that share one image: few journal rows for a big import, and little memory to take it back.
const CHUNK: i64 = 1000;

/// A table whose rows are journaled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::store) enum Table {
    Setting,
    Source,
    Import,
    Customer,
    Label,
    CustomerLabel,
    Product,
    Purchase,
    Line,
    Contact,
    Note,
    Winback,
}

impl Table {
    pub const ALL: [Self; 12] = [
        Self::Setting,
        Self::Source,
        Self::Import,
        Self::Customer,
        Self::Label,
        Self::CustomerLabel,
        Self::Product,
        Self::Purchase,
        Self::Line,
        Self::Contact,
        Self::Note,
        Self::Winback,
    ];

    /// Name in the file.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Setting => "setting",
            Self::Source => "source",
            Self::Import => "import",
            Self::Customer => "customer",
            Self::Label => "label",
            Self::CustomerLabel => "customer_label",
            Self::Product => "product",
            Self::Purchase => "purchase",
            Self::Line => "line",
            Self::Contact => "contact",
            Self::Note => "note",
            Self::Winback => "winback",
        }
    }

    /// Columns of the primary key.
    pub const fn key(self) -> &'static [&'static str] {
        match self {
            Self::Setting => &["key"],
            Self::CustomerLabel => &["customer_id", "label_id"],
            Self::Line => &["purchase_id", "n"],
            Self::Winback => &["customer_id"],
            _ => &["id"],
        }
    }

    fn from_name(name: &str) -> Result<Self, StoreError> {
        Self::ALL
            .into_iter()
            .find(|t| t.name() == name)
            .ok_or_else(|| StoreError::Journal(format!("table {name}")))
    }

    /// SQL that answers whose row it is.
    const fn customer_sql(self) -> Option<&'static str> {
        match self {
            Self::Customer => Some("SELECT id FROM customer WHERE id"),
            Self::CustomerLabel => Some("SELECT customer_id FROM customer_label WHERE customer_id"),
            Self::Purchase => Some("SELECT customer_id FROM purchase WHERE id"),
            Self::Line => Some("SELECT customer_id FROM purchase WHERE id"),
            Self::Contact => Some("SELECT customer_id FROM contact WHERE id"),
            Self::Note => Some("SELECT customer_id FROM note WHERE id"),
            Self::Winback => Some("SELECT customer_id FROM winback WHERE customer_id"),
            Self::Setting | Self::Source | Self::Import | Self::Label | Self::Product => None,
        }
    }

    /// Whether its rows decide the facts of customers.
    const fn decides_facts(self) -> bool {
        matches!(self, Self::Customer | Self::Purchase | Self::Contact)
    }
}

/// Customers whose rows were written; past [`facts::MANY`] it only knows that they were many.
#[derive(Debug, Default)]
struct Touched {
    ids: BTreeSet<i64>,
    many: bool,
}

impl Touched {
    fn add(&mut self, id: i64) {
        if !self.many {
            self.ids.insert(id);
            if self.ids.len() > facts::MANY {
                self.ids.clear();
                self.many = true;
            }
        }
    }
}

/// One transaction of the writer. Dropped without [`Tx::commit`] it leaves nothing behind.
pub(in crate::store) struct Tx<'c> {
    tx: Transaction<'c>,
    stamp: &'c Stamp,
    /// Row id in `change`; 0 until the first row is written.
    change: i64,
    seq: i64,
    touched: Touched,
    stale: Touched,
    /// Records created, in order.
    pub created: Vec<i64>,
    /// Lost customers who came back.
    pub recovered: Vec<i64>,
}

impl<'c> Tx<'c> {
    /// Begins a change.
    pub fn begin(connection: &'c mut Connection, stamp: &'c Stamp) -> Result<Self, StoreError> {
        let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        Ok(Self {
            tx,
            stamp,
            change: 0,
            seq: 0,
            touched: Touched::default(),
            stale: Touched::default(),
            created: Vec::new(),
            recovered: Vec::new(),
        })
    }

    /// For questions, and for the bulk writes of an import, which are journaled by [`Tx::made_range`].
    pub fn connection(&self) -> &Connection {
        &self.tx
    }

    /// When and by whom.
    pub fn stamp(&self) -> &Stamp {
        self.stamp
    }

    /// Inserts a row and answers its row id (0 for tables without).
    pub fn insert(&mut self, table: Table, columns: &[(&str, Value)]) -> Result<i64, StoreError> {
        insert_row(&self.tx, table, columns.iter().map(|(n, v)| (*n, v)))?;
        let mut id = 0;
        let key: Vec<Value> = if table.key() == ["id"] {
            id = self.tx.last_insert_rowid();
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

    /// Gives columns of a row other values; false where they had them all already, and then nothing is written.
    pub fn update(
        &mut self,
        table: Table,
        key: &[Value],
        columns: &[(&str, Value)],
    ) -> Result<bool, StoreError> {
        let names: Vec<&str> = columns.iter().map(|(n, _)| *n).collect();
        let Some(before) = read_columns(&self.tx, table, key, &names)? else {
            return Err(StoreError::Journal(format!("no row of {} to change", table.name())));
        };
        let changed: Vec<usize> = (0..columns.len()).filter(|&i| before[i] != columns[i].1).collect();
        if changed.is_empty() {
            return Ok(false);
        }
        self.touch_row(table, key)?;
        write_columns(&self.tx, table, key, changed.iter().map(|&i| (columns[i].0, &columns[i].1)))?;
        self.touch_row(table, key)?;
        let image = changed.into_iter().map(|i| (names[i].to_owned(), before[i].clone())).collect();
        self.record(table, &RowKey::One(key.to_vec()), Some(&Image::Part(image)))?;
        Ok(true)
    }

    /// Deletes a row; false where there is none.
    pub fn delete(&mut self, table: Table, key: &[Value]) -> Result<bool, StoreError> {
        let Some(row) = read_row(&self.tx, table, key)? else { return Ok(false) };
        self.touch_row(table, key)?;
        delete_row(&self.tx, table, key)?;
        self.record(table, &RowKey::One(key.to_vec()), Some(&Image::Row(row)))?;
        Ok(true)
    }

    /// Journals rows that were inserted in bulk: all rows of `table` whose first key column lies between `first` and
    /// `last`, both included, and none of which existed before. For `line` these are ids of purchases.
    #[expect(dead_code, reason = "the import is the first to write in bulk")]
    pub fn made_range(&mut self, table: Table, first: i64, last: i64) -> Result<(), StoreError> {
        for from in (first..=last).step_by(CHUNK as usize) {
            let to = (from + CHUNK - 1).min(last);
            self.touch_range(table, from, to)?;
            self.record(table, &RowKey::Range(from, to), None)?;
        }
        Ok(())
    }

    /// Counts a customer as touched by something that is not a row of theirs.
    pub fn touch(&mut self, customer: i64) {
        self.touched.add(customer);
    }

    fn record(&mut self, table: Table, key: &RowKey, image: Option<&Image>) -> Result<(), StoreError> {
        if self.change == 0 {
            forget_undone(&self.tx)?;
            self.tx.execute(
                "INSERT INTO change (at, author, key, args) VALUES (?1, ?2, '', '{}')",
                (time_text(self.stamp.now), &self.stamp.author),
            )?;
            self.change = self.tx.last_insert_rowid();
        }
        self.seq += 1;
        self.tx
            .prepare_cached(
                "INSERT INTO change_row (change_id, seq, tbl, row_key, image) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute((self.change, self.seq, table.name(), key.encode(), image.map(Image::encode)))?;
        Ok(())
    }

    fn touch_row(&mut self, table: Table, key: &[Value]) -> Result<(), StoreError> {
        let Some(Value::Integer(first)) = key.first() else { return Ok(()) };
        if let Some(id) = owner_of(&self.tx, table, *first)? {
            self.touched.add(id);
            if table.decides_facts() {
                self.stale.add(id);
            }
        }
        Ok(())
    }

    fn touch_range(&mut self, table: Table, from: i64, to: i64) -> Result<(), StoreError> {
        touch_range(&self.tx, table, from, to, &mut self.touched, &mut self.stale)
    }

    /// Brings the facts up to date, names the change and makes it durable. With nothing written it leaves no trace
    /// and answers change 0.
    pub fn commit(self, what: ChangeWords) -> Result<Applied, StoreError> {
        if self.change == 0 {
            return Ok(Applied { what, ..Applied::default() });
        }
        refresh(&self.tx, &self.stale)?;
        self.tx.execute(
            "UPDATE change SET key = ?2, args = ?3 WHERE id = ?1",
            (self.change, &what.key, args_json(&what)?),
        )?;
        // What an import brings is found by `import_id`: a row for each of its customers would say the same again.
        let mut remember = self.tx.prepare_cached(
            "INSERT OR IGNORE INTO change_customer (customer_id, change_id) VALUES (?1, ?2)",
        )?;
        for id in &self.touched.ids {
            remember.execute((id, self.change))?;
        }
        drop(remember);
        self.tx.commit()?;
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

/// Swaps the rows of a change: taken back where `undo`, made again otherwise.
pub(in crate::store) fn swap(
    connection: &mut Connection,
    change: i64,
    undo: bool,
) -> Result<Applied, StoreError> {
    let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let what = words_of(&tx, change)?;
    let seqs: Vec<i64> = {
        let order = if undo { "DESC" } else { "ASC" };
        let sql = format!("SELECT seq FROM change_row WHERE change_id = ?1 ORDER BY seq {order}");
        tx.prepare_cached(&sql)?.query_map([change], |r| r.get(0))?.collect::<Result<_, _>>()?
    };
    let mut touched = Touched::default();
    let mut stale = Touched::default();
    for seq in seqs {
        let (table, key, image): (String, Vec<u8>, Option<Vec<u8>>) = tx
            .prepare_cached("SELECT tbl, row_key, image FROM change_row WHERE change_id = ?1 AND seq = ?2")?
            .query_row((change, seq), |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
        let table = Table::from_name(&table)?;
        let image = image.map(|bytes| Image::decode(&bytes)).transpose()?;
        let swapped = match RowKey::decode(&key)? {
            RowKey::One(key) => {
                let owner = |tx: &Connection| match key.first() {
                    Some(Value::Integer(first)) => owner_of(tx, table, *first),
                    _ => Ok(None),
                };
                let before = owner(&tx)?;
                let swapped = swap_row(&tx, table, &key, image)?;
                for id in before.into_iter().chain(owner(&tx)?) {
                    touched.add(id);
                    if table.decides_facts() {
                        stale.add(id);
                    }
                }
                swapped
            }
            RowKey::Range(from, to) => {
                touch_range(&tx, table, from, to, &mut touched, &mut stale)?;
                let swapped = swap_range(&tx, table, from, to, image)?;
                touch_range(&tx, table, from, to, &mut touched, &mut stale)?;
                swapped
            }
        };
        tx.prepare_cached("UPDATE change_row SET image = ?3 WHERE change_id = ?1 AND seq = ?2")?
            .execute((change, seq, swapped.as_ref().map(Image::encode)))?;
    }
    tx.execute("UPDATE change SET undone = ?2 WHERE id = ?1", (change, undo))?;
    refresh(&tx, &stale)?;
    tx.commit()?;
    let customers = touched.ids.into_iter().collect();
    Ok(Applied { change, what, customers, undone: undo, ..Applied::default() })
}

fn swap_row(
    tx: &Connection,
    table: Table,
    key: &[Value],
    image: Option<Image>,
) -> Result<Option<Image>, StoreError> {
    let gone = || StoreError::Journal(format!("a row of {} is not as it was left", table.name()));
    match image {
        None => {
            let row = read_row(tx, table, key)?.ok_or_else(gone)?;
            delete_row(tx, table, key)?;
            Ok(Some(Image::Row(row)))
        }
        Some(Image::Row(columns)) => {
            insert_row(tx, table, columns.iter().map(|(n, v)| (n.as_str(), v)))?;
            Ok(None)
        }
        Some(Image::Part(columns)) => {
            let names: Vec<&str> = columns.iter().map(|(n, _)| n.as_str()).collect();
            let present = read_columns(tx, table, key, &names)?.ok_or_else(gone)?;
            write_columns(tx, table, key, columns.iter().map(|(n, v)| (n.as_str(), v)))?;
            let names = columns.into_iter().map(|(n, _)| n);
            Ok(Some(Image::Part(names.zip(present).collect())))
        }
        Some(Image::Rows(..)) => Err(gone()),
    }
}

fn swap_range(
    tx: &Connection,
    table: Table,
    from: i64,
    to: i64,
    image: Option<Image>,
) -> Result<Option<Image>, StoreError> {
    let (name, first) = (table.name(), table.key()[0]);
    match image {
        None => {
            let order = table.key().join(", ");
            let sql = format!("SELECT * FROM {name} WHERE {first} BETWEEN ?1 AND ?2 ORDER BY {order}");
            let mut select = tx.prepare_cached(&sql)?;
            let names: Vec<String> = select.column_names().into_iter().map(str::to_owned).collect();
            let rows = select
                .query_map((from, to), |r| (0..names.len()).map(|i| r.get(i)).collect())?
                .collect::<Result<Vec<Vec<Value>>, _>>()?;
            tx.prepare_cached(&format!("DELETE FROM {name} WHERE {first} BETWEEN ?1 AND ?2"))?
                .execute((from, to))?;
            Ok(Some(Image::Rows(names, rows)))
        }
        Some(Image::Rows(names, rows)) => {
            for row in &rows {
                insert_row(tx, table, names.iter().map(String::as_str).zip(row))?;
            }
            Ok(None)
        }
        Some(_) => Err(StoreError::Journal(format!("a range of {name} with the image of one row"))),
    }
}

fn owner_of(tx: &Connection, table: Table, first: i64) -> rusqlite::Result<Option<i64>> {
    let Some(sql) = table.customer_sql() else { return Ok(None) };
    tx.prepare_cached(&format!("{sql} = ?1 LIMIT 1"))?
        .query_row([first], |r| r.get(0))
        .optional()
        .map(Option::flatten)
}

fn touch_range(
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

fn refresh(tx: &Connection, stale: &Touched) -> rusqlite::Result<()> {
    if stale.many { facts::rebuild(tx) } else { facts::refresh(tx, stale.ids.iter().copied()) }
}

/// Changes taken back can no longer be made again once there is a new one.
fn forget_undone(tx: &Connection) -> rusqlite::Result<()> {
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
    let args: std::collections::BTreeMap<String, String> =
        serde_json::from_str(&args).map_err(|e| StoreError::Journal(e.to_string()))?;
    Ok(ChangeWords { key, args: args.into_iter().collect() })
}

fn args_json(what: &ChangeWords) -> Result<String, StoreError> {
    let args: std::collections::BTreeMap<&str, &str> =
        what.args.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    serde_json::to_string(&args).map_err(|e| StoreError::Journal(e.to_string()))
}

/// Local time as the file keeps it.
pub(in crate::store) fn time_text(time: chrono::NaiveDateTime) -> String {
    time.format("%Y-%m-%dT%H:%M:%S").to_string()
}

fn condition(table: Table) -> String {
    let parts: Vec<String> =
        table.key().iter().enumerate().map(|(i, k)| format!("{k} = ?{}", i + 1)).collect();
    parts.join(" AND ")
}

fn read_row(tx: &Connection, table: Table, key: &[Value]) -> rusqlite::Result<Option<Vec<(String, Value)>>> {
    let sql = format!("SELECT * FROM {} WHERE {}", table.name(), condition(table));
    let mut select = tx.prepare_cached(&sql)?;
    let names: Vec<String> = select.column_names().into_iter().map(str::to_owned).collect();
    let read = |row: &Row<'_>| names.iter().enumerate().map(|(i, n)| Ok((n.clone(), row.get(i)?))).collect();
    select.query_row(params_from_iter(key), read).optional()
}

fn read_columns(
    tx: &Connection,
    table: Table,
    key: &[Value],
    names: &[&str],
) -> rusqlite::Result<Option<Vec<Value>>> {
    let sql = format!("SELECT {} FROM {} WHERE {}", names.join(", "), table.name(), condition(table));
    tx.prepare_cached(&sql)?
        .query_row(params_from_iter(key), |row| (0..names.len()).map(|i| row.get(i)).collect())
        .optional()
}

fn write_columns<'a>(
    tx: &Connection,
    table: Table,
    key: &'a [Value],
    columns: impl Iterator<Item = (&'a str, &'a Value)> + Clone,
) -> rusqlite::Result<()> {
    let n = key.len();
    let set: Vec<String> =
        columns.clone().enumerate().map(|(i, (name, _))| format!("{name} = ?{}", n + i + 1)).collect();
    let sql = format!("UPDATE {} SET {} WHERE {}", table.name(), set.join(", "), condition(table));
    tx.prepare_cached(&sql)?.execute(params_from_iter(key.iter().chain(columns.map(|(_, v)| v))))?;
    Ok(())
}

fn insert_row<'a>(
    tx: &Connection,
    table: Table,
    columns: impl Iterator<Item = (&'a str, &'a Value)> + Clone,
) -> rusqlite::Result<()> {
    let names: Vec<&str> = columns.clone().map(|(n, _)| n).collect();
    let marks = vec!["?"; names.len()].join(", ");
    let sql = format!("INSERT INTO {} ({}) VALUES ({marks})", table.name(), names.join(", "));
    tx.prepare_cached(&sql)?.execute(params_from_iter(columns.map(|(_, v)| v)))?;
    Ok(())
}

fn delete_row(tx: &Connection, table: Table, key: &[Value]) -> rusqlite::Result<()> {
    let sql = format!("DELETE FROM {} WHERE {}", table.name(), condition(table));
    tx.prepare_cached(&sql)?.execute(params_from_iter(key))?;
    Ok(())
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
