//! Every change of a customer's stage with its exact day (mission row 1). Worked out anew from the purchases each time
//! it is asked for, for one customer at a time; the flow of a whole portfolio is added up in [`flow`](super::flow).

use serde::{Deserialize, Serialize};

use super::history::{Cut, Entry, Tally, is_seasonal, stage_at};
use super::stage::{LifecycleRules, Stage};
use crate::domain::base::Day;

/// A change of stage. [`Stage::Prospect`] stands for "no purchase".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transition {
    /// First day that ends in the new stage.
    pub day: Day,
    /// Stage until the day before.
    pub from: Stage,
    /// Stage from then on.
    pub to: Stage,
}

/// Every change of stage up to the end of `at`, oldest first, from *prospect* on. `history` is sorted by day.
///
/// Each day's stage is judged with what was known on that day: a purchase taken back later still shows the stages it
/// led to, and the day on which it was taken back.
pub fn transitions(
    history: &[Entry],
    at: Day,
    seasonal: Option<Day>,
    rules: &LifecycleRules,
) -> Vec<Transition> {
    // A stage can change only on these days: a purchase, its reversal, the mark; the day the silence grows too long;
    // the anniversaries of a first purchase; and when a purchase day leaves one of the windows of a year, which after
    // 29 February is a day later than the anniversary.
    let mut turns: Vec<Day> = Vec::new();
    let mut known: Vec<Day> = seasonal.into_iter().collect();
    for entry in history.iter().filter(|e| e.valid) {
        known.push(entry.day);
        known.extend(entry.reversed_on);
        let years = [rules.adolescent_years, rules.mature_years, rules.veteran_years];
        turns.extend(years.map(|n| entry.day.plus_years(i32::try_from(n).unwrap_or(i32::MAX))));
        turns.extend([1, 2].map(|n| entry.day.plus_years(n).plus(1)));
        turns.extend([1, 2].map(|n| entry.day.plus_years(n)));
    }
    known.sort_unstable();
    known.dedup();
    for day in known {
        turns.push(day);
        if let Some(tally) = Tally::of(history, day) {
            let gap = tally.lost_gap(is_seasonal(seasonal, day), rules);
            turns.push(tally.last.plus(i32::try_from(gap).unwrap_or(i32::MAX)).plus(1));
        }
    }
    turns.retain(|day| *day <= at);
    turns.sort_unstable();
    turns.dedup();
    let mut found = Vec::new();
    let mut from = Stage::Prospect;
    for day in turns {
        let to = stage_at(history, &Cut::new(day), seasonal, rules);
        if to != from {
            found.push(Transition { day, from, to });
            from = to;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::base::Money;

    fn day(text: &str) -> Day {
        Day::parse_iso(text).unwrap()
    }

    fn buy(on: Day) -> Entry {
        Entry { day: on, amount: Money(100), valid: true, reversed_on: None }
    }

    fn told(history: &[Entry], at: &str, seasonal: Option<&str>) -> Vec<String> {
        transitions(history, day(at), seasonal.map(day), &LifecycleRules::default())
            .iter()
            .map(|t| format!("{} {}>{}", t.day, t.from.key(), t.to.key()))
            .collect()
    }

    #[test]
    fn each_change_of_age_has_its_exact_day() {
        let history: Vec<Entry> = (0..30).map(|i| buy(day("2023-05-10").plus(i * 30))).collect();
        // The last of thirty purchases is on 2025-09-26; g = (870 + 52) / 30, so lost after 77 days.
        let expected = [
            "2023-05-10 prospect>new",
            "2024-05-10 new>adolescent",
            "2025-05-10 adolescent>mature",
            "2025-12-13 mature>lost",
        ];
        assert_eq!(told(&history, "2026-01-01", None), expected);
        assert_eq!(told(&history, "2025-05-09", None), expected[..2]);
        assert_eq!(told(&history, "2023-05-09", None), [""; 0]);
    }

    #[test]
    fn a_mark_as_seasonal_brings_a_lost_customer_back_on_its_day() {
        let history = [buy(day("2025-01-01"))];
        let expected = [
            "2025-01-01 prospect>new",
            "2025-05-12 new>lost",
            "2025-07-01 lost>new",
            "2026-01-01 new>adolescent",
        ];
        assert_eq!(told(&history, "2026-01-31", Some("2025-07-01")), expected);
    }

    #[test]
    fn a_customer_whose_only_purchase_is_taken_back_is_a_prospect_again() {
        let history = [Entry { reversed_on: Some(day("2025-01-09")), ..buy(day("2025-01-01")) }];
        assert_eq!(
            told(&history, "2025-12-31", None),
            ["2025-01-01 prospect>new", "2025-01-09 new>prospect"]
        );
    }

    #[test]
    fn a_purchase_on_29_february_leaves_the_window_of_a_year_on_1_march() {
        // Two days in the last year, of which 29 February 2024 leaves first; then one against four before it.
        let mut history: Vec<Entry> = (0..12).map(|i| buy(day("2022-01-15").plus_months(i))).collect();
        let later = ["2023-03-10", "2023-06-20", "2023-11-20", "2024-02-29", "2025-01-01"];
        history.extend(later.map(|on| buy(day(on))));
        let told = told(&history, "2025-03-31", None);
        assert_eq!(told[told.len() - 1], "2025-03-01 mature>veteran", "{told:?}");
    }
}
