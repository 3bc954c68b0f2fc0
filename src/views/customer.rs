//! A customer's page: overview, purchases, contacts, notes, history of changes.

use std::sync::Arc;

use super::View;
use crate::domain::people::CustomerId;

/// The page of `id`; `siblings` is the list it was opened from, for previous and next.
pub fn page(id: CustomerId, siblings: Arc<[CustomerId]>) -> Box<dyn View> {
    let _ = (id, siblings);
    Box::new(super::stub::Stub)
}
