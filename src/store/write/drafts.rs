//! What forms held when they were not saved: kept at once, outside the journal, so that no crash takes it.

use rusqlite::Connection;

/// Keeps what a form holds.
pub(in crate::store) fn save(connection: &Connection, key: &str, content: &str) -> rusqlite::Result<()> {
    // The time is only for people who look into the file; nothing reads it, so it may be SQLite's clock.
    connection
        .prepare_cached(
            "INSERT INTO draft (key, content, at) VALUES (?1, ?2, strftime('%Y-%m-%dT%H:%M:%S', 'now', 'localtime'))
             ON CONFLICT (key) DO UPDATE SET content = excluded.content, at = excluded.at",
        )?
        .execute((key, content))
        .map(drop)
}

/// Forgets a draft; nothing happens where there is none.
pub(in crate::store) fn forget(connection: &Connection, key: &str) -> rusqlite::Result<()> {
    connection.prepare_cached("DELETE FROM draft WHERE key = ?1")?.execute([key]).map(drop)
}

/// Key and content of every draft, by key.
pub(in crate::store) fn all(connection: &Connection) -> rusqlite::Result<Vec<(String, String)>> {
    connection
        .prepare("SELECT key, content FROM draft ORDER BY key")?
        .query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?
        .collect()
}
