//! What stands after a comparison: words, amounts with local separators, ranges, lengths of time, dates.

use super::words::{fixed, keys, nearest};
use super::{Field, Op, ParseContext, QueryError, Value};
use crate::domain::base::names::fold;
use crate::domain::base::{Day, Month};
use crate::domain::work::followup::{DateOrder, Lean, Unit, WhenError, parse_day_leaning, split_count};

/// A value as written.
#[derive(Clone, Debug)]
pub(super) struct Raw<'a> {
    pub text: &'a str,
    pub quoted: bool,
    pub at: usize,
}

/// The values of a condition, read as its field wants them. `raws` are the parts between commas.
pub(super) fn read(
    field: Field,
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
        values.extend(one(field, op, raw, cx)?);
    }
    Ok(values)
}

fn one(field: Field, op: Op, raw: &Raw<'_>, cx: &ParseContext) -> Result<Vec<Value>, QueryError> {
    let folded = fold(raw.text.trim());
    if !raw.quoted {
        match folded.as_str() {
            "*" => return Ok(vec![Value::Any]),
            "-" | "vacio" | "none" | "empty" => return Ok(vec![Value::Empty]),
            _ => {}
        }
    }
    let value = || raw.text.to_owned();
    if field.is_number() {
        let number = number_or_range(&folded, field, cx);
        return number.map(|n| vec![n]).ok_or_else(|| QueryError::NotANumber {
            field,
            value: value(),
            at: raw.at,
        });
    }
    if field.is_date() {
        return day_value(field, &folded, cx).map(|v| vec![v]).map_err(|error| match error {
            WhenError::NoSuchDay { day, month, last } => {
                QueryError::NoSuchDay { day, month, last, at: raw.at }
            }
            WhenError::NoSuchMonth { month } => QueryError::NoSuchDay { day: 0, month, last: 0, at: raw.at },
            _ => QueryError::NotADate { field, value: value(), at: raw.at },
        });
    }
    if !matches!(op, Op::Equal | Op::NotEqual) {
        return Err(QueryError::NotComparable { field, at: raw.at });
    }
    if fixed(field).is_empty() {
        return Ok(vec![Value::Word(folded)]);
    }
    let found = keys(field, &folded);
    if found.is_empty() {
        let suggestion = nearest(&folded, fixed(field).iter().map(|(name, _)| *name));
        return Err(QueryError::UnknownValue { field, value: value(), at: raw.at, suggestion });
    }
    Ok(found.into_iter().map(|key| Value::Word(key.to_owned())).collect())
}

fn number_or_range(text: &str, field: Field, cx: &ParseContext) -> Option<Value> {
    let decimals = if field == Field::Orders { 0 } else { cx.decimals };
    let Some((low, high)) = text.split_once("..") else {
        return number(text, decimals).map(Value::Number);
    };
    let low = if low.is_empty() { Some(i64::MIN) } else { number(low, decimals) }?;
    let high = if high.is_empty() { Some(i64::MAX) } else { number(high, decimals) }?;
    Some(Value::Numbers(low, high))
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

/// First and last day of what is written: a day, a month, a year, or the day a length of time away.
fn span(field: Field, text: &str, cx: &ParseContext) -> Result<(Day, Day), WhenError> {
    let month = match text {
        "mes" | "mes actual" | "este mes" | "month" | "this month" => Some(cx.today.month()),
        "mes pasado" | "mes anterior" | "last month" => Some(cx.today.month().previous()),
        _ => Month::parse(text),
    };
    if let Some(month) = month {
        return Ok((month.first(), month.last()));
    }
    let year = match text {
        "ano" | "year" | "este ano" | "this year" => Some(cx.today.ymd().0),
        _ if text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit()) => {
            text.parse().ok().filter(|y| *y > 0)
        }
        _ => None,
    };
    if let Some(year) = year {
        return Ok((Month::new(year, 1).first(), Month::new(year, 12).last()));
    }
    if let Some(days) = length(field, text, cx) {
        let day = if field == Field::Next { cx.today.plus(days) } else { cx.today.plus(-days) };
        return Ok((day, day));
    }
    let order = if cx.month_first { DateOrder::MonthFirst } else { DateOrder::DayFirst };
    let lean = if field == Field::Next { Lean::Future } else { Lean::Past };
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
        let far = cx.today.plus_months(if field == Field::Next { count } else { -count });
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

impl Field {
    /// Amounts and counts.
    pub const fn is_number(self) -> bool {
        matches!(self, Self::Spent | Self::Total | Self::Orders)
    }

    /// Dates and ages.
    pub const fn is_date(self) -> bool {
        matches!(self, Self::Last | Self::Since | Self::Contact | Self::Next)
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
                Some(if field == Field::Next {
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
