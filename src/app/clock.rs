//! The one place that reads the clock. Everything else is given the time.

use std::sync::OnceLock;
use std::time::Instant;

use chrono::{Local, NaiveDateTime, TimeDelta};

/// Environment variable that sets the clock: `2026-11-23T10:30`. It goes on from there.
const VARIABLE: &str = "CARTERA_NOW";

/// Where a set clock began, and when that was.
static SET: OnceLock<Option<(NaiveDateTime, Instant)>> = OnceLock::new();

/// Local time; the text of `CARTERA_NOW` where that is set and cannot be read.
pub fn check() -> Result<NaiveDateTime, String> {
    match std::env::var_os(VARIABLE) {
        Some(text) if parse(&text.to_string_lossy()).is_none() => Err(text.to_string_lossy().into_owned()),
        _ => Ok(now()),
    }
}

/// Local time, or the time of a set clock.
pub fn now() -> NaiveDateTime {
    let set = SET.get_or_init(|| {
        let start = std::env::var_os(VARIABLE).and_then(|text| parse(&text.to_string_lossy()))?;
        Some((start, Instant::now()))
    });
    match set {
        Some((start, since)) => *start + TimeDelta::from_std(since.elapsed()).unwrap_or_default(),
        None => Local::now().naive_local(),
    }
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
