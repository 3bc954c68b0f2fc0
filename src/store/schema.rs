//! Connections as this program wants them, and the migrations that make a file what this version reads.

use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use crate::store::error::OpenError;

/// `application_id` of every portfolio: "cart" in ASCII.
pub const APPLICATION_ID: i32 = 0x6361_7274;

/// One step from `user_version` n to n + 1, in order. Never edited once released.
pub const MIGRATIONS: &[&str] = &[
    include_str!("../../assets/migrations/0001_portfolio.sql"),
    include_str!("../../assets/migrations/0002_segments.sql"),
    include_str!("../../assets/migrations/0003_profile.sql"),
    include_str!("../../assets/migrations/0004_value.sql"),
    include_str!("../../assets/migrations/0005_products.sql"),
    include_str!("../../assets/migrations/0006_calls.sql"),
    include_str!("../../assets/migrations/0007_actions.sql"),
    include_str!("../../assets/migrations/0008_offers.sql"),
    include_str!("../../assets/migrations/0009_campaigns.sql"),
    include_str!("../../assets/migrations/0010_bundles.sql"),
    include_str!("../../assets/migrations/0011_choices.sql"),
    include_str!("../../assets/migrations/0012_merge.sql"),
    include_str!("../../assets/migrations/0013_quality.sql"),
    include_str!("../../assets/migrations/0014_erased.sql"),
    include_str!("../../assets/migrations/0015_points.sql"),
    include_str!("../../assets/migrations/0016_offer_uid.sql"),
    include_str!("../../assets/migrations/0017_action_uid.sql"),
    include_str!("../../assets/migrations/0018_facts.sql"),
    include_str!("../../assets/migrations/0019_shared_uid.sql"),
    include_str!("../../assets/migrations/0020_joined.sql"),
];

/// Older SQLite can damage a file when its log is reset.
const OLDEST_SQLITE: i32 = 3_051_003;

/// Settings of every connection and what each must answer when read back. `synchronous` 2 is FULL: measured under
/// power loss, anything less loses what was acknowledged.
const SETTINGS: [(&str, &str, i64); 6] = [
    ("foreign_keys", "on", 1),
    ("trusted_schema", "off", 0),
    ("cell_size_check", "on", 1),
    ("secure_delete", "on", 1),
    ("temp_store", "memory", 2),
    ("mmap_size", "0", 0),
];

/// Opens a connection with every defensive setting of this program. Makes the file where `create` is set.
pub fn connect(path: &Path, write: bool, create: bool) -> rusqlite::Result<Connection> {
    let mut flags = OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_EXRESCODE;
    flags |= if write { OpenFlags::SQLITE_OPEN_READ_WRITE } else { OpenFlags::SQLITE_OPEN_READ_ONLY };
    if create {
        flags |= OpenFlags::SQLITE_OPEN_CREATE;
    }
    prepare(Connection::open_with_flags(path, flags)?, write)
}

/// Opens for reading a file that nobody changes, in a folder that cannot be written.
pub(in crate::store) fn connect_unchanging(path: &Path) -> rusqlite::Result<Connection> {
    let mut uri = String::from("file:");
    // Byte by byte: a name need not be UTF-8.
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'%' | b'?' | b'#' | 128.. => {
                let _ = write!(uri, "%{byte:02x}");
            }
            byte => uri.push(char::from(*byte)),
        }
    }
    uri.push_str("?immutable=1");
    let flags = OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_EXRESCODE
        | OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_URI;
    prepare(Connection::open_with_flags(uri, flags)?, false)
}

fn prepare(connection: Connection, write: bool) -> rusqlite::Result<Connection> {
    connection.busy_timeout(Duration::from_secs(3))?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    connection.set_prepared_statement_cache_capacity(128);
    if write {
        connection.pragma_update(None, "journal_mode", "wal")?;
        connection.pragma_update(None, "synchronous", "full")?;
    }
    for (name, value, _) in SETTINGS {
        connection.pragma_update(None, name, value)?;
    }
    Ok(connection)
}

/// Reads every setting of [`connect`] back: what SQLite did not take is an error, not a hope.
pub fn assert_settings(connection: &Connection, write: bool) -> Result<(), OpenError> {
    let not = |what: &str| OpenError::Unsafe(what.to_owned());
    if rusqlite::version_number() < OLDEST_SQLITE {
        return Err(not(&format!("SQLite {}", rusqlite::version())));
    }
    let number = |name: &str| connection.pragma_query_value(None, name, |r| r.get::<_, i64>(0));
    // A file system without shared mappings answers mmap_size with no row at all, which is as good as 0.
    for (name, _, expected) in SETTINGS {
        if number(name).or_else(|e| if name == "mmap_size" { Ok(0) } else { Err(e) }).ok() != Some(expected) {
            return Err(not(name));
        }
    }
    for (setting, name, expected) in [
        (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, "defensive", true),
        (DbConfig::SQLITE_DBCONFIG_DQS_DDL, "dqs_ddl", false),
        (DbConfig::SQLITE_DBCONFIG_DQS_DML, "dqs_dml", false),
    ] {
        if connection.db_config(setting).ok() != Some(expected) {
            return Err(not(name));
        }
    }
    if write {
        if number("synchronous").ok() != Some(2) {
            return Err(not("synchronous"));
        }
        let mode: rusqlite::Result<String> =
            connection.pragma_query_value(None, "journal_mode", |r| r.get(0));
        if mode.as_deref() != Ok("wal") {
            return Err(not("journal_mode"));
        }
    }
    Ok(())
}

/// `user_version` as SQLite sees it, the log included.
pub fn version(connection: &Connection) -> rusqlite::Result<u32> {
    connection.pragma_query_value(None, "user_version", |r| r.get(0))
}

/// Brings an empty or older file to this version, in one transaction.
pub fn migrate(connection: &mut Connection) -> rusqlite::Result<()> {
    migrate_by(connection, MIGRATIONS)
}

/// [`migrate`] with other steps, so that tests can have an older file.
pub(in crate::store) fn migrate_by(connection: &mut Connection, steps: &[&str]) -> rusqlite::Result<()> {
    let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let from = version(&tx)?;
    for (step, sql) in steps.iter().enumerate().skip(from as usize) {
        tx.execute_batch(sql)?;
        tx.pragma_update(None, "user_version", step as u32 + 1)?;
    }
    tx.pragma_update(None, "application_id", APPLICATION_ID)?;
    tx.commit()
}

/// Fast check of every page; empty where all is well. Seconds at a million customers: never before the first frame.
pub fn quick_check(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    check(connection, "quick_check")
}

/// Full check of pages and indexes; empty where all is well.
pub fn integrity_check(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    check(connection, "integrity_check")
}

fn check(connection: &Connection, pragma: &str) -> rusqlite::Result<Vec<String>> {
    let mut found = Vec::new();
    connection.pragma_query(None, pragma, |row| {
        found.push(row.get::<_, String>(0)?);
        Ok(())
    })?;
    found.retain(|line| line != "ok");
    Ok(found)
}

/// Rows that point to a row that is not there, as `table → table`; empty where all is well.
pub fn foreign_key_check(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut found = Vec::new();
    connection.pragma_query(None, "foreign_key_check", |row| {
        found.push(format!("{} → {}", row.get::<_, String>(0)?, row.get::<_, String>(2)?));
        Ok(())
    })?;
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_file_is_of_this_version() {
        let folder = tempfile::tempdir().unwrap();
        let mut connection = connect(&folder.path().join("a.db"), true, true).unwrap();
        migrate(&mut connection).unwrap();
        migrate(&mut connection).unwrap();
        assert_eq!(version(&connection).unwrap() as usize, MIGRATIONS.len());
    }

    #[test]
    fn a_setting_that_did_not_take_is_noticed() {
        let folder = tempfile::tempdir().unwrap();
        let connection = connect(&folder.path().join("a.db"), true, true).unwrap();
        assert_settings(&connection, true).unwrap();
        connection.pragma_update(None, "synchronous", "normal").unwrap();
        assert!(matches!(assert_settings(&connection, true), Err(OpenError::Unsafe(_))));
    }

    #[test]
    fn a_step_that_fails_leaves_the_older_version() {
        let folder = tempfile::tempdir().unwrap();
        let mut connection = connect(&folder.path().join("a.db"), true, true).unwrap();
        migrate_by(&mut connection, &["CREATE TABLE a (x INTEGER) STRICT;"]).unwrap();
        let steps = ["", "CREATE TABLE b (x INTEGER) STRICT;", "CREATE TABLE b (x INTEGER) STRICT;"];
        assert!(migrate_by(&mut connection, &steps).is_err());
        assert_eq!(version(&connection).unwrap(), 1);
        assert!(connection.prepare("SELECT x FROM b").is_err());
        migrate_by(&mut connection, &steps[..2]).unwrap();
        assert_eq!(version(&connection).unwrap(), 2);
    }

    /// Number 15 ends with files whose offers had no uid.
    #[test]
    fn offers_and_actions_of_an_older_file_are_told_apart_and_are_the_same_in_its_copies() {
        use crate::store::journal::{RowKey, Value};
        let older = |second: &str| {
            let mut db = prepare(Connection::open_in_memory().unwrap(), true).unwrap();
            migrate_by(&mut db, &MIGRATIONS[..15]).unwrap();
            db.execute_batch(
                "INSERT INTO source (id, name) VALUES (9, 'hubspot');
                 INSERT INTO import (id, at, file, preset, source_id, report) VALUES (1, '', 'd.csv', 'x', 9, '{}');
                 INSERT INTO customer (id, source_id, code, name, name_key) VALUES (1, 9, 'C1', 'Ana', x'00');
                 INSERT INTO offer (id, customer_id, number, made_on, amount, import_id) VALUES
                   (1, 1, 'hubspot-7', 20000, 1, 1), (2, 1, 'O-0001', 20000, 1, NULL), (70000, 1, 'O-0002', 20000, 1, NULL),
                   (70001, 1, 'O-0003', 20001, 1, NULL);
                 INSERT INTO corrective_action (id, reason, what, made_on) VALUES (1, 'price', 'old', 20000);
                 INSERT INTO corrective_action (id, reason, what, made_on) VALUES (300, 'price', 'new', 20000);",
            )
            .unwrap();
            // When the last two were written is in the journal; of the second one it is not any more.
            let written = [
                ("offer", 70000, "2026-03-01T10:00:00"),
                ("offer", 70001, second),
                ("corrective_action", 300, second),
            ];
            for (change, (table, id, at)) in written.into_iter().enumerate() {
                let change = change as i64;
                db.execute("INSERT INTO change (id, at, key, args) VALUES (?1, ?2, 'x', '{}')", (change, at))
                    .unwrap();
                let key = RowKey::One(vec![Value::Integer(id)]).encode();
                let sql = "INSERT INTO change_row (change_id, seq, tbl, row_key) VALUES (?1, 1, ?2, ?3)";
                db.execute(sql, (change, table, key)).unwrap();
            }
            migrate(&mut db).unwrap();
            let uids: Vec<String> = db
                .prepare("SELECT uid FROM (SELECT 1 AS n, id, uid FROM offer UNION ALL SELECT 2, id, uid FROM corrective_action) \
                          ORDER BY n, id")
                .unwrap()
                .query_map([], |r| r.get(0))
                .unwrap()
                .map(Result::unwrap)
                .collect();
            uids
        };
        let first = older("2026-03-02T11:00:00");
        assert_eq!(first[0], "i68756273706f742d37", "as the import names it");
        assert!(first[1].ends_with("-2-2024-10-04"), "{first:?}");
        assert!(first[2].ends_with("-70000-2026-03-01T10:00:00"), "{first:?}");
        assert!(first[1..4].iter().all(|uid| uid.chars().position(|c| c == '-') == Some(4)), "{first:?}");
        assert_eq!(first[4..], ["m1-2024-10-04", "m300-2026-03-02T11:00:00"]);
        assert_eq!(older("2026-03-02T11:00:00"), first, "copies agree");
        let other = older("2026-03-02T11:00:07");
        assert_eq!(other[..3], first[..3]);
        assert_ne!(other[3], first[3], "a copy gave the same row to another offer");
    }

    /// Number 17 ends with files whose campaigns, handovers and versions of scales had no uid.
    #[test]
    fn what_belongs_to_the_business_is_the_same_in_copies_of_an_older_file() {
        let older = || {
            let mut db = prepare(Connection::open_in_memory().unwrap(), true).unwrap();
            migrate_by(&mut db, &MIGRATIONS[..17]).unwrap();
            db.execute_batch(
                "INSERT INTO source (id, name) VALUES (9, 'shop');
                 INSERT INTO customer (id, source_id, code, name, name_key) VALUES (1, 9, 'C1', 'Ana', x'00');
                 INSERT INTO campaign (id, name, folded, channel, made_on) VALUES
                   (1, 'A', 'a', 'phone', 20000), (70000, 'B', 'b', 'phone', 20000);
                 INSERT INTO handover (id, customer_id, day) VALUES (1, 1, 20000), (2, 1, 20000);
                 INSERT INTO scale (id, name, version, body, day) VALUES (1, 'S', 1, 'null', 20000), (2, 'S', 2, 'null', 20000);",
            )
            .unwrap();
            migrate(&mut db).unwrap();
            let uids: Vec<String> = db
                .prepare("SELECT uid FROM campaign UNION ALL SELECT uid FROM handover UNION ALL SELECT uid FROM scale")
                .unwrap()
                .query_map([], |r| r.get(0))
                .unwrap()
                .map(Result::unwrap)
                .collect();
            uids
        };
        let all = older();
        let once: std::collections::BTreeSet<&String> = all.iter().collect();
        assert!(all.len() == 6 && once.len() == 6 && all.iter().all(|uid| !uid.is_empty()), "{all:?}");
        assert_eq!(older(), all, "copies agree");
    }
}
