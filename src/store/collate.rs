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
    static COLLATOR: OnceLock<Option<CollatorBorrowed<'static>>> = OnceLock::new();
    let collator = COLLATOR.get_or_init(|| {
        let mut options = CollatorOptions::default();
        options.strength = Some(Strength::Secondary);
        Collator::try_new(locale!("es").into(), options).ok()
    });
    let end = name.char_indices().nth(LETTERS).map_or(name.len(), |(i, _)| i);
    let head = &name[..end];
    let Some(collator) = collator else { return fold(head).bytes().take(KEY_LENGTH).collect() };
    let mut key = Vec::with_capacity(64);
    let Ok(()) = collator.write_sort_key_to(head, &mut key);
    key.truncate(KEY_LENGTH);
    key
}

#[cfg(test)]
mod tests {
    use super::*;

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
