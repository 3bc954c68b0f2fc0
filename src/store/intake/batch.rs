//! Rows of one table that are written several at a time: to begin a statement (its cursors, above all) costs as much as
//! to write a row.

use rusqlite::types::ToSql;
use rusqlite::{Connection, Statement};

/// Cells that one statement writes at most.
const CELLS: usize = 512;

/// Inserts rows into a table. A row is in the table after [`Batch::flush`] at the latest: whoever reads the table
/// before the end of an import flushes first.
pub(super) struct Batch<'c> {
    insert: Statement<'c>,
    columns: usize,
    /// Rows of a statement.
    rows: usize,
    /// Cells that wait in the present statement.
    waiting: usize,
}

impl<'c> Batch<'c> {
    /// Rows with these columns, the first of them never null; `verb` is `INSERT` or `INSERT OR IGNORE`. The columns of
    /// `fixed` have the same value in every row.
    pub fn new(
        connection: &'c Connection,
        verb: &str,
        table: &str,
        columns: &[&str],
        fixed: &[(&str, i64)],
    ) -> rusqlite::Result<Self> {
        let rows = (CELLS / columns.len()).max(1);
        let names: Vec<&str> = columns.iter().copied().chain(fixed.iter().map(|(name, _)| *name)).collect();
        let mut values = vec!["*".to_owned()];
        values.extend(fixed.iter().map(|(_, value)| value.to_string()));
        let row = format!("({})", vec!["?"; columns.len()].join(", "));
        // A statement that is not full has rows of nulls at its end.
        let insert = connection.prepare(&format!(
            "{verb} INTO {table}({}) SELECT {} FROM (VALUES {}) WHERE column1 IS NOT NULL",
            names.join(", "),
            values.join(", "),
            vec![row.as_str(); rows].join(", "),
        ))?;
        Ok(Self { insert, columns: columns.len(), rows, waiting: 0 })
    }

    /// The next cell of a row, in the order of the columns.
    pub fn cell(&mut self, value: impl ToSql) -> rusqlite::Result<()> {
        self.waiting += 1;
        self.insert.raw_bind_parameter(self.waiting, value)
    }

    /// Ends a row.
    pub fn end(&mut self) -> rusqlite::Result<()> {
        debug_assert_eq!(self.waiting % self.columns, 0, "a row has all its cells");
        if self.waiting == self.rows * self.columns { self.write() } else { Ok(()) }
    }

    /// Writes what waits.
    pub fn flush(&mut self) -> rusqlite::Result<()> {
        if self.waiting == 0 {
            return Ok(());
        }
        for row in self.waiting / self.columns..self.rows {
            self.insert.raw_bind_parameter(row * self.columns + 1, None::<i64>)?;
        }
        self.write()
    }

    fn write(&mut self) -> rusqlite::Result<()> {
        self.waiting = 0;
        self.insert.raw_execute().map(drop)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_written_once_and_in_order() {
        let db = Connection::open_in_memory().unwrap();
        db.execute_batch("CREATE TABLE a (id INTEGER PRIMARY KEY, word TEXT NOT NULL, by INTEGER) STRICT")
            .unwrap();
        let mut batch = Batch::new(&db, "INSERT", "a", &["id", "word"], &[("by", 7)]).unwrap();
        batch.flush().unwrap();
        for n in 1..=1000_i64 {
            batch.cell(n).unwrap();
            batch.cell(format!("w{n}")).unwrap();
            batch.end().unwrap();
            if n % 300 == 0 {
                batch.flush().unwrap();
            }
        }
        batch.flush().unwrap();
        let sql = "SELECT count(*), sum(id), sum(word = 'w' || id), sum(by) FROM a";
        let sums: [i64; 4] =
            db.query_row(sql, [], |r| Ok([r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?])).unwrap();
        assert_eq!(sums, [1000, 500_500, 1000, 7000]);
    }
}
