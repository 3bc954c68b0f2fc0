//! Fields the user defines: a name, a type, and values read and kept in one written form.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::domain::base::Day;
use crate::domain::base::names::{fold, tidy};

/// Row id of a field.
pub type FieldId = i64;

/// What a field takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldType {
    /// Any text.
    #[default]
    Text,
    /// A number.
    Number,
    /// An amount in major units of the portfolio's currency.
    Money,
    /// A day.
    Date,
    /// Yes or no.
    YesNo,
    /// One of a list.
    Choice,
}

/// A field as defined.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldDef {
    /// Row id; 0 for one not yet stored.
    pub id: FieldId,
    /// Name in commands, filters and scales: folded, words joined by `_`; made from the name where empty.
    pub key: String,
    /// What it is called.
    pub name: String,
    /// What it takes.
    pub kind: FieldType,
    /// The list, for a choice.
    pub choices: Vec<String>,
}

impl FieldType {
    /// All, in the order of forms.
    pub const ALL: [Self; 6] = [Self::Text, Self::Number, Self::Money, Self::Date, Self::YesNo, Self::Choice];

    /// `text`, `number`, `money`, `date`, `yes_no` or `choice`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "number",
            Self::Money => "money",
            Self::Date => "date",
            Self::YesNo => "yes_no",
            Self::Choice => "choice",
        }
    }

    /// The type with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|t| t.code() == code)
    }
}

/// A key from a name: `Forma de pago` → `forma_de_pago`.
pub fn key_of(name: &str) -> String {
    let folded = fold(name.trim());
    let words: Vec<&str> =
        folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()).collect();
    words.join("_")
}

impl FieldDef {
    /// A value in the form it is kept in, or `None` where it is none of this type. Empty stays empty. Numbers and money
    /// are plain decimals with a point (`decimals` at most for money), days `YYYY-MM-DD`, yes and no `yes` and `no`,
    /// choices as they stand in the list.
    pub fn canonical(&self, value: &str, decimals: u32) -> Option<String> {
        let value = tidy(value);
        if value.is_empty() {
            return Some(value);
        }
        let number = |text: &str| {
            let plain = if text.contains('.') { text.to_owned() } else { text.replace(',', ".") };
            plain.parse::<Decimal>().ok().map(|n| n.normalize())
        };
        match self.kind {
            FieldType::Text => Some(value),
            FieldType::Number => number(&value).map(|n| n.to_string()),
            FieldType::Money => number(&value).filter(|n| n.scale() <= decimals).map(|mut n| {
                n.rescale(decimals);
                n.to_string()
            }),
            FieldType::Date => Day::parse_iso(&value).map(|d| d.to_string()),
            FieldType::YesNo => match fold(&value).as_str() {
                "yes" | "si" | "s" | "y" | "1" | "true" => Some("yes".into()),
                "no" | "n" | "0" | "false" => Some("no".into()),
                _ => None,
            },
            FieldType::Choice => self.choices.iter().find(|c| fold(c) == fold(&value)).cloned(),
        }
    }
}

/// The values of a field that may hold several (occasions, benefits): parted by commas or semicolons, blanks around
/// them taken off, each once, in the order written.
pub fn several(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for value in text.split([',', ';']).map(tidy).filter(|v| !v.is_empty()) {
        if !found.iter().any(|f| fold(f) == fold(&value)) {
            found.push(value);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(FieldType::Number, "12,50", Some("12.5"))]
    #[case(FieldType::Number, "doce", None)]
    #[case(FieldType::Money, "12,5", Some("12.50"))]
    #[case(FieldType::Money, "0,125", None)]
    #[case(FieldType::Date, "2026-11-20", Some("2026-11-20"))]
    #[case(FieldType::Date, "2026-02-30", None)]
    #[case(FieldType::YesNo, "Sí", Some("yes"))]
    #[case(FieldType::YesNo, "quizá", None)]
    #[case(FieldType::Choice, "AÑIL", Some("Añil"))]
    #[case(FieldType::Choice, "Verde", None)]
    #[case(FieldType::Text, "  hola ", Some("hola"))]
    #[case(FieldType::Number, " ", Some(""))]
    fn a_value_is_kept_in_one_form(#[case] kind: FieldType, #[case] typed: &str, #[case] kept: Option<&str>) {
        let field = FieldDef { kind, choices: vec!["Añil".into()], ..FieldDef::default() };
        assert_eq!(field.canonical(typed, 2).as_deref(), kept, "{typed}");
        if let Some(kept) = kept {
            assert_eq!(field.canonical(kept, 2).as_deref(), Some(kept), "kept once, kept the same");
        }
    }

    #[test]
    fn keys_are_plain_words() {
        assert_eq!(key_of("  Forma de pago (días) "), "forma_de_pago_dias");
        assert_eq!(key_of("¿?"), "");
    }

    #[test]
    fn several_values_stand_in_one_text() {
        assert_eq!(several("Navidad; obra, navidad ,"), ["Navidad", "obra"]);
    }
}
