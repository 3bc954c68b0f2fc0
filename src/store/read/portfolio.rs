//! Facts of the portfolio as a whole: name, currency, settings, counts, drafts.

use std::path::Path;

use rusqlite::Connection;

use super::listing::COUNT;
use super::{At, Outcome, count, segments, setting, setting_value};
use crate::domain::{Currency, Day};
use crate::store::ask::PortfolioInfo;
use crate::store::backup;

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
        last_backup: backup::last(path),
        rules: at.rules,
        read_only: None,
        segments: segments::names(at)?.into_iter().map(|(name, _)| name).collect(),
        settings,
        fields: super::profile::fields_defined(at.db)?,
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
