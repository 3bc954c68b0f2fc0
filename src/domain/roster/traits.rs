//! What is known of people before they buy, for how like the best customers somebody is.

use super::columns::Shared;
use super::{GONE, MemberView, Roster, Stage};
use crate::domain::people::CustomerId;
use crate::domain::value::lookalike::{Attribute, TraitCount, Traits};

impl Roster {
    /// What is known of somebody; `None` where they are not here.
    pub fn traits(&self, id: CustomerId) -> Option<Traits<'_>> {
        let row = self.ids.row(id).filter(|row| self.flags[*row] & GONE == 0)?;
        Some(Attribute::ALL.map(|attribute| match attribute {
            Attribute::Zone => self.zones.get(row),
            Attribute::Source => self.sources.get(row),
            _ => self.profile.known(attribute, row),
        }))
    }

    /// Everybody who ever bought, by value of each attribute, in the order of [`Attribute::ALL`]; `is_best` says who is
    /// of class A.
    pub fn trait_counts(
        &self,
        is_best: &mut dyn FnMut(&MemberView<'_>) -> bool,
    ) -> [Vec<TraitCount>; Attribute::ALL.len()] {
        let buyers: Vec<(u32, bool)> = (0..self.flags.len())
            .filter(|row| self.flags[*row] & GONE == 0 && self.stage(*row) != Stage::Prospect)
            .map(|row| (row as u32, is_best(&self.view(row))))
            .collect();
        Attribute::ALL.map(|attribute| match attribute {
            Attribute::Zone => shared(&self.zones, &buyers),
            Attribute::Source => shared(&self.sources, &buyers),
            _ => self.profile.counts(attribute, &buyers),
        })
    }
}

fn shared(column: &Shared<str>, buyers: &[(u32, bool)]) -> Vec<TraitCount> {
    counted(column.values.iter().map(|value| &**value), buyers, |row| column.code(row))
}

/// Rows by the number of their value.
pub(super) fn counted<'a>(
    values: impl Iterator<Item = &'a str>,
    buyers: &[(u32, bool)],
    code: impl Fn(usize) -> usize,
) -> Vec<TraitCount> {
    let mut counts: Vec<TraitCount> =
        values.map(|value| TraitCount { value: value.to_owned(), all: 0, best: 0 }).collect();
    for (row, best) in buyers {
        if let Some(count) = counts.get_mut(code(*row as usize)) {
            count.all += 1;
            count.best += u32::from(*best);
        }
    }
    counts
}
