//! Why a file cannot be read at all. One sentence each, in Fluent under [`ImportError::key`]; nothing is imported.

use super::columns::NoSales;
use std::path::PathBuf;

/// A refusal of the whole file.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file cannot be opened or read.
    #[error("cannot read {path}: {cause}")]
    Io {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        cause: std::io::Error,
    },
    /// Nothing in it.
    #[error("the file is empty")]
    Empty,
    /// No table but something else, told by its first bytes.
    #[error("the file is {what}, not a table of text")]
    NotATable {
        /// `xlsb`, `ods`, `zip`, `pdf`, `html`, `json`, `program`, `ole`, `sqlite` or `binary`.
        what: &'static str,
    },
    /// A gzip file that ends too early or is damaged.
    #[error("the compressed file is cut or damaged after line {row}")]
    BrokenGzip {
        /// Last line that could be read.
        row: u64,
    },
    /// A workbook that is damaged, or written in a way no spreadsheet writes.
    #[error("the workbook is damaged")]
    BrokenWorkbook,
    /// A file of cards that ends inside one.
    #[error("the card that begins in line {row} has no end")]
    OpenCard {
        /// Line where it begins.
        row: u64,
    },
    /// A compressed file that unpacks to absurdly much.
    #[error("the compressed file unpacks to more than {megabytes} MB")]
    Bomb {
        /// Megabytes unpacked when it was given up.
        megabytes: u64,
    },
    /// A quote is opened and never closed.
    #[error("a quote opened in line {row} is never closed")]
    OpenQuote {
        /// Line where the row begins.
        row: u64,
        /// Number of the column, from 1.
        column: usize,
    },
    /// A row larger than any row can be.
    #[error("the row in line {row} is longer than {megabytes} MB")]
    RowTooLong {
        /// Line where the row begins.
        row: u64,
        /// Number of the column it ends in, from 1.
        column: usize,
        /// The limit.
        megabytes: usize,
    },
    /// More columns than a table has.
    #[error("{columns} columns in line {row}")]
    TooManyColumns {
        /// Line.
        row: u64,
        /// How many, or where counting stopped.
        columns: usize,
    },
    /// A header and nothing below it.
    #[error("no rows below the header")]
    NoRows,
    /// No preset and no map says what the columns are.
    #[error("nothing known about the columns {headers:?}")]
    UnknownColumns {
        /// The header.
        headers: Vec<String>,
    },
    /// The first row is a record: nothing says what the columns are.
    #[error("no header; the first row is {first:?}")]
    NoHeader {
        /// Cells of the first row.
        first: Vec<String>,
    },
    /// No preset of this name.
    #[error("no preset {name:?}; the nearest is {nearest:?}")]
    UnknownPreset {
        /// What was asked for.
        name: String,
        /// The nearest name.
        nearest: String,
    },
    /// The preset needs columns that the file does not have.
    #[error("preset {preset} needs the columns {missing:?}")]
    PresetMismatch {
        /// Preset.
        preset: String,
        /// Columns not found.
        missing: Vec<String>,
    },
    /// A map names a column that is not in the file.
    #[error("no column {column:?}; the nearest is {nearest:?}")]
    UnknownColumn {
        /// What was asked for.
        column: String,
        /// The nearest header.
        nearest: String,
    },
    /// A map names a field that does not exist.
    #[error("no field {field:?}; the nearest is {nearest:?}")]
    UnknownField {
        /// What was asked for.
        field: String,
        /// The nearest name.
        nearest: String,
    },
    /// A part of `--map` is not `COLUMN=FIELD`.
    #[error("{part:?} is not COLUMN=FIELD")]
    MapSyntax {
        /// The part.
        part: String,
    },
    /// Purchases without a day or without an amount cannot be.
    #[error("purchases need {field}")]
    FieldNeeded {
        /// Name of the field that is missing.
        field: &'static str,
        /// Headers of columns that it could be.
        candidates: Vec<String>,
    },
    /// Decimals or dates can be read in two ways.
    #[error("{0:?}")]
    Undecided(Question),
    /// A currency other than the portfolio's.
    #[error("line {row}: currency {found:?}, the portfolio's is {expected:?}")]
    OtherCurrency {
        /// Line.
        row: u64,
        /// Header of the column.
        column: String,
        /// What stands there.
        found: String,
        /// The portfolio's.
        expected: String,
    },
    /// Days and amounts, and no sales.
    #[error("no sales: {column}")]
    NoSales {
        /// What it is.
        what: NoSales,
        /// The column that says so.
        column: String,
    },
    /// Another table begins below the first one.
    #[error("another table in line {row}: {headers:?}")]
    SecondTable {
        /// Line of its header.
        row: u64,
        /// The first of its columns.
        headers: Vec<String>,
    },
    /// The workbook has no such sheet.
    #[error("no sheet {sheet}")]
    UnknownSheet {
        /// What was asked for.
        sheet: String,
        /// What there is.
        sheets: Vec<String>,
    },
    /// Rows of too many documents are mixed with each other.
    #[error("rows of one document are far apart, first in line {row}")]
    Scattered {
        /// Line where the limit was reached.
        row: u64,
    },
}

/// What a file leaves open and a person must settle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// Is the mark in these numbers the decimal one? `--decimal` answers.
    Decimal {
        /// Header of the column.
        column: String,
        /// Values that can be read in two ways, with their lines.
        examples: Vec<(u64, String)>,
    },
    /// Which comes first, the day or the month? `--date-order` answers.
    DateOrder {
        /// Header of the column.
        column: String,
        /// Values that can be read in two ways, with their lines.
        examples: Vec<(u64, String)>,
    },
}

impl Question {
    /// Key of the sentence.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Decimal { .. } => "import-question-decimal",
            Self::DateOrder { .. } => "import-question-date-order",
        }
    }

    /// Data of the sentence: `column`, `row` and `example` of the first example, `examples` of all.
    pub fn args(&self) -> Vec<(&'static str, String)> {
        let (Self::Decimal { column, examples } | Self::DateOrder { column, examples }) = self;
        let all: Vec<&str> = examples.iter().map(|(_, value)| value.as_str()).collect();
        let (row, example) = examples.first().cloned().unwrap_or_default();
        vec![
            ("column", column.clone()),
            ("row", row.to_string()),
            ("example", example),
            ("examples", all.join(" · ")),
        ]
    }
}

impl ImportError {
    /// Key of the sentence.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Io { cause, .. } if matches!(cause.kind(), std::io::ErrorKind::NotFound) => {
                "import-error-missing"
            }
            Self::Io { .. } => "import-error-io",
            Self::Empty => "import-error-empty",
            Self::NotATable { .. } => "import-error-not-a-table",
            Self::BrokenGzip { .. } => "import-error-broken-gzip",
            Self::BrokenWorkbook => "import-error-broken-workbook",
            Self::OpenCard { .. } => "import-error-open-card",
            Self::Bomb { .. } => "import-error-bomb",
            Self::OpenQuote { .. } => "import-error-open-quote",
            Self::RowTooLong { .. } => "import-error-row-too-long",
            Self::TooManyColumns { .. } => "import-error-too-many-columns",
            Self::NoRows => "import-error-no-rows",
            Self::UnknownColumns { .. } => "import-error-unknown-columns",
            Self::NoHeader { .. } => "import-error-no-header",
            Self::UnknownPreset { .. } => "import-error-unknown-preset",
            Self::PresetMismatch { .. } => "import-error-preset-mismatch",
            Self::UnknownColumn { .. } => "import-error-unknown-column",
            Self::UnknownField { .. } => "import-error-unknown-field",
            Self::MapSyntax { .. } => "import-error-map-syntax",
            Self::FieldNeeded { field: "customer.name", candidates } if candidates.is_empty() => {
                "import-error-name-needed"
            }
            Self::FieldNeeded { field: "customer.name", .. } => "import-error-name-candidates",
            Self::FieldNeeded { candidates, .. } if candidates.is_empty() => "import-error-field-needed",
            Self::FieldNeeded { .. } => "import-error-field-candidates",
            Self::Undecided(question) => question.key(),
            Self::OtherCurrency { .. } => "import-error-other-currency",
            Self::Scattered { .. } => "import-error-scattered",
            Self::NoSales { what: NoSales::Suppliers, .. } => "import-error-suppliers",
            Self::NoSales { what: NoSales::Statement, .. } => "import-error-statement",
            Self::NoSales { what: NoSales::Ledger, .. } => "import-error-ledger",
            Self::NoSales { what: NoSales::Quotes, .. } => "import-error-quotes",
            Self::NoSales { what: NoSales::Goods, .. } => "import-error-goods",
            Self::NoSales { what: NoSales::Months, .. } => "import-error-months",
            Self::SecondTable { .. } => "import-error-second-table",
            Self::NoSales { what: NoSales::Payments, .. } => "import-error-payments",
            Self::NoSales { what: NoSales::Account, .. } => "import-error-account",
            Self::NoSales { what: NoSales::Journal, .. } => "import-error-journal",
            Self::UnknownSheet { .. } => "import-error-unknown-sheet",
        }
    }

    /// Data of the sentence, besides `file`, which the caller knows.
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Io { path, cause } => {
                vec![("path", path.display().to_string()), ("cause", cause.to_string())]
            }
            Self::Empty | Self::NoRows | Self::BrokenWorkbook => Vec::new(),
            Self::FieldNeeded { field, candidates } => {
                let field = (*field != "customer.name").then(|| ("field", (*field).to_owned()));
                let candidates = (!candidates.is_empty()).then(|| ("candidates", shown(candidates)));
                field.into_iter().chain(candidates).collect()
            }
            Self::NotATable { what } => vec![("what", (*what).to_owned())],
            Self::BrokenGzip { row } | Self::Scattered { row } | Self::OpenCard { row } => {
                vec![("row", row.to_string())]
            }
            Self::Bomb { megabytes } => vec![("megabytes", megabytes.to_string())],
            Self::OpenQuote { row, column } => vec![("row", row.to_string()), ("column", column.to_string())],
            Self::RowTooLong { row, column, megabytes } => vec![
                ("row", row.to_string()),
                ("column", column.to_string()),
                ("megabytes", megabytes.to_string()),
            ],
            Self::TooManyColumns { row, columns } => {
                vec![("row", row.to_string()), ("columns", columns.to_string())]
            }
            Self::UnknownColumns { headers } => vec![("headers", shown(headers))],
            Self::NoHeader { first } => vec![("first", shown(first))],
            Self::UnknownPreset { name, nearest } => {
                vec![("name", name.clone()), ("nearest", nearest.clone())]
            }
            Self::PresetMismatch { preset, missing } => {
                vec![("preset", preset.clone()), ("missing", shown(missing))]
            }
            Self::UnknownColumn { column, nearest } => {
                vec![("column", column.clone()), ("nearest", nearest.clone())]
            }
            Self::UnknownField { field, nearest } => {
                vec![("field", field.clone()), ("nearest", nearest.clone())]
            }
            Self::UnknownSheet { sheet, sheets } => {
                vec![("sheet", sheet.clone()), ("sheets", shown(sheets))]
            }
            Self::SecondTable { row, headers } => {
                vec![("row", row.to_string()), ("headers", shown(headers))]
            }
            Self::NoSales { column, .. } => vec![("column", column.clone())],
            Self::MapSyntax { part } => vec![("part", part.clone())],
            Self::Undecided(question) => question.args(),
            Self::OtherCurrency { row, column, found, expected } => vec![
                ("row", row.to_string()),
                ("column", column.clone()),
                ("found", found.clone()),
                ("expected", expected.clone()),
            ],
        }
    }
}

/// The first twelve of a list of names, each cut after 40 characters.
fn shown(names: &[String]) -> String {
    let mut text = names
        .iter()
        .take(12)
        .map(|name| name.chars().take(40).collect::<String>())
        .collect::<Vec<_>>()
        .join(", ");
    if names.len() > 12 {
        text.push('…');
    }
    text
}
