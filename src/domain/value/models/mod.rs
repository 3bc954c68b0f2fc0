//! The probability models of buying till one stops, and of what is spent: likelihoods with their gradients, fits, and
//! what follows for one customer. Time is in weeks inside, in whole days outside; money in major units.
//!
//! Knows nothing of customers' names or of how figures are shown; [`Forecast`](super::Forecast) puts the parts together.

pub mod beta_geometric;
pub mod gamma_gamma;
pub mod groups;
pub mod minimise;
pub mod nbd;
pub mod pareto_nbd;
pub mod special;

/// Which model of buying is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ModelKind {
    /// MBG/NBD (Batislam, Denizel & Filiztekin 2007).
    #[default]
    Mbgnbd,
    /// BG/NBD (Fader, Hardie & Lee 2005).
    Bgnbd,
    /// Pareto/NBD (Schmittlein, Morrison & Colombo 1987).
    Pnbd,
}

impl ModelKind {
    /// All models.
    pub const ALL: [Self; 3] = [Self::Mbgnbd, Self::Bgnbd, Self::Pnbd];

    /// Name in reports and on the command line.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Mbgnbd => "mbgnbd",
            Self::Bgnbd => "bgnbd",
            Self::Pnbd => "pnbd",
        }
    }
}

/// Beyond this |ln parameter| a fit says nothing of that parameter.
pub const FAR: f64 = 10.0;
