//! The portfolio's rules. Pure: no files, no clock, no randomness, no SQL, no screen; every date comes in as an
//! argument. Imports nothing else of this crate.

pub mod base;
pub mod change;
pub mod intake;
pub mod lifecycle;
pub mod people;
pub mod query;
pub mod roster;
pub mod trade;
pub mod value;
pub mod work;

pub use base::{Currency, Day, Money, Month};
