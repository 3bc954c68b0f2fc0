//! Daily work: who to contact today and why, and dates as people write them.

pub mod followup;
pub mod today;
