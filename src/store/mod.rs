//! The portfolio's file. The only room that knows SQL; everything that leaves it is plain data.

pub mod ask;
pub mod lanes;
pub mod read;
mod roster_load;
pub mod schema;
