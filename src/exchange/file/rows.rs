//! A file as rows of cells with their line numbers, within bounds: nothing a file holds makes memory grow past a row
//! of 16 MB.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::Path;
use std::rc::Rc;

use csv_core::ReadRecordResult;
use flate2::read::MultiGzDecoder;

use crate::exchange::error::ImportError;
use crate::exchange::file::again;
use crate::exchange::file::cards;
use crate::exchange::file::encoding::{Charset, Transcode};
use crate::exchange::file::ledger;
use crate::exchange::file::pipe;
use crate::exchange::file::pipe::{TYPED, Trouble, pipe};
use crate::exchange::file::workbook;
/// Bytes that one row may hold.
pub const ROW_LIMIT: usize = 16 << 20;
/// Columns that a row may have.
pub const COLUMN_LIMIT: usize = 16_384;
/// Unpacked bytes from which on the ratio of packing is looked at, and the ratio that no honest table reaches.
const BOMB_BYTES: u64 = 512 << 20;
const BOMB_RATIO: u64 = 200;

/// One row: its cells as UTF-8 bytes (which may still hold NULs and, in a UTF-8 file, bytes that are no text).
#[derive(Debug, Default)]
pub struct Row {
    data: Vec<u8>,
    ends: Vec<usize>,
    count: usize,
    /// Bytes between the end of a cell and the next one.
    gap: usize,
    /// Whether the first cell is the number of the row in its file: no text file but a workbook or cards.
    numbered: bool,
    /// Line of the file where it begins, from 1; in a workbook the row of its sheet.
    pub line: u64,
    /// Which of the sheets that are read it stands in, from 0.
    pub sheet: usize,
}

impl Row {
    /// Number of cells.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there is no cell.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The bytes of a cell without outer ASCII white space; nothing where the row is too short.
    #[inline]
    pub fn cell(&self, index: usize) -> &[u8] {
        let cell = self.raw(index);
        // Nearly every cell has nothing around it: what is taken off is a blank or a control byte.
        match (cell.first(), cell.last()) {
            (Some(first), Some(last)) if *first <= b' ' || *last <= b' ' => self.bare(cell),
            _ => cell,
        }
    }

    fn bare<'r>(&self, cell: &'r [u8]) -> &'r [u8] {
        let cell = if self.numbered { cell.strip_prefix(&[TYPED]).unwrap_or(cell) } else { cell };
        cell.trim_ascii()
    }

    #[inline]
    fn raw(&self, index: usize) -> &[u8] {
        if index >= self.count {
            return &[];
        }
        let index = index + usize::from(self.numbered);
        let start = if index == 0 { 0 } else { self.ends[index - 1] + self.gap };
        &self.data[start..self.ends[index]]
    }

    /// Whether a cell is a number in its file, and not words that look like one.
    pub fn is_number(&self, index: usize) -> bool {
        self.numbered && self.raw(index).first() == Some(&TYPED)
    }

    /// Whether missing cells at the end say that the row is cut: in a workbook they are only empty.
    pub fn may_be_cut(&self) -> bool {
        !self.numbered
    }

    /// Whether every cell is empty or a dash.
    pub fn is_blank(&self) -> bool {
        (0..self.count).all(|i| self.cell(i).iter().all(|b| *b == b'-'))
    }

    /// A cell as text with the blanks around it: where places count, they do too.
    pub fn untrimmed(&self, index: usize) -> String {
        String::from_utf8_lossy(self.raw(index)).into_owned()
    }

    /// A cell as text, bytes that are no text replaced.
    pub fn text(&self, index: usize) -> String {
        String::from_utf8_lossy(self.cell(index)).into_owned()
    }
}

/// How to read a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dialect {
    /// Compressed with gzip.
    pub gzip: bool,
    /// Encoding.
    pub charset: Charset,
    /// Bytes of the byte order mark.
    pub bom: usize,
    /// What separates cells; `None` is any run of blanks.
    pub delimiter: Option<u8>,
    /// What it is.
    pub form: Form,
}

/// What holds the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Lines of text.
    Text,
    /// Sheets of a workbook with the same header, a bit for each by its place.
    Sheets(u64),
    /// Cards.
    Cards,
    /// The journal or the accounts of a bookkeeping program, with the line of the header: text that becomes other rows.
    /// Without a delimiter they are records of fixed width, and have no header.
    Ledger(ledger::Kind, u64),
}

/// The byte that an unpacking of too much fails with.
#[derive(Debug)]
struct TooMuch(u64);
impl std::fmt::Display for TooMuch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} MB unpacked", self.0)
    }
}
impl std::error::Error for TooMuch {}

/// Counts what passes.
struct Counted<R> {
    inner: R,
    bytes: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.bytes.set(self.bytes.get() + count as u64);
        Ok(count)
    }
}

/// Refuses to unpack absurdly much.
struct Guarded<R> {
    inner: R,
    packed: Rc<Cell<u64>>,
    unpacked: u64,
}

impl<R: Read> Read for Guarded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.unpacked += count as u64;
        if self.unpacked > BOMB_BYTES && self.unpacked / self.packed.get().max(1) > BOMB_RATIO {
            return Err(io::Error::other(TooMuch(self.unpacked >> 20)));
        }
        Ok(count)
    }
}

/// Bytes, and a counter of those read from the disk.
pub type Bytes = (Box<dyn Read>, Rc<Cell<u64>>);

/// The bytes of a file, unpacked where they are packed, and a counter of the bytes read from the disk.
pub fn bytes_of(path: &Path, gzip: bool) -> io::Result<Bytes> {
    let bytes = Rc::new(Cell::new(0));
    let file = Counted { inner: File::open(path)?, bytes: bytes.clone() };
    if gzip {
        let inner = MultiGzDecoder::new(io::BufReader::with_capacity(1 << 16, file));
        return Ok((Box::new(Guarded { inner, packed: bytes.clone(), unpacked: 0 }), bytes));
    }
    Ok((Box::new(file), bytes))
}

/// What a failed reading means, after line `row`.
pub(in crate::exchange) fn reading(error: io::Error, gzip: bool, row: u64) -> ImportError {
    if let Some(much) = error.get_ref().and_then(|inner| inner.downcast_ref::<TooMuch>()) {
        return ImportError::Bomb { megabytes: much.0 };
    }
    match error.downcast::<Trouble>() {
        Ok(Trouble(error)) => error,
        Err(_) if gzip => ImportError::BrokenGzip { row },
        Err(cause) => ImportError::Io { path: std::path::PathBuf::new(), cause },
    }
}

/// Reads rows.
pub struct Rows {
    input: Box<dyn Read>,
    core: csv_core::Reader,
    delimiter: Option<u8>,
    gzip: bool,
    numbered: bool,
    /// Cells that a row has: one that stands in a single cell is put apart.
    width: usize,
    buffer: Vec<u8>,
    at: usize,
    end: usize,
    line: u64,
    after_cr: bool,
    done: Rc<Cell<u64>>,
    replaced: Rc<Cell<u64>>,
}

impl Rows {
    /// Opens a file.
    pub fn open(path: &Path, dialect: Dialect) -> Result<Self, ImportError> {
        let failed = |cause| ImportError::Io { path: path.to_owned(), cause };
        let from = path.to_owned();
        let gzip = dialect.gzip;
        let piped = match dialect.form {
            Form::Text => None,
            Form::Sheets(places) => Some(pipe(
                move |lines| workbook::convert(&from, places, lines),
                || ImportError::BrokenWorkbook,
            )),
            Form::Cards => Some(pipe(
                move |lines| cards::convert(&from, gzip, lines, None),
                || ImportError::OpenCard { row: 0 },
            )),
            Form::Ledger(kind, header) => Some(pipe(
                move |lines| ledger::convert(&from, dialect, (kind, header), lines),
                || ImportError::NotATable { what: "binary" },
            )),
        };
        if let Some(piped) = piped {
            let done = Rc::new(Cell::new(0));
            let input = Counted { inner: piped.map_err(failed)?, bytes: done.clone() };
            let dialect = Dialect { delimiter: Some(b','), ..dialect };
            return Ok(Self::over(Box::new(input), dialect, done, Rc::default()));
        }
        let (mut bytes, done) = bytes_of(path, dialect.gzip).map_err(failed)?;
        let mut mark = [0; 4];
        bytes.read_exact(&mut mark[..dialect.bom.min(4)]).map_err(failed)?;
        let replaced = Rc::new(Cell::new(0));
        let input: Box<dyn Read> = if dialect.charset == Charset::Known(encoding_rs::UTF_8) {
            bytes
        } else {
            Box::new(Transcode::new(bytes, dialect.charset, replaced.clone()))
        };
        Ok(Self::over(input, dialect, done, replaced))
    }

    /// Rows of text at hand.
    pub fn of_text(text: Vec<u8>, dialect: Dialect) -> Self {
        Self::over(Box::new(Cursor::new(text)), dialect, Rc::default(), Rc::default())
    }

    fn over(input: Box<dyn Read>, dialect: Dialect, done: Rc<Cell<u64>>, replaced: Rc<Cell<u64>>) -> Self {
        let core = csv_core::ReaderBuilder::new().delimiter(dialect.delimiter.unwrap_or(b',')).build();
        Self {
            input,
            core,
            delimiter: dialect.delimiter,
            gzip: dialect.gzip,
            numbered: dialect.form != Form::Text,
            width: 0,
            buffer: vec![0; 1 << 16],
            at: 0,
            end: 0,
            line: 1,
            after_cr: false,
            done,
            replaced,
        }
    }

    /// The number of cells that a row of the table has.
    pub fn expect(&mut self, width: usize) {
        self.width = if self.numbered { 0 } else { width };
    }

    /// Bytes read from the disk.
    pub fn bytes_done(&self) -> u64 {
        self.done.get()
    }

    /// Bytes that the decoder replaced.
    pub fn replaced(&self) -> u64 {
        self.replaced.get()
    }

    /// More bytes into the buffer; false at the end.
    fn fill(&mut self) -> Result<bool, ImportError> {
        self.at = 0;
        self.end = 0;
        loop {
            match self.input.read(&mut self.buffer) {
                Ok(count) => {
                    self.end = count;
                    return Ok(count > 0);
                }
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                Err(e) => {
                    return Err(reading(e, self.gzip, self.line.saturating_sub(1)));
                }
            }
        }
    }

    /// Passes line ends before a row; false at the end of the file.
    fn pass_line_ends(&mut self) -> Result<bool, ImportError> {
        loop {
            while self.at < self.end {
                match self.buffer[self.at] {
                    b'\n' => {
                        self.line += u64::from(!self.after_cr);
                        self.after_cr = false;
                    }
                    b'\r' => {
                        self.line += 1;
                        self.after_cr = true;
                    }
                    _ => return Ok(true),
                }
                self.at += 1;
            }
            if !self.fill()? {
                return Ok(false);
            }
        }
    }

    /// Counts the line ends in the next `count` bytes and passes them.
    fn pass(&mut self, count: usize) {
        for i in memchr::memchr2_iter(b'\n', b'\r', &self.buffer[self.at..self.at + count]) {
            let byte = self.buffer[self.at + i];
            let follows = if i == 0 { self.after_cr } else { self.buffer[self.at + i - 1] == b'\r' };
            self.line += u64::from(byte == b'\r' || !follows);
        }
        if count > 0 {
            self.after_cr = self.buffer[self.at + count - 1] == b'\r';
        }
        self.at += count;
    }

    /// The next row; false at the end of the file. Blank lines are passed.
    pub fn read(&mut self, row: &mut Row) -> Result<bool, ImportError> {
        row.count = 0;
        if !self.pass_line_ends()? {
            return Ok(false);
        }
        self.after_cr = false;
        row.line = self.line;
        row.sheet = 0;
        row.numbered = false;
        row.gap = 0;
        let Some(delimiter) = self.delimiter else { return self.read_words(row) };
        if self.read_plain(row, delimiter) && !self.numbered {
            return Ok(true);
        }
        let some = row.count > 0 || self.read_cells(row)?;
        if self.width > 1 {
            self.put_apart(row, delimiter);
        }
        if some && self.numbered {
            let number: u64 = row.text(0).parse().unwrap_or_default();
            (row.sheet, row.line) = pipe::place(number);
            row.numbered = true;
            row.count -= 1;
        }
        Ok(some)
    }

    /// A row without a quote, all of it at hand: nearly every row of nearly every file, and several times as fast. False
    /// where the next row is another one; nothing is read then.
    fn read_plain(&mut self, row: &mut Row, delimiter: u8) -> bool {
        let rest = &self.buffer[self.at..self.end];
        let Some(length) = memchr::memchr3(b'\n', b'\r', b'"', rest) else { return false };
        // The first row may begin with a mark that is no part of it.
        if rest[length] == b'"' || self.line == 1 {
            return false;
        }
        let text = &rest[..length];
        if row.data.len() < length {
            row.data.resize(length.next_power_of_two(), 0);
        }
        row.data[..length].copy_from_slice(text);
        if row.ends.len() < COLUMN_LIMIT.min(length + 1) {
            row.ends.resize((length + 1).next_power_of_two().clamp(64, COLUMN_LIMIT), 0);
        }
        // Cells are short: a step for each byte that never branches is faster than looking for the next one.
        let mut count = 0;
        for (at, byte) in text.iter().enumerate() {
            let Some(end) = row.ends.get_mut(count) else { return false };
            *end = at;
            count += usize::from(*byte == delimiter);
        }
        let Some(end) = row.ends.get_mut(count) else { return false };
        *end = length;
        (row.count, row.gap) = (count + 1, 1);
        self.line += 1;
        self.after_cr = rest[length] == b'\r';
        self.at += length + 1;
        true
    }

    /// A row that a spreadsheet wrote as one cell; a count that is reckoned beside it is 0.
    fn put_apart(&self, row: &mut Row, delimiter: u8) {
        let nothing = |i| matches!(row.cell(i), b"" | b"0");
        let alone = row.count > 0 && row.gap == 0 && (1..row.count).all(nothing);
        if !alone || memchr::memchr(delimiter, row.cell(0)).is_none() {
            return;
        }
        if let Some((data, ends)) =
            again::cells(row.cell(0), delimiter).filter(|(_, e)| e.len() >= self.width)
        {
            (row.data, row.count, row.ends) = (data, ends.len(), ends);
        }
    }

    fn read_cells(&mut self, row: &mut Row) -> Result<bool, ImportError> {
        row.gap = 0;
        if row.data.is_empty() {
            row.data.resize(4096, 0);
        }
        if row.ends.is_empty() {
            row.ends.resize(64, 0);
        }
        let (mut out, mut ends) = (0, 0);
        loop {
            let (result, read, written, ended) = self.core.read_record(
                &self.buffer[self.at..self.end],
                &mut row.data[out..],
                &mut row.ends[ends..],
            );
            self.pass(read);
            out += written;
            ends += ended;
            match result {
                ReadRecordResult::Record => break,
                ReadRecordResult::OutputFull => {
                    if row.data.len() >= ROW_LIMIT {
                        let megabytes = ROW_LIMIT >> 20;
                        return Err(ImportError::RowTooLong { row: row.line, column: ends + 1, megabytes });
                    }
                    row.data.resize((row.data.len() * 2).min(ROW_LIMIT), 0);
                }
                ReadRecordResult::OutputEndsFull => {
                    if row.ends.len() >= COLUMN_LIMIT {
                        return Err(ImportError::TooManyColumns { row: row.line, columns: COLUMN_LIMIT });
                    }
                    row.ends.resize((row.ends.len() * 2).min(COLUMN_LIMIT), 0);
                }
                ReadRecordResult::InputEmpty => {
                    if !self.fill()? {
                        // A line end closes any row but one with an open quote.
                        let (mut spare, mut spare_ends) = ([0; 8], [0; 8]);
                        let (result, _, _, ended) = self.core.read_record(b"\n", &mut spare, &mut spare_ends);
                        if result != ReadRecordResult::Record {
                            return Err(ImportError::OpenQuote { row: row.line, column: ends + 1 });
                        }
                        if ends + ended > row.ends.len() {
                            row.ends.resize(ends + ended, 0);
                        }
                        row.ends[ends..ends + ended].copy_from_slice(&spare_ends[..ended]);
                        ends += ended;
                        break;
                    }
                }
                ReadRecordResult::End => return Ok(false),
            }
        }
        row.count = ends;
        Ok(true)
    }

    /// A line of words between blanks.
    fn read_words(&mut self, row: &mut Row) -> Result<bool, ImportError> {
        row.data.clear();
        row.ends.clear();
        let mut in_word = false;
        'line: loop {
            while self.at < self.end {
                let byte = self.buffer[self.at];
                if byte == b'\n' || byte == b'\r' {
                    break 'line;
                }
                self.at += 1;
                if byte == b' ' || byte == b'\t' {
                    if in_word {
                        row.ends.push(row.data.len());
                    }
                    in_word = false;
                } else {
                    in_word = true;
                    row.data.push(byte);
                }
                if row.data.len() > ROW_LIMIT || row.ends.len() > COLUMN_LIMIT {
                    let (megabytes, column) = (ROW_LIMIT >> 20, row.ends.len() + 1);
                    return Err(ImportError::RowTooLong { row: row.line, column, megabytes });
                }
            }
            if !self.fill()? {
                break;
            }
        }
        if in_word {
            row.ends.push(row.data.len());
        }
        row.count = row.ends.len();
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Result<Vec<(u64, Vec<String>)>, ImportError> {
        let charset = Charset::Known(encoding_rs::UTF_8);
        let dialect = Dialect { gzip: false, charset, bom: 0, delimiter: Some(b';'), form: Form::Text };
        let mut rows = Rows::of_text(text.as_bytes().to_vec(), dialect);
        let (mut row, mut all) = (Row::default(), Vec::new());
        while rows.read(&mut row)? {
            all.push((row.line, (0..row.len()).map(|i| row.text(i)).collect()));
        }
        Ok(all)
    }

    #[test]
    fn rows_carry_the_line_they_begin_in() {
        for newline in ["\n", "\r\n", "\r"] {
            let text = "a;b\n\n\n1;\"x\ny\"\n2;z\n".replace('\n', newline);
            let lines: Vec<u64> = rows(&text).unwrap().iter().map(|r| r.0).collect();
            assert_eq!(lines, [1, 4, 6], "{newline:?}");
        }
    }

    #[test]
    fn the_last_row_needs_no_line_end() {
        assert_eq!(rows("a;b\n1;\"2\"").unwrap()[1], (2, vec!["1".into(), "2".into()]));
        assert_eq!(rows("a;b\n1;").unwrap()[1], (2, vec!["1".into(), String::new()]));
    }

    #[test]
    fn an_open_quote_is_told_with_its_line() {
        let error = rows("a;b\n1;2\n3;\"x\n4;5\n").unwrap_err();
        assert!(matches!(error, ImportError::OpenQuote { row: 3, column: 2 }), "{error:?}");
    }

    #[test]
    fn a_row_is_the_same_with_quotes_and_without() {
        let plain = ["a;b;c", "1;;", ";;", "x y;\u{e1}\u{f1};z", "only one", "p;q;r;s"];
        let text: String = plain.map(|line| format!("{line}\n")).concat();
        let quoted: String = plain
            .map(|line| line.split(';').map(|c| format!("\"{c}\"")).collect::<Vec<_>>().join(";") + "\n")
            .concat();
        for newline in ["\n", "\r\n", "\r"] {
            let read = |text: &str| rows(&text.replace('\n', newline)).unwrap();
            assert_eq!(read(&text), read(&quoted), "{newline:?}");
        }
        // Rows of both kinds in turn, over the end of the buffer.
        let pairs: Vec<String> = (0..20_000).map(|n| format!("{n};\"a\"\"b\";\n{n};c;d;\n")).collect();
        let many = pairs.concat();
        let found = rows(&many).unwrap();
        assert_eq!(found.len(), 40_000);
        for (n, pair) in found.chunks(2).enumerate() {
            assert_eq!(pair[0], (2 * n as u64 + 1, vec![n.to_string(), "a\"b".into(), String::new()]));
            assert_eq!(
                pair[1],
                (2 * n as u64 + 2, vec![n.to_string(), "c".into(), "d".into(), String::new()])
            );
        }
    }

    #[test]
    fn a_row_without_end_is_refused() {
        let error = rows(&format!("a;b\n1;{}", "x".repeat(ROW_LIMIT + 1))).unwrap_err();
        assert!(matches!(error, ImportError::RowTooLong { row: 2, column: 2, .. }), "{error:?}");
    }
}
