//! Flow of customers between stages, month by month (mission row 2): opening + in − out = closing in heads;
//! opening + in − out + change = closing in money, where a member weighs their revenue of the last 12 months.

use std::collections::BTreeMap;

use super::history::Entry;
use super::stage::{LifecycleRules, Stage};
use crate::domain::base::{Day, Money, Month};

/// Heads and money of one stage over one month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StageFlow {
    /// Heads at the end of the month before.
    pub opening: u64,
    /// Heads that came in.
    pub entered: u64,
    /// Heads that went out.
    pub left: u64,
    /// Heads at the end of the month.
    pub closing: u64,
    /// Revenue of the month of the closing members.
    pub revenue: Money,
    /// Weight of the opening members on the opening day.
    pub value_opening: Money,
    /// Opening weight of those who came in.
    pub value_in: Money,
    /// Opening weight of those who went out.
    pub value_out: Money,
    /// Σ over the closing members of closing − opening weight.
    pub value_change: Money,
    /// Weight of the closing members on the closing day.
    pub value_closing: Money,
}

/// One month of flow. `None` in a transition stands for "no customer yet".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MonthFlow {
    /// Which month; the closing day is its last, or the as-of day where that is earlier.
    pub month: Option<Month>,
    /// By stage: new, adolescent, mature, veteran, lost (prospects have no flow).
    pub stages: BTreeMap<Stage, StageFlow>,
    /// Heads by (from, to), only where the stage changed.
    pub transitions: BTreeMap<(Option<Stage>, Stage), u64>,
    /// Opening weight by (from, to).
    pub transition_value: BTreeMap<(Option<Stage>, Stage), Money>,
    /// Lost and back (or back and lost) within the month: seen in no transition.
    pub round_trips: u64,
    /// Revenue of customers with credit notes only.
    pub unassigned: Money,
    /// Revenue of lines without a customer.
    pub anonymous: Money,
}

/// Folds the histories of all customers into the flow of a range of months.
#[derive(Clone, Debug)]
pub struct FlowFold {
    /// First month.
    pub from: Month,
    /// Last month.
    pub to: Month,
    /// As-of day: nothing after it is looked at.
    pub as_of: Day,
    /// Limits.
    pub rules: LifecycleRules,
    months: Vec<MonthFlow>,
}

impl FlowFold {
    /// An empty fold over the months `from..=to` as known on `as_of`.
    pub fn new(from: Month, to: Month, as_of: Day, rules: LifecycleRules) -> Self {
        Self { from, to, as_of, rules, months: Vec::new() }
    }

    /// Adds one customer: their whole history sorted by day, and the day they were marked seasonal.
    pub fn add(&mut self, history: &[Entry], seasonal: Option<Day>) {
        let _ = (history, seasonal);
        unimplemented!()
    }

    /// Adds a document without a customer.
    pub fn add_anonymous(&mut self, day: Day, amount: Money) {
        let _ = (day, amount);
        unimplemented!()
    }

    /// The months in order.
    pub fn finish(self) -> Vec<MonthFlow> {
        self.months
    }
}
