//! Who was joined to whom, who was taken apart again, and pairs that share something and are two. Of what two laptops say of
//! a pair the newest stands; of equal moments they are one.

use rusqlite::{Connection, OptionalExtension};
use serde_json::{Value as Json, json};

use super::apply::{self, int, text};
use super::clock::Clock;
use super::codes;
use super::local;
use super::merge::{Merge, Side, side};
use super::shape::{Kind, moment};
use super::wire::{Identity, Item, Register};
use crate::domain::Day;
use crate::store::error::StoreError;
use crate::store::journal::{Table, Tx};
use crate::store::write::merge::{are_different, join, name_alias, part};

/// The register of whether somebody was joined to another customer.
pub(super) fn gone_field(gone: &Identity) -> String {
    format!("gone:{}", gone.key())
}

/// The register of a pair that is two.
pub(super) fn pair_field([one, other]: [&Identity; 2]) -> String {
    let (one, other) = (one.key(), other.key());
    format!("different:{}|{}", one.as_str().min(&other), one.as_str().max(&other))
}

/// What a row of a customer is called, also where they were joined to another since.
pub(super) fn identity_of(db: &Connection, id: i64) -> Result<Option<Identity>, StoreError> {
    if let Some(found) = local::by_id(db, id)? {
        return Ok(Some(found.identity));
    }
    let found = db
        .prepare_cached(
            "SELECT s.name, m.code, m.uid FROM merged m JOIN source s ON s.id = m.source_id WHERE m.id = ?1",
        )?
        .query_row([id], |r| Ok(Identity { source: r.get(0)?, code: r.get(1)?, uid: r.get(2)? }))
        .optional()?;
    Ok(found.map(|id| Identity { code: codes::given(&id.code, &id.uid).to_owned(), ..id }))
}

/// Who was taken apart again, and every pair that is two or was.
pub(super) fn items(db: &Connection, clock: &Clock) -> Result<Vec<Item>, StoreError> {
    let mut all = Vec::new();
    for id in clock.parted() {
        // Of somebody whose data were erased nothing travels but that.
        if local::keeper(db, id)?.is_none() && local::erased(db, id)?.is_none() {
            all.push(Item::Parted { id: id.clone(), at: clock.at(0, &gone_field(id)).to_owned() });
        }
    }
    Ok(all)
}

/// Pairs that are two, or were said to be.
pub(super) fn different(db: &Connection, clock: &Clock) -> Result<Vec<Item>, StoreError> {
    let mut pairs = clock.pairs().clone();
    let mut held = db.prepare("SELECT customer_id, other_id FROM different ORDER BY 1, 2")?;
    for row in held.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))? {
        let (one, other) = row?;
        if let (Some(one), Some(other)) = (identity_of(db, one)?, identity_of(db, other)?) {
            pairs.insert(pair_field([&one, &other]), [one, other]);
        }
    }
    let mut all = Vec::new();
    for (field, [one, other]) in pairs {
        let ids = (local::customer(db, &one, &[])?, local::customer(db, &other, &[])?);
        let value = match ids {
            (Some(a), Some(b)) => said(db, a, b)?,
            _ => Json::Null,
        };
        if value.is_null() && clock.at(0, &field).is_empty() {
            continue;
        }
        let register = super::register(clock, 0, &field, value);
        all.push(Item::Different { one, other, register });
    }
    Ok(all)
}

/// When and by whom it was said that two are two.
fn said(db: &Connection, one: i64, other: i64) -> Result<Json, StoreError> {
    let mut query =
        db.prepare_cached("SELECT day, author FROM different WHERE customer_id = ?1 AND other_id = ?2")?;
    let found = query
        .query_row((one.min(other), one.max(other)), |r| Ok((r.get::<_, i64>(0)?, r.get::<_, String>(1)?)))
        .optional()?;
    Ok(found.map_or(Json::Null, |(day, author)| json!([day, author])))
}

/// Row id that somebody had who was joined to another here.
fn joined_row(db: &Connection, gone: &Identity) -> Result<Option<i64>, StoreError> {
    let sql = "SELECT m.id, s.name, m.code, m.uid FROM merged m JOIN source s ON s.id = m.source_id";
    let mut all = db.prepare_cached(sql)?;
    let mut rows = all.query([])?;
    while let Some(row) = rows.next()? {
        let held = Identity { source: row.get(1)?, code: row.get(2)?, uid: row.get(3)? };
        if held.key() == gone.key() {
            return Ok(Some(row.get(0)?));
        }
    }
    Ok(None)
}

impl Merge {
    /// Two that the other laptop made one are one here, unless somebody said since that they are two.
    pub(super) fn joined(
        &mut self,
        tx: &mut Tx<'_>,
        [(gone, called), (into, name)]: [(&Identity, &str); 2],
        when: &(Day, String),
        at: &str,
    ) -> Result<(), StoreError> {
        let is_moment = at.is_empty() || moment(at).is_some();
        if Kind::OnDay.stored(&when.0.0.into()).is_none() || when.1.len() > 1 << 20 || !is_moment {
            return Err(apply::unfit("merged"));
        }
        for side in [gone, into] {
            if local::erased(tx.connection(), side)?.is_some() {
                return Ok(());
            }
        }
        let field = gone_field(gone);
        let mine = self.mine(0, &field, Json::Null);
        let theirs = Side { value: true.into(), at: at.to_owned(), base: String::new() };
        let known = self.known(tx.connection(), Table::Customer, gone, &[])?;
        if known.is_none() && local::keeper(tx.connection(), gone)?.is_some() {
            return Self::remember(tx, 0, &field, &mine, &theirs);
        }
        let held = match self.known(tx.connection(), Table::Customer, into, &[])? {
            None => local::keeper(tx.connection(), into)?,
            held => held,
        };
        let keep = match held {
            Some(keep) => keep,
            None => apply::new_customer(tx, into, "", &Json::String(name.to_owned()))?,
        };
        let Some(gone) = known else {
            // Nobody knew them here; files will name them all the same.
            let source = apply::source(tx, &gone.source)?;
            name_alias(tx, keep, source, [&gone.code, &gone.uid, called], when)?;
            return Self::remember(tx, 0, &field, &mine, &theirs);
        };
        if keep == gone {
            return Ok(());
        }
        let pair = [identity_of(tx.connection(), keep)?, identity_of(tx.connection(), gone)?];
        let two_since = match &pair {
            [Some(keep), Some(gone)] => self.mine(0, &pair_field([keep, gone]), Json::Null).at,
            _ => String::new(),
        };
        let two = are_different(tx.connection(), keep, gone)?;
        let stays = mine.at.as_str() > at || two && (at.is_empty() || two_since.as_str() > at);
        if !stays {
            join(tx, keep, gone, &[], when)?;
            self.changed(keep);
        }
        Self::remember(tx, 0, &field, &mine, &theirs)
    }

    /// Somebody who was taken apart on the other laptop is somebody of their own here too, unless they were joined since.
    pub(super) fn parted(&mut self, tx: &mut Tx<'_>, gone: &Identity, at: &str) -> Result<(), StoreError> {
        if moment(at).is_none() {
            return Err(apply::unfit("parted"));
        }
        let field = gone_field(gone);
        let mine = self.mine(0, &field, Json::Null);
        if at > mine.at.as_str()
            && let Some(row) = joined_row(tx.connection(), gone)?
        {
            self.part(tx, row)?;
        }
        let theirs = Side { value: Json::Null, at: at.to_owned(), base: String::new() };
        Self::remember(tx, 0, &field, &mine, &theirs)
    }

    fn part(&mut self, tx: &mut Tx<'_>, gone: i64) -> Result<(), StoreError> {
        let keep = tx
            .connection()
            .prepare_cached("SELECT keep_id FROM merged WHERE id = ?1")?
            .query_row([gone], |r| r.get(0))?;
        match part(tx, gone) {
            Ok(_) => {
                self.changed(keep);
                self.changed(gone);
                Ok(())
            }
            // Of a chain the last link comes apart first: its own line says so.
            Err(StoreError::Refused(_)) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// A pair that is two on the other laptop, or is to be asked about again.
    pub(super) fn different(
        &mut self,
        tx: &mut Tx<'_>,
        pair: [&Identity; 2],
        register: &Register,
    ) -> Result<(), StoreError> {
        let theirs = side(register);
        let fit = theirs.value.is_null()
            || theirs.value.as_array().is_some_and(|said| {
                said.len() == 2
                    && Kind::OnDay.stored(&said[0]).is_some()
                    && Kind::Text.stored(&said[1]).is_some()
            });
        if !fit {
            return Err(apply::unfit("different"));
        }
        let field = pair_field(pair);
        let Some(mut ids) = self.both(tx, pair)? else { return Ok(()) };
        let mine_at = self.mine(0, &field, Json::Null);
        if ids[0] == ids[1] && !theirs.value.is_null() {
            for gone in pair {
                let joined = self.mine(0, &gone_field(gone), Json::Null).at;
                if theirs.at > joined
                    && let Some(row) = joined_row(tx.connection(), gone)?
                {
                    self.part(tx, row)?;
                }
            }
            ids = self.both(tx, pair)?.unwrap_or(ids);
        }
        if ids[0] != ids[1] {
            let mine = Side { value: said(tx.connection(), ids[0], ids[1])?, ..mine_at.clone() };
            if theirs.value != mine.value && theirs.beats(&mine) {
                let key = [int(ids[0].min(ids[1])), int(ids[0].max(ids[1]))];
                tx.delete(Table::Different, &key)?;
                if let Some(said) = theirs.value.as_array() {
                    let [one, other] = key;
                    let day = apply::stored(Kind::OnDay, &said[0], "different")?;
                    let author = text(said[1].as_str().unwrap_or_default());
                    let columns =
                        [("customer_id", one), ("other_id", other), ("day", day), ("author", author)];
                    tx.insert(Table::Different, &columns)?;
                }
                self.changed(ids[0]);
                self.changed(ids[1]);
            }
        }
        Self::remember(tx, 0, &field, &mine_at, &theirs)
    }

    /// The rows of two, or of whom they were joined to; `None` where one is not known here, or was erased.
    fn both(&mut self, tx: &Tx<'_>, pair: [&Identity; 2]) -> Result<Option<[i64; 2]>, StoreError> {
        let mut ids = [0; 2];
        for (id, identity) in ids.iter_mut().zip(pair) {
            let db = tx.connection();
            if local::erased(db, identity)?.is_some() {
                return Ok(None);
            }
            let held = match self.known(db, Table::Customer, identity, &[])? {
                None => local::keeper(db, identity)?,
                held => held,
            };
            let Some(held) = held else { return Ok(None) };
            *id = held;
        }
        Ok(Some(ids))
    }
}
