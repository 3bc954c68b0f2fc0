//! Tables that people read: headings and fixed values in the words of their language, days and figures as on screen. What
//! other programs read, and `import` reads back, keeps its names and ISO days.

use std::io;

use crate::domain::Currency;
use crate::exchange::out::{Cell, Tables};
use crate::ui::format::{Format, Manner};
use crate::ui::texts::{Lang, Texts};

/// Tables whose days and figures stand as on screen, written by what is inside.
pub struct Shown<T> {
    out: T,
    format: Format,
    lang: Lang,
    mark: char,
}

impl<T: Tables> Shown<T> {
    pub fn new(out: T, manner: &Manner) -> Self {
        let numbers = manner.numbers();
        let mark = numbers.decimal_mark();
        let texts = Texts::new(manner.lang, &numbers);
        let format = Format::new(&texts, numbers, manner.dates, Currency::default());
        Self { out, format, lang: manner.lang, mark }
    }

    /// What is inside, with everything written.
    pub fn inside(self) -> T {
        self.out
    }

    /// A whole number may be a year or a code: it keeps its figures.
    fn shown(&self, cell: &Cell) -> Cell {
        match cell {
            Cell::Day(day) => Cell::Text(self.format.day_written(*day, self.lang)),
            Cell::Moment(at) => {
                let day = self.format.day_written(at.date().into(), self.lang);
                Cell::Text(format!("{day} {}", at.format("%H:%M")))
            }
            Cell::Decimal(number) => Cell::Decimal(number.replace('.', self.mark.encode_utf8(&mut [0; 4]))),
            Cell::Empty | Cell::Text(_) | Cell::Int(_) => cell.clone(),
        }
    }
}

impl<T: Tables> Tables for Shown<T> {
    fn table(&mut self, name: &str, headings: &[String]) -> io::Result<()> {
        self.out.table(name, headings)
    }

    fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        let cells: Vec<Cell> = cells.iter().map(|cell| self.shown(cell)).collect();
        self.out.row(&cells)
    }
}

/// Tables in words, written by what is inside.
pub struct Worded<T> {
    out: Shown<T>,
    texts: Texts,
    columns: Vec<String>,
}

impl<T: Tables> Worded<T> {
    pub fn new(out: T, manner: &Manner) -> Self {
        let texts = Texts::new(manner.lang, &manner.numbers());
        Self { out: Shown::new(out, manner), texts, columns: Vec::new() }
    }

    /// What is inside, with everything written.
    pub fn inside(self) -> T {
        self.out.inside()
    }

    fn word(&self, room: &str, name: &str) -> Option<String> {
        let key = format!("{room}{}", name.replace('_', "-"));
        self.texts.has(&key).then(|| self.texts.t(&key))
    }

    fn told(&self, column: &str, cell: &Cell) -> Cell {
        let room = match column {
            "consent_email" | "consent_sms" | "consent_phone" | "consent_post" => "",
            "stage" => "cli-stage-",
            "status" => "export-status-",
            "channel" => "channel-",
            "direction" => "direction-",
            "outcome" => "outcome-",
            "reason" => "refusal-",
            _ => return cell.clone(),
        };
        match cell {
            Cell::Text(text) => self.word(room, text).map_or_else(|| cell.clone(), Cell::Text),
            other => other.clone(),
        }
    }
}

impl<T: Tables> Tables for Worded<T> {
    fn table(&mut self, name: &str, headings: &[String]) -> io::Result<()> {
        self.columns = headings.to_vec();
        let headings: Vec<String> = headings
            .iter()
            .map(|heading| self.word("export-head-", heading).unwrap_or_else(|| heading.clone()))
            .collect();
        let name = self.word("export-table-", name).unwrap_or_else(|| name.to_owned());
        self.out.table(&name, &headings)
    }

    fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        let cells: Vec<Cell> =
            self.columns.iter().zip(cells).map(|(column, cell)| self.told(column, cell)).collect();
        self.out.row(&cells)
    }
}
