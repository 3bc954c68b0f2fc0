//! How good those are who come in (mission row 5): what they bring in their first 90 days, how many buy again, where
//! they come from. Of everybody whose first purchase lies within a period, as known on a later day.

use super::history::{Entry, Tally, revenue_between};
use crate::domain::base::{Day, Money};

/// Days of the first value, the day of the first purchase not counted.
pub const FIRST_DAYS: i32 = 90;

/// One customer who came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entrant {
    /// Bought on a second day.
    pub again: bool,
    /// Net revenue from the first purchase to 90 days after it; `None` where those are not over yet.
    pub first_value: Option<Money>,
}

/// What is known on `at` of somebody whose first purchase lies in (opening, closing]; `None` for everybody else.
/// `history` is sorted by day.
pub fn entrant(history: &[Entry], (opening, closing): (Day, Day), at: Day) -> Option<Entrant> {
    let tally = Tally::of(history, at)?;
    if tally.first <= opening || tally.first > closing {
        return None;
    }
    let end = tally.first.plus(FIRST_DAYS);
    let first_value = (end <= at).then(|| revenue_between(history, tally.first.plus(-1), end));
    Some(Entrant { again: tally.days > 1, first_value })
}

/// Those who came in, added up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entrants {
    /// Heads whose first purchase lies in the period.
    pub heads: u64,
    /// Of them, how many bought on a second day.
    pub again: u64,
    /// Of them, those whose first 90 days are over.
    pub ripe: u64,
    /// Σ of the first 90 days of the ripe.
    pub first_value: Money,
}

impl Entrants {
    /// Adds one.
    pub fn add(&mut self, entrant: &Entrant) {
        self.heads += 1;
        self.again += u64::from(entrant.again);
        if let Some(value) = entrant.first_value {
            self.ripe += 1;
            self.first_value += value;
        }
    }

    /// Mean revenue of the first 90 days of the ripe, half a minor unit rounded up; `None` where nobody is.
    pub fn mean_first_value(&self) -> Option<Money> {
        (self.ripe > 0).then(|| {
            let (sum, n) = (i128::from(self.first_value.0), i128::from(self.ripe));
            Money((2 * sum + n).div_euclid(2 * n) as i64)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_value_is_known_when_its_days_are_over() {
        let first = Day(20_000);
        let entry = |after: i32, amount: i64| Entry {
            day: first.plus(after),
            amount: Money(amount),
            valid: true,
            reversed_on: None,
        };
        let history = [entry(0, 100), entry(90, 31), entry(91, 1000)];
        let period = (first.plus(-1), first);
        let at = |after: i32| entrant(&history, period, first.plus(after));
        assert_eq!(at(89), Some(Entrant { again: false, first_value: None }));
        assert_eq!(at(90), Some(Entrant { again: true, first_value: Some(Money(131)) }));
        assert_eq!(at(200), Some(Entrant { again: true, first_value: Some(Money(131)) }));
        assert_eq!(
            entrant(&history, (first, first.plus(9)), first.plus(90)),
            None,
            "began before the period"
        );
        let mut all = Entrants::default();
        assert_eq!(all.mean_first_value(), None);
        for value in [Some(Money(100)), Some(Money(101)), None] {
            all.add(&Entrant { again: false, first_value: value });
        }
        assert_eq!((all.heads, all.ripe, all.mean_first_value()), (3, 2, Some(Money(101))));
    }
}
