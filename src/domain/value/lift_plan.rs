//! Who is almost among the best, what they lack, and whether a plan to lift them worked (mission rows 54, 55). Knows
//! no classes of its own: what it takes to be A comes from [`pareto`](super::pareto).

use serde::{Deserialize, Serialize};

use super::pareto::{Class, Place};
use super::table::ValueTable;
use crate::domain::base::{Day, Money};
use crate::domain::people::CustomerId;

/// A customer as the plan looks at them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Who.
    pub id: CustomerId,
    /// First purchase day; the older customer stands first where all else is equal.
    pub first: Day,
    /// Pareto class in the period.
    pub class: Class,
    /// Net revenue of the period that the classes are made from.
    pub revenue: Money,
    /// Net revenue of the last twelve months.
    pub recent: Money,
    /// Net revenue of the twelve months before those.
    pub before: Money,
    /// Different categories bought in the period.
    pub categories: u32,
}

/// How the last twelve months compare with the twelve before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trend {
    /// Nothing was bought in the twelve months before.
    New,
    /// At least a tenth more.
    Rising,
    /// Within a tenth.
    Level,
    /// At least a tenth less.
    Falling,
}

impl Trend {
    /// Compares in integers: 10·recent ≥ 11·before is rising, ≤ 9·before falling.
    pub fn of(recent: Money, before: Money) -> Self {
        let (recent, before) = (i128::from(recent.0), i128::from(before.0));
        if before <= 0 {
            Self::New
        } else if 10 * recent >= 11 * before {
            Self::Rising
        } else if 10 * recent <= 9 * before {
            Self::Falling
        } else {
            Self::Level
        }
    }

    /// Stable key, English.
    pub const fn key(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Rising => "rising",
            Self::Level => "level",
            Self::Falling => "falling",
        }
    }
}

/// Somebody almost A.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    /// Who.
    pub id: CustomerId,
    /// First purchase day.
    pub first: Day,
    /// Net revenue of the period.
    pub revenue: Money,
    /// What is missing to the revenue of the last A; at least one minor unit.
    pub gap: Money,
    /// Categories missing to the median A customer; 0 where they have as many or more.
    pub category_gap: u32,
    /// How they are going.
    pub trend: Trend,
    /// recent / before − 1; `None` where there was nothing before.
    pub change: Option<f64>,
    /// Suggested target: revenue of a whole period that makes them A.
    pub target: Money,
}

/// The standings of the members of a table, in its order: `places` are [`rank`](super::pareto::rank)'s, `years` the
/// net revenue of the last twelve months and of the twelve before, `categories` the categories bought in the period.
pub fn standings(
    table: &ValueTable,
    places: &[Place],
    years: &[(Money, Money)],
    categories: &[u32],
) -> Vec<Standing> {
    let rows = table.members.iter().zip(places).zip(years).zip(categories);
    rows.map(|(((member, place), &(recent, before)), &categories)| Standing {
        id: member.id,
        first: member.first,
        class: place.class,
        revenue: member.activity.revenue,
        recent,
        before,
        categories,
    })
    .collect()
}

/// Candidates and what they are measured against.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LiftList {
    /// Revenue of the last A.
    pub threshold: Option<Money>,
    /// Median of the categories of A customers, of two the lower.
    pub median_categories: u32,
    /// Nearest first: by gap, then the better trend, then the older customer, then id; at most as many as asked for.
    pub candidates: Vec<Candidate>,
    /// How many there are in all.
    pub all: u64,
}

/// Who is almost A: everybody of B and C, nearest first, at most `most`. Empty where nobody is A.
pub fn candidates(standings: &[Standing], most: usize) -> LiftList {
    let best = || standings.iter().filter(|s| s.class == Class::A);
    let Some(threshold) = best().map(|s| s.revenue).min() else { return LiftList::default() };
    let mut breadths: Vec<u32> = best().map(|s| s.categories).collect();
    breadths.sort_unstable();
    let median_categories = breadths[(breadths.len() - 1) / 2];
    let target = threshold;
    let mut candidates: Vec<Candidate> = standings
        .iter()
        .filter(|s| matches!(s.class, Class::B | Class::C))
        .map(|s| Candidate {
            id: s.id,
            first: s.first,
            revenue: s.revenue,
            gap: (target - s.revenue).max(Money(1)),
            category_gap: median_categories.saturating_sub(s.categories),
            trend: Trend::of(s.recent, s.before),
            change: (s.before > Money::ZERO).then(|| s.recent.0 as f64 / s.before.0 as f64 - 1.0),
            target,
        })
        .collect();
    let all = candidates.len() as u64;
    let nearness = |c: &Candidate| (c.gap, matches!(c.trend, Trend::Falling), c.trend, c.first, c.id);
    if most < candidates.len() {
        candidates.select_nth_unstable_by_key(most, nearness);
        candidates.truncate(most);
    }
    candidates.sort_unstable_by_key(nearness);
    LiftList { threshold: Some(threshold), median_categories, candidates, all }
}

/// A plan for one customer: what they are to bring, and by when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LiftPlan {
    /// Net revenue wanted from `start` to `deadline`, both included.
    pub target: Money,
    /// First day.
    pub start: Day,
    /// Last day.
    pub deadline: Day,
    /// Who sees to it; may be empty.
    pub owner: String,
}

/// Where a plan stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Its first day has not come.
    Planned,
    /// The target is reached.
    Reached,
    /// Not yet, and at least as far as the days gone by ask for.
    OnTrack,
    /// Not yet, and less far than that.
    Behind,
    /// The last day is over and the target was not reached.
    Missed,
}

impl Outcome {
    /// Stable key, English.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Reached => "reached",
            Self::OnTrack => "on_track",
            Self::Behind => "behind",
            Self::Missed => "missed",
        }
    }
}

impl LiftPlan {
    /// Where the plan stands at the end of `at`, given the net revenue from its start up to the earlier of `at` and
    /// its deadline.
    pub fn outcome(&self, revenue: Money, at: Day) -> Outcome {
        if at < self.start {
            return Outcome::Planned;
        }
        if revenue >= self.target {
            return Outcome::Reached;
        }
        if at > self.deadline || self.deadline < self.start {
            return Outcome::Missed;
        }
        let whole = i128::from(self.deadline.0) - i128::from(self.start.0) + 1;
        let gone = i128::from(at.0) - i128::from(self.start.0) + 1;
        if i128::from(revenue.0) * whole >= i128::from(self.target.0) * gone {
            Outcome::OnTrack
        } else if at == self.deadline {
            Outcome::Missed
        } else {
            Outcome::Behind
        }
    }
}

/// Plans reached among those that have ended, reached ones included: (reached, ended).
pub fn promotion(outcomes: impl IntoIterator<Item = Outcome>) -> (u64, u64) {
    outcomes.into_iter().fold((0, 0), |(reached, ended), outcome| match outcome {
        Outcome::Reached => (reached + 1, ended + 1),
        Outcome::Missed => (reached, ended + 1),
        Outcome::Planned | Outcome::OnTrack | Outcome::Behind => (reached, ended),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standing(id: CustomerId, class: Class, revenue: i64, before: i64, categories: u32) -> Standing {
        let revenue = Money(revenue);
        Standing { id, first: Day(0), class, revenue, recent: revenue, before: Money(before), categories }
    }

    fn portfolio() -> Vec<Standing> {
        vec![
            standing(1, Class::A, 900, 0, 6),
            standing(2, Class::A, 560, 0, 4),
            standing(3, Class::B, 318, 400, 5),
            standing(4, Class::B, 402, 300, 1),
            standing(5, Class::C, 149, 0, 3),
            standing(6, Class::None, -10, 0, 1),
        ]
    }

    #[test]
    fn the_nearest_to_a_come_first_with_what_they_lack() {
        let list = candidates(&portfolio(), 10);
        assert_eq!((list.threshold, list.median_categories, list.all), (Some(Money(560)), 4, 3));
        assert_eq!(
            list.candidates.iter().map(|c| (c.id, c.gap.0)).collect::<Vec<_>>(),
            [(4, 158), (3, 242), (5, 411)]
        );
        assert_eq!(list.candidates.iter().map(|c| c.category_gap).collect::<Vec<_>>(), [3, 0, 1]);
        let trends: Vec<_> = list.candidates.iter().map(|c| c.trend).collect();
        assert_eq!(trends, [Trend::Rising, Trend::Falling, Trend::New]);
        assert_eq!(list.candidates[2].change, None);
    }

    #[test]
    fn as_many_as_asked_for_are_the_nearest() {
        let list = candidates(&portfolio(), 1);
        assert_eq!((list.candidates[0].id, list.candidates.len(), list.all), (4, 1, 3));
        assert_eq!(candidates(&[], 5), LiftList::default());
    }

    #[test]
    fn a_plan_is_judged_by_the_days_gone_by() {
        let plan = LiftPlan { target: Money(1000), start: Day(100), deadline: Day(199), owner: "ana".into() };
        assert_eq!(plan.outcome(Money(0), Day(99)), Outcome::Planned);
        assert_eq!(plan.outcome(Money(500), Day(149)), Outcome::OnTrack);
        assert_eq!(plan.outcome(Money(499), Day(149)), Outcome::Behind);
        assert_eq!(plan.outcome(Money(1000), Day(120)), Outcome::Reached);
        assert_eq!(plan.outcome(Money(999), Day(199)), Outcome::Missed);
        assert_eq!(plan.outcome(Money(1000), Day(300)), Outcome::Reached);
        assert_eq!(plan.outcome(Money(999), Day(300)), Outcome::Missed);
    }

    #[test]
    fn the_promotion_rate_counts_plans_that_have_ended() {
        let all = [Outcome::Reached, Outcome::Missed, Outcome::OnTrack, Outcome::Behind, Outcome::Planned];
        assert_eq!(promotion(all), (1, 2));
    }
}
