//! What became of those who were won back, what that cost, and whether the rule that calls customers lost cries wolf
//! (mission rows 58, 61).

use super::recovery::recoveries;
use super::stage::LifecycleRules;
use crate::domain::base::{Day, Money};
use crate::domain::lifecycle::history::Entry;

/// Days after coming back within which being lost again counts.
pub const RELAPSE_DAYS: i32 = 180;

/// Days back in which returns count.
pub const LOOK_BACK: i32 = 730;

/// Fewest false alarms from which other limits are proposed.
pub const ENOUGH: u64 = 10;

/// Greatest k that is proposed, in tenths.
pub const MOST_TENTHS: u32 = 50;

/// What became of the customers won back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Aftermath {
    /// Won back within the last two years: a purchase within 90 days of a contact held while they were lost.
    pub won: u64,
    /// Of them, those who bought again after that.
    pub second: u64,
    /// Won back so long ago that 180 days are over.
    pub due: u64,
    /// Of those, lost again within the 180 days.
    pub again: u64,
    /// Contacts we began with customers while they were lost, in the same two years.
    pub attempts: u64,
    /// What those contacts cost at the cost of an hour.
    pub cost: Money,
    /// What the lines of offers to win back gave away, of those accepted.
    pub given: Money,
}

impl Aftermath {
    /// Share of those won back who bought again.
    pub fn second_rate(&self) -> Option<f64> {
        (self.won > 0).then(|| self.second as f64 / self.won as f64)
    }

    /// Share of those won back that was lost again within 180 days.
    pub fn relapse_rate(&self) -> Option<f64> {
        (self.due > 0).then(|| self.again as f64 / self.due as f64)
    }

    /// Cost of winning one back: contacts and what was given away, by those won back.
    pub fn cost_each(&self) -> Option<Money> {
        let all = self.cost.0.saturating_add(self.given.0);
        (self.won > 0).then(|| Money(all / self.won as i64))
    }
}

/// One customer's part: won back, bought again, due, lost again. `contacts` are the days of contacts held, in order.
pub fn aftermath(
    history: &[Entry],
    contacts: &[Day],
    at: Day,
    seasonal: Option<Day>,
    rules: &LifecycleRules,
) -> Aftermath {
    let mut found = Aftermath::default();
    let all = recoveries(history, contacts, at, seasonal, rules);
    for (n, back) in all.iter().enumerate() {
        if !back.is_winback() || back.day < at.plus(-LOOK_BACK) {
            continue;
        }
        found.won += 1;
        found.second += u64::from(history.iter().any(|e| e.day > back.day && e.is_purchase(at)));
        if back.day.plus(RELAPSE_DAYS) > at {
            continue;
        }
        found.due += 1;
        let until = back.day.plus(RELAPSE_DAYS);
        // Lost again as it looked then, or as the next return tells.
        let lost = super::Facts::at(history, until, seasonal, rules).stage == super::Stage::Lost;
        let next = all.get(n + 1).is_some_and(|next| next.lost_on <= until);
        found.again += u64::from(lost || next);
    }
    found
}

/// Other limits under which fewer customers would have been called lost who came back by themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Multiple of the own rhythm, in tenths.
    pub lost_tenths: u32,
    /// False alarms under the limits in force.
    pub alarms: u64,
    /// Of them, those that would not have been.
    pub spared: u64,
}

/// Somebody who came back by themselves: their history, the day, the day they were marked seasonal.
pub type Alarm = (Vec<Entry>, Day, Option<Day>);

/// The smallest k above the one in force under which at least half of the false alarms would not have been; `None` where
/// there are too few of them, or no k up to [`MOST_TENTHS`] is enough.
pub fn proposal(alarms: &[Alarm], rules: &LifecycleRules) -> Option<Proposal> {
    let count = alarms.len() as u64;
    if count < ENOUGH {
        return None;
    }
    ((rules.lost_tenths + 1)..=MOST_TENTHS).find_map(|lost_tenths| {
        let other = LifecycleRules { lost_tenths, ..*rules };
        let spared = alarms
            .iter()
            .filter(|(history, back, seasonal)| {
                recoveries(history, &[], *back, *seasonal, &other).iter().all(|r| r.day != *back)
            })
            .count() as u64;
        (2 * spared >= count).then_some(Proposal { lost_tenths, alarms: count, spared })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bought(days: &[i32]) -> Vec<Entry> {
        let entry = |day: &i32| Entry { day: Day(*day), amount: Money(100), valid: true, reversed_on: None };
        days.iter().map(entry).collect()
    }

    #[test]
    fn who_is_won_back_buys_again_or_is_lost_again() {
        let rules = LifecycleRules::default();
        // One purchase: lost after 130 days. Called on day 200, back on day 210, and never again: g = 131, lost at 328.
        let history = bought(&[0, 210]);
        let told = |at: i32| aftermath(&history, &[Day(200)], Day(at), None, &rules);
        assert_eq!(told(215), Aftermath { won: 1, ..Aftermath::default() });
        let later = told(210 + 180);
        assert_eq!(
            (later.won, later.second, later.due, later.again),
            (1, 0, 1, 0),
            "still within the rhythm"
        );
        // Weekly before: g is short, so half a year of silence is a loss.
        let mut days: Vec<i32> = (0..20).map(|n| 7 * n).collect();
        days.push(300);
        let history = bought(&days);
        let told = aftermath(&history, &[Day(295)], Day(480), None, &rules);
        assert_eq!((told.won, told.due, told.again), (1, 1, 1));
        assert_eq!(aftermath(&history, &[], Day(480), None, &rules).won, 0, "came back alone");
    }

    #[test]
    fn costs_are_told_by_those_won_back() {
        let told = Aftermath {
            won: 4,
            second: 1,
            due: 2,
            again: 1,
            cost: Money(900),
            given: Money(100),
            attempts: 9,
        };
        assert_eq!(told.cost_each(), Some(Money(250)));
        assert_eq!((told.second_rate(), told.relapse_rate()), (Some(0.25), Some(0.5)));
        assert_eq!(Aftermath::default().cost_each(), None);
    }

    #[test]
    fn the_smallest_k_that_spares_half_of_the_alarms_is_proposed() {
        let rules = LifecycleRules::default();
        // Every 60 days four times, then back after 170: G = ⌈2.5 · (180 + 52) / 4⌉ = 145 days, lost; at k = 2.9 it is 169, up to day 349.
        let alarm = || (bought(&[0, 60, 120, 180, 350]), Day(350), None);
        let alarms: Vec<Alarm> = (0..10).map(|_| alarm()).collect();
        let found = proposal(&alarms, &rules).unwrap();
        assert_eq!((found.lost_tenths, found.alarms, found.spared), (29, 10, 10));
        assert_eq!(proposal(&alarms[1..], &rules), None, "nine are too few");
    }
}
