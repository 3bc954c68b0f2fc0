//! Words that point to data of special categories (article 9 of the General Data Protection Regulation): health,
//! religion, politics, union membership, sex life, ethnicity, genetics and biometrics. A word is a reason to ask, not
//! a verdict.

use crate::domain::base::names::fold;

/// A special category.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SpecialCategory {
    /// Health.
    Health,
    /// Religion or belief.
    Religion,
    /// Political opinion.
    Politics,
    /// Membership of a trade union.
    Union,
    /// Sex life or orientation.
    SexLife,
    /// Racial or ethnic origin.
    Ethnicity,
    /// Genetic or biometric data.
    Biometrics,
}

/// Beginnings of words in Spanish and English, folded. A trailing `$` asks for the whole word.
const WORDS: [(SpecialCategory, &[&str]); 7] = [
    (
        SpecialCategory::Health,
        &[
            "salud$",
            "enfermedad",
            "enferm",
            "diagnos",
            "medicacion",
            "medicament",
            "alergi",
            "discapac",
            "minusval",
            "embaraz",
            "cancer",
            "diabet",
            "hipertens",
            "depresi",
            "ansiedad",
            "lesion",
            "health",
            "illness",
            "disease",
            "medication",
            "allerg",
            "disab",
            "pregnan",
            "depress",
        ],
    ),
    (
        SpecialCategory::Religion,
        &[
            "religi",
            "catolic",
            "musulm",
            "judio$",
            "judia$",
            "evangelic",
            "ateo$",
            "atea$",
            "creyente",
            "catholic",
            "muslim",
            "jewish",
            "atheist",
            "protestant",
            "budist",
            "buddhist",
            "hindu",
        ],
    ),
    (
        SpecialCategory::Politics,
        &[
            "politic",
            "ideologi",
            "votante",
            "vota$",
            "voto$",
            "comunist",
            "socialist",
            "fascist",
            "partido politico",
            "voter",
            "votes$",
            "communist",
        ],
    ),
    (SpecialCategory::Union, &["sindica", "trade union", "union member", "unionist"]),
    (
        SpecialCategory::SexLife,
        &[
            "sexual",
            "homosexual",
            "heterosexual",
            "bisexual",
            "lesbian",
            "gay$",
            "transexual",
            "transgener",
            "orientacion sex",
            "lgbt",
        ],
    ),
    (
        SpecialCategory::Ethnicity,
        &[
            "etnia",
            "etnic",
            "raza$",
            "racial",
            "gitano$",
            "gitana$",
            "ethnic",
            "race$",
            "gypsy$",
            "roma people",
        ],
    ),
    (
        SpecialCategory::Biometrics,
        &["biometr", "huella dactil", "genetic", "adn$", "dna$", "fingerprint", "iris scan"],
    ),
];

/// The special category that a text seems to speak of; the first in the order of the article's list above.
pub fn special_category(text: &str) -> Option<SpecialCategory> {
    let folded = fold(text);
    let spaced: String =
        folded.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect::<String>();
    let words = format!(" {} ", spaced.split_whitespace().collect::<Vec<_>>().join(" "));
    let hit = |word: &str| match word.strip_suffix('$') {
        Some(whole) => words.contains(&format!(" {whole} ")),
        None => words.contains(&format!(" {word}")),
    };
    WORDS.iter().find(|(_, list)| list.iter().any(|w| hit(w))).map(|(category, _)| *category)
}

impl SpecialCategory {
    /// Its key in the texts: `health`…
    pub const fn key(self) -> &'static str {
        match self {
            Self::Health => "health",
            Self::Religion => "religion",
            Self::Politics => "politics",
            Self::Union => "union",
            Self::SexLife => "sex-life",
            Self::Ethnicity => "ethnicity",
            Self::Biometrics => "biometrics",
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("Tiene diabetes desde 2020", Some(SpecialCategory::Health))]
    #[case("alérgico al polen", Some(SpecialCategory::Health))]
    #[case("Religión", Some(SpecialCategory::Religion))]
    #[case("Opinión política", Some(SpecialCategory::Politics))]
    #[case("afiliado a un sindicato", Some(SpecialCategory::Union))]
    #[case("Orientación sexual", Some(SpecialCategory::SexLife))]
    #[case("etnia", Some(SpecialCategory::Ethnicity))]
    #[case("DNA test", Some(SpecialCategory::Biometrics))]
    #[case("Prefiere entregas antes de las 9", None)]
    #[case("Trabaja en Unión Europea", None)]
    #[case("Envases de plástico", None)]
    #[case("", None)]
    fn words_point_to_a_category(#[case] text: &str, #[case] category: Option<SpecialCategory>) {
        assert_eq!(special_category(text), category, "{text}");
    }
}
