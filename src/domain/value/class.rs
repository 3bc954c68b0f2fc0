//! The three kinds of customers by value to come (source 3; mission rows 43–45): high yield, high potential, below
//! zero; and those who are none of them. Total over the active: each has exactly one class.

use serde::{Deserialize, Serialize};

use super::rules::ValueRules;
use crate::domain::base::Money;

/// Kind of customer by value to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ValueClass {
    /// Among the best by lifetime value, and earning: protect.
    HighYield,
    /// Could become one of the best: invest.
    HighPotential,
    /// Neither: keep serving.
    Steady,
    /// Costs more than will come back: raise the value, or stop investing.
    BelowZero,
}

impl ValueClass {
    /// Every class, in the order they are shown.
    pub const ALL: [Self; 4] = [Self::HighYield, Self::HighPotential, Self::Steady, Self::BelowZero];

    /// Key in JSON, filters and texts.
    pub const fn key(self) -> &'static str {
        match self {
            Self::HighYield => "high_yield",
            Self::HighPotential => "high_potential",
            Self::Steady => "steady",
            Self::BelowZero => "below_zero",
        }
    }

    /// The class with this key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.key() == key)
    }
}

/// What it costs to serve a customer for a year, and what came back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CostToServe {
    /// Minutes of contacts and of dealing with faults in the last 12 months.
    pub minutes: u64,
    /// What those minutes cost.
    pub work: Money,
    /// Margin lost on what was given back in the last 12 months.
    pub returns: Money,
}

impl CostToServe {
    /// From minutes and money given back; `margin` is the share of revenue that stays.
    pub fn new(minutes: u64, returned: Money, margin: f64, rules: &ValueRules) -> Self {
        let lost = (returned.0.max(0) as f64 * margin.max(0.0)).round() as i64;
        Self { minutes, work: rules.cost_of(minutes), returns: Money(lost) }
    }

    /// Both together.
    pub fn total(&self) -> Money {
        self.work + self.returns
    }
}

/// Present value of serving a customer over the horizon as in the last 12 months, while they are alive: cost · P(alive)
/// · Σ_{k=1..H} (1/12)/(1+d)^k. The chance of being alive is held at today's, so the cost is not underrated.
pub fn cost_to_come(cost: Money, p_alive: f64, rules: &ValueRules) -> f64 {
    let d = rules.discount();
    let months = f64::from(rules.horizon_months);
    let annuity = if d == 0.0 { months } else { (1.0 - (1.0 + d).powf(-months)) / d };
    cost.0 as f64 * p_alive.clamp(0.0, 1.0) * annuity / 12.0
}

/// What the class of an active customer is judged by. Money in minor units.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Prospects {
    /// Lifetime value over the horizon, after margin.
    pub lifetime: f64,
    /// Present value of what serving them will cost ([`cost_to_come`]).
    pub cost: f64,
    /// Revenue of the last 12 months and of the 12 before.
    pub revenue: (Money, Money),
    /// Mean amount of a purchase day.
    pub mean_day: Money,
    /// Categories bought; 0 where the portfolio has none.
    pub breadth: u32,
    /// What they spend a year on what we sell, with us and others, where it is known.
    pub wallet: Option<Money>,
}

/// The signs of potential, each shown as it is found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Signs {
    /// Buys more than the year before.
    pub rising: bool,
    /// Buys like the best: amounts of the median A customer, or as many categories.
    pub like_the_best: bool,
    /// Room in the wallet: most of it is spent elsewhere. `None` where the wallet is not known.
    pub room: Option<bool>,
}

impl Signs {
    /// Enough for potential: two signs, or both of the known ones.
    pub fn is_potential(self) -> bool {
        let found = u8::from(self.rising) + u8::from(self.like_the_best) + u8::from(self.room == Some(true));
        found >= 2
    }
}

/// What the classes are measured against, from the whole portfolio.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bar {
    /// Net lifetime value of the last customer among the best; nobody below is high yield.
    pub best: f64,
    /// Median over class A of the mean amount of a purchase day.
    pub mean_day: Money,
    /// Median over class A of the categories bought.
    pub breadth: u32,
}

impl Prospects {
    /// Lifetime value less what serving them costs.
    pub fn net(&self) -> f64 {
        self.lifetime - self.cost
    }

    /// The signs of potential.
    pub fn signs(&self, bar: &Bar, rules: &ValueRules) -> Signs {
        let (now, before) = self.revenue;
        let rising = before > Money::ZERO
            && 100 * i128::from(now.0) >= (100 + i128::from(rules.rising_percent)) * i128::from(before.0);
        let like_the_best = (bar.mean_day > Money::ZERO && self.mean_day >= bar.mean_day)
            || (bar.breadth > 1 && self.breadth >= bar.breadth);
        let room = self
            .wallet
            .filter(|wallet| *wallet > Money::ZERO)
            .map(|wallet| 100 * i128::from(now.0) < i128::from(rules.wallet_percent) * i128::from(wallet.0));
        Signs { rising, like_the_best, room }
    }

    /// The class. Below zero is looked at first: a costly customer is not saved by their size.
    pub fn class(&self, bar: &Bar, rules: &ValueRules) -> ValueClass {
        let net = self.net();
        if net < 0.0 {
            ValueClass::BelowZero
        } else if net > 0.0 && net >= bar.best {
            ValueClass::HighYield
        } else if self.signs(bar, rules).is_potential() {
            ValueClass::HighPotential
        } else {
            ValueClass::Steady
        }
    }
}

/// Net lifetime value of the ⌈share·N⌉-th best of `nets`: who has as much or more is high yield. Infinite where there
/// is nobody. Reorders `nets`.
pub fn best_bar(nets: &mut [f64], percent: u32) -> f64 {
    let rank = (nets.len() as u64 * u64::from(percent)).div_ceil(100) as usize;
    let Some(rank) = rank.min(nets.len()).checked_sub(1) else { return f64::INFINITY };
    *nets.select_nth_unstable_by(rank, |a, b| b.total_cmp(a)).1
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rules() -> ValueRules {
        ValueRules::default()
    }

    #[test]
    fn calls_without_purchases_bring_a_customer_below_zero() {
        // Ten visits of 45 minutes at 20.00 an hour are 150.00; a year of them at 1 % a month is worth less.
        let cost = CostToServe::new(450, Money::ZERO, 1.0, &ValueRules { horizon_months: 12, ..rules() });
        assert_eq!(cost.total(), Money(15_000));
        let to_come = cost_to_come(cost.total(), 1.0, &ValueRules { horizon_months: 12, ..rules() });
        // 15000/12 · (1 − 1.01^−12)/0.01 = 1250 · 11.255077 = 14068.85
        assert!((to_come - 14_068.85).abs() < 0.01, "{to_come}");
        let poor = Prospects { lifetime: 12_000.0, cost: to_come, ..Prospects::default() };
        assert_eq!(poor.class(&Bar::default(), &rules()), ValueClass::BelowZero);
        let none = Prospects { lifetime: 0.0, cost: 0.0, ..Prospects::default() };
        assert_eq!(none.class(&Bar::default(), &rules()), ValueClass::Steady, "nothing lost, nothing won");
    }

    #[test]
    fn potential_needs_two_signs() {
        let bar = Bar { best: 1e9, mean_day: Money(5000), breadth: 4 };
        let rising = Prospects {
            lifetime: 10.0,
            revenue: (Money(1100), Money(1000)),
            mean_day: Money(4999),
            breadth: 3,
            ..Prospects::default()
        };
        assert_eq!(rising.class(&bar, &rules()), ValueClass::Steady);
        let broad = Prospects { breadth: 4, ..rising };
        assert_eq!(broad.class(&bar, &rules()), ValueClass::HighPotential);
        let roomy = Prospects { wallet: Some(Money(2201)), ..rising };
        assert_eq!(roomy.class(&bar, &rules()), ValueClass::HighPotential, "1100 of 2201 is less than half");
        let full = Prospects { wallet: Some(Money(2200)), ..rising };
        assert_eq!(full.class(&bar, &rules()), ValueClass::Steady);
    }

    #[test]
    fn the_best_fifth_is_rounded_up() {
        assert!((best_bar(&mut [5.0, 1.0, 4.0, 2.0, 3.0, 0.5], 20) - 4.0).abs() < 1e-12, "two of six");
        assert!(best_bar(&mut [], 20).is_infinite());
    }

    proptest! {
        #[test]
        fn high_yield_is_the_best_share_or_more_only_by_ties(
            mut nets in proptest::collection::vec(1_u32..50, 1..200),
            percent in 1_u32..=100,
        ) {
            let mut floats: Vec<f64> = nets.iter().map(|n| f64::from(*n)).collect();
            let bar = best_bar(&mut floats, percent);
            let wanted = (nets.len() as u64 * u64::from(percent)).div_ceil(100) as usize;
            nets.sort_unstable();
            let above = nets.iter().filter(|n| f64::from(**n) > bar).count();
            let reached = nets.iter().filter(|n| f64::from(**n) >= bar).count();
            prop_assert!(above < wanted && wanted <= reached);
        }
    }
}
