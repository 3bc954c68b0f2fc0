//! Whether two products meet more often than chance would have it: Fisher's exact test of the four-field table, one
//! sided (Fisher 1935). Exact at any size, where χ² needs five expected in every field.

use statrs::function::gamma::ln_gamma;

use super::basket::Rule;

/// A p-value below this is called significant.
pub const LEVEL: f64 = 0.05;

/// P(X ≥ `n_ab`) where X is hypergeometric: `n_a` baskets drawn of N, of which `n_b` hold b. From 0 to 1; 1 where the counts
/// contradict each other.
pub fn fisher(rule: &Rule) -> f64 {
    let [n, n_a, n_b, n_ab] = [rule.n, rule.n_a, rule.n_b, rule.n_ab].map(i64::from);
    let (least, most) = ((n_a + n_b - n).max(0), n_a.min(n_b));
    if n_a > n || n_b > n || n_ab <= least || n_ab > most {
        return 1.0;
    }
    // The tail that does not hold the mode falls off from its first term on: it is summed from there.
    if rule.is_lifted() {
        tail(n, n_a, n_b, n_ab, 1).clamp(0.0, 1.0)
    } else {
        (1.0 - tail(n, n_a, n_b, n_ab - 1, -1)).clamp(0.0, 1.0)
    }
}

/// Whether the pair meets more often than by chance, at the level of 5 %.
pub fn is_significant(rule: &Rule) -> bool {
    fisher(rule) < LEVEL
}

/// Σ P(X = k) from `k` on, upwards or downwards, until the terms no longer matter.
fn tail(n: i64, n_a: i64, n_b: i64, from: i64, step: i64) -> f64 {
    let choose = |n: i64, k: i64| {
        let ln_factorial = |x: i64| ln_gamma(x as f64 + 1.0);
        ln_factorial(n) - ln_factorial(k) - ln_factorial(n - k)
    };
    let mut term = (choose(n_b, from) + choose(n - n_b, n_a - from) - choose(n, n_a)).exp();
    let (mut sum, mut k) = (term, from);
    loop {
        // P(k+1)/P(k) = (n_a−k)(n_b−k) / ((k+1)(N−n_a−n_b+k+1)).
        let low = if step > 0 { k } else { k - 1 };
        let up = ((n_a - low) * (n_b - low)) as f64;
        let down = ((low + 1) * (n - n_a - n_b + low + 1)) as f64;
        term *= if step > 0 { up / down } else { down / up };
        k += step;
        if !term.is_finite() || term <= sum * 1e-17 {
            return sum;
        }
        sum += term;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(n_ab: u32, n_a: u32, n_b: u32, n: u32) -> Rule {
        Rule { a: 0, b: 1, n_ab, n_a, n_b, n }
    }

    #[test]
    fn the_lady_tasting_tea_has_a_chance_of_one_in_seventy() {
        assert!((fisher(&rule(4, 4, 4, 8)) - 1.0 / 70.0).abs() < 1e-12);
        assert!((fisher(&rule(3, 4, 4, 8)) - 17.0 / 70.0).abs() < 1e-12);
        assert!((fisher(&rule(1, 4, 4, 8)) - 69.0 / 70.0).abs() < 1e-12);
    }

    #[test]
    fn eighteen_of_forty_are_significant_and_eleven_are_not() {
        assert!(is_significant(&rule(18, 40, 25, 100)));
        assert!(!is_significant(&rule(11, 40, 25, 100)));
    }

    #[test]
    fn what_everybody_buys_proves_nothing() {
        assert!(fisher(&rule(40, 40, 100, 100)) > 0.999_999);
        assert!(fisher(&rule(0, 40, 25, 100)) > 0.999_999);
    }

    #[test]
    fn large_counts_neither_overflow_nor_vanish_into_no_number() {
        let p = fisher(&rule(202, 270, 224, 18_402));
        assert!((0.0..1e-200).contains(&p));
        assert!(fisher(&rule(900_000, 1_000_000, 2_000_000, 3_000_000)).is_finite());
    }

    #[test]
    fn every_table_of_forty_adds_up_with_its_neighbours() {
        for n_a in 0..=12 {
            for n_b in 0..=12 {
                let p: Vec<f64> = (0..=n_a.min(n_b)).map(|k| fisher(&rule(k, n_a, n_b, 14))).collect();
                assert!(p.windows(2).all(|w| w[0] >= w[1] - 1e-12), "{n_a} {n_b} {p:?}");
                assert!(p.iter().all(|p| (0.0..=1.0).contains(p)));
            }
        }
    }
}
