//! The figures of growth, effort and lifting as the customers behind them: what a list can be opened from.

use serde::{Deserialize, Serialize};

use super::budget::{Balance, EffortAxis};
use super::growth::{Movement, Stretch};
use super::lift_plan::Outcome;
use super::pareto::Class;
use crate::domain::base::Day;

/// A period of the bridge: its length, and how many periods before the present one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct GrowthPeriod {
    /// Length.
    pub stretch: Stretch,
    /// 0 = the one that holds the as-of day.
    pub back: u32,
}

/// Whom a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Priority {
    /// A figure of the bridge.
    Bridge(GrowthPeriod, Buyers),
    /// A figure of the account of growth: the twelve months that end with the period.
    Growth(GrowthPeriod, Flow),
    /// Customers who told what they spend on what we sell.
    Wallet,
    /// Customers of a class, by its place in the order of the axis.
    Effort(EffortAxis, u8),
    /// Whom too little or too much time goes to.
    Balance(Balance),
    /// Active customers of a class who may be contacted: within the days of the class, overdue, or all.
    Cadence(Class, Option<bool>),
    /// Customers of class A who are late by their own rhythm.
    LateA,
    /// Not A, nearest first.
    AlmostA,
    /// Customers with a plan in this state; `None` is every plan.
    Plans(Option<Outcome>),
    /// Who became A between the ends of two days.
    Promoted(Day, Day),
    /// Who bought in the earlier twelve months, and did not (true) or did (false) in the later.
    Churned(bool),
    /// Active customers who reach the goal of variety (true) or not.
    Varied(bool),
}

/// Buyers of two periods, one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Buyers {
    /// Of the earlier one.
    Before,
    /// Of the later one.
    Now,
    /// Of one of them only: who came and who went.
    One,
    /// Of both.
    Both,
    /// Of either.
    Either,
}

/// A figure of the account of growth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Flow {
    /// Buyers of the earlier twelve months.
    Opening,
    /// Those who moved in this way.
    Moved(Movement),
    /// Buyers of the later twelve months.
    Closing,
}
