//! What can be exported and in which form: plain data that screens, the command line and the work share.

use chrono::NaiveDateTime;

use super::ImportRequest;
use crate::domain::people::CustomerId;
use crate::domain::{Day, Money};
use crate::ui::Look;
use crate::ui::form::{FieldKind, Form};
use crate::ui::format::Manner;

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
    /// A moment.
    Moment(NaiveDateTime),
}

impl GridCell {
    /// Nothing.
    pub const fn blank() -> Self {
        Self::Text(String::new())
    }

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

    /// An amount; empty where there is none.
    pub fn money_or(money: Option<Money>, decimals: u32) -> Self {
        money.map_or_else(Self::blank, |money| Self::money(money, decimals))
    }

    /// A figure with so many decimals; empty where there is none.
    pub fn decimal(number: Option<f64>, decimals: usize) -> Self {
        let number = number.filter(|number| number.is_finite());
        number.map_or_else(Self::blank, |number| Self::Decimal(format!("{number:.decimals$}")))
    }

    /// A share of one, to the tenth of a per cent; empty where there is none.
    pub fn share(share: Option<f64>) -> Self {
        Self::decimal(share, 3)
    }

    /// A day; empty where there is none.
    pub fn day(day: Option<Day>) -> Self {
        day.map_or_else(Self::blank, Self::Day)
    }

    /// What somebody typed: a number where it is one as the user writes them, else the words.
    pub fn typed(text: &str, mark: char) -> Self {
        let bare = text.strip_prefix('-').unwrap_or(text);
        let (whole, part) = bare.split_once(mark).unwrap_or((bare, "0"));
        let figures = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        // What begins with a zero is a code.
        let is_code = whole.len() > 1 && whole.starts_with('0');
        if !figures(whole) || !figures(part) || is_code {
            return Self::text(text);
        }
        match text.parse() {
            Ok(number) => Self::Int(number),
            Err(_) if bare.contains(mark) => Self::Decimal(text.replace(mark, ".")),
            Err(_) => Self::text(text),
        }
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

impl Grid {
    /// A table under these headings; a row that ends early is filled up with blanks.
    pub fn new(title: impl Into<String>, headings: Vec<String>, mut rows: Vec<Vec<GridCell>>) -> Self {
        for row in &mut rows {
            row.resize_with(headings.len(), GridCell::blank);
        }
        Self { title: title.into(), headings, rows }
    }
}

impl Offer {
    /// The tables of a page, those with rows; none where no table has any.
    pub fn tables(title: String, grids: Vec<Grid>) -> Option<Self> {
        let grids: Vec<Grid> = grids.into_iter().filter(|grid| !grid.rows.is_empty()).collect();
        (!grids.is_empty()).then_some(Self::Tables { title, grids })
    }

    /// A form as it stands: the words before each field, and its value.
    pub fn form(form: &Form, look: &Look) -> Option<Self> {
        let mark = look.format.numbers.decimal_mark();
        let rows = form.fields.iter().map(|field| {
            let value = match &field.kind {
                FieldKind::Text => GridCell::typed(&field.get(), mark),
                _ => GridCell::text(field.told()),
            };
            vec![GridCell::text(&field.label), value]
        });
        let headings = ["export-column-setting", "export-column-value"].map(|key| look.t(key)).to_vec();
        Self::table(form.title.clone(), headings, rows.collect())
    }

    /// A table on screen, where it has rows.
    pub fn table(title: String, headings: Vec<String>, rows: Vec<Vec<GridCell>>) -> Option<Self> {
        (!rows.is_empty()).then(|| Self::Table(Box::new(Grid { title, headings, rows })))
    }
}

/// Whom an export is of: these, in this order.
pub type Whom = std::sync::Arc<[CustomerId]>;

/// Why each of a list is on it: name of the column as other programs read it, and the words for each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Because {
    /// Name of the column.
    pub column: &'static str,
    /// Words.
    pub words: std::sync::Arc<std::collections::HashMap<CustomerId, String>>,
}

impl Because {
    /// Key of the text that heads the column where people read it.
    pub fn text_key(&self) -> String {
        format!("export-head-{}", self.column.replace('_', "-"))
    }
}

/// What a screen shows, and can be exported.
#[derive(Clone, Debug, PartialEq)]
pub enum Offer {
    /// Customers of a list.
    List {
        /// What the list is called.
        title: String,
        /// Who is on it.
        whom: Whom,
        /// Why, where it says so.
        because: Option<Because>,
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
    /// The tables of a page of several panels, each whole.
    Tables {
        /// What the page is called.
        title: String,
        /// Its tables.
        grids: Vec<Grid>,
    },
    /// The rows of a file in which something cannot be read, each with the reason: to be put right and imported.
    Rejects {
        /// What the file of them is called.
        title: String,
        /// Which file, and how it is read.
        request: Box<ImportRequest>,
        /// How many values cannot be read.
        values: u64,
    },
    /// The whole portfolio.
    All,
    /// What a colleague's cartera merges into its own portfolio.
    Bundle,
}

impl Offer {
    /// Customers of a list; none where nobody is on it.
    pub fn list(title: String, whom: impl Into<Whom>) -> Option<Self> {
        let whom = whom.into();
        (!whom.is_empty()).then_some(Self::List { title, whom, because: None })
    }

    /// The forms it can be written in, the usual one first.
    pub const fn formats(&self) -> &'static [ExportFormat] {
        use ExportFormat as F;
        match self {
            Self::List { .. } => ExportWhat::Customers.formats(),
            Self::Statement { .. } => &[F::Markdown, F::Xlsx, F::Csv],
            Self::Report { .. } | Self::Table(_) | Self::Tables { .. } => {
                &[F::Csv, F::Xlsx, F::Json, F::Markdown]
            }
            Self::Rejects { .. } => &[F::Csv],
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
    /// How what people read is written.
    pub manner: Manner,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_a_number_only_where_it_is_one() {
        assert_eq!(GridCell::typed("36", ','), GridCell::Int(36));
        assert_eq!(GridCell::typed("1,25", ','), GridCell::Decimal("1.25".into()));
        assert_eq!(GridCell::typed("-3.5", '.'), GridCell::Decimal("-3.5".into()));
        for words in ["", "08001", "09:30", "1.000,5", "1,2,3", "+1d", "−4", ",5", "99999999999999999999"] {
            assert_eq!(GridCell::typed(words, ','), GridCell::text(words), "{words}");
        }
    }
}
