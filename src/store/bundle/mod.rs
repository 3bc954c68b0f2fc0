//! Laptop to laptop: what a bundle holds of a portfolio, and how one is merged. Each field is a register: a value, when it
//! was written, and up to when the writing of others was known. Moments are those of the journal, so that undo is no
//! edit; merging is the same in whatever order bundles come, and coming twice changes nothing.

mod actions;
mod apply;
mod campaigns;
mod clock;
mod codes;
mod labels;
mod local;
mod merge;
mod offers;
mod own_fields;
mod pairs;
mod plan;
mod products;
mod purchases;
mod rules;
mod scales;
mod segments;
mod shape;
pub mod wire;
mod wrong;

use std::collections::BTreeMap;

use rusqlite::OptionalExtension;
use serde::Serialize;
use serde_json::Value as Json;

use clock::Clock;
use merge::Merge;
use plan::{Apart, Plan};
use wire::{Identity, Item, Register};

pub(in crate::store) use campaigns::NAMED as CAMPAIGN_NAMED;
pub(in crate::store) use clock::after;
pub(in crate::store) use pairs::{field_of_pair, identity_of};
pub(in crate::store) use wrong::works;

use super::ask::{Applied, ChangeWords};
use super::db::Db;
use super::error::{StoreError, refused, words};
use super::journal::{Table, Tx, Value};
use super::origin::figures;
use super::schema::connect;
use super::write::erase::OF_UID;
use super::write::merge::joined;
use super::write::settings;
use crate::domain::Day;
use crate::domain::change::Stamp;

/// A field that both sides wrote.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Conflict {
    /// Row id.
    #[serde(skip)]
    pub id: i64,
    /// Row id of the customer.
    #[serde(skip)]
    pub customer_id: i64,
    /// Code.
    pub customer: String,
    /// Name.
    #[serde(skip)]
    pub name: String,
    /// Which field.
    pub field: String,
    /// What stood here.
    pub mine: Json,
    /// What the bundle says.
    pub theirs: Json,
    /// When mine was written.
    #[serde(skip)]
    pub mine_at: String,
    /// When theirs was.
    #[serde(skip)]
    pub theirs_at: String,
    /// Whose bundle it was.
    #[serde(skip)]
    pub author: String,
}

/// Somebody whose data were erased.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Gone {
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// They were one with somebody who was erased, and are so too.
    pub along: bool,
}

/// What a bundle brought. Counts are of customers; documents stand apart.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Merged {
    /// Not known before.
    pub new: u64,
    /// Known, with something else now.
    pub updated: u64,
    /// Known, and the same.
    pub unchanged: u64,
    /// Documents that are new or other ones.
    pub purchases: u64,
    /// Offers that are new or other ones.
    pub offers: u64,
    /// Corrective actions that are new or other ones.
    pub actions: u64,
    /// Segments, campaigns, versions of scales and products that are new or other ones.
    pub shared: u64,
    /// Known customers for whom a no or a wish not to be contacted came.
    pub objections: u64,
    /// Whose data were erased elsewhere, and are here from now on.
    pub erased: Vec<Gone>,
    /// Fields that both wrote.
    pub conflicts: Vec<Conflict>,
    /// Settings that change figures and are other ones there, by key; they stay as they are.
    pub settings: Vec<String>,
    /// The bundle is of a portfolio that was begun apart from this one.
    pub apart: bool,
}

impl Merged {
    /// Nothing is new, nothing changes, nothing waits.
    pub fn is_nothing(&self) -> bool {
        self.new + self.updated + self.purchases + self.offers + self.actions + self.shared == 0
            && self.conflicts.is_empty()
    }
}

impl Db {
    /// Which portfolio this is; copies of a file share it.
    pub fn replica(&self) -> Result<String, StoreError> {
        Ok(self.connection().query_row("SELECT id FROM replica", [], |r| r.get(0))?)
    }

    /// What changes figures and stays on each laptop, as it is in force: by key.
    pub fn figure_settings(&self) -> Result<BTreeMap<String, Json>, StoreError> {
        Ok(settings::of_figures(self.connection())?)
    }

    /// Everything for a bundle, line by line: of all customers, or of those touched since a day. Of whoever is joined to
    /// another it says what they said by themselves, and that they are one.
    pub fn bundle<E: From<StoreError>>(
        &self,
        since: Option<Day>,
        each: impl FnMut(&Item) -> Result<(), E>,
    ) -> Result<(), E> {
        let since = since.map(|day| format!("{day}T00:00:00"));
        // A file that was just copied keeps no log beside it yet. Whoever opens it to write begins one, which nobody may be
        // reading meanwhile.
        let is_one = "SELECT EXISTS (SELECT 1 FROM merged)";
        let is_one: bool = self.connection().query_row(is_one, [], |r| r.get(0)).map_err(StoreError::from)?;
        let beside = || connect(self.path(), true, false).map_err(StoreError::from);
        let opened = is_one.then(beside).transpose()?;
        // All of it is of one moment, and no question waits for a lock of its own.
        let _moment = self.connection().unchecked_transaction().map_err(StoreError::from)?;
        let mut clock = Clock::read(self.connection())?;
        let (joined, sets) = pairs::sets(self.connection())?;
        let look =
            |db: &rusqlite::Connection, clock: &Clock| Apart::read(db, clock, since.as_deref(), &joined);
        let apart = if joined.is_empty() {
            look(self.connection(), &clock)?
        } else {
            by_themselves(opened.map_or_else(beside, Ok)?, &mut clock, look)?
        };
        let plan = Plan::read(self.connection(), &clock, since.as_deref(), &sets, apart)?;
        plan.write(self.connection(), &clock, each)
    }

    /// Merges a bundle: all of it in one change, or nothing. `feed` hands over line after line.
    pub fn merge(
        &mut self,
        author: &str,
        stamp: &Stamp,
        feed: impl FnOnce(&mut dyn FnMut(Item) -> Result<(), StoreError>) -> Result<(), StoreError>,
    ) -> Result<(Merged, Applied), StoreError> {
        let done = self.merged(author, stamp, feed, Ok);
        self.watch(done)
    }

    /// Merges a bundle, and asks `keep` with what came of it whether that shall stand.
    fn merged(
        &mut self,
        author: &str,
        stamp: &Stamp,
        feed: impl FnOnce(&mut dyn FnMut(Item) -> Result<(), StoreError>) -> Result<(), StoreError>,
        keep: impl FnOnce(Merged) -> Result<Merged, StoreError>,
    ) -> Result<(Merged, Applied), StoreError> {
        self.writable()?;
        let done = self.transact(stamp, |tx| {
            let mut merge = Merge::begin(tx, author)?;
            feed(&mut |item| merge.take(tx, item))?;
            let merged = keep(merge.end(tx)?)?;
            tx.forget_idle()?;
            let count = merged.new + merged.updated;
            let from = if author.is_empty() { "none" } else { author };
            let said = words(clock::CHANGE, [("author", from.to_owned()), ("n", count.to_string())]);
            Ok((merged, said))
        });
        // What the file's own rules refuse is the bundle's fault, not the file's.
        done.map_err(|error| match error {
            StoreError::Sqlite(source)
                if source.sqlite_error_code() == Some(rusqlite::ErrorCode::ConstraintViolation) =>
            {
                apply::unfit(&source.to_string())
            }
            other => other,
        })
    }

    /// What a bundle would change: it is merged, and everything is taken back before anybody saw it.
    pub fn foresee(
        &mut self,
        author: &str,
        stamp: &Stamp,
        feed: impl FnOnce(&mut dyn FnMut(Item) -> Result<(), StoreError>) -> Result<(), StoreError>,
    ) -> Result<Merged, StoreError> {
        let mut seen = None;
        let looked = self.merged(author, stamp, feed, |merged| {
            seen = Some(merged);
            // An error is what ends a transaction without a trace.
            Err(refused("export-stopped", []))
        });
        match (seen, looked) {
            (Some(merged), _) => Ok(merged),
            (None, Err(error)) => Err(error),
            (None, Ok(_)) => Ok(Merged::default()),
        }
    }

    /// Fields that wait for somebody to choose, by customer.
    pub fn conflicts(&self) -> Result<Vec<Conflict>, StoreError> {
        Ok(conflicts(self.connection())?)
    }
}

/// Looks at everybody as somebody of their own; nothing of it stays.
fn by_themselves<T>(
    mut connection: rusqlite::Connection,
    clock: &mut Clock,
    look: impl FnOnce(&rusqlite::Connection, &Clock) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let stamp = Stamp { now: chrono::NaiveDateTime::default(), author: String::new() };
    let mut tx = Tx::begin(&mut connection, &stamp)?;
    let told = joined::unwind(&mut tx, None, &|owner, field| clock.at(owner, field).to_owned())?;
    for one in &told {
        clock.learn(one);
    }
    look(tx.connection(), clock)
}

/// When fields were written, by customer and field.
pub(in crate::store) fn moments(
    db: &rusqlite::Connection,
) -> Result<impl Fn(i64, &str) -> String + use<>, StoreError> {
    let clock = Clock::read(db)?;
    Ok(move |owner: i64, field: &str| clock.at(owner, field).to_owned())
}

/// Fields that wait for somebody to choose, by customer.
pub(in crate::store) fn conflicts(db: &rusqlite::Connection) -> rusqlite::Result<Vec<Conflict>> {
    let mut query = db.prepare(
        "SELECT x.id, x.customer_id, c.code, c.name, x.field, x.mine, x.theirs, x.mine_at, x.theirs_at, x.author \
         FROM exchange_conflict x JOIN customer c ON c.id = x.customer_id ORDER BY c.name, c.id, x.field, x.id",
    )?;
    let json = |text: String| serde_json::from_str(&text).unwrap_or_default();
    query
        .query_map([], |r| {
            Ok(Conflict {
                id: r.get(0)?,
                customer_id: r.get(1)?,
                customer: r.get(2)?,
                name: r.get(3)?,
                field: r.get(4)?,
                mine: json(r.get(5)?),
                theirs: json(r.get(6)?),
                mine_at: r.get(7)?,
                theirs_at: r.get(8)?,
                author: r.get(9)?,
            })
        })?
        .collect()
}

/// Settles a conflict: the chosen value stands, as written now.
pub(in crate::store) fn settle(tx: &mut Tx<'_>, id: i64, theirs: bool) -> Result<ChangeWords, StoreError> {
    let found: Option<(i64, String, String, String)> = tx
        .connection()
        .prepare_cached(
            "SELECT x.customer_id, x.field, CASE WHEN ?2 THEN x.theirs ELSE x.mine END, c.name \
             FROM exchange_conflict x JOIN customer c ON c.id = x.customer_id WHERE x.id = ?1",
        )?
        .query_row((id, theirs), |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)))
        .optional()?;
    let Some((customer, field, value, name)) = found else {
        return Err(refused("error-unknown-conflict", [("id", id.to_string())]));
    };
    let value: Json = serde_json::from_str(&value).map_err(|_| apply::unfit(&field))?;
    if field.starts_with("purchase:") {
        let identity: Identity =
            serde_json::from_value(value["id"].clone()).map_err(|_| apply::unfit(&field))?;
        let document = serde_json::from_value(value["document"].clone()).map_err(|_| apply::unfit(&field))?;
        let known = local::purchase(tx.connection(), &identity, &[])?;
        apply::document(tx, known, &identity, "", &document)?;
        codes::settle(tx)?;
    } else if field.starts_with("offer:") {
        offers::choose(tx, &value)?;
    } else {
        let held = local::registers(tx.connection(), customer)?;
        if held.get(&field).unwrap_or(&Json::Null) != &value {
            apply::registers(tx, customer, &[(field.clone(), value)])?;
            codes::settle(tx)?;
        }
    }
    tx.delete(Table::ExchangeConflict, &[Value::Integer(id)])?;
    Ok(words("change-settle", [("name", name)]))
}

fn register(clock: &Clock, owner: i64, field: &str, value: Json) -> Register {
    Register { value, at: clock.at(owner, field).to_owned(), base: clock.base(owner, field).to_owned() }
}

/// What a record is called on every laptop, with the code that is wanted for it.
fn called(
    db: &rusqlite::Connection,
    clock: &Clock,
    table: Table,
    mut identity: Identity,
) -> Result<Identity, StoreError> {
    clock.name(table, &mut identity);
    let mut identity = local::named(db, table, identity)?;
    identity.code = codes::given(&identity.code, &identity.uid).to_owned();
    Ok(identity)
}

/// Who was erased, in the order of their rows' codes.
fn erased(db: &rusqlite::Connection) -> Result<Vec<Item>, StoreError> {
    let mut query = db.prepare(
        "SELECT s.name, c.code, c.uid, json_group_array(e.key ORDER BY e.key), min(e.day), min(e.author) FROM erased e \
         JOIN customer c ON c.id = e.customer_id JOIN source s ON s.id = c.source_id GROUP BY c.id ORDER BY s.name, c.code",
    )?;
    let found = query
        .query_map([], |r| {
            let uid: String = r.get(2)?;
            let mut keys: Vec<String> = serde_json::from_str(&r.get::<_, String>(3)?).unwrap_or_default();
            // Codes that programs give are no person's name on another laptop.
            keys.retain(|key| uid.is_empty() || figures(&uid).is_some() || key.starts_with(OF_UID));
            Ok(Item::Erased {
                keys,
                id: Identity { source: r.get(0)?, code: r.get(1)?, uid },
                day: r.get(4)?,
                author: r.get(5)?,
            })
        })?
        .collect::<Result<_, _>>()?;
    Ok(found)
}
