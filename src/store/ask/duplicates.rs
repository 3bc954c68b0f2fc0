//! Answers about customers that may be one, and those that were made one. Plain data.

use crate::domain::Day;
use crate::domain::people::CustomerId;
use crate::domain::people::duplicate::Pair;

/// A pair of customers that may be one.
#[derive(Clone, Debug, PartialEq)]
pub struct PairRow {
    /// Who, what they share, how likely.
    pub pair: Pair,
    /// Codes of the two.
    pub codes: [String; 2],
    /// Names of the two.
    pub names: [String; 2],
    /// Purchases of the two, net of what was taken back, up to today.
    pub orders: [u32; 2],
}

/// Somebody who was joined to another customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JoinedRow {
    /// Row id they had.
    pub gone: CustomerId,
    /// Code they had.
    pub code: String,
    /// Name they had.
    pub name: String,
    /// Who they are now: row id.
    pub keep: CustomerId,
    /// Code and name of that one.
    pub into: (String, String),
    /// When.
    pub on: Day,
    /// By whom.
    pub author: String,
}
