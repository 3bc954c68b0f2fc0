//! Products of a bundle: what they are called, and since when they are no longer sold or were launched. They belong to
//! nobody, so that what was written last stands. Codes of a source are the same on every laptop.

use rusqlite::Connection;
use serde_json::{Value as Json, json};

use super::apply::{self, int, stored, unfit};
use super::clock::Clock;
use super::merge::{Merge, Side, side};
use super::shape::Kind;
use super::wire::{Item, Register};
use crate::store::error::StoreError;
use crate::store::journal::{Table, Tx};

/// Columns of the register, in their order.
const COLUMNS: [(&str, Kind); 4] =
    [("name", Kind::Text), ("category", Kind::Text), ("discontinued", Kind::Day), ("launched", Kind::Day)];

/// The register of a product.
pub(super) fn field(source: &str, code: &str) -> String {
    format!("product:{source}\u{1f}{code}")
}

/// Every product as a line of a bundle.
pub(super) fn items(db: &Connection, clock: &Clock) -> Result<Vec<Item>, StoreError> {
    let mut query = db.prepare(
        "SELECT s.name, p.code, p.name, p.category, p.discontinued, p.launched FROM product p \
         JOIN source s ON s.id = p.source_id ORDER BY s.name, p.code",
    )?;
    let mut rows = query.query([])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let (source, code): (String, String) = (row.get(0)?, row.get(1)?);
        let value = json!([
            row.get::<_, String>(2)?,
            row.get::<_, String>(3)?,
            row.get::<_, Option<i64>>(4)?,
            row.get::<_, Option<i64>>(5)?
        ]);
        let register = super::register(clock, 0, &field(&source, &code), value);
        all.push(Item::Product { source, code, register });
    }
    Ok(all)
}

impl Merge {
    /// Takes in a product.
    pub(super) fn product(
        &mut self,
        tx: &mut Tx<'_>,
        source: &str,
        code: &str,
        register: &Register,
    ) -> Result<(), StoreError> {
        let theirs = side(register);
        let said = theirs
            .value
            .as_array()
            .filter(|said| said.len() == COLUMNS.len())
            .ok_or_else(|| unfit("product"))?;
        let mut columns = Vec::new();
        for ((column, kind), value) in COLUMNS.into_iter().zip(said) {
            columns.push((column, stored(kind, value, "product")?));
        }
        let field = field(source, code);
        let source = apply::source(tx, source)?;
        let id = apply::product(
            tx,
            source,
            [code, said[0].as_str().unwrap_or_default(), said[1].as_str().unwrap_or_default()],
        )?;
        let held: Json = tx
            .connection()
            .prepare_cached("SELECT name, category, discontinued, launched FROM product WHERE id = ?1")?
            .query_row([id], |r| {
                Ok(json!([
                    r.get::<_, String>(0)?,
                    r.get::<_, String>(1)?,
                    r.get::<_, Option<i64>>(2)?,
                    r.get::<_, Option<i64>>(3)?
                ]))
            })?;
        let mine: Side = self.mine(0, &field, held);
        if theirs.beats(&mine) && tx.update(Table::Product, &[int(id)], &columns)? {
            self.shared += 1;
        }
        Self::remember(tx, 0, &field, &mine, &theirs)
    }
}
