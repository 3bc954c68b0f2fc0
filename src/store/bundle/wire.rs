//! The shapes of a bundle's lines, as JSON. Unknown ones are refused: a field that this version does not know would
//! otherwise be lost without a word.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value as Json;

/// Who or what a record is on every laptop: the uid where the program made the code or a person edited it, else source and
/// code.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Identity {
    /// Name of the code's source.
    pub source: String,
    /// Code, or number of a document.
    pub code: String,
    /// Empty where source and code are enough.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub uid: String,
}

impl Identity {
    /// The same on every laptop, whatever became of the code.
    pub fn key(&self) -> String {
        if self.uid.is_empty() {
            format!("u:{}", crate::store::origin::first(&self.source, &self.code))
        } else {
            format!("u:{}", self.uid)
        }
    }
}

/// A value, when it was written (empty: it came with the record), and up to when the writing of others was known to
/// whoever wrote it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Register {
    /// The value; null where there is none any more.
    pub value: Json,
    /// When.
    pub at: String,
    /// What was known.
    pub base: String,
}

impl Serialize for Register {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.at.is_empty() && self.base.is_empty() {
            (&self.value,).serialize(serializer)
        } else {
            (&self.value, &self.at, &self.base).serialize(serializer)
        }
    }
}

impl<'de> Deserialize<'de> for Register {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let parts = Vec::<Json>::deserialize(deserializer)?;
        let mut parts = parts.into_iter();
        let value = parts.next().ok_or_else(|| serde::de::Error::custom("an empty register"))?;
        let mut text = || match parts.next() {
            None => Ok(String::new()),
            Some(Json::String(text)) if text.is_empty() || super::shape::moment(&text).is_some() => Ok(text),
            Some(_) => Err(serde::de::Error::custom("a register without a moment")),
        };
        Ok(Self { value, at: text()?, base: text()? })
    }
}

/// One line of a bundle.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Item {
    /// A label: `[code, colour, rank]`.
    Label {
        /// Name.
        name: String,
        /// The rest of it.
        register: Register,
    },
    /// A field of the user's own: `[name, kind, choices, rank]`.
    OwnField {
        /// Key.
        key: String,
        /// The rest of it.
        register: Register,
    },
    /// The same in bundles before version 5, which do not know when it was written.
    Field {
        /// Key.
        key: String,
        /// Name.
        name: String,
        /// Kind.
        kind: String,
        /// Choices.
        choices: Vec<String>,
        /// Place in the order.
        rank: i64,
    },
    /// A customer with everything that hangs on them, field by field.
    Customer {
        /// Who.
        id: Identity,
        /// Codes they had before, in bundles of version 2: later ones say it by the uid.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        was: Vec<String>,
        /// File they first came from.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        provenance: String,
        /// Fields.
        registers: BTreeMap<String, Register>,
    },
    /// Two customers who are one. Comes after customers.
    Joined {
        /// Who goes.
        gone: Identity,
        /// Who stays.
        into: Identity,
        /// What both are called.
        names: [String; 2],
        /// The moment at which it was said.
        at: String,
        /// When, in days since 1970.
        day: i32,
        /// By whom.
        author: String,
        /// Fields of which somebody chose what the one who goes says.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        take: Vec<String>,
    },
    /// The same in bundles before version 4.
    Merged {
        /// Who they were.
        id: Identity,
        /// What they were called.
        called: String,
        /// Who they are.
        into: Identity,
        /// Name of that one.
        name: String,
        /// When, in days since 1970.
        day: i32,
        /// By whom.
        author: String,
        /// The moment; empty in bundles of version 2.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        at: String,
    },
    /// Somebody who was joined to another customer and is somebody of their own again, in bundles of version 3.
    Parted {
        /// Who.
        id: Identity,
        /// Since when.
        at: String,
    },
    /// A pair that shares something and is two: `[day, author]`, or null where it is to be asked about again. Comes after
    /// customers.
    Different {
        /// One.
        one: Identity,
        /// The other.
        other: Identity,
        /// What was said.
        register: Register,
    },
    /// A product: `[name, category, discontinued, launched]`.
    Product {
        /// Source of the code.
        source: String,
        /// Code.
        code: String,
        /// The rest of it.
        register: Register,
    },
    /// A version of a scale, which is never changed.
    Scale {
        /// Which.
        uid: String,
        /// Of which scale.
        name: String,
        /// The scale as JSON text.
        body: String,
        /// When, in days since 1970.
        day: i32,
        /// By whom.
        author: String,
        /// The moment it was saved.
        at: String,
    },
    /// A campaign, as one value; null where it is gone. Comes before customers: what they are in it stands with them.
    Campaign {
        /// Which.
        uid: String,
        /// All of it.
        register: Register,
    },
    /// A segment, as one value; null where it is gone. Comes after customers: they are its members.
    Segment {
        /// Folded name.
        name: String,
        /// All of it.
        register: Register,
    },
    /// A corrective action, as one value.
    Action {
        /// Which.
        uid: String,
        /// All of it.
        register: Register,
    },
    /// Somebody whose data were erased. Comes before customers.
    Erased {
        /// The row that stayed.
        id: Identity,
        /// By what they are known where they still are, unless `id` has a `uid`.
        keys: Vec<String>,
        /// When, in days since 1970.
        day: i32,
        /// By whom.
        author: String,
    },
    /// A document with its lines, as one value.
    Purchase {
        /// Which.
        id: Identity,
        /// File it first came from.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        provenance: String,
        /// All of it.
        register: Register,
    },
    /// An offer with its versions and lines, as one value. Comes after documents: one may be its invoice.
    Offer {
        /// Which.
        uid: String,
        /// File it first came from, and the source of that.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        provenance: Option<(String, String)>,
        /// All of it.
        register: Register,
    },
}

/// A document.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Whose; none is a sale to nobody known.
    pub customer: Option<Identity>,
    /// Day since 1970.
    pub day: i32,
    /// Minor units.
    pub amount: i64,
    /// 0 valid, 1 credit, 2 void.
    pub status: u8,
    /// What it was before a person voided it.
    pub voided_from: Option<u8>,
    /// Day of the credit note that takes it back in full.
    pub reversed_on: Option<i32>,
    /// Number of the document it reverses, channel, seller, note, occasions.
    pub texts: [String; 5],
    /// Lines in their order.
    pub lines: Vec<DocumentLine>,
}

/// A line of a document.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentLine {
    /// Source of the product's code, code, name, category.
    pub product: [String; 4],
    /// Quantity, price, fraction taken off: plain decimals.
    pub figures: [String; 3],
    /// Minor units.
    pub amount: i64,
    /// Minor units.
    pub cost: Option<i64>,
}

/// An offer. Numbers are those that were given, not what tells two of the same number apart.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Offer {
    /// To whom.
    pub customer: Identity,
    /// Number.
    pub number: String,
    /// Version.
    pub version: i64,
    /// Day since 1970.
    pub made_on: i32,
    /// Minor units.
    pub amount: i64,
    /// Last day on which it holds.
    pub valid_until: Option<i32>,
    /// In percent.
    pub chance: Option<u8>,
    /// Who makes it.
    pub seller: String,
    /// In words.
    pub note: String,
    /// Made to win somebody back.
    pub winback: bool,
    /// When the present version was sent.
    pub sent_on: Option<i32>,
    /// When it was accepted or lost.
    pub decided_on: Option<i32>,
    /// Which of both.
    pub won: Option<bool>,
    /// Key of why it was lost.
    pub loss: String,
    /// The same in words.
    pub detail: String,
    /// Number of the order it became.
    pub order: String,
    /// The document it became.
    pub invoice: Option<Identity>,
    /// Lines of every version.
    pub lines: Vec<OfferLine>,
    /// Versions that were sent before.
    pub versions: Vec<OfferVersion>,
}

/// A line of an offer.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfferLine {
    /// Of which version.
    pub version: i64,
    /// Code, name, category.
    pub product: [String; 3],
    /// Quantity, price, fraction taken off: plain decimals.
    pub figures: [String; 3],
    /// Minor units.
    pub amount: i64,
    /// Minor units.
    pub cost: Option<i64>,
}

/// A version that was sent before the present one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfferVersion {
    /// Which.
    pub version: i64,
    /// Minor units.
    pub amount: i64,
    /// Its last day.
    pub valid_until: Option<i32>,
    /// When it was sent.
    pub sent_on: Option<i32>,
}
