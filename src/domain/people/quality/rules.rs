//! Whether a value can be right at all, field by field, and why not.

use super::{Datum, Record};
use crate::domain::Day;
use crate::domain::base::names::fold;
use crate::domain::people::tax_id::{self, TaxId};
use crate::domain::roster::province;

/// Ages at which somebody can be a customer: from the age at which they can agree to the use of their data (LOPDGDD,
/// article 7) on; nobody much older has been known to buy.
const AGES: std::ops::RangeInclusive<i32> = 14..=110;

/// What is wrong with a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Problem {
    /// No Spanish tax id has this form.
    TaxForm,
    /// The control character is another one.
    TaxControl,
    /// No phone number: letters, too few or too many figures, one figure over and over.
    PhoneForm,
    /// A number of another country without its prefix (E.164 wants `+`).
    PhonePrefix,
    /// Somebody noted that the number is not theirs.
    WrongNumber,
    /// No e-mail address has this form.
    EmailForm,
    /// No Spanish postal code: five figures from 01000 to 52999.
    PostalForm,
    /// The postal code is one of another province than the one written.
    Province,
    /// Nobody who buys was born in that year.
    BirthYear,
    /// Nothing is known where something is needed.
    Missing,
}

impl Problem {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::TaxForm,
        Self::TaxControl,
        Self::PhoneForm,
        Self::PhonePrefix,
        Self::WrongNumber,
        Self::EmailForm,
        Self::PostalForm,
        Self::Province,
        Self::BirthYear,
        Self::Missing,
    ];

    /// Key of the command line and the texts.
    pub const fn key(self) -> &'static str {
        match self {
            Self::TaxForm => "tax_id_form",
            Self::TaxControl => "tax_id_control",
            Self::PhoneForm => "phone_form",
            Self::PhonePrefix => "phone_prefix",
            Self::WrongNumber => "wrong_number",
            Self::EmailForm => "email_form",
            Self::PostalForm => "postal_code_form",
            Self::Province => "postal_code_province",
            Self::BirthYear => "birth_year",
            Self::Missing => "missing",
        }
    }
}

/// A problem, with what should stand there where that is known (the control character, the postal code with its zero);
/// else empty.
pub type Fault = (Problem, String);

/// Judges one field of a customer on a day; `None` where it is empty or nothing can be said of it.
pub fn judge(datum: Datum, of: &Record<'_>, today: Day) -> Option<Result<(), Fault>> {
    let plain = |verdict: Result<(), Problem>| Some(verdict.map_err(|problem| (problem, String::new())));
    let value = of.value(datum);
    if value.trim().is_empty() {
        return None;
    }
    match datum {
        Datum::TaxId => match tax_id::judge(&value, is_home(of)) {
            TaxId::Foreign => None,
            TaxId::Right => Some(Ok(())),
            TaxId::Control(expected) => Some(Err((Problem::TaxControl, expected.to_string()))),
            TaxId::Form => plain(Err(Problem::TaxForm)),
        },
        Datum::Phone | Datum::Mobile => {
            if of.wrong[usize::from(datum == Datum::Mobile)] {
                return plain(Err(Problem::WrongNumber));
            }
            plain(phone(&value, is_home(of)))
        }
        Datum::Email => plain(if email(&value) { Ok(()) } else { Err(Problem::EmailForm) }),
        Datum::PostalCode if is_home(of) => Some(postal_code(&value, of.region)),
        Datum::BirthYear => {
            let year = of.birth_year?;
            plain(if AGES.contains(&(today.ymd().0 - year)) { Ok(()) } else { Err(Problem::BirthYear) })
        }
        Datum::PostalCode | Datum::Address | Datum::City => None,
    }
}

/// Whether somebody is in Spain, or nothing says that they are not.
fn is_home(of: &Record<'_>) -> bool {
    province::is_spanish(of.region, of.country)
}

/// A phone as E.164 has it. At home nine figures that begin with 6 to 9, the prefix being understood; of other countries
/// a `+` (or `00`) and 8 to 15 figures. An extension is left out.
pub fn phone(text: &str, at_home: bool) -> Result<(), Problem> {
    let folded = fold(text.trim());
    let number = folded.find("ext").map_or(folded.as_str(), |at| &folded[..at]);
    if number.chars().any(char::is_alphabetic) {
        return Err(Problem::PhoneForm);
    }
    let figures: String = number.chars().filter(char::is_ascii_digit).collect();
    let all_same = figures.bytes().all(|b| Some(b) == figures.bytes().next());
    let spanish =
        |figures: &str| figures.len() == 9 && matches!(figures.as_bytes().first(), Some(b'6'..=b'9'));
    let has_plus = number.trim_start_matches('(').starts_with('+');
    let abroad = if has_plus { Some(figures.as_str()) } else { figures.strip_prefix("00") };
    let good = match abroad {
        _ if all_same => false,
        Some(whole) => match whole.strip_prefix("34") {
            Some(national) => spanish(national),
            None => (8..=15).contains(&whole.len()) && !whole.starts_with('0'),
        },
        None if at_home => spanish(&figures) || figures.strip_prefix("34").is_some_and(spanish),
        // As they write it there: from here it cannot be dialled.
        None if (5..=15).contains(&figures.len()) => return Err(Problem::PhonePrefix),
        None => false,
    };
    if good { Ok(()) } else { Err(Problem::PhoneForm) }
}

/// Whether a phone can be one. A number of another country without its prefix is one, though it cannot be dialled from
/// here as it stands.
pub fn is_phone(text: &str, at_home: bool) -> bool {
    phone(text, at_home) != Err(Problem::PhoneForm)
}

/// An e-mail address (RFC 5321 and 5322, without quoted names and addresses of machines, which nobody has): at most 64
/// characters before the `@` and 254 in all; a domain of labels of at most 63, with letters of any language.
pub fn email(text: &str) -> bool {
    let text = text.trim();
    let Some((local, domain)) = text.split_once('@') else { return false };
    let atom = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+/=?^_`{|}~-".contains(c);
    let local_good =
        local.len() <= 64 && local.split('.').all(|part| !part.is_empty() && part.chars().all(atom));
    let label = |part: &str| {
        !part.is_empty()
            && part.len() <= 63
            && !part.starts_with('-')
            && !part.ends_with('-')
            && part.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    let labels: Vec<&str> = domain.split('.').collect();
    let top =
        labels.last().is_some_and(|top| top.chars().count() >= 2 && !top.bytes().any(|b| b.is_ascii_digit()));
    text.len() <= 254 && local_good && labels.len() > 1 && top && labels.iter().all(|part| label(part))
}

/// A postal code of Spain, and of the province written beside it where that is one.
fn postal_code(text: &str, region: &str) -> Result<(), Fault> {
    let code = text.trim();
    if code.is_empty() || !code.bytes().all(|b| b.is_ascii_digit()) {
        return Err((Problem::PostalForm, String::new()));
    }
    let in_range = |code: &str| code.len() == 5 && ("01000"..="52999").contains(&code);
    if !in_range(code) {
        // A spreadsheet takes the zero from 08001.
        let whole = format!("0{code}");
        return Err((Problem::PostalForm, if in_range(&whole) { whole } else { String::new() }));
    }
    match province::number_of(region) {
        Some(number) if !code.starts_with(number) => Err((Problem::Province, String::new())),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn phones_are_judged_as_e164() {
        for good in [
            "600112233",
            "91 123 45 67",
            "+34 600-112-233",
            "0034 812345678",
            "(+34) 722 11 22 33",
            "34 600112233",
            "+44 20 7946 0018",
            "+1 (202) 555-0143",
            "911234567 ext. 12",
            "00 351 213 456 789",
        ] {
            assert_eq!(phone(good, true), Ok(()), "{good}");
        }
        for bad in [
            "512345678",
            "60011223",
            "6001122334",
            "+34 512345678",
            "+34 60011223",
            "999999999",
            "6.28E+12",
            "600 11 22 3O",
            "+123",
            "+1234567890123456",
            "+0123456789",
        ] {
            assert_eq!(phone(bad, true), Err(Problem::PhoneForm), "{bad}");
        }
        assert_eq!(phone("030-0074321", false), Err(Problem::PhonePrefix));
        assert_eq!(phone("12", false), Err(Problem::PhoneForm));
    }

    #[test]
    fn emails_are_judged_by_their_form() {
        for good in
            ["ana@taller.example", "a.b+c@x-y.es", "o'hara@x.co.uk", "info@españa.es", " a@b.example "]
        {
            assert!(email(good), "{good}");
        }
        for bad in [
            "",
            "ana",
            "ana@",
            "@x.es",
            "ana@x",
            "ana@@x.es",
            "ana@x..es",
            ".ana@x.es",
            "an a@x.es",
            "ana@x.e",
            "ana@-x.es",
            "ana@x.es,",
            "ana@x.123",
            "a\u{202e}@x.es",
        ] {
            assert!(!email(bad), "{bad}");
        }
        assert!(!email(&format!("{}@x.es", "a".repeat(65))));
    }

    fn record<'a>(postal_code: &'a str, region: &'a str, country: &'a str) -> Record<'a> {
        Record { postal_code, region, country, ..Record::default() }
    }

    #[test]
    fn postal_codes_are_spanish_and_of_the_province_written() {
        let judged =
            |code, region, country| judge(Datum::PostalCode, &record(code, region, country), Day(20_000));
        for (code, region) in [
            ("28013", ""),
            ("01000", "Álava"),
            ("52999", "Melilla"),
            ("48001", "Bizkaia"),
            ("41001", "Andalucía"),
            ("28013", "Comunidad de Madrid"),
        ] {
            assert_eq!(judged(code, region, ""), Some(Ok(())), "{code} {region}");
        }
        for code in ["00999", "53000", "2801", "280130", "2801A", "99999"] {
            assert!(matches!(judged(code, "", "España"), Some(Err((Problem::PostalForm, _)))), "{code}");
        }
        assert_eq!(judged("8001", "", ""), Some(Err((Problem::PostalForm, "08001".into()))));
        assert_eq!(judged("28013", "Barcelona", ""), Some(Err((Problem::Province, String::new()))));
        assert_eq!(judged("SW1A 1AA", "", "Reino Unido"), None);
        assert_eq!(judged("90210", "California", ""), None);
        assert_eq!(judged("", "", ""), None);
    }

    #[test]
    fn a_year_of_birth_is_that_of_somebody_who_buys() {
        let today = Day::parse_iso("2026-11-23").unwrap();
        let judged =
            |year| judge(Datum::BirthYear, &Record { birth_year: Some(year), ..Record::default() }, today);
        assert_eq!([1916, 1985, 2012].map(judged), [Some(Ok(())), Some(Ok(())), Some(Ok(()))]);
        for year in [0, 1915, 2013, 2027, 9999] {
            assert_eq!(judged(year), Some(Err((Problem::BirthYear, String::new()))), "{year}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_judged_without_a_panic(text in "\\PC{0,40}", region in "\\PC{0,12}", country in "\\PC{0,8}") {
            let of = Record {
                tax_id: &text, phone: &text, mobile: &text, email: &text, postal_code: &text,
                region: &region, country: &country, ..Record::default()
            };
            for datum in Datum::ALL {
                let _ = judge(datum, &of, Day(20_000));
            }
        }

        #[test]
        fn every_province_suits_its_own_codes_only(code in 1_u32..53, other in 1_u32..53, rest in 0_u32..1000) {
            let text = format!("{code:02}{rest:03}");
            let name = province::name_of(other);
            let judged = judge(Datum::PostalCode, &record(&text, name, ""), Day(20_000));
            let expected = if code == other { Ok(()) } else { Err((Problem::Province, String::new())) };
            prop_assert_eq!(judged, Some(expected));
        }
    }
}
