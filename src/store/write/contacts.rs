//! Contacts held and free notes.

use rusqlite::OptionalExtension;

use super::customers::{never_again, next_columns, write};
use super::{day, int, name_of, profile, text};
use crate::domain::Day;
use crate::domain::base::names::tidy;
use crate::domain::people::contact::NextStep;
use crate::domain::people::{ContactDraft, CustomerId, Outcome};
use crate::domain::work::calls::Refusal;
use crate::store::ask::ChangeWords;
use crate::store::error::{StoreError, refused, words};
use crate::store::journal::{Table, Tx, Value, time_text};

/// A contact with what it does to the next one; words for it.
pub(super) fn log(tx: &mut Tx<'_>, draft: &ContactDraft) -> Result<ChangeWords, StoreError> {
    let name = name_of(tx, draft.customer)?;
    let mut columns = columns(tx, draft)?;
    if let Some(NextStep::On(next)) = &draft.next {
        columns.push(("next_day", day(Some(next.day))));
    }
    let id = tx.insert(Table::Contact, &columns)?;
    tx.created.push(id);
    match &draft.next {
        None => {}
        Some(NextStep::Clear) => write(tx, draft.customer, &next_columns(None)?)?,
        Some(NextStep::On(next)) => write(tx, draft.customer, &next_columns(Some(next))?)?,
    }
    if draft.outcome == Outcome::Never {
        never_again(tx, draft.customer, draft.at.date().into())?;
    }
    Ok(words("change-log-contact", [("name", name)]))
}

pub(super) fn edit(tx: &mut Tx<'_>, id: i64, draft: &ContactDraft) -> Result<ChangeWords, StoreError> {
    customer_of(tx, id)?;
    let name = name_of(tx, draft.customer)?;
    let columns = columns(tx, draft)?;
    tx.update(Table::Contact, &[int(id)], &columns)?;
    if draft.outcome == Outcome::Never {
        never_again(tx, draft.customer, draft.at.date().into())?;
    }
    Ok(words("change-edit-contact", [("name", name)]))
}

pub(super) fn delete(tx: &mut Tx<'_>, id: i64) -> Result<ChangeWords, StoreError> {
    let name = name_of(tx, customer_of(tx, id)?)?;
    profile::uncite(tx, "contact_id", id)?;
    tx.delete(Table::Contact, &[int(id)])?;
    Ok(words("change-delete-contact", [("name", name)]))
}

pub(super) fn note(
    tx: &mut Tx<'_>,
    id: Option<i64>,
    customer: CustomerId,
    content: &str,
) -> Result<ChangeWords, StoreError> {
    let name = name_of(tx, customer)?;
    let content = tidy(content);
    let key = match id {
        None if content.is_empty() => return Err(refused("error-note-empty", [])),
        None => {
            let columns = [
                ("customer_id", int(customer)),
                ("at", text(time_text(tx.stamp().now))),
                ("author", text(tx.stamp().author.clone())),
                ("text", text(content)),
            ];
            let id = tx.insert(Table::Note, &columns)?;
            tx.created.push(id);
            "change-add-note"
        }
        Some(id) => {
            let is_theirs = tx
                .connection()
                .prepare_cached("SELECT 1 FROM note WHERE id = ?1 AND customer_id = ?2")?
                .exists((id, customer))?;
            if !is_theirs {
                return Err(refused("error-unknown-note", [("id", id.to_string())]));
            }
            if content.is_empty() {
                profile::uncite(tx, "note_id", id)?;
                tx.delete(Table::Note, &[int(id)])?;
                "change-delete-note"
            } else {
                tx.update(Table::Note, &[int(id)], &[("text", text(content))])?;
                "change-edit-note"
            }
        }
    };
    Ok(words(key, [("name", name)]))
}

fn columns(tx: &Tx<'_>, draft: &ContactDraft) -> Result<Vec<(&'static str, Value)>, StoreError> {
    let on: Day = draft.at.date().into();
    if on > tx.stamp().today() {
        return Err(refused("error-contact-future", [("day", on.to_string())]));
    }
    Ok(vec![
        ("customer_id", int(draft.customer)),
        ("at", text(time_text(draft.at))),
        ("day", day(Some(on))),
        ("channel", text(draft.channel.code())),
        ("direction", text(draft.direction.code())),
        ("outcome", text(draft.outcome.code())),
        ("note", text(tidy(&draft.note))),
        ("author", text(tidy(&draft.author))),
        ("reason", text(draft.reason.map_or("", Refusal::key))),
    ])
}

fn customer_of(tx: &Tx<'_>, contact: i64) -> Result<CustomerId, StoreError> {
    tx.connection()
        .query_row("SELECT customer_id FROM contact WHERE id = ?1", [contact], |r| r.get(0))
        .optional()?
        .ok_or_else(|| refused("error-unknown-contact", [("id", contact.to_string())]))
}
