//! What the figures of the whole portfolio say of one customer: plain data, put together by the store and shown on
//! pages and in lists.

use super::class::{CostToServe, Signs, ValueClass};
use super::forecast::Caveat;
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
    /// Value to come; `None` where no personal figure can be defended (see the caveats of the forecast).
    pub outlook: Option<Outlook>,
    /// Lifetime value by the simple model, where no personal figure can be defended; of the active only.
    pub simple: Option<Money>,
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
    /// Net lifetime value: margin and what serving costs taken off, by the forecast or by the simple model.
    pub net: Option<Money>,
}

/// Value to come of one customer.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Outlook {
    /// Chance that the customer is still one.
    pub p_alive: f64,
    /// Chance of no purchase within the next 26 weeks: P₀(26).
    pub p_none: f64,
    /// Purchase days expected within the next 26 weeks.
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

/// How the forecast of the portfolio was made.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ForecastFacts {
    /// Key of the model that the figures come from: `mbgnbd`, or `nbd` where drop-out is not identifiable; `None` where
    /// nothing could be fitted.
    pub model: Option<&'static str>,
    /// Name and value of each parameter.
    pub parameters: Vec<(&'static str, f64)>,
    /// Log-likelihood.
    pub log_likelihood: Option<f64>,
    /// Parameters of spend (p, q, γ) where it has a model.
    pub spend: Option<(f64, f64, f64)>,
    /// What the forecast cannot or may not say.
    pub caveats: Vec<Caveat>,
    /// Whether customers are forecast one by one; else the simple model stands in.
    pub personal: bool,
    /// Retention that the simple model goes by: of those who bought in the year before the last one, the share that
    /// bought in the last. `None` where there was nobody.
    pub retention: Option<f64>,
    /// Customers with a purchase.
    pub buyers: u64,
    /// Customers with purchases on two days or more.
    pub repeat_buyers: u64,
    /// Σ P(alive).
    pub alive: f64,
    /// Σ purchase days expected within 26 weeks.
    pub expected: f64,
}
