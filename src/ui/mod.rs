//! The toolkit: actions, keys, theme, texts, widgets. Knows no view and no store.

pub mod action;
pub mod hits;
pub mod text_input;

/// How things look and read.
#[derive(Debug)]
pub struct Look;
