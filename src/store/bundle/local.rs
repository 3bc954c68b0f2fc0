//! What this portfolio holds of a customer or a document, field by field.

use std::collections::BTreeMap;

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row};
use serde_json::{Map, Value as Json};

use super::shape::{CHILDREN, Child, Kind, NEXT, SCALARS, WINBACK, is_nothing, json};
use super::wire::{Document, DocumentLine, Identity};
use crate::domain::base::names::fold;
use crate::store::error::StoreError;
use crate::store::write::erase::{is_erased, row_of};

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
    Ok(db.prepare_cached(&format!("{FOUND} WHERE c.id = ?1"))?.query_row([id], found).optional()?)
}

/// The customer who is meant, by what they are or by a code they had.
pub(super) fn customer(
    db: &Connection,
    identity: &Identity,
    was: &[String],
) -> Result<Option<i64>, StoreError> {
    if !identity.uid.is_empty() {
        let mut query = db.prepare_cached("SELECT id FROM customer WHERE uid = ?1 AND uid <> ''")?;
        return Ok(query.query_row([&identity.uid], |r| r.get(0)).optional()?);
    }
    let mut query = db.prepare_cached(
        "SELECT c.id FROM source s JOIN customer c ON c.source_id = s.id AND c.code = ?2 \
         WHERE s.name = ?1 AND c.uid = ''",
    )?;
    for code in std::iter::once(&identity.code).chain(was) {
        let id = query.query_row([&identity.source, code], |r| r.get(0)).optional()?;
        if id.is_some() {
            return Ok(id);
        }
    }
    Ok(None)
}

/// The row of somebody whose data were erased here.
pub(super) fn erased(db: &Connection, identity: &Identity) -> Result<Option<i64>, StoreError> {
    match customer(db, identity, &[])? {
        Some(id) => Ok(is_erased(db, id)?.then_some(id)),
        None if identity.uid.is_empty() => Ok(row_of(db, &identity.source, &identity.code)?),
        None => Ok(None),
    }
}

/// Who is meant by somebody who was joined to another customer here.
pub(super) fn keeper(db: &Connection, identity: &Identity) -> Result<Option<i64>, StoreError> {
    let found = if identity.uid.is_empty() {
        db.prepare_cached(
            "SELECT m.keep_id FROM source s JOIN merged m ON m.source_id = s.id AND m.code = ?2 \
             WHERE s.name = ?1 AND m.uid = ''",
        )?
        .query_row([&identity.source, &identity.code], |r| r.get(0))
        .optional()?
    } else {
        db.prepare_cached("SELECT keep_id FROM merged WHERE uid = ?1 AND uid <> ''")?
            .query_row([&identity.uid], |r| r.get(0))
            .optional()?
    };
    Ok(found)
}

/// Every field of a customer that says something.
pub(super) fn registers(db: &Connection, id: i64) -> Result<BTreeMap<String, Json>, StoreError> {
    let mut all = BTreeMap::new();
    let columns: Vec<&str> = SCALARS.iter().chain(&NEXT).map(|(column, _)| *column).collect();
    let sql = format!("SELECT {} FROM customer WHERE id = ?1", columns.join(", "));
    let values: Vec<Value> =
        db.prepare_cached(&sql)?.query_row([id], |row| (0..columns.len()).map(|i| row.get(i)).collect())?;
    let mut values = values.into_iter().map(json);
    for (column, _) in SCALARS {
        let value = values.next().unwrap_or_default();
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
        all.insert(format!("label:{}", fold(&name)), Json::String(name));
    }
    let mut custom = db.prepare_cached(
        "SELECT f.key, v.value FROM field_value v JOIN field f ON f.id = v.field_id WHERE v.customer_id = ?1",
    )?;
    for pair in custom.query_map([id], |r| Ok((r.get::<_, String>(0)?, r.get::<_, String>(1)?)))? {
        let (key, value) = pair?;
        all.insert(format!("custom:{key}"), Json::String(value));
    }
    let mut wrong = db.prepare_cached("SELECT phone, day FROM wrong_phone WHERE customer_id = ?1")?;
    for pair in wrong.query_map([id], |r| Ok((r.get::<_, String>(0)?, r.get::<_, i64>(1)?)))? {
        let (phone, day) = pair?;
        all.insert(format!("wrong:{phone}"), day.into());
    }
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

/// The document that is meant.
pub(super) fn purchase(db: &Connection, identity: &Identity) -> Result<Option<i64>, StoreError> {
    if !identity.uid.is_empty() {
        let mut query = db.prepare_cached("SELECT id FROM purchase WHERE uid = ?1 AND uid <> ''")?;
        return Ok(query.query_row([&identity.uid], |r| r.get(0)).optional()?);
    }
    let mut query = db.prepare_cached(
        "SELECT p.id FROM source s JOIN purchase p ON p.source_id = s.id AND p.number = ?2 \
         WHERE s.name = ?1 AND p.uid = ''",
    )?;
    Ok(query.query_row([&identity.source, &identity.code], |r| r.get(0)).optional()?)
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
