//! What this portfolio holds of a customer or a document, field by field.

use std::collections::{BTreeMap, HashMap};

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row};
use serde_json::{Map, Value as Json};

use super::codes::{column, given};
use super::shape::{CHECK, CHILDREN, Child, Kind, NEXT, SCALARS, WINBACK, is_nothing, json};
use super::wire::{Document, DocumentLine, Identity};
use crate::domain::base::names::fold;
use crate::store::error::StoreError;
use crate::store::journal::Table;
use crate::store::origin;
use crate::store::write::erase::{is_erased, key_of_uid, row_by_key, row_of};

/// A customer as they are told apart.
pub(super) struct Found {
    pub id: i64,
    pub identity: Identity,
    pub provenance: String,
}

const FOUND: &str = "SELECT c.id, s.name, c.code, c.uid, coalesce(i.file, '') FROM customer c \
     JOIN source s ON s.id = c.source_id LEFT JOIN import i ON i.id = c.import_id";

fn found(row: &Row<'_>) -> rusqlite::Result<Found> {
    Ok(Found {
        id: row.get(0)?,
        identity: Identity { source: row.get(1)?, code: row.get(2)?, uid: row.get(3)? },
        provenance: row.get(4)?,
    })
}

/// Every customer, by source and code.
pub(super) fn customers(db: &Connection) -> Result<Vec<i64>, StoreError> {
    let mut query = db
        .prepare("SELECT c.id FROM customer c JOIN source s ON s.id = c.source_id ORDER BY s.name, c.code")?;
    Ok(query.query_map([], |r| r.get(0))?.collect::<Result<_, _>>()?)
}

/// The customer with this row id.
pub(super) fn by_id(db: &Connection, id: i64) -> Result<Option<Found>, StoreError> {
    let held = db.prepare_cached(&format!("{FOUND} WHERE c.id = ?1"))?.query_row([id], found).optional()?;
    let Some(mut held) = held else { return Ok(None) };
    held.identity = named(db, Table::Customer, held.identity)?;
    Ok(Some(held))
}

/// What a record is called on every laptop.
pub(super) fn named(db: &Connection, table: Table, mut identity: Identity) -> Result<Identity, StoreError> {
    if identity.uid.is_empty() {
        identity.uid = origin::later(db, table, &identity.source, &identity.code)?;
    }
    Ok(identity)
}

/// The row that is meant: by uid, by the code it came with, or by a code it had.
fn row(db: &Connection, table: Table, identity: &Identity, was: &[String]) -> rusqlite::Result<Option<i64>> {
    let (name, column) = (table.name(), column(table));
    let by_uid = format!("SELECT id FROM {name} WHERE uid = ?1 AND uid <> ''");
    let by_uid = |uid: &str| db.prepare_cached(&by_uid)?.query_row([uid], |r| r.get(0)).optional();
    let by_code = format!(
        "SELECT t.id FROM source s JOIN {name} t ON t.source_id = s.id AND t.{column} = ?2 \
         WHERE s.name = ?1 AND t.uid = ''"
    );
    let by_code = |code: &str| {
        db.prepare_cached(&by_code)?.query_row([identity.source.as_str(), code], |r| r.get(0)).optional()
    };
    let (source, uid) = (&identity.source, &identity.uid);
    let codes = || std::iter::once(&identity.code).chain(was);
    if uid.is_empty() {
        let came_with = was.first().unwrap_or(&identity.code);
        if let Some(id) = by_uid(&origin::first(source, came_with))? {
            return Ok(Some(id));
        }
        for code in codes() {
            if let Some(id) = by_code(code)? {
                return Ok(Some(id));
            }
        }
        return Ok(None);
    }
    if let Some(id) = by_uid(uid)? {
        return Ok(Some(id));
    }
    let first = origin::before(uid);
    if let Some(first) = &first
        && by_uid(first)?.is_none()
    {
        return Ok(None);
    }
    let first = first.as_ref().unwrap_or(uid);
    for code in codes().filter(|code| origin::first(source, code) == *first) {
        if let Some(id) = by_code(code)? {
            return Ok(Some(id));
        }
    }
    Ok(None)
}

/// The customer who is meant, by what they are or by a code they had.
pub(super) fn customer(
    db: &Connection,
    identity: &Identity,
    was: &[String],
) -> Result<Option<i64>, StoreError> {
    Ok(row(db, Table::Customer, identity, was)?)
}

/// Records without a uid by the one they would have if their code became another one: those whose first code a bundle
/// does not name are found among them.
pub(super) fn origins(db: &Connection, table: Table) -> Result<HashMap<String, i64>, StoreError> {
    let (name, column) = (table.name(), column(table));
    let id = if table == Table::Merged { "keep_id" } else { "id" };
    let sql = format!(
        "SELECT s.name, t.{column}, t.{id} FROM {name} t JOIN source s ON s.id = t.source_id WHERE t.uid = ''"
    );
    let mut query = db.prepare(&sql)?;
    let named = query.query_map([], |r| {
        Ok((origin::first(&r.get::<_, String>(0)?, &r.get::<_, String>(1)?), r.get(2)?))
    })?;
    Ok(named.collect::<Result<_, _>>()?)
}

/// The row of somebody whose data were erased here.
pub(super) fn erased(db: &Connection, identity: &Identity) -> Result<Option<i64>, StoreError> {
    if let Some(id) = customer(db, identity, &[])? {
        return Ok(is_erased(db, id)?.then_some(id));
    }
    match key_of_uid(&identity.uid) {
        Some(key) => Ok(row_by_key(db, &key)?),
        None => Ok(row_of(db, &identity.source, &identity.code)?.or(row_by_key(db, &identity.code)?)),
    }
}

/// Who is meant by somebody who was joined to another customer here.
pub(super) fn keeper(db: &Connection, identity: &Identity) -> Result<Option<i64>, StoreError> {
    let by_uid = |uid: &str| {
        db.prepare_cached("SELECT keep_id FROM merged WHERE uid = ?1 AND uid <> ''")?
            .query_row([uid], |r| r.get::<_, i64>(0))
            .optional()
    };
    if !identity.uid.is_empty() {
        if let Some(id) = by_uid(&identity.uid)? {
            return Ok(Some(id));
        }
        // Few were joined, so those whose code is another one elsewhere are looked for among all of them.
        return Ok(match origin::figures(&identity.uid) {
            Some(_) => origins(db, Table::Merged)?.get(&identity.uid).copied(),
            None => None,
        });
    }
    if let Some(id) = by_uid(&origin::first(&identity.source, &identity.code))? {
        return Ok(Some(id));
    }
    let mut query = db.prepare_cached(
        "SELECT m.keep_id FROM source s JOIN merged m ON m.source_id = s.id AND m.code = ?2 \
         WHERE s.name = ?1 AND m.uid = ''",
    )?;
    Ok(query.query_row([&identity.source, &identity.code], |r| r.get(0)).optional()?)
}

/// Every field of a customer that says something.
pub(super) fn registers(db: &Connection, id: i64) -> Result<BTreeMap<String, Json>, StoreError> {
    let mut all = BTreeMap::new();
    let columns: Vec<&str> = SCALARS.iter().chain(&NEXT).map(|(column, _)| *column).collect();
    let sql = format!("SELECT {} FROM customer WHERE id = ?1", columns.join(", "));
    let values: Vec<Value> =
        db.prepare_cached(&sql)?.query_row([id], |row| (0..columns.len()).map(|i| row.get(i)).collect())?;
    let mut values = values.into_iter().map(json);
    let uid: String =
        db.prepare_cached("SELECT uid FROM customer WHERE id = ?1")?.query_row([id], |r| r.get(0))?;
    for (column, _) in SCALARS {
        let mut value = values.next().unwrap_or_default();
        if column == "code" {
            value = given(value.as_str().unwrap_or_default(), &uid).into();
        }
        if !is_nothing(&value) {
            all.insert(column.to_owned(), value);
        }
    }
    let next: Map<String, Json> = NEXT.iter().map(|(column, _)| (*column).to_owned()).zip(values).collect();
    if next.get("next_day").is_some_and(|day| !day.is_null()) {
        all.insert("next".into(), Json::Object(next));
    }
    if let Some(case) = object(db, "winback", "customer_id", id, &WINBACK)?
        && case.as_object().is_some_and(|o| o.values().any(|v| !is_nothing(v)))
    {
        all.insert("winback".into(), case);
    }
    let mut labels = db.prepare_cached(
        "SELECT l.name FROM customer_label cl JOIN label l ON l.id = cl.label_id WHERE cl.customer_id = ?1",
    )?;
    for name in labels.query_map([id], |r| r.get::<_, String>(0))? {
        let name = name?;
        all.insert(super::labels::field(&fold(&name)), Json::String(name));
    }
    let mut custom = db.prepare_cached(
        "SELECT f.key, v.value FROM field_value v JOIN field f ON f.id = v.field_id WHERE v.customer_id = ?1",
    )?;
    for pair in custom.query_map([id], |r| Ok((r.get::<_, String>(0)?, r.get::<_, String>(1)?)))? {
        let (key, value) = pair?;
        all.insert(super::own_fields::field(&key), Json::String(value));
    }
    let mut wrong = db.prepare_cached("SELECT phone, day FROM wrong_phone WHERE customer_id = ?1")?;
    for pair in wrong.query_map([id], |r| Ok((r.get::<_, String>(0)?, r.get::<_, i64>(1)?)))? {
        let (phone, day) = pair?;
        all.insert(format!("wrong:{phone}"), day.into());
    }
    let mut checks = db
        .prepare_cached("SELECT field, value, day, source, author FROM field_check WHERE customer_id = ?1")?;
    let mut rows = checks.query([id])?;
    while let Some(row) = rows.next()? {
        let mut object = Map::new();
        for (at, (column, _)) in CHECK.iter().enumerate() {
            object.insert((*column).to_owned(), json(row.get(at + 1)?));
        }
        all.insert(format!("check:{}", row.get::<_, String>(0)?), Json::Object(object));
    }
    all.extend(super::campaigns::of_customer(db, id)?);
    for child in &CHILDREN {
        children(db, id, child, &mut all)?;
    }
    Ok(all)
}

fn children(
    db: &Connection,
    customer: i64,
    child: &Child,
    all: &mut BTreeMap<String, Json>,
) -> Result<(), StoreError> {
    let columns: Vec<String> = child
        .columns
        .iter()
        .map(|(column, kind)| match kind {
            Kind::Cited(what) => format!("(SELECT uid FROM {what} x WHERE x.id = t.{column})"),
            _ => format!("t.{column}"),
        })
        .collect();
    let sql = format!(
        "SELECT CASE t.uid WHEN '' THEN 'r' || t.id ELSE t.uid END, {} FROM {} t WHERE t.customer_id = ?1",
        columns.join(", "),
        child.table.name()
    );
    let mut query = db.prepare_cached(&sql)?;
    let mut rows = query.query([customer])?;
    while let Some(row) = rows.next()? {
        let uid: String = row.get(0)?;
        let mut object = Map::new();
        for (at, (column, _)) in child.columns.iter().enumerate() {
            object.insert((*column).to_owned(), json(row.get(at + 1)?));
        }
        all.insert(format!("{}:{uid}", child.name), Json::Object(object));
    }
    Ok(())
}

/// Whoever else a note, a contact… hangs on, by its register.
pub(super) fn owner_of_child(db: &Connection, field: &str, but: i64) -> Result<Option<i64>, StoreError> {
    let Some((name, uid)) = field.split_once(':') else { return Ok(None) };
    let Some(child) = CHILDREN.iter().find(|child| child.name == name) else { return Ok(None) };
    let sql = format!(
        "SELECT customer_id FROM {} WHERE uid = ?1 AND uid <> '' AND customer_id <> ?2 LIMIT 1",
        child.table.name()
    );
    Ok(db.prepare_cached(&sql)?.query_row((uid, but), |r| r.get(0)).optional()?)
}

fn object(
    db: &Connection,
    table: &str,
    key: &str,
    id: i64,
    columns: &[(&str, Kind)],
) -> Result<Option<Json>, StoreError> {
    let names: Vec<&str> = columns.iter().map(|(column, _)| *column).collect();
    let sql = format!("SELECT {} FROM {table} WHERE {key} = ?1", names.join(", "));
    let read = |row: &Row<'_>| {
        let mut object = Map::new();
        for (at, name) in names.iter().enumerate() {
            object.insert((*name).to_owned(), json(row.get(at)?));
        }
        Ok(Json::Object(object))
    };
    Ok(db.prepare_cached(&sql)?.query_row([id], read).optional()?)
}

/// Row ids of all documents, by source and number.
pub(super) fn purchases(db: &Connection) -> Result<Vec<i64>, StoreError> {
    let mut query = db.prepare(
        "SELECT p.id FROM purchase p JOIN source s ON s.id = p.source_id ORDER BY s.name, p.number",
    )?;
    Ok(query.query_map([], |r| r.get(0))?.collect::<Result<_, _>>()?)
}

/// The document that is meant, by what it is or by a number it had.
pub(super) fn purchase(
    db: &Connection,
    identity: &Identity,
    was: &[String],
) -> Result<Option<i64>, StoreError> {
    Ok(row(db, Table::Purchase, identity, was)?)
}

/// A document with its lines, and the file it first came from.
pub(super) fn document(db: &Connection, id: i64) -> Result<(Document, String), StoreError> {
    let mut query = db.prepare_cached(
        "SELECT cs.name, c.code, c.uid, p.day, p.amount, p.status, p.voided_from, p.reversed_on, p.reverses, \
         p.channel, p.seller, p.note, p.occasion, coalesce(i.file, '') FROM purchase p \
         LEFT JOIN customer c ON c.id = p.customer_id LEFT JOIN source cs ON cs.id = c.source_id \
         LEFT JOIN import i ON i.id = p.import_id WHERE p.id = ?1",
    )?;
    let (mut document, provenance) = query.query_row([id], |r| {
        let source: Option<String> = r.get(0)?;
        let customer = match source {
            Some(source) => Some(Identity { source, code: r.get(1)?, uid: r.get(2)? }),
            None => None,
        };
        Ok((
            Document {
                customer,
                day: r.get(3)?,
                amount: r.get(4)?,
                status: r.get(5)?,
                voided_from: r.get(6)?,
                reversed_on: r.get(7)?,
                texts: [r.get(8)?, r.get(9)?, r.get(10)?, r.get(11)?, r.get(12)?],
                lines: Vec::new(),
            },
            r.get::<_, String>(13)?,
        ))
    })?;
    if let Some(customer) = document.customer.take() {
        document.customer = Some(named(db, Table::Customer, customer)?);
    }
    let mut lines = db.prepare_cached(
        "SELECT s.name, p.code, p.name, p.category, CAST(l.quantity AS TEXT), CAST(l.unit_price AS TEXT), \
         CAST(l.discount AS TEXT), l.amount, l.cost FROM line l JOIN product p ON p.id = l.product_id \
         JOIN source s ON s.id = p.source_id WHERE l.purchase_id = ?1 ORDER BY l.n",
    )?;
    document.lines = lines
        .query_map([id], |r| {
            Ok(DocumentLine {
                product: [r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?],
                figures: [r.get(4)?, r.get(5)?, r.get(6)?],
                amount: r.get(7)?,
                cost: r.get(8)?,
            })
        })?
        .collect::<Result<_, _>>()?;
    Ok((document, provenance))
}
