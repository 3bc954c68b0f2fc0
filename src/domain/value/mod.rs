//! What customers are worth: what they bought, and what they are likely to buy.
//!
//! Value to come is a forecast of the whole portfolio: a model of buying ([`models`]) is fitted to what is known of
//! everybody at the end of a day ([`Buyer`]), and [`Forecast`] answers for one customer. Where the data do not carry a
//! forecast, it says why ([`Caveat`]). [`backtest`] holds a forecast against what came. Pure: no customer's name, no
//! clock, no text.

pub mod backtest;
pub mod buyer;
pub mod clv;
pub mod forecast;
pub mod models;

pub use buyer::Buyer;
pub use clv::{Range, simple_clv};
pub use forecast::{Caveat, Forecast, Outlook, Terms};
pub use models::ModelKind;
