//! Functions under the models: sums of logs that must not overflow, the hypergeometric series, quadrature, Chebyshev
//! curves. Gamma functions come from `statrs`.

use std::f64::consts::PI;

pub use statrs::function::gamma::{digamma, gamma_lr, ln_gamma};

/// ln(1 + eᵈ) without overflow.
pub fn ln_1p_exp(d: f64) -> f64 {
    if d > 0.0 { d + (-d).exp().ln_1p() } else { d.exp().ln_1p() }
}

/// 1/(1 + eᵈ): the probability whose odds against are eᵈ.
pub fn survival_of_odds(d: f64) -> f64 {
    if d > 0.0 {
        let e = (-d).exp();
        e / (1.0 + e)
    } else {
        1.0 / (1.0 + d.exp())
    }
}

/// ln(eᵃ + eᵇ) without overflow.
pub fn log_add_exp(a: f64, b: f64) -> f64 {
    let (low, high) = if a < b { (a, b) } else { (b, a) };
    if low == f64::NEG_INFINITY { high } else { high + ln_1p_exp(low - high) }
}

/// expm1(k·l)/k, with its limit l at k = 0.
pub fn expm1_over(k: f64, l: f64) -> f64 {
    if (k * l).abs() < 1e-300 { l } else { (k * l).exp_m1() / k }
}

/// Terms of a series after which it is left as it is: reached only where z is within 0.0003 of 1.
const TERMS: u32 = 100_000;

/// C·(1−z)^{a−1}·S with S = Σ_{n≥1} (A)_n (a)_{n−1}/((C)_n n!) zⁿ, for 0 ≤ z < 1, a > 0, C > −1. Multiplied by C, the
/// series has no pole at C = 0. Terms that outgrow a float are scaled; the factor (1−z)^{a−1} takes the scale back.
pub fn hypergeometric_rest(a_upper: f64, a: f64, c: f64, z: f64) -> f64 {
    const BIG: f64 = 1e250;
    let mut term = a_upper * z;
    let (mut sum, mut scale) = (term, 0.0);
    let mut n = 1.0;
    for _ in 0..TERMS {
        let ratio = (a_upper + n) * (a + n - 1.0) / ((c + n) * (n + 1.0)) * z;
        term *= ratio;
        sum += term;
        n += 1.0;
        // Past the largest term the rest is less than a geometric series.
        if ratio.abs() < 1.0 && term.abs() <= 1e-17 * sum.abs() * (1.0 - z) {
            break;
        }
        if term == 0.0 {
            break;
        }
        if term.abs() > BIG {
            term /= BIG;
            sum /= BIG;
            scale += BIG.ln();
        }
    }
    sum * ((a - 1.0) * (-z).ln_1p() + scale).exp()
}

/// Nodes and weights of Gauss–Legendre quadrature on [0, 1], `N` points, by Newton's method from Tricomi's guesses.
pub fn gauss_legendre<const N: usize>() -> [(f64, f64); N] {
    let mut nodes = [(0.0, 0.0); N];
    let n = N as f64;
    for (i, node) in nodes.iter_mut().enumerate() {
        let mut x = (PI * (i as f64 + 0.75) / (n + 0.5)).cos();
        let mut slope = 1.0;
        for _ in 0..50 {
            let (mut p, mut before) = (1.0, 0.0);
            for k in 1..=N {
                let k = k as f64;
                (p, before) = (((2.0 * k - 1.0) * x * p - (k - 1.0) * before) / k, p);
            }
            slope = n * (x * p - before) / (x * x - 1.0);
            let step = p / slope;
            x -= step;
            if step.abs() < 1e-15 {
                break;
            }
        }
        *node = (0.5 * (1.0 - x), 1.0 / ((1.0 - x * x) * slope * slope));
    }
    nodes
}

/// A smooth function on an interval as a sum of Chebyshev polynomials.
#[derive(Clone, Debug)]
pub struct Chebyshev {
    from: f64,
    to: f64,
    coefficients: Vec<f64>,
}

impl Chebyshev {
    /// The polynomial through `f` at `points` Chebyshev points of [`from`, `to`].
    pub fn through(from: f64, to: f64, points: usize, mut f: impl FnMut(f64) -> f64) -> Self {
        let n = points as f64;
        let at = |i: usize| PI * (i as f64 + 0.5) / n;
        let values: Vec<f64> =
            (0..points).map(|i| f(from + (to - from) * 0.5 * (1.0 + at(i).cos()))).collect();
        let coefficients = (0..points)
            .map(|k| {
                let sum: f64 = values.iter().enumerate().map(|(i, v)| v * (k as f64 * at(i)).cos()).sum();
                sum * if k == 0 { 1.0 } else { 2.0 } / n
            })
            .collect();
        Self { from, to, coefficients }
    }

    /// How many points give 1e-13 of the scale of a function with no singularity nearer than π to the real axis:
    /// the convergence is ρ⁻ⁿ with ρ of the Bernstein ellipse.
    pub fn points_for(length: f64) -> usize {
        let height = PI / (0.5 * length).max(1e-9);
        let rho = height + (1.0 + height * height).sqrt();
        ((1e13_f64.ln() / rho.ln()).ceil() as usize).clamp(8, 200) + 4
    }

    /// Value at `u` (Clenshaw).
    pub fn at(&self, u: f64) -> f64 {
        let width = self.to - self.from;
        let y = if width > 0.0 { (2.0 * u - self.from - self.to) / width } else { 0.0 };
        let (mut b1, mut b2) = (0.0, 0.0);
        for c in self.coefficients[1..].iter().rev() {
            (b1, b2) = (2.0 * y * b1 - b2 + c, b1);
        }
        y * b1 - b2 + self.coefficients[0]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: f64, b: f64, tolerance: f64) {
        assert!((a - b).abs() <= tolerance * b.abs().max(1e-300), "{a} {b}");
    }

    #[test]
    fn logs_of_sums_neither_overflow_nor_lose_small_parts() {
        close(log_add_exp(1000.0, 1000.0), 1000.0 + 2_f64.ln(), 1e-15);
        close(log_add_exp(f64::NEG_INFINITY, -3.0), -3.0, 1e-15);
        close(ln_1p_exp(-40.0), (-40_f64).exp(), 1e-15);
        close(survival_of_odds(2.0) + survival_of_odds(-2.0), 1.0, 1e-15);
        assert_eq!(survival_of_odds(1e9), 0.0);
    }

    #[test]
    fn the_series_is_the_hypergeometric_function() {
        // ₂F₁(1, 1; 2; z) = −ln(1−z)/z, so with A = 1, a − 1 = 1, C = 2: 1 + S = −ln(1−z)/z.
        for z in [0.01, 0.5, 0.9, 0.99] {
            let s = hypergeometric_rest(1.0, 2.0, 2.0, z) / 2.0 / (1.0 - z);
            close(1.0 + s, -(1.0 - z).ln() / z, 1e-12);
        }
    }

    #[test]
    fn quadrature_is_exact_for_polynomials() {
        let nodes = gauss_legendre::<16>();
        for power in [0, 1, 7, 31] {
            let sum: f64 = nodes.iter().map(|(x, w)| w * x.powi(power)).sum();
            close(sum, 1.0 / (f64::from(power) + 1.0), 1e-13);
        }
    }

    #[test]
    fn a_curve_through_points_meets_the_function_between_them() {
        let f = |u: f64| 1.0 / (30.0 + u.exp());
        let curve = Chebyshev::through(-2.0, 8.0, Chebyshev::points_for(10.0), f);
        for i in 0..=100 {
            let u = -2.0 + 0.1 * f64::from(i);
            assert!((curve.at(u) - f(u)).abs() < 1e-13, "{u}");
        }
    }
}
