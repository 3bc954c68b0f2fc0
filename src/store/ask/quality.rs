//! What is answered about the quality of what is known.

use crate::domain::people::CustomerId;
use crate::domain::people::quality::{Datum, Lag, Measures, Problem, Purpose, Share};
use crate::domain::{Day, Money};

/// Rows of the queue that name something that is missing, and rows of what is to be confirmed: at most so many, those with
/// the most money at stake.
pub const LISTED: usize = 2_000;

/// Answer to [`Question::Quality`](super::Question::Quality).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct QualityBoard {
    /// Customers looked at: all that are not archived.
    pub customers: u64,
    /// Their measures.
    pub measures: Measures,
    /// Valid and confirmed values, for each of [`Datum::ALL`].
    pub fields: [(Share, Share); 8],
    /// From what happened in the last twelve months to its being written down.
    pub lag: Option<Lag>,
    /// Newest document's day.
    pub data_until: Option<Day>,
    /// Day of the last import.
    pub last_import: Option<Day>,
    /// What is wrong, and of what is missing the first [`LISTED`]: most money at stake first.
    pub to_fix: Vec<QualityRow>,
    /// Values that cannot be right and that nobody has confirmed.
    pub wrong: u64,
    /// Fields that are needed and empty.
    pub missing: u64,
    /// Values that nobody has confirmed lately, the first [`LISTED`]: most money at stake first.
    pub to_confirm: Vec<QualityRow>,
    /// How many of those there are.
    pub unconfirmed: u64,
}

impl QualityBoard {
    /// What is there of what a purpose needs.
    pub fn sufficiency(&self, purpose: Purpose) -> Share {
        self.measures.sufficiency[purpose as usize]
    }
}

/// A field of a customer with what is to be done about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QualityRow {
    /// Whose.
    pub id: CustomerId,
    /// Their code.
    pub code: String,
    /// Their name.
    pub name: String,
    /// Which field.
    pub field: Datum,
    /// Its value; empty where it is missing.
    pub value: String,
    /// What is wrong; `None` where it is only to be confirmed.
    pub problem: Option<Problem>,
    /// What should stand there, or the last character of it, where that is known; else empty.
    pub expected: String,
    /// Revenue of the twelve months up to the last purchase.
    pub at_stake: Money,
    /// When the value was confirmed last, where that is too long ago.
    pub confirmed: Option<Day>,
}
