//! Customer lifetime value: discounted purchases to come times what a purchase brings, and how far it may be off.

use super::models::special::gamma_lr;
use statrs::function::erf::erf_inv;

/// δ: weeks in a month.
pub const MONTH_WEEKS: f64 = 4.345;
/// d: discount a month.
pub const DISCOUNT: f64 = 0.01;

/// A figure with the range it is believed in. The range always holds the figure.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Range {
    /// The expectation.
    pub value: f64,
    /// 10th percentile.
    pub low: f64,
    /// 90th percentile.
    pub high: f64,
}

/// Σ_{k=1..months} (E(kδ) − E((k−1)δ))/(1+d)ᵏ of expected purchases E in the next weeks, d a month.
pub fn discounted(months: u32, d: f64, expected: impl Fn(f64) -> f64) -> f64 {
    let (mut sum, mut before, mut factor) = (0.0, 0.0, 1.0);
    for k in 1..=months {
        let until = expected(f64::from(k) * MONTH_WEEKS);
        factor /= 1.0 + d;
        sum += (until - before) * factor;
        before = until;
    }
    sum
}

/// Value of a customer who brings `margin` a year, stays with probability `retention` each year, at a yearly
/// `discount`: Σ margin·(retention/(1+discount))ᵗ over t = 1…`years`, or for ever (`None`) margin·r/(1+d−r).
/// `None` where that has no end: retention not below 1 + discount, or a figure that is none.
pub fn simple_clv(margin: f64, retention: f64, discount: f64, years: Option<u32>) -> Option<f64> {
    let kept = retention / (1.0 + discount);
    let value = match years {
        Some(years) => {
            let (mut sum, mut left) = (0.0, 1.0);
            for _ in 0..years {
                left *= kept;
                sum += left;
            }
            margin * sum
        }
        None if (0.0..1.0).contains(&kept) => margin * kept / (1.0 - kept),
        None => return None,
    };
    value.is_finite().then_some(value)
}

/// Steps of the quantiles up to 0.9.
const STEPS: usize = 45;
/// Shapes from which on the cube-root approximation holds to 4 digits.
const WIDE: f64 = 30.0;

/// Quantiles of a gamma distribution over its mean, for probabilities from 0 to 0.9; between the steps of 0.02 they are
/// straight lines, wherever they are asked from.
///
/// This is the posterior of a customer's rate of buying: Gamma(r+x, α+T) given x purchases in T weeks (Schmittlein,
/// Morrison & Colombo 1987). Its mean is (r+x)/(α+T), so the quantile over the mean depends on r+x alone.
#[derive(Clone, Debug)]
pub struct RateQuantiles([f64; STEPS + 1]);

impl RateQuantiles {
    /// For the shape r + x.
    pub fn of(shape: f64) -> Self {
        Self(std::array::from_fn(|i| node(shape, i)))
    }

    /// The quantile at `u`.
    pub fn at(&self, u: f64) -> f64 {
        between(u, |i| self.0[i])
    }

    /// The same for one shape and one `u`, without a table.
    pub fn once(shape: f64, u: f64) -> f64 {
        between(u, |i| node(shape, i))
    }
}

fn between(u: f64, node: impl Fn(usize) -> f64) -> f64 {
    let position = (u * 50.0).clamp(0.0, STEPS as f64);
    let i = (position as usize).min(STEPS - 1);
    let part = position - i as f64;
    node(i) * (1.0 - part) + node(i + 1) * part
}

/// Quantile at 0.02·i over the mean.
fn node(shape: f64, i: usize) -> f64 {
    if i == 0 {
        return 0.0;
    }
    let u = i as f64 / 50.0;
    if shape >= WIDE {
        // Wilson & Hilferty 1931.
        let z = std::f64::consts::SQRT_2 * erf_inv(2.0 * u - 1.0);
        return (1.0 - 1.0 / (9.0 * shape) + z / (3.0 * shape.sqrt())).powi(3).max(0.0);
    }
    // In ln x: F rises from 0 to 1, below by F(x) ≤ x^k/Γ(k+1), so nothing lies under the left end.
    let (mut low, mut high) = (-700.0_f64, (4.0 * shape + 20.0).ln());
    for _ in 0..40 {
        let middle = 0.5 * (low + high);
        if gamma_lr(shape, middle.exp()) < u {
            low = middle
        } else {
            high = middle
        }
        if high - low < 1e-6 {
            break;
        }
    }
    (0.5 * (low + high)).exp() / shape
}

/// What a forecast's figure may be: the customer has stopped (worth 0) with probability 1 − `p_alive`, else is worth
/// `alive` times their rate over its mean. What drop-out takes off to come is taken at its expectation, spend at its
/// expectation as well; chance of the single purchase is not in it. `quantile` is that of the rate over its mean.
pub fn range(p_alive: f64, alive: f64, quantile: impl Fn(f64) -> f64) -> Range {
    let value = p_alive * alive;
    let at = |share: f64| {
        let left = share - (1.0 - p_alive);
        if left <= 0.0 { 0.0 } else { alive * quantile(left / p_alive) }
    };
    Range { value, low: at(0.1).min(value), high: at(0.9).max(value) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oracles_of_simple_value_hold() {
        assert!((simple_clv(120.0, 0.8, 0.1, Some(5)).unwrap() - 254.89).abs() < 0.005);
        assert!((simple_clv(120.0, 0.8, 0.1, None).unwrap() - 320.0).abs() < 1e-9);
        assert_eq!(simple_clv(120.0, 1.2, 0.1, None), None);
        assert_eq!(simple_clv(120.0, f64::NAN, 0.1, None), None);
        assert_eq!(simple_clv(120.0, 0.8, 0.1, Some(0)), Some(0.0));
    }

    #[test]
    fn quantiles_are_those_of_the_gamma_distribution() {
        // Shape 1 is the exponential distribution: −ln(1−u).
        for u in [0.1_f64, 0.5, 0.9] {
            assert!((RateQuantiles::of(1.0).at(u) + (1.0 - u).ln()).abs() < 1e-5, "{u}");
        }
        // On both sides of the change of method.
        let (below, above) = (RateQuantiles::of(29.999), RateQuantiles::of(30.001));
        for u in [0.05, 0.3, 0.8] {
            assert!((below.at(u) - above.at(u)).abs() < 1e-3);
            assert!((below.at(u) - RateQuantiles::once(29.999, u)).abs() < 1e-12);
        }
    }

    #[test]
    fn a_range_holds_its_figure_and_is_zero_at_the_low_end_for_the_doubtful() {
        let table = RateQuantiles::of(2.5);
        for p_alive in [0.0, 0.05, 0.5, 0.9, 0.99, 1.0] {
            let range = range(p_alive, 100.0, |u| table.at(u));
            assert!(range.low <= range.value && range.value <= range.high, "{p_alive} {range:?}");
            assert!(p_alive >= 0.9 || range.low == 0.0);
        }
    }

    #[test]
    fn money_to_come_later_is_worth_less() {
        let level = discounted(12, DISCOUNT, |t| t / MONTH_WEEKS);
        let annuity: f64 = (1..=12).map(|k| 1.01_f64.powi(-k)).sum();
        assert!((level - annuity).abs() < 1e-12);
    }
}
