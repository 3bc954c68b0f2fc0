//! Offers of a file: new, the same or changed, and offers that a purchase of the file has come of.

use std::fmt::Write as _;

use rusqlite::{OptionalExtension, params};

use super::{Book, Intake, IntakeError};
use crate::domain::Day;
use crate::domain::intake::{DocumentRecord, OfferRecord};
use crate::domain::people::CustomerId;
use crate::domain::trade::offer::OfferLoss;

/// Columns that a file can change.
const COLUMNS: [&str; 9] =
    ["customer_id", "amount", "seller", "note", "decided_on", "won", "loss", "detail", "purchase_id"];

/// An offer as stored, as far as a file can change it.
struct Stored {
    id: i64,
    words: Words,
    decided: bool,
}

#[derive(PartialEq)]
struct Words {
    customer: CustomerId,
    amount: i64,
    seller: String,
    note: String,
    lost_on: Option<i32>,
    detail: String,
}

/// The number of an offer of this source: numbers are unique in the portfolio, and other sources count from 1 too.
fn number(source: &str, number: &str) -> String {
    format!("{source}-{number}")
}

/// What tells such an offer apart on every laptop, whatever number it was given since.
fn uid(number: &str) -> String {
    number.bytes().fold("i".to_owned(), |mut uid, byte| {
        let _ = write!(uid, "{byte:02x}");
        uid
    })
}

fn find(book: &Book<'_>, number: &str) -> rusqlite::Result<Option<Stored>> {
    // What somebody wrote here by hand is not the file's to change.
    const STORED: &str = "SELECT id, customer_id, amount, seller, note, decided_on, won, detail FROM offer";
    // One that was taken back before offers had a uid, and made again since, has none.
    let sql = format!(
        "{STORED} WHERE uid = ?1 AND uid <> '' AND import_id IS NOT NULL
         UNION ALL {STORED} WHERE number = ?2 AND uid = '' AND import_id IS NOT NULL"
    );
    book.connection
        .prepare_cached(&sql)?
        .query_row([&uid(number), number], |r| {
            let (decided, won): (Option<i32>, Option<bool>) = (r.get(5)?, r.get(6)?);
            Ok(Stored {
                id: r.get(0)?,
                decided: decided.is_some(),
                words: Words {
                    customer: r.get(1)?,
                    amount: r.get(2)?,
                    seller: r.get(3)?,
                    note: r.get(4)?,
                    lost_on: decided.filter(|_| won == Some(false)),
                    detail: r.get(7)?,
                },
            })
        })
        .optional()
}

impl Intake<'_> {
    /// Takes in an offer. Comes after its customer.
    pub fn offer(&mut self, record: &OfferRecord) -> Result<(), IntakeError> {
        let customer = self.people.known(&mut self.book, &mut self.report, &record.customer)?;
        let number = number(&self.options.source, &record.number);
        let today: Day = self.options.stamp.now.date().into();
        let made_on = record.made_on.or(record.lost_on).unwrap_or(today);
        let words = Words {
            customer,
            amount: record.amount.0,
            seller: record.seller.clone(),
            note: record.note.clone(),
            lost_on: record.lost.then(|| record.lost_on.unwrap_or(made_on).0),
            detail: if record.lost { record.why.clone() } else { String::new() },
        };
        let loss = if record.lost { OfferLoss::Other.key() } else { "" };
        self.report.offered += record.amount;
        let Some(stored) = find(&self.book, &number)? else {
            self.connection
                .prepare_cached(
                    "INSERT INTO offer(id, customer_id, number, made_on, amount, seller, note, sent_on, decided_on, won,
                                       loss, detail, import_id, uid)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?4, ?8, ?9, ?10, ?11, ?12, ?13)",
                )?
                .execute(params![
                    self.next_offer,
                    customer,
                    number,
                    made_on.0,
                    words.amount,
                    words.seller,
                    words.note,
                    words.lost_on,
                    words.lost_on.map(|_| false),
                    loss,
                    words.detail,
                    self.book.import,
                    uid(&number),
                ])?;
            self.next_offer += 1;
            self.report.offers.new += 1;
            self.book.journal.about(customer)?;
            self.book.changed = true;
            return Ok(());
        };
        // What was decided here since is known better than by an older list of open deals; and a lost deal whose day
        // the file does not say keeps the day it was first told with.
        let same_day = record.lost && record.lost_on.is_none() && record.made_on.is_none();
        let known =
            Words { lost_on: if same_day { words.lost_on } else { stored.words.lost_on }, ..stored.words };
        if known == words || (stored.decided && !record.lost) {
            self.report.offers.unchanged += 1;
            return Ok(());
        }
        self.book.journal.keep_columns("offer", stored.id, &COLUMNS)?;
        self.connection
            .prepare_cached(
                "UPDATE offer SET customer_id = ?2, amount = ?3, seller = ?4, note = ?5, decided_on = ?6, won = ?7,
                                  loss = ?8, detail = ?9 WHERE id = ?1",
            )?
            .execute(params![
                stored.id,
                customer,
                words.amount,
                words.seller,
                words.note,
                words.lost_on,
                words.lost_on.map(|_| false),
                loss,
                words.detail,
            ])?;
        self.book.journal.about(customer)?;
        self.report.offers.updated += 1;
        self.book.changed = true;
        Ok(())
    }

    /// A purchase that was an open offer in an earlier list of deals is what became of it.
    pub(super) fn close_offer(&mut self, record: &DocumentRecord) -> Result<(), IntakeError> {
        if !self.offers_known {
            return Ok(());
        }
        let number = number(&self.options.source, &record.number);
        let Some(stored) = find(&self.book, &number)?.filter(|s| !s.decided) else { return Ok(()) };
        self.documents.flush()?;
        self.book.journal.keep_columns("offer", stored.id, &COLUMNS)?;
        self.connection
            .prepare_cached(
                "UPDATE offer SET decided_on = ?2, won = 1, amount = ?3,
                        purchase_id = (SELECT id FROM purchase WHERE source_id = ?4 AND number = ?5)
                 WHERE id = ?1",
            )?
            .execute(params![stored.id, record.day.0, record.amount.0, self.book.source, record.number])?;
        self.report.offers.updated += 1;
        self.book.changed = true;
        Ok(())
    }

    /// Notes which offers are new, for undo.
    pub(super) fn record_offers(&mut self) -> rusqlite::Result<()> {
        let first = self.book.first.offer;
        self.book.journal.range("offer", first, self.next_offer - 1)
    }
}
