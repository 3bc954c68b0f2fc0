//! Where a click lands.

use ratatui::layout::{Position, Rect};

/// Clickable regions of the last drawing, later ones on top.
#[derive(Debug, Default)]
pub struct Hits {
    regions: Vec<(Rect, usize)>,
}

impl Hits {
    /// Registers a region; `target` is what [`crate::views::View::click`] is given.
    pub fn add(&mut self, area: Rect, target: usize) {
        if !area.is_empty() {
            self.regions.push((area, target));
        }
    }

    /// The target of the topmost region that holds the cell.
    pub fn at(&self, column: u16, row: u16) -> Option<usize> {
        let cell = Position::new(column, row);
        self.regions.iter().rev().find(|(area, _)| area.contains(cell)).map(|(_, target)| *target)
    }

    /// Forgets all regions.
    pub fn clear(&mut self) {
        self.regions.clear();
    }
}
