//! Reading files: the published sets to the cent, every preset on a file of its kind, and hostile bytes.

#[path = "import/mod.rs"]
mod import;
