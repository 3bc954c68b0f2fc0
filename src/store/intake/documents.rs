//! Documents of a file and their lines: new, the same or replaced, and credit notes that take an invoice back.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Statement, params};
use rust_decimal::Decimal;

use super::batch::{Batch, Twice};
use super::home::Coded;
use super::{Book, FirstIds, IntakeReport};
use crate::domain::base::Day;
use crate::domain::intake::{DocumentRecord, YEAR_APART};
use crate::domain::people::CustomerId;
use crate::domain::trade::{Line, PurchaseId, Status};
use crate::store::facts;

/// Columns of a new purchase that differ from row to row.
const COLUMNS: [&str; 10] =
    ["id", "customer_id", "number", "day", "amount", "status", "reverses", "channel", "seller", "note"];

/// Those of them that hold text, mostly none.
const WORDS: [&str; 4] = ["reverses", "channel", "seller", "note"];

/// Columns of a new line.
const LINE_COLUMNS: [&str; 8] =
    ["purchase_id", "n", "product_id", "quantity", "unit_price", "discount", "amount", "cost"];

/// Writes documents.
pub(super) struct Documents<'c> {
    /// The source had documents before: a number may be known.
    known: bool,
    /// Some of those name an invoice they reverse.
    reversing: bool,
    next: PurchaseId,
    next_product: i64,
    insert: Batch<'c>,
    insert_line: Batch<'c>,
    find: Statement<'c>,
    /// By source and code; those of a source are read when its first line comes.
    products: HashMap<i64, HashMap<String, Product>>,
    /// Numbers given in this file to documents whose number others may have, with their year.
    repeated: HashMap<String, i32>,
    /// Numbers of invoices that a credit note of this file names, and of documents that one may have named before.
    disputed: HashSet<String>,
}

#[derive(Clone, Copy)]
struct Product {
    id: i64,
    named: bool,
    filed: bool,
}

/// Of what day a document is and whose.
type Owner = (i32, Option<CustomerId>);

/// An invoice: whose, since when it counts as taken back, and since when it should.
type Reversed = (PurchaseId, Option<CustomerId>, Option<i32>, Option<i32>);

/// A document as stored, as far as a file can change it.
#[derive(PartialEq)]
struct Stored {
    customer: Option<CustomerId>,
    day: i32,
    amount: i64,
    status: i64,
    reverses: String,
    channel: String,
    seller: String,
    note: String,
}

/// A line as stored.
#[derive(PartialEq)]
struct StoredLine {
    product: i64,
    quantity: Value,
    unit_price: Value,
    discount: Value,
    amount: i64,
    cost: Option<i64>,
}

/// Whether two documents of one number are two: half a year lies between them, or the day is another one and the customer not
/// known to be the same.
fn is_another((day, customer): Owner, (other_day, other): Owner) -> bool {
    let apart = (day - other_day).abs();
    apart >= YEAR_APART || apart > 0 && (customer.is_none() || customer != other)
}

fn status_number(status: Status) -> i64 {
    match status {
        Status::Valid => 0,
        Status::Credit => 1,
        Status::Void => 2,
    }
}

/// A decimal as stored: an integer where whole, else its shortest text.
fn exact(value: Decimal) -> Value {
    if value.scale() == 0
        && let Ok(whole) = i64::try_from(value.mantissa())
    {
        return Value::Integer(whole);
    }
    let value = value.normalize();
    match i64::try_from(value.mantissa()) {
        Ok(whole) if value.scale() == 0 => Value::Integer(whole),
        _ => Value::Text(value.to_string()),
    }
}

impl<'c> Documents<'c> {
    pub fn new(
        connection: &'c Connection,
        known: bool,
        first: &FirstIds,
        fixed: &[(&str, i64)],
    ) -> rusqlite::Result<Self> {
        let reversing = known
            && connection.query_row(
                "SELECT EXISTS (SELECT 1 FROM purchase WHERE reverses <> '')",
                [],
                |r| r.get(0),
            )?;
        Ok(Self {
            known,
            reversing,
            next: first.purchase,
            next_product: first.product,
            insert: Batch::new(connection, "purchase", &COLUMNS, &WORDS, fixed, Twice::Refused)?,
            insert_line: Batch::new(connection, "line", &LINE_COLUMNS, &[], &[], Twice::Refused)?,
            find: connection.prepare(
                "SELECT id, day, customer_id, channel, amount FROM purchase WHERE source_id = ?1 AND number = ?2",
            )?,
            products: HashMap::new(),
            repeated: HashMap::new(),
            disputed: HashSet::new(),
        })
    }

    /// Takes in a document of this customer.
    pub fn take(
        &mut self,
        book: &mut Book<'c>,
        report: &mut IntakeReport,
        customer: Option<CustomerId>,
        record: &DocumentRecord,
    ) -> rusqlite::Result<()> {
        report.lines += record.lines.len() as u64;
        if record.status != Status::Void {
            report.total += record.amount;
        }
        if customer.is_none() {
            report.anonymous_lines += u64::from(record.rows);
            if record.status != Status::Void {
                report.anonymous_amount += record.amount;
            }
        }
        let (other_number, met) = self.place(book, customer, record)?;
        let renamed = other_number.map(|number| DocumentRecord { number, ..record.clone() });
        let record = renamed.as_ref().unwrap_or(record);
        if let Some(id) = met {
            if self.update(book, id, customer, record)? {
                report.purchases.updated += 1;
                book.changed = true;
            } else {
                report.purchases.unchanged += 1;
            }
        } else {
            self.add(book, customer, record)?;
            if record.status == Status::Valid {
                report.purchases.new += 1;
            } else {
                report.purchases.cancelled += 1;
            }
            book.changed = true;
        }
        Ok(())
    }

    /// Which document it is: its number, where that has to be another one than the file says, and its id where it is
    /// known. A number that begins anew (each year, each day, in each till) is of another document: the year is put behind
    /// it, or the day.
    fn place(
        &mut self,
        book: &Book<'c>,
        customer: Option<CustomerId>,
        record: &DocumentRecord,
    ) -> rusqlite::Result<(Option<String>, Option<PurchaseId>)> {
        if !self.known && !record.repeated && self.repeated.is_empty() {
            return Ok((None, None));
        }
        let owner = (record.day.0, customer);
        let (source, base) = book.home(Coded::Document, &record.number)?;
        let mut number = base.clone().into_owned();
        let mut first_year = None;
        for attempt in 0_u32.. {
            let (year, month, day) = record.day.ymd();
            number = match attempt {
                0 => number,
                1 => format!("{base} ({year:04})"),
                2 => format!("{base} ({year:04}-{month:02}-{day:02})"),
                n => format!("{base} ({year:04}-{month:02}-{day:02}, {})", n - 1),
            };
            if let Some(year) = self.repeated.get(&number) {
                first_year = first_year.or(Some(*year));
                continue;
            }
            let read = |r: &rusqlite::Row<'_>| {
                let channel = r.get_ref(3)?.as_str()?;
                let before = (r.get(1)?, r.get(2)?);
                // The same sale may have been given another channel by a person.
                let same = before == owner && r.get::<_, i64>(4)? == record.amount.0;
                let elsewhere =
                    !same && !channel.is_empty() && !record.channel.is_empty() && channel != record.channel;
                Ok((r.get(0)?, before, elsewhere))
            };
            let known: Option<(PurchaseId, Owner, bool)> = if self.known {
                self.find.query_row(params![source, number], read).optional()?
            } else {
                None
            };
            // Two shops number their documents each for itself.
            let is_other = |before: Owner, elsewhere: bool| {
                let of_both = before.1.is_some() && owner.1.is_some();
                elsewhere
                    || is_another(before, owner)
                    || record.anew && before.0 != owner.0
                    || record.repeated && of_both && before.1 != owner.1
            };
            if let Some((_, before, _)) = known.filter(|(_, before, elsewhere)| is_other(*before, *elsewhere))
            {
                first_year = first_year.or(Some(Day(before.0).ymd().0));
                continue;
            }
            // The year tells no two of one year apart; one that was called so stays it.
            if attempt == 1 && known.is_none() && first_year == Some(year) {
                continue;
            }
            if record.repeated {
                self.repeated.insert(number.clone(), year);
            }
            let renamed = (attempt > 0).then_some(number);
            return Ok((renamed, known.map(|(id, ..)| id)));
        }
        Ok((None, None))
    }

    /// Puts into the file what waits to be written.
    pub fn flush(&mut self) -> rusqlite::Result<()> {
        self.insert.flush()?;
        self.insert_line.flush()
    }

    /// Notes the ids given, for undo.
    pub fn record_ranges(&self, book: &mut Book<'c>) -> rusqlite::Result<()> {
        let first = book.first;
        book.journal.range("product", first.product, self.next_product - 1)?;
        book.journal.range("purchase", first.purchase, self.next - 1)?;
        book.journal.range("line", first.purchase, self.next - 1)
    }

    /// Marks invoices that a credit note takes back in full, and unmarks those that none does any more. Needs the
    /// index of numbers.
    pub fn settle_reversals(&mut self, book: &mut Book<'c>) -> rusqlite::Result<()> {
        let mut invoice = book.connection.prepare(
            "SELECT id, customer_id, reversed_on,
                    (SELECT min(c.day) FROM purchase c
                     WHERE c.source_id = ?1 AND c.reverses = ?2 AND c.status = 1 AND c.amount = -p.amount)
             FROM purchase p WHERE source_id = ?1 AND number = ?2 AND status = 0",
        )?;
        let mut write = book.connection.prepare("UPDATE purchase SET reversed_on = ?2 WHERE id = ?1")?;
        let mut disputed: Vec<String> = std::mem::take(&mut self.disputed).into_iter().collect();
        disputed.sort_unstable();
        for number in disputed {
            let (source, number) = book.home(Coded::Document, &number)?;
            let found: Option<Reversed> = invoice
                .query_row(params![source, number], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)))
                .optional()?;
            let Some((id, customer, is, should)) = found else { continue };
            if is == should {
                continue;
            }
            if id < book.first.purchase {
                book.journal.keep_columns("purchase", id, &["reversed_on"])?;
            }
            write.execute(params![id, should])?;
            book.changed = true;
            book.dealt |= customer.is_some();
            book.stale.extend(customer);
            if let (Some(tally), Some(customer)) = (&mut book.tally, customer) {
                tally.spoil(customer);
            }
        }
        Ok(())
    }

    fn add(
        &mut self,
        book: &mut Book<'c>,
        customer: Option<CustomerId>,
        record: &DocumentRecord,
    ) -> rusqlite::Result<()> {
        let id = self.next;
        self.next += 1;
        let insert = &mut self.insert;
        insert.cell(id)?;
        insert.cell(customer)?;
        insert.cell(record.number.as_str())?;
        insert.cell(record.day.0)?;
        insert.cell(record.amount.0)?;
        insert.cell(status_number(record.status))?;
        insert.word(&record.reverses)?;
        insert.word(&record.channel)?;
        insert.word(&record.seller)?;
        insert.word(&record.note)?;
        insert.end()?;
        self.add_lines(book, (book.source, id), &record.lines)?;
        self.dispute(record);
        if let Some(customer) = customer {
            book.touch(customer);
            if let Some(tally) = &mut book.tally {
                tally.add(customer, record.day.0, record.status, record.amount.0);
            }
            if record.status == Status::Valid {
                book.buys(customer, record.day.0);
            }
        }
        Ok(())
    }

    /// Adds the lines of a document of a source.
    fn add_lines(
        &mut self,
        book: &mut Book<'c>,
        (source, id): (i64, PurchaseId),
        lines: &[Line],
    ) -> rusqlite::Result<()> {
        for (n, line) in lines.iter().enumerate() {
            let product = self.product(book, source, line)?;
            let insert = &mut self.insert_line;
            insert.cell(id)?;
            insert.cell(n as i64 + 1)?;
            insert.cell(product)?;
            insert.cell(exact(line.quantity))?;
            insert.cell(exact(line.unit_price))?;
            insert.cell(exact(line.discount))?;
            insert.cell(line.amount.0)?;
            insert.cell(line.cost.map(|c| c.0))?;
            insert.end()?;
        }
        Ok(())
    }

    /// The product of a line, made where it is not known. Where the source has no code the name stands for it; the
    /// product with neither is the adjustment of a document.
    fn product(&mut self, book: &mut Book<'c>, source: i64, line: &Line) -> rusqlite::Result<i64> {
        let code = if line.code.is_empty() { &line.product } else { &line.code };
        // A code that the document's source does not have may name its own.
        let (source, code) = match book.homes {
            Some(_) if code.contains(':') => book.home(Coded::Product, code)?,
            _ => (source, code.as_str().into()),
        };
        let code = code.into_owned();
        let products = match self.products.entry(source) {
            Entry::Occupied(products) => products.into_mut(),
            Entry::Vacant(none) => {
                let mut all = book.connection.prepare(
                    "SELECT code, id, name <> '', category <> '' FROM product WHERE source_id = ?1",
                )?;
                let read = |r: &rusqlite::Row<'_>| {
                    Ok((r.get(0)?, Product { id: r.get(1)?, named: r.get(2)?, filed: r.get(3)? }))
                };
                none.insert(all.query_map([source], read)?.collect::<Result<_, _>>()?)
            }
        };
        let Some(product) = products.get_mut(code.as_str()) else {
            let id = self.next_product;
            self.next_product += 1;
            book.connection
                .prepare_cached(
                    "INSERT INTO product(id, source_id, code, name, category) VALUES (?1, ?2, ?3, ?4, ?5)",
                )?
                .execute(params![id, source, code, line.product, line.category])?;
            let made = Product { id, named: !line.product.is_empty(), filed: !line.category.is_empty() };
            products.insert(code, made);
            return Ok(id);
        };
        // The first name stays: the same code with ever other words must not be a change at each import.
        for (column, has, text) in
            [("name", &mut product.named, &line.product), ("category", &mut product.filed, &line.category)]
        {
            if !*has && !text.is_empty() {
                *has = true;
                if product.id < book.first.product {
                    book.journal.keep_columns("product", product.id, &[column])?;
                }
                book.connection.execute(
                    &format!("UPDATE product SET {column} = ?2 WHERE id = ?1"),
                    params![product.id, text],
                )?;
                book.changed = true;
            }
        }
        Ok(product.id)
    }

    /// Writes what the file says otherwise; whether there was anything. A document that a person voided stays void.
    fn update(
        &mut self,
        book: &mut Book<'c>,
        id: PurchaseId,
        customer: Option<CustomerId>,
        record: &DocumentRecord,
    ) -> rusqlite::Result<bool> {
        let (before, voided_by_hand, source) = book.connection.prepare_cached(
            "SELECT customer_id, day, amount, coalesce(voided_from, status), reverses, channel, seller, note,
                    voided_from IS NOT NULL, source_id
             FROM purchase WHERE id = ?1",
        )?
        .query_row([id], |r| {
            Ok((
                Stored {
                    customer: r.get(0)?,
                    day: r.get(1)?,
                    amount: r.get(2)?,
                    status: r.get(3)?,
                    reverses: r.get(4)?,
                    channel: r.get(5)?,
                    seller: r.get(6)?,
                    note: r.get(7)?,
                },
                r.get::<_, bool>(8)?,
                r.get::<_, i64>(9)?,
            ))
        })?;
        let said = |new: &str, old: &str| if new.is_empty() { old.to_owned() } else { new.to_owned() };
        let after = Stored {
            customer: customer.or(before.customer),
            day: record.day.0,
            amount: record.amount.0,
            status: status_number(record.status),
            reverses: said(&record.reverses, &before.reverses),
            channel: said(&record.channel, &before.channel),
            seller: said(&record.seller, &before.seller),
            note: said(&record.note, &before.note),
        };
        let lines = Self::lines_of(book, id)?;
        let mut wanted = Vec::with_capacity(record.lines.len());
        for line in &record.lines {
            wanted.push(StoredLine {
                product: self.product(book, source, line)?,
                quantity: exact(line.quantity),
                unit_price: exact(line.unit_price),
                discount: exact(line.discount),
                amount: line.amount.0,
                cost: line.cost.map(|c| c.0),
            });
        }
        // A list of totals says nothing about lines known from elsewhere, unless they no longer add up.
        let same_lines = lines == wanted || (wanted.is_empty() && before.amount == after.amount);
        if before == after && same_lines {
            return Ok(false);
        }
        if !same_lines {
            self.replace_lines(book, (source, id), &record.lines)?;
        }
        if before != after {
            // A void by hand keeps the file's status for the day it is taken back; a status of void needs no hand.
            let by_hand = voided_by_hand && after.status != 2;
            book.journal.keep_columns(
                "purchase",
                id,
                &[
                    "customer_id",
                    "day",
                    "amount",
                    "status",
                    "voided_from",
                    "reversed_on",
                    "reverses",
                    "channel",
                    "seller",
                    "note",
                ],
            )?;
            book.connection
                .prepare_cached(
                    "UPDATE purchase SET customer_id = ?2, day = ?3, amount = ?4, status = ?5, voided_from = ?6,
                            reverses = ?7, channel = ?8, seller = ?9, note = ?10
                     WHERE id = ?1",
                )?
                .execute(params![
                    id,
                    after.customer,
                    after.day,
                    after.amount,
                    if by_hand { 2 } else { after.status },
                    by_hand.then_some(after.status),
                    after.reverses,
                    after.channel,
                    after.seller,
                    after.note,
                ])?;
        }
        if !before.reverses.is_empty() {
            self.disputed.insert(before.reverses);
        }
        self.dispute(record);
        for customer in [before.customer, after.customer].into_iter().flatten() {
            book.touch(customer);
            book.journal.about(customer)?;
        }
        if let (Some(customer), 0) = (after.customer, after.status) {
            book.buys(customer, after.day);
        }
        Ok(true)
    }

    fn lines_of(book: &Book<'c>, id: PurchaseId) -> rusqlite::Result<Vec<StoredLine>> {
        book.connection
            .prepare_cached(
                "SELECT product_id, quantity, unit_price, discount, amount, cost FROM line WHERE purchase_id = ?1 ORDER BY n",
            )?
            .query_map([id], |r| {
                Ok(StoredLine {
                    product: r.get(0)?,
                    quantity: r.get(1)?,
                    unit_price: r.get(2)?,
                    discount: r.get(3)?,
                    amount: r.get(4)?,
                    cost: r.get(5)?,
                })
            })?
            .collect()
    }

    /// Other lines for a document known before: the old ones go, then the new ones come.
    fn replace_lines(
        &mut self,
        book: &mut Book<'c>,
        (source, id): (i64, PurchaseId),
        lines: &[Line],
    ) -> rusqlite::Result<()> {
        let old: Vec<i64> = book
            .connection
            .prepare_cached("SELECT n FROM line WHERE purchase_id = ?1 ORDER BY n")?
            .query_map([id], |r| r.get(0))?
            .collect::<Result<_, _>>()?;
        for n in old {
            book.journal.keep_line(id, n)?;
        }
        book.connection.execute("DELETE FROM line WHERE purchase_id = ?1", [id])?;
        for n in 1..=lines.len() as i64 {
            book.journal.insert_row("line", &[id, n])?;
        }
        self.add_lines(book, (source, id), lines)
    }

    fn dispute(&mut self, record: &DocumentRecord) {
        if !record.reverses.is_empty() {
            self.disputed.insert(record.reverses.clone());
        }
        if self.reversing {
            self.disputed.insert(record.number.clone());
        }
    }
}

impl Book<'_> {
    /// The facts of this customer no longer hold.
    fn touch(&mut self, customer: CustomerId) {
        self.dealt = true;
        // Ascending runs of new customers would only fill the set: they are known by their ids. Beyond so many it is
        // everybody whose facts are summed anew.
        if customer < self.first.customer && self.stale.len() <= facts::MANY {
            self.stale.insert(customer);
        }
    }

    /// Somebody known before bought on this day.
    fn buys(&mut self, customer: CustomerId, day: i32) {
        if customer < self.first.customer && self.first.purchase > 1 {
            self.bought.entry(customer).or_default().push(day);
        }
    }
}
