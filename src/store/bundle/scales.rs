//! Versions of scorecards in a bundle. A version is never changed, so they are put together: which number each has follows
//! from when it was saved, and the last one counts, as where they were saved.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::apply::{int, stored, text, unfit};
use super::clock::Clock;
use super::merge::{Merge, Side};
use super::shape::{Kind, moment};
use super::wire::Item;
use crate::domain::base::names::tidy;
use crate::domain::value::score::Scale;
use crate::store::error::StoreError;
use crate::store::journal::{Table, Tx};

/// What a version is called on every laptop.
const NAMED: &str = "CASE uid WHEN '' THEN 'r' || id ELSE uid END";

/// The register of a version: when it was saved.
pub(super) fn field(uid: &str) -> String {
    format!("scale:{uid}")
}

/// Every version as a line of a bundle, in their order.
pub(super) fn items(db: &Connection, clock: &Clock) -> Result<Vec<Item>, StoreError> {
    let mut query =
        db.prepare(&format!("SELECT {NAMED}, name, body, day, author FROM scale ORDER BY name, version"))?;
    let mut rows = query.query([])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let uid: String = row.get(0)?;
        let at = clock.at(0, &field(&uid)).to_owned();
        let (name, body) = (row.get(1)?, row.get(2)?);
        all.push(Item::Scale { uid, name, body, day: row.get(3)?, author: row.get(4)?, at });
    }
    Ok(all)
}

impl Merge {
    /// Takes in a version of a scale: what it is called, name and body, day and author, moment.
    pub(super) fn scale(
        &mut self,
        tx: &mut Tx<'_>,
        uid: &str,
        [name, body]: [&str; 2],
        (day, author): (i32, &str),
        at: &str,
    ) -> Result<(), StoreError> {
        let name = tidy(name);
        let is_scale = serde_json::from_str::<Option<Scale>>(body).is_ok();
        let is_moment = at.is_empty() || moment(at).is_some();
        if uid.is_empty() || uid.len() > 1 << 10 || name.is_empty() || !is_scale || !is_moment {
            return Err(unfit("scale"));
        }
        let day = stored(Kind::OnDay, &day.into(), "scale")?;
        let author = stored(Kind::Text, &author.into(), "scale")?;
        let known = format!("SELECT 1 FROM scale WHERE {NAMED} = ?1");
        if !tx.connection().prepare_cached(&known)?.exists([uid])? {
            let last: i64 = tx.connection().query_row(
                "SELECT coalesce(max(version), 0) FROM scale WHERE name = ?1",
                [&name],
                |r| r.get(0),
            )?;
            let columns = [
                ("name", text(name)),
                ("version", int(last + 1)),
                ("body", text(body)),
                ("day", day),
                ("author", author),
                ("uid", text(uid)),
            ];
            tx.insert(Table::Scale, &columns)?;
            self.shared += 1;
        }
        let field = field(uid);
        let theirs = Side { value: true.into(), at: at.to_owned(), base: String::new() };
        let mine = self.mine(0, &field, true.into());
        self.saved.insert(uid.to_owned(), mine.at.clone().max(theirs.at.clone()));
        Self::remember(tx, 0, &field, &mine, &theirs)
    }

    /// Gives every version the number that follows from when it was saved.
    pub(super) fn settle_scales(&mut self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        if self.saved.is_empty() {
            return Ok(());
        }
        let mut all: BTreeMap<String, Vec<(String, String, i64, i64)>> = BTreeMap::new();
        {
            let sql = format!("SELECT {NAMED}, name, version, id FROM scale ORDER BY name, version");
            let mut query = tx.connection().prepare(&sql)?;
            let mut rows = query.query([])?;
            while let Some(row) = rows.next()? {
                let uid: String = row.get(0)?;
                let own = || self.mine(0, &field(&uid), true.into()).at;
                let at = self.saved.get(&uid).cloned().unwrap_or_else(own);
                all.entry(row.get(1)?).or_default().push((at, uid, row.get(2)?, row.get(3)?));
            }
        }
        for versions in all.values_mut() {
            versions.sort();
            let other: Vec<(i64, i64)> = versions
                .iter()
                .zip(1..)
                .filter_map(|((.., held, id), version)| (*held != version).then_some((*id, version)))
                .collect();
            // No two may be alike at any moment.
            for (id, version) in &other {
                tx.update(Table::Scale, &[int(*id)], &[("version", int(-*version))])?;
            }
            for (id, version) in &other {
                tx.update(Table::Scale, &[int(*id)], &[("version", int(*version))])?;
            }
        }
        Ok(())
    }
}
