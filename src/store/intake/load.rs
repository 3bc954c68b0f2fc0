//! The transaction of an import and the settings it runs under: a large cache, indexes built after the rows.

use rusqlite::{Connection, Error, ErrorCode, ffi};

use super::IntakeError;

/// Page cache while an import runs, in KiB.
const CACHE_KIB: i64 = 32 * 1024;

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
        for sql in std::mem::take(&mut self.postponed) {
            halt()?;
            self.connection.execute_batch(&sql)?;
        }
        Ok(())
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
        let _ = self.connection.pragma_update(None, "foreign_keys", self.keys_before);
        let _ = self.connection.pragma_update(None, "cache_size", self.cache_before);
    }
}
