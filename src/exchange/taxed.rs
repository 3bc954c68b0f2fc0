//! What a column of tax means beside an amount: tax inside it, tax on top of it, or a rate. Words cannot tell («IVA» is
//! all three); the figures of the first rows do.

use rust_decimal::Decimal;

use super::error::ImportError;
use super::field::Field;
use super::lines::Lines;
use super::money::near;
use super::plan::Plan;

/// Rows that are looked at.
const LOOK: u32 = 300;
/// Rates of tax in tenths of a per cent: IVA, IGIC and IPSI, those that Spanish accounts knew before, and of neighbours.
const RATES: [i64; 18] = [30, 40, 50, 65, 70, 75, 80, 95, 100, 150, 160, 180, 190, 200, 210, 220, 230, 250];

/// What the figures say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tax {
    /// The amount holds it: it is taken off.
    Inside,
    /// The amount is without it.
    OnTop,
    /// It is a rate and no money.
    Rate,
}

/// What one row can be; several at once where the figures leave it open.
fn readings(amount: Decimal, tax: Decimal) -> [bool; 3] {
    let (amount, tax) = (amount.abs(), tax.abs());
    let thousand = Decimal::ONE_THOUSAND;
    let rates = || RATES.into_iter().map(Decimal::from);
    let inside = rates().any(|r| near(tax * (thousand + r), amount * r));
    let on_top = rates().any(|r| near(tax * thousand, amount * r));
    let rate = rates().any(|r| tax * Decimal::TEN == r);
    [inside, on_top, rate]
}

/// Whether an amount is what goods are worth with tax at a usual rate on top, and not without.
pub fn is_on_top(worth: Decimal, amount: Decimal) -> bool {
    let (worth, amount) = (worth.abs(), amount.abs());
    let with = |rate: i64| worth * Decimal::from(1000 + rate) / Decimal::ONE_THOUSAND;
    !near(worth, amount) && amount > worth && RATES.into_iter().any(|rate| near(with(rate), amount))
}

/// What the column of tax is, where most of the rows agree; else it is tax that the amount holds.
pub fn judged(rows: impl Iterator<Item = (Decimal, Decimal)>) -> Tax {
    let (mut counts, mut all) = ([0_u32; 3], 0);
    for (amount, tax) in rows.filter(|(amount, tax)| !amount.is_zero() && !tax.is_zero()) {
        all += 1;
        for (count, can_be) in counts.iter_mut().zip(readings(amount, tax)) {
            *count += u32::from(can_be);
        }
    }
    let [inside, on_top, rate] = counts;
    match () {
        () if all == 0 || inside * 2 > all => Tax::Inside,
        () if on_top * 2 > all => Tax::OnTop,
        // One row alone may be chance.
        () if rate * 10 >= all * 9 && all > 1 => Tax::Rate,
        () => Tax::Inside,
    }
}

impl Plan {
    /// Leaves a column of tax out where the amount does not hold it. Only for words that mean several things.
    pub(super) fn settle_tax(&mut self) -> Result<(), ImportError> {
        if !self.resolved.has(Field::Tax) || !self.resolved.has(Field::Amount) || !self.questions.is_empty() {
            return Ok(());
        }
        let (lines, mut pairs, mut percent) = (Lines::new(self), Vec::new(), 0_usize);
        self.first_rows(LOOK, &mut |row| {
            let numbers = (lines.number(row, Field::Amount), lines.number(row, Field::Tax));
            if let (Ok(Some(amount)), Ok(Some(tax))) = numbers {
                pairs.push((amount, tax));
                let column = self.resolved.first(Field::Tax).unwrap_or_default();
                percent += usize::from(row.cell(column).contains(&b'%'));
            }
        })?;
        let rate = percent > 0 && percent * 2 > pairs.len();
        if rate || judged(pairs.into_iter()) != Tax::Inside {
            self.leave_out(Field::Tax);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(rows: &[(&str, &str)]) -> Tax {
        judged(rows.iter().map(|(amount, tax)| (amount.parse().unwrap(), tax.parse().unwrap())))
    }

    #[test]
    fn figures_say_what_a_column_of_tax_is() {
        assert_eq!(read(&[("121.00", "21.00"), ("55.00", "5.00")]), Tax::Inside);
        assert_eq!(read(&[("100.00", "21.00"), ("50.00", "5.00"), ("-10.00", "-2.10")]), Tax::OnTop);
        assert_eq!(read(&[("35.90", "21"), ("12.10", "21"), ("7.15", "10")]), Tax::Rate);
        // A fee of a gymnasium: each month the same, and the tax looks like a rate.
        assert_eq!(read(&[("121.00", "21"), ("121.00", "21")]), Tax::Inside);
        // Several rates in one document: nothing fits, and the amount is what it says.
        assert_eq!(read(&[("81.10", "9.23")]), Tax::Inside);
        assert_eq!(read(&[]), Tax::Inside);
    }
}
