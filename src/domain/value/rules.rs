//! Settings of the figures of value. Kept in the portfolio as one JSON value.

use serde::{Deserialize, Serialize};

use super::table::Window;
use crate::domain::base::Money;
use crate::domain::people::{Channel, Outcome};

/// What the figures of value go by. Every field has a default, so that settings of older versions still read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct ValueRules {
    /// Period of the scores and Pareto classes that lists, filters and pages show.
    pub period: Window,
    /// Months of lifetime value on screen.
    pub horizon_months: u32,
    /// Discount a month, in basis points: 100 is 1 %.
    pub discount_basis_points: u32,
    /// Share of revenue that stays where no cost is known, in percent.
    pub margin_percent: u32,
    /// What an hour of ours costs, in minor units.
    pub hour_cost: Money,
    /// Minutes of a telephone call, e-mail, letter, visit, and any other contact.
    pub minutes: [u32; 5],
    /// Minutes more where a contact was about a fault.
    pub fault_minutes: u32,
    /// High yield: the best so many percent of the active by lifetime value.
    pub yield_percent: u32,
    /// Rising: revenue of 12 months so many percent above the 12 before.
    pub rising_percent: u32,
    /// Room in the wallet: we have less than so many percent of what they spend.
    pub wallet_percent: u32,
}

impl Default for ValueRules {
    fn default() -> Self {
        Self {
            period: Window::All,
            horizon_months: 36,
            discount_basis_points: 100,
            margin_percent: 100,
            hour_cost: Money(2000),
            minutes: [8, 5, 5, 45, 3],
            fault_minutes: 30,
            yield_percent: 20,
            rising_percent: 10,
            wallet_percent: 50,
        }
    }
}

impl ValueRules {
    /// Discount a month as a fraction.
    pub fn discount(&self) -> f64 {
        f64::from(self.discount_basis_points) / 10_000.0
    }

    /// Minutes that a contact by this channel takes.
    pub const fn minutes_of(&self, channel: Channel) -> u32 {
        self.minutes[match channel {
            Channel::Phone => 0,
            Channel::Email => 1,
            Channel::Post => 2,
            Channel::Visit => 3,
            _ => 4,
        }]
    }

    /// Minutes of a contact, those of dealing with a fault included.
    pub fn minutes_for(&self, channel: Channel, outcome: Outcome) -> u32 {
        self.minutes_of(channel) + if outcome == Outcome::Fault { self.fault_minutes } else { 0 }
    }

    /// What so many minutes cost, rounded half up.
    pub fn cost_of(&self, minutes: u64) -> Money {
        let cost = (i128::from(minutes) * i128::from(self.hour_cost.0) + 30).div_euclid(60);
        Money(i64::try_from(cost).unwrap_or(i64::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_hour_costs_what_an_hour_costs() {
        let rules = ValueRules::default();
        assert_eq!(rules.cost_of(60), Money(2000));
        assert_eq!(rules.cost_of(8), Money(267), "266.67");
        assert_eq!(rules.minutes_for(Channel::Visit, Outcome::Fault), 75);
    }

    #[test]
    fn settings_of_another_version_still_read() {
        let rules: ValueRules = serde_json::from_str(r#"{"horizon_months":24,"later":1}"#).unwrap();
        assert_eq!(rules, ValueRules { horizon_months: 24, ..ValueRules::default() });
    }
}
