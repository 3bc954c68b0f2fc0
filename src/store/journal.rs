//! The journal: every change writes through `Tx`, which keeps for each row touched the state to swap back in.
//!
//! Taking a change back swaps, in reverse order, each row with what the journal holds of it; making it again swaps
//! once more in forward order. So undo needs no inverse of any change, survives a restart, and is exact by
//! construction. Knows rows and columns, never what they mean, but for one thing: which customer a row belongs to.

mod fields;
mod idle;
mod image;
mod rows;
mod scrub;
mod swap;
mod touched;
mod tx;

pub(in crate::store) use fields::{FieldChange, fields_of};
pub(in crate::store) use image::{Image, RowKey, Value};
pub(in crate::store) use rows::Table;
pub(in crate::store) use scrub::{NOTHING, former, inside_json, is_held, scrub};
pub(in crate::store) use swap::swap;
pub(in crate::store) use tx::{Tx, decode_all, last_done, last_undone, time_text, words_of};
pub(in crate::store) use {swap::CHUNK, tx::forget_undone};
