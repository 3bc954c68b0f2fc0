//! What a cell means: numbers, days, currencies, words, and the amounts that follow from them.

pub(super) mod cells;
pub(super) mod coins;
pub mod date;
pub(super) mod money;
pub(super) mod months;
pub mod number;
