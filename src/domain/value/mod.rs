//! What customers are worth now and what they could be worth (mission rows 23, 25, 41, 52, 54): recency, frequency
//! and money, the Pareto classes, what is bought together, and who is almost among the best.
//!
//! Everything is computed from purchases up to a day that comes in as an argument. Counts are compared in integers, so
//! that a boundary falls on the same customer everywhere.

pub mod basket;
pub mod kind;
pub mod lift_plan;
pub mod offer;
pub mod pareto;
pub mod rfm;
pub mod segment;
pub mod significance;
pub mod table;

pub use segment::Segment;
pub use table::{Member, ValueTable, Window};
