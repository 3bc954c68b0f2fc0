//! Names made comparable: accents and capitals folded, digits of a phone number alone.

use unicode_normalization::UnicodeNormalization;

/// Text as stored: Unicode NFC, outer white space removed. Control characters stay; they are made visible on
/// the way out, never here, so that what came in can always be shown and exported as it was.
pub fn tidy(text: &str) -> String {
    let trimmed = text.trim();
    // Nothing below the first combining mark is composed of others or with others.
    if trimmed.is_ascii() || trimmed.chars().all(|c| c < '\u{300}') {
        trimmed.to_owned()
    } else {
        trimmed.nfc().collect()
    }
}

/// Text as searched: ASCII without accents, lower case (`Muñoz` → `munoz`, `Ærø` → `aero`).
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    // Decomposed first, so that `n` + combining tilde and `ñ` fold alike.
    for c in text.nfc() {
        match deunicode::deunicode_char(c) {
            Some(ascii) => folded.extend(ascii.chars().map(|c| c.to_ascii_lowercase())),
            None => folded.extend(c.to_lowercase()),
        }
    }
    folded
}

/// The ASCII digits of a phone number and nothing else, a leading `00` or `+` dropped.
pub fn digits(text: &str) -> String {
    let all: String = text.chars().filter(char::is_ascii_digit).collect();
    match all.strip_prefix("00") {
        Some(rest) => rest.to_owned(),
        None => all,
    }
}

/// What two ways of writing one phone number have in common: its figures, without the Spanish country code.
pub fn phone_key(text: &str) -> String {
    let figures = digits(text);
    match figures.strip_prefix("34") {
        Some(rest) if rest.len() == 9 => rest.to_owned(),
        _ => figures,
    }
}

/// A tax id as an identity, the `ES` of a European number dropped; empty where it can be nobody's (`X`, `S/N`, `00000000T`,
/// `21.00`).
pub fn tax_identity(tax_id: &str) -> String {
    let tax: String = tax_id.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect();
    let tax = match tax.strip_prefix("ES") {
        Some(rest) if rest.len() == 9 => rest.to_owned(),
        _ => tax,
    };
    let digits = tax.chars().filter(char::is_ascii_digit);
    let several = digits.clone().any(|d| d != '0');
    let amount = tax_id.contains('%') || tax_id.contains([',', '.']) && tax_id.len() < 9;
    if several && digits.count() >= 5 && tax.len() >= 7 && !amount { tax } else { String::new() }
}

/// FNV-1a (Fowler, Noll, Vo), 64 bits: the same in every build and on every machine.
pub fn stable_hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// The first four words of a name, each as 16 bits of its hash, so that many names are kept in little room.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NameWords(u64);

impl NameWords {
    /// Of this name; words of one letter say too little.
    pub fn of(name: &str) -> Self {
        let folded = fold(name);
        let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 1);
        // Never 0, which is no word.
        let short = words.take(4).map(|word| (stable_hash(word) >> 16) & 0xFFFF | 1);
        Self(short.enumerate().fold(0, |all, (n, word)| all | word << (16 * n)))
    }

    /// Whether all words of a name are among those of another that has more.
    pub fn is_part_of(self, other: Self) -> bool {
        let count = |Self(all): Self| (0..4).filter(|n| all >> (16 * n) & 0xFFFF != 0).count();
        count(self) < count(other) && self.may_be(other)
    }

    /// Whether two names may be of one person: the words of one are among those of the other (`Ana Gil`, `GIL PÉREZ, Ana`).
    pub fn may_be(self, other: Self) -> bool {
        let words = |Self(all): Self| (0..4).map(move |n| all >> (16 * n) & 0xFFFF).filter(|word| *word != 0);
        let within = |one: Self, two: Self| words(one).all(|word| words(two).any(|w| w == word));
        within(self, other) || within(other, self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_ignores_accents_capitals_and_composition() {
        assert_eq!(fold("MUÑOZ"), "munoz");
        assert_eq!(fold("Mun\u{303}oz"), "munoz");
        assert_eq!(fold("Etxebarría & Co."), "etxebarria & co.");
    }

    #[test]
    fn names_of_one_person_are_told_from_those_of_two() {
        let may = |one: &str, other: &str| NameWords::of(one).may_be(NameWords::of(other));
        for (one, other, same) in [
            ("Ana Gil", "GIL PÉREZ, Ana", true),
            ("Ana G.", "Ana Gil", true),
            ("Bar Sol", "Bar Sol, S.L.", true),
            ("", "Ana", true),
            ("Bar Sol", "Luis Paz", false),
            ("Juan García", "María García", false),
            ("Bar Sol", "Bar Luna", false),
        ] {
            assert_eq!((may(one, other), may(other, one)), (same, same), "{one} / {other}");
        }
    }

    #[test]
    fn a_phone_is_its_digits() {
        assert_eq!(digits("+34 600 11-22-33"), "34600112233");
        assert_eq!(digits("0034 600"), "34600");
    }

    #[test]
    fn one_number_has_one_key_however_it_is_written() {
        for written in ["+34 600 11 22 33", "0034600112233", "600-112-233", "(34) 600112233"] {
            assert_eq!(phone_key(written), "600112233", "{written}");
        }
        assert_eq!(phone_key("+52 55 1234 5678"), "525512345678");
    }

    #[test]
    fn a_tax_id_is_one_however_it_is_written_and_none_where_it_says_nothing() {
        for written in ["12345678Z", "12.345.678-z", "ES12345678Z", "es 12345678 Z"] {
            assert_eq!(tax_identity(written), "12345678Z", "{written}");
        }
        assert_eq!(tax_identity("ESB12345674"), "B12345674");
        for none in ["", "X", "S/N", "00000000T", "21.00", "21%"] {
            assert_eq!(tax_identity(none), "", "{none}");
        }
    }

    #[test]
    fn stored_text_is_composed_and_trimmed() {
        assert_eq!(tidy("  Mun\u{303}oz "), "Muñoz");
    }
}
