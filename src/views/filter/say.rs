//! A filter in words: what a condition means, what is wrong with it, what contradicts itself.

use crate::domain::base::names::fold;
use crate::domain::people::quality::ToDo;
use crate::domain::query::{
    Condition, Contradiction, Expr, Field, Kind, Op, QueryError, Value, field_name, nearest_name,
};
use crate::domain::{Day, Money};
use crate::ui::Look;
use crate::ui::texts::{Lang, TextArg};

/// Text key of a field: `filter-meaning` and the field's name.
pub(super) fn key(prefix: &str, field: Field) -> String {
    format!("{prefix}-{}", name(field))
}

/// `PAlive` → `p-alive`.
fn name(field: Field) -> String {
    let mut name = String::new();
    for c in format!("{field:?}").chars() {
        if c.is_ascii_uppercase() && !name.is_empty() {
            name.push('-');
        }
        name.push(c.to_ascii_lowercase());
    }
    name
}

/// What a field is called in a filter.
fn called(field: Field, look: &Look) -> &'static str {
    field_name(field, look.lang() == Lang::Es)
}

/// A filter, or a part of one, as words.
pub(super) fn expr(what: &Expr, look: &Look, today: Day) -> String {
    match what {
        // Ids are never typed: they are what a filter comes to once it was looked up.
        Expr::All | Expr::Ids(_) => String::new(),
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
        Expr::Saved(name) => look.tf("filter-say-saved", &[("name", name.into())]),
    }
}

/// "With" or "without" something; fields with words of their own say it in those.
fn with(prefix: &str, one: &Condition, look: &Look) -> String {
    let own = matches!(
        one.field,
        Field::Tag
            | Field::Stage
            | Field::Rhythm
            | Field::State
            | Field::Zone
            | Field::Owner
            | Field::Source
            | Field::Last
            | Field::Since
            | Field::Contact
            | Field::Next
            | Field::Spent
            | Field::Total
            | Field::Orders
            | Field::Reason
    );
    if own {
        return look.t(&key(prefix, one.field));
    }
    let noun = look.tf(&key("filter-noun", one.field), &[("key", own_key(one).into())]);
    look.tf(prefix, &[("noun", noun.into())])
}

/// The name after the dot as it was typed.
fn own_key(one: &Condition) -> &str {
    let typed = one.text.split_once('.').map_or("", |(_, rest)| rest);
    let typed = match typed.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next().unwrap_or_default(),
        None => typed.split([':', '=', '<', '>', '!', ' ']).next().unwrap_or_default(),
    };
    if fold(typed) == one.key { typed } else { &one.key }
}

/// A field's own words about something.
fn about(one: &Condition, what: &str, look: &Look) -> String {
    look.tf(&key("filter-say", one.field), &[("what", what.into()), ("key", own_key(one).into())])
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
            Value::Any => with("filter-any", one, look),
            Value::Empty => with("filter-none", one, look),
            Value::Word(word) => word_value(one, word, typed.get(index), look),
            other => about(one, &comparison(one.field, one.op, other, look, today), look),
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

fn word_value(one: &Condition, word: &str, typed: Option<&String>, look: &Look) -> String {
    let field = one.field;
    let fixed = || look.t(&format!("filter-value-{}-{}", name(field), word.replace('_', "-")));
    match (field, word.split_once('.')) {
        (Field::Stage | Field::Rhythm | Field::State | Field::Reason, _) => fixed(),
        (Field::Consent, Some((channel, answer))) => {
            let channel = look.t(&format!("filter-channel-{channel}"));
            look.tf(&format!("filter-consent-{answer}"), &[("channel", channel.into())])
        }
        (Field::Offer, _) => about(one, &look.t(&format!("filter-offer-{word}")), look),
        (Field::Quality, _) => match ToDo::from_key(word) {
            Some(todo) => look.t(&format!("filter-quality-{}", todo.key())),
            None => about(one, word, look),
        },
        (Field::Color, _) => about(one, &look.t(&format!("label-colour-{word}")), look),
        (Field::Pareto, _) => about(one, word, look),
        (field, _) if field.kind() == Kind::Fixed => about(one, &fixed(), look),
        _ => {
            // Accents and capitals as they were typed; the value itself has lost them.
            let shown = typed.filter(|t| fold(t) == *word).map_or(word, String::as_str);
            about(one, shown, look)
        }
    }
}

/// A number of a field as people read it.
fn number(field: Field, n: i64, look: &Look) -> String {
    match field.kind() {
        Kind::Money if n % 10_i64.saturating_pow(look.format.currency.decimals) == 0 => {
            look.format.money_whole(Money(n))
        }
        Kind::Money => look.format.money(Money(n)),
        Kind::Share => look.format.percent(n as f64 / 1e4),
        Kind::Own => {
            let text = look.format.decimal(n as f64 / 1e4, 4);
            text.trim_end_matches('0').trim_end_matches(look.format.numbers.decimal_mark()).to_owned()
        }
        _ => look.format.int(n),
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
    let number = |n: i64| number(field, n, look);
    let day = |day: Day| look.format.day_short(day, today);
    match value {
        Value::Number(n) => look.tf(&format!("filter-number-{op_name}"), &[("n", number(*n).into())]),
        Value::Numbers(i64::MIN, high) => look.tf("filter-number-at-most", &[("n", number(*high).into())]),
        Value::Numbers(low, i64::MAX) => look.tf("filter-number-at-least", &[("n", number(*low).into())]),
        Value::Numbers(low, high) => {
            look.tf("filter-between", &[("low", number(*low).into()), ("high", number(*high).into())])
        }
        Value::Cell(cell) => {
            let text: String =
                cell.iter().map(|n| if *n == 0 { '*' } else { char::from(b'0' + n) }).collect();
            if op == Op::Equal {
                text
            } else {
                look.tf(&format!("filter-number-{op_name}"), &[("n", text.into())])
            }
        }
        Value::Days(days) => {
            let side = if field.is_ahead() { "ahead" } else { "ago" };
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
        let field = called(field, look);
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
            &[("field", called(*field, look).into()), ("value", given.into()), ("near", (*near).into())],
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
        Contradiction::BuyerUnbought { first, second } => ("filter-clash-unbought", first, second, None, 0),
        Contradiction::LostButDue { first, second } => ("filter-clash-due", first, second, None, 0),
        Contradiction::Denied { first } => ("filter-clash-denied", first, first, None, 0),
        Contradiction::Disjoint { field, first, second } => {
            ("filter-clash-disjoint", first, second, Some(*field), 0)
        }
        Contradiction::OutOfBounds { field, first, low, high } => {
            let least = number(*field, *low, look);
            let mut args: Vec<(&str, TextArg)> =
                vec![("first", first.into()), ("field", called(*field, look).into()), ("low", least.into())];
            if *high == i64::MAX {
                return look.tf("filter-clash-bounds-below", &args);
            }
            args.push(("high", number(*field, *high, look).into()));
            return look.tf("filter-clash-bounds", &args);
        }
        Contradiction::EmptyRange { field, first, second } if first == second => {
            ("filter-clash-upside-down", first, second, Some(*field), 0)
        }
        Contradiction::EmptyRange { field, first, second } => {
            ("filter-clash-range", first, second, Some(*field), 0)
        }
    };
    let field = field.map(|f| called(f, look)).unwrap_or_default();
    look.tf(
        key,
        &[("first", first.into()), ("second", second.into()), ("field", field.into()), ("days", days.into())],
    )
}

/// There is no segment of this name.
pub(super) fn no_segment(name: &str, known: &[(String, String)], look: &Look) -> String {
    match nearest_name(name, known.iter().map(|(name, _)| name.as_str())) {
        Some(near) => look.tf("filter-unknown-segment-near", &[("name", name.into()), ("near", near.into())]),
        None => look.tf("filter-unknown-segment", &[("name", name.into())]),
    }
}
