//! Two customers made one, and taken apart again. What people said of it is kept (`joined`), and from that and from what each
//! of the customers said follows who stays and with which words: on every laptop alike. One is made part of another in `fold`.

mod fold;
pub(in crate::store) mod joined;
mod objections;
mod rows;
mod settle;

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension};

use super::erase::is_erased;
use super::{int, name_of, text};
use crate::domain::people::CustomerId;
use crate::store::ask::ChangeWords;
use crate::store::bundle;
use crate::store::error::{StoreError, refused, words};
use crate::store::journal::{Table, Tx};
use fold::{Before, put_in, take_out};
use joined::Joined;
pub(in crate::store) use objections::Told;
pub(super) use objections::said_again;
use rows::unreadable;
use settle::Record;

/// What belongs to somebody and has a row id of its own, with the column that says whose it is.
const OWNED: [(Table, &str); 11] = [
    (Table::Purchase, "customer_id"),
    (Table::Contact, "customer_id"),
    (Table::SupportCase, "customer_id"),
    (Table::Note, "customer_id"),
    (Table::LiftPlan, "customer_id"),
    (Table::ValueDecision, "customer_id"),
    (Table::Offer, "customer_id"),
    (Table::Handover, "customer_id"),
    (Table::Statement, "customer_id"),
    (Table::Point, "customer_id"),
    (Table::Merged, "keep_id"),
];

/// What hangs on somebody by a key of several columns, with what the rest of the key names, where it is a row.
const HUNG: [(Table, Option<(&str, &str)>); 7] = [
    (Table::CustomerLabel, Some(("label_id", "label"))),
    (Table::WrongPhone, None),
    (Table::Winback, None),
    (Table::CampaignMember, Some(("campaign_id", "campaign"))),
    (Table::SegmentMember, Some(("segment_id", "segment"))),
    (Table::FieldValue, Some(("field_id", "field"))),
    (Table::FieldCheck, None),
];

/// A planned contact.
const NEXT: [&str; 3] = ["next_day", "next_minute", "next_note"];

fn nothing_planned() -> [(&'static str, Value); 3] {
    [("next_day", Value::Null), ("next_minute", Value::Null), ("next_note", text(""))]
}

/// Makes two customers one: `gone` is `keep` from now on, with the values of `take` (fields of
/// [`crate::domain::people::merge::FIELDS`] and `custom:KEY`) and whatever `keep` says nothing of. An objection of either stands.
pub(super) fn join(
    tx: &mut Tx<'_>,
    keep: CustomerId,
    gone: CustomerId,
    take: &[String],
) -> Result<ChangeWords, StoreError> {
    if keep == gone {
        return Err(refused("error-merge-same", []));
    }
    let (name, other) = (name_of(tx, keep)?, name_of(tx, gone)?);
    let theirs = Record::read(tx, gone)?;
    if let Some(field) = take.iter().find(|field| !theirs.values.contains_key(*field)) {
        return Err(refused("error-merge-field", [("field", field.clone())]));
    }
    let (at, day, author) = (joined::moment(tx)?, tx.stamp().today().0.into(), tx.stamp().author.clone());
    let join = Joined { gone, into: keep, at, day, author, take: take.to_vec() };
    joined::note(tx, &join)?;
    let place = joined::next_place(tx.connection())?;
    put_in(tx, [keep, gone], (&join, place), &|_, _| String::new())?;
    Ok(words("change-merge", [("name", name), ("other", other)]))
}

/// Takes apart again who was joined. Whoever said no since has said it for both; nobody, and no bundle, joins them again by
/// itself.
pub(super) fn part(tx: &mut Tx<'_>, gone: CustomerId) -> Result<ChangeWords, StoreError> {
    let found: Option<(CustomerId, String, String)> = tx
        .connection()
        .prepare_cached("SELECT keep_id, name, before FROM merged WHERE id = ?1")?
        .query_row([gone], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))
        .optional()?;
    let Some((keep, other, before)) = found else {
        return Err(refused("error-unknown-merge", [("id", gone.to_string())]));
    };
    let before: Before = serde_json::from_str(&before).map_err(|e| unreadable(&e))?;
    if before.keep != keep {
        // Joined to somebody who was joined to somebody else since.
        let between: String = tx
            .connection()
            .query_row("SELECT name FROM merged WHERE id = ?1", [before.keep], |r| r.get(0))
            .optional()?
            .unwrap_or_default();
        return Err(refused("error-merge-chain", [("name", other), ("between", between)]));
    }
    let name = name_of(tx, keep)?;
    let pair = before.pair.unwrap_or([gone, keep]);
    let forgotten = joined::between_both(tx.connection(), [keep, gone], pair)?;
    let later = "SELECT 1 FROM merged WHERE keep_id = ?1 AND id <> ?2 AND coalesce(json_extract(before, '$.n'), 0) >= ?3";
    let written = bundle::moments(tx.connection())?;
    if tx.connection().prepare_cached(later)?.exists((keep, gone, before.n))? {
        // Others were joined since: what follows from all of them without this one.
        joined::unwind(tx, Some(keep), &written)?;
        for join in &forgotten {
            joined::forget(tx, join)?;
        }
        joined::rejoin(tx, &written)?;
        tx.forget_idle()?;
    } else {
        take_out(tx, gone, &written)?;
        for join in &forgotten {
            joined::forget(tx, join)?;
        }
    }
    let [keep, gone] =
        [joined::stands_for(tx.connection(), keep)?, joined::stands_for(tx.connection(), gone)?];
    note_different(tx, keep, gone)?;
    Ok(words("change-unmerge", [("name", name), ("other", other)]))
}

/// Two that share something and are two, or are asked about again.
pub(super) fn different(
    tx: &mut Tx<'_>,
    one: CustomerId,
    other: CustomerId,
    are: bool,
) -> Result<ChangeWords, StoreError> {
    let (name, second) = (name_of(tx, one)?, name_of(tx, other)?);
    if one == other {
        return Err(refused("error-merge-same", []));
    }
    for id in [one, other] {
        if is_erased(tx.connection(), id)? {
            return Err(refused("error-erased", [("id", id.to_string())]));
        }
    }
    if are {
        note_different(tx, one, other)?;
    } else {
        tx.delete(Table::Different, &[int(one.min(other)), int(one.max(other))])?;
    }
    let key = if are { "change-different" } else { "change-not-different" };
    Ok(words(key, [("name", name), ("other", second)]))
}

/// Whether somebody said that these are two.
pub(in crate::store) fn are_different(
    db: &Connection,
    one: CustomerId,
    other: CustomerId,
) -> rusqlite::Result<bool> {
    db.prepare_cached("SELECT 1 FROM different WHERE customer_id = ?1 AND other_id = ?2")?
        .exists((one.min(other), one.max(other)))
}

/// Row id that a new customer must have so that it was nobody's before; `None` where the next one is free.
pub(in crate::store) fn fresh_id(db: &Connection) -> rusqlite::Result<Option<i64>> {
    let mut query = db.prepare_cached(
        "SELECT coalesce(max(id), 0), (SELECT coalesce(max(id), 0) FROM customer) FROM merged",
    )?;
    let (gone, last): (i64, i64) = query.query_row([], |r| Ok((r.get(0)?, r.get(1)?)))?;
    Ok((gone > last).then_some(gone + 1))
}

fn note_different(tx: &mut Tx<'_>, one: CustomerId, other: CustomerId) -> Result<(), StoreError> {
    if are_different(tx.connection(), one, other)? {
        return Ok(());
    }
    let (today, author) = (tx.stamp().today(), tx.stamp().author.clone());
    tx.insert(
        Table::Different,
        &[
            ("customer_id", int(one.min(other))),
            ("other_id", int(one.max(other))),
            ("day", int(today.0)),
            ("author", text(author)),
        ],
    )?;
    Ok(())
}

/// Where the code of somebody who was joined to another leads.
pub(in crate::store) fn keeper_of(
    db: &Connection,
    source: i64,
    code: &str,
) -> rusqlite::Result<Option<CustomerId>> {
    db.prepare_cached("SELECT keep_id FROM merged WHERE source_id = ?1 AND code = ?2")?
        .query_row((source, code), |r| r.get(0))
        .optional()
}

/// Refuses a code that somebody had who was joined to another: files still mean them by it.
pub(super) fn refuse_alias(tx: &Tx<'_>, source: i64, code: &str) -> Result<(), StoreError> {
    match keeper_of(tx.connection(), source, code)? {
        None => Ok(()),
        Some(keep) => {
            let name = name_of(tx, keep)?;
            Err(refused("error-code-taken", [("code", code.to_owned()), ("name", name)]))
        }
    }
}

/// Whom a new customer's row begins with: an id that was nobody's.
pub(super) fn new_id(tx: &Tx<'_>) -> Result<Vec<(&'static str, Value)>, StoreError> {
    Ok(fresh_id(tx.connection())?.map(|id| ("id", int(id))).into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::db::{Db, NewSettings};

    #[test]
    fn whatever_names_a_customer_goes_with_them() {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::create(&folder.path().join("a.db"), &NewSettings::default()).unwrap();
        let mut found = db
            .connection()
            .prepare(
                "SELECT m.name, f.\"from\" FROM sqlite_schema m, pragma_foreign_key_list(m.name) f
                 WHERE m.type = 'table' AND f.\"table\" = 'customer'",
            )
            .unwrap();
        let named: Vec<(String, String)> =
            found.query_map([], |r| Ok((r.get(0)?, r.get(1)?))).unwrap().map(Result::unwrap).collect();
        assert!(named.len() > 10);
        for (table, owner) in named {
            let known = OWNED.iter().any(|(t, column)| t.name() == table && *column == owner)
                || HUNG.iter().any(|(t, _)| t.name() == table && owner == "customer_id")
                // Facts are made anew, pairs and conflicts are seen to one by one.
                // Whose data were erased is not joined to anybody.
                || ["fact", "different", "exchange_conflict", "erased"].contains(&table.as_str());
            assert!(known, "{table}.{owner} stays behind when two customers are made one");
        }
    }
}
