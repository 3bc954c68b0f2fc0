//! A customer's purchases reduced to what the probability models need: frequency, recency, age and spend of repeat days.

use crate::domain::base::{Day, Money};
use crate::domain::lifecycle::Entry;

/// Days in a week, the time unit of the models.
pub(super) const WEEK: f64 = 7.0;

/// What the models know of a customer. All purchases of one calendar day are one transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Buyer {
    /// Distinct purchase days, at least 1.
    pub days: u32,
    /// First purchase day (f).
    pub first: Day,
    /// Last purchase day (l).
    pub last: Day,
    /// Spend of all purchase days but the first, in minor units; credit notes are not counted.
    pub repeat_spend: Money,
}

impl Buyer {
    /// The purchases of `history` (sorted by day) known at the end of `at`; `None` where there is none.
    pub fn of(history: &[Entry], at: Day) -> Option<Self> {
        let mut buyer: Option<Self> = None;
        for entry in history.iter().take_while(|e| e.day <= at).filter(|e| e.is_purchase(at)) {
            match &mut buyer {
                None => {
                    buyer =
                        Some(Self { days: 1, first: entry.day, last: entry.day, repeat_spend: Money::ZERO });
                }
                Some(b) => {
                    if b.last != entry.day {
                        b.last = entry.day;
                        b.days += 1;
                    }
                    if b.first != entry.day {
                        b.repeat_spend += entry.amount;
                    }
                }
            }
        }
        buyer
    }

    /// x: repeat transactions, that is purchase days after the first.
    pub const fn x(&self) -> u32 {
        self.days.saturating_sub(1)
    }

    /// Days from the first purchase to the last; 7·t_x.
    pub fn t_x_days(&self) -> u32 {
        days_between(self.first, self.last)
    }

    /// Days from the first purchase to the end of `at`; 7·T. Never less than [`Buyer::t_x_days`].
    pub fn age_days(&self, at: Day) -> u32 {
        days_between(self.first, at.max(self.last))
    }

    /// t_x in weeks.
    pub fn t_x_weeks(&self) -> f64 {
        f64::from(self.t_x_days()) / WEEK
    }

    /// T in weeks at the end of `at`.
    pub fn age_weeks(&self, at: Day) -> f64 {
        f64::from(self.age_days(at)) / WEEK
    }

    /// m_x: mean spend of repeat days in minor units; 0 where there is none.
    pub fn mean_repeat_spend(&self) -> f64 {
        if self.x() == 0 { 0.0 } else { self.repeat_spend.0 as f64 / f64::from(self.x()) }
    }
}

/// Distinct purchase days in (after, to] as known at the end of `to`, of a history sorted by day.
pub fn purchase_days(history: &[Entry], after: Day, to: Day) -> u32 {
    let (mut days, mut previous) = (0, None);
    let from = history.partition_point(|e| e.day <= after);
    for entry in history[from..].iter().take_while(|e| e.day <= to).filter(|e| e.is_purchase(to)) {
        if previous != Some(entry.day) {
            previous = Some(entry.day);
            days += 1;
        }
    }
    days
}

fn days_between(from: Day, to: Day) -> u32 {
    u32::try_from((i64::from(to.0) - i64::from(from.0)).max(0)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(day: i32, amount: i64) -> Entry {
        Entry { day: Day(day), amount: Money(amount), valid: true, reversed_on: None }
    }

    #[test]
    fn purchases_of_one_day_are_one_transaction_and_the_first_day_is_no_repeat() {
        let history = [entry(10, 100), entry(10, 200), entry(31, 300), entry(31, 50), entry(45, 700)];
        let buyer = Buyer::of(&history, Day(52)).unwrap();
        assert_eq!((buyer.x(), buyer.t_x_days(), buyer.age_days(Day(52))), (2, 35, 42));
        assert_eq!(buyer.repeat_spend, Money(1050));
        assert!((buyer.mean_repeat_spend() - 525.0).abs() < 1e-12);
        assert!((buyer.t_x_weeks() - 5.0).abs() < 1e-12 && (buyer.age_weeks(Day(52)) - 6.0).abs() < 1e-12);
    }

    #[test]
    fn what_comes_after_the_day_is_not_known_yet() {
        let mut taken_back = entry(20, 500);
        taken_back.reversed_on = Some(Day(40));
        let credit = Entry { valid: false, ..entry(40, -500) };
        let history = [entry(10, 100), taken_back, credit, entry(60, 900)];
        assert_eq!(Buyer::of(&history, Day(39)).map(|b| (b.days, b.repeat_spend)), Some((2, Money(500))));
        assert_eq!(Buyer::of(&history, Day(40)).map(|b| (b.days, b.repeat_spend)), Some((1, Money(0))));
        assert_eq!(Buyer::of(&history, Day(9)), None);
    }
}
