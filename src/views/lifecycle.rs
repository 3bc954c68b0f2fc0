//! Lifecycle: funnel, flow, health and its limits.

use super::View;

/// The dashboard.
pub fn view() -> Box<dyn View> {
    Box::new(super::stub::Stub)
}

/// The limits, with a preview of how many customers other ones would move.
pub fn rules() -> Box<dyn View> {
    Box::new(super::stub::Stub)
}
