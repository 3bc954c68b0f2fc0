//! What customers are worth, and how it is told.

pub mod score;
