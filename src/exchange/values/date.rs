//! Dates as files write them: what the order of a column is, and which day a cell means.

use crate::domain::base::Day;
use crate::exchange::values::months;

/// In which order day, month and year come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DateOrder {
    /// 31/12/2026
    Dmy,
    /// 12/31/2026
    Mdy,
    /// 2026-12-31
    Ymd,
}

impl DateOrder {
    /// `dmy`, `mdy` or `ymd`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Dmy => "dmy",
            Self::Mdy => "mdy",
            Self::Ymd => "ymd",
        }
    }

    /// The order with this code.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Dmy, Self::Mdy, Self::Ymd].into_iter().find(|o| o.code() == code)
    }
}

/// What one cell says about the order of its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// Nothing: empty, a serial number, a month in words, or no date.
    None,
    /// The year comes first.
    YearFirst,
    /// It can only be this one.
    Only(DateOrder),
    /// Both numbers can be a month.
    Either,
    /// Day and month are the same number: either order gives the same day.
    Same,
}

/// Why a cell is no day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The form of a date, but in no calendar.
    Impossible,
    /// A month without a day (05/2026, mayo 2026).
    Month,
    /// Not the form of a date.
    Form,
}

/// Three numbers between `-`, `/` or `.`, and the number of digits of the first.
fn parts(cell: &[u8]) -> Option<([u32; 3], [u8; 3])> {
    let (mut values, mut lengths, mut at) = ([0_u32; 3], [0_u8; 3], 0);
    for (i, &byte) in cell.iter().enumerate() {
        match byte {
            b'0'..=b'9' => {
                if lengths[at] == 4 {
                    return None;
                }
                values[at] = values[at] * 10 + u32::from(byte - b'0');
                lengths[at] += 1;
            }
            b'-' | b'/' | b'.' if at < 2 && lengths[at] > 0 => at += 1,
            // A time follows.
            b' ' | b'T' | b't' | b',' | b'Z' | b'+' if at == 2 && lengths[2] > 0 && i > 5 => break,
            _ => return None,
        }
    }
    (at == 2 && lengths[2] > 0).then_some((values, lengths))
}

/// Eight digits of a date without marks: the year comes first where that is one (`20260131`), else last (`31012026`).
fn compact(cell: &[u8]) -> Option<(i32, u32, u32)> {
    // A time may follow: `20260131T103000Z`.
    let cell = match cell {
        [day @ .., _, _, _, _, _, _, b'Z'] if day.last() == Some(&b'T') => &day[..day.len() - 1],
        _ => cell,
    };
    if cell.len() != 8 || !cell.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let number = cell.iter().fold(0_u32, |n, b| n * 10 + u32::from(b - b'0'));
    let last = number % 10_000;
    if !(1800..2200).contains(&(number / 10_000))
        && (1800..2200).contains(&last)
        && number / 10_000 % 100 <= 12
    {
        return Some((last as i32, number / 10_000 % 100, number / 1_000_000));
    }
    Some(((number / 10_000) as i32, number / 100 % 100, number % 100))
}

/// What a cell says about the order.
pub fn evidence(cell: &[u8]) -> Evidence {
    if compact(cell).is_some() {
        return Evidence::YearFirst;
    }
    let Some(([a, b, _], [digits, _, last])) = parts(cell) else { return Evidence::None };
    match (digits > 2, a, b) {
        (true, ..) => Evidence::YearFirst,
        (_, 13.., 1..=12) => Evidence::Only(DateOrder::Dmy),
        (_, 1..=12, 13..) => Evidence::Only(DateOrder::Mdy),
        // With points and four figures of a year nobody writes the month first.
        (_, 1..=12, 1..=12) if cell.contains(&b'.') && last > 2 => Evidence::Only(DateOrder::Dmy),
        (_, 1..=12, 1..=12) if a != b => Evidence::Either,
        (_, 1..=12, 1..=12) => Evidence::Same,
        _ => Evidence::None,
    }
}

/// The day that a cell means, or `None` where it is empty or an empty date (`0/0/00`, `0000-00-00`). Times of day
/// are passed over: a day is what the source's own clock says.
pub fn parse(cell: &[u8], order: DateOrder) -> Result<Option<Day>, Fault> {
    if cell.is_empty() {
        return Ok(None);
    }
    if let Some((year, month, day)) = compact(cell) {
        return Day::from_ymd(year, month, day).map(Some).ok_or(Fault::Impossible);
    }
    let Some((values, lengths)) = parts(cell) else {
        return if month(cell).is_some() { Err(Fault::Month) } else { in_words(cell).map(Some) };
    };
    if values == [0; 3] {
        return Ok(None);
    }
    let (year, length, month, day) = match order {
        _ if lengths[0] > 2 => (values[0], lengths[0], values[1], values[2]),
        DateOrder::Dmy => (values[2], lengths[2], values[1], values[0]),
        DateOrder::Mdy => (values[2], lengths[2], values[0], values[1]),
        DateOrder::Ymd if lengths[2] > 2 => return Err(Fault::Form),
        DateOrder::Ymd => (values[0], lengths[0], values[1], values[2]),
    };
    let year = full_year(year, length);
    // A year that lost or gained a figure; the year 0 is what some write for none.
    let day = Day::from_ymd(year, month, day).filter(|_| !(2..OLDEST).contains(&year));
    day.map(Some).ok_or(Fault::Impossible)
}

/// The first year of which anybody keeps a day.
const OLDEST: i32 = 1800;

/// The month of a year of four figures and a month, in figures.
pub(in crate::exchange) fn month(cell: &[u8]) -> Option<u32> {
    let number = |part: &[u8]| -> Option<u32> { std::str::from_utf8(part).ok()?.parse().ok() };
    let mut parts = cell.split(|b| matches!(b, b'-' | b'/' | b'.'));
    let (first, second, None) = (parts.next()?, parts.next()?, parts.next()) else { return None };
    let (year, month) = if first.len() == 4 { (first, second) } else { (second, first) };
    let dated = year.len() == 4
        && (1..=2).contains(&month.len())
        && number(year).is_some_and(|year| (1900..2200).contains(&year));
    number(month).filter(|month| dated && (1..=12).contains(month))
}

/// 70 and later belong to the twentieth century.
pub(in crate::exchange) const fn full_year(year: u32, digits: u8) -> i32 {
    match (digits > 2, year) {
        (true, _) => year as i32,
        (false, 0..70) => 2000 + year as i32,
        (false, _) => 1900 + year as i32,
    }
}

/// A spreadsheet's serial number, or a month in words (`12 ene 2024`, `Jan 5, 2026`, `5-dic-24`).
fn in_words(cell: &[u8]) -> Result<Day, Fault> {
    let text = std::str::from_utf8(cell).map_err(|_| Fault::Form)?;
    let whole = text.split(['.', ',']).next().unwrap_or(text);
    // Seconds or milliseconds since 1970, as programs write them that are no spreadsheet.
    match (whole.len(), whole.parse::<i64>()) {
        (10, Ok(seconds @ 946_684_800..=4_102_444_799)) => return Ok(Day((seconds / 86_400) as i32)),
        (13, Ok(millis)) if (946_684_800_000..4_102_444_800_000).contains(&millis) => {
            return Ok(Day((millis / 86_400_000) as i32));
        }
        _ => {}
    }
    if let (5, Ok(serial @ 10_000..=80_000)) = (whole.len(), whole.parse::<i32>()) {
        // Day 1 is 1900-01-01 and the sheet believes in 1900-02-29: 25,569 is 1970-01-01.
        return Ok(Day(serial - 25_569));
    }
    if text.len() > 40 {
        return Err(Fault::Form);
    }
    months::parse(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, order: DateOrder) -> Result<Option<String>, Fault> {
        parse(text.as_bytes(), order).map(|day| day.map(|d| d.to_string()))
    }

    #[test]
    fn days_are_read_in_every_form() {
        use DateOrder::{Dmy, Mdy, Ymd};
        let cases = [
            ("2010-12-01 08:26:00", Ymd, "2010-12-01"),
            ("2026-05-01 10:00:00 +0200", Dmy, "2026-05-01"),
            ("2026-05-01T10:00:00Z", Dmy, "2026-05-01"),
            ("2026/5/1", Dmy, "2026-05-01"),
            ("1709802000", Dmy, "2024-03-07"),
            ("1709802000123", Mdy, "2024-03-07"),
            ("Mar 6, 2024 1:00:00 PM", Dmy, "2024-03-06"),
            ("12/1/2010 8:26", Mdy, "2010-12-01"),
            ("7/28/26 1:33 PM", Mdy, "2026-07-28"),
            ("31/12/2025 14:05", Dmy, "2025-12-31"),
            ("06.10.26", Dmy, "2026-10-06"),
            ("01-02-99", Dmy, "1999-02-01"),
            ("19970101", Dmy, "1997-01-01"),
            ("45000", Dmy, "2023-03-15"),
            ("12 ene 2024", Dmy, "2024-01-12"),
            ("Jan 5, 2026", Mdy, "2026-01-05"),
            ("3 de marzo de 2024", Dmy, "2024-03-03"),
            ("lunes, 5 de febrero de 2024", Dmy, "2024-02-05"),
            ("martes 5 de marzo de 2024", Dmy, "2024-03-05"),
            ("mar, 6 feb 2024", Dmy, "2024-02-06"),
            ("mar 6, 2024", Mdy, "2024-03-06"),
            ("Wed, 03 Jan 2024 10:00:00 GMT", Mdy, "2024-01-03"),
            ("Jan 5th, 2024", Mdy, "2024-01-05"),
            ("1 ene 2024 0:12:34 UTC", Dmy, "2024-01-01"),
            ("2024-01-13+01:00", Dmy, "2024-01-13"),
            ("20240113T103000Z", Dmy, "2024-01-13"),
            ("13012024", Dmy, "2024-01-13"),
        ];
        for (text, order, expected) in cases {
            assert_eq!(read(text, order), Ok(Some(expected.to_owned())), "{text}");
        }
    }

    #[test]
    fn an_impossible_day_is_told_from_no_date() {
        assert_eq!(read("31/02/2026", DateOrder::Dmy), Err(Fault::Impossible));
        assert_eq!(read("20260231", DateOrder::Dmy), Err(Fault::Impossible));
        assert_eq!(read("soon", DateOrder::Dmy), Err(Fault::Form));
        assert_eq!(read("1/2", DateOrder::Dmy), Err(Fault::Form));
        for month in ["05/2026", "2026-05", "mayo 2026", "May 2026", "may. de 2026"] {
            assert_eq!(read(month, DateOrder::Dmy), Err(Fault::Month), "{month}");
        }
        assert_eq!(read("0/0/00", DateOrder::Dmy), Ok(None));
        assert_eq!(read("", DateOrder::Dmy), Ok(None));
    }

    #[test]
    fn any_day_over_twelve_settles_the_order() {
        assert_eq!(evidence(b"13/01/2026"), Evidence::Only(DateOrder::Dmy));
        assert_eq!(evidence(b"1/13/2026"), Evidence::Only(DateOrder::Mdy));
        assert_eq!(evidence(b"02/03/04"), Evidence::Either);
        assert_eq!(evidence(b"03/03/2024"), Evidence::Same);
        assert_eq!(evidence(b"2024-03-12 09:14"), Evidence::YearFirst);
        assert_eq!(evidence(b"31/02/2026"), Evidence::Only(DateOrder::Dmy));
    }
}
