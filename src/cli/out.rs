//! What goes out: answers on stdout, messages on stderr, and how a command ends. Nothing a file said reaches a
//! terminal without [`visible`], and JSON escapes whatever a terminal would obey.

use std::cell::RefCell;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::rc::Rc;

use rust_decimal::Decimal;
use serde::Serialize;

use crate::domain::Day;
use crate::exchange::out::csv::disarmed;
use crate::exchange::out::markdown::{Markdown, inline};
use crate::store::ask::ChangeWords;
use crate::store::error::{OpenError, StoreError};
pub use crate::ui::json::write_json;
use crate::ui::texts::Texts;
use crate::ui::visible::{pad_left, pad_right, visible, width};
use crate::views::exports::{Grid, GridCell};

/// Refused input.
pub const REFUSED: u8 = 1;
/// A command line that makes no sense.
pub const USAGE: u8 = 2;
/// No such file.
pub const MISSING: u8 = 3;
/// A damaged file.
pub const DAMAGED: u8 = 4;
/// Another process holds the file, or it was asked to be left alone.
pub const LOCKED: u8 = 7;
/// Disk full or not writable.
pub const UNWRITABLE: u8 = 8;

/// Why a command did not do what it was asked; nothing half done is left behind.
#[derive(Debug)]
pub enum Failure {
    /// Exit code, and a text key with arguments.
    Said(u8, ChangeWords),
    /// The same, and lines of detail to print below it.
    Listed(u8, ChangeWords, Vec<String>),
    /// The screen was left other than by its user, with this code; what there is to say was said.
    Left(u8),
    /// Whoever read our answer went away: nothing to say, nobody to say it to.
    BrokenPipe,
}

/// How a command ends.
pub type Outcome<T = ()> = Result<T, Failure>;

impl Failure {
    /// A failure with a text key and its arguments.
    pub fn new(code: u8, key: &str, args: &[(&str, &str)]) -> Self {
        Self::Said(code, words(key, args))
    }

    /// Input that cannot be accepted.
    pub fn refused(key: &str, args: &[(&str, &str)]) -> Self {
        Self::new(REFUSED, key, args)
    }

    /// The exit code.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Said(code, _) | Self::Listed(code, ..) | Self::Left(code) => *code,
            Self::BrokenPipe => 0,
        }
    }

    /// Says it on stderr.
    pub fn report(&self, texts: &Texts) {
        let (words, lines) = match self {
            Self::Said(_, words) => (words, &[][..]),
            Self::Listed(_, words, lines) => (words, lines.as_slice()),
            Self::BrokenPipe | Self::Left(_) => return,
        };
        let mut said = texts.words(&words.key, &words.args);
        // What to type here; a screen has other ways to answer.
        if let Some(how) = texts.attribute(&words.key, "how") {
            said = format!("{said} {how}");
        }
        message(&said);
        for line in lines {
            message(line);
        }
    }
}

impl From<OpenError> for Failure {
    fn from(error: OpenError) -> Self {
        tracing::error!(?error, "open");
        Self::Said(error.exit_code(), error.words())
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        tracing::error!(?error, "store");
        Self::Said(error.exit_code(), error.words())
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self::BrokenPipe;
        }
        Self::new(UNWRITABLE, "cli-error-output", &[("what", &error.to_string())])
    }
}

/// A text key with its arguments.
pub fn words(key: &str, args: &[(&str, &str)]) -> ChangeWords {
    ChangeWords {
        key: key.to_owned(),
        args: args.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
    }
}

/// A message for the person, on stderr. That it cannot be written is no reason to fail.
pub fn message(text: &str) {
    let mut stderr = io::stderr().lock();
    for line in text.lines() {
        let _ = writeln!(stderr, "{}", visible(line));
    }
}

/// How answers look.
#[derive(Clone, Debug, Default)]
pub enum Style {
    /// Lines and columns of text.
    #[default]
    Text,
    /// Paragraphs and tables of Markdown.
    Markdown,
    /// Tables alone, kept for a file.
    Grids(Rc<RefCell<Vec<Grid>>>),
    /// A document, kept for a file byte by byte.
    Kept(Rc<RefCell<Vec<u8>>>),
}

/// What is written, kept.
struct Kept(Rc<RefCell<Vec<u8>>>);

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Where answers go, buffered: stdout, or what is kept for a file. [`Out::end`] flushes it.
pub struct Out {
    to: Box<dyn Write>,
    style: Style,
    begun: bool,
}

impl Out {
    /// Takes hold of stdout.
    pub fn new() -> Self {
        Self::styled(Style::Text)
    }

    /// The same, for answers of another look.
    pub fn styled(style: Style) -> Self {
        let to: Box<dyn Write> = match &style {
            Style::Grids(_) => Box::new(io::sink()),
            Style::Kept(bytes) => Box::new(Kept(Rc::clone(bytes))),
            _ => Box::new(BufWriter::new(io::stdout().lock())),
        };
        Self { to, style, begun: false }
    }

    /// Lines of text, made visible.
    pub fn text(&mut self, text: &str) -> Outcome {
        for line in text.lines() {
            if matches!(self.style, Style::Markdown) {
                if line.trim().is_empty() {
                    continue;
                }
                self.gap()?;
                writeln!(self.to, "{}", inline(visible(line).trim()))?;
            } else {
                writeln!(self.to, "{}", visible(line))?;
            }
        }
        Ok(())
    }

    /// The title of a document; nothing where text is enough.
    pub fn title(&mut self, text: &str) -> Outcome {
        if matches!(self.style, Style::Markdown) {
            self.gap()?;
            writeln!(self.to, "# {}", inline(&visible(text)))?;
        }
        Ok(())
    }

    /// An empty line between what follows and what stands before.
    fn gap(&mut self) -> Outcome {
        if std::mem::replace(&mut self.begun, true) {
            writeln!(self.to)?;
        }
        Ok(())
    }

    /// Bytes of our own making, as they are.
    pub fn raw(&mut self, bytes: &[u8]) -> Outcome {
        Ok(self.to.write_all(bytes)?)
    }

    /// One value of a JSON document that is written piece by piece.
    pub fn json_part(&mut self, value: &impl Serialize) -> Outcome {
        Ok(write_json(&mut self.to, value)?)
    }

    /// One record of CSV; cells are to be made safe by [`csv_cell`] before.
    pub fn csv_line(&mut self, cells: &[String]) -> Outcome {
        let mut writer = csv::Writer::from_writer(&mut self.to);
        writer.write_record(cells).map_err(io::Error::from)?;
        Ok(writer.flush()?)
    }

    /// One JSON document on one line.
    pub fn json(&mut self, value: &impl Serialize) -> Outcome {
        write_json(&mut self.to, value)?;
        Ok(self.to.write_all(b"\n")?)
    }

    /// Writes once and ends.
    pub fn then(mut self, write: impl FnOnce(&mut Self) -> Outcome) -> Outcome {
        write(&mut self)?;
        self.end()
    }

    /// Everything is out.
    pub fn end(mut self) -> Outcome {
        Ok(self.to.flush()?)
    }

    /// Everything up to here is out; for lines that somebody waits for.
    pub fn flush(&mut self) -> Outcome {
        Ok(self.to.flush()?)
    }
}

impl Default for Out {
    fn default() -> Self {
        Self::new()
    }
}

/// A table in text: columns as wide as what is in them, at most [`WIDEST`] on a terminal, figures to the right.
pub struct Table {
    heads: Vec<String>,
    right: Vec<bool>,
    rows: Vec<Vec<String>>,
}

/// No column of a table is wider than this many columns of the terminal.
const WIDEST: usize = 40;

impl Table {
    /// A table with these headings; `true` puts the column to the right.
    pub fn new(columns: impl IntoIterator<Item = (String, bool)>) -> Self {
        let (heads, right) = columns.into_iter().unzip();
        Self { heads, right, rows: Vec::new() }
    }

    /// One row; as many cells as there are headings.
    pub fn row(&mut self, cells: Vec<String>) {
        debug_assert_eq!(cells.len(), self.heads.len());
        self.rows.push(cells);
    }

    /// Prints it.
    pub fn print(&self, out: &mut Out) -> Outcome {
        match out.style.clone() {
            Style::Text | Style::Kept(_) => self.print_text(out),
            Style::Markdown => {
                out.gap()?;
                let mut markdown = Markdown::new(&mut out.to);
                markdown.headed("", &self.heads, &self.right)?;
                for row in &self.rows {
                    let cells: Vec<_> = row.iter().map(|cell| visible(cell)).collect();
                    markdown.texts(cells.iter().map(AsRef::as_ref))?;
                }
                Ok(())
            }
            Style::Grids(grids) => {
                let cell =
                    |(cell, right): (&String, &bool)| if *right { figure(cell) } else { words_of(cell) };
                grids.borrow_mut().push(Grid {
                    title: String::new(),
                    headings: self.heads.clone(),
                    rows: self
                        .rows
                        .iter()
                        .map(|row| row.iter().zip(&self.right).map(cell).collect())
                        .collect(),
                });
                Ok(())
            }
        }
    }

    fn print_text(&self, out: &mut Out) -> Outcome {
        // What goes into another program or a file loses nothing.
        let widest = if io::stdout().is_terminal() { WIDEST } else { usize::MAX };
        let widths: Vec<usize> = (0..self.heads.len())
            .map(|i| {
                let cells = self.rows.iter().map(|row| width(&row[i]));
                cells.chain([width(&self.heads[i])]).max().unwrap_or(0).min(widest)
            })
            .collect();
        for row in std::iter::once(&self.heads).chain(&self.rows) {
            let mut line = String::new();
            for ((cell, columns), right) in row.iter().zip(&widths).zip(&self.right) {
                if !line.is_empty() {
                    line.push_str("  ");
                }
                line.push_str(&if *right { pad_left(cell, *columns) } else { pad_right(cell, *columns) });
            }
            writeln!(out.to, "{}", line.trim_end())?;
        }
        Ok(())
    }
}

/// A figure as a number: written in the plain style of a file (comma between thousands, point before decimals), a
/// currency around it, a share of a hundred in per cent.
fn figure(cell: &str) -> GridCell {
    let percent = cell.trim_end().ends_with('%');
    let bare: String = cell.chars().filter(|c| c.is_ascii_digit() || matches!(c, '.' | '-')).collect();
    let letters = cell.chars().filter(|c| c.is_alphabetic()).count();
    // Units of time and names of months are words.
    if letters > 0 || !bare.contains(|c: char| c.is_ascii_digit()) {
        return words_of(cell);
    }
    match bare.parse::<Decimal>() {
        Ok(number) if percent => {
            let share = number / Decimal::ONE_HUNDRED;
            GridCell::Decimal(share.to_string())
        }
        Ok(_) if bare.contains('.') => GridCell::Decimal(bare),
        Ok(number) => number.to_string().parse().map_or(GridCell::Text(bare), GridCell::Int),
        Err(_) => words_of(cell),
    }
}

fn words_of(cell: &str) -> GridCell {
    Day::parse_iso(cell).map_or_else(|| GridCell::Text(cell.to_owned()), GridCell::Day)
}

/// How far long work is, on stderr where that is a terminal; silent elsewhere.
pub struct Bar {
    shown: bool,
    last: Option<u64>,
}

impl Bar {
    /// A bar not drawn yet.
    pub fn new() -> Self {
        Self { shown: io::stderr().is_terminal(), last: None }
    }

    /// Draws it anew where the whole per cent changed.
    pub fn set(&mut self, done: u64, total: u64, words: &str) {
        let percent = (done.min(total) * 100).checked_div(total).unwrap_or(0);
        if !self.shown || self.last == Some(percent) {
            return;
        }
        self.last = Some(percent);
        let full = (percent / 5) as usize;
        let mut stderr = io::stderr().lock();
        // Back to the start of the line and the rest of it cleared: the bar is drawn over itself.
        let _ = write!(
            stderr,
            "\r[{}{}] {percent:>3} %  {}\x1b[K",
            "#".repeat(full),
            ".".repeat(20 - full),
            visible(words)
        );
        let _ = stderr.flush();
    }

    /// Takes it off the line.
    pub fn clear(&mut self) {
        if self.shown && self.last.take().is_some() {
            let mut stderr = io::stderr().lock();
            let _ = write!(stderr, "\r\x1b[K");
            let _ = stderr.flush();
        }
    }
}

impl Default for Bar {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.clear();
    }
}

/// A cell of CSV for people and programs: visible, and taken for a formula by no spreadsheet.
pub fn csv_cell(value: &str) -> String {
    disarmed(&visible(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_of_a_table_is_a_number_in_a_file() {
        assert_eq!(figure("€1,234.50"), GridCell::Decimal("1234.50".into()));
        assert_eq!(figure("-1,284"), GridCell::Int(-1284));
        assert_eq!(figure("68.5%"), GridCell::Decimal("0.685".into()));
        assert_eq!(figure("9 d"), GridCell::Text("9 d".into()));
        assert_eq!(figure("—"), GridCell::Text("—".into()));
    }

    #[test]
    fn a_formula_is_disarmed_and_a_phone_stays() {
        assert_eq!(csv_cell("=2+2"), "'=2+2");
        assert_eq!(csv_cell("@SUM(A1)"), "'@SUM(A1)");
        assert_eq!(csv_cell("+34 600 11-22-33"), "+34 600 11-22-33");
        assert_eq!(csv_cell("-12.50"), "-12.50");
        assert_eq!(csv_cell("-1+cmd"), "'-1+cmd");
        assert_eq!(csv_cell("a\u{1b}[0m"), "a^[[0m");
    }
}
