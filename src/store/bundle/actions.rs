//! Corrective actions of a bundle: one register each. They belong to nobody, so that nothing of them waits to be chosen: what
//! was written last stands, like a label.

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension};
use serde_json::{Map, Value as Json};

use super::apply::{int, stored, text, unfit};
use super::clock::Clock;
use super::merge::{Merge, Side, side};
use super::shape::{ACTION, json};
use super::wire::{Item, Register};
use crate::domain::base::names::tidy;
use crate::store::error::StoreError;
use crate::store::journal::{Table, Tx};

/// Bytes a uid may have.
const UID: usize = 1 << 10;
/// What an action is called on every laptop. Those of a journal that is older than uids have none.
const NAMED: &str = "CASE a.uid WHEN '' THEN 'r' || a.id ELSE a.uid END";

/// What the action in this row is called on every laptop.
pub(super) fn uid_of(db: &Connection, id: i64) -> Result<Option<String>, StoreError> {
    let mut query = db.prepare_cached(&format!("SELECT {NAMED} FROM corrective_action a WHERE a.id = ?1"))?;
    Ok(query.query_row([id], |r| r.get(0)).optional()?)
}

/// Row id and fields of an action.
fn read(db: &Connection, uid: &str) -> Result<Option<(i64, Json)>, StoreError> {
    let columns = ACTION.map(|(column, _)| column);
    let sql = format!("SELECT a.id, {} FROM corrective_action a WHERE {NAMED} = ?1", columns.join(", "));
    let read = |row: &rusqlite::Row<'_>| {
        let mut object = Map::new();
        for (at, column) in columns.iter().enumerate() {
            object.insert((*column).to_owned(), json(row.get(at + 1)?));
        }
        Ok((row.get(0)?, Json::Object(object)))
    };
    Ok(db.prepare_cached(&sql)?.query_row([uid], read).optional()?)
}

/// Every action as a line of a bundle.
pub(super) fn items(db: &Connection, clock: &Clock) -> Result<Vec<Item>, StoreError> {
    let mut query = db.prepare(&format!("SELECT {NAMED} FROM corrective_action a ORDER BY 1"))?;
    let uids: Vec<String> = query.query_map([], |r| r.get(0))?.collect::<Result<_, _>>()?;
    let mut all = Vec::new();
    for uid in uids {
        if let Some((_, value)) = read(db, &uid)? {
            let register = super::register(clock, 0, &format!("action:{uid}"), value);
            all.push(Item::Action { uid, register });
        }
    }
    Ok(all)
}

impl Merge {
    /// Takes in a corrective action.
    pub(super) fn action(
        &mut self,
        tx: &mut Tx<'_>,
        uid: &str,
        register: &Register,
    ) -> Result<(), StoreError> {
        if uid.is_empty() || uid.len() > UID || tidy(uid) != uid {
            return Err(unfit("action"));
        }
        let mut columns: Vec<(&str, Value)> = Vec::new();
        for (column, kind) in ACTION {
            columns.push((column, stored(kind, &register.value[column], column)?));
        }
        let field = format!("action:{uid}");
        let theirs = side(register);
        let Some((id, held)) = read(tx.connection(), uid)? else {
            columns.push(("uid", text(uid)));
            tx.insert(Table::CorrectiveAction, &columns)?;
            self.actions += 1;
            return Self::remember(tx, 0, &field, &self.mine(0, &field, Json::Null), &theirs);
        };
        let mine: Side = self.mine(0, &field, held);
        if theirs.beats(&mine) && tx.update(Table::CorrectiveAction, &[int(id)], &columns)? {
            self.actions += 1;
        }
        Self::remember(tx, 0, &field, &mine, &theirs)
    }
}
