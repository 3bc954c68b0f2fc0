//! Customers handed from one seller to another, with the history of it.

use rusqlite::OptionalExtension;

use super::{customers, day, int, of_customers, text};
use crate::domain::base::names::tidy;
use crate::domain::people::CustomerId;
use crate::store::ask::ChangeWords;
use crate::store::error::{StoreError, refused};
use crate::store::journal::{Table, Tx};

/// Hands customers to another seller; those who are theirs already stay as they are.
pub(super) fn hand_over(
    tx: &mut Tx<'_>,
    customers: &[CustomerId],
    owner: &str,
) -> Result<ChangeWords, StoreError> {
    let owner = tidy(owner);
    for &id in customers {
        let before: String = tx
            .connection()
            .prepare_cached("SELECT owner FROM customer WHERE id = ?1")?
            .query_row([id], |r| r.get(0))
            .optional()?
            .ok_or_else(|| refused("error-unknown-customer", [("id", id.to_string())]))?;
        if before != owner {
            customers::write(tx, id, &[("owner", text(owner.as_str()))])?;
            noted(tx, id, &before, &owner)?;
        }
    }
    of_customers(tx, "change-handover", customers, [("owner", owner)])
}

/// Writes down that a customer changed hands.
pub(super) fn noted(tx: &mut Tx<'_>, id: CustomerId, before: &str, after: &str) -> Result<(), StoreError> {
    let (on, author) = (tx.stamp().today(), tx.stamp().author.clone());
    tx.insert(
        Table::Handover,
        &[
            ("customer_id", int(id)),
            ("day", day(Some(on))),
            ("before", text(before)),
            ("after", text(after)),
            ("author", text(author)),
        ],
    )?;
    Ok(())
}
