//! A change to the portfolio as a value. The store applies it in one transaction and journals how to take it back;
//! nothing else may write.

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use super::base::Day;
use super::lifecycle::recovery::{Finding, LossReason};
use super::people::customer::NextContact;
use super::people::{
    ContactDraft, CustomerDraft, CustomerId, FieldDef, FieldId, Label, LabelId, StatementDraft, StatementId,
};
use super::trade::{PurchaseDraft, PurchaseId};
use super::value::score::Scale;

/// One change, undone and redone as a whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Change {
    /// A new customer with their labels and, where given, a next contact.
    AddCustomer {
        /// What was written.
        draft: CustomerDraft,
        /// Labels put on at once.
        labels: Vec<LabelId>,
        /// Next contact.
        next: Option<NextContact>,
        /// A first note; none where empty.
        note: String,
    },
    /// Other words about a customer.
    EditCustomer {
        /// Which.
        id: CustomerId,
        /// All fields as they shall be.
        draft: CustomerDraft,
        /// All labels as they shall be.
        labels: Vec<LabelId>,
    },
    /// Out of the lists, or back into them.
    Archive {
        /// Which.
        customers: Vec<CustomerId>,
        /// Out (true) or back (false).
        archived: bool,
    },
    /// Labels put on and taken off.
    Tag {
        /// Which customers.
        customers: Vec<CustomerId>,
        /// Put on where missing.
        add: Vec<LabelId>,
        /// Taken off where present.
        remove: Vec<LabelId>,
    },
    /// A new label (`id` 0) or other words for one.
    SaveLabel(Label),
    /// A label gone, from every customer too.
    DeleteLabel(LabelId),
    /// A purchase typed by hand.
    AddPurchase(PurchaseDraft),
    /// Other words about a purchase.
    EditPurchase {
        /// Which.
        id: PurchaseId,
        /// All fields as they shall be.
        draft: PurchaseDraft,
    },
    /// A purchase voided, or valid again.
    VoidPurchase {
        /// Which.
        id: PurchaseId,
        /// Voided (true) or valid again (false).
        void: bool,
    },
    /// A contact held.
    LogContact(ContactDraft),
    /// Other words about a contact.
    EditContact {
        /// Which.
        id: i64,
        /// All fields as they shall be; `next` is not looked at.
        draft: ContactDraft,
    },
    /// A contact that was logged by mistake.
    DeleteContact(i64),
    /// A free note about a customer: new (`id` `None`) or changed; deleted where `text` is empty.
    Note {
        /// Which note.
        id: Option<i64>,
        /// About whom.
        customer: CustomerId,
        /// The text.
        text: String,
    },
    /// Another next contact, or none.
    SetNext {
        /// For whom.
        customers: Vec<CustomerId>,
        /// When and why.
        next: Option<NextContact>,
    },
    /// Marked seasonal from a day on, or no longer.
    Seasonal {
        /// Who.
        customer: CustomerId,
        /// Since; `None` takes the mark away.
        since: Option<Day>,
    },
    /// Never to be contacted again, since; or taken back.
    DoNotCall {
        /// Who.
        customer: CustomerId,
        /// Since; `None` takes it back.
        since: Option<Day>,
    },
    /// A step of winning somebody back.
    Winback {
        /// Who.
        customer: CustomerId,
        /// Which step.
        step: WinbackStep,
    },
    /// Something known of a customer: new (`id` `None`) or in other words.
    State {
        /// Which statement.
        id: Option<StatementId>,
        /// What is known, and where from.
        draft: StatementDraft,
    },
    /// A statement that does not hold.
    DeleteStatement(StatementId),
    /// A field of the user's own: new (`id` 0) or changed. Values that the new type cannot hold refuse it.
    SaveField(FieldDef),
    /// A field gone, with everybody's values.
    DeleteField(FieldId),
    /// A scorecard: its next version, or none where nothing differs; `None` takes it out of use.
    SaveScale {
        /// Its name.
        name: String,
        /// What it scores.
        scale: Option<Scale>,
    },
    /// A setting of the portfolio (thresholds, name of the business…). JSON text.
    Setting {
        /// Key.
        key: String,
        /// Value as JSON; `None` brings the default back.
        value: Option<String>,
    },
    /// Several changes that are one to the user.
    Batch(Vec<Change>),
}

/// A step of winning a lost customer back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum WinbackStep {
    /// A person looked and found this.
    Verify {
        /// What was found.
        finding: Finding,
        /// On which day.
        on: Day,
        /// In words.
        note: String,
    },
    /// Not verified after all.
    Unverify,
    /// Why they left.
    Reason {
        /// Main reason.
        reason: LossReason,
        /// In words: who the competitor is, what went wrong.
        detail: String,
        /// Expected back on; `None` where nothing is known.
        back_on: Option<Day>,
    },
    /// Not to be won back: out of the queue. Needs a reason.
    Definitive {
        /// On which day.
        on: Day,
    },
    /// Into the queue again.
    Reopen,
}

/// When and by whom a change is made; the store never reads a clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// Local time.
    pub now: NaiveDateTime,
    /// Who.
    pub author: String,
}

impl Stamp {
    /// The day of the stamp.
    pub fn today(&self) -> Day {
        self.now.date().into()
    }
}
