//! Tables that people read: headings and fixed values in the words of their language. What other programs read, and
//! `import` reads back, keeps its names.

use std::io;

use crate::exchange::out::{Cell, Tables};
use crate::ui::format::NumberStyle;
use crate::ui::texts::{Lang, Texts};

/// Tables in words, written by what is inside.
pub struct Worded<T> {
    out: T,
    texts: Texts,
    columns: Vec<String>,
}

impl<T: Tables> Worded<T> {
    pub fn new(out: T, lang: Lang) -> Self {
        Self { out, texts: Texts::new(lang, &NumberStyle::of_lang(lang)), columns: Vec::new() }
    }

    /// What is inside, with everything written.
    pub fn inside(self) -> T {
        self.out
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
