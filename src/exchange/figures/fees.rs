//! Whether a net amount is what a platform pays out after its fee: then what the customer paid is the amount. Words cannot
//! tell («Net» is also without tax); the figures of the first rows do.

use rust_decimal::Decimal;

use crate::exchange::assemble::lines::Lines;
use crate::exchange::columns::field::Field;
use crate::exchange::columns::preset::{column_key, words};
use crate::exchange::error::ImportError;
use crate::exchange::plan::Plan;
use crate::exchange::values::money::near;
use crate::exchange::values::number;

/// Rows that are looked at.
const LOOK: u32 = 300;

/// What is paid to a platform is called.
pub const KEPT: [&str; 11] = [
    "fee",
    "fees",
    "comision",
    "comisiones",
    "commission",
    "commissions",
    "gebuhr",
    "gebuhren",
    "frais",
    "entgelt",
    "entgelte",
];

/// Whether a column may be named after what is paid to a platform: its figures have to say so too.
pub fn is_fee(header: &str) -> bool {
    let key = column_key(header);
    let names = KEPT.iter().chain(&["tarifa", "tarifas", "cargo", "cargos"]);
    names.into_iter().any(|name| key.starts_with(name) || key.ends_with(name))
}

impl Plan {
    /// A price below zero of what was paid in is none: it is what a platform keeps.
    pub(in crate::exchange) fn settle_price(&mut self) -> Result<(), ImportError> {
        if !self.resolved.has(Field::UnitPrice) || !self.resolved.has(Field::Amount) {
            return Ok(());
        }
        let (lines, mut rows, mut against) = (Lines::new(self), 0_u32, 0_u32);
        self.first_rows(LOOK, &mut |row| {
            let number = |field| lines.number(row, field).ok().flatten().filter(|n| !n.is_zero());
            if let (Some(price), Some(amount)) = (number(Field::UnitPrice), number(Field::Amount)) {
                rows += 1;
                against += u32::from(price.is_sign_negative() && amount.is_sign_positive());
            }
        })?;
        if against * 2 > rows {
            self.leave_out(Field::UnitPrice);
        }
        Ok(())
    }

    /// Takes the gross amount where the net one is less by the fee. Tax may still be inside it.
    pub(in crate::exchange) fn settle_fees(&mut self) -> Result<(), ImportError> {
        let columns = &self.resolved;
        let Some(net) = columns.first(Field::Amount).filter(|_| self.questions.is_empty()) else {
            return Ok(());
        };
        let all = 0..columns.names().len();
        let fees: Vec<usize> = all.clone().filter(|i| *i != net && is_fee(columns.name(*i))).collect();
        if fees.is_empty() || !words().is_net(columns.name(net)) {
            return Ok(());
        }
        // Each fee alone, and all of them.
        let mut ways: Vec<Vec<usize>> = fees.iter().map(|fee| vec![*fee]).collect();
        ways.push(fees.clone());
        let others: Vec<usize> = all.filter(|i| *i != net && !fees.contains(i)).collect();
        let (mut rows, mut counts) = (0_u32, vec![vec![0_u32; others.len()]; ways.len()]);
        let lines = Lines::new(self);
        self.first_rows(LOOK, &mut |row| {
            let read = |column: usize| number::parse(row.cell(column), self.decimal);
            let sum: Decimal = fees.iter().filter_map(|fee| read(*fee)).sum();
            let Ok(Some(net)) = lines.number(row, Field::Amount) else { return };
            if sum.is_zero() {
                return;
            }
            rows += 1;
            for (way, counts) in ways.iter().zip(&mut counts) {
                let fee: Decimal = way.iter().filter_map(|fee| read(*fee)).sum();
                for (other, count) in others.iter().zip(counts) {
                    let gross = read(*other).map(|gross| gross.abs());
                    let is = gross.is_some_and(|gross| !fee.is_zero() && near(gross - fee.abs(), net.abs()));
                    *count += u32::from(is);
                }
            }
        })?;
        let found = counts.iter().find_map(|way| way.iter().position(|n| rows > 0 && *n * 10 >= rows * 9));
        if let Some(gross) = found.map(|i| others[i]) {
            for field in self.resolved.fields_of(gross) {
                self.leave_out(field);
            }
            self.leave_out(Field::Amount);
            self.take(gross, Field::Amount);
        }
        Ok(())
    }

    /// Takes what goods were sold for where the total is what a marketplace pays out of it: it is the sum of the columns before
    /// it, of which the first one says what came in and another one, called a fee, what was kept.
    pub(in crate::exchange) fn settle_payout(&mut self) -> Result<(), ImportError> {
        let columns = &self.resolved;
        let total = [Field::Amount, Field::LineAmount].into_iter().find(|f| columns.has(*f));
        let Some((field, total)) = total.and_then(|f| Some((f, columns.first(f)?))) else { return Ok(()) };
        let part = |c: &usize| {
            let fields = columns.fields_of(*c);
            fields.iter().all(|f| matches!(f, Field::Shipping | Field::Refunded))
        };
        let from = (0..total).rev().take_while(part).last().unwrap_or(total);
        let fees: Vec<usize> = (from + 1..total).filter(|c| is_fee(columns.name(*c))).collect();
        if fees.is_empty() || !self.questions.is_empty() {
            return Ok(());
        }
        let (mut rows, mut fits, mut kept) = (0, vec![0; total - from], 0);
        self.first_rows(LOOK, &mut |row| {
            let Some(paid) = self.figure(row, total).filter(|paid| !paid.is_zero()) else { return };
            rows += 1;
            kept +=
                u32::from(fees.iter().any(|fee| self.figure(row, *fee).is_some_and(|f| f < Decimal::ZERO)));
            let mut sum = Decimal::ZERO;
            for column in (from..total).rev() {
                sum += self.figure(row, column).unwrap_or_default();
                fits[column - from] += u32::from(near(sum, paid));
            }
        })?;
        let before_fees = |i: &usize| fees.first().is_some_and(|fee| *i + from < *fee);
        let found = (0..fits.len()).rev().filter(before_fees).find(|i| rows > 0 && fits[*i] == rows);
        if let Some(gross) = found.map(|i| i + from).filter(|_| kept * 2 > rows) {
            self.leave_out(field);
            // Postage charged and postage paid are parts of what is paid out, and no sale of goods.
            if self.resolved.all(Field::Shipping).iter().any(|c| (gross..total).contains(c)) {
                self.leave_out(Field::Shipping);
            }
            self.take(gross, field);
        }
        Ok(())
    }
}
