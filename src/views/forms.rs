//! Forms for customers, purchases, contacts, notes and the next contact, with drafts.

use super::View;
use crate::domain::people::CustomerId;
use crate::store::ask::{Card, Note};

/// A new customer (`None`), or other words about one.
pub fn customer(existing: Option<&Card>) -> Box<dyn View> {
    let _ = existing;
    Box::new(super::stub::Stub)
}

/// A new purchase of a customer.
pub fn purchase(customer: CustomerId, name: &str) -> Box<dyn View> {
    let _ = (customer, name);
    Box::new(super::stub::Stub)
}

/// A contact held with a customer.
pub fn contact(customer: CustomerId, name: &str) -> Box<dyn View> {
    let _ = (customer, name);
    Box::new(super::stub::Stub)
}

/// A note about a customer: new (`None`) or changed.
pub fn note(customer: CustomerId, name: &str, existing: Option<&Note>) -> Box<dyn View> {
    let _ = (customer, name, existing);
    Box::new(super::stub::Stub)
}

/// The next contact of one or several customers.
pub fn agenda(customers: Vec<CustomerId>, name: &str) -> Box<dyn View> {
    let _ = (customers, name);
    Box::new(super::stub::Stub)
}

/// Opens the form a draft was written in, filled as it was; `None` for a key of another version.
pub fn reopen(key: &str, content: &str) -> Option<Box<dyn View>> {
    let _ = (key, content);
    None
}
