//! The portfolio itself: names, backups, restoring, opening another, history of changes, about.

use std::path::PathBuf;

use super::View;

/// Name of the business and of the user.
pub fn business() -> Box<dyn View> {
    Box::new(super::stub::Stub)
}

/// Backups there are, and putting one in the place of the portfolio.
pub fn restore() -> Box<dyn View> {
    Box::new(super::stub::Stub)
}

/// Opening another portfolio file.
pub fn open(folder: PathBuf) -> Box<dyn View> {
    let _ = folder;
    Box::new(super::stub::Stub)
}

/// Everything that was changed, newest first.
pub fn history() -> Box<dyn View> {
    Box::new(super::stub::Stub)
}

/// Version, file, formats.
pub fn about() -> Box<dyn View> {
    Box::new(super::stub::Stub)
}
