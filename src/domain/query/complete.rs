//! What could stand where the cursor is: in an empty filter what was asked before and what is saved, then fields,
//! customers, and after the comparison the values there are.

use std::ops::Range;

use super::Field;
use super::words::{field, field_names, fixed_keys, value_name};
use crate::domain::base::names::fold;
use crate::domain::people::quality::ToDo;
use crate::domain::trade::offer::OfferState;

/// Values of a field as they are written in a filter, with their customers where that is known.
pub type FieldValues = (Field, Vec<(String, Option<usize>)>);

/// What there is to propose. Words as they are shown; values with their customers, most frequent first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vocabulary {
    /// Values of fields, as they are written in a filter, with their customers where that is known. Fixed values of
    /// fields that are not here are proposed without a count.
    pub values: Vec<FieldValues>,
    /// Consents by channel and answer (`phone.no`).
    pub consents: Vec<(String, usize)>,
    /// Marks among the numbers of a field, as they are written in a filter.
    pub marks: Vec<(Field, Vec<(String, Mark)>)>,
    /// Keys of the business's own fields and of scorecards.
    pub keys: Vec<(Field, String)>,
    /// Saved segments: name and filter.
    pub segments: Vec<(String, String)>,
    /// Filters used before, newest first.
    pub recent: Vec<String>,
    /// Names of customers found by what is typed.
    pub customers: Vec<String>,
    /// Whether fixed values and fields are proposed in Spanish.
    pub spanish: bool,
}

/// Where a number stands among those of all customers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Half have less.
    Median,
    /// So many of a hundred have less.
    Share(u8),
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SuggestionKind {
    /// A field.
    Field(Field),
    /// A value, and how many customers have it, where that is known.
    Value {
        /// Of which field.
        field: Field,
        /// Customers.
        count: Option<usize>,
    },
    /// A number, and where it stands.
    Number(Mark),
    /// A saved segment, and its filter.
    Segment(String),
    /// A filter used before.
    Recent,
    /// A customer.
    Customer,
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
    if before.trim().is_empty() {
        return unasked(cursor, vocabulary);
    }
    if let Some(name) = word.strip_prefix('@') {
        return segments(name.trim_matches('"'), begin..cursor, vocabulary);
    }
    let Some(op) = word.find([':', '=', '<', '>', '!']) else {
        let mut found = keys(word, begin..cursor, vocabulary);
        found.extend(fields(&fold(word), begin..cursor, vocabulary.spanish));
        found.extend(customers(&fold(word.trim_matches('"')), begin..cursor, vocabulary));
        return found;
    };
    let (name, key) = word[..op].split_once('.').unwrap_or((&word[..op], ""));
    let Some(field) = field(&fold(name)) else { return Vec::new() };
    let typed = &word[op..];
    // The last value of those separated by commas.
    let from = typed.rfind([':', '=', ',', '<', '>']).map_or(0, |at| at + 1);
    let wanted = fold(typed[from..].trim_start_matches('"'));
    let replace = begin + op + from..cursor;
    let mut found: Vec<Suggestion> = values(field, key, vocabulary)
        .into_iter()
        .filter(|(name, _)| fold(name).starts_with(&wanted))
        .map(|(name, count)| Suggestion {
            insert: quote(&name),
            replace: replace.clone(),
            kind: SuggestionKind::Value { field, count },
        })
        .collect();
    let marks = vocabulary.marks.iter().filter(|(f, _)| *f == field).flat_map(|(_, marks)| marks);
    found.extend(marks.filter(|(number, _)| number.starts_with(&wanted)).map(|(number, mark)| Suggestion {
        insert: number.clone(),
        replace: replace.clone(),
        kind: SuggestionKind::Number(*mark),
    }));
    found
}

/// What was asked before and what is saved.
fn unasked(cursor: usize, vocabulary: &Vocabulary) -> Vec<Suggestion> {
    let recent = vocabulary.recent.iter().map(|text| Suggestion {
        insert: text.clone(),
        replace: 0..cursor,
        kind: SuggestionKind::Recent,
    });
    recent.chain(segments("", 0..cursor, vocabulary)).collect()
}

fn segments(typed: &str, replace: Range<usize>, vocabulary: &Vocabulary) -> Vec<Suggestion> {
    let wanted = fold(typed);
    vocabulary
        .segments
        .iter()
        .filter(|(name, _)| fold(name).contains(&wanted))
        .map(|(name, query)| Suggestion {
            insert: format!("@{}", quote(name)),
            replace: replace.clone(),
            kind: SuggestionKind::Segment(query.clone()),
        })
        .collect()
}

/// `campo.` and what may follow.
fn keys(typed: &str, replace: Range<usize>, vocabulary: &Vocabulary) -> Vec<Suggestion> {
    let Some((name, begun)) = typed.split_once('.') else { return Vec::new() };
    let Some(known) = field(&fold(name)).filter(|f| f.has_key()) else { return Vec::new() };
    let begun = fold(begun.trim_matches('"'));
    let channels = ["phone", "email", "sms", "post"].map(|channel| match (channel, vocabulary.spanish) {
        ("phone", true) => "tel",
        ("email", true) => "correo",
        ("post", true) => "carta",
        (other, _) => other,
    });
    let own = vocabulary.keys.iter().filter(|(f, _)| *f == known).map(|(_, key)| key.as_str());
    let fixed = channels.into_iter().filter(|_| known == Field::Consent);
    own.chain(fixed)
        .filter(|key| fold(key).starts_with(&begun))
        .map(|key| Suggestion {
            insert: format!("{name}.{}:", quote(key)),
            replace: replace.clone(),
            kind: SuggestionKind::Field(known),
        })
        .collect()
}

fn fields(typed: &str, replace: Range<usize>, spanish: bool) -> Vec<Suggestion> {
    let mut found: Vec<Suggestion> = Vec::new();
    if typed.is_empty() {
        return found;
    }
    let beginning = field_names().filter(|(name, _)| name.starts_with(typed));
    // The reader's own name of a field before the other language's and the synonyms.
    let (mut first, others): (Vec<_>, Vec<_>) =
        beginning.partition(|(name, field)| super::words::field_name(*field, spanish) == *name);
    first.extend(others);
    for (name, field) in first {
        if !found.iter().any(|s| s.kind == SuggestionKind::Field(field)) {
            let insert = match field {
                field if field.needs_key() => format!("{name}."),
                field if field.is_number() || field.is_date() => name.to_owned(),
                _ => format!("{name}:"),
            };
            found.push(Suggestion { insert, replace: replace.clone(), kind: SuggestionKind::Field(field) });
        }
    }
    found
}

fn customers(typed: &str, replace: Range<usize>, vocabulary: &Vocabulary) -> Vec<Suggestion> {
    if typed.is_empty() {
        return Vec::new();
    }
    vocabulary
        .customers
        .iter()
        .filter(|name| fold(name).contains(typed))
        .map(|name| Suggestion {
            insert: format!("\"{}\"", name.replace('"', " ")),
            replace: replace.clone(),
            kind: SuggestionKind::Customer,
        })
        .collect()
}

/// The values of a field as they are written, with counts where they are known.
fn values(field: Field, key: &str, vocabulary: &Vocabulary) -> Vec<(String, Option<usize>)> {
    let spanish = vocabulary.spanish;
    if field == Field::Consent {
        return consents(key, vocabulary);
    }
    if let Some((_, all)) = vocabulary.values.iter().find(|(f, _)| *f == field) {
        return all.clone();
    }
    let own: &[&[&str]] = match field {
        Field::Quality => &ToDo::ALL.map(ToDo::words),
        Field::Offer => &OfferState::ALL.map(OfferState::words),
        _ => &[],
    };
    if !own.is_empty() {
        return own.iter().map(|words| (words[usize::from(!spanish)].to_owned(), None)).collect();
    }
    fixed_keys(field).into_iter().map(|key| (value_name(field, key, spanish).to_owned(), None)).collect()
}

/// Answers after a channel; without one, the channels.
fn consents(key: &str, vocabulary: &Vocabulary) -> Vec<(String, Option<usize>)> {
    let spanish = vocabulary.spanish;
    let channel = ["phone", "email", "sms", "post"]
        .into_iter()
        .find(|channel| super::values::channel(&fold(key)).is_some_and(|known| known == *channel));
    let count = |wanted: &str| vocabulary.consents.iter().find(|(name, _)| name == wanted).map(|(_, n)| *n);
    match channel {
        Some(channel) => [("yes", "si"), ("no", "no"), ("unknown", "desconocido")]
            .into_iter()
            .map(|(en, es)| {
                (if spanish { es } else { en }.to_owned(), count(&format!("{channel}.{en}")).or(Some(0)))
            })
            .collect(),
        None => [("phone", "tel"), ("email", "correo"), ("sms", "sms"), ("post", "carta")]
            .into_iter()
            .map(|(en, es)| {
                (if spanish { es } else { en }.to_owned(), count(&format!("{en}.yes")).or(Some(0)))
            })
            .collect(),
    }
}

/// The value as it can be typed: in quotes where it holds a space or a sign of the language.
fn quote(value: &str) -> String {
    let plain = !value.contains(|c: char| c.is_whitespace() || "\",|()*.:".contains(c)) && value != "-";
    if plain { value.to_owned() } else { quoted(value) }
}

/// The text in quotes, so that it is read as words whatever is in it.
pub fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', ""))
}
