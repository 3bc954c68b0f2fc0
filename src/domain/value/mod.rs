//! What customers are worth: now (recency, frequency, money, kind of purchase, Pareto), and to come; what is bought
//! together, and who is almost among the best (mission rows 23, 25, 41–46, 52–55).
//!
//! Everything is computed from purchases up to a day that comes in as an argument. Counts are compared in integers, so
//! that a boundary falls on the same customer everywhere.

pub mod basket;
pub mod budget;
pub mod cadence;
pub mod class;
pub mod growth;
pub mod kind;
pub mod lift_plan;
pub mod offer;
pub mod pareto;
pub mod priority;
pub mod rfm;
pub mod rules;
pub mod segment;
pub mod significance;
pub mod table;
pub mod turnover;
pub mod worth;

pub use cadence::EffortRules;
pub use class::ValueClass;
pub use priority::Priority;
pub use rules::ValueRules;
pub use segment::Segment;
pub use table::{Member, ValueTable, Window};
pub use turnover::Turnover;
pub use worth::{Outlook, Worth};
