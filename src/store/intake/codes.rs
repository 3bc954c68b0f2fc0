//! Codes of customers and their ids, 16 bytes each: a million of them must not fill the memory.

use std::collections::HashMap;
use std::hash::{BuildHasher, BuildHasherDefault, Hash, Hasher, RandomState};

use crate::domain::people::CustomerId;

/// Ids by code. The codes themselves are not kept, only 96 bits of a keyed hash: that two of ten million codes have the
/// same is as likely as 1 in 10¹⁵. Codes that are numbers, as in most shops, are places in a list: it is smaller and
/// a quarter of the work.
#[derive(Default)]
pub(super) struct Codes {
    /// By number; 0 is nobody.
    numbers: Vec<u32>,
    /// How many codes were put.
    count: usize,
    seeds: [RandomState; 2],
    ids: HashMap<Key, u32, BuildHasherDefault<AsIs>>,
    /// Ids beyond what fits beside a key.
    large: HashMap<Key, CustomerId>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
struct Key([u32; 3]);

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(u64::from(self.0[0]) << 32 | u64::from(self.0[1]));
    }
}

/// The key is a hash already.
#[derive(Default)]
struct AsIs(u64);

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

/// Places of the list for each code put, at most: numbers further apart are hashed.
const SPARSE: usize = 4;

/// The number that is written like this code and like no other.
fn number(code: &str) -> Option<usize> {
    let plain = (1..=9).contains(&code.len())
        && code.bytes().all(|b| b.is_ascii_digit())
        && (code.len() == 1 || !code.starts_with('0'));
    plain.then(|| code.bytes().fold(0, |n, b| n * 10 + usize::from(b - b'0')))
}

impl Codes {
    fn key(&self, code: &str) -> Key {
        let [first, second] = &self.seeds;
        let (first, second) = (first.hash_one(code), second.hash_one(code));
        Key([(first >> 32) as u32, first as u32, second as u32])
    }

    /// The id put under this code.
    pub fn get(&self, code: &str) -> Option<CustomerId> {
        if let Some(id) = number(code).and_then(|n| self.numbers.get(n)).filter(|id| **id > 0) {
            return Some(CustomerId::from(*id));
        }
        let key = self.key(code);
        let small = self.ids.get(&key).map(|id| CustomerId::from(*id));
        small.or_else(|| if self.large.is_empty() { None } else { self.large.get(&key).copied() })
    }

    /// Puts an id under a code.
    pub fn put(&mut self, code: &str, id: CustomerId) {
        self.count += 1;
        if let (Some(n), Ok(small @ 1..)) = (number(code), u32::try_from(id))
            && n < SPARSE * self.count + 1024
        {
            if n >= self.numbers.len() {
                self.numbers.resize(n + 1, 0);
            }
            self.numbers[n] = small;
            return;
        }
        let key = self.key(code);
        match u32::try_from(id) {
            Ok(small) => drop(self.ids.insert(key, small)),
            Err(_) => drop(self.large.insert(key, id)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_told_from_what_looks_like_them() {
        let mut codes = Codes::default();
        let all = ["7", "07", "007", "0", "00", "12", "+12", "1.2", "999999999", "5000000000", "", " 7", "١"];
        // Put twice: what was too far away the first time has its place the second.
        for round in 1..=2 {
            for (n, code) in all.iter().enumerate() {
                codes.put(code, n as i64 + round);
            }
            for (n, code) in all.iter().enumerate() {
                assert_eq!(codes.get(code), Some(n as i64 + round), "{code}");
            }
            (0..3000).for_each(|n| codes.put(&format!("C{n}"), n));
        }
        assert_eq!(codes.get("8"), None);
        assert_eq!(codes.get("08"), None);
    }

    #[test]
    fn what_is_put_is_got_and_nothing_else() {
        let mut codes = Codes::default();
        for n in 0..20_000_i64 {
            codes.put(&format!("C{n}"), if n % 3 == 0 { n + (1 << 40) } else { n });
        }
        for n in 0..20_000_i64 {
            let id = if n % 3 == 0 { n + (1 << 40) } else { n };
            assert_eq!(codes.get(&format!("C{n}")), Some(id));
            assert_eq!(codes.get(&format!("D{n}")), None);
        }
    }
}
