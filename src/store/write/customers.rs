//! Customers: added, edited, archived; next contacts and the two marks a person sets.

use rusqlite::OptionalExtension;

use super::{
    GENERIC, GENERIC_NAME, contacts, day, free_code, handover, int, labels, merge, name_of, of_customers,
    profile, text,
};
use crate::domain::base::names::tidy;
use crate::domain::people::customer::NextContact;
use crate::domain::people::{Consent, CustomerDraft, CustomerId, LabelId};
use crate::domain::{Day, Money};
use crate::store::ask::ChangeWords;
use crate::store::collate::name_key;
use crate::store::error::{StoreError, refused, words};
use crate::store::journal::{Table, Tx, Value};
use crate::store::origin;

pub(super) fn add(
    tx: &mut Tx<'_>,
    draft: &CustomerDraft,
    label_ids: &[LabelId],
    next: Option<&NextContact>,
    note: &str,
) -> Result<ChangeWords, StoreError> {
    let name = checked_name(draft)?;
    let mut columns = columns(draft, &name);
    let code = match tidy(&draft.code) {
        code if code.is_empty() => {
            // Another laptop may give somebody else the same code meanwhile.
            columns.push(("uid", text(tx.new_uid()?)));
            free_code(tx, "customer", "code", "C-")?
        }
        code => {
            refuse_taken(tx, GENERIC, &code, 0)?;
            columns.push(("uid", text(origin::of_new(tx, Table::Customer, GENERIC_NAME, &code)?)));
            code
        }
    };
    columns.extend(merge::new_id(tx)?);
    columns.push(("source_id", int(GENERIC)));
    columns.push(("code", text(code)));
    columns.extend(next_columns(next)?);
    let id = tx.insert(Table::Customer, &columns)?;
    tx.created.push(id);
    labels::set(tx, id, label_ids)?;
    profile::set_values(tx, id, &draft.custom)?;
    if !note.is_empty() {
        contacts::note(tx, None, id, note)?;
    }
    Ok(words("change-add-customer", [("name", name)]))
}

pub(super) fn edit(
    tx: &mut Tx<'_>,
    id: CustomerId,
    draft: &CustomerDraft,
    label_ids: &[LabelId],
) -> Result<ChangeWords, StoreError> {
    name_of(tx, id)?;
    let name = checked_name(draft)?;
    let owner: String =
        tx.connection().query_row("SELECT owner FROM customer WHERE id = ?1", [id], |r| r.get(0))?;
    let mut columns = columns(draft, &name);
    let code = tidy(&draft.code);
    if !code.is_empty() {
        let source: i64 =
            tx.connection().query_row("SELECT source_id FROM customer WHERE id = ?1", [id], |r| r.get(0))?;
        refuse_taken(tx, source, &code, id)?;
        columns.extend(origin::kept(tx.connection(), Table::Customer, id, &code)?);
        columns.push(("code", text(code)));
    }
    tx.update(Table::Customer, &[int(id)], &columns)?;
    if owner != tidy(&draft.owner) {
        handover::noted(tx, id, &owner, &tidy(&draft.owner))?;
    }
    labels::set(tx, id, label_ids)?;
    profile::set_values(tx, id, &draft.custom)?;
    Ok(words("change-edit-customer", [("name", name)]))
}

pub(super) fn archive(
    tx: &mut Tx<'_>,
    customers: &[CustomerId],
    archived: bool,
) -> Result<ChangeWords, StoreError> {
    for &id in customers {
        write(tx, id, &[("archived", int(archived))])?;
    }
    of_customers(tx, if archived { "change-archive" } else { "change-unarchive" }, customers, [])
}

pub(super) fn set_next(
    tx: &mut Tx<'_>,
    customers: &[CustomerId],
    next: Option<&NextContact>,
) -> Result<ChangeWords, StoreError> {
    let columns = next_columns(next)?;
    for &id in customers {
        write(tx, id, &columns)?;
    }
    match next {
        Some(next) => of_customers(tx, "change-next", customers, [("day", next.day.to_string())]),
        None => of_customers(tx, "change-next-clear", customers, []),
    }
}

pub(super) fn seasonal(
    tx: &mut Tx<'_>,
    customer: CustomerId,
    since: Option<Day>,
) -> Result<ChangeWords, StoreError> {
    write(tx, customer, &[("seasonal", day(since))])?;
    let key = if since.is_some() { "change-seasonal" } else { "change-not-seasonal" };
    Ok(words(key, [("name", name_of(tx, customer)?)]))
}

pub(super) fn do_not_call(
    tx: &mut Tx<'_>,
    customer: CustomerId,
    since: Option<Day>,
) -> Result<ChangeWords, StoreError> {
    match since {
        // Somebody who is never to be contacted has no next contact.
        Some(since) => never_again(tx, customer, since)?,
        None => write(tx, customer, &[("do_not_call", Value::Null)])?,
    }
    let key = if since.is_some() { "change-do-not-call" } else { "change-may-call" };
    Ok(words(key, [("name", name_of(tx, customer)?)]))
}

/// Marks a customer as never to be contacted since `since`, or since earlier where they were already, and plans
/// nothing more.
pub(super) fn never_again(tx: &mut Tx<'_>, customer: CustomerId, since: Day) -> Result<(), StoreError> {
    let before: Option<i64> = tx
        .connection()
        .query_row("SELECT do_not_call FROM customer WHERE id = ?1", [customer], |r| r.get(0))
        .optional()?
        .flatten();
    let since = before.map_or(i64::from(since.0), |b| b.min(i64::from(since.0)));
    let mut columns = next_columns(None)?;
    columns.push(("do_not_call", Value::Integer(since)));
    write(tx, customer, &columns)?;
    if before.is_some() { merge::said_again(tx, customer) } else { Ok(()) }
}

/// Gives a customer other values; refused where there is no such customer.
pub(super) fn write(tx: &mut Tx<'_>, id: CustomerId, columns: &[(&str, Value)]) -> Result<(), StoreError> {
    name_of(tx, id)?;
    tx.update(Table::Customer, &[int(id)], columns)?;
    Ok(())
}

/// The columns of a next contact.
pub(super) fn next_columns(next: Option<&NextContact>) -> Result<Vec<(&'static str, Value)>, StoreError> {
    if let Some(minute) = next.and_then(|n| n.minute)
        && minute >= 24 * 60
    {
        return Err(refused("error-next-minute", [("minute", minute.to_string())]));
    }
    Ok(vec![
        ("next_day", day(next.map(|n| n.day))),
        ("next_minute", next.and_then(|n| n.minute).map_or(Value::Null, int)),
        ("next_note", text(next.map_or(String::new(), |n| tidy(&n.note)))),
    ])
}

fn checked_name(draft: &CustomerDraft) -> Result<String, StoreError> {
    let name = tidy(&draft.name);
    if name.is_empty() { Err(refused("error-name-required", [])) } else { Ok(name) }
}

fn refuse_taken(tx: &Tx<'_>, source: i64, code: &str, but: CustomerId) -> Result<(), StoreError> {
    let taken: Option<String> = tx
        .connection()
        .prepare_cached("SELECT name FROM customer WHERE source_id = ?1 AND code = ?2 AND id <> ?3")?
        .query_row((source, code, but), |r| r.get(0))
        .optional()?;
    match taken {
        Some(name) => Err(refused("error-code-taken", [("code", code.to_owned()), ("name", name)])),
        None => merge::refuse_alias(tx, source, code),
    }
}

fn money(value: Option<Money>) -> Value {
    value.map_or(Value::Null, |m| int(m.0))
}

fn columns(draft: &CustomerDraft, name: &str) -> Vec<(&'static str, Value)> {
    let consent = |c: Consent| {
        int(match c {
            Consent::Unknown => 0,
            Consent::Yes => 1,
            Consent::No => 2,
        })
    };
    let mut columns = vec![("name", text(name)), ("name_key", Value::Blob(name_key(name)))];
    columns.extend(
        [
            ("contact", &draft.contact),
            ("company", &draft.company),
            ("tax_id", &draft.tax_id),
            ("phone", &draft.phone),
            ("mobile", &draft.mobile),
            ("fax", &draft.fax),
            ("email", &draft.email),
            ("address", &draft.address),
            ("city", &draft.city),
            ("region", &draft.region),
            ("postal_code", &draft.postal_code),
            ("country", &draft.country),
            ("zone", &draft.zone),
            ("income", &draft.income),
            ("occasion", &draft.occasion),
            ("benefit", &draft.benefit),
            ("owner", &draft.owner),
            ("origin", &draft.source),
            ("language", &draft.language),
            ("timezone", &draft.timezone),
            ("activity", &draft.activity),
        ]
        .map(|(column, value)| (column, text(tidy(value)))),
    );
    columns.extend([
        // The day says more than the year, and they never differ.
        ("birth_year", draft.birth().map_or(Value::Null, |b| int(b.year()))),
        ("since", day(draft.since)),
        ("consent_phone", consent(draft.consent_phone)),
        ("consent_email", consent(draft.consent_email)),
        ("consent_sms", consent(draft.consent_sms)),
        ("consent_post", consent(draft.consent_post)),
        ("birth_day", day(draft.birth_day)),
        ("income_source", int(draft.income_source as i64)),
        ("income_on", day(draft.income_on)),
        ("turnover", money(draft.turnover)),
        ("employees", draft.employees.map_or(Value::Null, int)),
        ("wallet", money(draft.wallet)),
        ("wallet_on", day(draft.wallet_on)),
    ]);
    columns
}
