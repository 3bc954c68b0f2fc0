//! Writing what a bundle says, through the journal, so that undo takes it back. Every value is checked by its kind
//! first: a bundle that says what cannot be is refused whole.

use rusqlite::OptionalExtension;
use rusqlite::types::Value;
use rust_decimal::Decimal;
use serde_json::Value as Json;

use super::campaigns;
use super::codes::{claim, column, given};
use super::local;
use super::shape::{CHECK, CHILDREN, Child, Kind, NEXT, WINBACK, scalar};
use super::wire::{Document, Identity};
use crate::domain::base::names::tidy;
use crate::domain::people::quality::Datum;
use crate::domain::{Day, Money};
use crate::store::collate::name_key;
use crate::store::error::{StoreError, refused};
use crate::store::journal::{Table, Tx, time_text};
use crate::store::origin;
use crate::store::write::merge::fresh_id;
use crate::store::write::quality;

pub(super) fn int(value: impl Into<i64>) -> Value {
    Value::Integer(value.into())
}

pub(super) fn text(value: impl Into<String>) -> Value {
    Value::Text(value.into())
}

/// A bundle that holds what cannot be.
pub(super) fn unfit(what: &str) -> StoreError {
    refused("error-bundle-content", [("what", what.to_owned())])
}

pub(super) fn stored(kind: Kind, value: &Json, what: &str) -> Result<Value, StoreError> {
    kind.stored(value).ok_or_else(|| unfit(what))
}

/// Row id of a source, made where there is none.
pub(super) fn source(tx: &mut Tx<'_>, name: &str) -> Result<i64, StoreError> {
    let name = tidy(name);
    if name.is_empty() {
        return Err(unfit("source"));
    }
    let known = tx
        .connection()
        .prepare_cached("SELECT id FROM source WHERE name = ?1")?
        .query_row([&name], |r| r.get(0))
        .optional()?;
    match known {
        Some(id) => Ok(id),
        None => tx.insert(Table::Source, &[("name", text(name))]),
    }
}

/// Row id of an import from this file, so that a record's provenance is told here as there; null where it has none.
pub(super) fn provenance(tx: &mut Tx<'_>, file: &str, source: i64) -> Result<Value, StoreError> {
    if file.is_empty() {
        return Ok(Value::Null);
    }
    let known: Option<i64> = tx
        .connection()
        .prepare_cached("SELECT id FROM import WHERE file = ?1 AND source_id = ?2 ORDER BY id LIMIT 1")?
        .query_row((file, source), |r| r.get(0))
        .optional()?;
    let id = if let Some(id) = known {
        id
    } else {
        let at = time_text(tx.stamp().now);
        tx.insert(
            Table::Import,
            &[
                ("at", text(at)),
                ("file", text(file)),
                ("preset", text("bundle")),
                ("source_id", int(source)),
                ("report", text("{}")),
            ],
        )?
    };
    Ok(int(id))
}

/// A customer nobody knows here, with their code and name alone.
pub(super) fn new_customer(
    tx: &mut Tx<'_>,
    identity: &Identity,
    file: &str,
    name: &Json,
) -> Result<i64, StoreError> {
    let source = source(tx, &identity.source)?;
    let code = claim(tx, Table::Customer, source, (&identity.code, &identity.uid))?;
    let import = provenance(tx, file, source)?;
    let Value::Text(name) = stored(Kind::Words, name, "name")? else { return Err(unfit("name")) };
    let mut columns = vec![
        ("source_id", int(source)),
        ("code", text(code)),
        ("uid", text(identity.uid.clone())),
        ("name_key", Value::Blob(name_key(&name))),
        ("name", text(name)),
        ("import_id", import),
    ];
    columns.extend(fresh_id(tx.connection())?.map(|id| ("id", int(id))));
    let id = tx.insert(Table::Customer, &columns)?;
    tx.created.push(id);
    Ok(id)
}

/// A column of a record that cites another one which is not here yet.
pub(super) struct Loose {
    table: Table,
    id: i64,
    column: &'static str,
    /// The table and uid of what is cited.
    what: &'static str,
    uid: String,
}

/// Lets records cite what has come after them.
pub(super) fn cite(tx: &mut Tx<'_>, loose: &[Loose]) -> Result<(), StoreError> {
    for Loose { table, id, column, what, uid } in loose {
        let sql = format!("SELECT id FROM {what} WHERE uid = ?1 LIMIT 1");
        let found: Option<i64> =
            tx.connection().prepare_cached(&sql)?.query_row([uid], |r| r.get(0)).optional()?;
        if let (Some(found), true) = (found, tx.row(*table, &[int(*id)])?.is_some()) {
            tx.update(*table, &[int(*id)], &[(column, int(found))])?;
        }
    }
    Ok(())
}

/// Gives fields of a customer other values, null where there is none any more; answers what cites something that is not here.
pub(super) fn registers(
    tx: &mut Tx<'_>,
    id: i64,
    changed: &[(String, Json)],
) -> Result<Vec<Loose>, StoreError> {
    let mut loose = Vec::new();
    let mut columns: Vec<(&str, Value)> = Vec::new();
    for (field, value) in changed {
        if let Some(kind) = scalar(field) {
            let value = if value.is_null() { &kind.nothing() } else { value };
            match (field.as_str(), stored(kind, value, field)?) {
                ("name", Value::Text(name)) => {
                    columns.push(("name_key", Value::Blob(name_key(&name))));
                    columns.push(("name", text(name)));
                }
                ("code", Value::Text(code)) => {
                    columns.extend(recoded(tx, Table::Customer, id, &code)?);
                }
                (_, value) => columns.push((field, value)),
            }
        } else if field == "next" {
            for (column, kind) in NEXT {
                let value = match (value, column) {
                    (Json::Null, "next_note") => text(""),
                    (Json::Null, _) => Value::Null,
                    (value, _) => stored(kind, &value[column], column)?,
                };
                columns.push((column, value));
            }
        }
    }
    if !columns.is_empty() {
        tx.update(Table::Customer, &[int(id)], &columns)?;
    }
    // Records that others cite come first; what they cite goes last.
    let mut rest: Vec<&(String, Json)> =
        changed.iter().filter(|(field, _)| scalar(field).is_none() && field != "next").collect();
    let rank = |field: &str, gone: bool| {
        let place = CHILDREN.iter().position(|c| field.starts_with(&format!("{}:", c.name))).unwrap_or(9);
        if gone { 20 - place } else { place }
    };
    rest.sort_by_key(|(field, value)| rank(field, value.is_null()));
    for (field, value) in rest {
        loose.extend(hanging(tx, id, field, value)?);
    }
    Ok(loose)
}

/// The columns of a record whose code shall be another one; none where it is that one.
fn recoded(
    tx: &mut Tx<'_>,
    table: Table,
    id: i64,
    code: &str,
) -> Result<Vec<(&'static str, Value)>, StoreError> {
    let (column, code) = (column(table), tidy(code));
    let sql = format!("SELECT source_id, {column}, uid FROM {} WHERE id = ?1", table.name());
    let (source, held, mut uid): (i64, String, String) =
        tx.connection().prepare_cached(&sql)?.query_row([id], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
    if given(&held, &uid) == code {
        return Ok(Vec::new());
    }
    let kept = origin::kept(tx.connection(), table, id, &code)?;
    if let Some((_, Value::Text(kept))) = &kept {
        uid.clone_from(kept);
    }
    let own = claim(tx, table, source, (&code, &uid))?;
    Ok(kept.into_iter().chain([(column, text(own))]).collect())
}

/// Whoever has no uid here has that of the bundle from now on, where their code is another one there.
pub(super) fn adopt(tx: &mut Tx<'_>, table: Table, id: i64, identity: &Identity) -> Result<(), StoreError> {
    if identity.uid.is_empty() {
        return Ok(());
    }
    let sql = format!("SELECT {} FROM {} WHERE id = ?1 AND uid = ''", column(table), table.name());
    let held: Option<String> =
        tx.connection().prepare_cached(&sql)?.query_row([id], |r| r.get(0)).optional()?;
    if held.is_some_and(|held| held != identity.code) {
        tx.update(table, &[int(id)], &[("uid", text(identity.uid.clone()))])?;
    }
    Ok(())
}

fn hanging(tx: &mut Tx<'_>, customer: i64, field: &str, value: &Json) -> Result<Vec<Loose>, StoreError> {
    if field == "winback" {
        let key = [int(customer)];
        let mut columns = Vec::new();
        for (column, kind) in WINBACK {
            let value = if value.is_null() { kind.nothing() } else { value[column].clone() };
            columns.push((column, stored(kind, &value, column)?));
        }
        let known = tx
            .connection()
            .prepare_cached("SELECT 1 FROM winback WHERE customer_id = ?1")?
            .exists([customer])?;
        if known {
            tx.update(Table::Winback, &key, &columns)?;
        } else if !value.is_null() {
            columns.push(("customer_id", int(customer)));
            tx.insert(Table::Winback, &columns)?;
        }
        return Ok(Vec::new());
    }
    let (kind, name) = field.split_once(':').ok_or_else(|| unfit(field))?;
    match kind {
        "label" => {
            let label = tx
                .connection()
                .prepare_cached("SELECT id FROM label WHERE folded = ?1")?
                .query_row([name], |r| r.get::<_, i64>(0))
                .optional()?;
            let key = label.map(|label| [int(customer), int(label)]);
            match (key, value.is_null()) {
                (None, true) => {}
                (None, false) => return Err(unfit(field)),
                (Some(key), true) => drop(tx.delete(Table::CustomerLabel, &key)?),
                (Some([customer, label]), false) => {
                    tx.insert(Table::CustomerLabel, &[("customer_id", customer), ("label_id", label)])?;
                }
            }
        }
        "custom" => {
            let known = tx
                .connection()
                .prepare_cached("SELECT id FROM field WHERE key = ?1")?
                .query_row([name], |r| r.get::<_, i64>(0))
                .optional()?;
            let Some(known) = known else {
                return if value.is_null() { Ok(Vec::new()) } else { Err(unfit(field)) };
            };
            row(
                tx,
                Table::FieldValue,
                ("customer_id", customer),
                ("field_id", int(known)),
                ("value", { if value.is_null() { None } else { Some(stored(Kind::Words, value, field)?) } }),
            )?;
        }
        "wrong" => {
            row(
                tx,
                Table::WrongPhone,
                ("customer_id", customer),
                ("phone", text(name)),
                ("day", { if value.is_null() { None } else { Some(stored(Kind::OnDay, value, field)?) } }),
            )?;
        }
        "campaign" => campaigns::member(tx, customer, name, value)?,
        "check" => check(tx, customer, name, value)?,
        _ => {
            let child = CHILDREN.iter().find(|c| c.name == kind).ok_or_else(|| unfit(field))?;
            return child_row(tx, customer, child, name, value);
        }
    }
    Ok(Vec::new())
}

/// Puts, changes or removes a row whose key is a customer and something else.
fn row(
    tx: &mut Tx<'_>,
    table: Table,
    (first, customer): (&'static str, i64),
    (second, key): (&'static str, Value),
    (column, value): (&'static str, Option<Value>),
) -> Result<(), StoreError> {
    let keys = [int(customer), key.clone()];
    let Some(value) = value else {
        tx.delete(table, &keys)?;
        return Ok(());
    };
    let sql = format!("SELECT 1 FROM {} WHERE {first} = ?1 AND {second} = ?2", table.name());
    if tx.connection().prepare_cached(&sql)?.exists(rusqlite::params![customer, key])? {
        tx.update(table, &keys, &[(column, value)])?;
    } else {
        tx.insert(table, &[(first, int(customer)), (second, key), (column, value)])?;
    }
    Ok(())
}

/// A value that was compared with a second source, on one laptop or the other.
fn check(tx: &mut Tx<'_>, customer: i64, field: &str, value: &Json) -> Result<(), StoreError> {
    if value.is_null() {
        tx.delete(Table::FieldCheck, &[int(customer), text(field)])?;
        return Ok(());
    }
    let field = Datum::from_key(field).ok_or_else(|| unfit(field))?;
    let mut columns = Vec::new();
    for (column, kind) in CHECK {
        columns.push((column, stored(kind, &value[column], column)?));
    }
    quality::keep(tx, customer, field, columns)
}

/// Row id of a record by its uid.
fn child_id(tx: &Tx<'_>, customer: i64, table: &str, uid: &str) -> Result<Option<i64>, StoreError> {
    let sql = format!(
        "SELECT id FROM {table} WHERE customer_id = ?1 AND (uid = ?2 OR uid = '' AND 'r' || id = ?2)"
    );
    Ok(tx.connection().prepare_cached(&sql)?.query_row((customer, uid), |r| r.get(0)).optional()?)
}

fn child_row(
    tx: &mut Tx<'_>,
    customer: i64,
    child: &Child,
    uid: &str,
    value: &Json,
) -> Result<Vec<Loose>, StoreError> {
    let known = child_id(tx, customer, child.table.name(), uid)?;
    if value.is_null() {
        let Some(id) = known else { return Ok(Vec::new()) };
        if matches!(child.table, Table::Note | Table::Contact) {
            uncite(tx, &format!("{}_id", child.name), id)?;
        }
        tx.delete(child.table, &[int(id)])?;
        return Ok(Vec::new());
    }
    let mut columns = Vec::new();
    let mut loose = Vec::new();
    for (column, kind) in child.columns {
        let mut stored = stored(*kind, &value[*column], column)?;
        if let (Kind::Cited(what), Value::Text(uid)) = (kind, &stored) {
            let cited = child_id(tx, customer, what, uid)?;
            if cited.is_none() {
                loose.push((*column, *what, uid.clone()));
            }
            stored = cited.map_or(Value::Null, int);
        }
        if child.dated == Some(*column)
            && let Value::Text(at) = &stored
            && let Some(at) = super::shape::moment(at)
        {
            columns.push(("day", int(Day::from(at.date()).0)));
        }
        columns.push((column, stored));
    }
    let id = if let Some(id) = known {
        tx.update(child.table, &[int(id)], &columns)?;
        id
    } else {
        columns.push(("customer_id", int(customer)));
        columns.push(("uid", text(uid)));
        tx.insert(child.table, &columns)?
    };
    let of = |(column, what, uid)| Loose { table: child.table, id, column, what, uid };
    Ok(loose.into_iter().map(of).collect())
}

fn uncite(tx: &mut Tx<'_>, column: &str, id: i64) -> Result<(), StoreError> {
    let citing: Vec<i64> = tx
        .connection()
        .prepare_cached(&format!("SELECT id FROM statement WHERE {column} = ?1 ORDER BY id"))?
        .query_map([id], |r| r.get(0))?
        .collect::<Result<_, _>>()?;
    for statement in citing {
        tx.update(Table::Statement, &[int(statement)], &[(column, Value::Null)])?;
    }
    Ok(())
}

/// A document: made, or given other content.
pub(super) fn document(
    tx: &mut Tx<'_>,
    known: Option<i64>,
    identity: &Identity,
    file: &str,
    document: &Document,
) -> Result<i64, StoreError> {
    let money = -(1_i64 << 53)..=1 << 53;
    let fit = document.status <= 2
        && document.voided_from.is_none_or(|from| from <= 1)
        && money.contains(&document.amount)
        && Kind::OnDay.stored(&document.day.into()).is_some()
        && document.texts.iter().all(|t| t.len() <= 1 << 20)
        && document.lines.iter().all(|line| {
            money.contains(&line.amount)
                && line.cost.is_none_or(|cost| money.contains(&cost))
                && line.product.iter().all(|t| t.len() <= 1 << 20)
        });
    if !fit {
        return Err(unfit("purchase"));
    }
    let customer = match &document.customer {
        None => Value::Null,
        Some(identity) => {
            let held = match local::customer(tx.connection(), identity, &[])? {
                None => local::keeper(tx.connection(), identity)?,
                held => held,
            };
            int(held.ok_or_else(|| unfit("customer"))?)
        }
    };
    let source = source(tx, &identity.source)?;
    let [reverses, channel, seller, note, occasion] = document.texts.clone().map(|t| tidy(&t));
    let mut columns = vec![
        ("customer_id", customer),
        ("day", int(document.day)),
        ("amount", int(document.amount)),
        ("status", int(document.status)),
        ("voided_from", document.voided_from.map_or(Value::Null, int)),
        ("reversed_on", document.reversed_on.map_or(Value::Null, int)),
        ("reverses", text(reverses)),
        ("channel", text(channel)),
        ("seller", text(seller)),
        ("note", text(note)),
        ("occasion", text(occasion)),
    ];
    let id = if let Some(id) = known {
        columns.extend(recoded(tx, Table::Purchase, id, &identity.code)?);
        tx.update(Table::Purchase, &[int(id)], &columns)?;
        id
    } else {
        let number = claim(tx, Table::Purchase, source, (&identity.code, &identity.uid))?;
        let import = provenance(tx, file, source)?;
        columns.extend([
            ("source_id", int(source)),
            ("number", text(number)),
            ("uid", text(identity.uid.clone())),
            ("import_id", import),
        ]);
        tx.insert(Table::Purchase, &columns)?
    };
    lines(tx, id, document)?;
    Ok(id)
}

fn lines(tx: &mut Tx<'_>, id: i64, document: &Document) -> Result<(), StoreError> {
    let numbers: Vec<i64> = tx
        .connection()
        .prepare_cached("SELECT n FROM line WHERE purchase_id = ?1 ORDER BY n")?
        .query_map([id], |r| r.get(0))?
        .collect::<Result<_, _>>()?;
    for (at, line) in document.lines.iter().enumerate() {
        let [source_name, code, name, category] = &line.product;
        let source = source(tx, source_name)?;
        let product = product(tx, source, [code, name, category])?;
        let mut columns = vec![
            ("product_id", int(product)),
            ("amount", int(line.amount)),
            ("cost", line.cost.map_or(Value::Null, |cost| int(Money(cost).0))),
        ];
        for (column, figure) in ["quantity", "unit_price", "discount"].into_iter().zip(&line.figures) {
            columns.push((column, decimal(figure)?));
        }
        if let Some(n) = numbers.get(at) {
            tx.update(Table::Line, &[int(id), int(*n)], &columns)?;
        } else {
            let n = numbers.last().copied().unwrap_or(0) + (at - numbers.len()) as i64 + 1;
            columns.extend([("purchase_id", int(id)), ("n", int(n))]);
            tx.insert(Table::Line, &columns)?;
        }
    }
    for n in numbers.iter().skip(document.lines.len()) {
        tx.delete(Table::Line, &[int(id), int(*n)])?;
    }
    Ok(())
}

/// Row id of a product, made where there is none.
pub(super) fn product(
    tx: &mut Tx<'_>,
    source: i64,
    [code, name, category]: [&str; 3],
) -> Result<i64, StoreError> {
    let known = tx
        .connection()
        .prepare_cached("SELECT id FROM product WHERE source_id = ?1 AND code = ?2")?
        .query_row((source, code), |r| r.get(0))
        .optional()?;
    match known {
        Some(id) => Ok(id),
        None => tx.insert(
            Table::Product,
            &[
                ("source_id", int(source)),
                ("code", text(code)),
                ("name", text(name)),
                ("category", text(category)),
            ],
        ),
    }
}

/// A decimal as the file keeps it: an integer where it is whole, else its plain text.
pub(super) fn decimal(figure: &str) -> Result<Value, StoreError> {
    let number: Decimal = figure.parse().map_err(|_| unfit("line"))?;
    let number = number.normalize();
    Ok(match i64::try_from(number) {
        Ok(whole) if number.is_integer() => Value::Integer(whole),
        _ => Value::Text(number.to_string()),
    })
}
