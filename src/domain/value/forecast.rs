//! A forecast: models fitted to everybody at the end of a day, what they say of one customer, and why they may not be
//! asked.

use std::sync::OnceLock;

use super::buyer::{Buyer, WEEK};
use super::clv::{self, Range, RateQuantiles};
use super::models::ModelKind;
use super::models::beta_geometric::BetaGeometric;
use super::models::gamma_gamma::{GammaGamma, Spends};
use super::models::groups::{Groups, pack};
use super::models::nbd::Nbd;
use super::models::pareto_nbd::{Nodes, ParetoNbd, nodes};
use super::models::special::Chebyshev;
use crate::domain::base::{Day, Money};

/// Repeat buyers below which nobody is forecast personally.
pub const FEWEST_REPEAT_BUYERS: u64 = 50;
/// A next purchase later than this many weeks (100 years) is none.
const NEVER: f64 = 5_218.0;
/// Days for which logarithms are kept; whoever is older costs one more.
const DAYS_KEPT: u32 = 40_000;
/// Numbers of repeat transactions for which curves and quantiles are kept; whoever has more costs more.
const X_KEPT: usize = 10_000;

/// What is asked of a forecast.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Terms {
    /// Model of buying.
    pub model: ModelKind,
    /// Decimals of the currency's minor unit: models of spend work in major units.
    pub decimals: u32,
    /// Weeks ahead for expected purchases and for the chance of none.
    pub horizon_weeks: f64,
    /// H: months ahead for the value to come.
    pub months: u32,
    /// d: discount a month, as a fraction.
    pub discount: f64,
    /// Part of the spend that is kept; 1 where no cost is known.
    pub margin: f64,
}

impl Default for Terms {
    fn default() -> Self {
        Self {
            model: ModelKind::default(),
            decimals: 2,
            horizon_weeks: 26.0,
            months: 12,
            discount: clv::DISCOUNT,
            margin: 1.0,
        }
    }
}

/// What a forecast cannot or may not say.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Caveat {
    /// Nobody has bought yet.
    NoBuyers,
    /// Nobody has bought on two days: nothing can be fitted.
    NoRepeatBuyers,
    /// Fewer than 50 customers have bought again: no personal figures, the interval rule stands in.
    FewRepeatBuyers {
        /// How many have.
        repeat_buyers: u64,
    },
    /// What is known spans less than twice the median gap between purchases: the same.
    ShortHistory {
        /// Days since the first purchase of anybody.
        days: u32,
        /// Median over the repeat buyers of their mean gap, in days.
        gap: u32,
    },
    /// Drop-out cannot be told from slow buying: nobody is taken to stop (NBD).
    NoDropOut,
    /// Spend has no model: everybody is taken to spend what they spent, or the mean of the others.
    SpendUnknown,
}

impl Caveat {
    /// Whether personal figures are not given because of it.
    pub const fn forbids_personal(self) -> bool {
        !matches!(self, Self::NoDropOut | Self::SpendUnknown)
    }
}

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

/// What is said of one customer. Money in major units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outlook {
    /// P(alive): the chance that the customer has not stopped for good.
    pub p_alive: f64,
    /// Expected purchase days within the horizon.
    pub expected: f64,
    /// P₀: the chance of no purchase within the horizon.
    pub p_no_purchase: f64,
    /// E\[M\]: what a purchase day is expected to bring.
    pub expected_spend: f64,
    /// Value to come over the months of the terms.
    pub clv: Range,
    /// Weeks until which the next purchase comes with even chances, given that the customer is alive; `None` where
    /// that is further away than a hundred years.
    pub next_weeks: Option<f64>,
}

impl Outlook {
    /// The day until which the next purchase comes with even chances, given that the customer is alive. The chance with
    /// drop-out in it is half of [`Outlook::p_alive`].
    pub fn next_by(&self, at: Day) -> Option<Day> {
        self.next_weeks.map(|weeks| at.plus((weeks * WEEK).ceil() as i32))
    }

    /// Whether a next purchase is expected at all: the customer is more likely alive than not, and the day is within a
    /// lifetime.
    pub fn expects_purchase(&self) -> bool {
        self.p_alive >= 0.5 && self.next_weeks.is_some()
    }
}

/// Sums over everybody.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Totals {
    /// Customers likely still alive.
    pub p_alive: f64,
    /// Expected purchase days within the horizon.
    pub expected: f64,
}

#[derive(Clone, Debug)]
enum Process {
    Beta(BetaGeometric),
    Pareto(ParetoNbd, Box<Nodes>),
    Nbd(Nbd),
}

#[derive(Clone, Copy, Debug)]
enum Spend {
    Model(GammaGamma),
    /// Mean over the customers of the mean spend of their repeat days.
    Mean(f64),
}

/// Everything of one x that is wanted for many customers, over u = ln(α+T).
#[derive(Clone, Debug)]
struct Curves {
    /// E\[X(horizon) | alive\]
    expected: Chebyshev,
    /// Discounted purchases given alive.
    discounted: Chebyshev,
}

/// A forecast as known at the end of a day. Cheap per customer: what depends on x alone or on T alone is made once.
#[derive(Debug)]
pub struct Forecast {
    at: Day,
    terms: Terms,
    fit: Option<Fit>,
    process: Option<Process>,
    spend: Spend,
    gamma_gamma: Option<(GammaGamma, f64)>,
    caveats: Vec<Caveat>,
    groups: Groups,
    /// ln(α + d/7) by whole day d.
    logs: Vec<f64>,
    /// ln(α + d/7 + horizon) by whole day d.
    logs_ahead: Vec<f64>,
    /// By x; made when first asked for.
    curves: Vec<OnceLock<Option<Curves>>>,
    quantiles: Vec<OnceLock<RateQuantiles>>,
}

impl Forecast {
    /// Fits the models to everybody as known at the end of `at`. The order of `buyers` changes nothing. No data are
    /// refused: what cannot be fitted is said by [`Forecast::caveats`].
    pub fn fit(buyers: impl IntoIterator<Item = Buyer>, at: Day, terms: Terms) -> Self {
        let (mut packed, mut spends) = (Vec::new(), Vec::new());
        for buyer in buyers {
            packed.push(pack(&buyer, at));
            if buyer.x() > 0 {
                spends.push((buyer.x(), buyer.repeat_spend.0));
            }
        }
        let groups = Groups::of(packed);
        let (fit, process) = fit_process(&groups, terms.model);
        let spends = Spends::of(spends, terms.decimals);
        let gamma_gamma = GammaGamma::fit(&spends);
        let usable = gamma_gamma.filter(|(model, _)| model.is_usable());
        let spend = usable.map_or(Spend::Mean(spends.mean), |(model, _)| Spend::Model(model));
        // Where nobody is forecast personally, how it would have been done is of no interest.
        let caveats = match too_little(&groups) {
            Some(tiny) => vec![tiny],
            None => [
                fit.filter(|f| !f.identified).map(|_| Caveat::NoDropOut),
                (fit.is_some() && usable.is_none()).then_some(Caveat::SpendUnknown),
            ]
            .into_iter()
            .flatten()
            .collect(),
        };
        let alpha = process.as_ref().map_or(1.0, |p| p.rate().1);
        let oldest = groups.oldest().min(DAYS_KEPT);
        let logs = (0..=oldest).map(|d| (alpha + f64::from(d) / WEEK).ln()).collect();
        let logs_ahead =
            (0..=oldest).map(|d| (alpha + f64::from(d) / WEEK + terms.horizon_weeks).ln()).collect();
        let width = (groups.max_x() as usize + 1).min(X_KEPT);
        Self {
            at,
            terms,
            fit,
            process,
            spend,
            gamma_gamma,
            caveats,
            logs,
            logs_ahead,
            curves: (0..width).map(|_| OnceLock::new()).collect(),
            quantiles: (0..width).map(|_| OnceLock::new()).collect(),
            groups,
        }
    }

    /// The day at whose end everything is known.
    pub const fn at(&self) -> Day {
        self.at
    }

    /// What was asked.
    pub const fn terms(&self) -> Terms {
        self.terms
    }

    /// The fit of the model that was asked for; `None` where nothing could be fitted.
    pub const fn fitted(&self) -> Option<&Fit> {
        self.fit.as_ref()
    }

    /// The fit of spend with its log-likelihood, usable or not.
    pub const fn gamma_gamma(&self) -> Option<(GammaGamma, f64)> {
        self.gamma_gamma
    }

    /// Key of the model that figures come from: that of the model asked for, or `nbd` where drop-out is not
    /// identifiable.
    pub fn used(&self) -> Option<&'static str> {
        self.process.as_ref().map(|p| match p {
            Process::Nbd(_) => "nbd",
            _ => self.terms.model.key(),
        })
    }

    /// What the forecast cannot or may not say.
    pub fn caveats(&self) -> &[Caveat] {
        &self.caveats
    }

    /// Whether customers may be forecast one by one.
    pub fn is_personal(&self) -> bool {
        self.process.is_some() && !self.caveats.iter().any(|c| c.forbids_personal())
    }

    /// Customers that the forecast was made from.
    pub const fn customers(&self) -> u64 {
        self.groups.customers
    }

    /// What is said of a customer; `None` where personal figures are not defensible.
    pub fn of(&self, buyer: &Buyer) -> Option<Outlook> {
        if self.is_personal() { self.outlook(buyer) } else { None }
    }

    /// Sums over everybody that the forecast was made from; `None` where nothing could be fitted. Summed in the order
    /// of (x, t_x, T), whatever order the customers came in.
    pub fn totals(&self) -> Option<Totals> {
        let process = self.process.as_ref()?;
        let mut totals = Totals::default();
        for run in &self.groups.runs {
            for row in &self.groups.rows[run.from..run.to] {
                let n = f64::from(row.n);
                let alive = self.p_alive(process, run.x, row.t_x, row.age);
                totals.p_alive += n * alive;
                totals.expected += n * alive * self.expected_alive(process, run.x, row.age);
            }
        }
        Some(totals)
    }

    /// P(alive) of a customer; `None` as for [`Forecast::of`].
    pub fn alive(&self, buyer: &Buyer) -> Option<f64> {
        let process = self.process.as_ref().filter(|_| self.is_personal())?;
        Some(self.p_alive(process, buyer.x(), buyer.t_x_days(), buyer.age_days(self.at)))
    }

    /// Expected purchase days in the next `weeks`, for any number of weeks; `None` as for [`Forecast::of`].
    pub fn expected(&self, buyer: &Buyer, weeks: f64) -> Option<f64> {
        let process = self.process.as_ref().filter(|_| self.is_personal())?;
        let alive = self.p_alive(process, buyer.x(), buyer.t_x_days(), buyer.age_days(self.at));
        Some(alive * process.expected_alive(buyer.x(), buyer.age_weeks(self.at), weeks))
    }

    /// P₀ over any number of weeks; `None` as for [`Forecast::of`].
    pub fn p_no_purchase(&self, buyer: &Buyer, weeks: f64) -> Option<f64> {
        let process = self.process.as_ref().filter(|_| self.is_personal())?;
        let age = buyer.age_days(self.at);
        let alive = self.p_alive(process, buyer.x(), buyer.t_x_days(), age);
        let (r, alpha) = process.rate();
        let ahead = (alpha + f64::from(age) / WEEK + weeks.max(0.0)).ln();
        Some(no_purchase(alive, r + f64::from(buyer.x()), self.log(age), ahead))
    }

    /// Value to come over any number of months, in major units; `None` as for [`Forecast::of`].
    pub fn clv(&self, buyer: &Buyer, months: u32) -> Option<Range> {
        let process = self.process.as_ref().filter(|_| self.is_personal())?;
        let (x, age) = (buyer.x(), buyer.age_weeks(self.at));
        let alive = self.p_alive(process, x, buyer.t_x_days(), buyer.age_days(self.at));
        let purchases = clv::discounted(months, self.terms.discount, |t| process.expected_alive(x, age, t));
        Some(self.range(process, x, alive, purchases * self.terms.margin * self.expected_spend(buyer)))
    }

    /// E\[M\] in major units.
    fn expected_spend(&self, buyer: &Buyer) -> f64 {
        let mean = buyer.mean_repeat_spend() / scale(self.terms.decimals);
        match self.spend {
            Spend::Model(model) => model.expected_spend(buyer.x(), mean),
            Spend::Mean(all) if buyer.x() == 0 => all,
            Spend::Mean(_) => mean,
        }
    }

    /// As [`Forecast::of`], for sums over many in which no single customer is shown.
    pub(super) fn outlook(&self, buyer: &Buyer) -> Option<Outlook> {
        let process = self.process.as_ref()?;
        let (x, t_x, age) = (buyer.x(), buyer.t_x_days(), buyer.age_days(self.at));
        let (r, alpha) = process.rate();
        let shape = r + f64::from(x);
        let p_alive = self.p_alive(process, x, t_x, age);
        let expected_spend = self.expected_spend(buyer);
        let per_alive = self.discounted_alive(process, x, age) * self.terms.margin * expected_spend;
        let ahead = match self.logs_ahead.get(age as usize) {
            Some(log) => *log,
            None => (alpha + f64::from(age) / WEEK + self.terms.horizon_weeks).ln(),
        };
        let next = (alpha + f64::from(age) / WEEK) * (std::f64::consts::LN_2 / shape).exp_m1();
        Some(Outlook {
            p_alive,
            expected: p_alive * self.expected_alive(process, x, age),
            p_no_purchase: no_purchase(p_alive, shape, self.log(age), ahead),
            expected_spend,
            clv: self.range(process, x, p_alive, per_alive),
            next_weeks: (next <= NEVER).then_some(next),
        })
    }

    fn range(&self, process: &Process, x: u32, p_alive: f64, per_alive: f64) -> Range {
        let shape = process.rate().0 + f64::from(x);
        match self.quantiles.get(x as usize) {
            Some(kept) => {
                let table = kept.get_or_init(|| RateQuantiles::of(shape));
                clv::range(p_alive, per_alive, |u| table.at(u))
            }
            None => clv::range(p_alive, per_alive, |u| RateQuantiles::once(shape, u)),
        }
    }

    /// ln(α + d/7).
    fn log(&self, day: u32) -> f64 {
        match self.logs.get(day as usize) {
            Some(log) => *log,
            None => (self.process.as_ref().map_or(1.0, |p| p.rate().1) + f64::from(day) / WEEK).ln(),
        }
    }

    fn p_alive(&self, process: &Process, x: u32, t_x: u32, age: u32) -> f64 {
        match process {
            Process::Beta(model) => model.p_alive_from(x, self.log(age) - self.log(t_x)),
            Process::Pareto(model, nodes) => {
                model.p_alive_with(x, f64::from(t_x) / WEEK, f64::from(age) / WEEK, nodes)
            }
            Process::Nbd(_) => 1.0,
        }
    }

    fn expected_alive(&self, process: &Process, x: u32, age: u32) -> f64 {
        match self.curves_of(process, x, age) {
            Some(curves) => curves.expected.at(self.log(age)).max(0.0),
            None => process.expected_alive(x, f64::from(age) / WEEK, self.terms.horizon_weeks),
        }
    }

    fn discounted_alive(&self, process: &Process, x: u32, age: u32) -> f64 {
        match self.curves_of(process, x, age) {
            Some(curves) => curves.discounted.at(self.log(age)).max(0.0),
            None => {
                let age = f64::from(age) / WEEK;
                clv::discounted(self.terms.months, self.terms.discount, |t| process.expected_alive(x, age, t))
            }
        }
    }

    /// Curves for x, where so many have this x that they pay.
    fn curves_of(&self, process: &Process, x: u32, age: u32) -> Option<&Curves> {
        let Process::Beta(model) = process else { return None };
        if age as usize >= self.logs.len() {
            return None;
        }
        self.curves.get(x as usize)?.get_or_init(|| self.make_curves(model, x)).as_ref()
    }

    /// E\[X(t) | alive\] is analytic in u = ln(α+T) but for α+T+t = 0, π away from the real axis.
    fn make_curves(&self, model: &BetaGeometric, x: u32) -> Option<Curves> {
        let (from, to) = (self.logs[0], *self.logs.last()?);
        let points = Chebyshev::points_for(to - from);
        let run = self.groups.runs.binary_search_by_key(&x, |r| r.x).ok()?;
        if self.groups.runs[run].n < 2 * points as u64 {
            return None;
        }
        let age = |u: f64| (u.exp() - model.alpha).max(0.0);
        Some(Curves {
            expected: Chebyshev::through(from, to, points, |u| {
                model.expected_alive(x, age(u), self.terms.horizon_weeks)
            }),
            discounted: Chebyshev::through(from, to, points, |u| {
                clv::discounted(self.terms.months, self.terms.discount, |t| {
                    model.expected_alive(x, age(u), t)
                })
            }),
        })
    }
}

impl Process {
    /// r and α.
    fn rate(&self) -> (f64, f64) {
        match self {
            Self::Beta(m) => (m.r, m.alpha),
            Self::Pareto(m, _) => (m.r, m.alpha),
            Self::Nbd(m) => (m.r, m.alpha),
        }
    }

    fn expected_alive(&self, x: u32, age: f64, t: f64) -> f64 {
        match self {
            Self::Beta(m) => m.expected_alive(x, age, t),
            Self::Pareto(m, _) => m.expected_alive(x, age, t),
            Self::Nbd(m) => m.expected_alive(x, age, t),
        }
    }
}

/// P₀(h) = 1 − P(alive)·(1 − ((α+T)/(α+T+h))^{r+x}), from the logarithms of α+T and α+T+h.
fn no_purchase(p_alive: f64, shape: f64, now: f64, ahead: f64) -> f64 {
    (1.0 + p_alive * (shape * (now - ahead)).exp_m1()).clamp(0.0, 1.0)
}

fn scale(decimals: u32) -> f64 {
    10_f64.powi(decimals as i32)
}

/// An amount in major units, rounded half away from zero to the minor unit, for where money is shown.
pub fn to_money(major: f64, decimals: u32) -> Money {
    Money((major * scale(decimals)).round() as i64)
}

/// Why the data are too little for personal figures.
fn too_little(groups: &Groups) -> Option<Caveat> {
    let repeat_buyers = groups.repeat_buyers();
    if groups.customers == 0 {
        return Some(Caveat::NoBuyers);
    }
    if repeat_buyers == 0 {
        return Some(Caveat::NoRepeatBuyers);
    }
    if repeat_buyers < FEWEST_REPEAT_BUYERS {
        return Some(Caveat::FewRepeatBuyers { repeat_buyers });
    }
    let (days, gap) = (groups.oldest(), groups.median_gap()?);
    (f64::from(days) < 2.0 * gap).then(|| Caveat::ShortHistory { days, gap: gap.round() as u32 })
}

/// Fits the model asked for, and says by which figures are made.
fn fit_process(groups: &Groups, model: ModelKind) -> (Option<Fit>, Option<Process>) {
    let (fit, process) = match model {
        ModelKind::Mbgnbd | ModelKind::Bgnbd => {
            let Some((m, log_likelihood)) = BetaGeometric::fit(groups, model == ModelKind::Mbgnbd) else {
                return (None, None);
            };
            let parameters = [("r", m.r), ("alpha", m.alpha), ("a", m.a), ("b", m.b)];
            (Fit { parameters, log_likelihood, identified: m.is_identified() }, Process::Beta(m))
        }
        ModelKind::Pnbd => {
            let Some((m, log_likelihood)) = ParetoNbd::fit(groups) else { return (None, None) };
            let parameters = [("r", m.r), ("alpha", m.alpha), ("s", m.s), ("beta", m.beta)];
            let identified = m.is_identified(f64::from(groups.oldest()) / WEEK);
            (Fit { parameters, log_likelihood, identified }, Process::Pareto(m, Box::new(nodes())))
        }
    };
    let process = if fit.identified { Some(process) } else { Nbd::fit(groups).map(|(m, _)| Process::Nbd(m)) };
    (Some(fit), process)
}
