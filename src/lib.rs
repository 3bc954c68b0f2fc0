//! cartera: a small business's customer portfolio in the terminal.
//!
//! Rooms and who may import whom (`tests/architecture.rs` fails on a breach):
//!
//! | room | owns | may import |
//! | --- | --- | --- |
//! | [`domain`] | the portfolio's rules, pure | nothing of ours |
//! | [`config`] | defaults and the user's file | `domain` |
//! | [`store`] | SQLite: the only importer of `rusqlite` | `domain`, `config` |
//! | [`sample`] | the invented portfolio of the demonstration, pure | `domain` |
//! | [`exchange`] | files in and out | `domain`, `config` |
//! | [`ui`] | toolkit: actions, keys, theme, texts, widgets | `domain`, `config` |
//! | [`views`] | one screen each: state, act, receive, draw | `domain`, `ui`, plain data of `store` |
//! | [`app`] | loop, model, update, terminal: wires views to the store | all |
//! | [`cli`] | the command line | all |

pub mod app;
pub mod cli;
pub mod config;
pub mod domain;
pub mod exchange;
pub mod sample;
pub mod store;
pub mod ui;
pub mod views;
