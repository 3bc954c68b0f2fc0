//! A customer's purchases reduced to what the rules need.

use super::stage::{LifecycleRules, Rhythm, Stage};
use crate::domain::base::{Day, Money};

/// One document of a customer. A history is a slice of these sorted by day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Day of the document.
    pub day: Day,
    /// Net amount; negative for a credit note.
    pub amount: Money,
    /// Whether it is a purchase (voided documents are not in a history at all).
    pub valid: bool,
    /// From this day on the document is no purchase, because a credit note took it back in full.
    pub reversed_on: Option<Day>,
}

/// Everything that lists show of a customer and that follows from purchases, at one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Stage.
    pub stage: Stage,
    /// Rhythm; `None` for prospects.
    pub rhythm: Option<Rhythm>,
    /// First purchase.
    pub first: Option<Day>,
    /// Last purchase.
    pub last: Option<Day>,
    /// Distinct purchase days.
    pub days: u32,
    /// Purchase documents.
    pub orders: u32,
    /// Net revenue of the twelve months up to the day: (D − 1 year, D].
    pub revenue_12m: Money,
    /// Net revenue up to the day.
    pub revenue_total: Money,
    /// Days of silence after which the customer is lost (G); 0 for prospects.
    pub lost_gap: u32,
    /// The day on which the customer was or will be lost with no further purchase: last + G + 1.
    pub lost_on: Option<Day>,
    /// Mean gap g in tenths of a day, one imagined gap included; 0 for prospects.
    pub mean_gap_tenths: u32,
}

impl Facts {
    /// What follows from `history` (sorted by day) at the end of `at`, for a customer marked seasonal on
    /// `seasonal`. Entries after `at` change nothing.
    pub fn at(history: &[Entry], at: Day, seasonal: Option<Day>, rules: &LifecycleRules) -> Self {
        let _ = (history, at, seasonal, rules);
        unimplemented!()
    }
}
