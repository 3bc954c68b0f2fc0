//! Something known of a customer with where it is known from: a fact, a benefit they seek, a file.

use serde::{Deserialize, Serialize};

use super::CustomerId;
use crate::domain::base::Day;

/// Row id of a statement.
pub type StatementId = i64;

/// What a statement is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StatementKind {
    /// A fact in words.
    #[default]
    Fact,
    /// A benefit the customer seeks, with the evidence for it.
    Benefit,
    /// A file by its path; whether it is there is seen when it is opened.
    File,
}

/// What is written of a statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementDraft {
    /// About whom.
    pub customer: CustomerId,
    /// What it is.
    pub kind: StatementKind,
    /// The fact, the name of the benefit, or the path.
    pub text: String,
    /// Where it is known from, in words: who said it, what was seen.
    pub source: String,
    /// The note it stands in.
    pub note: Option<i64>,
    /// The contact it was said in.
    pub contact: Option<i64>,
    /// Since when it is known.
    pub day: Day,
}

/// A statement as stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// Row id.
    pub id: StatementId,
    /// Who wrote it.
    pub author: String,
    /// What was written.
    #[serde(flatten)]
    pub draft: StatementDraft,
}

impl StatementKind {
    /// All, in the order of forms.
    pub const ALL: [Self; 3] = [Self::Fact, Self::Benefit, Self::File];

    /// `fact`, `benefit` or `file`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Fact => "fact",
            Self::Benefit => "benefit",
            Self::File => "file",
        }
    }

    /// The kind with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }
}
