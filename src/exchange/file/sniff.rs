//! What a file is, from its first 256 KB: compression, encoding, delimiter, header. Guesses about values (decimals,
//! dates) are not made here: they need the whole column.

use std::io::Read;
use std::path::Path;

use crate::domain::base::names::{fold, tidy};
use crate::exchange::columns::preset::{self, GROUP};
use crate::exchange::error::ImportError;
use crate::exchange::file::again;
use crate::exchange::file::cards;
use crate::exchange::file::encoding::{Charset, Transcode, detect};
use crate::exchange::file::fixed;
use crate::exchange::file::ledger;
use crate::exchange::file::pipe::Lines;
use crate::exchange::file::rows::{Dialect, Form, Row, Rows, bytes_of};
use crate::exchange::file::workbook;
use crate::exchange::values::date;

/// Bytes looked at.
const SAMPLE: u64 = 256 << 10;
/// Rows that the delimiter is judged by.
const JUDGED: usize = 60;

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sniffed {
    /// How to read it.
    pub dialect: Dialect,
    /// The first line says `sep=;`.
    pub sep_line: bool,
    /// Names of the columns; empty where there is no header. Names may repeat and may be blank.
    pub header: Vec<String>,
    /// Line of the header; 0 where there is none. Everything up to it is no data.
    pub header_line: u64,
    /// Names of the sheets that are read, in a workbook of several.
    pub sheets: Vec<String>,
    /// Names of the visible ones that are not, and hold a table too.
    pub other_sheets: Vec<String>,
}

impl Sniffed {
    /// A table of one sheet with its header in this line.
    fn table(dialect: Dialect, header: Vec<String>, header_line: u64) -> Self {
        Self { dialect, sep_line: false, header, header_line, sheets: Vec::new(), other_sheets: Vec::new() }
    }

    /// `UTF-8`, `windows-1252`, `cp850`…; of what is no text the form: `xlsx: SHEET` or `vCard`.
    pub fn encoding(&self) -> String {
        match (self.dialect.form, self.sheets.as_slice()) {
            (Form::Text | Form::Ledger(..), _) => self.dialect.charset.name().to_owned(),
            (Form::Cards, _) => "vCard".to_owned(),
            (Form::Sheets(_), []) => "xlsx".to_owned(),
            (Form::Sheets(_), names) => format!("xlsx: {}", names.join(", ")),
        }
    }

    /// Whether the file has no header, so that its columns are called by their numbers.
    pub fn is_nameless(&self) -> bool {
        let numbered = |(i, name): (usize, &String)| *name == (i + 1).to_string();
        !self.header.is_empty() && self.header.iter().enumerate().all(numbered)
    }

    /// The character between cells; a blank where columns stand apart by blanks.
    pub fn delimiter(&self) -> char {
        self.dialect.delimiter.map_or(' ', char::from)
    }
}

const CARDS: &str = "vcard";

/// What the first bytes of something that is no table say it is.
fn foreign(bytes: &[u8]) -> Option<&'static str> {
    const MAGIC: [(&[u8], &str); 9] = [
        (b"PK\x03\x04", "zip"),
        (b"PK\x05\x06", "zip"),
        (b"%PDF", "pdf"),
        (b"\xD0\xCF\x11\xE0", "ole"),
        (b"MZ", "program"),
        (b"\x7FELF", "program"),
        (b"SQLite format 3\0", "sqlite"),
        (b"\x89PNG", "binary"),
        (b"\xFF\xD8\xFF", "binary"),
    ];
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        // A table may begin with the letters MZ or PK; a program has zeros soon.
        let table = *what == "program" && !bytes.iter().take(512).any(|b| *b == 0);
        return if table { None } else { Some(what) };
    }
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    let head = text[..text.len().min(16)].to_ascii_lowercase();
    match head.as_slice() {
        [b'<', b'h' | b'!' | b'?', ..] => Some("html"),
        [b'{', b'"' | b' ' | b'\n' | b'\r' | b'}' | b'\t', ..] | [b'[', b'{' | b'\n' | b'\r', ..] => {
            Some("json")
        }
        head if head.starts_with(b"begin:vcard") => Some(CARDS),
        _ => None,
    }
}

/// Looks at the beginning of a file; of a workbook at the sheet of this name, else at the one that is meant most likely.
pub fn sniff(path: &Path, sheet: Option<&str>) -> Result<Sniffed, ImportError> {
    let failed = |cause| ImportError::Io { path: path.to_owned(), cause };
    let mut magic = Vec::new();
    bytes_of(path, false).map_err(failed)?.0.take(3).read_to_end(&mut magic).map_err(failed)?;
    let gzip = magic.starts_with(&[0x1F, 0x8B, 8]);
    let mut sample = Vec::new();
    let read = bytes_of(path, gzip).map_err(failed)?.0.take(SAMPLE).read_to_end(&mut sample);
    if let Err(cause) = read {
        return Err(if gzip { ImportError::BrokenGzip { row: 0 } } else { failed(cause) });
    }
    if let Some(found) = other_forms(path, gzip, &sample, sheet) {
        return found;
    }
    if let Some(what) = foreign(&sample) {
        return Err(ImportError::NotATable { what });
    }
    if sample.iter().all(u8::is_ascii_whitespace) {
        return Err(ImportError::Empty);
    }
    let (mut charset, bom) = detect(&sample).ok_or(ImportError::NotATable { what: "binary" })?;
    if bom == 0 && sample.is_ascii() && sample.len() as u64 == SAMPLE {
        // The first accent may come late; until then every encoding looks the same.
        if let Some(late) = first_letters_beyond_ascii(path, gzip).map_err(failed)? {
            charset = detect(&late).map_or(charset, |(charset, _)| charset);
        }
    }
    if sample[bom..].is_empty() {
        return Err(ImportError::Empty);
    }
    let text = decoded(&sample[bom..], charset);
    let whole = (sample.len() as u64) < SAMPLE;
    Ok(table(&text, gzip, charset, bom, whole))
}

/// Files that are no text, and yet rows: workbooks and cards. `None` for everything else.
fn other_forms(
    path: &Path,
    gzip: bool,
    sample: &[u8],
    sheet: Option<&str>,
) -> Option<Result<Sniffed, ImportError>> {
    let dialect = |form| Dialect {
        gzip,
        charset: Charset::Known(encoding_rs::UTF_8),
        bom: 0,
        delimiter: Some(b','),
        form,
    };
    let head = foreign(sample).or_else(|| {
        let (charset, bom) = detect(sample)?;
        let start = decoded(&sample[bom..sample.len().min(128)], charset);
        foreign(&start).filter(|what| *what == CARDS)
    });
    match head? {
        CARDS => Some(cards_of(path, sample, dialect(Form::Cards))),
        "zip" if !gzip => match workbook::kind(path) {
            Some("xlsx") => Some(best_sheet(path, dialect, sheet)),
            Some("zip") => None,
            Some(what) => Some(Err(ImportError::NotATable { what })),
            // The table of contents is at the end: a cut file has none.
            None if memchr::memmem::find(sample, b"xl/").is_some() => Some(Err(ImportError::BrokenWorkbook)),
            None => None,
        },
        _ => None,
    }
}

fn cards_of(path: &Path, sample: &[u8], dialect: Dialect) -> Result<Sniffed, ImportError> {
    let mut lines = Lines::at_hand();
    cards::convert(path, dialect.gzip, &mut lines, Some(1))?;
    let own = memchr::memmem::find(sample, format!("\nUID:{}", cards::OURS).as_bytes()).is_some();
    let header = cards::HEADER.iter().map(|name| if own && *name == "UID" { cards::CODE } else { name });
    let header = header.map(str::to_owned).collect();
    Ok(Sniffed {
        dialect,
        sep_line: false,
        header,
        header_line: 0,
        sheets: Vec::new(),
        other_sheets: Vec::new(),
    })
}

/// The sheet whose header a preset of its own knows best; of sheets that none knows, the one with the most columns. With it
/// those that go on with the same table: a sheet for each month.
fn best_sheet(
    path: &Path,
    dialect: impl Fn(Form) -> Dialect,
    wanted: Option<&str>,
) -> Result<Sniffed, ImportError> {
    let sheets = workbook::sheets(path)?;
    let several = sheets.len() > 1;
    let looked: Vec<Looked> = sheets
        .into_iter()
        .filter(|s| !s.sample.is_empty())
        .map(|sheet| Looked::at(sheet, &dialect))
        .collect();
    let named = |wanted: &str| looked.iter().find(|one| fold(&one.sheet.name) == fold(wanted));
    if let Some(wanted) = wanted.filter(|wanted| named(wanted).is_none()) {
        let sheets = looked.iter().map(|one| one.sheet.name.clone()).collect();
        return Err(ImportError::UnknownSheet { sheet: wanted.to_owned(), sheets });
    }
    let best = looked.iter().fold(None, |best: Option<&Looked>, next| match best {
        Some(best) if best.worth >= next.worth => Some(best),
        _ => Some(next),
    });
    let Some(best) = wanted.and_then(named).or(best) else { return Err(ImportError::Empty) };
    let mut taken = vec![best];
    for next in looked.iter().filter(|next| wanted.is_none() && next.sheet.index != best.sheet.index) {
        if next.goes_on(best) {
            taken.push(next);
        }
    }
    // A sheet that holds a row of another is a copy or a sum of them: which one is meant only the best can be.
    if (1..taken.len()).any(|i| taken[..i].iter().any(|other| other.shares_rows(taken[i]))) {
        taken.truncate(1);
    }
    taken.sort_by_key(|one| one.sheet.index);
    let other = |one: &&Looked| {
        let table = one.worth.0 && one.worth.2 > 1 && !one.sheet.hidden;
        table && !taken.iter().any(|taken| taken.sheet.index == one.sheet.index)
    };
    let other_sheets = looked.iter().filter(other).map(|one| one.sheet.name.clone()).collect();
    let places = taken.iter().fold(0_u64, |places, one| places | 1 << one.sheet.index);
    Ok(Sniffed {
        dialect: dialect(Form::Sheets(places)),
        sep_line: false,
        header: best.header.clone(),
        header_line: best.header_line,
        sheets: taken.iter().filter(|_| several).map(|one| one.sheet.name.clone()).collect(),
        other_sheets,
    })
}

/// A sheet with what its first rows say.
struct Looked {
    sheet: workbook::Sheet,
    header: Vec<String>,
    header_line: u64,
    /// Rows below the header.
    body: Vec<Vec<String>>,
    /// Whether there is anything below the header, a preset of its own knows it, how many columns are known and filled.
    worth: (bool, bool, usize, usize),
}

impl Looked {
    fn at(sheet: workbook::Sheet, dialect: &impl Fn(Form) -> Dialect) -> Self {
        let dialect = dialect(Form::Sheets(1 << sheet.index));
        let rows = rows_of(&sheet.sample, dialect, true).unwrap_or_default();
        let (header_line, header) = header_of(&rows, 0);
        let sniffed = Sniffed::table(dialect, header, header_line);
        let best = preset::matches(&sniffed).into_iter().next();
        let own = best.as_ref().is_some_and(|m| m.preset != "generic");
        let filled = sniffed.header.iter().filter(|h| !h.is_empty()).count();
        let body: Vec<Vec<String>> =
            rows.into_iter().filter(|(line, _)| *line > header_line).map(|(_, cells)| cells).collect();
        // A cover has a title and nothing below it.
        let worth = (!body.is_empty(), own, best.map_or(0, |m| m.known), filled);
        Self { sheet, header: sniffed.header, header_line, body, worth }
    }

    /// Whether this sheet has the table of another: to be seen, with the same header in the same place.
    fn goes_on(&self, best: &Self) -> bool {
        let known = |one: &Self| one.worth.0 && one.worth.2 > 1 && !one.sheet.hidden;
        known(self) && known(best) && self.header_line == best.header_line && self.header == best.header
    }

    fn shares_rows(&self, other: &Self) -> bool {
        let says = |row: &&Vec<String>| row.iter().filter(|c| !c.is_empty()).count() > 2;
        self.body.iter().filter(says).any(|row| other.body.contains(row))
    }
}

/// A sample from where the first byte beyond ASCII stands. A damaged archive is left to the reading to report.
fn first_letters_beyond_ascii(path: &Path, gzip: bool) -> std::io::Result<Option<Vec<u8>>> {
    let (mut bytes, _) = bytes_of(path, gzip)?;
    let mut chunk = vec![0; 1 << 16];
    loop {
        let count = match bytes.read(&mut chunk) {
            Ok(0) | Err(_) => return Ok(None),
            Ok(count) => count,
        };
        let Some(at) = chunk[..count].iter().position(|b| !b.is_ascii()) else { continue };
        // From the beginning of the word, so that the letters beside it are seen.
        let mut sample = chunk[at.saturating_sub(16)..count].to_vec();
        let _ = bytes.take(SAMPLE).read_to_end(&mut sample);
        return Ok(Some(sample));
    }
}

/// The sample as UTF-8.
fn decoded(sample: &[u8], charset: Charset) -> Vec<u8> {
    if charset == Charset::Known(encoding_rs::UTF_8) {
        return sample.to_vec();
    }
    let mut text = Vec::new();
    // Reading from memory cannot fail.
    let _ = Transcode::new(sample, charset, std::rc::Rc::default()).read_to_end(&mut text);
    text
}

/// Delimiter and header of a sample.
fn table(text: &[u8], gzip: bool, charset: Charset, bom: usize, whole: bool) -> Sniffed {
    let dialect = |delimiter| Dialect { gzip, charset, bom, delimiter, form: Form::Text };
    if let Some(kind) = records(text, whole) {
        let dialect = Dialect { gzip, charset, bom, delimiter: None, form: Form::Ledger(kind, 0) };
        return Sniffed {
            dialect,
            sep_line: false,
            header: names(kind),
            header_line: 0,
            sheets: Vec::new(),
            other_sheets: Vec::new(),
        };
    }
    let first = text.split(|b| matches!(b, b'\n' | b'\r')).next().unwrap_or_default();
    let stated = first.trim_ascii().strip_prefix(b"\"").unwrap_or(first.trim_ascii());
    let stated =
        stated.get(..4).filter(|s| s.eq_ignore_ascii_case(b"sep=")).and_then(|_| stated.get(4)).copied();
    let stated =
        stated.or_else(|| (first.len() > 4 && first.eq_ignore_ascii_case(b"sep=\t")).then_some(b'\t'));
    let blanks = stated.is_none() && rows_of(text, dialect(None), whole).is_some_and(|rows| is_cdnow(&rows));
    let delimiter =
        if blanks { None } else { Some(stated.unwrap_or_else(|| best_delimiter(text, dialect, whole))) };
    let rows = rows_of(text, dialect(delimiter), whole).unwrap_or_default();
    let (header_line, header) =
        if blanks { (0, Vec::new()) } else { header_of(&rows, usize::from(stated.is_some())) };
    let mut dialect = dialect(delimiter);
    let mut header = header;
    let below: Vec<(u64, Vec<String>)> = rows.into_iter().filter(|(line, _)| *line > header_line).collect();
    if let Some(kind) = ledger::kind(&header, &below) {
        dialect.form = Form::Ledger(kind, header_line);
        header = names(kind);
    }
    Sniffed {
        dialect,
        sep_line: stated.is_some(),
        header,
        header_line,
        sheets: Vec::new(),
        other_sheets: Vec::new(),
    }
}

/// Columns of what a file of bookkeeping becomes.
fn names(kind: ledger::Kind) -> Vec<String> {
    let names = match kind {
        ledger::Kind::Entries => ledger::DOCUMENTS,
        ledger::Kind::Accounts => ledger::ACCOUNTS,
    };
    names.map(str::to_owned).to_vec()
}

/// What the first records of fixed width are, where they are that and some account is of customers; the last line of a
/// sample that cuts it off is left out.
fn records(text: &[u8], whole: bool) -> Option<ledger::Kind> {
    let text = String::from_utf8_lossy(text);
    let text = if whole { &text } else { text.rsplit_once('\n')?.0 };
    let kind = fixed::kind(text)?;
    let rows: Vec<(u64, Vec<String>)> =
        (1..).zip(text.lines().map(|line| fixed::fields(kind, line))).collect();
    (ledger::kind(&fixed::header(kind), &rows) == Some(kind)).then_some(kind)
}

/// Rows among which a header is looked for.
const HEADS: usize = 30;

/// Line and names of the header, after `skip` rows: titles above a table fill fewer cells than its header. A heading that
/// several columns share makes the header two rows high.
fn header_of(rows: &[(u64, Vec<String>)], skip: usize) -> (u64, Vec<String>) {
    let widest = usual_width(rows);
    let filled = |row: &(u64, Vec<String>)| row.1.iter().filter(|c| !c.trim().is_empty()).count();
    let wide = |row: &(u64, Vec<String>)| filled(row) * 5 >= widest * 3 && filled(row) > 0;
    let found = rows.iter().skip(skip).take(HEADS).position(wide).map_or(skip, |at| at + skip);
    let found = narrower(rows, skip, found).unwrap_or(found);
    let Some((line, cells)) = rows.get(found) else { return (0, Vec::new()) };
    if is_record(cells) {
        // No header: columns are called by their numbers, and the first row stays a record.
        return (line - 1, (1..=widest.max(cells.len())).map(|n| n.to_string()).collect());
    }
    let names = |cells: &[String]| cells.iter().map(|c| tidy(c.trim_start_matches('\u{FEFF}'))).collect();
    let next = rows.get(found + 1).filter(|_| rows.len() > found + 2);
    if let Some((line, cells)) = next.and_then(|(l, below)| Some((*l, two_rows(cells, below)?))) {
        return (line, names(&cells));
    }
    let before = found.checked_sub(1).filter(|at| *at >= skip).map(|at| &rows[at].1);
    let cells = before.and_then(|above| two_rows(above, cells)).unwrap_or_else(|| cells.clone());
    (*line, names(&cells))
}

/// A row above that is narrower than the widest ones and whose names are all known: what stands beside the table in some rows
/// is no part of its header.
fn narrower(rows: &[(u64, Vec<String>)], skip: usize, found: usize) -> Option<usize> {
    let filled = |cells: &[String]| cells.iter().filter(|c| !c.trim().is_empty()).count();
    let figures = |text: &String| text.chars().any(|c| c.is_ascii_digit());
    let said = rows.get(found).is_some_and(|(_, cells)| cells.iter().any(figures));
    let generic = preset::named("generic").ok().filter(|_| said)?;
    (skip..found).find(|at| {
        let cells = &rows[*at].1;
        let known = cells.iter().filter(|c| !generic.fields(c).is_empty()).count();
        filled(cells) > 2 && !cells.iter().any(figures) && known * 3 >= filled(cells) * 2
    })
}

/// Whether a row tells of somebody and names no columns: an address of e-mail, a tax id, a phone.
fn is_record(cells: &[String]) -> bool {
    let mail = |text: &str| {
        text.split_once('@').is_some_and(|(user, host)| {
            !user.is_empty() && host.contains('.') && !text.contains(char::is_whitespace)
        })
    };
    let plain = |text: &str| text.chars().all(|c| c.is_ascii_digit() || " +-().".contains(c));
    let phone = |text: &str| {
        let count = text.chars().filter(char::is_ascii_digit).count();
        (7..=15).contains(&count) && plain(text) && date::evidence(text.as_bytes()) == date::Evidence::None
    };
    let paper = |text: &str| {
        let id: Vec<char> = text.chars().filter(|c| !"-. ".contains(*c)).collect();
        let figures = id.iter().filter(|c| c.is_ascii_digit()).count();
        id.len() == 9 && (7..=8).contains(&figures) && id.iter().all(char::is_ascii_alphanumeric)
    };
    cells.iter().map(|c| c.trim()).any(|text| mail(text) || phone(text) || paper(text))
}

/// The names of a header of two rows: `Factura` over `Serie` and `Número`, and beside them names that are as high as both.
/// `None` where the rows are not that: one of them has figures, no heading is shared, or each row could stand alone.
fn two_rows(above: &[String], below: &[String]) -> Option<Vec<String>> {
    let cell = |row: &[String], i: usize| row.get(i).map_or("", |c| c.trim()).to_owned();
    let width = above.len().max(below.len());
    let words = |text: &str| text.chars().any(char::is_alphabetic) && !text.contains('@') && text.len() < 60;
    let (mut names, mut heading) = (Vec::with_capacity(width), String::new());
    let (mut shared, mut high) = (0, 0);
    for i in 0..width {
        let (top, low) = (cell(above, i), cell(below, i));
        if !top.is_empty() && !words(&top) && top.len() < 60 || !low.is_empty() && !words(&low) {
            return None;
        }
        let follows = i + 1 < width && cell(above, i + 1).is_empty() && !cell(below, i + 1).is_empty();
        match (top.is_empty(), low.is_empty()) {
            // A name as high as both, written in each.
            (false, false) if top == low => {
                high += 1;
                heading.clear();
                names.push(top);
            }
            (false, false) if follows => {
                shared += 1;
                heading = top;
                names.push(format!("{heading}{GROUP}{low}"));
            }
            // A heading over one column alone, or two rows of data.
            (false, false) => return None,
            (true, false) if heading.is_empty() => names.push(low),
            (true, false) => names.push(format!("{heading}{GROUP}{low}")),
            (_, true) => {
                high += usize::from(!top.is_empty());
                heading.clear();
                names.push(top);
            }
        }
    }
    (shared > 0 && high > 0).then_some(names)
}

/// The first rows of the sample with this dialect; a row that the sample cuts off is left out.
fn rows_of(text: &[u8], dialect: Dialect, whole: bool) -> Option<Vec<(u64, Vec<String>)>> {
    let mut reader = Rows::of_text(text.to_vec(), dialect);
    let (mut row, mut rows) = (Row::default(), Vec::new());
    while rows.len() < JUDGED {
        match reader.read(&mut row) {
            Ok(true) => rows.push((row.line, (0..row.len()).map(|i| row.text(i)).collect())),
            Ok(false) => {
                if !whole && rows.len() > 1 {
                    rows.pop();
                }
                break;
            }
            Err(_) if rows.is_empty() => return None,
            Err(_) => break,
        }
    }
    if let (Form::Text, Some(delimiter)) = (dialect.form, dialect.delimiter) {
        again::put_apart(&mut rows, delimiter);
    }
    Some(rows)
}

/// The number of cells that most rows have.
fn usual_width(rows: &[(u64, Vec<String>)]) -> usize {
    let mut counts = std::collections::BTreeMap::new();
    for (_, cells) in rows {
        *counts.entry(cells.len()).or_insert(0_usize) += 1;
    }
    counts.into_iter().max_by_key(|(width, count)| (*count, *width)).map_or(0, |(width, _)| width)
}

/// The delimiter with the most rows of equal width, then the widest.
fn best_delimiter(text: &[u8], dialect: impl Fn(Option<u8>) -> Dialect, whole: bool) -> u8 {
    let judge = |delimiter: u8| {
        let rows = rows_of(text, dialect(Some(delimiter)), whole)?;
        let width = usual_width(&rows);
        let equal = rows.iter().filter(|(_, cells)| cells.len() == width).count();
        (width > 1).then(|| (equal * 20 / rows.len().max(1), width.min(200)))
    };
    // Rows of unequal length are told by their header: one whose names are known beats commas inside of amounts.
    let known = |delimiter: u8| {
        let rows = rows_of(text, dialect(Some(delimiter)), whole).unwrap_or_default();
        let (header_line, header) = header_of(&rows, 0);
        let dialect = dialect(Some(delimiter));
        let sniffed = Sniffed::table(dialect, header, header_line);
        preset::matches(&sniffed).first().is_some_and(|m| m.known > 1)
    };
    let all = [b';', b',', b'\t', b'|', b'~'].into_iter();
    let judged = all.filter_map(|d| judge(d).map(|(equal, width)| ((known(d), equal, width), d)));
    // Of equals the first candidate.
    judged
        .fold(None, |best: Option<((bool, usize, usize), u8)>, next| match best {
            Some(best) if best.0 >= next.0 => Some(best),
            _ => Some(next),
        })
        .map_or(b',', |(_, delimiter)| delimiter)
}

/// The shape of the CDNOW research files: five numbers between blanks, the third a day, and no header.
fn is_cdnow(rows: &[(u64, Vec<String>)]) -> bool {
    let number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let shaped = |cells: &Vec<String>| {
        matches!(cells.as_slice(), [a, b, day, n, amount]
            if [a, b, day, n, amount].iter().all(|c| number(c)) && day.len() == 8 && amount.contains('.'))
    };
    let filled: Vec<_> = rows.iter().map(|(_, cells)| cells).filter(|cells| !cells.is_empty()).collect();
    !filled.is_empty() && filled.into_iter().all(shaped)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Sniffed {
        table(text.as_bytes(), false, Charset::Known(encoding_rs::UTF_8), 0, true)
    }

    #[test]
    fn the_delimiter_is_the_one_that_makes_equal_rows() {
        for (text, delimiter) in [
            ("a;b;c\n1,5;2;3\n1,7;2;3\n", ';'),
            ("a,b,c\n\"x;y\",2,3\n1,2,3\n", ','),
            ("a\tb\n1,2\t3\n", '\t'),
            ("a|b\n1|2\n", '|'),
            ("name\nAna\n", ','),
        ] {
            assert_eq!(found(text).delimiter(), delimiter, "{text:?}");
        }
    }

    #[test]
    fn a_sep_line_is_obeyed_and_is_no_header() {
        let sniffed = found("sep=|\na;b|c\n1|2\n");
        assert_eq!((sniffed.delimiter(), sniffed.sep_line, sniffed.header_line), ('|', true, 2));
        assert_eq!(sniffed.header, ["a;b", "c"]);
    }

    #[test]
    fn titles_above_the_header_are_passed() {
        let sniffed = found("Facturas 2026;;;\n\nNúmero;Fecha;Cliente;Total\n1;2;3;4\n2;3;4;5\n");
        assert_eq!((sniffed.header_line, sniffed.header.len()), (3, 4));
    }

    #[test]
    fn a_header_of_two_rows_is_one() {
        let sniffed =
            found("Factura;;Cliente;;Total\nSerie;Número;Nombre;NIF;\nA;1;Ana;1Z;5,00\nA;2;Eva;2Z;6,00\n");
        assert_eq!(sniffed.header_line, 2);
        assert_eq!(
            sniffed.header,
            ["Factura · Serie", "Factura · Número", "Cliente · Nombre", "Cliente · NIF", "Total"]
        );
        // Data below a header with nameless columns are data.
        let sniffed = found("Nombre;Apellidos;;Correo\nAna;Gil;x;a@b.es\nEva;Mas;y;e@b.es\n");
        assert_eq!((sniffed.header_line, sniffed.header.len()), (1, 4));
    }

    #[test]
    fn research_files_have_no_header() {
        let sniffed = found(" 00004 0001 19970101  2   29.33\n 00004 0001 19970118  2   29.73\n");
        assert_eq!((sniffed.delimiter(), sniffed.header_line), (' ', 0));
    }
}
