//! Whether an amount beside quantity and price is that of the line, of the whole document repeated in each of its rows, or
//! of the line with tax on top. Words cannot tell («Importe total» is all three); the figures of the first rows do.

use rust_decimal::Decimal;

use super::cells;
use super::error::ImportError;
use super::field::Field;
use super::lines::Lines;
use super::money::near;
use super::plan::Plan;

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

/// What the amounts are, where most rows agree.
fn read(rows: &[Weighed]) -> Reading {
    let priced: Vec<&Weighed> = rows.iter().filter(|r| r.worth.is_some_and(|w| !w.is_zero())).collect();
    let worth = |r: &Weighed| r.worth.unwrap_or_default();
    let equal = priced.iter().filter(|r| near(worth(r).abs(), r.amount.abs())).count();
    let taxed = priced.iter().filter(|r| super::taxed::is_on_top(worth(r), r.amount)).count();
    let (mut of_line, mut of_document) = (0, 0);
    for rows in rows.chunk_by(|a, b| a.number.is_some() && a.number == b.number).filter(|rows| rows.len() > 1)
    {
        let constant = rows.iter().all(|r| r.amount == rows[0].amount);
        let lines = rows.iter().all(|r| r.worth.is_some_and(|w| near(w.abs(), r.amount.abs())));
        if constant && !lines {
            of_document += 1;
        } else {
            of_line += 1;
        }
    }
    match () {
        () if of_document > of_line => Reading::Document,
        () if priced.len() > 1 && taxed * 10 >= priced.len() * 9 && equal * 2 < priced.len() => {
            Reading::Taxed
        }
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

impl Plan {
    /// Gives the amounts beside quantity and price to what they are of. Only for words that mean several things.
    pub(super) fn settle_amount(&mut self) -> Result<(), ImportError> {
        if !self.questions.is_empty() || !self.resolved.has(Field::Number) {
            return self.settle_line();
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
        let named = self.resolved.first(Field::Amount).is_some_and(|i| self.resolved.is_of_document(i));
        let unpriced = !self.resolved.has(Field::UnitPrice) && !self.resolved.has(Field::LineAmount);
        if named && unpriced && repeats(&self.weigh(Field::Amount)?) == Some(true) {
            self.whole = true;
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
            Reading::Document if line.is_some() => self.rename(column, Field::LineAmount, Field::Amount),
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
        let (lines, mut found, mut number) = (Lines::new(self), Vec::new(), Vec::new());
        self.first_rows(LOOK, &mut |row| {
            if let Ok(Some(amount)) = lines.number(row, amount) {
                cells::document_number(&self.resolved, row, &mut number);
                let number = (!number.is_empty()).then(|| super::seen::hash(&number));
                found.push(Weighed { number, worth: lines.worth(row), amount });
            }
        })?;
        Ok(found)
    }

    fn rename(&mut self, column: usize, from: Field, to: Field) {
        self.leave_out(from);
        self.resolved.give(column, to);
        self.columns[column].fields.push(to);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(rows: &[(u64, &str, &str)]) -> Reading {
        let decimal = |text: &str| text.parse::<Decimal>().unwrap();
        let weighed = |(number, worth, amount): &(u64, &str, &str)| Weighed {
            number: Some(*number).filter(|n| *n > 0),
            worth: (!worth.is_empty()).then(|| decimal(worth)),
            amount: decimal(amount),
        };
        read(&rows.iter().map(weighed).collect::<Vec<_>>())
    }

    #[test]
    fn figures_say_what_an_amount_is_of() {
        assert_eq!(of(&[(1, "3.60", "3.60"), (1, "2.00", "2.00"), (2, "1", "1")]), Reading::Line);
        assert_eq!(of(&[(1, "20", "30"), (1, "10", "30"), (2, "10", "10")]), Reading::Document);
        // Two lines of the same price are lines all the same.
        assert_eq!(of(&[(1, "10", "10"), (1, "10", "10")]), Reading::Line);
        assert_eq!(of(&[(1, "100", "121"), (2, "50", "60.50"), (2, "10", "12.10")]), Reading::Taxed);
        assert_eq!(of(&[(1, "10", "10"), (2, "10", "10")]), Reading::Open);
        assert_eq!(of(&[(0, "", "10"), (0, "", "12")]), Reading::Open);
        assert_eq!(of(&[]), Reading::Open);
    }
}
