//! Calendar days and months as integers, so that a portfolio of ten million purchases stays small
//! and no formula can depend on a time zone or on the clock.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

/// A calendar day: days since 1970-01-01 (negative before it). Written `YYYY-MM-DD`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Day(pub i32);

/// A calendar month: `12·year + (month − 1)`. Written `YYYY-MM`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Month(pub i32);

const EPOCH: NaiveDate = match NaiveDate::from_ymd_opt(1970, 1, 1) {
    Some(day) => day,
    None => panic!("the epoch exists"),
};

impl Day {
    /// The day with this year, month (1–12) and day of the month, if there is one.
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month, day).map(Self::from)
    }

    /// Reads `YYYY-MM-DD` and nothing else.
    pub fn parse_iso(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
            return None;
        }
        Self::from_ymd(
            text.get(..4)?.parse().ok()?,
            text.get(5..7)?.parse().ok()?,
            text.get(8..)?.parse().ok()?,
        )
    }

    /// The same day as a chrono date.
    pub fn date(self) -> NaiveDate {
        if self.0 >= 0 {
            EPOCH + Days::new(self.0 as u64)
        } else {
            EPOCH - Days::new(u64::from(self.0.unsigned_abs()))
        }
    }

    /// `(year, month 1–12, day 1–31)`.
    pub fn ymd(self) -> (i32, u32, u32) {
        let date = self.date();
        (date.year(), date.month(), date.day())
    }

    /// The month this day is in.
    pub fn month(self) -> Month {
        let (year, month, _) = self.ymd();
        Month::new(year, month)
    }

    /// Day of the week.
    pub fn weekday(self) -> Weekday {
        self.date().weekday()
    }

    /// This day plus `n` days.
    #[must_use]
    pub const fn plus(self, n: i32) -> Self {
        Self(self.0.saturating_add(n))
    }

    /// The same day of the month `n` calendar years later; 29 February becomes the 28th where there is none.
    #[must_use]
    pub fn plus_years(self, n: i32) -> Self {
        self.plus_months(n.saturating_mul(12))
    }

    /// The same day `n` calendar months later, or the last day of that month where there is none.
    #[must_use]
    pub fn plus_months(self, n: i32) -> Self {
        let (_, _, day) = self.ymd();
        let month = Month(self.month().0.saturating_add(n));
        let last = month.last();
        let first = month.first();
        Self((first.0 + day as i32 - 1).min(last.0))
    }
}

impl Month {
    /// The month `month` (1–12) of `year`.
    pub const fn new(year: i32, month: u32) -> Self {
        Self(year * 12 + month as i32 - 1)
    }

    /// Reads `YYYY-MM` and nothing else.
    pub fn parse(text: &str) -> Option<Self> {
        let (year, month) = text.split_once('-')?;
        if year.len() != 4 || month.len() != 2 {
            return None;
        }
        let month: u32 = month.parse().ok()?;
        (1..=12).contains(&month).then_some(Self::new(year.parse().ok()?, month))
    }

    /// `(year, month 1–12)`.
    pub const fn ym(self) -> (i32, u32) {
        (self.0.div_euclid(12), self.0.rem_euclid(12) as u32 + 1)
    }

    /// First day of the month.
    pub fn first(self) -> Day {
        let (year, month) = self.ym();
        // Every month of chrono's 262,000 years has a first; outside them the nearest end stands in.
        Day::from_ymd(year, month, 1).unwrap_or(Day(if year < 0 { i32::MIN / 2 } else { i32::MAX / 2 }))
    }

    /// Last day of the month.
    pub fn last(self) -> Day {
        self.next().first().plus(-1)
    }

    /// The month after.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0 + 1)
    }

    /// The month before.
    #[must_use]
    pub const fn previous(self) -> Self {
        Self(self.0 - 1)
    }
}

impl From<NaiveDate> for Day {
    fn from(date: NaiveDate) -> Self {
        Self(date.signed_duration_since(EPOCH).num_days() as i32)
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (year, month, day) = self.ymd();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl std::fmt::Display for Month {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (year, month) = self.ym();
        write!(f, "{year:04}-{month:02}")
    }
}

impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.to_string()
    }
}

impl TryFrom<String> for Day {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        Self::parse_iso(&text).ok_or_else(|| format!("“{text}” is not a day (YYYY-MM-DD)"))
    }
}

impl From<Month> for String {
    fn from(month: Month) -> Self {
        month.to_string()
    }
}

impl TryFrom<String> for Month {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or_else(|| format!("“{text}” is not a month (YYYY-MM)"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse_iso(text).unwrap()
    }

    #[test]
    fn a_year_after_29_february_is_the_28th() {
        assert_eq!(day("2024-02-29").plus_years(1), day("2025-02-28"));
        assert_eq!(day("2024-02-29").plus_years(4), day("2028-02-29"));
    }

    #[test]
    fn a_month_after_31_january_is_the_last_of_february() {
        assert_eq!(day("2026-01-31").plus_months(1), day("2026-02-28"));
        assert_eq!(day("2028-01-31").plus_months(1), day("2028-02-29"));
    }

    #[test]
    fn days_and_months_are_written_and_read_back() {
        for text in ["1969-12-31", "1970-01-01", "2026-11-20", "0001-01-01"] {
            assert_eq!(day(text).to_string(), text);
        }
        assert_eq!(Month::parse("2026-11").unwrap().to_string(), "2026-11");
        assert_eq!(Month::parse("2026-13"), None);
        assert_eq!(Day::parse_iso("2026-02-30"), None);
    }

    #[test]
    fn a_month_ends_the_day_before_the_next_begins() {
        assert_eq!(Month::new(2026, 12).last(), day("2026-12-31"));
        assert_eq!(Month::new(2026, 2).last(), day("2026-02-28"));
    }
}
