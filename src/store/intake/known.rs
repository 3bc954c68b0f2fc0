//! Whom a record may be about although nobody has its code: somebody of the source with the same tax id, e-mail or name;
//! and how many of the new ones look like somebody who was there before, whom people may join.

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, Row};

use crate::domain::base::names::{NameWords, phone_key, stable_hash, tax_identity};
use crate::domain::people::duplicate::{e164, email_key, name_key, tax_key};
use crate::domain::people::{CustomerDraft, CustomerId};

/// New customers that are compared at once with everybody who was there before.
const AT_ONCE: i64 = 200_000;

/// Customers of a source by what tells who they are; kept as hashes, of which two of ten million are the same once in
/// 10⁵ portfolios.
#[derive(Default)]
pub(super) struct Marks {
    taxed: HashMap<u64, CustomerId>,
    /// By e-mail, with a hash of the tax id, 0 where there is none.
    mailed: HashMap<u64, (CustomerId, u64, NameWords)>,
    /// `None` where several have the name.
    named: HashMap<u64, Option<CustomerId>>,
}

/// Somebody whom a record without a code is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Twin {
    /// By tax id or e-mail.
    Sure(CustomerId),
    /// The only one of that name: what else is known of both has to agree.
    Named(CustomerId),
}

/// Codes that begin with zeros, which a spreadsheet takes away.
#[derive(Default)]
pub(super) struct Otherwise(Option<HashMap<u64, String>>);

impl Twin {
    /// Who.
    pub fn id(self) -> CustomerId {
        match self {
            Self::Sure(id) | Self::Named(id) => id,
        }
    }
}

impl Marks {
    /// Of everybody of a source.
    pub fn read(connection: &Connection, source: i64) -> rusqlite::Result<Self> {
        let mut marks = Self::default();
        let mut all = connection
            .prepare("SELECT id, tax_id, email, name FROM customer WHERE source_id = ?1 ORDER BY id")?;
        let mut rows = all.query([source])?;
        while let Some(row) = rows.next()? {
            let text = |n: usize| -> rusqlite::Result<&str> { Ok(row.get_ref(n)?.as_str()?) };
            marks.add(row.get(0)?, text(1)?, text(2)?, text(3)?);
        }
        Ok(marks)
    }

    /// One more, or what more is known of somebody.
    pub fn put(&mut self, id: CustomerId, draft: &CustomerDraft) {
        self.add(id, &draft.tax_id, &draft.email, &draft.name);
    }

    fn add(&mut self, id: CustomerId, tax_id: &str, email: &str, name: &str) {
        let name = own_name(name);
        let tax = mark(&tax_identity(tax_id));
        if let Some(tax) = tax {
            self.taxed.entry(tax).or_insert(id);
        }
        if let Some(mail) = mark(&email.to_lowercase()) {
            self.mailed.entry(mail).or_insert((id, tax.unwrap_or(0), NameWords::of(name)));
        }
        if let Some(name) = mark(&name_key(name)) {
            let only = self.named.entry(name).or_insert(Some(id));
            if *only != Some(id) {
                *only = None;
            }
        }
    }

    /// Somebody with the same tax id; or with the same e-mail, no other tax id and a name that may be theirs; or the only
    /// one of that name. `by_mail`: the e-mail may tell.
    pub fn twin(&self, draft: &CustomerDraft, by_mail: bool) -> Option<Twin> {
        let tax = mark(&tax_identity(&draft.tax_id));
        if let Some(id) = tax.and_then(|tax| self.taxed.get(&tax)) {
            return Some(Twin::Sure(*id));
        }
        let mail = mark(&draft.email.to_lowercase()).filter(|_| by_mail);
        if let Some((id, other, name)) = mail.and_then(|mail| self.mailed.get(&mail)) {
            let taxed = *other == 0 || tax.is_none_or(|tax| *other == tax);
            if taxed && name.may_be(NameWords::of(&draft.name)) {
                return Some(Twin::Sure(*id));
            }
        }
        let name = mark(&name_key(&draft.name))?;
        self.named.get(&name).copied().flatten().map(Twin::Named)
    }
}

impl Otherwise {
    /// The codes of a source that are this number with more or fewer zeros before it.
    pub fn of(&mut self, connection: &Connection, source: i64, code: &str) -> rusqlite::Result<Vec<String>> {
        if code.is_empty() || !code.bytes().all(|b| b.is_ascii_digit()) {
            return Ok(Vec::new());
        }
        let zeros = match &mut self.0 {
            Some(zeros) => zeros,
            none => none.insert(read_zeros(connection, source)?),
        };
        let plain = code.trim_start_matches('0');
        let shorter = (plain != code && !plain.is_empty()).then(|| plain.to_owned());
        let longer = zeros.get(&stable_hash(plain)).filter(|other| *other != code).cloned();
        Ok(shorter.into_iter().chain(longer).collect())
    }
}

fn read_zeros(connection: &Connection, source: i64) -> rusqlite::Result<HashMap<u64, String>> {
    let mut zeros: HashMap<u64, String> = HashMap::new();
    let mut all = connection
        .prepare("SELECT code FROM customer WHERE code >= '0' AND code < '1' AND source_id = ?1")?;
    let mut rows = all.query([source])?;
    while let Some(row) = rows.next()? {
        let code = row.get_ref(0)?.as_str()?;
        let plain = code.trim_start_matches('0');
        if !plain.is_empty() && plain.bytes().all(|b| b.is_ascii_digit()) {
            // The shortest, in the order of the index.
            zeros.entry(stable_hash(plain)).or_insert_with(|| code.to_owned());
        }
    }
    Ok(zeros)
}

/// Whether nothing that is known of somebody contradicts a draft: their names may be one person's, and tax id, e-mail,
/// phones and postal code are the same wherever both have them.
pub(super) fn says_the_same(connection: &Connection, id: CustomerId, draft: &CustomerDraft) -> bool {
    let read = |row: &Row<'_>| {
        let text = |n: usize| -> rusqlite::Result<String> { row.get(n) };
        let same = |one: &str, other: &str| one.is_empty() || other.is_empty() || one == other;
        let phones = [phone_key(&text(2)?), phone_key(&text(3)?)];
        let mut theirs = [&draft.phone, &draft.mobile].into_iter().filter(|p| !p.is_empty()).peekable();
        let called = phones.iter().all(String::is_empty)
            || theirs.peek().is_none()
            || theirs.any(|phone| phones.contains(&phone_key(phone)));
        Ok(called
            && same(&tax_identity(&text(0)?), &tax_identity(&draft.tax_id))
            && same(&text(1)?.to_lowercase(), &draft.email.to_lowercase())
            && same(&text(4)?, &draft.postal_code)
            && NameWords::of(own_name(&text(5)?)).may_be(NameWords::of(&draft.name)))
    };
    connection
        .prepare_cached("SELECT tax_id, email, phone, mobile, postal_code, name FROM customer WHERE id = ?1")
        .and_then(|mut one| one.query_row([id], read))
        .unwrap_or(false)
}

/// How many customers from this id on share a tax id, an e-mail or a phone with somebody before it.
pub(super) fn alike(connection: &Connection, first: CustomerId) -> rusqlite::Result<u64> {
    if first <= 1 {
        return Ok(0);
    }
    let last: CustomerId =
        connection.query_row("SELECT coalesce(max(id), 0) FROM customer", [], |r| r.get(0))?;
    let reached = "SELECT id, tax_id, email, phone, mobile, country FROM customer
         WHERE id BETWEEN ?1 AND ?2 AND (tax_id <> '' OR email <> '' OR phone <> '' OR mobile <> '')";
    let (mut after, mut before) = (connection.prepare(reached)?, connection.prepare(reached)?);
    let mut count = 0;
    let mut from = first;
    while from <= last {
        let until = last.min(from + AT_ONCE - 1);
        let mut new: HashMap<u64, Vec<CustomerId>> = HashMap::new();
        let mut rows = after.query([from, until])?;
        while let Some(row) = rows.next()? {
            for key in keys(row)? {
                new.entry(key).or_default().push(row.get(0)?);
            }
        }
        let mut met = HashSet::new();
        if !new.is_empty() {
            let mut rows = before.query([1, first - 1])?;
            while let Some(row) = rows.next()? {
                for key in keys(row)? {
                    met.extend(new.remove(&key).into_iter().flatten());
                }
            }
        }
        count += met.len() as u64;
        from = until + 1;
    }
    Ok(count)
}

fn keys(row: &Row<'_>) -> rusqlite::Result<Vec<u64>> {
    let text = |n: usize| -> rusqlite::Result<&str> { Ok(row.get_ref(n)?.as_str()?) };
    let country = text(5)?;
    let all = [tax_key(text(1)?), email_key(text(2)?), e164(text(3)?, country), e164(text(4)?, country)];
    Ok(all.into_iter().flatten().map(|key| stable_hash(&key)).collect())
}

/// A name that is one: whoever had none is called by their e-mail or phone.
pub(super) fn own_name(name: &str) -> &str {
    if name.contains('@') || !name.chars().any(char::is_alphabetic) { "" } else { name }
}

fn mark(text: &str) -> Option<u64> {
    (!text.is_empty()).then(|| stable_hash(text).max(1))
}
