//! Recency, frequency and money of each customer as scores from 1 to 5 that ties share.
//!
//! Score = 1 + ⌊5·L/N⌋ with L = customers strictly worse and N = all of them, in integers; equal customers therefore
//! have equal scores, whatever the order they came in (quintiles by row number have not). Recency counts reversed: the
//! later the better. With few customers or few different values fifths mean nothing, and fixed cut-offs stand in.

use serde::{Deserialize, Serialize};

use crate::domain::base::{Day, Money};

/// Fewer customers than this are scored by fixed cut-offs.
pub const FEWEST_CUSTOMERS: usize = 25;
/// Fewer different values of a measure than this are scored by fixed cut-offs.
pub const FEWEST_VALUES: usize = 3;
/// Fixed cut-offs of recency: at most so many days for the scores 5, 4, 3, 2.
pub const RECENCY_DAYS: [i32; 4] = [30, 90, 180, 365];
/// Fixed cut-offs of frequency: at least so many purchase days for the scores 5, 4, 3, 2.
pub const FREQUENCY_DAYS: [u32; 4] = [12, 6, 3, 2];
/// Fixed cut-offs of money: at least so many times the median document for the scores 5, 4, 3, 2.
pub const MONEY_TIMES: [u32; 4] = [5, 3, 2, 1];

/// What a customer did in the period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Activity {
    /// Last purchase day of the period.
    pub last: Day,
    /// Distinct purchase days of the period.
    pub days: u32,
    /// Net revenue of the period, credit notes included.
    pub revenue: Money,
}

/// Three scores, each from 1 (worst) to 5 (best).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Rfm {
    /// Recency.
    pub r: u8,
    /// Frequency.
    pub f: u8,
    /// Money.
    pub m: u8,
}

impl Rfm {
    /// The 125 cells, from 111 to 555.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..125_u8).map(|i| Self { r: i / 25 + 1, f: i / 5 % 5 + 1, m: i % 5 + 1 })
    }

    /// Place among the 125 cells, from 0.
    pub const fn index(self) -> usize {
        (self.r as usize - 1) * 25 + (self.f as usize - 1) * 5 + (self.m as usize - 1)
    }
}

impl std::fmt::Display for Rfm {
    /// `545`
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}{}", self.r, self.f, self.m)
    }
}

/// The median of amounts, exact: kept as its double, because the median of an even number is a mean of two.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Median {
    twice: i128,
}

impl Median {
    /// The median of amounts in minor units, put in another order; zero of none.
    pub fn of(amounts: &mut [i64]) -> Self {
        if amounts.is_empty() {
            return Self::default();
        }
        let middle = amounts.len() / 2;
        let is_even = amounts.len().is_multiple_of(2);
        let (below, upper, _) = amounts.select_nth_unstable(middle);
        let upper = *upper;
        let lower = if is_even { below.iter().copied().max().unwrap_or(upper) } else { upper };
        Self { twice: i128::from(lower) + i128::from(upper) }
    }

    /// Whether `amount` is at least so many times the median. Nothing and less than nothing never are.
    pub fn is_reached(self, amount: Money, times: u32) -> bool {
        amount > Money::ZERO && 2 * i128::from(amount.0) >= i128::from(times) * self.twice
    }

    /// The median rounded half up to the minor unit, for showing.
    pub fn money(self) -> Money {
        Money(i64::try_from((self.twice + 1).div_euclid(2)).unwrap_or(i64::MAX))
    }
}

/// Scores of all customers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scored {
    /// In the order of the customers given.
    pub scores: Vec<Rfm>,
    /// Which of recency, frequency and money were scored by fixed cut-offs; to be said where scores are shown.
    pub fixed: [bool; 3],
}

/// Lowest and highest value that got a score: days since the last purchase, purchase days, minor units.
pub type Band = Option<(i64, i64)>;

/// A cell of the 125 with somebody in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Which.
    pub rfm: Rfm,
    /// Customers.
    pub count: u64,
    /// Their net revenue in the period.
    pub revenue: Money,
}

/// Scores everybody. `reference` is the day recency is counted to (the day after the as-of day), `median` the median
/// purchase document of the period; both matter only where fixed cut-offs do.
pub fn score(activity: &[Activity], reference: Day, median: Median) -> Scored {
    let n = activity.len();
    let fifths = |value: fn(&Activity) -> i64| {
        let values: Vec<i64> = activity.iter().map(value).collect();
        if n < FEWEST_CUSTOMERS { None } else { quintiles(&values) }
    };
    let r = fifths(|a| i64::from(a.last.0));
    let f = fifths(|a| i64::from(a.days));
    let m = fifths(|a| a.revenue.0);
    let fixed = [r.is_none(), f.is_none(), m.is_none()];
    let all = |of: &dyn Fn(&Activity) -> u8| activity.iter().map(of).collect::<Vec<u8>>();
    let r = r.unwrap_or_else(|| all(&|a| fixed_recency(a.last, reference)));
    let f = f.unwrap_or_else(|| all(&|a| fixed_frequency(a.days)));
    let m = m.unwrap_or_else(|| all(&|a| fixed_money(a.revenue, median)));
    let scores = (0..n).map(|i| Rfm { r: r[i], f: f[i], m: m[i] }).collect();
    Scored { scores, fixed }
}

/// 1 + ⌊5·L/N⌋ of each value, L = values strictly smaller; `None` where fewer than [`FEWEST_VALUES`] differ.
fn quintiles(values: &[i64]) -> Option<Vec<u8>> {
    let n = values.len();
    let (low, high) = (*values.iter().min()?, *values.iter().max()?);
    let range = i128::from(high) - i128::from(low);
    // Days and counts lie close together: counting them is several times faster than sorting.
    if range < 4 * n as i128 { counted(values, low, range as usize) } else { sorted(values) }
}

fn of_rank(below: usize, n: usize) -> u8 {
    (1 + 5 * below as u64 / n as u64) as u8
}

fn counted(values: &[i64], low: i64, range: usize) -> Option<Vec<u8>> {
    let mut counts = vec![0_u32; range + 1];
    for value in values {
        counts[(value - low) as usize] += 1;
    }
    if counts.iter().filter(|c| **c > 0).count() < FEWEST_VALUES {
        return None;
    }
    let mut below = 0;
    let by_value: Vec<u8> = counts
        .iter()
        .map(|&count| {
            // Behind the highest value nobody is left; the clamp keeps the unused entry a score.
            let score = of_rank(below, values.len()).min(5);
            below += count as usize;
            score
        })
        .collect();
    Some(values.iter().map(|value| by_value[(value - low) as usize]).collect())
}

fn sorted(values: &[i64]) -> Option<Vec<u8>> {
    let mut order: Vec<(i64, u32)> = values.iter().copied().zip(0..).collect();
    order.sort_unstable();
    let mut scores = vec![0; values.len()];
    let (mut start, mut distinct) = (0, 0);
    while start < order.len() {
        let value = order[start].0;
        let end = start + order[start..].iter().take_while(|(v, _)| *v == value).count();
        let score = of_rank(start, values.len());
        for (_, i) in &order[start..end] {
            scores[*i as usize] = score;
        }
        distinct += 1;
        start = end;
    }
    (distinct >= FEWEST_VALUES).then_some(scores)
}

fn step(reached: impl Fn(usize) -> bool) -> u8 {
    (0..4).find(|i| reached(*i)).map_or(1, |i| 5 - i as u8)
}

fn fixed_recency(last: Day, reference: Day) -> u8 {
    let age = i64::from(reference.0) - i64::from(last.0);
    step(|i| age <= i64::from(RECENCY_DAYS[i]))
}

fn fixed_frequency(days: u32) -> u8 {
    step(|i| days >= FREQUENCY_DAYS[i])
}

fn fixed_money(revenue: Money, median: Median) -> u8 {
    step(|i| median.is_reached(revenue, MONEY_TIMES[i]))
}

impl Scored {
    /// The cells with somebody in them, from 111 to 555. `activity` is what was scored.
    pub fn cells(&self, activity: &[Activity]) -> Vec<Cell> {
        let mut all = [(0_u64, Money::ZERO); 125];
        for (rfm, activity) in self.scores.iter().zip(activity) {
            let (count, revenue) = &mut all[rfm.index()];
            *count += 1;
            *revenue += activity.revenue;
        }
        Rfm::all()
            .map(|rfm| Cell { rfm, count: all[rfm.index()].0, revenue: all[rfm.index()].1 })
            .filter(|cell| cell.count > 0)
            .collect()
    }

    /// What each score means here: for recency (days to `reference`), frequency and money, the lowest and highest
    /// value that got the scores 1 to 5; `None` where nobody got it.
    pub fn bands(&self, activity: &[Activity], reference: Day) -> [[Band; 5]; 3] {
        let mut bands = [[None; 5]; 3];
        for (rfm, a) in self.scores.iter().zip(activity) {
            let age = i64::from(reference.0) - i64::from(a.last.0);
            for (measure, (score, value)) in
                [(rfm.r, age), (rfm.f, i64::from(a.days)), (rfm.m, a.revenue.0)].into_iter().enumerate()
            {
                let band: &mut Band = &mut bands[measure][usize::from(score) - 1];
                *band = Some(band.map_or((value, value), |(low, high)| (low.min(value), high.max(value))));
            }
        }
        bands
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn activity(last: i32, days: u32, revenue: i64) -> Activity {
        Activity { last: Day(last), days, revenue: Money(revenue) }
    }

    #[test]
    fn ties_share_the_score_of_those_strictly_worse() {
        let scores = quintiles(&[1, 1, 1, 1, 1, 1, 2, 3, 5, 9]);
        assert_eq!(scores, Some(vec![1, 1, 1, 1, 1, 1, 4, 4, 5, 5]));
        assert_eq!(sorted(&[9, 1, 1, 5, 1, 3, 1, 2, 1, 1]), Some(vec![5, 1, 1, 5, 1, 4, 1, 4, 1, 1]));
    }

    #[test]
    fn the_later_purchase_has_the_better_recency() {
        let all: Vec<_> = (0..50).map(|i| activity(i, 1 + i as u32, 100 * i64::from(i))).collect();
        let scored = score(&all, Day(51), Median::default());
        assert_eq!(
            (scored.scores[0], scored.scores[49]),
            (Rfm { r: 1, f: 1, m: 1 }, Rfm { r: 5, f: 5, m: 5 })
        );
        assert_eq!(scored.fixed, [false; 3]);
        assert_eq!(scored.bands(&all, Day(51))[0][4], Some((2, 11)));
    }

    #[test]
    fn few_customers_are_scored_by_fixed_cut_offs_at_their_exact_limits() {
        let median = Median::of(&mut [100, 100, 100]);
        let of = |age: i32, days, revenue| {
            let scored = score(&[activity(1000 - age, days, revenue)], Day(1000), median);
            assert_eq!(scored.fixed, [true; 3]);
            scored.scores[0].to_string()
        };
        assert_eq!(of(30, 12, 500), "555");
        assert_eq!(of(31, 11, 499), "444");
        assert_eq!(of(90, 6, 300), "444");
        assert_eq!(of(91, 5, 299), "333");
        assert_eq!(of(181, 2, 199), "222");
        assert_eq!(of(365, 2, 100), "222");
        assert_eq!(of(366, 1, 99), "111");
    }

    #[test]
    fn a_measure_with_two_values_only_is_scored_by_fixed_cut_offs_alone() {
        let all: Vec<_> = (0..40).map(|i| activity(i, 1 + (i as u32) % 2, 10 * i64::from(i))).collect();
        let scored = score(&all, Day(41), Median::default());
        assert_eq!(scored.fixed, [false, true, false]);
        assert_eq!((scored.scores[0].f, scored.scores[1].f), (1, 2));
    }

    #[test]
    fn the_median_of_an_even_number_is_exact() {
        let median = Median::of(&mut [4, 1, 2, 3]);
        assert!(median.is_reached(Money(3), 1) && !median.is_reached(Money(2), 1));
        assert!(median.is_reached(Money(13), 5) && !median.is_reached(Money(12), 5));
        assert_eq!(median.money(), Money(3));
    }

    #[test]
    fn nothing_given_is_nothing_scored() {
        assert_eq!(score(&[], Day(0), Median::default()).scores, []);
    }

    proptest! {
        #[test]
        fn counting_and_sorting_agree(values in proptest::collection::vec(-40_i64..40, 1..120)) {
            let low = *values.iter().min().unwrap();
            let range = (*values.iter().max().unwrap() - low) as usize;
            prop_assert_eq!(counted(&values, low, range), sorted(&values));
        }

        #[test]
        fn scores_follow_the_customer_not_the_row(
            rows in proptest::collection::vec((0_i32..400, 1_u32..20, -5000_i64..90_000), 0..90),
            turn in 0_usize..90,
        ) {
            let all: Vec<_> = rows.iter().map(|(l, d, m)| activity(*l, *d, *m)).collect();
            let median = Median::of(&mut rows.iter().map(|r| r.2).collect::<Vec<_>>());
            let scored = score(&all, Day(401), median);
            let turn = turn % all.len().max(1);
            let mut turned = all.clone();
            turned.rotate_left(turn);
            let mut expected = scored.scores.clone();
            expected.rotate_left(turn);
            prop_assert_eq!(&score(&turned, Day(401), median).scores, &expected);
            prop_assert!(scored.scores.iter().all(|s| [s.r, s.f, s.m].iter().all(|v| (1..=5).contains(v))));
            let cells = scored.cells(&all);
            prop_assert_eq!(cells.iter().map(|c| c.count).sum::<u64>(), all.len() as u64);
            prop_assert_eq!(
                cells.iter().map(|c| c.revenue).sum::<Money>(),
                all.iter().map(|a| a.revenue).sum::<Money>()
            );
        }
    }
}
