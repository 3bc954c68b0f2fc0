//! A no is of an address: whoever has one that somebody objected by objects too, whichever file they came from.

use std::collections::HashMap;

use rusqlite::Connection;

use super::Book;
use crate::domain::base::names::{phone_key, stable_hash};
use crate::domain::people::{Consent, CustomerDraft, CustomerId};

/// What a no can be to, as a bit each: calls, e-mail, short messages.
const PHONE: u8 = 1;
const EMAIL: u8 = 2;
const SMS: u8 = 4;

/// Who was reached by what before this import, and who objected to it; each read when it is first needed.
#[derive(Default)]
pub(super) struct Nos {
    reach: Option<Reach>,
    /// Hash of an address → what was said no to by it.
    said: Option<HashMap<u64, u8>>,
}

/// Customers by hash of e-mail and phones. Few share one.
#[derive(Default)]
struct Reach {
    first: HashMap<u64, CustomerId>,
    others: HashMap<u64, Vec<CustomerId>>,
}

impl Nos {
    /// Everybody known before who has an address of this draft, each once.
    pub fn reached(&mut self, book: &Book<'_>, draft: &CustomerDraft) -> rusqlite::Result<Vec<CustomerId>> {
        let found = self.carriers(book, &addresses(draft))?;
        Ok(found.into_iter().map(|(id, _)| id).collect())
    }

    /// Everybody known before who has an address by which a draft says no, and to what.
    pub fn who_else(
        &mut self,
        book: &Book<'_>,
        draft: &CustomerDraft,
    ) -> rusqlite::Result<Vec<(CustomerId, CustomerDraft)>> {
        let nos = bits(draft);
        let by: Vec<(u64, u8)> = addresses(draft).into_iter().map(|(key, to)| (key, to & nos)).collect();
        let found = self.carriers(book, &by)?;
        Ok(found.into_iter().filter(|(_, to)| *to > 0).map(|(id, to)| (id, saying_no(to))).collect())
    }

    /// What somebody who was there before said no to by an address of this draft.
    pub fn said_before(
        &mut self,
        book: &Book<'_>,
        draft: &CustomerDraft,
    ) -> rusqlite::Result<Option<CustomerDraft>> {
        let addresses = addresses(draft);
        if addresses.is_empty() || book.first.customer <= 1 {
            return Ok(None);
        }
        let said = match &mut self.said {
            Some(said) => said,
            none => none.insert(read_said(book.connection, book.first.customer)?),
        };
        let nos = addresses.iter().fold(0, |nos, (key, to)| nos | said.get(key).copied().unwrap_or(0) & to);
        Ok((nos & !bits(draft) > 0).then(|| saying_no(nos)))
    }

    fn carriers(&mut self, book: &Book<'_>, by: &[(u64, u8)]) -> rusqlite::Result<Vec<(CustomerId, u8)>> {
        if by.is_empty() || book.first.customer <= 1 {
            return Ok(Vec::new());
        }
        let reach = match &mut self.reach {
            Some(reach) => reach,
            none => none.insert(Reach::read(book.connection, book.first.customer)?),
        };
        let mut found: Vec<(CustomerId, u8)> = Vec::new();
        for (key, to) in by {
            let others = reach.others.get(key).into_iter().flatten();
            for id in reach.first.get(key).into_iter().chain(others) {
                match found.iter_mut().find(|(other, _)| other == id) {
                    Some((_, known)) => *known |= to,
                    None => found.push((*id, *to)),
                }
            }
        }
        found.sort_unstable();
        Ok(found)
    }
}

impl Reach {
    fn read(connection: &Connection, before: CustomerId) -> rusqlite::Result<Self> {
        let mut reach = Self::default();
        let mut all = connection.prepare(
            "SELECT id, email, phone, mobile FROM customer WHERE id < ?1 AND (email <> '' OR phone <> '' OR mobile <> '')",
        )?;
        let mut rows = all.query([before])?;
        while let Some(row) = rows.next()? {
            let text = |n: usize| -> rusqlite::Result<&str> { Ok(row.get_ref(n)?.as_str()?) };
            let id: CustomerId = row.get(0)?;
            for (key, _) in keys(text(1)?, [text(2)?, text(3)?]) {
                let first = *reach.first.entry(key).or_insert(id);
                if first != id {
                    reach.others.entry(key).or_default().push(id);
                }
            }
        }
        Ok(reach)
    }
}

fn read_said(connection: &Connection, before: CustomerId) -> rusqlite::Result<HashMap<u64, u8>> {
    let mut said: HashMap<u64, u8> = HashMap::new();
    let mut all = connection.prepare(
        "SELECT email, phone, mobile, (consent_phone = 2) + 2 * (consent_email = 2) + 4 * (consent_sms = 2)
         FROM customer WHERE id < ?1 AND (consent_phone = 2 OR consent_email = 2 OR consent_sms = 2)",
    )?;
    let mut rows = all.query([before])?;
    while let Some(row) = rows.next()? {
        let text = |n: usize| -> rusqlite::Result<&str> { Ok(row.get_ref(n)?.as_str()?) };
        let nos: u8 = row.get(3)?;
        for (key, to) in keys(text(0)?, [text(1)?, text(2)?]) {
            *said.entry(key).or_default() |= nos & to;
        }
    }
    Ok(said)
}

/// Hashes of the addresses of a draft, each with what it can be reached by for.
fn addresses(draft: &CustomerDraft) -> Vec<(u64, u8)> {
    keys(&draft.email, [&draft.phone, &draft.mobile])
}

fn keys(email: &str, phones: [&str; 2]) -> Vec<(u64, u8)> {
    let mail = (!email.is_empty()).then(|| (stable_hash(&email.to_lowercase()), EMAIL));
    let phones = phones.into_iter().map(phone_key).filter(|figures| figures.len() > 5);
    mail.into_iter().chain(phones.map(|figures| (stable_hash(&figures), PHONE | SMS))).collect()
}

fn bits(draft: &CustomerDraft) -> u8 {
    let bit = |consent: Consent, bit: u8| if consent == Consent::No { bit } else { 0 };
    bit(draft.consent_phone, PHONE) | bit(draft.consent_email, EMAIL) | bit(draft.consent_sms, SMS)
}

fn saying_no(to: u8) -> CustomerDraft {
    let no = |bit: u8| if to & bit > 0 { Consent::No } else { Consent::Unknown };
    CustomerDraft {
        consent_phone: no(PHONE),
        consent_email: no(EMAIL),
        consent_sms: no(SMS),
        ..CustomerDraft::default()
    }
}

/// A draft with what is said no to besides.
pub(super) fn with(draft: &CustomerDraft, nos: &CustomerDraft) -> CustomerDraft {
    let mut whole = draft.clone();
    for (consent, no) in [
        (&mut whole.consent_phone, nos.consent_phone),
        (&mut whole.consent_email, nos.consent_email),
        (&mut whole.consent_sms, nos.consent_sms),
    ] {
        if no == Consent::No {
            *consent = no;
        }
    }
    whole
}
