//! What is bought and offered: products, purchases and their lines, offers.

pub mod offer;
pub mod purchase;
pub mod rhythm;

/// Row id of a product.
pub type ProductId = i64;

pub use purchase::{Line, Purchase, PurchaseDraft, PurchaseId, Status};
