//! Daily work: who to contact today and why, and dates as people write them.

pub mod call;
pub mod followup;
pub mod today;
