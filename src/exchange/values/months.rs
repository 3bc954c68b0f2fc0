//! Days written with the name of their month (`10-Dez-25`, `3 de ene. 2025`, `Jan 5th, 2024`, `2024ko martxoaren 5a`) in the
//! languages of the businesses around: Spanish, English, Catalan, Galician, Basque, Portuguese, Italian, French, German.

use crate::domain::base::Day;
use crate::domain::base::names::fold;
use crate::exchange::values::date::{Fault, full_year};

/// Names of the months, folded. An abbreviation is the beginning of one of them, of three letters at least.
const MONTHS: [&[&str]; 12] = [
    &[
        "january", "enero", "gener", "xaneiro", "urtarril", "janeiro", "gennaio", "janvier", "januar",
        "janner",
    ],
    &["february", "febrero", "febrer", "febreiro", "otsail", "fevereiro", "febbraio", "fevrier", "feber"],
    &["march", "marzo", "marc", "martxo", "marco", "mars", "marz", "maerz", "mrz"],
    &["april", "abril", "apiril", "aprile", "avril"],
    &["may", "mayo", "maig", "maio", "maiatz", "maggio"],
    &["june", "junio", "juny", "xuno", "ekain", "junho", "giugno", "juin"],
    &["july", "julio", "juliol", "xullo", "uztail", "julho", "luglio", "juillet"],
    &["august", "agosto", "abuztu", "aout"],
    &["september", "septiembre", "setiembre", "setembre", "setembro", "irail", "settembre", "septembre"],
    &["october", "octubre", "outubro", "urri", "ottobre", "octobre", "oktober"],
    &["november", "noviembre", "novembre", "novembro", "azaro"],
    &["december", "diciembre", "desembre", "decembro", "abendu", "dezembro", "dezember", "dicembre"],
];

/// The Basque names, and what is put behind them.
const BASQUE: [&str; 12] = [
    "urtarril", "otsail", "martxo", "apiril", "maiatz", "ekain", "uztail", "abuztu", "irail", "urri",
    "azaro", "abendu",
];
const CASES: [&str; 5] = ["a", "ak", "aren", "ean", "an"];

/// What stands beside the day, the month and the year: what joins them, and the day of the week.
const BESIDE: &[&str] = &[
    "de",
    "del",
    "d",
    "do",
    "da",
    "di",
    "du",
    "of",
    "the",
    "el",
    "le",
    "il",
    "l",
    "a",
    "am",
    "den",
    "dia",
    "ano",
    "any",
    "mon",
    "tue",
    "tues",
    "wed",
    "thu",
    "thur",
    "thurs",
    "fri",
    "sat",
    "sun",
    "lun",
    "mie",
    "jue",
    "vie",
    "sab",
    "dom",
    "lunes",
    "martes",
    "miercoles",
    "jueves",
    "viernes",
    "sabado",
    "domingo",
    "dl",
    "dt",
    "dc",
    "dj",
    "dv",
    "ds",
    "dg",
    "dilluns",
    "dimarts",
    "dimecres",
    "dijous",
    "divendres",
    "dissabte",
    "diumenge",
    "luns",
    "mercores",
    "xoves",
    "venres",
    "seg",
    "ter",
    "qua",
    "qui",
    "sex",
    "segunda",
    "terca",
    "quarta",
    "quinta",
    "sexta",
    "feira",
    "lunedi",
    "martedi",
    "mercoledi",
    "giovedi",
    "venerdi",
    "sabato",
    "domenica",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "mer",
    "gio",
    "ven",
    "mo",
    "mi",
    "fr",
    "sa",
    "so",
];

/// The month, from 1, that a folded word names, whole or shortened; `None` where it names none or could be two (`jui`).
pub fn month(word: &str) -> Option<u32> {
    let names = |name: &&str| {
        name.starts_with(word)
            || BASQUE.contains(name) && word.strip_prefix(name).is_some_and(|case| CASES.contains(&case))
    };
    if word.len() < 3 {
        return None;
    }
    let mut found = (1..).zip(MONTHS).filter(|(_, all)| all.iter().any(names)).map(|(n, _)| n);
    found.next().filter(|_| found.next().is_none())
}

fn is_beside(word: &str) -> bool {
    // English and German call the days of the week by their ends.
    BESIDE.contains(&word)
        || word.ends_with("day")
        || word.len() > 5 && word.ends_with("tag")
        || word == "mittwoch"
}

/// A part of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// A number and how many figures it has.
    Number(u32, u8),
    Month(u32),
    /// `mar`: March, or the second day of the week.
    MarchOrTuesday,
}

/// The month that the name of a column stands for: `Enero`, `Ventas enero`, `ene-24`.
pub fn heading(header: &str) -> Option<u32> {
    const WITH: [&str; 9] =
        ["ventas", "venta", "sales", "importe", "total", "vendes", "ventes", "vendite", "umsatz"];
    let folded = fold(header);
    let (mut found, mut years) = (None, 0);
    for word in folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if word.bytes().all(|b| b.is_ascii_digit()) {
            years += u32::from(matches!(word.len(), 2 | 4));
        } else if !is_beside(word) && !WITH.contains(&word) {
            match (found, month(word)) {
                (None, Some(month)) => found = Some(month),
                _ => return None,
            }
        }
    }
    found.filter(|_| years < 2)
}

/// The day that a cell with the name of a month means, with any time behind it left out.
pub fn parse(text: &str) -> Result<Day, Fault> {
    let folded = fold(text);
    let figure = |c: char| c.is_ascii_digit();
    let mut parts: Vec<Part> = Vec::new();
    let (mut at, mut in_figures) = (0, false);
    while let Some(start) = folded[at..].find(char::is_alphanumeric) {
        if is_said(&parts) {
            // `mar 05/03/2024` is a Tuesday in figures.
            in_figures = folded[at + start..].starts_with(figure)
                && ["/", "-", "."].contains(&&folded[at..at + start]);
            break;
        }
        let behind_figures = start == 0 && folded[..at].ends_with(figure);
        at += start;
        let figures = folded[at..].starts_with(figure);
        let ends = |c: char| !c.is_alphanumeric() || figure(c) != figures;
        let end = folded[at..].find(ends).map_or(folded.len(), |end| at + end);
        let word = &folded[at..end];
        at = end;
        if let Ok(number) = word.parse::<u32>() {
            // A time in front of the day says nothing.
            if folded[at..].starts_with(':') {
                at += folded[at..].find(|c| !figure(c) && c != ':').unwrap_or(folded.len() - at);
            } else {
                parts.push(Part::Number(number, word.len() as u8));
            }
        } else if word == "mar" && parts.is_empty() {
            parts.push(Part::MarchOrTuesday);
        } else if !(behind_figures && is_ordinal(word) || is_beside(word)) {
            parts.push(Part::Month(month(word).ok_or(Fault::Form)?));
        }
    }
    read(&parts, in_figures)
}

/// What a number of a day or a year may have right behind it.
fn is_ordinal(word: &str) -> bool {
    ["st", "nd", "rd", "th", "o", "a", "er", "ko", "ean"].contains(&word)
}

/// Whether day, month and year are all there.
fn is_said(parts: &[Part]) -> bool {
    let parts = without_weekday(parts);
    let numbers = parts.iter().filter(|part| matches!(part, Part::Number(..))).count();
    parts.len() > 2 && numbers >= 2
}

/// The parts without a day of the week in front.
fn without_weekday(parts: &[Part]) -> &[Part] {
    match parts {
        [Part::MarchOrTuesday, rest @ ..] if rest.iter().any(|part| matches!(part, Part::Month(_))) => rest,
        _ => parts,
    }
}

fn read(parts: &[Part], in_figures: bool) -> Result<Day, Fault> {
    let parts = without_weekday(parts);
    let named = |part: Part| match part {
        Part::Month(month) => Some(month),
        Part::MarchOrTuesday => Some(3),
        Part::Number(..) => None,
    };
    let year_first = |number: u32, figures: u8| figures == 4 || number > 31 && figures == 2;
    let ((year, figures), month, day) = match *parts {
        [Part::Number(a, wide), month @ Part::Month(_), Part::Number(b, width)] if year_first(a, wide) => {
            ((a, wide), month, (b, width))
        }
        [Part::Number(a, wide), month @ Part::Month(_), Part::Number(b, width)] => {
            ((b, width), month, (a, wide))
        }
        [month @ (Part::Month(_) | Part::MarchOrTuesday), Part::Number(a, wide), Part::Number(b, width)]
            if wide < 3 && !(in_figures && matches!(month, Part::MarchOrTuesday)) =>
        {
            ((b, width), month, (a, wide))
        }
        // `Dec-25`, `mayo 2026`, `2025-dez` and whatever follows them.
        [Part::Month(_) | Part::MarchOrTuesday, Part::Number(_, 2 | 4)]
        | [Part::Number(_, 4), Part::Month(_)]
        | [Part::Month(_), Part::Number(_, 4), ..] => return Err(Fault::Month),
        _ => return Err(Fault::Form),
    };
    let (Some(month), true, true) = (named(month), matches!(figures, 2 | 4), matches!(day.1, 1 | 2)) else {
        return Err(Fault::Form);
    };
    if figures == 4 && !(1800..2200).contains(&year) {
        return Err(Fault::Form);
    }
    Day::from_ymd(full_year(year, figures), month, day.0).ok_or(Fault::Impossible)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_name_and_its_beginning_is_one_month() {
        for (n, names) in (1..).zip(MONTHS) {
            for name in names {
                for length in 3..=name.len() {
                    let short = &name[..length];
                    assert!(month(short) == Some(n) || short == "jui", "{short}");
                }
            }
        }
        for word in ["jui", "ma", "martes", "mayor", "marta", "agot", "dom", "seguro"] {
            assert_eq!(month(word), None, "{word}");
        }
    }

    #[test]
    fn days_with_names_of_months_are_read_in_every_language() {
        for (text, day) in [
            ("10-Dez-25", "2025-12-10"),
            ("3 ene. 2025", "2025-01-03"),
            ("12-sept-24", "2024-09-12"),
            ("5 março 2024", "2024-03-05"),
            ("4. März 2024", "2024-03-04"),
            ("7/févr./24", "2024-02-07"),
            ("1er août 2023", "2023-08-01"),
            ("14 juin 2024", "2024-06-14"),
            ("14.juil.2024", "2024-07-14"),
            ("2 de xullo de 2024", "2024-07-02"),
            ("5 d'abril de 2024", "2024-04-05"),
            ("1 d’oct. 24", "2024-10-01"),
            ("2024ko martxoaren 5a", "2024-03-05"),
            ("2024-abe-31", "2024-12-31"),
            ("21 gen 2024 18:30", "2024-01-21"),
            ("21-GEN-24 18.30", "2024-01-21"),
            ("mar. 6 giu. 2023", "2023-06-06"),
            ("Dienstag, 6. Juni 2023", "2023-06-06"),
            ("85-Dec-10", "1985-12-10"),
            ("Dec 10, 2025", "2025-12-10"),
            ("Dec 10 25", "2025-12-10"),
            ("05dic2024", "2024-12-05"),
            ("10:30 5 ene 2024", "2024-01-05"),
            ("5 ene 2024 a las 10h30", "2024-01-05"),
            ("3 de mayo del año 2024", "2024-05-03"),
            ("terça-feira, 5 de março de 2024", "2024-03-05"),
        ] {
            assert_eq!(parse(text).map(|d| d.to_string()), Ok(day.to_owned()), "{text}");
        }
    }

    #[test]
    fn months_are_known_as_names_of_columns() {
        for (header, is) in [
            ("Enero", Some(1)),
            ("Ventas febrero", Some(2)),
            ("mar-24", Some(3)),
            ("Importe de abril 2024", Some(4)),
            ("Marca", None),
            ("Mayor", None),
            ("Total", None),
            ("ene feb", None),
        ] {
            assert_eq!(heading(header), is, "{header}");
        }
    }

    #[test]
    fn what_is_no_day_is_never_a_wrong_one() {
        for text in
            ["Dec-25", "dez/25", "mai 2024", "2024-urr", "Sept. 2024", "märz 2024", "marzo 2024 10:30"]
        {
            assert_eq!(parse(text), Err(Fault::Month), "{text}");
        }
        for text in [
            "10-dic",
            "mar 05/03/2024",
            "5 jui 2024",
            "Calle Mayor 5, 2024",
            "mayo 5, 28013",
            "5 de 2024",
            "marzo",
            "5 mayo 9024",
            "5 x marzo 2024",
            "2024 5 marzo",
            "5 ene feb 2024",
        ] {
            assert_eq!(parse(text), Err(Fault::Form), "{text}");
        }
        assert_eq!(parse("31-feb-24"), Err(Fault::Impossible));
    }

    proptest! {
        #[test]
        fn a_day_is_read_as_it_was_written(
            year in 1970_i32..2069, month in 1_usize..=12, day in 1_u32..=28, name in 0_usize..10, cut in 3_usize..12,
            mark in 0_usize..5, two in any::<bool>(), time in any::<bool>(),
        ) {
            let names = MONTHS[month - 1];
            let name = names[name % names.len()];
            let name = &name[..cut.min(name.len())];
            prop_assume!(name != "jui");
            let mark = ["-", "/", ".", " ", " de "][mark];
            let year_text = if two { format!("{:02}", year % 100) } else { year.to_string() };
            let text = format!("{day}{mark}{name}{mark}{year_text}{}", if time { " 18:05" } else { "" });
            let read = parse(&text);
            prop_assert_eq!(read, Ok(Day::from_ymd(year, month as u32, day).unwrap()), "{}", text);
        }
    }
}
