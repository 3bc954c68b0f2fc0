//! A customer: what a person or an import says about them. What follows from purchases (stage, rhythm, sums) is
//! never kept here.

use serde::{Deserialize, Serialize};

use crate::domain::base::Day;

/// Row id of a customer; never reused.
pub type CustomerId = i64;

/// Whether a channel may be used, and since when, as said by the customer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Consent {
    /// Nothing said.
    #[default]
    Unknown,
    /// Said yes.
    Yes,
    /// Said no, or took it back.
    No,
}

/// What can be written about a customer: the form, `add customer` and the import fill the same fields. Empty
/// text means unknown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CustomerDraft {
    /// Code in its source (`C-0042`); given by the program where empty.
    pub code: String,
    /// How the customer is called in every list. Required.
    pub name: String,
    /// Person to speak to, where the customer is a company.
    pub contact: String,
    /// Company name where `name` is a person.
    pub company: String,
    /// Tax id (NIF, NIE, CIF, VAT).
    pub tax_id: String,
    /// First phone.
    pub phone: String,
    /// Second phone.
    pub mobile: String,
    /// Fax number.
    pub fax: String,
    /// E-mail.
    pub email: String,
    /// Street and number.
    pub address: String,
    /// Town.
    pub city: String,
    /// Province, state or region.
    pub region: String,
    /// Postal code, leading zeros kept.
    pub postal_code: String,
    /// Country, as written.
    pub country: String,
    /// The business's own zone; falls back to region, then city, where empty.
    pub zone: String,
    /// Year of birth.
    pub birth_year: Option<i32>,
    /// Income band.
    pub income: String,
    /// Occasion of use.
    pub occasion: String,
    /// Benefit sought.
    pub benefit: String,
    /// Who looks after the customer.
    pub owner: String,
    /// Where the customer came from (`referral`, `fair`…).
    pub source: String,
    /// Known since, where it is earlier than the first purchase.
    pub since: Option<Day>,
    /// May be phoned.
    pub consent_phone: Consent,
    /// May be written to by e-mail.
    pub consent_email: Consent,
    /// May be sent text messages.
    pub consent_sms: Consent,
    /// May be sent letters.
    pub consent_post: Consent,
}

/// A customer as stored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Customer {
    /// Row id.
    pub id: CustomerId,
    /// Name of the code's source (`generic`, `northwind`…).
    pub code_source: String,
    /// Everything a person can write.
    #[serde(flatten)]
    pub draft: CustomerDraft,
    /// Labels, in the user's label order.
    pub labels: Vec<super::LabelId>,
    /// Out of every list but `state:archived`.
    pub archived: bool,
    /// Never to be contacted again, since.
    pub do_not_call: Option<Day>,
    /// Marked seasonal by a person, since: then the lost gap is the seasonal one.
    pub seasonal: Option<Day>,
    /// Next contact agreed or planned.
    pub next: Option<NextContact>,
    /// File this customer first came from; empty where typed.
    pub provenance: String,
}

/// A contact that somebody promised or planned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextContact {
    /// On which day.
    pub day: Day,
    /// At which minute of the day, where a time was agreed.
    pub minute: Option<u16>,
    /// What about.
    pub note: String,
}

impl CustomerDraft {
    /// The zone shown and filtered by: the business's own, else the region, else the town.
    pub fn shown_zone(&self) -> &str {
        [&self.zone, &self.region, &self.city].into_iter().find(|t| !t.is_empty()).map_or("", String::as_str)
    }
}
