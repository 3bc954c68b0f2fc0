//! What is known of customers beside the fixed fields: statements, fields of the user's own with their values, scales.

use std::collections::BTreeMap;

use rusqlite::OptionalExtension;

use super::settings;
use super::{day, int, name_of, text};
use crate::domain::base::names::{fold, tidy};
use crate::domain::people::custom::{key_of, several};
use crate::domain::people::{
    CustomerId, FieldDef, FieldId, FieldType, StatementDraft, StatementId, StatementKind,
};
use crate::domain::value::score::Scale;
use crate::store::ask::ChangeWords;
use crate::store::error::{StoreError, refused, words};
use crate::store::journal::{Table, Tx, Value};
use crate::store::read::fields_defined;

pub(super) fn state(
    tx: &mut Tx<'_>,
    id: Option<StatementId>,
    draft: &StatementDraft,
) -> Result<ChangeWords, StoreError> {
    let name = name_of(tx, draft.customer)?;
    let content = tidy(&draft.text);
    if content.is_empty() {
        return Err(refused("error-statement-empty", []));
    }
    if draft.day > tx.stamp().today() {
        return Err(refused("error-statement-future", [("day", draft.day.to_string())]));
    }
    for (table, cited) in [("note", draft.note), ("contact", draft.contact)] {
        let Some(cited) = cited else { continue };
        let is_theirs = tx
            .connection()
            .prepare_cached(&format!("SELECT 1 FROM {table} WHERE id = ?1 AND customer_id = ?2"))?
            .exists((cited, draft.customer))?;
        if !is_theirs {
            return Err(refused(&format!("error-unknown-{table}"), [("id", cited.to_string())]));
        }
    }
    let mut columns = vec![
        ("customer_id", int(draft.customer)),
        ("kind", text(draft.kind.code())),
        ("text", text(content.as_str())),
        ("source", text(tidy(&draft.source))),
        ("note_id", draft.note.map_or(Value::Null, int)),
        ("contact_id", draft.contact.map_or(Value::Null, int)),
        ("day", day(Some(draft.day))),
    ];
    let key = if let Some(id) = id {
        statement_of(tx, id)?;
        tx.update(Table::Statement, &[int(id)], &columns)?;
        "change-edit-statement"
    } else {
        columns.push(("author", text(tx.stamp().author.clone())));
        let id = tx.insert(Table::Statement, &columns)?;
        tx.created.push(id);
        "change-add-statement"
    };
    if draft.kind == StatementKind::Benefit {
        seek(tx, draft.customer, &content)?;
    }
    Ok(words(key, [("name", name), ("kind", draft.kind.code().to_owned())]))
}

/// Counts a benefit among those the customer seeks.
fn seek(tx: &mut Tx<'_>, customer: CustomerId, benefit: &str) -> Result<(), StoreError> {
    let present: String =
        tx.connection().query_row("SELECT benefit FROM customer WHERE id = ?1", [customer], |r| r.get(0))?;
    let mut all = several(&present);
    for one in several(benefit) {
        if !all.iter().any(|b| fold(b) == fold(&one)) {
            all.push(one);
        }
    }
    tx.update(Table::Customer, &[int(customer)], &[("benefit", text(all.join(", ")))])?;
    Ok(())
}

pub(super) fn delete_statement(tx: &mut Tx<'_>, id: StatementId) -> Result<ChangeWords, StoreError> {
    let name = name_of(tx, statement_of(tx, id)?)?;
    tx.delete(Table::Statement, &[int(id)])?;
    Ok(words("change-delete-statement", [("name", name)]))
}

fn statement_of(tx: &Tx<'_>, id: StatementId) -> Result<CustomerId, StoreError> {
    tx.connection()
        .query_row("SELECT customer_id FROM statement WHERE id = ?1", [id], |r| r.get(0))
        .optional()?
        .ok_or_else(|| refused("error-unknown-statement", [("id", id.to_string())]))
}

/// Takes a note or contact that goes away out of the evidence it was.
pub(super) fn uncite(tx: &mut Tx<'_>, column: &str, id: i64) -> Result<(), StoreError> {
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

pub(super) fn save_field(tx: &mut Tx<'_>, field: &FieldDef) -> Result<ChangeWords, StoreError> {
    let name = tidy(&field.name);
    if name.is_empty() {
        return Err(refused("error-field-name", []));
    }
    let key = if field.key.is_empty() { key_of(&name) } else { key_of(&field.key) };
    if key.is_empty() {
        return Err(refused("error-field-key", [("name", name)]));
    }
    let mut choices: Vec<String> = Vec::new();
    if field.kind == FieldType::Choice {
        choices = several(&field.choices.join(","));
        if choices.is_empty() {
            return Err(refused("error-field-choices", [("name", name)]));
        }
    }
    let all = fields_defined(tx.connection())?;
    if all.iter().any(|f| f.id != field.id && f.key == key) {
        return Err(refused("error-field-taken", [("name", name)]));
    }
    let field = FieldDef { id: field.id, key, name, kind: field.kind, choices };
    let mut columns = vec![
        ("key", text(field.key.as_str())),
        ("name", text(field.name.as_str())),
        ("kind", text(field.kind.code())),
        ("choices", text(serde_json::Value::from(field.choices.clone()).to_string())),
    ];
    let said = |key: &str| words(key, [("field", field.name.clone())]);
    if field.id == 0 {
        let rank: i64 =
            tx.connection().query_row("SELECT coalesce(max(rank) + 1, 0) FROM field", [], |r| r.get(0))?;
        columns.push(("rank", int(rank)));
        let id = tx.insert(Table::Field, &columns)?;
        tx.created.push(id);
        return Ok(said("change-add-field"));
    }
    if !all.iter().any(|f| f.id == field.id) {
        return Err(refused("error-unknown-field", [("field", field.key.clone())]));
    }
    let decimals = settings::currency(tx.connection())?.decimals;
    let values: Vec<(i64, String)> = tx
        .connection()
        .prepare("SELECT customer_id, value FROM field_value WHERE field_id = ?1 ORDER BY customer_id")?
        .query_map([field.id], |r| Ok((r.get(0)?, r.get(1)?)))?
        .collect::<Result<_, _>>()?;
    for (customer, value) in values {
        let kept = field.canonical(&value, decimals).ok_or_else(|| bad_value(&field, &value))?;
        tx.update(Table::FieldValue, &[int(customer), int(field.id)], &[("value", text(kept))])?;
    }
    tx.update(Table::Field, &[int(field.id)], &columns)?;
    Ok(said("change-edit-field"))
}

/// Deletes a field of the user's own with all its values.
pub(in crate::store) fn delete_field(tx: &mut Tx<'_>, id: FieldId) -> Result<ChangeWords, StoreError> {
    let all = fields_defined(tx.connection())?;
    let Some(field) = all.iter().find(|f| f.id == id) else {
        return Err(refused("error-unknown-field", [("field", id.to_string())]));
    };
    let having: Vec<i64> = tx
        .connection()
        .prepare("SELECT customer_id FROM field_value WHERE field_id = ?1 ORDER BY customer_id")?
        .query_map([id], |r| r.get(0))?
        .collect::<Result<_, _>>()?;
    for customer in &having {
        tx.delete(Table::FieldValue, &[int(*customer), int(id)])?;
    }
    tx.delete(Table::Field, &[int(id)])?;
    Ok(words("change-delete-field", [("field", field.name.clone()), ("n", having.len().to_string())]))
}

/// Makes the values of a customer's own fields these, by key.
pub(super) fn set_values(
    tx: &mut Tx<'_>,
    customer: CustomerId,
    values: &BTreeMap<String, String>,
) -> Result<(), StoreError> {
    let fields = fields_defined(tx.connection())?;
    if let Some(unknown) = values.keys().find(|k| !fields.iter().any(|f| f.key == **k)) {
        return Err(refused("error-unknown-field", [("field", unknown.clone())]));
    }
    let decimals = settings::currency(tx.connection())?.decimals;
    for field in &fields {
        let typed = values.get(&field.key).map_or("", String::as_str);
        let value = field.canonical(typed, decimals).ok_or_else(|| bad_value(field, typed))?;
        let key = [int(customer), int(field.id)];
        let exists = tx
            .connection()
            .prepare_cached("SELECT 1 FROM field_value WHERE customer_id = ?1 AND field_id = ?2")?
            .exists((customer, field.id))?;
        match (value.is_empty(), exists) {
            (true, true) => {
                tx.delete(Table::FieldValue, &key)?;
            }
            (false, true) => {
                tx.update(Table::FieldValue, &key, &[("value", text(value))])?;
            }
            (false, false) => {
                let [customer, field] = key;
                let columns = [("customer_id", customer), ("field_id", field), ("value", text(value))];
                tx.insert(Table::FieldValue, &columns)?;
            }
            (true, false) => {}
        }
    }
    Ok(())
}

fn bad_value(field: &FieldDef, value: &str) -> StoreError {
    refused("error-field-value", [("field", field.name.clone()), ("value", value.to_owned())])
}

pub(super) fn save_scale(
    tx: &mut Tx<'_>,
    name: &str,
    scale: Option<&Scale>,
) -> Result<ChangeWords, StoreError> {
    let name = tidy(name);
    if name.is_empty() {
        return Err(refused("error-scale-name", []));
    }
    if scale.is_some_and(|s| s.criteria.is_empty()) {
        return Err(refused("error-scale-empty", [("scale", name)]));
    }
    let newest: Option<(i64, String)> = tx
        .connection()
        .prepare_cached("SELECT version, body FROM scale WHERE name = ?1 ORDER BY version DESC LIMIT 1")?
        .query_row([&name], |r| Ok((r.get(0)?, r.get(1)?)))
        .optional()?;
    let body = serde_json::to_string(&scale).map_err(|e| StoreError::Journal(e.to_string()))?;
    let said =
        |key: &str, version: i64| words(key, [("scale", name.clone()), ("version", version.to_string())]);
    let version = match &newest {
        None if scale.is_none() => return Err(refused("error-unknown-scale", [("scale", name)])),
        Some((version, old)) if *old == body => return Ok(said("change-scale", *version)),
        Some((version, _)) => version + 1,
        None => 1,
    };
    let today = tx.stamp().today();
    let columns = [
        ("name", text(name.as_str())),
        ("version", int(version)),
        ("body", text(body)),
        ("day", day(Some(today))),
        ("author", text(tx.stamp().author.clone())),
    ];
    tx.insert(Table::Scale, &columns)?;
    Ok(said(if scale.is_some() { "change-scale" } else { "change-scale-retired" }, version))
}
