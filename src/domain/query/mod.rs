//! The filter language: text → [`Query`] → sentence. Both languages are always accepted, accents and capitals
//! never matter. Evaluating a query over the portfolio is the roster's work.

mod complete;
mod meaning;
mod parse;
#[cfg(test)]
mod tests;
mod values;
mod words;

use serde::{Deserialize, Serialize};

use super::base::Day;
pub use complete::{Suggestion, SuggestionKind, Vocabulary, complete};
pub use meaning::{Contradiction, Piece, contradictions};
pub use parse::parse;

/// What reading a filter depends on besides its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseContext {
    /// The as-of day: what `hoy` is and ages count from.
    pub today: Day,
    /// Whether `3/4` is the fourth of March.
    pub month_first: bool,
    /// Decimals of the currency's minor unit.
    pub decimals: u32,
}

/// Why a text is no filter. `at` is the byte where the trouble begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QueryError {
    /// There is no such field.
    UnknownField {
        /// Name as written.
        name: String,
        /// Where.
        at: usize,
        /// The nearest name there is, in the language it resembles.
        suggestion: Option<&'static str>,
    },
    /// A field and a comparison, and nothing to compare with (yet).
    MissingValue {
        /// Field.
        field: Field,
        /// Where the value should stand.
        at: usize,
    },
    /// Not one of the field's values (stages, rhythms, states, reasons).
    UnknownValue {
        /// Field.
        field: Field,
        /// Value as written.
        value: String,
        /// Where.
        at: usize,
        /// The nearest value there is.
        suggestion: Option<&'static str>,
    },
    /// Words cannot be greater or less than others.
    NotComparable {
        /// Field.
        field: Field,
        /// Where the comparison stands.
        at: usize,
    },
    /// Not an amount or a count.
    NotANumber {
        /// Field.
        field: Field,
        /// Value as written.
        value: String,
        /// Where.
        at: usize,
    },
    /// Neither a date nor a length of time.
    NotADate {
        /// Field.
        field: Field,
        /// Value as written.
        value: String,
        /// Where.
        at: usize,
    },
    /// A date no calendar has.
    NoSuchDay {
        /// Day written.
        day: u32,
        /// Month written.
        month: u32,
        /// Last day of that month; 0 where there is no such month.
        last: u32,
        /// Where.
        at: usize,
    },
    /// Parentheses or "not" inside each other beyond any sense.
    TooDeep {
        /// Where.
        at: usize,
    },
    /// Longer than any filter a person writes.
    TooLong {
        /// Longest length in bytes.
        limit: usize,
    },
}

/// A filter: its text and what it means. The empty filter matches everybody.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Query {
    /// As typed.
    pub text: String,
    /// What it means.
    pub expr: Expr,
}

/// A filter's meaning.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Expr {
    /// Everybody.
    #[default]
    All,
    /// All of these.
    And(Vec<Expr>),
    /// Any of these.
    Or(Vec<Expr>),
    /// Not this.
    Not(Box<Expr>),
    /// A word or quoted text, folded: found anywhere in name, company, contact, phone digits, e-mail or code.
    Text(String),
    /// A condition on a field.
    Is(Condition),
}

/// A condition: `field op value, value…` (any of the values).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Condition {
    /// Field.
    pub field: Field,
    /// Comparison.
    pub op: Op,
    /// Values; any of them will do.
    pub values: Vec<Value>,
    /// As typed.
    pub text: String,
}

/// What a condition looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// Label name or code.
    Tag,
    /// Stage.
    Stage,
    /// Rhythm.
    Rhythm,
    /// Archived, do-not-call, definitive.
    State,
    /// Zone.
    Zone,
    /// Owner.
    Owner,
    /// Source.
    Source,
    /// Age of the last purchase, or its date.
    Last,
    /// Age of the first purchase, or its date.
    Since,
    /// Age of the last contact, or its date.
    Contact,
    /// Date of the next contact.
    Next,
    /// Revenue of 12 months.
    Spent,
    /// Revenue of all time.
    Total,
    /// Purchase documents.
    Orders,
    /// Reason of the loss.
    Reason,
}

/// Comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Op {
    /// `:` and `=`.
    Equal,
    /// `!=`.
    NotEqual,
    /// `>`.
    Greater,
    /// `>=`.
    AtLeast,
    /// `<`.
    Less,
    /// `<=`.
    AtMost,
}

/// A value in a condition.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Value {
    /// A word, folded; matches the start of each word of the field for free fields, the key for stages and states.
    Word(String),
    /// An amount in minor units, or a count.
    Number(i64),
    /// From–to, both included.
    Numbers(i64, i64),
    /// A length of time in days.
    Days(i32),
    /// A day.
    Day(Day),
    /// From–to, both included.
    DayRange(Day, Day),
    /// `*`: anything but empty.
    Any,
    /// `-`: empty.
    Empty,
}
