//! Days on which a customer is not to be called for work: national holidays of Spain, and those of a province or of
//! one's own town that the user writes down.

use serde::{Deserialize, Serialize};

use super::place::Province;
use crate::domain::base::Day;
use crate::domain::base::names::fold;

/// A holiday: its day and what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holiday {
    /// Day.
    pub day: Day,
    /// What it is: a key of a national one (`constitution`), or the user's own words.
    pub name: HolidayName,
}

/// What a holiday is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HolidayName {
    /// One of all Spain, by its key.
    National(&'static str),
    /// As the user wrote it.
    Local(String),
}

/// A holiday the user wrote down: every year, or once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LocalHoliday {
    /// Year, where it is of one year only.
    pub year: Option<i32>,
    /// Month, 1 to 12.
    pub month: u32,
    /// Day of the month.
    pub day: u32,
    /// Province or zone it holds in; everywhere where empty.
    pub place: String,
    /// What it is.
    pub name: String,
}

/// Easter Sunday of a year in the Gregorian calendar (Meeus, Jones and Butcher: Astronomical Algorithms, chapter 8).
/// `None` outside the years chrono has.
pub fn easter(year: i32) -> Option<Day> {
    let a = year.rem_euclid(19);
    let b = year.div_euclid(100);
    let c = year.rem_euclid(100);
    let d = b / 4;
    let e = b % 4;
    let f = (b + 8) / 25;
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let i = c / 4;
    let k = c % 4;
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let month = (h + l - 7 * m + 114) / 31;
    let day = (h + l - 7 * m + 114) % 31 + 1;
    Day::from_ymd(year, month as u32, day as u32)
}

/// Holidays of all Spain in a year, by day: the nine of the calendar that no region may move, and Good Friday.
pub fn national(year: i32) -> Vec<Holiday> {
    const FIXED: [(u32, u32, &str); 9] = [
        (1, 1, "new-year"),
        (1, 6, "epiphany"),
        (5, 1, "labour"),
        (8, 15, "assumption"),
        (10, 12, "hispanic"),
        (11, 1, "all-saints"),
        (12, 6, "constitution"),
        (12, 8, "immaculate"),
        (12, 25, "christmas"),
    ];
    let mut all: Vec<Holiday> = FIXED
        .iter()
        .filter_map(|(month, day, key)| {
            Some(Holiday { day: Day::from_ymd(year, *month, *day)?, name: HolidayName::National(key) })
        })
        .collect();
    if let Some(sunday) = easter(year) {
        all.push(Holiday { day: sunday.plus(-2), name: HolidayName::National("good-friday") });
    }
    all.sort_by_key(|h| h.day);
    all
}

/// The first holiday on or after `from` for somebody in `province` and `zone`; national ones only where `spanish`.
pub fn next_holiday(
    from: Day,
    spanish: bool,
    province: Option<Province>,
    zone: &str,
    local: &[LocalHoliday],
) -> Option<Holiday> {
    let (year, _, _) = from.ymd();
    let here = |place: &str| {
        place.is_empty()
            || fold(place) == fold(zone)
            || province.is_some_and(|p| {
                Province::from_name(place) == Some(p) || place.parse::<u8>().ok() == Some(p.code)
            })
    };
    let mut all = Vec::new();
    for year in [year, year + 1] {
        if spanish {
            all.extend(national(year));
        }
        for own in local.iter().filter(|h| here(&h.place) && h.year.is_none_or(|y| y == year)) {
            if let Some(day) = Day::from_ymd(year, own.month, own.day) {
                all.push(Holiday { day, name: HolidayName::Local(own.name.clone()) });
            }
        }
    }
    // Of two on one day the national one, which sorts first: it was put in first.
    all.into_iter().filter(|h| h.day >= from).min_by_key(|h| h.day)
}

impl LocalHoliday {
    /// Reads a line: `29-06 Burgos: San Pedro`, `2027-06-29 Burgos: San Pedro`, `24/6: San Juan` (everywhere).
    /// Day and month in that order, or a whole date.
    pub fn parse(line: &str) -> Option<Self> {
        let line = line.trim();
        let (head, name) = line.split_once(':')?;
        let (date, place) = head.trim().split_once(char::is_whitespace).unwrap_or((head.trim(), ""));
        let name = name.trim();
        if name.is_empty() {
            return None;
        }
        let (year, month, day) = if let Some(day) = Day::parse_iso(date) {
            let (year, month, day) = day.ymd();
            (Some(year), month, day)
        } else {
            let (day, month) = date.split_once(['-', '/'])?;
            (None, month.parse().ok()?, day.parse().ok()?)
        };
        // 29 February is a day of some years.
        Day::from_ymd(year.unwrap_or(2024), month, day)?;
        Some(Self { year, month, day, place: place.trim().to_owned(), name: name.to_owned() })
    }

    /// The line that [`LocalHoliday::parse`] reads.
    pub fn line(&self) -> String {
        let date = match self.year {
            Some(year) => format!("{year:04}-{:02}-{:02}", self.month, self.day),
            None => format!("{:02}-{:02}", self.day, self.month),
        };
        let gap = if self.place.is_empty() { "" } else { " " };
        format!("{date}{gap}{}: {}", self.place, self.name)
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::domain::people::place::province_of;

    #[rstest]
    #[case("2000-04-23")]
    #[case("2024-03-31")]
    #[case("2025-04-20")]
    #[case("2026-04-05")]
    #[case("2038-04-25")]
    #[case("1818-03-22")]
    fn easter_falls_where_the_almanac_says(#[case] sunday: &str) {
        let sunday = Day::parse_iso(sunday).unwrap();
        assert_eq!(easter(sunday.ymd().0), Some(sunday));
    }

    #[test]
    fn the_next_holiday_is_national_or_of_the_place() {
        let from = Day::parse_iso("2026-06-20").unwrap();
        let own = LocalHoliday::parse("29-06 Burgos: San Pedro").unwrap();
        let burgos = province_of("09001");
        let next = |province, local: &[LocalHoliday]| next_holiday(from, true, province, "", local).unwrap();
        assert_eq!(next(burgos, std::slice::from_ref(&own)).name, HolidayName::Local("San Pedro".into()));
        assert_eq!(next(province_of("28001"), &[own]).name, HolidayName::National("assumption"));
        let december = Day::parse_iso("2026-12-26").unwrap();
        assert_eq!(next_holiday(december, true, None, "", &[]).unwrap().day.to_string(), "2027-01-01");
        assert_eq!(next_holiday(from, false, None, "", &[]), None);
    }

    #[rstest]
    #[case("29-06 Burgos: San Pedro")]
    #[case("2027-06-29 Burgos: San Pedro")]
    #[case("24-06: San Juan")]
    fn a_line_is_read_and_written_back(#[case] line: &str) {
        assert_eq!(LocalHoliday::parse(line).unwrap().line(), line);
    }

    #[rstest]
    #[case("31-02 Burgos: nada")]
    #[case("29-06 Burgos")]
    #[case("San Pedro")]
    fn a_line_without_day_or_name_is_none(#[case] line: &str) {
        assert_eq!(LocalHoliday::parse(line), None);
    }
}
