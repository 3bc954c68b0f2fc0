//! The filter language: text → [`Query`] → sentence. Both languages are always accepted, accents and capitals
//! never matter. Evaluating a query over the portfolio is the roster's work.

mod clash;
mod complete;
mod field;
mod lookup;
mod meaning;
mod parse;
#[cfg(test)]
mod tests;
mod values;
mod words;

use serde::{Deserialize, Serialize};

use super::base::Day;
use super::people::CustomerId;
pub use clash::{Contradiction, contradictions};
pub use complete::{FieldValues, Mark, Suggestion, SuggestionKind, Vocabulary, complete, quoted};
pub use field::{Field, Kind};
pub use lookup::Lookup;
pub use meaning::Piece;
pub use parse::{mentions, parse};
pub use words::{field_name, nearest_name, value_name};

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
    /// Not one of the field's fixed values.
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
    /// A saved segment, by its name as written.
    Saved(String),
    /// Exactly these customers: what a condition came to that had to be looked up.
    Ids(Vec<CustomerId>),
}

/// A condition: `field op value, value…` (any of the values).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Condition {
    /// Field.
    pub field: Field,
    /// Which field of the business's own, or which scorecard, folded; empty for all other fields.
    pub key: String,
    /// Comparison.
    pub op: Op,
    /// Values; any of them will do.
    pub values: Vec<Value>,
    /// As typed.
    pub text: String,
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
    /// A word, folded: it begins a word of the field where values are free, and is the key where they are fixed.
    Word(String),
    /// An amount in minor units, a count, or ten-thousandths ([`Kind`] says which).
    Number(i64),
    /// From–to, both included.
    Numbers(i64, i64),
    /// A length of time in days.
    Days(i32),
    /// A day.
    Day(Day),
    /// From–to, both included.
    DayRange(Day, Day),
    /// Scores of recency, frequency and money, 0 for any: `44*`.
    Cell([u8; 3]),
    /// `*`: anything but empty.
    Any,
    /// `-`: empty.
    Empty,
}

impl Condition {
    /// Whether a number (or nothing) of a customer meets it, as the field's [`Kind`] keeps numbers; a condition with
    /// [`Op::NotEqual`] is met by what none of its values is.
    pub fn holds(&self, number: Option<i64>) -> bool {
        let op = if self.op == Op::NotEqual { Op::Equal } else { self.op };
        let meets = |value: &Value| match (value, number) {
            (Value::Empty, number) => number.is_none(),
            (Value::Any, number) => number.is_some(),
            (value, Some(number)) => {
                op.numbers(value).is_some_and(|(low, high)| low <= number && number <= high)
            }
            (_, None) => false,
        };
        self.values.iter().any(meets) != (self.op == Op::NotEqual)
    }
}
