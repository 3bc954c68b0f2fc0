//! The filter language: text → [`Query`] → sentence. Both languages are always accepted, accents and capitals
//! never matter. Evaluating a query over the portfolio is the roster's work.

use serde::{Deserialize, Serialize};

use super::base::Day;

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
