//! Changes carried out: one file per aggregate. Each checks first, writes through the journal, and answers what was
//! done in words. A refused change leaves nothing, because its transaction is dropped.

mod actions;
mod calls;
mod campaigns;
mod contacts;
mod customers;
pub(in crate::store) mod drafts;
pub(in crate::store) mod erase;
mod handover;
pub(in crate::store) mod labels;
pub(in crate::store) mod merge;
mod offers;
mod points;
mod products;
pub(in crate::store) mod profile;
mod purchases;
pub(in crate::store) mod quality;
pub(in crate::store) mod runs;
pub(in crate::store) mod segments;
pub(in crate::store) mod settings;
mod value;
mod winback;

use rusqlite::OptionalExtension;

use crate::domain::Day;
use crate::domain::change::Change;
use crate::domain::people::CustomerId;
use crate::store::ask::ChangeWords;
use crate::store::error::{StoreError, refused, words};
use crate::store::journal::{Tx, Value};

/// Row id of the source of codes and numbers that people type.
pub(in crate::store) const GENERIC: i64 = 1;
/// Its name.
pub(in crate::store) const GENERIC_NAME: &str = "generic";

/// Carries a change out and says what it was.
pub(in crate::store) fn carry_out(tx: &mut Tx<'_>, change: &Change) -> Result<ChangeWords, StoreError> {
    match change {
        Change::AddCustomer { draft, labels, next, note } => {
            customers::add(tx, draft, labels, next.as_ref(), note)
        }
        Change::EditCustomer { id, draft, labels } => customers::edit(tx, *id, draft, labels),
        Change::Archive { customers, archived } => customers::archive(tx, customers, *archived),
        Change::SetNext { customers, next } => customers::set_next(tx, customers, next.as_ref()),
        Change::Seasonal { customer, since } => customers::seasonal(tx, *customer, *since),
        Change::DoNotCall { customer, since } => customers::do_not_call(tx, *customer, *since),
        Change::Tag { customers, add, remove } => labels::tag(tx, customers, add, remove),
        Change::WithLabels { new, then } => {
            let then = labels::made_for(tx, new, then)?;
            carry_out(tx, &then)
        }
        Change::SaveLabel(label) => labels::save(tx, label),
        Change::DeleteLabel(id) => labels::delete(tx, *id),
        Change::AddPurchase(draft) => purchases::add(tx, draft),
        Change::EditPurchase { id, draft } => purchases::edit(tx, *id, draft),
        Change::VoidPurchase { id, void } => purchases::void(tx, *id, *void),
        Change::LogContact(draft) => calls::logged(tx, draft),
        Change::Call(draft) => calls::call(tx, draft),
        Change::WrongPhone { customer, phone, since } => calls::wrong_phone(tx, *customer, phone, *since),
        Change::Robinson { customers, on } => calls::robinson(tx, customers, *on),
        Change::OpenCase { customer, text, channel } => {
            let now = tx.stamp().now;
            calls::open_case(tx, *customer, text, *channel, now)
        }
        Change::ResolveCase { id, on, resolution } => calls::resolve_case(tx, *id, *on, resolution),
        Change::EditContact { id, draft } => contacts::edit(tx, *id, draft),
        Change::DeleteContact(id) => contacts::delete(tx, *id),
        Change::Note { id, customer, text } => contacts::note(tx, *id, *customer, text),
        Change::Settle { id, theirs } => crate::store::bundle::settle(tx, *id, *theirs),
        Change::Merge { keep, gone, take } => merge::join(tx, *keep, *gone, take),
        Change::Unmerge { gone } => merge::part(tx, *gone),
        Change::Different { one, other, are } => merge::different(tx, *one, *other, *are),
        Change::Winback { customer, step } => winback::step(tx, *customer, step),
        Change::SaveAction { id, draft } => actions::save(tx, *id, draft),
        Change::CloseAction { id, on } => actions::done(tx, *id, *on),
        Change::SaveOffer { id, draft } => offers::save(tx, *id, draft),
        Change::StepOffer { id, step } => offers::step(tx, *id, step),
        Change::BeginCampaign { draft, members } => campaigns::begin(tx, draft, members),
        Change::EditCampaign { id, draft } => campaigns::edit(tx, *id, draft),
        Change::StepCampaign { id, step } => campaigns::step(tx, *id, step),
        Change::DeleteCampaign(id) => campaigns::delete(tx, *id),
        Change::Handover { customers, owner } => handover::hand_over(tx, customers, owner),
        Change::PlanLift { id, draft } => value::plan(tx, *id, draft),
        Change::CloseLift { id, on, outcome } => value::close_plan(tx, *id, *on, outcome),
        Change::DecideValue(draft) => value::decide(tx, draft),
        Change::ReviewValue { id, on, outcome } => value::review(tx, *id, *on, outcome),
        Change::SaveSegment(draft) => segments::save(tx, draft),
        Change::DeleteSegment(id) => segments::delete(tx, *id),
        Change::State { id, draft } => profile::state(tx, *id, draft),
        Change::DeleteStatement(id) => profile::delete_statement(tx, *id),
        Change::SavePoint { id, draft, works } => points::save(tx, *id, draft, *works),
        Change::DeletePoint(id) => points::delete(tx, *id),
        Change::VerifyField { customer, field, on, source } => {
            quality::confirm(tx, *customer, *field, *on, source)
        }
        Change::SaveField(field) => profile::save_field(tx, field),
        Change::DeleteField(id) => profile::delete_field(tx, *id),
        Change::SaveScale { name, scale } => profile::save_scale(tx, name, scale.as_ref()),
        Change::Setting { key, value } => settings::set(tx, key, value.as_deref()),
        Change::MarkProduct { products, mark } => products::mark(tx, products, *mark),
        Change::Batch(changes) => batch(tx, changes),
    }
}

/// Several changes as one. Changes of one kind, or of one customer, are named by what they have in common.
fn batch(tx: &mut Tx<'_>, changes: &[Change]) -> Result<ChangeWords, StoreError> {
    let mut done = Vec::with_capacity(changes.len());
    for change in changes {
        done.push(carry_out(tx, change)?);
    }
    match done.as_slice() {
        [one] => Ok(one.clone()),
        all => Ok(in_common(all).unwrap_or_else(|| words("change-batch", [("n", all.len().to_string())]))),
    }
}

/// What changes of one customer are named by: the step that ends the matter, otherwise the first.
fn in_common(done: &[ChangeWords]) -> Option<ChangeWords> {
    let name = |words: &ChangeWords| words.args.iter().find(|(key, _)| key == "name").map(|(_, v)| v.clone());
    let (first, rest) = done.split_first()?;
    if first.key == "change-profile-rules" && rest.iter().all(|words| words.key == first.key) {
        return Some(first.clone());
    }
    if first.key == "change-setting" && rest.iter().all(|words| words.key == first.key) {
        return Some(words("change-settings", []));
    }
    let whose = name(first)?;
    if rest.iter().any(|words| name(words).as_ref() != Some(&whose)) {
        return None;
    }
    Some(done.iter().find(|words| words.key == "change-winback-definitive").unwrap_or(first).clone())
}

/// Name of a customer, for the words of a change; refused where there is no such customer.
fn name_of(tx: &Tx<'_>, id: CustomerId) -> Result<String, StoreError> {
    tx.connection()
        .prepare_cached("SELECT name FROM customer WHERE id = ?1")?
        .query_row([id], |r| r.get(0))
        .optional()?
        .ok_or_else(|| refused("error-unknown-customer", [("id", id.to_string())]))
}

/// `key` with the number of customers, or `key-one` with the name where it is one.
fn of_customers<const N: usize>(
    tx: &Tx<'_>,
    key: &str,
    customers: &[CustomerId],
    more: [(&str, String); N],
) -> Result<ChangeWords, StoreError> {
    let mut what = words(key, more);
    if let [one] = customers {
        what.key = format!("{key}-one");
        what.args.push(("name".into(), name_of(tx, *one)?));
    } else {
        what.args.push(("n".into(), customers.len().to_string()));
    }
    Ok(what)
}

/// The next code or number of the form `<prefix>0001` in the source of what people type. Answered by the unique
/// index in a few dozen steps, however many there are.
fn free_code(tx: &Tx<'_>, table: &str, column: &str, prefix: &str) -> Result<String, StoreError> {
    // The greatest as text need not be the greatest as number ('9999' > '10000'): from there it gallops.
    let greatest: Option<String> = tx
        .connection()
        .prepare_cached(&format!(
            "SELECT {column} FROM {table} WHERE source_id = ?1 AND {column} > ?2 AND {column} < ?2 || ':'
               AND length({column}) < 15 AND substr({column}, length(?2) + 1) NOT GLOB '*[^0-9]*'
             ORDER BY {column} DESC LIMIT 1"
        ))?
        .query_row((GENERIC, prefix), |r| r.get(0))
        .optional()?;
    let code = |n: u64| format!("{prefix}{n:04}");
    let mut is_taken = tx
        .connection()
        .prepare_cached(&format!("SELECT 1 FROM {table} WHERE source_id = ?1 AND {column} = ?2"))?;
    let customers = table == "customer";
    let mut taken = |n: u64| {
        let code = code(n);
        let alias = customers && merge::keeper_of(tx.connection(), GENERIC, &code)?.is_some();
        Ok::<_, rusqlite::Error>(alias || is_taken.exists((GENERIC, code))?)
    };
    let mut low = greatest.and_then(|g| g[prefix.len()..].parse().ok()).unwrap_or(0);
    let mut step = 1;
    while taken(low + step)? {
        low += step;
        step *= 2;
    }
    let mut high = low + step;
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if taken(middle)? { low = middle } else { high = middle }
    }
    Ok(code(high))
}

fn text(value: impl Into<String>) -> Value {
    Value::Text(value.into())
}

fn day(value: Option<Day>) -> Value {
    value.map_or(Value::Null, |d| Value::Integer(i64::from(d.0)))
}

fn int(value: impl Into<i64>) -> Value {
    Value::Integer(value.into())
}
