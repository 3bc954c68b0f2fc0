//! Saved segments of a bundle. A segment is its name: `@name` in a filter means it wherever it was written. It belongs to
//! nobody, so that what was written last stands, and one that was deleted last is deleted; a new name is a new segment.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::apply::{int, stored, text, unfit};
use super::clock::Clock;
use super::local;
use super::merge::{Merge, Side, side};
use super::shape::Kind;
use super::wire::{Identity, Item, Register};
use crate::domain::base::names::{fold, tidy};
use crate::store::error::StoreError;
use crate::store::journal::{Table, Tx};
use crate::store::write::erase::is_erased;

/// Bytes a filter may have.
const TEXT: usize = 1 << 20;

/// A segment as one value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Segment {
    name: String,
    query: String,
    month_first: bool,
    created: i32,
    author: String,
    /// Whom a frozen one holds.
    members: Option<Vec<Identity>>,
}

/// The register of a segment.
pub(super) fn field(folded: &str) -> String {
    format!("segment:{folded}")
}

fn read(db: &Connection, folded: &str) -> Result<Option<(i64, Segment)>, StoreError> {
    let mut query = db.prepare_cached(
        "SELECT id, name, query, month_first, created, author, frozen FROM segment WHERE folded = ?1",
    )?;
    let found = query
        .query_row([folded], |r| {
            let segment = Segment {
                name: r.get(1)?,
                query: r.get(2)?,
                month_first: r.get(3)?,
                created: r.get(4)?,
                author: r.get(5)?,
                members: r.get::<_, bool>(6)?.then(Vec::new),
            };
            Ok((r.get::<_, i64>(0)?, segment))
        })
        .optional()?;
    let Some((id, mut segment)) = found else { return Ok(None) };
    if let Some(members) = &mut segment.members {
        for customer in members_of(db, id)? {
            members.extend(local::by_id(db, customer)?.map(|found| found.identity));
        }
        members.sort();
    }
    Ok(Some((id, segment)))
}

/// Row ids of whom a segment holds.
pub(super) fn members_of(db: &Connection, id: i64) -> Result<Vec<i64>, StoreError> {
    let mut query =
        db.prepare_cached("SELECT customer_id FROM segment_member WHERE segment_id = ?1 ORDER BY 1")?;
    Ok(query.query_map([id], |r| r.get(0))?.collect::<Result<_, _>>()?)
}

/// Row ids of whom the segment of this name holds.
pub(super) fn members_of_name(db: &Connection, folded: &str) -> Result<Vec<i64>, StoreError> {
    let mut query = db.prepare_cached("SELECT id FROM segment WHERE folded = ?1")?;
    let id: Option<i64> = query.query_row([folded], |r| r.get(0)).optional()?;
    id.map_or(Ok(Vec::new()), |id| members_of(db, id))
}

/// Every segment as a line of a bundle, those that are gone too; of those touched since a moment where one is given.
pub(super) fn items(db: &Connection, clock: &Clock, since: Option<&str>) -> Result<Vec<Item>, StoreError> {
    let mut query = db.prepare("SELECT folded FROM segment")?;
    let mut names: BTreeSet<String> = query.query_map([], |r| r.get(0))?.collect::<Result<_, _>>()?;
    names.extend(clock.fields(0).filter_map(|field| field.strip_prefix("segment:")).map(str::to_owned));
    let mut all = Vec::new();
    for folded in names {
        let field = field(&folded);
        if since.is_some_and(|since| clock.at(0, &field) < since) {
            continue;
        }
        let value = match read(db, &folded)? {
            None => Json::Null,
            Some((_, segment)) => {
                serde_json::to_value(segment).map_err(|e| StoreError::Journal(e.to_string()))?
            }
        };
        all.push(Item::Segment { name: folded, register: super::register(clock, 0, &field, value) });
    }
    Ok(all)
}

/// A segment as it is compared: its members by what they are on every laptop.
fn canonical(segment: &Segment) -> Json {
    let mut segment = segment.clone();
    if let Some(members) = &mut segment.members {
        let keys: BTreeSet<String> = members.iter().map(Identity::key).collect();
        *members = keys.into_iter().map(|uid| Identity { uid, ..Identity::default() }).collect();
    }
    serde_json::to_value(segment).unwrap_or_default()
}

impl Merge {
    /// Takes in a segment, or that one is gone.
    pub(super) fn segment(
        &mut self,
        tx: &mut Tx<'_>,
        folded: &str,
        register: &Register,
    ) -> Result<(), StoreError> {
        let mut theirs = side(register);
        let field = field(folded);
        let held = read(tx.connection(), folded)?;
        let known = held.as_ref().map(|(id, _)| *id);
        let mine: Side = self.mine(0, &field, held.map_or(Json::Null, |(_, segment)| canonical(&segment)));
        if theirs.value.is_null() {
            if theirs.beats(&mine)
                && let Some(id) = known
            {
                for customer in members_of(tx.connection(), id)? {
                    tx.delete(Table::SegmentMember, &[int(id), int(customer)])?;
                }
                tx.delete(Table::Segment, &[int(id)])?;
                self.shared += 1;
            }
            return Self::remember(tx, 0, &field, &mine, &theirs);
        }
        let mut segment: Segment = serde_json::from_value(theirs.value).map_err(|_| unfit("segment"))?;
        let name = tidy(&segment.name);
        let fit = !name.is_empty()
            && name == segment.name
            && fold(&name) == folded
            && !name.contains('"')
            && segment.query.len() <= TEXT;
        if !fit {
            return Err(unfit("segment"));
        }
        let mut rows = BTreeSet::new();
        if let Some(members) = &mut segment.members {
            for identity in members.iter() {
                rows.extend(self.row_of_member(tx.connection(), identity)?);
            }
            members.clear();
            for row in &rows {
                members.extend(local::by_id(tx.connection(), *row)?.map(|found| found.identity));
            }
        }
        theirs.value = canonical(&segment);
        if theirs.value != mine.value && theirs.beats(&mine) {
            let columns = [
                ("name", text(name)),
                ("folded", text(folded)),
                ("query", text(segment.query.trim())),
                ("month_first", int(segment.month_first)),
                ("frozen", int(segment.members.is_some())),
                ("created", stored(Kind::OnDay, &segment.created.into(), "segment")?),
                ("author", stored(Kind::Text, &segment.author.into(), "segment")?),
            ];
            let id = match known {
                Some(id) => {
                    tx.update(Table::Segment, &[int(id)], &columns)?;
                    id
                }
                None => tx.insert(Table::Segment, &columns)?,
            };
            let held: BTreeSet<i64> = members_of(tx.connection(), id)?.into_iter().collect();
            for gone in held.difference(&rows) {
                tx.delete(Table::SegmentMember, &[int(id), int(*gone)])?;
            }
            for new in rows.difference(&held) {
                tx.insert(Table::SegmentMember, &[("segment_id", int(id)), ("customer_id", int(*new))])?;
            }
            self.shared += 1;
        }
        Self::remember(tx, 0, &field, &mine, &theirs)
    }

    /// Who is meant by a member; nobody where they are not known here, or were erased.
    fn row_of_member(&mut self, db: &Connection, identity: &Identity) -> Result<Option<i64>, StoreError> {
        Ok(match self.known(db, Table::Customer, identity, &[])? {
            Some(id) if !is_erased(db, id)? => Some(id),
            _ => None,
        })
    }
}
