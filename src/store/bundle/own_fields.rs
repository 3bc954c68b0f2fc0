//! Fields of the user's own in a bundle: what was written last of each stands, but for its kind, which the values that are
//! here were made for; a deleted one is nothing since, and with it go its values.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension};
use serde_json::Value as Json;

use super::apply::{int, text, unfit};
use super::clock::Clock;
use super::merge::{Merge, side};
use super::register;
use super::wire::{Item, Register};
use crate::domain::base::names::tidy;
use crate::domain::people::FieldType;
use crate::store::error::StoreError;
use crate::store::journal::{Table, Tx};
use crate::store::write::profile::delete_field;

/// The register of a field; of a customer, its value.
pub(super) fn field(key: &str) -> String {
    format!("custom:{key}")
}

/// Every field as a line of a bundle, by key, and those that were deleted.
pub(super) fn items(db: &Connection, clock: &Clock) -> Result<Vec<Item>, StoreError> {
    let gone = gone(db, clock)?.into_iter().map(|key| (key, Json::Null));
    let mut all: BTreeMap<String, Json> = gone.collect();
    let mut query = db.prepare("SELECT key, name, kind, choices, rank FROM field")?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        let (name, kind, choices): (String, String, String) = (row.get(1)?, row.get(2)?, row.get(3)?);
        let choices: Vec<String> = serde_json::from_str(&choices).unwrap_or_default();
        all.insert(row.get(0)?, serde_json::json!([name, kind, choices, row.get::<_, i64>(4)?]));
    }
    let item = |(key, value): (String, Json)| {
        let register = register(clock, 0, &field(&key), value);
        Item::OwnField { key, register }
    };
    Ok(all.into_iter().map(item).collect())
}

/// Keys of fields that were deleted.
pub(super) fn gone(db: &Connection, clock: &Clock) -> Result<Vec<String>, StoreError> {
    let mut here = db.prepare("SELECT 1 FROM field WHERE key = ?1")?;
    let mut gone = Vec::new();
    for key in clock.fields(0).filter_map(|field| field.strip_prefix("custom:")) {
        if !here.exists([key])? {
            gone.push(key.to_owned());
        }
    }
    Ok(gone)
}

impl Merge {
    pub(super) fn own_field(
        &mut self,
        tx: &mut Tx<'_>,
        key: &str,
        register: &Register,
    ) -> Result<(), StoreError> {
        let known = Known::read(tx.connection(), key)?;
        let name = field(key);
        let mine = self.mine(0, &name, known.as_ref().map_or(Json::Null, Known::value));
        let mut theirs = side(register);
        let wanted = Wanted::read(&theirs.value)?;
        if let (Some(known), Some(_)) = (&known, &wanted) {
            theirs.value[1] = Json::from(known.kind.clone());
        }
        let is_theirs = theirs.beats(&mine);
        let is_gone = if is_theirs { wanted.is_none() } else { known.is_none() };
        match (known, wanted) {
            _ if !is_theirs => {}
            (Some(known), None) => drop(delete_field(tx, known.id)?),
            (Some(known), Some(wanted)) => {
                tx.update(Table::Field, &[int(known.id)], &wanted.columns()?)?;
            }
            (None, Some(wanted)) => {
                let key = Some(tidy(key)).filter(|key| !key.is_empty()).ok_or_else(|| unfit("field"))?;
                let mut columns = wanted.columns()?.to_vec();
                columns.extend([("key", text(key)), ("kind", text(wanted.kind.code()))]);
                tx.insert(Table::Field, &columns)?;
            }
            (None, None) => {}
        }
        if is_gone {
            self.gone.insert(name.clone());
        } else {
            self.gone.remove(&name);
        }
        Self::remember(tx, 0, &name, &mine, &theirs)
    }
}

/// A field that is here.
struct Known {
    id: i64,
    name: String,
    kind: String,
    choices: String,
    rank: i64,
}

impl Known {
    fn read(db: &Connection, key: &str) -> Result<Option<Self>, StoreError> {
        let mut query =
            db.prepare_cached("SELECT id, name, kind, choices, rank FROM field WHERE key = ?1")?;
        let read = |r: &rusqlite::Row<'_>| {
            Ok(Self { id: r.get(0)?, name: r.get(1)?, kind: r.get(2)?, choices: r.get(3)?, rank: r.get(4)? })
        };
        Ok(query.query_row([key], read).optional()?)
    }

    fn value(&self) -> Json {
        let choices: Vec<String> = serde_json::from_str(&self.choices).unwrap_or_default();
        serde_json::json!([self.name, self.kind, choices, self.rank])
    }
}

/// A field as it shall be.
struct Wanted {
    name: String,
    kind: FieldType,
    choices: Vec<String>,
    rank: i64,
}

impl Wanted {
    /// From a register's value: `[name, kind, choices, rank]`, or nothing.
    fn read(value: &Json) -> Result<Option<Self>, StoreError> {
        if value.is_null() {
            return Ok(None);
        }
        let read: (String, String, Vec<String>, i64) =
            serde_json::from_value(value.clone()).map_err(|_| unfit("field"))?;
        let (name, kind) = (tidy(&read.0), FieldType::from_code(&read.1).ok_or_else(|| unfit("field"))?);
        if name.is_empty() {
            return Err(unfit("field"));
        }
        Ok(Some(Self { name, kind, choices: read.2, rank: read.3.clamp(-1 << 30, 1 << 30) }))
    }

    fn columns(&self) -> Result<[(&'static str, rusqlite::types::Value); 3], StoreError> {
        let choices = serde_json::to_string(&self.choices).map_err(|_| unfit("field"))?;
        Ok([("name", text(self.name.as_str())), ("choices", text(choices)), ("rank", int(self.rank))])
    }
}
