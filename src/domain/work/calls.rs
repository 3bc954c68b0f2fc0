//! Calling down a list: what follows from how a call went, when somebody is tried again, the hour they are most likely
//! to answer, and how much is too much (mission rows 39, 49, 50).

use chrono::{NaiveDateTime, TimeDelta, Timelike};
use serde::{Deserialize, Serialize};

use super::followup::When;
use super::hours::{CallHours, Closed, Home};
use crate::domain::base::{Day, Money};
use crate::domain::people::holidays::LocalHoliday;
use crate::domain::people::{ContactDraft, Outcome};

/// Settings of calls.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CallRules {
    /// Hours in which private persons are called.
    pub hours: CallHours,
    /// IANA name of the user's own time zone.
    pub zone: String,
    /// Contacts a day to aim for.
    pub goal: u32,
    /// After so many calls in a row that nobody answered they are left in peace for a while.
    pub attempts: u32,
    /// For so many days.
    pub rest_days: u32,
    /// After a refusal they are left in peace for so many days.
    pub cooldown_days: u32,
    /// At most so many contacts of ours that reached them…
    pub pressure: u32,
    /// …within so many days.
    pub pressure_days: u32,
    /// Note templates: what is typed after `;`, and what it stands for. Empty: those of the language.
    pub templates: Vec<(String, String)>,
}

impl Default for CallRules {
    fn default() -> Self {
        Self {
            hours: CallHours::default(),
            zone: "Europe/Madrid".into(),
            goal: 60,
            attempts: 6,
            rest_days: 30,
            cooldown_days: 90,
            pressure: 4,
            pressure_days: 30,
            templates: Vec::new(),
        }
    }
}

/// Reads templates written one a line, `pr=Asks for a price`; a line without `=` is parted at its first blank. `None`
/// where a line has no words, or a key that is not letters and digits.
pub fn templates_of(text: &str) -> Option<Vec<(String, String)>> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines
        .map(|line| {
            let (key, words) = line.split_once('=').or_else(|| line.split_once(char::is_whitespace))?;
            let (key, words) = (key.trim().trim_start_matches(';').to_lowercase(), words.trim().to_owned());
            let good = !key.is_empty() && key.chars().all(char::is_alphanumeric) && !words.is_empty();
            good.then_some((key, words))
        })
        .collect()
}

/// Why somebody refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// Too dear.
    Price,
    /// Does not need it.
    NoNeed,
    /// Buys elsewhere.
    Competitor,
    /// Was not content with us.
    Service,
    /// Not now: no money, no time.
    NotNow,
    /// Something else.
    Other,
}

impl Refusal {
    /// All, in the order of their digits, from 1.
    pub const ALL: [Self; 6] =
        [Self::Price, Self::NoNeed, Self::Competitor, Self::Service, Self::NotNow, Self::Other];

    /// Key in the file, JSON and texts.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Price => "price",
            Self::NoNeed => "no_need",
            Self::Competitor => "competitor",
            Self::Service => "service",
            Self::NotNow => "not_now",
            Self::Other => "other",
        }
    }

    /// The reason with this key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.key() == key)
    }
}

/// A call as it is saved, in one transaction: the contact with what comes next, and what else follows from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallDraft {
    /// The contact: outcome, note, next contact.
    pub contact: ContactDraft,
    /// Number that was dialled; marked as wrong where the outcome says so.
    pub phone: String,
    /// What they bought, for a sale; makes the order.
    pub sale: Option<Money>,
    /// Key of the draft it was written in, which goes with it: no crash leaves a call and its draft, or neither.
    #[serde(default)]
    pub draft: Option<String>,
}

/// Bands of the day, each from its first minute to before its last, and the minute a call in it is planned for.
pub const BANDS: [(u16, u16, u16); 5] = [
    (9 * 60, 11 * 60, 10 * 60),
    (11 * 60, 13 * 60, 12 * 60),
    (13 * 60, 16 * 60, 15 * 60),
    (16 * 60, 18 * 60, 17 * 60),
    (18 * 60, 21 * 60, 19 * 60),
];

/// Calls made in each band and how many were answered.
pub type BandCounts = [(u32, u32); 5];

/// Number of the band of a minute; the nearest one outside all of them.
pub fn band(minute: u16) -> usize {
    BANDS.iter().position(|(_, end, _)| minute < *end).unwrap_or(BANDS.len() - 1)
}

/// The band in which they are most likely to answer: the greatest (answered + 1) / (dialled + 2); of equal ones the
/// earliest. `None` where nobody ever called.
pub fn best_band(counts: &BandCounts) -> Option<usize> {
    counts.iter().any(|(dialled, _)| *dialled > 0).then(|| best_of(counts, &[0, 1, 2, 3, 4]))
}

/// The best of these bands; of equal ones the first named.
fn best_of(counts: &BandCounts, bands: &[usize]) -> usize {
    let chance = |band: usize| {
        let (dialled, answered) = counts[band];
        (u64::from(answered) + 1, u64::from(dialled) + 2)
    };
    let better = |a: usize, b: usize| {
        let ((a, of_a), (b, of_b)) = (chance(a), chance(b));
        a * of_b > b * of_a
    };
    let first = bands.first().copied().unwrap_or(0);
    bands.iter().copied().fold(first, |best, band| if better(band, best) { band } else { best })
}

/// Whose call is planned: their clock and days, the user's clock, and how they answered so far.
#[derive(Clone, Debug)]
pub struct Plan<'a> {
    /// Where they live.
    pub home: &'a Home,
    /// The user's time zone.
    pub own: chrono_tz::Tz,
    /// Settings.
    pub rules: &'a CallRules,
    /// Holidays of one's own.
    pub local: &'a [LocalHoliday],
    /// Calls by band.
    pub bands: BandCounts,
}

impl Plan<'_> {
    /// When to call again by itself after this outcome, and why it was moved; `None` where the outcome plans nothing.
    ///
    /// - Nobody answered: the next working day, in the best other band.
    /// - Busy: in half an hour.
    /// - Message left: in two days.
    pub fn again(&self, outcome: Outcome, now: NaiveDateTime) -> Option<(When, Option<Closed>)> {
        let today: Day = now.date().into();
        let minute = (now.hour() * 60 + now.minute()) as u16;
        let when = match outcome {
            Outcome::NoAnswer => {
                let here = band(minute);
                // Whoever was not there in the morning is tried in the afternoon, and the other way round.
                let order: [usize; 5] = if minute < 14 * 60 { [3, 4, 1, 0, 2] } else { [0, 1, 3, 4, 2] };
                let others: Vec<usize> = order.into_iter().filter(|other| *other != here).collect();
                let band = best_of(&self.bands, &others);
                When { day: self.home.open_day(today.plus(1), self.local), minute: Some(BANDS[band].2) }
            }
            Outcome::Busy => {
                let then = now + TimeDelta::minutes(30);
                let minute = (then.hour() * 60 + then.minute()) as u16;
                When { day: then.date().into(), minute: Some(minute) }
            }
            Outcome::Message => When { day: today.plus(2), minute: None },
            _ => return None,
        };
        Some(self.moved(when))
    }

    /// When is proposed where the user has to say: interested in 7 days, sold in 31, a fault on the next working day,
    /// later in a week.
    pub fn proposed(&self, outcome: Outcome, now: NaiveDateTime) -> Option<When> {
        let days = match outcome {
            Outcome::Interested | Outcome::Postpone => 7,
            Outcome::Sale => 31,
            Outcome::Fault => 1,
            _ => return None,
        };
        Some(self.moved(When { day: Day::from(now.date()).plus(days), minute: None }).0)
    }

    /// A planned call, moved to where it may be made.
    pub fn moved(&self, when: When) -> (When, Option<Closed>) {
        self.home.into_hours(when, self.own, &self.rules.hours, self.local)
    }
}

/// What was tried with somebody lately, newest last: day, whether we began it, how it went.
pub type Tries<'a> = &'a [(Day, bool, Outcome)];

/// Whether somebody was sought out enough for now, at the end of `today`: the cap of contacts that reached them, too
/// many calls in a row that nobody answered, or a refusal not long ago.
pub fn is_pressed(tries: Tries<'_>, today: Day, rules: &CallRules) -> bool {
    let within =
        |day: Day, days: u32| today.0.saturating_sub(day.0) < i32::try_from(days).unwrap_or(i32::MAX);
    let known = || tries.iter().filter(|(day, ..)| *day <= today);
    let reached = known()
        .filter(|(day, ours, how)| {
            *ours && within(*day, rules.pressure_days) && (how.is_conversation() || *how == Outcome::Message)
        })
        .count();
    if reached >= rules.pressure as usize {
        return true;
    }
    if known().any(|(day, _, how)| *how == Outcome::Refused && within(*day, rules.cooldown_days)) {
        return true;
    }
    let since_talk = known().rev().take_while(|(.., how)| !how.is_conversation());
    let unanswered: Vec<Day> = since_talk.filter(|(_, ours, _)| *ours).map(|(day, ..)| *day).collect();
    unanswered.len() >= rules.attempts as usize
        && unanswered.first().is_some_and(|last| within(*last, rules.rest_days))
}

/// A phone number in groups to be read aloud: Spanish numbers in threes after the country code, others from the right.
pub fn spoken(phone: &str) -> String {
    let figures: Vec<char> = phone.chars().filter(char::is_ascii_digit).collect();
    let plus = phone.trim_start().starts_with('+');
    let (country, rest) = match figures.as_slice() {
        ['0', '0', '3', '4', rest @ ..] | ['3', '4', rest @ ..] if rest.len() == 9 => ("+34", rest),
        all => (if plus { "+" } else { "" }, all),
    };
    let mut groups = String::new();
    for (at, figure) in rest.iter().enumerate() {
        // Groups of three; what is over stands in front.
        if at > 0 && (rest.len() - at).is_multiple_of(3) {
            groups.push_str("  ");
        } else if at > 0 {
            groups.push(' ');
        }
        groups.push(*figure);
    }
    match country {
        "" => groups,
        "+" => format!("+{groups}"),
        code => format!("{code}  {groups}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap()
    }

    fn day(text: &str) -> Day {
        Day::parse_iso(text).unwrap()
    }

    fn again(outcome: Outcome, now: &str, bands: BandCounts) -> String {
        let own = chrono_tz::Tz::Europe__Madrid;
        let home = Home::of(("", "09001", ""), "", "", own);
        let rules = CallRules::default();
        let plan = Plan { home: &home, own, rules: &rules, local: &[], bands };
        let (when, _) = plan.again(outcome, time(now)).unwrap();
        let clock = when.minute.map_or(String::new(), |m| format!(" {}:{:02}", m / 60, m % 60));
        format!("{}{clock}", when.day)
    }

    #[test]
    fn templates_are_written_one_a_line() {
        let read = templates_of("pr=Pide precio\n;vis Quiere una visita\n\n").unwrap();
        assert_eq!(read, [("pr".into(), "Pide precio".into()), ("vis".into(), "Quiere una visita".into())]);
        assert_eq!(templates_of(""), Some(Vec::new()));
        assert_eq!((templates_of("pr="), templates_of("=x"), templates_of("a-b=x")), (None, None, None));
    }

    #[test]
    fn nobody_there_is_tried_on_the_next_working_day_in_another_band() {
        let none = BandCounts::default();
        assert_eq!(again(Outcome::NoAnswer, "2026-11-19 09:28", none), "2026-11-20 17:00");
        assert_eq!(again(Outcome::NoAnswer, "2026-11-20 17:10", none), "2026-11-23 10:00", "Friday");
        // They answer at noon, three times of three.
        let noon = [(2, 0), (3, 3), (0, 0), (1, 0), (0, 0)];
        assert_eq!(again(Outcome::NoAnswer, "2026-11-19 09:28", noon), "2026-11-20 12:00");
        // 7 December is a Monday between a Sunday and a holiday; the 8th is one.
        assert_eq!(again(Outcome::NoAnswer, "2026-12-07 10:00", none), "2026-12-09 17:00");
    }

    #[test]
    fn a_busy_line_is_tried_in_half_an_hour_and_a_message_is_given_two_days() {
        let none = BandCounts::default();
        assert_eq!(again(Outcome::Busy, "2026-11-20 10:42", none), "2026-11-20 11:12");
        assert_eq!(again(Outcome::Busy, "2026-11-20 20:45", none), "2026-11-23 9:00");
        assert_eq!(again(Outcome::Message, "2026-11-18 10:42", none), "2026-11-20");
        assert_eq!(again(Outcome::Message, "2026-11-20 10:42", none), "2026-11-23", "Sunday moved to Monday");
    }

    #[test]
    fn the_best_band_weighs_few_calls_little() {
        assert_eq!(best_band(&BandCounts::default()), None);
        // 1 of 1 is (2/3); 5 of 6 is (6/8).
        assert_eq!(best_band(&[(1, 1), (0, 0), (0, 0), (6, 5), (0, 0)]), Some(3));
        // Never reached at nine: an hour not tried is better.
        assert_eq!(best_band(&[(3, 0), (0, 0), (0, 0), (0, 0), (0, 0)]), Some(1));
    }

    #[test]
    fn enough_is_enough() {
        let rules = CallRules::default();
        let today = day("2026-11-20");
        let tries = |ago: &[i32], how| -> Vec<(Day, bool, Outcome)> {
            ago.iter().map(|n| (today.plus(-n), true, how)).collect()
        };
        let pressed = |tries: &[(Day, bool, Outcome)]| is_pressed(tries, today, &rules);
        assert!(!pressed(&tries(&[29, 20, 10], Outcome::Interested)));
        assert!(pressed(&tries(&[29, 20, 10, 1], Outcome::Interested)));
        assert!(!pressed(&tries(&[30, 20, 10, 1], Outcome::Interested)), "the first one is too old");
        assert!(pressed(&tries(&[89], Outcome::Refused)) && !pressed(&tries(&[90], Outcome::Refused)));
        let six = tries(&[20, 18, 16, 14, 12, 10], Outcome::NoAnswer);
        assert!(pressed(&six) && !pressed(&six[1..]));
        let mut talked = six.clone();
        talked.push((today.plus(-9), true, Outcome::Interested));
        assert!(!pressed(&talked), "they were spoken to since");
        let theirs: Vec<_> =
            tries(&[4, 3, 2, 1], Outcome::Interested).iter().map(|t| (t.0, false, t.2)).collect();
        assert!(!pressed(&theirs), "they called us");
    }

    #[test]
    fn numbers_are_read_in_threes() {
        assert_eq!(spoken("947206118"), "9 4 7  2 0 6  1 1 8");
        assert_eq!(spoken("+34 947 20 61 18"), "+34  9 4 7  2 0 6  1 1 8");
        assert_eq!(spoken("+52 55 1234 5678"), "+5 2 5  5 1 2  3 4 5  6 7 8");
        assert_eq!(spoken("12345"), "1 2  3 4 5");
        assert_eq!(spoken(""), "");
    }
}
