//! What a call brings about, numbers that are wrong, complaints.

use std::collections::BTreeSet;

use chrono::NaiveDateTime;
use rusqlite::OptionalExtension;

use super::{contacts, day, drafts, int, name_of, purchases, settings, text};
use crate::domain::Day;
use crate::domain::base::names::{phone_key, tidy};
use crate::domain::people::contact::{Direction, NextStep};
use crate::domain::people::point::{Point, dial_order};
use crate::domain::people::{Channel, ContactDraft, CustomerId, Outcome};
use crate::domain::trade::PurchaseDraft;
use crate::domain::work::calls::CallDraft;
use crate::store::ask::ChangeWords;
use crate::store::bundle::works;
use crate::store::error::{StoreError, refused, words};
use crate::store::journal::{Table, Tx, time_text};
use crate::store::read::points_of;

/// A call: the contact with its follow-up, the order of a sale, the mark of a wrong number, the case of a complaint, and its
/// draft, which is done with. All of it or nothing.
pub(super) fn call(tx: &mut Tx<'_>, draft: &CallDraft) -> Result<ChangeWords, StoreError> {
    let contact = &draft.contact;
    let customer = contact.customer;
    let name = name_of(tx, customer)?;
    let today: Day = contact.at.date().into();
    contacts::log(tx, contact)?;
    if let Some(amount) = draft.sale {
        purchases::add(
            tx,
            &PurchaseDraft {
                customer: Some(customer),
                number: String::new(),
                day: today,
                amount,
                lines: Vec::new(),
                channel: contact.channel.code().into(),
                seller: contact.author.clone(),
                occasion: String::new(),
                note: contact.note.clone(),
            },
        )?;
    }
    if let Some(key) = &draft.draft {
        drafts::forget(tx.connection(), key)?;
    }
    if contact.outcome == Outcome::WrongNumber && !phone_key(&draft.phone).is_empty() {
        wrong_phone(tx, customer, &draft.phone, Some(today))?;
    }
    if contact.outcome == Outcome::Fault {
        open_case(tx, customer, &contact.note, contact.channel, contact.at)?;
    }
    let next = match &contact.next {
        Some(NextStep::On(next)) => Some(next),
        _ => None,
    };
    let when = match next {
        None => "none",
        Some(next) if next.minute.is_none() => "day",
        Some(_) => "time",
    };
    let mut said = words(
        "change-call",
        [("name", name), ("outcome", contact.outcome.code().into()), ("when", when.into())],
    );
    if let Some(next) = next {
        said.args.push(("day".into(), next.day.to_string()));
        let minute = next.minute.unwrap_or(0);
        said.args.push(("at".into(), format!("{}:{:02}", minute / 60, minute % 60)));
    } else {
        said.args.extend([("day".into(), String::new()), ("at".into(), String::new())]);
    }
    Ok(said)
}

/// A contact written down outside of call mode. It brings about what a call does: a complaint is a case, and where it is
/// not said which number was wrong, it was the one that is dialled first.
pub(super) fn logged(tx: &mut Tx<'_>, contact: &ContactDraft) -> Result<ChangeWords, StoreError> {
    let customer = contact.customer;
    let said = contacts::log(tx, contact)?;
    let on: Day = contact.at.date().into();
    let called = contact.channel == Channel::Phone && contact.direction == Direction::Outbound;
    if contact.outcome == Outcome::WrongNumber
        && called
        && let Some(phone) = dialled(tx, customer)?
        && !worked_after(tx, customer, &phone, on)?
    {
        wrong_phone(tx, customer, &phone, Some(on))?;
    }
    if contact.outcome == Outcome::Fault {
        open_case(tx, customer, &contact.note, contact.channel, contact.at)?;
    }
    Ok(said)
}

/// The number that is dialled first; `None` where none works.
fn dialled(tx: &Tx<'_>, customer: CustomerId) -> Result<Option<String>, StoreError> {
    let db = tx.connection();
    let (phone, mobile): (String, String) = db
        .prepare_cached("SELECT phone, mobile FROM customer WHERE id = ?1")?
        .query_row([customer], |r| Ok((r.get(0)?, r.get(1)?)))?;
    let points = points_of(db, customer)?;
    let mut is_wrong =
        db.prepare_cached("SELECT 1 FROM wrong_phone WHERE customer_id = ?1 AND phone = ?2")?;
    for number in dial_order([&phone, &mobile], &points) {
        let key = phone_key(number);
        if !key.is_empty() && !is_wrong.exists((customer, key))? {
            return Ok(Some(number.to_owned()));
        }
    }
    Ok(None)
}

/// Whether a number was compared with a second source after this day: what a call of that day found holds no more.
fn worked_after(tx: &Tx<'_>, customer: CustomerId, phone: &str, on: Day) -> Result<bool, StoreError> {
    let key = phone_key(phone);
    let db = tx.connection();
    let verified = |point: &Point| point.draft.verified_on.is_some_and(|day| day > on);
    let points = points_of(db, customer)?;
    let dialled = points.iter().filter(|point| point.draft.kind.is_dialled());
    if dialled.filter(|point| phone_key(&point.draft.value) == key).any(verified) {
        return Ok(true);
    }
    let mut checks = db.prepare_cached(
        "SELECT value FROM field_check WHERE customer_id = ?1 AND field IN ('phone', 'mobile') AND day > ?2",
    )?;
    let values = checks.query_map((customer, on.0), |r| r.get::<_, String>(0))?;
    Ok(values.collect::<Result<Vec<_>, _>>()?.iter().any(|value| phone_key(value) == key))
}

pub(super) fn wrong_phone(
    tx: &mut Tx<'_>,
    customer: CustomerId,
    phone: &str,
    since: Option<Day>,
) -> Result<ChangeWords, StoreError> {
    let name = name_of(tx, customer)?;
    let key = phone_key(phone);
    if key.is_empty() {
        return Err(refused("error-phone-empty", []));
    }
    let marked = tx
        .connection()
        .prepare_cached("SELECT 1 FROM wrong_phone WHERE customer_id = ?1 AND phone = ?2")?
        .exists((customer, &key))?;
    let said = match (since, marked) {
        (Some(since), false) => {
            let columns = [("customer_id", int(customer)), ("phone", text(key)), ("day", day(Some(since)))];
            tx.insert(Table::WrongPhone, &columns)?;
            "change-wrong-phone"
        }
        (Some(_), true) => "change-wrong-phone",
        (None, true) => {
            tx.delete(Table::WrongPhone, &[int(customer), text(key)])?;
            "change-right-phone"
        }
        (None, false) => {
            works(tx, customer, phone, (tx.stamp().today(), false))?;
            "change-right-phone"
        }
    };
    Ok(words(said, [("name", name), ("phone", phone.to_owned())]))
}

/// A number was compared with a second source on this day: a mark that it is wrong, of that day or before, goes, here and on
/// the laptops that hear of it.
pub(super) fn works_again(
    tx: &mut Tx<'_>,
    customer: CustomerId,
    phone: &str,
    on: Day,
) -> Result<(), StoreError> {
    let key = phone_key(phone);
    let marked = tx
        .connection()
        .prepare_cached("SELECT 1 FROM wrong_phone WHERE customer_id = ?1 AND phone = ?2 AND day <= ?3")?
        .exists((customer, &key, on.0))?;
    if marked {
        tx.delete(Table::WrongPhone, &[int(customer), text(key)])?;
    }
    works(tx, customer, phone, (on, marked))
}

/// A complaint that came at this time.
pub(super) fn open_case(
    tx: &mut Tx<'_>,
    customer: CustomerId,
    about: &str,
    channel: Channel,
    at: NaiveDateTime,
) -> Result<ChangeWords, StoreError> {
    let name = name_of(tx, customer)?;
    let columns = [
        ("customer_id", int(customer)),
        ("opened_at", text(time_text(at))),
        ("day", day(Some(at.date().into()))),
        ("channel", text(channel.code())),
        ("text", text(tidy(about))),
        ("author", text(tx.stamp().author.clone())),
    ];
    let id = tx.insert(Table::SupportCase, &columns)?;
    tx.created.push(id);
    Ok(words("change-open-case", [("name", name)]))
}

pub(super) fn resolve_case(
    tx: &mut Tx<'_>,
    id: i64,
    on: Option<Day>,
    resolution: &str,
) -> Result<ChangeWords, StoreError> {
    let customer: CustomerId = tx
        .connection()
        .query_row("SELECT customer_id FROM support_case WHERE id = ?1", [id], |r| r.get(0))
        .optional()?
        .ok_or_else(|| refused("error-unknown-case", [("id", id.to_string())]))?;
    let name = name_of(tx, customer)?;
    tx.update(
        Table::SupportCase,
        &[int(id)],
        &[("resolved_on", day(on)), ("resolution", text(tidy(resolution)))],
    )?;
    Ok(words(if on.is_some() { "change-resolve-case" } else { "change-reopen-case" }, [("name", name)]))
}

/// Marks who stands on a list of exclusion, and nobody else any more; keeps the day on which it was consulted.
pub(super) fn robinson(
    tx: &mut Tx<'_>,
    customers: &[CustomerId],
    on: Day,
) -> Result<ChangeWords, StoreError> {
    let before: BTreeSet<CustomerId> = tx
        .connection()
        .prepare("SELECT id FROM customer WHERE robinson IS NOT NULL ORDER BY id")?
        .query_map([], |r| r.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let found: BTreeSet<CustomerId> = customers.iter().copied().collect();
    for id in before.difference(&found) {
        tx.update(Table::Customer, &[int(*id)], &[("robinson", day(None))])?;
    }
    for id in found.difference(&before) {
        tx.update(Table::Customer, &[int(*id)], &[("robinson", day(Some(on)))])?;
    }
    settings::set(tx, settings::ROBINSON, Some(&serde_json::json!(on).to_string()))?;
    Ok(words("change-robinson", [("n", customers.len().to_string())]))
}
