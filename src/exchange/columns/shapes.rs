//! What the cells of each column hold, from the first rows of a file: what a column is can often be seen where its name
//! is not known.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use crate::domain::roster::province;
use crate::exchange::columns::preset::{is_among, words};
use crate::exchange::columns::{consents, credits};
use crate::exchange::error::ImportError;
use crate::exchange::file::rows::{Row, Rows};
use crate::exchange::file::sniff::Sniffed;
use crate::exchange::values::cells;
use crate::exchange::values::date::{self, DateOrder};
use crate::exchange::values::number::{self, Mark};

/// Rows that are looked at.
const LOOK: u64 = 300;
/// Longest code.
const CODE: usize = 20;
/// Longest name that somebody has.
const NAME: usize = 60;

/// What the cells of one column hold.
#[derive(Clone, Debug, Default)]
pub struct Shape {
    /// Cells that say anything.
    filled: u32,
    days: u32,
    numbers: u32,
    /// Numbers with decimals or a sign of money.
    priced: u32,
    /// Numbers with a sign of per cent.
    percents: u32,
    /// Numbers below zero.
    negative: u32,
    /// Whole numbers of three figures at most.
    counts: u32,
    /// Yes and no, 0 and 1.
    flags: u32,
    /// With a figure in it, or nothing in words.
    figured: u32,
    /// Whether somebody subscribed.
    subscriptions: u32,
    /// What somebody answers who is asked whether they may be written to.
    answers: u32,
    /// Two words or more of letters.
    names: u32,
    /// With a letter, and no address of e-mail.
    worded: u32,
    /// Two words or more of letters, of which the long ones begin with a capital.
    proper: u32,
    /// «Seco, Laura».
    reversed: u32,
    regions: u32,
    /// Short, in one piece, with a figure, and neither a day nor a sum.
    codes: u32,
    /// A kind of document in letters with its number: `FV-1`.
    kinds: u32,
    distinct: HashSet<u64>,
}

impl Shape {
    fn see(&mut self, row: &Row, column: usize) {
        let cell = row.cell(column);
        if cell.is_empty() {
            return;
        }
        self.filled += 1;
        self.distinct.insert(crate::exchange::assemble::seen::hash(cell));
        let is_day = is_day(cell);
        let plain = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'/');
        let code = cells::without_point_zero(cell);
        let coded = code.len() <= CODE && code.iter().all(plain) && code.iter().any(u8::is_ascii_digit);
        self.codes += u32::from(coded && !is_day);
        // «R4» is a kind that a tax office knows.
        self.kinds += u32::from(coded && code.contains(&b'-') && credits::prefix(code).is_some());
        let text = String::from_utf8_lossy(cell);
        if is_day {
            self.days += 1;
        } else if row.is_number(column) || is_number(cell) {
            self.numbers += 1;
            let whole = cell.iter().all(u8::is_ascii_digit);
            // 15 % is a part of something, and a column of noughts nobody's money.
            let worth = cell.iter().any(|b| (b'1'..=b'9').contains(b));
            self.priced += u32::from(!whole && worth && !cell.contains(&b'%'));
            self.percents += u32::from(cell.contains(&b'%'));
            self.negative += u32::from(cell.contains(&b'-') || cell.contains(&b'('));
            self.counts += u32::from(whole && cell.len() < 4);
        } else if text.chars().any(char::is_alphabetic) && !text.contains('@') {
            self.worded += 1;
            let place = text.split('(').next().unwrap_or_default().trim();
            self.regions += u32::from(province::number_of(place).is_some());
            let letters = |word: &str| word.chars().all(|c| c.is_alphabetic() || "-.,'’".contains(c));
            let name = text.len() < NAME && text.split_whitespace().count() > 1;
            let name = name && text.split_whitespace().all(letters);
            self.names += u32::from(name);
            self.reversed += u32::from(cells::given_first(&text).is_some());
            let capital =
                |word: &str| word.chars().count() < 4 || word.chars().next().is_some_and(char::is_uppercase);
            self.proper += u32::from(name && text.split_whitespace().all(capital));
        }
        let figured =
            cell.iter().any(u8::is_ascii_digit) || crate::exchange::values::cells::is_nothing(&text);
        self.figured += u32::from(figured);
        self.answers += u32::from(consents::answers(&text));
        let words = words();
        let subscribed = is_among(&words.subscribed, &text) || is_among(&words.unsubscribed, &text);
        self.subscriptions += u32::from(subscribed);
        self.flags += u32::from(is_among(&words.yes, &text) || is_among(&words.no, &text));
    }

    fn most(&self, count: u32) -> bool {
        self.filled > 0 && count * 5 >= self.filled * 4
    }

    /// Nothing.
    pub fn is_empty(&self) -> bool {
        self.filled == 0
    }

    /// The same in each of several rows.
    pub fn is_always_the_same(&self) -> bool {
        self.filled > 1 && self.distinct.len() == 1
    }

    /// Not the same in all rows.
    pub fn is_different_at_times(&self) -> bool {
        self.distinct.len() > 1
    }

    /// Days.
    pub fn holds_days(&self) -> bool {
        self.most(self.days)
    }

    /// Days, among whatever else.
    pub fn holds_some_days(&self) -> bool {
        self.days > 0
    }

    /// Numbers, whatever they count.
    pub fn holds_numbers(&self) -> bool {
        self.most(self.numbers)
    }

    /// Sums of money: numbers of which some have decimals or a sign of money.
    pub fn holds_money(&self) -> bool {
        self.holds_numbers() && self.priced > 0 && self.percents == 0
    }

    /// One in five comes again, or more.
    pub fn comes_again(&self) -> bool {
        self.filled > 2 && self.distinct.len() * 5 <= self.filled as usize * 4
    }

    /// Numbers of which some are below zero.
    pub fn holds_negatives(&self) -> bool {
        self.negative > 0
    }

    /// Nothing comes twice.
    pub fn is_never_the_same(&self) -> bool {
        self.filled > 1 && self.distinct.len() == self.filled as usize
    }

    /// Small whole numbers, more than 0 and 1.
    pub fn holds_counts(&self) -> bool {
        self.filled > 0 && self.counts == self.filled && !self.holds_flags()
    }

    /// Yes and no, of which nothing is anything else.
    pub fn holds_flags(&self) -> bool {
        self.filled > 0 && self.flags == self.filled
    }

    /// Nothing, or answers at least every second time: yes, no, refused.
    pub fn holds_answers(&self) -> bool {
        self.answers * 2 >= self.filled
    }

    /// Mostly words without a figure: no codes, phones or numbers of anybody.
    pub fn lacks_figures(&self) -> bool {
        self.figured * 2 < self.filled
    }

    /// Somewhere that somebody subscribed or left.
    pub fn holds_subscriptions(&self) -> bool {
        self.subscriptions > 0
    }

    /// Words that tell one row from another, most of them two or more: names of people.
    pub fn holds_names(&self) -> bool {
        let different = self.distinct.len() * 10 >= self.filled as usize * 9;
        self.filled > 1 && self.names * 2 > self.filled && different
    }

    /// Codes: `1042`, `C-17`, `430.0`.
    pub fn holds_codes(&self) -> bool {
        self.most(self.codes)
    }

    /// Names of people or firms, of which some may come again.
    pub fn holds_proper_names(&self) -> bool {
        self.proper * 3 > self.filled * 2
            && self.distinct.len() > 3
            && self.distinct.len() * 5 >= self.filled as usize
    }

    /// Names of people of which the surname comes first, with a comma behind.
    pub fn begins_with_surnames(&self) -> bool {
        self.filled > 1 && self.most(self.reversed)
    }

    /// Kinds of documents in letters with a number, in every row.
    pub fn holds_series(&self) -> bool {
        self.filled > 0 && self.kinds == self.filled
    }

    /// Names of provinces.
    pub fn holds_regions(&self) -> bool {
        self.most(self.regions)
    }

    /// Words.
    pub fn holds_words(&self) -> bool {
        self.most(self.worded)
    }
}

/// A day however it is written; of eight figures alone one of these times.
fn is_day(cell: &[u8]) -> bool {
    let plain = cell.iter().all(|b| b.is_ascii_digit() || *b == b'.');
    if plain
        && !(cell.len() == 8 && (cell.starts_with(b"19") || cell.starts_with(b"20")) || cell.contains(&b'.'))
    {
        return false;
    }
    cell.len() > 5
        && (!plain || cell.splitn(3, |b| *b == b'.').count() != 2)
        && [DateOrder::Dmy, DateOrder::Mdy]
            .into_iter()
            .any(|order| matches!(date::parse(cell, order), Ok(Some(_))))
}

fn is_number(cell: &[u8]) -> bool {
    cell.iter().any(u8::is_ascii_digit)
        && (number::parse(cell, Mark::Point).is_some() || number::parse(cell, Mark::Comma).is_some())
}

/// The columns of a file.
#[derive(Clone, Debug, Default)]
pub struct Shapes {
    columns: Vec<Shape>,
    /// Rows that were looked at, by the hash of each of their cells.
    rows: Vec<Vec<u64>>,
}

impl Shapes {
    /// Looks at the first rows below the header.
    pub fn of(path: &Path, sniffed: &Sniffed) -> Result<Self, ImportError> {
        let mut rows = Rows::open(path, sniffed.dialect)?;
        let (mut row, mut seen) = (Row::default(), 0);
        let mut columns = vec![Shape::default(); sniffed.header.len()];
        let mut rows_seen = Vec::new();
        // What is wrong with a row is told when the whole file is read.
        while seen < LOOK && rows.read(&mut row).unwrap_or(false) {
            if row.line <= sniffed.header_line || row.is_blank() {
                continue;
            }
            seen += 1;
            for (index, column) in columns.iter_mut().enumerate() {
                column.see(&row, index);
            }
            // As many columns as a table of sales has.
            rows_seen.push(
                (0..columns.len().min(128))
                    .map(|i| crate::exchange::assemble::seen::hash(row.cell(i)))
                    .collect(),
            );
        }
        Ok(Self { columns, rows: rows_seen })
    }

    /// Whether a column says something in every row that was looked at.
    pub fn is_full(&self, column: usize) -> bool {
        self.columns.get(column).is_some_and(|c| c.filled > 0 && c.filled as usize == self.rows.len())
    }

    /// Whether rows that follow each other have one value in the column `of` and several in `column`.
    pub fn varies_within(&self, column: usize, of: usize) -> bool {
        let nothing = crate::exchange::assemble::seen::hash(&[]);
        self.rows.windows(2).any(|pair| {
            let cell = |row: usize, column: usize| pair[row].get(column).copied().unwrap_or(nothing);
            cell(0, of) != nothing && cell(0, of) == cell(1, of) && cell(0, column) != cell(1, column)
        })
    }

    /// Whether some value of the column `of` stands beside several of `column`, wherever in the file.
    pub fn varies_for(&self, column: usize, of: usize) -> bool {
        let mut beside = HashMap::new();
        self.rows.iter().any(|row| {
            let (Some(key), Some(cell)) = (row.get(of), row.get(column)) else { return false };
            *beside.entry(key).or_insert(cell) != cell
        })
    }

    /// Cells of a column that say anything.
    pub fn filled(&self, column: usize) -> usize {
        self.columns.get(column).map_or(0, |shape| shape.filled as usize)
    }

    /// Different cells of a column.
    pub fn distinct(&self, column: usize) -> usize {
        self.columns.get(column).map_or(0, |shape| shape.distinct.len())
    }

    /// Whether a column holds this.
    pub fn are(&self, column: usize, what: fn(&Shape) -> bool) -> bool {
        self.columns.get(column).is_some_and(what)
    }
}
