//! What a person settled about a kind of file, remembered by the names of its columns: the next file of the kind is
//! read the same way without a question.

use std::fmt::Write;

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use crate::domain::base::names::fold;
use crate::exchange::file::sniff::sniff;
use crate::store::db::Db;
use crate::store::error::StoreError;
use crate::views::ImportRequest;

/// What was settled. A preset that was only proposed is none: the next version may know better.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Choices {
    preset: Option<String>,
    map: Vec<(String, String)>,
    decimal: Option<char>,
    date_order: Option<String>,
}

impl Choices {
    fn of(request: &ImportRequest) -> Self {
        Self {
            // With a map the preset says what the rest means.
            preset: request.preset.clone().filter(|_| !request.map.is_empty()),
            map: request.map.clone(),
            decimal: request.decimal,
            date_order: request.date_order.clone(),
        }
    }

    fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

/// Names a kind of file by its columns: the same names in the same order are the same kind, however they are written.
/// `None` where there are no names.
fn fingerprint(header: &[String]) -> Option<String> {
    if header.iter().all(|name| name.trim().is_empty()) {
        return None;
    }
    // FNV-1a, 64 bits: stable over versions and machines.
    let hash = header
        .iter()
        .flat_map(|name| fold(name).into_bytes().into_iter().chain([0]))
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
    let mut text = String::with_capacity(20);
    // Writing to a string does not fail.
    let _ = write!(text, "{hash:016x}-{}", header.len());
    Some(text)
}

/// The kind of the file of a request; `None` where it cannot be told.
fn kind_of(request: &ImportRequest) -> Option<String> {
    sniff(&request.path, request.sheet.as_deref()).ok().and_then(|sniffed| fingerprint(&sniffed.header))
}

/// The request with what was settled about this kind of file before. What the request itself settles stands.
pub fn recalled(db: &Db, request: &ImportRequest) -> ImportRequest {
    let mut request = request.clone();
    if request.preset.is_some() || !Choices::of(&request).is_nothing() {
        return request;
    }
    let known = kind_of(&request).and_then(|kind| db.import_choice(&kind).ok().flatten());
    if let Some(choices) = known.and_then(|json| serde_json::from_str::<Choices>(&json).ok()) {
        request.preset = choices.preset;
        request.map = choices.map;
        request.decimal = choices.decimal;
        request.date_order = choices.date_order;
    }
    request
}

/// Remembers what a request settled, once its file came in.
pub fn remember(db: &mut Db, request: &ImportRequest, at: NaiveDateTime) -> Result<(), StoreError> {
    let choices = Choices::of(request);
    if choices.is_nothing() {
        return Ok(());
    }
    match (kind_of(request), serde_json::to_string(&choices)) {
        (Some(kind), Ok(json)) => db.remember_import_choice(&kind, &json, at),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_of_file_is_known_by_its_columns_however_they_are_written() {
        let of = |names: &[&str]| fingerprint(&names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>());
        assert_eq!(of(&["Fecha", "Importe"]), of(&["FECHA", "importe"]));
        assert_ne!(of(&["Fecha", "Importe"]), of(&["Importe", "Fecha"]));
        assert_ne!(of(&["ab", "c"]), of(&["a", "bc"]));
        assert_eq!((of(&[]), of(&["", " "])), (None, None));
    }
}
