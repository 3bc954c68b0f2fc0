//! The searchable text of all customers in one run of bytes, so that a search is one pass of `memmem` over it.
//! A record is the folded name, company, contact, e-mail and code, then the digits of each phone after a space:
//! `name␟company␟contact␟email␟code␟ digits digits⏎`.

use memchr::{memchr, memmem};

use super::columns::{Rows, place};
use crate::domain::base::names::{digits, fold};

const FIELD: u8 = 0x1f;
const END: u8 = b'\n';
/// A field longer than this is searched only up to here: nobody is found by the second page of their name.
const LONGEST: usize = 256;
/// Bytes searched between two looks at `stop`.
const STRIDE: usize = 1 << 18;

/// Folded text by row. Records of rows put again later stand out of order, listed in `moved`.
#[derive(Clone, Debug, Default)]
pub(super) struct Texts {
    bytes: Vec<u8>,
    starts: Vec<u32>,
    /// Beginning and row of each record that stands after those of later rows, ascending.
    moved: Vec<(u32, u32)>,
    /// Bit set by row: its record is one of `moved`.
    out_of_place: Vec<bool>,
    /// Bytes of records no row owns any more.
    garbage: usize,
}

impl Texts {
    pub fn with_capacity(rows: usize) -> Self {
        Self {
            bytes: Vec::with_capacity(rows.saturating_mul(64)),
            starts: Vec::with_capacity(rows),
            ..Self::default()
        }
    }

    /// The folded name of a row.
    pub fn name(&self, row: usize) -> &[u8] {
        let rest = self.bytes.get(self.starts[row] as usize..).unwrap_or_default();
        &rest[..memchr(FIELD, rest).unwrap_or(0)]
    }

    fn record(&self, row: usize) -> &[u8] {
        let rest = self.bytes.get(self.starts[row] as usize..).unwrap_or_default();
        &rest[..memchr(END, rest).map_or(rest.len(), |end| end + 1)]
    }

    /// Writes a row's text, over the old one where the row exists. `fields` are name, company, contact, e-mail
    /// and code. False where it is the same text as before.
    pub fn put(&mut self, row: usize, fields: [&str; 5], phones: &str) -> bool {
        let start = self.bytes.len();
        for field in fields {
            push_folded(&mut self.bytes, field);
            self.bytes.push(FIELD);
        }
        for number in split_phones(phones) {
            self.bytes.push(b' ');
            self.bytes.extend_from_slice(number.as_bytes());
        }
        self.bytes.push(END);
        if row == self.starts.len() {
            place(&mut self.starts, row, start as u32);
            if !self.out_of_place.is_empty() {
                self.out_of_place.push(false);
            }
            return true;
        }
        let old = self.starts[row] as usize;
        let old_len = self.record(row).len();
        let (before, new) = self.bytes.split_at_mut(start);
        if before[old..old + old_len] == *new {
            self.bytes.truncate(start);
            return false;
        }
        if new.len() <= old_len {
            // Fits where the old one stood: nothing moves, the rest becomes ends of records, which match nothing.
            let len = new.len();
            before[old..old + len].copy_from_slice(new);
            before[old + len..old + old_len].fill(END);
            self.garbage += old_len - len;
            self.bytes.truncate(start);
            return true;
        }
        self.erase(row);
        self.starts[row] = start as u32;
        self.out_of_place.resize(self.starts.len(), false);
        if self.out_of_place[row] {
            self.moved.retain(|(_, r)| *r as usize != row);
        }
        self.out_of_place[row] = true;
        self.moved.push((start as u32, row as u32));
        true
    }

    /// Overwrites a row's record so that it matches nothing.
    pub fn erase(&mut self, row: usize) {
        let start = self.starts[row] as usize;
        let len = self.record(row).len();
        self.bytes[start..start + len].fill(END);
        self.garbage += len;
    }

    /// More than a quarter of the bytes is owned by nobody.
    pub fn is_wasteful(&self) -> bool {
        self.garbage > 4096 && self.garbage * 4 > self.bytes.len()
    }

    /// Only these rows, in this order, without gaps.
    pub fn keep(&mut self, rows: &[u32]) {
        let mut bytes = Vec::with_capacity(self.bytes.len() - self.garbage.min(self.bytes.len()));
        let mut starts = Vec::with_capacity(rows.len());
        for row in rows {
            starts.push(bytes.len() as u32);
            bytes.extend_from_slice(self.record(*row as usize));
        }
        *self = Self { bytes, starts, ..Self::default() };
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        self.bytes.len() + self.starts.len() * 4 + self.out_of_place.len() + self.moved.len() * 8
    }

    /// Every row whose text holds one of the needles; `None` where `stop` said so.
    pub fn find(&self, needles: &[Vec<u8>], stop: &dyn Fn() -> bool) -> Option<Rows> {
        let mut found = Rows::none(self.starts.len());
        for needle in needles.iter().filter(|n| !n.is_empty()) {
            self.find_one(needle, &mut found, stop)?;
        }
        Some(found)
    }

    fn find_one(&self, needle: &[u8], found: &mut Rows, stop: &dyn Fn() -> bool) -> Option<()> {
        let finder = memmem::Finder::new(needle);
        let mut owner = Owner { texts: self, row: None, next_row: 0, moved: 0 };
        let mut from = 0;
        while from < self.bytes.len() {
            if stop() {
                return None;
            }
            // A window ends with a record, so that no match straddles two.
            let end = (from + STRIDE).min(self.bytes.len());
            let end = memchr(END, &self.bytes[end - 1..]).map_or(self.bytes.len(), |more| end + more);
            let mut at = from;
            while let Some(hit) = finder.find(&self.bytes[at..end]) {
                let (row, next) = owner.of(at + hit);
                found.insert(row);
                // The record that follows begins at `next` or later: skip to the end of this one.
                at = next.max(at + hit);
                if at == usize::MAX || at >= end {
                    break;
                }
            }
            from = end;
        }
        Some(())
    }
}

/// Walks from a place in the bytes to the row it belongs to; places must ascend.
struct Owner<'a> {
    texts: &'a Texts,
    /// Last row in order that begins at or before the place.
    row: Option<usize>,
    /// First row not yet looked at.
    next_row: usize,
    /// How many of `moved` begin at or before the place.
    moved: usize,
}

impl Owner<'_> {
    /// The row at `place`, and where the next record at the earliest begins.
    fn of(&mut self, place: usize) -> (usize, usize) {
        let Texts { starts, moved, out_of_place, bytes, .. } = self.texts;
        if out_of_place.is_empty() {
            while self.next_row < starts.len() && starts[self.next_row] as usize <= place {
                self.next_row += 1;
            }
            let next = starts.get(self.next_row).map_or(usize::MAX, |s| *s as usize);
            return (self.next_row.saturating_sub(1), next);
        }
        while self.next_row < starts.len()
            && (out_of_place[self.next_row] || starts[self.next_row] as usize <= place)
        {
            if !out_of_place[self.next_row] {
                self.row = Some(self.next_row);
            }
            self.next_row += 1;
        }
        while self.moved < moved.len() && moved[self.moved].0 as usize <= place {
            self.moved += 1;
        }
        let behind = self.moved.checked_sub(1).map(|index| moved[index]);
        let in_order = self.row.map(|row| (starts[row], row as u32));
        let (_, row) = behind.max(in_order).unwrap_or_default();
        let next = memchr(END, &bytes[place..]).map_or(usize::MAX, |end| place + end);
        (row as usize, next)
    }
}

fn push_folded(bytes: &mut Vec<u8>, text: &str) {
    let mut cut = text.len().min(LONGEST);
    while !text.is_char_boundary(cut) {
        cut -= 1;
    }
    let text = &text[..cut];
    if text.is_ascii() {
        bytes.extend(text.bytes().map(|b| if b < 0x20 { b' ' } else { b.to_ascii_lowercase() }));
    } else {
        bytes.extend(fold(text).bytes().map(|b| if b < 0x20 { b' ' } else { b }));
    }
}

/// The digits of each number in a list of phones. Groups of digits belong together until there are nine of them
/// (prefix apart), or until a `+`, a slash, comma or semicolon, or a group of a whole number's length.
fn split_phones(phones: &str) -> Vec<String> {
    let mut numbers: Vec<String> = Vec::new();
    for part in phones.split(['/', ',', ';', '|']) {
        let mut current = String::new();
        for group in part.split_whitespace() {
            let own = digits(group).len();
            let held = current.chars().filter(char::is_ascii_digit).count();
            let foreign = current.starts_with('+') || current.starts_with("00");
            let whole = if foreign { 9 + country_prefix(&digits(&current)) } else { 9 };
            let complete = held >= whole && own >= 2 || own >= 9 && held > 4;
            if !current.is_empty() && (group.starts_with('+') || complete) {
                numbers.push(digits(&current));
                current.clear();
            }
            current.push_str(group);
        }
        numbers.push(digits(&current));
    }
    numbers.retain(|n| !n.is_empty());
    numbers
}

/// What to look for so that `word` (folded) is found: itself, and where it may be a phone number its digits, with
/// and without the country's prefix.
pub(super) fn needles(word: &str) -> Vec<Vec<u8>> {
    let clean: Vec<u8> = word.bytes().map(|b| if b < 0x20 { b' ' } else { b }).collect();
    let mut all = vec![clean];
    let count = word.bytes().filter(u8::is_ascii_digit).count();
    let is_phone = count > 0 && word.bytes().all(|b| b.is_ascii_digit() || b" +()-./".contains(&b));
    if is_phone {
        let number = digits(word);
        let foreign = word.starts_with('+') || word.starts_with("00") || number.len() >= 11;
        let prefix = country_prefix(&number);
        if foreign && number.len() >= prefix + 6 {
            // Kept without prefix: then the rest is the beginning of the number.
            all.push(format!(" {}", &number[prefix..]).into_bytes());
        }
        if count > 1 || word.len() == 1 {
            all.push(number.into_bytes());
        }
        all.retain(|n| !n.is_empty());
        all.sort_unstable();
        all.dedup();
    }
    all
}

/// Length of the country calling code a number begins with (ITU E.164: one, two or three digits).
fn country_prefix(number: &str) -> usize {
    let two = number.get(..2).and_then(|n| n.parse::<u8>().ok()).unwrap_or(0);
    match two {
        10..=19 | 70..=79 => 1,
        20 | 27 | 30..=34 | 36 | 39..=41 | 43..=49 | 51..=58 | 60..=66 | 81 | 82 | 84 | 86 | 90..=95 | 98 => {
            2
        }
        _ => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(texts: &Texts, word: &str) -> Vec<usize> {
        texts.find(&needles(&fold(word)), &|| false).unwrap().iter().collect()
    }

    fn of(names: &[&str]) -> Texts {
        let mut texts = Texts::default();
        for (row, name) in names.iter().enumerate() {
            texts.put(row, [name, "", "", "", ""], "");
        }
        texts
    }

    #[test]
    fn words_are_found_inside_and_never_across_customers() {
        let texts = of(&["Ana", "Muñoz", "", "Bermúdez", "ana"]);
        assert_eq!(found(&texts, "an"), [0, 4]);
        assert_eq!(found(&texts, "UÑO"), [1]);
        assert_eq!(found(&texts, "z"), [1, 3]);
        assert_eq!(found(&texts, "anam"), [0; 0]);
    }

    #[test]
    fn a_row_written_again_is_found_by_its_new_text_only() {
        let mut texts = of(&["Ana", "Berta", "Carla"]);
        assert!(texts.put(0, ["Anastasia Romanova", "", "", "", ""], ""));
        assert!(texts.put(2, ["Eva", "", "", "", ""], ""));
        assert!(texts.put(3, ["Dora", "", "", "", ""], ""));
        assert!(!texts.put(1, ["BERTA", "", "", "", ""], ""));
        assert_eq!(found(&texts, "anastasia"), [0]);
        assert_eq!(found(&texts, "carla"), [0; 0]);
        assert_eq!(found(&texts, "a"), [0, 1, 2, 3]);
        assert_eq!(found(&texts, "dora"), [3]);
        assert!(texts.put(0, ["Anastasia Romanova de todas las Rusias", "", "", "", ""], ""));
        texts.erase(1);
        assert_eq!(found(&texts, "a"), [0, 2, 3]);
        texts.keep(&[0, 2, 3]);
        assert_eq!(found(&texts, "rusias"), [0]);
        assert_eq!(found(&texts, "eva"), [1]);
    }

    #[test]
    fn phones_are_kept_apart() {
        assert_eq!(split_phones("600 11 22 33 944 55 66 77"), ["600112233", "944556677"]);
        assert_eq!(split_phones("+34 600112233 +34 944 556 677"), ["34600112233", "34944556677"]);
        assert_eq!(split_phones("600112233"), ["600112233"]);
        assert_eq!(split_phones("600112233/944556677"), ["600112233", "944556677"]);
    }

    #[test]
    fn a_phone_is_found_with_and_without_spaces_and_prefix() {
        let mut texts = Texts::default();
        texts.put(0, ["A", "", "", "", ""], "600 11 22 33");
        texts.put(1, ["B", "", "", "", ""], "+34 944-55-66-77");
        for word in ["600112233", "600 112 233", "+34 600 11 22 33", "0034600112233", "1122"] {
            assert_eq!(found(&texts, word), [0], "{word}");
        }
        for word in ["944556677", "+34944556677", "(944) 55-66-77"] {
            assert_eq!(found(&texts, word), [1], "{word}");
        }
    }

    #[test]
    fn a_field_of_ten_megabytes_is_cut() {
        let texts = of(&[&"ñ".repeat(5_000_000), "Ana"]);
        assert!(texts.bytes() < 2000);
        assert_eq!(found(&texts, "ana"), [1]);
    }
}
