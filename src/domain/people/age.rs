//! Age, generation and birthday: from a birth date or a birth year, never from anything else.

use serde::{Deserialize, Serialize};

use crate::domain::base::Day;

/// When somebody was born, as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Birth {
    /// The day.
    Day(Day),
    /// Only the year.
    Year(i32),
}

/// A generation: everybody born from a year on, up to the next generation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Generation {
    /// First year of birth.
    pub from: i32,
    /// What it is called.
    pub name: String,
}

impl Birth {
    /// From the two fields of a customer; the day says more than the year.
    pub fn of(day: Option<Day>, year: Option<i32>) -> Option<Self> {
        day.map(Self::Day).or(year.map(Self::Year))
    }

    /// Year of birth.
    pub fn year(self) -> i32 {
        match self {
            Self::Day(day) => day.ymd().0,
            Self::Year(year) => year,
        }
    }

    /// Whole years on a day; where only the year is known, the years reached in the course of that year. `None` for
    /// somebody not yet born.
    pub fn age(self, at: Day) -> Option<u32> {
        let (year, month, day) = at.ymd();
        let years = match self {
            Self::Year(born) => year - born,
            Self::Day(born) => {
                let (born_year, born_month, born_day) = born.ymd();
                year - born_year - i32::from((month, day) < (born_month, born_day))
            }
        };
        u32::try_from(years).ok()
    }

    /// The next birthday on or after a day; who was born on 29 February has it on the 28th in other years. `None`
    /// where only the year is known.
    pub fn next_birthday(self, from: Day) -> Option<Day> {
        let Self::Day(born) = self else { return None };
        let years = (from.ymd().0 - born.ymd().0).max(0);
        (years..=years + 1).map(|n| born.plus_years(n)).find(|day| *day >= from)
    }
}

/// The generations usual in market research, by first year of birth (Pew Research Center 2019 for the bounds up to
/// 1997; `McCrindle` 2010 for Alpha). Names are Spanish usage; they are a setting.
pub fn usual_generations() -> Vec<Generation> {
    [(1928, "Silenciosa"), (1946, "Boomer"), (1965, "X"), (1981, "Millennial"), (1997, "Z"), (2013, "Alfa")]
        .map(|(from, name)| Generation { from, name: name.into() })
        .into()
}

/// The generation of a year of birth: the last one that began by then. `None` before the first.
pub fn generation(year: i32, generations: &[Generation]) -> Option<&Generation> {
    generations.iter().filter(|g| g.from <= year).max_by_key(|g| g.from)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn day(text: &str) -> Day {
        Day::parse_iso(text).unwrap()
    }

    #[rstest]
    #[case("1980-11-20", 46)]
    #[case("1980-11-21", 45)]
    #[case("2026-11-20", 0)]
    fn age_is_whole_years_on_the_day(#[case] born: &str, #[case] age: u32) {
        assert_eq!(Birth::Day(day(born)).age(day("2026-11-20")), Some(age));
    }

    #[test]
    fn nobody_has_an_age_before_birth_and_nothing_follows_from_nothing() {
        assert_eq!(Birth::Day(day("2026-11-21")).age(day("2026-11-20")), None);
        assert_eq!(Birth::Year(2027).age(day("2026-11-20")), None);
        assert_eq!(Birth::of(None, None), None);
        assert_eq!(Birth::of(None, Some(1980)).and_then(|b| b.next_birthday(day("2026-11-20"))), None);
    }

    #[rstest]
    #[case("1980-11-20", "2026-11-20", "2026-11-20")]
    #[case("1980-11-19", "2026-11-20", "2027-11-19")]
    #[case("1980-12-31", "2026-11-20", "2026-12-31")]
    #[case("2000-02-29", "2026-02-01", "2026-02-28")]
    #[case("2000-02-29", "2028-02-01", "2028-02-29")]
    fn the_next_birthday_is_today_at_the_earliest(
        #[case] born: &str,
        #[case] from: &str,
        #[case] next: &str,
    ) {
        assert_eq!(Birth::Day(day(born)).next_birthday(day(from)), Some(day(next)));
    }

    #[rstest]
    #[case(1927, None)]
    #[case(1945, Some("Silenciosa"))]
    #[case(1946, Some("Boomer"))]
    #[case(1980, Some("X"))]
    #[case(1981, Some("Millennial"))]
    #[case(2012, Some("Z"))]
    #[case(2025, Some("Alfa"))]
    fn each_year_is_of_one_generation(#[case] year: i32, #[case] name: Option<&str>) {
        let all = usual_generations();
        assert_eq!(generation(year, &all).map(|g| g.name.as_str()), name);
        let shuffled: Vec<Generation> = all.iter().rev().cloned().collect();
        assert_eq!(generation(year, &shuffled).map(|g| g.name.as_str()), name);
    }
}
