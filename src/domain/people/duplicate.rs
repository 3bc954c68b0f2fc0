//! Who may be one customer written down twice: pairs that share a tax id, a phone, an e-mail, or a name and a postal
//! code, each written in whatever way. Only candidates: people decide. The same values are looked up by key, so the work
//! grows with the customers, not with their pairs.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::CustomerId;
use crate::domain::base::names::fold;

/// A value that more customers than this carry tells nothing of any two of them: a switchboard, an adviser's mailbox,
/// a made-up number.
pub const MOST_CARRIERS: usize = 4;

/// Mailboxes of a house, not of a person.
const SHARED: [&str; 21] = [
    "admin",
    "administracion",
    "atencionalcliente",
    "clientes",
    "comercial",
    "compras",
    "contabilidad",
    "contact",
    "contacto",
    "correo",
    "facturacion",
    "facturas",
    "hola",
    "info",
    "mail",
    "no-reply",
    "noreply",
    "office",
    "oficina",
    "sales",
    "ventas",
];

/// Legal forms, their dots dropped.
const LEGAL_FORMS: [&str; 13] =
    ["sl", "slu", "sll", "slne", "slp", "sa", "sau", "sal", "cb", "sc", "scp", "scoop", "coop"];

/// What follows *sociedad* in a legal form in full.
const KINDS: [&str; 7] =
    ["limitada", "anonima", "unipersonal", "laboral", "cooperativa", "civil", "profesional"];

/// Spain, as countries are written; empty is home.
const SPAIN: [&str; 5] = ["", "es", "esp", "espana", "spain"];

/// How numbers of a country are written at home.
struct Numbers {
    /// The country, as it is written, folded.
    names: &'static [&'static str],
    /// Its code.
    code: &'static str,
    /// A zero stands before each number at home and falls away abroad.
    zero: bool,
    /// Figures without that zero.
    figures: std::ops::RangeInclusive<usize>,
    /// With which of them a number begins; empty for any.
    first: &'static str,
}

const fn numbers(
    names: &'static [&'static str],
    code: &'static str,
    zero: bool,
    figures: std::ops::RangeInclusive<usize>,
    first: &'static str,
) -> Numbers {
    Numbers { names, code, zero, figures, first }
}

/// National numbering plans (ITU-T E.164, annex to bulletin 994) of countries whose customers shops here have.
const ABROAD: [Numbers; 15] = [
    numbers(&["fr", "fra", "francia", "france"], "33", true, 9..=9, "123456789"),
    numbers(&["pt", "prt", "portugal"], "351", false, 9..=9, "2379"),
    numbers(&["it", "ita", "italia", "italy"], "39", false, 9..=11, "03"),
    numbers(&["de", "deu", "alemania", "germany", "deutschland"], "49", true, 9..=11, "123456789"),
    numbers(&["gb", "gbr", "uk", "reino unido", "united kingdom"], "44", true, 9..=10, "123789"),
    numbers(&["ie", "irl", "irlanda", "ireland"], "353", true, 8..=9, "12456789"),
    numbers(&["be", "bel", "belgica", "belgium", "belgique"], "32", true, 8..=9, "123456789"),
    numbers(
        &["nl", "nld", "paises bajos", "holanda", "netherlands", "nederland"],
        "31",
        true,
        9..=9,
        "123456789",
    ),
    numbers(&["ch", "che", "suiza", "switzerland", "schweiz", "suisse"], "41", true, 9..=9, "23456789"),
    numbers(&["ad", "and", "andorra"], "376", false, 6..=6, "3678"),
    numbers(&["mx", "mex", "mexico"], "52", false, 10..=10, "123456789"),
    numbers(&["co", "col", "colombia"], "57", false, 10..=10, "36"),
    numbers(&["cl", "chl", "chile"], "56", false, 9..=9, "23456789"),
    numbers(&["pe", "per", "peru"], "51", false, 9..=9, "9"),
    numbers(
        &["us", "usa", "estados unidos", "eeuu", "united states", "ca", "can", "canada"],
        "1",
        false,
        10..=10,
        "23456789",
    ),
];

/// What two customers share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// Tax id.
    TaxId,
    /// E-mail.
    Email,
    /// Phone.
    Phone,
    /// Name and postal code.
    NamePlace,
}

impl Reason {
    /// Key of the command line and the texts.
    pub const fn key(self) -> &'static str {
        match self {
            Self::TaxId => "tax_id",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::NamePlace => "name_postal_code",
        }
    }

    /// How far this alone makes them one, 0 to 1: a judgement of ours, in the order of how often each is shared by two.
    const fn weight(self) -> f64 {
        match self {
            Self::TaxId => 0.95,
            Self::Email => 0.8,
            Self::Phone => 0.7,
            Self::NamePlace => 0.6,
        }
    }
}

/// What is compared of a customer, as it was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// Row id.
    pub id: CustomerId,
    /// Name.
    pub name: String,
    /// Tax id.
    pub tax_id: String,
    /// Phone and mobile.
    pub phones: [String; 2],
    /// E-mail.
    pub email: String,
    /// Postal code.
    pub postal_code: String,
    /// Country.
    pub country: String,
}

/// Two that may be one.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// The one with the smaller row id.
    pub first: CustomerId,
    /// The other.
    pub second: CustomerId,
    /// What they share, strongest first; never empty.
    pub reasons: Vec<Reason>,
    /// 0 to 1: one less the product of what each reason leaves open; half of that where both have a tax id and they
    /// differ.
    pub score: f64,
}

/// Every pair that shares something, the likeliest first, then by row ids. The order of `people` makes no difference.
pub fn candidates(people: &[Person]) -> Vec<Pair> {
    let mut carriers: HashMap<(Reason, String), BTreeSet<CustomerId>> = HashMap::new();
    let mut tax_ids: HashMap<CustomerId, String> = HashMap::new();
    for person in people {
        if let Some(tax) = tax_key(&person.tax_id) {
            tax_ids.insert(person.id, tax);
        }
        for key in keys(person) {
            carriers.entry(key).or_default().insert(person.id);
        }
    }
    let mut shared: BTreeMap<(CustomerId, CustomerId), BTreeSet<Reason>> = BTreeMap::new();
    for ((reason, _), ids) in carriers.iter().filter(|(_, ids)| ids.len() <= MOST_CARRIERS) {
        for (at, first) in ids.iter().enumerate() {
            for second in ids.iter().skip(at + 1) {
                shared.entry((*first, *second)).or_default().insert(*reason);
            }
        }
    }
    let mut pairs: Vec<Pair> = shared
        .into_iter()
        .map(|((first, second), reasons)| {
            let open: f64 = reasons.iter().map(|reason| 1.0 - reason.weight()).product();
            let differ = match (tax_ids.get(&first), tax_ids.get(&second)) {
                (Some(one), Some(other)) => one != other,
                _ => false,
            };
            let score = (1.0 - open) * if differ { 0.5 } else { 1.0 };
            Pair { first, second, reasons: reasons.into_iter().collect(), score }
        })
        .collect();
    pairs.sort_by(|a, b| b.score.total_cmp(&a.score).then((a.first, a.second).cmp(&(b.first, b.second))));
    pairs
}

/// What a customer is found by.
fn keys(person: &Person) -> Vec<(Reason, String)> {
    let mut keys = Vec::new();
    keys.extend(tax_key(&person.tax_id).map(|key| (Reason::TaxId, key)));
    keys.extend(email_key(&person.email).map(|key| (Reason::Email, key)));
    for phone in &person.phones {
        keys.extend(e164(phone, &person.country).map(|key| (Reason::Phone, key)));
    }
    keys.extend(name_place_key(&person.name, &person.postal_code).map(|key| (Reason::NamePlace, key)));
    keys
}

/// A tax id without dots, dashes and the `ES` of a European number, in capitals; `None` where it is too short to tell
/// anybody from anybody, or one figure over and over.
pub fn tax_key(text: &str) -> Option<String> {
    let id: String =
        text.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_uppercase();
    let id = match id.strip_prefix("ES") {
        Some(rest) if rest.len() == 9 => rest.to_owned(),
        _ => id,
    };
    (id.len() >= 7 && telling(&id)).then_some(id)
}

/// Whether there are five figures at least, and not all the same.
fn telling(text: &str) -> bool {
    let mut figures = text.bytes().filter(u8::is_ascii_digit);
    let first = figures.next();
    let rest: Vec<u8> = figures.collect();
    rest.len() >= 4 && rest.iter().any(|figure| Some(*figure) != first)
}

/// An e-mail in small letters; `None` for what is none, and for the mailbox of a house (`info@`).
pub fn email_key(text: &str) -> Option<String> {
    let text = text.trim().to_lowercase();
    let (local, host) = text.split_once('@')?;
    let whole = !local.is_empty()
        && host.contains('.')
        && !host.contains('@')
        && !text.chars().any(|c| c.is_whitespace() || c.is_control());
    let folded = fold(local);
    let plain: String = folded.chars().filter(|c| !"._".contains(*c)).collect();
    // `info.ventas@` is one of a house too.
    let of_house = folded.split(['.', '_', '-']).all(|part| SHARED.contains(&part));
    (whole && !of_house && !SHARED.contains(&plain.as_str())).then_some(text)
}

/// A phone as ITU-T E.164 writes it (`+34600112233`): a number with `+` or `00` stands as it is, nine figures from 5 to 9
/// are Spanish where the country is Spain or unsaid, and in the other countries that are listed a number is
/// what their plan makes of it; `None` for all else.
pub fn e164(text: &str, country: &str) -> Option<String> {
    let text = text.trim();
    if text.chars().any(char::is_alphabetic) {
        return None;
    }
    let figures: String = text.chars().filter(char::is_ascii_digit).collect();
    let spanish = |number: &str| number.len() == 9 && matches!(number.as_bytes()[0], b'5'..=b'9');
    let abroad = if text.starts_with('+') || text.starts_with("(+") {
        Some(figures.as_str())
    } else {
        figures.strip_prefix("00")
    };
    let number = match abroad {
        Some(number) => number.to_owned(),
        None if !SPAIN.contains(&fold(country.trim()).as_str()) => return of_country(&figures, country),
        None if spanish(&figures) => format!("34{figures}"),
        None => figures.strip_prefix("34").filter(|rest| spanish(rest)).map(|rest| format!("34{rest}"))?,
    };
    let national = number.strip_prefix("34").unwrap_or(&number);
    let right = (8..=15).contains(&number.len()) && !number.starts_with('0') && telling(national);
    let right = right && (!number.starts_with("34") || spanish(national));
    right.then(|| format!("+{number}"))
}

/// A number as people of another country write it at home, with its code before it.
fn of_country(figures: &str, country: &str) -> Option<String> {
    let country = fold(country.trim());
    let plan = ABROAD.iter().find(|plan| plan.names.contains(&country.as_str()))?;
    let fits = |number: &&str| {
        plan.figures.contains(&number.len())
            && (plan.first.is_empty() || number.starts_with(|c| plan.first.contains(c)))
            && telling(number)
    };
    let home = if plan.zero { figures.strip_prefix('0') } else { Some(figures) };
    let with_code = || figures.strip_prefix(plan.code);
    let number = home.filter(fits).or_else(|| with_code().filter(fits))?;
    Some(format!("+{}{number}", plan.code))
}

/// The words of a name in alphabetical order, without accents and legal form, with the postal code; `None` where either
/// is missing.
pub fn name_place_key(name: &str, postal_code: &str) -> Option<String> {
    let mut place: String =
        postal_code.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_uppercase();
    // A spreadsheet takes the zero from 08001.
    if place.len() == 4 && place.bytes().all(|b| b.is_ascii_digit()) {
        place.insert(0, '0');
    }
    let key = name_key(name);
    (!place.is_empty() && !key.is_empty()).then(|| format!("{key} {place}"))
}

/// The words of a name in alphabetical order, without accents and legal form.
pub fn name_key(name: &str) -> String {
    let folded = fold(name).replace([',', ';', '(', ')'], " ");
    let mut words: Vec<String> = Vec::new();
    for written in folded.split_whitespace() {
        let letters: String = written.chars().filter(|c| c.is_alphanumeric()).collect();
        if LEGAL_FORMS.contains(&letters.as_str()) {
            continue;
        }
        words.extend(
            written.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned),
        );
    }
    // `S. L.`: the letters stand apart, at the end.
    let single = words.iter().rev().take_while(|word| word.len() == 1).count();
    let form: String = words[words.len() - single..].concat();
    if single > 1 && LEGAL_FORMS.contains(&form.as_str()) {
        words.truncate(words.len() - single);
    }
    plain_words(&mut words);
    words.sort_unstable();
    words.join(" ")
}

/// Takes out legal forms in full and the *and* between two words, and writes short given names in full.
fn plain_words(words: &mut Vec<String>) {
    if let Some(at) = words.iter().position(|word| word == "sociedad") {
        let kinds = words[at + 1..].iter().take_while(|word| KINDS.contains(&word.as_str())).count();
        if kinds > 0 {
            words.drain(at..=at + kinds);
        }
    }
    if let Some(at) = words.windows(3).position(|of| of == ["comunidad", "de", "bienes"]) {
        words.drain(at..at + 3);
    }
    let (mut at, last) = (0, words.len().saturating_sub(1));
    words.retain(|word| {
        let between = at > 0 && at < last && matches!(word.as_str(), "y" | "e" | "i" | "and");
        at += 1;
        !between
    });
    for word in words {
        match word.as_str() {
            // Mª and Fco. stand for nothing else.
            "ma" => "maria".clone_into(word),
            "fco" => "francisco".clone_into(word),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn person(id: CustomerId) -> Person {
        Person { id, ..Person::default() }
    }

    #[test]
    fn one_number_is_one_number_however_it_is_written() {
        for written in ["600 11 22 33", "+34 600-112-233", "0034600112233", "(+34) 600112233", "34 600112233"]
        {
            assert_eq!(e164(written, "España").as_deref(), Some("+34600112233"), "{written}");
        }
        assert_eq!(e164("+44 20 7946 0018", "").as_deref(), Some("+442079460018"));
        for (home, country, abroad) in [
            ("06 12 34 56 78", "Francia", "+33612345678"),
            ("33 6 12 34 56 78", "FR", "+33612345678"),
            ("912 345 678", "Portugal", "+351912345678"),
            ("020 7946 0018", "United Kingdom", "+442079460018"),
            ("06 6982 1234", "Italia", "+390669821234"),
            ("(416) 252-5458", "Canadá", "+14162525458"),
            ("55 1234 5678", "México", "+525512345678"),
        ] {
            assert_eq!(e164(home, country).as_deref(), Some(abroad), "{home}");
            assert_eq!(e164(abroad, "").as_deref(), Some(abroad), "{home}");
        }
        assert_eq!((e164("612345678", "Francia"), e164("0612345678", "Japón")), (None, None));
        for none in ["", "12345", "600112233", "999999999", "6.28E+12", "0800 1234"] {
            assert_eq!(e164(none, "Portugal"), None, "{none}");
        }
        assert_eq!(e164("999 999 999", ""), None);
    }

    #[test]
    fn accents_order_and_legal_form_of_a_name_do_not_matter() {
        let key = name_key("Ferretería Muñoz, S.L.");
        for written in
            ["MUNOZ FERRETERIA SL", "Ferretería Muñoz S. L.", "ferreteria muñoz slu", "Muñoz,Ferretería"]
        {
            assert_eq!(name_key(written), key, "{written}");
        }
        assert_eq!(name_key("Ferretería Muñoz, Sociedad Limitada Unipersonal"), key);
        assert_eq!(name_key("Talleres López e Hijos"), name_key("Talleres Lopez y Hijos"));
        assert_eq!(name_key("José Mª Gil"), name_key("GIL, JOSE MARIA"));
        assert_eq!(name_key("Sociedad Musical de Lira"), "de lira musical sociedad");
        assert_eq!(name_key("Talleres Paz, C.B."), name_key("Talleres Paz, Comunidad de Bienes"));
        assert_ne!(name_key("Ferretería Muñiz SL"), key);
        assert_eq!(name_place_key("Ana", "8001"), name_place_key("ANA", "08001"));
        assert_eq!((name_place_key("S.L.", "08001"), name_place_key("Ana", "")), (None, None));
    }

    #[test]
    fn a_mailbox_of_a_house_and_what_many_carry_join_nobody() {
        let mut two: Vec<Person> = (1..=2).map(person).collect();
        for one in &mut two {
            one.email = "Info@taller.example".into();
        }
        assert_eq!(candidates(&two), []);
        assert_eq!((email_key("info.ventas@x.es"), email_key("info.ana@x.es").is_some()), (None, true));
        let carriers = |n: usize| -> Vec<Person> {
            (1..).take(n).map(|id| Person { email: "ana@taller.example".into(), ..person(id) }).collect()
        };
        assert_eq!(candidates(&carriers(MOST_CARRIERS)).len(), MOST_CARRIERS * (MOST_CARRIERS - 1) / 2);
        assert_eq!(candidates(&carriers(MOST_CARRIERS + 1)), []);
    }

    #[test]
    fn reasons_add_up_and_different_tax_ids_count_against() {
        let mut two: Vec<Person> = (1..=2)
            .map(|id| Person {
                email: "ana@x.example".into(),
                phones: ["600112233".into(), String::new()],
                ..person(id)
            })
            .collect();
        let pairs = candidates(&two);
        assert_eq!(pairs[0].reasons, [Reason::Email, Reason::Phone]);
        assert!((pairs[0].score - 0.94).abs() < 1e-9);
        (two[0].tax_id, two[1].tax_id) = ("12345678Z".into(), "87654321X".into());
        assert!((candidates(&two)[0].score - 0.47).abs() < 1e-9);
        two[1].tax_id = "es 12.345.678-z".into();
        assert_eq!(candidates(&two)[0].reasons.first(), Some(&Reason::TaxId));
    }

    fn any_person() -> impl Strategy<Value = Person> {
        let tax = prop_oneof!["", "1234567[0-3]Z", "[A-Z0-9. -]{0,11}"];
        let phone = prop_oneof!["", "60011223[0-3]", "\\+34 60011223[0-3]", "\\PC{0,14}"];
        let mail = prop_oneof!["", "[ab]@x\\.example", "info@x\\.example", "\\PC{0,10}"];
        (("[aá ]{0,3}( S\\.L\\.)?", tax, phone.clone(), phone), (mail, "(|2800[1-2])")).prop_map(
            |((name, tax_id, one, two), (email, postal_code))| Person {
                id: 0,
                name,
                tax_id,
                phones: [one, two],
                email,
                postal_code,
                country: String::new(),
            },
        )
    }

    proptest! {
        #[test]
        fn pairs_are_exactly_those_that_share_a_key_and_no_order_changes_them(
            mut people in proptest::collection::vec(any_person(), 0..25),
            turn in 0_usize..25,
        ) {
            for (person, id) in people.iter_mut().zip(1..) {
                person.id = id;
            }
            let pairs = candidates(&people);
            let sets: Vec<BTreeSet<(Reason, String)>> =
                people.iter().map(|person| keys(person).into_iter().collect()).collect();
            let rare = |key: &(Reason, String)| sets.iter().filter(|set| set.contains(key)).count() <= MOST_CARRIERS;
            let mut expected = 0;
            for (at, one) in sets.iter().enumerate() {
                for other in sets.iter().skip(at + 1) {
                    expected += usize::from(one.intersection(other).any(rare));
                }
            }
            prop_assert_eq!(pairs.len(), expected);
            for pair in &pairs {
                prop_assert!(pair.first < pair.second && !pair.reasons.is_empty());
                prop_assert!(pair.score > 0.0 && pair.score < 1.0);
            }
            if !people.is_empty() {
                let turn = turn % people.len();
                people.rotate_left(turn);
            }
            prop_assert_eq!(candidates(&people), pairs);
        }
    }
}
