//! Answers about value: the dashboards, decisions, growth, effort, and the way up. Plain data.

use crate::domain::change::ValueKind;
use crate::domain::people::CustomerId;
use crate::domain::roster::ValueFigure;
use crate::domain::value::backtest;
use crate::domain::value::budget::{Effort, EffortAxis, Served};
use crate::domain::value::cadence::Coverage;
use crate::domain::value::growth::{Accounting, Bridge, Wallet, Windows};
use crate::domain::value::kind::PurchaseKind;
use crate::domain::value::lift_plan::{self, Candidate, LiftPlan};
use crate::domain::value::pareto::{Class, Concentration};
use crate::domain::value::priority::GrowthPeriod;
use crate::domain::value::rfm::{Band, Cell};
use crate::domain::value::worth::ForecastFacts;
use crate::domain::value::{Caveat, EffortRules, Segment, ValueClass, ValueRules, Window};
use crate::domain::{Day, Money};

/// Answer to [`Question::Value`](super::Question::Value).
#[derive(Clone, Debug, PartialEq)]
pub struct ValueBoard {
    /// What was asked.
    pub window: Window,
    /// First day of the period (the first purchase for everything) and the as-of day.
    pub days: (Day, Day),
    /// Settings in force.
    pub rules: ValueRules,
    /// How revenue is spread over the customers with a purchase in the period.
    pub concentration: Concentration,
    /// Cells of RFM with somebody in them.
    pub cells: Vec<Cell>,
    /// Lowest and highest value of each score, of recency in days, purchase days, and money.
    pub bands: [[Band; 5]; 3],
    /// Which of the three were scored by fixed cut-offs.
    pub fixed: [bool; 3],
    /// Segments in their order: customers and revenue.
    pub segments: Vec<(Segment, u64, Money)>,
    /// Classes by value to come, of the active.
    pub classes: Vec<ClassFigures>,
    /// How the forecast was made.
    pub forecast: ForecastFacts,
    /// Nearest below class A, nearest first; at most fifty.
    pub almost_a: Vec<AlmostA>,
    /// Not A, with revenue: how many there are besides.
    pub below_a: u64,
    /// Active customers with one chance in four or more to buy nothing within 26 weeks (P₀), and their revenue of 12
    /// months.
    pub leaving: (u64, Money),
    /// What was decided about those below zero.
    pub decided: Decided,
}

/// Customers below zero by what was decided about them, and decisions that are to be looked at again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Decided {
    /// Below zero, with an incentive.
    pub incentive: u64,
    /// Below zero, passive contact only.
    pub passive: u64,
    /// Below zero, nothing decided.
    pub undecided: u64,
    /// Whoever has a decision whose day of review has come.
    pub due: u64,
}

/// A decision about a customer who costs more than they bring.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueDecision {
    /// Row id.
    pub id: i64,
    /// About whom.
    pub customer: CustomerId,
    /// What.
    pub kind: ValueKind,
    /// When.
    pub made_on: Day,
    /// By whom.
    pub author: String,
    /// Net revenue of twelve months wanted.
    pub target: Option<Money>,
    /// Looked at again on.
    pub review_on: Option<Day>,
    /// In words.
    pub note: String,
    /// Closed on, and what became of it.
    pub closed: Option<(Day, String)>,
}

/// How other settings of value would class the active.
#[derive(Clone, Debug, PartialEq)]
pub struct ValuePreview {
    /// What was asked.
    pub rules: ValueRules,
    /// Classes as they would be.
    pub classes: Vec<ClassFigures>,
    /// Customers whose class would change, by (from, to).
    pub moved: Vec<(ValueClass, ValueClass, u64)>,
}

/// Whose purchases are looked at, and over which period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KindOf {
    /// One customer's.
    Customer(CustomerId, Window),
    /// Everybody's behind a figure of value.
    Figure(Window, ValueFigure),
}

/// What purchases are like: the fourth dimension beside recency, frequency and money.
#[derive(Clone, Debug, PartialEq)]
pub struct Kind {
    /// What was asked.
    pub of: KindOf,
    /// Customers looked at.
    pub customers: u64,
    /// Purchase documents, and what they amount to before credit notes.
    pub documents: (u64, Money),
    /// Category mix, full price, margin, channel; of the lines there are.
    pub kind: PurchaseKind,
}

/// Answer to [`Question::Backtest`](super::Question::Backtest).
#[derive(Clone, Debug, PartialEq)]
pub struct BacktestBoard {
    /// Last day that the model knew, and the as-of day.
    pub days: (Day, Day),
    /// Key of the model that the figures come from; `None` where nothing could be fitted.
    pub model: Option<&'static str>,
    /// Purchase days that came, and those expected.
    pub totals: (u64, Option<f64>),
    /// By the number of repeat days known: customers, and means of what came and was expected.
    pub by_frequency: Vec<backtest::Class>,
    /// How well the chance of no purchase, and the days of silence, rank those first who then bought nothing.
    pub auc: (Option<f64>, Option<f64>),
    /// What the model could not or may not say.
    pub caveats: Vec<Caveat>,
}

/// A class by value to come.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ClassFigures {
    /// Which.
    pub class: ValueClass,
    /// Customers.
    pub customers: u64,
    /// Σ net lifetime value.
    pub net: Money,
    /// Σ lifetime value before what serving costs.
    pub lifetime: Money,
    /// Σ of the ranges' ends.
    pub range: (Money, Money),
    /// Σ what serving them cost in the last 12 months.
    pub cost: Money,
    /// Σ revenue of the last 12 months.
    pub revenue_12m: Money,
}

/// A customer on the way to class A.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AlmostA {
    /// Who.
    pub customer: CustomerId,
    /// Revenue in the period.
    pub revenue: Money,
    /// What is missing to the last of class A.
    pub gap: Money,
    /// Revenue of the last 12 months and of the 12 before.
    pub trend: (Money, Money),
}

/// Answer to [`Question::Growth`](super::Question::Growth).
#[derive(Clone, Debug, PartialEq)]
pub struct GrowthBoard {
    /// What was asked.
    pub period: GrowthPeriod,
    /// Its days, and those of the period before.
    pub windows: Windows,
    /// What the difference of their results comes from.
    pub bridge: Bridge,
    /// Customers who bought in both periods.
    pub both: u64,
    /// Whether the margin is that of lines whose cost is known; otherwise it is the one of the settings.
    pub costed: bool,
    /// Revenue without a customer in both periods; no part of the bridge.
    pub anonymous: (Money, Money),
    /// The twelve months that end with the period, and those before.
    pub years: Windows,
    /// What became of the revenue of the earlier of them.
    pub accounting: Accounting,
    /// Our part of what customers spend, at the as-of day.
    pub wallet: Wallet,
}

/// Answer to [`Question::Effort`](super::Question::Effort).
#[derive(Clone, Debug, PartialEq)]
pub struct EffortBoard {
    /// What was asked.
    pub axis: EffortAxis,
    /// The twelve months it speaks of.
    pub days: (Day, Day),
    /// Settings in force.
    pub rules: EffortRules,
    /// Minutes by channel and period of the classes.
    pub value_rules: ValueRules,
    /// By class, in the order of the axis: A, B, C, none; or those by value to come, then who has none.
    pub classes: Vec<Effort>,
    /// Everybody.
    pub all: Effort,
    /// Class A with far too little time, the greatest gap first; at most fifty.
    pub under: Vec<Unbalanced>,
    /// Not class A and with far too much; at most fifty.
    pub over: Vec<Unbalanced>,
    /// How many there are of both.
    pub out_of_balance: (u64, u64),
    /// Contacts within the days of the class: A, B, C.
    pub coverage: [Coverage; 3],
    /// Customers of class A who are late by their own rhythm.
    pub late_a: u64,
}

/// A customer whose time and value disagree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unbalanced {
    /// Who.
    pub customer: CustomerId,
    /// Name.
    pub name: String,
    /// Pareto class.
    pub class: Class,
    /// Contacts, minutes, revenue of twelve months.
    pub served: Served,
    /// Minutes that their value would give them.
    pub fair: u64,
}

/// Answer to [`Question::Lift`](super::Question::Lift).
#[derive(Clone, Debug, PartialEq)]
pub struct LiftBoard {
    /// The twelve months that the classes are made from.
    pub days: (Day, Day),
    /// Revenue of the last of class A; `None` where nobody is.
    pub threshold: Option<Money>,
    /// Categories of the median customer of class A.
    pub median_categories: u32,
    /// Nearest first; at most fifty.
    pub candidates: Vec<LiftCandidate>,
    /// Everybody of B and C.
    pub below: u64,
    /// Every plan made by the as-of day: open ones by deadline, then the ended, then the closed.
    pub plans: Vec<LiftRow>,
    /// The last four quarters, the present one last.
    pub quarters: Vec<LiftQuarter>,
    /// Variety, and what was kept of last year's customers.
    pub variety: Variety,
}

/// Somebody almost of class A.
#[derive(Clone, Debug, PartialEq)]
pub struct LiftCandidate {
    /// Name.
    pub name: String,
    /// Who looks after them.
    pub owner: String,
    /// What they lack.
    pub candidate: Candidate,
    /// Categories they buy.
    pub categories: u32,
    /// Buys as much at a time as the median of class A.
    pub big_purchases: bool,
    /// The category most bought in class A that they never bought.
    pub lacks: Option<String>,
}

/// A plan to lift somebody, and how it goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LiftRow {
    /// Row id.
    pub id: i64,
    /// Who.
    pub customer: CustomerId,
    /// Name.
    pub name: String,
    /// Target, first and last day, who sees to it.
    pub plan: LiftPlan,
    /// Who made it.
    pub author: String,
    /// Revenue of the twelve months before it.
    pub base: Money,
    /// What to do.
    pub note: String,
    /// Closed on, and why.
    pub closed: Option<(Day, String)>,
    /// Net revenue since its first day, up to its last.
    pub revenue: Money,
    /// How it goes.
    pub outcome: lift_plan::Outcome,
}

/// A quarter of lifting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LiftQuarter {
    /// First and last day; the last is the as-of day at most.
    pub days: (Day, Day),
    /// Plans reached in it.
    pub reached: u64,
    /// Plans that ended in it, reached or missed.
    pub ended: u64,
    /// Customers who were not of class A before it and are at its end.
    pub promoted: u64,
    /// Customers who were not of class A before it.
    pub below: u64,
}

/// How many kinds of goods customers buy, and what was kept of last year's customers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Variety {
    /// Categories that the business sells; 0 where lines name none.
    pub sold: u32,
    /// Categories a customer is to buy.
    pub goal: u32,
    /// Active customers.
    pub active: u64,
    /// Σ categories they ever bought.
    pub categories: u64,
    /// Of them, those who reach the goal.
    pub at_goal: u64,
    /// Customers and revenue of the twelve months before the last.
    pub opening: (u64, Money),
    /// Of those, who did not buy in the last twelve, and the revenue that went with them.
    pub gone: (u64, Money),
    /// Who bought in both.
    pub stayed: u64,
    /// Their revenue in the earlier and the later.
    pub stayed_revenue: (Money, Money),
    /// Σ their categories in the earlier and the later.
    pub stayed_categories: (u64, u64),
}
