//! The one place that reads the clock. Formulas and views are given the time.

use std::sync::OnceLock;
use std::time::Instant;

use chrono::{Local, NaiveDateTime, TimeDelta};

/// Environment variable that sets the clock: `2026-11-23T10:30`. From then on it runs.
const VARIABLE: &str = "CARTERA_NOW";

static SET: OnceLock<Option<(NaiveDateTime, Instant)>> = OnceLock::new();

/// Local time; where `CARTERA_NOW` is set, that time and what has passed since the program first asked.
pub fn now() -> NaiveDateTime {
    let set = SET.get_or_init(|| {
        let text = std::env::var(VARIABLE).ok()?;
        Some((parse(&text)?, Instant::now()))
    });
    match set {
        None => Local::now().naive_local(),
        Some((start, since)) => {
            let passed = i64::try_from(since.elapsed().as_millis()).unwrap_or(i64::MAX);
            *start + TimeDelta::milliseconds(passed)
        }
    }
}

/// What `CARTERA_NOW` holds where that is no time.
pub fn unreadable() -> Option<String> {
    let text = std::env::var_os(VARIABLE)?.to_string_lossy().into_owned();
    parse(&text).is_none().then_some(text)
}

fn parse(text: &str) -> Option<NaiveDateTime> {
    ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"].iter().find_map(|f| NaiveDateTime::parse_from_str(text, f).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_clock_has_minutes_and_perhaps_seconds() {
        assert_eq!(parse("2026-11-23T10:30").unwrap().to_string(), "2026-11-23 10:30:00");
        assert_eq!(parse("2026-11-23T10:30:05").unwrap().to_string(), "2026-11-23 10:30:05");
        assert_eq!(parse("2026-11-23"), None);
    }
}
