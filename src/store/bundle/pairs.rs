//! That two customers are one, and that two who share something are two. Of what two laptops say of a pair the newest stands;
//! of equal moments they are one. Who stays of several who are one follows from all of it (`store::write::merge`): a bundle
//! is merged while everybody is somebody of their own, and then all are made one again who are said to be.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rusqlite::{Connection, OptionalExtension};
use serde_json::{Value as Json, json};

use super::apply::{self, int, text};
use super::clock::Clock;
use super::codes;
use super::local;
use super::merge::{Merge, Same, Side, side};
use super::shape::{Kind, moment};
use super::wire::{Identity, Item, Register};
use crate::domain::Day;
use crate::store::error::StoreError;
use crate::store::journal::{Table, Tx};
use crate::store::write::merge::joined::{self, Joined};

/// How the register of a pair begins.
const PAIR: &str = "different:";

/// The register of a pair.
pub(super) fn pair_field([one, other]: [&Identity; 2]) -> String {
    let (one, other) = (one.key(), other.key());
    format!("{PAIR}{}|{}", one.as_str().min(&other), one.as_str().max(&other))
}

/// The two of a register, by what they are called on every laptop.
fn pair_of(field: &str) -> Option<[Identity; 2]> {
    let (one, other) = field.strip_prefix(PAIR)?.split_once("|u:")?;
    let named = |uid: &str| Identity { uid: uid.to_owned(), ..Identity::default() };
    Some([named(one.strip_prefix("u:")?), named(other)])
}

/// What a row of a customer is called, also where they were joined to another since.
pub(in crate::store) fn identity_of(db: &Connection, id: i64) -> Result<Option<Identity>, StoreError> {
    if let Some(found) = local::by_id(db, id)? {
        return Ok(Some(found.identity));
    }
    let found = db
        .prepare_cached(
            "SELECT s.name, m.code, m.uid FROM merged m JOIN source s ON s.id = m.source_id WHERE m.id = ?1",
        )?
        .query_row([id], |r| Ok(Identity { source: r.get(0)?, code: r.get(1)?, uid: r.get(2)? }))
        .optional()?;
    let Some(found) = found else { return Ok(None) };
    let named = local::named(db, Table::Customer, found)?;
    Ok(Some(Identity { code: codes::given(&named.code, &named.uid).to_owned(), ..named }))
}

/// What the register of a pair of rows is called.
pub(in crate::store) fn field_of_pair(
    db: &Connection,
    one: i64,
    other: i64,
) -> Result<Option<String>, StoreError> {
    let pair = (identity_of(db, one)?, identity_of(db, other)?);
    Ok(if let (Some(one), Some(other)) = pair { Some(pair_field([&one, &other])) } else { None })
}

/// Pairs that are one, that are two, or of which that was taken back.
pub(super) fn items(db: &Connection, clock: &Clock) -> Result<Vec<Item>, StoreError> {
    let mut all: BTreeMap<String, Item> = BTreeMap::new();
    for join in joined::all(db)? {
        let (Some(gone), Some(into)) = (local::by_id(db, join.gone)?, local::by_id(db, join.into)?) else {
            continue;
        };
        let field = pair_field([&gone.identity, &into.identity]);
        all.insert(
            field,
            Item::Joined {
                gone: super::called(db, clock, Table::Customer, gone.identity)?,
                into: super::called(db, clock, Table::Customer, into.identity)?,
                names: [name(db, join.gone)?, name(db, join.into)?],
                at: join.at,
                day: i32::try_from(join.day).unwrap_or_default(),
                author: join.author,
                take: join.take,
            },
        );
    }
    let mut held = db.prepare("SELECT customer_id, other_id FROM different ORDER BY 1, 2")?;
    for row in held.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))? {
        let (one, other) = row?;
        let (Some(first), Some(second)) = (local::by_id(db, one)?, local::by_id(db, other)?) else {
            continue;
        };
        let field = pair_field([&first.identity, &second.identity]);
        let register = super::register(clock, 0, &field, said(db, one, other)?);
        let item = Item::Different { one: first.identity, other: second.identity, register };
        all.entry(field).or_insert(item);
    }
    for field in clock.fields(0) {
        // Of somebody whose data were erased too: whoever was said to be another is not erased along with them.
        if let Some([one, other]) = pair_of(field)
            && !all.contains_key(field)
        {
            let register = super::register(clock, 0, field, Json::Null);
            all.insert(field.to_owned(), Item::Different { one, other, register });
        }
    }
    Ok(all.into_values().collect())
}

fn name(db: &Connection, id: i64) -> Result<String, StoreError> {
    Ok(db.prepare_cached("SELECT name FROM customer WHERE id = ?1")?.query_row([id], |r| r.get(0))?)
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

/// Customers who are one, by who stays: that one first.
pub(super) type Sets = HashMap<i64, Vec<i64>>;

/// Everybody who is one with somebody else, and the sets they make, by who stays.
pub(super) fn sets(db: &Connection) -> Result<(BTreeSet<i64>, Sets), StoreError> {
    let (mut all, mut sets) = (BTreeSet::new(), Sets::new());
    for (gone, keep) in standing(db)? {
        all.extend([gone, keep]);
        sets.entry(keep).or_insert_with(|| vec![keep]).push(gone);
    }
    Ok((all, sets))
}

/// Who stands for whom.
fn standing(db: &Connection) -> Result<BTreeMap<i64, i64>, StoreError> {
    let mut query = db.prepare("SELECT id, keep_id FROM merged")?;
    Ok(query.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<Result<_, _>>()?)
}

/// What a bundle says of a pair; what to make of it is known when everybody is there.
pub(super) enum Said {
    One { pair: [Identity; 2], names: [String; 2], join: Joined },
    Two { pair: [Identity; 2], register: Register },
    Parted { gone: Identity, at: String },
}

impl Said {
    /// What an item says of a pair; `None` where it says nothing of one.
    pub fn of(item: Item) -> Option<Self> {
        Some(match item {
            Item::Joined { gone, into, names, at, day, author, take } => {
                let join = Joined { gone: 0, into: 0, at, day: day.into(), author, take };
                Self::One { pair: [gone, into], names, join }
            }
            Item::Merged { id, called, into, name, day, author, at } => {
                let join = Joined { gone: 0, into: 0, at, day: day.into(), author, take: Vec::new() };
                Self::One { pair: [id, into], names: [called, name], join }
            }
            Item::Parted { id, at } => Self::Parted { gone: id, at },
            Item::Different { one, other, register } => Self::Two { pair: [one, other], register },
            _ => return None,
        })
    }
}

impl Merge {
    /// Everybody is somebody of their own from here on.
    pub(super) fn unwind(&mut self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        if self.stood.is_none() {
            self.stood = Some(standing(tx.connection())?);
            let clock = &self.clock;
            let told = joined::unwind(tx, None, &|owner, field| clock.at(owner, field).to_owned())?;
            for one in &told {
                self.clock.learn(one);
                self.told.insert(one.0);
            }
        }
        Ok(())
    }

    /// Makes one again who is said to be one.
    pub(super) fn rejoin(&mut self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        for said in std::mem::take(&mut self.said) {
            match said {
                Said::One { pair, names, join } => self.one(tx, &pair, names, join)?,
                Said::Two { pair, register } => self.two(tx, [&pair[0], &pair[1]], &register)?,
                Said::Parted { gone, at } => self.parted(tx, &gone, &at)?,
            }
        }
        self.erase_along(tx)?;
        // Codes are those of everybody by themselves.
        for customer in codes::settle(tx)? {
            self.changed(customer);
        }
        let mut came: HashMap<i64, BTreeMap<String, String>> = HashMap::new();
        for join in joined::all(tx.connection())? {
            for id in [join.gone, join.into] {
                let mut query =
                    tx.connection().prepare_cached("SELECT field, at FROM exchanged WHERE owner = ?1")?;
                let fields = query.query_map([id], |r| Ok((r.get(0)?, r.get(1)?)))?;
                came.insert(id, fields.collect::<Result<_, _>>()?);
            }
        }
        let clock = &self.clock;
        let written = |owner: i64, field: &str| {
            let came = came.get(&owner).and_then(|fields| fields.get(field)).map_or("", String::as_str);
            came.max(clock.at(owner, field)).to_owned()
        };
        joined::rejoin(tx, &written)?;
        let (before, after) = (self.stood.take().unwrap_or_default(), standing(tx.connection())?);
        for (gone, keep) in &after {
            if before.get(gone) != Some(keep) {
                self.changed(*keep);
            }
        }
        for gone in before.keys().filter(|gone| !after.contains_key(gone)) {
            self.changed(*gone);
            if self.told.contains(gone) {
                self.objections.insert(*gone);
            }
        }
        self.stand_for(&after);
        Ok(())
    }

    /// Two are one on the other laptop.
    fn one(
        &mut self,
        tx: &mut Tx<'_>,
        pair: &[Identity; 2],
        names: [String; 2],
        mut join: Joined,
    ) -> Result<(), StoreError> {
        let is_moment = join.at.is_empty() || moment(&join.at).is_some();
        let fit = Kind::OnDay.stored(&join.day.into()).is_some()
            && is_moment
            && join.author.len() <= 1 << 20
            && join.take.len() <= 1 << 10;
        if !fit {
            return Err(apply::unfit("merged"));
        }
        let mut ids = [0; 2];
        let [one, other] =
            [local::erased(tx.connection(), &pair[0])?, local::erased(tx.connection(), &pair[1])?];
        if one.is_some() || other.is_some() {
            let whole = if one.is_some() { &pair[1] } else { &pair[0] };
            if let (Some(row), None) | (None, Some(row)) = (one, other)
                && let Some(known) = self.known(tx.connection(), Table::Customer, whole, &[])?
            {
                let sql = "SELECT min(day), min(author) FROM erased WHERE customer_id = ?1";
                let (day, author) =
                    tx.connection().query_row(sql, [row], |r| Ok((Day(r.get(0)?), r.get(1)?)))?;
                self.same.push(Same { one: row, other: known, at: join.at, day, author });
            }
            return Ok(());
        }
        for ((id, side), name) in ids.iter_mut().zip(pair).zip(names) {
            *id = match self.known(tx.connection(), Table::Customer, side, &[])? {
                Some(known) => known,
                None => self.first_heard_of(apply::new_customer(tx, side, "", &Json::String(name))?),
            };
        }
        [join.gone, join.into] = ids;
        if join.gone == join.into {
            return Ok(());
        }
        if self.is_composed {
            // Such a bundle names whoever stays of all, and not whom they were joined to.
            let stood = |id: i64| self.stood.as_ref().and_then(|stood| stood.get(&id)).copied().unwrap_or(id);
            if stood(join.gone) == stood(join.into) {
                return Ok(());
            }
        }
        let stays = if let Some(held) = joined::between(tx.connection(), join.gone, join.into)? {
            let order = |join: &Joined, is_first: bool| {
                (join.at.clone(), is_first, join.day, join.author.clone(), join.take.clone())
            };
            let is_smaller = pair[0].key() < pair[1].key();
            order(&held, if held.gone == join.gone { is_smaller } else { !is_smaller })
                >= order(&join, is_smaller)
        } else {
            let two = self.mine(0, &pair_field([&pair[0], &pair[1]]), Json::Null).at;
            let unsaid = join.at.is_empty() && !said(tx.connection(), join.gone, join.into)?.is_null();
            two > join.at || unsaid
        };
        if !stays {
            let key = [int(join.gone.min(join.into)), int(join.gone.max(join.into))];
            tx.delete(Table::Different, &key)?;
            joined::note(tx, &join)?;
        }
        Ok(())
    }

    /// A pair that is two on the other laptop, or is to be asked about again.
    fn two(&mut self, tx: &mut Tx<'_>, pair: [&Identity; 2], register: &Register) -> Result<(), StoreError> {
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
        let mut mine = self.mine(0, &field, Json::Null);
        let Some([one, other]) = self.both(tx, pair)?.filter(|[one, other]| one != other) else {
            return Self::remember(tx, 0, &field, &mine, &theirs);
        };
        mine.value = said(tx.connection(), one, other)?;
        if let Some(join) = joined::between(tx.connection(), one, other)? {
            if theirs.at <= join.at {
                return Ok(());
            }
            joined::forget(tx, &join)?;
        }
        if theirs.value != mine.value && theirs.beats(&mine) {
            let key = [int(one.min(other)), int(one.max(other))];
            tx.delete(Table::Different, &key)?;
            if let Some(said) = theirs.value.as_array() {
                let [one, other] = key;
                let day = apply::stored(Kind::OnDay, &said[0], "different")?;
                let author = text(said[1].as_str().unwrap_or_default());
                let columns = [("customer_id", one), ("other_id", other), ("day", day), ("author", author)];
                tx.insert(Table::Different, &columns)?;
            }
            self.changed(one);
            self.changed(other);
        }
        Self::remember(tx, 0, &field, &mine, &theirs)
    }

    /// Of bundles before version 4: somebody who was taken apart again is somebody of their own, unless they were joined
    /// since.
    fn parted(&mut self, tx: &mut Tx<'_>, gone: &Identity, at: &str) -> Result<(), StoreError> {
        if moment(at).is_none() {
            return Err(apply::unfit("parted"));
        }
        let Some(id) = self.known(tx.connection(), Table::Customer, gone, &[])? else { return Ok(()) };
        for join in joined::all(tx.connection())? {
            if join.gone == id
                && join.at.as_str() < at
                && let Some(into) = identity_of(tx.connection(), join.into)?
            {
                joined::forget(tx, &join)?;
                let field = pair_field([gone, &into]);
                let theirs = Side { value: Json::Null, at: at.to_owned(), base: String::new() };
                let mine = self.mine(0, &field, Json::Null);
                Self::remember(tx, 0, &field, &mine, &theirs)?;
            }
        }
        Ok(())
    }

    /// The rows of two; `None` where one is not known here, or was erased.
    fn both(&mut self, tx: &Tx<'_>, pair: [&Identity; 2]) -> Result<Option<[i64; 2]>, StoreError> {
        let mut ids = [0; 2];
        for (id, identity) in ids.iter_mut().zip(pair) {
            let db = tx.connection();
            if local::erased(db, identity)?.is_some() {
                return Ok(None);
            }
            let Some(held) = self.known(db, Table::Customer, identity, &[])? else { return Ok(None) };
            *id = held;
        }
        Ok(Some(ids))
    }
}
