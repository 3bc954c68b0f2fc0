//! What could stand where the cursor is: names of fields, and after the comparison the values there are.

use std::ops::Range;

use super::Field;
use super::parse::field_names;
use super::words::field;
use crate::domain::base::names::fold;

/// The values of the portfolio, each with its customers, most frequent first. Words as they are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vocabulary {
    /// Labels.
    pub tags: Vec<(String, usize)>,
    /// Stages, in the user's language or by key: both are understood.
    pub stages: Vec<(String, usize)>,
    /// Zones.
    pub zones: Vec<(String, usize)>,
    /// Owners.
    pub owners: Vec<(String, usize)>,
    /// Sources.
    pub sources: Vec<(String, usize)>,
}

/// Something to put in the place of `replace`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// What to write: a field's name with its colon, or a value, quoted where it must be.
    pub insert: String,
    /// Bytes of the text it takes the place of.
    pub replace: Range<usize>,
    /// What it is.
    pub kind: SuggestionKind,
}

/// What a suggestion is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SuggestionKind {
    /// A field.
    Field(Field),
    /// A value, and how many customers have it.
    Value {
        /// Of which field.
        field: Field,
        /// Customers.
        count: usize,
    },
}

/// Suggestions for the word before the cursor (a byte of `text`; moved back to the nearest character). A field
/// comes once, under the name that begins as typed.
pub fn complete(text: &str, cursor: usize, vocabulary: &Vocabulary) -> Vec<Suggestion> {
    let mut cursor = cursor.min(text.len());
    while !text.is_char_boundary(cursor) {
        cursor -= 1;
    }
    let before = &text[..cursor];
    let mut quoted = false;
    let mut begin = 0;
    for (at, c) in before.char_indices() {
        if c == '"' {
            quoted = !quoted;
        } else if !quoted && (c.is_whitespace() || matches!(c, '(' | '|')) {
            begin = at + c.len_utf8();
        }
    }
    begin += before[begin..].len() - before[begin..].trim_start_matches(['-', '!']).len();
    let word = &before[begin..];
    let Some(op) = word.find([':', '=', '<', '>', '!']) else {
        return fields(&fold(word), begin..cursor);
    };
    let Some(field) = field(&fold(&word[..op])) else { return Vec::new() };
    let typed = &word[op..];
    // The last value of those separated by commas.
    let from = typed.rfind([':', '=', ',']).map_or(0, |at| at + 1);
    let value = typed[from..].trim_start_matches('"');
    let values = match field {
        Field::Tag => &vocabulary.tags,
        Field::Stage => &vocabulary.stages,
        Field::Zone => &vocabulary.zones,
        Field::Owner => &vocabulary.owners,
        Field::Source => &vocabulary.sources,
        _ => return Vec::new(),
    };
    let wanted = fold(value);
    let replace = begin + op + from..cursor;
    values
        .iter()
        .filter(|(name, _)| fold(name).starts_with(&wanted))
        .map(|(name, count)| Suggestion {
            insert: quote(name),
            replace: replace.clone(),
            kind: SuggestionKind::Value { field, count: *count },
        })
        .collect()
}

fn fields(typed: &str, replace: Range<usize>) -> Vec<Suggestion> {
    let mut found: Vec<Suggestion> = Vec::new();
    if typed.is_empty() {
        return found;
    }
    for (name, field) in field_names().filter(|(name, _)| name.starts_with(typed)) {
        if !found.iter().any(|s| s.kind == SuggestionKind::Field(field)) {
            let insert =
                if field.is_number() || field.is_date() { name.to_owned() } else { format!("{name}:") };
            found.push(Suggestion { insert, replace: replace.clone(), kind: SuggestionKind::Field(field) });
        }
    }
    found
}

/// The value as it can be typed: in quotes where it holds a space or a sign of the language.
fn quote(value: &str) -> String {
    let plain = !value.contains(|c: char| c.is_whitespace() || "\",|()*".contains(c)) && value != "-";
    if plain { value.to_owned() } else { format!("\"{}\"", value.replace('"', "")) }
}
