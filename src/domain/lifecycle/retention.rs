//! Who of those who began in a period still buys in the periods after it (mission row 3): the heat map of cohorts.
//!
//! A cohort is everybody whose first purchase lies in the period. A customer counts in the period `k` after it where
//! they have a purchase in that period, as known on the day of asking. A period that has not begun on that day has no
//! cell at all: nothing is known of it, which is not the same as nobody.

use std::collections::BTreeMap;

use super::flow::Grain;
use super::history::Entry;
use crate::domain::base::{Day, Month};

/// One cohort.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CohortRow {
    /// First month of the period of the first purchase.
    pub first: Month,
    /// Customers that began in it.
    pub size: u64,
    /// Of them, how many bought in the period itself (always all) and in each one since, up to the one that holds the
    /// day of asking.
    pub active: Vec<u64>,
}

/// Adds customers up to cohorts.
#[derive(Clone, Debug)]
pub struct RetentionFold {
    at: Day,
    grain: Grain,
    cohorts: BTreeMap<Month, CohortRow>,
}

/// The period of the first purchase (its first month), and how many periods after it the customer bought, ascending
/// and without repeats, beginning with 0. `None` where there is no purchase by the end of `at`. `history` is sorted by
/// day.
pub fn periods_bought(history: &[Entry], at: Day, grain: Grain) -> Option<(Month, Vec<u32>)> {
    let mut found: Option<(Month, Vec<u32>)> = None;
    for entry in history.iter().take_while(|e| e.day <= at).filter(|e| e.is_purchase(at)) {
        let period = grain.start(entry.day.month());
        let (first, offsets) = found.get_or_insert_with(|| (period, Vec::new()));
        let offset = (period.0 - first.0) as u32 / grain.months() as u32;
        if offsets.last() != Some(&offset) {
            offsets.push(offset);
        }
    }
    found
}

impl RetentionFold {
    /// An empty fold, as known at the end of `at`.
    pub const fn new(at: Day, grain: Grain) -> Self {
        Self { at, grain, cohorts: BTreeMap::new() }
    }

    /// Adds one customer: their whole history sorted by day.
    pub fn add(&mut self, history: &[Entry]) {
        let Some((first, offsets)) = periods_bought(history, self.at, self.grain) else { return };
        let months = self.grain.months();
        let begun = (self.grain.start(self.at.month()).0 - first.0) / months + 1;
        let row = self.cohorts.entry(first).or_insert_with(|| CohortRow {
            first,
            size: 0,
            active: vec![0; begun.max(1) as usize],
        });
        row.size += 1;
        for offset in offsets {
            row.active[offset as usize] += 1;
        }
    }

    /// The cohorts, oldest first; periods in which nobody began have no row.
    pub fn finish(self) -> Vec<CohortRow> {
        self.cohorts.into_values().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::base::Money;

    fn bought(days: &[&str]) -> Vec<Entry> {
        days.iter()
            .map(|day| Entry {
                day: Day::parse_iso(day).unwrap(),
                amount: Money(100),
                valid: true,
                reversed_on: None,
            })
            .collect()
    }

    #[test]
    fn a_period_that_has_not_begun_has_no_cell() {
        let at = Day::parse_iso("2026-11-20").unwrap();
        for (grain, expected) in
            [(Grain::Month, vec![2, 0, 1]), (Grain::Quarter, vec![2, 1]), (Grain::Year, vec![2])]
        {
            let mut fold = RetentionFold::new(at, grain);
            fold.add(&bought(&["2026-09-01", "2026-09-30", "2026-11-19"]));
            fold.add(&bought(&["2026-09-02", "2026-11-21"]));
            fold.add(&bought(&["2026-11-21"]));
            let rows = fold.finish();
            assert_eq!(rows.len(), 1, "{grain:?}");
            assert_eq!((rows[0].size, &rows[0].active), (2, &expected), "{grain:?}");
        }
    }

    #[test]
    fn a_purchase_taken_back_begins_no_cohort() {
        let at = Day::parse_iso("2026-11-20").unwrap();
        let mut history = bought(&["2026-01-05", "2026-03-05"]);
        history[0].reversed_on = Some(at);
        assert_eq!(periods_bought(&history, at, Grain::Month), Some((Month::new(2026, 3), vec![0])));
        assert_eq!(
            periods_bought(&history, at.plus(-1), Grain::Month),
            Some((Month::new(2026, 1), vec![0, 2]))
        );
    }
}
