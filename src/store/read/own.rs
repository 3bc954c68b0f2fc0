//! Conditions on what the business keeps of its own: custom fields, scorecards, the language of a customer, and words in
//! what was said.

use std::collections::{HashMap, HashSet};

use rust_decimal::Decimal;

use super::profile::{fields_defined, match_of, profile, scales};
use super::{At, Outcome};
use crate::domain::Day;
use crate::domain::base::names::fold;
use crate::domain::people::custom::key_of;
use crate::domain::people::{CustomerId, FieldType};
use crate::domain::query::{Condition, Field, Value};
use crate::store::roster_load::Board;

/// Words shorter than this are not looked for in notes: almost every note holds one that begins so.
const SHORTEST: usize = 3;

/// Notes, contacts and statements up to the as-of day with all of the words; the last ones may be beginnings.
const SAID: &str = "SELECT DISTINCT w.customer_id FROM words w WHERE words MATCH ?1 AND CASE w.rowid % 4 \
     WHEN 0 THEN EXISTS (SELECT 1 FROM note n WHERE n.id = w.rowid / 4 AND n.at < ?3) \
     WHEN 1 THEN EXISTS (SELECT 1 FROM contact c WHERE c.id = w.rowid / 4 AND c.day <= ?2) \
     ELSE EXISTS (SELECT 1 FROM statement s WHERE s.id = w.rowid / 4 AND s.day <= ?2) END \
     ORDER BY w.customer_id";

const VALUES: &str = "SELECT customer_id, value FROM field_value WHERE field_id = ?1";

const LANGUAGES: &str = "SELECT id, language FROM customer WHERE language <> ''";

/// Who was told or said these words; `None` where they are too short to be looked for.
pub(super) fn said(at: &At<'_>, words: &str) -> Outcome<Option<Vec<CustomerId>>> {
    let longest = words.split(|c: char| !c.is_alphanumeric()).map(|w| w.chars().count()).max().unwrap_or(0);
    let Some(wanted) = match_of(words).filter(|_| longest >= SHORTEST) else { return Ok(None) };
    let before = at.day().plus(1).to_string();
    let found = at
        .db
        .prepare_cached(SAID)?
        .query_map((wanted, at.day().0, before), |r| r.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(Some(found))
}

/// Who meets a condition on a custom field; `None` where there is no such field.
pub(super) fn custom(at: &At<'_>, board: &Board, condition: &Condition) -> Outcome<Option<Vec<CustomerId>>> {
    let wanted = fold(&condition.key);
    let field =
        fields_defined(at.db)?.into_iter().find(|f| fold(&f.key) == wanted || fold(&f.name) == wanted);
    let Some(field) = field else { return Ok(None) };
    let mut statement = at.db.prepare_cached(VALUES)?;
    let values: HashMap<CustomerId, String> =
        statement.query_map([field.id], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    Ok(Some(meeting(at, board, condition, |id| values.get(&id).map(String::as_str), field.kind)))
}

/// Who meets a condition on the points of a scorecard; `None` where there is none of this name. Each customer's profile
/// is read for it: a scorecard may ask for anything.
pub(super) fn points(at: &At<'_>, board: &Board, condition: &Condition) -> Outcome<Option<Vec<CustomerId>>> {
    let wanted = fold(&condition.key);
    let is_meant = |name: &str| fold(name) == wanted || key_of(name) == wanted;
    if !scales(at)?.iter().any(|scale| is_meant(&scale.name)) {
        return Ok(None);
    }
    let mut points: HashMap<CustomerId, String> = HashMap::new();
    for member in board.roster.members() {
        if at.is_stopped() {
            return Err(super::Fault::Stopped);
        }
        let Some(profile) = profile(at, member.id)? else { continue };
        let score = profile.scores.iter().find(|s| is_meant(&s.name)).and_then(|s| s.score.as_ref());
        if let Some(score) = score {
            points.insert(member.id, Decimal::new(i64::from(score.tenths), 1).to_string());
        }
    }
    Ok(Some(meeting(at, board, condition, |id| points.get(&id).map(String::as_str), FieldType::Number)))
}

/// Who speaks a language.
pub(super) fn language(at: &At<'_>, board: &Board, condition: &Condition) -> Outcome<Vec<CustomerId>> {
    let mut statement = at.db.prepare_cached(LANGUAGES)?;
    let spoken: HashMap<CustomerId, String> =
        statement.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    Ok(meeting(at, board, condition, |id| spoken.get(&id).map(String::as_str), FieldType::Text))
}

fn meeting<'v>(
    at: &At<'_>,
    board: &Board,
    condition: &Condition,
    value: impl Fn(CustomerId) -> Option<&'v str>,
    kind: FieldType,
) -> Vec<CustomerId> {
    // The same value is held by many: each is judged once.
    let mut judged: HashMap<Option<&str>, bool> = HashMap::new();
    let mut met: HashSet<CustomerId> = HashSet::new();
    for member in board.roster.members() {
        let value = value(member.id);
        if *judged.entry(value).or_insert_with(|| holds(condition, value, kind, at.day())) {
            met.insert(member.id);
        }
    }
    let mut ids: Vec<CustomerId> = met.into_iter().collect();
    ids.sort_unstable();
    ids
}

/// Whether a value of this kind (or none) meets the condition: any of its values.
fn holds(condition: &Condition, value: Option<&str>, kind: FieldType, as_of: Day) -> bool {
    let Some(text) = value else { return condition.values.contains(&Value::Empty) };
    let number = || scaled(text);
    let day = || Day::parse_iso(text).map(|d| i64::from(d.0));
    condition.values.iter().any(|wanted| match wanted {
        Value::Any => true,
        Value::Empty | Value::Cell(_) => false,
        Value::Word(word) => match kind {
            FieldType::Number | FieldType::Money => number().is_some_and(|n| scaled(word) == Some(n)),
            FieldType::YesNo => yes_or_no(word) == Some(text),
            _ => begins_a_word(&fold(text), word),
        },
        Value::Number(_) | Value::Numbers(..) => number()
            .is_some_and(|n| condition.op.numbers(wanted).is_some_and(|(low, high)| low <= n && n <= high)),
        Value::Day(_) | Value::DayRange(..) | Value::Days(_) => day().is_some_and(|d| {
            condition.op.days(Field::Last, wanted, as_of).is_some_and(|(low, high)| low <= d && d <= high)
        }),
    })
}

/// A number in ten-thousandths, as conditions on own fields keep them.
fn scaled(text: &str) -> Option<i64> {
    let number: Decimal = text.replace(',', ".").parse().ok()?;
    i64::try_from((number.checked_mul(Decimal::from(10_000))?).round().mantissa()).ok()
}

fn yes_or_no(word: &str) -> Option<&'static str> {
    match word {
        "si" | "s" | "yes" | "y" | "true" | "1" => Some("yes"),
        "no" | "n" | "false" | "0" => Some("no"),
        _ => None,
    }
}

fn begins_a_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| !text[..at].ends_with(|c: char| c.is_alphanumeric()))
}
