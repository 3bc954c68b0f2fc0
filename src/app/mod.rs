//! Wires the rooms together.

pub mod demo;
pub mod importing;
