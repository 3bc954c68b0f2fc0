//! Which products are bought together: rules between pairs over baskets (mission row 23).
//!
//! A basket is a set of items. For "who has a also has b": support `n_ab/N`, confidence `n_ab/n_a` and lift
//! `n_ab·N/(n_a·n_b)` = P(ab)/(P(a)·P(b)) (Agrawal, Imieliński & Swami 1993; Brin et al. 1997 for lift). Limits and order
//! are compared in whole numbers: a rule that stands exactly on a limit is in, everywhere.

use std::cmp::Ordering;

use crate::domain::base::Day;

/// A fraction of whole numbers, read from a decimal without loss.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fraction {
    numerator: u64,
    denominator: u64,
}

impl Fraction {
    /// Nothing.
    pub const ZERO: Self = Self { numerator: 0, denominator: 1 };
    /// 0.01, the least support where none is given.
    pub const SUPPORT: Self = Self { numerator: 1, denominator: 100 };
    /// 0.3, the least confidence where none is given.
    pub const CONFIDENCE: Self = Self { numerator: 3, denominator: 10 };

    /// Reads `0.01`, `.3`, `0,3` or `1`; `None` for anything else, above 1, or with more than 15 decimals.
    pub fn parse(text: &str) -> Option<Self> {
        let (whole, part) = text.split_once(['.', ',']).unwrap_or((text, ""));
        let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
        if !digits(whole) || !digits(part) || part.len() > 15 || whole.len() + part.len() == 0 {
            return None;
        }
        let denominator = 10_u64.pow(part.len() as u32);
        let number = |t: &str| if t.is_empty() { Some(0) } else { t.parse::<u64>().ok() };
        let numerator = number(whole)?.checked_mul(denominator)?.checked_add(number(part)?)?;
        (numerator <= denominator).then_some(Self { numerator, denominator })
    }

    /// ⌈fraction · n⌉.
    pub fn ceil_of(self, n: u64) -> u64 {
        (u128::from(self.numerator) * u128::from(n)).div_ceil(u128::from(self.denominator)) as u64
    }

    /// part / whole ≥ fraction.
    fn is_reached(self, part: u32, whole: u32) -> bool {
        u128::from(part) * u128::from(self.denominator) >= u128::from(whole) * u128::from(self.numerator)
    }
}

/// Baskets laid end to end: items by number from 0, sorted and different within each basket.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baskets {
    items: Vec<u32>,
    ends: Vec<usize>,
}

impl Baskets {
    /// Adds a basket: sorts its items and takes each once. An empty one is not counted.
    pub fn push(&mut self, basket: &mut Vec<u32>) {
        if basket.is_empty() {
            return;
        }
        basket.sort_unstable();
        basket.dedup();
        self.items.extend_from_slice(basket);
        self.ends.push(self.items.len());
    }

    /// How many baskets.
    pub const fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The basket with this number, in the order added.
    pub fn get(&self, n: usize) -> &[u32] {
        let start = n.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.items[start..self.ends[n]]
    }

    /// All baskets, in the order added.
    pub fn iter(&self) -> impl Iterator<Item = &[u32]> {
        (0..self.len()).map(|n| self.get(n))
    }
}

/// What the numbers of items stand for, in the order of their codes: so rules that are equal otherwise stand in the
/// order of codes too. Codes that differ in capitals or outer blanks only are one product.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Catalogue {
    /// One a product.
    pub products: Vec<Product>,
}

/// A product behind the number of an item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Product {
    /// Code, trimmed and in capitals.
    pub code: String,
    /// Name; may be empty.
    pub name: String,
    /// Category; may be empty.
    pub category: String,
    /// Name of the source that the code belongs to.
    pub source: String,
    /// Last day on which anybody bought it, as known on the as-of day; `None` where nobody did.
    pub last_sold: Option<Day>,
}

impl Product {
    /// The code under which it is counted.
    pub fn normal_code(code: &str) -> String {
        code.trim().to_uppercase()
    }
}

impl Catalogue {
    /// Which products are taken as discontinued: those nobody bought after `since`. For [`recommend`].
    ///
    /// [`recommend`]: super::offer::recommend
    pub fn discontinued(&self, since: Day) -> Vec<bool> {
        self.products.iter().map(|p| p.last_sold.is_none_or(|day| day <= since)).collect()
    }

    /// Numbers of the products of a category.
    pub fn of_category(&self, category: &str) -> Vec<u32> {
        (0..).zip(&self.products).filter(|(_, p)| p.category == category).map(|(n, _)| n).collect()
    }
}

/// Who has `a` also has `b`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Item that is had.
    pub a: u32,
    /// Item that goes with it.
    pub b: u32,
    /// Baskets with both.
    pub n_ab: u32,
    /// Baskets with a.
    pub n_a: u32,
    /// Baskets with b.
    pub n_b: u32,
    /// All baskets.
    pub n: u32,
}

impl Rule {
    /// `n_ab / N`.
    pub fn support(&self) -> f64 {
        f64::from(self.n_ab) / f64::from(self.n)
    }

    /// `n_ab / n_a`.
    pub fn confidence(&self) -> f64 {
        f64::from(self.n_ab) / f64::from(self.n_a)
    }

    /// `n_ab·N / (n_a·n_b)`.
    pub fn lift(&self) -> f64 {
        (u64::from(self.n_ab) * u64::from(self.n)) as f64 / (u64::from(self.n_a) * u64::from(self.n_b)) as f64
    }

    /// Whether lift > 1: a and b meet more often than by chance.
    pub fn is_lifted(&self) -> bool {
        u64::from(self.n_ab) * u64::from(self.n) > u64::from(self.n_a) * u64::from(self.n_b)
    }

    /// Lift compared exactly, for rules over the same baskets.
    pub fn cmp_lift(&self, other: &Self) -> Ordering {
        let cross = |x: &Self, y: &Self| u128::from(x.n_ab) * u128::from(y.n_a) * u128::from(y.n_b);
        cross(self, other).cmp(&cross(other, self))
    }

    /// The order rules are shown in: lift, then `n_ab`, both from high to low, then a and b.
    pub fn order(&self, other: &Self) -> Ordering {
        other
            .cmp_lift(self)
            .then_with(|| other.n_ab.cmp(&self.n_ab))
            .then_with(|| (self.a, self.b).cmp(&(other.a, other.b)))
    }
}

/// What was found in baskets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mined {
    /// Baskets.
    pub baskets: u32,
    /// Baskets an item or a pair must be in.
    pub min_count: u32,
    /// Items in as many.
    pub frequent_items: u32,
    /// Pairs in as many.
    pub pairs: u32,
    /// Rules with enough confidence, in [`Rule::order`].
    pub rules: Vec<Rule>,
}

/// ⌈support · baskets⌉, at least 1.
pub fn min_count(baskets: &Baskets, support: Fraction) -> u32 {
    u32::try_from(support.ceil_of(baskets.len() as u64)).unwrap_or(u32::MAX).max(1)
}

/// Finds the rules between pairs that are in at least `min_count` baskets, with at least `confidence`. Items are
/// numbers below `items`.
///
/// Work is the number of pairs of frequent items in all baskets: for each item the baskets that hold it are walked
/// behind it, and what is met is counted in one row, which stays in the processor's nearest memory.
pub fn mine(baskets: &Baskets, items: usize, min_count: u32, confidence: Fraction) -> Mined {
    let n = u32::try_from(baskets.len()).unwrap_or(u32::MAX);
    let mut counts = vec![0_u32; items];
    for item in &baskets.items {
        counts[*item as usize] += 1;
    }
    // Frequent items under numbers of their own, in the same order.
    let frequent: Vec<u32> = (0..items as u32).filter(|i| counts[*i as usize] >= min_count.max(1)).collect();
    let mut number = vec![u32::MAX; items];
    for (new, item) in (0..).zip(&frequent) {
        number[*item as usize] = new;
    }
    let mut kept: Vec<u32> = Vec::with_capacity(baskets.items.len());
    // For each frequent item: where, behind it, a basket goes on, and where that ends.
    let mut behind: Vec<Vec<(usize, usize)>> =
        frequent.iter().map(|item| Vec::with_capacity(counts[*item as usize] as usize)).collect();
    for basket in baskets.iter() {
        let start = kept.len();
        kept.extend(basket.iter().map(|item| number[*item as usize]).filter(|new| *new != u32::MAX));
        let end = kept.len();
        for place in start..end {
            behind[kept[place] as usize].push((place + 1, end));
        }
    }
    let mut mined =
        Mined { baskets: n, min_count, frequent_items: frequent.len() as u32, ..Mined::default() };
    let mut row = vec![0_u32; frequent.len()];
    for (a, tails) in behind.iter().enumerate() {
        row[a + 1..].fill(0);
        for (from, to) in tails {
            for b in &kept[*from..*to] {
                row[*b as usize] += 1;
            }
        }
        for (b, &n_ab) in row.iter().enumerate().skip(a + 1).filter(|(_, met)| **met >= min_count.max(1)) {
            mined.pairs += 1;
            let (x, y) = (frequent[a], frequent[b]);
            for (a, b) in [(x, y), (y, x)] {
                let (n_a, n_b) = (counts[a as usize], counts[b as usize]);
                if confidence.is_reached(n_ab, n_a) {
                    mined.rules.push(Rule { a, b, n_ab, n_a, n_b, n });
                }
            }
        }
    }
    mined.rules.sort_unstable_by(Rule::order);
    mined
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use proptest::prelude::*;

    use super::*;

    fn baskets(all: &[Vec<u32>]) -> Baskets {
        let mut baskets = Baskets::default();
        for basket in all {
            baskets.push(&mut basket.clone());
        }
        baskets
    }

    #[test]
    fn lift_of_18_among_40_and_25_of_100_is_1_80() {
        let rule = Rule { a: 0, b: 1, n_ab: 18, n_a: 40, n_b: 25, n: 100 };
        assert!((rule.lift() - 1.80).abs() < 1e-15 && rule.is_lifted());
        assert_eq!((rule.support(), rule.confidence()), (0.18, 0.45));
    }

    #[test]
    fn what_everybody_buys_has_lift_one_and_is_not_lifted() {
        let rule = Rule { a: 0, b: 1, n_ab: 40, n_a: 40, n_b: 100, n: 100 };
        assert!(!rule.is_lifted());
        assert!((rule.lift() - 1.0).abs() < 1e-15);
    }

    #[test]
    fn a_rule_exactly_on_its_limits_is_in() {
        // Three of ten baskets with item 0 hold item 1 too: confidence 0.3, where 0.3 · 10 in floats is above 3.
        let mut all = vec![vec![0, 1]; 3];
        all.extend(vec![vec![0]; 7]);
        let mined = mine(&baskets(&all), 2, 3, Fraction::CONFIDENCE);
        assert_eq!(mined.rules.iter().map(|r| (r.a, r.b)).collect::<Vec<_>>(), [(0, 1), (1, 0)]);
        let stricter = Fraction::parse("0.300000000000001").unwrap();
        assert_eq!(mine(&baskets(&all), 2, 3, stricter).rules.len(), 1);
        assert_eq!(mine(&baskets(&all), 2, 4, Fraction::ZERO).pairs, 0);
    }

    #[test]
    fn fractions_are_read_without_loss() {
        assert_eq!(Fraction::parse("0.01"), Some(Fraction::SUPPORT));
        assert_eq!(Fraction::parse("0,3"), Some(Fraction::CONFIDENCE));
        assert_eq!(Fraction::parse(".5").map(|f| f.ceil_of(3)), Some(2));
        assert_eq!(Fraction::SUPPORT.ceil_of(18_402), 185);
        assert_eq!(Fraction::SUPPORT.ceil_of(700), 7);
        for wrong in ["", ".", "1.1", "-0.1", "a", "1e-3", "0.0000000000000001", "99999999999999999999"] {
            assert_eq!(Fraction::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn an_empty_basket_is_not_counted_and_a_double_item_once() {
        let found = baskets(&[vec![], vec![2, 0, 2]]);
        assert_eq!((found.len(), found.get(0)), (1, &[0, 2][..]));
        assert_eq!(
            mine(&Baskets::default(), 0, 1, Fraction::ZERO),
            Mined { min_count: 1, ..Mined::default() }
        );
    }

    proptest! {
        #[test]
        fn rules_are_those_of_counting_every_pair_by_itself(
            all in proptest::collection::vec(proptest::collection::vec(0_u32..12, 0..7), 0..60),
            least in 1_u32..4,
        ) {
            let found = mine(&baskets(&all), 12, least, Fraction::CONFIDENCE);
            let sets: Vec<BTreeSet<u32>> = all.iter().map(|b| b.iter().copied().collect()).collect();
            let n = sets.iter().filter(|s| !s.is_empty()).count() as u32;
            let has = |x: u32| sets.iter().filter(|s| s.contains(&x)).count() as u32;
            let mut expected = BTreeMap::new();
            for a in 0..12 {
                for b in (0..12).filter(|b| *b != a) {
                    let n_ab = sets.iter().filter(|s| s.contains(&a) && s.contains(&b)).count() as u32;
                    if n_ab >= least && 10 * n_ab >= 3 * has(a) {
                        expected.insert((a, b), Rule { a, b, n_ab, n_a: has(a), n_b: has(b), n });
                    }
                }
            }
            let by_pair: BTreeMap<_, _> = found.rules.iter().map(|r| ((r.a, r.b), *r)).collect();
            prop_assert_eq!(&by_pair, &expected);
            prop_assert!(found.rules.windows(2).all(|w| w[0].order(&w[1]) == Ordering::Less));
            let mut turned = all.clone();
            turned.reverse();
            prop_assert_eq!(mine(&baskets(&turned), 12, least, Fraction::CONFIDENCE), found);
        }
    }
}
