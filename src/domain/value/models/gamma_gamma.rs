//! Gamma-Gamma: what is spent on a purchase day (Fader & Hardie 2013, "The Gamma-Gamma model of monetary value").
//!
//! Mean spend z̄ over x repeat days has the density of eq. 1a; with z = x·z̄ the spend of all repeat days,
//! ln L = lnΓ(px+q) − lnΓ(px) − lnΓ(q) + q·ln γ + (px−1)·ln z + ln x − (px+q)·ln(γ+z).
//! Spend is in major units of the currency, as in published fits: γ has that unit.

use super::FAR;
use super::minimise::{Minimum, minimise};
use super::special::{digamma, ln_gamma};

/// Where fits begin: p and q. γ follows from the mean spend.
const STARTS: [[f64; 2]; 3] = [[6.0, 4.0], [1.5, 2.0], [20.0, 10.0]];
/// A fit ends once no derivative of the mean log-likelihood by a ln parameter exceeds this.
const TOLERANCE: f64 = 1e-8;
/// Above so many customers the start is looked for in a part of them.
const MANY: usize = 8_000;

/// A Gamma-Gamma model.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GammaGamma {
    /// Shape of the spend of a day around the customer's own mean.
    pub p: f64,
    /// Shape of the customers' means.
    pub q: f64,
    /// Scale of the customers' means, in major units.
    pub gamma: f64,
}

/// Spend of the repeat days of everybody with more than none, by x.
#[derive(Clone, Debug, Default)]
pub struct Spends {
    /// x and the spends z of those with that x, ascending.
    runs: Vec<(u32, Vec<f64>)>,
    /// Σ ln z by run.
    logs: Vec<f64>,
    /// Customers.
    pub customers: u64,
    /// Mean of z̄.
    pub mean: f64,
}

impl Spends {
    /// From x (at least 1) and spend in minor units, in any order.
    pub fn of(mut spends: Vec<(u32, i64)>, decimals: u32) -> Self {
        spends.retain(|(x, z)| *x > 0 && *z > 0);
        spends.sort_unstable();
        let scale = 10_f64.powi(decimals as i32);
        let mut runs: Vec<(u32, Vec<f64>)> = Vec::new();
        for (x, z) in &spends {
            let z = *z as f64 / scale;
            match runs.last_mut() {
                Some((last, run)) if last == x => run.push(z),
                _ => runs.push((*x, vec![z])),
            }
        }
        Self::of_runs(runs)
    }

    fn of_runs(runs: Vec<(u32, Vec<f64>)>) -> Self {
        let logs = runs.iter().map(|(_, run)| run.iter().map(|z| z.ln()).sum()).collect();
        let customers: u64 = runs.iter().map(|(_, run)| run.len() as u64).sum();
        let total: f64 = runs.iter().map(|(x, run)| run.iter().sum::<f64>() / f64::from(*x)).sum();
        let mean = if customers == 0 { 0.0 } else { total / customers as f64 };
        Self { runs, logs, customers, mean }
    }

    fn part(&self, step: usize) -> Self {
        let take = |run: &Vec<f64>| run.iter().step_by(step).copied().collect();
        Self::of_runs(self.runs.iter().map(|(x, run)| (*x, take(run))).collect())
    }
}

impl GammaGamma {
    fn from_logs(logs: &[f64; 3]) -> Self {
        let [p, q, gamma] = logs.map(f64::exp);
        Self { p, q, gamma }
    }

    /// The most likely model, and its log-likelihood; `None` where fewer than two customers spent anything again.
    pub fn fit(spends: &Spends) -> Option<(Self, f64)> {
        if spends.customers < 2 || spends.mean <= 0.0 {
            return None;
        }
        let step = spends.customers as usize / MANY;
        let part = (step > 1).then(|| spends.part(step));
        let search = part.as_ref().unwrap_or(spends);
        let coarse = if part.is_some() { 1e-4 } else { TOLERANCE };
        let mut best: Option<Minimum<3>> = None;
        for [p, q] in STARTS {
            let start = [p, q, spends.mean * (q - 1.0) / p].map(f64::ln);
            let found = Self::descend(search, start, coarse);
            if best.is_none_or(|b| found.value < b.value - 1e-10) {
                best = Some(found);
            }
        }
        let mut best = best?;
        if part.is_some() {
            best = Self::descend(spends, best.at, TOLERANCE);
        }
        best.value.is_finite().then(|| (Self::from_logs(&best.at), -best.value * spends.customers as f64))
    }

    fn descend(spends: &Spends, start: [f64; 3], tolerance: f64) -> Minimum<3> {
        minimise(start, tolerance, |logs, gradient| {
            let model = Self::from_logs(logs);
            let (value, slopes) = model.likelihood(spends);
            let n = spends.customers as f64;
            *gradient = [-slopes[0] * model.p / n, -slopes[1] * model.q / n, -slopes[2] * model.gamma / n];
            -value / n
        })
    }

    /// Log-likelihood of everybody.
    pub fn log_likelihood(&self, spends: &Spends) -> f64 {
        self.likelihood(spends).0
    }

    /// Log-likelihood and its derivatives by p, q, γ. Gamma functions are taken once for each x; a customer costs one
    /// product and one division.
    fn likelihood(&self, spends: &Spends) -> (f64, [f64; 3]) {
        let Self { p, q, gamma } = *self;
        let (mut value, mut by) = (0.0, [0.0; 3]);
        for ((x, run), logs) in spends.runs.iter().zip(&spends.logs) {
            let (n, x) = (run.len() as f64, f64::from(*x));
            let shape = p * x + q;
            // Σ ln(γ+z) as the ln of products that do not overflow.
            let (mut ln, mut product, mut inverse) = (0.0, 1.0_f64, 0.0);
            for z in run {
                let sum = gamma + z;
                product *= sum;
                if !(1e-140..1e140).contains(&product) {
                    ln += product.ln();
                    product = 1.0;
                }
                inverse += 1.0 / sum;
            }
            ln += product.ln();
            let (psi, psi_x) = (digamma(shape), digamma(p * x));
            value += n * (ln_gamma(shape) - ln_gamma(p * x) - ln_gamma(q) + q * gamma.ln() + x.ln())
                + (p * x - 1.0) * logs
                - shape * ln;
            by[0] += x * (n * (psi - psi_x) + logs - ln);
            by[1] += n * (psi - digamma(q) + gamma.ln()) - ln;
            by[2] += n * q / gamma - shape * inverse;
        }
        (value, by)
    }

    /// Whether it says what an average customer spends: a mean exists (q > 1) and no parameter is out of bounds.
    pub fn is_usable(&self) -> bool {
        self.q > 1.0 && [self.p, self.q].iter().all(|p| p.ln().abs() <= FAR) && self.gamma.is_finite()
    }

    /// E[M | x, m_x] = p(γ + x·m_x)/(p·x + q − 1), in major units.
    pub fn expected_spend(&self, x: u32, mean: f64) -> f64 {
        let x = f64::from(x);
        self.p * (self.gamma + x * mean) / (self.p * x + self.q - 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn customer_0001_of_cdnow_is_as_published() {
        let model = GammaGamma { p: 6.249573705346457, q: 3.7442246426402264, gamma: 15.44351733771505 };
        assert!((model.expected_spend(2, 22.345) - 24.653918).abs() < 1e-6);
        assert!((model.expected_spend(0, 0.0) - 35.17037139459121).abs() < 1e-9);
    }

    #[test]
    fn the_gradient_is_the_slope_of_the_likelihood() {
        let spends = Spends::of(vec![(1, 2500), (1, 900), (2, 12_000), (7, 30_000), (3, 150)], 2);
        let logs = [2.0_f64, 3.0, 20.0].map(f64::ln);
        let (_, slopes) = GammaGamma::from_logs(&logs).likelihood(&spends);
        for (i, slope) in slopes.into_iter().enumerate() {
            let at = |h: f64| {
                let mut logs = logs;
                logs[i] += h;
                GammaGamma::from_logs(&logs).likelihood(&spends).0
            };
            let numeric = (at(1e-5) - at(-1e-5)) / 2e-5;
            assert!((slope * logs[i].exp() - numeric).abs() < 1e-6, "{i}");
        }
    }
}
