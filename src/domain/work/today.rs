//! Who to contact today and why (mission rows 24, 26, 61, 67): each customer once, under the most urgent reason.

use serde::{Deserialize, Serialize};

/// Why a customer is on today's list, most urgent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TodayReason {
    /// A contact was promised for today.
    Promised,
    /// A promised contact is overdue.
    Overdue,
    /// Due to buy by their own rhythm.
    DueByRhythm,
    /// At risk by their own rhythm.
    AtRisk,
    /// Bought once and did not come back.
    BoughtOnce,
    /// A lost customer whose next step is due, or who waits to be verified.
    Winback,
}

/// One customer on today's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TodayItem {
    /// Who.
    pub customer: i64,
    /// Why.
    pub reason: TodayReason,
    /// Promised or expected for.
    pub due: Option<crate::domain::Day>,
    /// At which minute of the day, where a time was agreed.
    pub minute: Option<u16>,
    /// Money at stake.
    pub at_stake: crate::domain::Money,
    /// Days overdue, past due, or of silence.
    pub days: i32,
}
