//! What the figures of the whole portfolio say of each member: scores, classes, value to come. Computed elsewhere, set
//! for all at once, and not there at all until then.

use super::columns::{Column, Rows, keep};
use super::filter::{Stop, Wanted, word_is};
use crate::domain::base::Money;
use crate::domain::people::CustomerId;
use crate::domain::query::{Condition, Field, Op, Value};

/// What the figures of the whole portfolio say of one member; nothing where there is nothing to say.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct MemberWorth {
    /// Scores of recency, frequency and money, each 1 to 5.
    pub rfm: Option<[u8; 3]>,
    /// Number of the segment among all RFM segments, from best to worst, plus 1; 0 for none.
    pub segment: u8,
    /// Pareto class: 1 A, 2 B, 3 C, 4 none (bought, and nothing is left of it); 0 without a purchase.
    pub pareto: u8,
    /// Probability of still being a customer, 0 to 1.
    pub p_alive: Option<f32>,
    /// Value to come within the horizon.
    pub clv: Option<Money>,
    /// Class by value to come: 1 high yield, 2 high potential, 3 below zero, 4 steady; 0 for who is not active.
    pub class: u8,
}

/// Keys of the RFM segments ([`Segment::ALL`](crate::domain::value::Segment::ALL)), from best to worst.
pub const SEGMENT_KEYS: [&str; 11] = [
    "champions",
    "loyal",
    "active",
    "promising",
    "new",
    "needs_attention",
    "almost_lost",
    "at_risk",
    "previously_loyal",
    "dormant",
    "lost_cause",
];
/// Keys of the Pareto classes; who has none of them has no key.
pub const PARETO_KEYS: [&str; 3] = ["A", "B", "C"];
/// Keys of the classes by value to come.
pub const CLASS_KEYS: [&str; 4] = ["high_yield", "high_potential", "below_zero", "steady"];

impl MemberWorth {
    /// The scores as they are written: `545`.
    pub fn rfm_text(&self) -> Option<String> {
        self.rfm.map(|scores| scores.iter().map(ToString::to_string).collect())
    }

    /// Key of the segment.
    pub fn segment_key(&self) -> Option<&'static str> {
        key(&SEGMENT_KEYS, self.segment)
    }

    /// Key of the Pareto class.
    pub fn pareto_key(&self) -> Option<&'static str> {
        key(&PARETO_KEYS, self.pareto)
    }

    /// Key of the class by value to come.
    pub fn class_key(&self) -> Option<&'static str> {
        key(&CLASS_KEYS, self.class)
    }
}

fn key(keys: &[&'static str], number: u8) -> Option<&'static str> {
    usize::from(number).checked_sub(1).and_then(|at| keys.get(at)).copied()
}

/// [`MemberWorth`] of every row: thirteen bytes each.
#[derive(Debug, Default)]
pub(super) struct WorthColumns {
    /// Place among the 125 cells plus 1; 0 for none.
    rfm: Vec<u8>,
    segment: Vec<u8>,
    pareto: Vec<u8>,
    class: Vec<u8>,
    /// Ten-thousandths.
    p_alive: Column,
    clv: Column,
}

/// Keys of a field, and how the number of a row among them plus 1 is found.
type Keyed = (&'static [&'static str], fn(&WorthColumns, usize) -> u8);

impl WorthColumns {
    /// Nothing known of so many rows.
    pub fn unknown(rows: usize) -> Self {
        let mut all = Self { clv: Column::medium(rows), p_alive: Column::narrow(rows), ..Self::default() };
        (0..rows).for_each(|row| all.put(row, &MemberWorth::default()));
        all
    }

    /// How many rows there are.
    pub const fn len(&self) -> usize {
        self.rfm.len()
    }

    /// Another worth of a row, or the one of the row after the last.
    pub fn put(&mut self, row: usize, worth: &MemberWorth) {
        use super::columns::place;
        let cell = worth.rfm.map_or(0, |[r, f, m]| {
            let place = |score: u8| score.clamp(1, 5) - 1;
            1 + place(r) * 25 + place(f) * 5 + place(m)
        });
        place(&mut self.rfm, row, cell);
        place(&mut self.segment, row, worth.segment);
        place(&mut self.pareto, row, worth.pareto);
        place(&mut self.class, row, worth.class);
        // Four decimals are more than the models know.
        let p_alive = worth.p_alive.filter(|p| p.is_finite());
        self.p_alive.put(row, p_alive.map(|p| (f64::from(p.clamp(0.0, 1.0)) * 1e4).round() as i64));
        self.clv.put(row, worth.clv.map(|money| money.0));
    }

    /// Worth of a row.
    pub fn get(&self, row: usize) -> MemberWorth {
        if row >= self.len() {
            return MemberWorth::default();
        }
        MemberWorth {
            rfm: self.scores(row),
            segment: self.segment[row],
            pareto: self.pareto[row],
            p_alive: self.p_alive.get(row).map(|p| (p as f64 / 1e4) as f32),
            clv: self.clv.get(row).map(Money),
            class: self.class[row],
        }
    }

    fn scores(&self, row: usize) -> Option<[u8; 3]> {
        let cell = self.rfm.get(row)?.checked_sub(1)?;
        Some([cell / 25 + 1, cell / 5 % 5 + 1, cell % 5 + 1])
    }

    /// Only these rows, in this order.
    pub fn keep(&mut self, rows: &[u32]) {
        for column in [&mut self.rfm, &mut self.segment, &mut self.pareto, &mut self.class] {
            keep(column, rows);
        }
        self.p_alive.keep(rows);
        self.clv.keep(rows);
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        self.rfm.len() * 5 + self.p_alive.bytes() + self.clv.bytes()
    }

    /// The number a row has in a field; `None` where it has none or the field has no numbers here.
    pub fn number(&self, field: Field, row: usize) -> Option<i64> {
        if row >= self.len() {
            return None;
        }
        let score = |place: usize| self.scores(row).map(|scores| i64::from(scores[place]));
        match field {
            Field::R => score(0),
            Field::F => score(1),
            Field::M => score(2),
            Field::Rfm => self.rfm[row].checked_sub(1).map(i64::from),
            Field::PAlive => self.p_alive.get(row),
            Field::Clv => self.clv.get(row),
            Field::Pareto => Some(i64::from(self.pareto[row])).filter(|p| *p > 0),
            _ => None,
        }
    }

    /// Keys of a field with fixed values, and the number of a row among them plus 1.
    fn keyed(field: Field) -> Option<Keyed> {
        Some(match field {
            Field::Segment => (&SEGMENT_KEYS, |all, row| all.segment[row]),
            Field::Pareto => (&PARETO_KEYS, |all, row| all.pareto[row]),
            Field::Class => (&CLASS_KEYS, |all, row| all.class[row]),
            _ => return None,
        })
    }

    /// Who meets a condition; `None` where `stop` said so.
    pub fn select(&self, condition: &Condition, len: usize, stop: Stop<'_>) -> Option<Rows> {
        let (field, values) = (condition.field, &condition.values);
        let known = |row: usize| row < self.len();
        if let Some((keys, number)) = Self::keyed(field) {
            let wanted: Vec<bool> = keys.iter().map(|key| values.iter().any(|v| word_is(v, key))).collect();
            let none = values.contains(&Value::Empty);
            return Rows::filter(len, stop, |row| {
                let at = if known(row) { usize::from(number(self, row)).checked_sub(1) } else { None };
                at.and_then(|at| wanted.get(at)).copied().unwrap_or(none)
            });
        }
        if field == Field::Rfm {
            let (any, none) = (values.contains(&Value::Any), values.contains(&Value::Empty));
            return Rows::filter(len, stop, |row| match self.scores(row) {
                None => none,
                Some(scores) => any || values.iter().any(|value| in_cell(condition.op, value, scores)),
            });
        }
        Wanted::new(values, |value| condition.op.numbers(value))
            .pick(len, stop, |row| self.number(field, row))
    }

    /// The values of a field with the number of these rows that have each.
    pub fn tally(&self, field: Field, rows: impl Iterator<Item = usize>) -> Vec<(String, usize)> {
        let Some((keys, number)) = Self::keyed(field) else { return Vec::new() };
        let mut counts = vec![0_usize; keys.len() + 1];
        for row in rows.filter(|row| *row < self.len()) {
            if let Some(count) = counts.get_mut(usize::from(number(self, row))) {
                *count += 1;
            }
        }
        keys.iter().zip(counts.into_iter().skip(1)).map(|(key, n)| ((*key).to_owned(), n)).collect()
    }
}

/// Whether each score stands so to the one of the pattern; a score left open may be any.
fn in_cell(op: Op, value: &Value, scores: [u8; 3]) -> bool {
    let Value::Cell(cell) = value else { return false };
    cell.iter().zip(scores).filter(|(wanted, _)| **wanted > 0).all(|(wanted, score)| {
        let range = op.numbers(&Value::Number(i64::from(*wanted)));
        range.is_some_and(|(low, high)| (low..=high).contains(&i64::from(score)))
    })
}

/// Figures of everybody, ready to be set.
#[derive(Debug)]
pub struct Appraised(WorthColumns);

impl super::Roster {
    /// The figures of everybody, member by member; `None` once `stop`, asked every few hundred, said so.
    pub fn appraise(
        &self,
        stop: &dyn Fn() -> bool,
        mut worth: impl FnMut(&super::MemberView<'_>) -> MemberWorth,
    ) -> Option<Appraised> {
        let mut columns = WorthColumns::unknown(self.flags.len());
        for row in 0..self.flags.len() {
            if row.is_multiple_of(512) && stop() {
                return None;
            }
            if self.flags[row] & super::GONE == 0 {
                columns.put(row, &worth(&self.view(row)));
            }
        }
        Some(Appraised(columns))
    }

    /// Sets what [`Roster::appraise`](super::Roster::appraise) made, where nobody came or went in between.
    pub fn set_appraised(&mut self, worth: Appraised) {
        self.worth = Some(worth.0).filter(|columns| columns.len() == self.flags.len());
    }

    /// What the figures of the whole portfolio say, of everybody at once; who is not named has nothing.
    pub fn set_worth(&mut self, worth: impl IntoIterator<Item = (CustomerId, MemberWorth)>) {
        let mut columns = WorthColumns::unknown(self.flags.len());
        for (id, worth) in worth {
            if let Some(row) = self.ids.row(id) {
                columns.put(row, &worth);
            }
        }
        self.worth = Some(columns);
    }

    /// Forgets what was set: the figures are others now.
    pub fn drop_worth(&mut self) {
        self.worth = None;
    }

    /// Whether it was set.
    pub const fn has_worth(&self) -> bool {
        self.worth.is_some()
    }
}
