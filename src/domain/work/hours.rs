//! When somebody may be called, in their own local time (mission row 39). A private person is not called before nine,
//! from nine in the evening on, at weekends or on holidays (TRLGDCU art. 96.2); a business sets its own hours, and has
//! none here. Reads no clock: now comes in as an argument, in the local time of the user.

use chrono::{NaiveDateTime, TimeDelta, TimeZone, Timelike, Weekday};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::followup::When;
use crate::domain::base::Day;
use crate::domain::people::holidays::{Holiday, LocalHoliday, next_holiday};
use crate::domain::people::place::{self, Province};

/// Hours of calls. Part of the settings of calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CallHours {
    /// First minute of the day.
    pub from: u16,
    /// First minute of the day that is too late.
    pub until: u16,
}

impl Default for CallHours {
    fn default() -> Self {
        Self { from: 9 * 60, until: 21 * 60 }
    }
}

/// Where and by what clock somebody lives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    /// Their time zone; the user's own where nothing says otherwise.
    pub zone: Tz,
    /// In Spain, as far as is known.
    pub spanish: bool,
    /// Spanish province.
    pub province: Option<Province>,
    /// The business's own zone of sale, which local holidays may name.
    pub area: String,
}

/// Why somebody must not be called now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Closed {
    /// Before the first minute.
    Early,
    /// From the last minute on.
    Late,
    /// Saturday or Sunday.
    Weekend,
    /// A holiday where they are.
    Holiday(Holiday),
}

impl Closed {
    /// Ending of its text keys.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Early => "early",
            Self::Late => "late",
            Self::Weekend => "weekend",
            Self::Holiday(_) => "holiday",
        }
    }
}

/// For so many minutes a call is made as it was agreed.
pub const AS_AGREED: u16 = 120;

/// The time zone with this IANA name.
pub fn zone_named(name: &str) -> Option<Tz> {
    name.trim().parse().ok()
}

impl Home {
    /// Of somebody with this address; `own` is the user's time zone, `timezone` an IANA name that wins over the address.
    pub fn of(
        (country, postal_code, region): (&str, &str, &str),
        area: &str,
        timezone: &str,
        own: Tz,
    ) -> Self {
        let zone = zone_named(timezone)
            .or_else(|| zone_named(place::time_zone(country, postal_code, region)?))
            .unwrap_or(own);
        Self {
            zone,
            spanish: place::is_spain(country),
            province: place::province(country, postal_code, region),
            area: area.to_owned(),
        }
    }

    /// The holiday of a day where they are.
    pub fn holiday(&self, day: Day, local: &[LocalHoliday]) -> Option<Holiday> {
        next_holiday(day, self.spanish, self.province, &self.area, local).filter(|h| h.day == day)
    }

    /// Whether a day is neither a weekend nor a holiday where they are.
    pub fn closed_day(&self, day: Day, local: &[LocalHoliday]) -> Option<Closed> {
        if matches!(day.weekday(), Weekday::Sat | Weekday::Sun) {
            return Some(Closed::Weekend);
        }
        self.holiday(day, local).map(Closed::Holiday)
    }

    /// Their local time when it is `now` for the user, who lives by `own`.
    pub fn local(&self, now: NaiveDateTime, own: Tz) -> NaiveDateTime {
        convert(now, own, self.zone)
    }

    /// Why a private person here must not be called when it is `now` for the user; `None` where they may.
    pub fn closed(
        &self,
        now: NaiveDateTime,
        own: Tz,
        hours: &CallHours,
        local: &[LocalHoliday],
    ) -> Option<Closed> {
        let theirs = self.local(now, own);
        if let Some(closed) = self.closed_day(theirs.date().into(), local) {
            return Some(closed);
        }
        let minute = minute_of(theirs);
        if minute < hours.from {
            Some(Closed::Early)
        } else if minute >= hours.until {
            Some(Closed::Late)
        } else {
            None
        }
    }

    /// The same of a call they asked for `since` minutes ago: it may be made then whatever the hour and the day; the hours
    /// hold again after [`AS_AGREED`] minutes, on the day they chose.
    pub fn closed_as_agreed(
        &self,
        since: u16,
        now: NaiveDateTime,
        own: Tz,
        hours: &CallHours,
        local: &[LocalHoliday],
    ) -> Option<Closed> {
        if since <= AS_AGREED {
            return None;
        }
        match self.closed(now, own, hours, local)? {
            closed @ (Closed::Early | Closed::Late) => Some(closed),
            Closed::Weekend | Closed::Holiday(_) => {
                let minute = minute_of(self.local(now, own));
                (minute >= hours.until)
                    .then_some(Closed::Late)
                    .or((minute < hours.from).then_some(Closed::Early))
            }
        }
    }

    /// A planned call moved to where it may be made: off weekends and holidays where they are and, where a time was
    /// written, into the hours of calls by their clock. `when` and the answer are in the user's time; the reason says
    /// what was wrong first.
    pub fn into_hours(
        &self,
        when: When,
        own: Tz,
        hours: &CallHours,
        local: &[LocalHoliday],
    ) -> (When, Option<Closed>) {
        let Some(minute) = when.minute else {
            let day = self.open_day(when.day, local);
            let why = (day != when.day).then(|| self.closed_day(when.day, local)).flatten();
            return (When { day, minute: None }, why);
        };
        let Some(asked) = at(when.day, minute) else { return (when, None) };
        let Some(why) = self.closed(asked, own, hours, local) else { return (when, None) };
        let theirs = self.local(asked, own);
        let day: Day = theirs.date().into();
        // On a day with calls the clock stays as near as it may; on another day it stays as it was, within the hours.
        let (day, minute) = match why {
            Closed::Early => (day, hours.from),
            Closed::Late => (day.plus(1), hours.from),
            Closed::Weekend | Closed::Holiday(_) => {
                (day.plus(1), minute_of(theirs).clamp(hours.from, hours.until.saturating_sub(1)))
            }
        };
        let day = self.open_day(day, local);
        let moved = at(day, minute).map_or(asked, |theirs| convert(theirs, self.zone, own));
        (When { day: moved.date().into(), minute: Some(minute_of(moved)) }, Some(why))
    }

    /// The first day from this one on that is neither a weekend nor a holiday.
    pub fn open_day(&self, mut day: Day, local: &[LocalHoliday]) -> Day {
        // A month of holidays would be somebody's mistake.
        for _ in 0..31 {
            if self.closed_day(day, local).is_none() {
                break;
            }
            day = day.plus(1);
        }
        day
    }
}

/// A moment of one clock on another. A time that the clock skips in spring is the same moment an hour later; one that it
/// shows twice in autumn is the first.
fn convert(time: NaiveDateTime, from: Tz, to: Tz) -> NaiveDateTime {
    if from == to {
        return time;
    }
    let there = from.from_local_datetime(&time).earliest();
    let there = there.or_else(|| from.from_local_datetime(&(time + TimeDelta::hours(1))).earliest());
    there.map_or(time, |moment| moment.with_timezone(&to).naive_local())
}

fn minute_of(time: NaiveDateTime) -> u16 {
    (time.hour() * 60 + time.minute()) as u16
}

fn at(day: Day, minute: u16) -> Option<NaiveDateTime> {
    day.date().and_hms_opt(u32::from(minute) / 60, u32::from(minute) % 60, 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::people::holidays::HolidayName;

    const MADRID: Tz = Tz::Europe__Madrid;

    fn time(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap()
    }

    fn home(postal_code: &str) -> Home {
        Home::of(("", postal_code, ""), "", "", MADRID)
    }

    fn closed(home: &Home, now: &str) -> Option<&'static str> {
        home.closed(time(now), MADRID, &CallHours::default(), &[]).map(|c| c.key())
    }

    fn moved(home: &Home, day: &str, minute: Option<u16>) -> (String, Option<&'static str>) {
        let when = When { day: Day::parse_iso(day).unwrap(), minute };
        let (when, why) = home.into_hours(when, MADRID, &CallHours::default(), &[]);
        let clock = when.minute.map_or(String::new(), |m| format!(" {}:{:02}", m / 60, m % 60));
        (format!("{}{clock}", when.day), why.map(|c| c.key()))
    }

    #[test]
    fn until_one_minute_to_nine_and_not_at_nine() {
        let burgos = home("09001");
        assert_eq!(closed(&burgos, "2026-11-20 08:59"), Some("early"));
        assert_eq!(closed(&burgos, "2026-11-20 09:00"), None);
        assert_eq!(closed(&burgos, "2026-11-20 20:59"), None);
        assert_eq!(closed(&burgos, "2026-11-20 21:00"), Some("late"));
        assert_eq!(closed(&burgos, "2026-11-21 12:00"), Some("weekend"));
        assert_eq!(closed(&burgos, "2026-12-08 12:00"), Some("holiday"));
    }

    #[test]
    fn a_call_they_asked_for_may_be_made_then_and_not_all_evening() {
        let burgos = home("09001");
        let agreed = |since: u16, now: &str| {
            let hours = CallHours::default();
            burgos.closed_as_agreed(since, time(now), MADRID, &hours, &[]).map(|c| c.key())
        };
        assert_eq!(agreed(0, "2026-11-20 21:30"), None, "at half past nine, as they said");
        assert_eq!(agreed(120, "2026-11-20 23:30"), None);
        assert_eq!(agreed(744, "2026-11-20 21:54"), Some("late"), "promised for the morning");
        assert_eq!(agreed(744, "2026-11-20 20:59"), None);
        assert_eq!(agreed(180, "2026-11-21 13:00"), None, "the Saturday was their choice");
        assert_eq!(agreed(690, "2026-11-21 21:30"), Some("late"));
    }

    #[test]
    fn the_canary_islands_are_an_hour_behind() {
        for code in ["35001", "38001"] {
            let islands = home(code);
            assert_eq!(closed(&islands, "2026-11-20 09:59"), Some("early"), "8:59 there");
            assert_eq!(closed(&islands, "2026-11-20 10:00"), None);
            assert_eq!(closed(&islands, "2026-11-20 21:59"), None, "20:59 there");
            assert_eq!(closed(&islands, "2026-11-20 22:00"), Some("late"));
        }
        // From the islands the mainland is an hour ahead.
        let burgos = home("09001");
        let canary = Tz::Atlantic__Canary;
        let closed = |now| burgos.closed(time(now), canary, &CallHours::default(), &[]).map(|c| c.key());
        assert_eq!((closed("2026-11-20 19:59"), closed("2026-11-20 20:00")), (None, Some("late")));
        assert_eq!((closed("2026-11-20 07:59"), closed("2026-11-20 08:00")), (Some("early"), None));
    }

    #[test]
    fn both_nights_of_the_clock_change_keep_the_hours() {
        // Spain goes to summer time on 28 March 2027 and back on 31 October 2027, both Sundays; Mexico does neither.
        let mexico = Home::of(("", "", ""), "", "America/Mexico_City", MADRID);
        let open = |now| mexico.closed(time(now), MADRID, &CallHours::default(), &[]).is_none();
        // 9:00 in Mexico is 16:00 in Madrid in winter and 17:00 in summer.
        assert!(!open("2027-03-25 15:59") && open("2027-03-25 16:00"));
        assert!(!open("2027-03-29 16:59") && open("2027-03-29 17:00"));
        assert!(!open("2027-10-29 16:59") && open("2027-10-29 17:00"));
        assert!(!open("2027-11-02 15:59") && open("2027-11-02 16:00"));
        // 2:30 does not exist on the night in spring, and is there twice in autumn: neither fails.
        assert_eq!(mexico.local(time("2027-03-28 02:30"), MADRID), time("2027-03-27 19:30"));
        assert_eq!(mexico.local(time("2027-10-31 02:30"), MADRID), time("2027-10-30 18:30"));
    }

    #[test]
    fn planned_calls_are_moved_off_closed_days_and_into_the_hours() {
        let burgos = home("09001");
        assert_eq!(moved(&burgos, "2026-11-21", None), ("2026-11-23".into(), Some("weekend")));
        assert_eq!(moved(&burgos, "2026-11-23", None), ("2026-11-23".into(), None));
        // 6 and 8 December are holidays, the 5th and 6th a weekend.
        assert_eq!(moved(&burgos, "2026-12-05", None), ("2026-12-07".into(), Some("weekend")));
        assert_eq!(moved(&burgos, "2026-12-08", Some(600)), ("2026-12-09 10:00".into(), Some("holiday")));
        assert_eq!(moved(&burgos, "2026-11-23", Some(480)), ("2026-11-23 9:00".into(), Some("early")));
        assert_eq!(moved(&burgos, "2026-11-23", Some(1260)), ("2026-11-24 9:00".into(), Some("late")));
        assert_eq!(moved(&burgos, "2026-11-20", Some(1300)), ("2026-11-23 9:00".into(), Some("late")));
        // 9:30 in Burgos is 8:30 in the islands: the call is at nine there, ten here.
        assert_eq!(
            moved(&home("35001"), "2026-11-23", Some(570)),
            ("2026-11-23 10:00".into(), Some("early"))
        );
    }

    #[test]
    fn a_holiday_of_ones_own_holds_where_it_is_written_for() {
        let local = [LocalHoliday::parse("29-06 Burgos: San Pedro").unwrap()];
        let day = Day::parse_iso("2026-06-29").unwrap();
        let name = home("09001").holiday(day, &local).map(|h| h.name);
        assert_eq!(name, Some(HolidayName::Local("San Pedro".into())));
        assert_eq!(home("28001").holiday(day, &local), None);
    }
}
