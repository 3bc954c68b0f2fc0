//! What of a row, or a whole row, does not come in, and the money that is missing then.

use std::collections::HashSet;
use std::io;
use std::ops::ControlFlow;

use rust_decimal::Decimal;

use super::Assembler;
use crate::domain::base::Money;
use crate::exchange::assemble::lines::Said;
use crate::exchange::assemble::people::Bad;
use crate::exchange::assemble::seen::hash;
use crate::exchange::columns::field::Field;
use crate::exchange::columns::preset::Meaning;
use crate::exchange::error::ImportError;
use crate::exchange::file::rows::Row;
use crate::exchange::plan::Plan;
use crate::exchange::record::{Reason, Record, Reject};
use crate::exchange::values::cells;
use crate::exchange::values::money;

/// Characters of a value or cell that a reject keeps.
const SHOWN: usize = 200;
const KEPT: usize = 4096;

/// Takes the cells of a row, and what is known of its being rejected.
type Taking<'a> = dyn FnMut(&[String], Option<usize>) -> io::Result<()> + 'a;
/// Sees a row and the hash of the number of its document.
type Seeing<'a> = dyn FnMut(&Plan, &Row, Option<u64>) -> io::Result<()> + 'a;

impl Plan {
    /// Gives, in the order of the file, each row that is rejected and the others of its document: its cells, and what
    /// `rejected` says of sheet and line, nothing for the others. A document that comes in again takes the place of all its rows, so that whoever corrects one
    /// row needs the others beside it.
    pub fn rows_of_rejected(
        &self,
        rejected: &dyn Fn(&str, u64) -> Option<usize>,
        see: &mut Taking<'_>,
    ) -> Result<(), ImportError> {
        let mut spoiled = HashSet::new();
        self.each_row(&mut |plan, row, document| {
            if rejected(plan.sheet_of(row), row.line).is_some() {
                spoiled.extend(document);
            }
            Ok(())
        })?;
        self.each_row(&mut |plan, row, document| {
            let itself = rejected(plan.sheet_of(row), row.line);
            if itself.is_some() || document.is_some_and(|document| spoiled.contains(&document)) {
                let cells: Vec<String> = (0..row.len()).map(|i| shown(row.cell(i), KEPT)).collect();
                see(&cells, itself)?;
            }
            Ok(())
        })
    }

    /// The sheet of a row, where several are read.
    fn sheet_of(&self, row: &Row) -> &str {
        let sheets = &self.sniffed.sheets;
        sheets.get(row.sheet).filter(|_| sheets.len() > 1).map_or("", String::as_str)
    }

    /// Each row below the header with the hash of the number of its document. One without number and day goes on with
    /// the document above.
    fn each_row(&self, see: &mut Seeing<'_>) -> Result<(), ImportError> {
        let failed = |cause| ImportError::Io { path: self.path.clone(), cause };
        let day = self.resolved.first(Field::Date).filter(|_| self.documents);
        let (mut rows, header_line) = self.data()?;
        let (mut row, mut number, mut document) = (Row::default(), Vec::new(), None);
        while rows.read(&mut row)? {
            if row.line <= header_line || row.is_blank() {
                continue;
            }
            cells::document_number(&self.resolved, &row, &mut number);
            if !number.is_empty() {
                document = Some(hash(&number));
            } else if day.is_none_or(|day| !row.cell(day).is_empty()) {
                document = None;
            }
            see(self, &row, document).map_err(failed)?;
        }
        Ok(())
    }
}

impl Assembler<'_, '_> {
    /// Says which values of a row do not come in though the row does.
    pub(super) fn reject_values(&mut self, row: &Row, bad: &mut Vec<Bad>) -> ControlFlow<()> {
        for (column, reason) in bad.drain(..) {
            let reject = self.rejected(row, Some(column), reason, false, Money::ZERO);
            if (self.sink)(Record::Rejected(Box::new(reject))).is_break() {
                return ControlFlow::Break(());
            }
        }
        ControlFlow::Continue(())
    }

    /// A row does not come in; its amount is counted where it can be read.
    pub(super) fn reject_row(&mut self, row: &Row, column: Option<usize>, reason: Reason) -> ControlFlow<()> {
        let mut amount = Money::ZERO;
        if self.plan.documents && !matches!(reason, Reason::ExtraCells { .. }) {
            let mut said = Said { meaning: self.lines.meaning(row, &[]), ..Said::default() };
            said.stated = self.lines.number(row, Field::Amount).ok().flatten();
            said.extras[0] = self.lines.number(row, Field::Tax).ok().flatten().unwrap_or_default();
            said.line = if self.lines.priced {
                self.lines.priced_line(row, &mut self.outcome.notes).ok().flatten()
            } else {
                None
            };
            amount = self.missing_amount(row, &said);
            if amount == Money::ZERO && said.stated.is_none() && said.line.is_none() {
                amount = self.readable_amount(row);
            }
        }
        self.reject_with(row, column, reason, amount)
    }

    /// A row whose numbers have been read does not come in.
    pub(super) fn reject_amount(
        &mut self,
        row: &Row,
        field: Field,
        reason: Reason,
        said: &Said,
    ) -> ControlFlow<()> {
        let amount = self.missing_amount(row, said);
        let column = self.plan.resolved.first(field);
        let undated = column.is_none() && field == Field::Date && reason == Reason::Missing;
        self.reject_with(row, column, if undated { Reason::Undated } else { reason }, amount)
    }

    /// What a document loses by a row: the amount of a document that stands on each of its rows is lost once.
    pub(super) fn missing_amount(&mut self, row: &Row, said: &Said) -> Money {
        let whole = self.plan.resolved.has(Field::Amount);
        let mut number = Vec::new();
        cells::document_number(&self.plan.resolved, row, &mut number);
        let again = whole && self.lines.priced && !number.is_empty() && number == self.rejected_number;
        self.rejected_number = number;
        if again || matches!(said.meaning, Some(Meaning::Void | Meaning::Draft)) {
            return Money::ZERO;
        }
        if whole {
            let net = |s: Decimal| money::of(s - said.extras[0], self.lines.decimals).unwrap_or_default();
            return said.stated.map(net).unwrap_or_default();
        }
        said.line.as_ref().map(|l| l.amount).unwrap_or_default()
    }

    /// What a line with a fault comes to by what can be read of it.
    pub(super) fn readable_amount(&self, row: &Row) -> Money {
        let amount = self.lines.number(row, Field::LineAmount).ok().flatten();
        let worth = amount.or_else(|| self.lines.worth(row)).filter(|_| self.lines.priced);
        worth.and_then(|worth| money::of(worth, self.lines.decimals).ok()).unwrap_or_default()
    }

    pub(super) fn reject_with(
        &mut self,
        row: &Row,
        column: Option<usize>,
        reason: Reason,
        amount: Money,
    ) -> ControlFlow<()> {
        self.outcome.totals.rejected += amount;
        self.outcome.totals.in_file += amount;
        let reject = self.rejected(row, column, reason, true, amount);
        (self.sink)(Record::Rejected(Box::new(reject)))
    }

    pub(super) fn rejected(
        &mut self,
        row: &Row,
        column: Option<usize>,
        reason: Reason,
        whole_row: bool,
        amount: Money,
    ) -> Reject {
        self.outcome.rejected += 1;
        let mut reason = reason;
        if let Some(column) = column
            && row.cell(column).is_empty()
            && reason != Reason::Missing
            && !matches!(reason, Reason::CodeTwice { .. } | Reason::Nameless)
        {
            reason = Reason::Missing;
        }
        Reject {
            sheet: self.plan.sheet_of(row).to_owned(),
            row: row.line,
            column: column.map_or_else(String::new, |c| self.plan.resolved.name(c).to_owned()),
            value: column.map_or_else(String::new, |c| shown(row.cell(c), SHOWN)),
            reason,
            whole_row,
            amount,
            cells: (0..row.len()).map(|i| shown(row.cell(i), KEPT)).collect(),
        }
    }
}

/// The first characters of a cell, as text.
fn shown(cell: &[u8], most: usize) -> String {
    let head = &cell[..cell.len().min(most * 4)];
    String::from_utf8_lossy(head).chars().take(most).collect()
}
