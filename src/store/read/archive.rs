//! What was recorded about one customer: documents with their lines, contacts, notes.

use chrono::NaiveDateTime;
use rusqlite::types::{Type, ValueRef};
use rusqlite::{OptionalExtension, Row};
use rust_decimal::Decimal;

use super::{At, Outcome};
use crate::domain::people::{Channel, Contact, ContactDraft, CustomerId, Direction, Outcome as Result};
use crate::domain::trade::purchase::Status;
use crate::domain::trade::{Line, Purchase, PurchaseId};
use crate::domain::work::calls::Refusal;
use crate::domain::{Day, Money};
use crate::store::ask::Note;

const PURCHASE_COLUMNS: &str = "p.id, p.customer_id, p.number, s.name, p.day, p.amount, p.status, p.reversed_on, \
     p.reverses, p.channel, p.seller, p.note, (SELECT count(*) FROM line l WHERE l.purchase_id = p.id), p.occasion";

pub(super) const CONTACTS: &str = "SELECT id, customer_id, at, channel, direction, outcome, note, author, reason \
     FROM contact \
     WHERE customer_id = ?1 AND at < ?2 ORDER BY at DESC, id DESC LIMIT ?3";

pub(super) const NOTES: &str =
    "SELECT id, at, author, text FROM note WHERE customer_id = ?1 AND at < ?2 ORDER BY at DESC, id DESC";

const SUMMARY: &str = "SELECT pr.name FROM line l JOIN product pr ON pr.id = l.product_id \
     WHERE l.purchase_id = ?1 AND pr.name <> '' ORDER BY l.n LIMIT 3";

pub(super) fn purchases_sql() -> String {
    format!(
        "SELECT {PURCHASE_COLUMNS} FROM purchase p JOIN source s ON s.id = p.source_id \
         WHERE p.customer_id = ?1 AND p.day <= ?2 ORDER BY p.day DESC, p.id DESC LIMIT ?3"
    )
}

/// Documents of a customer up to the as-of day, newest first.
pub(super) fn purchases(at: &At<'_>, id: CustomerId, limit: Option<u32>) -> Outcome<Vec<Purchase>> {
    let mut statement = at.db.prepare_cached(&purchases_sql())?;
    let limit = limit.map_or(-1, i64::from);
    let mut found =
        statement.query_map((id, at.day().0, limit), purchase)?.collect::<rusqlite::Result<Vec<_>>>()?;
    for purchase in &mut found {
        purchase.summary = summary(at, purchase.id)?;
    }
    Ok(found)
}

fn purchase(row: &Row<'_>) -> rusqlite::Result<Purchase> {
    Ok(Purchase {
        id: row.get(0)?,
        customer: row.get(1)?,
        number: row.get(2)?,
        source: row.get(3)?,
        day: Day(row.get(4)?),
        amount: Money(row.get(5)?),
        status: match row.get::<_, u8>(6)? {
            0 => Status::Valid,
            1 => Status::Credit,
            _ => Status::Void,
        },
        reversed_on: row.get::<_, Option<i32>>(7)?.map(Day),
        reverses: row.get(8)?,
        channel: row.get(9)?,
        seller: row.get(10)?,
        note: row.get(11)?,
        line_count: row.get(12)?,
        occasion: row.get(13)?,
        summary: String::new(),
    })
}

fn summary(at: &At<'_>, id: PurchaseId) -> Outcome<String> {
    let mut statement = at.db.prepare_cached(SUMMARY)?;
    let names = statement.query_map([id], |r| r.get(0))?.collect::<rusqlite::Result<Vec<String>>>()?;
    Ok(names.join(", "))
}

/// One document and its lines; also where it is dated after the as-of day, for it was asked for by its id.
pub(super) fn document(at: &At<'_>, id: PurchaseId) -> Outcome<Option<(Purchase, Vec<Line>)>> {
    let sql = format!(
        "SELECT {PURCHASE_COLUMNS} FROM purchase p JOIN source s ON s.id = p.source_id WHERE p.id = ?1"
    );
    let Some(mut found) = at.db.prepare_cached(&sql)?.query_row([id], purchase).optional()? else {
        return Ok(None);
    };
    found.summary = summary(at, id)?;
    let mut statement = at.db.prepare_cached(
        "SELECT pr.code, pr.name, pr.category, l.quantity, l.unit_price, l.discount, l.amount, l.cost \
         FROM line l JOIN product pr ON pr.id = l.product_id WHERE l.purchase_id = ?1 ORDER BY l.n",
    )?;
    let lines = statement
        .query_map([id], |r| {
            // Where the source has no code the name stands in its place, so that products stay apart.
            let (code, product): (String, String) = (r.get(0)?, r.get(1)?);
            Ok(Line {
                code: if code == product { String::new() } else { code },
                product,
                category: r.get(2)?,
                quantity: decimal(r, 3)?,
                unit_price: decimal(r, 4)?,
                discount: decimal(r, 5)?,
                amount: Money(r.get(6)?),
                cost: r.get::<_, Option<i64>>(7)?.map(Money),
            })
        })?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(Some((found, lines)))
}

/// A decimal: a whole number, or text where it has decimals.
pub(super) fn decimal(row: &Row<'_>, column: usize) -> rusqlite::Result<Decimal> {
    let value = row.get_ref(column)?;
    let read = match value {
        ValueRef::Integer(whole) => Some(Decimal::from(whole)),
        ValueRef::Text(text) => std::str::from_utf8(text).ok().and_then(|t| t.parse().ok()),
        _ => None,
    };
    read.ok_or_else(|| rusqlite::Error::InvalidColumnType(column, "decimal".into(), value.data_type()))
}

/// Contacts held up to the as-of day, newest first.
pub(super) fn contacts(at: &At<'_>, id: CustomerId, limit: Option<u32>) -> Outcome<Vec<Contact>> {
    let mut statement = at.db.prepare_cached(CONTACTS)?;
    let before = at.day().plus(1).to_string();
    let found = statement
        .query_map((id, before, limit.map_or(-1, i64::from)), contact)?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(found)
}

fn contact(row: &Row<'_>) -> rusqlite::Result<Contact> {
    Ok(Contact {
        id: row.get(0)?,
        draft: ContactDraft {
            customer: row.get(1)?,
            at: moment(row, 2)?,
            channel: code(row, 3, Channel::from_code)?,
            direction: code(row, 4, Direction::from_code)?,
            outcome: code(row, 5, Result::from_code)?,
            note: row.get(6)?,
            author: row.get(7)?,
            reason: Refusal::from_key(row.get_ref(8)?.as_str()?),
            next: None,
        },
    })
}

fn code<T>(row: &Row<'_>, column: usize, read: fn(&str) -> Option<T>) -> rusqlite::Result<T> {
    let text = row.get_ref(column)?.as_str()?;
    read(text).ok_or_else(|| rusqlite::Error::InvalidColumnType(column, text.to_owned(), Type::Text))
}

/// Local time as written in the file.
pub(super) fn moment(row: &Row<'_>, column: usize) -> rusqlite::Result<NaiveDateTime> {
    let text = row.get_ref(column)?.as_str()?;
    text.parse().map_err(|_| rusqlite::Error::InvalidColumnType(column, text.to_owned(), Type::Text))
}

/// Notes written up to the as-of day, newest first.
pub(super) fn notes(at: &At<'_>, id: CustomerId) -> Outcome<Vec<Note>> {
    let mut statement = at.db.prepare_cached(NOTES)?;
    let before = at.day().plus(1).to_string();
    let found = statement
        .query_map((id, before), |r| {
            Ok(Note { id: r.get(0)?, at: moment(r, 1)?, author: r.get(2)?, text: r.get(3)? })
        })?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(found)
}
