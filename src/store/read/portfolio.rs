//! Facts of the portfolio as a whole: name, currency, settings, counts, backups, drafts.

use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;
use rusqlite::{Connection, OpenFlags};

use super::listing::COUNT;
use super::{At, Outcome, count, setting, setting_value};
use crate::domain::{Currency, Day};
use crate::store::ask::{BackupInfo, PortfolioInfo};

/// Newest purchase of a customer, and newest document without one; each the end of an index.
pub(super) const NEWEST: [&str; 2] =
    ["SELECT max(last_day) FROM fact", "SELECT max(day) FROM purchase WHERE customer_id IS NULL"];

const OWN: [&str; 5] =
    [setting::BUSINESS, setting::USER, setting::CURRENCY, setting::SAMPLE, setting::LIFECYCLE];

/// Everything but what needs the roster or the writer.
pub(super) fn portfolio(at: &At<'_>, path: &Path) -> Outcome<PortfolioInfo> {
    let mut settings = Vec::new();
    let mut statement = at.db.prepare_cached("SELECT key, value FROM setting ORDER BY key")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let key: String = row.get(0)?;
        if !OWN.contains(&key.as_str()) {
            settings.push((key, row.get(1)?));
        }
    }
    Ok(PortfolioInfo {
        path: path.to_owned(),
        business: setting_value(at.db, setting::BUSINESS)?.unwrap_or_default(),
        user: setting_value(at.db, setting::USER)?.unwrap_or_default(),
        currency: currency(at.db)?,
        is_sample: setting_value(at.db, setting::SAMPLE)?.unwrap_or_default(),
        as_of: at.day(),
        customers: at.db.prepare_cached(COUNT)?.query_row([], |r| count(r, 0))? as u64,
        to_contact: None,
        to_verify: None,
        data_until: data_until(at)?,
        last_backup: backup_files(path).into_iter().map(|(when, _)| when).max(),
        rules: at.rules,
        read_only: None,
        settings,
    })
}

/// The portfolio's currency.
pub(super) fn currency(db: &Connection) -> Outcome<Currency> {
    let code: Option<String> = setting_value(db, setting::CURRENCY)?;
    Ok(code.and_then(|c| Currency::from_code(&c)).unwrap_or_default())
}

/// Up to which day there are documents; the as-of day where there are later ones.
fn data_until(at: &At<'_>) -> Outcome<Option<Day>> {
    let mut newest: Option<i32> = None;
    for sql in NEWEST {
        newest = newest.max(at.db.prepare_cached(sql)?.query_row([], |r| r.get(0))?);
    }
    Ok(newest.map(|day| Day(day).min(at.day())))
}

/// Drafts that were not saved, newest first.
pub(super) fn drafts(at: &At<'_>) -> Outcome<Vec<(String, String)>> {
    let mut statement = at.db.prepare_cached("SELECT key, content FROM draft ORDER BY at DESC, key")?;
    let found = statement.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    Ok(found)
}

/// Files `<stem>-YYYYMMDD-HHMMSS.db` in the folder `backups` beside the portfolio, with their time.
fn backup_files(path: &Path) -> Vec<(NaiveDateTime, PathBuf)> {
    let Some(stem) = path.file_stem().and_then(|s| s.to_str()) else { return Vec::new() };
    let folder = path.parent().unwrap_or(Path::new("")).join("backups");
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    entries
        .flatten()
        .filter_map(|entry| {
            let file = entry.path();
            let name = file.file_name()?.to_str()?;
            let when = name.strip_prefix(stem)?.strip_prefix('-')?.strip_suffix(".db")?;
            Some((NaiveDateTime::parse_from_str(when, "%Y%m%d-%H%M%S").ok()?, file))
        })
        .collect()
}

/// Backups, newest first. One that cannot be read is there with no customers.
pub(super) fn backups(path: &Path) -> Vec<BackupInfo> {
    let mut found: Vec<BackupInfo> = backup_files(path)
        .into_iter()
        .map(|(at, file)| BackupInfo {
            at,
            size: std::fs::metadata(&file).map_or(0, |m| m.len()),
            customers: customers_in(&file).unwrap_or(0),
            path: file,
        })
        .collect();
    found.sort_by_key(|b| std::cmp::Reverse(b.at));
    found
}

/// Opened as a file that nobody changes, so that no log or lock appears beside a backup.
fn customers_in(file: &Path) -> Option<u64> {
    let name: String = file
        .to_str()?
        .chars()
        .map(|c| if matches!(c, '%' | '?' | '#') { format!("%{:02x}", c as u32) } else { c.to_string() })
        .collect();
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(format!("file:{name}?immutable=1"), flags).ok()?;
    db.query_row("SELECT count(*) FROM customer", [], |r| count(r, 0)).ok().map(|n| n as u64)
}
