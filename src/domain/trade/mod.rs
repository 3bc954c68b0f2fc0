//! What is bought: products, purchases and their lines.

pub mod purchase;
pub mod rhythm;

pub use purchase::{Line, Purchase, PurchaseDraft, PurchaseId, Status};
