//! What is done about a reason for which customers leave, and whether fewer leave for it afterwards (mission row 60).

use serde::{Deserialize, Serialize};

use super::recovery::LossReason;
use crate::domain::base::Day;

/// Days before and after an action over which losses are counted, at most.
pub const EFFECT_DAYS: i32 = 365;
/// Fewest days after an action for a rate to be told: less is no trend.
pub const FEWEST_DAYS: i32 = 90;

/// What is written about an action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActionDraft {
    /// Reason it is to mend.
    pub reason: LossReason,
    /// What is done.
    pub what: String,
    /// Who sees to it.
    pub owner: String,
    /// By when.
    pub due: Option<Day>,
}

/// How many left for a reason, of how many, in how many days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LossRate {
    /// Customers lost for the reason within the days.
    pub losses: u64,
    /// Active customers when the days began.
    pub active: u64,
    /// Days.
    pub days: u32,
}

impl LossRate {
    /// Losses a year, as a share of the active customers at the beginning; `None` where there was none.
    pub fn a_year(&self) -> Option<f64> {
        let under = self.active as f64 * f64::from(self.days);
        (under > 0.0).then(|| self.losses as f64 * 365.0 / under)
    }
}

/// One customer as losses are counted: first purchase, first day on which they were lost, whether for the reason.
pub type Left = (Day, Option<Day>, bool);

/// Losses for a reason in the days (`after`, `to`]. Whoever was lost and came back is counted as active throughout.
pub fn loss_rate(customers: impl Iterator<Item = Left>, after: Day, to: Day) -> LossRate {
    let mut rate = LossRate { days: u32::try_from(to.0 - after.0).unwrap_or(0), ..LossRate::default() };
    for (first, lost, for_it) in customers {
        rate.active += u64::from(first <= after && lost.is_none_or(|on| on > after));
        rate.losses += u64::from(for_it && lost.is_some_and(|on| after < on && on <= to));
    }
    rate
}

/// The days before and after which an action's effect is seen: up to a year before it was done (or before today, while
/// it is not), and from then to today, up to a year, once [`FEWEST_DAYS`] are over.
pub fn spans(done_on: Option<Day>, today: Day) -> ((Day, Day), Option<(Day, Day)>) {
    let pivot = done_on.unwrap_or(today);
    let before = (pivot.plus(-EFFECT_DAYS), pivot);
    let end = today.min(pivot.plus(EFFECT_DAYS));
    let after = done_on.filter(|_| end.0 - pivot.0 >= FEWEST_DAYS).map(|done| (done, end));
    (before, after)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse_iso(text).unwrap()
    }

    #[test]
    fn losses_are_told_a_year_and_of_the_active() {
        // Ten active on 1 January 2025; two leave for it within the year, one for another reason, one later.
        let mut all: Vec<Left> = vec![(day("2024-01-01"), None, false); 6];
        for (on, for_it) in
            [("2025-03-01", true), ("2025-12-31", true), ("2025-06-01", false), ("2026-01-02", true)]
        {
            all.push((day("2024-01-01"), Some(day(on)), for_it));
        }
        // Not yet a customer when the year began.
        all.push((day("2025-02-01"), None, false));
        let rate = loss_rate(all.iter().copied(), day("2025-01-01"), day("2026-01-01"));
        assert_eq!((rate.losses, rate.active, rate.days), (2, 10, 365));
        assert!((rate.a_year().unwrap() - 0.2).abs() < 1e-12);
        let half = loss_rate(all.iter().copied(), day("2025-01-01"), day("2025-07-02"));
        assert!((half.a_year().unwrap() - 1.0 * 365.0 / (10.0 * 182.0)).abs() < 1e-12);
        assert_eq!(LossRate::default().a_year(), None);
    }

    #[test]
    fn an_effect_is_told_ninety_days_after_it_was_done() {
        let done = day("2026-08-22");
        assert_eq!(spans(Some(done), done.plus(89)).1, None);
        assert_eq!(spans(Some(done), done.plus(90)).1, Some((done, done.plus(90))));
        assert_eq!(spans(Some(done), done.plus(800)).1, Some((done, done.plus(365))));
        assert_eq!(spans(None, done), ((done.plus(-365), done), None));
    }
}
