//! Two customers made one, and taken apart again. The one who goes is no row any more: purchases, contacts and whatever
//! else hangs on them is the other's, and codes of files that name them lead there (`merged`). What taking apart needs is
//! kept beside: their rows as they were, what was moved, what the other was given. Later writing is never undone by it.

mod rows;
mod settle;

use std::collections::BTreeSet;

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::{int, name_of, text};
use crate::domain::Day;
use crate::domain::base::names::{stable_hash, tidy};
use crate::domain::people::{CustomerId, StatementKind};
use crate::store::ask::ChangeWords;
use crate::store::collate::name_key;
use crate::store::error::{StoreError, refused, words};
use crate::store::journal::{Table, Tx};
use rows::{
    as_json, column, from_json, has_parent, is_as, json, key_of, owned, points_that_yield, rows_of,
    unreadable, value,
};
use settle::{Record, gave_way, settle, stands, written};

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

/// Columns with their values, as JSON.
type Columns = Vec<(String, Json)>;

/// A row of a table by its key, and the columns that were given other values: before, after.
type Changed = (String, Vec<Json>, Vec<(String, Json, Json)>);

/// What taking two apart needs.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Before {
    /// Whom they were joined to.
    keep: CustomerId,
    /// Their row.
    row: Columns,
    /// Row ids by table.
    moved: Vec<(String, Vec<i64>)>,
    /// Rows that hung on them.
    dropped: Vec<(String, Columns)>,
    /// Rows the other was given.
    added: Vec<(String, Columns)>,
    /// Rows of the other that were changed.
    changed: Vec<Changed>,
}

/// Makes two customers one: `gone` is `keep` from now on, with the values of `take` (fields of [`FIELDS`] and
/// `custom:KEY`) and whatever `keep` says nothing of. An objection of either stands. `when` is the day, and by whom.
pub(in crate::store) fn join(
    tx: &mut Tx<'_>,
    keep: CustomerId,
    gone: CustomerId,
    take: &[String],
    when: &(Day, String),
) -> Result<ChangeWords, StoreError> {
    if keep == gone {
        return Err(refused("error-merge-same", []));
    }
    let (name, other) = (name_of(tx, keep)?, name_of(tx, gone)?);
    let (mine, theirs) = (Record::read(tx, keep)?, Record::read(tx, gone)?);
    let take: BTreeSet<String> = take.iter().cloned().collect();
    if let Some(field) = take.iter().find(|field| !theirs.values.contains_key(*field)) {
        return Err(refused("error-merge-field", [("field", field.clone())]));
    }
    let mut before = Before { keep, row: as_json(&theirs.row), ..Before::default() };
    for table in [Table::Exchanged, Table::ExchangeConflict] {
        for row in rows_of(tx, table, gone)? {
            drop_row(tx, table, &row, &mut before)?;
        }
    }
    pairs(tx, keep, gone, &mut before)?;
    let settled = settle(&mine, &theirs, &take);
    let stands = |name: &str| stands(&mine, &settled, name);
    for (table, _) in HUNG {
        hang(tx, table, [keep, gone], &take, &stands, &mut before)?;
    }
    for id in points_that_yield(tx.connection(), keep, gone)? {
        change(tx, Table::Point, &[int(id)], vec![("preferred", int(0))], &mut before)?;
    }
    for (table, column) in OWNED {
        let ids = owned(tx.connection(), table, column, gone)?;
        for id in &ids {
            tx.update(table, &[int(*id)], &[(column, int(keep))])?;
        }
        if !ids.is_empty() {
            before.moved.push((table.name().to_owned(), ids));
        }
    }
    let (on, author) = (int(when.0.0), text(when.1.clone()));
    for (value, source) in gave_way(&mine, &theirs, &settled) {
        // By its words, so that two laptops that join the same two have the same fact.
        let uid = format!("j{:016x}", stable_hash(&format!("{source}\u{1f}{value}")));
        let columns = [
            ("customer_id", int(keep)),
            ("kind", text(StatementKind::Fact.code())),
            ("text", text(value)),
            ("source", text(source)),
            ("day", on.clone()),
            ("author", author.clone()),
            ("uid", text(uid)),
        ];
        let id = tx.insert(Table::Statement, &columns)?;
        if let Some(row) = tx.row(Table::Statement, &[int(id)])? {
            before.added.push((Table::Statement.name().to_owned(), as_json(&row)));
        }
    }
    // Nobody but the facts still points to the row, and those are made anew.
    tx.delete(Table::Customer, &[int(gone)])?;
    change(tx, Table::Customer, &[int(keep)], settled, &mut before)?;
    let source = theirs.of("source_id");
    let code = match (&source, theirs.of("code"), theirs.of("uid")) {
        (Value::Integer(source), Value::Text(code), Value::Text(uid)) => {
            text(alias(tx, *source, code, &uid)?)
        }
        (_, code, _) => code,
    };
    let columns = [
        ("id", int(gone)),
        ("keep_id", int(keep)),
        ("source_id", source),
        ("code", code),
        ("uid", theirs.of("uid")),
        ("name", theirs.of("name")),
        ("day", on),
        ("author", author),
        ("before", text(serde_json::to_string(&before).map_err(|e| unreadable(&e))?)),
    ];
    tx.insert(Table::Merged, &columns)?;
    Ok(words("change-merge", [("name", name), ("other", other)]))
}

/// Notes of somebody who was joined elsewhere, and of whom nothing is known here, that their code means `keep`: code, uid
/// and name.
pub(in crate::store) fn name_alias(
    tx: &mut Tx<'_>,
    keep: CustomerId,
    source: i64,
    [code, uid, name]: [&str; 3],
    when: &(Day, String),
) -> Result<(), StoreError> {
    let [code, name] = [code, name].map(tidy);
    if code.is_empty() {
        return Ok(());
    }
    let code = alias(tx, source, code, uid)?;
    let id: i64 = tx.connection().query_row(
        "SELECT max((SELECT coalesce(max(id), 0) FROM customer), (SELECT coalesce(max(id), 0) FROM merged)) + 1",
        [],
        |r| r.get(0),
    )?;
    let known = [
        ("id", int(id)),
        ("source_id", int(source)),
        ("code", text(code)),
        ("uid", text(uid)),
        ("name", text(name)),
    ];
    let row = known.iter().map(|(name, value)| ((*name).to_owned(), json(value))).collect();
    let before = Before { keep, row, ..Before::default() };
    let mut columns = known.to_vec();
    columns.extend([
        ("keep_id", int(keep)),
        ("day", int(when.0.0)),
        ("author", text(when.1.clone())),
        ("before", text(serde_json::to_string(&before).map_err(|e| unreadable(&e))?)),
    ]);
    tx.insert(Table::Merged, &columns)?;
    Ok(())
}

/// The code under which somebody is remembered who was joined to another. It is one's own: of two who had one the other has
/// a uid behind theirs.
fn alias(tx: &mut Tx<'_>, source: i64, code: String, uid: &str) -> Result<String, StoreError> {
    let held: Option<(i64, String)> = tx
        .connection()
        .prepare_cached("SELECT id, uid FROM merged WHERE source_id = ?1 AND code = ?2")?
        .query_row((source, &code), |r| Ok((r.get(0)?, r.get(1)?)))
        .optional()?;
    match held {
        Some(_) if !uid.is_empty() => Ok(format!("{code}-{uid}")),
        Some((id, other)) => {
            tx.update(Table::Merged, &[int(id)], &[("code", text(format!("{code}-{other}")))])?;
            Ok(code)
        }
        None => Ok(code),
    }
}

/// Takes apart again who was joined: rows that are still where they were put go back, and what the other was given and
/// nobody changed since is taken off. Whoever said no since has said it for both.
pub(in crate::store) fn part(tx: &mut Tx<'_>, gone: CustomerId) -> Result<ChangeWords, StoreError> {
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
    let mut row = from_json(&before.row);
    // A colleague's record may have the code they had.
    let of = |name: &str| column(&row, name).cloned().unwrap_or(Value::Null);
    if let (Value::Integer(source), Value::Text(had), Value::Text(uid)) =
        (of("source_id"), of("code"), of("uid"))
    {
        let taken = "SELECT 1 FROM customer WHERE source_id = ?1 AND code = ?2";
        if tx.connection().prepare_cached(taken)?.exists((source, &had))? {
            row.retain(|(column, _)| column != "code");
            row.push(("code".to_owned(), text(format!("{had}-{uid}"))));
        }
    }
    if let Some(Value::Text(name)) = column(&row, "name").cloned() {
        row.push(("name_key".to_owned(), Value::Blob(name_key(&name))));
    }
    objections_since(tx, keep, &before, &mut row)?;
    let columns: Vec<(&str, Value)> = row.iter().map(|(n, v)| (n.as_str(), v.clone())).collect();
    tx.insert(Table::Customer, &columns)?;
    tx.delete(Table::Merged, &[int(gone)])?;
    for (table, row) in &before.added {
        let (table, row) = (Table::from_name(table)?, from_json(row));
        let key = key_of(table, &row);
        if tx.row(table, &key)?.is_some_and(|now| is_as(&now, &row)) {
            tx.delete(table, &key)?;
        }
    }
    for (table, ids) in &before.moved {
        let table = Table::from_name(table)?;
        let Some((_, owner)) = OWNED.iter().find(|(owned, _)| *owned == table) else { continue };
        let still = owned(tx.connection(), table, owner, keep)?;
        for id in ids.iter().filter(|id| still.binary_search(id).is_ok()) {
            tx.update(table, &[int(*id)], &[(owner, int(gone))])?;
        }
    }
    for (table, row) in &before.dropped {
        let (table, row) = (Table::from_name(table)?, from_json(row));
        if tx.row(table, &key_of(table, &row))?.is_none() && has_parent(tx.connection(), table, &row)? {
            let columns: Vec<(&str, Value)> = row.iter().map(|(n, v)| (n.as_str(), v.clone())).collect();
            tx.insert(table, &columns)?;
        }
    }
    for (table, key, columns) in &before.changed {
        let (table, key) = (Table::from_name(table)?, key.iter().map(value).collect::<Vec<_>>());
        let Some(now) = tx.row(table, &key)? else { continue };
        let stands = |(name, _, after): &&(String, Json, Json)| column(&now, name) == Some(&value(after));
        // A planned contact is one thing: its day, time and words go back together or not at all.
        let planned = |name: &str| table == Table::Customer && NEXT.contains(&name);
        let is_planned = columns.iter().filter(|(name, ..)| planned(name)).all(|part| stands(&part));
        let mut back: Vec<(&str, Value)> = columns
            .iter()
            .filter(|part| if planned(&part.0) { is_planned } else { stands(part) })
            .map(|(name, before, _)| (name.as_str(), value(before)))
            .collect();
        if back.iter().any(|(name, value)| *name == "next_day" && *value == Value::Null) {
            back.retain(|(name, _)| !planned(name));
            back.extend(nothing_planned());
        }
        if let Some((_, Value::Text(name))) = back.iter().find(|(column, _)| *column == "name")
            && table == Table::Customer
        {
            let key = Value::Blob(name_key(name));
            back.push(("name_key", key));
        }
        if !back.is_empty() {
            tx.update(table, &key, &back)?;
        }
    }
    // They are two: nobody, and no bundle, joins them again by itself.
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

/// Rows that hang on `gone` go to `keep` where there is none of the kind.
fn hang(
    tx: &mut Tx<'_>,
    table: Table,
    [keep, gone]: [CustomerId; 2],
    take: &BTreeSet<String>,
    stands: &dyn Fn(&str) -> String,
    before: &mut Before,
) -> Result<(), StoreError> {
    for row in rows_of(tx, table, gone)? {
        drop_row(tx, table, &row, before)?;
        let mut theirs = row;
        for (name, value) in &mut theirs {
            if name == "customer_id" {
                *value = int(keep);
            }
        }
        let key = key_of(table, &theirs);
        let Some(mine) = tx.row(table, &key)? else {
            let columns: Vec<(&str, Value)> = theirs.iter().map(|(n, v)| (n.as_str(), v.clone())).collect();
            tx.insert(table, &columns)?;
            before.added.push((table.name().to_owned(), as_json(&theirs)));
            continue;
        };
        match table {
            Table::FieldValue => {
                let own: String = match key.get(1) {
                    Some(Value::Integer(field)) => {
                        tx.connection()
                            .query_row("SELECT key FROM field WHERE id = ?1", [field], |r| r.get(0))?
                    }
                    _ => String::new(),
                };
                if take.contains(&format!("custom:{own}")) {
                    let value = column(&theirs, "value").cloned().unwrap_or(Value::Null);
                    change(tx, table, &key, vec![("value", value)], before)?;
                }
            }
            Table::FieldCheck => {
                // What is confirmed is a value: the one that stands, and of that the newest confirmation.
                let value = stands(&written(&theirs, "field"));
                let of = |row: &[(String, Value)]| {
                    let days = written(row, "day").parse::<i64>().unwrap_or(0);
                    (written(row, "value") == value, days)
                };
                if of(&theirs) > of(&mine) {
                    let names = ["value", "day", "source", "author"];
                    let columns =
                        names.map(|name| (name, column(&theirs, name).cloned().unwrap_or(Value::Null)));
                    change(tx, table, &key, columns.to_vec(), before)?;
                }
            }
            Table::CampaignMember => {
                // Whoever was contacted was contacted, and an answer is an answer.
                let part = |row: &[(String, Value)]| written(row, "part").parse::<i64>().unwrap_or(0);
                let mut columns = vec![("part", int(part(&mine).min(part(&theirs))))];
                if written(&mine, "response").is_empty() {
                    let of = |name: &str| column(&theirs, name).cloned().unwrap_or(Value::Null);
                    columns.extend([("response", of("response")), ("responded_on", of("responded_on"))]);
                }
                if part(&theirs) < part(&mine) {
                    columns.push(("why", column(&theirs, "why").cloned().unwrap_or_else(|| text(""))));
                }
                change(tx, table, &key, columns, before)?;
            }
            _ => {}
        }
    }
    Ok(())
}

/// Pairs of `gone` that were looked at are pairs of `keep`.
fn pairs(tx: &mut Tx<'_>, keep: CustomerId, gone: CustomerId, before: &mut Before) -> Result<(), StoreError> {
    let sql =
        "SELECT customer_id, other_id FROM different WHERE customer_id = ?1 OR other_id = ?1 ORDER BY 1, 2";
    let found: Vec<(i64, i64)> = tx
        .connection()
        .prepare_cached(sql)?
        .query_map([gone], |r| Ok((r.get(0)?, r.get(1)?)))?
        .collect::<Result<_, _>>()?;
    for (one, other) in found {
        let Some(row) = tx.row(Table::Different, &[int(one), int(other)])? else { continue };
        drop_row(tx, Table::Different, &row, before)?;
        let third = if one == gone { other } else { one };
        if third != keep && !are_different(tx.connection(), keep, third)? {
            note_different(tx, keep, third)?;
            let key = [int(keep.min(third)), int(keep.max(third))];
            if let Some(row) = tx.row(Table::Different, &key)? {
                before.added.push((Table::Different.name().to_owned(), as_json(&row)));
            }
        }
    }
    Ok(())
}

fn drop_row(
    tx: &mut Tx<'_>,
    table: Table,
    row: &[(String, Value)],
    before: &mut Before,
) -> Result<(), StoreError> {
    tx.delete(table, &key_of(table, row))?;
    before.dropped.push((table.name().to_owned(), as_json(row)));
    Ok(())
}

/// Gives a row other values and notes those it had.
fn change(
    tx: &mut Tx<'_>,
    table: Table,
    key: &[Value],
    columns: Vec<(&str, Value)>,
    before: &mut Before,
) -> Result<(), StoreError> {
    let Some(row) = tx.row(table, key)? else { return Ok(()) };
    let other: Vec<(&str, Value)> =
        columns.into_iter().filter(|(name, value)| column(&row, name) != Some(value)).collect();
    if other.is_empty() {
        return Ok(());
    }
    tx.update(table, key, &other)?;
    let noted = other
        .iter()
        .filter(|(_, value)| !matches!(value, Value::Blob(_)))
        .map(|(name, value)| {
            let was = column(&row, name).map_or(Json::Null, json);
            ((*name).to_owned(), was, json(value))
        })
        .collect();
    before.changed.push((table.name().to_owned(), key.iter().map(json).collect(), noted));
    Ok(())
}

/// What the one who stays said no to since they were joined: it is said for both.
fn objections_since(
    tx: &Tx<'_>,
    keep: CustomerId,
    before: &Before,
    row: &mut Vec<(String, Value)>,
) -> Result<(), StoreError> {
    let now = tx.row(Table::Customer, &[int(keep)])?.unwrap_or_default();
    let was = |name: &str| {
        let given = before.changed.iter().find(|(table, ..)| table == Table::Customer.name());
        let given = given.and_then(|(.., columns)| columns.iter().find(|(column, ..)| column == name));
        given.map(|(_, _, after)| value(after))
    };
    let mut put = |name: &str, value: &Value| {
        row.retain(|(column, _)| column != name);
        row.push((name.to_owned(), value.clone()));
    };
    for name in ["consent_phone", "consent_email", "consent_sms", "consent_post"] {
        let no = Value::Integer(2);
        if column(&now, name) == Some(&no) && was(name) != Some(no.clone()) && !had(before, name, &no) {
            put(name, &no);
        }
    }
    for name in ["do_not_call", "robinson"] {
        if let Some(since @ Value::Integer(_)) = column(&now, name)
            && was(name).as_ref() != Some(since)
            && !had_any(before, name)
        {
            put(name, since);
            if name == "do_not_call" {
                for (name, nothing) in &nothing_planned() {
                    put(name, nothing);
                }
            }
        }
    }
    Ok(())
}

/// Whether the one who went said this.
fn had(before: &Before, name: &str, what: &Value) -> bool {
    before.row.iter().any(|(column, said)| column == name && value(said) == *what)
}

fn had_any(before: &Before, name: &str) -> bool {
    before.row.iter().any(|(column, said)| column == name && !said.is_null())
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
