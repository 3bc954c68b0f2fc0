//! The toolkit: actions, keys, theme, texts, widgets. Knows no view and no store.

pub mod action;
pub mod chart;
pub mod dialog;
pub mod field;
pub mod form;
pub mod format;
pub mod glyphs;
pub mod hits;
pub mod json;
pub mod keymap;
pub mod look;
pub mod panel;
pub mod table;
pub mod text_input;
pub mod texts;
pub mod theme;
pub mod visible;

pub use look::Look;
