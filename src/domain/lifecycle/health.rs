//! Verdict on the flow: each rule with its value, its threshold, and in numbers what would mend it (mission rows 3–5).
//! Knows no words: a screen says them from the typed figures here.
//!
//! Definitions, where t0 is the closing day of the period and "a year before" a month's last day is the last day of
//! that month a year before:
//!
//! - *entrants* were no active customer on the opening day and are one on the closing day (first purchase or
//!   recovered); *leavers* were active on the opening day and are lost on the closing day. Who came and was lost
//!   within the period is neither, as in the flow.
//! - An entrant's money is the revenue of the 12 months up to t0; of somebody whose first purchase is less than a
//!   year ago it is carried on to a year: × 365 / days since the first purchase, taken as at least
//!   [`ANNUALISE_FLOOR`], so that one large order last week does not become fifty. A leaver's money is the weight
//!   they had on the opening day, the same that the flow moves to *lost*.
//! - *new → adolescent*: of those whose first year was completed within the period (for a month: who first bought in
//!   the same month a year before), the share that is adolescent at t0, that is: not lost.
//! - *adolescent → mature*: of the adolescents a year before t0, the share that is mature at t0; lost and veteran
//!   (declining) ones did not make it.
//! - *ageing*: of the mature a year before t0, the share that is veteran at t0.

use serde::{Deserialize, Serialize};

use super::flow::days_of_month;
use super::history::{Cut, Entry, Tally, reached, revenue_between, stage_at};
use super::stage::{LifecycleRules, Stage};
use crate::domain::base::{Day, Money, Month};

/// Fewest days that a young entrant's revenue is carried on to a year from.
pub const ANNUALISE_FLOOR: i32 = 30;

/// Thresholds of the verdict in per cent. Settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct HealthRules {
    /// Least share of a cohort that must become adolescent.
    pub new_to_adolescent_pct: u32,
    /// Least share of the adolescents that must mature within a year.
    pub adolescent_to_mature_pct: u32,
    /// Greatest share of the mature that may age within a year.
    pub ageing_pct: u32,
    /// Least money of entrants for the money of leavers.
    pub compensation_pct: u32,
}

impl Default for HealthRules {
    fn default() -> Self {
        Self {
            new_to_adolescent_pct: 60,
            adolescent_to_mature_pct: 65,
            ageing_pct: 15,
            compensation_pct: 100,
        }
    }
}

/// A rule of the verdict, in the order shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HealthRule {
    /// At least as many come in as leave, in heads.
    Entrants,
    /// How many leave; has no threshold of its own, so it is never judged.
    Leavers,
    /// Those who come in are worth those who leave.
    Compensation,
    /// Enough new customers stay.
    NewToAdolescent,
    /// Enough adolescents mature.
    AdolescentToMature,
    /// Not too many mature ones decline.
    Ageing,
}

impl HealthRule {
    /// Every rule, in the order shown.
    pub const ALL: [Self; 6] = [
        Self::Entrants,
        Self::Leavers,
        Self::Compensation,
        Self::NewToAdolescent,
        Self::AdolescentToMature,
        Self::Ageing,
    ];

    /// Key in JSON and texts.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Entrants => "entrants",
            Self::Leavers => "leavers",
            Self::Compensation => "compensation",
            Self::NewToAdolescent => "new_to_adolescent",
            Self::AdolescentToMature => "adolescent_to_mature",
            Self::Ageing => "ageing",
        }
    }

    /// What its figures count.
    pub const fn unit(self) -> Unit {
        if matches!(self, Self::Compensation) { Unit::Money } else { Unit::Heads }
    }
}

/// What the numerator and denominator of a verdict count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Customers.
    Heads,
    /// Minor units of money.
    Money,
}

/// What would turn a failing rule: so many customers more (or fewer, for ageing), worth so much.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mend {
    /// Least number of customers that would do.
    pub heads: u64,
    /// Entrants: 12-month revenue of the `heads` leavers worth most. Compensation: the money missing. Other rules:
    /// revenue of the 12 months up to the last purchase of the `heads` worth most who failed the rule.
    pub money: Money,
}

/// One rule with its figures.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Verdict {
    /// Which rule.
    pub rule: HealthRule,
    /// Entrants and leavers: heads. Others: numerator / denominator; `None` where there is nothing to divide by.
    pub value: Option<f64>,
    /// Figure above the line: those who came in, left, made it, aged; money of the entrants.
    pub numerator: i64,
    /// Figure below the line: those who left (entrants) or came in (leavers), the cohort; money of the leavers.
    pub denominator: i64,
    /// What the value is held against; for entrants the heads that left. `None` for leavers.
    pub threshold: Option<f64>,
    /// Whether the rule holds; `None` where there is nothing to judge.
    pub ok: Option<bool>,
    /// What would mend it; only where it fails.
    pub mend: Option<Mend>,
}

/// What other thresholds would make of a verdict, from its figures alone: whether the rule would hold. Rules without a
/// threshold of their own, and those with nothing to judge, stay as they are.
pub fn judge(verdict: &Verdict, rules: &HealthRules) -> Option<bool> {
    let (percent, at_least) = match verdict.rule {
        HealthRule::Compensation => (rules.compensation_pct, true),
        HealthRule::NewToAdolescent => (rules.new_to_adolescent_pct, true),
        HealthRule::AdolescentToMature => (rules.adolescent_to_mature_pct, true),
        HealthRule::Ageing => (rules.ageing_pct, false),
        HealthRule::Entrants | HealthRule::Leavers => return verdict.ok,
    };
    verdict.ok?;
    let part = i128::from(verdict.numerator) * 100;
    let limit = i128::from(verdict.denominator) * i128::from(percent);
    Some(if at_least { part >= limit } else { part <= limit })
}

/// The verdict on a period.
#[derive(Clone, Debug, PartialEq)]
pub struct Health {
    /// Opening and closing day.
    pub days: (Day, Day),
    /// One verdict for each of [`HealthRule::ALL`], in that order.
    pub verdicts: Vec<Verdict>,
    /// Heads with their first purchase.
    pub entered: u64,
    /// Heads that were lost and bought again.
    pub recovered: u64,
    /// Heads that were lost.
    pub lost: u64,
    /// Annualised revenue of those who came in.
    pub entrants_value: Money,
    /// 12-month revenue of those who left, on the opening day.
    pub leavers_value: Money,
}

impl Health {
    /// How many rules fail.
    pub fn warnings(&self) -> usize {
        self.verdicts.iter().filter(|v| v.ok == Some(false)).count()
    }

    /// The verdict on one rule.
    pub fn verdict(&self, rule: HealthRule) -> Option<&Verdict> {
        self.verdicts.iter().find(|v| v.rule == rule)
    }
}

/// A share of a group that is being counted: who made it, and what those who did not are worth.
#[derive(Clone, Debug, Default)]
struct Share {
    part: u64,
    whole: u64,
    /// Money of the members whose fate would have to change for the rule to hold.
    against: Vec<Money>,
}

/// Folds the histories of all customers into the verdict on one period.
#[derive(Clone, Debug)]
pub struct HealthFold {
    opening: Cut,
    closing: Cut,
    year_before: Cut,
    lifecycle: LifecycleRules,
    rules: HealthRules,
    entered: u64,
    recovered: u64,
    entrants_value: Money,
    leavers: Vec<Money>,
    to_adolescent: Share,
    to_mature: Share,
    ageing: Share,
}

impl HealthFold {
    /// An empty fold over the period from the end of `opening` to the end of `closing`.
    pub fn new((opening, closing): (Day, Day), lifecycle: LifecycleRules, rules: HealthRules) -> Self {
        Self {
            opening: Cut::new(opening),
            closing: Cut::new(closing),
            year_before: Cut::new(year_before(closing)),
            lifecycle,
            rules,
            entered: 0,
            recovered: 0,
            entrants_value: Money::ZERO,
            leavers: Vec::new(),
            to_adolescent: Share::default(),
            to_mature: Share::default(),
            ageing: Share::default(),
        }
    }

    /// An empty fold over a month as known on `as_of`.
    pub fn for_month(month: Month, as_of: Day, lifecycle: LifecycleRules, rules: HealthRules) -> Self {
        Self::new(days_of_month(month, as_of), lifecycle, rules)
    }

    /// Adds one customer: their whole history sorted by day, and the day they were marked seasonal.
    pub fn add(&mut self, history: &[Entry], seasonal: Option<Day>) {
        let at = self.closing.at;
        // Somebody with no purchase at the end belongs to no rule.
        let Some(tally) = Tally::of(history, at) else { return };
        let stage = |cut: &Cut| stage_at(history, cut, seasonal, &self.lifecycle);
        let (from, to, then) = (stage(&self.opening), stage(&self.closing), stage(&self.year_before));

        if to.is_active() && !from.is_active() {
            let recovered = from == Stage::Lost;
            self.recovered += u64::from(recovered);
            self.entered += u64::from(!recovered);
            let weight = revenue_between(history, self.closing.year_ago, at);
            self.entrants_value += annualised(weight, tally.first, at);
        } else if from.is_active() && to == Stage::Lost {
            self.leavers.push(revenue_between(history, self.opening.year_ago, self.opening.at));
        }

        let stake = || revenue_between(history, tally.last.plus_years(-1), tally.last);
        let years = self.lifecycle.adolescent_years;
        if reached(tally.first, years, at) && !reached(tally.first, years, self.opening.at) {
            self.to_adolescent.count(to != Stage::Lost, stake, false);
        }
        match then {
            Stage::Adolescent => self.to_mature.count(to == Stage::Mature, stake, false),
            Stage::Mature => self.ageing.count(to == Stage::Veteran, stake, true),
            _ => {}
        }
    }

    /// Whether `rule` counts this customer above its line (true) or only below it (false); `None` where not at all.
    /// Counts exactly those that [`HealthFold::add`] counts.
    pub fn part(&self, rule: HealthRule, history: &[Entry], seasonal: Option<Day>) -> Option<bool> {
        let mut alone = Self::new((self.opening.at, self.closing.at), self.lifecycle, self.rules);
        alone.add(history, seasonal);
        let (came, left) = (alone.entered + alone.recovered > 0, !alone.leavers.is_empty());
        let share = |share: &Share| (share.whole > 0).then_some(share.part > 0);
        match rule {
            HealthRule::Entrants | HealthRule::Compensation if came => Some(true),
            HealthRule::Entrants | HealthRule::Compensation if left => Some(false),
            HealthRule::Leavers if left => Some(true),
            HealthRule::Leavers if came => Some(false),
            HealthRule::NewToAdolescent => share(&alone.to_adolescent),
            HealthRule::AdolescentToMature => share(&alone.to_mature),
            HealthRule::Ageing => share(&alone.ageing),
            _ => None,
        }
    }

    /// The verdict. Figures are whole numbers compared as such; with no customers every rule has nothing to judge.
    pub fn finish(mut self) -> Health {
        let (entrants, lost) = (self.entered + self.recovered, self.leavers.len() as u64);
        let leavers_value: Money = self.leavers.iter().copied().sum();
        self.leavers.sort_unstable_by(|a, b| b.cmp(a));
        let rules = self.rules;
        let verdicts = vec![
            self.heads(entrants, lost),
            Verdict {
                rule: HealthRule::Leavers,
                value: Some(lost as f64),
                numerator: lost as i64,
                denominator: entrants as i64,
                threshold: None,
                ok: None,
                mend: None,
            },
            self.compensation(leavers_value),
            self.to_adolescent.at_least(HealthRule::NewToAdolescent, rules.new_to_adolescent_pct),
            self.to_mature.at_least(HealthRule::AdolescentToMature, rules.adolescent_to_mature_pct),
            self.ageing.at_most(HealthRule::Ageing, rules.ageing_pct),
        ];
        Health {
            days: (self.opening.at, self.closing.at),
            verdicts,
            entered: self.entered,
            recovered: self.recovered,
            lost,
            entrants_value: self.entrants_value,
            leavers_value,
        }
    }

    /// Entrants against leavers in heads.
    fn heads(&self, entrants: u64, lost: u64) -> Verdict {
        let missing = lost.saturating_sub(entrants);
        Verdict {
            rule: HealthRule::Entrants,
            value: Some(entrants as f64),
            numerator: entrants as i64,
            denominator: lost as i64,
            threshold: Some(lost as f64),
            ok: (entrants + lost > 0).then_some(missing == 0),
            mend: (missing > 0).then(|| Mend {
                heads: missing,
                money: self.leavers.iter().take(missing as usize).copied().sum(),
            }),
        }
    }

    /// Entrants against leavers in money. To mend it, `heads` is the least number of leavers (those worth most) that
    /// would have had to stay; `money` is what is missing.
    fn compensation(&self, leavers_value: Money) -> Verdict {
        let percent = i128::from(self.rules.compensation_pct);
        let (came, left) = (i128::from(self.entrants_value.0), i128::from(leavers_value.0));
        let missing = (left * percent - came * 100).max(0);
        let ok = (left > 0).then_some(missing == 0);
        let mut stayed = 0_i128;
        let heads = self
            .leavers
            .iter()
            .take_while(|money| {
                let needed = stayed * percent < missing && money.0 > 0;
                stayed += i128::from(money.0);
                needed
            })
            .count() as u64;
        Verdict {
            rule: HealthRule::Compensation,
            value: (left > 0).then(|| came as f64 / left as f64),
            numerator: self.entrants_value.0,
            denominator: leavers_value.0,
            threshold: Some(percent as f64 / 100.0),
            ok,
            mend: (ok == Some(false)).then(|| Mend {
                heads,
                money: Money(i64::try_from((missing + 99) / 100).unwrap_or(i64::MAX)),
            }),
        }
    }
}

impl Share {
    /// Counts a member of the group; `bad` says whether being in the part is what speaks against the rule.
    fn count(&mut self, inside: bool, stake: impl FnOnce() -> Money, bad: bool) {
        self.whole += 1;
        self.part += u64::from(inside);
        if inside == bad {
            self.against.push(stake());
        }
    }

    fn at_least(self, rule: HealthRule, percent: u32) -> Verdict {
        let needed = (self.whole * u64::from(percent)).div_ceil(100);
        let missing = needed.saturating_sub(self.part);
        self.verdict(rule, percent, missing)
    }

    fn at_most(self, rule: HealthRule, percent: u32) -> Verdict {
        let allowed = self.whole * u64::from(percent) / 100;
        let excess = self.part.saturating_sub(allowed);
        self.verdict(rule, percent, excess)
    }

    fn verdict(mut self, rule: HealthRule, percent: u32, amiss: u64) -> Verdict {
        self.against.sort_unstable_by(|a, b| b.cmp(a));
        Verdict {
            rule,
            value: (self.whole > 0).then(|| self.part as f64 / self.whole as f64),
            numerator: self.part as i64,
            denominator: self.whole as i64,
            threshold: Some(f64::from(percent) / 100.0),
            ok: (self.whole > 0).then_some(amiss == 0),
            mend: (amiss > 0).then(|| Mend {
                heads: amiss,
                money: self.against.iter().take(amiss as usize).copied().sum(),
            }),
        }
    }
}

/// A year before; the end of a month stays the end of a month, so that month ends compare with month ends.
fn year_before(day: Day) -> Day {
    let month = day.month();
    if day == month.last() { Month(month.0 - 12).last() } else { day.plus_years(-1) }
}

/// Revenue of the 12 months up to `at` of somebody who first bought on `first`, carried on to a year where they have
/// been a customer for less than that; rounded half up (away from zero).
fn annualised(revenue: Money, first: Day, at: Day) -> Money {
    if reached(first, 1, at) {
        return revenue;
    }
    let days = i128::from(at.0.saturating_sub(first.0).max(ANNUALISE_FLOOR));
    let twice = i128::from(revenue.0) * 365 * 2;
    let rounded = (twice + days * twice.signum()) / (2 * days);
    Money(rounded.clamp(i128::from(i64::MIN), i128::from(i64::MAX)) as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse_iso(text).unwrap()
    }

    fn buy(on: &str, amount: i64) -> Entry {
        Entry { day: day(on), amount: Money(amount), valid: true, reversed_on: None }
    }

    /// Purchases on the tenth of each month from `from` on, `n` of them.
    fn monthly(from: &str, n: i32, amount: i64) -> Vec<Entry> {
        (0..n).map(|i| Entry { day: day(from).plus_months(i), ..buy(from, amount) }).collect()
    }

    fn health(month: &str, people: &[Vec<Entry>]) -> Health {
        let month = Month::parse(month).unwrap();
        let mut fold =
            HealthFold::for_month(month, month.last(), LifecycleRules::default(), HealthRules::default());
        for history in people {
            fold.add(history, None);
        }
        fold.finish()
    }

    fn verdict(health: &Health, rule: HealthRule) -> Verdict {
        *health.verdict(rule).unwrap()
    }

    #[test]
    fn an_empty_portfolio_has_nothing_to_judge() {
        let health = health("2025-06", &[]);
        assert_eq!(health.verdicts.iter().map(|v| v.rule).collect::<Vec<_>>(), HealthRule::ALL);
        assert!(health.verdicts.iter().all(|v| v.ok.is_none() && v.mend.is_none()));
        assert!(health.verdicts.iter().all(|v| v.value.is_none_or(f64::is_finite)));
        assert_eq!((health.warnings(), health.entered, health.lost), (0, 0, 0));
    }

    #[test]
    fn one_new_customer_is_an_entrant_and_no_share_is_made_of_nothing() {
        let health = health("2025-06", &[vec![buy("2025-06-10", 10_000)]]);
        let entrants = verdict(&health, HealthRule::Entrants);
        assert_eq!((entrants.value, entrants.ok, health.entered), (Some(1.0), Some(true), 1));
        assert_eq!(verdict(&health, HealthRule::Compensation).value, None);
        // 20 days a customer count as 30: 100.00 × 365 / 30.
        assert_eq!(health.entrants_value, Money(121_667));
    }

    #[test]
    fn more_leavers_than_entrants_say_how_many_and_how_much_are_missing() {
        // Each bought once, 1 January, and is lost on 12 May.
        let people = [
            vec![buy("2025-01-01", 5_000)],
            vec![buy("2025-01-01", 9_000)],
            vec![buy("2025-01-01", 7_000)],
            vec![buy("2025-05-30", 100)],
        ];
        let health = health("2025-05", &people);
        let entrants = verdict(&health, HealthRule::Entrants);
        assert_eq!((entrants.numerator, entrants.denominator, entrants.ok), (1, 3, Some(false)));
        assert_eq!(entrants.mend, Some(Mend { heads: 2, money: Money(16_000) }));
        let compensation = verdict(&health, HealthRule::Compensation);
        assert_eq!((compensation.numerator, compensation.denominator), (1_217, 21_000));
        assert_eq!(compensation.ok, Some(false));
        assert_eq!(compensation.mend, Some(Mend { heads: 3, money: Money(19_783) }));
        assert_eq!((health.lost, health.warnings()), (3, 2));
    }

    #[test]
    fn a_recovered_customer_counts_with_the_revenue_of_twelve_months_as_it_is() {
        let history = vec![buy("2023-01-01", 5_000), buy("2025-06-10", 3_000)];
        let health = health("2025-06", &[history]);
        assert_eq!((health.entered, health.recovered), (0, 1));
        assert_eq!(health.entrants_value, Money(3_000));
    }

    #[test]
    fn new_to_adolescent_follows_the_month_of_first_purchase_a_year_before() {
        let stays = monthly("2024-06-10", 12, 1_000);
        let leaves = monthly("2024-06-20", 3, 2_000);
        let other_month = monthly("2024-07-10", 10, 1_000);
        let health = health("2025-06", &[stays, leaves, other_month]);
        let v = verdict(&health, HealthRule::NewToAdolescent);
        assert_eq!((v.numerator, v.denominator, v.value, v.ok), (1, 2, Some(0.5), Some(false)));
        // 60 % of 2 is 2 customers; the one who left was worth 60.00 up to the last purchase.
        assert_eq!(v.mend, Some(Mend { heads: 1, money: Money(6_000) }));
    }

    #[test]
    fn a_first_purchase_on_29_february_belongs_to_the_february_a_year_later() {
        let people = [monthly("2024-02-29", 12, 1_000), monthly("2024-02-28", 12, 1_000)];
        let cohort = |month| verdict(&health(month, &people), HealthRule::NewToAdolescent).denominator;
        assert_eq!([cohort("2025-01"), cohort("2025-02"), cohort("2025-03")], [0, 2, 0]);
    }

    #[test]
    fn adolescents_of_a_year_ago_are_mature_lost_or_declining_now() {
        let matures = monthly("2023-01-10", 30, 1_000);
        let lost = monthly("2023-01-10", 20, 1_000);
        let health = health("2025-06", &[matures, lost]);
        let v = verdict(&health, HealthRule::AdolescentToMature);
        assert_eq!((v.numerator, v.denominator, v.ok), (1, 2, Some(false)));
        assert_eq!(v.mend.map(|m| m.heads), Some(1));
    }

    #[test]
    fn an_adolescent_who_declines_did_not_mature() {
        // Twelve purchase days in the second year, five in the third.
        let mut declines = monthly("2023-01-10", 18, 1_000);
        declines.extend(
            (0..5).map(|i| Entry { day: day("2024-08-10").plus_months(2 * i), ..buy("2024-08-10", 1) }),
        );
        let at = Cut::new(day("2025-06-30"));
        assert_eq!(stage_at(&declines, &at, None, &LifecycleRules::default()), Stage::Veteran);
        let v = verdict(&health("2025-06", &[declines]), HealthRule::AdolescentToMature);
        assert_eq!((v.numerator, v.denominator, v.ok), (0, 1, Some(false)));
    }

    #[test]
    fn ageing_is_the_share_of_the_mature_that_became_veterans_within_a_year() {
        let keeps = monthly("2022-01-10", 42, 1_000);
        // From 24 purchase days a year to a half: declining.
        let mut declines = monthly("2022-01-10", 30, 1_000);
        declines.extend(
            (0..6).map(|i| Entry { day: day("2024-08-10").plus_months(2 * i), ..buy("2024-08-10", 1) }),
        );
        let fine = health("2025-06", std::slice::from_ref(&keeps));
        let v = verdict(&fine, HealthRule::Ageing);
        assert_eq!((v.numerator, v.denominator, v.ok), (0, 1, Some(true)));
        let bad = health("2025-06", &[keeps, declines]);
        let v = verdict(&bad, HealthRule::Ageing);
        assert_eq!((v.numerator, v.denominator, v.ok), (1, 2, Some(false)));
        assert_eq!(v.mend.map(|m| m.heads), Some(1));
    }

    #[test]
    fn the_end_of_february_compares_with_the_end_of_february() {
        assert_eq!(year_before(day("2025-02-28")), day("2024-02-29"));
        assert_eq!(year_before(day("2024-02-29")), day("2023-02-28"));
        assert_eq!(year_before(day("2025-06-15")), day("2024-06-15"));
    }
}
