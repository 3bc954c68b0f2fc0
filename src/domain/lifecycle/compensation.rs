//! Whether those who leave are made up for by excellent ones (mission row 5): the compensation of the verdict, among
//! customers of Pareto class A only. Who leaves is classed by the 12 months up to the opening day, who comes in by the
//! 12 months up to the closing day; their money is counted as in the verdict.

use super::health::annualised;
use super::history::{Cut, Entry, Tally, revenue_between, stage_at};
use super::stage::{LifecycleRules, Stage};
use crate::domain::base::{Day, Money};
use crate::domain::people::CustomerId;
use crate::domain::value::pareto::{Class, Holder, rank};

/// Heads and money of class A.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Best {
    /// Who came in, with their revenue of 12 months carried on to a year.
    pub came: (u64, Money),
    /// Who left, with their revenue of the 12 months up to the opening day.
    pub left: (u64, Money),
}

/// Folds the histories of all customers into the compensation of class A over one period.
#[derive(Clone, Debug)]
pub struct BestFold {
    opening: Cut,
    closing: Cut,
    rules: LifecycleRules,
    before: Vec<Holder>,
    after: Vec<Holder>,
    /// Places in `after`, and money.
    came: Vec<(usize, Money)>,
    /// Places in `before`.
    left: Vec<usize>,
}

impl BestFold {
    /// An empty fold over the period from the end of `opening` to the end of `closing`.
    pub fn new((opening, closing): (Day, Day), rules: LifecycleRules) -> Self {
        Self {
            opening: Cut::new(opening),
            closing: Cut::new(closing),
            rules,
            before: Vec::new(),
            after: Vec::new(),
            came: Vec::new(),
            left: Vec::new(),
        }
    }

    /// Adds one customer: their whole history sorted by day, and the day they were marked seasonal.
    pub fn add(&mut self, id: CustomerId, history: &[Entry], seasonal: Option<Day>) {
        let Some(tally) = Tally::of(history, self.closing.at) else { return };
        let stage = |cut: &Cut| stage_at(history, cut, seasonal, &self.rules);
        let (from, to) = (stage(&self.opening), stage(&self.closing));
        // In a ranking are those with a purchase in its twelve months.
        let weight = |cut: &Cut| {
            let bought = history.iter().any(|e| e.day > cut.year_ago && e.is_purchase(cut.at));
            bought.then(|| revenue_between(history, cut.year_ago, cut.at))
        };
        if let Some(revenue) = weight(&self.opening) {
            if from.is_active() && to == Stage::Lost {
                self.left.push(self.before.len());
            }
            self.before.push(Holder { id, first: tally.first, revenue });
        }
        if let Some(revenue) = weight(&self.closing) {
            if to.is_active() && !from.is_active() {
                self.came.push((self.after.len(), annualised(revenue, tally.first, self.closing.at)));
            }
            self.after.push(Holder { id, first: tally.first, revenue });
        }
    }

    /// The figures.
    pub fn finish(self) -> Best {
        let mut best = Best::default();
        let (before, after) = (rank(&self.before), rank(&self.after));
        for place in self.left.into_iter().filter(|i| before.places[*i].class == Class::A) {
            best.left.0 += 1;
            best.left.1 += self.before[place].revenue;
        }
        for (_, money) in self.came.into_iter().filter(|(i, _)| after.places[*i].class == Class::A) {
            best.came.0 += 1;
            best.came.1 += money;
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_those_of_class_a_count() {
        let day = |text: &str| Day::parse_iso(text).unwrap();
        let bought = |all: &[(&str, i64)]| -> Vec<Entry> {
            let entry = |(on, amount): &(&str, i64)| Entry {
                day: day(on),
                amount: Money(*amount),
                valid: true,
                reversed_on: None,
            };
            all.iter().map(entry).collect()
        };
        let period = (day("2026-10-31"), day("2026-11-20"));
        let mut fold = BestFold::new(period, LifecycleRules::default());
        // 500 of 600 until October: class A, and lost in November; 80 of the rest is not.
        fold.add(1, &bought(&[("2026-07-05", 50_000)]), None);
        fold.add(2, &bought(&[("2026-10-20", 2_000)]), None);
        fold.add(3, &bought(&[("2026-07-06", 8_000)]), None);
        // Comes with 900, a year's worth from 30 days: class A; and one with 1 who is not.
        fold.add(4, &bought(&[("2026-11-10", 90_000)]), None);
        fold.add(5, &bought(&[("2026-11-10", 100)]), None);
        let best = fold.finish();
        assert_eq!(best.left, (1, Money(50_000)));
        assert_eq!(best.came, (1, Money(1_095_000)));
        assert_eq!(BestFold::new(period, LifecycleRules::default()).finish(), Best::default());
    }
}
