//! A filter in words: what a condition means, what is wrong with it, what contradicts itself.

use crate::domain::base::names::fold;
use crate::domain::query::{Condition, Contradiction, Expr, Field, Op, QueryError, Value};
use crate::domain::{Day, Money};
use crate::ui::Look;

/// Text key of a field: `filter-meaning` and the field's name.
pub(super) fn key(prefix: &str, field: Field) -> String {
    format!("{prefix}-{}", name(field))
}

const fn name(field: Field) -> &'static str {
    match field {
        Field::Tag => "tag",
        Field::Stage => "stage",
        Field::Rhythm => "rhythm",
        Field::State => "state",
        Field::Zone => "zone",
        Field::Owner => "owner",
        Field::Source => "source",
        Field::Last => "last",
        Field::Since => "since",
        Field::Contact => "contact",
        Field::Next => "next",
        Field::Spent => "spent",
        Field::Total => "total",
        Field::Orders => "orders",
        Field::Reason => "reason",
    }
}

/// A filter, or a part of one, as words.
pub(super) fn expr(what: &Expr, look: &Look, today: Day) -> String {
    match what {
        Expr::All => String::new(),
        Expr::And(parts) => {
            let all: Vec<String> = parts.iter().map(|p| grouped(p, look, today)).collect();
            all.join(", ")
        }
        Expr::Or(parts) => {
            let all: Vec<String> = parts.iter().map(|p| grouped(p, look, today)).collect();
            all.join(&format!(" {} ", look.t("filter-or")))
        }
        Expr::Not(inner) => look.tf("filter-not", &[("what", grouped(inner, look, today).into())]),
        Expr::Text(word) => look.tf("filter-say-text", &[("text", word.into())]),
        Expr::Is(one) => condition(one, look, today),
    }
}

fn grouped(part: &Expr, look: &Look, today: Day) -> String {
    let words = expr(part, look, today);
    if matches!(part, Expr::And(_) | Expr::Or(_)) { format!("({words})") } else { words }
}

fn condition(one: &Condition, look: &Look, today: Day) -> String {
    let typed = as_typed(one);
    let mut parts: Vec<String> = Vec::new();
    for (index, value) in one.values.iter().enumerate() {
        let said = match value {
            Value::Any => look.t(&key("filter-any", one.field)),
            Value::Empty => look.t(&key("filter-none", one.field)),
            Value::Word(word) => word_value(one.field, word, typed.get(index), look),
            other => {
                let than = comparison(one.field, one.op, other, look, today);
                look.tf(&key("filter-say", one.field), &[("what", than.into())])
            }
        };
        if !parts.contains(&said) {
            parts.push(said);
        }
    }
    let said = match parts.pop() {
        None => one.text.clone(),
        Some(last) if parts.is_empty() => last,
        Some(last) => format!("{} {} {last}", parts.join(", "), look.t("filter-or")),
    };
    if one.op == Op::NotEqual
        && !one.values.iter().any(|v| matches!(v, Value::Number(_) | Value::Numbers(..)))
    {
        look.tf("filter-not", &[("what", said.into())])
    } else {
        said
    }
}

/// The values as written, where each value has its own words.
fn as_typed(one: &Condition) -> Vec<String> {
    let from = one.text.find([':', '=', '<', '>', '!']).unwrap_or(0);
    let values = one.text[from..].trim_start_matches([':', '=', '<', '>', '!']);
    let all: Vec<String> = values.split(',').map(|v| v.trim().trim_matches('"').to_owned()).collect();
    if all.len() == one.values.len() { all } else { Vec::new() }
}

fn word_value(field: Field, word: &str, typed: Option<&String>, look: &Look) -> String {
    match field {
        Field::Stage | Field::Rhythm | Field::State | Field::Reason => {
            look.t(&format!("filter-value-{}-{}", name(field), word.replace('_', "-")))
        }
        _ => {
            // Accents and capitals as they were typed; the value itself has lost them.
            let shown = typed.filter(|t| fold(t) == *word).map_or(word, String::as_str);
            look.tf(&key("filter-say", field), &[("what", shown.into())])
        }
    }
}

/// `más de 500 €`, `hace menos de 90 días`, `desde el 1 mar 2026`.
fn comparison(field: Field, op: Op, value: &Value, look: &Look, today: Day) -> String {
    let op_name = match op {
        Op::Equal => "equal",
        Op::NotEqual => "not-equal",
        Op::Greater => "greater",
        Op::AtLeast => "at-least",
        Op::Less => "less",
        Op::AtMost => "at-most",
    };
    let number = |n: i64| {
        if field == Field::Orders {
            look.format.int(n)
        } else if n % 10_i64.saturating_pow(look.format.currency.decimals) == 0 {
            look.format.money_whole(Money(n))
        } else {
            look.format.money(Money(n))
        }
    };
    let day = |day: Day| look.format.day_short(day, today);
    match value {
        Value::Number(n) => look.tf(&format!("filter-number-{op_name}"), &[("n", number(*n).into())]),
        Value::Numbers(low, high) => {
            look.tf("filter-between", &[("low", number(*low).into()), ("high", number(*high).into())])
        }
        Value::Days(days) => {
            let side = if field == Field::Next { "ahead" } else { "ago" };
            look.tf(&format!("filter-{side}-{op_name}"), &[("days", (*days).into())])
        }
        Value::Day(on) => look.tf(&format!("filter-day-{op_name}"), &[("day", day(*on).into())]),
        Value::DayRange(from, to) => match (op, from.0, to.0) {
            (Op::Greater, ..) => look.tf("filter-day-greater", &[("day", day(*to).into())]),
            (Op::AtLeast, ..) | (_, _, i32::MAX) => {
                look.tf("filter-day-at-least", &[("day", day(*from).into())])
            }
            (Op::Less, ..) => look.tf("filter-day-less", &[("day", day(*from).into())]),
            (Op::AtMost, ..) | (_, i32::MIN, _) => look.tf("filter-day-at-most", &[("day", day(*to).into())]),
            _ => look.tf("filter-between", &[("low", day(*from).into()), ("high", day(*to).into())]),
        },
        Value::Word(word) => word.clone(),
        Value::Any | Value::Empty => String::new(),
    }
}

/// What is wrong; `None` while somebody is in the middle of writing it.
pub(super) fn error(error: &QueryError, look: &Look) -> Option<String> {
    let value = |key: &str, field: Field, value: &str| {
        let field = look.t(&self::key("filter-name", field));
        look.tf(key, &[("field", field.into()), ("value", value.into())])
    };
    Some(match error {
        QueryError::MissingValue { .. } => return None,
        QueryError::UnknownField { name, suggestion: Some(near), .. } => {
            look.tf("filter-unknown-field-near", &[("name", name.into()), ("near", (*near).into())])
        }
        QueryError::UnknownField { name, .. } => look.tf("filter-unknown-field", &[("name", name.into())]),
        QueryError::UnknownValue { field, value: given, suggestion: Some(near), .. } => look.tf(
            "filter-unknown-value-near",
            &[
                ("field", look.t(&key("filter-name", *field)).into()),
                ("value", given.into()),
                ("near", (*near).into()),
            ],
        ),
        QueryError::UnknownValue { field, value: given, .. } => value("filter-unknown-value", *field, given),
        QueryError::NotComparable { field, .. } => value("filter-not-comparable", *field, ""),
        QueryError::NotANumber { field, value: given, .. } => value("filter-not-a-number", *field, given),
        QueryError::NotADate { field, value: given, .. } => value("filter-not-a-date", *field, given),
        QueryError::NoSuchDay { day, month, last, .. } => look.tf(
            "filter-no-such-day",
            &[
                ("day", (*day).into()),
                ("month", look.format.month_name(*month).into()),
                ("last", (*last).into()),
                ("number", (*month).into()),
            ],
        ),
        QueryError::TooDeep { .. } => look.t("filter-too-deep"),
        QueryError::TooLong { limit } => {
            look.tf("filter-too-long", &[("limit", look.format.int(*limit as i64).into())])
        }
    })
}

/// Why nobody can meet the filter.
pub(super) fn contradiction(found: &Contradiction, look: &Look) -> String {
    let (key, first, second, field, days) = match found {
        Contradiction::LostButRecent { first, second, lost_after } => {
            ("filter-clash-recent", first, second, None, *lost_after)
        }
        Contradiction::ProspectBought { first, second } => ("filter-clash-prospect", first, second, None, 0),
        Contradiction::Disjoint { field, first, second } => {
            ("filter-clash-disjoint", first, second, Some(*field), 0)
        }
        Contradiction::EmptyRange { field, first, second } if first == second => {
            ("filter-clash-upside-down", first, second, Some(*field), 0)
        }
        Contradiction::EmptyRange { field, first, second } => {
            ("filter-clash-range", first, second, Some(*field), 0)
        }
    };
    let field = field.map(|f| look.t(&self::key("filter-name", f))).unwrap_or_default();
    look.tf(
        key,
        &[("first", first.into()), ("second", second.into()), ("field", field.into()), ("days", days.into())],
    )
}
