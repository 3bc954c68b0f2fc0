//! The order of names, as the file keeps it.

use crate::domain::base::names::fold;

/// Sort key of a name; at most 16 bytes.
pub fn name_key(name: &str) -> Vec<u8> {
    fold(name).bytes().take(16).collect()
}
