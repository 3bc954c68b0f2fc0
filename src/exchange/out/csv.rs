//! CSV: UTF-8, commas, a header, a line end after each row; texts stand in quotes, numbers and days do not, so that a
//! spreadsheet told to take quoted fields as text loses no leading zero. What a spreadsheet would take for a formula is disarmed
//! with an apostrophe before it, which our own import takes off again: the way out and back changes no value.

use std::io::{self, Write};

use super::{Cell, Tables};

/// What makes a spreadsheet compute, or keep, what follows it.
const ARMED: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// A text that no spreadsheet takes for a formula: an apostrophe before what begins like one and is neither a number
/// nor a phone, and before apostrophes that the way back would take for it.
pub fn disarmed(text: &str) -> String {
    let inner = text.trim_start_matches('\'');
    let quoted = inner.len() < text.len();
    let armed = inner.starts_with(ARMED) && (quoted || !is_figure(inner))
        || quoted && inner.starts_with(|c: char| c.is_ascii_digit());
    if armed { format!("'{text}") } else { text.to_owned() }
}

/// A code: `17850.0` is a code too, which an import would take for the number that a spreadsheet made of 17850.
pub fn disarmed_code(code: &str) -> String {
    let spoilt = code
        .strip_suffix(".0")
        .is_some_and(|head| !head.is_empty() && head.bytes().all(|b| b.is_ascii_digit()));
    if spoilt { format!("'{code}") } else { disarmed(code) }
}

/// `+34 600 11 22 33`, `-12.50`, `+1 (416) 252 54 58`: a sign and figures that nobody can reckon with; `+34-600` is a
/// difference.
fn is_figure(text: &str) -> bool {
    text.strip_prefix(['+', '-']).is_some_and(|rest| {
        // Two figures with a blank between them are no sum.
        let figure = |at: usize| rest.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
        let apart = rest.match_indices(' ').any(|(at, _)| at > 0 && figure(at - 1) && figure(at + 1));
        rest.contains(|c: char| c.is_ascii_digit())
            && rest.chars().all(|c| {
                c.is_ascii_digit() || matches!(c, ' ' | '.' | ',') || apart && matches!(c, '-' | '(' | ')')
            })
    })
}

/// A field in quotes.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// Writes one table; a second one begins after an empty line.
pub struct Csv<W: Write> {
    out: ::csv::Writer<W>,
    begun: bool,
    codes: Vec<bool>,
}

impl<W: Write> Csv<W> {
    /// Nothing written yet.
    pub fn new(out: W) -> Self {
        Self {
            // Quotes are ours: a writer sets them for all fields or where they must be.
            out: ::csv::WriterBuilder::new()
                .flexible(true)
                .quote_style(::csv::QuoteStyle::Never)
                .from_writer(out),
            begun: false,
            codes: Vec::new(),
        }
    }

    /// Everything is out.
    pub fn finish(mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl<W: Write> Tables for Csv<W> {
    fn table(&mut self, _: &str, headings: &[String]) -> io::Result<()> {
        if std::mem::replace(&mut self.begun, true) {
            self.out.write_record([""]).map_err(io::Error::from)?;
        }
        self.codes = headings.iter().map(|h| matches!(h.as_str(), "id" | "customer_id" | "code")).collect();
        let plain = |heading: &String| !heading.contains([',', '"', '\n', '\r']);
        let headings = headings.iter().map(|h| if plain(h) { h.clone() } else { quoted(h) });
        self.out.write_record(headings).map_err(io::Error::from)
    }

    fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        for (at, cell) in cells.iter().enumerate() {
            let is_code = self.codes.get(at).copied().unwrap_or(false);
            let field = match cell {
                Cell::Text(text) if is_code => quoted(&disarmed_code(text)),
                Cell::Text(text) => quoted(&disarmed(text)),
                other => other.plain(),
            };
            self.out.write_field(field).map_err(io::Error::from)?;
        }
        self.out.write_record(None::<&[u8]>).map_err(io::Error::from)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::exchange::cells_read_back;

    #[test]
    fn a_formula_is_disarmed_and_a_phone_stays() {
        for (text, written) in [
            ("=2+2", "'=2+2"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("+34 600 11 22 33", "+34 600 11 22 33"),
            ("+1 (416) 252 54 58", "+1 (416) 252 54 58"),
            ("+34-600-11", "'+34-600-11"),
            ("+34 600 11-22-33", "+34 600 11-22-33"),
            ("+34 - 5", "'+34 - 5"),
            ("--5", "'--5"),
            ("-(5)", "'-(5)"),
            ("-12.50", "-12.50"),
            ("-1+cmd|' /C calc'!A0", "'-1+cmd|' /C calc'!A0"),
            ("'=1", "''=1"),
            ("'5", "''5"),
            ("'t Hooft", "'t Hooft"),
        ] {
            assert_eq!(disarmed(text), written);
        }
        assert_eq!(disarmed_code("17850.0"), "'17850.0");
    }

    proptest! {
        #[test]
        fn what_goes_out_comes_back_the_same(text in "[-'=+@0-9a .]{0,8}") {
            let text = text.trim();
            prop_assert_eq!(cells_read_back(disarmed(text).as_bytes()), text);
            let first = disarmed(text).chars().next();
            prop_assert!(first.is_none_or(|c| !ARMED.contains(&c)) || is_figure(text));
        }
    }
}
