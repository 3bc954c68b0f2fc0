//! The program on screen: what it knows ([`model`]), what a message does to it ([`update`], no I/O), how it is drawn
//! ([`draw`]), and the outer parts: terminal, threads, effects. Wires views to the store; decides nothing about customers.

pub mod backend;
pub mod bundling;
pub mod choices;
pub mod clock;
pub mod demo;
pub mod draw;
pub mod event_loop;
pub mod exporting;
pub mod help;
pub mod importing;
pub mod layers;
pub mod log;
pub mod mailing;
pub mod model;
pub mod msg;
pub mod palette;
pub mod terminal;
pub mod update;
pub mod watchdog;
pub mod world;

pub use event_loop::{AppOptions, run, run_to_code};
