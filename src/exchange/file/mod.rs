//! What a file is: its bytes, encoding and shape, and everything that is no table of text (workbooks, cards, records of
//! fixed width, journals) made into rows of one.

pub(super) mod again;
pub(super) mod cards;
pub mod encoding;
pub(super) mod fixed;
pub(super) mod ledger;
pub(super) mod pipe;
pub mod rows;
pub mod sniff;
pub(super) mod workbook;
