//! Two customers that are one: whose word stands, field by field. What a person chose stands; else what the one who
//! stays says, and where they say nothing, what the other one says. Objections are no matter of choice.

use std::collections::{BTreeMap, BTreeSet};

use super::duplicate::e164;
use super::{Consent, CustomerDraft};
use crate::domain::base::Day;
use crate::domain::base::names::fold;

/// Fields that can be chosen, in the order in which they are shown, and the columns of each.
pub const FIELDS: [(&str, &[&str]); 27] = [
    ("name", &["name"]),
    ("contact", &["contact"]),
    ("company", &["company"]),
    ("tax_id", &["tax_id"]),
    ("phone", &["phone"]),
    ("mobile", &["mobile"]),
    ("fax", &["fax"]),
    ("email", &["email"]),
    ("address", &["address"]),
    ("postal_code", &["postal_code"]),
    ("city", &["city"]),
    ("region", &["region"]),
    ("country", &["country"]),
    ("zone", &["zone"]),
    ("owner", &["owner"]),
    ("source", &["origin"]),
    ("activity", &["activity"]),
    ("birth", &["birth_year", "birth_day"]),
    ("income", &["income", "income_source", "income_on"]),
    ("turnover", &["turnover"]),
    ("employees", &["employees"]),
    ("wallet", &["wallet", "wallet_on"]),
    ("occasion", &["occasion"]),
    ("benefit", &["benefit"]),
    ("language", &["language"]),
    ("timezone", &["timezone"]),
    ("seasonal", &["seasonal"]),
];

/// Fields that say together where somebody is: one is filled from the other customer only where the rest agree.
const PLACE: [&str; 5] = ["address", "postal_code", "city", "region", "country"];

/// Values by field, as text; empty where nothing is said.
pub type Values = BTreeMap<String, String>;

/// The fields of a customer that can be chosen, as they are compared. The user's own ones are called `custom:KEY`.
pub fn values(draft: &CustomerDraft, seasonal: Option<Day>) -> Values {
    let day = |day: Option<Day>| day.map_or(String::new(), |d| d.to_string());
    let money = |money: Option<crate::domain::Money>| money.map_or(String::new(), |m| m.0.to_string());
    let birth = draft.birth_year.map_or(String::new(), |y| y.to_string());
    let pairs = [
        ("name", draft.name.clone()),
        ("contact", draft.contact.clone()),
        ("company", draft.company.clone()),
        ("tax_id", draft.tax_id.clone()),
        ("phone", draft.phone.clone()),
        ("mobile", draft.mobile.clone()),
        ("fax", draft.fax.clone()),
        ("email", draft.email.clone()),
        ("address", draft.address.clone()),
        ("postal_code", draft.postal_code.clone()),
        ("city", draft.city.clone()),
        ("region", draft.region.clone()),
        ("country", draft.country.clone()),
        ("zone", draft.zone.clone()),
        ("owner", draft.owner.clone()),
        ("source", draft.source.clone()),
        ("activity", draft.activity.clone()),
        ("birth", draft.birth_day.map_or(birth, |d| d.to_string())),
        ("income", draft.income.clone()),
        ("turnover", money(draft.turnover)),
        ("employees", draft.employees.map_or(String::new(), |n| n.to_string())),
        ("wallet", money(draft.wallet)),
        ("occasion", draft.occasion.clone()),
        ("benefit", draft.benefit.clone()),
        ("language", draft.language.clone()),
        ("timezone", draft.timezone.clone()),
        ("seasonal", day(seasonal)),
    ];
    let own = draft.custom.iter().map(|(key, value)| (format!("custom:{key}"), value.clone()));
    pairs.into_iter().map(|(field, value)| (field.to_owned(), value)).chain(own).collect()
}

/// The fields in which the one who goes stands: those taken from them, and those in which only they say something.
pub fn taken(keep: &Values, gone: &Values, take: &BTreeSet<String>) -> BTreeSet<String> {
    let said = |values: &Values, field: &str| values.get(field).is_some_and(|v| !v.is_empty());
    let agree = PLACE.iter().all(|field| {
        let of = |values: &Values| fold(values.get(*field).map_or("", String::as_str));
        let (one, other) = (of(keep), of(gone));
        one.is_empty() || other.is_empty() || one == other
    });
    gone.keys()
        .filter(|field| {
            let fills = !said(keep, field) && said(gone, field);
            take.contains(*field) || fills && (agree || !PLACE.contains(&field.as_str()))
        })
        .cloned()
        .collect()
}

/// Whether two values say the same: capitals, accents and blanks aside, numbers as they are dialled.
pub fn is_same(field: &str, one: &str, other: &str) -> bool {
    if matches!(field, "phone" | "mobile" | "fax")
        && let (Some(one), Some(other)) = (e164(one, ""), e164(other, ""))
    {
        return one == other;
    }
    fold(one) == fold(other)
}

/// A consent of two: *no* stands, then *yes*.
pub const fn consent(one: Consent, other: Consent) -> Consent {
    match (one, other) {
        (Consent::No, _) | (_, Consent::No) => Consent::No,
        (Consent::Yes, _) | (_, Consent::Yes) => Consent::Yes,
        _ => Consent::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(pairs: &[(&str, &str)]) -> Values {
        pairs.iter().map(|(field, value)| ((*field).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn a_blank_is_filled_and_a_word_stands_unless_the_other_was_chosen() {
        let keep = of(&[("name", "Bar Sol"), ("phone", ""), ("email", "a@x.es")]);
        let gone = of(&[("name", "Bar Sol S.L."), ("phone", "600"), ("email", "b@x.es"), ("custom:k", "1")]);
        assert_eq!(taken(&keep, &gone, &BTreeSet::new()), ["custom:k", "phone"].map(String::from).into());
        let chosen = BTreeSet::from(["name".to_owned()]);
        assert!(taken(&keep, &gone, &chosen).contains("name"));
    }

    #[test]
    fn an_address_is_not_put_together_from_two() {
        let keep = of(&[("address", ""), ("city", "Madrid"), ("postal_code", "")]);
        let gone = |city: &str| of(&[("address", "Calle Mayor 1"), ("city", city), ("postal_code", "28901")]);
        assert!(taken(&keep, &gone("Getafe"), &BTreeSet::new()).is_empty());
        assert_eq!(taken(&keep, &gone("MADRID"), &BTreeSet::new()).len(), 2);
    }

    #[test]
    fn the_order_of_two_makes_no_difference_to_a_consent() {
        let all = [Consent::Unknown, Consent::Yes, Consent::No];
        for one in all {
            for other in all {
                assert_eq!(consent(one, other), consent(other, one));
                assert_eq!(consent(one, other) == Consent::No, [one, other].contains(&Consent::No));
            }
        }
    }

    #[test]
    fn every_field_has_a_value() {
        let values = values(&CustomerDraft::default(), None);
        assert_eq!(values.len(), FIELDS.len());
        assert!(FIELDS.iter().all(|(field, _)| values.contains_key(*field)));
    }
}
