//! Whether the first row of a document is its head, with the amount of the whole, and those below are its lines with
//! theirs: then both say the same money. Only the figures of the first rows tell.

use rust_decimal::Decimal;

use crate::exchange::assemble::lines::{Lines, Said};
use crate::exchange::columns::field::Field;
use crate::exchange::error::ImportError;
use crate::exchange::plan::Plan;
use crate::exchange::record::Notes;
use crate::exchange::values::cells;
use crate::exchange::values::money::{self, near};

/// Rows that are looked at.
const LOOK: u32 = 2000;

/// What a row adds to its document, without tax.
struct Part {
    number: u64,
    /// It names no product.
    bare: bool,
    worth: Decimal,
}

/// Whether a row says an amount and no product.
pub fn is_bare(said: &Said) -> bool {
    said.line.as_ref().is_none_or(|line| line.product.is_empty() && line.code.is_empty())
}

/// What a row adds to its document, without tax; `None` where it says no amount.
pub fn worth(said: &Said, decimals: u32) -> Option<Decimal> {
    let line = said.line.as_ref().map(|line| money::decimal(line.amount, decimals));
    said.stated.map(|stated| stated - said.extras[0]).or(line)
}

/// Whether the first rows of most documents of several rows are worth what the others are.
fn are_headed(parts: &[Part]) -> bool {
    let (mut heads, mut others) = (0, 0);
    for rows in parts.chunk_by(|a, b| a.number == b.number).filter(|rows| rows.len() > 1) {
        let (head, rest) = (&rows[0], &rows[1..]);
        let sum: Decimal = rest.iter().map(|row| row.worth).sum();
        let is_head = head.bare && rest.iter().all(|row| !row.bare) && near(head.worth, sum);
        heads += u32::from(is_head);
        others += u32::from(!is_head);
    }
    heads > 0 && heads >= others * 4
}

impl Plan {
    /// Notes whether documents begin with a head.
    pub(in crate::exchange) fn settle_heads(&mut self) -> Result<(), ImportError> {
        let columns = &self.resolved;
        let detailed = columns.has(Field::Product) || columns.has(Field::LineCode);
        if !self.documents
            || !detailed
            || !columns.has(Field::Number)
            || self.whole
            || !self.questions.is_empty()
        {
            return Ok(());
        }
        let (lines, mut parts, mut number) = (Lines::new(self), Vec::new(), Vec::new());
        self.first_rows(LOOK, &mut |row| {
            cells::document_number(&self.resolved, row, &mut number);
            let said = lines.read_row(row, &number, &mut Notes::default()).ok();
            let worth = said.as_ref().and_then(|said| worth(said, lines.decimals));
            if let (Some(said), Some(worth), false) = (said, worth, number.is_empty()) {
                parts.push(Part {
                    number: crate::exchange::assemble::seen::hash(&number),
                    bare: is_bare(&said),
                    worth,
                });
            }
        })?;
        self.headed = are_headed(&parts);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headed(rows: &[(u64, bool, i64)]) -> bool {
        let part = |&(number, bare, worth): &(u64, bool, i64)| Part { number, bare, worth: worth.into() };
        are_headed(&rows.iter().map(part).collect::<Vec<_>>())
    }

    #[test]
    fn a_head_is_worth_what_its_lines_are() {
        assert!(headed(&[(1, true, 30), (1, false, 20), (1, false, 10), (2, true, 5), (2, false, 5)]));
        // Shipping without a product, and rows that all name one.
        assert!(!headed(&[
            (1, true, 5),
            (1, false, 20),
            (2, true, 5),
            (2, false, 5),
            (3, true, 5),
            (3, false, 9)
        ]));
        assert!(!headed(&[(1, false, 30), (1, false, 20), (1, false, 10)]));
        assert!(!headed(&[(1, true, 30), (2, false, 30)]));
    }
}
