//! Numbers as people and programs write them: what the decimal mark of a column is, and what a cell is worth.

use rust_decimal::Decimal;

/// The decimal mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mark {
    /// `1,234.56`
    Point,
    /// `1.234,56`
    Comma,
}

impl Mark {
    /// The character.
    pub const fn as_char(self) -> char {
        match self {
            Self::Point => '.',
            Self::Comma => ',',
        }
    }

    /// `.` or `,`.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "." => Some(Self::Point),
            "," => Some(Self::Comma),
            _ => None,
        }
    }
}

/// What one cell says about the decimal mark of its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// Nothing: no mark in it.
    None,
    /// It can only be this one.
    Only(Mark),
    /// `1.000` or `1,000`: a thousand or one.
    Either,
}

/// What a cell says about the decimal mark. `1,12` can only be a decimal comma: groups have three digits.
pub fn evidence(cell: &[u8]) -> Evidence {
    let (mut points, mut commas, mut last, mut before, mut after, mut zero) =
        (0, 0, None, 0_usize, 0_usize, false);
    let mut letters = false;
    for (i, &byte) in cell.iter().enumerate() {
        match byte {
            // `Pág. 2` is no number, nor is the point of `Rs. 500` a decimal mark.
            b'.' | b',' if letters && before == 0 => return Evidence::None,
            b'.' | b',' => {
                points += usize::from(byte == b'.');
                commas += usize::from(byte == b',');
                last = Some(if byte == b'.' { Mark::Point } else { Mark::Comma });
                if points + commas > 1 {
                    before = 4;
                }
                after = 0;
            }
            b'0'..=b'9' => {
                if last.is_none() {
                    zero = before == 0 && byte == b'0';
                    before += 1;
                } else {
                    after += 1;
                }
            }
            b'a'..=b'z' | b'A'..=b'Z' => {
                let power = byte | 32 == b'e'
                    && cell.get(i + 1).is_some_and(|b| b.is_ascii_digit() || matches!(b, b'+' | b'-'));
                if last.is_some() && (after == 0 || power) {
                    return Evidence::None;
                }
                letters = true;
            }
            _ => {}
        }
    }
    let Some(last) = last else { return Evidence::None };
    let other = if last == Mark::Point { Mark::Comma } else { Mark::Point };
    match (points, commas) {
        (1.., 1..) => Evidence::Only(last),
        (2.., 0) | (0, 2..) => Evidence::Only(other),
        // `0.500` and `1234.500` have no group before the mark; `.500` neither.
        _ if after == 3 && !zero && (1..=3).contains(&before) => Evidence::Either,
        _ => Evidence::Only(last),
    }
}

/// The value of a cell, or `None` where it is no number with this decimal mark. Currency signs, blanks between
/// groups, `−`, a minus behind and parentheses are understood; scientific notation is not.
pub fn parse(cell: &[u8], mark: Mark) -> Option<Decimal> {
    let point = if mark == Mark::Point { b'.' } else { b',' };
    if let Some(value) = plain(cell, point) {
        return Some(value);
    }
    lenient(std::str::from_utf8(cell).ok()?, mark)
}

/// `-1234.56` and nothing else: nearly every cell, without allocating.
fn plain(cell: &[u8], point: u8) -> Option<Decimal> {
    let (negative, digits) = match cell {
        [b'-', rest @ ..] => (true, rest),
        _ => (false, cell),
    };
    if digits.is_empty() || digits.len() > 18 {
        return None;
    }
    let (mut value, mut scale, mut seen) = (0_i64, 0_u32, false);
    for &byte in digits {
        if byte.is_ascii_digit() {
            value = value * 10 + i64::from(byte - b'0');
            scale += u32::from(seen);
        } else if byte == point && !seen {
            seen = true;
        } else {
            return None;
        }
    }
    if seen && (scale == 0 || digits.len() == scale as usize + 1) {
        return None;
    }
    Some(Decimal::new(if negative { -value } else { value }, scale))
}

fn lenient(text: &str, mark: Mark) -> Option<Decimal> {
    let (mut negative, mut digits, mut group, mut groups, mut decimals) =
        (false, String::new(), 0_usize, 0_usize, None);
    let (mut unit, mut behind, mut open) = (String::new(), false, false);
    let mut separator = None;
    for c in text.trim().trim_matches('\'').chars() {
        match c {
            '0'..='9' => {
                // Figures, letters and figures again are no number.
                if behind {
                    return None;
                }
                digits.push(c);
                match &mut decimals {
                    Some(count) => *count += 1_u32,
                    None => group += 1,
                }
            }
            c if c == mark.as_char() => {
                if decimals.is_some() || (groups > 0 && group != 3) {
                    return None;
                }
                decimals = Some(0);
            }
            '.' | ',' | '’' | '\'' => {
                if decimals.is_some() || group == 0 || group > 3 || (groups > 0 && group != 3) {
                    return None;
                }
                if *separator.get_or_insert(c) != c {
                    return None;
                }
                groups += 1;
                group = 0;
            }
            '-' | '−' if !negative => negative = true,
            '+' if digits.is_empty() => {}
            '(' if !open && digits.is_empty() => {
                open = true;
                negative = true;
            }
            ')' if open => open = false,
            '%' | '€' | '$' | '£' | '¥' | ' ' | '\u{A0}' | '\u{202F}' | '\u{2009}' => {}
            c if c.is_ascii_alphabetic() && unit.len() < 5 => {
                behind |= !digits.is_empty();
                unit.push(c);
            }
            _ => return None,
        }
    }
    if digits.is_empty()
        || open
        || !(unit.is_empty() || is_currency(&unit, text))
        || (groups > 0 && decimals.is_none() && group != 3)
        || digits.len() > 28
    {
        return None;
    }
    let mut value: Decimal = digits.parse().ok()?;
    value.set_scale(decimals.unwrap_or(0)).ok()?;
    value.set_sign_negative(negative && !value.is_zero());
    Some(value)
}

/// Whether the letters beside a number name a currency: `EUR`, `euros`, `US$`.
fn is_currency(unit: &str, text: &str) -> bool {
    let large = unit.bytes().all(|b| b.is_ascii_uppercase());
    match unit.len() {
        1 | 2 => large && text.contains('$'),
        3 if large => true,
        _ => ["eur", "euro", "euros"].iter().any(|word| unit.eq_ignore_ascii_case(word)),
    }
}

/// Whether a cell says that there is nothing: the dash that accounts write for zero, with or without its currency.
pub fn is_dash(cell: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(cell) else { return false };
    text.len() <= 24
        && text.contains(['-', '–', '—'])
        && text.chars().all(|c| matches!(c, '-' | '–' | '—' | '€' | '$' | '£') || c.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dash_is_nothing_and_no_number() {
        for (text, is) in
            [("-", true), (" -   € ", true), ("--", true), ("- 5", false), ("", false), ("€", false)]
        {
            assert_eq!(is_dash(text.as_bytes()), is, "{text}");
        }
    }

    #[test]
    fn a_cell_tells_its_decimal_mark_or_leaves_it_open() {
        let cases = [
            ("1.234,56", Evidence::Only(Mark::Comma)),
            ("1,234.56", Evidence::Only(Mark::Point)),
            ("1.000", Evidence::Either),
            ("-1,000", Evidence::Either),
            ("1,12", Evidence::Only(Mark::Comma)),
            ("12.5", Evidence::Only(Mark::Point)),
            ("1.234.567", Evidence::Only(Mark::Comma)),
            ("0.001", Evidence::Only(Mark::Point)),
            ("1234.567", Evidence::Only(Mark::Point)),
            ("1200", Evidence::None),
            ("", Evidence::None),
            ("23,09 €", Evidence::Only(Mark::Comma)),
            ("1.100,00", Evidence::Only(Mark::Comma)),
        ];
        for (text, expected) in cases {
            assert_eq!(evidence(text.as_bytes()), expected, "{text}");
        }
    }

    #[test]
    fn amounts_are_read_in_every_dress() {
        let cases = [
            ("1234.56", Mark::Point, "1234.56"),
            ("-0.125", Mark::Point, "-0.125"),
            ("1.234,56", Mark::Comma, "1234.56"),
            ("1.000", Mark::Comma, "1000"),
            ("1.000", Mark::Point, "1.000"),
            ("$1,234.50", Mark::Point, "1234.50"),
            ("-$45.00", Mark::Point, "-45.00"),
            ("(45,00 €)", Mark::Comma, "-45.00"),
            ("45,00-", Mark::Comma, "-45.00"),
            ("−7", Mark::Point, "-7"),
            ("1\u{A0}234,5", Mark::Comma, "1234.5"),
            ("12,00 EUR", Mark::Comma, "12.00"),
            ("12,00 euros", Mark::Comma, "12.00"),
            ("EUR 1.234,56", Mark::Comma, "1234.56"),
            ("US$ 1,200.50", Mark::Point, "1200.50"),
            ("21 %", Mark::Comma, "21"),
            (".5", Mark::Point, "0.5"),
        ];
        for (text, mark, expected) in cases {
            assert_eq!(parse(text.as_bytes(), mark), Some(expected.parse().unwrap()), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_none() {
        for text in [
            "1,12", "1,1234", "1e5", "6,00E+08", "NaN", "1.2.3", "--1", "", "-", "12,34.5", "1 2 a", "12abc",
            "12 uds", "3 kg",
        ] {
            assert_eq!(parse(text.as_bytes(), Mark::Point), None, "{text}");
        }
        assert_eq!(parse("9".repeat(400).as_bytes(), Mark::Point), None);
    }
}
