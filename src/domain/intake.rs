//! Customers and documents on their way into the portfolio: what a file (or the sample) says, before it is compared
//! with what is known.

use super::base::names::{fold, phone_key, tax_identity};
use super::base::{Day, Money};
use super::change::WinbackStep;
use super::people::customer::NextContact;
use super::people::{ContactDraft, CustomerDraft};
use super::trade::{Line, Status};

/// A customer as a file says it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CustomerRecord {
    /// Line of the file, header included, from 1.
    pub row: u64,
    /// Identity within the source; never empty. Equal to `draft.code`.
    pub code: String,
    /// The file has no code for them: `code` was made from tax id, e-mail, phone or name, always the same way.
    /// A customer of the same source with this e-mail or tax id is the same one.
    pub derived: bool,
    /// They stand further up with other words: only what is not known of them yet counts.
    pub again: bool,
    /// Empty text means that the file says nothing, and must not blank what is known. `name` is empty where the
    /// file gives a code alone: an unknown customer is then called by the code.
    pub draft: CustomerDraft,
    /// Since when they are never to be contacted; an earlier day that is known stands.
    pub never: Option<Day>,
    /// They have died, and the file does not say when: never to be contacted from the day of the import on.
    pub gone: bool,
    /// Names of labels, each once, in the order of the file.
    pub tags: Vec<String>,
    /// Free note; may be empty.
    pub notes: String,
}

/// What somebody without a code can be called by, the surest first: tax id, e-mail, name, phones. A phone alone makes a code;
/// nobody is known by it, so the last two are left out where somebody is looked for.
pub fn made_codes(draft: &CustomerDraft, phones: bool) -> impl Iterator<Item = String> + use<> {
    let keys = [
        tax_identity(&draft.tax_id),
        draft.email.to_lowercase(),
        fold(&draft.name),
        phone_key(&draft.phone),
        phone_key(&draft.mobile),
    ];
    let whole =
        |key: String| key.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(200).collect();
    keys.into_iter().take(if phones { 5 } else { 3 }).filter(|key| !key.is_empty()).map(whole)
}

/// An offer as a file says it: open, or lost.
#[derive(Clone, Debug, PartialEq)]
pub struct OfferRecord {
    /// Line of the file, header included, from 1.
    pub row: u64,
    /// Number within the source; never empty.
    pub number: String,
    /// Code of the customer.
    pub customer: String,
    /// When it was made, where the file says it.
    pub made_on: Option<Day>,
    /// Amount as the file says it, in minor units; not negative.
    pub amount: Money,
    /// Nobody will accept it.
    pub lost: bool,
    /// Since when, where the file says it.
    pub lost_on: Option<Day>,
    /// Why it was lost, in words; may be empty.
    pub why: String,
    /// Who makes it; may be empty.
    pub seller: String,
    /// What it is about; may be empty.
    pub note: String,
}

/// Days between two documents of one number from which they are two, whoever bought: numbers begin anew each year.
pub const YEAR_APART: i32 = 180;

/// An invoice, order, receipt or credit note as a file says it.
#[derive(Clone, Debug, PartialEq)]
pub struct DocumentRecord {
    /// Line of the file of its first row, header included, from 1.
    pub row: u64,
    /// Number within the source; never empty.
    pub number: String,
    /// The source has no numbers: this one was made from the content of the row and a count of equal rows.
    pub derived: bool,
    /// Other documents of the file may have the same number.
    pub repeated: bool,
    /// Numbers of the file begin anew: with another day it is another document.
    pub anew: bool,
    /// Code of the customer; `None` is an anonymous sale.
    pub customer: Option<String>,
    /// Day of the document.
    pub day: Day,
    /// What it counts as. Voided, fully refunded and draft documents are [`Status::Void`].
    pub status: Status,
    /// The lines; empty where only a total is known. A line with neither code nor product is no product but an
    /// adjustment of the document (shipping, a discount on the whole, money given back), so that lines add up.
    pub lines: Vec<Line>,
    /// Net amount, without tax where the source says the tax; the sum of the lines where there are lines.
    pub amount: Money,
    /// Sales channel; may be empty.
    pub channel: String,
    /// Who sold; may be empty.
    pub seller: String,
    /// Number of the document that this credit note takes back; may be empty.
    pub reverses: String,
    /// Free note; may be empty.
    pub note: String,
    /// Rows of the file it was made from (for the count of anonymous lines).
    pub rows: u32,
}

/// What people have done with a customer, where it comes in together with them (the sample).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CustomerWork {
    /// Contacts held, oldest first. Their `customer` and `next` are not looked at.
    pub contacts: Vec<ContactDraft>,
    /// Next contact.
    pub next: Option<NextContact>,
    /// Marked seasonal since.
    pub seasonal: Option<Day>,
    /// Never to be contacted, since.
    pub do_not_call: Option<Day>,
    /// Out of the lists.
    pub archived: bool,
    /// Steps of winning back in order, each with who took it.
    pub winback: Vec<(String, WinbackStep)>,
}
