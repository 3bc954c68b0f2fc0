//! The one place of the command line that reads the clock. Everything else gets the time as an argument.

use chrono::{Local, NaiveDateTime};

/// Environment variable that stands in for the clock: `2026-11-23T10:30`.
const VARIABLE: &str = "CARTERA_NOW";

/// Local time; what `CARTERA_NOW` says where it is set. Its text where it cannot be read.
pub fn now() -> Result<NaiveDateTime, String> {
    match std::env::var_os(VARIABLE) {
        None => Ok(Local::now().naive_local()),
        Some(text) => {
            let text = text.to_string_lossy().into_owned();
            parse(&text).ok_or(text)
        }
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
