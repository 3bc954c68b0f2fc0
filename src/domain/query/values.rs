//! What stands after a comparison: words, amounts with local separators, ranges, lengths of time, dates.

use super::words::{keys, names, nearest};
use super::{Field, Kind, Op, ParseContext, QueryError, Value};
use crate::domain::base::names::fold;
use crate::domain::base::{Day, Month};
use crate::domain::people::quality::ToDo;
use crate::domain::trade::offer::OfferState;
use crate::domain::work::followup::{DateOrder, Lean, Unit, WhenError, parse_day_leaning, split_count};

/// A value as written.
#[derive(Clone, Debug)]
pub(super) struct Raw<'a> {
    pub text: &'a str,
    pub quoted: bool,
    pub at: usize,
}

/// The values of a condition, read as its field wants them. `key` is the name after a dot, `raws` are the parts
/// between commas.
pub(super) fn read(
    field: Field,
    key: &str,
    op: Op,
    raws: &[Raw<'_>],
    cx: &ParseContext,
) -> Result<Vec<Value>, QueryError> {
    if field.is_number() && !raws.iter().any(|r| r.quoted) {
        let whole: Vec<&str> = raws.iter().map(|r| r.text).collect();
        let orders = !matches!(op, Op::Equal | Op::NotEqual);
        // The comma is "or" unless the whole is one amount: after a comparison, or with both separators.
        if raws.len() > 1 && (orders || whole.iter().any(|t| t.contains('.') && !t.contains(".."))) {
            let text = whole.join(",");
            if let Some(value) = number_or_range(&text, field, cx) {
                return Ok(vec![value]);
            }
        }
    }
    let mut values = Vec::new();
    for raw in raws {
        for value in one(field, key, op, raw, cx)? {
            if !values.contains(&value) {
                values.push(value);
            }
        }
    }
    Ok(values)
}

fn one(field: Field, key: &str, op: Op, raw: &Raw<'_>, cx: &ParseContext) -> Result<Vec<Value>, QueryError> {
    let folded = fold(raw.text.trim());
    if field.kind() == Kind::Consent {
        return consent(key, &folded).ok_or_else(|| {
            let words = consent_words(key);
            let suggestion = nearest(&folded, words.into_iter());
            QueryError::UnknownValue { field, value: raw.text.to_owned(), at: raw.at, suggestion }
        });
    }
    if !raw.quoted {
        match folded.as_str() {
            "*" => return Ok(vec![Value::Any]),
            "-" | "vacio" | "none" | "empty" | "ninguno" | "ninguna" => return Ok(vec![Value::Empty]),
            _ => {}
        }
    }
    let value = || raw.text.to_owned();
    let not_a_number = || QueryError::NotANumber { field, value: value(), at: raw.at };
    match field.kind() {
        Kind::Count | Kind::Money | Kind::Share => {
            number_or_range(&folded, field, cx).map(|n| vec![n]).ok_or_else(not_a_number)
        }
        Kind::Date => day_value(field, &folded, cx).map(|v| vec![v]).map_err(|error| match error {
            WhenError::NoSuchDay { day, month, last } => {
                QueryError::NoSuchDay { day, month, last, at: raw.at }
            }
            WhenError::NoSuchMonth { month } => QueryError::NoSuchDay { day: 0, month, last: 0, at: raw.at },
            _ => QueryError::NotADate { field, value: value(), at: raw.at },
        }),
        Kind::Cell => cell(&folded).map(|c| vec![Value::Cell(c)]).ok_or_else(not_a_number),
        Kind::Own => own(field, op, &folded, cx).ok_or_else(|| match own_names(field) {
            names if names.is_empty() || !matches!(op, Op::Equal | Op::NotEqual) => not_a_number(),
            names => {
                let suggestion = nearest(&folded, names.iter().map(|(_, name)| *name));
                QueryError::UnknownValue { field, value: value(), at: raw.at, suggestion }
            }
        }),
        Kind::Words => Ok(vec![Value::Word(folded)]),
        Kind::Fixed | Kind::Consent => {
            let found = keys(field, &folded);
            if found.is_empty() {
                let suggestion = nearest(&folded, names(field));
                return Err(QueryError::UnknownValue { field, value: value(), at: raw.at, suggestion });
            }
            Ok(found.into_iter().map(|key| Value::Word(key.to_owned())).collect())
        }
    }
}

/// Decimals to which numbers of a field are kept.
const fn decimals_of(field: Field, cx: &ParseContext) -> u32 {
    match field.kind() {
        Kind::Money => cx.decimals,
        Kind::Share | Kind::Own => 4,
        _ => 0,
    }
}

fn number_or_range(text: &str, field: Field, cx: &ParseContext) -> Option<Value> {
    let decimals = decimals_of(field, cx);
    let read = |text: &str| match field.kind() {
        Kind::Share => share(text),
        _ => number(text, decimals),
    };
    let Some((low, high)) = text.split_once("..") else {
        return read(text).map(Value::Number);
    };
    let low = if low.is_empty() { Some(i64::MIN) } else { read(low) }?;
    let high = if high.is_empty() { Some(i64::MAX) } else { read(high) }?;
    Some(Value::Numbers(low, high))
}

/// A probability in ten-thousandths: `0.35`, `,35`, `35%`. A separator is always the decimal one.
fn share(text: &str) -> Option<i64> {
    let (text, decimals) = match text.strip_suffix('%') {
        Some(percent) => (percent.trim_end(), 2),
        None => (text, 4),
    };
    let (whole, fraction) = text.split_once(['.', ',']).unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() && fraction.is_empty() || !digits(whole) || !digits(fraction) || whole.len() > 6 {
        return None;
    }
    let minor = fraction.chars().chain(std::iter::repeat('0')).take(decimals);
    whole.chars().chain(minor).collect::<String>().parse().ok()
}

/// Scores from 1 to 5 or `*`; what is left out at the end is any.
fn cell(text: &str) -> Option<[u8; 3]> {
    let mut cell = [0; 3];
    if text.is_empty() || text.chars().count() > 3 {
        return None;
    }
    for (place, c) in cell.iter_mut().zip(text.chars()) {
        *place = match c {
            '*' => 0,
            '1'..='5' => c as u8 - b'0',
            _ => return None,
        };
    }
    Some(cell)
}

/// What a field of the business's own is compared with: words unless it is compared or a range.
fn own(field: Field, op: Op, text: &str, cx: &ParseContext) -> Option<Vec<Value>> {
    let compares = !matches!(op, Op::Equal | Op::NotEqual);
    if compares || text.contains("..") {
        let found = number_or_range(text, field, cx).or_else(|| day_value(field, text, cx).ok());
        if compares || found.is_some() {
            return found.map(|v| vec![v]);
        }
    }
    let names = own_names(field);
    if names.is_empty() || field == Field::Quality && text.parse::<u32>().is_ok() {
        return Some(vec![Value::Word(text.to_owned())]);
    }
    let found = |is_meant: &dyn Fn(&str) -> bool| {
        let mut keys: Vec<Value> = Vec::new();
        for (key, _) in names.iter().filter(|(_, name)| is_meant(name)) {
            let key = Value::Word((*key).to_owned());
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        (!keys.is_empty()).then_some(keys)
    };
    // As with fixed values: the one of this name, else every one whose name begins so.
    found(&|name| name == text).or_else(|| found(&|name| !text.is_empty() && name.starts_with(text)))
}

/// Key and names (folded) of each word that a field of its own kind knows; empty where any word will do.
pub(super) fn own_names(field: Field) -> Vec<(&'static str, &'static str)> {
    let each = |key: &'static str, words: &'static [&'static str]| words.iter().map(move |word| (key, *word));
    match field {
        Field::Quality => ToDo::ALL.into_iter().flat_map(|todo| each(todo.key(), todo.words())).collect(),
        Field::Offer => OfferState::ALL.into_iter().flat_map(|s| each(s.key(), s.words())).collect(),
        _ => Vec::new(),
    }
}

/// Channels of consent: key, then their names.
const CHANNELS: [(&str, &[&str]); 4] = [
    ("phone", &["tel", "phone", "telefono", "llamada", "llamadas", "call", "calls"]),
    ("email", &["correo", "email", "e-mail", "mail"]),
    ("sms", &["sms", "whatsapp", "mensaje"]),
    ("post", &["carta", "post", "postal", "letter", "cartas"]),
];
const ANSWERS: [(&str, &[&str]); 3] = [
    ("yes", &["si", "yes", "s", "y", "1", "true"]),
    ("no", &["no", "n", "0", "false"]),
    ("unknown", &["desconocido", "unknown", "?", "nada"]),
];

fn named(all: &[(&'static str, &'static [&'static str])], word: &str) -> Option<&'static str> {
    all.iter().find(|(_, names)| names.contains(&word)).map(|(key, _)| *key)
}

/// Key of a channel by its (folded) name.
pub(super) fn channel(name: &str) -> Option<&'static str> {
    named(&CHANNELS, name)
}

/// What can stand there: answers after a channel, otherwise both.
pub(super) fn consent_words(key: &str) -> Vec<&'static str> {
    let answers = ANSWERS.iter().flat_map(|(_, names)| *names).copied();
    if key.is_empty() {
        answers.chain(CHANNELS.iter().flat_map(|(_, names)| *names).copied()).collect()
    } else {
        answers.collect()
    }
}

/// Words such as `phone.no`: a channel alone is consent to it, an answer alone is that answer for some channel.
fn consent(key: &str, word: &str) -> Option<Vec<Value>> {
    let value = |channel: &str, answer: &str| Value::Word(format!("{channel}.{answer}"));
    let given = if key.is_empty() { None } else { Some(named(&CHANNELS, &fold(key))?) };
    let channels: Vec<&str> =
        given.map_or_else(|| CHANNELS.iter().map(|(key, _)| *key).collect(), |channel| vec![channel]);
    let answers: Vec<&str> = match word {
        "*" => vec!["yes", "no"],
        "-" | "vacio" | "none" | "empty" => vec!["unknown"],
        word => match named(&ANSWERS, word) {
            Some(answer) => vec![answer],
            None if given.is_none() => return Some(vec![value(named(&CHANNELS, word)?, "yes")]),
            None => return None,
        },
    };
    Some(channels.iter().flat_map(|c| answers.iter().map(|a| value(c, a))).collect())
}

/// An amount in minor units: `500`, `1.000,50`, `1,000.50`, `12,5`. A single separator before exactly three
/// figures groups; any other is the decimal one. Figures beyond the minor unit are cut.
pub(super) fn number(text: &str, decimals: u32) -> Option<i64> {
    let text = text.trim().trim_matches(['€', '$', '£', ' ']);
    let text = text.strip_suffix("eur").unwrap_or(text).trim_end();
    let (negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b',') {
        return None;
    }
    let last = text.rfind(['.', ',']);
    let (whole, fraction) = match last {
        None => (text, ""),
        Some(at) => {
            let separator = &text[at..=at];
            let (before, after) = (&text[..at], &text[at + 1..]);
            let other = if separator == "." { ',' } else { '.' };
            let groups = after.len() == 3 && !before.is_empty() && !before.contains(other);
            if groups || before.contains(separator) { (text, "") } else { (before, after) }
        }
    };
    // What is left of separators groups by three.
    let mut parts = whole.split(['.', ',']);
    let first = parts.next().unwrap_or_default();
    let mut figures = first.to_owned();
    for part in parts {
        if part.len() != 3 || first.is_empty() || first.len() > 3 {
            return None;
        }
        figures.push_str(part);
    }
    if figures.is_empty() && fraction.is_empty() {
        return None;
    }
    let mut minor = fraction.bytes().map(char::from).chain(std::iter::repeat('0'));
    figures.extend(minor.by_ref().take(decimals as usize));
    let value: i64 = if figures.is_empty() { 0 } else { figures.parse().ok()? };
    Some(if negative { -value } else { value })
}

/// A length of time, a day, a month or a range of them.
fn day_value(field: Field, text: &str, cx: &ParseContext) -> Result<Value, WhenError> {
    if let Some((low, high)) = text.split_once("..") {
        let low = if low.is_empty() { (Day(i32::MIN), Day(i32::MIN)) } else { span(field, low, cx)? };
        let high = if high.is_empty() { (Day(i32::MAX), Day(i32::MAX)) } else { span(field, high, cx)? };
        return Ok(Value::DayRange(low.0.min(high.0), low.1.max(high.1)));
    }
    if let Some(days) = length(field, text, cx) {
        return Ok(Value::Days(days));
    }
    let (first, last) = span(field, text, cx)?;
    Ok(if first == last { Value::Day(first) } else { Value::DayRange(first, last) })
}

/// Names of the present and the past month, year, week and quarter.
pub(super) const PERIODS: [(&[&str], Period, i32); 8] = [
    (&["mes", "mes actual", "este mes", "month", "this month"], Period::Months(1), 0),
    (&["mes pasado", "mes anterior", "ultimo mes", "last month"], Period::Months(1), 1),
    (&["ano", "ano actual", "este ano", "year", "this year"], Period::Months(12), 0),
    (&["ano pasado", "ano anterior", "ultimo ano", "last year"], Period::Months(12), 1),
    (&["trimestre", "trimestre actual", "este trimestre", "quarter", "this quarter"], Period::Months(3), 0),
    (&["trimestre pasado", "trimestre anterior", "ultimo trimestre", "last quarter"], Period::Months(3), 1),
    (&["semana", "semana actual", "esta semana", "week", "this week"], Period::Week, 0),
    (&["semana pasada", "semana anterior", "ultima semana", "last week"], Period::Week, 1),
];

/// A stretch of the calendar.
#[derive(Clone, Copy)]
pub(super) enum Period {
    /// So many months, counted from January.
    Months(u32),
    /// Monday to Sunday.
    Week,
}

impl Period {
    /// First and last day of the one so many before that of today.
    fn days(self, today: Day, back: i32) -> (Day, Day) {
        match self {
            Self::Months(n) => {
                let (year, month, _) = today.ymd();
                let begin = Month::new(year, (month - 1) / n * n + 1).first().plus_months(-back * n as i32);
                (begin, begin.plus_months(n as i32).plus(-1))
            }
            Self::Week => {
                use chrono::Datelike;
                let monday = today.plus(-(today.date().weekday().num_days_from_monday() as i32) - 7 * back);
                (monday, monday.plus(6))
            }
        }
    }
}

/// Whether these (folded) words name a period.
pub(super) fn is_period(words: &str) -> bool {
    PERIODS.iter().any(|(names, ..)| names.contains(&words))
}

/// First and last day of what is written: a day, a month, a year, or the day a length of time away.
fn span(field: Field, text: &str, cx: &ParseContext) -> Result<(Day, Day), WhenError> {
    if let Some((_, period, back)) = PERIODS.iter().find(|(names, ..)| names.contains(&text)) {
        return Ok(period.days(cx.today, *back));
    }
    if let Some(month) = Month::parse(text) {
        return Ok((month.first(), month.last()));
    }
    let is_year = text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
    let year = if is_year { text.parse().ok().filter(|y| *y > 0) } else { None };
    if let Some(year) = year {
        return Ok((Month::new(year, 1).first(), Month::new(year, 12).last()));
    }
    if let Some(days) = length(field, text, cx) {
        let day = if field.is_ahead() { cx.today.plus(days) } else { cx.today.plus(-days) };
        return Ok((day, day));
    }
    let order = if cx.month_first { DateOrder::MonthFirst } else { DateOrder::DayFirst };
    let lean = if field.is_ahead() { Lean::Future } else { Lean::Past };
    parse_day_leaning(text, cx.today, order, lean).map(|day| (day, day))
}

/// A length of time in days, counted on the calendar back from today (forward for the next contact).
fn length(field: Field, text: &str, cx: &ParseContext) -> Option<i32> {
    if text.bytes().all(|b| b.is_ascii_digit()) && text.len() == 4 {
        return None;
    }
    let (count, unit) = split_count(text)?;
    let months = |count: i32| {
        let count = count.min(12 * 900);
        let far = cx.today.plus_months(if field.is_ahead() { count } else { -count });
        (far.0 - cx.today.0).abs()
    };
    match unit {
        Unit::Days => Some(count),
        Unit::Weeks => Some(count.saturating_mul(7)),
        Unit::Months => Some(months(count)),
        Unit::Years => Some(months(count.saturating_mul(12))),
        Unit::Minutes | Unit::Hours => None,
    }
}

impl Op {
    /// The numbers, both ends included, that stand in this relation to `value`; `None` where it is no number.
    pub fn numbers(self, value: &Value) -> Option<(i64, i64)> {
        match value {
            Value::Number(n) => Some(self.range(*n, *n)),
            Value::Numbers(low, high) => Some(self.range(*low, *high)),
            _ => None,
        }
    }

    /// The days, both ends included and as days since 1970, that stand in this relation to `value` on `as_of`. A
    /// length of time compares ages: `last<90d` is "within the last 90 days"; alone (`last:90d`) it is "at most".
    pub fn days(self, field: Field, value: &Value, as_of: Day) -> Option<(i64, i64)> {
        let wide = |day: Day| match day.0 {
            i32::MIN => i64::MIN,
            i32::MAX => i64::MAX,
            other => i64::from(other),
        };
        match value {
            Value::Day(day) => Some(self.range(wide(*day), wide(*day))),
            Value::DayRange(first, last) => Some(self.range(wide(*first), wide(*last))),
            Value::Days(days) => {
                let op = if self == Self::Equal { Self::AtMost } else { self };
                let (low, high) = op.range(i64::from(*days), i64::from(*days));
                let today = i64::from(as_of.0);
                Some(if field.is_ahead() {
                    (today.saturating_add(low), today.saturating_add(high))
                } else {
                    (today.saturating_sub(high), today.saturating_sub(low))
                })
            }
            _ => None,
        }
    }

    fn range(self, low: i64, high: i64) -> (i64, i64) {
        match self {
            Self::Equal | Self::NotEqual => (low, high),
            Self::Greater => (high.saturating_add(1), i64::MAX),
            Self::AtLeast => (low, i64::MAX),
            Self::Less => (i64::MIN, low.saturating_sub(1)),
            Self::AtMost => (i64::MIN, high),
        }
    }
}
