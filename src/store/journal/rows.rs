//! Rows by table and key: read, written, deleted; and whose they are.

use rusqlite::{Connection, OptionalExtension, Row, params_from_iter};

use super::image::Value;
use crate::store::error::StoreError;

/// A table whose rows are journaled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::store) enum Table {
    Setting,
    Source,
    Import,
    Customer,
    Label,
    CustomerLabel,
    Product,
    Purchase,
    Line,
    Contact,
    WrongPhone,
    SupportCase,
    Note,
    Winback,
    LiftPlan,
    ValueDecision,
    CorrectiveAction,
    Offer,
    OfferLine,
    OfferVersion,
    Campaign,
    CampaignMember,
    Handover,
    Segment,
    SegmentMember,
    Field,
    FieldValue,
    Statement,
    FieldCheck,
    Point,
    Scale,
    Exchanged,
    ExchangeConflict,
    Merged,
    Joined,
    Different,
}

impl Table {
    pub const ALL: [Self; 36] = [
        Self::Setting,
        Self::Source,
        Self::Import,
        Self::Customer,
        Self::Label,
        Self::CustomerLabel,
        Self::Product,
        Self::Purchase,
        Self::Line,
        Self::Contact,
        Self::WrongPhone,
        Self::SupportCase,
        Self::Note,
        Self::Winback,
        Self::LiftPlan,
        Self::ValueDecision,
        Self::CorrectiveAction,
        Self::Offer,
        Self::OfferLine,
        Self::OfferVersion,
        Self::Campaign,
        Self::CampaignMember,
        Self::Handover,
        Self::Segment,
        Self::SegmentMember,
        Self::Field,
        Self::FieldValue,
        Self::Statement,
        Self::FieldCheck,
        Self::Point,
        Self::Scale,
        Self::Exchanged,
        Self::ExchangeConflict,
        Self::Merged,
        Self::Joined,
        Self::Different,
    ];

    /// Name in the file.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Setting => "setting",
            Self::Source => "source",
            Self::Import => "import",
            Self::Customer => "customer",
            Self::Label => "label",
            Self::CustomerLabel => "customer_label",
            Self::Product => "product",
            Self::Purchase => "purchase",
            Self::Line => "line",
            Self::Contact => "contact",
            Self::WrongPhone => "wrong_phone",
            Self::SupportCase => "support_case",
            Self::Note => "note",
            Self::Winback => "winback",
            Self::LiftPlan => "lift_plan",
            Self::ValueDecision => "value_decision",
            Self::CorrectiveAction => "corrective_action",
            Self::Offer => "offer",
            Self::OfferLine => "offer_line",
            Self::OfferVersion => "offer_version",
            Self::Campaign => "campaign",
            Self::CampaignMember => "campaign_member",
            Self::Handover => "handover",
            Self::Segment => "segment",
            Self::SegmentMember => "segment_member",
            Self::Field => "field",
            Self::FieldValue => "field_value",
            Self::Statement => "statement",
            Self::FieldCheck => "field_check",
            Self::Point => "point",
            Self::Scale => "scale",
            Self::Exchanged => "exchanged",
            Self::ExchangeConflict => "exchange_conflict",
            Self::Merged => "merged",
            Self::Joined => "joined",
            Self::Different => "different",
        }
    }

    /// Columns of the primary key.
    pub const fn key(self) -> &'static [&'static str] {
        match self {
            Self::Setting => &["key"],
            Self::CustomerLabel => &["customer_id", "label_id"],
            Self::Line => &["purchase_id", "n"],
            Self::WrongPhone => &["customer_id", "phone"],
            Self::Winback => &["customer_id"],
            Self::OfferLine => &["offer_id", "version", "n"],
            Self::OfferVersion => &["offer_id", "version"],
            Self::CampaignMember => &["campaign_id", "customer_id"],
            Self::SegmentMember => &["segment_id", "customer_id"],
            Self::FieldValue => &["customer_id", "field_id"],
            Self::FieldCheck => &["customer_id", "field"],
            Self::Exchanged => &["owner", "field"],
            Self::Joined => &["gone_id", "into_id"],
            Self::Different => &["customer_id", "other_id"],
            _ => &["id"],
        }
    }

    pub(in crate::store) fn from_name(name: &str) -> Result<Self, StoreError> {
        Self::ALL
            .into_iter()
            .find(|t| t.name() == name)
            .ok_or_else(|| StoreError::Journal(format!("table {name}")))
    }

    /// SQL that answers whose row it is.
    pub(super) const fn customer_sql(self) -> Option<&'static str> {
        match self {
            Self::Customer => Some("SELECT id FROM customer WHERE id"),
            Self::CustomerLabel => Some("SELECT customer_id FROM customer_label WHERE customer_id"),
            Self::Purchase | Self::Line => Some("SELECT customer_id FROM purchase WHERE id"),
            Self::Contact => Some("SELECT customer_id FROM contact WHERE id"),
            Self::WrongPhone => Some("SELECT customer_id FROM wrong_phone WHERE customer_id"),
            Self::SupportCase => Some("SELECT customer_id FROM support_case WHERE id"),
            Self::Note => Some("SELECT customer_id FROM note WHERE id"),
            Self::Winback => Some("SELECT customer_id FROM winback WHERE customer_id"),
            Self::LiftPlan => Some("SELECT customer_id FROM lift_plan WHERE id"),
            Self::ValueDecision => Some("SELECT customer_id FROM value_decision WHERE id"),
            Self::Offer | Self::OfferLine | Self::OfferVersion => {
                Some("SELECT customer_id FROM offer WHERE id")
            }
            Self::Handover => Some("SELECT customer_id FROM handover WHERE id"),
            Self::FieldValue => Some("SELECT customer_id FROM field_value WHERE customer_id"),
            Self::Statement => Some("SELECT customer_id FROM statement WHERE id"),
            Self::Point => Some("SELECT customer_id FROM point WHERE id"),
            Self::FieldCheck => Some("SELECT customer_id FROM field_check WHERE customer_id"),
            Self::ExchangeConflict => Some("SELECT customer_id FROM exchange_conflict WHERE id"),
            Self::Merged => Some("SELECT keep_id FROM merged WHERE id"),
            Self::Different => Some("SELECT customer_id FROM different WHERE customer_id"),
            Self::Setting
            | Self::Source
            | Self::Import
            | Self::Label
            | Self::Product
            | Self::CorrectiveAction
            | Self::Campaign
            // Its customers are named by whoever writes it: the key begins with the campaign.
            | Self::CampaignMember
            | Self::Segment
            | Self::SegmentMember
            | Self::Field
            | Self::Scale
            | Self::Joined
            | Self::Exchanged => None,
        }
    }

    /// Whether each of its rows, whoever makes it, can be told apart on every laptop. (Customers and purchases can where
    /// the program gave them their code.)
    pub const fn has_uid(self) -> bool {
        matches!(
            self,
            Self::Note
                | Self::Contact
                | Self::Statement
                | Self::Point
                | Self::SupportCase
                | Self::LiftPlan
                | Self::ValueDecision
                | Self::Offer
                | Self::CorrectiveAction
                | Self::Campaign
                | Self::Handover
                | Self::Scale
        )
    }

    /// Whether its rows decide the facts of customers.
    pub(super) const fn decides_facts(self) -> bool {
        matches!(self, Self::Customer | Self::Purchase | Self::Contact)
    }
}

pub(super) fn owner_of(tx: &Connection, table: Table, first: i64) -> rusqlite::Result<Option<i64>> {
    let Some(sql) = table.customer_sql() else { return Ok(None) };
    tx.prepare_cached(&format!("{sql} = ?1 LIMIT 1"))?
        .query_row([first], |r| r.get(0))
        .optional()
        .map(Option::flatten)
}

pub(super) fn condition(table: Table) -> String {
    let parts: Vec<String> =
        table.key().iter().enumerate().map(|(i, k)| format!("{k} = ?{}", i + 1)).collect();
    parts.join(" AND ")
}

pub(super) fn read_row(
    tx: &Connection,
    table: Table,
    key: &[Value],
) -> rusqlite::Result<Option<Vec<(String, Value)>>> {
    let sql = format!("SELECT * FROM {} WHERE {}", table.name(), condition(table));
    let mut select = tx.prepare_cached(&sql)?;
    let names: Vec<String> = select.column_names().map(str::to_owned).collect();
    let read = |row: &Row<'_>| names.iter().enumerate().map(|(i, n)| Ok((n.clone(), row.get(i)?))).collect();
    select.query_row(params_from_iter(key), read).optional()
}

pub(super) fn read_columns(
    tx: &Connection,
    table: Table,
    key: &[Value],
    names: &[&str],
) -> rusqlite::Result<Option<Vec<Value>>> {
    let sql = format!("SELECT {} FROM {} WHERE {}", names.join(", "), table.name(), condition(table));
    tx.prepare_cached(&sql)?
        .query_row(params_from_iter(key), |row| (0..names.len()).map(|i| row.get(i)).collect())
        .optional()
}

pub(super) fn write_columns<'a>(
    tx: &Connection,
    table: Table,
    key: &'a [Value],
    columns: impl Iterator<Item = (&'a str, &'a Value)> + Clone,
) -> rusqlite::Result<()> {
    let n = key.len();
    let set: Vec<String> =
        columns.clone().enumerate().map(|(i, (name, _))| format!("{name} = ?{}", n + i + 1)).collect();
    let sql = format!("UPDATE {} SET {} WHERE {}", table.name(), set.join(", "), condition(table));
    tx.prepare_cached(&sql)?.execute(params_from_iter(key.iter().chain(columns.map(|(_, v)| v))))?;
    Ok(())
}

pub(super) fn insert_row<'a>(
    tx: &Connection,
    table: Table,
    columns: impl Iterator<Item = (&'a str, &'a Value)> + Clone,
) -> rusqlite::Result<()> {
    let names: Vec<&str> = columns.clone().map(|(n, _)| n).collect();
    let marks = vec!["?"; names.len()].join(", ");
    let sql = format!("INSERT INTO {} ({}) VALUES ({marks})", table.name(), names.join(", "));
    tx.prepare_cached(&sql)?.execute(params_from_iter(columns.map(|(_, v)| v)))?;
    Ok(())
}

pub(super) fn delete_row(tx: &Connection, table: Table, key: &[Value]) -> rusqlite::Result<()> {
    let sql = format!("DELETE FROM {} WHERE {}", table.name(), condition(table));
    tx.prepare_cached(&sql)?.execute(params_from_iter(key))?;
    Ok(())
}
