//! Files out: tables as CSV, XLSX and Markdown, people as vCards, letters and labels. Owns how a value is written so that
//! other programs read it as what it is and none takes it for a formula. Must not know: the store, the screen, the
//! clock. Nothing is held in memory but the row at hand.

pub mod csv;
pub mod letters;
pub mod markdown;
pub mod vcard;
pub mod xlsx;

use std::io;

use chrono::NaiveDateTime;

use crate::domain::Day;

/// One value of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    /// Nothing known.
    #[default]
    Empty,
    /// Words; never a formula, a number or a link, whatever they look like.
    Text(String),
    /// A whole number.
    Int(i64),
    /// A decimal number in plain form (`-1234.50`), exact.
    Decimal(String),
    /// A day.
    Day(Day),
    /// A moment of local time.
    Moment(NaiveDateTime),
}

impl Cell {
    /// Words; empty where there are none.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    /// A day, or nothing.
    pub fn day(day: Option<Day>) -> Self {
        day.map_or(Self::Empty, Self::Day)
    }

    /// The value for programs: ISO days, plain decimals.
    pub fn plain(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) | Self::Decimal(text) => text.clone(),
            Self::Int(number) => number.to_string(),
            Self::Day(day) => day.to_string(),
            Self::Moment(at) => at.format("%Y-%m-%dT%H:%M:%S").to_string(),
        }
    }

    /// Whether it belongs to the right edge of its column.
    pub const fn is_figure(&self) -> bool {
        matches!(self, Self::Int(_) | Self::Decimal(_))
    }
}

/// Takes in tables, one after the other, each row by row.
pub trait Tables {
    /// Begins a table; what is written after it are its rows.
    fn table(&mut self, name: &str, headings: &[String]) -> io::Result<()>;

    /// A row, with as many cells as there are headings.
    fn row(&mut self, cells: &[Cell]) -> io::Result<()>;
}
