//! One customer made part of another, and taken out again. The one who goes is no row any more: purchases, contacts and
//! whatever else hangs on them is the other's, and codes of files that name them lead there (`merged`). What taking them out
//! needs is kept beside: their rows as they were, what was moved, what the other was given. Later writing is never undone by it.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::joined::{Joined, Written, moment_of};
use super::objections::{Told, noes, note_moment, said_of_both};
use super::rows::{
    as_json, column, from_json, has_parent, is_as, json, key_of, owned, points_that_yield, rows_of, value,
};
use super::settle::{Record, gave_way, settle, stands, written as said_in};
use super::{HUNG, NEXT, OWNED, are_different, int, nothing_planned, text, unreadable};
use crate::domain::base::names::stable_hash;
use crate::domain::people::{CustomerId, StatementKind};
use crate::store::bundle::CAMPAIGN_NAMED;
use crate::store::collate::name_key;
use crate::store::error::StoreError;
use crate::store::journal::{Table, Tx};

/// Whether a field of the one who stays was written since two are one.
pub(super) type IsSince<'a> = &'a dyn Fn(&str) -> bool;

/// Columns with their values, as JSON.
pub(super) type Columns = Vec<(String, Json)>;

/// A row of a table by its key, and the columns that were given other values: before, after.
type Changed = (String, Vec<Json>, Vec<(String, Json, Json)>);

/// What taking two apart needs.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Before {
    /// Whom they were joined to.
    pub keep: CustomerId,
    /// By what was said of whom: who goes, who stays. Nothing is these two.
    #[serde(default)]
    pub pair: Option<[CustomerId; 2]>,
    /// The place in the order in which customers were made one here.
    #[serde(default)]
    pub n: i64,
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
    /// What the other says no to once they are one, and the moment after which it was said again; not noted by earlier
    /// versions.
    #[serde(default)]
    pub no: Option<BTreeMap<String, String>>,
}

/// Makes `gone` part of `keep`: with the values that were taken, and whatever `keep` says nothing of. An objection of either
/// stands. Fields of `keep` that were `written` since they are one say what they say. `n` is the place in the order.
pub(super) fn put_in(
    tx: &mut Tx<'_>,
    [keep, gone]: [CustomerId; 2],
    (join, n): (&Joined, i64),
    written: Written<'_>,
) -> Result<(), StoreError> {
    let is_since: IsSince<'_> = &|field| written(keep, field) > join.at;
    let (mine, theirs) = (Record::read(tx, keep)?, Record::read(tx, gone)?);
    let take: BTreeSet<String> = join.take.iter().cloned().collect();
    let pair = Some([join.gone, join.into]);
    let mut before = Before { keep, pair, n, row: as_json(&theirs.row), ..Before::default() };
    for row in rows_of(tx, Table::ExchangeConflict, gone)? {
        drop_row(tx, Table::ExchangeConflict, &row, &mut before)?;
    }
    pairs(tx, keep, gone, &mut before)?;
    let settled = settle(&mine, &theirs, &take, is_since);
    let stands = |name: &str| stands(&mine, &settled, name);
    for (table, _) in HUNG {
        hang(tx, table, [keep, gone], &take, is_since, &stands, &mut before)?;
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
    let (on, author) = (int(join.day), text(join.author.clone()));
    for (value, source) in gave_way(&mine, &theirs, &settled) {
        // By its words, so that two laptops that join the same two have the same fact.
        let uid = format!("j{:016x}", stable_hash(&format!("{source}\u{1f}{value}")));
        if is_since(&format!("statement:{uid}")) || is_said(tx.connection(), keep, &uid)? {
            continue;
        }
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
    let noes = noes(&tx.row(Table::Customer, &[int(keep)])?.unwrap_or_default());
    let known = |name: &str| written(keep, name).max(join.at.clone());
    before.no = Some(noes.into_iter().map(|name| (name.to_owned(), known(name))).collect());
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
    Ok(())
}

/// Whether there is such a fact already.
fn is_said(db: &Connection, customer: CustomerId, uid: &str) -> rusqlite::Result<bool> {
    db.prepare_cached("SELECT 1 FROM statement WHERE customer_id = ?1 AND uid = ?2")?.exists((customer, uid))
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

/// Takes out of `keep` again who was made part of them: rows that are still where they were put go back, and what the other
/// was given and nobody changed since is taken off. A no that was said while they were one is said of both, whether they are
/// two from now on or only looked at: answers which.
pub(super) fn take_out(
    tx: &mut Tx<'_>,
    gone: CustomerId,
    written: Written<'_>,
) -> Result<Vec<Told>, StoreError> {
    let (keep, before): (CustomerId, String) = tx
        .connection()
        .prepare_cached("SELECT keep_id, before FROM merged WHERE id = ?1")?
        .query_row([gone], |r| Ok((r.get(0)?, r.get(1)?)))?;
    let before: Before = serde_json::from_str(&before).map_err(|e| unreadable(&e))?;
    let at = moment_of(tx.connection(), &before, gone)?;
    let is_since = |field: &str| written(keep, field) > at;
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
    let told: Vec<Told> = said_of_both(tx, (keep, &before), (written, &is_since), &mut row)?
        .into_iter()
        .map(|name| (gone, name, written(keep, name)))
        .collect();
    let left = segments_left(tx, keep, &before)?;
    let columns: Vec<(&str, Value)> = row.iter().map(|(n, v)| (n.as_str(), v.clone())).collect();
    tx.insert(Table::Customer, &columns)?;
    tx.delete(Table::Merged, &[int(gone)])?;
    for one in &told {
        note_moment(tx, one)?;
    }
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
        let key = key_of(table, &row);
        let is_left = table == Table::SegmentMember && left.contains(&key);
        if !is_left && tx.row(table, &key)?.is_none() && has_parent(tx.connection(), table, &row)? {
            let columns: Vec<(&str, Value)> = row.iter().map(|(n, v)| (n.as_str(), v.clone())).collect();
            tx.insert(table, &columns)?;
        }
    }
    for (table, key, columns) in &before.changed {
        let (table, key) = (Table::from_name(table)?, key.iter().map(value).collect::<Vec<_>>());
        let Some(now) = tx.row(table, &key)? else { continue };
        let stands = |(name, _, after): &&(String, Json, Json)| {
            column(&now, name) == Some(&value(after)) && !(table == Table::Customer && is_since(name))
        };
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
    Ok(told)
}

/// Segments that the one who went was in and out of which somebody took the one who stays since: both are out of it.
fn segments_left(tx: &Tx<'_>, keep: CustomerId, before: &Before) -> Result<Vec<Vec<Value>>, StoreError> {
    let mut left = Vec::new();
    for (table, row) in &before.dropped {
        if table != Table::SegmentMember.name() {
            continue;
        }
        let key = key_of(Table::SegmentMember, &from_json(row));
        if let Some(segment) = key.first()
            && tx.row(Table::SegmentMember, &[segment.clone(), int(keep)])?.is_none()
        {
            left.push(key);
        }
    }
    Ok(left)
}

/// Rows that hang on `gone` go to `keep` where there is none of the kind.
fn hang(
    tx: &mut Tx<'_>,
    table: Table,
    [keep, gone]: [CustomerId; 2],
    take: &BTreeSet<String>,
    is_since: IsSince<'_>,
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
        let field = field_of(tx.connection(), table, &key)?;
        let Some(mine) = tx.row(table, &key)? else {
            if is_since(&field) {
                continue;
            }
            let columns: Vec<(&str, Value)> = theirs.iter().map(|(n, v)| (n.as_str(), v.clone())).collect();
            tx.insert(table, &columns)?;
            before.added.push((table.name().to_owned(), as_json(&theirs)));
            continue;
        };
        match table {
            // A row that says nothing is none.
            Table::Winback if !is_since(&field) && mine.iter().all(|(name, _)| says_nothing(&mine, name)) => {
                let columns = theirs.iter().filter(|(name, _)| name != "customer_id");
                let columns = columns.map(|(name, value)| (name.as_str(), value.clone())).collect();
                change(tx, table, &key, columns, before)?;
            }
            Table::FieldValue if take.contains(&field) && !is_since(&field) => {
                let value = column(&theirs, "value").cloned().unwrap_or(Value::Null);
                change(tx, table, &key, vec![("value", value)], before)?;
            }
            Table::FieldCheck => {
                // What is confirmed is a value: the one that stands, and of that the newest confirmation.
                let value = stands(&said_in(&theirs, "field"));
                let of = |row: &[(String, Value)]| {
                    let days = said_in(row, "day").parse::<i64>().unwrap_or(0);
                    (said_in(row, "value") == value, days)
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
                let part = |row: &[(String, Value)]| said_in(row, "part").parse::<i64>().unwrap_or(0);
                let mut columns = vec![("part", int(part(&mine).min(part(&theirs))))];
                if said_in(&mine, "response").is_empty() {
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

fn says_nothing(row: &[(String, Value)], name: &str) -> bool {
    name == "customer_id" || said_in(row, name).is_empty()
}

/// What a row that hangs on somebody is called as a field of theirs.
fn field_of(db: &Connection, table: Table, key: &[Value]) -> Result<String, StoreError> {
    let part = |at: usize| match key.get(at) {
        Some(Value::Text(text)) => text.clone(),
        Some(Value::Integer(n)) => n.to_string(),
        _ => String::new(),
    };
    let named =
        |sql: &str, at: usize| db.prepare_cached(sql)?.query_row([part(at)], |r| r.get::<_, String>(0));
    Ok(match table {
        Table::CustomerLabel => {
            format!("label:{}", named("SELECT folded FROM label WHERE id = CAST(?1 AS INTEGER)", 1)?)
        }
        Table::FieldValue => {
            format!("custom:{}", named("SELECT key FROM field WHERE id = CAST(?1 AS INTEGER)", 1)?)
        }
        Table::WrongPhone => format!("wrong:{}", part(1)),
        Table::FieldCheck => format!("check:{}", part(1)),
        Table::Winback => "winback".to_owned(),
        Table::CampaignMember => {
            let uid = format!("SELECT {CAMPAIGN_NAMED} FROM campaign g WHERE g.id = CAST(?1 AS INTEGER)");
            format!("campaign:{}", named(&uid, 0)?)
        }
        _ => String::new(),
    })
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
            let [one, other] = [int(keep.min(third)), int(keep.max(third))];
            let said = |name: &str| column(&row, name).cloned().unwrap_or(Value::Null);
            let columns =
                [("customer_id", one), ("other_id", other), ("day", said("day")), ("author", said("author"))];
            tx.insert(Table::Different, &columns)?;
            let row: Vec<(String, Value)> = columns.map(|(name, value)| (name.to_owned(), value)).into();
            before.added.push((Table::Different.name().to_owned(), as_json(&row)));
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
