//! Further ways to reach a customer.

use rusqlite::OptionalExtension;

use super::{day, int, name_of, text};
use crate::domain::people::CustomerId;
use crate::domain::people::point::{PointDraft, PointId};
use crate::store::ask::ChangeWords;
use crate::store::error::{StoreError, refused, words};
use crate::store::journal::{Table, Tx};
use crate::store::read::points_of;

/// A new contact point, or another value for one. Of a kind at most one is the preferred one.
pub(super) fn save(
    tx: &mut Tx<'_>,
    id: Option<PointId>,
    draft: &PointDraft,
) -> Result<ChangeWords, StoreError> {
    let name = name_of(tx, draft.customer)?;
    let draft = draft.tidied();
    let kind = draft.kind.code().to_owned();
    if !draft.can_be() {
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
    let others = || known.iter().filter(|point| Some(point.id) != id);
    if others().any(|point| point.draft.is_same(&draft)) {
        return Err(refused("error-point-twice", [("value", draft.value), ("name", name)]));
    }
    if draft.preferred {
        for other in others().filter(|point| point.draft.preferred && point.draft.kind == draft.kind) {
            tx.update(Table::Point, &[int(other.id)], &[("preferred", int(0))])?;
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

fn owner(tx: &Tx<'_>, id: PointId) -> Result<CustomerId, StoreError> {
    tx.connection()
        .prepare_cached("SELECT customer_id FROM point WHERE id = ?1")?
        .query_row([id], |r| r.get(0))
        .optional()?
        .ok_or_else(|| refused("error-unknown-point", [("id", id.to_string())]))
}
