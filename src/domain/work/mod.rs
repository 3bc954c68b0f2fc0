//! Daily work: who to contact today and why, by which channel, how a call went, campaigns, and dates as people write them.

pub mod call;
pub mod calls;
pub mod campaign;
pub mod followup;
pub mod hours;
pub mod reach;
pub mod today;
