//! Offers, campaigns, handovers and confirmed values of the whole portfolio, as records of named values.

use rusqlite::ToSql;
use rusqlite::types::ValueRef;
use serde_json::{Map, Value};

use super::Whole;
use crate::domain::{Day, Money};
use crate::store::error::StoreError;

/// A record: the name of each value as exported, in the order of the query.
pub type WholeRecord = Map<String, Value>;

const OFFERS: &str = "SELECT o.id, s.name AS source, c.code, o.number, o.version, o.made_on, o.amount AS amount_money, \
     o.valid_until, o.chance, o.seller, o.note, o.winback, o.sent_on, o.decided_on, o.won, o.loss, o.detail, \
     o.order_number, coalesce(p.number, '') AS invoice \
     FROM offer o JOIN customer c ON c.id = o.customer_id JOIN source s ON s.id = c.source_id \
     LEFT JOIN purchase p ON p.id = o.purchase_id ORDER BY o.number";
const OFFER_LINES: &str = "SELECT version, code, product, category, quantity, unit_price, discount, \
     amount AS amount_money, cost AS cost_money FROM offer_line WHERE offer_id = ?1 ORDER BY version, n";
const OFFER_VERSIONS: &str = "SELECT version, amount AS amount_money, valid_until, sent_on FROM offer_version \
     WHERE offer_id = ?1 ORDER BY version";
const CAMPAIGNS: &str = "SELECT id, name, channel, audience, stage, offer, script, control, cost AS cost_money, days, \
     made_on, author, sent_on, closed_on, verdict FROM campaign ORDER BY folded";
const CAMPAIGN_MEMBERS: &str = "SELECT s.name AS source, c.code, m.part, m.why, m.stage, m.response, m.responded_on \
     FROM campaign_member m JOIN customer c ON c.id = m.customer_id JOIN source s ON s.id = c.source_id \
     WHERE m.campaign_id = ?1 ORDER BY s.name, c.code";
const HANDOVERS: &str = "SELECT s.name AS source, c.code, h.day, h.before, h.after, h.author \
     FROM handover h JOIN customer c ON c.id = h.customer_id JOIN source s ON s.id = c.source_id \
     ORDER BY s.name, c.code, h.day, h.before, h.after, h.author";

const MERGED: &str = "SELECT s.name AS source, m.code, m.name, k.name AS into_source, c.code AS into_code, m.day, m.author, \
     json_extract(m.before, '$.row') AS row FROM merged m \
     JOIN source s ON s.id = m.source_id JOIN customer c ON c.id = m.keep_id JOIN source k ON k.id = c.source_id \
     ORDER BY s.name, m.code";
const DIFFERENT: &str = "SELECT s.name AS source, c.code, t.name AS other_source, o.code AS other_code, d.day, d.author \
     FROM different d JOIN customer c ON c.id = d.customer_id JOIN source s ON s.id = c.source_id \
     JOIN customer o ON o.id = d.other_id JOIN source t ON t.id = o.source_id";
const ERASED: &str = "SELECT DISTINCT s.name AS source, c.code, e.day FROM erased e JOIN customer c ON c.id = e.customer_id \
     JOIN source s ON s.id = c.source_id ORDER BY s.name, c.code";
const CHECKS: &str = "SELECT s.name AS source, c.code, f.field, f.value, f.day, f.source AS compared, f.author \
     FROM field_check f JOIN customer c ON c.id = f.customer_id JOIN source s ON s.id = c.source_id \
     ORDER BY s.name, c.code, f.field";

impl Whole {
    /// Offers by number, with the lines of every version.
    pub fn offers(&self, decimals: u32) -> Result<Vec<WholeRecord>, StoreError> {
        let mut all = self.records(OFFERS, &[], decimals)?;
        for offer in &mut all {
            let id = own_id(offer);
            let lines = self.records(OFFER_LINES, &[&id], decimals)?;
            let versions = self.records(OFFER_VERSIONS, &[&id], decimals)?;
            offer.insert("lines".into(), lines.into_iter().map(Value::Object).collect());
            offer.insert("versions".into(), versions.into_iter().map(Value::Object).collect());
        }
        Ok(all)
    }

    /// Campaigns by name, with their frozen audience.
    pub fn campaigns(&self, decimals: u32) -> Result<Vec<WholeRecord>, StoreError> {
        let mut all = self.records(CAMPAIGNS, &[], decimals)?;
        for campaign in &mut all {
            let id = own_id(campaign);
            let members = self.records(CAMPAIGN_MEMBERS, &[&id], decimals)?;
            campaign.insert("members".into(), members.into_iter().map(Value::Object).collect());
        }
        Ok(all)
    }

    /// Handovers of customers, oldest first for each.
    pub fn handovers(&self) -> Result<Vec<WholeRecord>, StoreError> {
        self.records(HANDOVERS, &[], 0)
    }

    /// Who was joined to another customer, with their record as it was.
    pub fn merged(&self) -> Result<Vec<WholeRecord>, StoreError> {
        let mut all = self.records(MERGED, &[], 0)?;
        for record in &mut all {
            let row: Vec<(String, Value)> = record
                .remove("row")
                .and_then(|row| serde_json::from_str(row.as_str().unwrap_or_default()).ok())
                .unwrap_or_default();
            let said = |value: &Value| !value.is_null() && value.as_str() != Some("");
            let was: Map<String, Value> = row
                .into_iter()
                .filter(|(name, value)| {
                    said(value) && !matches!(name.as_str(), "id" | "source_id" | "import_id")
                })
                .collect();
            record.insert("was".into(), Value::Object(was));
        }
        Ok(all)
    }

    /// Pairs of customers that share something and are two, each as two codes in their order.
    pub fn different(&self) -> Result<Vec<WholeRecord>, StoreError> {
        let mut all = self.records(DIFFERENT, &[], 0)?;
        // Which of two comes first follows from row ids, which are no part of an export.
        for record in &mut all {
            let of = |name: &str| record.get(name).cloned().unwrap_or_default();
            let (one, other) = ([of("source"), of("code")], [of("other_source"), of("other_code")]);
            let text = |pair: &[Value; 2]| pair.each_ref().map(|v| v.as_str().unwrap_or_default().to_owned());
            if text(&other) < text(&one) {
                let names = ["source", "code", "other_source", "other_code"];
                for (name, value) in names.into_iter().zip(other.into_iter().chain(one)) {
                    record.insert(name.into(), value);
                }
            }
        }
        all.sort_by_key(|record| {
            ["source", "code", "other_source", "other_code"]
                .map(|name| record.get(name).and_then(Value::as_str).unwrap_or_default().to_owned())
        });
        Ok(all)
    }

    /// Whose data were erased: the row that stayed.
    pub fn erased(&self) -> Result<Vec<WholeRecord>, StoreError> {
        self.records(ERASED, &[], 0)
    }

    /// Values that were compared with a second source, by customer and field.
    pub fn checks(&self) -> Result<Vec<WholeRecord>, StoreError> {
        self.records(CHECKS, &[], 0)
    }

    /// Rows of a query: `…_money` is money in minor units, `…_on`, `day` and `valid_until` are days.
    fn records(&self, sql: &str, of: &[&dyn ToSql], decimals: u32) -> Result<Vec<WholeRecord>, StoreError> {
        let mut query = self.db.prepare_cached(sql)?;
        let names: Vec<String> = query.column_names().map(str::to_owned).collect();
        let mut rows = query.query(of)?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            let mut record = Map::new();
            for (at, name) in names.iter().enumerate() {
                let money = name.strip_suffix("_money");
                let is_day = name.ends_with("_on") || name == "day" || name == "valid_until";
                let value = match row.get_ref(at)? {
                    ValueRef::Integer(minor) if money.is_some() => Money(minor).plain(decimals).into(),
                    ValueRef::Integer(day) if is_day => Day(day as i32).to_string().into(),
                    ValueRef::Integer(number) => number.into(),
                    ValueRef::Real(number) => number.into(),
                    ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned().into(),
                    ValueRef::Null | ValueRef::Blob(_) => Value::Null,
                };
                record.insert(money.unwrap_or(name).to_owned(), value);
            }
            all.push(record);
        }
        Ok(all)
    }
}

/// Takes the row id out of a record: it is no part of an export.
fn own_id(record: &mut WholeRecord) -> i64 {
    record.remove("id").and_then(|id| id.as_i64()).unwrap_or_default()
}
