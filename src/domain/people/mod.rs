//! Who the portfolio is about: customers, their labels, the contacts held with them, notes, and what is known of them
//! beside: where and how old they are, habits, fields of the user's own, facts with their source.

pub mod age;
pub mod contact;
pub mod custom;
pub mod customer;
pub mod duplicate;
pub mod habits;
pub mod holidays;
pub mod label;
pub mod merge;
pub mod place;
pub mod point;
pub mod quality;
pub mod sensitive;
pub mod statement;
pub mod tax_id;

pub use contact::{Channel, Contact, ContactDraft, Direction, Outcome};
pub use custom::{FieldDef, FieldId, FieldType};
pub use customer::{Consent, Customer, CustomerDraft, CustomerId, IncomeSource};
pub use label::{Label, LabelId};
pub use statement::{Statement, StatementDraft, StatementId, StatementKind};
