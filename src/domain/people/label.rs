//! Labels: a name, one of twelve colours or none, and a code of one or two characters that stands for it in a
//! list, so that colour is never the only meaning.

use serde::{Deserialize, Serialize};
use unicode_segmentation::UnicodeSegmentation;

use crate::domain::base::names::fold;

/// Row id of a label.
pub type LabelId = i64;

/// A label. Two labels may share a colour, never a code or a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// Row id; 0 for one not yet stored.
    pub id: LabelId,
    /// Name, unique when folded.
    pub name: String,
    /// Code of one or two characters, unique.
    pub code: String,
    /// Index into the twelve colours (1–12), none for plain.
    pub colour: Option<u8>,
    /// Place in the user's order, from 0.
    pub rank: u32,
}

/// Order in which colours are given to new labels: each next one as far as possible from those before it, over
/// normal vision and three simulated colour blindnesses.
pub const COLOUR_ORDER: [u8; 12] = [2, 5, 7, 9, 12, 10, 8, 1, 4, 11, 6, 3];

/// A code for a new label: the first letter of its name that is free, else two letters, else a number.
/// `taken` holds the codes in use. Codes are upper case.
pub fn choose_code(name: &str, taken: &[String]) -> String {
    let free = |code: &str| !code.is_empty() && !taken.iter().any(|t| t == code);
    let letters: Vec<String> = name
        .graphemes(true)
        .filter(|g| g.chars().all(char::is_alphanumeric))
        .map(str::to_uppercase)
        .filter(|g| fold(g).len() == 1)
        .collect();
    if let Some(code) = letters.iter().find(|g| free(g)) {
        return code.clone();
    }
    let first = letters.first().cloned().unwrap_or_default();
    if let Some(code) = letters.iter().skip(1).map(|g| format!("{first}{g}")).find(|c| free(c)) {
        return code;
    }
    // As many tries as codes are taken, and one more, always find a free number.
    (1..=taken.len() as u32 + 1)
        .map(|n: u32| if n < 10 { format!("{first}{n}") } else { n.to_string() })
        .find(|c| free(c))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_the_first_free_letter_of_the_name() {
        assert_eq!(choose_code("Mayorista", &[]), "M");
        assert_eq!(choose_code("Mayorista", &["M".into()]), "A");
        assert_eq!(choose_code("Añ", &["A".into()]), "Ñ");
        assert_eq!(choose_code("AA", &["A".into()]), "AA");
        assert_eq!(choose_code("日本", &[]), "1");
    }
}
