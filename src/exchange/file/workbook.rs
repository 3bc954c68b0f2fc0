//! Excel workbooks (`.xlsx`): which sheet is meant, and its rows as lines of CSV. Numbers stay what the workbook says
//! they are; dates become days. Every part is measured before it is read, for a few bytes can unpack to anything.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use calamine::{Data, DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use zip::ZipArchive;

use crate::exchange::error::ImportError;
use crate::exchange::file::pipe::{CONVERTS, Lines, stopped};
use crate::exchange::file::rows::COLUMN_LIMIT;

/// Unpacked megabytes that a workbook may have, and its texts; more is read faster and safer as CSV.
const MOST_MB: u64 = 256;
const MOST_TEXTS_MB: u64 = 48;
/// Bytes between the ends of two cells: Excel itself allows 32,767 letters in one.
const LONGEST: u64 = 4 << 20;
/// Bytes of a part that is no XML.
const MOST_PICTURE: u64 = 32 << 20;
/// Texts that a workbook may announce.
const MOST_TEXTS: u64 = 4_000_000;
/// Rows that a sheet can have, and bytes of text that one may hold.
const ROWS: usize = 1 << 20;
const ROW_BYTES: usize = 4 << 20;
/// Sheets that are looked at, and rows of each.
const SHEETS: usize = 64;
const LOOK: usize = 60;

type Book = Xlsx<BufReader<File>>;

/// A sheet and its first rows as lines of CSV.
pub struct Sheet {
    /// Place among the sheets of the workbook.
    pub index: u16,
    /// Name.
    pub name: String,
    /// Whether the program that shows the workbook hides it.
    pub hidden: bool,
    /// The first rows.
    pub sample: Vec<u8>,
}

/// What kind of archive it is, told by the names in it: `xlsx`, `xlsb`, `ods` or `zip`.
pub fn kind(path: &Path) -> Option<&'static str> {
    let archive = ZipArchive::new(BufReader::new(File::open(path).ok()?)).ok()?;
    let has = |wanted: &str| archive.file_names().flatten().any(|n| n.eq_ignore_ascii_case(wanted));
    Some(match () {
        () if has("xl/workbook.bin") => "xlsb",
        () if has("xl/workbook.xml") || has("[Content_Types].xml") && has("xl/_rels/workbook.xml.rels") => {
            "xlsx"
        }
        () if has("content.xml") && has("mimetype") => "ods",
        () => "zip",
    })
}

fn broken() -> ImportError {
    ImportError::BrokenWorkbook
}

/// Measures every part by what it says and by what it is, before anything is read into memory.
fn measure(path: &Path) -> Result<(), ImportError> {
    let failed = |cause| ImportError::Io { path: path.to_owned(), cause };
    let file = BufReader::new(File::open(path).map_err(failed)?);
    let mut archive = ZipArchive::new(file).map_err(|_| broken())?;
    let mut whole = 0_u64;
    let mut buffer = vec![0; 1 << 16];
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).map_err(|_| broken())?;
        let name = part.name().map_err(|_| broken())?.to_ascii_lowercase();
        let sheet = name.contains("worksheets/");
        let most = if sheet { MOST_MB } else { MOST_TEXTS_MB };
        if part.size() > most << 20 {
            return Err(ImportError::Bomb { megabytes: part.size() >> 20 });
        }
        let mut gauge = Gauge::default();
        loop {
            let count = part.read(&mut buffer).map_err(|_| broken())?;
            if count == 0 {
                break;
            }
            whole += count as u64;
            gauge.take(&buffer[..count])?;
            if gauge.bytes > most << 20 || whole > MOST_MB << 20 {
                return Err(ImportError::Bomb { megabytes: whole >> 20 });
            }
        }
    }
    Ok(())
}

/// Measures one part as it passes.
#[derive(Default)]
struct Gauge {
    bytes: u64,
    /// Where the last cell, text or row ended.
    ended: u64,
    head: Vec<u8>,
    before: u8,
    past_rows: bool,
    picture: bool,
}

impl Gauge {
    fn take(&mut self, chunk: &[u8]) -> Result<(), ImportError> {
        if self.head.len() < 4096 {
            self.head.extend_from_slice(&chunk[..chunk.len().min(4096 - self.head.len())]);
            // Only UTF-8: nobody writes others, and what is announced could not be checked.
            let start = self.head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&self.head).trim_ascii_start();
            let odd = matches!(start, [0xFE, 0xFF, ..] | [0xFF, 0xFE, ..] | [0, ..] | [b'<', 0, ..]);
            // Pictures are no text, and nobody reads them.
            self.picture = start.first() != Some(&b'<');
            if odd || announced(&self.head) > MOST_TEXTS {
                return Err(broken());
            }
        }
        for at in memchr::memchr_iter(b'>', chunk) {
            let last = if at == 0 { self.before } else { chunk[at - 1] };
            let here = self.bytes + at as u64;
            if matches!(last, b'c' | b'w' | b'i') {
                self.ended = here;
            } else if last == b'a' {
                // `</sheetData>`: what follows is not read.
                self.past_rows |= chunk[..at].ends_with(b"/sheetData");
            }
            if here - self.ended > LONGEST && !self.past_rows && !self.picture {
                return Err(broken());
            }
        }
        self.before = chunk.last().copied().unwrap_or_default();
        self.bytes += chunk.len() as u64;
        if self.picture && self.bytes > MOST_PICTURE {
            return Err(ImportError::Bomb { megabytes: self.bytes >> 20 });
        }
        if self.bytes - self.ended > LONGEST && !self.past_rows && !self.picture {
            Err(broken())
        } else {
            Ok(())
        }
    }
}

/// The largest number of texts that the head of a part announces.
fn announced(head: &[u8]) -> u64 {
    memchr::memmem::find_iter(head, b"ount")
        .map(|at| {
            let digits = head[at + 4..].iter().skip_while(|b| !b.is_ascii_digit()).take(24);
            digits
                .take_while(|b| b.is_ascii_digit())
                .fold(0_u64, |n, b| n.saturating_mul(10).saturating_add(u64::from(b - b'0')))
        })
        .max()
        .unwrap_or_default()
}

fn open(path: &Path) -> Result<Book, ImportError> {
    let failed = |cause| ImportError::Io { path: path.to_owned(), cause };
    let file = BufReader::new(File::open(path).map_err(failed)?);
    Xlsx::new(file).map_err(|error| match error {
        XlsxError::Password => ImportError::NotATable { what: "ole" },
        _ => broken(),
    })
}

/// Bytes of a file.
fn size_of(path: &Path) -> u64 {
    std::fs::metadata(path).map_or(u64::MAX, |m| m.len())
}

/// The sheets with their first rows, visible ones first.
pub fn sheets(path: &Path) -> Result<Vec<Sheet>, ImportError> {
    measure(path)?;
    // In a thread of its own: a damaged workbook may confuse its reader, which must not take the program with it.
    let path = path.to_owned();
    let look = std::thread::Builder::new().name(CONVERTS.to_owned()).spawn(move || looked_at(&path));
    let look = look.map_err(|cause| ImportError::Io { path: std::path::PathBuf::new(), cause })?;
    look.join().unwrap_or_else(|_| Err(broken()))
}

fn looked_at(path: &Path) -> Result<Vec<Sheet>, ImportError> {
    let (mut book, bytes) = (open(path)?, size_of(path));
    let mut all: Vec<(u16, bool, String)> = book
        .sheets_metadata()
        .iter()
        .enumerate()
        .take(SHEETS)
        .filter(|(_, s)| s.typ == SheetType::WorkSheet)
        .map(|(i, s)| (i as u16, s.visible != SheetVisible::Visible, s.name.clone()))
        .collect();
    all.sort_by_key(|(index, hidden, _)| (*hidden, *index));
    let (mut found, mut spoiled) = (Vec::new(), None);
    for (index, hidden, name) in all {
        let mut lines = Lines::at_hand();
        match write((&mut book, bytes), &name, &mut lines, Some(LOOK)) {
            Ok(()) => found.push(Sheet { index, name, hidden, sample: lines.into_bytes() }),
            Err(error) => spoiled = Some(error),
        }
    }
    match spoiled {
        // One sheet that cannot be read may be the one that is meant.
        Some(error) => Err(error),
        None if found.iter().all(|s| s.sample.is_empty()) => Err(ImportError::Empty),
        None => Ok(found),
    }
}

/// Writes every row of the sheets whose bits are set. Each row has the number that it has in its sheet.
pub fn convert(path: &Path, places: u64, lines: &mut Lines) -> Result<(), ImportError> {
    let mut book = open(path)?;
    let names = book.sheet_names();
    let meant: Vec<String> = (0..SHEETS)
        .filter(|place| places >> place & 1 == 1)
        .map(|place| names.get(place).cloned().ok_or_else(broken))
        .collect::<Result<_, _>>()?;
    for (sheet, name) in meant.into_iter().enumerate() {
        lines.turn_to(sheet);
        write((&mut book, size_of(path)), &name, lines, None)?;
    }
    Ok(())
}

/// Whether numbers in this format are shown as per cent: a sign that is neither quoted nor escaped.
fn is_percent(format: &str) -> bool {
    let (mut quoted, mut escaped) = (false, false);
    format.chars().any(|c| {
        let plain = !quoted && !escaped;
        escaped = plain && c == '\\';
        quoted ^= c == '"' && (quoted || plain);
        plain && c == '%'
    })
}

/// A cell as it stands in a row: its column, its value, and whether it is shown as per cent.
type Cell = (u32, Data, bool);

fn write(
    (book, bytes): (&mut Book, u64),
    name: &str,
    lines: &mut Lines,
    most: Option<usize>,
) -> Result<(), ImportError> {
    let mut merged = Merged::of(book, name, bytes);
    let mut cells = book.worksheet_cells_reader(name).map_err(|_| broken())?;
    let shown =
        |style: &calamine::Style| style.number_format.as_ref().is_some_and(|n| is_percent(&n.format_code));
    let percents: Vec<bool> = cells.styles().iter().map(shown).collect();
    let mut row: Vec<Cell> = Vec::new();
    let (mut at, mut count, mut texts) = (0, 0, 0);
    loop {
        let cell = cells.next_cell_with_style_id().map_err(|_| broken())?;
        let next = cell.as_ref().map(|(c, _)| c.get_position().0);
        if next != Some(at) && !row.is_empty() {
            merged.fill(at, &mut row);
            if let Err(stop) = line(lines, at, &mut row) {
                return stopped(&stop);
            }
            count += 1;
            texts = 0;
            if count > ROWS {
                // No spreadsheet program writes that many.
                return Err(broken());
            }
        }
        let (Some((cell, style)), true) = (cell, most.is_none_or(|most| count < most)) else { return Ok(()) };
        let (line, column) = cell.get_position();
        at = line;
        if column as usize >= COLUMN_LIMIT || row.len() > COLUMN_LIMIT {
            return Err(ImportError::TooManyColumns { row: u64::from(line) + 1, columns: COLUMN_LIMIT });
        }
        let value = cell.get_value();
        match value {
            DataRef::Empty => continue,
            DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
                texts += text.len();
            }
            DataRef::SharedString(text) => texts += text.len(),
            _ => {}
        }
        if texts > ROW_BYTES {
            let (row, column, megabytes) = (u64::from(line) + 1, column as usize + 1, ROW_BYTES >> 20);
            return Err(ImportError::RowTooLong { row, column, megabytes });
        }
        row.push((column, Data::from(value.clone()), percents.get(style) == Some(&true)));
    }
}

fn line(lines: &mut Lines, at: u32, row: &mut Vec<Cell>) -> Result<(), crate::exchange::file::pipe::Stop> {
    row.sort_by_key(|(column, ..)| *column);
    row.dedup_by_key(|(column, ..)| *column);
    lines.begin(u64::from(at) + 1);
    let mut next = 0;
    for (column, value, percent) in row.drain(..) {
        lines.blanks((column - next) as usize);
        next = column + 1;
        match value {
            Data::Int(n) if percent => number(lines, n as f64, true),
            Data::Int(n) => lines.number(&n.to_string()),
            Data::Float(n) => number(lines, n, percent),
            Data::DateTime(date) if date.is_datetime() && date.as_f64() >= 1.0 => {
                let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
                let day = format!("{year:04}-{month:02}-{day:02}");
                let time = (hour, minute, second) != (0, 0, 0);
                lines.text(&if time { format!("{day} {hour:02}:{minute:02}:{second:02}") } else { day });
            }
            Data::DateTime(time) => {
                let (.., hour, minute, second, _) = time.to_ymd_hms_milli();
                lines.text(&format!("{hour:02}:{minute:02}:{second:02}"));
            }
            Data::Bool(yes) => lines.text(if yes { "1" } else { "0" }),
            Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => lines.text(&text),
            Data::Error(error) => lines.text(&error.to_string()),
            Data::Empty => lines.blanks(1),
        }
    }
    lines.end()
}

/// A number as a sheet shows it: fifteen digits, so that 0.1 + 0.2 is 0.3; of one that is shown as per cent the
/// hundredfold, with its sign.
fn number(lines: &mut Lines, n: f64, percent: bool) {
    let (n, sign) = if percent { (n * 100.0, "%") } else { (n, "") };
    let shown: f64 = format!("{n:.14e}").parse().unwrap_or(n);
    if shown.is_finite() && shown.abs() < 1e27 {
        lines.number(&format!("{}{sign}", shown + 0.0));
    } else {
        lines.text(&n.to_string());
    }
}

/// Bytes of a workbook up to which its merged cells are looked for: they are read after everything else of a sheet, and
/// nobody merges cells by hand in a larger one.
const MERGED_BYTES: u64 = 4 << 20;

/// Cells that were merged downwards: one text for several rows, which a program writes in the first of them alone.
#[derive(Default)]
struct Merged {
    /// First row, last row and column of those to come, the next one last.
    pending: Vec<(u32, u32, u32)>,
    /// Last row, column and text of those that reach into the row at hand.
    open: Vec<(u32, u32, Data)>,
}

impl Merged {
    /// The merged cells of a sheet of one column and several rows; none where they cannot be read.
    fn of(book: &mut Book, name: &str, bytes: u64) -> Self {
        if bytes > MERGED_BYTES {
            return Self::default();
        }
        let all = book.merge_cells_by_sheet_name(name).unwrap_or_default();
        let tall = all.iter().filter(|d| d.start.1 == d.end.1 && d.start.0 < d.end.0);
        let mut pending: Vec<_> = tall.map(|d| (d.start.0, d.end.0, d.start.1)).collect();
        pending.sort_by(|a, b| b.cmp(a));
        Self { pending, open: Vec::new() }
    }

    /// Repeats in a row what stands above it. Texts and days alone: an amount that stands beside several lines is one.
    fn fill(&mut self, at: u32, row: &mut Vec<Cell>) {
        self.open.retain(|(last, ..)| *last >= at);
        for (_, column, value) in &self.open {
            if row.iter().all(|(c, ..)| c != column) {
                row.push((*column, value.clone(), false));
            }
        }
        while let Some((first, last, column)) = self.pending.pop_if(|(first, ..)| *first <= at) {
            let told = row.iter().find(|(c, ..)| first == at && *c == column).map(|(_, value, _)| value);
            if let Some(value @ (Data::String(_) | Data::DateTime(_) | Data::DateTimeIso(_))) = told {
                self.open.push((last, column, value.clone()));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_of_per_cent_is_told_by_its_sign() {
        for (format, is) in [
            ("0%", true),
            ("0.00%", true),
            ("#,##0.0 %;-0 %", true),
            ("0\"%\"", false),
            ("0\\%", false),
            ("0.00", false),
        ] {
            assert_eq!(is_percent(format), is, "{format}");
        }
    }
}
