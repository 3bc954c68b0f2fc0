//! A customer's purchases reduced to what the rules need.
//!
//! Everything is judged at a day: documents after it, and credit notes after it that take a purchase back, are not
//! known yet. So a state once passed through never changes, unless a document is entered with an earlier date.

use super::stage::{LifecycleRules, Rhythm, Stage};
use crate::domain::base::{Day, Money};

/// One document of a customer. A history is a slice of these sorted by day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Day of the document.
    pub day: Day,
    /// Net amount; negative for a credit note.
    pub amount: Money,
    /// Whether it is a purchase (voided documents are not in a history at all).
    pub valid: bool,
    /// From this day on the document is no purchase, because a credit note took it back in full.
    pub reversed_on: Option<Day>,
}

impl Entry {
    /// Whether the document is a purchase as known at the end of `at`.
    pub fn is_purchase(&self, at: Day) -> bool {
        self.valid && self.day <= at && self.reversed_on.is_none_or(|day| day > at)
    }
}

/// A day to judge at, with the starts of the windows that end on it. Made once for a whole portfolio.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cut {
    /// The day, as at its end.
    pub at: Day,
    /// One calendar year before: the last day outside the window of twelve months.
    pub year_ago: Day,
    /// Two calendar years before.
    pub two_years_ago: Day,
}

impl Cut {
    /// The windows that end on `at`.
    pub fn new(at: Day) -> Self {
        Self { at, year_ago: at.plus_years(-1), two_years_ago: at.plus_years(-2) }
    }
}

/// What the state machine needs of the purchases known on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tally {
    /// First purchase day (f).
    pub first: Day,
    /// Last purchase day (l).
    pub last: Day,
    /// Distinct purchase days (n), at least 1.
    pub days: u32,
}

impl Tally {
    /// The purchases of `history` known at the end of `at`; `None` where there is none.
    pub fn of(history: &[Entry], at: Day) -> Option<Self> {
        let mut tally: Option<Self> = None;
        for entry in history.iter().take_while(|e| e.day <= at).filter(|e| e.is_purchase(at)) {
            match &mut tally {
                None => tally = Some(Self { first: entry.day, last: entry.day, days: 1 }),
                Some(t) if t.last != entry.day => {
                    t.last = entry.day;
                    t.days += 1;
                }
                Some(_) => {}
            }
        }
        tally
    }

    /// (l − f) + μ in days: n mean gaps.
    fn span(self, rules: &LifecycleRules) -> i64 {
        i64::from(self.last.0) - i64::from(self.first.0) + i64::from(rules.prior_gap)
    }

    /// Days of silence at the end of `at`.
    fn silence(self, at: Day) -> i64 {
        i64::from(at.0) - i64::from(self.last.0)
    }

    /// G: days of silence after which the customer is lost, for somebody who is or is not marked seasonal.
    pub fn lost_gap(self, seasonal: bool, rules: &LifecycleRules) -> u32 {
        if seasonal {
            return rules.seasonal_gap;
        }
        let tenths = 10 * u64::from(self.days);
        let gap = (self.span(rules).max(0) as u64 * u64::from(rules.lost_tenths)).div_ceil(tenths);
        u32::try_from(gap).unwrap_or(u32::MAX).max(rules.lost_min).min(rules.lost_max)
    }

    /// Mean gap g in tenths of a day, rounded down: then the whole days in g and in 2·g follow from it exactly.
    fn mean_gap_tenths(self, rules: &LifecycleRules) -> u32 {
        let tenths = self.span(rules).max(0) as u64 * 10 / u64::from(self.days);
        u32::try_from(tenths).unwrap_or(u32::MAX)
    }

    /// Stage at the end of `at`. `windows` counts the purchase days in (D − 1 year, D] and (D − 2 years, D − 1 year];
    /// it is asked only where the answer matters.
    pub fn stage(
        self,
        at: Day,
        seasonal: bool,
        rules: &LifecycleRules,
        windows: impl FnOnce() -> (u32, u32),
    ) -> Stage {
        if self.silence(at) > i64::from(self.lost_gap(seasonal, rules)) {
            Stage::Lost
        } else if !reached(self.first, rules.adolescent_years, at) {
            Stage::New
        } else if !reached(self.first, rules.mature_years, at) {
            Stage::Adolescent
        } else if reached(self.first, rules.veteran_years, at) || declining(windows()) {
            Stage::Veteran
        } else {
            Stage::Mature
        }
    }

    /// How the silence compares with the mean gap: s > k·g, compared as s·n > k·((l − f) + μ).
    fn rhythm(self, at: Day, stage: Stage, rules: &LifecycleRules) -> Rhythm {
        let silence = self.silence(at) * i64::from(self.days);
        let span = self.span(rules);
        if stage == Stage::Lost {
            Rhythm::Lost
        } else if silence > 2 * span {
            Rhythm::AtRisk
        } else if 2 * silence > 3 * span {
            Rhythm::Late
        } else if silence > span {
            Rhythm::Due
        } else {
            Rhythm::OnTime
        }
    }
}

/// Buying on half as many days as the year before, where that year had two or more.
fn declining((recent, before): (u32, u32)) -> bool {
    before >= 2 && 2 * u64::from(recent) <= u64::from(before)
}

/// Whether `at` is `years` calendar years after `first`, or later.
pub(super) fn reached(first: Day, years: u32, at: Day) -> bool {
    let (passed, years) = (i64::from(at.0) - i64::from(first.0), i64::from(years));
    // A year has 365 or 366 days, so the calendar is asked only in the few days between.
    passed >= 366 * years || passed >= 365 * years && at >= first.plus_years(years as i32)
}

/// Whether somebody marked seasonal on `marked` already is at the end of `at`.
pub(super) fn is_seasonal(marked: Option<Day>, at: Day) -> bool {
    marked.is_some_and(|day| day <= at)
}

/// Distinct purchase days in (D − 1 year, D] and in (D − 2 years, D − 1 year], as known on D.
pub(super) fn windows(history: &[Entry], cut: &Cut) -> (u32, u32) {
    let (mut recent, mut before, mut previous) = (0, 0, None);
    let from = history.partition_point(|e| e.day <= cut.two_years_ago);
    for entry in history[from..].iter().take_while(|e| e.day <= cut.at).filter(|e| e.is_purchase(cut.at)) {
        if previous != Some(entry.day) {
            previous = Some(entry.day);
            if entry.day > cut.year_ago { recent += 1 } else { before += 1 }
        }
    }
    (recent, before)
}

/// Net revenue of the documents in (after, to].
pub fn revenue_between(history: &[Entry], after: Day, to: Day) -> Money {
    history.iter().skip_while(|e| e.day <= after).take_while(|e| e.day <= to).map(|e| e.amount).sum()
}

/// Stage at the end of the day of `cut`; [`Stage::Prospect`] where there is no purchase. Cheaper than [`Facts::of`]
/// where nothing else is wanted.
pub fn stage_at(history: &[Entry], cut: &Cut, seasonal: Option<Day>, rules: &LifecycleRules) -> Stage {
    Tally::of(history, cut.at).map_or(Stage::Prospect, |tally| {
        tally.stage(cut.at, is_seasonal(seasonal, cut.at), rules, || windows(history, cut))
    })
}

/// Everything that lists show of a customer and that follows from purchases, at one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Stage.
    pub stage: Stage,
    /// Rhythm; `None` for prospects.
    pub rhythm: Option<Rhythm>,
    /// First purchase.
    pub first: Option<Day>,
    /// Last purchase.
    pub last: Option<Day>,
    /// Distinct purchase days.
    pub days: u32,
    /// Purchase documents.
    pub orders: u32,
    /// Net revenue of the twelve months up to the day: (D − 1 year, D].
    pub revenue_12m: Money,
    /// Net revenue up to the day.
    pub revenue_total: Money,
    /// Days of silence after which the customer is lost (G); 0 for prospects.
    pub lost_gap: u32,
    /// The day on which the customer was or will be lost with no further purchase: last + G + 1.
    pub lost_on: Option<Day>,
    /// Mean gap g in tenths of a day, rounded down, one imagined gap included; 0 for prospects.
    pub mean_gap_tenths: u32,
}

impl Facts {
    /// What is known of somebody with no document at all.
    pub const fn prospect() -> Self {
        Self {
            stage: Stage::Prospect,
            rhythm: None,
            first: None,
            last: None,
            days: 0,
            orders: 0,
            revenue_12m: Money::ZERO,
            revenue_total: Money::ZERO,
            lost_gap: 0,
            lost_on: None,
            mean_gap_tenths: 0,
        }
    }

    /// What follows from `history` (sorted by day) at the end of `at`, for a customer marked seasonal on
    /// `seasonal`. Entries after `at` change nothing.
    pub fn at(history: &[Entry], at: Day, seasonal: Option<Day>, rules: &LifecycleRules) -> Self {
        Self::of(history, &Cut::new(at), seasonal, rules)
    }

    /// The same as [`Facts::at`], with the windows of the day already made.
    pub fn of(history: &[Entry], cut: &Cut, seasonal: Option<Day>, rules: &LifecycleRules) -> Self {
        let at = cut.at;
        let mut facts = Self::prospect();
        for entry in history.iter().take_while(|e| e.day <= at) {
            facts.revenue_total += entry.amount;
            if entry.day > cut.year_ago {
                facts.revenue_12m += entry.amount;
            }
            facts.orders += u32::from(entry.is_purchase(at));
        }
        let Some(tally) = Tally::of(history, at) else { return facts };
        let seasonal = is_seasonal(seasonal, at);
        let lost_gap = tally.lost_gap(seasonal, rules);
        let stage = tally.stage(at, seasonal, rules, || windows(history, cut));
        Self {
            stage,
            rhythm: Some(tally.rhythm(at, stage, rules)),
            first: Some(tally.first),
            last: Some(tally.last),
            days: tally.days,
            lost_gap,
            lost_on: Some(tally.last.plus(i32::try_from(lost_gap).unwrap_or(i32::MAX)).plus(1)),
            mean_gap_tenths: tally.mean_gap_tenths(rules),
            ..facts
        }
    }

    /// Days of silence at the end of `at`; `None` for prospects.
    pub fn silence(&self, at: Day) -> Option<i32> {
        self.last.map(|last| at.0.saturating_sub(last.0))
    }
}

/// The three months (1–12, in the order of the season) in which a customer buys, where their purchases up to `at`
/// look seasonal: at least 80 % of the purchase days fall in the same three consecutive months, in two or more
/// seasons. A season that crosses New Year is one season. Of several triples that hold equally many days, the one
/// with most of them in its middle month is proposed.
pub fn proposed_seasonal(history: &[Entry], at: Day) -> Option<[u32; 3]> {
    let mut by_month = [0_u32; 12];
    let mut previous = None;
    let purchases = || history.iter().take_while(|e| e.day <= at).filter(|e| e.is_purchase(at));
    for entry in purchases() {
        if previous != Some(entry.day) {
            previous = Some(entry.day);
            by_month[entry.day.month().0.rem_euclid(12) as usize] += 1;
        }
    }
    let total: u32 = by_month.iter().sum();
    let inside = |start: usize| (0..3).map(|i| by_month[(start + i) % 12]).sum::<u32>();
    let start =
        (0..12).max_by_key(|&start| (inside(start), by_month[(start + 1) % 12], std::cmp::Reverse(start)))?;
    if total < 2 || 10 * u64::from(inside(start)) < 8 * u64::from(total) {
        return None;
    }
    let season = |day: Day| {
        let month = day.month().0 - start as i32;
        (month.rem_euclid(12) < 3).then(|| month.div_euclid(12))
    };
    let mut seasons = purchases().filter_map(|e| season(e.day));
    let first = seasons.next()?;
    seasons.any(|s| s != first).then(|| [0, 1, 2].map(|i| ((start + i) % 12) as u32 + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse_iso(text).unwrap()
    }

    fn buys(days: &[&str]) -> Vec<Entry> {
        days.iter()
            .map(|d| Entry { day: day(d), amount: Money(1000), valid: true, reversed_on: None })
            .collect()
    }

    fn at(history: &[Entry], on: Day) -> Facts {
        Facts::at(history, on, None, &LifecycleRules::default())
    }

    fn stage(history: &[Entry], on: &str) -> Stage {
        at(history, day(on)).stage
    }

    /// Purchases every `step` days from `from`, `n` of them.
    fn every(from: &str, step: i32, n: i32) -> Vec<Entry> {
        (0..n)
            .map(|i| Entry {
                day: day(from).plus(i * step),
                amount: Money(1000),
                valid: true,
                reversed_on: None,
            })
            .collect()
    }

    #[test]
    fn a_weekly_buyer_silent_for_thirty_days_is_at_risk() {
        let history = every("2025-01-01", 7, 40);
        let last = history[39].day;
        assert_eq!(at(&history, last.plus(30)).rhythm, Some(Rhythm::AtRisk));
        assert_eq!(at(&history, last.plus(60)).rhythm, Some(Rhythm::AtRisk));
        assert_eq!(at(&history, last.plus(61)).rhythm, Some(Rhythm::Lost));
    }

    #[test]
    fn a_yearly_buyer_silent_for_two_hundred_days_is_on_time() {
        let history = every("2022-03-01", 365, 4);
        let facts = at(&history, history[3].day.plus(200));
        assert_eq!((facts.rhythm, facts.stage.is_active()), (Some(Rhythm::OnTime), true));
    }

    #[test]
    fn one_purchase_is_lost_after_130_days() {
        let history = buys(&["2025-01-01"]);
        let facts = at(&history, day("2025-01-01").plus(130));
        assert_eq!((facts.stage, facts.lost_gap), (Stage::New, 130));
        assert_eq!(facts.lost_on, Some(day("2025-01-01").plus(131)));
        assert_eq!(at(&history, day("2025-01-01").plus(131)).stage, Stage::Lost);
    }

    #[test]
    fn one_purchase_passes_through_every_rhythm_at_its_exact_day() {
        let history = buys(&["2025-01-01"]);
        let rhythm = |silence| at(&history, day("2025-01-01").plus(silence)).rhythm.unwrap();
        assert_eq!((rhythm(52), rhythm(53)), (Rhythm::OnTime, Rhythm::Due));
        assert_eq!((rhythm(78), rhythm(79)), (Rhythm::Due, Rhythm::Late));
        assert_eq!((rhythm(104), rhythm(105)), (Rhythm::Late, Rhythm::AtRisk));
        assert_eq!((rhythm(130), rhythm(131)), (Rhythm::AtRisk, Rhythm::Lost));
    }

    #[test]
    fn a_december_buyer_is_proposed_as_seasonal_and_once_marked_not_lost_in_july() {
        let history =
            buys(&["2024-12-02", "2024-12-10", "2024-12-20", "2025-12-03", "2025-12-11", "2025-12-19"]);
        let july = day("2026-07-31");
        assert_eq!(proposed_seasonal(&history, july), Some([11, 12, 1]));
        assert_eq!(proposed_seasonal(&history, day("2025-11-30")), None, "one season proves nothing");
        let rules = LifecycleRules::default();
        assert_eq!(Facts::at(&history, july, None, &rules).stage, Stage::Lost);
        assert!(Facts::at(&history, july, Some(day("2026-07-01")), &rules).stage.is_active());
        assert_eq!(Facts::at(&history, july, Some(day("2026-08-01")), &rules).stage, Stage::Lost);
        let limit = day("2025-12-19").plus(425);
        assert!(Facts::at(&history, limit, Some(july), &rules).stage.is_active());
        assert_eq!(Facts::at(&history, limit.plus(1), Some(july), &rules).stage, Stage::Lost);
    }

    #[test]
    fn a_winter_season_across_new_year_is_one_season() {
        let one = buys(&["2024-12-20", "2025-01-10", "2025-02-01"]);
        assert_eq!(proposed_seasonal(&one, day("2026-01-01")), None);
        let two = buys(&["2024-12-20", "2025-01-10", "2025-02-01", "2026-01-15"]);
        assert_eq!(proposed_seasonal(&two, day("2026-02-01")), Some([12, 1, 2]));
    }

    #[test]
    fn four_of_five_days_in_the_season_are_enough_and_three_of_four_are_not() {
        let four = buys(&["2024-06-01", "2024-07-01", "2025-06-01", "2025-07-01", "2025-12-01"]);
        assert!(proposed_seasonal(&four, day("2026-01-01")).is_some());
        let three = buys(&["2024-06-01", "2024-07-01", "2025-06-01", "2025-12-01"]);
        assert_eq!(proposed_seasonal(&three, day("2026-01-01")), None);
    }

    #[test]
    fn exactly_twelve_months_after_the_first_purchase_new_becomes_adolescent() {
        let history = every("2024-05-10", 30, 30);
        assert_eq!(stage(&history, "2025-05-09"), Stage::New);
        assert_eq!(stage(&history, "2025-05-10"), Stage::Adolescent);
        assert_eq!(stage(&history, "2026-05-09"), Stage::Adolescent);
        assert_eq!(stage(&history, "2026-05-10"), Stage::Mature);
    }

    #[test]
    fn a_first_purchase_on_29_february_has_its_birthday_on_the_28th() {
        let history = every("2024-02-29", 30, 70);
        assert_eq!(stage(&history, "2025-02-27"), Stage::New);
        assert_eq!(stage(&history, "2025-02-28"), Stage::Adolescent);
        assert_eq!(stage(&history, "2026-02-28"), Stage::Mature);
        assert_eq!(stage(&history, "2029-02-27"), Stage::Mature);
        assert_eq!(stage(&history, "2029-02-28"), Stage::Veteran);
    }

    #[test]
    fn buying_on_half_as_many_days_as_the_year_before_makes_a_veteran() {
        let mut history = buys(&["2022-01-10", "2022-06-10", "2022-12-01"]);
        history.extend(buys(&["2023-02-01", "2023-04-01", "2023-08-01", "2023-10-01"]));
        let mut three = history.clone();
        history.extend(buys(&["2024-03-01", "2024-09-01"]));
        assert_eq!(stage(&history, "2024-12-31"), Stage::Veteran);
        three.extend(buys(&["2024-03-01", "2024-06-01", "2024-09-01"]));
        assert_eq!(stage(&three, "2024-12-31"), Stage::Mature);
    }

    #[test]
    fn windows_of_a_year_leave_out_their_first_day_and_hold_their_last() {
        let history = buys(&["2022-12-31", "2023-01-01", "2023-12-31", "2024-01-01", "2024-12-31"]);
        assert_eq!(windows(&history, &Cut::new(day("2024-12-31"))), (2, 2));
        assert_eq!(at(&history, day("2024-12-31")).revenue_12m, Money(2000));
    }

    #[test]
    fn a_reversed_purchase_counts_until_its_credit_note_and_not_from_then_on() {
        let mut history = buys(&["2025-01-01", "2025-01-20"]);
        history[0].reversed_on = Some(day("2025-02-01"));
        history.push(Entry { day: day("2025-02-01"), amount: Money(-1000), valid: false, reversed_on: None });
        let (before, after) = (at(&history, day("2025-01-31")), at(&history, day("2025-02-01")));
        assert_eq!((before.days, before.orders, before.first), (2, 2, Some(day("2025-01-01"))));
        assert_eq!((after.days, after.orders, after.first), (1, 1, Some(day("2025-01-20"))));
        assert_eq!((before.revenue_total, after.revenue_total), (Money(2000), Money(1000)));
    }

    #[test]
    fn credit_notes_alone_make_no_customer() {
        let history =
            [Entry { day: day("2025-01-01"), amount: Money(-500), valid: false, reversed_on: None }];
        let facts = at(&history, day("2025-01-02"));
        assert_eq!((facts.stage, facts.rhythm, facts.orders), (Stage::Prospect, None, 0));
        assert_eq!((facts.revenue_12m, facts.lost_on), (Money(-500), None));
    }

    #[test]
    fn two_documents_on_one_day_are_two_orders_and_one_purchase_day() {
        let facts = at(&buys(&["2025-01-01", "2025-01-01", "2025-01-09"]), day("2025-01-10"));
        assert_eq!((facts.orders, facts.days, facts.mean_gap_tenths), (3, 2, 300));
    }

    #[test]
    fn contradictory_limits_do_not_panic() {
        let rules = LifecycleRules { lost_min: 90, lost_max: 30, ..LifecycleRules::default() };
        let facts = Facts::at(&buys(&["2025-01-01"]), day("2025-03-01"), None, &rules);
        assert_eq!((facts.lost_gap, facts.stage), (30, Stage::Lost));
    }
}
