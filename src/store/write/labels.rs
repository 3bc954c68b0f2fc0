//! Labels and who has them.

use std::collections::BTreeSet;

use rusqlite::OptionalExtension;
use unicode_segmentation::UnicodeSegmentation;

use super::{int, name_of, of_customers, text};
use crate::domain::base::names::{fold, tidy};
use crate::domain::change::Change;
use crate::domain::people::label::choose_code;
use crate::domain::people::{CustomerId, Label, LabelId};
use crate::store::ask::ChangeWords;
use crate::store::error::{StoreError, refused, words};
use crate::store::journal::{Table, Tx, Value};

pub(super) fn tag(
    tx: &mut Tx<'_>,
    customers: &[CustomerId],
    add: &[LabelId],
    remove: &[LabelId],
) -> Result<ChangeWords, StoreError> {
    let names = |tx: &Tx<'_>, ids: &[LabelId]| {
        ids.iter().map(|&id| name_of_label(tx, id)).collect::<Result<Vec<_>, _>>().map(|n| n.join(", "))
    };
    let (added, removed) = (names(tx, add)?, names(tx, remove)?);
    for &customer in customers {
        name_of(tx, customer)?;
        for &label in add {
            put_on(tx, customer, label)?;
        }
        for &label in remove {
            tx.delete(Table::CustomerLabel, &[int(customer), int(label)])?;
        }
    }
    match (add, remove) {
        (_, []) => of_customers(tx, "change-tag", customers, [("label", added)]),
        ([], _) => of_customers(tx, "change-untag", customers, [("label", removed)]),
        _ => of_customers(tx, "change-retag", customers, [("label", added), ("removed", removed)]),
    }
}

/// Makes labels; answers the change that puts them on. What it creates is what whoever made the change asks for.
pub(super) fn made_for(tx: &mut Tx<'_>, new: &[Label], then: &Change) -> Result<Change, StoreError> {
    let before = tx.created.len();
    for label in new {
        save(tx, label)?;
    }
    let made = tx.created.split_off(before);
    let mut then = then.clone();
    match &mut then {
        Change::Tag { add: labels, .. }
        | Change::AddCustomer { labels, .. }
        | Change::EditCustomer { labels, .. } => labels.extend(made),
        _ => {}
    }
    Ok(then)
}

/// Gives a customer exactly these labels.
pub(super) fn set(tx: &mut Tx<'_>, customer: CustomerId, wanted: &[LabelId]) -> Result<(), StoreError> {
    let present: BTreeSet<LabelId> = tx
        .connection()
        .prepare_cached("SELECT label_id FROM customer_label WHERE customer_id = ?1")?
        .query_map([customer], |r| r.get(0))?
        .collect::<Result<_, _>>()?;
    let wanted: BTreeSet<LabelId> = wanted.iter().copied().collect();
    for &label in &wanted {
        name_of_label(tx, label)?;
        put_on(tx, customer, label)?;
    }
    for &label in present.difference(&wanted) {
        tx.delete(Table::CustomerLabel, &[int(customer), int(label)])?;
    }
    Ok(())
}

pub(super) fn save(tx: &mut Tx<'_>, label: &Label) -> Result<ChangeWords, StoreError> {
    let name = tidy(&label.name);
    if name.is_empty() {
        return Err(refused("error-label-name-required", []));
    }
    let folded = fold(&name);
    let taken = |column: &str, value: &str| -> Result<Option<String>, StoreError> {
        let sql = format!("SELECT name FROM label WHERE {column} = ?1 AND id <> ?2");
        Ok(tx.connection().query_row(&sql, (value, label.id), |r| r.get(0)).optional()?)
    };
    if let Some(other) = taken("folded", &folded)? {
        return Err(refused("error-label-name-taken", [("name", other)]));
    }
    let code = match tidy(&label.code).to_uppercase() {
        code if code.is_empty() => {
            let codes = tx
                .connection()
                .prepare("SELECT code FROM label WHERE id <> ?1")?
                .query_map([label.id], |r| r.get(0))?
                .collect::<Result<Vec<String>, _>>()?;
            choose_code(&name, &codes)
        }
        code => code,
    };
    if code.graphemes(true).count() > 2 {
        return Err(refused("error-label-code-long", []));
    }
    if let Some(other) = taken("code", &code)? {
        return Err(refused("error-label-code-taken", [("code", code), ("name", other)]));
    }
    if label.colour.is_some_and(|c| !(1..=12).contains(&c)) {
        return Err(refused("error-label-colour", []));
    }
    let columns = [
        ("name", text(name.as_str())),
        ("folded", text(folded)),
        ("code", text(code)),
        ("colour", label.colour.map_or(Value::Null, int)),
    ];
    if label.id == 0 {
        let last: i64 =
            tx.connection().query_row("SELECT coalesce(max(rank) + 1, 0) FROM label", [], |r| r.get(0))?;
        let columns: Vec<_> = columns.into_iter().chain([("rank", int(last))]).collect();
        let id = tx.insert(Table::Label, &columns)?;
        tx.created.push(id);
        Ok(words("change-add-label", [("label", name)]))
    } else {
        name_of_label(tx, label.id)?;
        tx.update(Table::Label, &[int(label.id)], &columns)?;
        move_to(tx, label.id, label.rank)?;
        Ok(words("change-edit-label", [("label", name)]))
    }
}

/// Deletes a label, off everybody who has it.
pub(in crate::store) fn delete(tx: &mut Tx<'_>, id: LabelId) -> Result<ChangeWords, StoreError> {
    let name = name_of_label(tx, id)?;
    let customers = tx
        .connection()
        .prepare("SELECT customer_id FROM customer_label WHERE label_id = ?1")?
        .query_map([id], |r| r.get(0))?
        .collect::<Result<Vec<CustomerId>, _>>()?;
    let n = customers.len();
    for customer in customers {
        tx.delete(Table::CustomerLabel, &[int(customer), int(id)])?;
    }
    tx.delete(Table::Label, &[int(id)])?;
    Ok(words("change-delete-label", [("label", name), ("n", n.to_string())]))
}

/// Puts a label at a place in the user's order; the others close up.
fn move_to(tx: &mut Tx<'_>, id: LabelId, rank: u32) -> Result<(), StoreError> {
    let mut order = tx
        .connection()
        .prepare("SELECT id FROM label WHERE id <> ?1 ORDER BY rank, id")?
        .query_map([id], |r| r.get(0))?
        .collect::<Result<Vec<LabelId>, _>>()?;
    order.insert((rank as usize).min(order.len()), id);
    for (rank, label) in order.into_iter().enumerate() {
        tx.update(Table::Label, &[int(label)], &[("rank", Value::Integer(rank as i64))])?;
    }
    Ok(())
}

fn put_on(tx: &mut Tx<'_>, customer: CustomerId, label: LabelId) -> Result<(), StoreError> {
    let has = tx
        .connection()
        .prepare_cached("SELECT 1 FROM customer_label WHERE customer_id = ?1 AND label_id = ?2")?
        .exists((customer, label))?;
    if !has {
        tx.insert(Table::CustomerLabel, &[("customer_id", int(customer)), ("label_id", int(label))])?;
    }
    Ok(())
}

fn name_of_label(tx: &Tx<'_>, id: LabelId) -> Result<String, StoreError> {
    tx.connection()
        .prepare_cached("SELECT name FROM label WHERE id = ?1")?
        .query_row([id], |r| r.get(0))
        .optional()?
        .ok_or_else(|| refused("error-unknown-label", [("id", id.to_string())]))
}
