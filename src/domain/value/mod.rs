//! What customers are worth: now (recency, frequency, money, kind of purchase, Pareto), and to come (mission rows
//! 41–46, 52–55). Pure; every figure is judged at an as-of day and knows nothing after it.

pub mod class;
pub mod rules;
pub mod turnover;

pub use class::ValueClass;
pub use rules::{ValuePeriod, ValueRules};
pub use turnover::Turnover;
