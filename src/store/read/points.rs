//! Further ways to reach a customer.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension};

use super::{At, Outcome};
use crate::domain::Day;
use crate::domain::base::names::phone_key;
use crate::domain::people::CustomerId;
use crate::domain::people::point::{Point, PointDraft, PointId, PointKind};

/// Numbers that can be dialled, of everybody, in the order of customers; the preferred ones first, then phones before
/// mobiles.
pub(in crate::store) const ALL_NUMBERS: &str =
    "SELECT customer_id, value FROM point WHERE kind IN ('phone', 'mobile') AND invalid_on IS NULL
     ORDER BY customer_id, preferred DESC, kind DESC, id";

/// Those of one customer, in the same order: a row read alone must say what it says among all.
pub(in crate::store) fn numbers_of(db: &Connection, id: CustomerId) -> rusqlite::Result<Vec<String>> {
    let mut select = db.prepare_cached(
        "SELECT value FROM point WHERE customer_id = ?1 AND kind IN ('phone', 'mobile') AND invalid_on IS NULL
         ORDER BY preferred DESC, kind DESC, id",
    )?;
    select.query_map([id], |r| r.get(0))?.collect()
}

/// The contact points of a customer, by kind and age. Where two laptops preferred one each, the one with the smaller uid
/// is the preferred one, on both.
pub(in crate::store) fn points_of(db: &Connection, id: CustomerId) -> rusqlite::Result<Vec<Point>> {
    let mut select = db.prepare_cached(
        "SELECT id, kind, value, label, hours,
                preferred AND NOT EXISTS (
                  SELECT 1 FROM point o WHERE o.customer_id = p.customer_id AND o.kind = p.kind AND o.preferred
                    AND o.invalid_on IS NULL AND (o.uid, o.id) < (p.uid, p.id)),
                invalid_on, verified_on, verified_with
         FROM point p WHERE customer_id = ?1 ORDER BY id",
    )?;
    let mut found: Vec<Point> = select
        .query_map([id], |r| {
            let day = |at| r.get::<_, Option<i32>>(at).map(|day| day.map(Day));
            Ok(Point {
                id: r.get(0)?,
                wrong_on: None,
                draft: PointDraft {
                    customer: id,
                    kind: PointKind::from_code(r.get_ref(1)?.as_str()?).unwrap_or_default(),
                    value: r.get(2)?,
                    label: r.get(3)?,
                    hours: r.get(4)?,
                    preferred: r.get(5)?,
                    invalid_on: day(6)?,
                    verified_on: day(7)?,
                    verified_with: r.get(8)?,
                },
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    found.sort_by_key(|point| (point.draft.kind, point.id));
    Ok(found)
}

/// The same, with the day on which a number was noted as wrong in a call.
pub(super) fn points_told(at: &At<'_>, id: CustomerId) -> Outcome<Vec<Point>> {
    let mut select =
        at.db.prepare_cached("SELECT phone, day FROM wrong_phone WHERE customer_id = ?1 AND day <= ?2")?;
    let wrong: HashMap<String, Day> =
        select.query_map((id, at.day().0), |r| Ok((r.get(0)?, Day(r.get(1)?))))?.collect::<Result<_, _>>()?;
    let mut points = points_of(at.db, id)?;
    for point in points.iter_mut().filter(|point| point.draft.kind.is_dialled()) {
        point.wrong_on = wrong.get(&phone_key(&point.draft.value)).copied();
    }
    Ok(points)
}

/// A contact point.
pub(super) fn point(db: &Connection, id: PointId) -> rusqlite::Result<Option<Point>> {
    let mut owner = db.prepare_cached("SELECT customer_id FROM point WHERE id = ?1")?;
    let Some(owner) = owner.query_row([id], |r| r.get(0)).optional()? else { return Ok(None) };
    Ok(points_of(db, owner)?.into_iter().find(|point| point.id == id))
}
