//! Why the result of a period differs from that of the one before (mission row 13), and what became of last year's
//! revenue customer by customer (mission row 14). Everything adds up to the minor unit.
//!
//! - *Bridge*: result = customers × purchases per customer × ticket × margin. The difference of two periods is shared
//!   out among the four by the logarithmic mean (LMDI-I; Ang, "Decomposition analysis for policymaking in energy",
//!   Energy Policy 32, 2004, eq. 6): the share of a factor x is L(V₁, V₀)·ln(x₁/x₀) with L(a, b) = (a − b)/ln(a/b). It
//!   does not depend on the order of the factors and leaves nothing over. Where a factor is nothing or less there is no
//!   logarithm: then the factors change one after the other, in the order given; and where nobody bought in one of the
//!   periods, everything is a matter of customers. Cents lost to rounding go to the largest share.
//! - *Accounting*: opening + new + recovered + expansion + contraction + lost = closing, the last two as negative
//!   amounts, between two windows of twelve months.
//!
//! A purchase is a purchase day of a customer; revenue is net of credit notes; sales without a customer are left out.

use serde::{Deserialize, Serialize};

use crate::domain::base::{Day, Money, Month};
use crate::domain::lifecycle::Entry;

/// Length of the period that is compared with the one before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stretch {
    /// Twelve months up to a day.
    #[default]
    TwelveMonths,
    /// A calendar month.
    Month,
    /// A calendar quarter.
    Quarter,
    /// A calendar year.
    Year,
}

/// Two windows, one after the other; first and last day, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Windows {
    /// The earlier one.
    pub before: (Day, Day),
    /// The later one.
    pub now: (Day, Day),
}

impl Stretch {
    /// Every length, in the order they follow one another on screen.
    pub const ALL: [Self; 4] = [Self::TwelveMonths, Self::Month, Self::Quarter, Self::Year];

    /// Key in JSON and texts.
    pub const fn key(self) -> &'static str {
        match self {
            Self::TwelveMonths => "twelve_months",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }

    /// The period `back` periods before the present one, and the one before that. A calendar period that is not over
    /// at `as_of` ends there, and the one before it is cut to as many days, so that like is compared with like.
    pub fn windows(self, back: u32, as_of: Day) -> Windows {
        let back = i32::try_from(back).unwrap_or(i32::MAX).min(1200);
        let months = match self {
            Self::TwelveMonths => {
                let last = as_of.plus_years(-back.min(200));
                let (year, two) = (last.plus_years(-1), last.plus_years(-2));
                return Windows { before: (two.plus(1), year), now: (year.plus(1), last) };
            }
            Self::Month => 1,
            Self::Quarter => 3,
            Self::Year => 12,
        };
        let this = as_of.month().0;
        let first = Month(this - this.rem_euclid(months) - back * months);
        let (start, end) = (first.first(), Month(first.0 + months - 1).last());
        let last = end.min(as_of);
        let (earlier, its_end) = (Month(first.0 - months).first(), start.plus(-1));
        let before_last = if last < end { its_end.min(earlier.plus(last.0 - start.0)) } else { its_end };
        Windows { before: (earlier, before_last), now: (start, last) }
    }
}

/// What one customer did in two windows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pair {
    /// Net revenue in the earlier and in the later window.
    pub revenue: (Money, Money),
    /// Purchase days in them.
    pub days: (u32, u32),
    /// Whether there was a purchase before the earlier one.
    pub bought_before: bool,
}

impl Pair {
    /// Of a history sorted by day, as known at the end of the later window.
    pub fn of(history: &[Entry], windows: &Windows) -> Self {
        let mut pair = Self::default();
        let mut previous = None;
        for entry in history.iter().take_while(|e| e.day <= windows.now.1) {
            let inside = |(first, last): (Day, Day)| first <= entry.day && entry.day <= last;
            let (before, now) = (inside(windows.before), inside(windows.now));
            if before {
                pair.revenue.0 += entry.amount;
            }
            if now {
                pair.revenue.1 += entry.amount;
            }
            if !entry.is_purchase(windows.now.1) {
                continue;
            }
            pair.bought_before |= entry.day < windows.before.0;
            if previous != Some(entry.day) {
                previous = Some(entry.day);
                pair.days.0 += u32::from(before);
                pair.days.1 += u32::from(now);
            }
        }
        pair
    }

    /// What became of the customer's revenue; `None` for who neither bought nor moved any money.
    pub fn movement(&self) -> Option<Movement> {
        Some(match (self.days.0 > 0, self.days.1 > 0) {
            (false, true) if self.bought_before => Movement::Recovered,
            (false, true) => Movement::New,
            (true, false) => Movement::Lost,
            (bought, _) => match self.revenue.1.cmp(&self.revenue.0) {
                std::cmp::Ordering::Greater => Movement::Expansion,
                std::cmp::Ordering::Less => Movement::Contraction,
                std::cmp::Ordering::Equal if bought || self.revenue.1 != Money::ZERO => Movement::Level,
                std::cmp::Ordering::Equal => return None,
            },
        })
    }

    /// Later less earlier revenue.
    pub fn change(&self) -> Money {
        self.revenue.1 - self.revenue.0
    }
}

/// What became of a customer's revenue between two windows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Movement {
    /// First purchase ever in the later window.
    New,
    /// No purchase in the earlier window, but one before it, and one in the later.
    Recovered,
    /// Bought in both, more in the later. Credit notes of who bought in neither count here or as contraction.
    Expansion,
    /// Bought in both, less in the later.
    Contraction,
    /// Bought in the earlier window only.
    Lost,
    /// Bought in both, the same amount.
    Level,
}

impl Movement {
    /// Every movement, in the order of the account.
    pub const ALL: [Self; 6] =
        [Self::New, Self::Recovered, Self::Expansion, Self::Contraction, Self::Lost, Self::Level];

    /// Key in JSON and texts.
    pub const fn key(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Recovered => "recovered",
            Self::Expansion => "expansion",
            Self::Contraction => "contraction",
            Self::Lost => "lost",
            Self::Level => "level",
        }
    }
}

/// Revenue of two windows of twelve months and what led from one to the other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Accounting {
    /// Revenue of the earlier window, and who bought in it.
    pub opening: (u64, Money),
    /// Customers and change of revenue by movement, in the order of [`Movement::ALL`]; losses are negative.
    pub moves: [(u64, Money); 6],
    /// Revenue of the later window, and who bought in it.
    pub closing: (u64, Money),
}

impl Accounting {
    /// Adds a customer.
    pub fn add(&mut self, pair: &Pair) {
        self.opening.1 += pair.revenue.0;
        self.closing.1 += pair.revenue.1;
        self.opening.0 += u64::from(pair.days.0 > 0);
        self.closing.0 += u64::from(pair.days.1 > 0);
        if let Some(movement) = pair.movement() {
            let (count, sum) = &mut self.moves[movement as usize];
            *count += 1;
            *sum += pair.change();
        }
    }

    /// Customers and change of revenue of a movement.
    pub const fn of(&self, movement: Movement) -> (u64, Money) {
        self.moves[movement as usize]
    }

    /// Whether opening and movements add up to closing.
    pub fn balances(&self) -> bool {
        let moved: Money = self.moves.iter().fold(Money::ZERO, |sum, (_, change)| sum + *change);
        self.opening.1 + moved == self.closing.1
    }

    /// (opening + expansion + contraction + lost) / opening: what last year's customers bring this year. `None` where
    /// there was no revenue.
    pub fn net_retention(&self) -> Option<f64> {
        let kept = self.of(Movement::Contraction).1 + self.of(Movement::Lost).1;
        self.share(self.opening.1 + kept + self.of(Movement::Expansion).1)
    }

    /// (opening + contraction + lost) / opening.
    pub fn gross_retention(&self) -> Option<f64> {
        self.share(self.opening.1 + self.of(Movement::Contraction).1 + self.of(Movement::Lost).1)
    }

    fn share(&self, part: Money) -> Option<f64> {
        (self.opening.1 > Money::ZERO).then(|| part.0 as f64 / self.opening.1.0 as f64)
    }
}

/// What all customers together did in a window.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Takings {
    /// Customers with a purchase.
    pub customers: u64,
    /// Their purchase days.
    pub purchases: u64,
    /// Net revenue of all customers.
    pub revenue: Money,
    /// Share of revenue that stays.
    pub margin: f64,
}

impl Takings {
    /// Revenue × margin, rounded half away from zero: the result that the bridge explains.
    pub fn result(&self) -> Money {
        Money((self.revenue.0 as f64 * self.margin).round() as i64)
    }

    /// Revenue per customer (ARPC), rounded half up; `None` where nobody bought.
    pub fn per_customer(&self) -> Option<Money> {
        let customers = i64::try_from(self.customers).ok().filter(|n| *n > 0)?;
        Some(Money((2 * self.revenue.0 + customers).div_euclid(2 * customers)))
    }

    /// Revenue per purchase, rounded half up; `None` where nobody bought.
    pub fn ticket(&self) -> Option<Money> {
        let purchases = i64::try_from(self.purchases).ok().filter(|n| *n > 0)?;
        Some(Money((2 * self.revenue.0 + purchases).div_euclid(2 * purchases)))
    }

    /// Purchases per customer; `None` where nobody bought.
    pub fn frequency(&self) -> Option<f64> {
        (self.customers > 0).then(|| self.purchases as f64 / self.customers as f64)
    }

    /// Customers, purchases per customer, revenue per purchase, margin; their product is the result.
    fn factors(&self) -> Option<[f64; 4]> {
        let (customers, purchases) = (self.customers as f64, self.purchases as f64);
        (self.customers > 0 && self.purchases > 0)
            .then(|| [customers, purchases / customers, self.revenue.0 as f64 / purchases, self.margin])
    }
}

/// What a difference of results comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Driver {
    /// More or fewer customers.
    Customers,
    /// Purchases of each.
    Frequency,
    /// Amount of each purchase.
    Ticket,
    /// What stays of it.
    Margin,
}

impl Driver {
    /// All, in the order of the product.
    pub const ALL: [Self; 4] = [Self::Customers, Self::Frequency, Self::Ticket, Self::Margin];

    /// Key in JSON and texts.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Customers => "customers",
            Self::Frequency => "frequency",
            Self::Ticket => "ticket",
            Self::Margin => "margin",
        }
    }
}

/// How the difference was shared out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// By the logarithmic mean.
    LogMean,
    /// One factor after the other, because one of them is nothing or less.
    InOrder,
    /// All of it by customers, because nobody bought in one of the periods.
    CustomersOnly,
}

impl Method {
    /// Key in JSON and texts.
    pub const fn key(self) -> &'static str {
        match self {
            Self::LogMean => "log_mean",
            Self::InOrder => "in_order",
            Self::CustomersOnly => "customers_only",
        }
    }
}

/// Two results and what leads from one to the other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bridge {
    /// The earlier period.
    pub before: Takings,
    /// The later period.
    pub now: Takings,
    /// Share of each of [`Driver::ALL`]; they add up to the difference of the results.
    pub effects: [Money; 4],
    /// How they were found.
    pub method: Method,
}

impl Bridge {
    /// Shares the difference out.
    pub fn new(before: Takings, now: Takings) -> Self {
        let (result0, result1) = (before.result(), now.result());
        let difference = result1 - result0;
        let (method, shares) = match (before.factors(), now.factors()) {
            (Some(f0), Some(f1)) if f0.iter().chain(&f1).all(|x| *x > 0.0) => {
                let (v0, v1) = (f0.iter().product::<f64>(), f1.iter().product::<f64>());
                let mean = if (v1 - v0).abs() <= f64::EPSILON * v0 { v0 } else { (v1 - v0) / (v1 / v0).ln() };
                (Method::LogMean, [0, 1, 2, 3].map(|k| mean * (f1[k] / f0[k]).ln()))
            }
            (Some(f0), Some(f1)) => {
                let mut present = f0;
                let mut last = f0.iter().product::<f64>();
                let shares = [0, 1, 2, 3].map(|k| {
                    present[k] = f1[k];
                    let after = present.iter().product::<f64>();
                    after - std::mem::replace(&mut last, after)
                });
                (Method::InOrder, shares)
            }
            _ => (Method::CustomersOnly, [difference.0 as f64, 0.0, 0.0, 0.0]),
        };
        let mut effects = shares.map(|share| Money(share.round() as i64));
        let given: Money = effects.iter().fold(Money::ZERO, |sum, e| sum + *e);
        // The first of the largest, whichever way it goes.
        let largest = (0..4).rev().max_by_key(|k| effects[*k].0.unsigned_abs()).unwrap_or(0);
        effects[largest] += difference - given;
        Self { before, now, effects, method }
    }

    /// Later less earlier result.
    pub fn difference(&self) -> Money {
        self.now.result() - self.before.result()
    }

    /// Share of a driver.
    pub const fn effect(&self, driver: Driver) -> Money {
        self.effects[driver as usize]
    }
}

/// Our part of what customers spend on what we sell, of those who told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wallet {
    /// Customers whose spend is known.
    pub customers: u64,
    /// What they spend a year, with us and with others.
    pub spend: Money,
    /// What they spent with us in twelve months.
    pub ours: Money,
}

impl Wallet {
    /// Adds a customer who told.
    pub fn add(&mut self, spend: Money, ours: Money) {
        if spend > Money::ZERO {
            self.customers += 1;
            self.spend += spend;
            self.ours += ours;
        }
    }

    /// Ours of all they spend; above 1 where they said less than they spend with us alone.
    pub fn share(&self) -> Option<f64> {
        (self.spend > Money::ZERO).then(|| self.ours.0 as f64 / self.spend.0 as f64)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(y: i32, m: u32, d: u32) -> Day {
        Day::from_ymd(y, m, d).unwrap()
    }

    #[test]
    fn a_period_that_is_not_over_is_held_against_as_many_days() {
        let at = day(2026, 11, 20);
        let month = Stretch::Month.windows(0, at);
        assert_eq!(month.now, (day(2026, 11, 1), at));
        assert_eq!(month.before, (day(2026, 10, 1), day(2026, 10, 20)));
        let last = Stretch::Month.windows(1, at);
        assert_eq!(last.now, (day(2026, 10, 1), day(2026, 10, 31)));
        assert_eq!(last.before, (day(2026, 9, 1), day(2026, 9, 30)));
        let quarter = Stretch::Quarter.windows(0, at);
        assert_eq!(quarter.now, (day(2026, 10, 1), at));
        assert_eq!(quarter.before, (day(2026, 7, 1), day(2026, 8, 20)));
        let year = Stretch::Year.windows(1, at);
        assert_eq!(year.now, (day(2025, 1, 1), day(2025, 12, 31)));
        let twelve = Stretch::TwelveMonths.windows(0, at);
        assert_eq!(twelve.now, (day(2025, 11, 21), at));
        assert_eq!(twelve.before, (day(2024, 11, 21), day(2025, 11, 20)));
        // 31 days of March against 28 of February.
        let march = Stretch::Month.windows(0, day(2026, 3, 30));
        assert_eq!(march.before, (day(2026, 2, 1), day(2026, 2, 28)));
    }

    #[test]
    fn doubling_the_customers_alone_is_all_theirs() {
        let before = Takings { customers: 2, purchases: 4, revenue: Money(40_000), margin: 0.5 };
        let now = Takings { customers: 4, purchases: 8, revenue: Money(80_000), margin: 0.5 };
        let bridge = Bridge::new(before, now);
        assert_eq!(bridge.effects, [Money(20_000), Money(0), Money(0), Money(0)]);
        assert_eq!((bridge.method, bridge.now.per_customer()), (Method::LogMean, Some(Money(20_000))));
    }

    #[test]
    fn the_logarithmic_mean_shares_out_by_hand() {
        // 100 → 300: customers 1 → 2, purchases each 1 → 1, ticket 100 → 150. L = 200/ln 3 = 182.0478.
        let before = Takings { customers: 1, purchases: 1, revenue: Money(10_000), margin: 1.0 };
        let now = Takings { customers: 2, purchases: 2, revenue: Money(30_000), margin: 1.0 };
        let bridge = Bridge::new(before, now);
        // ln 2 · 182.0478 = 126.1860, ln 1.5 · 182.0478 = 73.8140.
        assert_eq!(bridge.effects, [Money(12_619), Money(0), Money(7381), Money(0)]);
    }

    #[test]
    fn without_buyers_in_a_period_everything_is_a_matter_of_customers() {
        let now = Takings { customers: 3, purchases: 3, revenue: Money(900), margin: 1.0 };
        let bridge = Bridge::new(Takings { margin: 1.0, ..Takings::default() }, now);
        assert_eq!(
            (bridge.method, bridge.effects),
            (Method::CustomersOnly, [Money(900), Money(0), Money(0), Money(0)])
        );
        let sold_below_cost = Takings { margin: -0.5, ..now };
        let bridge = Bridge::new(now, sold_below_cost);
        assert_eq!(
            (bridge.method, bridge.effects),
            (Method::InOrder, [Money(0), Money(0), Money(0), Money(-1350)])
        );
    }

    #[test]
    fn each_movement_is_what_it_says() {
        let pair = |revenue: (i64, i64), days, bought_before| {
            Pair { revenue: (Money(revenue.0), Money(revenue.1)), days, bought_before }.movement()
        };
        assert_eq!(pair((0, 100), (0, 1), false), Some(Movement::New));
        assert_eq!(pair((0, 100), (0, 1), true), Some(Movement::Recovered));
        assert_eq!(pair((50, 100), (1, 1), false), Some(Movement::Expansion));
        assert_eq!(pair((100, 50), (1, 1), true), Some(Movement::Contraction));
        assert_eq!(pair((100, -20), (1, 0), true), Some(Movement::Lost));
        assert_eq!(pair((100, 100), (1, 1), true), Some(Movement::Level));
        assert_eq!(pair((0, 0), (0, 0), true), None);
        assert_eq!(
            pair((-20, 0), (0, 0), true),
            Some(Movement::Expansion),
            "a credit note went out of the window"
        );
    }

    fn takings() -> impl Strategy<Value = Takings> {
        (0_u64..2000, 0_u64..9000, -100_000_i64..1_000_000_000, -0.5_f64..1.0).prop_map(
            |(customers, more, revenue, margin)| Takings {
                customers,
                purchases: if customers == 0 { 0 } else { customers + more },
                revenue: Money(revenue),
                margin,
            },
        )
    }

    fn histories() -> impl Strategy<Value = Vec<Vec<Entry>>> {
        let entry = (0_i32..1200, -5000_i64..20_000, any::<bool>()).prop_map(|(day, amount, void)| Entry {
            day: Day(20_000 + day),
            amount: Money(amount),
            valid: amount >= 0 && !void,
            reversed_on: None,
        });
        let one = prop::collection::vec(entry, 0..12).prop_map(|mut h| {
            h.sort_by_key(|e| e.day);
            h
        });
        prop::collection::vec(one, 0..20)
    }

    proptest! {
        #[test]
        fn the_shares_of_a_bridge_add_up_to_the_difference(before in takings(), now in takings()) {
            let bridge = Bridge::new(before, now);
            let sum = bridge.effects.iter().fold(Money::ZERO, |sum, e| sum + *e);
            prop_assert_eq!(sum, bridge.difference());
        }

        #[test]
        fn growth_accounting_balances(all in histories(), at in 20_000_i32..21_300) {
            let windows = Stretch::TwelveMonths.windows(0, Day(at));
            let mut accounting = Accounting::default();
            for history in &all {
                accounting.add(&Pair::of(history, &windows));
            }
            prop_assert!(accounting.balances());
            let count = |m: Movement| accounting.of(m).0;
            prop_assert!(count(Movement::New) + count(Movement::Recovered) <= accounting.closing.0);
            prop_assert!(count(Movement::Lost) <= accounting.opening.0);
        }
    }
}
