//! What can be exported and in which form: plain data that screens, the command line and the work share.

use crate::domain::Day;
use crate::domain::people::CustomerId;

/// What can be exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportWhat {
    /// Customers, one a row.
    Customers,
    /// Documents, one line a row.
    Purchases,
    /// Contacts held.
    Contacts,
    /// The whole portfolio.
    All,
    /// A letter for each customer.
    Letters,
    /// An address for each customer.
    Labels,
}

/// Forms of an export.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ExportFormat {
    /// Comma-separated values.
    #[default]
    Csv,
    /// A workbook.
    Xlsx,
    /// vCards.
    Vcf,
    /// JSON.
    Json,
    /// Markdown.
    Markdown,
    /// A text from a template.
    Text,
}

impl ExportWhat {
    /// Name on the command line, of tables and of files.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Customers => "customers",
            Self::Purchases => "purchases",
            Self::Contacts => "contacts",
            Self::All => "all",
            Self::Letters => "letters",
            Self::Labels => "labels",
        }
    }

    /// The forms it has, the usual one first.
    pub const fn formats(self) -> &'static [ExportFormat] {
        use ExportFormat as F;
        match self {
            Self::Customers => &[F::Csv, F::Xlsx, F::Vcf, F::Json],
            Self::Purchases | Self::Contacts | Self::All => &[F::Csv, F::Xlsx, F::Json],
            Self::Letters => &[F::Text],
            Self::Labels => &[F::Csv, F::Xlsx, F::Text],
        }
    }
}

impl ExportFormat {
    /// Name on the command line.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Vcf => "vcf",
            Self::Json => "json",
            Self::Markdown => "md",
            Self::Text => "txt",
        }
    }
}

/// A value of a table on screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GridCell {
    /// Words.
    Text(String),
    /// A whole number.
    Int(i64),
    /// A decimal number in plain form.
    Decimal(String),
    /// A day.
    Day(Day),
}

/// A table on screen or of a report, whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    /// What it is called.
    pub title: String,
    /// Headings.
    pub headings: Vec<String>,
    /// Rows, each as long as the headings.
    pub rows: Vec<Vec<GridCell>>,
}

/// Whom an export is of: these, in this order.
pub type Whom = std::sync::Arc<[CustomerId]>;
