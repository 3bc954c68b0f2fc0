//! NBD: purchases at a gamma distributed rate, and nobody ever stops (Ehrenberg 1959). What is left of the models with
//! drop-out where drop-out cannot be told from slow buying; P(alive) is 1.

use super::groups::{Groups, Logs};
use super::minimise::minimise;

/// Where fits begin: r.
const STARTS: [f64; 2] = [0.7, 3.0];
/// As for the models with drop-out.
const TOLERANCE: f64 = 1e-8;

/// An NBD model; time in weeks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Nbd {
    /// Shape of the rate.
    pub r: f64,
    /// Scale of the rate, in weeks.
    pub alpha: f64,
}

impl Nbd {
    /// The most likely model for everybody, and its log-likelihood; `None` where nothing was ever bought twice or
    /// nobody could be observed.
    pub fn fit(groups: &Groups) -> Option<(Self, f64)> {
        let rate = groups.mean_rate();
        if rate <= 0.0 {
            return None;
        }
        let mut logs = Logs::new();
        let (n, oldest) = (groups.customers as f64, groups.oldest());
        let mut best: Option<(Self, f64)> = None;
        for start in STARTS {
            let found = minimise([start.ln(), (start / rate).ln()], TOLERANCE, |p, gradient| {
                let [r, alpha] = p.map(f64::exp);
                logs.fill(alpha, oldest);
                let (value, slopes) = likelihood(r, alpha, groups, &logs);
                *gradient = [-slopes[0] * r / n, -slopes[1] * alpha / n];
                -value / n
            });
            let value = -found.value * n;
            if found.value.is_finite() && best.is_none_or(|(_, b)| value > b + 1e-10 * n) {
                let [r, alpha] = found.at.map(f64::exp);
                best = Some((Self { r, alpha }, value));
            }
        }
        best
    }

    /// E[X(t)] = (r+x)·t/(α+T).
    pub fn expected_alive(&self, x: u32, age: f64, t: f64) -> f64 {
        (self.r + f64::from(x)) * t.max(0.0) / (self.alpha + age)
    }
}

/// Log-likelihood of everybody, lnΓ(r+x) − lnΓ(r) + r·ln α − (r+x)·ln(α+T) summed, and its derivatives by r and α.
/// `logs` are those of α.
pub(super) fn likelihood(r: f64, alpha: f64, groups: &Groups, logs: &Logs) -> (f64, [f64; 2]) {
    let n = groups.customers as f64;
    let mut value = n * r * alpha.ln();
    let mut by_r = n * alpha.ln();
    let mut by_alpha = n * r / alpha;
    for age in &groups.ages {
        let shapes = r * age.n as f64 + age.x as f64;
        value -= shapes * logs.ln[age.age as usize];
        by_r -= age.n as f64 * logs.ln[age.age as usize];
        by_alpha -= shapes * logs.inverse[age.age as usize];
    }
    let (mut i, mut rising, mut slope) = (0, 0.0, 0.0);
    for run in &groups.runs {
        while i < run.x {
            rising += (r + f64::from(i)).ln();
            slope += 1.0 / (r + f64::from(i));
            i += 1;
        }
        value += run.n as f64 * rising;
        by_r += run.n as f64 * slope;
    }
    (value, [by_r, by_alpha])
}
