//! Columns of a customer that a file fills: what a draft says of each.

use crate::domain::people::{Consent, CustomerDraft};

/// Text columns, in the order of [`texts`].
pub(super) const TEXTS: [&str; 20] = [
    "name",
    "contact",
    "company",
    "tax_id",
    "phone",
    "mobile",
    "fax",
    "email",
    "address",
    "city",
    "region",
    "postal_code",
    "country",
    "zone",
    "income",
    "occasion",
    "benefit",
    "activity",
    "owner",
    "origin",
];

/// Columns of numbers, in the order of [`numbers`].
pub(super) const NUMBERS: [&str; 7] =
    ["birth_year", "birth_day", "since", "consent_phone", "consent_email", "consent_sms", "consent_post"];

/// The first of them that is a consent.
pub(super) const CONSENTS: usize = 3;

/// The text fields of a draft.
pub(super) fn texts(draft: &CustomerDraft) -> [&str; 20] {
    [
        &draft.name,
        &draft.contact,
        &draft.company,
        &draft.tax_id,
        &draft.phone,
        &draft.mobile,
        &draft.fax,
        &draft.email,
        &draft.address,
        &draft.city,
        &draft.region,
        &draft.postal_code,
        &draft.country,
        &draft.zone,
        &draft.income,
        &draft.occasion,
        &draft.benefit,
        &draft.activity,
        &draft.owner,
        &draft.source,
    ]
}

/// The same to be written.
pub(super) fn texts_mut(draft: &mut CustomerDraft) -> [&mut String; 20] {
    [
        &mut draft.name,
        &mut draft.contact,
        &mut draft.company,
        &mut draft.tax_id,
        &mut draft.phone,
        &mut draft.mobile,
        &mut draft.fax,
        &mut draft.email,
        &mut draft.address,
        &mut draft.city,
        &mut draft.region,
        &mut draft.postal_code,
        &mut draft.country,
        &mut draft.zone,
        &mut draft.income,
        &mut draft.occasion,
        &mut draft.benefit,
        &mut draft.activity,
        &mut draft.owner,
        &mut draft.source,
    ]
}

/// The number fields of a draft as stored; `None` where the draft says nothing.
pub(super) fn numbers(draft: &CustomerDraft) -> [Option<i64>; 7] {
    let consent = |c: Consent| match c {
        Consent::Unknown => None,
        Consent::Yes => Some(1),
        Consent::No => Some(2),
    };
    [
        draft.birth_year.map(i64::from),
        draft.birth_day.map(|d| i64::from(d.0)),
        draft.since.map(|d| i64::from(d.0)),
        consent(draft.consent_phone),
        consent(draft.consent_email),
        consent(draft.consent_sms),
        consent(draft.consent_post),
    ]
}

/// What a record says no to, and nothing else.
pub(super) fn objections(draft: &CustomerDraft) -> CustomerDraft {
    let no = |consent: Consent| if consent == Consent::No { Consent::No } else { Consent::Unknown };
    CustomerDraft {
        consent_phone: no(draft.consent_phone),
        consent_email: no(draft.consent_email),
        consent_sms: no(draft.consent_sms),
        consent_post: no(draft.consent_post),
        ..CustomerDraft::default()
    }
}
