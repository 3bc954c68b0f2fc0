//! Documents that name another one and are written without a minus: they take it back. Whether they do where the file signs
//! others of its kind, amounts say: what is worth as much as the invoice that it names takes that one back in full.

use std::collections::HashMap;

use rust_decimal::Decimal;

use crate::exchange::assemble::lines::Lines;
use crate::exchange::assemble::seen::hash;
use crate::exchange::columns::field::Field;
use crate::exchange::columns::preset::Meaning;
use crate::exchange::error::ImportError;
use crate::exchange::file::rows::Row;
use crate::exchange::plan::Plan;
use crate::exchange::values::cells;

/// The number that a row names of another document; `None` where it names none or itself.
fn named(plan: &Plan, row: &Row, number: &[u8]) -> Option<u64> {
    let cell =
        plan.resolved.all(Field::Reverses).iter().map(|c| row.cell(*c)).find(|cell| !cell.is_empty())?;
    // A date, a reason or a no is no number of a document.
    if !cell.iter().any(u8::is_ascii_digit) || cell == b"0" || cell == number {
        return None;
    }
    if !plan.resolved.has(Field::Series) {
        return Some(hash(cell));
    }
    let whole = cells::with_series(&String::from_utf8_lossy(cell));
    (whole.as_bytes() != number).then(|| hash(whole.as_bytes()))
}

/// What a document means by naming another one in a column for it.
pub fn meaning(plan: &Plan, row: &Row, number: &[u8]) -> Option<Meaning> {
    if !plan.corrects || number.is_empty() {
        return None;
    }
    named(plan, row, number)?;
    let in_full = plan.taken_back.contains(&hash(number));
    Some(if in_full { Meaning::Credit } else { Meaning::Correction })
}

impl Plan {
    /// Finds which documents take another one back. Only a file with a column for it is read for this.
    pub(in crate::exchange) fn settle_taken_back(&mut self) -> Result<(), ImportError> {
        let positive = self.preset.is_some_and(|p| p.negate_credits);
        if !positive || !self.documents || !self.questions.is_empty() || !self.resolved.has(Field::Reverses) {
            return Ok(());
        }
        self.corrects = true;
        let mut notes: HashMap<u64, (u64, Decimal)> = HashMap::new();
        let mut signed = false;
        self.read_worth(&mut |row, number, worth| {
            if let Some(other) = named(self, row, number) {
                signed |= worth.is_sign_negative() && !worth.is_zero();
                notes.entry(hash(number)).or_insert((other, Decimal::ZERO)).1 += worth;
            }
        })?;
        self.signed |= signed;
        if !signed {
            return Ok(());
        }
        let mut invoices: HashMap<u64, Decimal> =
            notes.values().map(|note| (note.0, Decimal::ZERO)).collect();
        self.read_worth(&mut |row, number, worth| {
            if let Some(sum) = invoices.get_mut(&hash(number)).filter(|_| named(self, row, number).is_none())
            {
                *sum += worth;
            }
        })?;
        let in_full = |(_, (other, worth)): &(&u64, &(u64, Decimal))| {
            worth.is_sign_positive() && !worth.is_zero() && invoices.get(other) == Some(worth)
        };
        self.taken_back = notes.iter().filter(in_full).map(|(number, _)| *number).collect();
        Ok(())
    }

    /// Gives every row that has a number with what it is worth.
    fn read_worth(&self, see: &mut dyn FnMut(&Row, &[u8], Decimal)) -> Result<(), ImportError> {
        let (lines, mut number) = (Lines::new(self), Vec::new());
        self.first_rows(u32::MAX, &mut |row| {
            cells::document_number(&self.resolved, row, &mut number);
            let read = |field| lines.number(row, field).ok().flatten();
            let worth = read(Field::Amount).or_else(|| read(Field::LineAmount)).or_else(|| lines.worth(row));
            if let Some(worth) = worth.filter(|_| !number.is_empty()) {
                see(row, &number, worth);
            }
        })
    }
}
