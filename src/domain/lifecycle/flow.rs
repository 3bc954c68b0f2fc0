//! Flow of customers between stages, month by month (mission row 2): opening + in − out = closing in heads;
//! opening + in − out + change = closing in money, where a member weighs their revenue of the last 12 months.
//!
//! One customer's way through a period is a [`Passage`]; the fold adds passages up and a drill-down filters by them,
//! so a figure and the list behind it cannot differ.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::history::{Cut, Entry, Tally, is_seasonal, windows};
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

/// One month of flow. `None` in a transition stands for "no customer yet"; a move to [`Stage::Prospect`] is a
/// customer all of whose purchases were taken back in full.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MonthFlow {
    /// Which month; the closing day is its last, or the as-of day where that is earlier. `None` for a period that
    /// was given by its days.
    pub month: Option<Month>,
    /// Opening and closing day; both at the end of the day.
    pub days: Option<(Day, Day)>,
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

/// One customer's way through a period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Passage {
    /// Stage at the end of the opening day; `None` where there was no purchase yet.
    pub from: Option<Stage>,
    /// Stage at the end of the closing day; `None` where there is no purchase.
    pub to: Option<Stage>,
    /// Revenue of the 12 months up to the opening day.
    pub value_opening: Money,
    /// Revenue of the 12 months up to the closing day.
    pub value_closing: Money,
    /// Revenue of the period.
    pub revenue: Money,
    /// Lost and back, or back and lost again, within the period.
    pub round_trip: bool,
}

/// Where a customer stands at the end of a day.
#[derive(Clone, Copy, Debug)]
struct Standing {
    stage: Option<Stage>,
    weight: Money,
    total: Money,
}

/// A history laid out so that any day is looked up without reading it all again. Its memory is used again for the
/// next customer.
#[derive(Clone, Debug, Default)]
struct Timeline {
    /// Distinct days of documents that are purchases.
    days: Vec<Day>,
    /// Revenue up to and with each document.
    totals: Vec<(Day, Money)>,
    /// A purchase was taken back: then the purchase days depend on the day of asking.
    reversals: bool,
}

impl Timeline {
    fn read(&mut self, history: &[Entry]) {
        self.days.clear();
        self.totals.clear();
        self.reversals = false;
        let mut total = Money::ZERO;
        for entry in history {
            total += entry.amount;
            self.totals.push((entry.day, total));
            if entry.valid {
                self.reversals |= entry.reversed_on.is_some();
                if self.days.last() != Some(&entry.day) {
                    self.days.push(entry.day);
                }
            }
        }
    }

    fn total(&self, at: Day) -> Money {
        let n = self.totals.partition_point(|(day, _)| *day <= at);
        if n == 0 { Money::ZERO } else { self.totals[n - 1].1 }
    }

    fn days_until(&self, at: Day) -> usize {
        self.days.partition_point(|day| *day <= at)
    }

    fn tally(&self, history: &[Entry], at: Day) -> Option<Tally> {
        if self.reversals {
            return Tally::of(history, at);
        }
        let n = self.days_until(at);
        (n > 0).then(|| Tally { first: self.days[0], last: self.days[n - 1], days: n as u32 })
    }

    fn standing(
        &self,
        history: &[Entry],
        cut: &Cut,
        seasonal: Option<Day>,
        rules: &LifecycleRules,
    ) -> Standing {
        let total = self.total(cut.at);
        let stage = self.tally(history, cut.at).map(|tally| {
            tally.stage(cut.at, is_seasonal(seasonal, cut.at), rules, || {
                if self.reversals {
                    return windows(history, cut);
                }
                let year_ago = self.days_until(cut.year_ago);
                let two_years_ago = self.days_until(cut.two_years_ago);
                (tally.days - year_ago as u32, (year_ago - two_years_ago) as u32)
            })
        });
        Standing { stage, weight: total - self.total(cut.year_ago), total }
    }

    /// Whether the customer was lost and came back between two ends where they are not lost, or came back and was
    /// lost again between two ends where they are.
    fn round_trip(
        &self,
        history: &[Entry],
        (opening, closing): (Day, Day),
        (from, to): (Option<Stage>, Option<Stage>),
        seasonal: Option<Day>,
        rules: &LifecycleRules,
    ) -> bool {
        let lost = |stage| stage == Some(Stage::Lost);
        if lost(from) != lost(to) || to.is_none() {
            return false;
        }
        let inside = |day: Day| opening < day && day <= closing;
        let marked = seasonal.filter(|day| inside(*day));
        if !self.reversals && marked.is_none() {
            let (before, until) = (self.days_until(opening), self.days_until(closing));
            let shortest = rules.lost_min.min(rules.lost_max).min(rules.seasonal_gap);
            let silence = |i: usize| i64::from(self.days[i].0) - i64::from(self.days[i - 1].0);
            let possible = if lost(to) {
                until > before
            } else {
                (before.max(1)..until).any(|i| silence(i) > i64::from(shortest))
            };
            if !possible {
                return false;
            }
        }
        // Purchases known and the gap change on these days only; between two of them the customer can but be lost.
        let mut turns: Vec<Day> = self.days.iter().copied().filter(|day| inside(*day)).collect();
        turns.extend(history.iter().filter_map(|e| e.reversed_on).filter(|day| inside(*day)));
        turns.extend(marked);
        turns.push(opening);
        turns.push(closing.plus(1));
        turns.sort_unstable();
        turns.windows(2).any(|turn| {
            let Some(tally) = self.tally(history, turn[0]) else { return false };
            let gap = tally.lost_gap(is_seasonal(seasonal, turn[0]), rules);
            let last_active = i64::from(tally.last.0) + i64::from(gap);
            turn[0] < turn[1]
                && if lost(to) {
                    i64::from(turn[0].0) <= last_active
                } else {
                    i64::from(turn[1].0) - 1 > last_active
                }
        })
    }

    fn passage(
        &self,
        history: &[Entry],
        days: (Day, Day),
        (opening, closing): (&Standing, &Standing),
        seasonal: Option<Day>,
        rules: &LifecycleRules,
    ) -> Passage {
        let ends = (opening.stage, closing.stage);
        Passage {
            from: opening.stage,
            to: closing.stage,
            value_opening: opening.weight,
            value_closing: closing.weight,
            revenue: closing.total - opening.total,
            round_trip: self.round_trip(history, days, ends, seasonal, rules),
        }
    }
}

/// One customer's way from the end of `opening` to the end of `closing`. `history` is sorted by day.
pub fn passage(
    history: &[Entry],
    seasonal: Option<Day>,
    (opening, closing): (Day, Day),
    rules: &LifecycleRules,
) -> Passage {
    let mut timeline = Timeline::default();
    timeline.read(history);
    let start = timeline.standing(history, &Cut::new(opening), seasonal, rules);
    let end = timeline.standing(history, &Cut::new(closing), seasonal, rules);
    timeline.passage(history, (opening, closing), (&start, &end), seasonal, rules)
}

/// Stage at the end of the month before and of the month, and the weights of the two days: what the flow of `month`
/// counts this customer under. `None` = no purchase. See [`passage`] for the revenue of the month.
pub fn stages_in_month(
    history: &[Entry],
    seasonal: Option<Day>,
    month: Month,
    as_of: Day,
    rules: &LifecycleRules,
) -> (Option<Stage>, Option<Stage>, Money, Money) {
    let p = passage(history, seasonal, days_of_month(month, as_of), rules);
    (p.from, p.to, p.value_opening, p.value_closing)
}

/// Opening and closing day of a month as known on `as_of`: both no later than that.
pub fn days_of_month(month: Month, as_of: Day) -> (Day, Day) {
    (month.previous().last().min(as_of), month.last().min(as_of))
}

/// How long the periods of a flow are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grain {
    /// Calendar months.
    #[default]
    Month,
    /// January to March, and so on.
    Quarter,
    /// Calendar years.
    Year,
}

impl Grain {
    /// Months in a period.
    pub const fn months(self) -> i32 {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::Year => 12,
        }
    }

    /// First month of the period that `month` is in.
    pub const fn start(self, month: Month) -> Month {
        Month(month.0 - month.0.rem_euclid(self.months()))
    }

    /// Opening and closing day of the period that `month` is in, as known on `as_of`.
    pub fn days(self, month: Month, as_of: Day) -> (Day, Day) {
        let start = self.start(month);
        let last = Month(start.0 + self.months() - 1);
        (start.previous().last().min(as_of), last.last().min(as_of))
    }

    /// The days of every period from the one `from` is in to the one `to` is in.
    pub fn periods(self, from: Month, to: Month, as_of: Day) -> Vec<(Day, Day)> {
        let starts = (self.start(from).0..=to.0).step_by(self.months() as usize);
        starts.map(|start| self.days(Month(start), as_of)).collect()
    }
}

/// A period and what has been added up for it so far. Arrays instead of maps: this is the inner loop.
#[derive(Clone, Debug)]
struct Period {
    month: Option<Month>,
    opening: Cut,
    closing: Cut,
    stages: [StageFlow; 6],
    /// Row 0 is "no customer", the others are the stages.
    moves: [[(u64, Money); 6]; 7],
    round_trips: u64,
    unassigned: Money,
    anonymous: Money,
}

impl Period {
    fn new(month: Option<Month>, (opening, closing): (Day, Day)) -> Self {
        Self {
            month,
            opening: Cut::new(opening),
            closing: Cut::new(closing),
            stages: <[StageFlow; 6]>::default(),
            moves: [[(0, Money::ZERO); 6]; 7],
            round_trips: 0,
            unassigned: Money::ZERO,
            anonymous: Money::ZERO,
        }
    }

    fn record(&mut self, p: &Passage) {
        self.round_trips += u64::from(p.round_trip);
        if let Some(from) = p.from {
            let cell = &mut self.stages[from as usize];
            cell.opening += 1;
            cell.value_opening += p.value_opening;
            if p.to != p.from {
                cell.left += 1;
                cell.value_out += p.value_opening;
            }
        }
        match p.to {
            Some(to) => {
                let cell = &mut self.stages[to as usize];
                cell.closing += 1;
                cell.value_closing += p.value_closing;
                cell.value_change += p.value_closing - p.value_opening;
                cell.revenue += p.revenue;
                if p.to != p.from {
                    cell.entered += 1;
                    cell.value_in += p.value_opening;
                }
            }
            None => self.unassigned += p.revenue,
        }
        if p.from != p.to {
            let row = p.from.map_or(0, |from| from as usize + 1);
            let (heads, value) = &mut self.moves[row][p.to.unwrap_or(Stage::Prospect) as usize];
            *heads += 1;
            *value += p.value_opening;
        }
    }

    fn finish(self) -> MonthFlow {
        let mut flow = MonthFlow {
            month: self.month,
            days: Some((self.opening.at, self.closing.at)),
            round_trips: self.round_trips,
            unassigned: self.unassigned,
            anonymous: self.anonymous,
            ..MonthFlow::default()
        };
        for to in Stage::ALL {
            if to != Stage::Prospect {
                flow.stages.insert(to, self.stages[to as usize]);
            }
            for from in [None].into_iter().chain(Stage::ALL.map(Some)) {
                let (heads, value) = self.moves[from.map_or(0, |from| from as usize + 1)][to as usize];
                if heads > 0 {
                    flow.transitions.insert((from, to), heads);
                    flow.transition_value.insert((from, to), value);
                }
            }
        }
        flow
    }
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
    periods: Vec<Period>,
    timeline: Timeline,
}

impl FlowFold {
    /// An empty fold over the months `from..=to` as known on `as_of`.
    pub fn new(from: Month, to: Month, as_of: Day, rules: LifecycleRules) -> Self {
        let periods =
            (from.0..=to.0).map(|m| Period::new(Some(Month(m)), days_of_month(Month(m), as_of))).collect();
        Self { from, to, as_of, rules, periods, timeline: Timeline::default() }
    }

    /// An empty fold over any periods (quarters, years), each from the end of its opening day to the end of its
    /// closing day. Days after `as_of` count as `as_of`; the periods come out in the order of their days.
    pub fn over(mut periods: Vec<(Day, Day)>, as_of: Day, rules: LifecycleRules) -> Self {
        periods.sort_unstable_by_key(|(opening, closing)| (*closing, *opening));
        let from = periods.iter().map(|p| p.0).min().unwrap_or(as_of).plus(1).month();
        let to = periods.last().map_or(as_of, |p| p.1).month();
        let periods = periods
            .into_iter()
            .map(|(opening, closing)| {
                let closing = closing.min(as_of);
                Period::new(None, (opening.min(closing), closing))
            })
            .collect();
        Self { from, to, as_of, rules, periods, timeline: Timeline::default() }
    }

    /// Adds one customer: their whole history sorted by day, and the day they were marked seasonal.
    pub fn add(&mut self, history: &[Entry], seasonal: Option<Day>) {
        let Some(first) = history.first() else { return };
        let Self { periods, timeline, rules, .. } = self;
        timeline.read(history);
        let begun = periods.partition_point(|p| p.closing.at < first.day);
        let mut known: Option<(Day, Standing)> = None;
        for period in &mut periods[begun..] {
            let (opening, closing) = (period.opening.at, period.closing.at);
            // A month opens where the one before closed.
            let start = match known {
                Some((day, standing)) if day == opening => standing,
                _ => timeline.standing(history, &period.opening, seasonal, rules),
            };
            let end = timeline.standing(history, &period.closing, seasonal, rules);
            known = Some((closing, end));
            period.record(&timeline.passage(history, (opening, closing), (&start, &end), seasonal, rules));
        }
    }

    /// Adds a document without a customer.
    pub fn add_anonymous(&mut self, day: Day, amount: Money) {
        let begun = self.periods.partition_point(|p| p.closing.at < day);
        for period in &mut self.periods[begun..] {
            if period.opening.at < day {
                period.anonymous += amount;
            } else if period.month.is_some() {
                break;
            }
        }
    }

    /// The months in order.
    pub fn finish(self) -> Vec<MonthFlow> {
        self.periods.into_iter().map(Period::finish).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(grain: Grain, from: (i32, u32), to: (i32, u32), as_of: &str) -> Vec<String> {
        grain
            .periods(Month::new(from.0, from.1), Month::new(to.0, to.1), Day::parse_iso(as_of).unwrap())
            .iter()
            .map(|(opening, closing)| format!("{opening}..{closing}"))
            .collect()
    }

    #[test]
    fn periods_are_whole_calendar_ones_and_end_on_the_as_of_day_at_the_latest() {
        assert_eq!(
            days(Grain::Quarter, (2025, 11), (2026, 4), "2026-05-20"),
            ["2025-09-30..2025-12-31", "2025-12-31..2026-03-31", "2026-03-31..2026-05-20"]
        );
        assert_eq!(days(Grain::Year, (2024, 6), (2024, 6), "2026-01-01"), ["2023-12-31..2024-12-31"]);
        assert_eq!(days(Grain::Month, (2024, 2), (2024, 2), "2026-01-01"), ["2024-01-31..2024-02-29"]);
    }

    #[test]
    fn a_customer_whose_purchase_is_taken_back_leaves_for_prospect_and_the_month_still_adds_up() {
        let day = |text| Day::parse_iso(text).unwrap();
        let taken = day("2025-02-10");
        let history = [
            Entry { day: day("2025-01-05"), amount: Money(900), valid: true, reversed_on: Some(taken) },
            Entry { day: taken, amount: Money(-900), valid: false, reversed_on: None },
        ];
        let mut fold =
            FlowFold::new(Month::new(2025, 1), Month::new(2025, 2), taken, LifecycleRules::default());
        fold.add(&history, None);
        let months = fold.finish();
        assert_eq!(months[0].stages[&Stage::New].closing, 1);
        assert_eq!(months[1].transitions, [((Some(Stage::New), Stage::Prospect), 1)].into());
        assert_eq!(months[1].stages[&Stage::New].left, 1);
        assert_eq!(months[1].stages[&Stage::New].value_out, Money(900));
        assert_eq!(months[1].unassigned, Money(-900));
    }
}
