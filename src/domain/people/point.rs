//! Further ways to reach a customer (mission row 31), beside phone, mobile, fax, e-mail and address of their own.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::CustomerId;
use super::quality::{is_email, is_phone};
use crate::domain::base::Day;
use crate::domain::base::names::{phone_key, tidy};

/// Row id of a contact point.
pub type PointId = i64;

/// What a contact point is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PointKind {
    /// A fixed phone.
    #[default]
    Phone,
    /// A mobile.
    Mobile,
    /// A fax.
    Fax,
    /// An e-mail address.
    Email,
    /// A place for letters and visits.
    Address,
    /// A page.
    Web,
    /// A portal of theirs for suppliers or invoices.
    Portal,
    /// An account of a social network.
    Social,
    /// An account of a messenger.
    Messaging,
}

impl PointKind {
    /// All, in the order of forms.
    pub const ALL: [Self; 9] = [
        Self::Phone,
        Self::Mobile,
        Self::Fax,
        Self::Email,
        Self::Address,
        Self::Web,
        Self::Portal,
        Self::Social,
        Self::Messaging,
    ];

    /// Key in the file, JSON and texts.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Mobile => "mobile",
            Self::Fax => "fax",
            Self::Email => "email",
            Self::Address => "address",
            Self::Web => "web",
            Self::Portal => "portal",
            Self::Social => "social",
            Self::Messaging => "messaging",
        }
    }

    /// The kind with this key.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Whether it is called.
    pub const fn is_dialled(self) -> bool {
        matches!(self, Self::Phone | Self::Mobile)
    }
}

/// What is written of a contact point.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PointDraft {
    /// Whose.
    pub customer: CustomerId,
    /// What it is.
    pub kind: PointKind,
    /// The number, the address.
    pub value: String,
    /// Whose it is among them, or what for: `compras`, `portería`.
    pub label: String,
    /// When, in words: `de 9 a 11`.
    pub hours: String,
    /// The one of its kind to use first.
    pub preferred: bool,
    /// Since when it is known not to work.
    pub invalid_on: Option<Day>,
    /// When it was compared with a second source.
    pub verified_on: Option<Day>,
    /// With what.
    pub verified_with: String,
}

/// A contact point as stored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// Row id.
    pub id: PointId,
    /// What was written.
    #[serde(flatten)]
    pub draft: PointDraft,
    /// Day of the call in which its number was noted as wrong; nothing of it is written in the point itself.
    #[serde(default)]
    pub wrong_on: Option<Day>,
}

impl Point {
    /// As somebody sees it: a number that was noted as wrong in a call does not work.
    #[must_use]
    pub fn told(&self) -> PointDraft {
        let invalid_on = self.draft.invalid_on.or(self.wrong_on);
        PointDraft {
            preferred: self.draft.preferred && invalid_on.is_none(),
            invalid_on,
            ..self.draft.clone()
        }
    }
}

impl PointDraft {
    /// With outer white space taken away; what does not work is not the preferred one.
    #[must_use]
    pub fn tidied(&self) -> Self {
        Self {
            value: tidy(&self.value),
            label: tidy(&self.label),
            hours: tidy(&self.hours),
            verified_with: if self.verified_on.is_some() { tidy(&self.verified_with) } else { String::new() },
            preferred: self.preferred && self.invalid_on.is_none(),
            ..self.clone()
        }
    }

    /// Whether the value can be of its kind, by the rules of the customer's own row: the form of a number, where they are
    /// in Spain (`at_home`) or elsewhere, and of an e-mail address.
    pub fn can_be(&self, at_home: bool) -> bool {
        match self.kind {
            PointKind::Phone | PointKind::Mobile | PointKind::Fax => is_phone(&self.value, at_home),
            PointKind::Email => is_email(&self.value),
            _ => !self.value.trim().is_empty(),
        }
    }

    /// Whether two are the same way to reach somebody.
    pub fn is_same(&self, other: &Self) -> bool {
        let key = |draft: &Self| match draft.kind {
            PointKind::Phone | PointKind::Mobile | PointKind::Fax => phone_key(&draft.value),
            _ => draft.value.to_lowercase(),
        };
        self.kind == other.kind && key(self) == key(other)
    }
}

/// Those that work, the preferred one of each kind first.
pub fn usable(points: &[Point]) -> Vec<&Point> {
    let mut found: Vec<&Point> = points.iter().filter(|point| point.draft.invalid_on.is_none()).collect();
    found.sort_by_key(|point| (!point.draft.preferred, point.draft.kind, point.id));
    found
}

/// Numbers of a customer in the order they are dialled, each once: a further one that is to be used first, their own
/// (`own`: phone and mobile), the other further ones.
pub fn dial_order<'a>(own: [&'a str; 2], points: &'a [Point]) -> Vec<&'a str> {
    let further: Vec<&PointDraft> = usable(points)
        .into_iter()
        .map(|point| &point.draft)
        .filter(|point| point.kind.is_dialled())
        .collect();
    let first = further.iter().filter(|point| point.preferred).map(|point| point.value.as_str());
    let last = further.iter().filter(|point| !point.preferred).map(|point| point.value.as_str());
    let mut met = BTreeSet::new();
    first.chain(own).chain(last).filter(|phone| !phone.is_empty() && met.insert(phone_key(phone))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(kind: PointKind, value: &str) -> PointDraft {
        PointDraft { kind, value: value.into(), ..PointDraft::default() }
    }

    #[test]
    fn a_value_can_be_of_its_kind_or_not() {
        for (kind, value, can) in [
            (PointKind::Phone, "947 11 22 33", true),
            (PointKind::Phone, "+33 1 42 68 53 00", true),
            (PointKind::Phone, "111111111", false),
            (PointKind::Phone, "947abc1122", false),
            (PointKind::Fax, "12 34", false),
            (PointKind::Email, "compras@sol.example", true),
            (PointKind::Email, "compras", false),
            (PointKind::Social, "@barsol", true),
            (PointKind::Address, "  ", false),
        ] {
            assert_eq!(point(kind, value).can_be(true), can, "{kind:?} {value}");
        }
    }

    #[test]
    fn the_same_number_is_the_same_point_however_it_is_written() {
        assert!(point(PointKind::Phone, "947 112 233").is_same(&point(PointKind::Phone, "+34 947112233")));
        assert!(!point(PointKind::Phone, "947112233").is_same(&point(PointKind::Fax, "947112233")));
        assert!(point(PointKind::Email, "A@b.es").is_same(&point(PointKind::Email, "a@B.es")));
    }

    #[test]
    fn what_does_not_work_is_no_preferred_one_and_comes_in_no_list() {
        let gone =
            PointDraft { preferred: true, invalid_on: Some(Day(9)), ..point(PointKind::Phone, "947112233") };
        assert!(!gone.tidied().preferred);
        let all = [
            Point { id: 1, draft: gone, wrong_on: None },
            Point { id: 2, draft: point(PointKind::Mobile, "600112233"), wrong_on: None },
            Point {
                id: 3,
                draft: PointDraft { preferred: true, ..point(PointKind::Mobile, "600112244") },
                wrong_on: None,
            },
        ];
        assert_eq!(usable(&all).iter().map(|p| p.id).collect::<Vec<_>>(), [3, 2]);
    }

    #[test]
    fn every_kind_is_told_by_its_code() {
        assert!(PointKind::ALL.iter().all(|kind| PointKind::from_code(kind.code()) == Some(*kind)));
        assert_eq!(PointKind::from_code("telegram"), None);
    }
}
