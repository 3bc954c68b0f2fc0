//! Whether an amount beside quantity and price is that of the line, of the whole document repeated in each of its rows, or
//! of the line with tax on top. Words cannot tell («Importe total» is all three); the figures of the first rows do.

use rust_decimal::Decimal;

use crate::exchange::assemble::lines::Lines;
use crate::exchange::columns::field::Field;
use crate::exchange::error::ImportError;
use crate::exchange::plan::Plan;
use crate::exchange::values::cells;
use crate::exchange::values::money::near;
use crate::exchange::values::number;

/// Rows that are looked at.
const LOOK: u32 = 2000;

/// What a row says.
#[derive(Clone, Copy, Debug)]
struct Weighed {
    /// Hash of the number of its document; `None` where there is none.
    number: Option<u64>,
    /// Quantity times price less discount; `None` where there is no price.
    worth: Option<Decimal>,
    amount: Decimal,
    /// Tax as money; `None` where no column is called so or its cell is no number.
    tax: Option<Decimal>,
    /// Hash of what is sold; 0 where nothing is named.
    goods: u64,
    /// Hash of how many were sold; 0 where that is not said.
    units: u64,
    /// Hash of three sums of money or more (without tax, tax, with tax); 0 where there are less.
    sums: u64,
}

/// What an amount is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reading {
    /// The figures leave it to the words.
    Open,
    Line,
    Document,
    /// Of the line, with tax that the price does not hold.
    Taxed,
}

/// Whether amounts hold a tax that the prices do not. What is exempt is worth its amount and says nothing: of the other rows
/// nearly all must be so at a usual rate, or every row by the tax that is written beside it.
fn is_taxed(priced: &[&Weighed], equal: usize) -> bool {
    let worth = |r: &Weighed| r.worth.unwrap_or_default();
    let on_top = crate::exchange::figures::taxed::is_on_top;
    let taxed = priced.iter().filter(|r| on_top(worth(r), r.amount)).count();
    if taxed == 0 || priced.len() < 2 {
        return false;
    }
    let written = |r: &&Weighed| r.tax.is_some_and(|tax| near(worth(r).abs() + tax.abs(), r.amount.abs()));
    taxed * 10 >= (priced.len() - equal) * 9 && equal * 2 < priced.len() || priced.iter().all(written)
}

/// What the amounts are, where most rows agree.
fn read(rows: &[Weighed]) -> Reading {
    let priced: Vec<&Weighed> = rows.iter().filter(|r| r.worth.is_some_and(|w| !w.is_zero())).collect();
    let worth = |r: &Weighed| r.worth.unwrap_or_default();
    let equal = priced.iter().filter(|r| near(worth(r).abs(), r.amount.abs())).count();
    let (mut of_line, mut of_document, mut open) = (0, 0, 0);
    for rows in rows.chunk_by(|a, b| a.number.is_some() && a.number == b.number).filter(|rows| rows.len() > 1)
    {
        let constant = rows.iter().all(|r| r.amount == rows[0].amount);
        let lines = rows.iter().all(|r| r.worth.is_some_and(|w| near(w.abs(), r.amount.abs())));
        let priced = rows.iter().any(|r| r.worth.is_some());
        if constant && !lines && !priced {
            // Without prices two lines of the same price look like this too.
            open += 1;
        } else if constant && !lines {
            of_document += 1;
        } else {
            of_line += 1;
        }
    }
    match () {
        () if of_document > of_line => Reading::Document,
        () if open > 0 && of_line == 0 && of_document == 0 => {
            if is_repeated(rows) {
                Reading::Document
            } else {
                Reading::Line
            }
        }
        () if is_taxed(&priced, equal) => Reading::Taxed,
        () if of_line > 0 => Reading::Line,
        () => Reading::Open,
    }
}

/// Whether amounts are the same in all rows of a document; `None` where no document has several rows that say it.
fn repeats(rows: &[Weighed]) -> Option<bool> {
    let (mut same, mut other) = (0, 0);
    for rows in rows.chunk_by(|a, b| a.number.is_some() && a.number == b.number).filter(|rows| rows.len() > 1)
    {
        let constant = rows.iter().all(|r| r.amount == rows[0].amount);
        same += u32::from(constant);
        other += u32::from(!constant);
    }
    (same + other > 0).then_some(same > other)
}

/// Whether every document is what its rows are worth.
fn adds_up(rows: &[Weighed]) -> bool {
    let documents = || rows.chunk_by(|a, b| a.number.is_some() && a.number == b.number);
    documents().all(|rows| {
        let worth: Option<Decimal> = rows.iter().map(|r| r.worth).sum();
        worth.is_some_and(|worth| near(worth.abs(), rows[0].amount.abs()))
    })
}

/// Whether an amount that nothing says is a document's is one all the same: in every document of several rows it is the
/// same in all of them, and either what the rows are worth comes to it, or that is so of two documents with other amounts.
/// Rows of the same article are lines.
fn is_repeated(rows: &[Weighed]) -> bool {
    let (mut amounts, mut summed) = (Vec::new(), false);
    // Other goods in other numbers never come to the same amount, the same tax and the same total.
    let is_whole = |rows: &[Weighed]| {
        let first = rows[0];
        let other = |r: &Weighed| (r.goods != first.goods || r.goods == 0) && r.units != first.units;
        first.sums != 0
            && !first.amount.is_zero()
            && rows.iter().all(|r| r.sums == first.sums)
            && rows.iter().any(other)
    };
    for rows in rows.chunk_by(|a, b| a.number.is_some() && a.number == b.number).filter(|rows| rows.len() > 1)
    {
        let amount = rows[0].amount;
        if rows.iter().any(|r| r.amount != amount) {
            return false;
        }
        let worth: Option<Decimal> = rows.iter().map(|r| r.worth).sum();
        let comes_to = !amount.is_zero() && worth.is_some_and(|worth| near(worth.abs(), amount.abs()));
        if comes_to || is_whole(rows) {
            summed = true;
        } else if rows.iter().any(|r| r.goods != rows[0].goods) {
            amounts.push(amount);
        }
    }
    summed || amounts.iter().any(|amount| *amount != amounts[0])
}

impl Plan {
    /// Gives the amounts beside quantity and price to what they are of. Only for words that mean several things.
    pub(in crate::exchange) fn settle_amount(&mut self) -> Result<(), ImportError> {
        if !self.questions.is_empty() {
            return Ok(());
        }
        if !self.resolved.has(Field::Number) {
            self.settle_line()?;
            self.undiscounted = !self.resolved.has(Field::Amount) && self.says_undiscounted()?;
            return self.settle_total_of_moment();
        }
        if self.resolved.has(Field::Amount) && self.resolved.has(Field::LineAmount) {
            // Two amounts of which one repeats itself in the rows of a document: that one is the document's.
            let (of_whole, of_line) = (self.weigh(Field::Amount)?, self.weigh(Field::LineAmount)?);
            self.undiscounted = self.says_undiscounted()?;
            if repeats(&of_whole) == Some(false) {
                self.leave_out(Field::Amount);
                self.leave_out(Field::Tax);
            } else if repeats(&of_line) == Some(true) && self.resolved.has(Field::UnitPrice) {
                self.leave_out(Field::LineAmount);
            }
            return Ok(());
        }
        self.settle_line()?;
        self.undiscounted = !self.resolved.has(Field::Amount) && self.says_undiscounted()?;
        let named = self.resolved.first(Field::Amount).is_some_and(|i| self.resolved.is_of_document(i));
        let unpriced = !self.resolved.has(Field::UnitPrice) && !self.resolved.has(Field::LineAmount);
        if unpriced && !self.whole && self.resolved.has(Field::Amount) {
            let rows = self.weigh(Field::Amount)?;
            self.whole = if named { repeats(&rows) == Some(true) } else { is_repeated(&rows) };
            if self.whole {
                self.take_worth_of_lines(&rows)?;
            }
        }
        Ok(())
    }

    /// Beside an amount of the whole document the lines may say what they are worth: then each comes in with its product.
    fn take_worth_of_lines(&mut self, rows: &[Weighed]) -> Result<(), ImportError> {
        let [quantity, price] = [Field::Quantity, Field::UnitPrice].map(|field| self.aside(field));
        let priced = price.filter(|_| adds_up(rows)).map(|price| (price, Field::UnitPrice));
        let worth = match priced {
            Some(priced) => Some(priced),
            None => self.parts_of_whole()?.map(|amount| (amount, Field::LineAmount)),
        };
        let Some((column, field)) = worth else { return Ok(()) };
        self.whole = false;
        self.take(column, field);
        if let Some(quantity) = quantity {
            self.take(quantity, Field::Quantity);
        }
        Ok(())
    }

    /// A column of sums that goes nowhere and comes to the amount of every document, of which some have several rows.
    fn parts_of_whole(&self) -> Result<Option<usize>, ImportError> {
        let free: Vec<usize> =
            self.sums().into_iter().filter(|c| self.columns[*c].fields.is_empty()).take(8).collect();
        let (lines, mut found, mut number) = (Lines::new(self), Vec::new(), Vec::new());
        self.first_rows(LOOK, &mut |row| {
            cells::document_number(&self.resolved, row, &mut number);
            if let Ok(Some(whole)) = lines.number(row, Field::Amount) {
                let parts: Vec<_> = free.iter().map(|column| self.figure(row, *column)).collect();
                found.push((crate::exchange::assemble::seen::hash(&number), whole, parts));
            }
        })?;
        // The last document that is looked at may go on.
        let documents: Vec<_> = found.chunk_by(|a, b| a.0 == b.0).collect();
        let all = documents.len() - usize::from(found.len() + 1 >= LOOK as usize && documents.len() > 1);
        let comes_to = |rows: &[(u64, Decimal, Vec<Option<Decimal>>)], at: usize| {
            let sum: Option<Decimal> = rows.iter().map(|row| row.2[at]).sum();
            sum.is_some_and(|sum| near(sum, rows[0].1))
        };
        let at = (0..free.len()).find(|at| documents[..all].iter().all(|rows| comes_to(rows, *at)));
        Ok(at.map(|at| free[at]))
    }

    /// A table without numbers of documents in which a total stands again in each row of a sale: where the rows of one day and
    /// hour come to it together, they are one document; else what each row is worth counts.
    fn settle_total_of_moment(&mut self) -> Result<(), ImportError> {
        let columns = &self.resolved;
        let priced = columns.has(Field::UnitPrice) || columns.has(Field::LineAmount);
        let moment = self.moment();
        if !columns.has(Field::Amount) || !priced || moment.is_empty() {
            return Ok(());
        }
        let (lines, mut found, mut key) = (Lines::new(self), Vec::new(), Vec::new());
        self.first_rows(LOOK, &mut |row| {
            let number = |field| lines.number(row, field).ok().flatten();
            let quantity = number(Field::Quantity).unwrap_or(Decimal::ONE);
            let worth = || quantity.checked_mul(number(Field::UnitPrice)?);
            if let (Some(amount), Some(worth)) =
                (number(Field::Amount), number(Field::LineAmount).or_else(worth))
            {
                key.clear();
                key.extend(moment.iter().flat_map(|column| row.cell(*column)));
                let off = number(Field::DiscountAmount).unwrap_or_default().abs();
                found.push((crate::exchange::assemble::seen::hash(&key), amount, worth, off));
            }
        })?;
        let (mut together, mut once, mut apart) = (0, 0, 0);
        for rows in found.chunk_by(|a, b| a.0 == b.0).filter(|rows| rows.len() > 1) {
            let (_, amount, _, off) = rows[0];
            let constant = rows.iter().all(|row| row.1 == amount);
            let worth: Decimal = rows.iter().map(|row| row.2).sum();
            let offs: Decimal = rows.iter().map(|row| row.3).sum();
            let one_off = rows.iter().all(|row| row.3 == off) && near(worth - off, amount);
            let sums = one_off || near(worth, amount) || near(worth - offs, amount);
            let sums = constant && sums && !amount.is_zero();
            together += u32::from(sums);
            once += u32::from(sums && one_off && !off.is_zero());
            apart += u32::from(!sums);
        }
        if together > apart {
            if once * 2 > together {
                let columns = self.resolved.all(Field::DiscountAmount).to_vec();
                self.leave_out(Field::DiscountAmount);
                for column in columns {
                    self.take(column, Field::DocumentDiscount);
                }
            }
            let fields = [Field::Series, Field::Number];
            let at = fields.len() - moment.len();
            for (column, field) in moment.into_iter().zip(&fields[at..]) {
                self.take(column, *field);
            }
            // Which documents have rows that do not stand together is to be seen again.
            self.rows = 0;
            self.survey()?;
            return Ok(());
        }
        let rows = self.weigh(Field::Amount)?;
        if repeats(&rows) == Some(true) && is_repeated(&rows) {
            self.leave_out(Field::Amount);
            self.leave_out(Field::Tax);
        }
        Ok(())
    }

    /// The same where there is one amount.
    fn settle_line(&mut self) -> Result<(), ImportError> {
        let columns = &self.resolved;
        let goods = columns.has(Field::Quantity) || columns.has(Field::UnitPrice);
        let (whole, line) = (columns.first(Field::Amount), columns.first(Field::LineAmount));
        let column = match (whole, line) {
            (Some(column), None) | (None, Some(column)) if goods && self.questions.is_empty() => column,
            _ => return Ok(()),
        };
        let amount = if whole.is_some() { Field::Amount } else { Field::LineAmount };
        let taxed = self.resolved.has(Field::Tax) && !self.resolved.has(Field::UnitPrice);
        match read(&self.weigh(amount)?) {
            Reading::Document if line.is_some() => {
                self.rename(column, Field::LineAmount, Field::Amount);
                self.whole = !self.resolved.has(Field::UnitPrice);
                self.take_tax_back();
            }
            Reading::Document => self.whole = !self.resolved.has(Field::UnitPrice),
            // Without a price the tax of each row is taken off its amount.
            Reading::Line if whole.is_some() && !taxed => {
                self.rename(column, Field::Amount, Field::LineAmount);
            }
            // The prices are without tax: they count, and the amount is left out.
            Reading::Taxed => {
                self.leave_out(amount);
                self.leave_out(Field::Tax);
            }
            _ => {}
        }
        Ok(())
    }

    fn says_undiscounted(&self) -> Result<bool, ImportError> {
        let (lines, mut before, mut after) = (Lines::new(self), 0, 0);
        self.first_rows(LOOK, &mut |row| {
            if let Some(undiscounted) = lines.is_undiscounted(row) {
                before += u32::from(undiscounted);
                after += u32::from(!undiscounted);
            }
        })?;
        Ok(before > after)
    }

    fn weigh(&self, amount: Field) -> Result<Vec<Weighed>, ImportError> {
        let (lines, mut found, mut numbered_as) = (Lines::new(self), Vec::new(), Vec::new());
        let aside = [Field::Quantity, Field::UnitPrice].map(|field| self.aside(field));
        let goods: Vec<usize> = [Field::Product, Field::LineCode, Field::Category]
            .into_iter()
            .flat_map(|field| self.resolved.all(field).iter().copied())
            .collect();
        let numbered = self.resolved.has(Field::Number);
        let moment = self.moment();
        let money = self.sums();
        let units = self.resolved.first(Field::Quantity).or(aside[0]);
        let tax = self.resolved.first(Field::Tax).or_else(|| self.tax_aside());
        self.first_rows(LOOK, &mut |row| {
            if let Ok(Some(amount)) = lines.number(row, amount) {
                if numbered {
                    cells::document_number(&self.resolved, row, &mut numbered_as);
                } else {
                    numbered_as.clear();
                    numbered_as.extend(moment.iter().flat_map(|column| row.cell(*column)));
                }
                let number =
                    (!numbered_as.is_empty()).then(|| crate::exchange::assemble::seen::hash(&numbered_as));
                let what: Vec<u8> = goods.iter().flat_map(|column| row.cell(*column)).copied().collect();
                let goods = if what.is_empty() { 0 } else { crate::exchange::assemble::seen::hash(&what) };
                let worth = lines.worth(row).or_else(|| {
                    let [quantity, price] = aside;
                    let read = |column: usize| number::parse(row.cell(column), self.decimal);
                    quantity.map_or(Some(Decimal::ONE), read)?.checked_mul(price.and_then(read)?)
                });
                let sums: Vec<u8> = money.iter().flat_map(|column| row.cell(*column)).copied().collect();
                let sums = if money.len() < 3 { 0 } else { crate::exchange::assemble::seen::hash(&sums) };
                let units = units.map_or(0, |column| crate::exchange::assemble::seen::hash(row.cell(column)));
                let tax = tax.and_then(|column| number::parse(row.cell(column), self.decimal));
                found.push(Weighed { number, worth, amount, tax, goods, units, sums });
            }
        })?;
        Ok(found)
    }

    /// Columns of sums of money that say nothing of one unit.
    fn sums(&self) -> Vec<usize> {
        let Ok(generic) = crate::exchange::columns::preset::named("generic") else { return Vec::new() };
        let of = |name: &str| {
            let sums = [Field::Amount, Field::Tax, Field::LineAmount];
            generic.fields(name).iter().any(|field| sums.contains(field))
        };
        (0..self.columns.len()).filter(|i| of(&self.columns[*i].header)).collect()
    }

    /// A column that goes nowhere and that people's words call so, in a preset that leaves it out.
    pub(super) fn aside(&self, field: Field) -> Option<usize> {
        let generic = crate::exchange::columns::preset::named("generic").ok()?;
        let is = |name: &str| generic.fields(name).contains(&field);
        let columns = || self.columns.iter().enumerate();
        if columns().any(|(_, column)| column.fields.contains(&field)) {
            return None;
        }
        columns().find(|(_, column)| column.fields.is_empty() && is(&column.header)).map(|(i, _)| i)
    }

    /// The columns of day and hour of a sale, where the hour is known; whoever buys is part of it.
    fn moment(&self) -> Vec<usize> {
        const HOURS: [&str; 8] =
            ["hora", "time", "horaventa", "horadeventa", "saletime", "hour", "horaticket", "tiempo"];
        let Some(day) = self.resolved.first(Field::Date) else { return Vec::new() };
        let hour = self
            .columns
            .iter()
            .position(|c| HOURS.contains(&crate::exchange::columns::preset::column_key(&c.header).as_str()));
        let within = self.columns[day].example.contains(':');
        match (hour, within) {
            (Some(hour), _) => vec![day, hour],
            (None, true) => vec![day],
            (None, false) => Vec::new(),
        }
    }

    pub(in crate::exchange) fn rename(&mut self, column: usize, from: Field, to: Field) {
        self.leave_out(from);
        self.take(column, to);
    }

    /// Gives a column to a field.
    pub(in crate::exchange) fn take(&mut self, column: usize, field: Field) {
        self.resolved.give(column, field);
        self.columns[column].fields.push(field);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weighed(rows: &[(u64, &str, &str)]) -> Vec<Weighed> {
        let decimal = |text: &str| text.parse::<Decimal>().unwrap();
        let weighed = |(goods, (number, worth, amount)): (u64, &(u64, &str, &str))| Weighed {
            number: Some(*number).filter(|n| *n > 0),
            worth: (!worth.is_empty()).then(|| decimal(worth)),
            amount: decimal(amount),
            tax: None,
            goods,
            units: 0,
            sums: 0,
        };
        (1..).zip(rows).map(weighed).collect()
    }

    fn of(rows: &[(u64, &str, &str)]) -> Reading {
        read(&weighed(rows))
    }

    #[test]
    fn an_amount_repeated_in_every_document_is_the_document_s() {
        let is = |rows: &[(u64, &str, &str)]| is_repeated(&weighed(rows));
        assert!(is(&[(1, "", "15"), (1, "", "15"), (2, "", "11"), (2, "", "11")]));
        // One document says nothing, nor do several of the same amount: there is one price.
        assert!(!is(&[(1, "", "15"), (1, "", "15"), (2, "", "11")]));
        assert!(!is(&[(1, "", "5"), (1, "", "5"), (2, "", "5"), (2, "", "5")]));
        assert!(!is(&[(1, "", "15"), (1, "", "15"), (2, "", "11"), (2, "", "12")]));
        // What the rows are worth comes to it.
        assert!(is(&[(1, "1500", "1850"), (1, "350", "1850")]));
        // The same sums for other goods in other numbers: one document says it.
        let mut whole = weighed(&[(1, "", "15"), (1, "", "15"), (2, "", "11")]);
        for (row, units) in whole.iter_mut().zip([250, 40, 500]) {
            (row.units, row.sums) = (units, 7);
        }
        assert!(is_repeated(&whole));
        // Nobody says what was sold: what is worth the same is no other number of it.
        for row in &mut whole {
            row.goods = 0;
        }
        assert!(is_repeated(&whole));
        whole[1].units = 250;
        assert!(!is_repeated(&whole));
        // Twice the same article.
        let mut twice = weighed(&[(1, "", "15"), (1, "", "15"), (2, "", "11"), (2, "", "11")]);
        for row in &mut twice {
            row.goods = 0;
        }
        assert!(!is_repeated(&twice));
    }

    #[test]
    fn a_tax_written_beside_each_line_says_it_of_a_few() {
        let mut rows = weighed(&[(1, "200", "242"), (2, "50", "50"), (3, "30", "30")]);
        assert_eq!(read(&rows), Reading::Open);
        for (row, tax) in rows.iter_mut().zip([42, 0, 0]) {
            row.tax = Some(Decimal::from(tax));
        }
        assert_eq!(read(&rows), Reading::Taxed);
        rows[2].tax = Some(Decimal::from(6));
        assert_eq!(read(&rows), Reading::Open);
    }

    #[test]
    fn figures_say_what_an_amount_is_of() {
        assert_eq!(of(&[(1, "3.60", "3.60"), (1, "2.00", "2.00"), (2, "1", "1")]), Reading::Line);
        assert_eq!(of(&[(1, "20", "30"), (1, "10", "30"), (2, "10", "10")]), Reading::Document);
        // Two lines of the same price are lines all the same.
        assert_eq!(of(&[(1, "10", "10"), (1, "10", "10")]), Reading::Line);
        assert_eq!(of(&[(1, "100", "121"), (2, "50", "60.50"), (2, "10", "12.10")]), Reading::Taxed);
        // What is exempt says nothing, where most are taxed.
        assert_eq!(of(&[(1, "100", "121"), (2, "50", "60.50"), (3, "10", "10")]), Reading::Taxed);
        assert_eq!(of(&[(1, "10", "10"), (2, "10", "10"), (3, "50", "60.50")]), Reading::Open);
        assert_eq!(of(&[(1, "10", "10"), (2, "10", "10")]), Reading::Open);
        assert_eq!(of(&[(0, "", "10"), (0, "", "12")]), Reading::Open);
        assert_eq!(of(&[]), Reading::Open);
    }
}
