//! The card of an empty home: sample, import, from nothing, open a file.

use super::View;

/// The card.
pub fn view() -> Box<dyn View> {
    Box::new(super::stub::Stub)
}
