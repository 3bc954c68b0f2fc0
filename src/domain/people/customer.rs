//! A customer: what a person or an import says about them. What follows from purchases (stage, rhythm, sums) is
//! never kept here.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::age::Birth;
use crate::domain::base::{Day, Money};

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

/// How an income band is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IncomeSource {
    /// Not said.
    #[default]
    Unknown,
    /// The customer said so.
    Declared,
    /// We think so.
    Estimated,
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
    /// Occasions of use, parted by commas.
    pub occasion: String,
    /// Benefits sought, parted by commas; the evidence for them is in statements.
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
    /// Language to speak or write to them in, as written.
    pub language: String,
    /// IANA name of their time zone, where it is not the one their address says.
    pub timezone: String,
    /// Day of birth; says more than the year.
    pub birth_day: Option<Day>,
    /// How the income band is known.
    pub income_source: IncomeSource,
    /// Since when the income band is known.
    pub income_on: Option<Day>,
    /// Yearly turnover of a business.
    pub turnover: Option<Money>,
    /// Employees of a business.
    pub employees: Option<u32>,
    /// What a business does: its CNAE code, or words.
    pub activity: String,
    /// What they say they spend in a year, here and elsewhere, on what we sell.
    pub wallet: Option<Money>,
    /// Since when that is known.
    pub wallet_on: Option<Day>,
    /// Values of the user's own fields by the field's key, in the form [`super::FieldDef::canonical`] gives them.
    pub custom: BTreeMap<String, String>,
}

impl IncomeSource {
    /// All, in the order of forms; their places are their numbers in the file.
    pub const ALL: [Self; 3] = [Self::Unknown, Self::Declared, Self::Estimated];

    /// `unknown`, `declared` or `estimated`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Declared => "declared",
            Self::Estimated => "estimated",
        }
    }

    /// The source with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }
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
    /// Whether nothing is known of them but how to reach them: the name is their e-mail or phone.
    pub fn is_called_by_reach(&self) -> bool {
        [&self.email, &self.phone, &self.mobile]
            .into_iter()
            .any(|reach| !reach.is_empty() && *reach == self.name)
    }

    /// When they were born, as far as it is known.
    pub fn birth(&self) -> Option<Birth> {
        Birth::of(self.birth_day, self.birth_year)
    }

    /// The zone shown and filtered by: the business's own, else the region, else the town.
    pub fn shown_zone(&self) -> &str {
        [&self.zone, &self.region, &self.city].into_iter().find(|t| !t.is_empty()).map_or("", String::as_str)
    }
}
