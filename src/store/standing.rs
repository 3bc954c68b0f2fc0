//! Who stands on today's list and why, or why not, at one byte a customer: it may be a million of them. Knows
//! nothing of rules.

use std::collections::BTreeMap;

use crate::domain::people::CustomerId;
use crate::domain::work::reach::Bar;
use crate::domain::work::today::TodayReason;

/// Ids share a block by their upper bits.
const BLOCK: i64 = 1 << 12;

/// Why somebody who would stand on today's list does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum LeftOut {
    Archived,
    DoNotCall,
    Definitive,
    Passive,
    /// They may not be sought out, or cannot be reached.
    Barred(Bar),
}

impl LeftOut {
    /// All, in the order they are told.
    pub const ALL: [Self; 11] = [
        Self::Archived,
        Self::DoNotCall,
        Self::Barred(Bar::Objection),
        Self::Barred(Bar::NoBasis),
        Self::Barred(Bar::Robinson),
        Self::Barred(Bar::Complaint),
        Self::Barred(Bar::Pressure),
        Self::Barred(Bar::Hours),
        Self::Barred(Bar::Unreachable),
        Self::Definitive,
        Self::Passive,
    ];

    /// Key in JSON and texts.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Archived => "archived",
            Self::DoNotCall => "do_not_call",
            Self::Definitive => "definitive",
            Self::Passive => "passive",
            Self::Barred(bar) => bar.key(),
        }
    }
}

/// Whether a customer stands on today's list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Listed(TodayReason),
    LeftOut(LeftOut),
}

/// Every verdict, by its number less one; number 0 is none.
const VERDICTS: [Verdict; 19] = [
    Verdict::Listed(TodayReason::Promised),
    Verdict::Listed(TodayReason::Overdue),
    Verdict::Listed(TodayReason::DueByRhythm),
    Verdict::Listed(TodayReason::AtRisk),
    Verdict::Listed(TodayReason::BoughtOnce),
    Verdict::Listed(TodayReason::Winback),
    Verdict::Listed(TodayReason::OfferExpiring),
    Verdict::Listed(TodayReason::Prospect),
    Verdict::LeftOut(LeftOut::Archived),
    Verdict::LeftOut(LeftOut::DoNotCall),
    Verdict::LeftOut(LeftOut::Definitive),
    Verdict::LeftOut(LeftOut::Passive),
    Verdict::LeftOut(LeftOut::Barred(Bar::Objection)),
    Verdict::LeftOut(LeftOut::Barred(Bar::NoBasis)),
    Verdict::LeftOut(LeftOut::Barred(Bar::Robinson)),
    Verdict::LeftOut(LeftOut::Barred(Bar::Complaint)),
    Verdict::LeftOut(LeftOut::Barred(Bar::Pressure)),
    Verdict::LeftOut(LeftOut::Barred(Bar::Hours)),
    Verdict::LeftOut(LeftOut::Barred(Bar::Unreachable)),
];

/// The verdicts by customer.
#[derive(Clone, Debug, Default)]
pub(super) struct Standing {
    blocks: BTreeMap<i64, Vec<u8>>,
    /// How many of each verdict.
    counts: [usize; VERDICTS.len()],
}

impl Standing {
    /// Another verdict of a customer, or none.
    pub fn set(&mut self, id: CustomerId, verdict: Option<Verdict>) {
        let number = verdict.and_then(|v| VERDICTS.iter().position(|w| *w == v)).map_or(0, |at| at + 1);
        let block = id.div_euclid(BLOCK);
        if number == 0 && !self.blocks.contains_key(&block) {
            return;
        }
        let numbers = self.blocks.entry(block).or_insert_with(|| vec![0; BLOCK as usize]);
        let was = std::mem::replace(&mut numbers[id.rem_euclid(BLOCK) as usize], number as u8);
        if let Some(count) = usize::from(was).checked_sub(1).and_then(|at| self.counts.get_mut(at)) {
            *count -= 1;
        }
        if let Some(count) = number.checked_sub(1).and_then(|at| self.counts.get_mut(at)) {
            *count += 1;
        }
    }

    /// How many have this verdict.
    pub fn count(&self, verdict: Verdict) -> usize {
        VERDICTS.iter().zip(self.counts).filter(|(v, _)| **v == verdict).map(|(_, count)| count).sum()
    }

    /// How many stand on the list.
    pub fn listed(&self) -> usize {
        let listed = |v: &Verdict| matches!(v, Verdict::Listed(_));
        VERDICTS.iter().zip(self.counts).filter(|(v, _)| listed(v)).map(|(_, count)| count).sum()
    }

    /// Everybody with a verdict, by id.
    pub fn iter(&self) -> impl Iterator<Item = (CustomerId, Verdict)> + '_ {
        self.blocks.iter().flat_map(|(block, numbers)| {
            numbers.iter().enumerate().filter_map(move |(at, number)| {
                let verdict = VERDICTS.get(usize::from(*number).checked_sub(1)?)?;
                Some((block * BLOCK + at as i64, *verdict))
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verdict_replaces_the_one_before_and_is_counted_once() {
        let mut standing = Standing::default();
        let (due, archived) =
            (Verdict::Listed(TodayReason::DueByRhythm), Verdict::LeftOut(LeftOut::Archived));
        for id in [-3, 1, 4095, 4096, 9_000_000] {
            standing.set(id, Some(due));
        }
        standing.set(1, Some(archived));
        standing.set(4096, None);
        standing.set(77_777, None);
        assert_eq!((standing.listed(), standing.count(due), standing.count(archived)), (3, 3, 1));
        let all: Vec<_> = standing.iter().collect();
        assert_eq!(all, [(-3, due), (1, archived), (4095, due), (9_000_000, due)]);
    }

    #[test]
    fn every_reason_to_be_left_out_has_a_number() {
        let mut standing = Standing::default();
        for (id, why) in (1..).zip(LeftOut::ALL) {
            standing.set(id, Some(Verdict::LeftOut(why)));
        }
        assert!(LeftOut::ALL.iter().all(|why| standing.count(Verdict::LeftOut(*why)) == 1));
    }

    #[test]
    fn every_reason_has_a_number() {
        let mut standing = Standing::default();
        for (id, reason) in (1..).zip(TodayReason::ALL) {
            standing.set(id, Some(Verdict::Listed(reason)));
        }
        assert_eq!(standing.listed(), TodayReason::ALL.len());
    }
}
