//! Copies of the portfolio: made through SQLite, checked before they count, kept by age, and brought back without a
//! moment in which there is no whole file under the portfolio's name.
//!
//! Never reads the portfolio's bytes itself: closing a file of one's own lets go of SQLite's locks on it (POSIX), and
//! a second process could then take the log away.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use chrono::{Datelike, NaiveDateTime};
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ffi};
use tempfile::NamedTempFile;

use crate::domain::change::Stamp;
use crate::store::ask::{BackupInfo, ChangeWords};
use crate::store::error::{OpenError, StoreError};
use crate::store::file::{Lock, beside, folder_of, look, make_folder, sweep, sync_folder, temporary};
use crate::store::journal::Tx;
use crate::store::schema::{
    MIGRATIONS, connect, connect_unchanging, foreign_key_check, integrity_check, migrate, version,
};
use crate::store::verify::row_counts;
use crate::store::write::erase;

/// Set by whoever does not want a copy any more.
pub(in crate::store) type Quit = Arc<AtomicBool>;

/// Steps of the database between two looks whether the copy is still wanted.
const OPERATIONS: i32 = 10_000;

/// The newest stay whatever their day: a copy made before an import outlives the copies made right after it.
const NEWEST: usize = 3;
const DAILY: usize = 7;
const WEEKLY: usize = 4;
const MONTHLY: usize = 12;
const TIME: &str = "%Y%m%d-%H%M%S";

/// The folder a portfolio's backups are in: `backups` beside it.
pub fn folder(portfolio: &Path) -> PathBuf {
    folder_of(portfolio).join("backups")
}

/// The backups there are, newest first, those kept by a restore included. A file that cannot be read as a portfolio
/// is left out.
pub fn list(portfolio: &Path) -> Vec<BackupInfo> {
    let mut found: Vec<BackupInfo> = names(portfolio)
        .into_iter()
        .filter_map(|(path, at, _)| {
            let looked = look(&path).ok()?;
            // Nobody writes to a backup, and opened so no log appears beside it.
            let open = if looked.has_log { open_copy } else { connect_unchanging };
            let connection = open(&path).ok()?;
            let customers = customers(&connection).ok()?;
            Some(BackupInfo { path, at, size: looked.size, customers })
        })
        .collect();
    found.sort_by_key(|info| Reverse(made(&info.path, info.at)));
    found
}

/// When the last backup was made; not counting files kept by a restore.
pub fn last(portfolio: &Path) -> Option<NaiveDateTime> {
    names(portfolio).into_iter().filter(|(_, _, kept)| !kept).map(|(_, at, _)| at).max()
}

/// Whether the last backup is older than a day, or there is none.
pub fn needs_daily(portfolio: &Path, now: NaiveDateTime) -> bool {
    last(portfolio).is_none_or(|at| now.signed_duration_since(at) > chrono::TimeDelta::days(1))
}

/// Makes a checked copy. Into the portfolio's folder of backups where `to` is `None`, and then those that are too
/// many by age are taken away. A file that exists is never written over. Where `quit` is set meanwhile, checking stops at
/// once and no copy is there; that reading stops too, whoever made the connection sees to with [`stoppable`].
pub(in crate::store) fn make(
    connection: &Connection,
    portfolio: &Path,
    to: Option<&Path>,
    now: NaiveDateTime,
    quit: Option<&Quit>,
) -> Result<BackupInfo, StoreError> {
    let path = if let Some(path) = to {
        if path.exists() {
            return Err(OpenError::Exists(path.into()).into());
        }
        path.to_owned()
    } else {
        make_folder(&folder(portfolio))?;
        free_name(&folder(portfolio), &format!("{}-{}", stem(portfolio), now.format(TIME)))
    };
    let info = copy(connection, &path, now, quit)?;
    if to.is_none() {
        rotate(portfolio);
    }
    Ok(info)
}

/// A checked copy before the file is brought to a newer version.
pub(in crate::store) fn before_migration(
    connection: &Connection,
    portfolio: &Path,
) -> Result<(), StoreError> {
    make_folder(&folder(portfolio))?;
    let name = format!("{}-before-version-{}", stem(portfolio), version(connection)? + 1);
    copy(connection, &free_name(&folder(portfolio), &name), NaiveDateTime::default(), None).map(drop)
}

/// Brings a backup back as the portfolio; the present file is kept, and its name answered, `None` where there was
/// none. The portfolio must not be open for writing anywhere, this process included. The present file may be damaged.
pub fn restore(portfolio: &Path, from: &Path, now: NaiveDateTime) -> Result<Option<PathBuf>, StoreError> {
    let lock = Lock::take(portfolio)?;
    look(from)?;
    let source = open_copy(from)?;
    let ours = MIGRATIONS.len() as u32;
    let theirs = version(&source)?;
    if theirs > ours {
        return Err(OpenError::Newer { path: from.into(), theirs, ours }.into());
    }
    let new = checked_copy(&source, folder_of(portfolio), None)?;
    drop(source);
    erase_again(portfolio, new.path(), now)?;
    let kept = if portfolio.exists() { Some(set_aside(portfolio, now)?) } else { None };
    put(new, portfolio, true)?;
    drop(lock);
    Ok(kept)
}

/// Whom the present file has erased since does not come back with a backup.
fn erase_again(present: &Path, restored: &Path, now: NaiveDateTime) -> Result<(), StoreError> {
    let erased = look(present)
        .ok()
        .and_then(|_| open_copy(present).ok())
        .and_then(|present| erase::all(&present).ok())
        .unwrap_or_default();
    if erased.is_empty() {
        return Ok(());
    }
    let mut copy = connect(restored, true, false)?;
    migrate(&mut copy)?;
    let stamp = Stamp { now, author: String::new() };
    let mut tx = Tx::begin(&mut copy, &stamp)?;
    erase::erase_again(&mut tx, &erased)?;
    tx.seal(ChangeWords::default())?;
    copy.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    copy.close().map_err(|(_, source)| source)?;
    Ok(())
}

/// Gives the present file a second name and moves its log to that name as well. The log must be gone before another
/// file takes the first name: SQLite would play it into the new one.
fn set_aside(portfolio: &Path, now: NaiveDateTime) -> Result<PathBuf, StoreError> {
    // A whole file has its log written into it here; a damaged one keeps it beside itself.
    if look(portfolio).is_ok()
        && let Ok(present) = connect(portfolio, true, false)
    {
        let _ = present.busy_timeout(Duration::from_millis(200));
        let _ = present.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
    }
    let folder = folder(portfolio);
    make_folder(&folder)?;
    let kept = free_name(&folder, &format!("before-restore-{}-{}", stem(portfolio), now.format(TIME)));
    let io = |path: &Path| {
        let path = path.to_owned();
        move |source| StoreError::Io { path, source }
    };
    let linked = fs::hard_link(portfolio, &kept).is_ok();
    sync_folder(&folder).map_err(io(&folder))?;
    for ending in ["-wal", "-shm"] {
        let log = beside(portfolio, ending);
        if log.exists() {
            fs::rename(&log, beside(&kept, ending)).map_err(io(&log))?;
        }
    }
    if !linked {
        // A file system without second names: for a moment there is only the kept one.
        fs::rename(portfolio, &kept).map_err(io(portfolio))?;
    }
    sync_folder(&folder).map_err(io(&folder))?;
    sync_folder(folder_of(portfolio)).map_err(io(portfolio))?;
    Ok(kept)
}

fn copy(
    connection: &Connection,
    to: &Path,
    at: NaiveDateTime,
    quit: Option<&Quit>,
) -> Result<BackupInfo, StoreError> {
    let made = checked_copy(connection, folder_of(to), quit)?;
    let size = made.as_file().metadata().map_or(0, |m| m.len());
    put(made, to, false)?;
    Ok(BackupInfo { path: to.into(), at, size, customers: customers(connection)? })
}

/// Opens a backup for reading; also where its folder cannot be written, which some copies need.
fn open_copy(path: &Path) -> rusqlite::Result<Connection> {
    let opened = connect(path, false, false)?;
    if version(&opened).is_ok() { Ok(opened) } else { connect_unchanging(path) }
}

/// A copy under a temporary name, opened again and found whole, with as many rows in every table.
fn checked_copy(
    connection: &Connection,
    folder: &Path,
    quit: Option<&Quit>,
) -> Result<NamedTempFile, StoreError> {
    let io = |source| StoreError::Io { path: folder.into(), source };
    sweep(folder);
    let made = temporary(folder).map_err(io)?;
    // The bytes of the name: a folder need not be called in UTF-8.
    let name = ToSqlOutput::Borrowed(ValueRef::Text(made.path().as_os_str().as_encoded_bytes()));
    connection.execute("VACUUM INTO ?1", [name])?;
    {
        let mut copied = connect(made.path(), false, false)?;
        if let Some(quit) = quit {
            stoppable(&mut copied, quit)?;
        }
        if let Some(what) = integrity_check(&copied)?.into_iter().chain(foreign_key_check(&copied)?).next() {
            return Err(StoreError::BadCopy(what));
        }
        if version(&copied)? != version(connection)? {
            return Err(StoreError::BadCopy("version".to_owned()));
        }
        let (ours, theirs) = (row_counts(connection)?, row_counts(&copied)?);
        if ours != theirs {
            let table =
                ours.iter().zip(&theirs).find(|(a, b)| a != b).map_or("tables", |(a, _)| a.0.as_str());
            return Err(StoreError::BadCopy(table.to_owned()));
        }
    }
    made.as_file().sync_all().map_err(io)?;
    Ok(made)
}

/// Has whatever runs on a connection stop soon after `quit` is set; where it is set already, an error at once.
pub(in crate::store) fn stoppable(connection: &mut Connection, quit: &Quit) -> rusqlite::Result<()> {
    let flag = Arc::clone(quit);
    connection.progress_handler(OPERATIONS, Some(move || flag.load(Ordering::Relaxed)))?;
    if quit.load(Ordering::Relaxed) {
        return Err(rusqlite::Error::SqliteFailure(ffi::Error::new(ffi::SQLITE_INTERRUPT), None));
    }
    Ok(())
}

/// Gives a temporary file its name, durably.
fn put(made: NamedTempFile, to: &Path, replace: bool) -> Result<(), StoreError> {
    let result = if replace { made.persist(to) } else { made.persist_noclobber(to) };
    result.map_err(|e| StoreError::Io { path: to.into(), source: e.error })?;
    sync_folder(folder_of(to)).map_err(|source| StoreError::Io { path: to.into(), source })
}

fn customers(connection: &Connection) -> rusqlite::Result<u64> {
    connection
        .query_row("SELECT count(*) FROM customer WHERE archived = 0", [], |r| r.get::<_, i64>(0))
        .map(|n| n as u64)
}

fn stem(portfolio: &Path) -> String {
    portfolio.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// `<name>.db`, or with a number where that is taken.
fn free_name(folder: &Path, name: &str) -> PathBuf {
    let first = folder.join(format!("{name}.db"));
    if !first.exists() {
        return first;
    }
    (2..u32::MAX).map(|n| folder.join(format!("{name}-{n}.db"))).find(|p| !p.exists()).unwrap_or(first)
}

/// Files in the folder of backups that bear a name of ours: path, time, kept by a restore.
fn names(portfolio: &Path) -> Vec<(PathBuf, NaiveDateTime, bool)> {
    let stem = stem(portfolio);
    let Ok(entries) = fs::read_dir(folder(portfolio)) else { return Vec::new() };
    entries
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let (at, kept) = parse_name(path.file_name()?.to_str()?, &stem)?;
            Some((path, at, kept))
        })
        .collect()
}

/// Time in a name of ours and whether a restore kept the file; `None` for anything else.
fn parse_name(name: &str, stem: &str) -> Option<(NaiveDateTime, bool)> {
    let name = name.strip_suffix(".db")?;
    let (name, kept) = name.strip_prefix("before-restore-").map_or((name, false), |rest| (rest, true));
    let rest = name.strip_prefix(stem)?.strip_prefix('-')?;
    let (time, number) = rest.split_at_checked(15)?;
    let is_number = |n: &str| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit());
    if !number.is_empty() && !number.strip_prefix('-').is_some_and(is_number) {
        return None;
    }
    NaiveDateTime::parse_from_str(time, TIME).ok().map(|at| (at, kept))
}

/// Takes away the backups that are neither the newest of one of the last days, weeks or months that have one.
/// Touches only names that this program gives.
fn rotate(portfolio: &Path) {
    let mut all: Vec<(PathBuf, NaiveDateTime)> =
        names(portfolio).into_iter().filter(|(_, _, kept)| !kept).map(|(path, at, _)| (path, at)).collect();
    all.sort_by_key(|(path, at)| Reverse(made(path, *at)));
    let times: Vec<NaiveDateTime> = all.iter().map(|(_, at)| *at).collect();
    let keep = kept_of(&times);
    for (i, (path, _)) in all.iter().enumerate() {
        if !keep.contains(&i) {
            // One too many is no harm; the next backup tries again.
            let _ = fs::remove_file(path);
        }
    }
}

/// Order of making: the time, and of the same second the longer name, which has the number behind it.
fn made(path: &Path, at: NaiveDateTime) -> (NaiveDateTime, usize, PathBuf) {
    (at, path.as_os_str().len(), path.to_owned())
}

/// The span a time is in: year and number.
type SpanOf = fn(&NaiveDateTime) -> (i32, u32);

/// Which of these times (newest first) stay: the newest of each of the last 7 days, 4 weeks and 12 months there are,
/// and the newest of all.
fn kept_of(times: &[NaiveDateTime]) -> BTreeSet<usize> {
    let mut keep: BTreeSet<usize> = (0..times.len().min(NEWEST)).collect();
    let day = |t: &NaiveDateTime| (t.year(), t.ordinal());
    let week = |t: &NaiveDateTime| (t.iso_week().year(), t.iso_week().week());
    let month = |t: &NaiveDateTime| (t.year(), t.month());
    let spans: [(usize, SpanOf); 3] = [(DAILY, day), (WEEKLY, week), (MONTHLY, month)];
    for (count, span) in spans {
        let mut seen = BTreeSet::new();
        for (i, time) in times.iter().enumerate() {
            if seen.len() == count {
                break;
            }
            if seen.insert(span(time)) {
                keep.insert(i);
            }
        }
    }
    keep
}

#[cfg(test)]
mod tests {
    use chrono::{Days, NaiveDate};

    use super::*;

    fn at(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, TIME).unwrap()
    }

    #[test]
    fn a_check_stops_as_soon_as_nobody_wants_the_copy_any_more() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        let mut db = connect(&path, true, true).unwrap();
        migrate(&mut db).unwrap();
        db.execute_batch(
            "CREATE TABLE filler(id INTEGER PRIMARY KEY, word TEXT); CREATE INDEX by_word ON filler(word);
             WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 200000)
             INSERT INTO filler SELECT x, 'word ' || x FROM n;",
        )
        .unwrap();
        let quit = Quit::default();
        stoppable(&mut db, &quit).unwrap();
        assert_eq!(integrity_check(&db).unwrap().len(), 0);
        quit.store(true, Ordering::Relaxed);
        let stopped = integrity_check(&db).unwrap_err();
        assert_eq!(stopped.sqlite_error_code(), Some(rusqlite::ErrorCode::OperationInterrupted));
        // A whole copy: stopped, it leaves no file; wanted, it is there.
        let source = connect(&path, false, false).unwrap();
        let now = at("20261120-180000");
        assert!(make(&source, &path, None, now, Some(&quit)).is_err());
        assert_eq!(fs::read_dir(super::folder(&path)).unwrap().count(), 0);
        quit.store(false, Ordering::Relaxed);
        assert!(make(&source, &path, None, now, Some(&quit)).unwrap().path.exists());
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn a_portfolio_and_a_folder_whose_names_are_no_utf_8_are_copied_and_brought_back() {
        use std::os::unix::ffi::OsStrExt;
        let folder = tempfile::tempdir().unwrap();
        let inside = folder.path().join(std::ffi::OsStr::from_bytes(b"tienda-\xf1"));
        fs::create_dir(&inside).unwrap();
        let path = inside.join(std::ffi::OsStr::from_bytes(b"clientes-\xe1.db"));
        let mut db = connect(&path, true, true).unwrap();
        migrate(&mut db).unwrap();
        let now = at("20261120-180000");
        let made = make(&db, &path, None, now, None).unwrap();
        drop(db);
        assert_eq!(list(&path).len(), 1);
        assert_eq!(last(&path), Some(now));
        assert!(restore(&path, &made.path, now).unwrap().is_some());
    }

    #[test]
    fn seven_days_four_weeks_and_twelve_months_stay() {
        let newest = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap().and_hms_opt(18, 0, 0).unwrap();
        let times: Vec<NaiveDateTime> = (0..800).map(|n| newest - Days::new(n)).collect();
        let kept = kept_of(&times);
        let days: Vec<String> = kept.iter().map(|&i| times[i].format("%y%m%d").to_string()).collect();
        let expected = "261120 261119 261118 261117 261116 261115 261114 261108 261101 261031 260930 260831 260731 \
                        260630 260531 260430 260331 260228 260131 251231";
        assert_eq!(days.join(" "), expected);
    }

    #[test]
    fn only_the_newest_of_a_day_stays_but_for_the_last_made() {
        let times =
            ["20261120-180000", "20261120-120000", "20261120-110000", "20261120-090000", "20261119-090000"];
        assert_eq!(kept_of(&times.map(at)), BTreeSet::from([0, 1, 2, 4]));
    }

    #[test]
    fn of_the_same_second_the_one_with_the_higher_number_is_newer() {
        let named = |name: &str| made(Path::new(name), at("20261120-180000"));
        assert!(named("shop-20261120-180000-2.db") > named("shop-20261120-180000.db"));
        assert!(named("shop-20261120-180000-10.db") > named("shop-20261120-180000-9.db"));
    }

    #[test]
    fn only_names_of_ours_are_ours() {
        assert_eq!(parse_name("shop-20261120-180000.db", "shop"), Some((at("20261120-180000"), false)));
        assert_eq!(parse_name("shop-20261120-180000-2.db", "shop"), Some((at("20261120-180000"), false)));
        assert_eq!(
            parse_name("before-restore-shop-20261120-180000.db", "shop"),
            Some((at("20261120-180000"), true))
        );
        for other in [
            "shop.db",
            "shop-20261120-180000.db-wal",
            "shop-20261120.db",
            "shop-20261120-180000x.db",
            "shop-2-20261120-180000.db",
            "other-20261120-180000.db",
            "shop-before-version-2.db",
        ] {
            assert_eq!(parse_name(other, "shop"), None, "{other}");
        }
    }
}
