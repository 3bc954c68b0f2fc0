//! A column that holds the sign of the amounts beside it (`-1` or `1`, `-` or `+`): what is given back is written positive.

use rust_decimal::Decimal;

use crate::exchange::columns::field::Field;
use crate::exchange::columns::preset::column_key;
use crate::exchange::error::ImportError;
use crate::exchange::file::rows::Row;
use crate::exchange::plan::Plan;

/// Rows that are looked at.
const LOOK: u32 = 2000;

/// Whether a cell is a sign and nothing else.
fn is_sign(cell: &[u8]) -> bool {
    matches!(cell, b"" | b"1" | b"+1" | b"+" | b"-1" | b"-" | b"1.0" | b"-1.0")
}

/// The number of a field with the sign that its row has.
pub fn signed(row: &Row, sign: Option<usize>, field: Field, value: Decimal) -> Decimal {
    let of = matches!(field, Field::Amount | Field::LineAmount | Field::Tax | Field::Quantity);
    match sign {
        Some(column) if of && row.cell(column).first() == Some(&b'-') => -value.abs(),
        _ => value,
    }
}

impl Plan {
    /// Finds the column of signs.
    pub(in crate::exchange) fn settle_sign(&mut self) -> Result<(), ImportError> {
        let named = |header: &str| ["signo", "sign"].contains(&column_key(header).as_str());
        let free = |i: &usize| self.columns[*i].fields.is_empty();
        let column = (0..self.columns.len()).filter(free).find(|i| named(&self.columns[*i].header));
        let Some(column) = column.filter(|_| self.documents && self.questions.is_empty()) else {
            return Ok(());
        };
        let (mut all, mut minus) = (true, false);
        self.first_rows(LOOK, &mut |row| {
            all &= is_sign(row.cell(column));
            minus |= row.cell(column).first() == Some(&b'-');
        })?;
        self.sign = Some(column).filter(|_| all && minus);
        Ok(())
    }
}
