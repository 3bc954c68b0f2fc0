//! Where a customer is: the Spanish province that a postal code names, and the time zone that follows from it.

use crate::domain::base::names::fold;

/// A Spanish province or autonomous city.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Province {
    /// First two figures of its postal codes, which are also its number at the statistics office (INE).
    pub code: u8,
    /// Its name in Spanish.
    pub name: &'static str,
}

/// Names in the order of their codes, 01 to 52.
const NAMES: [&str; 52] = [
    "Álava",
    "Albacete",
    "Alicante",
    "Almería",
    "Ávila",
    "Badajoz",
    "Baleares",
    "Barcelona",
    "Burgos",
    "Cáceres",
    "Cádiz",
    "Castellón",
    "Ciudad Real",
    "Córdoba",
    "A Coruña",
    "Cuenca",
    "Girona",
    "Granada",
    "Guadalajara",
    "Gipuzkoa",
    "Huelva",
    "Huesca",
    "Jaén",
    "León",
    "Lleida",
    "La Rioja",
    "Lugo",
    "Madrid",
    "Málaga",
    "Murcia",
    "Navarra",
    "Ourense",
    "Asturias",
    "Palencia",
    "Las Palmas",
    "Pontevedra",
    "Salamanca",
    "Santa Cruz de Tenerife",
    "Cantabria",
    "Segovia",
    "Sevilla",
    "Soria",
    "Tarragona",
    "Teruel",
    "Toledo",
    "Valencia",
    "Valladolid",
    "Bizkaia",
    "Zamora",
    "Zaragoza",
    "Ceuta",
    "Melilla",
];

/// Other names in use for a province, folded, with its code.
const ALSO: [(&str, u8); 13] = [
    ("araba", 1),
    ("alacant", 3),
    ("illes balears", 7),
    ("islas baleares", 7),
    ("castello", 12),
    ("la coruna", 15),
    ("gerona", 17),
    ("guipuzcoa", 20),
    ("lerida", 25),
    ("orense", 32),
    ("tenerife", 38),
    ("vizcaya", 48),
    ("nafarroa", 31),
];

/// Time zones of countries that have one only: folded names and codes, IANA name.
const COUNTRIES: [(&[&str], &str); 12] = [
    (&["portugal", "pt"], "Europe/Lisbon"),
    (&["francia", "france", "fr"], "Europe/Paris"),
    (&["italia", "italy", "it"], "Europe/Rome"),
    (&["alemania", "germany", "de"], "Europe/Berlin"),
    (&["andorra", "ad"], "Europe/Andorra"),
    (&["reino unido", "united kingdom", "uk", "gb"], "Europe/London"),
    (&["irlanda", "ireland", "ie"], "Europe/Dublin"),
    (&["belgica", "belgium", "be"], "Europe/Brussels"),
    (&["paises bajos", "holanda", "netherlands", "nl"], "Europe/Amsterdam"),
    (&["suiza", "switzerland", "ch"], "Europe/Zurich"),
    (&["austria", "at"], "Europe/Vienna"),
    (&["marruecos", "morocco", "ma"], "Africa/Casablanca"),
];

impl Province {
    /// The province with this code (1–52).
    pub fn from_code(code: u8) -> Option<Self> {
        let name = NAMES.get(usize::from(code).checked_sub(1)?)?;
        Some(Self { code, name })
    }

    /// The province with this name in Spanish or in its own language, accents and capitals aside.
    pub fn from_name(name: &str) -> Option<Self> {
        let wanted = fold(name.trim());
        let at = NAMES.iter().position(|n| fold(n) == wanted);
        let code = match at {
            Some(at) => at as u8 + 1,
            None => ALSO.iter().find(|(also, _)| *also == wanted)?.1,
        };
        Self::from_code(code)
    }

    /// Every province by code.
    pub fn all() -> impl Iterator<Item = Self> {
        (1..=52).filter_map(Self::from_code)
    }
}

/// The Spanish province of a postal code: the first two of its five figures. `None` for anything that is not five
/// figures (blanks aside) or names no province.
pub fn province_of(postal_code: &str) -> Option<Province> {
    let figures: String = postal_code.chars().filter(|c| !c.is_whitespace()).collect();
    if figures.len() != 5 || !figures.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    Province::from_code(figures[..2].parse().ok()?)
}

/// Whether a country as written means Spain; an empty one may.
pub fn is_spain(country: &str) -> bool {
    matches!(fold(country.trim()).as_str(), "" | "espana" | "spain" | "es" | "esp")
}

/// The province a customer is in: by the postal code, else by the region as written; only in Spain.
pub fn province(country: &str, postal_code: &str, region: &str) -> Option<Province> {
    if !is_spain(country) {
        return None;
    }
    province_of(postal_code).or_else(|| Province::from_name(region))
}

/// The IANA time zone a customer lives by: the Canary Islands (provinces 35 and 38) in `Atlantic/Canary`, the rest of
/// Spain in `Europe/Madrid`, other countries of one zone in theirs. `None` where neither province nor country say.
pub fn time_zone(country: &str, postal_code: &str, region: &str) -> Option<&'static str> {
    match province(country, postal_code, region) {
        Some(Province { code: 35 | 38, .. }) => Some("Atlantic/Canary"),
        Some(_) => Some("Europe/Madrid"),
        None if country.trim().is_empty() => None,
        None if is_spain(country) => Some("Europe/Madrid"),
        None => {
            let country = fold(country.trim());
            COUNTRIES.iter().find(|(names, _)| names.contains(&country.as_str())).map(|(_, zone)| *zone)
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("09001", Some("Burgos"))]
    #[case("01001", Some("Álava"))]
    #[case("28013", Some("Madrid"))]
    #[case("35 001", Some("Las Palmas"))]
    #[case("51001", Some("Ceuta"))]
    #[case("52006", Some("Melilla"))]
    #[case("50001", Some("Zaragoza"))]
    #[case("00001", None)]
    #[case("53001", None)]
    #[case("9001", None)]
    #[case("090011", None)]
    #[case("SW1A1", None)]
    #[case("", None)]
    fn the_first_two_figures_name_the_province(#[case] code: &str, #[case] name: Option<&str>) {
        assert_eq!(province_of(code).map(|p| p.name), name, "{code}");
    }

    #[test]
    fn every_province_is_found_by_its_own_name() {
        assert_eq!(Province::all().count(), 52);
        for province in Province::all() {
            assert_eq!(Province::from_name(province.name), Some(province));
        }
        assert_eq!(Province::from_name("vizcaya").map(|p| p.code), Some(48));
    }

    #[rstest]
    #[case("", "35001", "", Some("Atlantic/Canary"))]
    #[case("España", "38001", "", Some("Atlantic/Canary"))]
    #[case("", "51001", "", Some("Europe/Madrid"))]
    #[case("", "", "Tenerife", Some("Atlantic/Canary"))]
    #[case("Spain", "", "", Some("Europe/Madrid"))]
    #[case("Portugal", "35001", "", Some("Europe/Lisbon"))]
    #[case("", "", "", None)]
    #[case("Estados Unidos", "35001", "", None)]
    fn the_zone_follows_from_the_province_or_the_country(
        #[case] country: &str,
        #[case] code: &str,
        #[case] region: &str,
        #[case] zone: Option<&str>,
    ) {
        assert_eq!(time_zone(country, code, region), zone);
    }
}
