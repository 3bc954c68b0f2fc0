//! Which value of a field stands of two that were written on two laptops, and what waits to be chosen.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::merge::Side;
use super::shape::{WINBACK, is_nothing};
use super::wrong::is_wrong;
use crate::domain::Day;

/// Objections: they stand whoever wrote last.
pub(super) fn is_objection(field: &str) -> bool {
    field.starts_with("consent_") || matches!(field, "do_not_call" | "robinson")
}

/// Whether a value of a field is a no.
pub(super) fn objects_to(field: &str, value: &Json) -> bool {
    let no = if field.starts_with("consent_") { value.as_i64() == Some(2) } else { !value.is_null() };
    is_objection(field) && no
}

/// Since when it is known of somebody that they are never to be contacted. Whoever knows it from the later moment says what
/// is planned with them: others planned before they knew.
pub(super) fn never_since(side: &Side) -> Option<&str> {
    (!side.value.is_null()).then_some(side.at.as_str())
}

/// The value that stands.
pub(super) fn stands(field: &str, mine: &Side, theirs: &Side) -> Json {
    let days = [&mine.value, &theirs.value].into_iter().filter_map(Json::as_i64);
    if field.starts_with("consent_") && days.clone().any(|said| said == 2) {
        return 2.into();
    }
    if matches!(field, "do_not_call" | "robinson")
        && let Some(since) = days.min()
    {
        return since.into();
    }
    if theirs.beats(mine) { theirs.value.clone() } else { mine.value.clone() }
}

/// Both wrote it, neither knowing of the other, and not the same. Whether a number works is no matter of choice.
pub(super) fn is_conflict(field: &str, mine: &Side, theirs: &Side) -> bool {
    let same = mine.value == theirs.value || is_nothing(&mine.value) && is_nothing(&theirs.value);
    let both_wrote = [mine, theirs].iter().all(|side| !side.at.is_empty());
    let unseen = theirs.at > mine.base && mine.at > theirs.base;
    both_wrote && unseen && !same && !is_objection(field) && !is_wrong(field) && !is_later(field)
}

/// Whether of a field the later one stands and nothing is lost by it: a value that was compared with a second source, and
/// how somebody answered to a campaign.
fn is_later(field: &str) -> bool {
    field.starts_with("check:") || field.starts_with("campaign:")
}

/// Where winning back stands, with what a bundle of an earlier version does not say.
pub(super) fn completed(value: Json) -> Json {
    let Json::Object(mut object) = value else { return value };
    for (column, kind) in WINBACK {
        object.entry(column).or_insert_with(|| kind.nothing());
    }
    Json::Object(object)
}

/// What follows from what stands: a day of birth says the year.
pub(super) fn consequences(
    settled: &BTreeMap<String, Json>,
    changed: &mut Vec<(String, Json)>,
    held: &BTreeMap<String, Json>,
) {
    let mut put = |field: &str, value: Json| {
        changed.retain(|(name, _)| name != field);
        if held.get(field).unwrap_or(&Json::Null) != &value {
            changed.push((field.to_owned(), value));
        }
    };
    if let Some(day) = settled.get("birth_day").and_then(Json::as_i64).and_then(|d| i32::try_from(d).ok()) {
        put("birth_year", Day(day).ymd().0.into());
    }
}
