//! Marked customers: a set that takes a million at once and is asked for every row drawn.

use std::collections::BTreeMap;

use crate::domain::people::CustomerId;

/// Ids share a block by their upper bits; one bit each.
const BLOCK: usize = 1 << 12;

/// A set of customers, one bit each.
#[derive(Clone, Debug, Default)]
pub(super) struct Marks {
    blocks: BTreeMap<i64, Vec<u64>>,
    count: usize,
}

impl Marks {
    /// How many are marked.
    pub const fn len(&self) -> usize {
        self.count
    }

    /// Whether nobody is.
    pub const fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Whether this one is.
    pub fn has(&self, id: CustomerId) -> bool {
        let (block, word, bit) = place(id);
        self.blocks.get(&block).is_some_and(|words| words[word] & bit != 0)
    }

    /// Marks or unmarks; true where that changed anything.
    pub fn set(&mut self, id: CustomerId, marked: bool) -> bool {
        let (block, word, bit) = place(id);
        if !marked && !self.blocks.contains_key(&block) {
            return false;
        }
        let words = self.blocks.entry(block).or_insert_with(|| vec![0; BLOCK / 64]);
        let was = words[word] & bit != 0;
        if was == marked {
            return false;
        }
        if marked {
            words[word] |= bit;
            self.count += 1;
        } else {
            words[word] &= !bit;
            self.count -= 1;
        }
        true
    }

    /// Unmarks all.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// The marked, by id.
    pub fn iter(&self) -> impl Iterator<Item = CustomerId> {
        self.blocks.iter().flat_map(|(block, words)| {
            words.iter().enumerate().flat_map(move |(word, bits)| {
                (0..64)
                    .filter(move |bit| bits & (1 << bit) != 0)
                    .map(move |bit| block * BLOCK as i64 + (word * 64 + bit) as i64)
            })
        })
    }
}

/// Block, word in it, bit in that.
fn place(id: CustomerId) -> (i64, usize, u64) {
    let at = id.rem_euclid(BLOCK as i64) as usize;
    (id.div_euclid(BLOCK as i64), at / 64, 1 << (at % 64))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_is_a_set(steps in proptest::collection::vec((-9000_i64..9000, any::<bool>()), 0..200)) {
            let (mut marks, mut set) = (Marks::default(), std::collections::BTreeSet::new());
            for (id, on) in steps {
                let changed = if on { set.insert(id) } else { set.remove(&id) };
                prop_assert_eq!(marks.set(id, on), changed);
                prop_assert_eq!(marks.has(id), on);
            }
            prop_assert_eq!(marks.len(), set.len());
            prop_assert_eq!(marks.iter().collect::<Vec<_>>(), set.into_iter().collect::<Vec<_>>());
        }
    }
}
