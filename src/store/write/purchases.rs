//! Purchases typed or corrected by a person: documents, their lines, and the products those name.

use rusqlite::OptionalExtension;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::erase::is_erased;
use super::{GENERIC, GENERIC_NAME, day, free_code, int, name_of, settings, text};
use crate::domain::base::names::tidy;
use crate::domain::lifecycle::{Entry, Facts, LifecycleRules, Stage};
use crate::domain::people::CustomerId;
use crate::domain::people::custom::several;
use crate::domain::trade::{Line, PurchaseDraft, PurchaseId, Status};
use crate::domain::{Day, Money};
use crate::store::ask::ChangeWords;
use crate::store::error::{StoreError, refused, words};
use crate::store::journal::{Table, Tx, Value};
use crate::store::origin;

/// A document dated later than this many days from today is a slip of the finger.
const FAR_FUTURE: i32 = 366;

pub(super) fn add(tx: &mut Tx<'_>, draft: &PurchaseDraft) -> Result<ChangeWords, StoreError> {
    let amount = checked_amount(tx, draft)?;
    let (number, uid) = match tidy(&draft.number) {
        number if number.is_empty() => (free_code(tx, "purchase", "number", "V-")?, tx.new_uid()?),
        number => {
            refuse_taken(tx, GENERIC, &number, 0)?;
            let uid = origin::of_new(tx, Table::Purchase, GENERIC_NAME, &number)?;
            (number, uid)
        }
    };
    let before = match draft.customer {
        Some(customer) => Some((customer, history(tx, customer)?)),
        None => None,
    };
    let status = draft.status();
    let mut columns = columns(tx, draft, amount)?;
    columns.extend([
        ("source_id", int(GENERIC)),
        ("number", text(number.as_str())),
        ("status", int(code(status))),
        ("uid", text(uid)),
    ]);
    let id = tx.insert(Table::Purchase, &columns)?;
    tx.created.push(id);
    for (n, line) in draft.lines.iter().enumerate() {
        insert_line(tx, id, GENERIC, n as i64 + 1, line)?;
    }
    if let Some((customer, history)) = before {
        let entry = Entry { day: draft.day, amount, valid: status == Status::Valid, reversed_on: None };
        if brings_back(&history, entry, seasonal_of(tx, customer)?, &settings::rules(tx.connection())?) {
            tx.recovered.push(customer);
        }
    }
    said(tx, "change-add-purchase", draft.customer, &number, amount)
}

pub(super) fn edit(
    tx: &mut Tx<'_>,
    id: PurchaseId,
    draft: &PurchaseDraft,
) -> Result<ChangeWords, StoreError> {
    let stored = stored(tx, id)?;
    let amount = checked_amount(tx, draft)?;
    let mut columns = columns(tx, draft, amount)?;
    let number = match tidy(&draft.number) {
        number if number.is_empty() => stored.number.clone(),
        number => {
            refuse_taken(tx, stored.source, &number, id)?;
            number
        }
    };
    columns.extend(origin::kept(tx.connection(), Table::Purchase, id, &number)?);
    columns.push(("number", text(number.as_str())));
    let lines_changed = write_lines(tx, id, stored.source, &draft.lines)?;
    // Its source may know better than the lines what a document counts as, so only other figures decide it anew.
    if lines_changed || amount != stored.amount {
        let counts = code(draft.status());
        let column = if stored.status == VOID { "voided_from" } else { "status" };
        columns.push((column, int(counts)));
    }
    tx.update(Table::Purchase, &[int(id)], &columns)?;
    for customer in [stored.customer, draft.customer].into_iter().flatten() {
        tx.touch(customer);
    }
    settle(tx, stored.customer, stored.source, &stored.reverses)?;
    settle(tx, draft.customer, stored.source, &stored.reverses)?;
    said(tx, "change-edit-purchase", draft.customer, &number, amount)
}

pub(super) fn void(tx: &mut Tx<'_>, id: PurchaseId, void: bool) -> Result<ChangeWords, StoreError> {
    let stored = stored(tx, id)?;
    let number = [("number", stored.number.clone())];
    let columns = match (void, stored.status == VOID, stored.voided_from) {
        (true, true, _) => return Err(refused("error-already-void", number)),
        (false, false, _) => return Err(refused("error-not-void", number)),
        // Voided by its source: only the source can say what it would count as.
        (false, true, None) => return Err(refused("error-voided-by-source", number)),
        (true, false, _) => [("status", int(VOID)), ("voided_from", int(stored.status))],
        (false, true, Some(from)) => [("status", int(from)), ("voided_from", Value::Null)],
    };
    tx.update(Table::Purchase, &[int(id)], &columns)?;
    settle(tx, stored.customer, stored.source, &stored.reverses)?;
    let key = if void { "change-void-purchase" } else { "change-unvoid-purchase" };
    said(tx, key, stored.customer, &stored.number, stored.amount)
}

/// Whether a purchase brings a lost customer back: lost at the end of its day without it, not lost with it.
fn brings_back(history: &[Entry], entry: Entry, seasonal: Option<Day>, rules: &LifecycleRules) -> bool {
    let mut with = history.to_vec();
    with.insert(history.partition_point(|e| e.day <= entry.day), entry);
    let stage = |entries: &[Entry]| Facts::at(entries, entry.day, seasonal, rules).stage;
    stage(history) == Stage::Lost && stage(&with) != Stage::Lost
}

/// Documents of a customer that are not void, by day.
fn history(tx: &Tx<'_>, customer: CustomerId) -> Result<Vec<Entry>, StoreError> {
    let read = |r: &rusqlite::Row<'_>| {
        Ok(Entry {
            day: Day(r.get(0)?),
            amount: Money(r.get(1)?),
            valid: r.get::<_, i64>(2)? == 0,
            reversed_on: r.get::<_, Option<i32>>(3)?.map(Day),
        })
    };
    let entries = tx
        .connection()
        .prepare_cached(
            "SELECT day, amount, status, reversed_on FROM purchase WHERE customer_id = ?1 AND status <> 2 ORDER BY day",
        )?
        .query_map([customer], read)?
        .collect::<Result<_, _>>()?;
    Ok(entries)
}

fn seasonal_of(tx: &Tx<'_>, customer: CustomerId) -> Result<Option<Day>, StoreError> {
    let since: Option<i32> =
        tx.connection().query_row("SELECT seasonal FROM customer WHERE id = ?1", [customer], |r| r.get(0))?;
    Ok(since.map(Day))
}

const VOID: i64 = 2;

const fn code(status: Status) -> i64 {
    match status {
        Status::Valid => 0,
        Status::Credit => 1,
        Status::Void => VOID,
    }
}

struct Stored {
    customer: Option<CustomerId>,
    source: i64,
    number: String,
    amount: Money,
    status: i64,
    voided_from: Option<i64>,
    reverses: String,
}

fn stored(tx: &Tx<'_>, id: PurchaseId) -> Result<Stored, StoreError> {
    tx.connection()
        .prepare_cached(
            "SELECT customer_id, source_id, number, amount, status, voided_from, reverses FROM purchase WHERE id = ?1",
        )?
        .query_row([id], |r| {
            Ok(Stored {
                customer: r.get(0)?,
                source: r.get(1)?,
                number: r.get(2)?,
                amount: Money(r.get(3)?),
                status: r.get(4)?,
                voided_from: r.get(5)?,
                reverses: r.get(6)?,
            })
        })
        .optional()?
        .ok_or_else(|| refused("error-unknown-purchase", [("id", id.to_string())]))
}

/// Sets on the document with this number the day on which a credit note took it back in full: the first one that
/// stands and is as large as the document. Both are of one customer.
fn settle(
    tx: &mut Tx<'_>,
    customer: Option<CustomerId>,
    source: i64,
    number: &str,
) -> Result<(), StoreError> {
    if number.is_empty() {
        return Ok(());
    }
    let document: Option<(PurchaseId, i64)> = tx
        .connection()
        .query_row(
            "SELECT id, amount FROM purchase WHERE source_id = ?1 AND number = ?2 AND customer_id IS ?3",
            (source, number, customer),
            |r| Ok((r.get(0)?, r.get(1)?)),
        )
        .optional()?;
    let Some((id, amount)) = document else { return Ok(()) };
    let reversed_on: Option<i64> = tx.connection().query_row(
        "SELECT min(day) FROM purchase
         WHERE customer_id IS ?1 AND source_id = ?2 AND reverses = ?3 AND reverses <> '' AND status = 1
           AND -amount >= ?4",
        (customer, source, number, amount),
        |r| r.get(0),
    )?;
    tx.update(Table::Purchase, &[int(id)], &[("reversed_on", reversed_on.map_or(Value::Null, int))])?;
    Ok(())
}

fn said(
    tx: &Tx<'_>,
    key: &str,
    customer: Option<CustomerId>,
    number: &str,
    amount: Money,
) -> Result<ChangeWords, StoreError> {
    let currency = settings::currency(tx.connection())?;
    let args = [
        ("number", number.to_owned()),
        ("amount", amount.plain(currency.decimals)),
        ("currency", currency.symbol),
    ];
    Ok(match customer {
        Some(customer) => {
            let mut what = words(key, args);
            what.args.push(("name".into(), name_of(tx, customer)?));
            what
        }
        None => words(&format!("{key}-anonymous"), args),
    })
}

/// The document's amount: the sum of its lines where it has lines.
fn checked_amount(tx: &Tx<'_>, draft: &PurchaseDraft) -> Result<Money, StoreError> {
    if let Some(customer) = draft.customer {
        name_of(tx, customer)?;
    }
    if draft.day > tx.stamp().today().plus(FAR_FUTURE) {
        return Err(refused("error-purchase-future", [("day", draft.day.to_string())]));
    }
    if draft.lines.is_empty() {
        return Ok(draft.amount);
    }
    draft
        .lines
        .iter()
        .try_fold(0_i64, |sum, line| sum.checked_add(line.amount.0))
        .map(Money)
        .ok_or_else(|| refused("error-amount-too-large", []))
}

fn columns(
    tx: &Tx<'_>,
    draft: &PurchaseDraft,
    amount: Money,
) -> Result<Vec<(&'static str, Value)>, StoreError> {
    // Of somebody whose data were erased only figures are written.
    let erased = draft.customer.map_or(Ok(false), |customer| is_erased(tx.connection(), customer))?;
    let note = if erased { "" } else { &draft.note };
    Ok(vec![
        ("customer_id", draft.customer.map_or(Value::Null, int)),
        ("day", day(Some(draft.day))),
        ("amount", int(amount.0)),
        ("channel", text(tidy(&draft.channel))),
        ("seller", text(tidy(&draft.seller))),
        ("note", text(tidy(note))),
        ("occasion", text(several(&draft.occasion).join(", "))),
    ])
}

fn refuse_taken(tx: &Tx<'_>, source: i64, number: &str, but: PurchaseId) -> Result<(), StoreError> {
    let taken = tx
        .connection()
        .prepare_cached("SELECT 1 FROM purchase WHERE source_id = ?1 AND number = ?2 AND id <> ?3")?
        .exists((source, number, but))?;
    if taken { Err(refused("error-number-taken", [("number", number.to_owned())])) } else { Ok(()) }
}

/// Makes the lines of a document these; whether any of them changed.
pub(in crate::store) fn write_lines(
    tx: &mut Tx<'_>,
    id: PurchaseId,
    source: i64,
    lines: &[Line],
) -> Result<bool, StoreError> {
    let present: i64 =
        tx.connection().query_row("SELECT count(*) FROM line WHERE purchase_id = ?1", [id], |r| r.get(0))?;
    let numbers: Vec<i64> = tx
        .connection()
        .prepare("SELECT n FROM line WHERE purchase_id = ?1 ORDER BY n")?
        .query_map([id], |r| r.get(0))?
        .collect::<Result<_, _>>()?;
    let mut changed = present != lines.len() as i64;
    for (line, &n) in lines.iter().zip(&numbers) {
        let columns = line_columns(tx, source, line)?;
        changed |= tx.update(Table::Line, &[int(id), int(n)], &columns)?;
    }
    for &n in numbers.iter().skip(lines.len()) {
        tx.delete(Table::Line, &[int(id), int(n)])?;
    }
    let last = numbers.last().copied().unwrap_or(0);
    for (i, line) in lines.iter().enumerate().skip(numbers.len()) {
        insert_line(tx, id, source, last + (i - numbers.len()) as i64 + 1, line)?;
    }
    Ok(changed)
}

pub(in crate::store) fn insert_line(
    tx: &mut Tx<'_>,
    id: PurchaseId,
    source: i64,
    n: i64,
    line: &Line,
) -> Result<(), StoreError> {
    let mut columns = line_columns(tx, source, line)?;
    columns.extend([("purchase_id", int(id)), ("n", int(n))]);
    tx.insert(Table::Line, &columns)?;
    Ok(())
}

fn line_columns(tx: &mut Tx<'_>, source: i64, line: &Line) -> Result<Vec<(&'static str, Value)>, StoreError> {
    let product = product(tx, source, line)?;
    Ok(vec![
        ("product_id", int(product)),
        ("quantity", decimal(line.quantity)),
        ("unit_price", decimal(line.unit_price)),
        ("discount", decimal(line.discount)),
        ("amount", int(line.amount.0)),
        ("cost", line.cost.map_or(Value::Null, |m| int(m.0))),
    ])
}

/// The product a line names, made where there is none: by its code, or by its name where it has no code. A product
/// keeps the name and category it has.
fn product(tx: &mut Tx<'_>, source: i64, line: &Line) -> Result<i64, StoreError> {
    let (code, name) = (tidy(&line.code), tidy(&line.product));
    if code.is_empty() && name.is_empty() {
        return Err(refused("error-line-product", []));
    }
    let sql = if code.is_empty() {
        "SELECT id FROM product WHERE source_id = ?1 AND name = ?2 ORDER BY id LIMIT 1"
    } else {
        "SELECT id FROM product WHERE source_id = ?1 AND code = ?2"
    };
    let wanted = if code.is_empty() { &name } else { &code };
    let found: Option<i64> =
        tx.connection().prepare_cached(sql)?.query_row((source, wanted), |r| r.get(0)).optional()?;
    if let Some(id) = found {
        return Ok(id);
    }
    let columns = [
        ("source_id", int(source)),
        ("code", text(wanted.as_str())),
        ("name", text(if name.is_empty() { code.as_str() } else { name.as_str() })),
        ("category", text(tidy(&line.category))),
    ];
    tx.insert(Table::Product, &columns)
}

/// A decimal as the file keeps it: an integer where it is whole, else its plain text.
pub(super) fn decimal(value: Decimal) -> Value {
    let value = value.normalize();
    match value.to_i64() {
        Some(whole) if value.is_integer() => Value::Integer(whole),
        _ => Value::Text(value.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use crate::domain::change::{Change, Stamp};
    use crate::store::db::{Db, NewSettings};

    #[test]
    fn a_voided_credit_note_gives_its_invoice_back() {
        let folder = tempfile::tempdir().unwrap();
        let mut db = Db::create(&folder.path().join("a.db"), &NewSettings::default()).unwrap();
        db.connection()
            .execute_batch(
                "INSERT INTO customer (id, source_id, code, name, name_key) VALUES (1, 1, 'K', 'Ana', x'');
                 INSERT INTO purchase (id, customer_id, source_id, number, day, amount, status, reversed_on, reverses)
                 VALUES (1, 1, 1, 'F1', 20000, 500, 0, 20005, ''), (2, 1, 1, 'C1', 20005, -500, 1, NULL, 'F1'),
                        (3, 1, 1, 'C2', 20009, -500, 1, NULL, 'F1'), (4, 1, 1, 'C3', 20001, -100, 1, NULL, 'F1');",
            )
            .unwrap();
        let now = NaiveDate::from_ymd_opt(2026, 11, 20).and_then(|d| d.and_hms_opt(9, 0, 0)).unwrap();
        let stamp = Stamp { now, author: String::new() };
        let mut void = |id, void| {
            db.apply(&Change::VoidPurchase { id, void }, &stamp).unwrap();
            let facts = "SELECT p.reversed_on, f.orders, f.revenue FROM purchase p, fact f WHERE p.id = 1";
            db.connection()
                .query_row(facts, [], |r| {
                    Ok((r.get::<_, Option<i64>>(0)?, r.get::<_, i64>(1)?, r.get::<_, i64>(2)?))
                })
                .unwrap()
        };
        assert_eq!(void(2, true), (Some(20009), 0, -100), "the next one in full takes its place");
        assert_eq!(void(3, true), (None, 1, 400), "one in part takes nothing back");
        assert_eq!(void(2, false), (Some(20005), 0, -100));
    }
}
