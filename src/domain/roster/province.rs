//! Provinces: the first two figures of a Spanish postal code are the province's number (Real Decreto 2424/1995; the
//! same numbers as INE's). Elsewhere the region stands as it was written.

use crate::domain::base::names::fold;

/// Number and folded names, the official ones and those people write.
const PROVINCES: [(&str, &[&str]); 52] = [
    ("01", &["alava", "araba"]),
    ("02", &["albacete"]),
    ("03", &["alicante", "alacant"]),
    ("04", &["almeria"]),
    ("05", &["avila"]),
    ("06", &["badajoz"]),
    ("07", &["baleares", "illes balears", "islas baleares", "mallorca"]),
    ("08", &["barcelona"]),
    ("09", &["burgos"]),
    ("10", &["caceres"]),
    ("11", &["cadiz"]),
    ("12", &["castellon", "castello"]),
    ("13", &["ciudad real"]),
    ("14", &["cordoba"]),
    ("15", &["coruna", "a coruna", "la coruna"]),
    ("16", &["cuenca"]),
    ("17", &["gerona", "girona"]),
    ("18", &["granada"]),
    ("19", &["guadalajara"]),
    ("20", &["guipuzcoa", "gipuzkoa"]),
    ("21", &["huelva"]),
    ("22", &["huesca"]),
    ("23", &["jaen"]),
    ("24", &["leon"]),
    ("25", &["lerida", "lleida"]),
    ("26", &["la rioja", "rioja"]),
    ("27", &["lugo"]),
    ("28", &["madrid", "comunidad de madrid"]),
    ("29", &["malaga"]),
    ("30", &["murcia", "region de murcia"]),
    ("31", &["navarra", "nafarroa"]),
    ("32", &["orense", "ourense"]),
    ("33", &["asturias", "principado de asturias"]),
    ("34", &["palencia"]),
    ("35", &["las palmas", "palmas"]),
    ("36", &["pontevedra"]),
    ("37", &["salamanca"]),
    ("38", &["santa cruz de tenerife", "tenerife"]),
    ("39", &["cantabria", "santander"]),
    ("40", &["segovia"]),
    ("41", &["sevilla"]),
    ("42", &["soria"]),
    ("43", &["tarragona"]),
    ("44", &["teruel"]),
    ("45", &["toledo"]),
    ("46", &["valencia"]),
    ("47", &["valladolid"]),
    ("48", &["vizcaya", "bizkaia"]),
    ("49", &["zamora"]),
    ("50", &["zaragoza"]),
    ("51", &["ceuta"]),
    ("52", &["melilla"]),
];

/// Communities of several provinces: a Spanish region that is no province.
const COMMUNITIES: [&str; 17] = [
    "andalucia",
    "aragon",
    "canarias",
    "islas canarias",
    "castilla y leon",
    "castilla-la mancha",
    "castilla la mancha",
    "cataluna",
    "catalunya",
    "comunidad valenciana",
    "comunitat valenciana",
    "extremadura",
    "galicia",
    "pais vasco",
    "euskadi",
    "illes balears",
    "islas baleares",
];

const SPAIN: [&str; 5] = ["es", "esp", "espana", "spain", "espanya"];

/// The number of a Spanish province, or the region as written where it is none; empty where nothing is known. A
/// postal code counts where the country is Spain, or is not said and the region does not speak against it.
pub(super) fn province<'a>(postal_code: &str, region: &'a str, country: &str) -> &'a str {
    if is_spanish(region, country) {
        let by_name = number_of(region);
        let code = postal_code.trim();
        let is_code = code.len() == 5 && code.bytes().all(|b| b.is_ascii_digit());
        let by_code = PROVINCES.iter().find(|(number, _)| is_code && code.starts_with(number));
        if let Some(number) = by_code.map(|(number, _)| *number).or(by_name) {
            return number;
        }
    }
    region.trim()
}

/// Whether a place is in Spain: its country says so, or nothing does not. A region that is no Spanish one speaks against it
/// where no country is said.
pub fn is_spanish(region: &str, country: &str) -> bool {
    let (region, country) = (region.trim(), country.trim());
    if !country.is_empty() {
        return SPAIN.contains(&fold(country).as_str());
    }
    if region.is_empty() {
        return true;
    }
    let folded = fold(region);
    by_name(&folded).is_some() || COMMUNITIES.contains(&folded.as_str())
}

/// The number of the province that a region names, the first two figures of its postal codes; `None` where it is none.
pub fn number_of(region: &str) -> Option<&'static str> {
    if region.is_empty() { None } else { by_name(&fold(region.trim())) }
}

/// A (folded) name of the province with this number, 1 to 52; empty for any other.
pub fn name_of(number: u32) -> &'static str {
    let at = (number as usize).checked_sub(1);
    at.and_then(|at| PROVINCES.get(at)).and_then(|(_, names)| names.first()).map_or("", |name| *name)
}

fn by_name(folded: &str) -> Option<&'static str> {
    PROVINCES.iter().find(|(_, names)| names.contains(&folded)).map(|(number, _)| *number)
}

/// Whether a (folded) word means this province: its number, or the beginning of a word of a name it has.
pub(super) fn is_meant(value: &str, word: &str) -> bool {
    let begins = |text: &str| super::filter::starts_a_word(text, word);
    match PROVINCES.iter().find(|(number, _)| *number == value) {
        Some((number, names)) => {
            let number_is = word == *number || word.len() == 1 && *number == format!("0{word}");
            number_is || !word.is_empty() && names.iter().any(|name| begins(name))
        }
        None => !value.is_empty() && begins(&fold(value)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_postal_code_says_the_province_unless_it_is_of_another_country() {
        assert_eq!(province("28013", "", ""), "28");
        assert_eq!(province("48001", "Bizkaia", ""), "48");
        assert_eq!(province("28013", "Comunidad de Madrid", "España"), "28");
        assert_eq!(province("", "Gipuzkoa", "ES"), "20");
        assert_eq!(province("75001", "Île-de-France", "Francia"), "Île-de-France");
        assert_eq!(province("90210", "California", ""), "California");
        assert_eq!(province("28013", "", "Alemania"), "");
        assert_eq!(province("99999", "", ""), "");
    }

    #[test]
    fn a_province_is_meant_by_number_and_by_any_of_its_names() {
        assert!(is_meant("28", "28") && is_meant("28", "madrid") && is_meant("28", "mad"));
        assert!(is_meant("08", "8") && is_meant("48", "bizkaia") && is_meant("48", "vizcaya"));
        assert!(!is_meant("28", "2") && !is_meant("28", "soria") && !is_meant("", "28"));
        assert!(is_meant("California", "cali"));
    }
}
