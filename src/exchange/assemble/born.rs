//! Birthdays: the year always, day and month where the whole column says which of them comes first.

use std::collections::BTreeMap;

use crate::domain::Day;
use crate::domain::people::CustomerDraft;
use crate::exchange::assemble::people::{Bad, People};
use crate::exchange::columns::field::Field;
use crate::exchange::file::rows::Row;
use crate::exchange::plan::{Evidence, Plan};
use crate::exchange::record::Notes;
use crate::exchange::values::cells;
use crate::exchange::values::date::{self, DateOrder};

impl Plan {
    /// An order for each column of birthdays. Where nothing settles it nobody is asked: the years are certain, and a day
    /// that may be another one is none.
    pub(in crate::exchange) fn settle_births(
        &mut self,
        evidence: &BTreeMap<usize, Evidence>,
        given: Option<DateOrder>,
    ) {
        let stated = self.preset.and_then(|p| p.date_order);
        for &column in self.resolved.all(Field::BirthYear) {
            let Some(found) = evidence.get(&column) else { continue };
            let settled =
                if found.is_open() { found.order().or(given).or(stated) } else { Some(DateOrder::Dmy) };
            if let Some(order) = settled {
                self.orders.insert(column, order);
                // Where there is no other day, this is the order of the file.
                if found.is_open() && !self.resolved.has(Field::Date) && !self.resolved.has(Field::Since) {
                    self.date_order = order;
                }
            }
        }
    }
}

impl People<'_> {
    /// When somebody was born.
    pub(in crate::exchange) fn born(
        &self,
        row: &Row,
        draft: &mut CustomerDraft,
        notes: &mut Notes,
        bad: &mut Vec<Bad>,
    ) {
        draft.birth_year = self.one(row, Field::BirthYear, notes, bad, cells::birth_year).flatten();
        let (Some(year), Some(order)) = (draft.birth_year, self.births) else { return };
        let columns = self.columns.all(Field::BirthYear).iter();
        let days = columns.filter_map(|column| date::parse(row.cell(*column), order).ok().flatten());
        // Two figures of a year are of the past: only day and month are taken.
        draft.birth_day = days.map(Day::ymd).find_map(|(at, month, day)| {
            (at % 100 == year % 100).then(|| Day::from_ymd(year, month, day)).flatten()
        });
    }
}
