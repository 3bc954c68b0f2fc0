//! vCard 4.0 (RFC 6350) and 3.0 (RFC 2426): one card a customer, escaped and folded by `calcard`. Texts are stored in
//! NFC and go out so; control characters, which no reader of cards expects, stay behind.

use std::io::{self, Write};

use calcard::common::PartialDateTime;
use calcard::vcard::{
    VCard, VCardEntry, VCardKind, VCardParameter, VCardProperty, VCardType, VCardValue, VCardVersion,
};

use crate::domain::people::CustomerDraft;
use crate::exchange::file::cards::OURS;

/// Which vCard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Version {
    /// 4.0.
    #[default]
    V4,
    /// 3.0, for older phones.
    V3,
}

/// Who a card is of.
#[derive(Clone, Copy, Debug)]
pub struct Person<'a> {
    /// Name of the code's source; with the code it is the card's identity.
    pub source: &'a str,
    /// What is known; `code` is theirs.
    pub draft: &'a CustomerDraft,
    /// Names of labels.
    pub labels: &'a [String],
    /// A business, by name, tax id or company.
    pub business: bool,
    /// What is to be said beside it; empty where nothing is.
    pub note: &'a str,
}

/// Writes a card.
pub fn write(out: &mut dyn Write, person: &Person<'_>, version: Version) -> io::Result<()> {
    let mut text = String::new();
    let version = if version == Version::V4 { VCardVersion::V4_0 } else { VCardVersion::V3_0 };
    let is_v4 = version == VCardVersion::V4_0;
    card(person, is_v4)
        .write_to(&mut text, version)
        .map_err(|_| io::Error::other("a card that cannot be written"))?;
    out.write_all(text.as_bytes())
}

fn card(person: &Person<'_>, is_v4: bool) -> VCard {
    use VCardProperty as P;
    let draft = person.draft;
    let mut entries = Vec::new();
    let uid = format!("{OURS}{}:{}", person.source, draft.code);
    entries.push(VCardEntry::new(P::Uid).with_value(clean(&uid)));
    if is_v4 {
        let is_firm = person.business && draft.company.is_empty();
        let kind = if is_firm { VCardKind::Org } else { VCardKind::Individual };
        entries.push(VCardEntry::new(P::Kind).with_value(kind));
    }
    entries.push(VCardEntry::new(P::Fn).with_value(clean(&draft.name)));
    // How a name divides is not known, and guessed names are wrong ones: all of it stands where families do.
    entries.push(VCardEntry::new(P::N).with_values(parts([&draft.name, "", "", "", ""])));
    let org = if draft.company.is_empty() && person.business { &draft.name } else { &draft.company };
    if !org.is_empty() {
        entries.push(VCardEntry::new(P::Org).with_value(clean(org)));
    }
    for (number, kind) in
        [(&draft.phone, VCardType::Voice), (&draft.mobile, VCardType::Cell), (&draft.fax, VCardType::Fax)]
    {
        if !number.is_empty() {
            entries.push(
                VCardEntry::new(P::Tel).with_param(VCardParameter::typ(kind)).with_value(clean(number)),
            );
        }
    }
    if !draft.email.is_empty() {
        entries.push(VCardEntry::new(P::Email).with_value(clean(&draft.email)));
    }
    let place = [&draft.address, &draft.city, &draft.region, &draft.postal_code, &draft.country];
    if place.iter().any(|part| !part.is_empty()) {
        let [street, city, region, postal_code, country] = place.map(String::as_str);
        let values = parts(["", "", street, city, region, postal_code, country]);
        entries.push(VCardEntry::new(P::Adr).with_values(values));
    }
    if let Some(day) = draft.birth_day {
        let (year, month, date) = day.ymd();
        let when = PartialDateTime {
            year: u16::try_from(year).ok(),
            month: Some(month as u8),
            day: Some(date as u8),
            ..PartialDateTime::default()
        };
        entries.push(VCardEntry::new(P::Bday).with_value(VCardValue::PartialDateTime(when)));
    }
    if !person.labels.is_empty() {
        let labels = person.labels.iter().map(|label| VCardValue::Text(clean(label))).collect();
        entries.push(VCardEntry::new(P::Categories).with_values(labels));
    }
    if !person.note.is_empty() {
        entries.push(VCardEntry::new(P::Note).with_value(clean(person.note)));
    }
    VCard { entries }
}

fn parts<const N: usize>(texts: [&str; N]) -> Vec<VCardValue> {
    texts.into_iter().map(|text| VCardValue::Text(clean(text))).collect()
}

fn clean(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() || *c == '\n').collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(draft: &CustomerDraft, version: Version) -> String {
        let labels = ["vip".to_owned(), "a,b".to_owned()];
        let person = Person {
            source: "generic",
            draft,
            labels: &labels,
            business: false,
            note: "Por qué hoy: aún no; mañana",
        };
        let mut out = Vec::new();
        write(&mut out, &person, version).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn draft() -> CustomerDraft {
        CustomerDraft {
            code: "C-1".into(),
            name: "Núñez; Ana, \\ \u{1b}[31m".into(),
            mobile: "+34 600 11 22 33".into(),
            email: "ana@sol.es".into(),
            address: "Calle Mayor, 1\nEscalera B".into(),
            city: "Ñ".repeat(90),
            ..CustomerDraft::default()
        }
    }

    #[test]
    fn a_card_is_escaped_and_no_line_is_longer_than_readers_expect() {
        for version in [Version::V4, Version::V3] {
            let text = written(&draft(), version);
            assert!(text.starts_with("BEGIN:VCARD\r\nVERSION:"), "{text}");
            assert!(text.contains(r"Núñez\; Ana\, \\ [31m"), "{text}");
            assert!(!text.contains('\u{1b}'));
            assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
            assert!(text.ends_with("END:VCARD\r\n"));
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        for version in [Version::V4, Version::V3] {
            let card = VCard::parse(written(&draft(), version)).unwrap();
            let value = |name: VCardProperty| {
                let entry = card.entries.iter().find(|e| e.name == name).unwrap();
                entry.values.iter().filter_map(|v| v.as_text()).collect::<Vec<_>>().join("|")
            };
            assert_eq!(value(VCardProperty::Fn), "Núñez; Ana, \\ [31m");
            assert_eq!(value(VCardProperty::Tel), "+34 600 11 22 33");
            assert_eq!(value(VCardProperty::Note), "Por qué hoy: aún no; mañana");
            assert!(value(VCardProperty::Adr).contains("Calle Mayor, 1\nEscalera B"));
        }
    }
}
