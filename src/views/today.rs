//! Who to contact today and why.

use super::View;

/// The list of today.
pub fn view() -> Box<dyn View> {
    Box::new(super::stub::Stub)
}
