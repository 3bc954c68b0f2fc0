//! What the figures of the whole portfolio say of one customer: plain data, put together by the store and shown on
//! pages and in lists.

use super::class::{CostToServe, Signs, ValueClass};
use super::pareto::Place;
use super::rfm::{Activity, Rfm};
use super::segment::Segment;
use crate::domain::base::{Day, Money};

/// What one customer is worth, now and to come.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Worth {
    /// Last purchase day, purchase days and net revenue in the period; `None` where there was no purchase in it.
    pub activity: Option<Activity>,
    /// Scores in the period.
    pub rfm: Option<Rfm>,
    /// Segment of the scores.
    pub segment: Option<Segment>,
    /// Pareto class and place by revenue in the period.
    pub pareto: Option<Place>,
    /// Customers with a purchase in the period: what the place is out of.
    pub ranked: u32,
    /// Value to come; `None` where no personal figure can be defended (see the warning of the forecast).
    pub outlook: Option<Outlook>,
    /// What serving them cost in the last 12 months.
    pub cost: CostToServe,
    /// Share of revenue that stays.
    pub margin: f64,
    /// Categories bought up to the day, and sold by the business; 0 where lines name none.
    pub breadth: (u32, u32),
    /// Class by value to come; `None` for who is not active.
    pub class: Option<ValueClass>,
    /// Signs of potential.
    pub signs: Signs,
    /// Net lifetime value: margin and what serving costs taken off; `None` as for `outlook`.
    pub net: Option<Money>,
}

/// Value to come of one customer.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Outlook {
    /// Chance that the customer is still one.
    pub p_alive: f64,
    /// Chance of no purchase within the next 26 weeks: P₀(26).
    pub p_none: f64,
    /// Purchase days expected within the next 52 weeks.
    pub expected: f64,
    /// Expected spend of a purchase day.
    pub spend: Money,
    /// Discounted spend expected within 12 months, times the margin.
    pub clv_12m: Money,
    /// The same over the horizon of the settings, and the range in which it lies four times out of five.
    pub clv: Money,
    /// Lower end of the range.
    pub low: Money,
    /// Upper end of the range.
    pub high: Money,
    /// Day by which the next purchase is as likely as not, given that the customer still is one, and the chance of a
    /// purchase by then; `None` where none is expected within five years.
    pub next: Option<(Day, f64)>,
}

/// Why the forecast is not the model that was asked for, or says nothing of single customers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ForecastNote {
    /// Nobody ever bought.
    Empty,
    /// Fewer than 50 customers bought on more than one day.
    FewRepeatBuyers,
    /// The history is shorter than twice the median gap between purchases.
    ShortHistory,
    /// Leaving cannot be told from buying rarely: a model without it stands in.
    NotIdentified,
}

impl ForecastNote {
    /// Ending of its text keys.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::FewRepeatBuyers => "few",
            Self::ShortHistory => "short",
            Self::NotIdentified => "not-identified",
        }
    }
}

/// How the forecast of the portfolio was made.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ForecastFacts {
    /// Key of the model in force: `mbgnbd`, `bgnbd`, `pnbd`, `nbd`; empty where there is none.
    pub model: &'static str,
    /// Name and value of each parameter.
    pub parameters: Vec<(&'static str, f64)>,
    /// Log-likelihood.
    pub log_likelihood: Option<f64>,
    /// What has to be said of it.
    pub note: Option<ForecastNote>,
    /// Customers with a purchase.
    pub buyers: u64,
    /// Customers with purchases on two days or more.
    pub repeat_buyers: u64,
    /// Σ P(alive).
    pub alive: f64,
    /// Σ purchase days expected within 52 weeks.
    pub expected: f64,
}
