//! What a record says of somebody who is known already, against what is known of them.

use rusqlite::Row;
use rusqlite::types::Value;

use super::super::Book;
use super::super::known::own_name;
use super::super::said::{CONSENTS, NUMBERS, TEXTS, numbers, texts, texts_mut};
use super::People;
use crate::domain::base::Day;
use crate::domain::base::names::{NameWords, phone_key, tax_identity};
use crate::domain::people::{Consent, CustomerDraft, CustomerId};
use crate::store::collate::name_key;

/// By what a record was known to be somebody's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    /// It says what was decided already: all of it counts.
    Hand,
    /// Its code, which another program may have given to somebody else.
    Code,
    /// What it says of them: the same written otherwise is no news.
    Words,
}

/// What became of somebody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Written {
    /// Something is other than it was.
    pub changed: bool,
    /// The name is another one, and nothing else says that it is the same customer.
    pub renamed: bool,
}

impl<'c> People<'c> {
    /// What a draft says that is not known of somebody yet.
    pub(super) fn missing(
        &mut self,
        id: CustomerId,
        draft: &CustomerDraft,
    ) -> rusqlite::Result<CustomerDraft> {
        self.flush()?;
        let mut missing = draft.clone();
        let (known, numbers) = self.read.query_row([id], |row| {
            let texts = (0..TEXTS.len()).map(|n| row.get(n)).collect::<Result<Vec<String>, _>>()?;
            let numbers = (0..NUMBERS.len()).map(|n| row.get(TEXTS.len() + n));
            Ok((texts, numbers.collect::<Result<Vec<Option<i64>>, _>>()?))
        })?;
        let of = |column: &str| TEXTS.iter().position(|c| *c == column).map_or("", |n| known[n].as_str());
        let (phone, mobile) = (phone_key(of("phone")), phone_key(of("mobile")));
        // A further phone takes the place of the second one where that is free.
        let other = [&draft.phone, &draft.mobile]
            .into_iter()
            .find(|t| !t.is_empty() && ![&phone, &mobile].contains(&&phone_key(t)));
        missing.mobile = other.filter(|_| !phone.is_empty()).cloned().unwrap_or_default();
        for (known, text) in known.iter().zip(texts_mut(&mut missing)) {
            if !known.is_empty() {
                text.clear();
            }
        }
        let unborn = numbers[0].is_none() && numbers[1].is_none();
        missing.birth_year = missing.birth_year.filter(|_| unborn);
        // The day of a year that is known is no other year.
        let of_year = |day: Day| numbers[0].is_none_or(|year| year == i64::from(day.ymd().0));
        missing.birth_day = missing.birth_day.filter(|day| numbers[1].is_none() && of_year(*day));
        missing.since = missing.since.filter(|_| numbers[2].is_none());
        let consents = [
            &mut missing.consent_phone,
            &mut missing.consent_email,
            &mut missing.consent_sms,
            &mut missing.consent_post,
        ];
        for (known, consent) in numbers[CONSENTS..].iter().zip(consents) {
            // A no counts wherever it stands.
            if known.is_some_and(|k| k != 0) && *consent != Consent::No {
                *consent = Consent::Unknown;
            }
        }
        Ok(missing)
    }

    /// Marks somebody as never to be contacted, who has no next contact then; whether they were not.
    pub(super) fn never(
        &mut self,
        book: &mut Book<'c>,
        id: CustomerId,
        since: Option<Day>,
    ) -> rusqlite::Result<bool> {
        let Some(since) = since else { return Ok(false) };
        let known = id < book.first.customer;
        if !known {
            self.flush()?;
        }
        let before: Option<i32> = book
            .connection
            .prepare_cached("SELECT do_not_call FROM customer WHERE id = ?1")?
            .query_row([id], |r| r.get(0))?;
        if before.is_some_and(|before| before <= since.0) {
            return Ok(false);
        }
        if known {
            let columns = ["do_not_call", "next_day", "next_minute", "next_note"];
            book.journal.keep_columns("customer", id, &columns)?;
        }
        let mut write = book.connection.prepare_cached(
            "UPDATE customer SET do_not_call = ?2, next_day = NULL, next_minute = NULL, next_note = '' WHERE id = ?1",
        )?;
        write.execute((id, since.0))?;
        Ok(true)
    }

    /// Whether a draft says no to something that was not known of whom it is about.
    pub(super) fn is_news(
        &mut self,
        book: &Book<'c>,
        met: Option<CustomerId>,
        draft: &CustomerDraft,
    ) -> rusqlite::Result<bool> {
        let nos: Vec<usize> = (CONSENTS..NUMBERS.len()).filter(|n| numbers(draft)[*n] == Some(2)).collect();
        let Some(id) = met.filter(|_| !nos.is_empty()) else { return Ok(!nos.is_empty()) };
        if id >= book.first.customer {
            self.flush()?;
        }
        self.read.query_row([id], |row| {
            let mut news = false;
            for n in nos {
                news |= row.get::<_, Option<i64>>(TEXTS.len() + n)? != Some(2);
            }
            Ok(news)
        })
    }

    /// Writes what the draft says and the file does not; whether there was anything.
    pub(super) fn update(
        &mut self,
        book: &mut Book<'c>,
        id: CustomerId,
        draft: &CustomerDraft,
    ) -> rusqlite::Result<bool> {
        Ok(self.write(book, id, draft, By::Hand)?.changed)
    }

    /// The same, by what the record was known to be theirs.
    pub(super) fn write(
        &mut self,
        book: &mut Book<'c>,
        id: CustomerId,
        draft: &CustomerDraft,
        by: By,
    ) -> rusqlite::Result<Written> {
        let (texts, numbers) = (texts(draft), numbers(draft));
        if texts.iter().all(|text| text.is_empty()) && numbers.iter().all(Option::is_none) {
            return Ok(Written::default());
        }
        if id >= book.first.customer {
            self.flush()?;
        }
        let other = |row: &Row<'_>| -> rusqlite::Result<Vec<(&'static str, Value)>> {
            let mut other = Vec::new();
            for (n, text) in texts.iter().enumerate() {
                let before = row.get_ref(n)?.as_str()?;
                if !text.is_empty()
                    && before != *text
                    && (by != By::Words || says_more(TEXTS[n], before, text))
                {
                    other.push((TEXTS[n], Value::Text((*text).to_owned())));
                }
            }
            for (n, number) in numbers.iter().enumerate() {
                let before = row.get::<_, Option<i64>>(TEXTS.len() + n)?;
                // A no stands until a person takes it back.
                let stands = n >= CONSENTS && before == Some(2);
                if number.is_some() && before != *number && !stands {
                    other.push((NUMBERS[n], Value::from(*number)));
                }
                // Another year leaves nothing of the day that was known.
                if NUMBERS[n] == "birth_day"
                    && let (None, Some(day), Some(year)) = (number, before, draft.birth_year)
                    && i32::try_from(day).is_ok_and(|day| Day(day).ymd().0 != year)
                {
                    other.push((NUMBERS[n], Value::Null));
                }
            }
            Ok(other)
        };
        let read = |row: &Row<'_>| {
            let other = other(row)?;
            let named = other.iter().any(|(column, _)| *column == "name");
            Ok((named && by == By::Code && is_stranger(row, draft)?, other))
        };
        let (renamed, mut other) = self.read.query_row([id], read)?;
        if other.is_empty() {
            return Ok(Written::default());
        }
        if let Some((_, Value::Text(name))) = other.iter().find(|(column, _)| *column == "name") {
            other.push(("name_key", Value::Blob(name_key(name))));
        }
        if id < book.first.customer {
            book.journal.keep_columns("customer", id, &other.iter().map(|(c, _)| *c).collect::<Vec<_>>())?;
        }
        let sets: Vec<String> =
            other.iter().enumerate().map(|(n, (c, _))| format!("{c} = ?{}", n + 2)).collect();
        let mut write = book
            .connection
            .prepare_cached(&format!("UPDATE customer SET {} WHERE id = ?1", sets.join(", ")))?;
        write.raw_bind_parameter(1, id)?;
        for (n, (_, value)) in other.iter().enumerate() {
            write.raw_bind_parameter(n + 2, value)?;
        }
        write.raw_execute()?;
        Ok(Written { changed: true, renamed })
    }
}

/// Whether a text says more than the one before it: not where it is the same tax id or phone, or some words of a name.
fn says_more(column: &str, before: &str, text: &str) -> bool {
    match column {
        "name" => !NameWords::of(text).is_part_of(NameWords::of(before)),
        "tax_id" => tax_identity(before).is_empty() || tax_identity(before) != tax_identity(text),
        "phone" | "mobile" => phone_key(before) != phone_key(text),
        _ => true,
    }
}

/// Whether a draft is of somebody else by its name, and by nothing else of somebody known.
fn is_stranger(row: &Row<'_>, draft: &CustomerDraft) -> rusqlite::Result<bool> {
    let of = |column: &str| -> rusqlite::Result<&str> {
        let at = TEXTS.iter().position(|c| *c == column).unwrap_or_default();
        Ok(row.get_ref(at)?.as_str()?)
    };
    if NameWords::of(own_name(of("name")?)).may_be(NameWords::of(&draft.name)) {
        return Ok(false);
    }
    let same = |one: &str, other: &str| !one.is_empty() && one == other;
    let phones = [phone_key(of("phone")?), phone_key(of("mobile")?)];
    let called = |phone: &str| !phone.is_empty() && phones.contains(&phone_key(phone));
    Ok(!(same(&tax_identity(of("tax_id")?), &tax_identity(&draft.tax_id))
        || same(&of("email")?.to_lowercase(), &draft.email.to_lowercase())
        || called(&draft.phone)
        || called(&draft.mobile)))
}
