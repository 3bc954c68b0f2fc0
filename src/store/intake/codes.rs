//! Codes of customers and their ids, 16 bytes each: a million of them must not fill the memory.

use std::collections::HashMap;
use std::hash::{BuildHasher, BuildHasherDefault, Hasher, RandomState};

use crate::domain::people::CustomerId;

/// Ids by code. The codes themselves are not kept, only 64 bits of a keyed hash; two codes with one hash are told apart
/// by [`Codes::put_apart`].
#[derive(Default)]
pub(super) struct Codes {
    seed: RandomState,
    ids: HashMap<u64, CustomerId, BuildHasherDefault<AsIs>>,
    apart: HashMap<String, CustomerId>,
}

/// The key is a hash already.
#[derive(Default)]
pub(super) struct AsIs(u64);

impl Hasher for AsIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = value;
    }
}

impl Codes {
    /// The id put under this code, or under another one with the same hash.
    pub fn get(&self, code: &str) -> Option<CustomerId> {
        if !self.apart.is_empty()
            && let Some(id) = self.apart.get(code)
        {
            return Some(*id);
        }
        self.ids.get(&self.seed.hash_one(code)).copied()
    }

    /// Puts an id under a code.
    pub fn put(&mut self, code: &str, id: CustomerId) {
        self.ids.insert(self.seed.hash_one(code), id);
    }

    /// Puts an id under a code whose hash another one has.
    pub fn put_apart(&mut self, code: &str, id: CustomerId) {
        self.apart.insert(code.to_owned(), id);
    }
}
