//! vCards 2.1, 3.0 and 4.0 as lines of CSV under [`HEADER`]: one card, one line. Read as a stream: what is not needed
//! (pictures, keys, sounds) is never held.

use std::io::{BufReader, Read};
use std::path::Path;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use crate::exchange::error::ImportError;
use crate::exchange::file::encoding::{Charset, Transcode, detect};
use crate::exchange::file::pipe::{Lines, stopped};
use crate::exchange::file::rows::bytes_of;
use crate::exchange::out::csv::disarmed;

/// Columns that a card becomes.
pub const HEADER: [&str; 18] = [
    "Full name",
    "Given name",
    "Family name",
    "Organization",
    "Email",
    "Phone",
    "Mobile",
    "Fax",
    "Street",
    "City",
    "Region",
    "Postal code",
    "Country",
    "Birthday",
    "Note",
    "Categories",
    "UID",
    "Title",
];
const FULL: usize = 0;
const GIVEN: usize = 1;
const FAMILY: usize = 2;
const ORGANIZATION: usize = 3;
const EMAIL: usize = 4;
const PHONE: usize = 5;
const MOBILE: usize = 6;
const FAX: usize = 7;
const STREET: usize = 8;
const BIRTHDAY: usize = 13;
const NOTE: usize = 14;
const CATEGORIES: usize = 15;
const UID: usize = 16;
const TITLE: usize = 17;

/// Bytes kept of one property, one more than a value may have, and of all of a card.
const PROPERTY: usize = (1 << 20) + 64;
const CARD: usize = 8 << 20;
/// Bytes by which the letters of a file are judged.
const SAMPLE: u64 = 64 << 10;

/// How the identity of a card begins that this program wrote.
pub const OURS: &str = "cartera:";
/// What the column of the identity is called in a file of such cards.
pub const CODE: &str = "Portfolio code";

/// Properties whose value nobody needs.
const SKIPPED: [&str; 5] = ["PHOTO", "LOGO", "SOUND", "KEY", "X-MS-CARDPICTURE"];

/// A card whose properties are still coming.
#[derive(Default)]
struct Card {
    line: u64,
    cells: [String; 18],
    kept: usize,
    /// How much each of e-mail and address is preferred.
    preferred: [u8; 2],
    /// `item1` → its own name for what it holds, and what it holds.
    labels: Vec<(String, String)>,
    labelled: Vec<(String, String)>,
    group: bool,
}

/// One property, unfolded.
struct Property<'a> {
    group: String,
    name: String,
    /// Names and values of parameters, upper case; a bare value has no name (2.1).
    params: Vec<(String, String)>,
    value: &'a [u8],
}

/// The first cards, or all, of a file as lines.
pub fn convert(path: &Path, gzip: bool, lines: &mut Lines, most: Option<usize>) -> Result<(), ImportError> {
    let failed = |cause| ImportError::Io { path: path.to_owned(), cause };
    let mut sample = Vec::new();
    // A damaged archive shows when the cards are read.
    let _ = bytes_of(path, gzip).map_err(failed)?.0.take(SAMPLE).read_to_end(&mut sample);
    let (charset, bom) = detect(&sample).unwrap_or((Charset::Known(UTF_8), 0));
    let (mut bytes, _) = bytes_of(path, gzip).map_err(failed)?;
    bytes.read_exact(&mut [0; 4][..bom]).map_err(failed)?;
    let wide =
        matches!(charset, Charset::Known(c) if c == encoding_rs::UTF_16LE || c == encoding_rs::UTF_16BE);
    let input: Box<dyn Read> =
        if wide { Box::new(Transcode::new(bytes, charset, std::rc::Rc::default())) } else { bytes };
    // Letters of a card that does not say what they are.
    let usual = match charset {
        Charset::Known(encoding) if !wide && encoding != UTF_8 => encoding,
        _ => WINDOWS_1252,
    };
    let mut reader = Unfolder::new(BufReader::with_capacity(1 << 16, input), gzip);
    lines.begin(0);
    for name in HEADER {
        lines.text(name);
    }
    if let Err(stop) = lines.end() {
        return stopped(&stop);
    }
    let (mut open, mut depth, mut count): (Option<Card>, usize, usize) = (None, 0, 0);
    while reader.next()? {
        let Some(property) = property(&reader.whole) else { continue };
        let card_ends = property.value.trim_ascii().eq_ignore_ascii_case(b"VCARD");
        match property.name.as_str() {
            "BEGIN" if card_ends && open.is_none() => {
                open = Some(Card { line: reader.begun, ..Card::default() });
            }
            // The card of somebody's assistant inside theirs.
            "BEGIN" => depth += 1,
            "END" if depth > 0 => depth -= 1,
            "END" if card_ends => {
                let Some(card) = open.take() else { continue };
                if card.group {
                    continue;
                }
                if let Err(stop) = card.write(lines) {
                    return stopped(&stop);
                }
                count += 1;
                if most.is_some_and(|most| count >= most) {
                    return Ok(());
                }
            }
            _ => {
                if let (Some(card), 0) = (&mut open, depth) {
                    card.take(&property, usual);
                    if card.kept > CARD {
                        let (row, megabytes) = (card.line, CARD >> 20);
                        return Err(ImportError::RowTooLong { row, column: 1, megabytes });
                    }
                }
            }
        }
    }
    match open {
        Some(card) => Err(ImportError::OpenCard { row: card.line }),
        None => Ok(()),
    }
}

/// Puts folded lines together.
struct Unfolder<R> {
    input: R,
    gzip: bool,
    /// The property at hand.
    whole: Vec<u8>,
    /// Line where it begins.
    begun: u64,
    /// The physical line read last, which may be the next property's.
    ahead: Vec<u8>,
    has_ahead: bool,
    line: u64,
    last_cr: bool,
    byte: [u8; 1 << 12],
    at: usize,
    end: usize,
}

impl<R: Read> Unfolder<R> {
    fn new(input: R, gzip: bool) -> Self {
        Self {
            input,
            gzip,
            whole: Vec::new(),
            begun: 0,
            ahead: Vec::new(),
            has_ahead: false,
            line: 0,
            last_cr: false,
            byte: [0; 1 << 12],
            at: 0,
            end: 0,
        }
    }

    /// The next physical line into `ahead`, cut where it is longer than any value; false at the end.
    fn physical(&mut self) -> Result<bool, ImportError> {
        self.ahead.clear();
        let mut some = false;
        loop {
            if self.at == self.end {
                self.end = loop {
                    match self.input.read(&mut self.byte) {
                        Ok(count) => break count,
                        Err(e) if e.kind() == std::io::ErrorKind::Interrupted => {}
                        Err(e) => return Err(crate::exchange::file::rows::reading(e, self.gzip, self.line)),
                    }
                };
                self.at = 0;
                if self.end == 0 {
                    self.line += u64::from(some);
                    return Ok(some);
                }
            }
            let rest = &self.byte[self.at..self.end];
            if self.last_cr && rest[0] == b'\n' && !some {
                self.last_cr = false;
                self.at += 1;
                continue;
            }
            self.last_cr = false;
            some = true;
            let stop = memchr::memchr2(b'\n', b'\r', rest);
            let part = &rest[..stop.unwrap_or(rest.len())];
            let room = PROPERTY.saturating_sub(self.ahead.len());
            self.ahead.extend_from_slice(&part[..part.len().min(room)]);
            self.at += part.len();
            if let Some(stop) = stop {
                self.last_cr = rest[stop] == b'\r';
                self.at += 1;
                self.line += 1;
                return Ok(true);
            }
        }
    }

    /// The next property into `whole`; false at the end.
    fn next(&mut self) -> Result<bool, ImportError> {
        if !self.has_ahead && !self.physical()? {
            return Ok(false);
        }
        self.whole.clear();
        self.whole.extend_from_slice(&self.ahead);
        self.begun = self.line;
        let head = &self.whole[..self.whole.iter().position(|b| *b == b':').unwrap_or(self.whole.len())];
        let name = String::from_utf8_lossy(head).to_ascii_uppercase();
        let printable = name.contains("QUOTED-PRINTABLE");
        let name =
            name.split(';').next().unwrap_or_default().rsplit('.').next().unwrap_or_default().to_owned();
        let skipped = SKIPPED.contains(&name.as_str());
        if skipped {
            self.whole.truncate(head.len() + 1);
        }
        loop {
            let soft = printable && self.ahead.ends_with(b"=");
            self.has_ahead = self.physical()?;
            if !self.has_ahead {
                return Ok(true);
            }
            let folded = matches!(self.ahead.first(), Some(b' ' | b'\t'));
            if !folded && !soft {
                return Ok(true);
            }
            if skipped {
                continue;
            }
            if soft && self.whole.ends_with(b"=") {
                self.whole.pop();
            }
            let part = if folded { &self.ahead[1..] } else { &self.ahead[..] };
            let room = PROPERTY.saturating_sub(self.whole.len());
            self.whole.extend_from_slice(&part[..part.len().min(room)]);
        }
    }
}

/// `group.NAME;PARAM=x:value`; `None` where it is nothing of the kind.
fn property(whole: &[u8]) -> Option<Property<'_>> {
    let mut quoted = false;
    let colon = whole.iter().position(|b| {
        quoted ^= *b == b'"';
        *b == b':' && !quoted
    })?;
    let head = String::from_utf8_lossy(&whole[..colon]);
    let mut parts = Vec::new();
    let (mut part, mut quoted) = (String::new(), false);
    for c in head.chars() {
        match c {
            '"' => quoted = !quoted,
            ';' if !quoted => parts.push(std::mem::take(&mut part)),
            c => part.push(c.to_ascii_uppercase()),
        }
    }
    parts.push(part);
    let mut parts = parts.into_iter();
    let name = parts.next()?.trim().to_owned();
    let (group, name) = match name.rsplit_once('.') {
        Some((group, name)) => (group.to_owned(), name.to_owned()),
        None => (String::new(), name),
    };
    let params = parts
        .map(|p| match p.split_once('=') {
            Some((name, value)) => (name.trim().to_owned(), value.trim().to_owned()),
            None => (String::new(), p.trim().to_owned()),
        })
        .collect();
    Some(Property { group, name, params, value: &whole[colon + 1..] })
}

impl Property<'_> {
    /// Whether a type (bare, or in a list) is among the parameters.
    fn is(&self, kind: &str) -> bool {
        self.params
            .iter()
            .filter(|(name, _)| name.is_empty() || name == "TYPE")
            .any(|(_, value)| value.split(',').any(|v| v.trim() == kind))
    }

    fn param(&self, name: &str) -> Option<&str> {
        self.params.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// How much it is preferred: 0 to 100.
    fn preference(&self) -> u8 {
        let rank = self.param("PREF").and_then(|p| p.parse::<u8>().ok()).map(|p| 101_u8.saturating_sub(p));
        rank.unwrap_or(if self.is("PREF") { 100 } else { 0 })
    }

    /// The value as text, without the escapes of the transport; those of the card are still in it.
    fn text(&self, usual: &'static Encoding) -> String {
        let encoding = self.param("ENCODING").unwrap_or_default();
        let bytes = if encoding == "QUOTED-PRINTABLE"
            || self.params.iter().any(|(n, v)| n.is_empty() && v == "QUOTED-PRINTABLE")
        {
            printable(self.value)
        } else {
            self.value.to_vec()
        };
        let named = self.param("CHARSET").and_then(|name| Encoding::for_label(name.as_bytes()));
        match named {
            // A name that is not true is met often; bytes that are UTF-8 are never anything else.
            Some(encoding) if encoding == UTF_8 || std::str::from_utf8(&bytes).is_err() => {
                if encoding == UTF_8 {
                    String::from_utf8_lossy(&bytes).into_owned()
                } else {
                    encoding.decode(&bytes).0.into_owned()
                }
            }
            _ => match String::from_utf8(bytes) {
                Ok(text) => text,
                Err(other) => usual.decode_without_bom_handling(other.as_bytes()).0.into_owned(),
            },
        }
    }
}

/// Quoted-printable bytes.
fn printable(value: &[u8]) -> Vec<u8> {
    let digit = |b: u8| char::from(b).to_digit(16).map(|d| d as u8);
    let (mut out, mut at) = (Vec::with_capacity(value.len()), 0);
    while at < value.len() {
        let two = (value.get(at + 1).copied().and_then(digit), value.get(at + 2).copied().and_then(digit));
        match (value[at], two) {
            (b'=', (Some(high), Some(low))) => {
                let byte = high << 4 | low;
                // The end of a line is one sign in a text of ours.
                if byte == b'\n' && out.last() == Some(&b'\r') {
                    out.pop();
                }
                out.push(byte);
                at += 3;
            }
            (byte, _) => {
                out.push(byte);
                at += 1;
            }
        }
    }
    out
}

/// The parts between unescaped `by`, unescaped.
fn parts(text: &str, by: char) -> Vec<String> {
    let (mut all, mut part, mut chars) = (Vec::new(), String::new(), text.chars().peekable());
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.peek() {
                Some('n' | 'N') => {
                    part.push('\n');
                    chars.next();
                }
                Some(&next @ (',' | ';' | ':' | '\\')) => {
                    part.push(next);
                    chars.next();
                }
                _ => part.push('\\'),
            },
            c if c == by => all.push(std::mem::take(&mut part).trim().to_owned()),
            c => part.push(c),
        }
    }
    all.push(part.trim().to_owned());
    all
}

fn unescaped(text: &str) -> String {
    // No text holds this sign.
    parts(text, '\u{FFFF}').join("")
}

impl Card {
    fn set(&mut self, cell: usize, value: String) {
        if self.cells[cell].is_empty() {
            self.kept += value.len();
            self.cells[cell] = value;
        }
    }

    fn append(&mut self, cell: usize, by: &str, value: &str) {
        if value.is_empty() {
            return;
        }
        if !self.cells[cell].is_empty() {
            self.cells[cell].push_str(by);
        }
        self.kept += value.len() + by.len();
        self.cells[cell].push_str(value);
    }

    fn take(&mut self, property: &Property<'_>, usual: &'static Encoding) {
        let base64 = matches!(property.param("ENCODING"), Some("B" | "BASE64"));
        if SKIPPED.contains(&property.name.as_str()) || base64 {
            return;
        }
        let text = property.text(usual);
        match property.name.as_str() {
            "FN" => self.set(FULL, unescaped(&text)),
            "N" => {
                let names = parts(&text, ';');
                let at = |i: usize| names.get(i).map_or("", String::as_str);
                let given =
                    [at(1), at(2)].into_iter().filter(|n| !n.is_empty()).collect::<Vec<_>>().join(" ");
                self.set(GIVEN, given);
                self.set(FAMILY, at(0).to_owned());
            }
            "ORG" => {
                let first = parts(&text, ';').into_iter().find(|p| !p.is_empty()).unwrap_or_default();
                self.set(ORGANIZATION, first);
            }
            "TITLE" => self.set(TITLE, unescaped(&text)),
            "EMAIL" => {
                let address = unescaped(&text);
                let address = address.strip_prefix("mailto:").unwrap_or(&address).trim().to_owned();
                let preference = property.preference();
                if preference > self.preferred[0] && !self.cells[EMAIL].is_empty() {
                    let before = std::mem::take(&mut self.cells[EMAIL]);
                    self.cells[EMAIL] = format!("{address} ::: {before}");
                    self.kept += address.len();
                } else {
                    self.append(EMAIL, " ::: ", &address);
                }
                self.preferred[0] = self.preferred[0].max(preference);
            }
            "TEL" => self.phone(property, &text),
            "ADR" => {
                let preference = property.preference();
                let some = self.cells[STREET..STREET + 5].iter().any(|c| !c.is_empty());
                if some && preference <= self.preferred[1] {
                    return;
                }
                self.preferred[1] = preference;
                let address = parts(&text, ';');
                let at = |i: usize| address.get(i).cloned().unwrap_or_default();
                let street: Vec<String> =
                    [at(2), at(1), at(0)].into_iter().filter(|p| !p.is_empty()).collect();
                self.kept += text.len();
                self.cells[STREET] = street.join(", ");
                for (cell, part) in (STREET + 1..STREET + 5).zip(3..) {
                    self.cells[cell] = at(part);
                }
            }
            "BDAY" => self.set(BIRTHDAY, birthday(text.trim())),
            "NOTE" => self.append(NOTE, "\n", &unescaped(&text)),
            "CATEGORIES" => self.append(CATEGORIES, ";", &parts(&text, ',').join(";")),
            "UID" => {
                let uid = text.trim().trim_start_matches("urn:uuid:");
                // Behind our own name stand that of the source and the code.
                let code = uid.strip_prefix(OURS);
                self.set(UID, code.map_or_else(|| uid.to_owned(), unescaped));
            }
            "KIND" | "X-ADDRESSBOOKSERVER-KIND" => self.group |= text.trim().eq_ignore_ascii_case("group"),
            "X-ABLABEL" if !property.group.is_empty() => {
                let label = unescaped(&text);
                // Apple writes its own words as `_$!<HomePage>!$_`.
                let label = label.trim_start_matches("_$!<").trim_end_matches(">!$_").to_owned();
                self.kept += label.len() + property.group.len();
                self.labels.push((property.group.clone(), label));
            }
            "URL" | "X-ABDATE" | "X-ABRELATEDNAMES" | "IMPP" => {
                let value = unescaped(&text);
                self.kept += value.len() + property.group.len();
                self.labelled.push((property.group.clone(), value));
            }
            _ => {}
        }
    }

    fn phone(&mut self, property: &Property<'_>, text: &str) {
        let text = unescaped(text);
        let mut number = text.trim();
        if let Some(uri) = number.get(..4).filter(|head| head.eq_ignore_ascii_case("tel:")) {
            number = number[uri.len()..].split(';').next().unwrap_or_default();
        }
        // An extension within a house: nobody outside can call it.
        let figures = number.bytes().filter(u8::is_ascii_digit).count();
        if (1..6).contains(&figures) && number.len() < 8 {
            self.kept += number.len() + property.group.len();
            self.labelled.push((property.group.clone(), number.to_owned()));
            return;
        }
        let mobile = ["CELL", "MOBILE", "IPHONE"].into_iter().any(|kind| property.is(kind));
        if property.is("FAX") {
            self.append(FAX, " ::: ", number);
        } else if property.is("PAGER") {
            self.labelled.push((property.group.clone(), number.to_owned()));
        } else {
            self.append(if mobile { MOBILE } else { PHONE }, " ::: ", number);
        }
    }

    fn write(mut self, lines: &mut Lines) -> Result<(), crate::exchange::file::pipe::Stop> {
        for (group, value) in std::mem::take(&mut self.labelled) {
            let label =
                self.labels.iter().find(|(g, _)| !group.is_empty() && *g == group).map(|(_, l)| l.clone());
            match label {
                Some(label) if !label.is_empty() => self.append(NOTE, "\n", &format!("{label}: {value}")),
                _ => self.append(NOTE, "\n", &value),
            }
        }
        lines.begin(self.line);
        for cell in &self.cells {
            // Nothing in a card is guarded against a spreadsheet; what looks so is as it stands.
            lines.text(&disarmed(cell));
        }
        lines.end()
    }
}

/// A day of birth with its year apart: `19800517` → `1980-05-17`.
fn birthday(text: &str) -> String {
    let digits = text.split('T').next().unwrap_or(text);
    if digits.len() == 8 && digits.bytes().all(|b| b.is_ascii_digit()) {
        return format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..]);
    }
    digits.to_owned()
}
