//! Habits of buying that segment customers: how often they use us, how loyal they are, in which months they buy.
//! Everything in whole numbers, so that any machine gives the same answer.

use serde::{Deserialize, Serialize};

use crate::domain::base::{Day, Money, Month};

/// Frequency of use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Usage {
    /// Buys now and then.
    Occasional,
    /// Buys regularly.
    Medium,
    /// Buys all the time.
    Intensive,
}

/// From how many purchases in twelve months on use is medium, and from how many on intensive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UsageCuts {
    /// Medium from.
    pub medium: u32,
    /// Intensive from; not less than `medium`.
    pub intensive: u32,
}

/// The cuts in force: fixed ones, or thirds of those who bought.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UsageRule {
    /// These cuts.
    Cuts(UsageCuts),
    /// Thirds of the customers who bought in the last twelve months.
    Terciles,
}

impl Default for UsageRule {
    fn default() -> Self {
        Self::Cuts(UsageCuts::default())
    }
}

impl Default for UsageCuts {
    fn default() -> Self {
        Self { medium: 4, intensive: 12 }
    }
}

impl Usage {
    /// All, from the least.
    pub const ALL: [Self; 3] = [Self::Occasional, Self::Medium, Self::Intensive];

    /// `occasional`, `medium` or `intensive`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Occasional => "occasional",
            Self::Medium => "medium",
            Self::Intensive => "intensive",
        }
    }
}

/// Frequency of use from the purchases of twelve months; `None` for none, which is no use at all.
pub const fn usage(orders_per_year: u32, cuts: UsageCuts) -> Option<Usage> {
    match orders_per_year {
        0 => None,
        n if n >= cuts.intensive => Some(Usage::Intensive),
        n if n >= cuts.medium => Some(Usage::Medium),
        _ => Some(Usage::Occasional),
    }
}

/// Cuts that part customers into thirds by their purchases of twelve months: medium is above the value at ⌈n/3⌉,
/// intensive above the value at ⌈2n/3⌉ (nearest rank). Zeros are left out; `None` where nothing is left. Where many
/// have the same number, thirds are as near as whole values let them be.
pub fn terciles(values: &[u32]) -> Option<UsageCuts> {
    let mut values: Vec<u32> = values.iter().copied().filter(|v| *v > 0).collect();
    values.sort_unstable();
    let n = values.len();
    if n == 0 {
        return None;
    }
    let at = |third: usize| values[(third * n).div_ceil(3) - 1];
    let medium = at(1) + 1;
    Some(UsageCuts { medium, intensive: (at(2) + 1).max(medium) })
}

/// What loyalty is judged by, over the last twelve months.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LoyaltyInput {
    /// Purchase days within them, in order.
    pub days: Vec<Day>,
    /// Categories the customer bought.
    pub categories: u32,
    /// Categories the shop sells; below two, breadth says nothing.
    pub sold: u32,
    /// Net revenue.
    pub revenue: Money,
    /// What the customer says they spend in a year on what we sell, at us or elsewhere.
    pub wallet: Option<Money>,
}

/// How loyal somebody is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LoyaltyClass {
    /// Bought nothing in twelve months, or all was given back.
    None,
    /// Buys here and elsewhere without a preference.
    Switching,
    /// We are one of a few.
    Shared,
    /// As good as everything is bought here.
    Exclusive,
}

/// Loyalty with the parts it is made of, each in thousandths; `None` where a part cannot be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Loyalty {
    /// Categories bought of those sold.
    pub breadth: Option<u32>,
    /// One less the coefficient of variation of the gaps between purchases, at least 0.
    pub regularity: Option<u32>,
    /// Revenue of the declared yearly spend, at most 1.
    pub share: Option<u32>,
    /// Geometric mean of the parts that are known, 0 to 1000; `None` where none is.
    pub index: Option<u32>,
    /// What follows from the index.
    pub class: Option<LoyaltyClass>,
}

impl LoyaltyClass {
    /// All, from the least.
    pub const ALL: [Self; 4] = [Self::None, Self::Switching, Self::Shared, Self::Exclusive];

    /// `none`, `switching`, `shared` or `exclusive`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Switching => "switching",
            Self::Shared => "shared",
            Self::Exclusive => "exclusive",
        }
    }
}

/// Behavioural loyalty: breadth × regularity × share of wallet, as the geometric mean of the parts that are known, so
/// that two known parts stay comparable with three.
///
/// - breadth = categories bought / categories sold (known where at least two are sold);
/// - regularity = 1 − min(1, CV), with CV the standard deviation of the gaps between purchase days over their mean, of
///   the population; known from three purchase days on;
/// - share = min(1, revenue of twelve months / declared yearly spend); known where it is declared and above 0.
///
/// Classes by the index: exclusive from ⅔ on, shared from ⅓ on, switching below; none where nothing was bought. The
/// three behaviours are those of the source (row 21 of the mission); the geometric mean keeps their product's order.
pub fn loyalty(input: &LoyaltyInput) -> Loyalty {
    if input.days.is_empty() || input.revenue <= Money::ZERO {
        let class = Some(LoyaltyClass::None);
        return Loyalty { breadth: None, regularity: None, share: None, index: Some(0), class };
    }
    let part = |of: i128, all: i128| ((2000 * of + all) / (2 * all)).clamp(0, 1000) as u32;
    let breadth = (input.sold >= 2).then(|| part(input.categories.into(), input.sold.into()));
    let share =
        input.wallet.filter(|w| *w > Money::ZERO).map(|wallet| part(input.revenue.0.into(), wallet.0.into()));
    let regularity = regularity(&input.days);
    let known: Vec<u64> = [breadth, regularity, share].into_iter().flatten().map(u64::from).collect();
    let product: u64 = known.iter().product();
    let index = match known.len() {
        0 => None,
        1 => Some(product as u32),
        2 => Some(root(product, 2)),
        _ => Some(root(product, 3)),
    };
    let class = index.map(|index| match index {
        667.. => LoyaltyClass::Exclusive,
        333.. => LoyaltyClass::Shared,
        _ => LoyaltyClass::Switching,
    });
    Loyalty { breadth, regularity, share, index, class }
}

/// 1 − min(1, CV of the gaps) in thousandths. CV² = (n·Σg² − (Σg)²) / (Σg)².
fn regularity(days: &[Day]) -> Option<u32> {
    let mut days = days.to_vec();
    days.sort_unstable();
    days.dedup();
    let gaps: Vec<i128> = days.windows(2).map(|w| i128::from(w[1].0) - i128::from(w[0].0)).collect();
    if gaps.len() < 2 {
        return None;
    }
    let sum: i128 = gaps.iter().sum();
    let squares: i128 = gaps.iter().map(|g| g * g).sum();
    let spread = gaps.len() as i128 * squares - sum * sum;
    let cv = root((spread * 1_000_000 / (sum * sum)).min(1_000_000) as u64, 2);
    Some(1000 - cv.min(1000))
}

/// The whole number whose `n`th power is nearest to `value` (for n 2 or 3; the root rounded half up).
fn root(value: u64, n: u32) -> u32 {
    let mut low = 0_u64;
    let mut high = 1_000_001_u64;
    while high - low > 1 {
        let middle = u64::midpoint(low, high);
        if u128::from(middle).pow(n) <= u128::from(value) { low = middle } else { high = middle }
    }
    // Half up: (2·low + 1)ⁿ ≤ 2ⁿ·value.
    let up = u128::from(2 * low + 1).pow(n) <= u128::from(value) << n;
    (low + u64::from(up)) as u32
}

/// Net revenue by calendar month, January first, and what share of the whole each is in thousandths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seasonality {
    /// Net revenue of each month of the year, over all years.
    pub months: [Money; 12],
    /// Its share of the year in thousandths, rounded half up; months below nothing count as nothing.
    pub shares: [u32; 12],
}

/// Share of revenue by month of the year, learned from dated revenue. `None` where nothing was sold.
pub fn seasonality(dated: impl IntoIterator<Item = (Day, Money)>) -> Option<Seasonality> {
    let mut months = [Money::ZERO; 12];
    for (day, amount) in dated {
        months[day.ymd().1 as usize - 1] += amount;
    }
    let total: i128 = months.iter().map(|m| i128::from(m.0.max(0))).sum();
    if total == 0 {
        return None;
    }
    let shares = months.map(|m| ((2000 * i128::from(m.0.max(0)) + total) / (2 * total)) as u32);
    Some(Seasonality { months, shares })
}

impl Seasonality {
    /// The month (1–12) with the largest revenue; the earlier of equals.
    pub fn peak(&self) -> u32 {
        let mut best = 0;
        for month in 1..12 {
            if self.months[month] > self.months[best] {
                best = month;
            }
        }
        best as u32 + 1
    }

    /// The next time the peak comes round: the month that runs on `at` while it is the peak, else the next one.
    pub fn next_peak(&self, at: Day) -> Month {
        let here = at.month();
        let (year, month) = here.ym();
        let peak = self.peak();
        Month::new(if month <= peak { year } else { year + 1 }, peak)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> Day {
        Day::parse_iso(text).unwrap()
    }

    #[test]
    fn usage_is_by_cuts_and_none_is_no_use() {
        let cuts = UsageCuts { medium: 4, intensive: 12 };
        let all: Vec<_> = [0, 1, 3, 4, 11, 12, 99].map(|n| usage(n, cuts)).into();
        let (o, m, i) = (Some(Usage::Occasional), Some(Usage::Medium), Some(Usage::Intensive));
        assert_eq!(all, [None, o, o, m, m, i, i]);
    }

    #[test]
    fn terciles_part_into_thirds() {
        // 1 2 | 3 5 | 8 20
        let cuts = terciles(&[5, 1, 20, 3, 0, 2, 8]).unwrap();
        assert_eq!(cuts, UsageCuts { medium: 3, intensive: 6 });
        assert_eq!(terciles(&[0, 0]), None);
        assert_eq!(terciles(&[7]), Some(UsageCuts { medium: 8, intensive: 8 }));
    }

    #[test]
    fn loyalty_is_the_geometric_mean_of_what_is_known() {
        let even = ["2026-01-01", "2026-01-31", "2026-03-02"].map(day).to_vec();
        let mut input = LoyaltyInput {
            days: even,
            categories: 2,
            sold: 4,
            revenue: Money(50_000),
            wallet: Some(Money(100_000)),
        };
        let all = loyalty(&input);
        // ½ · 1 · ½ = ¼; its cube root is 0.62996.
        assert_eq!((all.breadth, all.regularity, all.share), (Some(500), Some(1000), Some(500)));
        assert_eq!((all.index, all.class), (Some(630), Some(LoyaltyClass::Shared)));
        input.wallet = None;
        let two = loyalty(&input);
        // √(½ · 1) = 0.7071.
        assert_eq!((two.share, two.index, two.class), (None, Some(707), Some(LoyaltyClass::Exclusive)));
        input.sold = 1;
        input.days.truncate(2);
        assert_eq!(loyalty(&input).index, None, "nothing can be told");
        input.days.clear();
        assert_eq!(loyalty(&input).class, Some(LoyaltyClass::None));
    }

    #[test]
    fn regularity_falls_with_the_spread_of_the_gaps() {
        // Gaps 10 and 30: mean 20, deviation 10, CV ½.
        let days = ["2026-01-01", "2026-01-11", "2026-02-10"].map(day);
        assert_eq!(regularity(&days), Some(500));
        assert_eq!(regularity(&days[..2]), None);
    }

    #[test]
    fn a_season_is_the_share_of_each_month_over_all_years() {
        let dated = [("2024-12-10", 30_000), ("2025-12-20", 30_000), ("2025-06-01", 20_000)]
            .map(|(d, m)| (day(d), Money(m)));
        let season = seasonality(dated).unwrap();
        assert_eq!((season.shares[11], season.shares[5], season.shares[0]), (750, 250, 0));
        assert_eq!(season.peak(), 12);
        assert_eq!(season.next_peak(day("2026-11-20")), Month::new(2026, 12));
        assert_eq!(season.next_peak(day("2026-12-31")), Month::new(2026, 12));
        assert_eq!(season.next_peak(day("2027-01-01")), Month::new(2027, 12));
        assert_eq!(seasonality([]), None);
        assert_eq!(seasonality([(day("2025-01-01"), Money(-5))]), None);
    }

    proptest! {
        #[test]
        fn terciles_put_somebody_in_the_first_third(values in prop::collection::vec(0_u32..50, 1..40)) {
            if let Some(cuts) = terciles(&values) {
                prop_assert!(cuts.medium <= cuts.intensive);
                let used: Vec<u32> = values.into_iter().filter(|v| *v > 0).collect();
                let low = used.iter().filter(|v| usage(**v, cuts) == Some(Usage::Occasional)).count();
                prop_assert!(low * 3 >= used.len());
            }
        }

        #[test]
        fn loyalty_stays_between_nothing_and_all(
            days in prop::collection::vec(0_i32..365, 0..20),
            categories in 0_u32..9,
            more in 0_u32..9,
            revenue in -10_000_i64..1_000_000,
            wallet in prop::option::of(0_i64..1_000_000),
        ) {
            let input = LoyaltyInput {
                days: days.into_iter().map(Day).collect(),
                categories,
                sold: categories + more,
                revenue: Money(revenue),
                wallet: wallet.map(Money),
            };
            let found = loyalty(&input);
            for part in [found.breadth, found.regularity, found.share, found.index].into_iter().flatten() {
                prop_assert!(part <= 1000);
            }
            let mut shuffled = input.clone();
            shuffled.days.reverse();
            prop_assert_eq!(loyalty(&shuffled), found);
        }
    }
}
