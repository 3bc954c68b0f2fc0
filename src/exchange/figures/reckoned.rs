//! What columns of amounts are, by the sums that they make in each row: a total is what is left of a subtotal after a
//! discount, with tax; the amount of a line is quantity by price less so many per cent. Only the figures of the first rows
//! tell.

use rust_decimal::Decimal;

use crate::exchange::columns::field::Field;
use crate::exchange::columns::numbered::says_paid;
use crate::exchange::columns::preset::{column_key, named};
use crate::exchange::error::ImportError;
use crate::exchange::file::rows::Row;
use crate::exchange::plan::Plan;
use crate::exchange::values::money::near;
use crate::exchange::values::number::{self, Mark};

/// Rows that are looked at.
const LOOK: u32 = 300;

/// Whether an amount is what figures come to, rounded as it is written.
fn rounds_to(worth: Decimal, amount: Decimal) -> bool {
    let (worth, amount) = (worth.abs(), amount.abs());
    let whole = amount.fract().is_zero() && !worth.fract().is_zero();
    near(worth, amount) || whole && (worth - amount).abs() <= Decimal::new(5, 1)
}

impl Plan {
    /// A number as its column writes them.
    pub(in crate::exchange) fn figure(&self, row: &Row, column: usize) -> Option<Decimal> {
        let mark = self.marks.get(&column).copied().unwrap_or(self.decimal);
        let mark = if row.is_number(column) { Mark::Point } else { mark };
        number::parse(row.cell(column), mark)
    }

    /// Takes the total, with the tax that it holds, where in every row it is a subtotal less a discount and with tax, and some
    /// row has a discount. For a table of documents: lines have prices.
    pub(in crate::exchange) fn settle_total(&mut self) -> Result<(), ImportError> {
        let (Ok(generic), true) = (named("generic"), self.documents && self.questions.is_empty()) else {
            return Ok(());
        };
        if self.resolved.has(Field::UnitPrice) || self.resolved.has(Field::Articles) {
            return Ok(());
        }
        let find = |is: &dyn Fn(&str, &str) -> bool| {
            (0..self.columns.len()).find(|i| {
                let header = &self.columns[*i].header;
                is(header, &column_key(header))
            })
        };
        let of = |header: &str, field: Field| generic.fields(header).contains(&field);
        let subtotal = find(&|_, key| key.starts_with("subtotal"));
        let total = find(&|header, key| {
            of(header, Field::Amount) && key.contains("total") && !key.starts_with("sub")
        });
        let discount =
            find(&|header, _| of(header, Field::DiscountAmount) || of(header, Field::DocumentDiscount));
        let tax = find(&|header, _| of(header, Field::Tax));
        let (Some(subtotal), Some(total), Some(discount)) = (subtotal, total, discount) else {
            return Ok(());
        };
        let (mut rows, mut holds, mut off, mut taxed) = (0, 0, false, false);
        self.first_rows(LOOK, &mut |row| {
            let read = |column: usize| self.figure(row, column);
            let (Some(sub), Some(all)) = (read(subtotal), read(total)) else { return };
            let less = read(discount).unwrap_or_default().abs();
            let tax = tax.and_then(read).unwrap_or_default();
            rows += 1;
            holds += u32::from(near(sub - less + tax, all));
            off |= !less.is_zero();
            taxed |= !tax.is_zero();
        })?;
        if rows == 0 || holds < rows || !off {
            return Ok(());
        }
        for column in [Some(subtotal), Some(total), Some(discount), tax].into_iter().flatten() {
            for field in self.resolved.fields_of(column) {
                self.resolved.take(column, field);
            }
            self.columns[column].fields.clear();
        }
        self.leave_out(Field::Amount);
        self.leave_out(Field::LineAmount);
        self.take(total, Field::Amount);
        if let Some(tax) = tax.filter(|_| taxed) {
            self.take(tax, Field::Tax);
        }
        Ok(())
    }

    /// Takes what was owed where the amount is what was paid of it: in every row a column that goes nowhere is that with what is
    /// left in another one, and something is left somewhere.
    pub(in crate::exchange) fn settle_whole(&mut self) -> Result<(), ImportError> {
        let columns = &self.resolved;
        let paid = columns.first(Field::Amount).filter(|c| says_paid(columns.name(*c)));
        let Some(paid) = paid.filter(|_| self.questions.is_empty()) else { return Ok(()) };
        let free: Vec<usize> = (0..self.columns.len()).filter(|c| columns.is_unused(*c)).take(16).collect();
        let pairs: Vec<(usize, usize)> =
            free.iter().flat_map(|a| free.iter().map(|b| (*a, *b))).filter(|(a, b)| a != b).collect();
        let (mut rows, mut left, mut holds) = (0, vec![false; pairs.len()], vec![true; pairs.len()]);
        self.first_rows(LOOK, &mut |row| {
            let read = |column: usize| self.figure(row, column);
            if row.cell(paid).is_empty() && free.iter().all(|c| read(*c).is_none()) {
                return;
            }
            rows += 1;
            let part = read(paid).unwrap_or_default();
            for ((whole, rest), (left, holds)) in pairs.iter().zip(left.iter_mut().zip(&mut holds)) {
                let Some(whole) = read(*whole).filter(|_| *holds) else {
                    *holds = false;
                    continue;
                };
                let rest = read(*rest).unwrap_or_default();
                *holds = near(part + rest, whole);
                *left |= !rest.is_zero();
            }
        })?;
        let found = (0..pairs.len()).find(|i| rows > 1 && holds[*i] && left[*i]);
        if let Some((whole, _)) = found.map(|i| pairs[i]) {
            self.leave_out(Field::Amount);
            self.take(whole, Field::Amount);
        }
        Ok(())
    }

    /// Finds the amount of a line where a column that goes nowhere is quantity by price less so many per cent, whatever the
    /// sign of these.
    pub(in crate::exchange) fn settle_per_cent(&mut self) -> Result<(), ImportError> {
        let columns = &self.resolved;
        let off = [Field::DiscountPercent, Field::DiscountAmount].into_iter().find_map(|f| columns.first(f));
        let parts = (columns.first(Field::Quantity), columns.first(Field::UnitPrice), off);
        let (Some(quantity), Some(price), Some(off)) = parts else { return Ok(()) };
        if columns.has(Field::LineAmount) || columns.has(Field::Amount) || !self.questions.is_empty() {
            return Ok(());
        }
        let free: Vec<usize> = (0..self.columns.len()).filter(|i| columns.is_unused(*i)).collect();
        let (mut rows, mut found) = (0_usize, vec![0_usize; free.len()]);
        self.first_rows(LOOK, &mut |row| {
            let read = |column: usize| self.figure(row, column);
            let (Some(quantity), Some(price)) = (read(quantity), read(price)) else { return };
            let Some(per_cent) = read(off).filter(|off| !off.is_zero()) else { return };
            let left = Decimal::ONE - per_cent.abs() / Decimal::ONE_HUNDRED;
            let Some(worth) = quantity.checked_mul(price).and_then(|all| all.checked_mul(left)) else {
                return;
            };
            rows += 1;
            for (column, found) in free.iter().zip(&mut found) {
                let amount = read(*column).filter(|amount| !amount.is_zero());
                *found += usize::from(amount.is_some_and(|amount| rounds_to(worth, amount)));
            }
        })?;
        let amount = found.iter().position(|found| rows > 1 && *found * 10 >= rows * 9).map(|at| free[at]);
        if let Some(amount) = amount {
            for field in self.resolved.fields_of(off) {
                self.leave_out(field);
            }
            self.take(off, Field::DiscountPercent);
            self.take(amount, Field::LineAmount);
            let mark = self.marks.get(&price).copied().unwrap_or(self.decimal);
            self.marks.entry(amount).or_insert(mark);
            self.signless = true;
        }
        Ok(())
    }

    /// What costs as much as it was sold for in nearly all rows is no cost but the amount again.
    pub(in crate::exchange) fn settle_cost(&mut self) -> Result<(), ImportError> {
        let columns = &self.resolved;
        let amounts = [Field::LineAmount, Field::Amount].into_iter().find_map(|f| columns.first(f));
        let (Some(cost), Some(amount)) = (columns.first(Field::Cost), amounts) else { return Ok(()) };
        let tax = columns.first(Field::Tax);
        let (mut rows, mut same) = (0, 0);
        self.first_rows(LOOK, &mut |row| {
            let read = |column: usize| self.figure(row, column);
            if let (Some(cost), Some(amount)) = (read(cost), read(amount))
                && !cost.is_zero()
            {
                let net = amount - tax.and_then(read).unwrap_or_default();
                rows += 1;
                same += u32::from(near(cost, amount) || near(cost, net));
            }
        })?;
        if rows > 1 && same * 10 >= rows * 9 {
            self.leave_out(Field::Cost);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_without_decimals_was_rounded() {
        let is = |a: &str, b: &str| rounds_to(a.parse().unwrap(), b.parse().unwrap());
        assert!(is("3568.5", "3569") && is("20150", "20150") && is("14800", "-14800"));
        assert!(!is("3568", "3569") && !is("3568.40", "3568.90"));
    }
}
