//! Files in and out. In: a file of customers or purchases becomes a stream of typed records, with the evidence for
//! every guess, a preview, and a reason for every value left out. Out: tables, cards and letters ([`out`]).
//!
//! Owns: what the bytes are ([`sniff`]), which column says what ([`preset`], [`field`]), what a cell means
//! ([`number`], [`date`]), and how rows make documents ([`plan`]). Must not know: the store, the screen, the clock.
//! Nothing here writes; memory does not grow with the file (except eight bytes per document and customer).
//!
//! ```no_run
//! use std::ops::ControlFlow;
//! use cartera::exchange::{Options, Plan, Record};
//!
//! # fn main() -> Result<(), cartera::exchange::ImportError> {
//! // Reads the whole file once: encoding, columns, decimals, date order, structure. Nothing is typed yet.
//! let plan = Plan::open("ventas.csv".as_ref(), Options::default())?;
//! assert!(plan.questions.is_empty(), "--decimal and --date-order answer them");
//! // The second reading, with records in the order the store wants them: a customer comes before the first
//! // document that names them, each customer code and each document number once.
//! let outcome = plan.for_each(
//!     &mut |progress| { let _ = progress.done; ControlFlow::Continue(()) },
//!     &mut |record| {
//!         match record {
//!             Record::Customer(customer) => { let _ = (customer.code, customer.draft); }
//!             Record::Document(document) => { let _ = (document.number, document.amount); }
//!             Record::Offer(offer) => { let _ = (offer.number, offer.lost); }
//!             Record::Rejected(reject) => { let _ = (reject.row, reject.reason); }
//!         }
//!         ControlFlow::Continue(())
//!     },
//! )?;
//! assert_eq!(outcome.totals.in_file, outcome.totals.imported + outcome.totals.rejected);
//! # Ok(())
//! # }
//! ```

mod again;
mod assemble;
mod billed;
mod born;
pub mod bundle;
mod cards;
mod cells;
mod coins;
pub mod columns;
mod consents;
mod credits;
pub mod date;
mod deals;
pub mod encoding;
pub mod error;
mod fees;
pub mod field;
mod fixed;
mod goods;
mod headed;
mod heads;
mod kinds;
mod ledger;
mod lines;
pub mod mailing;
mod margins;
mod meant;
mod money;
mod months;
mod namesakes;
pub mod number;
mod numbered;
mod open;
pub mod out;
mod packed;
mod people;
mod pipe;
pub mod plan;
pub mod preset;
mod reach;
mod receipts;
mod reckoned;
pub mod record;
pub mod rows;
mod seen;
mod shapes;
mod sign;
pub mod sniff;
mod spelled;
mod staff;
mod summed;
mod tables;
mod taxed;
mod weighed;
mod whose;
mod workbook;

pub use columns::parse_map;
pub use date::DateOrder;
pub use error::{ImportError, Question};
pub use field::Field;
pub use number::Mark;
pub use pipe::CONVERTS;
pub use plan::{Column, Options, Plan, Preview, Unmapped};
pub use preset::presets;
pub use record::{
    CustomerRecord, DocumentRecord, Notes, OfferRecord, Outcome, Progress, Reason, Record, Reject, Totals,
};

/// A cell of a file as an import takes it, for those who check that what goes out comes back.
#[cfg(test)]
pub(in crate::exchange) fn cells_read_back(cell: &[u8]) -> String {
    cells::text(cell.trim_ascii(), &mut Notes::default()).unwrap_or_default()
}
