//! What goes out: answers on stdout, messages on stderr, and how a command ends. Nothing a file said reaches a
//! terminal without [`visible`], and JSON escapes whatever a terminal would obey.

use std::io::{self, BufWriter, IsTerminal, Write};

use serde::Serialize;

use crate::store::ask::ChangeWords;
use crate::store::error::{OpenError, StoreError};
use crate::ui::texts::Texts;
use crate::ui::visible::{pad_left, pad_right, visible, width};

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

/// Stdout, buffered; [`Out::end`] flushes it.
pub struct Out(BufWriter<io::StdoutLock<'static>>);

impl Out {
    /// Takes hold of stdout.
    pub fn new() -> Self {
        Self(BufWriter::new(io::stdout().lock()))
    }

    /// Lines of text, made visible.
    pub fn text(&mut self, text: &str) -> Outcome {
        for line in text.lines() {
            writeln!(self.0, "{}", visible(line))?;
        }
        Ok(())
    }

    /// Bytes of our own making, as they are.
    pub fn raw(&mut self, bytes: &[u8]) -> Outcome {
        Ok(self.0.write_all(bytes)?)
    }

    /// One value of a JSON document that is written piece by piece.
    pub fn json_part(&mut self, value: &impl Serialize) -> Outcome {
        Ok(write_json(&mut self.0, value)?)
    }

    /// One record of CSV; cells are to be made safe by [`csv_cell`] before.
    pub fn csv_line(&mut self, cells: &[String]) -> Outcome {
        let mut writer = csv::Writer::from_writer(&mut self.0);
        writer.write_record(cells).map_err(io::Error::from)?;
        Ok(writer.flush()?)
    }

    /// One JSON document on one line.
    pub fn json(&mut self, value: &impl Serialize) -> Outcome {
        write_json(&mut self.0, value)?;
        Ok(self.0.write_all(b"\n")?)
    }

    /// Writes once and ends.
    pub fn then(mut self, write: impl FnOnce(&mut Self) -> Outcome) -> Outcome {
        write(&mut self)?;
        self.end()
    }

    /// Everything is out.
    pub fn end(mut self) -> Outcome {
        Ok(self.0.flush()?)
    }

    /// Everything up to here is out; for lines that somebody waits for.
    pub fn flush(&mut self) -> Outcome {
        Ok(self.0.flush()?)
    }
}

impl Default for Out {
    fn default() -> Self {
        Self::new()
    }
}

/// Writes JSON in which no character can act on a terminal: what [`visible`] would change is escaped as `\uXXXX`,
/// which every reader of JSON takes back exactly.
pub fn write_json<W: Write>(out: W, value: &impl Serialize) -> io::Result<()> {
    let mut serializer = serde_json::Serializer::with_formatter(out, Calm);
    value.serialize(&mut serializer).map_err(io::Error::from)
}

struct Calm;

impl serde_json::ser::Formatter for Calm {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        if fragment.bytes().all(|b| (0x20..0x7f).contains(&b)) {
            return out.write_all(fragment.as_bytes());
        }
        let mut letter = [0; 4];
        for c in fragment.chars() {
            let text = c.encode_utf8(&mut letter);
            if c.is_alphanumeric() || *visible(text) == *text {
                out.write_all(text.as_bytes())?;
            } else {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    write!(out, "\\u{unit:04x}")?;
                }
            }
        }
        Ok(())
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
            writeln!(out.0, "{}", line.trim_end())?;
        }
        Ok(())
    }
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

/// A cell of CSV that no spreadsheet takes for a formula: a leading apostrophe where the value begins like one and is
/// neither a number nor a phone.
pub fn csv_cell(value: &str) -> String {
    let shown = visible(value);
    let is_formula = shown.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let is_figure = shown.starts_with(['+', '-'])
        && shown.len() > 1
        && shown[1..].chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '.' | ',' | '-' | '(' | ')'))
        && shown[1..].contains(|c: char| c.is_ascii_digit());
    if is_formula && !is_figure { format!("'{shown}") } else { shown.into_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_escapes_what_a_terminal_would_obey_and_reads_back_the_same() {
        let text = "Ana\u{1b}[31m\u{7f}\u{9b}\u{202e}\u{200b}ñ 日本 👩\u{200d}🔧";
        let mut bytes = Vec::new();
        write_json(&mut bytes, &serde_json::json!({ "name": text })).unwrap();
        let written = String::from_utf8(bytes.clone()).unwrap();
        assert!(!written.chars().any(|c| c.is_control() || c == '\u{202e}' || c == '\u{200b}'), "{written}");
        assert!(written.contains("ñ 日本 👩"));
        let back: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(back["name"], text);
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
