//! Corrective actions: what is done about a reason for which customers leave.

use rusqlite::OptionalExtension;

use super::{day, int, text};
use crate::domain::Day;
use crate::domain::base::names::tidy;
use crate::domain::lifecycle::corrective::ActionDraft;
use crate::store::ask::ChangeWords;
use crate::store::error::{StoreError, refused, words};
use crate::store::journal::{Table, Tx};

pub(super) fn save(tx: &mut Tx<'_>, id: Option<i64>, draft: &ActionDraft) -> Result<ChangeWords, StoreError> {
    let what = tidy(&draft.what);
    if what.is_empty() {
        return Err(refused("error-action-empty", []));
    }
    let mut columns = vec![
        ("reason", text(draft.reason.key())),
        ("what", text(what.as_str())),
        ("owner", text(tidy(&draft.owner))),
        ("due", day(draft.due)),
    ];
    if let Some(id) = id {
        what_of(tx, id)?;
        tx.update(Table::CorrectiveAction, &[int(id)], &columns)?;
        return Ok(words("change-action-edit", [("what", what)]));
    }
    let (on, author) = (tx.stamp().today(), tx.stamp().author.clone());
    columns.extend([("made_on", day(Some(on))), ("author", text(author))]);
    let id = tx.insert(Table::CorrectiveAction, &columns)?;
    tx.created.push(id);
    Ok(words("change-action-new", [("what", what)]))
}

pub(super) fn done(tx: &mut Tx<'_>, id: i64, on: Option<Day>) -> Result<ChangeWords, StoreError> {
    let what = what_of(tx, id)?;
    tx.update(Table::CorrectiveAction, &[int(id)], &[("done_on", day(on))])?;
    Ok(words(if on.is_some() { "change-action-done" } else { "change-action-open" }, [("what", what)]))
}

fn what_of(tx: &Tx<'_>, id: i64) -> Result<String, StoreError> {
    tx.connection()
        .query_row("SELECT what FROM corrective_action WHERE id = ?1", [id], |r| r.get(0))
        .optional()?
        .ok_or_else(|| refused("error-unknown-action", [("id", id.to_string())]))
}
