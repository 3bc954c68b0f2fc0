//! A purchase document: an invoice, order or till receipt with its lines, or a credit note.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::domain::base::{Day, Money};
use crate::domain::people::CustomerId;

/// Row id of a purchase.
pub type PurchaseId = i64;

/// What a document counts as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// A purchase: at least one line with quantity and price above zero, or a document total of zero or more.
    #[default]
    Valid,
    /// Money given back, or a document with no positive line: lowers revenue on its day, makes no purchase day.
    Credit,
    /// Voided in its source or by a person: counts for nothing, is shown struck out.
    Void,
}

/// One line of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Product code in its source; may be empty.
    pub code: String,
    /// Product name.
    pub product: String,
    /// Product category; may be empty.
    pub category: String,
    /// Units; negative where given back.
    pub quantity: Decimal,
    /// Price of one unit in major units, before discount.
    pub unit_price: Decimal,
    /// Fraction taken off, 0 to 1.
    pub discount: Decimal,
    /// `quantity × unit_price × (1 − discount)`, rounded half up.
    pub amount: Money,
    /// Cost of the whole line, where known.
    pub cost: Option<Money>,
}

/// What is written about a purchase. `amount` is the sum of the lines where there are lines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PurchaseDraft {
    /// Who bought; `None` is an anonymous sale.
    pub customer: Option<CustomerId>,
    /// Document number in its source; given by the program where empty.
    pub number: String,
    /// Day of the document.
    pub day: Day,
    /// Net amount of the document.
    pub amount: Money,
    /// The lines; empty where only the total is known.
    pub lines: Vec<Line>,
    /// Sales channel; may be empty.
    pub channel: String,
    /// Who sold; may be empty.
    pub seller: String,
    /// Free text.
    pub note: String,
    /// Occasions it was for, parted by commas.
    #[serde(default)]
    pub occasion: String,
}

/// A purchase as listed: without its lines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Purchase {
    /// Row id.
    pub id: PurchaseId,
    /// Who bought.
    pub customer: Option<CustomerId>,
    /// Document number.
    pub number: String,
    /// Name of the number's source.
    pub source: String,
    /// Day of the document.
    pub day: Day,
    /// Net amount.
    pub amount: Money,
    /// What it counts as.
    pub status: Status,
    /// Day of the credit note that takes it back in full: from then on it is no purchase.
    pub reversed_on: Option<Day>,
    /// Number of the document that this credit note reverses.
    pub reverses: String,
    /// Sales channel.
    pub channel: String,
    /// Who sold.
    pub seller: String,
    /// Free text.
    pub note: String,
    /// Occasions it was for, parted by commas.
    pub occasion: String,
    /// Number of lines.
    pub line_count: u32,
    /// Names of the first products, for one row of a list.
    pub summary: String,
}

impl PurchaseDraft {
    /// What the document counts as: [`Status::Valid`] where a line has quantity and price above zero (or, with no
    /// lines, where the amount is zero or more), else [`Status::Credit`].
    pub fn status(&self) -> Status {
        let valid = if self.lines.is_empty() {
            self.amount >= Money::ZERO
        } else {
            self.lines.iter().any(|l| l.quantity > Decimal::ZERO && l.unit_price > Decimal::ZERO)
        };
        if valid { Status::Valid } else { Status::Credit }
    }
}
