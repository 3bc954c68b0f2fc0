//! The order of names, as the file keeps it: bytes that compare as a Spanish reader sorts.

use std::sync::OnceLock;

use icu_collator::options::{CollatorOptions, Strength};
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale::locale;

use crate::domain::base::names::fold;

/// Bytes of a name's key that are kept. Two names equal in them are ordered by row id.
pub const KEY_LENGTH: usize = 16;

/// Characters of a name that are looked at. Each but a combining or invisible one fills a byte of the key or more,
/// so that a name of ten megabytes costs as much as one of twenty letters.
const LETTERS: usize = 48;

/// Sort key of a name: letters first, accents only between equal letters, capitals never; `ñ` after `n`. At most
/// [`KEY_LENGTH`] bytes. Kept in the file, so that the language of the screen changes no order on disk.
pub fn name_key(name: &str) -> Vec<u8> {
    plain_key(name).unwrap_or_else(|| full_key(name))
}

fn full_key(name: &str) -> Vec<u8> {
    let end = name.char_indices().nth(LETTERS).map_or(name.len(), |(i, _)| i);
    let head = &name[..end];
    let Some(mut key) = whole_key(head) else { return fold(head).bytes().take(KEY_LENGTH).collect() };
    key.truncate(KEY_LENGTH);
    key
}

/// Everything the collation says about a text.
fn whole_key(text: &str) -> Option<Vec<u8>> {
    static COLLATOR: OnceLock<Option<CollatorBorrowed<'static>>> = OnceLock::new();
    let collator = COLLATOR.get_or_init(|| {
        let mut options = CollatorOptions::default();
        options.strength = Some(Strength::Secondary);
        Collator::try_new(locale!("es").into(), options).ok()
    });
    let mut key = Vec::with_capacity(64);
    let Ok(()) = collator.as_ref()?.write_sort_key_to(text, &mut key);
    Some(key)
}

/// Letters that differ in the first level of a key.
const PLAIN: [char; 28] = [
    ' ', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r', 's', 't',
    'u', 'v', 'w', 'x', 'y', 'z', 'ñ',
];

/// Which of [`PLAIN`] a letter is on the first level.
const fn plain(letter: char) -> Option<usize> {
    Some(match letter {
        ' ' => 0,
        'a'..='z' => letter as usize - 'a' as usize + 1,
        'A'..='Z' => letter as usize - 'A' as usize + 1,
        'ñ' | 'Ñ' => 27,
        'á' | 'à' | 'Á' | 'À' => 1,
        'ç' | 'Ç' => 3,
        'é' | 'è' | 'É' | 'È' => 5,
        'í' | 'ï' | 'Í' | 'Ï' => 9,
        'ó' | 'ò' | 'Ó' | 'Ò' => 15,
        'ú' | 'ü' | 'Ú' | 'Ü' => 21,
        _ => return None,
    })
}

/// What a letter adds to the first level of a key, by the letter before it (the last row: by none) and itself; the last
/// byte is how many bytes that is.
type Pairs = Vec<[[u8; 8]; PLAIN.len()]>;

/// The key of a name whose first level fills it, as that of nearly every name does. A million names cost a tenth so.
fn plain_key(name: &str) -> Option<Vec<u8>> {
    static PAIRS: OnceLock<Option<Pairs>> = OnceLock::new();
    let pairs = PAIRS.get_or_init(pairs).as_ref()?;
    let mut key = Vec::with_capacity(KEY_LENGTH + 8);
    let mut before = PLAIN.len();
    let mut letters = name.chars();
    while key.len() < KEY_LENGTH {
        let letter = plain(letters.next()?)?;
        let [bytes @ .., count] = &pairs[before][letter];
        key.extend_from_slice(&bytes[..usize::from(*count)]);
        before = letter;
    }
    // What follows may belong to the last letter, as a combining mark does.
    if let Some(next) = letters.next() {
        plain(next)?;
    }
    key.truncate(KEY_LENGTH);
    Some(key)
}

/// Asks the collation about every pair; `None` where one letter changes what another adds.
fn pairs() -> Option<Pairs> {
    let first_level = |text: &str| -> Option<Vec<u8>> {
        let mut key = whole_key(text)?;
        // Ends the level (UCA, sort key format).
        key.truncate(key.iter().position(|byte| *byte == 1).unwrap_or(key.len()));
        Some(key)
    };
    let before = PLAIN.iter().map(char::to_string).chain([String::new()]);
    before
        .map(|before| {
            let mut row = [[0; 8]; PLAIN.len()];
            for (added, letter) in row.iter_mut().zip(PLAIN) {
                let (start, both) = (first_level(&before)?, first_level(&format!("{before}{letter}"))?);
                let rest = both.strip_prefix(start.as_slice()).filter(|rest| (1..8).contains(&rest.len()))?;
                added[..rest.len()].copy_from_slice(rest);
                added[7] = rest.len() as u8;
            }
            Some(row)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_short_way_leads_to_the_same_key(
            name in "[a-zA-ZñÑáéíóúüÁÉÍÓÚÜàèòÀÈÒïÏçÇ ]{0,40}|[a-zñá' .\u{303}\u{301}ß0-9Ææ-]{0,30}",
        ) {
            prop_assert_eq!(name_key(&name), full_key(&name));
        }
    }

    #[test]
    fn nearly_every_name_goes_the_short_way() {
        for name in
            ["Mónica Montero Iglesias", "TALLERES IBÁÑEZ", "Ferretería Núñez y Güell", "Françesc Àlvarez"]
        {
            assert_eq!(plain_key(name), Some(full_key(name)), "{name}");
        }
        assert_eq!(plain_key("Mun\u{303}oz Mun\u{303}oz Mun\u{303}oz"), None);
        assert_eq!(plain_key("Ana"), None);
    }

    #[test]
    fn names_sort_as_a_spanish_reader_expects() {
        let mut names = ["Zoe", "ñu", "nube", "Ñandú", "Álvaro", "alba", "Ochoa", "Muñoz", "Munuera"];
        names.sort_by_key(|n| name_key(n));
        assert_eq!(names, ["alba", "Álvaro", "Munuera", "Muñoz", "nube", "Ñandú", "ñu", "Ochoa", "Zoe"]);
    }

    #[test]
    fn capitals_make_no_difference_and_accents_do() {
        assert_eq!(name_key("ana"), name_key("ANA"));
        assert!(name_key("Ana") < name_key("Aná"));
        assert_eq!(name_key("Mun\u{303}oz"), name_key("Muñoz"));
    }

    #[test]
    fn a_key_is_short_whatever_the_name() {
        assert!(name_key(&"x".repeat(1_000_000)).len() == KEY_LENGTH);
        assert!(name_key("").len() <= KEY_LENGTH);
    }
}
