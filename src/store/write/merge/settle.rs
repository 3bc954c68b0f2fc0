//! What the one who stays says afterwards, column by column, and which words gave way.

use std::collections::BTreeSet;

use rusqlite::types::Value;

use super::fold::IsSince;
use super::rows::column;
use super::{NEXT, nothing_planned};
use crate::domain::Day;
use crate::domain::base::names::tidy;
use crate::domain::people::CustomerId;
use crate::domain::people::merge::{FIELDS, Values, is_same, taken};
use crate::store::collate::name_key;
use crate::store::error::StoreError;
use crate::store::journal::{Table, Tx};
use crate::store::write::{int, text};

/// A customer's row, and the values a person can choose between.
pub(super) struct Record {
    /// Columns by name.
    pub row: Vec<(String, Value)>,
    /// What can be chosen.
    pub values: Values,
}

impl Record {
    pub fn read(tx: &Tx<'_>, id: CustomerId) -> Result<Self, StoreError> {
        let row = tx.row(Table::Customer, &[int(id)])?.unwrap_or_default();
        let mut values = Values::new();
        for (field, columns) in FIELDS {
            let said = columns.iter().rev().map(|name| written(&row, name)).find(|said| !said.is_empty());
            values.insert(field.to_owned(), said.unwrap_or_default());
        }
        let mut own = tx.connection().prepare_cached(
            "SELECT f.key, v.value FROM field_value v JOIN field f ON f.id = v.field_id WHERE v.customer_id = ?1",
        )?;
        for pair in own.query_map([id], |r| Ok((r.get::<_, String>(0)?, r.get::<_, String>(1)?)))? {
            let (key, value) = pair?;
            values.insert(format!("custom:{key}"), value);
        }
        Ok(Self { row, values })
    }

    pub fn of(&self, name: &str) -> Value {
        column(&self.row, name).cloned().unwrap_or(Value::Null)
    }

    fn number(&self, name: &str) -> Option<i64> {
        match column(&self.row, name) {
            Some(Value::Integer(n)) => Some(*n),
            _ => None,
        }
    }

    /// As a statement names its source.
    fn called(&self) -> String {
        format!("{} · {}", written(&self.row, "code"), written(&self.row, "name"))
    }
}

/// What is written in a column, as it is compared; empty for nothing.
pub(super) fn written(row: &[(String, Value)], name: &str) -> String {
    match column(row, name) {
        Some(Value::Text(text)) => text.clone(),
        Some(Value::Integer(0)) if name == "income_source" => String::new(),
        Some(Value::Integer(n)) if matches!(name, "birth_day" | "seasonal") => Day(*n as i32).to_string(),
        Some(Value::Integer(n)) => n.to_string(),
        _ => String::new(),
    }
}

/// What a column of the one who stays says afterwards; empty for nothing.
pub(super) fn stands(mine: &Record, settled: &[(&'static str, Value)], name: &str) -> String {
    match settled.iter().find(|(n, _)| *n == name) {
        Some(found) => written(&[(name.to_owned(), found.1.clone())], name),
        None => written(&mine.row, name),
    }
}

/// The columns of the one who stays, as they shall be. Those that were written since the two are one (`is_since`) say what
/// they say.
pub(super) fn settle(
    mine: &Record,
    theirs: &Record,
    take: &BTreeSet<String>,
    is_since: IsSince<'_>,
) -> Vec<(&'static str, Value)> {
    let theirs_stand = taken(&mine.values, &theirs.values, take);
    let mut settled: Vec<(&'static str, Value)> = Vec::new();
    for (field, columns) in FIELDS {
        if theirs_stand.contains(field) && !columns.iter().any(|column| is_since(column)) {
            settled.extend(columns.iter().map(|name| (*name, theirs.of(name))));
        }
    }
    // A number that gave way has a place where one is free.
    for number in ["phone", "mobile"].iter().flat_map(|n| [written(&theirs.row, n), written(&mine.row, n)]) {
        let (phone, mobile) = (stands(mine, &settled, "phone"), stands(mine, &settled, "mobile"));
        let held = [&phone, &mobile].iter().any(|held| is_same("phone", held, &number));
        let free = [("phone", phone), ("mobile", mobile)]
            .into_iter()
            .find(|(n, v)| v.is_empty() && !take.contains(*n) && !is_since(n));
        if let (false, false, Some((name, _))) = (number.is_empty(), held, free) {
            settled.retain(|(n, _)| *n != name);
            settled.push((name, text(number)));
        }
    }
    if let Some((_, Value::Text(name))) = settled.iter().find(|(name, _)| *name == "name") {
        let key = Value::Blob(name_key(name));
        settled.push(("name_key", key));
    }
    for consent in ["consent_phone", "consent_email", "consent_sms", "consent_post"] {
        let said = mine.number(consent).max(theirs.number(consent)).unwrap_or(0);
        if !is_since(consent) {
            settled.push((consent, int(said)));
        }
    }
    let first = |name: &str| {
        let days = [mine.number(name), theirs.number(name)];
        days.into_iter().flatten().min().map_or(Value::Null, int)
    };
    for name in ["since", "do_not_call", "robinson"] {
        if !is_since(name) {
            settled.push((name, first(name)));
        }
    }
    if !is_since("archived") {
        let archived = mine.number("archived").min(theirs.number("archived")).unwrap_or(0);
        settled.push(("archived", int(archived)));
    }
    let never = |record: &Record| record.number("do_not_call").is_some();
    match (never(mine), never(theirs)) {
        // What is planned with somebody who is never to be contacted was planned by whoever knew it: of two that one stands.
        (true, false) => {}
        (false, true) if !stands(mine, &settled, "do_not_call").is_empty() => {
            settled.extend(NEXT.map(|name| (name, theirs.of(name))));
        }
        _ if is_since("next") => {}
        _ => settled.extend(next(mine, theirs)),
    }
    settled
}

/// The next contact: the sooner of two, with what the other was about.
fn next(mine: &Record, theirs: &Record) -> Vec<(&'static str, Value)> {
    let when = |r: &Record| r.number("next_day").map(|day| (day, r.number("next_minute").unwrap_or(1440)));
    let (sooner, later) = match (when(mine), when(theirs)) {
        (None, None) => return nothing_planned().to_vec(),
        (Some(_), None) => return Vec::new(),
        (None, Some(_)) => (theirs, None),
        (Some(a), Some(b)) if b < a => (theirs, Some(mine)),
        (Some(_), Some(_)) => (mine, Some(theirs)),
    };
    let mut note = written(&sooner.row, "next_note");
    if let Some(later) = later {
        let day = later.number("next_day").map_or(String::new(), |d| Day(d as i32).to_string());
        let rest = tidy(&format!("{day} {}", written(&later.row, "next_note")));
        note = if note.is_empty() { rest } else { format!("{note} · {rest}") };
    }
    vec![
        ("next_day", sooner.of("next_day")),
        ("next_minute", sooner.of("next_minute")),
        ("next_note", text(note)),
    ]
}

/// Columns whose words are kept when they give way.
const WORDS: [&str; 12] = [
    "name", "contact", "company", "tax_id", "phone", "mobile", "fax", "email", "zone", "owner", "activity",
    "origin",
];

/// Words that stand nowhere any more, and whose they were: they are kept as facts.
pub(super) fn gave_way(
    mine: &Record,
    theirs: &Record,
    settled: &[(&'static str, Value)],
) -> Vec<(String, String)> {
    let stands = |name: &str| stands(mine, settled, name);
    let mut lost = Vec::new();
    for side in [mine, theirs] {
        let mut put = |value: String| {
            if !lost.iter().any(|(known, _): &(String, String)| *known == value) {
                lost.push((value, side.called()));
            }
        };
        for name in WORDS {
            let value = written(&side.row, name);
            let stays = match name {
                "phone" | "mobile" => {
                    ["phone", "mobile"].iter().any(|n| is_same("phone", &stands(n), &value))
                }
                _ => is_same(name, &stands(name), &value),
            };
            if !value.is_empty() && !stays {
                put(value);
            }
        }
        let place = ["address", "postal_code", "city", "region", "country"];
        let all = |of: &dyn Fn(&str) -> String| {
            place.iter().map(|name| of(name)).filter(|v| !v.is_empty()).collect::<Vec<_>>().join(", ")
        };
        let was = all(&|name| written(&side.row, name));
        let differs = place.iter().any(|name| {
            let value = written(&side.row, name);
            !value.is_empty() && !is_same(name, &stands(name), &value)
        });
        if differs {
            put(was);
        }
    }
    lost
}
