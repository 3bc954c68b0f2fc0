//! Tables of lines whose tax stands beside them, of each line or of the whole document: what they come to without it. A row
//! alone cannot tell where the tax is the document's; what its rows come to together does.

use rust_decimal::Decimal;

use crate::exchange::assemble::lines::Lines;
use crate::exchange::assemble::seen::hash;
use crate::exchange::columns::field::Field;
use crate::exchange::columns::preset::{column_key, named, words};
use crate::exchange::columns::taxless::says_gross;
use crate::exchange::error::ImportError;
use crate::exchange::figures::summed::{is_added, is_taxed};
use crate::exchange::figures::taxed::{Tax, fits_money, is_on_top, read};
use crate::exchange::plan::Plan;
use crate::exchange::values::cells;
use crate::exchange::values::money::near;

/// Rows that are looked at.
const LOOK: u32 = 2000;

/// What a row says beside its tax.
#[derive(Clone, Copy, Debug)]
pub struct Beside {
    /// Hash of the number of its document.
    pub number: u64,
    pub amount: Decimal,
    pub tax: Decimal,
}

/// What a column of tax is of whole documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OfDocuments {
    /// What it is; `None` where the figures of most documents say nothing.
    pub tax: Option<Tax>,
    /// It stands again in each row of a document, and counts once.
    pub once: bool,
}

/// Judges a tax by what the rows of each document come to. `whole`: the amount is the document's in each of its rows; `total`: it
/// is called a total.
pub fn of_documents(rows: &[Beside], whole: bool, total: bool) -> OfDocuments {
    let (mut summed, mut alone, mut once, mut apart) = (Vec::new(), Vec::new(), 0, 0);
    for rows in rows.chunk_by(|a, b| a.number == b.number) {
        let first = rows[0];
        let amount = if whole { first.amount } else { rows.iter().map(|row| row.amount).sum() };
        let tax = rows.iter().map(|row| row.tax).sum();
        summed.push((amount, tax));
        alone.push((amount, first.tax));
        if rows.len() > 1 && !first.tax.is_zero() && rows.iter().all(|row| row.tax == first.tax) {
            once += u32::from(fits_money(amount, first.tax));
            apart += u32::from(fits_money(amount, tax));
        }
    }
    let is_once = once > apart;
    OfDocuments { tax: read(if is_once { alone } else { summed }.into_iter(), total), once: is_once }
}

/// Whether amounts hold the tax beside them, nearly each of them, and what stands there is no rate.
fn holds_each(rows: &[Beside]) -> bool {
    let taxed: Vec<&Beside> = rows.iter().filter(|row| !row.amount.is_zero() && !row.tax.is_zero()).collect();
    let held = taxed
        .iter()
        .filter(|row| read([(row.amount, row.tax)].into_iter(), false) == Some(Tax::Inside))
        .count();
    let other = taxed.iter().any(|row| row.tax.abs() != taxed[0].tax.abs());
    taxed.len() > 1 && other && held * 10 >= taxed.len() * 9
}

/// Whether a column is called so after a tax; of a person «VAT» is a number, beside amounts it is the tax.
fn is_tax(header: &str) -> bool {
    let taxed = || named("generic").is_ok_and(|generic| generic.fields(header).contains(&Field::Tax));
    column_key(header) == "vat" || taxed()
}

impl Plan {
    /// Takes the net amount of each line where in every row another column is that with a tax on top, and nothing else.
    pub(in crate::exchange) fn settle_net_line(&mut self) -> Result<(), ImportError> {
        let columns = &self.resolved;
        let (Some(gross), Some(generic)) = (columns.first(Field::LineAmount), named("generic").ok()) else {
            return Ok(());
        };
        if !self.documents || !self.questions.is_empty() || words().is_net(columns.name(gross)) {
            return Ok(());
        }
        let sums = [Field::Amount, Field::LineAmount];
        let is_sum = |name: &str| generic.fields(name).iter().any(|field| sums.contains(field));
        let nets: Vec<usize> =
            (0..self.columns.len()).filter(|c| *c != gross && is_sum(columns.name(*c))).take(8).collect();
        let taxes: Vec<usize> =
            (0..self.columns.len()).filter(|c| *c != gross && is_tax(columns.name(*c))).take(8).collect();
        let pairs: Vec<(usize, usize)> =
            nets.iter().flat_map(|net| taxes.iter().map(|tax| (*net, *tax))).collect();
        if pairs.is_empty() {
            return Ok(());
        }
        let (mut rows, mut fits, mut taxed) = (0, vec![0; pairs.len()], vec![false; pairs.len()]);
        self.first_rows(LOOK, &mut |row| {
            let Some(total) = self.figure(row, gross).filter(|total| !total.is_zero()) else { return };
            rows += 1;
            for ((net, tax), (fits, taxed)) in pairs.iter().zip(fits.iter_mut().zip(&mut taxed)) {
                let Some(net) = self.figure(row, *net) else { continue };
                let tax = self.figure(row, *tax).unwrap_or_default();
                *fits += u32::from(is_taxed(net, tax, total));
                *taxed |= !tax.is_zero();
            }
        })?;
        let found = (0..pairs.len()).find(|i| rows > 1 && fits[*i] == rows && taxed[*i]);
        if let Some((net, tax)) = found.map(|i| pairs[i]) {
            self.take_net_line(net, tax);
        }
        Ok(())
    }

    /// Takes the amount without tax where the one of a document says that it holds it and a column of sums that nobody knows is,
    /// in every row, that without a usual rate.
    pub(in crate::exchange) fn settle_gross(&mut self) -> Result<(), ImportError> {
        let columns = &self.resolved;
        let gross = columns.first(Field::Amount).filter(|c| says_gross(columns.name(*c)));
        let taken = [Field::Tax, Field::UnitPrice, Field::LineAmount].into_iter().any(|f| columns.has(f));
        let Some(gross) = gross.filter(|_| !taken && self.documents && self.questions.is_empty()) else {
            return Ok(());
        };
        let free: Vec<usize> = (0..self.columns.len())
            .filter(|c| columns.is_unused(*c) && !is_added(columns.name(*c)))
            .take(16)
            .collect();
        let (mut rows, mut fits, mut taxed) = (0_u32, vec![0_u32; free.len()], vec![0_u32; free.len()]);
        self.first_rows(LOOK, &mut |row| {
            let Some(total) = self.figure(row, gross).filter(|total| !total.is_zero()) else { return };
            rows += 1;
            for (column, (fits, taxed)) in free.iter().zip(fits.iter_mut().zip(&mut taxed)) {
                let Some(net) = self.figure(row, *column) else { continue };
                let on_top = is_on_top(net, total);
                *fits += u32::from(on_top || near(net, total));
                *taxed += u32::from(on_top);
            }
        })?;
        let found = (0..free.len()).find(|i| rows > 1 && fits[*i] == rows && taxed[*i] * 2 > rows);
        if let Some(net) = found.map(|i| free[i]) {
            self.leave_out(Field::Amount);
            self.take(net, Field::Amount);
        }
        Ok(())
    }

    /// Makes a column the net amount of each line. What else stands for the document holds the tax of all of them.
    fn take_net_line(&mut self, net: usize, tax: usize) {
        self.leave_out(Field::LineAmount);
        for field in self.resolved.fields_of(net) {
            self.leave_out(field);
        }
        self.take(net, Field::LineAmount);
        self.leave_out(Field::Tax);
        if self.resolved.has(Field::Amount) {
            self.take(tax, Field::Tax);
        }
    }

    /// Gives a tax that nobody asked for back to an amount that turned out to be the document's.
    pub(in crate::exchange) fn take_tax_back(&mut self) {
        let net = self.resolved.first(Field::Amount).is_none_or(|c| words().is_net(self.resolved.name(c)));
        if let Some(tax) = self.tax_aside().filter(|_| !net) {
            self.take(tax, Field::Tax);
        }
    }

    /// A column of tax that goes nowhere.
    pub(super) fn tax_aside(&self) -> Option<usize> {
        let bare = || {
            (0..self.columns.len())
                .find(|c| self.columns[*c].fields.is_empty() && is_tax(&self.columns[*c].header))
        };
        self.aside(Field::Tax).or_else(|| bare().filter(|_| !self.resolved.has(Field::Tax)))
    }

    /// Takes the tax off lines whose prices hold it by the money that stands beside them: nobody asks for it where lines have
    /// prices, which are mostly without.
    pub(in crate::exchange) fn settle_inner_tax(&mut self) -> Result<(), ImportError> {
        let columns = &self.resolved;
        let worth = [Field::LineAmount, Field::UnitPrice].into_iter().find_map(|field| columns.first(field));
        let taken = columns.has(Field::Tax) || columns.has(Field::Amount) || self.inside.is_some();
        let (Some(worth), Some(tax)) = (worth, self.tax_aside()) else { return Ok(()) };
        let open = self.documents && self.questions.is_empty() && columns.has(Field::Number);
        if taken || !open || words().is_net(columns.name(worth)) {
            return Ok(());
        }
        let (lines, mut found, mut number) = (Lines::new(self), Vec::new(), Vec::new());
        self.first_rows(LOOK, &mut |row| {
            cells::document_number(columns, row, &mut number);
            let amount = lines.number(row, Field::LineAmount).ok().flatten().or_else(|| lines.worth(row));
            if let (Some(amount), Some(tax)) = (amount, self.figure(row, tax)) {
                found.push(Beside { number: hash(&number), amount, tax });
            }
        })?;
        let of_lines = holds_each(&found);
        let of_whole =
            || of_documents(&found, false, false) == OfDocuments { tax: Some(Tax::Inside), once: true };
        if of_lines || of_whole() {
            self.take(tax, Field::Tax);
            self.line_tax = of_lines;
        }
        Ok(())
    }

    /// What the column of tax is by the sums of documents; `None` where they have no numbers.
    pub(in crate::exchange) fn judge_documents(
        &self,
        total: bool,
    ) -> Result<Option<OfDocuments>, ImportError> {
        let columns = &self.resolved;
        if !columns.has(Field::Number) {
            return Ok(None);
        }
        let (lines, mut found, mut number) = (Lines::new(self), Vec::new(), Vec::new());
        let whole = columns.has(Field::Amount) && (lines.priced || self.whole);
        self.first_rows(LOOK, &mut |row| {
            cells::document_number(columns, row, &mut number);
            let read = |field| lines.number(row, field).ok().flatten();
            let amount = read(Field::Amount).or_else(|| read(Field::LineAmount)).or_else(|| lines.worth(row));
            if let (Some(amount), Some(tax), false) = (amount, read(Field::Tax), number.is_empty()) {
                found.push(Beside { number: hash(&number), amount, tax });
            }
        })?;
        Ok(Some(of_documents(&found, whole, total)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(rows: &[(u64, &str, &str)]) -> Vec<Beside> {
        let beside = |&(number, amount, tax): &(u64, &str, &str)| Beside {
            number,
            amount: amount.parse().unwrap(),
            tax: tax.parse().unwrap(),
        };
        rows.iter().map(beside).collect()
    }

    fn of(all: &[(u64, &str, &str)], whole: bool) -> OfDocuments {
        of_documents(&rows(all), whole, false)
    }

    #[test]
    fn the_rows_of_a_document_say_together_what_its_tax_is() {
        let on_top = OfDocuments { tax: Some(Tax::OnTop), once: true };
        assert_eq!(of(&[(1, "20", "4.20"), (2, "20", "10.50"), (2, "30", "10.50")], false), on_top);
        let inside = OfDocuments { tax: Some(Tax::Inside), once: true };
        assert_eq!(of(&[(1, "24.20", "4.20"), (2, "24.20", "10.50"), (2, "36.30", "10.50")], false), inside);
        // The amount of the document in each row, with the tax of each line.
        let parts = OfDocuments { tax: Some(Tax::Inside), once: false };
        assert_eq!(of(&[(1, "60.50", "4.20"), (1, "60.50", "6.30")], true), parts);
        // Two lines of one price have the same tax, each its own.
        assert_eq!(of(&[(1, "12.10", "2.10"), (1, "12.10", "2.10")], false), parts);
        assert!(holds_each(&rows(&[(1, "24.20", "4.20"), (2, "36.30", "6.30")])));
        // On top of a net price, a fifth, and a rate.
        assert!(!holds_each(&rows(&[(1, "20", "4"), (2, "30", "6")])));
        assert!(!holds_each(&rows(&[(1, "20", "4.20"), (2, "30", "6.30")])));
        assert!(!holds_each(&rows(&[(1, "121", "21"), (2, "121", "21")])));
        assert_eq!(of(&[(1, "81.10", "9.23")], false), OfDocuments { tax: None, once: false });
    }
}
