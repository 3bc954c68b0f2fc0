//! Decisions about value: plans to lift somebody, and what is done about customers who cost more than they bring.

use rusqlite::OptionalExtension;

use super::{day, int, name_of, text};
use crate::domain::base::names::tidy;
use crate::domain::change::{LiftDraft, ValueDraft, ValueKind};
use crate::domain::people::CustomerId;
use crate::domain::{Day, Money};
use crate::store::ask::ChangeWords;
use crate::store::error::{StoreError, refused, words};
use crate::store::journal::{Table, Tx, Value};

pub(super) fn plan(tx: &mut Tx<'_>, id: Option<i64>, draft: &LiftDraft) -> Result<ChangeWords, StoreError> {
    let name = name_of(tx, draft.customer)?;
    if draft.target <= Money::ZERO {
        return Err(refused("error-plan-target", []));
    }
    let begun = match id {
        Some(id) => made_on(tx, id)?,
        None => tx.stamp().today(),
    };
    if draft.deadline < begun {
        return Err(refused("error-plan-deadline", [("day", begun.to_string())]));
    }
    let mut columns: Vec<(&str, Value)> = vec![
        ("customer_id", int(draft.customer)),
        ("target", int(draft.target.0)),
        ("base", int(draft.base.0)),
        ("deadline", day(Some(draft.deadline))),
        ("owner", text(tidy(&draft.owner))),
        ("note", text(tidy(&draft.note))),
    ];
    if let Some(id) = id {
        tx.update(Table::LiftPlan, &[int(id)], &columns)?;
        return Ok(words("change-lift-edit", [("name", name)]));
    }
    let author = tx.stamp().author.clone();
    columns.extend([("made_on", day(Some(begun))), ("author", text(author))]);
    let id = tx.insert(Table::LiftPlan, &columns)?;
    tx.created.push(id);
    Ok(words("change-lift-plan", [("name", name)]))
}

fn made_on(tx: &Tx<'_>, id: i64) -> Result<Day, StoreError> {
    let found: Option<i32> = tx
        .connection()
        .prepare_cached("SELECT made_on FROM lift_plan WHERE id = ?1")?
        .query_row([id], |r| r.get(0))
        .optional()?;
    found.map(Day).ok_or_else(|| refused("error-unknown-plan", [("id", id.to_string())]))
}

pub(super) fn close_plan(
    tx: &mut Tx<'_>,
    id: i64,
    on: Option<Day>,
    outcome: &str,
) -> Result<ChangeWords, StoreError> {
    let who =
        whose(tx, "lift_plan", id)?.ok_or_else(|| refused("error-unknown-plan", [("id", id.to_string())]))?;
    let name = name_of(tx, who)?;
    tx.update(Table::LiftPlan, &[int(id)], &[("closed_on", day(on)), ("outcome", text(tidy(outcome)))])?;
    Ok(words(if on.is_some() { "change-lift-close" } else { "change-lift-reopen" }, [("name", name)]))
}

pub(super) fn decide(tx: &mut Tx<'_>, draft: &ValueDraft) -> Result<ChangeWords, StoreError> {
    let name = name_of(tx, draft.customer)?;
    let today = tx.stamp().today();
    if draft.kind == ValueKind::Incentive {
        if draft.target.is_none_or(|target| target <= Money::ZERO) {
            return Err(refused("error-plan-target", []));
        }
        let Some(review) = draft.review_on else { return Err(refused("error-decision-review", [])) };
        if review < today {
            return Err(refused("error-plan-deadline", [("day", today.to_string())]));
        }
    }
    let open: Vec<i64> = tx
        .connection()
        .prepare_cached(
            "SELECT id FROM value_decision WHERE customer_id = ?1 AND closed_on IS NULL ORDER BY id",
        )?
        .query_map([draft.customer], |r| r.get(0))?
        .collect::<Result<_, _>>()?;
    for id in open {
        tx.update(Table::ValueDecision, &[int(id)], &[("closed_on", day(Some(today)))])?;
    }
    let author = tx.stamp().author.clone();
    let columns = [
        ("customer_id", int(draft.customer)),
        ("made_on", day(Some(today))),
        ("author", text(author)),
        ("kind", text(draft.kind.key())),
        ("target", draft.target.map_or(Value::Null, |target| int(target.0))),
        ("review_on", day(draft.review_on)),
        ("note", text(tidy(&draft.note))),
    ];
    let id = tx.insert(Table::ValueDecision, &columns)?;
    tx.created.push(id);
    Ok(words(&format!("change-decide-{}", draft.kind.key()), [("name", name)]))
}

pub(super) fn review(
    tx: &mut Tx<'_>,
    id: i64,
    on: Option<Day>,
    outcome: &str,
) -> Result<ChangeWords, StoreError> {
    let who = whose(tx, "value_decision", id)?
        .ok_or_else(|| refused("error-unknown-decision", [("id", id.to_string())]))?;
    let name = name_of(tx, who)?;
    tx.update(Table::ValueDecision, &[int(id)], &[("closed_on", day(on)), ("outcome", text(tidy(outcome)))])?;
    Ok(words(
        if on.is_some() { "change-decision-review" } else { "change-decision-reopen" },
        [("name", name)],
    ))
}

fn whose(tx: &Tx<'_>, table: &str, id: i64) -> rusqlite::Result<Option<CustomerId>> {
    tx.connection()
        .prepare_cached(&format!("SELECT customer_id FROM {table} WHERE id = ?1"))?
        .query_row([id], |r| r.get(0))
        .optional()
}
