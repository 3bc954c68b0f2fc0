//! In whom time is invested, against what they bring (mission row 46).

use serde::{Deserialize, Serialize};

use crate::domain::base::Money;

/// By which classes effort is told apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EffortAxis {
    /// Pareto classes.
    #[default]
    Pareto,
    /// Classes by value to come.
    Value,
}

/// Effort and value of one customer in twelve months.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Served {
    /// Contacts held.
    pub contacts: u32,
    /// Minutes they took.
    pub minutes: u64,
    /// Net revenue, nothing where it is negative.
    pub value: Money,
}

/// Effort and value of several customers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Effort {
    /// Customers.
    pub customers: u64,
    /// Contacts held.
    pub contacts: u64,
    /// Minutes they took.
    pub minutes: u64,
    /// Net revenue.
    pub value: Money,
}

impl Effort {
    /// Adds a customer.
    pub fn add(&mut self, served: &Served) {
        self.customers += 1;
        self.contacts += u64::from(served.contacts);
        self.minutes += served.minutes;
        self.value += served.value;
    }

    /// Part of the minutes of `all`; `None` where there are none.
    pub fn share_of_minutes(&self, all: &Self) -> Option<f64> {
        (all.minutes > 0).then(|| self.minutes as f64 / all.minutes as f64)
    }

    /// Part of the value of `all`; `None` where there is none.
    pub fn share_of_value(&self, all: &Self) -> Option<f64> {
        (all.value > Money::ZERO).then(|| self.value.0 as f64 / all.value.0 as f64)
    }

    /// Minutes a customer of this value would have, were the time of `all` given out by value; rounded half up.
    pub fn fair_minutes(&self, served: &Served) -> u64 {
        if self.value <= Money::ZERO {
            return 0;
        }
        let value = i128::from(self.value.0);
        let part = i128::from(self.minutes) * i128::from(served.value.0);
        u64::try_from((2 * part + value).div_euclid(2 * value)).unwrap_or(0)
    }

    /// Whether a customer gets far too little or far too much of the time of `self`, which is that of everybody: under
    /// half, or over twice, of what their value would give them. Compared in integers.
    pub fn balance(&self, served: &Served) -> Option<Balance> {
        let given = i128::from(served.minutes) * i128::from(self.value.0);
        let fair = i128::from(self.minutes) * i128::from(served.value.0);
        if self.value <= Money::ZERO || self.minutes == 0 {
            None
        } else if 2 * given < fair {
            Some(Balance::Under)
        } else if given > 2 * fair {
            Some(Balance::Over)
        } else {
            None
        }
    }
}

/// Which way effort and value disagree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Balance {
    /// Less than half of their part of the time.
    Under,
    /// More than twice their part.
    Over,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_is_held_against_value() {
        let mut all = Effort::default();
        let served = [
            Served { contacts: 1, minutes: 8, value: Money(80_000) },
            Served { contacts: 5, minutes: 72, value: Money(20_000) },
        ];
        for s in &served {
            all.add(s);
        }
        assert_eq!((all.minutes, all.value, all.contacts), (80, Money(100_000), 6));
        // 80 % of 80 minutes are 64, 20 % are 16.
        assert_eq!(served.map(|s| all.fair_minutes(&s)), [64, 16]);
        assert_eq!(served.map(|s| all.balance(&s)), [Some(Balance::Under), Some(Balance::Over)]);
        let even = Served { contacts: 1, minutes: 32, value: Money(80_000) };
        assert_eq!(all.balance(&even), None, "exactly half is not under it");
        assert_eq!(Effort::default().balance(&even), None);
        assert_eq!(Effort::default().fair_minutes(&even), 0);
    }
}
