//! A change to the portfolio as a value. The store applies it in one transaction and journals how to take it back;
//! nothing else may write.

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use super::base::{Day, Money};
use super::lifecycle::corrective::ActionDraft;
use super::lifecycle::recovery::{Finding, LossReason};
use super::people::customer::NextContact;
use super::people::point::{PointDraft, PointId};
use super::people::quality::Datum;
use super::people::{
    Channel, ContactDraft, CustomerDraft, CustomerId, FieldDef, FieldId, Label, LabelId, StatementDraft,
    StatementId,
};
use super::trade::offer::{OfferDraft, OfferId, OfferStep};
use super::trade::{ProductId, PurchaseDraft, PurchaseId};
use super::value::score::Scale;
use super::work::calls::CallDraft;
use super::work::campaign::{CampaignDraft, CampaignId, CampaignStep, MemberDraft};

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
    /// Two customers made one.
    Merge {
        /// Who stays.
        keep: CustomerId,
        /// Who is the other from now on.
        gone: CustomerId,
        /// Fields ([`super::people::merge::FIELDS`] or `custom:KEY`) in which `gone` stands.
        take: Vec<String>,
    },
    /// Who was joined to another is somebody of their own again.
    Unmerge {
        /// Row id they had.
        gone: CustomerId,
    },
    /// Two that share something are two, or are to be asked about again.
    Different {
        /// One.
        one: CustomerId,
        /// The other.
        other: CustomerId,
        /// They are two (true), or nobody knows (false).
        are: bool,
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
    /// Labels that do not exist yet, and the change that puts them on: [`Change::Tag`], or a customer's.
    WithLabels {
        /// Made first.
        new: Vec<Label>,
        /// What puts them on, beside its own.
        then: Box<Change>,
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
    /// A call of the list somebody works through, with all that follows from it.
    Call(Box<CallDraft>),
    /// A phone number that is not this customer's, or is after all.
    WrongPhone {
        /// Whose.
        customer: CustomerId,
        /// The number as written.
        phone: String,
        /// Since; `None` takes the mark away.
        since: Option<Day>,
    },
    /// Who stands on a list of people who want no advertising; nobody else does from now on.
    Robinson {
        /// Found on it.
        customers: Vec<CustomerId>,
        /// When the list was consulted.
        on: Day,
    },
    /// A complaint that somebody has to see to.
    OpenCase {
        /// Whose.
        customer: CustomerId,
        /// What it is about.
        text: String,
        /// How it came.
        channel: Channel,
    },
    /// A complaint settled, or open again.
    ResolveCase {
        /// Which.
        id: i64,
        /// On which day; `None` opens it again.
        on: Option<Day>,
        /// How, in words.
        resolution: String,
    },
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
    /// A field that two laptops wrote: what shall stand.
    Settle {
        /// Which conflict.
        id: i64,
        /// What came by the bundle (true), or what stood here.
        theirs: bool,
    },
    /// A step of winning somebody back.
    Winback {
        /// Who.
        customer: CustomerId,
        /// Which step.
        step: WinbackStep,
    },
    /// What is done about a reason for which customers leave: new (`id` `None`) or in other words.
    SaveAction {
        /// Which action.
        id: Option<i64>,
        /// All fields as they shall be.
        draft: ActionDraft,
    },
    /// An action done, or open again.
    CloseAction {
        /// Which action.
        id: i64,
        /// On which day; `None` opens it again.
        on: Option<Day>,
    },
    /// An offer: new (`id` `None`) or in other words. Other words for one that was sent are its next version, a draft.
    SaveOffer {
        /// Which offer.
        id: Option<OfferId>,
        /// All fields as they shall be.
        draft: Box<OfferDraft>,
    },
    /// A step in the life of an offer.
    StepOffer {
        /// Which offer; 0 in a batch is the one made just before.
        id: OfferId,
        /// Which step.
        step: OfferStep,
    },
    /// A campaign begun with its frozen audience.
    BeginCampaign {
        /// What is written about it.
        draft: Box<CampaignDraft>,
        /// Everybody it was made from.
        members: Vec<MemberDraft>,
    },
    /// Other words about a campaign; channel and control group stay.
    EditCampaign {
        /// Which campaign.
        id: CampaignId,
        /// All fields as they shall be.
        draft: Box<CampaignDraft>,
    },
    /// A step in the life of a campaign.
    StepCampaign {
        /// Which campaign.
        id: CampaignId,
        /// Which step.
        step: CampaignStep,
    },
    /// A campaign gone, with its audience.
    DeleteCampaign(CampaignId),
    /// Customers handed to another seller.
    Handover {
        /// Who.
        customers: Vec<CustomerId>,
        /// To whom; empty for nobody.
        owner: String,
    },
    /// A plan to make somebody one of the best: new (`id` `None`) or in other words.
    PlanLift {
        /// Which plan.
        id: Option<i64>,
        /// All fields as they shall be.
        draft: LiftDraft,
    },
    /// A plan given up or done with.
    CloseLift {
        /// Which plan.
        id: i64,
        /// On which day; `None` opens it again.
        on: Option<Day>,
        /// Why, in words.
        outcome: String,
    },
    /// What is to be done about a customer who costs more than they bring; takes the place of an open decision.
    DecideValue(ValueDraft),
    /// What became of a decision about value.
    ReviewValue {
        /// Which decision.
        id: i64,
        /// On which day; `None` opens it again.
        on: Option<Day>,
        /// What became of it, in words.
        outcome: String,
    },
    /// A new segment (`id` 0), or other words for one.
    SaveSegment(SegmentDraft),
    /// A segment gone.
    DeleteSegment(i64),
    /// Something known of a customer: new (`id` `None`) or in other words.
    State {
        /// Which statement.
        id: Option<StatementId>,
        /// What is known, and where from.
        draft: StatementDraft,
    },
    /// A statement that does not hold.
    DeleteStatement(StatementId),
    /// A way to reach a customer: new (`id` `None`), or other words for one.
    SavePoint {
        /// Which.
        id: Option<PointId>,
        /// What it is.
        draft: PointDraft,
        /// It is said to work: a mark from a call that its number is wrong goes.
        works: bool,
    },
    /// A way to reach a customer that is none.
    DeletePoint(PointId),
    /// The present value of a field was compared with a second source. It counts for this value only.
    VerifyField {
        /// Whose.
        customer: CustomerId,
        /// Which field.
        field: Datum,
        /// On which day.
        on: Day,
        /// What it was compared with, or how; may be empty.
        source: String,
    },
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
    /// A product no longer sold, or launched; or that taken back.
    MarkProduct {
        /// Its rows.
        products: Vec<ProductId>,
        /// What is said of it.
        mark: ProductMark,
    },
    /// Several changes that are one to the user.
    Batch(Vec<Change>),
}

/// A segment as it shall be.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SegmentDraft {
    /// Row id; 0 for a new one.
    pub id: i64,
    /// Name.
    pub name: String,
    /// Its filter, as typed.
    pub query: String,
    /// Whether `3/4` in the filter is the fourth of March.
    pub month_first: bool,
    /// Frozen: these customers, whatever the filter would find later. `None` is living.
    pub members: Option<Vec<CustomerId>>,
}

/// What can be said of a product.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ProductMark {
    /// No longer sold since; `None` takes that back.
    Discontinued(Option<Day>),
    /// Launched on; `None` takes that back.
    Launched(Option<Day>),
}

/// What is written about a plan to make somebody one of the best.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LiftDraft {
    /// Who.
    pub customer: CustomerId,
    /// Net revenue wanted from the day of the plan to the deadline.
    pub target: Money,
    /// Net revenue of the twelve months before.
    pub base: Money,
    /// Last day.
    pub deadline: Day,
    /// Who sees to it.
    pub owner: String,
    /// What to do.
    pub note: String,
}

/// What is done about a customer who costs more than they bring.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ValueKind {
    /// Raise their value: an incentive, with a target and a day of review.
    Incentive,
    /// Invest no more: passive contact only. Nobody is deleted.
    Passive,
}

impl ValueKind {
    /// Key in the file, JSON and texts.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Incentive => "incentive",
            Self::Passive => "passive",
        }
    }

    /// The kind with this key.
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Incentive, Self::Passive].into_iter().find(|kind| kind.key() == key)
    }
}

/// What is written about a decision about value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ValueDraft {
    /// About whom.
    pub customer: CustomerId,
    /// What.
    pub kind: ValueKind,
    /// Net revenue of twelve months wanted; an incentive needs one.
    pub target: Option<Money>,
    /// Looked at again on; an incentive needs one.
    pub review_on: Option<Day>,
    /// In words.
    pub note: String,
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
    /// Sleeps: out of the queue until looked at again.
    Dormant {
        /// Since.
        on: Day,
        /// Looked at again on.
        review: Day,
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
