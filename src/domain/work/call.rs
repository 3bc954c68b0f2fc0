//! Putting something on the next call: the call there is takes it along, or one is planned for the next working day.

use chrono::Weekday;

use crate::domain::base::Day;
use crate::domain::people::customer::NextContact;

/// The first working day (Monday to Friday) after `today`.
pub fn next_working_day(today: Day) -> Day {
    let mut day = today.plus(1);
    while matches!(day.weekday(), Weekday::Sat | Weekday::Sun) {
        day = day.plus(1);
    }
    day
}

/// The next contact with `note` on it: the one there is keeps its day, its time and what it is about already; without
/// one, the next working day.
pub fn with_note(next: Option<&NextContact>, note: &str, today: Day) -> NextContact {
    match next {
        None => NextContact { day: next_working_day(today), minute: None, note: note.to_owned() },
        Some(next) if next.note.contains(note) => next.clone(),
        Some(next) if next.note.is_empty() => NextContact { note: note.to_owned(), ..next.clone() },
        Some(next) => NextContact { note: format!("{} · {note}", next.note), ..next.clone() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_call_there_is_takes_the_note_along_once() {
        let friday = Day::parse_iso("2026-11-20").unwrap();
        let fresh = with_note(None, "Ofrecer B", friday);
        assert_eq!((fresh.day, fresh.note.as_str()), (friday.plus(3), "Ofrecer B"));
        let planned = NextContact { day: friday.plus(10), minute: Some(600), note: "Llamar".into() };
        let both = with_note(Some(&planned), "Ofrecer B", friday);
        assert_eq!(
            (both.day, both.minute, both.note.as_str()),
            (friday.plus(10), Some(600), "Llamar · Ofrecer B")
        );
        assert_eq!(with_note(Some(&both), "Ofrecer B", friday), both);
    }
}
