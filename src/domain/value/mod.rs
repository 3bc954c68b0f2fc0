//! What customers are worth: now (recency, frequency, money, kind of purchase, Pareto), and to come; what is bought
//! together, and who is almost among the best (mission rows 23, 25, 41–46, 52–55).
//!
//! Value now is computed from purchases up to a day that comes in as an argument. Counts are compared in integers, so
//! that a boundary falls on the same customer everywhere.
//!
//! Value to come is a forecast of the whole portfolio: a model of buying ([`models`]) is fitted to what is known of
//! everybody at the end of a day ([`Buyer`]), and [`Forecast`] answers for one customer. Where the data do not carry a
//! forecast, it says why ([`Caveat`]). [`backtest`] holds a forecast against what came.
//!
//! [`Worth`] is what all of it says of one customer.

pub mod backtest;
pub mod basket;
pub mod budget;
pub mod buyer;
pub mod cadence;
pub mod class;
pub mod clv;
pub mod forecast;
pub mod growth;
pub mod kind;
pub mod lift_plan;
pub mod lookalike;
pub mod models;
pub mod offer;
pub mod pareto;
pub mod priority;
pub mod rfm;
pub mod rules;
pub mod score;
pub mod segment;
pub mod significance;
pub mod table;
pub mod turnover;
pub mod worth;

pub use buyer::Buyer;
pub use cadence::EffortRules;
pub use class::ValueClass;
pub use clv::{Range, simple_clv};
pub use forecast::{Caveat, Forecast, Terms};
pub use models::ModelKind;
pub use priority::Priority;
pub use rules::ValueRules;
pub use segment::Segment;
pub use table::{Member, ValueTable, Window};
pub use turnover::Turnover;
pub use worth::{Outlook, Worth};
