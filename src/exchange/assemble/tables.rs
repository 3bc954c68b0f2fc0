//! Several tables one below the other: the same header again goes on with the same columns, whatever title stands above it;
//! another header is another table, and no file holds two. And tables whose columns are months.

use std::collections::HashSet;

use crate::exchange::assemble::margins;
use crate::exchange::columns::Columns;
use crate::exchange::columns::field::Field;
use crate::exchange::columns::preset;
use crate::exchange::columns::shapes::{Shape, Shapes};
use crate::exchange::error::ImportError;
use crate::exchange::file::rows::{Form, Row};
use crate::exchange::plan::Plan;
use crate::exchange::values::date;
use crate::exchange::values::months;

/// Names of columns that are shown of another table.
const SHOWN: usize = 6;

/// What stands between the rows of a table, while they are read one after the other.
#[derive(Debug, Default)]
pub struct Between {
    /// Something else than a record stood in the row before.
    gap: bool,
    last_line: u64,
    /// Rows of hardly a cell since the last record, and whether the header came again below them.
    titles: Vec<(usize, u64)>,
    headed: bool,
    /// A row of names of other columns: its line and the names.
    other: Option<(u64, Vec<String>)>,
    /// Titles above a header that came again.
    pub found: HashSet<(usize, u64)>,
}

impl Between {
    /// A row below the first header; an error where it is the first record of another table.
    pub fn see(&mut self, plan: &Plan, row: &Row) -> Result<(), ImportError> {
        if !matches!(plan.sniffed.dialect.form, Form::Text | Form::Sheets(_)) || plan.sniffed.is_nameless() {
            return Ok(());
        }
        let blank = row.is_blank();
        let gap = self.gap || row.line > self.last_line + 1;
        self.last_line = row.line;
        if blank {
            self.gap = true;
            return Ok(());
        }
        if plan.repeats_header(row) {
            (self.headed, self.gap, self.other) = (true, false, None);
            return Ok(());
        }
        let filled = |most: usize| (0..row.len()).filter(|i| !row.cell(*i).is_empty()).take(most).count();
        let figures = || (0..row.len()).any(|i| row.cell(i).iter().any(u8::is_ascii_digit));
        if plan.columns.len() > 2 && filled(2) == 1 {
            if self.headed {
                (self.headed, self.titles) = (false, Vec::new());
            }
            self.titles.push((row.sheet, row.line));
            (self.gap, self.other) = (true, None);
            return Ok(());
        }
        if let Some((row, headers)) = self.other.take().filter(|_| figures()) {
            return Err(ImportError::SecondTable { row, headers });
        }
        if gap && filled(3) > 2 && !figures() {
            self.other = other_header(row).map(|names| (row.line, names));
        }
        // Where each record says whose it is, what stood above the header is nobody's name.
        if self.headed && (!plan.resolved.somebody() || !margins::names_nobody(&plan.resolved, row)) {
            self.found.extend(self.titles.drain(..));
        }
        self.titles.clear();
        (self.headed, self.gap) = (false, margins::is_total(row));
        Ok(())
    }
}

/// The names of a row that is the header of records: nearly all are known, and one of them says when or who.
fn other_header(row: &Row) -> Option<Vec<String>> {
    let generic = preset::named("generic").ok()?;
    let names: Vec<String> = (0..row.len()).map(|i| row.text(i)).filter(|name| !name.is_empty()).collect();
    let fields: Vec<&[Field]> = names.iter().map(|name| generic.fields(name)).collect();
    let known = fields.iter().filter(|fields| !fields.is_empty()).count();
    let record = |field: &Field| {
        matches!(
            field,
            Field::Date | Field::Name | Field::Code | Field::Email | Field::Number | Field::Company
        )
    };
    let records = fields.iter().copied().flatten().any(record);
    (known * 3 >= names.len() * 2 && records).then(|| names.into_iter().take(SHOWN).collect())
}

impl Columns {
    /// Of a table that has a column of figures for each of several months, the first of them.
    pub fn months(&self, shapes: &Shapes) -> Option<&str> {
        let month = |name: &String| months::heading(name).or_else(|| date::month(name.trim().as_bytes()));
        let all: Vec<Option<u32>> = self.names().iter().map(month).collect();
        let first = all.iter().position(Option::is_some)?;
        let follows = |pair: &[Option<u32>]| matches!(pair, [Some(a), Some(b)] if *b == a % 12 + 1);
        // Three in a row, one after the other.
        let rows = all.windows(2).map(follows).collect::<Vec<_>>();
        // Marks of who paid in which month are no sums.
        let figures = |column: usize| all[column].is_some() && shapes.are(column, Shape::holds_numbers);
        let is = rows.windows(2).any(|pair| pair == [true, true]) && (0..all.len()).any(figures);
        is.then(|| self.name(first))
    }
}
