//! The model of buying in force: the one that was asked for, or NBD where its drop-out is not identifiable.

use super::ModelKind;
use super::beta_geometric::BetaGeometric;
use super::groups::Groups;
use super::nbd::Nbd;
use super::pareto_nbd::{Nodes, ParetoNbd, nodes};

/// A fit of the model that was asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fit {
    /// Names and values: r, alpha, a, b or r, alpha, s, beta.
    pub parameters: [(&'static str, f64); 4],
    /// Log-likelihood.
    pub log_likelihood: f64,
    /// Whether drop-out is identifiable.
    pub identified: bool,
}

/// The model in force.
#[derive(Clone, Debug)]
pub enum Process {
    /// BG/NBD or MBG/NBD.
    Beta(BetaGeometric),
    /// Pareto/NBD, with the nodes of its quadrature.
    Pareto(ParetoNbd, Box<Nodes>),
    /// Nobody stops.
    Nbd(Nbd),
}

impl Process {
    /// Fits the model asked for, and says by which one figures are made.
    pub fn fit(groups: &Groups, model: ModelKind) -> (Option<Fit>, Option<Self>) {
        let (fit, process) = match model {
            ModelKind::Mbgnbd | ModelKind::Bgnbd => {
                let Some((m, log_likelihood)) = BetaGeometric::fit(groups, model == ModelKind::Mbgnbd) else {
                    return (None, None);
                };
                let parameters = [("r", m.r), ("alpha", m.alpha), ("a", m.a), ("b", m.b)];
                (Fit { parameters, log_likelihood, identified: m.is_identified() }, Self::Beta(m))
            }
            ModelKind::Pnbd => {
                let Some((m, log_likelihood)) = ParetoNbd::fit(groups) else { return (None, None) };
                let parameters = [("r", m.r), ("alpha", m.alpha), ("s", m.s), ("beta", m.beta)];
                let fit = Fit { parameters, log_likelihood, identified: m.is_identified() };
                (fit, Self::Pareto(m, Box::new(nodes())))
            }
        };
        let process =
            if fit.identified { Some(process) } else { Nbd::fit(groups).map(|(m, _)| Self::Nbd(m)) };
        (Some(fit), process)
    }

    /// r and α.
    pub const fn rate(&self) -> (f64, f64) {
        match self {
            Self::Beta(m) => (m.r, m.alpha),
            Self::Pareto(m, _) => (m.r, m.alpha),
            Self::Nbd(m) => (m.r, m.alpha),
        }
    }

    /// E\[X(t) | alive\] of somebody with x repeat transactions at age T.
    pub fn expected_alive(&self, x: u32, age: f64, t: f64) -> f64 {
        match self {
            Self::Beta(m) => m.expected_alive(x, age, t),
            Self::Pareto(m, _) => m.expected_alive(x, age, t),
            Self::Nbd(m) => m.expected_alive(x, age, t),
        }
    }
}
