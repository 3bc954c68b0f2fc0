//! Which customer stands in which row, in four bytes each.

use std::collections::HashMap;

use super::CustomerId;

/// Ids by row, ascending but for the exceptions. Ids above four bytes are exceptions too.
#[derive(Clone, Debug, Default)]
pub(super) struct Ids {
    rows: Vec<u32>,
    /// Greatest id of the ascending ones.
    greatest: u32,
    /// Row by id for those out of order, and id by row for those that do not fit.
    strays: HashMap<CustomerId, u32>,
    far: HashMap<u32, CustomerId>,
}

impl Ids {
    /// An empty one with room.
    pub fn with_capacity(capacity: usize) -> Self {
        Self { rows: Vec::with_capacity(capacity), ..Self::default() }
    }

    /// The id of a row. For a stray the place holds the greatest ascending id before it, so that halving still works.
    #[inline]
    pub fn id(&self, row: usize) -> CustomerId {
        if self.far.is_empty() {
            return CustomerId::from(self.rows[row]);
        }
        self.far.get(&(row as u32)).copied().unwrap_or(CustomerId::from(self.rows[row]))
    }

    /// The row of an id, also of one whose customer is gone.
    pub fn row(&self, id: CustomerId) -> Option<usize> {
        if let Some(row) = self.strays.get(&id) {
            return Some(*row as usize);
        }
        let short = u32::try_from(id).ok()?;
        let row = self.rows.partition_point(|i| *i < short);
        (self.rows.get(row) == Some(&short) && self.id(row) == id).then_some(row)
    }

    /// Gives an id that is not there yet the next row.
    pub fn push(&mut self, id: CustomerId) -> usize {
        let row = self.rows.len();
        match u32::try_from(id) {
            Ok(short) if short > self.greatest || row == 0 => {
                self.greatest = short;
                self.rows.push(short);
            }
            _ => {
                self.rows.push(self.greatest);
                self.strays.insert(id, row as u32);
                self.far.insert(row as u32, id);
            }
        }
        row
    }

    /// Whether rows are in the order of ids.
    pub fn in_order(&self) -> bool {
        self.strays.is_empty()
    }
}
