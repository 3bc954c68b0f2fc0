//! Who the portfolio is about: customers, their labels, the contacts held with them, notes.

pub mod contact;
pub mod customer;
pub mod label;

pub use contact::{Channel, Contact, ContactDraft, Direction, Outcome};
pub use customer::{Consent, Customer, CustomerDraft, CustomerId};
pub use label::{Label, LabelId};
