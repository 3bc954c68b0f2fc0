//! BG/NBD and MBG/NBD: purchases at a gamma distributed rate λ, and after a purchase the customer stops for good with a
//! beta distributed probability p.
//!
//! Fader, Hardie & Lee 2005 («"Counting Your Customers" the Easy Way», eq. 6): nobody stops at the first purchase.
//! Batislam, Denizel & Filiztekin 2007: the first purchase may be the last too, so that a one-time buyer has a
//! P(alive) below 1. The formulas of the second are those of the first with b + 1 for b, and with stopping for x = 0.

use super::groups::{Groups, Logs};
use super::minimise::{Minimum, minimise};
use super::special::{expm1_over, hypergeometric_rest, survival_of_odds};
use super::{FAR, nbd};

/// Where fits begin: r, a, b. α follows from the mean rate.
const STARTS: [[f64; 3]; 3] = [[0.5, 0.8, 2.0], [1.5, 0.2, 5.0], [0.25, 2.5, 1.5]];
/// A fit ends once no derivative of the mean log-likelihood by a ln parameter exceeds this.
const TOLERANCE: f64 = 1e-8;
/// Above so many rows the start is looked for in a part of them.
const MANY: usize = 8_000;

/// A BG/NBD or MBG/NBD model; time in weeks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BetaGeometric {
    /// Shape of the rate.
    pub r: f64,
    /// Scale of the rate, in weeks.
    pub alpha: f64,
    /// Stopping, against [`BetaGeometric::b`].
    pub a: f64,
    /// Going on.
    pub b: f64,
    /// Whether one can stop at the first purchase: MBG/NBD.
    pub modified: bool,
}

impl BetaGeometric {
    /// From logarithms of r, α, a, b.
    fn from_logs(p: &[f64; 4], modified: bool) -> Self {
        let [r, alpha, a, b] = p.map(f64::exp);
        Self { r, alpha, a, b, modified }
    }

    /// b of the BG formulas.
    fn shifted(&self) -> f64 {
        if self.modified { self.b + 1.0 } else { self.b }
    }

    /// The most likely model for everybody, and its log-likelihood. `None` where nothing was ever bought twice or
    /// nobody could be observed.
    pub fn fit(groups: &Groups, modified: bool) -> Option<(Self, f64)> {
        let rate = groups.mean_rate();
        if rate <= 0.0 {
            return None;
        }
        let starts = STARTS.map(|[r, a, b]| [r, r / rate, a, b].map(f64::ln));
        let step = groups.rows.len() / MANY;
        let part = (step > 1).then(|| groups.part(step));
        let search = part.as_ref().unwrap_or(groups);
        let coarse = if part.is_some() { 1e-4 } else { TOLERANCE };
        let mut best: Option<Minimum<4>> = None;
        for start in starts {
            let found = Self::descend(search, start, coarse, modified);
            // A start that arrives at the same place does not replace the one before it.
            if best.is_none_or(|b| found.value < b.value - 1e-10) {
                best = Some(found);
            }
        }
        let mut best = best?;
        if part.is_some() {
            best = Self::descend(groups, best.at, TOLERANCE, modified);
        }
        best.value
            .is_finite()
            .then(|| (Self::from_logs(&best.at, modified), -best.value * groups.customers as f64))
    }

    fn descend(groups: &Groups, start: [f64; 4], tolerance: f64, modified: bool) -> Minimum<4> {
        let mut logs = Logs::new();
        let oldest = groups.oldest();
        minimise(start, tolerance, |p, gradient| {
            let model = Self::from_logs(p, modified);
            logs.fill(model.alpha, oldest);
            let (value, slopes) = model.likelihood(groups, &logs);
            let n = groups.customers as f64;
            *gradient = [
                -slopes[0] * model.r / n,
                -slopes[1] * model.alpha / n,
                -slopes[2] * model.a / n,
                -slopes[3] * model.b / n,
            ];
            -value / n
        })
    }

    /// Log-likelihood of everybody.
    pub fn log_likelihood(&self, groups: &Groups) -> f64 {
        let mut logs = Logs::new();
        logs.fill(self.alpha, groups.oldest());
        self.likelihood(groups, &logs).0
    }

    /// Log-likelihood and its derivatives by r, α, a, b. Everything that depends on x alone is summed along x, on T
    /// alone along T; for a row one exponential is left, and one logarithm for some hundred rows.
    fn likelihood(&self, groups: &Groups, logs: &Logs) -> (f64, [f64; 4]) {
        let (mut value, slopes) = nbd::likelihood(self.r, self.alpha, groups, logs);
        let [mut by_r, mut by_alpha] = slopes;
        let (mut by_a, mut by_b) = (0.0, 0.0);
        let shifted = self.shifted();
        // Σ_{i<x} ln((b+i)/(a+b+i)) and its derivatives; one term more for MBG.
        let (mut i, mut beta, mut beta_a, mut beta_b) = (0, 0.0, 0.0, 0.0);
        for run in &groups.runs {
            let terms = run.x + u32::from(self.modified);
            while i < terms {
                let (going, all) = (self.b + f64::from(i), self.a + self.b + f64::from(i));
                beta += (going / all).ln();
                beta_a -= 1.0 / all;
                beta_b += 1.0 / going - 1.0 / all;
                i += 1;
            }
            let n = run.n as f64;
            value += n * beta;
            by_a += n * beta_a;
            by_b += n * beta_b;
            if run.x == 0 && !self.modified {
                continue;
            }
            let shape = self.r + f64::from(run.x);
            let last = shifted + f64::from(run.x) - 1.0;
            let bias = (self.a / last).ln();
            let (mut soft, mut product) = (0.0, 1.0_f64);
            let (mut dead, mut dead_log, mut dead_inverse) = (0.0, 0.0, 0.0);
            for row in &groups.rows[run.from..run.to] {
                let (age, t_x) = (row.age as usize, row.t_x as usize);
                let silence = logs.ln[age] - logs.ln[t_x];
                let odds = bias + shape * silence;
                let n = f64::from(row.n);
                let stopped = if odds < 200.0 {
                    let e = odds.exp();
                    let sum = 1.0 + e;
                    if row.n == 1 {
                        product *= sum;
                        if product > 1e200 {
                            soft += product.ln();
                            product = 1.0;
                        }
                    } else {
                        soft += n * sum.ln();
                    }
                    e / sum
                } else {
                    soft += n * odds;
                    1.0
                } * n;
                dead += stopped;
                dead_log += stopped * silence;
                dead_inverse += stopped * (logs.inverse[age] - logs.inverse[t_x]);
            }
            value += soft + product.ln();
            by_r += dead_log;
            by_alpha += shape * dead_inverse;
            by_a += dead / self.a;
            by_b -= dead / last;
        }
        (value, [by_r, by_alpha, by_a, by_b])
    }

    /// Whether drop-out can be told from slow buying: a/(a+b) of at least 0.01, and no parameter out of bounds.
    pub fn is_identified(&self) -> bool {
        self.a / (self.a + self.b) >= 0.01
            && [self.r, self.alpha, self.a, self.b].iter().all(|p| p.ln().abs() <= FAR)
    }

    /// P(alive | x, t_x, T): 1/(1 + a/(b+x−1)·((α+T)/(α+t_x))^{r+x}), with b + 1 for b in MBG/NBD; 1 for x = 0 in
    /// BG/NBD.
    pub fn p_alive(&self, x: u32, t_x: f64, age: f64) -> f64 {
        self.p_alive_from(x, ((self.alpha + age) / (self.alpha + t_x)).ln())
    }

    /// The same from ln((α+T)/(α+t_x)).
    pub fn p_alive_from(&self, x: u32, silence: f64) -> f64 {
        if x == 0 && !self.modified {
            return 1.0;
        }
        let x = f64::from(x);
        survival_of_odds((self.a / (self.shifted() + x - 1.0)).ln() + (self.r + x) * silence)
    }

    /// E[X(t) | alive at T]: expected purchases in the next `t` weeks of somebody with x repeat transactions at age T.
    /// Fader, Hardie & Lee 2005 eq. 10 after Euler's transformation of ₂F₁, which leaves no difference of large terms
    /// and no pole at a = 1. Where even that does not converge in floats (rates of a purchase a minute), what is known
    /// to be no less stands in: purchases without drop-out, and those of all time, E\[1/p\] = (a+b+x−1)/(a−1).
    pub fn expected_alive(&self, x: u32, age: f64, t: f64) -> f64 {
        if t <= 0.0 {
            return 0.0;
        }
        let z = t / (self.alpha + age + t);
        let b = self.shifted();
        let c = self.a + b + f64::from(x) - 1.0;
        let l = (-z).ln_1p();
        let rest = hypergeometric_rest(self.a + b - 1.0 - self.r, self.a, c, z);
        let for_ever = if self.a > 1.0 { c / (self.a - 1.0) } else { f64::INFINITY };
        let most = ((self.r + f64::from(x)) * t / (self.alpha + age)).min(for_ever);
        let expected = -(c * expm1_over(self.a - 1.0, l) + rest);
        if expected.is_finite() { expected.clamp(0.0, most) } else { most }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn published() -> BetaGeometric {
        BetaGeometric {
            r: 0.2425945166232234,
            alpha: 4.413601894733082,
            a: 0.792922166013119,
            b: 2.4259073757588236,
            modified: false,
        }
    }

    #[test]
    fn customer_0001_of_cdnow_is_as_published() {
        let (t_x, age) = (213.0 / 7.0, 272.0 / 7.0);
        let alive = published().p_alive(2, t_x, age);
        assert!((alive - 0.726620).abs() < 1e-6, "{alive}");
        let expected = alive * published().expected_alive(2, age, 39.0);
        assert!((expected - 1.225994).abs() < 1e-6, "{expected}");
    }

    #[test]
    fn the_limit_at_a_equal_to_one_is_continuous() {
        let at = |a: f64| BetaGeometric { a, ..published() }.expected_alive(3, 20.0, 52.0);
        assert!((at(1.0) - at(1.0 + 1e-9)).abs() < 1e-8);
        assert!((at(1.0) - at(1.0 - 1e-9)).abs() < 1e-8);
    }

    #[test]
    fn without_drop_out_it_is_the_negative_binomial() {
        for modified in [false, true] {
            let model = BetaGeometric { a: 1e-5, b: 2e4, modified, ..published() };
            let limit = (model.r + 4.0) * 30.0 / (model.alpha + 25.0);
            assert!((model.expected_alive(4, 25.0, 30.0) / limit - 1.0).abs() < 1e-7);
        }
    }

    #[test]
    fn extreme_parameters_give_figures() {
        for (a, b) in [(2e4, 1e-4), (2e4, 2e4), (1e-4, 1e-4), (1e-4, 2e4)] {
            for (r, alpha) in [(2e4, 1e-4), (1e-4, 2e4), (1e-4, 1e-4), (2e4, 2e4)] {
                for modified in [false, true] {
                    let model = BetaGeometric { r, alpha, a, b, modified };
                    for (x, age) in [(0, 0.0), (0, 5000.0), (3, 1.0), (900, 5000.0)] {
                        let expected = model.expected_alive(x, age, 52.0);
                        let alive = model.p_alive(x, age * 0.5, age);
                        assert!(expected.is_finite() && expected >= 0.0, "{model:?} {x} {age} {expected}");
                        assert!((0.0..=1.0).contains(&alive), "{model:?} {x} {age} {alive}");
                    }
                }
            }
        }
    }
}
