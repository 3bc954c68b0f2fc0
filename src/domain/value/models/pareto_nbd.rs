//! Pareto/NBD (Schmittlein, Morrison & Colombo 1987): purchases at a gamma distributed rate until the end of an
//! exponential lifetime whose rate is gamma distributed.
//!
//! The likelihood has a difference of two ₂F₁ (Fader & Hardie 2005, "A note on deriving the Pareto/NBD model"), each
//! of which is an Euler integral. Their difference is one integral, over the day of death:
//!
//! L = Γ(r+x) αʳ βˢ/Γ(r) · { (α+T)^{−(r+x)} (β+T)^{−s} + s ∫ (α+τ)^{−(r+x)} (β+τ)^{−(s+1)} dτ }, τ from t_x to T.
//!
//! The integral is positive, holds for α above and below β alike, and loses nothing where T is close to t_x. It is taken
//! by Gauss–Legendre quadrature in v = ln((m+τ)/(m+t_x)) with m = min(α, β), where the integrand is analytic within π of
//! the real axis; the part below e⁻⁴⁵ of the whole is left out. Derivatives are taken under the integral, so the
//! gradient is analytic as well.

use super::FAR;
use super::groups::Groups;
use super::minimise::{Minimum, minimise};
use super::special::{expm1_over, gauss_legendre, survival_of_odds};
use crate::domain::value::buyer::WEEK;

/// Points of the quadrature.
const POINTS: usize = 32;
/// Where fits begin: r, s, β. α follows from the mean rate.
const STARTS: [[f64; 3]; 3] = [[0.5, 0.6, 12.0], [1.5, 0.3, 30.0], [0.4, 1.5, 40.0]];
/// A fit ends once no derivative of the mean log-likelihood by a ln parameter exceeds this.
const TOLERANCE: f64 = 1e-8;
/// Above so many rows the start is looked for in a part of them.
const MANY: usize = 1_500;
/// What falls below e^−45 of the integrand's start adds nothing.
const DROP: f64 = 45.0;

/// A Pareto/NBD model; time in weeks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ParetoNbd {
    /// Shape of the purchase rate.
    pub r: f64,
    /// Scale of the purchase rate, in weeks.
    pub alpha: f64,
    /// Shape of the rate of stopping.
    pub s: f64,
    /// Scale of the rate of stopping, in weeks.
    pub beta: f64,
}

/// The integral over the day of death, relative to being alive at T.
struct Death {
    /// ln of the odds of being dead; −∞ where T = t_x.
    odds: f64,
    /// Means under the integral: ln(α+τ), 1/(α+τ), ln(β+τ), 1/(β+τ).
    means: [f64; 4],
}

/// Nodes and weights of the quadrature.
pub type Nodes = [(f64, f64); POINTS];

/// The quadrature's nodes, to be made once for many customers.
pub fn nodes() -> Nodes {
    gauss_legendre()
}

impl ParetoNbd {
    /// From logarithms of r, α, s, β.
    fn from_logs(p: &[f64; 4]) -> Self {
        let [r, alpha, s, beta] = p.map(f64::exp);
        Self { r, alpha, s, beta }
    }

    /// The most likely model for everybody, and its log-likelihood. `None` where nothing was ever bought twice or
    /// nobody could be observed.
    pub fn fit(groups: &Groups) -> Option<(Self, f64)> {
        let rate = groups.mean_rate();
        if rate <= 0.0 {
            return None;
        }
        let nodes = nodes();
        let step = groups.rows.len() / MANY;
        let part = (step > 1).then(|| groups.part(step));
        let search = part.as_ref().unwrap_or(groups);
        let coarse = if part.is_some() { 1e-4 } else { TOLERANCE };
        let mut best: Option<Minimum<4>> = None;
        for [r, s, beta] in STARTS {
            let start = [r, r / rate, s, beta].map(f64::ln);
            let found = Self::descend(search, start, coarse, &nodes);
            if best.is_none_or(|b| found.value < b.value - 1e-10) {
                best = Some(found);
            }
        }
        let mut best = best?;
        if part.is_some() {
            best = Self::descend(groups, best.at, TOLERANCE, &nodes);
        }
        best.value.is_finite().then(|| (Self::from_logs(&best.at), -best.value * groups.customers as f64))
    }

    fn descend(groups: &Groups, start: [f64; 4], tolerance: f64, nodes: &Nodes) -> Minimum<4> {
        minimise(start, tolerance, |p, gradient| {
            let model = Self::from_logs(p);
            let (value, slopes) = model.likelihood(groups, nodes);
            let n = groups.customers as f64;
            *gradient = [
                -slopes[0] * model.r / n,
                -slopes[1] * model.alpha / n,
                -slopes[2] * model.s / n,
                -slopes[3] * model.beta / n,
            ];
            -value / n
        })
    }

    /// Log-likelihood of everybody.
    pub fn log_likelihood(&self, groups: &Groups) -> f64 {
        self.likelihood(groups, &nodes()).0
    }

    /// Log-likelihood and its derivatives by r, α, s, β.
    fn likelihood(&self, groups: &Groups, nodes: &Nodes) -> (f64, [f64; 4]) {
        let (mut value, mut by) = (0.0, [0.0; 4]);
        let (mut i, mut rising, mut rising_slope) = (0, 0.0, 0.0);
        for run in &groups.runs {
            while i < run.x {
                rising += (self.r + f64::from(i)).ln();
                rising_slope += 1.0 / (self.r + f64::from(i));
                i += 1;
            }
            let shape = self.r + f64::from(run.x);
            for row in &groups.rows[run.from..run.to] {
                let (t_x, age) = (f64::from(row.t_x) / WEEK, f64::from(row.age) / WEEK);
                let n = f64::from(row.n);
                let death = self.death(shape, t_x, age, nodes);
                let alive = survival_of_odds(death.odds);
                let dead = 1.0 - alive;
                let (ln_alpha, ln_beta) = ((self.alpha + age).ln(), (self.beta + age).ln());
                let [m_ln_alpha, m_inv_alpha, m_ln_beta, m_inv_beta] = death.means;
                // ln(1 + odds) = −ln P(alive).
                let soft = if death.odds > 30.0 { death.odds } else { -alive.ln() };
                value += n
                    * (rising + self.r * self.alpha.ln() + self.s * self.beta.ln()
                        - shape * ln_alpha
                        - self.s * ln_beta
                        + soft);
                by[0] += n * (rising_slope + self.alpha.ln() - alive * ln_alpha - dead * m_ln_alpha);
                by[1] +=
                    n * (self.r / self.alpha - shape * (alive / (self.alpha + age) + dead * m_inv_alpha));
                by[2] += n * (self.beta.ln() - alive * ln_beta + dead * (1.0 / self.s - m_ln_beta));
                by[3] += n
                    * (self.s / self.beta
                        - alive * self.s / (self.beta + age)
                        - dead * (self.s + 1.0) * m_inv_beta);
            }
        }
        (value, by)
    }

    /// The integral over τ in (t_x, T]; `shape` is r + x.
    fn death(&self, shape: f64, t_x: f64, age: f64, nodes: &Nodes) -> Death {
        if age <= t_x {
            return Death { odds: f64::NEG_INFINITY, means: [0.0; 4] };
        }
        let least = self.alpha.min(self.beta);
        let base = least + t_x;
        let height = |tau: f64| shape * (self.alpha + tau).ln() + (self.s + 1.0) * (self.beta + tau).ln();
        let start = height(t_x);
        let mut length = ((least + age) / base).ln();
        if height(age) - start - length > DROP {
            // Where the integrand, with the dτ = (m+τ) dv in it, has fallen to e^−45: by halving, it falls throughout.
            let (mut low, mut high) = (0.0, length);
            for _ in 0..24 {
                let middle = 0.5 * (low + high);
                let tau = base * middle.exp() - least;
                if height(tau) - start - middle > DROP { high = middle } else { low = middle }
            }
            length = high;
        }
        let mut sums = [0.0; 5];
        for (node, weight) in nodes {
            let v = length * node;
            let tau = base * v.exp_m1() + t_x;
            let (ln_alpha, ln_beta) = ((self.alpha + tau).ln(), (self.beta + tau).ln());
            let w = weight * (start - shape * ln_alpha - (self.s + 1.0) * ln_beta + v).exp();
            sums[0] += w;
            sums[1] += w * ln_alpha;
            sums[2] += w / (self.alpha + tau);
            sums[3] += w * ln_beta;
            sums[4] += w / (self.beta + tau);
        }
        let alive = shape * (self.alpha + age).ln() + self.s * (self.beta + age).ln();
        let odds = (self.s * base * length * sums[0]).ln() - start + alive;
        Death { odds, means: [sums[1], sums[2], sums[3], sums[4]].map(|sum| sum / sums[0]) }
    }

    /// Whether drop-out can be told from slow buying: at least 1 % of those who began `oldest` weeks ago have stopped,
    /// and no parameter is out of bounds.
    pub fn is_identified(&self, oldest: f64) -> bool {
        let stopped = -(self.s * (self.beta / (self.beta + oldest)).ln()).exp_m1();
        stopped >= 0.01 && [self.r, self.alpha, self.s, self.beta].iter().all(|p| p.ln().abs() <= FAR)
    }

    /// P(alive | x, t_x, T).
    pub fn p_alive(&self, x: u32, t_x: f64, age: f64) -> f64 {
        self.p_alive_with(x, t_x, age, &nodes())
    }

    /// [`ParetoNbd::p_alive`] with quadrature nodes made once.
    pub fn p_alive_with(&self, x: u32, t_x: f64, age: f64, nodes: &Nodes) -> f64 {
        survival_of_odds(self.death(self.r + f64::from(x), t_x, age, nodes).odds)
    }

    /// E[X(t) | alive at T] = (r+x)(β+T)/((α+T)(s−1)) · [1 − ((β+T)/(β+T+t))^{s−1}], with its limit at s = 1.
    pub fn expected_alive(&self, x: u32, age: f64, t: f64) -> f64 {
        if t <= 0.0 {
            return 0.0;
        }
        let l = -(t / (self.beta + age)).ln_1p();
        -(self.r + f64::from(x)) * (self.beta + age) / (self.alpha + age) * expm1_over(self.s - 1.0, l)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gradient_is_the_slope_of_the_likelihood() {
        let packed = |x: u64, t: u64, age: u64| (x << 42) | (t << 21) | age;
        let groups = Groups::of(vec![
            packed(0, 0, 200),
            packed(2, 100, 240),
            packed(29, 90, 272),
            packed(5, 250, 250),
            packed(1, 3, 150),
        ]);
        let nodes = gauss_legendre();
        for p in [[0.5_f64, 10.0, 0.6, 12.0], [1.0, 3.0, 2.0, 40.0], [0.2, 30.0, 0.1, 2.0]] {
            let logs = p.map(f64::ln);
            let (_, slopes) = ParetoNbd::from_logs(&logs).likelihood(&groups, &nodes);
            for i in 0..4 {
                let at = |h: f64| {
                    let mut logs = logs;
                    logs[i] += h;
                    ParetoNbd::from_logs(&logs).likelihood(&groups, &nodes).0
                };
                let numeric = (at(1e-5) - at(-1e-5)) / 2e-5;
                assert!((slopes[i] * p[i] - numeric).abs() < 1e-5 * numeric.abs().max(1.0), "{p:?} {i}");
            }
        }
    }

    #[test]
    fn extreme_parameters_give_figures() {
        let ends = [1e-4, 1.0, 2e4];
        for (r, alpha) in ends.into_iter().flat_map(|r| ends.map(|a| (r, a))) {
            for (s, beta) in ends.into_iter().flat_map(|s| ends.map(|b| (s, b))) {
                let model = ParetoNbd { r, alpha, s, beta };
                for (x, t_x, age) in [(0, 0.0, 0.0), (0, 0.0, 5000.0), (3, 1.0, 1.5), (900, 2000.0, 5000.0)] {
                    let alive = model.p_alive(x, t_x, age);
                    let expected = model.expected_alive(x, age, 52.0);
                    assert!((0.0..=1.0).contains(&alive), "{model:?} {x} {age} {alive}");
                    assert!(expected.is_finite() && expected >= 0.0, "{model:?} {x} {age} {expected}");
                }
            }
        }
    }
}
