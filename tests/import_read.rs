//! Reading files: the published sets to the cent, every preset on a file of its kind, and hostile bytes.

#![expect(clippy::unwrap_used, reason = "a test fails where it unwraps nothing")]

#[path = "import/mod.rs"]
mod import;
