//! Saved segments: saving the present filter, and the list of those there are.

mod manager;
mod sheet;

use super::View;
use crate::domain::people::CustomerId;
use crate::store::ask::SegmentInfo;

/// What is to be saved of a list.
#[derive(Clone, Debug, Default)]
pub struct Present {
    /// Its filter as typed.
    pub query: String,
    /// Who is in it.
    pub members: Vec<CustomerId>,
    /// Whether it starts from everybody: what starts from a figure can only be frozen.
    pub from_everybody: bool,
}

/// Saves the present list as a segment.
pub fn save(present: Present) -> Box<dyn View> {
    Box::new(sheet::Sheet::save(present))
}

/// Other words for a segment.
pub(crate) fn edit(segment: SegmentInfo) -> Box<dyn View> {
    Box::new(sheet::Sheet::edit(segment))
}

/// The segments there are.
pub fn manager() -> Box<dyn View> {
    Box::new(manager::Manager::default())
}
