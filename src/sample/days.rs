//! On which days a customer buys: tried until the rules of the domain say that they are what was aimed at.

use chrono::{Datelike, Weekday};

use super::rng::Rng;
use crate::domain::lifecycle::{Entry, Facts, LifecycleRules, Rhythm, Stage};
use crate::domain::{Day, Money};

/// How often days are tried before the aim at a rhythm is given up, and then before the last try is taken.
const TRIES: usize = 300;

/// What a customer shall be like.
#[derive(Clone, Debug)]
pub(super) struct Aim {
    /// Stage on the day the sample is opened.
    pub stage: Stage,
    /// Rhythm, where it matters.
    pub rhythm: Option<Rhythm>,
    /// Way of buying.
    pub pace: Pace,
    /// Put away.
    pub archived: bool,
}

/// A way of buying.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pace {
    /// By a steady gap.
    Steady,
    /// Once and never again.
    Once,
    /// Ever more rarely.
    Declining,
    /// Lost for a while, and back within the last weeks.
    Returned,
    /// In three months of the year only; a person has marked it or not.
    Seasonal {
        /// First of the three.
        month: u32,
        /// A person saw it.
        marked: bool,
    },
}

impl Aim {
    /// The n-th customer of a stage.
    pub fn number(stage: Stage, n: usize) -> Self {
        let pace = match (stage, n) {
            (Stage::New, _) if n.is_multiple_of(5) => Pace::Once,
            (Stage::Lost, _) if n % 4 == 1 => Pace::Once,
            (Stage::Lost, 0..=20) if n.is_multiple_of(4) => {
                Pace::Seasonal { month: if n.is_multiple_of(8) { 4 } else { 10 }, marked: false }
            }
            (Stage::Mature, 0..=7) => {
                Pace::Seasonal { month: if n.is_multiple_of(2) { 5 } else { 10 }, marked: true }
            }
            (Stage::Mature, 8..=20) => Pace::Returned,
            (Stage::Veteran, _) if n % 3 == 2 => Pace::Declining,
            _ => Pace::Steady,
        };
        let rhythm = match (stage, pace, n % 50) {
            (Stage::Prospect | Stage::Lost, ..) | (_, Pace::Seasonal { .. } | Pace::Once, _) => None,
            (_, _, 3 | 27) => Some(Rhythm::Due),
            (_, _, 13) => Some(Rhythm::Late),
            (_, _, 38) => Some(Rhythm::AtRisk),
            _ => Some(Rhythm::OnTime),
        };
        Self { stage, rhythm, pace, archived: false }
    }
}

/// Purchase days up to the day before `today`, in order, of somebody who buys about every `gap` days.
pub(super) fn purchase_days(
    rng: &mut Rng,
    aim: &Aim,
    gap: f64,
    today: Day,
    rules: &LifecycleRules,
) -> Vec<Day> {
    if aim.stage == Stage::Prospect {
        return Vec::new();
    }
    let marked = matches!(aim.pace, Pace::Seasonal { marked: true, .. }).then(|| today.plus_years(-1));
    let mut last_try = Vec::new();
    for n in 0..2 * TRIES {
        // Somebody who fits no try buys a little oftener in the next.
        let gap = if n < TRIES / 2 { gap } else { (gap * 0.6).max(8.0) };
        let days = attempt(rng, aim, gap, today, rules);
        let history = entries(&days);
        let facts = Facts::at(&history, today, marked, rules);
        let fits = facts.stage == aim.stage
            && (n >= TRIES || aim.rhythm.is_none_or(|r| facts.rhythm == Some(r)))
            && (aim.pace != Pace::Returned || came_back(&history, today, rules));
        last_try = days;
        if fits {
            break;
        }
    }
    last_try
}

/// Purchases of one cent each: stages look at days only.
pub(super) fn entries(days: &[Day]) -> Vec<Entry> {
    days.iter().map(|day| Entry { day: *day, amount: Money(1), valid: true, reversed_on: None }).collect()
}

/// Whether somebody was lost on an evening of the last ninety days, and bought after that.
fn came_back(history: &[Entry], today: Day, rules: &LifecycleRules) -> bool {
    history
        .iter()
        .filter(|e| e.day > today.plus(-90))
        .any(|e| Facts::at(history, e.day.plus(-1), None, rules).stage == Stage::Lost)
}

fn attempt(rng: &mut Rng, aim: &Aim, gap: f64, today: Day, rules: &LifecycleRules) -> Vec<Day> {
    let yesterday = today.plus(-1);
    let start = today.plus_years(-5).plus(-95);
    let ago = |days: i32| today.plus(-days);
    let skewed = |rng: &mut Rng, most: f64| {
        let u = rng.unit();
        (u * u * most) as i32
    };
    let first = match aim.stage {
        Stage::New if aim.pace == Pace::Once => ago(rng.between(4, 118)),
        Stage::New => ago(rng.between(6, 360)),
        Stage::Adolescent => ago(rng.between(368, 725)),
        Stage::Veteran if aim.pace != Pace::Declining => start.plus(rng.between(0, 90)),
        Stage::Lost if aim.pace == Pace::Once => return vec![open_day(ago(132 + skewed(rng, 1500.0)))],
        Stage::Lost => start.plus(rng.between(0, 1500)),
        _ => ago(rng.between(760, 1815)),
    };
    if aim.pace == Pace::Once {
        return vec![open_day(first)];
    }
    if let Pace::Seasonal { month, marked } = aim.pace {
        return season(rng, first, month, if marked { yesterday } else { ago(300) });
    }
    // With the imagined gap of the rule a rhythm is a little slower than the gaps themselves.
    let silence =
        |rng: &mut Rng, from: f64, to: f64| ((gap + 3.0) * (from + (to - from) * rng.unit())) as i32;
    let end = match (aim.stage, aim.rhythm) {
        (Stage::Lost, _) => {
            let lost_gap = ((gap + 3.0) * 2.5).clamp(f64::from(rules.lost_min), f64::from(rules.lost_max));
            ago(lost_gap as i32 + 4 + skewed(rng, 900.0))
        }
        (_, Some(Rhythm::Due)) => ago(silence(rng, 1.0, 1.5)),
        (_, Some(Rhythm::Late)) => ago(silence(rng, 1.5, 2.0)),
        (_, Some(Rhythm::AtRisk)) => ago(silence(rng, 2.0, 2.6)),
        _ => yesterday,
    };
    let mut days = Vec::new();
    match aim.pace {
        Pace::Declining => {
            let turn = ago(rng.between(330, 420));
            run(rng, &mut days, first, turn, gap);
            run(rng, &mut days, turn.plus((gap * 2.0) as i32), end, gap * 2.7);
        }
        Pace::Returned => {
            let back = ago(rng.between(4, 75));
            let hole = (gap * 2.5).max(60.0) as i32 + rng.between(25, 120);
            run(rng, &mut days, first, back.plus(-hole), gap);
            run(rng, &mut days, back, end, gap);
        }
        _ => run(rng, &mut days, first, end, gap),
    }
    days
}

/// Days from `from` to `to`, about `gap` apart.
fn run(rng: &mut Rng, days: &mut Vec<Day>, from: Day, to: Day, gap: f64) {
    let mut at = f64::from(from.0);
    while at <= f64::from(to.0) {
        let day = open_day(Day(at as i32));
        if day <= to && days.last().is_none_or(|last| *last < day) {
            days.push(day);
        }
        at += (gap * (0.74 + 0.5 * rng.unit())).max(1.0);
    }
}

/// Three to six days in each year's season of three months.
fn season(rng: &mut Rng, from: Day, month: u32, to: Day) -> Vec<Day> {
    let (first_year, _, _) = from.ymd();
    let (last_year, _, _) = to.ymd();
    let mut days = Vec::new();
    for year in first_year..=last_year {
        let Some(begin) = Day::from_ymd(year, month, 1) else { continue };
        for _ in 0..rng.between(3, 6) {
            days.push(open_day(begin.plus(rng.between(0, 87))));
        }
    }
    days.retain(|d| (from..=to).contains(d));
    days.sort_unstable();
    days.dedup();
    days
}

/// The day itself, or the one before where the shop is closed: Sundays and four holidays.
pub(super) fn open_day(day: Day) -> Day {
    let (_, month, in_month) = day.ymd();
    let holiday = matches!((month, in_month), (1, 1 | 6) | (5, 1) | (12, 25));
    if holiday || day.date().weekday() == Weekday::Sun { open_day(day.plus(-1)) } else { day }
}
