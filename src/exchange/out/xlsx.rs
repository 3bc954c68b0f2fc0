//! XLSX: numbers, days and texts as what they are; a text is always a text, never a formula or a link. Rows leave memory
//! as they are written (into a file that passes, beside the target), however many there are.

use std::io::{self, Write};
use std::path::Path;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::{Cell, Tables};
use crate::domain::base::Day;

/// Rows that a sheet may have, heading included: what Excel and LibreOffice read.
const ROWS: u32 = 1_048_576;
/// Characters (UTF-16) that a cell may hold. A longer text is cut and ends in `…`.
const CHARACTERS: usize = 32_767;
/// Characters that the name of a sheet may have.
const NAME: usize = 31;
/// 1 March 1900.
const FIRST_DAY: Day = Day(-25_508);
/// Figures that a number of a spreadsheet keeps; a longer one is written as text rather than rounded.
const FIGURES: usize = 15;

/// Writes a workbook with a sheet for each table, and one more where a table has more rows than a sheet may have.
pub struct Xlsx {
    book: Workbook,
    name: String,
    headings: Vec<String>,
    names: Vec<String>,
    row: u32,
    formats: Formats,
}

struct Formats {
    heading: Format,
    day: Format,
    moment: Format,
    money: Format,
    number: Format,
}

impl Xlsx {
    /// An empty workbook; what passes through the disk lies in `folder`.
    pub fn new(folder: &Path) -> io::Result<Self> {
        let mut book = Workbook::new();
        book.set_tempdir(folder).map_err(failed)?;
        // The same rows give the same bytes: no moment of its making stands in a file.
        let made = ExcelDateTime::from_ymd(2000, 1, 1).map_err(failed)?;
        book.set_properties(&DocProperties::new().set_creation_datetime(&made));
        let number = |form: &str| Format::new().set_num_format(form);
        Ok(Self {
            book,
            name: String::new(),
            headings: Vec::new(),
            names: Vec::new(),
            row: 0,
            formats: Formats {
                heading: Format::new().set_bold(),
                day: number("yyyy-mm-dd"),
                moment: number("yyyy-mm-dd hh:mm"),
                money: number("#,##0.00"),
                number: number("General"),
            },
        })
    }

    /// Writes the workbook.
    pub fn finish(mut self, out: &mut (impl Write + io::Seek + Send)) -> io::Result<()> {
        if self.names.is_empty() {
            self.book.add_worksheet();
        }
        self.book.save_to_writer(out).map_err(failed)
    }

    fn sheet(&mut self) -> io::Result<()> {
        let name = free_name(&self.name, &self.names);
        let sheet = self.book.add_worksheet_with_constant_memory().map_err(failed)?;
        sheet.set_name(&name).map_err(failed)?;
        sheet.set_freeze_panes(1, 0).map_err(failed)?;
        for (at, heading) in self.headings.iter().enumerate() {
            sheet.write_string_with_format(0, column(at)?, heading, &self.formats.heading).map_err(failed)?;
        }
        self.names.push(name);
        self.row = 1;
        Ok(())
    }
}

impl Tables for Xlsx {
    fn table(&mut self, name: &str, headings: &[String]) -> io::Result<()> {
        name.clone_into(&mut self.name);
        self.headings = headings.to_vec();
        self.sheet()
    }

    fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        if self.row == ROWS {
            self.sheet()?;
        }
        let at = self.names.len().checked_sub(1).ok_or_else(|| io::Error::other("no table was begun"))?;
        let sheet = self.book.worksheet_from_index(at).map_err(failed)?;
        for (at, cell) in cells.iter().enumerate() {
            write(sheet, self.row, column(at)?, cell, &self.formats).map_err(failed)?;
        }
        self.row += 1;
        Ok(())
    }
}

fn write(sheet: &mut Worksheet, row: u32, column: u16, cell: &Cell, f: &Formats) -> Result<(), XlsxError> {
    let text = |sheet: &mut Worksheet, text: &str| sheet.write_string(row, column, cut(text)).map(drop);
    match cell {
        Cell::Empty => Ok(()),
        Cell::Text(words) => text(sheet, words),
        Cell::Int(number) => match exact(&number.to_string()) {
            Some(value) => sheet.write_number_with_format(row, column, value, &f.number).map(drop),
            None => text(sheet, &number.to_string()),
        },
        Cell::Decimal(number) => match exact(number) {
            Some(value) => {
                let format = if number.contains('.') { &f.money } else { &f.number };
                sheet.write_number_with_format(row, column, value, format).map(drop)
            }
            None => text(sheet, number),
        },
        Cell::Day(day) => {
            let (year, month, date) = day.ymd();
            // Spreadsheets do not agree on the days before: some believe in 1900-02-29.
            let year = u16::try_from(year).ok().filter(|_| *day >= FIRST_DAY);
            match year.map(|year| ExcelDateTime::from_ymd(year, month as u8, date as u8)) {
                Some(Ok(when)) => sheet.write_datetime_with_format(row, column, &when, &f.day).map(drop),
                _ => text(sheet, &day.to_string()),
            }
        }
        Cell::Moment(_) => match ExcelDateTime::parse_from_str(&cell.plain()) {
            Ok(when) => sheet.write_datetime_with_format(row, column, &when, &f.moment).map(drop),
            Err(_) => text(sheet, &cell.plain()),
        },
    }
}

/// A number that a spreadsheet keeps as it is.
fn exact(plain: &str) -> Option<f64> {
    let figures = plain.trim_start_matches(['-', '0', '.']).bytes().filter(u8::is_ascii_digit).count();
    (figures <= FIGURES).then(|| plain.parse().ok()).flatten().filter(|n: &f64| n.is_finite())
}

fn cut(text: &str) -> String {
    if text.len() <= CHARACTERS || text.encode_utf16().count() <= CHARACTERS {
        return text.to_owned();
    }
    let mut units = 0;
    let mut kept: String = text
        .chars()
        .take_while(|c| {
            units += c.len_utf16();
            units < CHARACTERS
        })
        .collect();
    kept.push('…');
    kept
}

/// A name a sheet may have: none of `[]:*?/\`, no apostrophe at an end, 31 characters, each once whatever the capitals.
fn free_name(wanted: &str, taken: &[String]) -> String {
    let clean: String =
        wanted.chars().map(|c| if c.is_control() || "[]:*?/\\".contains(c) { ' ' } else { c }).collect();
    let clean = clean.trim_matches(|c: char| c == '\'' || c.is_whitespace());
    let clean = if clean.is_empty() { "1" } else { clean };
    let with = |ending: &str| {
        let mut units = ending.encode_utf16().count();
        let head: String = clean
            .chars()
            .take_while(|c| {
                units += c.len_utf16();
                units <= NAME
            })
            .collect();
        format!("{}{ending}", head.trim_end_matches('\''))
    };
    let is_free = |name: &String| !taken.iter().any(|t| t.to_lowercase() == name.to_lowercase());
    let first = with("");
    if is_free(&first) {
        return first;
    }
    (2..=taken.len() + 2).map(|n| with(&format!(" ({n})"))).find(is_free).unwrap_or(first)
}

fn column(at: usize) -> io::Result<u16> {
    u16::try_from(at).map_err(|_| io::Error::other("too many columns"))
}

fn failed(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        other => io::Error::other(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_sheets_are_clean_short_and_each_once() {
        let long = "Ventas: norte/sur [2026] de todos los clientes";
        let first = free_name(long, &[]);
        assert_eq!(first, "Ventas  norte sur  2026  de tod");
        assert_eq!(free_name(long, std::slice::from_ref(&first)), "Ventas  norte sur  2026  de (2)");
        assert_eq!(free_name("'", &[]), "1");
    }

    #[test]
    fn a_number_that_would_be_rounded_is_none() {
        assert_eq!(exact("-1234.50"), Some(-1234.5));
        assert_eq!(exact("0.000001"), Some(0.000_001));
        assert_eq!(exact("9007199254740993"), None);
    }

    #[test]
    fn a_text_too_long_for_a_cell_is_cut_and_says_so() {
        let cut = cut(&"ñ".repeat(40_000));
        assert_eq!(cut.encode_utf16().count(), CHARACTERS);
        assert!(cut.ends_with('…'));
    }
}
