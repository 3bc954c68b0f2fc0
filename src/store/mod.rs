//! The portfolio's file. The only room that knows SQL; everything that leaves it is plain data.

pub mod ask;
pub mod backup;
pub mod bundle;
pub mod collate;
pub mod db;
mod decisions;
pub mod error;
pub mod facts;
pub mod file;
pub mod intake;
pub mod journal;
pub mod keeper;
mod kinds;
pub mod lanes;
mod mix;
mod origin;
mod priority;
mod reach;
pub mod read;
mod roster_load;
pub mod schema;
mod standing;
pub mod verify;
pub mod whole;
mod worth;
pub(in crate::store) mod write;
