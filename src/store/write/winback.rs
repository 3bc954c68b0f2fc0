//! Winning back: what was found, why they left, given up or not. A customer who comes back keeps the record: it is
//! history, and whether they are lost follows from their purchases.

use rusqlite::OptionalExtension;

use super::{day, int, name_of, text};
use crate::domain::base::names::tidy;
use crate::domain::change::WinbackStep;
use crate::domain::people::CustomerId;
use crate::domain::people::customer::NextContact;
use crate::store::ask::ChangeWords;
use crate::store::error::{StoreError, refused, words};
use crate::store::journal::{Table, Tx, Value};

pub(super) fn step(
    tx: &mut Tx<'_>,
    customer: CustomerId,
    step: &WinbackStep,
) -> Result<ChangeWords, StoreError> {
    let name = name_of(tx, customer)?;
    let (key, columns): (_, Vec<(&str, Value)>) = match step {
        WinbackStep::Verify { finding, on, note } => {
            let author = tx.stamp().author.clone();
            let columns = vec![
                ("finding", text(finding.key())),
                ("verified_on", day(Some(*on))),
                ("verified_by", text(author)),
                ("finding_note", text(tidy(note))),
            ];
            ("change-winback-verify", columns)
        }
        WinbackStep::Unverify => {
            let columns = vec![
                ("finding", Value::Null),
                ("verified_on", Value::Null),
                ("verified_by", text("")),
                ("finding_note", text("")),
            ];
            ("change-winback-unverify", columns)
        }
        WinbackStep::Reason { reason, detail, back_on } => {
            let columns = vec![
                ("reason", text(reason.key())),
                ("detail", text(tidy(detail))),
                ("back_on", day(*back_on)),
            ];
            ("change-winback-reason", columns)
        }
        WinbackStep::Definitive { on } => {
            if !has_reason(tx, customer)? {
                return Err(refused("error-definitive-needs-reason", [("name", name)]));
            }
            ("change-winback-definitive", vec![("definitive_on", day(Some(*on)))])
        }
        WinbackStep::Dormant { on, review } => {
            if review <= on {
                return Err(refused("error-review-past", [("day", review.to_string())]));
            }
            let next = NextContact { day: *review, minute: None, note: String::new() };
            super::customers::set_next(tx, &[customer], Some(&next))?;
            (
                "change-winback-dormant",
                vec![("dormant_on", day(Some(*on))), ("review_on", day(Some(*review)))],
            )
        }
        WinbackStep::Reopen => {
            let columns =
                vec![("definitive_on", Value::Null), ("dormant_on", Value::Null), ("review_on", Value::Null)];
            ("change-winback-reopen", columns)
        }
    };
    let exists =
        tx.connection().prepare_cached("SELECT 1 FROM winback WHERE customer_id = ?1")?.exists([customer])?;
    if exists {
        tx.update(Table::Winback, &[int(customer)], &columns)?;
    } else if !matches!(step, WinbackStep::Unverify | WinbackStep::Reopen) {
        let columns: Vec<_> = columns.into_iter().chain([("customer_id", int(customer))]).collect();
        tx.insert(Table::Winback, &columns)?;
    }
    Ok(words(key, [("name", name)]))
}

fn has_reason(tx: &Tx<'_>, customer: CustomerId) -> Result<bool, StoreError> {
    let reason: Option<Option<String>> = tx
        .connection()
        .query_row("SELECT reason FROM winback WHERE customer_id = ?1", [customer], |r| r.get(0))
        .optional()?;
    Ok(reason.flatten().is_some())
}
