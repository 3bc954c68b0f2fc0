//! Files in and out. In: a file of customers or purchases becomes a stream of typed records, with the evidence for
//! every guess, a preview, and a reason for every value left out. Out: tables, cards and letters ([`out`]).
//!
//! Rooms, in the order of the way in: what a file is and its rows ([`mod@file`]), which column says what ([`columns`]), what
//! the figures of the first rows tell (`figures`), what a cell means ([`values`]), and rows as customers and documents
//! (`assemble`); [`plan`] leads through them. Must not know: the store, the screen, the clock.
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

mod assemble;
pub mod bundle;
pub mod columns;
pub mod error;
mod figures;
pub mod file;
pub mod mailing;
pub mod out;
pub mod plan;
pub mod record;
pub mod values;

pub use columns::field::Field;
pub use columns::parse_map;
pub use columns::preset::presets;
pub use error::{ImportError, Question};
pub use file::pipe::CONVERTS;
pub use plan::{Column, Options, Plan, Preview, Unmapped};
pub use record::{
    CustomerRecord, DocumentRecord, Notes, OfferRecord, Outcome, Progress, Reason, Record, Reject, Totals,
};
pub use values::date::DateOrder;
pub use values::number::Mark;

/// A cell of a file as an import takes it, for those who check that what goes out comes back.
#[cfg(test)]
pub(in crate::exchange) fn cells_read_back(cell: &[u8]) -> String {
    values::cells::text(cell.trim_ascii(), &mut Notes::default()).unwrap_or_default()
}
