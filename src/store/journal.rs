//! The journal (the whole of it comes with the writer).

mod image;

pub(in crate::store) use image::{Image, RowKey};
