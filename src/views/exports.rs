//! What can be exported and in which form: plain data that screens, the command line and the work share.

use crate::domain::people::CustomerId;
use crate::domain::{Day, Money};

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
    /// A bundle for a colleague.
    Bundle,
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
            Self::Customers => &[F::Csv, F::Xlsx, F::Vcf, F::Json, F::Markdown],
            Self::Purchases | Self::Contacts => &[F::Csv, F::Xlsx, F::Json, F::Markdown],
            Self::All => &[F::Csv, F::Xlsx, F::Json],
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
            Self::Bundle => "bundle",
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

impl GridCell {
    /// Words.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A count.
    pub fn count(n: impl TryInto<i64>) -> Self {
        Self::Int(n.try_into().unwrap_or(i64::MAX))
    }

    /// An amount of a currency with this many decimals.
    pub fn money(money: Money, decimals: u32) -> Self {
        Self::Decimal(money.plain(decimals))
    }

    /// A share of one, to the tenth of a per cent; empty where there is none.
    pub fn share(share: Option<f64>) -> Self {
        share.map_or_else(|| Self::Text(String::new()), |share| Self::Decimal(format!("{share:.3}")))
    }

    /// A day; empty where there is none.
    pub fn day(day: Option<Day>) -> Self {
        day.map_or_else(|| Self::Text(String::new()), Self::Day)
    }
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

impl Offer {
    /// A table on screen, where it has rows.
    pub fn table(title: String, headings: Vec<String>, rows: Vec<Vec<GridCell>>) -> Option<Self> {
        (!rows.is_empty()).then(|| Self::Table(Box::new(Grid { title, headings, rows })))
    }
}

/// Whom an export is of: these, in this order.
pub type Whom = std::sync::Arc<[CustomerId]>;

/// What a screen shows, and can be exported.
#[derive(Clone, Debug, PartialEq)]
pub enum Offer {
    /// Customers of a list.
    List {
        /// What the list is called.
        title: String,
        /// Who is on it.
        whom: Whom,
    },
    /// The purchases of one customer, line by line: a statement to print or to send.
    Statement {
        /// Name of the customer.
        title: String,
        /// The customer.
        customer: CustomerId,
    },
    /// Figures, as the command `report` gives them.
    Report {
        /// What they are called.
        title: String,
        /// Name of the report and its options, as typed after `report`.
        line: Vec<String>,
    },
    /// A table as it stands on screen, whole.
    Table(Box<Grid>),
    /// The whole portfolio.
    All,
    /// What a colleague's cartera merges into its own portfolio.
    Bundle,
}

impl Offer {
    /// The forms it can be written in, the usual one first.
    pub const fn formats(&self) -> &'static [ExportFormat] {
        use ExportFormat as F;
        match self {
            Self::List { .. } => ExportWhat::Customers.formats(),
            Self::Statement { .. } => &[F::Markdown, F::Xlsx, F::Csv],
            Self::Report { .. } | Self::Table(_) => &[F::Csv, F::Xlsx, F::Json, F::Markdown],
            Self::All => ExportWhat::All.formats(),
            Self::Bundle => &[F::Bundle],
        }
    }

    /// How the file's name ends: the tables of everything are an archive.
    pub const fn ending(&self, format: ExportFormat) -> &'static str {
        match (self, format) {
            (Self::All, ExportFormat::Csv) => "zip",
            _ => format.key(),
        }
    }
}

/// An export that a screen asks for.
#[derive(Clone, Debug, PartialEq)]
pub struct ExportRequest {
    /// What.
    pub offer: Offer,
    /// In which form.
    pub format: ExportFormat,
    /// Where to.
    pub to: std::path::PathBuf,
    /// A file that is there may be replaced.
    pub replace: bool,
}
