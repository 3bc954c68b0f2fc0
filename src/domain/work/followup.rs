//! Dates as people write them: `+3d`, `lun`, `15 mar`, `3/4`, `mañ 9`, `finmes`, in both languages at once.
//! Knows no holidays and no legal hours, and reads no clock: now comes in as an argument.

use chrono::{Datelike, NaiveDateTime, Timelike};
use serde::{Deserialize, Serialize};

use crate::domain::base::names::fold;
use crate::domain::base::{Day, Month};

/// What `3/4` means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// The third of April.
    #[default]
    DayFirst,
    /// The fourth of March.
    MonthFirst,
}

/// A day and, where one was written, a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct When {
    /// The day.
    pub day: Day,
    /// Minute of the day.
    pub minute: Option<u16>,
}

/// Why a text is no date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhenError {
    /// Nothing written: the caller's suggestion counts.
    Empty,
    /// Not understood.
    Unknown {
        /// What was written.
        text: String,
    },
    /// A day that month does not have in that year (31/02, 29/02 in a common year).
    NoSuchDay {
        /// Day written.
        day: u32,
        /// Month 1–12.
        month: u32,
        /// Last day the month has.
        last: u32,
    },
    /// A month outside 1–12.
    NoSuchMonth {
        /// Month written.
        month: u32,
    },
    /// A time that no clock shows.
    NoSuchTime {
        /// What was written.
        text: String,
    },
    /// Before now, where only the future makes sense.
    Past {
        /// The day understood.
        day: Day,
    },
    /// Outside the years 1 to 9999.
    TooFar,
}

/// Towards which side a date without a year, or a weekday, is understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lean {
    /// The latest one not after today.
    Past,
    /// The next one: dates from today on, weekdays strictly after today.
    Future,
}

/// When to contact somebody next. `None` is `-`: not at all. Never before `now`.
pub fn parse_when(text: &str, now: NaiveDateTime, order: DateOrder) -> Result<Option<When>, WhenError> {
    if matches!(text.trim(), "-" | "–" | "—") {
        return Ok(None);
    }
    let today = Day::from(now.date());
    let minute_now = (now.hour() * 60 + now.minute()) as u16;
    let reader = Reader { today, minute_now: Some(minute_now), order, lean: Lean::Future };
    let when = reader.read(text)?;
    let gone = when.day < today || when.day == today && when.minute.is_some_and(|m| m < minute_now);
    if gone { Err(WhenError::Past { day: when.day }) } else { Ok(Some(when)) }
}

/// A day that may lie behind or ahead (customer since, date of a purchase): a date without a year is the latest
/// one not after today, a weekday the last one.
pub fn parse_day(text: &str, today: Day, order: DateOrder) -> Result<Day, WhenError> {
    parse_day_leaning(text, today, order, Lean::Past)
}

/// A day, with what is left open understood towards one side.
pub fn parse_day_leaning(text: &str, today: Day, order: DateOrder, lean: Lean) -> Result<Day, WhenError> {
    let when = Reader { today, minute_now: None, order, lean }.read(text)?;
    match when.minute {
        None => Ok(when.day),
        Some(_) => Err(WhenError::Unknown { text: text.trim().to_owned() }),
    }
}

struct Reader {
    today: Day,
    /// Now; `None` where times make no sense.
    minute_now: Option<u16>,
    order: DateOrder,
    lean: Lean,
}

impl Reader {
    fn read(&self, text: &str) -> Result<When, WhenError> {
        let folded = fold(text.trim());
        let unknown = || WhenError::Unknown { text: text.trim().chars().take(80).collect() };
        let words: Vec<&str> =
            folded.split_whitespace().filter(|w| !matches!(*w, "de" | "del" | "of" | "the" | "at")).collect();
        if folded.is_empty() {
            return Err(WhenError::Empty);
        }
        if words.is_empty() || words.len() > 6 {
            return Err(unknown());
        }
        if let Some(when) = self.offset(&words)? {
            return Ok(when);
        }
        let (day, rest) = match self.day(&words)? {
            Some((day, used)) => (day, &words[used..]),
            // A time alone is today's.
            None if words[0].contains(':') => (self.today, &words[..]),
            None => return Err(unknown()),
        };
        let day = within(day)?;
        if rest.is_empty() {
            return Ok(When { day, minute: None });
        }
        let minute = time(&rest.concat()).ok_or_else(|| WhenError::NoSuchTime { text: rest.join(" ") })?;
        Ok(When { day, minute: Some(minute) })
    }

    /// `+3d`, `+2w`, `+4h`, `-1m`.
    fn offset(&self, words: &[&str]) -> Result<Option<When>, WhenError> {
        let (sign, rest) = match (words[0].strip_prefix('+'), words[0].strip_prefix('-')) {
            (Some(rest), _) => (1, rest),
            (_, Some(rest)) => (-1, rest),
            _ => return Ok(None),
        };
        // `+ 3 d` is `+3d`; what follows the unit is a time.
        let joined = |n: usize| format!("{rest}{}", words[1..n].concat());
        for used in 1..=words.len().min(3) {
            let Some((count, unit)) = split_count(&joined(used)) else { continue };
            let count = sign * count;
            let day = match unit {
                Unit::Days => self.today.plus(count),
                Unit::Weeks => self.today.plus(count.saturating_mul(7)),
                Unit::Months => within_months(self.today, count)?,
                Unit::Years => within_months(self.today, count.saturating_mul(12))?,
                Unit::Minutes | Unit::Hours => {
                    let Some(now) = self.minute_now.filter(|_| used == words.len()) else { continue };
                    let minutes = if unit == Unit::Hours { count.saturating_mul(60) } else { count };
                    let at = i32::from(now).saturating_add(minutes);
                    let day = within(self.today.plus(at.div_euclid(1440)))?;
                    return Ok(Some(When { day, minute: Some(at.rem_euclid(1440) as u16) }));
                }
            };
            let day = within(day)?;
            if used == words.len() {
                return Ok(Some(When { day, minute: None }));
            }
            if let Some(minute) = time(&words[used..].concat()) {
                return Ok(Some(When { day, minute: Some(minute) }));
            }
        }
        Ok(None)
    }

    /// A day at the beginning of the words, and how many words it took.
    fn day(&self, words: &[&str]) -> Result<Option<(Day, usize)>, WhenError> {
        let second = words.get(1).copied().unwrap_or_default();
        let simple = match words[0] {
            "hoy" | "today" => Some((0, 1)),
            "man" | "manana" | "tom" | "tomorrow" => Some((1, 1)),
            "pasado" if matches!(second, "man" | "manana") => Some((2, 2)),
            "pasado" => Some((2, 1)),
            "ayer" | "yesterday" => Some((-1, 1)),
            "anteayer" | "antier" => Some((-2, 1)),
            _ => None,
        };
        if let Some((days, used)) = simple {
            return Ok(Some((self.today.plus(days), used)));
        }
        match words[0] {
            "finmes" | "eom" => return Ok(Some((self.today.month().last(), 1))),
            "fin" if second == "mes" => return Ok(Some((self.today.month().last(), 2))),
            "end" if second == "month" => return Ok(Some((self.today.month().last(), 2))),
            _ => {}
        }
        if let Some(day) = self.numeric(words[0])? {
            return Ok(Some((day, 1)));
        }
        let bare = |word: &str| -> Option<u32> {
            (word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit())).then(|| word.parse().ok()).flatten()
        };
        let year = |word: Option<&&str>| -> Option<i32> {
            word.filter(|w| w.len() == 4 && w.bytes().all(|b| b.is_ascii_digit()))
                .and_then(|w| w.parse().ok())
        };
        // `15 mar`, `mar 15`, each with a year or without. `mar` with no number beside it is Tuesday.
        let named = match (bare(words[0]), month_named(second), month_named(words[0]), bare(second)) {
            (Some(day), Some(month), _, _) | (_, _, Some(month), Some(day)) => Some((day, month)),
            _ => None,
        };
        if let Some((day, month)) = named {
            let written = year(words.get(2));
            let date = self.date(written, month, day)?;
            return Ok(Some((date, 2 + usize::from(written.is_some()))));
        }
        Ok(weekday_named(words[0]).map(|weekday| (self.weekday(weekday), 1)))
    }

    fn weekday(&self, wanted: u32) -> Day {
        let today = self.today.weekday().num_days_from_monday();
        let ahead = ((wanted + 7 - today) % 7) as i32;
        match self.lean {
            Lean::Future => self.today.plus(if ahead == 0 { 7 } else { ahead }),
            Lean::Past => self.today.plus(if ahead == 0 { 0 } else { ahead - 7 }),
        }
    }

    /// `15/7`, `15/7/26`, `15-7-2026`, `2026-04-03`.
    fn numeric(&self, word: &str) -> Result<Option<Day>, WhenError> {
        let parts: Vec<&str> = word.split(['/', '-', '.']).collect();
        let digits = |p: &&str| !p.is_empty() && p.len() <= 4 && p.bytes().all(|b| b.is_ascii_digit());
        if !(2..=3).contains(&parts.len()) || !parts.iter().all(digits) {
            return Ok(None);
        }
        let number = |index: usize| parts.get(index).and_then(|p: &&str| p.parse::<u32>().ok()).unwrap_or(0);
        if parts.len() == 3 && parts[0].len() == 4 {
            return self.date(Some(number(0) as i32), number(1), number(2)).map(Some);
        }
        if parts[0].len() > 2 || parts[1].len() > 2 {
            return Ok(None);
        }
        let (day, month) = match self.order {
            DateOrder::DayFirst => (number(0), number(1)),
            DateOrder::MonthFirst => (number(1), number(0)),
        };
        let year = match parts.get(2).map(|p| p.len()) {
            None => None,
            // Two figures: 1970 to 2069.
            Some(1 | 2) => Some(if number(2) < 70 { 2000 } else { 1900 } + number(2) as i32),
            Some(4) => Some(number(2) as i32),
            Some(_) => return Ok(None),
        };
        self.date(year, month, day).map(Some)
    }

    /// The day, in the year written or in the one that the lean asks for.
    fn date(&self, year: Option<i32>, month: u32, day: u32) -> Result<Day, WhenError> {
        if !(1..=12).contains(&month) {
            return Err(WhenError::NoSuchMonth { month });
        }
        let this_year = self.today.date().year();
        let year = year.unwrap_or_else(|| {
            let last = Month::new(this_year, month).last().ymd().2;
            let here = Day::from_ymd(this_year, month, day.clamp(1, last));
            match (self.lean, here) {
                (Lean::Future, Some(here)) if here < self.today => this_year + 1,
                (Lean::Past, Some(here)) if here > self.today => this_year - 1,
                _ => this_year,
            }
        });
        if !(1..=9999).contains(&year) {
            return Err(WhenError::TooFar);
        }
        let last = Month::new(year, month).last().ymd().2;
        Day::from_ymd(year, month, day).ok_or(WhenError::NoSuchDay { day, month, last })
    }
}

/// First and last day that can be written: years 1 to 9999.
const FIRST_DAY: i32 = -719_162;
const LAST_DAY: i32 = 2_932_896;

fn within(day: Day) -> Result<Day, WhenError> {
    if (FIRST_DAY..=LAST_DAY).contains(&day.0) { Ok(day) } else { Err(WhenError::TooFar) }
}

fn within_months(from: Day, months: i32) -> Result<Day, WhenError> {
    if months.abs() > 12 * 9999 { Err(WhenError::TooFar) } else { within(from.plus_months(months)) }
}

/// A length of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    /// Minutes.
    Minutes,
    /// Hours.
    Hours,
    /// Days.
    Days,
    /// Weeks.
    Weeks,
    /// Calendar months.
    Months,
    /// Calendar years.
    Years,
}

/// `90d`, `2s`, `6m`, `1a`: a count of at most five figures and a unit in either language (folded).
pub(crate) fn split_count(text: &str) -> Option<(i32, Unit)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    if !(1..=5).contains(&end) {
        return None;
    }
    let unit = match &text[end..] {
        "min" | "mins" | "minuto" | "minutos" | "minute" | "minutes" => Unit::Minutes,
        "h" | "hora" | "horas" | "hour" | "hours" => Unit::Hours,
        "" | "d" | "dia" | "dias" | "day" | "days" => Unit::Days,
        "s" | "w" | "sem" | "semana" | "semanas" | "week" | "weeks" => Unit::Weeks,
        "m" | "mes" | "meses" | "month" | "months" => Unit::Months,
        "a" | "y" | "ano" | "anos" | "year" | "years" => Unit::Years,
        _ => return None,
    };
    Some((text[..end].parse().ok()?, unit))
}

/// `9`, `17:30`, `17h`, `9.30`, `5pm` as the minute of the day.
fn time(text: &str) -> Option<u16> {
    let (text, afternoon) = match (text.strip_suffix("pm"), text.strip_suffix("am")) {
        (Some(rest), _) => (rest, Some(true)),
        (_, Some(rest)) => (rest, Some(false)),
        _ => (text.strip_suffix("hs").or(text.strip_suffix('h')).unwrap_or(text), None),
    };
    let (hour, minute) = text.split_once([':', '.', 'h']).unwrap_or((text, "0"));
    let figures = |t: &str| (1..=2).contains(&t.len()) && t.bytes().all(|b| b.is_ascii_digit());
    if !figures(hour) || !figures(minute) {
        return None;
    }
    let (mut hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
    if let Some(afternoon) = afternoon {
        if !(1..=12).contains(&hour) {
            return None;
        }
        hour = hour % 12 + if afternoon { 12 } else { 0 };
    }
    (hour < 24 && minute < 60).then_some(hour * 60 + minute)
}

/// Number 1–12 of the month whose name, Spanish or English, begins with these three letters or more.
fn month_named(word: &str) -> Option<u32> {
    const NAMES: [(&str, u32); 25] = [
        ("enero", 1),
        ("january", 1),
        ("febrero", 2),
        ("february", 2),
        ("marzo", 3),
        ("march", 3),
        ("abril", 4),
        ("april", 4),
        ("mayo", 5),
        ("may", 5),
        ("junio", 6),
        ("june", 6),
        ("julio", 7),
        ("july", 7),
        ("agosto", 8),
        ("august", 8),
        ("septiembre", 9),
        ("setiembre", 9),
        ("september", 9),
        ("octubre", 10),
        ("october", 10),
        ("noviembre", 11),
        ("november", 11),
        ("diciembre", 12),
        ("december", 12),
    ];
    let word = word.trim_end_matches('.');
    (word.len() >= 3)
        .then(|| NAMES.iter().find(|(name, _)| name.starts_with(word)).map(|(_, n)| *n))
        .flatten()
}

/// Days from Monday of the weekday whose name, Spanish or English, begins with these three letters or more.
fn weekday_named(word: &str) -> Option<u32> {
    const NAMES: [[&str; 2]; 7] = [
        ["lunes", "monday"],
        ["martes", "tuesday"],
        ["miercoles", "wednesday"],
        ["jueves", "thursday"],
        ["viernes", "friday"],
        ["sabado", "saturday"],
        ["domingo", "sunday"],
    ];
    let word = word.trim_end_matches('.');
    let begins = |names: &[&str; 2]| names.iter().any(|name| name.starts_with(word));
    (word.len() >= 3).then(|| NAMES.iter().position(begins).map(|n| n as u32)).flatten()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    /// Friday 20 November 2026, 10:30.
    fn now() -> NaiveDateTime {
        Day::parse_iso("2026-11-20").unwrap().date().and_hms_opt(10, 30, 0).unwrap()
    }

    fn when(text: &str) -> Result<Option<When>, WhenError> {
        parse_when(text, now(), DateOrder::DayFirst)
    }

    fn day(text: &str) -> Day {
        Day::parse_iso(text).unwrap()
    }

    #[rstest]
    #[case("+3d", "2026-11-23", None)]
    #[case("+ 3 días", "2026-11-23", None)]
    #[case("+2w", "2026-12-04", None)]
    #[case("+2s", "2026-12-04", None)]
    #[case("+1m", "2026-12-20", None)]
    #[case("+1a", "2027-11-20", None)]
    #[case("+1y", "2027-11-20", None)]
    #[case("+4h", "2026-11-20", Some(870))]
    #[case("+14h", "2026-11-21", Some(30))]
    #[case("+30min", "2026-11-20", Some(660))]
    #[case("+3d 9:15", "2026-11-23", Some(555))]
    #[case("hoy 17", "2026-11-20", Some(1020))]
    #[case("17:30", "2026-11-20", Some(1050))]
    #[case("mañ 9", "2026-11-21", Some(540))]
    #[case("Mañana", "2026-11-21", None)]
    #[case("tom 9", "2026-11-21", Some(540))]
    #[case("tomorrow 5pm", "2026-11-21", Some(1020))]
    #[case("pasado mañana", "2026-11-22", None)]
    #[case("lun 10:00", "2026-11-23", Some(600))]
    #[case("mon 10", "2026-11-23", Some(600))]
    #[case("vie", "2026-11-27", None)]
    #[case("mar", "2026-11-24", None)]
    #[case("mar 10:00", "2026-11-24", Some(600))]
    #[case("martes 10", "2026-11-24", Some(600))]
    #[case("mar 15", "2027-03-15", None)]
    #[case("15 mar", "2027-03-15", None)]
    #[case("15 de marzo de 2028", "2028-03-15", None)]
    #[case("15 march 9", "2027-03-15", Some(540))]
    #[case("15/7 16:30", "2027-07-15", Some(990))]
    #[case("3/12/26", "2026-12-03", None)]
    #[case("2027-04-03", "2027-04-03", None)]
    #[case("finmes", "2026-11-30", None)]
    #[case("eom", "2026-11-30", None)]
    #[case("29/02/2028", "2028-02-29", None)]
    fn a_future_date_is_understood(#[case] text: &str, #[case] expected: &str, #[case] minute: Option<u16>) {
        assert_eq!(when(text), Ok(Some(When { day: day(expected), minute })));
    }

    #[test]
    fn a_month_after_31_january_is_the_end_of_february() {
        let at = |today: &str| day(today).date().and_hms_opt(9, 0, 0).unwrap();
        let next = |today: &str| parse_when("+1m", at(today), DateOrder::DayFirst).unwrap().unwrap().day;
        assert_eq!(next("2026-01-31"), day("2026-02-28"));
        assert_eq!(next("2028-01-31"), day("2028-02-29"));
    }

    #[test]
    fn a_day_that_does_not_exist_is_refused_with_the_reason() {
        let none = |day, month, last| Err(WhenError::NoSuchDay { day, month, last });
        assert_eq!(when("31/02"), none(31, 2, 28));
        assert_eq!(when("29/02"), none(29, 2, 28));
        assert_eq!(when("29/2/2028"), Ok(Some(When { day: day("2028-02-29"), minute: None })));
        assert_eq!(when("31 feb"), none(31, 2, 28));
        assert_eq!(when("2026-02-30"), none(30, 2, 28));
        assert_eq!(when("0/5"), none(0, 5, 31));
        assert_eq!(when("3/15"), Err(WhenError::NoSuchMonth { month: 15 }));
        assert_eq!(when("lun 25:00"), Err(WhenError::NoSuchTime { text: "25:00".into() }));
    }

    #[test]
    fn the_past_is_an_error_for_what_is_to_come() {
        assert_eq!(when("ayer"), Err(WhenError::Past { day: day("2026-11-19") }));
        assert_eq!(when("2026-04-03"), Err(WhenError::Past { day: day("2026-04-03") }));
        assert_eq!(when("hoy 9"), Err(WhenError::Past { day: day("2026-11-20") }));
        assert_eq!(when("-3d"), Err(WhenError::Past { day: day("2026-11-17") }));
    }

    #[test]
    fn none_and_nothing_and_nonsense_are_told_apart() {
        assert_eq!(when("-"), Ok(None));
        assert_eq!(when("  "), Err(WhenError::Empty));
        assert_eq!(when("luego"), Err(WhenError::Unknown { text: "luego".into() }));
        assert_eq!(when("+99999a"), Err(WhenError::TooFar));
    }

    #[rstest]
    #[case("hoy", "2026-11-20")]
    #[case("ayer", "2026-11-19")]
    #[case("15 mar", "2026-03-15")]
    #[case("25/12", "2025-12-25")]
    #[case("3/4/25", "2025-04-03")]
    #[case("3/4/99", "1999-04-03")]
    #[case("vie", "2026-11-20")]
    #[case("lun", "2026-11-16")]
    #[case("-1a", "2025-11-20")]
    fn a_date_behind_is_understood(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(parse_day(text, day("2026-11-20"), DateOrder::DayFirst), Ok(day(expected)));
    }

    #[test]
    fn the_order_of_day_and_month_is_the_readers() {
        let today = day("2026-11-20");
        assert_eq!(parse_day("3/4/25", today, DateOrder::MonthFirst), Ok(day("2025-03-04")));
        assert_eq!(parse_day("2025-03-04", today, DateOrder::MonthFirst), Ok(day("2025-03-04")));
        assert!(parse_day("hoy 9", today, DateOrder::DayFirst).is_err());
    }

    proptest! {
        #[test]
        fn nothing_written_can_bring_it_down(text in "\\PC{0,24}", dated in "[-+0-9/:. a-zñ]{0,16}") {
            for text in [text, dated] {
                for order in [DateOrder::DayFirst, DateOrder::MonthFirst] {
                    if let Ok(Some(found)) = parse_when(&text, now(), order) {
                        prop_assert!(found.day >= Day::from(now().date()));
                        prop_assert!(found.minute.is_none_or(|m| m < 1440));
                    }
                    let _ = parse_day(&text, Day(20_000), order);
                }
            }
        }
    }
}
