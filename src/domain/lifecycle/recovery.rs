//! Winning back lost customers: what a person found out about a loss, and the two-level catalogue of reasons
//! (mission rows 58, 59, 61). A recovery itself is never typed: it follows from a purchase after a loss.

use serde::{Deserialize, Serialize};

use super::history::{Entry, Tally, is_seasonal, revenue_between};
use super::stage::LifecycleRules;
use crate::domain::base::{Day, Money};

/// A purchase within this many days of a contact held while the customer was lost is that contact's doing.
pub const WINBACK_DAYS: i32 = 90;

/// What looking closer showed about somebody the rule calls lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Finding {
    /// Really gone.
    TrulyLost,
    /// The same person stands in the portfolio twice.
    Duplicate,
    /// Buys in one season only.
    Seasonal,
    /// Closed, moved away or died.
    Closed,
    /// Buys under another name or tax id.
    OtherName,
}

/// First level of a reason: whose doing it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Ours: can be mended.
    Ours,
    /// A competitor's.
    Competitor,
    /// Nobody's: closed, moved, no longer needed.
    External,
    /// Not known.
    Unknown,
}

/// Second level: why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LossReason {
    /// Too dear.
    Price,
    /// Quality of the goods.
    Quality,
    /// Late deliveries.
    Delay,
    /// How they were treated.
    Service,
    /// Out of stock.
    Stock,
    /// A mistake of ours: wrong goods, wrong invoice.
    Error,
    /// A competitor is cheaper.
    CompetitorPrice,
    /// A competitor has a better offer or range.
    CompetitorOffer,
    /// A competitor is nearer.
    CompetitorNearer,
    /// Closed down or retired.
    ClosedDown,
    /// Moved away.
    Moved,
    /// No longer needs it.
    NoNeed,
    /// Asked, and still not known.
    Unknown,
}

impl Finding {
    /// Every finding, in the order of the checklist.
    pub const ALL: [Self; 5] =
        [Self::TrulyLost, Self::Duplicate, Self::Seasonal, Self::Closed, Self::OtherName];

    /// Key in the file, JSON and texts.
    pub const fn key(self) -> &'static str {
        match self {
            Self::TrulyLost => "truly_lost",
            Self::Duplicate => "duplicate",
            Self::Seasonal => "seasonal",
            Self::Closed => "closed",
            Self::OtherName => "other_name",
        }
    }

    /// The finding with this key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|f| f.key() == key)
    }
}

impl Side {
    /// Every side, ours first.
    pub const ALL: [Self; 4] = [Self::Ours, Self::Competitor, Self::External, Self::Unknown];

    /// Key in the file, JSON and texts.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::Competitor => "competitor",
            Self::External => "external",
            Self::Unknown => "unknown",
        }
    }
}

impl LossReason {
    /// Every reason, by side.
    pub const ALL: [Self; 13] = [
        Self::Price,
        Self::Quality,
        Self::Delay,
        Self::Service,
        Self::Stock,
        Self::Error,
        Self::CompetitorPrice,
        Self::CompetitorOffer,
        Self::CompetitorNearer,
        Self::ClosedDown,
        Self::Moved,
        Self::NoNeed,
        Self::Unknown,
    ];

    /// Key in the file, JSON and texts.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Price => "price",
            Self::Quality => "quality",
            Self::Delay => "delay",
            Self::Service => "service",
            Self::Stock => "stock",
            Self::Error => "error",
            Self::CompetitorPrice => "competitor_price",
            Self::CompetitorOffer => "competitor_offer",
            Self::CompetitorNearer => "competitor_nearer",
            Self::ClosedDown => "closed_down",
            Self::Moved => "moved",
            Self::NoNeed => "no_need",
            Self::Unknown => "unknown",
        }
    }

    /// The reason with this key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.key() == key)
    }

    /// Whose doing it was.
    pub const fn side(self) -> Side {
        match self {
            Self::Price | Self::Quality | Self::Delay | Self::Service | Self::Stock | Self::Error => {
                Side::Ours
            }
            Self::CompetitorPrice | Self::CompetitorOffer | Self::CompetitorNearer => Side::Competitor,
            Self::ClosedDown | Self::Moved | Self::NoNeed => Side::External,
            Self::Unknown => Side::Unknown,
        }
    }

    /// Gone for good by its nature: nobody wins back a business that closed.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::ClosedDown | Self::Moved)
    }
}

/// A customer who was lost and bought again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recovery {
    /// First day on which they were lost.
    pub lost_on: Day,
    /// Day of the purchase that ended it.
    pub day: Day,
    /// The last contact held while they were lost, where it was at most [`WINBACK_DAYS`] before the purchase: then
    /// the customer was won back, else they came back by themselves.
    pub contact: Option<Day>,
}

impl Recovery {
    /// Won back by a contact, rather than come back alone.
    pub const fn is_winback(&self) -> bool {
        self.contact.is_some()
    }
}

/// What is lost with the customer: net revenue of the 12 months up to and with the last purchase known at the end of
/// `at`, (l − 1 year, l]. Nothing for somebody who never bought.
pub fn at_stake(history: &[Entry], at: Day) -> Money {
    Tally::of(history, at).map_or(Money::ZERO, |t| revenue_between(history, t.last.plus_years(-1), t.last))
}

/// Every recovery up to the end of `at`, oldest first: each first purchase, not taken back by then, after a day on
/// which the customer was lost. `contacts` are the days of contacts held, in order; one on the day of the purchase
/// counts as held before it.
pub fn recoveries(
    history: &[Entry],
    contacts: &[Day],
    at: Day,
    seasonal: Option<Day>,
    rules: &LifecycleRules,
) -> Vec<Recovery> {
    let mut found = Vec::new();
    let mut standing: Option<Tally> = None;
    for day in history.iter().take_while(|e| e.day <= at).filter(|e| e.is_purchase(at)).map(|e| e.day) {
        let Some(tally) = &mut standing else {
            standing = Some(Tally { first: day, last: day, days: 1 });
            continue;
        };
        if tally.last == day {
            continue;
        }
        let gap =
            i32::try_from(tally.lost_gap(is_seasonal(seasonal, day.plus(-1)), rules)).unwrap_or(i32::MAX);
        let lost_on = tally.last.plus(gap).plus(1);
        if lost_on < day {
            let contact = contacts[..contacts.partition_point(|held| *held <= day)]
                .last()
                .copied()
                .filter(|held| *held >= lost_on && day.0 - held.0 <= WINBACK_DAYS);
            found.push(Recovery { lost_on, day, contact });
        }
        tally.last = day;
        tally.days += 1;
    }
    found
}

/// The last recovery up to the end of `at`, if there was one. See [`recoveries`].
pub fn recovered(
    history: &[Entry],
    contacts: &[Day],
    at: Day,
    seasonal: Option<Day>,
    rules: &LifecycleRules,
) -> Option<Recovery> {
    recoveries(history, contacts, at, seasonal, rules).pop()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse_iso(text).unwrap()
    }

    fn entry(on: &str, amount: i64) -> Entry {
        Entry { day: day(on), amount: Money(amount), valid: amount > 0, reversed_on: None }
    }

    /// Bought on 1 January, lost from 12 May (131 days later), bought again on `back`.
    fn back_on(back: &str, contacts: &[&str]) -> Option<Recovery> {
        let contacts: Vec<Day> = contacts.iter().map(|c| day(c)).collect();
        let history = [entry("2025-01-01", 100), entry(back, 100)];
        recovered(&history, &contacts, day("2026-12-31"), None, &LifecycleRules::default())
    }

    #[test]
    fn a_purchase_is_a_recovery_only_after_a_day_of_being_lost() {
        assert_eq!(back_on("2025-05-12", &[]), None);
        let recovery = back_on("2025-05-13", &[]).unwrap();
        assert_eq!((recovery.lost_on, recovery.day), (day("2025-05-12"), day("2025-05-13")));
        assert!(!recovery.is_winback());
    }

    #[test]
    fn a_contact_held_while_lost_within_ninety_days_won_the_customer_back() {
        let contact = |contacts: &[&str]| back_on("2025-09-30", contacts).unwrap().contact;
        assert_eq!(contact(&["2025-07-02"]), Some(day("2025-07-02")), "90 days before");
        assert_eq!(contact(&["2025-07-01"]), None, "91 days before");
        assert_eq!(contact(&["2025-06-01", "2025-08-01", "2025-10-01"]), Some(day("2025-08-01")));
        assert_eq!(contact(&["2025-09-30"]), Some(day("2025-09-30")));
        assert_eq!(back_on("2025-05-20", &["2025-05-11"]).unwrap().contact, None, "before the loss");
        assert_eq!(back_on("2025-05-20", &["2025-05-12"]).unwrap().contact, Some(day("2025-05-12")));
    }

    #[test]
    fn a_purchase_that_was_taken_back_recovers_nobody() {
        let mut history = [entry("2025-01-01", 100), entry("2025-06-10", 100), entry("2025-06-20", -100)];
        history[1].reversed_on = Some(day("2025-06-20"));
        let rules = LifecycleRules::default();
        let on = |at: &str| recovered(&history, &[], day(at), None, &rules).map(|r| r.day);
        assert_eq!((on("2025-06-19"), on("2025-06-20")), (Some(day("2025-06-10")), None));
    }

    #[test]
    fn every_loss_that_ended_is_found_once() {
        let history = [
            entry("2022-01-01", 100),
            entry("2023-01-01", 100),
            entry("2023-01-10", 100),
            entry("2025-01-01", 100),
            entry("2025-01-01", 100),
        ];
        let found = recoveries(&history, &[], day("2025-02-01"), None, &LifecycleRules::default());
        assert_eq!(found.iter().map(|r| r.day).collect::<Vec<_>>(), [day("2023-01-01"), day("2025-01-01")]);
    }

    #[test]
    fn coming_back_after_being_marked_seasonal_in_time_is_no_recovery() {
        let history = [entry("2024-12-10", 100), entry("2025-12-10", 100)];
        let rules = LifecycleRules::default();
        let on = |marked: Option<&str>| {
            recovered(&history, &[], day("2026-01-01"), marked.map(day), &rules).is_some()
        };
        assert!(on(None));
        assert!(!on(Some("2025-08-01")));
        assert!(on(Some("2025-12-10")), "marked on the day of the purchase: they were lost the day before");
    }

    #[test]
    fn at_stake_is_the_revenue_of_the_year_up_to_the_last_purchase() {
        let history = [
            entry("2023-06-15", 1_000),
            entry("2023-06-16", 200),
            entry("2024-03-01", -50),
            entry("2024-06-15", 300),
            entry("2024-07-01", -25),
        ];
        assert_eq!(at_stake(&history, day("2026-01-01")), Money(450));
        assert_eq!(at_stake(&history, day("2024-06-14")), Money(1_200));
        assert_eq!(at_stake(&[], day("2026-01-01")), Money::ZERO);
        assert_eq!(at_stake(&[entry("2024-01-01", -5)], day("2026-01-01")), Money::ZERO);
    }
}
