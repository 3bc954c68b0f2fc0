//! Import on screen: choose the file, see what is proposed, confirm.

use std::path::PathBuf;

use super::View;

/// Begins with the choice of a file in `folder`.
pub fn view(folder: PathBuf) -> Box<dyn View> {
    let _ = folder;
    Box::new(super::stub::Stub)
}
