//! JSON that no terminal obeys, and that every reader of JSON takes back exactly.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Map, Value};

use super::visible::visible;

/// Writes JSON in which no character can act on a terminal: what [`visible`] would change is escaped as `\uXXXX`,
/// which every reader of JSON takes back exactly.
pub fn write_json<W: Write>(out: W, value: &impl Serialize) -> io::Result<()> {
    let mut serializer = serde_json::Serializer::with_formatter(out, Calm);
    value.serialize(&mut serializer).map_err(io::Error::from)
}

struct Calm;

impl serde_json::ser::Formatter for Calm {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        if fragment.bytes().all(|b| (0x20..0x7f).contains(&b)) {
            return out.write_all(fragment.as_bytes());
        }
        let mut letter = [0; 4];
        for c in fragment.chars() {
            let text = c.encode_utf8(&mut letter);
            if c.is_alphanumeric() || *visible(text) == *text {
                out.write_all(text.as_bytes())?;
            } else {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    write!(out, "\\u{unit:04x}")?;
                }
            }
        }
        Ok(())
    }
}

/// A moment as text: `2026-11-23T10:30:00`.
pub fn moment(at: chrono::NaiveDateTime) -> String {
    at.format("%Y-%m-%dT%H:%M:%S").to_string()
}

/// The map inside an object made by `json!`.
pub fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_escapes_what_a_terminal_would_obey_and_reads_back_the_same() {
        let text = "Ana\u{1b}[31m\u{7f}\u{9b}\u{202e}\u{200b}ñ 日本 👩\u{200d}🔧";
        let mut bytes = Vec::new();
        write_json(&mut bytes, &serde_json::json!({ "name": text })).unwrap();
        let written = String::from_utf8(bytes.clone()).unwrap();
        assert!(!written.chars().any(|c| c.is_control() || c == '\u{202e}' || c == '\u{200b}'), "{written}");
        assert!(written.contains("ñ 日本 👩"));
        let back: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(back["name"], text);
    }
}
