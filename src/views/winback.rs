//! Winning back: the queue by money at stake, reasons, attempts.

use super::View;
use crate::domain::people::CustomerId;

/// The queue and its figures.
pub fn view() -> Box<dyn View> {
    Box::new(super::stub::Stub)
}

/// The checklist of verifying the loss of these customers.
pub fn verify(customers: Vec<CustomerId>, name: &str) -> Box<dyn View> {
    let _ = (customers, name);
    Box::new(super::stub::Stub)
}

/// Why a customer left, on two levels; asked again before giving up for good when `definitive` is set.
pub fn reason(customer: CustomerId, name: &str, definitive: bool) -> Box<dyn View> {
    let _ = (customer, name, definitive);
    Box::new(super::stub::Stub)
}
