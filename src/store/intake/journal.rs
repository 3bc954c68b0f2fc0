//! What undo must know of an import: images of rows before they were changed, ranges of ids that were given.

use rusqlite::types::Value;
use rusqlite::{Connection, Statement, params};

use crate::domain::change::Stamp;
use crate::store::journal::{CHUNK, Image, RowKey, forget_undone, time_text};

/// Writes the rows of one change, in the order in which they were touched.
pub(super) struct Journal<'c> {
    connection: &'c Connection,
    change: i64,
    seq: i64,
    write: Statement<'c>,
    person: Statement<'c>,
}

impl<'c> Journal<'c> {
    /// A change with nothing in it.
    pub fn begin(connection: &'c Connection, stamp: &Stamp) -> rusqlite::Result<Self> {
        forget_undone(connection)?;
        connection.execute(
            "INSERT INTO change(at, author, key, args) VALUES (?1, ?2, 'change-import', '{}')",
            params![time_text(stamp.now), stamp.author],
        )?;
        Ok(Self {
            connection,
            change: connection.last_insert_rowid(),
            seq: 0,
            write: connection.prepare(
                "INSERT INTO change_row(change_id, seq, tbl, row_key, image) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?,
            person: connection
                .prepare("INSERT OR IGNORE INTO change_customer(customer_id, change_id) VALUES (?1, ?2)")?,
        })
    }

    /// Notes that the row with this primary key is new.
    pub fn insert_row(&mut self, table: &str, key: &[i64]) -> rusqlite::Result<()> {
        self.put(table, &one(key), None)
    }

    /// Notes that every row of `table` whose first key column is in `first..=last` is new.
    pub fn range(&mut self, table: &str, first: i64, last: i64) -> rusqlite::Result<()> {
        for from in (first..=last).step_by(CHUNK as usize) {
            self.put(table, &RowKey::Range(from, (from + CHUNK - 1).min(last)), None)?;
        }
        Ok(())
    }

    /// Keeps columns of the row with this `id` as they are now, before they are changed.
    pub fn keep_columns(&mut self, table: &str, id: i64, columns: &[&str]) -> rusqlite::Result<()> {
        let sql = format!("SELECT {} FROM {table} WHERE id = ?1", columns.join(", "));
        let values = self.connection.prepare_cached(&sql)?.query_row([id], |r| {
            columns
                .iter()
                .enumerate()
                .map(|(n, c)| Ok(((*c).to_owned(), r.get(n)?)))
                .collect::<Result<Vec<_>, _>>()
        })?;
        self.put(table, &one(&[id]), Some(&Image::Part(values)))
    }

    /// Keeps a line of a document before it is deleted.
    pub fn keep_line(&mut self, purchase: i64, n: i64) -> rusqlite::Result<()> {
        let image = {
            let mut read =
                self.connection.prepare_cached("SELECT * FROM line WHERE purchase_id = ?1 AND n = ?2")?;
            let names: Vec<String> = read.column_names().map(str::to_owned).collect();
            read.query_row([purchase, n], |row| {
                let columns =
                    names.into_iter().enumerate().map(|(at, name)| Ok((name, row.get::<_, Value>(at)?)));
                Ok(Image::Row(columns.collect::<rusqlite::Result<_>>()?))
            })?
        };
        self.put("line", &one(&[purchase, n]), Some(&image))
    }

    /// Notes that the change is about this customer.
    pub fn about(&mut self, customer: i64) -> rusqlite::Result<()> {
        self.person.execute([customer, self.change])?;
        Ok(())
    }

    /// Forgets the change: it cannot be taken back.
    pub fn abandon(&self) -> rusqlite::Result<()> {
        for sql in [
            "DELETE FROM change_row WHERE change_id = ?1",
            "DELETE FROM change_customer WHERE change_id = ?1",
            "DELETE FROM change WHERE id = ?1",
        ] {
            self.connection.execute(sql, [self.change])?;
        }
        Ok(())
    }

    /// Gives the change its words (JSON) and answers its id.
    pub fn close(&mut self, args: &str) -> rusqlite::Result<i64> {
        self.connection.execute("UPDATE change SET args = ?2 WHERE id = ?1", params![self.change, args])?;
        Ok(self.change)
    }

    fn put(&mut self, table: &str, key: &RowKey, image: Option<&Image>) -> rusqlite::Result<()> {
        self.seq += 1;
        self.write.execute(params![self.change, self.seq, table, key.encode(), image.map(Image::encode)])?;
        Ok(())
    }
}

fn one(key: &[i64]) -> RowKey {
    RowKey::One(key.iter().map(|id| Value::Integer(*id)).collect())
}
