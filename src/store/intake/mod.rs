//! The writing half of an import: customers and documents of one file against what is known, in one transaction.
//!
//! Owns who is who (codes and numbers within a source), what counts as new, updated or unchanged, credit notes that
//! take an invoice back, and what must be rewritten because of it. Knows nothing of files and formats: whoever reads
//! one calls [`Intake::customer`] and [`Intake::document`] for each record, every code and every number once.
//!
//! A million customers must come in as fast as `SQLite` can write them, so: ids are kept in memory as 16 bytes a code,
//! rows are written many to a statement, secondary indexes of tables that were empty are built after the rows, foreign
//! keys are not checked row by row (every parent is looked up here anyway), derived facts are summed while documents
//! come in or else in one ordered pass, and the copy of the state before is made by another thread while indexes are
//! built: nothing is committed before it is there.

mod batch;
mod codes;
mod copy;
mod documents;
mod home;
mod journal;
mod known;
mod load;
mod nos;
mod offers;
mod people;
mod said;
mod summing;
mod work;

#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

use rusqlite::{Connection, OptionalExtension, params};

use crate::domain::Money;
use crate::domain::change::Stamp;
use crate::domain::lifecycle::LifecycleRules;
use crate::domain::people::CustomerId;
use crate::domain::trade::PurchaseId;

use crate::store::db::Db;
use crate::store::error::StoreError;
use crate::store::journal::time_text;

use codes::Codes;
use copy::Copy;
use journal::Journal;
use load::Load;

/// The preset of the cards that this program writes.
pub const CARDS: &str = "portfolio_cards";

/// What an import is called and by which rules it is judged.
#[derive(Clone, Debug)]
pub struct IntakeOptions {
    /// Space of the codes and numbers (`generic`, `shopify`…).
    pub source: String,
    /// Name of the file, kept as provenance.
    pub file: String,
    /// Preset it was read with.
    pub preset: String,
    /// When, and by whom.
    pub stamp: Stamp,
    /// Limits by which somebody who buys again had been lost.
    pub rules: LifecycleRules,
    /// This program wrote the file, of several sources: each record is of the one that knows it.
    pub own: bool,
    /// Whether it can be taken back. Only the sample cannot.
    pub undoable: bool,
    /// Whether a verified copy of the state before has to be there when it is committed.
    pub copied: bool,
}

/// How an import ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Everything comes in.
    Keep,
    /// Nothing comes in: the figures alone were wanted.
    Rehearse,
}

/// Records by what became of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Not known before; of documents only the valid ones, anonymous ones too.
    pub new: u64,
    /// Known, and different now.
    pub updated: u64,
    /// Known, and the same.
    pub unchanged: u64,
    /// Not known before, and no purchase: voided documents and credit notes. 0 for customers.
    pub cancelled: u64,
}

/// What came in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IntakeReport {
    /// Row id of the import; `None` where nothing had to be written.
    pub import: Option<i64>,
    /// Row id of the change that undo takes back; `None` where nothing had to be written.
    pub change: Option<i64>,
    /// Customers.
    pub customers: Counts,
    /// Documents.
    pub purchases: Counts,
    /// Offers.
    pub offers: Counts,
    /// Amount of the offers of the file.
    pub offered: Money,
    /// Lines of documents.
    pub lines: u64,
    /// Rows of the file without a customer.
    pub anonymous_lines: u64,
    /// Net amount of the documents without a customer, voided ones left out.
    pub anonymous_amount: Money,
    /// Net amount of every document of the file that is now in the portfolio, voided ones left out.
    pub total: Money,
    /// Customers without a code who were known by their name.
    pub by_name: u64,
    /// Customers who are called otherwise now, though nothing but their code says that they are the same.
    pub renamed: u64,
    /// New customers who share a tax id, an e-mail or a phone with somebody who was there before.
    pub alike: u64,
    /// Lost customers who came back through this file, in the order of their ids.
    pub recovered: Vec<CustomerId>,
    /// Customers whose words or purchases are other ones now, in the order of their ids; `None` where most are.
    pub touched: Option<Vec<CustomerId>>,
}

/// Why an import did not come in. Nothing of it stays.
#[derive(Debug, thiserror::Error)]
pub enum IntakeError {
    /// It was stopped.
    #[error("stopped")]
    Stopped,
    /// The portfolio could not be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<rusqlite::Error> for IntakeError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}

/// An import that is running. Dropped before [`Intake::finish`], it leaves nothing behind.
pub struct Intake<'c> {
    connection: &'c Connection,
    options: IntakeOptions,
    load: Load<'c>,
    people: people::People<'c>,
    documents: documents::Documents<'c>,
    book: Book<'c>,
    report: IntakeReport,
    next_offer: i64,
    /// The index of tax ids is empty and kept: files without any are spared a pass over everybody.
    tax_ids_wait: bool,
    /// There were offers before: a document may be what became of one.
    offers_known: bool,
    /// The portfolio's file, of which the copy before is made.
    portfolio: PathBuf,
}

/// What customers and documents share while they are written: where they come from and what undo must know.
struct Book<'c> {
    connection: &'c Connection,
    source: i64,
    import: i64,
    journal: Journal<'c>,
    codes: Codes,
    /// First ids this import gives.
    first: FirstIds,
    /// Customers whose facts no longer hold.
    stale: HashSet<CustomerId>,
    /// For customers known before: days of their new purchases.
    bought: HashMap<CustomerId, Vec<i32>>,
    /// A purchase or a contact came: there are facts.
    dealt: bool,
    /// Where there was no purchase before.
    tally: Option<summing::Tally>,
    /// The source had customers before.
    known: bool,
    /// Of a file that this program wrote: where its records are of.
    homes: Option<home::Homes>,
    changed: bool,
}

/// The first id of each table that this import may give; smaller ones were there before.
#[derive(Clone, Copy, Debug)]
struct FirstIds {
    customer: CustomerId,
    purchase: PurchaseId,
    product: i64,
    note: i64,
    label: i64,
    offer: i64,
}

impl<'c> Intake<'c> {
    /// Begins an import. The connection must be a writing one with no transaction open; it is this import's alone
    /// until the end.
    pub fn begin(connection: &'c Connection, options: IntakeOptions) -> Result<Self, IntakeError> {
        let mut load = Load::begin(connection)?;
        let known: Option<i64> = connection
            .query_row("SELECT id FROM source WHERE name = ?1", [&options.source], |r| r.get(0))
            .optional()?;
        let source = if let Some(id) = known {
            id
        } else {
            connection.execute("INSERT INTO source(name) VALUES (?1)", [&options.source])?;
            connection.last_insert_rowid()
        };
        let has = |table: &str| -> rusqlite::Result<bool> {
            if options.own {
                let sql = format!("SELECT EXISTS (SELECT 1 FROM {table})");
                return connection.query_row(&sql, [], |r| r.get(0));
            }
            if known.is_none() {
                return Ok(false);
            }
            let sql = format!("SELECT EXISTS (SELECT 1 FROM {table} WHERE source_id = ?1)");
            connection.query_row(&sql, [source], |r| r.get(0))
        };
        let (customers_known, purchases_known) = (has("customer")? || has("merged")?, has("purchase")?);
        let next = |table: &str| -> rusqlite::Result<i64> {
            connection.query_row(&format!("SELECT coalesce(max(id), 0) + 1 FROM {table}"), [], |r| r.get(0))
        };
        let first = FirstIds {
            customer: next("customer")?.max(next("merged")?),
            purchase: next("purchase")?,
            product: next("product")?,
            note: next("note")?,
            label: next("label")?,
            offer: next("offer")?,
        };
        if first.customer == 1 {
            load.postpone_indexes("customer")?;
            load.postpone_indexes("customer_label")?;
        }
        if first.purchase == 1 {
            load.postpone_indexes("purchase")?;
        }
        let import = next("import")?;
        connection.execute(
            "INSERT INTO import(id, at, file, preset, source_id, report) VALUES (?1, ?2, ?3, ?4, ?5, '{}')",
            params![import, time_text(options.stamp.now), options.file, options.preset, source],
        )?;
        let mut journal = Journal::begin(connection, &options.stamp)?;
        // First, because taking back goes backwards: what points at these is gone by then.
        if known.is_none() {
            journal.insert_row("source", &[source])?;
        }
        journal.insert_row("import", &[import])?;
        let book = Book {
            connection,
            source,
            import,
            journal,
            codes: Codes::default(),
            first,
            stale: HashSet::new(),
            bought: HashMap::new(),
            dealt: false,
            tally: (first.purchase == 1).then(summing::Tally::default),
            known: customers_known,
            homes: if options.own {
                Some(home::Homes::read(connection, options.preset == CARDS)?)
            } else {
                None
            },
            changed: false,
        };
        let fixed = [("source_id", source), ("import_id", import)];
        Ok(Self {
            connection,
            load,
            people: people::People::new(connection, &options.source, customers_known, &first, &fixed)?,
            documents: documents::Documents::new(connection, purchases_known, &first, &fixed)?,
            book,
            options,
            report: IntakeReport::default(),
            next_offer: first.offer,
            tax_ids_wait: first.customer == 1,
            offers_known: first.offer > 1,
            portfolio: PathBuf::new(),
        })
    }

    /// Takes in a customer. Comes before the first document that names its code.
    pub fn customer(&mut self, record: &crate::domain::intake::CustomerRecord) -> Result<(), IntakeError> {
        if self.tax_ids_wait && !record.draft.tax_id.is_empty() {
            self.tax_ids_wait = false;
            self.load.postpone_index("customer_tax")?;
        }
        self.people.take(&mut self.book, &mut self.report, &self.options, record)?;
        Ok(())
    }

    /// Takes in a document with all its lines.
    pub fn document(&mut self, record: &crate::domain::intake::DocumentRecord) -> Result<(), IntakeError> {
        let customer = match &record.customer {
            Some(code) => Some(self.people.known(&mut self.book, &mut self.report, code)?),
            None => None,
        };
        self.documents.take(&mut self.book, &mut self.report, customer, record)?;
        self.close_offer(record)
    }

    /// Builds what was postponed, sums the facts anew and ends the transaction. `stop` is asked between the steps;
    /// after the commit it is too late. `remark` says in JSON what shall be kept beside the import. Where nothing
    /// changed, nothing is written, whatever `ending` says.
    pub fn finish(
        mut self,
        ending: Ending,
        stop: &dyn Fn() -> bool,
        remark: &dyn Fn(&IntakeReport) -> String,
    ) -> Result<IntakeReport, IntakeError> {
        let halt = || if stop() { Err(IntakeError::Stopped) } else { Ok(()) };
        halt()?;
        self.people.flush()?;
        self.documents.flush()?;
        // The building of indexes needs the room.
        self.book.codes = Codes::default();
        let is_copied = ending == Ending::Keep && self.options.copied;
        let (portfolio, now) = (std::mem::take(&mut self.portfolio), self.options.stamp.now);
        let begin_copy = || is_copied.then(|| Copy::begin(&portfolio, now)).transpose();
        let early = if self.book.changed { begin_copy()? } else { None };
        self.load.build_indexes(&halt)?;
        self.documents.settle_reversals(&mut self.book)?;
        halt()?;
        let mut report = std::mem::take(&mut self.report);
        if self.book.first.purchase > 1 {
            report.recovered = summing::recovered(&self.book, &self.options.rules)?;
        }
        halt()?;
        report.alike = known::alike(self.connection, self.book.first.customer)?;
        halt()?;
        report.touched = summing::refresh(&mut self.book, self.people.given(), &mut self.load, &halt)?;
        halt()?;
        if self.book.changed && ending == Ending::Keep {
            report.import = Some(self.book.import);
            self.people.record_ranges(&mut self.book)?;
            self.documents.record_ranges(&mut self.book)?;
            self.record_offers()?;
            let words = serde_json::json!({
                "file": self.options.file,
                "customers": (report.customers.new + report.customers.updated).to_string(),
                "purchases": (report.purchases.new + report.purchases.updated + report.purchases.cancelled).to_string(),
            });
            if self.options.undoable {
                report.change = Some(self.book.journal.close(&words.to_string())?);
            } else {
                self.book.journal.abandon()?;
            }
            self.connection.execute(
                "UPDATE import SET report = ?2 WHERE id = ?1",
                params![self.book.import, remark(&report)],
            )?;
            let copy = if early.is_some() { early } else { begin_copy()? };
            copy.map_or(Ok(()), |copy| copy.finish(stop))?;
            self.load.commit()?;
        }
        Ok(report)
    }
}

impl Db {
    /// Imports: `feed` gives every record to the [`Intake`], and the rest is [`Intake::finish`]. All of it in one
    /// durable transaction, or nothing.
    pub fn intake(
        &mut self,
        options: IntakeOptions,
        ending: Ending,
        feed: &mut dyn FnMut(&mut Intake<'_>) -> Result<(), IntakeError>,
        stop: &dyn Fn() -> bool,
        remark: &dyn Fn(&IntakeReport) -> String,
    ) -> Result<IntakeReport, IntakeError> {
        self.writable()?;
        let done = Intake::begin(self.connection(), options).and_then(|mut intake| {
            self.path().clone_into(&mut intake.portfolio);
            feed(&mut intake)?;
            intake.finish(ending, stop, remark)
        });
        match done {
            // A failed device is noticed by the portfolio, which then refuses to write.
            Err(IntakeError::Store(error)) => Ok(self.watch(Err(error))?),
            other => other,
        }
    }

    /// Names every record that an import made: the customer's code, or the document's number where it has no
    /// customer. To be called after the commit.
    pub fn made_by_import(&self, import: i64, each: impl FnMut(&str)) -> Result<(), StoreError> {
        Ok(made_by_import(self.connection(), import, each)?)
    }
}

fn made_by_import(connection: &Connection, import: i64, mut each: impl FnMut(&str)) -> rusqlite::Result<()> {
    for sql in [
        "SELECT code FROM customer WHERE import_id = ?1 ORDER BY id",
        "SELECT coalesce(c.code, p.number) FROM purchase p LEFT JOIN customer c ON c.id = p.customer_id
         WHERE p.import_id = ?1 ORDER BY p.id",
    ] {
        let mut statement = connection.prepare(sql)?;
        let mut rows = statement.query([import])?;
        while let Some(row) = rows.next()? {
            each(row.get_ref(0)?.as_str().unwrap_or_default());
        }
    }
    Ok(())
}
