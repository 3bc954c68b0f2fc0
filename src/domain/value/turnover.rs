//! What the figures of value need of a history besides [`Facts`](crate::domain::lifecycle::Facts): kept per customer,
//! so that no figure has to read the purchases again.

use crate::domain::base::Money;
use crate::domain::lifecycle::Entry;
use crate::domain::lifecycle::history::Cut;

/// Purchase days and money in the windows that end on a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Turnover {
    /// Distinct purchase days in (D − 1 year, D].
    pub days_12m: u32,
    /// Distinct purchase days in (D − 2 years, D].
    pub days_24m: u32,
    /// Net revenue in (D − 2 years, D].
    pub revenue_24m: Money,
    /// Spend on every purchase day but the first, credit notes left out; over x = days − 1 it gives `m_x`.
    pub repeat_spend: Money,
    /// Money given back in (D − 1 year, D]: credit notes as a positive amount.
    pub returned_12m: Money,
}

impl Turnover {
    /// Of a history sorted by day, as known at the end of the day of `cut`.
    pub fn of(history: &[Entry], cut: &Cut) -> Self {
        let mut turnover = Self::default();
        let (mut first, mut previous) = (None, None);
        for entry in history.iter().take_while(|e| e.day <= cut.at) {
            if entry.day > cut.two_years_ago {
                turnover.revenue_24m += entry.amount;
            }
            let recent = entry.day > cut.year_ago;
            if recent && entry.amount < Money::ZERO {
                turnover.returned_12m += -entry.amount;
            }
            if !entry.is_purchase(cut.at) {
                continue;
            }
            let begun = *first.get_or_insert(entry.day);
            if entry.day != begun {
                turnover.repeat_spend += entry.amount;
            }
            if previous != Some(entry.day) {
                previous = Some(entry.day);
                turnover.days_12m += u32::from(recent);
                turnover.days_24m += u32::from(entry.day > cut.two_years_ago);
            }
        }
        turnover
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::base::Day;

    #[test]
    fn the_first_day_is_no_repeat_and_credit_notes_are_no_spend() {
        let entry = |day: i32, amount: i64| Entry {
            day: Day(day),
            amount: Money(amount),
            valid: amount >= 0,
            reversed_on: None,
        };
        let at = Day(20_000);
        // Two documents on the first day, two on one repeat day, a credit note, one more two years and a half ago.
        let history = [
            entry(at.0 - 900, 70),
            entry(at.0 - 900, 30),
            entry(at.0 - 500, 200),
            entry(at.0 - 500, 50),
            entry(at.0 - 100, -40),
            entry(at.0 - 10, 25),
            entry(at.0 + 1, 1000),
        ];
        let turnover = Turnover::of(&history, &Cut::new(at));
        assert_eq!(
            turnover,
            Turnover {
                days_12m: 1,
                days_24m: 2,
                revenue_24m: Money(235),
                repeat_spend: Money(275),
                returned_12m: Money(40)
            }
        );
    }
}
