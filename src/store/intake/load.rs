//! The transaction of an import and the settings it runs under: a large cache, indexes built after the rows.
//!
//! Indexes are sorted in a file without a name, beside the portfolio, which holds the same words anyway and has as much
//! protection: sorted in memory, `SQLite` takes a piece for each row, all of them at once, and a third more time.

use std::path::Path;

use rusqlite::{Connection, Error, ErrorCode, ffi};

use super::IntakeError;
use crate::store::file::folder_of;

/// Page cache while an import runs, in KiB.
const CACHE_KIB: i64 = 32 * 1024;

/// Page cache while indexes are built, in KiB. It is also what is sorted at once, and that is fastest where it fits
/// the processor's own cache; pages are written one after the other and need no more.
const SORTING_KIB: i64 = 1024;

/// A transaction that is rolled back when dropped, with the connection's settings put back either way.
pub(super) struct Load<'c> {
    connection: &'c Connection,
    cache_before: i64,
    keys_before: bool,
    /// Statements that build the indexes that were dropped.
    postponed: Vec<String>,
    open: bool,
}

impl<'c> Load<'c> {
    /// Begins the transaction.
    pub fn begin(connection: &'c Connection) -> rusqlite::Result<Self> {
        if !connection.is_autocommit() {
            return Err(Error::SqliteFailure(
                ffi::Error { code: ErrorCode::ApiMisuse, extended_code: ffi::SQLITE_MISUSE },
                Some("an import needs a connection with no transaction open".into()),
            ));
        }
        let cache_before = connection.pragma_query_value(None, "cache_size", |r| r.get(0))?;
        let keys_before = connection.pragma_query_value(None, "foreign_keys", |r| r.get(0))?;
        let mut load = Self { connection, cache_before, keys_before, postponed: Vec::new(), open: false };
        connection.pragma_update(None, "cache_size", -CACHE_KIB)?;
        sort_beside(connection);
        // Every parent of a row written here has just been looked up or written by the import itself.
        connection.pragma_update(None, "foreign_keys", false)?;
        connection.execute_batch("BEGIN IMMEDIATE")?;
        load.open = true;
        Ok(load)
    }

    /// Drops the secondary indexes of a table until [`Load::build_indexes`].
    pub fn postpone_indexes(&mut self, table: &str) -> rusqlite::Result<()> {
        // Of a few rows only: kept row by row it costs nothing, built afterwards a pass over everything.
        self.postpone("tbl_name = ?1 AND sql NOT LIKE '% WHERE %'", table)
    }

    /// Drops one index, of some rows only, which most rows of a file turn out to be in.
    pub fn postpone_index(&mut self, name: &str) -> rusqlite::Result<()> {
        self.postpone("name = ?1", name)
    }

    fn postpone(&mut self, which: &str, name: &str) -> rusqlite::Result<()> {
        let mut statement = self.connection.prepare(&format!(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND {which} ORDER BY rowid",
        ))?;
        let found: Vec<(String, String)> =
            statement.query_map([name], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<Result<_, _>>()?;
        drop(statement);
        for (name, sql) in found {
            self.connection.execute_batch(&format!("DROP INDEX \"{name}\""))?;
            self.postponed.push(sql);
        }
        Ok(())
    }

    /// Builds what was postponed; `halt` is asked before each.
    pub fn build_indexes(&mut self, halt: &dyn Fn() -> Result<(), IntakeError>) -> Result<(), IntakeError> {
        if self.postponed.is_empty() {
            return Ok(());
        }
        self.connection.pragma_update(None, "cache_size", -SORTING_KIB)?;
        for sql in std::mem::take(&mut self.postponed) {
            halt()?;
            self.connection.execute_batch(&sql)?;
        }
        self.connection.pragma_update(None, "cache_size", -CACHE_KIB).map_err(IntakeError::from)
    }

    /// Makes everything durable.
    pub fn commit(&mut self) -> rusqlite::Result<()> {
        self.connection.execute_batch("COMMIT")?;
        self.open = false;
        Ok(())
    }
}

impl Drop for Load<'_> {
    fn drop(&mut self) {
        // After a failed commit SQLite may have rolled back by itself.
        if self.open && !self.connection.is_autocommit() {
            let _ = self.connection.execute_batch("ROLLBACK");
        }
        let _ = self.connection.pragma_update(None, "temp_store", "memory");
        let _ = self.connection.pragma_update(None, "foreign_keys", self.keys_before);
        let _ = self.connection.pragma_update(None, "cache_size", self.cache_before);
    }
}

/// Has what is sorted go to a file in the portfolio's folder. Where that cannot be, it stays in memory.
fn sort_beside(connection: &Connection) {
    let folder = connection.path().filter(|path| !path.is_empty()).map(|path| folder_of(Path::new(path)));
    let Some(folder) = folder.and_then(Path::to_str) else { return };
    if connection.pragma_update(None, "temp_store_directory", folder).is_ok() {
        let _ = connection.pragma_update(None, "temp_store", "file");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::schema;

    fn temp_store(db: &Connection) -> i64 {
        db.pragma_query_value(None, "temp_store", |r| r.get(0)).unwrap()
    }

    #[test]
    fn what_is_sorted_leaves_no_file_and_every_setting_is_back_afterwards() {
        let folder = tempfile::tempdir().unwrap();
        let db = schema::connect(&folder.path().join("a.db"), true, true).unwrap();
        db.execute_batch(
            "CREATE TABLE a (id INTEGER PRIMARY KEY, word TEXT); CREATE INDEX a_word ON a(word)",
        )
        .unwrap();
        let before: i64 = db.pragma_query_value(None, "cache_size", |r| r.get(0)).unwrap();
        let names = || {
            let mut names: Vec<_> =
                std::fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
            names.sort();
            names
        };
        let there = names();
        for keeps in [true, false] {
            let mut load = Load::begin(&db).unwrap();
            assert_eq!(temp_store(&db), 1, "sorted in a file");
            load.postpone_indexes("a").unwrap();
            // More than is sorted at once.
            db.execute_batch(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40000)
                 INSERT INTO a(word) SELECT printf('%040d', i * 7919 % 40009) FROM n",
            )
            .unwrap();
            load.build_indexes(&|| Ok(())).unwrap();
            if keeps {
                load.commit().unwrap();
            }
            drop(load);
            schema::assert_settings(&db, true).unwrap();
            assert_eq!(db.pragma_query_value(None, "cache_size", |r| r.get::<_, i64>(0)), Ok(before));
            assert_eq!(names(), there);
        }
        let rows: i64 = db
            .query_row("SELECT count(*) FROM a INDEXED BY a_word WHERE word >= ''", [], |r| r.get(0))
            .unwrap();
        assert_eq!(rows, 40_000);
        assert_eq!(schema::integrity_check(&db).unwrap(), Vec::<String>::new());
    }

    #[test]
    fn without_a_folder_it_is_sorted_in_memory() {
        let db = Connection::open_in_memory().unwrap();
        db.pragma_update(None, "temp_store", "memory").unwrap();
        let load = Load::begin(&db).unwrap();
        assert_eq!(temp_store(&db), 2);
        drop(load);
        assert_eq!(temp_store(&db), 2);
    }
}
