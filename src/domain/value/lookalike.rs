//! How like the best customers somebody is who has not bought yet (mission row 63): naive Bayes on what is known of
//! people before they buy. The lift of a value is its share among customers of class A over its share among all
//! customers; a score is the sum of the logarithms of the lifts. Whatever is unknown says nothing.

use std::collections::HashMap;

use crate::domain::base::names::fold;

/// What is known of somebody before the first purchase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Attribute {
    /// What they do.
    Activity,
    /// Where they are: zone as shown.
    Zone,
    /// Income band.
    Income,
    /// Generation, by year of birth.
    Generation,
    /// Occasion of use.
    Occasion,
    /// Benefit sought.
    Benefit,
    /// Where they came from.
    Source,
}

impl Attribute {
    /// Every attribute, in the order of [`Traits`].
    pub const ALL: [Self; 7] = [
        Self::Activity,
        Self::Zone,
        Self::Income,
        Self::Generation,
        Self::Occasion,
        Self::Benefit,
        Self::Source,
    ];

    /// Key in JSON and texts.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Activity => "activity",
            Self::Zone => "zone",
            Self::Income => "income",
            Self::Generation => "generation",
            Self::Occasion => "occasion",
            Self::Benefit => "benefit",
            Self::Source => "source",
        }
    }
}

/// The value of each attribute of somebody, in the order of [`Attribute::ALL`]; empty for unknown.
pub type Traits<'a> = [&'a str; Attribute::ALL.len()];

/// Customers with a value of an attribute: how many, and how many of those are of class A.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TraitCount {
    /// Value as written; spellings that differ in case or accents alone count as one.
    pub value: String,
    /// Customers.
    pub all: u32,
    /// Of class A.
    pub best: u32,
}

/// Customers as alike to the whole as this many stand beside those counted: a value that two customers have says little.
const SMOOTHING: f64 = 10.0;

/// With fewer customers of class A of whom an attribute is known it says nothing.
const FEWEST_BEST: u32 = 10;

/// Logarithms of lifts by attribute and value.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Likeness {
    lifts: [HashMap<String, f64>; Attribute::ALL.len()],
}

impl Likeness {
    /// From customers by value of each attribute, in the order of [`Attribute::ALL`]; empty values are left out.
    ///
    /// `lift(v) = [(a(v) + s·n(v)/n) / (a + s)] / (n(v)/n)` with `n` customers whose attribute is known, `a` of them of
    /// class A, `n(v)` and `a(v)` those of them with the value, and `s` = 10.
    pub fn fit(counts: &[Vec<TraitCount>; Attribute::ALL.len()]) -> Self {
        let lifts = counts.each_ref().map(|values| {
            let mut merged: HashMap<String, (u32, u32)> = HashMap::new();
            for count in values.iter().filter(|count| !count.value.is_empty()) {
                let (all, best) = merged.entry(fold(&count.value)).or_default();
                *all += count.all;
                *best += count.best;
            }
            let (all, best) = merged.values().fold((0, 0), |sum, n| (sum.0 + n.0, sum.1 + n.1));
            if best < FEWEST_BEST {
                return HashMap::new();
            }
            let lift = |(n, a): (u32, u32)| {
                let share = f64::from(n) / f64::from(all);
                ((f64::from(a) + SMOOTHING * share) / (f64::from(best) + SMOOTHING) / share).ln()
            };
            merged.into_iter().filter(|(_, (n, _))| *n > 0).map(|(value, n)| (value, lift(n))).collect()
        });
        Self { lifts }
    }

    /// Whether nothing can be told of anybody.
    pub fn is_empty(&self) -> bool {
        self.lifts.iter().all(HashMap::is_empty)
    }

    /// Sum of the logarithms of the lifts; 0 where nothing is known, above 0 for more like the best than customers are.
    pub fn score(&self, traits: &Traits<'_>) -> f64 {
        self.parts(traits).map(|(.., part)| part).sum()
    }

    /// What speaks most for somebody: at most three attributes with their values, whose lifts are above 1.
    pub fn why<'t>(&self, traits: &Traits<'t>) -> Vec<(Attribute, &'t str)> {
        let mut parts: Vec<_> = self.parts(traits).filter(|(.., part)| *part > 0.0).collect();
        parts.sort_by(|a, b| b.2.total_cmp(&a.2));
        parts.into_iter().take(3).map(|(attribute, value, _)| (attribute, value)).collect()
    }

    /// Attributes that say something of somebody, with value and logarithm of the lift.
    fn parts<'t>(&self, traits: &Traits<'t>) -> impl Iterator<Item = (Attribute, &'t str, f64)> {
        let known = Attribute::ALL.into_iter().zip(&self.lifts).zip(traits);
        known.filter_map(|((attribute, lifts), value)| {
            let known = !lifts.is_empty() && !value.is_empty();
            Some((attribute, *value, *lifts.get(&fold(value)).filter(|_| known)?))
        })
    }
}

/// A score in hundredths, as rows carry it, as a lift: how much more frequent what is known is among the best.
pub fn lift(hundredths: i16) -> f64 {
    (f64::from(hundredths) / 100.0).exp()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn counts(zone: &[(&str, u32, u32)]) -> [Vec<TraitCount>; 7] {
        let mut all: [Vec<TraitCount>; 7] = Default::default();
        let row = |(value, all, best): &(&str, u32, u32)| TraitCount {
            value: (*value).into(),
            all: *all,
            best: *best,
        };
        all[1] = zone.iter().map(row).collect();
        all
    }

    fn zone(value: &str) -> Traits<'_> {
        ["", value, "", "", "", "", ""]
    }

    #[test]
    fn a_lift_is_the_share_among_the_best_over_the_share_among_all() {
        // 40 of 100 of the best, 100 of 1,000 of all: 4 without smoothing, (40 + 1) / 110 / 0.1 with it.
        let fitted = Likeness::fit(&counts(&[("Norte", 100, 40), ("Sur", 900, 60)]));
        assert!((fitted.score(&zone("norte")) - (41.0_f64 / 110.0 / 0.1).ln()).abs() < 1e-12);
        assert!(fitted.score(&zone("Sur")) < 0.0);
        assert!(fitted.score(&zone("Este")).abs() < 1e-12, "nobody lives there");
        assert_eq!(fitted.why(&zone("NORTE")).len(), 1);
        assert!(fitted.why(&zone("Sur")).is_empty());
    }

    #[test]
    fn few_of_the_best_tell_nothing() {
        assert!(Likeness::fit(&counts(&[("Norte", 100, 9), ("Sur", 900, 0)])).is_empty());
        assert!(!Likeness::fit(&counts(&[("Norte", 100, 10), ("Sur", 900, 0)])).is_empty());
    }

    #[test]
    fn a_bestseller_of_a_value_says_nothing() {
        let fitted = Likeness::fit(&counts(&[("Norte", 500, 50)]));
        assert!(fitted.score(&zone("Norte")).abs() < 1e-12, "everybody has it");
    }

    proptest! {
        #[test]
        fn the_shares_of_all_values_among_the_best_sum_to_one(
            rows in prop::collection::vec((1..400_u32, 0..400_u32), 1..12),
        ) {
            let names: Vec<String> = (0..rows.len()).map(|n| format!("z{n}")).collect();
            let rows: Vec<(&str, u32, u32)> =
                names.iter().zip(&rows).map(|(name, (all, best))| (name.as_str(), *all, *best.min(all))).collect();
            let fitted = Likeness::fit(&counts(&rows));
            prop_assume!(!fitted.is_empty());
            let all: u32 = rows.iter().map(|r| r.1).sum();
            let sum: f64 =
                rows.iter().map(|r| fitted.score(&zone(r.0)).exp() * f64::from(r.1) / f64::from(all)).sum();
            prop_assert!((sum - 1.0).abs() < 1e-9);
        }

        /// Fitted on half of the customers it tells the best of the other half from the rest where they differ.
        #[test]
        fn on_customers_it_has_not_seen_the_best_score_higher(seed in 1..10_000_u64) {
            let mut state = seed;
            let mut next = |n: u64| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                (state >> 33) % n
            };
            // Of 4,000 customers a third live where the best are three times as many.
            let people: Vec<(&str, bool)> = (0..4000)
                .map(|_| if next(3) == 0 { ("Norte", next(10) < 3) } else { ("Sur", next(10) < 1) })
                .collect();
            let (seen, unseen) = people.split_at(2000);
            let row = |value: &'static str| {
                let all = seen.iter().filter(|p| p.0 == value);
                (value, all.clone().count() as u32, all.filter(|p| p.1).count() as u32)
            };
            let fitted = Likeness::fit(&counts(&[row("Norte"), row("Sur")]));
            let mean = |best: bool| {
                let all: Vec<f64> =
                    unseen.iter().filter(|p| p.1 == best).map(|p| fitted.score(&zone(p.0))).collect();
                all.iter().sum::<f64>() / all.len() as f64
            };
            prop_assert!(mean(true) > mean(false) + 0.1);
        }
    }
}
