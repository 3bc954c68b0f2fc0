//! Columns of integers as narrow as their values allow, and words kept once however many customers share them.
//! A million customers stand here in about sixty bytes each.

use std::collections::HashMap;

/// A column of integers that starts with two bytes a row and widens by itself when a value does not fit.
/// "Unknown" is the smallest value of each width.
#[derive(Clone, Debug)]
pub(super) enum Column {
    /// Two bytes a row.
    Two(Vec<i16>),
    /// Four bytes a row.
    Four(Vec<i32>),
    /// Eight bytes a row.
    Eight(Vec<i64>),
}

impl Default for Column {
    fn default() -> Self {
        Self::Two(Vec::new())
    }
}

impl Column {
    /// Two bytes a row to begin with.
    pub fn narrow(capacity: usize) -> Self {
        Self::Two(Vec::with_capacity(capacity))
    }

    /// Four bytes a row to begin with: amounts of money.
    pub fn medium(capacity: usize) -> Self {
        Self::Four(Vec::with_capacity(capacity))
    }

    /// The value of a row; `None` is unknown.
    #[inline]
    pub fn get(&self, row: usize) -> Option<i64> {
        match self {
            Self::Two(all) => (all[row] != i16::MIN).then(|| i64::from(all[row])),
            Self::Four(all) => (all[row] != i32::MIN).then(|| i64::from(all[row])),
            Self::Eight(all) => (all[row] != i64::MIN).then(|| all[row]),
        }
    }

    /// The value of a row, unknown as 0.
    #[inline]
    pub fn or_zero(&self, row: usize) -> i64 {
        self.get(row).unwrap_or(0)
    }

    /// Another value for a row, or one for the row after the last.
    pub fn put(&mut self, row: usize, value: Option<i64>) {
        self.make_room(value);
        match self {
            Self::Two(all) => place(all, row, value.map_or(i16::MIN, |v| v as i16)),
            Self::Four(all) => place(all, row, value.map_or(i32::MIN, |v| v as i32)),
            Self::Eight(all) => place(all, row, value.unwrap_or(i64::MIN)),
        }
    }

    fn make_room(&mut self, value: Option<i64>) {
        let Some(value) = value else { return };
        if let Self::Two(all) = self
            && (value <= i64::from(i16::MIN) || value > i64::from(i16::MAX))
        {
            let mut wide = Vec::with_capacity(all.capacity());
            wide.extend(all.iter().map(|v| if *v == i16::MIN { i32::MIN } else { i32::from(*v) }));
            *self = Self::Four(wide);
        }
        if let Self::Four(all) = self
            && (value <= i64::from(i32::MIN) || value > i64::from(i32::MAX))
        {
            let mut wide = Vec::with_capacity(all.capacity());
            wide.extend(all.iter().map(|v| if *v == i32::MIN { i64::MIN } else { i64::from(*v) }));
            *self = Self::Eight(wide);
        }
    }

    /// Only these rows, in this order.
    pub fn keep(&mut self, rows: &[u32]) {
        match self {
            Self::Two(all) => keep(all, rows),
            Self::Four(all) => keep(all, rows),
            Self::Eight(all) => keep(all, rows),
        }
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        match self {
            Self::Two(all) => all.len() * 2,
            Self::Four(all) => all.len() * 4,
            Self::Eight(all) => all.len() * 8,
        }
    }
}

/// Sets a row, or adds it where it is the one after the last.
pub(super) fn place<T>(all: &mut Vec<T>, row: usize, value: T) {
    if row < all.len() {
        all[row] = value;
    } else {
        all.push(value);
    }
}

/// Only these rows, in this order.
pub(super) fn keep<T: Copy>(all: &mut Vec<T>, rows: &[u32]) {
    let kept = rows.iter().map(|row| all[*row as usize]).collect();
    *all = kept;
}

/// A column of values of which many rows share the same: each distinct one is held once.
#[derive(Clone, Debug)]
pub(super) struct Shared<T: ?Sized> {
    /// Distinct values by number; 0 is the empty one.
    pub values: Vec<Box<T>>,
    numbers: HashMap<Box<T>, u32>,
    rows: Column,
}

impl<T: ?Sized + Eq + std::hash::Hash> Shared<T>
where
    Box<T>: for<'a> From<&'a T>,
{
    /// An empty column whose value 0 is `empty`.
    pub fn new(empty: &T, capacity: usize) -> Self {
        let mut shared = Self { values: Vec::new(), numbers: HashMap::new(), rows: Column::narrow(capacity) };
        shared.number(empty);
        shared
    }

    fn number(&mut self, value: &T) -> u32 {
        if let Some(number) = self.numbers.get(value) {
            return *number;
        }
        let number = self.values.len() as u32;
        self.values.push(value.into());
        self.numbers.insert(value.into(), number);
        number
    }

    /// Another value for a row, or one for the row after the last.
    pub fn put(&mut self, row: usize, value: &T) {
        let number = self.number(value);
        self.rows.put(row, Some(i64::from(number)));
    }

    /// Number of a row's value.
    #[inline]
    pub fn code(&self, row: usize) -> usize {
        self.rows.or_zero(row) as usize
    }

    /// A row's value.
    pub fn get(&self, row: usize) -> &T {
        &self.values[self.code(row)]
    }

    /// Only these rows, in this order.
    pub fn keep(&mut self, rows: &[u32]) {
        self.rows.keep(rows);
    }

    /// Bytes held by the rows.
    pub fn bytes(&self) -> usize {
        self.rows.bytes()
    }
}

/// A set of rows, one bit each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Rows {
    words: Vec<u64>,
    len: usize,
}

impl Rows {
    /// Nobody out of `len`.
    pub fn none(len: usize) -> Self {
        Self { words: vec![0; len.div_ceil(64)], len }
    }

    /// Everybody out of `len`.
    pub fn all(len: usize) -> Self {
        let mut rows = Self { words: vec![u64::MAX; len.div_ceil(64)], len };
        rows.trim();
        rows
    }

    fn trim(&mut self) {
        if let Some(last) = self.words.last_mut()
            && !self.len.is_multiple_of(64)
        {
            *last &= (1 << (self.len % 64)) - 1;
        }
    }

    /// Adds a row.
    #[inline]
    pub fn insert(&mut self, row: usize) {
        self.words[row / 64] |= 1 << (row % 64);
    }

    /// Whether a row is in it.
    #[inline]
    pub fn has(&self, row: usize) -> bool {
        self.words[row / 64] & (1 << (row % 64)) != 0
    }

    /// How many.
    pub fn count(&self) -> usize {
        self.words.iter().map(|w| w.count_ones() as usize).sum()
    }

    /// Whether nobody.
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|w| *w == 0)
    }

    /// Only those in `other` too.
    pub fn intersect(&mut self, other: &Self) {
        for (a, b) in self.words.iter_mut().zip(&other.words) {
            *a &= b;
        }
    }

    /// And those in `other`.
    pub fn unite(&mut self, other: &Self) {
        for (a, b) in self.words.iter_mut().zip(&other.words) {
            *a |= b;
        }
    }

    /// Everybody else.
    pub fn invert(&mut self) {
        for word in &mut self.words {
            *word = !*word;
        }
        self.trim();
    }

    /// Rows in ascending order.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.words.iter().enumerate().flat_map(|(index, word)| {
            let mut left = *word;
            std::iter::from_fn(move || {
                if left == 0 {
                    return None;
                }
                let bit = left.trailing_zeros() as usize;
                left &= left - 1;
                Some(index * 64 + bit)
            })
        })
    }

    /// The rows of `0..len` for which `wanted` holds; `None` where `stop` said so.
    pub fn filter(len: usize, stop: &dyn Fn() -> bool, wanted: impl Fn(usize) -> bool) -> Option<Self> {
        let mut rows = Self::none(len);
        for (index, word) in rows.words.iter_mut().enumerate() {
            if index % 64 == 0 && stop() {
                return None;
            }
            let begin = index * 64;
            for row in begin..(begin + 64).min(len) {
                *word |= u64::from(wanted(row)) << (row - begin);
            }
        }
        Some(rows)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_widens_and_keeps_unknown_unknown() {
        let mut column = Column::narrow(4);
        let values =
            [Some(5), None, Some(-32_768), Some(40_000), None, Some(i64::from(i32::MIN)), Some(i64::MAX)];
        for (row, value) in values.into_iter().enumerate() {
            column.put(row, value);
        }
        let read: Vec<Option<i64>> = (0..values.len()).map(|row| column.get(row)).collect();
        assert_eq!(read, values);
        column.keep(&[6, 1]);
        assert_eq!((column.get(0), column.get(1)), (Some(i64::MAX), None));
    }

    #[test]
    fn more_than_32_768_distinct_words_fit() {
        let mut shared: Shared<str> = Shared::new("", 0);
        for row in 0..40_000 {
            shared.put(row, &row.to_string());
        }
        assert_eq!(shared.get(39_999), "39999");
        assert_eq!(shared.get(0), "0");
    }

    #[test]
    fn a_set_of_rows_knows_its_end() {
        let mut rows = Rows::all(70);
        assert_eq!(rows.count(), 70);
        rows.invert();
        assert!(rows.is_empty());
        rows.insert(69);
        rows.insert(3);
        assert_eq!(rows.iter().collect::<Vec<_>>(), [3, 69]);
        assert_eq!(Rows::filter(130, &|| false, |r| r % 64 == 1).map(|r| r.count()), Some(3));
        assert_eq!(Rows::filter(130, &|| true, |_| true), None);
    }
}
