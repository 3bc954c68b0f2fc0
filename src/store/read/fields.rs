//! Which fields a change gave which values, read off the journal: each row of it keeps the state to swap back in.
//!
//! For a change that stands that is the state before; the state after is the state before the next change of the
//! same field, or the present one. For a change taken back it is the other way round. So changes are walked from the
//! newest down, and those taken back, which are always the newest, from the oldest of them up.

use std::collections::HashMap;

use rusqlite::OptionalExtension;

use super::{At, Outcome, portfolio};
use crate::domain::{Day, Money};
use crate::store::ask::JournalEntry;
use crate::store::journal::{Image, RowKey, Table, Value};

/// Rows of a change that are looked at. A change of more rows changed many records; no field of one is told then.
const ROWS: i64 = 100;

/// A field of a record: table, encoded key of the row, column.
type Spot = (Table, Vec<u8>, String);

struct Walk<'a> {
    at: &'a At<'a>,
    decimals: u32,
    /// The value that the walk has come to, where it is not the present one any more.
    known: HashMap<(&'static str, Vec<u8>, String), Value>,
}

/// Fills in the fields of changes of one record. `entries` are newest first with none left out that touched the
/// same records. What cannot be told for certain is left out.
pub(super) fn fill(at: &At<'_>, entries: &mut [JournalEntry]) -> Outcome<()> {
    let decimals = portfolio::currency(at.db)?.decimals;
    let standing = entries.iter().position(|e| !e.undone).unwrap_or(entries.len());
    let (undone, done) = entries.split_at_mut(standing);
    let walk = || Walk { at, decimals, known: HashMap::new() };
    let mut down = walk();
    for entry in done.iter_mut() {
        if !down.step(entry, false)? {
            // What a great change did to the fields of older ones is not known.
            break;
        }
    }
    let mut up = walk();
    for entry in undone.iter_mut().rev() {
        if !up.step(entry, true)? {
            break;
        }
    }
    Ok(())
}

impl Walk<'_> {
    /// Tells one change; false where it is too great to be looked at.
    fn step(&mut self, entry: &mut JournalEntry, undone: bool) -> Outcome<bool> {
        let mut statement = self.at.db.prepare_cached(
            "SELECT tbl, row_key, image FROM change_row WHERE change_id = ?1 ORDER BY seq LIMIT ?2",
        )?;
        let rows = statement
            .query_map((entry.id, ROWS + 1), |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?
            .collect::<rusqlite::Result<Vec<(String, Vec<u8>, Option<Vec<u8>>)>>>()?;
        if rows.len() as i64 > ROWS {
            return Ok(false);
        }
        let mut changed: Vec<(Spot, Value)> = Vec::new();
        for (name, key, image) in rows {
            let Some(table) = Table::ALL.into_iter().find(|t| t.name() == name) else { continue };
            match image.as_deref().map(Image::decode) {
                Some(Ok(Image::Part(columns))) => {
                    changed.extend(columns.into_iter().map(|(c, v)| ((table, key.clone(), c), v)));
                }
                // A record made or deleted has no fields to compare; a run of them is many records.
                None | Some(Ok(Image::Row(_))) => {}
                Some(_) => return Ok(false),
            }
        }
        let one_record = changed.windows(2).all(|w| (w[0].0.0, &w[0].0.1) == (w[1].0.0, &w[1].0.1));
        for ((table, key, column), image) in changed {
            let spot = (table.name(), key, column);
            let other = match self.known.get(&spot) {
                Some(value) => Some(value.clone()),
                None => self.present(table, &spot.1, &spot.2)?,
            };
            if let (true, Some(other), Some(field)) = (one_record, other, field(table, &spot.2)) {
                let (before, after) = if undone { (&other, &image) } else { (&image, &other) };
                let (before, after) = (self.text(&spot.2, before), self.text(&spot.2, after));
                if before != after {
                    entry.fields.push((field, before, after));
                }
            }
            self.known.insert(spot, image);
        }
        Ok(true)
    }

    /// The present value; `None` where the record is gone.
    fn present(&self, table: Table, key: &[u8], column: &str) -> Outcome<Option<Value>> {
        let Ok(RowKey::One(key)) = RowKey::decode(key) else { return Ok(None) };
        if !column.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') {
            return Ok(None);
        }
        let same: Vec<String> =
            table.key().iter().enumerate().map(|(i, k)| format!("{k} = ?{}", i + 1)).collect();
        let sql = format!("SELECT \"{column}\" FROM {} WHERE {}", table.name(), same.join(" AND "));
        let mut statement = self.at.db.prepare_cached(&sql)?;
        Ok(statement.query_row(rusqlite::params_from_iter(key), |r| r.get(0)).optional()?)
    }

    /// A value as the command line writes it: days as `YYYY-MM-DD`, amounts plain, codes by their names.
    fn text(&self, column: &str, value: &Value) -> String {
        let number = match value {
            Value::Integer(number) => *number,
            Value::Text(text) => return text.clone(),
            Value::Real(number) => return number.to_string(),
            Value::Null | Value::Blob(_) => return String::new(),
        };
        let named =
            |names: &[&str]| names.get(number as usize).map_or(number.to_string(), |n| (*n).to_owned());
        match column {
            "day" | "since" | "do_not_call" | "seasonal" | "next_day" | "reversed_on" | "verified_on"
            | "back_on" | "definitive_on" | "dormant_on" | "review_on" => Day(number as i32).to_string(),
            "amount" | "cost" => Money(number).plain(self.decimals),
            "next_minute" => format!("{:02}:{:02}", number / 60, number % 60),
            "archived" => named(&["false", "true"]),
            "status" => named(&["valid", "credit", "void"]),
            other if other.starts_with("consent_") => named(&["unknown", "yes", "no"]),
            _ => number.to_string(),
        }
    }
}

/// Key of a field, `customer.phone` as in imports; `None` for what nobody writes.
fn field(table: Table, column: &str) -> Option<String> {
    let column = match column {
        "name_key" | "folded" | "voided_from" | "import_id" => return None,
        "origin" => "source",
        other => other,
    };
    Some(format!("{}.{column}", table.name()))
}
