//! Whether a total is what other columns come to: the net amount before it and taxes between both, whatever they are
//! called. And whether a tax is of each line. Only the figures of the first rows tell.

use rust_decimal::Decimal;

use crate::exchange::assemble::lines::Lines;
use crate::exchange::columns::field::Field;
use crate::exchange::columns::preset::{column_key, words};
use crate::exchange::error::ImportError;
use crate::exchange::plan::Plan;
use crate::exchange::values::cells;
use crate::exchange::values::money::near;
use crate::exchange::values::number;

/// Rows that are looked at.
const LOOK: u32 = 300;
/// Columns that a tax has at most between net amount and total.
const BETWEEN: usize = 6;
/// Parts of names of what makes up an amount and is no tax.
const ADDED: [&str; 28] = [
    "tip",
    "propina",
    "ship",
    "envio",
    "port",
    "versand",
    "livraison",
    "fee",
    "servic",
    "donat",
    "discount",
    "descuento",
    "dto",
    "rabatt",
    "paid",
    "pagad",
    "cobrad",
    "pend",
    "deposit",
    "due",
    "balance",
    "saldo",
    "rest",
    "efectivo",
    "cash",
    "card",
    "tarjeta",
    "bizum",
];

/// Whether a column is named after what makes up an amount and is no tax.
pub fn is_added(header: &str) -> bool {
    let key = column_key(header);
    ADDED.iter().any(|part| key.contains(part))
}

/// Whether a row is a net amount, taxes that come to a rate of up to 30 %, whole or half, and their sum.
pub fn is_taxed(net: Decimal, taxes: Decimal, total: Decimal) -> bool {
    let at = |halves: u8| {
        let part = taxes * Decimal::from(200) - net * Decimal::from(halves);
        part.abs() <= Decimal::from(200) * Decimal::new(12, 3)
    };
    near(net + taxes, total) && (taxes.is_zero() || (1..=60).any(at))
}

impl Plan {
    /// Takes the amount before taxes that stand between it and the total, one row like the other.
    pub(in crate::exchange) fn settle_sum(&mut self) -> Result<(), ImportError> {
        let columns = &self.resolved;
        let Some(total) = columns.first(Field::Amount).filter(|_| self.questions.is_empty()) else {
            return Ok(());
        };
        let priced = columns.has(Field::UnitPrice) || columns.has(Field::LineAmount);
        if priced || columns.has(Field::Tax) || words().is_net(columns.name(total)) {
            return Ok(());
        }
        let from = total.saturating_sub(BETWEEN + 1);
        let free = |c: usize| self.columns[c].fields.is_empty() && !is_added(columns.name(c));
        // The columns before the total that nobody knows.
        let from = (from..total).rev().take_while(|c| free(*c)).last().unwrap_or(total);
        let (mut rows, mut fit) = (0_u32, vec![0_u32; total - from]);
        let mut taxed = vec![0_u32; total - from];
        let lines = Lines::new(self);
        self.first_rows(LOOK, &mut |row| {
            let Ok(Some(whole)) = lines.number(row, Field::Amount) else { return };
            rows += u32::from(!whole.is_zero());
            let cell = |c: usize| match row.cell(c) {
                b"" => Some(Decimal::ZERO),
                cell => number::parse(cell, self.decimal),
            };
            let mut taxes = Decimal::ZERO;
            for net in (from..total).rev() {
                let Some(value) = cell(net).filter(|_| !whole.is_zero()) else { return };
                fit[net - from] += u32::from(net + 1 < total && is_taxed(value, taxes, whole));
                taxed[net - from] += u32::from(!taxes.is_zero());
                taxes += value;
            }
        })?;
        let net = (0..fit.len()).find(|i| rows > 0 && fit[*i] == rows && taxed[*i] > 0);
        if let Some(net) = net.map(|i| i + from) {
            self.leave_out(Field::Amount);
            self.take(net, Field::Amount);
        }
        Ok(())
    }

    /// A tax that differs from line to line of a document is of each of them.
    pub(in crate::exchange) fn settle_line_tax(&mut self) -> Result<(), ImportError> {
        let columns = &self.resolved;
        let priced = columns.has(Field::UnitPrice) || columns.has(Field::LineAmount);
        if !priced || !columns.has(Field::Tax) || !columns.has(Field::Number) || !self.questions.is_empty() {
            return Ok(());
        }
        let (lines, mut found, mut number) = (Lines::new(self), Vec::new(), Vec::new());
        self.first_rows(LOOK, &mut |row| {
            cells::document_number(columns, row, &mut number);
            if let (Ok(Some(tax)), false) = (lines.number(row, Field::Tax), number.is_empty()) {
                found.push((crate::exchange::assemble::seen::hash(&number), tax));
            }
        })?;
        let (mut same, mut other) = (0, 0);
        for rows in found.chunk_by(|a, b| a.0 == b.0).filter(|rows| rows.len() > 1) {
            // On the first row alone it is the document's.
            let once = rows.iter().skip(1).all(|row| row.1.is_zero());
            let constant = rows.iter().all(|row| row.1 == rows[0].1);
            same += u32::from(once || constant);
            other += u32::from(!once && !constant);
        }
        self.line_tax |= other > same;
        Ok(())
    }
}
