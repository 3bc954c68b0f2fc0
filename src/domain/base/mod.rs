//! Small value types everything else is made of: days, money, folded names. Pure.

pub mod day;
pub mod money;
pub mod names;

pub use day::{Day, Month};
pub use money::{Currency, Money};
