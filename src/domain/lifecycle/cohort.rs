//! Cohorts: customers by the calendar month of their first purchase, and how many of them bought in each month since
//! (mission rows 1–3). Cells that lie in the future are not known, and say so.

use std::collections::BTreeMap;

use super::history::Entry;
use crate::domain::base::{Day, Money, Month};

/// Customers who first bought in one month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CohortRow {
    /// The month.
    pub cohort: Month,
    /// Customers.
    pub size: u64,
    /// By months since: how many of them bought then; the first is `size`. `None` after the as-of day's month.
    pub active: Vec<Option<u64>>,
    /// By months since: net revenue of the cohort then, credit notes included. `None` after the as-of day's month.
    pub revenue: Vec<Option<Money>>,
}

/// All cohorts, oldest first, each with as many months as the oldest; months without a new customer have no row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cohorts {
    /// One row a cohort.
    pub rows: Vec<CohortRow>,
}

/// Adds up cohorts, history by history.
#[derive(Clone, Debug)]
pub struct CohortFold {
    at: Day,
    until: Month,
    rows: BTreeMap<Month, (u64, Vec<(u64, Money)>)>,
}

impl CohortFold {
    /// As known at the end of `at`; its month, over or not, is the last that is told.
    pub fn new(at: Day) -> Self {
        Self { at, until: at.month(), rows: BTreeMap::new() }
    }

    /// Adds a customer by their history, sorted by day. Whoever has no purchase is in no cohort; credit notes before
    /// the first purchase are in no cell.
    pub fn add(&mut self, history: &[Entry]) {
        let mut known = history.iter().take_while(|e| e.day <= self.at).peekable();
        while known.next_if(|e| !e.is_purchase(self.at)).is_some() {}
        let Some(first) = known.peek() else { return };
        let cohort = first.day.month();
        let (size, cells) = self.rows.entry(cohort).or_default();
        *size += 1;
        // The calendar is asked once a month, not once a document.
        let (mut since, mut last) = (0, cohort.last());
        let mut counted = None;
        for entry in known {
            if entry.day > last {
                let month = entry.day.month();
                (since, last) = ((month.0 - cohort.0) as usize, month.last());
            }
            if cells.len() <= since {
                cells.resize(since + 1, (0, Money::ZERO));
            }
            cells[since].1 += entry.amount;
            if counted != Some(since) && entry.is_purchase(self.at) {
                counted = Some(since);
                cells[since].0 += 1;
            }
        }
    }

    /// The cohorts.
    pub fn finish(self) -> Cohorts {
        let Some(oldest) = self.rows.keys().next().copied() else { return Cohorts::default() };
        let width = (self.until.0 - oldest.0) as usize + 1;
        let rows = self.rows.into_iter().map(|(cohort, (size, cells))| {
            let known = (self.until.0 - cohort.0) as usize + 1;
            let cell = |i: usize| (i < known).then(|| cells.get(i).copied().unwrap_or_default());
            CohortRow {
                cohort,
                size,
                active: (0..width).map(|i| cell(i).map(|c| c.0)).collect(),
                revenue: (0..width).map(|i| cell(i).map(|c| c.1)).collect(),
            }
        });
        Cohorts { rows: rows.collect() }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn buys(days: &[&str]) -> Vec<Entry> {
        let entry = |d: &&str| Entry {
            day: Day::parse_iso(d).unwrap(),
            amount: Money(1000),
            valid: true,
            reversed_on: None,
        };
        days.iter().map(entry).collect()
    }

    fn fold(at: &str, histories: &[Vec<Entry>]) -> Cohorts {
        let mut fold = CohortFold::new(Day::parse_iso(at).unwrap());
        for history in histories {
            fold.add(history);
        }
        fold.finish()
    }

    #[test]
    fn customers_are_counted_once_a_month_and_the_future_is_blank() {
        let all = [
            buys(&["2024-01-31", "2024-02-01", "2024-02-20", "2024-04-30"]),
            buys(&["2024-01-05"]),
            buys(&["2024-03-01", "2024-04-01"]),
        ];
        let cohorts = fold("2024-04-30", &all);
        assert_eq!(cohorts.rows.len(), 2);
        assert_eq!(cohorts.rows[0].active, [Some(2), Some(1), Some(0), Some(1)]);
        assert_eq!(cohorts.rows[0].revenue[1], Some(Money(2000)));
        assert_eq!(cohorts.rows[1].active, [Some(1), Some(1), None, None]);
        assert_eq!(fold("2024-01-30", &all).rows[0].active, [Some(1)]);
    }

    #[test]
    fn credit_notes_lower_the_money_and_count_nobody() {
        let mut history = buys(&["2024-01-10"]);
        history.insert(0, Entry { valid: false, amount: Money(-10), ..buys(&["2023-12-01"])[0] });
        history.push(Entry { valid: false, amount: Money(-300), ..buys(&["2024-02-01"])[0] });
        let row = &fold("2024-02-28", &[history]).rows[0];
        assert_eq!((row.cohort, &row.active[..]), (Month::new(2024, 1), &[Some(1), Some(0)][..]));
        assert_eq!(row.revenue, [Some(Money(1000)), Some(Money(-300))]);
    }

    #[test]
    fn a_first_purchase_taken_back_moves_the_cohort() {
        let mut history = buys(&["2024-01-10", "2024-03-10"]);
        history[0].reversed_on = Some(Day::parse_iso("2024-02-01").unwrap());
        assert_eq!(fold("2024-01-31", std::slice::from_ref(&history)).rows[0].cohort, Month::new(2024, 1));
        assert_eq!(fold("2024-03-31", std::slice::from_ref(&history)).rows[0].cohort, Month::new(2024, 3));
        assert_eq!(fold("2024-02-28", &[history]), Cohorts::default());
    }

    proptest! {
        #[test]
        fn sizes_add_up_to_the_customers_and_money_to_their_revenue(
            all in proptest::collection::vec(proptest::collection::vec((0_i32..900, 0_i64..900), 0..8), 0..20),
        ) {
            let at = Day(20_000);
            let histories: Vec<Vec<Entry>> = all
                .iter()
                .map(|h| {
                    let mut days = h.clone();
                    days.sort_unstable();
                    let entry = |(ago, amount): &(i32, i64)| Entry {
                        day: at.plus(ago - 900),
                        amount: Money(*amount),
                        valid: true,
                        reversed_on: None,
                    };
                    days.iter().map(entry).collect()
                })
                .collect();
            let mut fold = CohortFold::new(at);
            for history in &histories {
                fold.add(history);
            }
            let cohorts = fold.finish();
            let buyers = histories.iter().filter(|h| !h.is_empty()).count() as u64;
            prop_assert_eq!(cohorts.rows.iter().map(|r| r.size).sum::<u64>(), buyers);
            let revenue: Money = cohorts.rows.iter().flat_map(|r| r.revenue.iter().flatten().copied()).sum();
            prop_assert_eq!(revenue, histories.iter().flatten().map(|e| e.amount).sum::<Money>());
            for row in &cohorts.rows {
                prop_assert_eq!(row.active[0], Some(row.size));
                prop_assert!(row.active.iter().flatten().all(|n| *n <= row.size));
            }
        }
    }
}
