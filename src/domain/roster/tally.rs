//! What values a field has and how many customers have each, and where numbers lie: what completion proposes.

use super::columns::Shared;
use super::{ARCHIVED, GONE, LossReason, RHYTHMS, Roster, Stage};
use crate::domain::people::LabelId;
use crate::domain::query::Field;

/// Numbers looked at for marks: beyond it every so many-th customer stands for the others.
const LOOKED_AT: usize = 100_000;

impl Roster {
    fn listed(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.flags.len()).filter(|row| self.flags[*row] & (GONE | ARCHIVED) == 0)
    }

    /// The values a field has, each with its customers (archived ones left out), most frequent first. Labels by
    /// name, fixed values by key, empty left out. Numbers and dates have none, nor have fields that are not kept here.
    pub fn tally_values(&self, field: Field) -> Vec<(String, usize)> {
        let words = |column: &Shared<str>| {
            let mut counts = vec![0_usize; column.values.len()];
            self.listed().for_each(|row| counts[column.code(row)] += 1);
            column.values.iter().map(ToString::to_string).zip(counts).collect::<Vec<_>>()
        };
        let mut values = match field {
            Field::Zone => words(&self.zones),
            Field::Owner => words(&self.owners),
            Field::Source => words(&self.sources),
            Field::Stage => {
                let stages = self.funnel().stages;
                Stage::ALL.iter().zip(stages).map(|(s, (n, _))| (s.key().to_owned(), n as usize)).collect()
            }
            Field::Rhythm => {
                let mut counts = [0_usize; 8];
                self.listed().for_each(|row| counts[usize::from(self.ages[row] >> 3)] += 1);
                RHYTHMS.iter().zip(&counts[1..]).map(|(r, n)| (r.key().to_owned(), *n)).collect()
            }
            Field::Reason => {
                let mut counts = [0_usize; 14];
                self.listed().for_each(|row| counts[usize::from(self.reasons[row])] += 1);
                LossReason::ALL.iter().zip(&counts[1..]).map(|(r, n)| (r.key().to_owned(), *n)).collect()
            }
            Field::Tag => {
                let sets = self.label_sets();
                self.label_words.iter().map(|l| (l.name.clone(), self.with_label(&sets, &[l.id]))).collect()
            }
            Field::Color => {
                let sets = self.label_sets();
                let of = |colour: u8| {
                    let labels = self.label_words.iter().filter(|l| l.colour == Some(colour));
                    let ids: Vec<LabelId> = labels.map(|l| l.id).collect();
                    (colour.to_string(), self.with_label(&sets, &ids))
                };
                (1..=12).map(of).collect()
            }
            field if field.needs_worth() => {
                self.worth.as_ref().map(|worth| worth.tally(field, self.listed())).unwrap_or_default()
            }
            field => self.profile.tally(field, self.listed()),
        };
        values.retain(|(value, count)| !value.is_empty() && *count > 0);
        values.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        values
    }

    /// How many rows have each set of labels.
    fn label_sets(&self) -> Vec<usize> {
        let mut sets = vec![0_usize; self.labels.values.len()];
        self.listed().for_each(|row| sets[self.labels.code(row)] += 1);
        sets
    }

    /// How many have one of these labels.
    fn with_label(&self, sets: &[usize], ids: &[LabelId]) -> usize {
        let has = |set: &[LabelId]| ids.iter().any(|id| set.contains(id));
        self.labels.values.iter().zip(sets).filter(|(set, _)| has(set)).map(|(_, n)| n).sum()
    }

    /// The numbers of a field below which a fifth, two fifths, half, three and four fifths of those who have one lie
    /// (nearest rank); `None` where nobody has one or it has no numbers. Money is that of customers who spent.
    pub fn marks(&self, field: Field) -> Option<[i64; 5]> {
        let today = self.as_of?;
        let some = |n: i64| (n > 0).then_some(n);
        let number = |row: usize| match field {
            Field::Spent => some(self.revenue_12m.or_zero(row)),
            Field::Total => some(self.revenue_total.or_zero(row)),
            Field::Orders => some(self.orders.or_zero(row)),
            Field::Age => self.profile.age(row, today),
            field => self.worth.as_ref().and_then(|worth| worth.number(field, row)),
        };
        if !field.is_number() {
            return None;
        }
        let step = self.flags.len().div_ceil(LOOKED_AT).max(1);
        let mut all: Vec<i64> = self.listed().step_by(step).filter_map(number).collect();
        if all.is_empty() {
            return None;
        }
        all.sort_unstable();
        let at = |share: usize| all[(all.len() * share).div_ceil(10).max(1) - 1];
        Some([at(2), at(4), at(5), at(6), at(8)])
    }
}
