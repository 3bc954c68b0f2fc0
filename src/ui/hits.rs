//! Where a click lands.

/// Clickable regions of the last drawing.
#[derive(Debug, Default)]
pub struct Hits;
