//! Spanish tax ids and their control characters: NIF of persons (Real Decreto 338/1990; the letter of the DNI), NIE
//! (Orden INT/2058/2008) and NIF of legal persons, the former CIF (Orden EHA/451/2008). Foreign ids are not judged.

/// The letter of a person is the one at the remainder by 23.
const LETTERS: &[u8; 23] = b"TRWAGMYFPDXBNJZSQVHLCKE";

/// The letter of a legal person, where it has one, stands at its control digit.
const COMPANY_LETTERS: &[u8; 10] = b"JABCDEFGHI";

/// First letters of ids of legal persons.
const COMPANIES: &str = "ABCDEFGHJNPQRSUVW";
/// Those whose control is always a letter: foreign entities, public bodies, congregations, establishments of others.
const LETTER_ONLY: &str = "NPQRSW";
/// Those whose control is a digit, unless the province is 00 (not resident).
const DIGIT_ONLY: &str = "ABEH";

/// Prefixes of VAT numbers of other countries: European ones, as VIES writes them, and near ones.
const FOREIGN_VAT: [&str; 31] = [
    "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "EL", "FI", "FR", "GB", "GR", "HR", "HU", "IE",
    "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
];

/// What is to be said of a tax id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaxId {
    /// None of ours to judge: empty, or of another country.
    Foreign,
    /// The control character is right.
    Right,
    /// It has the form, but another control character belongs there.
    Control(char),
    /// It is no Spanish tax id at all.
    Form,
}

/// The letter of a person's number (DNI, or NIE with its first letter replaced): modulo 23.
pub fn person_letter(number: u32) -> char {
    char::from(LETTERS[(number % 23) as usize])
}

/// The control digit of the seven figures of a legal person: ten less the last figure of the sum of the even places and
/// of the figures of the doubled odd ones.
pub fn company_digit(figures: &str) -> u32 {
    let sum: u32 = figures
        .bytes()
        .enumerate()
        .map(|(at, byte)| {
            let digit = u32::from(byte.saturating_sub(b'0'));
            if at % 2 == 1 { digit } else { digit * 2 / 10 + digit * 2 % 10 }
        })
        .sum();
    (10 - sum % 10) % 10
}

/// A person's NIF: eight digits and their letter.
pub fn person(number: u32) -> String {
    let number = number % 100_000_000;
    format!("{number:08}{}", person_letter(number))
}

/// A company's NIF with a control digit: kind, seven digits, control.
pub fn company(kind: char, number: u32) -> String {
    let figures = format!("{:07}", number % 10_000_000);
    format!("{kind}{figures}{}", company_digit(&figures))
}

/// Capital letters and figures of an id as it was written, without the `ES` of a European number.
pub fn compact(text: &str) -> String {
    let id: String = text.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_uppercase();
    match id.strip_prefix("ES") {
        Some(rest) if rest.chars().count() == 9 => rest.to_owned(),
        _ => id,
    }
}

/// Judges a tax id of somebody in Spain (`is_spanish`), or not known to be elsewhere. The number of a foreign tax office is
/// told by its prefix.
pub fn judge(text: &str, is_spanish: bool) -> TaxId {
    let id = compact(text);
    if id.is_empty() || !is_spanish {
        return TaxId::Foreign;
    }
    let bytes = id.as_bytes();
    let foreign = FOREIGN_VAT.iter().any(|prefix| id.starts_with(prefix));
    if bytes.len() != 9 || !id.is_ascii() {
        return if foreign { TaxId::Foreign } else { TaxId::Form };
    }
    let (first, figures, control) = (char::from(bytes[0]), &id[1..8], char::from(bytes[8]));
    let compared = |expected: char| if control == expected { TaxId::Right } else { TaxId::Control(expected) };
    let number = |text: &str| text.parse::<u32>().ok().filter(|_| text.bytes().all(|b| b.is_ascii_digit()));
    let Some(seven) = number(figures) else {
        return if foreign { TaxId::Foreign } else { TaxId::Form };
    };
    match first {
        '0'..='9' if control.is_ascii_alphabetic() => {
            number(&id[..8]).map_or(TaxId::Form, |eight| compared(person_letter(eight)))
        }
        'X' | 'Y' | 'Z' if control.is_ascii_alphabetic() => {
            compared(person_letter((u32::from(bytes[0]) - u32::from(b'X')) * 10_000_000 + seven))
        }
        // Minors, Spaniards abroad, foreigners without an NIE.
        'K' | 'L' | 'M' if control.is_ascii_alphabetic() => compared(person_letter(seven)),
        kind if COMPANIES.contains(kind) => {
            let digit = company_digit(figures);
            let letter = char::from(COMPANY_LETTERS[digit as usize]);
            let digit = char::from_digit(digit, 10).unwrap_or('0');
            let abroad = figures.starts_with("00");
            if LETTER_ONLY.contains(kind) {
                compared(letter)
            } else if DIGIT_ONLY.contains(kind) && !abroad {
                compared(digit)
            } else if control == letter {
                TaxId::Right
            } else {
                compared(digit)
            }
        }
        _ if foreign => TaxId::Foreign,
        _ => TaxId::Form,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn control_characters_are_the_published_ones() {
        assert_eq!(person(12_345_678), "12345678Z");
        assert_eq!(company('A', 1_234_567), "A12345674");
        for right in [
            "12345678Z",
            "12.345.678-z",
            "00000000T",
            "X1234567L",
            "x-1234567-L",
            "Y1234567X",
            "Z1234567R",
            "A12345674",
            "ES-A12345674",
            "B12345674",
            "A58818501",
            "P2807900B",
            "Q2826000H",
            "K1234567L",
        ] {
            assert_eq!(judge(right, true), TaxId::Right, "{right}");
        }
    }

    #[test]
    fn another_control_character_is_told_with_the_right_one() {
        for (wrong, expected) in [
            ("12345678A", 'Z'),
            ("X1234567A", 'L'),
            ("A12345675", '4'),
            ("B1234567D", '4'),
            ("P2807900C", 'B'),
        ] {
            assert_eq!(judge(wrong, true), TaxId::Control(expected), "{wrong}");
        }
    }

    #[test]
    fn what_is_no_spanish_id_is_told_and_a_foreign_one_is_left_alone() {
        for none in ["1234567Z", "123456789", "12345678", "I12345674", "ABCDEFGHI", "ñ12345674", "A1234567"]
        {
            assert_eq!(judge(none, true), TaxId::Form, "{none}");
        }
        for foreign in ["FR12345678901", "DE123456789", "PT 501 234 567", "IE6388047V", ""] {
            assert_eq!(judge(foreign, true), TaxId::Foreign, "{foreign}");
        }
        assert_eq!(judge("12345678A", false), TaxId::Foreign);
    }

    proptest! {
        #[test]
        fn exactly_one_letter_suits_a_person(number in 0_u32..100_000_000) {
            let right = ('A'..='Z').filter(|c| judge(&format!("{number:08}{c}"), true) == TaxId::Right);
            prop_assert_eq!(right.collect::<Vec<_>>(), [person_letter(number)]);
        }

        #[test]
        fn a_control_that_is_wrong_is_right_once_replaced(
            kind in "[0-9XYZKLMABCDEFGHJNPQRSUVW]",
            number in 0_u32..10_000_000,
            control in "[0-9A-Z]",
        ) {
            let id = format!("{kind}{number:07}{control}");
            if let TaxId::Control(expected) = judge(&id, true) {
                prop_assert_eq!(judge(&format!("{kind}{number:07}{expected}"), true), TaxId::Right);
                prop_assert!(!id.ends_with(expected));
            }
        }

        #[test]
        fn one_figure_of_a_company_typed_wrong_is_noticed(number in 0_u32..10_000_000, at in 0_usize..7, by in 1_u8..10) {
            let mut id = company('B', number).into_bytes();
            id[1 + at] = b'0' + (id[1 + at] - b'0' + by) % 10;
            let id = String::from_utf8(id).unwrap();
            prop_assume!(!id.starts_with("B00"));
            prop_assert!(matches!(judge(&id, true), TaxId::Control(_)), "{}", id);
        }

        #[test]
        fn any_text_is_judged_without_a_panic(text in "\\PC*", spanish in any::<bool>()) {
            let _ = judge(&text, spanish);
        }
    }
}
