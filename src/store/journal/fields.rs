//! What a change did to one customer's record, field by field, read out of the images.

use std::collections::HashMap;

use rusqlite::Connection;

use super::image::{Image, RowKey, Value};
use super::rows::{Table, read_row};
use crate::domain::Day;
use crate::domain::people::CustomerId;
use crate::store::error::StoreError;

/// Field key (the column), value before, value after; empty text where there was none.
pub(in crate::store) type FieldChange = (String, String, String);

/// Columns that hold days.
const DAYS: [&str; 11] = [
    "since",
    "do_not_call",
    "seasonal",
    "next_day",
    "verified_on",
    "back_on",
    "definitive_on",
    "birth_day",
    "income_on",
    "wallet_on",
    "robinson",
];

/// Columns that are the store's own business.
const OWN: [&str; 3] = ["name_key", "import_id", "source_id"];

/// For each change of a customer, the fields of their record and of their win-back case that it changed, in the order
/// of the columns. An image holds the other side of a change: the values before one that stands, those after one
/// taken back; what lies on this side follows from the present row, change by change.
pub(in crate::store) fn fields_of(
    connection: &Connection,
    customer: CustomerId,
) -> Result<HashMap<i64, Vec<FieldChange>>, StoreError> {
    let mut found: HashMap<i64, Vec<FieldChange>> = HashMap::new();
    let key = vec![Value::Integer(customer)];
    let row_key = RowKey::One(key.clone()).encode();
    for table in [Table::Customer, Table::Winback] {
        let Some(row) = read_row(connection, table, &key)? else { continue };
        let present: HashMap<String, Value> = row.into_iter().collect();
        for (undone, order) in [(false, "DESC"), (true, "ASC")] {
            let mut near = present.clone();
            let mut select = connection.prepare_cached(&format!(
                "SELECT c.id, r.image FROM change_customer cc JOIN change c ON c.id = cc.change_id
                 JOIN change_row r ON r.change_id = c.id AND r.tbl = ?2 AND r.row_key = ?3
                 WHERE cc.customer_id = ?1 AND c.undone = ?4 AND r.image IS NOT NULL
                 ORDER BY c.id {order}, r.seq {order}"
            ))?;
            let mut rows = select.query((customer, table.name(), &row_key, undone))?;
            while let Some(row) = rows.next()? {
                let Image::Part(columns) = Image::decode(&row.get::<_, Vec<u8>>(1)?)? else { continue };
                for (column, far) in columns {
                    let there = say(&column, &far);
                    let here = near.insert(column.clone(), far).map_or(String::new(), |v| say(&column, &v));
                    if !OWN.contains(&column.as_str()) {
                        let (before, after) = if undone { (here, there) } else { (there, here) };
                        found.entry(row.get(0)?).or_default().push((column, before, after));
                    }
                }
            }
        }
    }
    Ok(found)
}

fn say(column: &str, value: &Value) -> String {
    match value {
        Value::Null | Value::Blob(_) => String::new(),
        Value::Integer(n) if DAYS.contains(&column) => Day(*n as i32).to_string(),
        Value::Integer(n) if column == "next_minute" => format!("{:02}:{:02}", n / 60, n % 60),
        Value::Integer(n) => n.to_string(),
        Value::Real(x) => x.to_string(),
        Value::Text(text) => text.clone(),
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDateTime;

    use super::*;
    use crate::domain::change::{Change, Stamp};
    use crate::domain::people::CustomerDraft;
    use crate::store::db::{Db, NewSettings};

    #[test]
    fn each_change_tells_the_field_before_and_after() {
        let folder = tempfile::tempdir().unwrap();
        let mut db = Db::create(&folder.path().join("a.db"), &NewSettings::default()).unwrap();
        let stamp = Stamp { now: NaiveDateTime::default(), author: String::new() };
        let phone =
            |phone: &str| CustomerDraft { name: "Ana".into(), phone: phone.into(), ..Default::default() };
        let edit = |p: &str| Change::EditCustomer { id: 1, draft: phone(p), labels: vec![] };
        db.apply(
            &Change::AddCustomer { draft: phone("1"), labels: vec![], next: None, note: String::new() },
            &stamp,
        )
        .unwrap();
        for p in ["2", "3", "4"] {
            db.apply(&edit(p), &stamp).unwrap();
        }
        db.apply(&Change::Seasonal { customer: 1, since: Some(Day(20_000)) }, &stamp).unwrap();
        let told = |db: &Db| {
            let mut all: Vec<_> = fields_of(db.connection(), 1).unwrap().into_iter().collect();
            all.sort();
            let one = |(id, fields): (i64, Vec<FieldChange>)| {
                let [(field, before, after)] = &fields[..] else { panic!("{fields:?}") };
                format!("{id} {field} {before}>{after}")
            };
            all.into_iter().map(one).collect::<Vec<_>>()
        };
        let expected = ["2 phone 1>2", "3 phone 2>3", "4 phone 3>4", "5 seasonal >2024-10-04"];
        assert_eq!(told(&db), expected);
        for _ in 0..3 {
            db.undo(&stamp).unwrap();
        }
        assert_eq!(told(&db), expected, "also when taken back");
    }
}
