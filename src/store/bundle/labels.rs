//! Labels in a bundle: what was written last of each stands, and a deleted one is nothing since. With a label goes that
//! somebody has it.

use std::collections::BTreeMap;

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension};
use serde_json::Value as Json;

use super::apply::{int, stored, text, unfit};
use super::clock::Clock;
use super::merge::{Merge, Side, side};
use super::register;
use super::shape::Kind;
use super::wire::{Item, Register};
use crate::domain::base::names::{fold, tidy};
use crate::domain::people::label::choose_code;
use crate::store::error::StoreError;
use crate::store::journal::{Table, Tx};
use crate::store::write::labels::delete;

/// Labels by folded name: name, and `[code, colour, rank]` or nothing.
pub(super) type Held = BTreeMap<String, (String, Json)>;

/// The register of a label; of a customer, whether they have it.
pub(super) fn field(folded: &str) -> String {
    format!("label:{folded}")
}

/// Every label as a line of a bundle, those that were deleted too.
pub(super) fn items(db: &Connection, clock: &Clock) -> Result<Vec<Item>, StoreError> {
    let item = |(folded, (name, value)): (String, _)| {
        let register = register(clock, 0, &field(&folded), value);
        Item::Label { name, register }
    };
    Ok(held(db, clock)?.into_iter().map(item).collect())
}

/// The labels there are, and those that were deleted.
pub(super) fn held(db: &Connection, clock: &Clock) -> Result<Held, StoreError> {
    let gone = clock.fields(0).filter_map(|field| field.strip_prefix("label:"));
    let mut held: Held = gone.map(|folded| (folded.to_owned(), (folded.to_owned(), Json::Null))).collect();
    let mut query = db.prepare("SELECT folded, name, code, colour, rank FROM label")?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        let (code, colour, rank): (String, Option<i64>, i64) = (row.get(2)?, row.get(3)?, row.get(4)?);
        held.insert(row.get(0)?, (row.get(1)?, serde_json::json!([code, colour, rank])));
    }
    Ok(held)
}

impl Merge {
    pub(super) fn label(
        &mut self,
        tx: &mut Tx<'_>,
        name: &str,
        register: &Register,
    ) -> Result<(), StoreError> {
        let Some(labels) = &mut self.labels else { return Err(unfit("label")) };
        let folded = fold(name);
        let field = field(&folded);
        let theirs = side(register);
        let (called, value) = labels.remove(&folded).unwrap_or_else(|| (name.to_owned(), Json::Null));
        let (at, base) = (self.clock.at(0, &field).to_owned(), self.clock.base(0, &field).to_owned());
        let mine = Side { value, at, base };
        let stands = if theirs.beats(&mine) { &theirs } else { &mine };
        labels.insert(folded, (called, stands.value.clone()));
        Self::remember(tx, 0, &field, &mine, &theirs)
    }

    /// Labels are known: they are written, all at once.
    pub(super) fn settle_labels(&mut self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        let Some(held) = self.labels.take() else { return Ok(()) };
        let mut wanted = BTreeMap::new();
        for (folded, (name, value)) in held {
            if value.is_null() {
                if let Some((id, _)) = known(tx, &folded)? {
                    delete(tx, id)?;
                }
                self.gone.insert(field(&folded));
            } else {
                wanted.insert(folded, Wanted::read(&name, &value)?);
            }
        }
        write(tx, &wanted)
    }
}

/// A label as it shall be: name, code it would have, colour, place in the order.
#[derive(Clone, Debug)]
struct Wanted {
    name: String,
    code: String,
    colour: Value,
    rank: Value,
}

impl Wanted {
    fn read(name: &str, value: &Json) -> Result<Self, StoreError> {
        let parts = value.as_array().filter(|parts| parts.len() == 3).ok_or_else(|| unfit("label"))?;
        let code = parts[0].as_str().map(tidy).filter(|c| !c.is_empty() && c.chars().count() <= 8);
        let name = tidy(name);
        if name.is_empty() {
            return Err(unfit("label"));
        }
        Ok(Self {
            name,
            code: code.ok_or_else(|| unfit("label"))?,
            colour: stored(Kind::Number(1, 12), &parts[1], "label")?,
            rank: stored(Kind::Flag(-1 << 30, 1 << 30), &parts[2], "label")?,
        })
    }
}

/// Row id and code of a label that is there.
fn known(tx: &Tx<'_>, folded: &str) -> Result<Option<(i64, String)>, StoreError> {
    let mut query = tx.connection().prepare_cached("SELECT id, code FROM label WHERE folded = ?1")?;
    Ok(query.query_row([folded], |r| Ok((r.get(0)?, r.get(1)?))).optional()?)
}

/// All labels as they shall be, by folded name. Codes are each label's own: of two that want one code the first by name
/// has it, and the other gets one that nobody wants; so every laptop gives the same.
fn write(tx: &mut Tx<'_>, all: &BTreeMap<String, Wanted>) -> Result<(), StoreError> {
    let mut given: Vec<String> = Vec::new();
    let wanted: Vec<String> = all.values().map(|label| label.code.clone()).collect();
    let mut late = Vec::new();
    for (folded, label) in all {
        let code = if given.contains(&label.code) {
            let taken: Vec<String> = given.iter().chain(&wanted).cloned().collect();
            choose_code(&label.name, &taken)
        } else {
            label.code.clone()
        };
        given.push(code.clone());
        let known = known(tx, folded)?;
        // Codes that change hands are put down before they are taken up.
        if let Some((id, _)) = known.as_ref().filter(|(_, had)| *had != code) {
            tx.update(Table::Label, &[int(*id)], &[("code", text(format!("\u{1}{id}")))])?;
        }
        late.push((folded, label, code, known.map(|(id, _)| id)));
    }
    for (folded, label, code, known) in late {
        let columns = [("code", text(code)), ("colour", label.colour.clone()), ("rank", label.rank.clone())];
        if let Some(id) = known {
            tx.update(Table::Label, &[int(id)], &columns)?;
        } else {
            let mut columns = columns.to_vec();
            columns.extend([("name", text(label.name.clone())), ("folded", text(folded.clone()))]);
            tx.insert(Table::Label, &columns)?;
        }
    }
    Ok(())
}
