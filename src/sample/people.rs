//! Who the customers of the sample are: names, addresses, marks; how much and how often they buy.

use std::collections::HashSet;

use super::days::{Aim, Pace};
use super::rng::Rng;
use super::words::Words;
use crate::domain::base::names::fold;
use crate::domain::intake::CustomerRecord;
use crate::domain::lifecycle::Stage;
use crate::domain::people::{Consent, CustomerDraft, Label, tax_id};

/// Who works in the shop.
pub(super) const STAFF: [&str; 3] = ["Marta", "Pablo", "Lucía"];

/// Names that are taken.
pub(super) type Names = HashSet<String>;

/// An invented customer.
#[derive(Clone, Debug, Default)]
pub(super) struct Person {
    name: String,
    /// Person to speak to, of a business.
    contact: String,
    /// Trade as the word lists know it; empty for a private customer.
    pub kind: String,
    /// Who looks after them.
    pub owner: &'static str,
    /// Days between purchases.
    pub gap: f64,
    /// Money of an ordinary purchase, in cents.
    pub basket: f64,
    /// Share taken off every line, in hundredths.
    pub discount: i64,
    tags: Vec<&'static str>,
    prospect: bool,
}

/// The labels of the shop.
pub(super) fn labels() -> Vec<Label> {
    [
        ("VIP", "V", 2),
        ("Mayorista", "M", 5),
        ("Paga tarde", "P", 7),
        ("Reformas", "R", 9),
        ("Invierno", "I", 12),
        ("Novedades", "N", 10),
    ]
    .into_iter()
    .enumerate()
    .map(|(rank, (name, code, colour))| Label {
        id: 0,
        name: name.into(),
        code: code.into(),
        colour: Some(colour),
        rank: rank as u32,
    })
    .collect()
}

/// Somebody new whose name nobody has.
pub(super) fn invent(rng: &mut Rng, words: &Words, names: &mut Names, aim: &Aim) -> Person {
    let lists = &words.people;
    let mut person = Person { prospect: aim.stage == Stage::Prospect, ..Person::default() };
    let private = rng.percent(if aim.pace == Pace::Once { 75 } else { lists.private_percent });
    let trade = (!private).then(|| rng.choose(&lists.trades)).flatten();
    loop {
        let (first, last) = (first_name(rng, words), rng.word(&lists.surnames));
        if let Some(trade) = trade {
            let second = if rng.percent(55) { rng.word(&lists.businesses.second) } else { last };
            let form = if matches!(trade.kind.as_str(), "hosteleria" | "servicios" | "comercio")
                && rng.percent(60)
            {
                ""
            } else {
                rng.word(&lists.businesses.forms)
            };
            person.name = format!("{} {second}{form}", rng.word(&trade.names));
            person.kind.clone_from(&trade.kind);
            person.contact = if rng.percent(70) {
                format!("{first} {last} ({})", rng.word(&lists.businesses.roles))
            } else {
                String::new()
            };
        } else {
            person.name = format!("{first} {last} {}", rng.word(&lists.surnames));
        }
        if names.insert(person.name.clone()) {
            break;
        }
    }
    // A Pareto tail cut at both ends: a fifth of the customers brings most of the money.
    let weight = 0.35 / (rng.unit() + 0.035);
    let (basket, gaps): (f64, &[f64]) = match person.kind.as_str() {
        "obra" => (21_000.0, &[7.0, 9.0, 12.0, 16.0, 24.0, 32.0]),
        "taller" => (15_000.0, &[7.0, 10.0, 14.0, 21.0, 28.0]),
        "hosteleria" => (9_000.0, &[18.0, 25.0, 35.0, 50.0]),
        "comercio" => (7_000.0, &[20.0, 30.0, 40.0, 60.0]),
        "servicios" => (10_000.0, &[18.0, 28.0, 40.0, 55.0]),
        "campo" => (12_000.0, &[16.0, 24.0, 38.0, 55.0]),
        _ => (3_000.0, &[30.0, 42.0, 55.0, 75.0, 95.0, 120.0]),
    };
    let oftener = if weight > 2.0 { 0.75 } else { 1.0 };
    person.gap = rng.choose(gaps).copied().unwrap_or(30.0) * oftener * (0.85 + 0.3 * rng.unit());
    person.basket = basket * weight;
    person.owner = STAFF[if person.kind.is_empty() { rng.below(3) } else { rng.below(2) }];
    if !person.prospect {
        if weight > 2.4 {
            person.tags.push("VIP");
        }
        if !person.kind.is_empty() && weight > 0.9 && rng.percent(55) {
            person.tags.push("Mayorista");
            person.discount = [5, 8, 10, 12][rng.below(4)];
        }
        if rng.percent(6) {
            person.tags.push("Paga tarde");
        }
        if person.kind == "obra" && rng.percent(60) {
            person.tags.push("Reformas");
        }
        if matches!(aim.pace, Pace::Seasonal { month: 10, .. }) || rng.percent(7) {
            person.tags.push("Invierno");
        }
    }
    if rng.percent(9) {
        person.tags.push("Novedades");
    }
    person
}

fn first_name<'a>(rng: &mut Rng, words: &'a Words) -> &'a str {
    let list = if rng.percent(50) { &words.people.women } else { &words.people.men };
    rng.word(list)
}

impl Person {
    /// Everything a person could have typed about them; the code is given later.
    pub fn record(&self, rng: &mut Rng, words: &Words) -> CustomerRecord {
        let places = &words.people.places;
        let mut draft = CustomerDraft {
            name: self.name.clone(),
            contact: self.contact.clone(),
            region: "Burgos".into(),
            country: "España".into(),
            owner: self.owner.into(),
            ..CustomerDraft::default()
        };
        let business = !self.kind.is_empty();
        let all: usize = places.towns.iter().map(|t| t.weight).sum();
        let mut at = rng.below(all);
        for town in &places.towns {
            if at < town.weight {
                draft.city.clone_from(&town.name);
                draft.zone =
                    if town.zone.is_empty() { rng.word(&places.zones).into() } else { town.zone.clone() };
                draft.postal_code = if town.postal.len() == 5 {
                    town.postal.clone()
                } else {
                    format!("{}{}", town.postal, rng.between(1, 7))
                };
                break;
            }
            at -= town.weight;
        }
        draft.address = format!("{}, {}", rng.word(&places.streets), rng.between(1, 96));
        let landline = format!("947 {:03} {:03}", rng.between(200, 299), rng.between(0, 999));
        let mobile =
            format!("6{:02} {:03} {:03}", rng.between(0, 99), rng.between(0, 999), rng.between(0, 999));
        (draft.phone, draft.mobile) = match (business, rng.below(10)) {
            (true, 0..5) | (false, 7) => (landline, String::new()),
            (true, 5..9) => (landline, mobile),
            (false, 0..7) => (mobile, String::new()),
            _ => (String::new(), String::new()),
        };
        draft.email = self.email(rng);
        let number = rng.between(1_000_000, 89_999_999) as u32;
        if business {
            if rng.percent(92) {
                let kind = if self.name.ends_with("S. A.") { 'A' } else { 'B' };
                draft.tax_id = tax_id::company(kind, 900_000 + number % 99_999);
            }
            draft.occasion = ["reposición", "obra", ""][rng.below(3)].into();
            draft.benefit = ["plazo", "precio", "servicio", ""][rng.below(4)].into();
        } else {
            if rng.percent(35) {
                draft.tax_id = tax_id::person(number);
            }
            draft.birth_year = rng.percent(55).then(|| rng.between(1944, 2004));
            draft.income = ["", "", "medios", "altos", "bajos"][rng.below(5)].into();
            draft.benefit = ["", "precio", "consejo"][rng.below(3)].into();
        }
        if number.is_multiple_of(61) {
            mistype(&mut draft.tax_id);
        }
        let origins: &[&str] = if self.prospect {
            &["feria", "web", "recomendación", "escaparate"]
        } else {
            &["recomendación", "escaparate", "web", "anuncio", "feria", ""]
        };
        draft.source = rng.choose(origins).copied().unwrap_or_default().into();
        let mut consent = |yes: usize, no: usize| match rng.below(100) {
            n if n < yes => Consent::Yes,
            n if n < yes + no => Consent::No,
            _ => Consent::Unknown,
        };
        draft.consent_phone = consent(62, 4);
        draft.consent_email = if draft.email.is_empty() { Consent::Unknown } else { consent(55, 8) };
        draft.consent_sms = consent(20, 22);
        draft.consent_post = consent(15, 5);
        let notes = if rng.percent(8) { rng.word(&words.talk.notes).to_owned() } else { String::new() };
        CustomerRecord {
            draft,
            tags: self.tags.iter().map(|t| (*t).to_owned()).collect(),
            notes,
            ..CustomerRecord::default()
        }
    }

    /// An address in a domain that can never exist (RFC 2606).
    fn email(&self, rng: &mut Rng) -> String {
        if !rng.percent(if self.kind.is_empty() { 58 } else { 82 }) {
            return String::new();
        }
        let plain: Vec<String> = fold(&self.name)
            .split(|c: char| !c.is_ascii_alphanumeric())
            .filter(|w| w.len() > 1)
            .map(str::to_owned)
            .collect();
        if self.kind.is_empty() {
            format!("{}@correo.example", plain.iter().take(2).cloned().collect::<Vec<_>>().join("."))
        } else {
            let house: String = plain.iter().take(3).cloned().collect();
            format!("{}@{house}.example", ["info", "compras", "oficina", "hola"][rng.below(4)])
        }
    }
}

/// Somebody typed two figures of a tax id the wrong way round.
fn mistype(tax_id: &mut String) {
    let mut typed: Vec<char> = tax_id.chars().collect();
    if let Some(at) = (3..typed.len().saturating_sub(2)).find(|at| typed[*at] != typed[at + 1]) {
        typed.swap(at, at + 1);
    }
    *tax_id = typed.into_iter().collect();
}
