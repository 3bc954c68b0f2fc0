//! The ages of a customer and how the portfolio flows through them (mission rows 1–6, 58).
//!
//! Everything follows from purchase days and amounts up to an as-of day; nothing is stored, nothing reads a clock.

pub mod aftermath;
pub mod cohort;
pub mod compensation;
pub mod corrective;
pub mod entrants;
pub mod flow;
pub mod health;
pub mod history;
pub mod recovery;
pub mod retention;
pub mod stage;
pub mod transition;

pub use history::{Entry, Facts};
pub use stage::{LifecycleRules, Rhythm, Stage};
