//! Orders of a list. The order of names is kept and mended, because it is the one every list starts with; the
//! others are sorted when asked for.

use super::columns::{Column, Rows};
use super::{GONE, Roster, Sort, SortBy};
use crate::domain::base::Day;
use crate::domain::query::Field;

/// Rows in the order of names, mended when asked for after rows changed.
#[derive(Debug, Default)]
pub(super) struct NameOrder {
    rows: Option<std::sync::Arc<Vec<u32>>>,
    touched: Vec<u32>,
}

impl NameOrder {
    /// This row is new, gone, or called otherwise.
    pub fn touch(&mut self, row: u32) {
        if self.rows.is_some() {
            self.touched.push(row);
            if self.touched.len() > 100_000 {
                self.forget();
            }
        }
    }

    /// The rows are others now.
    pub fn forget(&mut self) {
        *self = Self::default();
    }
}

impl Roster {
    /// Before which row a row stands in the order of names: key, then folded name, then id.
    fn by_name(&self, a: u32, b: u32) -> std::cmp::Ordering {
        let (a, b) = (a as usize, b as usize);
        self.name_keys[a]
            .cmp(&self.name_keys[b])
            .then_with(|| self.texts.name(a).cmp(self.texts.name(b)))
            .then_with(|| self.ids.id(a).cmp(&self.ids.id(b)))
    }

    /// All live rows in the order of names.
    pub(super) fn name_order(&self) -> std::sync::Arc<Vec<u32>> {
        let mut kept = self.by_name.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let sorted = match kept.rows.take() {
            Some(rows) if kept.touched.is_empty() => rows,
            Some(rows) => {
                let mut touched = std::mem::take(&mut kept.touched);
                touched.sort_unstable();
                touched.dedup();
                let mut stale = Rows::none(self.flags.len());
                for row in &touched {
                    stale.insert(*row as usize);
                }
                touched.retain(|row| self.flags[*row as usize] & GONE == 0);
                touched.sort_unstable_by(|a, b| self.by_name(*a, *b));
                let mut merged = Vec::with_capacity(self.live);
                let mut added = touched.into_iter().peekable();
                for row in rows.iter().copied().filter(|row| !stale.has(*row as usize)) {
                    while let Some(new) = added.next_if(|new| self.by_name(*new, row).is_lt()) {
                        merged.push(new);
                    }
                    merged.push(row);
                }
                merged.extend(added);
                std::sync::Arc::new(merged)
            }
            None => {
                // Sorted by looking up each key: keys beside the rows sort faster, but cost 16 MB for a moment just
                // when memory is fullest.
                let mut rows: Vec<u32> = (0..self.flags.len() as u32)
                    .filter(|row| self.flags[*row as usize] & GONE == 0)
                    .collect();
                rows.sort_unstable_by(|a, b| self.by_name(*a, *b));
                std::sync::Arc::new(rows)
            }
        };
        kept.rows = Some(sorted.clone());
        sorted
    }

    /// The rows in order. `given` is the scope's own order where it has one.
    pub(super) fn ordered(&self, rows: &Rows, given: Option<&[u32]>, sort: Sort) -> Vec<u32> {
        let by_name = |descending: bool| -> Vec<u32> {
            let names = self.name_order();
            let wanted = |row: &u32| rows.has(*row as usize);
            let mut sorted = Vec::with_capacity(rows.count());
            if descending {
                sorted.extend(names.iter().rev().copied().filter(wanted));
            } else {
                sorted.extend(names.iter().copied().filter(wanted));
            }
            sorted
        };
        match sort.by {
            SortBy::Name => by_name(sort.descending),
            SortBy::Stage => {
                let mut stages: [Vec<u32>; 8] = std::array::from_fn(|_| Vec::new());
                for row in by_name(false) {
                    stages[usize::from(self.ages[row as usize] & 7)].push(row);
                }
                if sort.descending {
                    stages.reverse();
                }
                stages.concat()
            }
            SortBy::Given => {
                let mut sorted: Vec<u32> = match given {
                    Some(given) => given.iter().copied().filter(|row| rows.has(*row as usize)).collect(),
                    None => rows.iter().map(|row| row as u32).collect(),
                };
                if given.is_none() && !self.ids.in_order() {
                    sorted.sort_unstable_by_key(|row| self.ids.id(*row as usize));
                }
                if sort.descending {
                    sorted.reverse();
                }
                sorted
            }
            SortBy::LastPurchase => self.by_column(rows, &self.last, sort.descending),
            // The longest silence is the earliest last purchase.
            SortBy::Silence => self.by_column(rows, &self.last, !sort.descending),
            SortBy::Revenue12m => self.by_column(rows, &self.revenue_12m, sort.descending),
            SortBy::RevenueTotal => self.by_column(rows, &self.revenue_total, sort.descending),
            SortBy::Orders => self.by_column(rows, &self.orders, sort.descending),
            SortBy::LastContact => self.by_column(rows, &self.last_contact, sort.descending),
            SortBy::Next => self.by_column(rows, &self.next, sort.descending),
            SortBy::AtStake => self.by_column(rows, &self.at_stake, sort.descending),
            SortBy::Due => self.by_number(rows, sort.descending, |row| self.due(row)),
            SortBy::Age => {
                let today = self.as_of.unwrap_or(Day(0));
                self.by_number(rows, sort.descending, |row| self.profile.age(row, today))
            }
            SortBy::Rfm => self.by_worth(rows, sort.descending, Field::Rfm),
            SortBy::Pareto => self.by_worth(rows, sort.descending, Field::Pareto),
            SortBy::PAlive => self.by_worth(rows, sort.descending, Field::PAlive),
            SortBy::Clv => self.by_worth(rows, sort.descending, Field::Clv),
        }
    }

    fn by_column(&self, rows: &Rows, column: &Column, descending: bool) -> Vec<u32> {
        self.by_number(rows, descending, |row| column.get(row))
    }

    fn by_worth(&self, rows: &Rows, descending: bool, field: Field) -> Vec<u32> {
        self.by_number(rows, descending, |row| self.worth.as_ref()?.number(field, row))
    }

    /// By a number, unknown last either way, equal ones by id.
    fn by_number(&self, rows: &Rows, descending: bool, number: impl Fn(usize) -> Option<i64>) -> Vec<u32> {
        let mut keyed: Vec<(u64, u32)> = Vec::with_capacity(rows.count());
        let mut unknown = Vec::new();
        for row in rows.iter() {
            match number(row) {
                Some(value) => {
                    let key = (value as u64) ^ (1 << 63);
                    keyed.push((if descending { !key } else { key }, row as u32));
                }
                None => unknown.push(row as u32),
            }
        }
        if self.ids.in_order() {
            keyed.sort_unstable();
        } else {
            let id = |row: u32| self.ids.id(row as usize);
            keyed.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| id(a.1).cmp(&id(b.1))));
            unknown.sort_unstable_by_key(|row| id(*row));
        }
        keyed.into_iter().map(|(_, row)| row).chain(unknown).collect()
    }
}
