//! How often customers of each class are to be contacted, and whether they are (mission row 53).

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use super::pareto::{Class, Holder};
use crate::domain::base::{Day, Money};
use crate::domain::people::CustomerId;

/// Settings of effort and priorities. Every field has a default, so that settings of older versions still read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct EffortRules {
    /// A customer of A, B, C is to be contacted every so many days.
    pub cadence_days: [u32; 3],
    /// Categories a customer is to buy: the goal of variety.
    pub variety_goal: u32,
}

impl Default for EffortRules {
    fn default() -> Self {
        Self { cadence_days: [30, 60, 120], variety_goal: 3 }
    }
}

impl EffortRules {
    /// Days between contacts of a class; `None` for who has no class.
    pub const fn days(&self, class: Class) -> Option<u32> {
        match class {
            Class::A => Some(self.cadence_days[0]),
            Class::B => Some(self.cadence_days[1]),
            Class::C => Some(self.cadence_days[2]),
            Class::None => None,
        }
    }

    /// Whether a customer of a class was contacted within its days at the end of `today`. Never contacted is not.
    pub fn is_within(&self, class: Class, last_contact: Option<Day>, today: Day) -> bool {
        let Some(days) = self.days(class) else { return true };
        last_contact.is_some_and(|held| i64::from(today.0) - i64::from(held.0) <= i64::from(days))
    }
}

/// How well a class is looked after.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Active customers of the class who may be contacted.
    pub customers: u64,
    /// Of those, contacted within the days of the class.
    pub within: u64,
    /// What the others brought in twelve months.
    pub at_stake: Money,
}

impl Coverage {
    /// Those who are overdue.
    pub const fn overdue(&self) -> u64 {
        self.customers - self.within
    }

    /// Within of all; `None` where there is nobody.
    pub fn share(&self) -> Option<f64> {
        (self.customers > 0).then(|| self.within as f64 / self.customers as f64)
    }
}

/// Where class A ends: its last customer, so that anybody else is told to belong to it or not without ranking all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LastOfA(Reverse<Money>, Day, CustomerId);

impl LastOfA {
    /// Finds it, by the rule of [`rank`](super::pareto::rank); `None` where nobody is A. Reorders `holders`.
    pub fn of(holders: &mut [Holder]) -> Option<Self> {
        let total: i128 = holders.iter().map(|h| i128::from(h.revenue.0)).sum();
        holders.sort_unstable_by_key(|h| Self(Reverse(h.revenue), h.first, h.id));
        let mut before = 0_i128;
        let mut last = None;
        for holder in holders.iter() {
            if holder.revenue <= Money::ZERO || 10 * before >= 8 * total {
                break;
            }
            before += i128::from(holder.revenue.0);
            last = Some(Self(Reverse(holder.revenue), holder.first, holder.id));
        }
        last
    }

    /// Whether a customer is A.
    pub fn takes_in(&self, holder: &Holder) -> bool {
        holder.revenue > Money::ZERO && Self(Reverse(holder.revenue), holder.first, holder.id) <= *self
    }
}

impl PartialOrd for LastOfA {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for LastOfA {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.0, self.1, self.2).cmp(&(other.0, other.1, other.2))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::pareto::rank;
    use super::*;

    #[test]
    fn the_days_of_the_class_decide() {
        let (rules, today) = (EffortRules::default(), Day(20_000));
        let held = |ago: i32| Some(today.plus(-ago));
        assert!(rules.is_within(Class::A, held(30), today));
        assert!(!rules.is_within(Class::A, held(31), today));
        assert!(rules.is_within(Class::B, held(60), today) && !rules.is_within(Class::B, held(61), today));
        assert!(rules.is_within(Class::C, held(120), today) && !rules.is_within(Class::C, None, today));
        assert!(rules.is_within(Class::None, None, today), "nothing is asked for");
    }

    proptest! {
        #[test]
        fn the_line_of_class_a_parts_as_the_ranking_does(
            revenues in prop::collection::vec((-50_i64..500, 0_i32..5), 0..60),
        ) {
            let holders: Vec<Holder> = revenues
                .iter()
                .zip(1..)
                .map(|((revenue, first), id)| Holder { id, first: Day(*first), revenue: Money(*revenue) })
                .collect();
            let ranking = rank(&holders);
            let line = LastOfA::of(&mut holders.clone());
            for (holder, place) in holders.iter().zip(&ranking.places) {
                let is_a = line.is_some_and(|line| line.takes_in(holder));
                prop_assert_eq!(is_a, place.class == Class::A, "{:?} {:?}", holder, line);
            }
        }
    }
}
