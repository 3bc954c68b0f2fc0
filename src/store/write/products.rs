//! Marks of products: no longer sold, launched.

use rusqlite::OptionalExtension;

use super::{day, int};
use crate::domain::change::ProductMark;
use crate::domain::trade::ProductId;
use crate::store::ask::ChangeWords;
use crate::store::error::{StoreError, refused, words};
use crate::store::journal::{Table, Tx};

pub(super) fn mark(
    tx: &mut Tx<'_>,
    products: &[ProductId],
    mark: ProductMark,
) -> Result<ChangeWords, StoreError> {
    let (column, since, key) = match mark {
        ProductMark::Discontinued(since @ Some(_)) => ("discontinued", since, "change-discontinue"),
        ProductMark::Discontinued(None) => ("discontinued", None, "change-sell-again"),
        ProductMark::Launched(since @ Some(_)) => ("launched", since, "change-launch"),
        ProductMark::Launched(None) => ("launched", None, "change-not-launched"),
    };
    let mut name = String::new();
    for id in products {
        let found: Option<String> = tx
            .connection()
            .prepare_cached("SELECT name FROM product WHERE id = ?1")?
            .query_row([id], |r| r.get(0))
            .optional()?;
        name = found.ok_or_else(|| refused("error-unknown-product", [("id", id.to_string())]))?;
        tx.update(Table::Product, &[int(*id)], &[(column, day(since))])?;
    }
    Ok(words(key, [("name", name)]))
}
