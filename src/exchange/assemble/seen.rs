//! Which document numbers have been met: numbers that run on are kept as ranges, the rest as hashes.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// FNV-1a with a last mix: the same for ever, so that numbers made from it survive a new version.
pub fn hash(bytes: &[u8]) -> u64 {
    let mut hash = 0xCBF2_9CE4_8422_2325_u64;
    for &byte in bytes {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
    }
    hash ^= hash >> 32;
    hash = hash.wrapping_mul(0xD6E8_FEB8_6659_FD93);
    hash ^ (hash >> 32)
}

/// Passes on what is a hash already.
#[derive(Default)]
pub struct Through(u64);

impl Hasher for Through {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        self.0 = hash(bytes);
    }
    fn write_u64(&mut self, value: u64) {
        self.0 = value;
    }
}

/// A set or map by hash.
pub type ByHash = BuildHasherDefault<Through>;

/// Codes met so far: a bit for each that is a plain number not too far away, hashes of the others.
#[derive(Default)]
pub struct Met {
    bits: Vec<u64>,
    count: usize,
    others: HashSet<u64, ByHash>,
}

impl Met {
    /// Whether this code has been put.
    pub fn contains(&self, code: &[u8]) -> bool {
        let bit = integer(code)
            .filter(|n| self.bits.get((n / 64) as usize).is_some_and(|word| word >> (n % 64) & 1 == 1));
        bit.is_some() || (!self.others.is_empty() && self.others.contains(&hash(code)))
    }

    /// Puts a code.
    pub fn insert(&mut self, code: &[u8]) {
        self.count += 1;
        match integer(code) {
            // A word of bits takes as much room as a hash.
            Some(n) if n / 64 < self.count as u64 + 1024 => {
                let word = (n / 64) as usize;
                if word >= self.bits.len() {
                    self.bits.resize(word + 1, 0);
                }
                self.bits[word] |= 1 << (n % 64);
            }
            _ => drop(self.others.insert(hash(code))),
        }
    }
}

/// Numbers met so far.
#[derive(Default)]
pub struct Seen {
    /// Start and end of each run of numbers, but for the present one.
    runs: BTreeMap<u64, u64>,
    present: Option<(u64, u64)>,
    others: HashSet<u64, ByHash>,
}

impl Seen {
    /// Whether the number, whose hash is given, is new.
    pub fn insert(&mut self, number: &[u8], hash: u64) -> bool {
        let Some(value) = integer(number) else { return self.others.insert(hash) };
        if let Some((start, end)) = self.present {
            if value == end + 1 {
                // The run may grow over single numbers met before.
                let met = self.in_runs(value) || (!self.others.is_empty() && self.others.contains(&hash));
                self.present = Some((start, value));
                return !met;
            }
            if (start..=end).contains(&value) {
                return false;
            }
        }
        if self.in_runs(value) || self.others.contains(&hash) {
            return false;
        }
        if let Some((start, end)) = self.present.replace((value, value)) {
            if end - start < 8 {
                for number in start..=end {
                    self.others.insert(crate::exchange::assemble::seen::hash(number.to_string().as_bytes()));
                }
            } else {
                self.runs.insert(start, end);
            }
        }
        true
    }

    fn in_runs(&self, value: u64) -> bool {
        self.runs.range(..=value).next_back().is_some_and(|(_, end)| *end >= value)
    }
}

/// On which days the first numbers of a file come back.
#[derive(Default)]
pub struct Returns {
    days: HashMap<u64, u64, ByHash>,
    same: u32,
    other: u32,
}

impl Returns {
    /// Numbers whose days are kept.
    const KEPT: usize = 4096;

    /// A number, given by its hash, on a day as the file writes it, after another number.
    pub fn note(&mut self, number: u64, day: &[u8]) {
        // The time of day says nothing.
        let day = day.split(|b| matches!(b, b' ' | b'T')).next().unwrap_or(day);
        if day.is_empty() {
            return;
        }
        let (day, room) = (hash(day), self.days.len() < Self::KEPT);
        match self.days.get_mut(&number) {
            Some(before) if *before == day => self.same += 1,
            Some(before) => {
                *before = day;
                self.other += 1;
            }
            None if room => drop(self.days.insert(number, day)),
            None => {}
        }
    }

    /// Whether numbers that come back do so on other days more often than on the same.
    pub fn mostly_on_others(&self) -> bool {
        self.other > self.same
    }

    /// Whether they do so once at most, taken together.
    pub fn are_steady(&self) -> bool {
        self.other as usize <= self.days.len()
    }
}

/// A whole number written the one usual way.
fn integer(text: &[u8]) -> Option<u64> {
    let plain = (1..=18).contains(&text.len()) && text.iter().all(u8::is_ascii_digit) && text[0] != b'0';
    plain.then(|| text.iter().fold(0, |n, b| n * 10 + u64::from(b - b'0')))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_code_is_met_once_it_was_put(
            codes in proptest::collection::vec("[0-9]{1,3}|[0-9]{4,19}|C?0?[0-9]{2}", 0..300),
        ) {
            let (mut met, mut plain) = (Met::default(), HashSet::new());
            for code in codes {
                prop_assert_eq!(met.contains(code.as_bytes()), plain.contains(&code));
                met.insert(code.as_bytes());
                plain.insert(code);
            }
        }

        #[test]
        fn a_number_is_new_once(numbers in proptest::collection::vec(1_u64..60, 0..200)) {
            let (mut seen, mut plain) = (Seen::default(), HashSet::new());
            for number in numbers {
                let text = number.to_string();
                prop_assert_eq!(seen.insert(text.as_bytes(), hash(text.as_bytes())), plain.insert(number));
            }
        }
    }
}
