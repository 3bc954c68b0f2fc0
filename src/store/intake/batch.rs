//! Rows of one table that are written several at a time: to begin a statement (its cursors, above all) costs as much as
//! to write a row.

use rusqlite::types::ToSql;
use rusqlite::{Connection, Error, Statement};

/// Cells that one statement writes at most.
const CELLS: usize = 1024;

/// What becomes of a row that is there already.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Twice {
    /// It is an error.
    Refused,
    /// The first one stays.
    Passed,
}

/// Inserts rows into a table. A row is in the table after [`Batch::flush`] at the latest: whoever reads the table
/// before the end of an import flushes first.
pub(super) struct Batch<'c> {
    insert: Statement<'c>,
    columns: usize,
    /// Rows of a statement.
    rows: usize,
    /// Cells that wait in the present statement.
    waiting: usize,
    /// Cells of the statement that hold nothing.
    blank: Vec<bool>,
    twice: Twice,
}

impl<'c> Batch<'c> {
    /// Rows with these columns; `words` are those of them that hold text, empty where there is none. At least one
    /// column that is neither among them nor the row id must never be null. The columns of `fixed` have the same value
    /// in every row.
    pub fn new(
        connection: &'c Connection,
        table: &str,
        columns: &[&str],
        words: &[&str],
        fixed: &[(&str, i64)],
        twice: Twice,
    ) -> rusqlite::Result<Self> {
        let rows = (CELLS / columns.len()).max(1);
        let names: Vec<&str> = columns.iter().copied().chain(fixed.iter().map(|(name, _)| *name)).collect();
        // A blank costs less than a text with nothing in it, and most texts of a table have nothing in them.
        let cells = columns.iter().map(|c| if words.contains(c) { "ifnull(?, '')" } else { "?" });
        let cells: Vec<String> =
            cells.map(str::to_owned).chain(fixed.iter().map(|(_, value)| value.to_string())).collect();
        let row = format!("({})", cells.join(", "));
        // A statement that is not full has rows of nulls at its end, which are passed over.
        let insert = connection.prepare(&format!(
            "INSERT OR IGNORE INTO {table}({}) VALUES {}",
            names.join(", "),
            vec![row.as_str(); rows].join(", "),
        ))?;
        let blank = vec![true; rows * columns.len()];
        Ok(Self { insert, columns: columns.len(), rows, waiting: 0, blank, twice })
    }

    /// The next cell of a row, in the order of the columns.
    pub fn cell(&mut self, value: impl ToSql) -> rusqlite::Result<()> {
        self.blank[self.waiting] = false;
        self.waiting += 1;
        self.insert.raw_bind_parameter(self.waiting, value)
    }

    /// The next cell of a row, of a column of words.
    pub fn word(&mut self, text: &str) -> rusqlite::Result<()> {
        if !text.is_empty() {
            return self.cell(text);
        }
        self.clear(self.waiting)?;
        self.waiting += 1;
        Ok(())
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
        (self.waiting..self.rows * self.columns).try_for_each(|at| self.clear(at))?;
        self.write()
    }

    fn clear(&mut self, at: usize) -> rusqlite::Result<()> {
        if !self.blank[at] {
            self.insert.raw_bind_parameter(at + 1, None::<i64>)?;
            self.blank[at] = true;
        }
        Ok(())
    }

    fn write(&mut self) -> rusqlite::Result<()> {
        let rows = std::mem::take(&mut self.waiting) / self.columns;
        let written = self.insert.raw_execute()?;
        if written == rows || self.twice == Twice::Passed {
            Ok(())
        } else {
            Err(Error::StatementChangedRows(written))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(twice: Twice) -> (Connection, impl Fn(&Connection) -> Batch<'_>) {
        let db = Connection::open_in_memory().unwrap();
        db.execute_batch(
            "CREATE TABLE a (id INTEGER PRIMARY KEY, n INTEGER NOT NULL, word TEXT NOT NULL, by INTEGER) STRICT",
        )
        .unwrap();
        (db, move |db| Batch::new(db, "a", &["id", "n", "word"], &["word"], &[("by", 7)], twice).unwrap())
    }

    fn put(batch: &mut Batch<'_>, n: i64, word: &str) -> rusqlite::Result<()> {
        batch.cell(n)?;
        batch.cell(n)?;
        batch.word(word)?;
        batch.end()
    }

    #[test]
    fn every_row_is_written_once_and_in_order() {
        let (db, batch) = table(Twice::Refused);
        let mut batch = batch(&db);
        batch.flush().unwrap();
        for n in 1..=2000_i64 {
            let word = if n % 3 == 0 { String::new() } else { format!("w{n}") };
            put(&mut batch, n, &word).unwrap();
            if n % 500 == 0 {
                batch.flush().unwrap();
            }
        }
        batch.flush().unwrap();
        let sql = "SELECT count(*), sum(id), sum(word = iif(n % 3, 'w' || n, '')), sum(by) FROM a";
        let sums: [i64; 4] =
            db.query_row(sql, [], |r| Ok([r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?])).unwrap();
        assert_eq!(sums, [2000, 2_001_000, 2000, 14_000]);
    }

    #[test]
    fn a_row_that_is_there_already_is_refused_unless_it_may_be() {
        for twice in [Twice::Refused, Twice::Passed] {
            let (db, batch) = table(twice);
            let mut batch = batch(&db);
            put(&mut batch, 1, "first").unwrap();
            put(&mut batch, 1, "second").unwrap();
            assert_eq!(batch.flush().is_err(), twice == Twice::Refused);
            drop(batch);
            let words: String = db.query_row("SELECT group_concat(word) FROM a", [], |r| r.get(0)).unwrap();
            assert_eq!(words, "first");
        }
    }
}
