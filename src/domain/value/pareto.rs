//! Who brings most of the revenue: the classes A, B and C, and how concentrated a portfolio is (mission row 52).
//!
//! Customers stand in the order of revenue; ties by the older customer, then by id. A while the share *before* the
//! customer is under 80 % of the total, so that whoever crosses the line is A; B under 95 %; C the rest; nobody with
//! nothing or less has a class. All boundaries are compared in integers.

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use super::table::Member;
use crate::domain::base::{Day, Money};
use crate::domain::people::CustomerId;

/// A customer with what they brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holder {
    /// Who.
    pub id: CustomerId,
    /// First purchase day; the older customer stands first where revenue is equal.
    pub first: Day,
    /// Net revenue of the period.
    pub revenue: Money,
}

impl From<&Member> for Holder {
    fn from(member: &Member) -> Self {
        Self { id: member.id, first: member.first, revenue: member.activity.revenue }
    }
}

/// Pareto class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Class {
    /// With those before them, under 80 % of the revenue until them.
    A,
    /// Under 95 %.
    B,
    /// The rest with revenue.
    C,
    /// Nothing, or less.
    #[serde(rename = "none")]
    None,
}

impl Class {
    /// In order.
    pub const ALL: [Self; 4] = [Self::A, Self::B, Self::C, Self::None];

    /// `A`, `B`, `C`, `none`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
            Self::None => "none",
        }
    }
}

/// Where a customer stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Class.
    pub class: Class,
    /// Rank by revenue, from 1.
    pub rank: u32,
}

/// A step of the curve: the first customers by revenue and what they bring.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// Customers, from the one with most revenue on.
    pub customers: u64,
    /// What they bring.
    pub revenue: Money,
    /// Share of the total; `None` where the total is nothing or less.
    pub share: Option<f64>,
}

/// How revenue is spread. Shares are of the net total of everybody given, and `None` where that is nothing or less.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Concentration {
    /// Everybody given.
    pub customers: u64,
    /// Their net revenue.
    pub total: Money,
    /// ⌈20 %⌉ of the customers.
    pub top20_count: u64,
    /// What they bring.
    pub top20_revenue: Money,
    /// Their share.
    pub top20_share: Option<f64>,
    /// Revenue of the last of them.
    pub top20_threshold: Option<Money>,
    /// Fewest customers that bring 80 % of the total.
    pub customers_to_80: u64,
    /// Fewest customers that bring half of it.
    pub customers_to_50: u64,
    /// Gini coefficient of revenue, negatives counted as nothing: 0 all alike, towards 1 all with one. `None` where
    /// nobody brings anything.
    pub gini: Option<f64>,
    /// Share of the first ⌈1 %⌉.
    pub top1_share: Option<f64>,
    /// Share of the first ⌈5 %⌉.
    pub top5_share: Option<f64>,
    /// Shares of the first ⌈10 %⌉, ⌈20 %⌉ … 100 %; empty where there is nobody.
    pub curve: Vec<Step>,
    /// Revenue of the last customer of class A: what it takes to be one. `None` where there is none.
    pub a_threshold: Option<Money>,
    /// Customers and revenue of A, B, C and none.
    pub classes: [(u64, Money); 4],
}

/// Places in the order given, and the whole.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ranking {
    /// Class and rank of each holder, in the order given.
    pub places: Vec<Place>,
    /// The whole.
    pub concentration: Concentration,
}

/// Ranks everybody.
pub fn rank(holders: &[Holder]) -> Ranking {
    let mut order: Vec<(Reverse<Money>, Day, CustomerId, u32)> =
        holders.iter().zip(0..).map(|(h, i)| (Reverse(h.revenue), h.first, h.id, i)).collect();
    order.sort_unstable();
    let total: i128 = holders.iter().map(|h| i128::from(h.revenue.0)).sum();
    let mut places = vec![Place { class: Class::None, rank: 0 }; holders.len()];
    let mut classes = [(0, Money::ZERO); 4];
    let mut a_threshold = None;
    let mut before = 0_i128;
    for ((Reverse(revenue), .., i), rank) in order.iter().zip(1..) {
        let class = class(before, total, *revenue);
        places[*i as usize] = Place { class, rank };
        let (count, sum) = &mut classes[class as usize];
        *count += 1;
        *sum += *revenue;
        if class == Class::A {
            a_threshold = Some(*revenue);
        }
        before += i128::from(revenue.0);
    }
    let sorted: Vec<i64> = order.iter().map(|(Reverse(revenue), ..)| revenue.0).collect();
    let mut concentration = spread(&sorted, total);
    (concentration.classes, concentration.a_threshold) = (classes, a_threshold);
    Ranking { places, concentration }
}

fn class(before: i128, total: i128, revenue: Money) -> Class {
    if revenue <= Money::ZERO {
        Class::None
    } else if 10 * before < 8 * total {
        Class::A
    } else if 20 * before < 19 * total {
        Class::B
    } else {
        Class::C
    }
}

/// Concentration of revenues sorted from most to least.
fn spread(sorted: &[i64], total: i128) -> Concentration {
    let n = sorted.len();
    let mut sums = Vec::with_capacity(n + 1);
    let mut sum = 0_i128;
    sums.push(sum);
    for revenue in sorted {
        sum += i128::from(*revenue);
        sums.push(sum);
    }
    let share = |part: i128| (total > 0).then(|| part as f64 / total as f64);
    // How many it takes until `times · sum ≥ part · total`.
    let to = |part: i128, times: i128| {
        if total <= 0 { 0 } else { sums.iter().position(|s| times * s >= part * total).unwrap_or(n) as u64 }
    };
    let top = |parts: usize| n.div_ceil(parts);
    let curve = (1..=10)
        .map(|tenth| (tenth * n).div_ceil(10))
        .filter(|_| n > 0)
        .map(|k| Step { customers: k as u64, revenue: money(sums[k]), share: share(sums[k]) })
        .collect();
    Concentration {
        customers: n as u64,
        total: money(total),
        top20_count: top(5) as u64,
        top20_revenue: money(sums[top(5)]),
        top20_share: share(sums[top(5)]),
        top20_threshold: top(5).checked_sub(1).map(|last| Money(sorted[last])),
        customers_to_80: to(8, 10),
        customers_to_50: to(1, 2),
        gini: gini(sorted),
        top1_share: share(sums[top(100)]),
        top5_share: share(sums[top(20)]),
        curve,
        ..Concentration::default()
    }
}

fn money(minor: i128) -> Money {
    Money(i64::try_from(minor).unwrap_or(if minor < 0 { i64::MIN } else { i64::MAX }))
}

/// Gini coefficient G = (2·Σ i·xᵢ − (n+1)·Σ xᵢ) / (n·Σ xᵢ) over x sorted from least to most, negatives clipped at 0;
/// in integers up to the one division.
fn gini(sorted: &[i64]) -> Option<f64> {
    let n = sorted.len() as i128;
    let (mut sum, mut weighted) = (0_i128, 0_i128);
    for (revenue, rank) in sorted.iter().zip((1..=n).rev()) {
        let x = i128::from((*revenue).max(0));
        sum += x;
        weighted += rank * x;
    }
    (sum > 0).then(|| (2 * weighted - (n + 1) * sum) as f64 / (n * sum) as f64)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(revenues: &[i64]) -> Ranking {
        let holders: Vec<_> = revenues
            .iter()
            .zip(1..)
            .map(|(r, id)| Holder { id, first: Day(0), revenue: Money(*r) })
            .collect();
        rank(&holders)
    }

    fn counts(ranking: &Ranking) -> [u64; 4] {
        ranking.concentration.classes.map(|(n, _)| n)
    }

    #[test]
    fn ten_customers_make_three_a_four_b_and_three_c() {
        let ranking = of(&[500, 200, 100, 60, 40, 30, 25, 20, 15, 10]);
        assert_eq!(counts(&ranking), [3, 4, 3, 0]);
        let c = &ranking.concentration;
        assert_eq!((c.top20_count, c.top20_revenue, c.top20_share), (2, Money(700), Some(0.7)));
        assert_eq!((c.customers_to_80, c.customers_to_50, c.a_threshold), (3, 1, Some(Money(100))));
        assert_eq!(c.curve.len(), 10);
    }

    #[test]
    fn whoever_crosses_eighty_per_cent_is_a_and_whoever_begins_there_is_not() {
        assert_eq!(counts(&of(&[80, 15, 5])), [1, 1, 1, 0]);
        assert_eq!(counts(&of(&[79, 16, 5])), [2, 0, 1, 0]);
    }

    #[test]
    fn nothing_and_less_have_no_class_and_lower_the_total() {
        let ranking = of(&[100, 0, -50]);
        assert_eq!(counts(&ranking), [1, 0, 0, 2]);
        assert_eq!((ranking.concentration.total, ranking.places[2].rank), (Money(50), 3));
    }

    #[test]
    fn equal_revenue_stands_by_the_older_customer_and_then_by_id() {
        let holder = |id, first| Holder { id, first: Day(first), revenue: Money(10) };
        let ranks: Vec<_> =
            rank(&[holder(3, 5), holder(2, 9), holder(1, 9)]).places.iter().map(|p| p.rank).collect();
        assert_eq!(ranks, [1, 3, 2]);
    }

    #[test]
    fn gini_is_zero_among_equals_and_near_one_where_one_has_all() {
        assert_eq!(of(&[7, 7, 7, 7]).concentration.gini, Some(0.0));
        assert_eq!(of(&[0, 0, 0, 8]).concentration.gini, Some(0.75));
        assert_eq!(of(&[-9, -9, -9, 8]).concentration.gini, Some(0.75));
    }

    #[test]
    fn without_customers_or_money_there_are_no_shares() {
        let none = of(&[]).concentration;
        assert_eq!((none.customers, none.gini, none.top20_share, none.curve.len()), (0, None, None, 0));
        let lost = of(&[-5, -7]).concentration;
        assert_eq!((lost.top20_share, lost.gini, lost.customers_to_80), (None, None, 0));
        assert_eq!(counts(&of(&[5, -7])), [0, 0, 1, 1]);
    }

    proptest! {
        #[test]
        fn classes_make_up_the_total_and_do_not_depend_on_the_order_of_rows(
            rows in proptest::collection::vec((-3000_i64..90_000, 0_i32..30), 0..80),
            turn in 0_usize..80,
        ) {
            let holders: Vec<_> = rows
                .iter()
                .zip(1..)
                .map(|((r, first), id)| Holder { id, first: Day(*first), revenue: Money(*r) })
                .collect();
            let ranking = rank(&holders);
            let c = &ranking.concentration;
            prop_assert_eq!(c.classes.iter().map(|x| x.1).sum::<Money>(), c.total);
            prop_assert_eq!(c.classes.iter().map(|x| x.0).sum::<u64>(), c.customers);
            let mut ranks: Vec<_> = ranking.places.iter().map(|p| p.rank).collect();
            ranks.sort_unstable();
            prop_assert!(ranks.into_iter().eq(1..=holders.len() as u32));
            if c.total > Money::ZERO {
                prop_assert_eq!(c.classes[0].0, c.customers_to_80);
            }
            prop_assert!(c.gini.is_none_or(|g| (0.0..1.0).contains(&g)));
            let turn = turn % holders.len().max(1);
            let mut turned = holders.clone();
            turned.rotate_left(turn);
            let mut places = ranking.places.clone();
            places.rotate_left(turn);
            let again = rank(&turned);
            prop_assert_eq!(&again.places, &places);
            prop_assert_eq!(&again.concentration, c);
        }
    }
}
