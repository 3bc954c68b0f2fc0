//! One row for every customer who bought in a period: what RFM, Pareto and the lift plan are computed from. Knows
//! neither scores nor classes.

use serde::{Deserialize, Serialize};

use super::rfm::{Activity, Median};
use crate::domain::base::{Day, Money};
use crate::domain::lifecycle::Entry;
use crate::domain::people::CustomerId;

/// The period that a table looks at: (D − years, D], or everything up to D.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Window {
    /// The last twelve months.
    Year,
    /// The last twenty-four months.
    TwoYears,
    /// Everything known.
    #[default]
    All,
}

impl Window {
    /// In the order of length.
    pub const ALL: [Self; 3] = [Self::Year, Self::TwoYears, Self::All];

    /// How it is written: `12m`, `24m`, `all`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Year => "12m",
            Self::TwoYears => "24m",
            Self::All => "all",
        }
    }

    /// The window written so.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|w| w.key() == text)
    }

    /// The last day before the window that ends on `at`; `None` where it has no beginning. Calendar years.
    pub fn after(self, at: Day) -> Option<Day> {
        match self {
            Self::Year => Some(at.plus_years(-1)),
            Self::TwoYears => Some(at.plus_years(-2)),
            Self::All => None,
        }
    }
}

/// A customer with at least one purchase in the period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member {
    /// Who.
    pub id: CustomerId,
    /// First purchase day of all, also where it lies before the period.
    pub first: Day,
    /// Last purchase day, purchase days and net revenue of the period.
    pub activity: Activity,
}

/// Everybody with a purchase in the period, in the order in which they were added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueTable {
    /// As of the end of this day.
    pub at: Day,
    /// The period.
    pub window: Window,
    /// One row a customer.
    pub members: Vec<Member>,
    /// The median purchase document of the period.
    pub median: Median,
    after: Day,
    documents: Vec<i64>,
}

impl ValueTable {
    /// Empty, for the period that ends on `at`.
    pub fn new(at: Day, window: Window) -> Self {
        Self {
            at,
            window,
            members: Vec::new(),
            median: Median::default(),
            after: window.after(at).unwrap_or(Day(i32::MIN)),
            documents: Vec::new(),
        }
    }

    /// Adds a customer by their history, sorted by day. Whoever has no purchase in the period is left out, with all
    /// their credit notes.
    pub fn add(&mut self, id: CustomerId, history: &[Entry]) {
        let (mut first, mut last, mut days, mut revenue) = (None, None, 0_u32, Money::ZERO);
        for entry in history.iter().take_while(|e| e.day <= self.at) {
            let is_inside = entry.day > self.after;
            if is_inside {
                revenue += entry.amount;
            }
            if entry.is_purchase(self.at) {
                first = first.or(Some(entry.day));
                if is_inside {
                    self.documents.push(entry.amount.0);
                    if last != Some(entry.day) {
                        last = Some(entry.day);
                        days += 1;
                    }
                }
            }
        }
        if let (Some(first), Some(last)) = (first, last) {
            self.members.push(Member { id, first, activity: Activity { last, days, revenue } });
        }
    }

    /// To be called when everybody was added: finds the median document.
    #[must_use]
    pub fn finish(mut self) -> Self {
        self.median = Median::of(&mut self.documents);
        self.documents = Vec::new();
        self
    }

    /// The day recency is counted to: D + 1, so that a purchase on D is one day old.
    pub const fn reference(&self) -> Day {
        self.at.plus(1)
    }

    /// Rows as the scores need them.
    pub fn activity(&self) -> Vec<Activity> {
        self.members.iter().map(|m| m.activity).collect()
    }

    /// Net revenue of all members in the period.
    pub fn total(&self) -> Money {
        self.members.iter().map(|m| m.activity.revenue).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse_iso(text).unwrap()
    }

    fn document(on: &str, amount: i64, valid: bool, reversed_on: Option<&str>) -> Entry {
        Entry { day: day(on), amount: Money(amount), valid, reversed_on: reversed_on.map(day) }
    }

    #[test]
    fn a_year_leaves_out_its_first_day_and_holds_its_last() {
        let mut table = ValueTable::new(day("2024-12-31"), Window::Year);
        table.add(1, &[document("2023-12-31", 500, true, None)]);
        table.add(2, &[document("2023-12-31", 500, true, None), document("2024-01-01", 700, true, None)]);
        table.add(3, &[document("2024-12-31", 900, true, None), document("2025-01-01", 1, true, None)]);
        let table = table.finish();
        assert_eq!(table.members.iter().map(|m| m.id).collect::<Vec<_>>(), [2, 3]);
        assert_eq!((table.members[0].first, table.members[0].activity.days), (day("2023-12-31"), 1));
        assert_eq!((table.total(), table.reference()), (Money(1600), day("2025-01-01")));
    }

    #[test]
    fn credit_notes_lower_revenue_and_a_purchase_taken_back_makes_no_member() {
        let mut table = ValueTable::new(day("2024-12-31"), Window::All);
        table.add(
            1,
            &[
                document("2024-01-01", 500, true, Some("2024-02-01")),
                document("2024-02-01", -500, false, None),
            ],
        );
        table.add(2, &[document("2024-01-01", 500, true, None), document("2024-02-01", -100, false, None)]);
        table.add(3, &[document("2024-01-01", -500, false, None)]);
        let table = table.finish();
        assert_eq!(table.members.len(), 1);
        assert_eq!(table.members[0].activity.revenue, Money(400));
    }

    #[test]
    fn two_documents_on_one_day_are_one_purchase_day() {
        let mut table = ValueTable::new(day("2024-12-31"), Window::All);
        table.add(1, &[document("2024-01-01", 500, true, None), document("2024-01-01", 300, true, None)]);
        let table = table.finish();
        assert_eq!(
            table.members[0].activity,
            Activity { last: day("2024-01-01"), days: 1, revenue: Money(800) }
        );
        assert!(table.median.is_reached(Money(400), 1) && !table.median.is_reached(Money(399), 1));
    }

    #[test]
    fn windows_are_read_as_they_are_written() {
        for window in Window::ALL {
            assert_eq!(Window::parse(window.key()), Some(window));
        }
        assert_eq!(Window::parse("6m"), None);
    }
}
