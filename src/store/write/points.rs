//! Further ways to reach a customer.

use rusqlite::{Connection, OptionalExtension};

use super::{calls, day, int, name_of, text};
use crate::domain::people::CustomerId;
use crate::domain::people::point::{Point, PointDraft, PointId, PointKind};
use crate::domain::roster::province::is_spanish;
use crate::store::ask::ChangeWords;
use crate::store::error::{StoreError, refused, words};
use crate::store::journal::{Table, Tx};
use crate::store::read::points_of;

/// A new contact point, or another value for one. Of a kind at most one is the preferred one. A mark that its number is
/// wrong goes where it is said that it `works`, or where it is verified anew.
pub(super) fn save(
    tx: &mut Tx<'_>,
    id: Option<PointId>,
    draft: &PointDraft,
    works: bool,
) -> Result<ChangeWords, StoreError> {
    let name = name_of(tx, draft.customer)?;
    let draft = draft.tidied();
    let kind = draft.kind.code().to_owned();
    let (region, country): (String, String) = tx
        .connection()
        .prepare_cached("SELECT region, country FROM customer WHERE id = ?1")?
        .query_row([draft.customer], |r| Ok((r.get(0)?, r.get(1)?)))?;
    if !draft.can_be(is_spanish(&region, &country)) {
        return Err(refused("error-point-value", [("value", draft.value), ("kind", kind)]));
    }
    let today = tx.stamp().today();
    if let Some(later) = [draft.invalid_on, draft.verified_on].into_iter().flatten().find(|on| *on > today) {
        return Err(refused("error-statement-future", [("day", later.to_string())]));
    }
    if let Some(id) = id {
        owner(tx, id)?;
    }
    let known = points_of(tx.connection(), draft.customer)?;
    let same = |point: &&Point| point.draft.is_same(&draft);
    // Two made one may have the same number twice: what is said of it can be changed all the same.
    let stays = known.iter().any(|point| Some(point.id) == id && same(&point));
    if !stays && known.iter().filter(|point| Some(point.id) != id).any(|point| same(&point)) {
        return Err(refused("error-point-twice", [("value", draft.value), ("name", name)]));
    }
    if draft.kind.is_dialled() && draft.invalid_on.is_none() {
        let old = known.iter().find(|point| Some(point.id) == id).and_then(|point| point.draft.verified_on);
        let verified = draft.verified_on.filter(|on| Some(*on) != old);
        if let Some(on) = if works { Some(today) } else { verified } {
            calls::works_again(tx, draft.customer, &draft.value, on)?;
        }
    }
    if draft.preferred {
        for other in preferred(tx.connection(), draft.customer, draft.kind)? {
            if Some(other) != id {
                tx.update(Table::Point, &[int(other)], &[("preferred", int(0))])?;
            }
        }
    }
    let columns = [
        ("customer_id", int(draft.customer)),
        ("kind", text(draft.kind.code())),
        ("value", text(draft.value.clone())),
        ("label", text(draft.label.clone())),
        ("hours", text(draft.hours.clone())),
        ("preferred", int(i64::from(draft.preferred))),
        ("invalid_on", day(draft.invalid_on)),
        ("verified_on", day(draft.verified_on)),
        ("verified_with", text(draft.verified_with.clone())),
    ];
    let key = if let Some(id) = id {
        tx.update(Table::Point, &[int(id)], &columns)?;
        "change-edit-point"
    } else {
        let id = tx.insert(Table::Point, &columns)?;
        tx.created.push(id);
        "change-add-point"
    };
    Ok(words(key, [("name", name), ("kind", kind), ("value", draft.value)]))
}

pub(super) fn delete(tx: &mut Tx<'_>, id: PointId) -> Result<ChangeWords, StoreError> {
    let customer = owner(tx, id)?;
    let name = name_of(tx, customer)?;
    let gone = points_of(tx.connection(), customer)?.into_iter().find(|point| point.id == id);
    let draft = gone.map(|point| point.draft).unwrap_or_default();
    tx.delete(Table::Point, &[int(id)])?;
    let said = [("name", name), ("kind", draft.kind.code().to_owned()), ("value", draft.value)];
    Ok(words("change-delete-point", said))
}

/// Those marked as the preferred one of a kind: more than one where two laptops marked one each.
fn preferred(db: &Connection, customer: CustomerId, kind: PointKind) -> rusqlite::Result<Vec<PointId>> {
    let mut marked = db.prepare_cached(
        "SELECT id FROM point WHERE customer_id = ?1 AND kind = ?2 AND preferred = 1 ORDER BY id",
    )?;
    marked.query_map((customer, kind.code()), |r| r.get(0))?.collect()
}

fn owner(tx: &Tx<'_>, id: PointId) -> Result<CustomerId, StoreError> {
    tx.connection()
        .prepare_cached("SELECT customer_id FROM point WHERE id = ?1")?
        .query_row([id], |r| r.get(0))
        .optional()?
        .ok_or_else(|| refused("error-unknown-point", [("id", id.to_string())]))
}
