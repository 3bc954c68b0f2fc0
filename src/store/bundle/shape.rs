//! What a bundle may hold of a customer: which columns, and which values. What is not here does not travel; a value that
//! is not of its column's kind is refused before anything is written.

use chrono::NaiveDateTime;
use rusqlite::types::Value;
use serde_json::Value as Json;

use crate::domain::base::names::tidy;
use crate::domain::lifecycle::recovery::{Finding, LossReason};
use crate::domain::people::point::PointKind;
use crate::domain::people::{Channel, Direction, Outcome};
use crate::domain::work::calls::Refusal;
use crate::store::journal::Table;

/// Bytes a text may have.
const TEXT: usize = 1 << 20;
/// Days from the year 1 to the year 9999, since 1970.
const DAYS: std::ops::RangeInclusive<i64> = -719_162..=2_932_896;

/// Kind of a column.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    /// Words; empty where unknown.
    Text,
    /// Words that there must be.
    Words,
    /// A day, or none.
    Day,
    /// A day there must be.
    OnDay,
    /// Minor units, or none.
    Money,
    /// Minor units there must be.
    Amount,
    /// A number between these, or none.
    Number(i64, i64),
    /// A number between these; 0 where unknown.
    Flag(i64, i64),
    /// A moment of local time.
    Moment,
    /// One of a few keys.
    Key(fn(&str) -> bool),
    /// One of a few keys, or none.
    MaybeKey(fn(&str) -> bool),
    /// Another record of the same customer, by its uid, or none.
    Cited(&'static str),
}

impl Kind {
    /// What stands there where nobody said anything.
    pub fn nothing(self) -> Json {
        match self {
            Self::Text | Self::Words | Self::Moment | Self::Key(_) => Json::String(String::new()),
            Self::Flag(..) | Self::Amount | Self::OnDay => 0.into(),
            Self::Day | Self::Money | Self::Number(..) | Self::MaybeKey(_) | Self::Cited(_) => Json::Null,
        }
    }

    /// The value as stored; `None` where it is not of this kind.
    pub fn stored(self, value: &Json) -> Option<Value> {
        let text = || value.as_str().filter(|t| t.len() <= TEXT).map(tidy);
        let number = |range: std::ops::RangeInclusive<i64>| value.as_i64().filter(|n| range.contains(n));
        let maybe =
            |range| if value.is_null() { Some(Value::Null) } else { number(range).map(Value::Integer) };
        match self {
            Self::MaybeKey(_) | Self::Cited(_) if value.is_null() => Some(Value::Null),
            Self::Text | Self::Cited(_) => text().map(Value::Text),
            Self::Words => text().filter(|t| !t.is_empty()).map(Value::Text),
            Self::Day => maybe(DAYS),
            Self::OnDay => number(DAYS).map(Value::Integer),
            Self::Money => maybe(-(1 << 53)..=1 << 53),
            Self::Amount => number(-(1 << 53)..=1 << 53).map(Value::Integer),
            Self::Number(low, high) => maybe(low..=high),
            Self::Flag(low, high) => number(low..=high).map(Value::Integer),
            Self::Moment => text().filter(|t| moment(t).is_some()).map(Value::Text),
            Self::MaybeKey(known) | Self::Key(known) => text().filter(|t| known(t)).map(Value::Text),
        }
    }
}

/// A moment as the file keeps it.
pub(super) fn moment(text: &str) -> Option<NaiveDateTime> {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S")
        .ok()
        .filter(|at| text.len() == 19 && DAYS.contains(&i64::from(crate::domain::Day::from(at.date()).0)))
}

/// Whether a field is a record of its own: a note, a contact…
pub(super) fn is_child(field: &str) -> bool {
    CHILDREN.iter().any(|child| field.strip_prefix(child.name).is_some_and(|rest| rest.starts_with(':')))
}

/// Columns of a customer that travel one by one.
pub(super) const SCALARS: [(&str, Kind); 40] = [
    ("name", Kind::Words),
    ("contact", Kind::Text),
    ("company", Kind::Text),
    ("tax_id", Kind::Text),
    ("phone", Kind::Text),
    ("mobile", Kind::Text),
    ("fax", Kind::Text),
    ("email", Kind::Text),
    ("address", Kind::Text),
    ("city", Kind::Text),
    ("region", Kind::Text),
    ("postal_code", Kind::Text),
    ("country", Kind::Text),
    ("zone", Kind::Text),
    ("birth_year", Kind::Number(0, 9999)),
    ("income", Kind::Text),
    ("occasion", Kind::Text),
    ("benefit", Kind::Text),
    ("owner", Kind::Text),
    ("origin", Kind::Text),
    ("since", Kind::Day),
    ("consent_phone", Kind::Flag(0, 2)),
    ("consent_email", Kind::Flag(0, 2)),
    ("consent_sms", Kind::Flag(0, 2)),
    ("consent_post", Kind::Flag(0, 2)),
    ("archived", Kind::Flag(0, 1)),
    ("do_not_call", Kind::Day),
    ("seasonal", Kind::Day),
    ("language", Kind::Text),
    ("timezone", Kind::Text),
    ("birth_day", Kind::Day),
    ("income_source", Kind::Flag(0, 2)),
    ("income_on", Kind::Day),
    ("turnover", Kind::Money),
    ("employees", Kind::Number(0, u32::MAX as i64)),
    ("activity", Kind::Text),
    ("wallet", Kind::Money),
    ("wallet_on", Kind::Day),
    ("robinson", Kind::Day),
    ("code", Kind::Words),
];

/// Columns that travel together, for they say one thing: the next contact, and where winning back stands.
pub(super) const NEXT: [(&str, Kind); 3] =
    [("next_day", Kind::OnDay), ("next_minute", Kind::Number(0, 1439)), ("next_note", Kind::Text)];

/// Where winning back stands.
pub(super) const WINBACK: [(&str, Kind); 10] = [
    ("finding", Kind::MaybeKey(|t| Finding::from_key(t).is_some())),
    ("verified_on", Kind::Day),
    ("verified_by", Kind::Text),
    ("finding_note", Kind::Text),
    ("reason", Kind::MaybeKey(|t| LossReason::from_key(t).is_some())),
    ("detail", Kind::Text),
    ("back_on", Kind::Day),
    ("definitive_on", Kind::Day),
    ("dormant_on", Kind::Day),
    ("review_on", Kind::Day),
];

/// A value of a field that was compared with a second source: `check:<field>`.
pub(super) const CHECK: [(&str, Kind); 4] =
    [("value", Kind::Words), ("day", Kind::OnDay), ("source", Kind::Text), ("author", Kind::Text)];

/// What is done about a reason for which customers leave.
pub(super) const ACTION: [(&str, Kind); 7] = [
    ("reason", Kind::Key(|t| LossReason::from_key(t).is_some())),
    ("what", Kind::Words),
    ("owner", Kind::Text),
    ("made_on", Kind::OnDay),
    ("author", Kind::Text),
    ("due", Kind::Day),
    ("done_on", Kind::Day),
];

/// Records that hang on a customer and are told apart by their uid. Those that others cite come first.
pub(super) struct Child {
    /// What fields of them are called: `note:<uid>`.
    pub name: &'static str,
    pub table: Table,
    pub columns: &'static [(&'static str, Kind)],
    /// The column of a moment whose day stands in `day`.
    pub dated: Option<&'static str>,
}

pub(super) const CHILDREN: [Child; 8] = [
    Child {
        name: "note",
        table: Table::Note,
        columns: &[("at", Kind::Moment), ("author", Kind::Text), ("text", Kind::Words)],
        dated: None,
    },
    Child {
        name: "contact",
        table: Table::Contact,
        columns: &[
            ("at", Kind::Moment),
            ("channel", Kind::Key(|t| Channel::from_code(t).is_some())),
            ("direction", Kind::Key(|t| Direction::from_code(t).is_some())),
            ("outcome", Kind::Key(|t| Outcome::from_code(t).is_some())),
            ("note", Kind::Text),
            ("author", Kind::Text),
            ("reason", Kind::Key(|t| t.is_empty() || Refusal::from_key(t).is_some())),
            ("next_day", Kind::Day),
        ],
        dated: Some("at"),
    },
    Child {
        name: "statement",
        table: Table::Statement,
        columns: &[
            ("kind", Kind::Key(|t| matches!(t, "fact" | "benefit" | "file"))),
            ("text", Kind::Words),
            ("source", Kind::Text),
            ("note_id", Kind::Cited("note")),
            ("contact_id", Kind::Cited("contact")),
            ("day", Kind::OnDay),
            ("author", Kind::Text),
        ],
        dated: None,
    },
    Child {
        name: "point",
        table: Table::Point,
        columns: &[
            ("kind", Kind::Key(|t| PointKind::from_code(t).is_some())),
            ("value", Kind::Words),
            ("label", Kind::Text),
            ("hours", Kind::Text),
            ("preferred", Kind::Flag(0, 1)),
            ("invalid_on", Kind::Day),
            ("verified_on", Kind::Day),
            ("verified_with", Kind::Text),
        ],
        dated: None,
    },
    Child {
        name: "case",
        table: Table::SupportCase,
        columns: &[
            ("opened_at", Kind::Moment),
            ("channel", Kind::Key(|t| Channel::from_code(t).is_some())),
            ("text", Kind::Text),
            ("author", Kind::Text),
            ("resolved_on", Kind::Day),
            ("resolution", Kind::Text),
        ],
        dated: Some("opened_at"),
    },
    Child {
        name: "plan",
        table: Table::LiftPlan,
        columns: &[
            ("made_on", Kind::OnDay),
            ("author", Kind::Text),
            ("target", Kind::Amount),
            ("base", Kind::Amount),
            ("deadline", Kind::OnDay),
            ("owner", Kind::Text),
            ("note", Kind::Text),
            ("closed_on", Kind::Day),
            ("outcome", Kind::Text),
        ],
        dated: None,
    },
    Child {
        name: "decision",
        table: Table::ValueDecision,
        columns: &[
            ("made_on", Kind::OnDay),
            ("author", Kind::Text),
            ("kind", Kind::Key(|t| matches!(t, "incentive" | "passive"))),
            ("target", Kind::Money),
            ("review_on", Kind::Day),
            ("note", Kind::Text),
            ("closed_on", Kind::Day),
            ("outcome", Kind::Text),
        ],
        dated: None,
    },
    Child {
        name: "handover",
        table: Table::Handover,
        columns: &[
            ("day", Kind::OnDay),
            ("before", Kind::Text),
            ("after", Kind::Text),
            ("author", Kind::Text),
        ],
        dated: None,
    },
];

/// The kind of a column that travels alone.
pub(super) fn scalar(name: &str) -> Option<Kind> {
    SCALARS.iter().find(|(column, _)| *column == name).map(|(_, kind)| *kind)
}

/// A stored value as JSON.
pub(super) fn json(value: Value) -> Json {
    match value {
        Value::Integer(number) => number.into(),
        Value::Text(text) => Json::String(text),
        Value::Null | Value::Real(_) | Value::Blob(_) => Json::Null,
    }
}

/// Whether a value says nothing.
pub(super) fn is_nothing(value: &Json) -> bool {
    match value {
        Json::Null => true,
        Json::String(text) => text.is_empty(),
        Json::Number(number) => number.as_i64() == Some(0),
        _ => false,
    }
}
