//! What can be asked of the store and what it answers: plain data, the only part of the store that views know.
//!
//! A question goes to one lane (quick: rows and one customer; list: the roster; slow: dashboards). A lane works on the
//! newest question of each kind only; the older one is dropped, and its ticket is never answered. An order goes to the
//! writer, is never dropped and never cancelled, except an import before its commit.

mod calls;
mod duplicates;
mod manage;
mod products;
mod profile;
mod quality;
mod value;

pub use super::bundle::{Conflict, Gone, Merged};
use std::path::PathBuf;
use std::sync::Arc;

use chrono::NaiveDateTime;

use crate::domain::change::{Change, Stamp};
use crate::domain::lifecycle::aftermath::{Aftermath, Proposal};
use crate::domain::lifecycle::compensation::Best;
use crate::domain::lifecycle::corrective::{ActionDraft, LossRate};
use crate::domain::lifecycle::entrants::Entrants;
use crate::domain::lifecycle::flow::{Grain, MonthFlow};
use crate::domain::lifecycle::health::{HealthRules, Verdict};
use crate::domain::lifecycle::recovery::{Finding, LossReason};
use crate::domain::lifecycle::retention::CohortRow;
use crate::domain::lifecycle::{Facts, LifecycleRules, Stage};
use crate::domain::people::customer::NextContact;
use crate::domain::people::point::{Point, PointId};
use crate::domain::people::{
    Channel, Contact, Customer, CustomerDraft, CustomerId, FieldDef, Label, LabelId,
};
use crate::domain::query::{Field, Query};
use crate::domain::roster::{ConditionCount, Funnel, Scope, Sort, WinbackState};
use crate::domain::trade::offer::{Offer as SalesOffer, OfferId};
use crate::domain::trade::{Line, Purchase, PurchaseId};
use crate::domain::value::budget::EffortAxis;
use crate::domain::value::lookalike::Attribute;
use crate::domain::value::priority::GrowthPeriod;
use crate::domain::value::{ValueRules, Window, Worth};
use crate::domain::work::campaign::CampaignId;
use crate::domain::work::today::{TodayItem, TodayReason};
use crate::domain::{Currency, Day, Money};

pub use calls::{CallCard, CallDone, CallFigures, CallItem, CallRun, CallStats, CallsBy};
pub use duplicates::{JoinedRow, PairRow};
pub use manage::{
    Audience, CampaignMember, CampaignPage, CampaignRow, Handover, Mailing, OfferBoard, OfferPage, OfferRow,
    RANK_FROM, SellerRow, TeamBoard,
};
pub use products::{
    DueRow, Habit, LaunchLike, LaunchList, LaunchRow, LeftOutWhy, Offer, Offers, ProductRow, Replenishment,
};
pub use profile::{
    BenefitSegment, NamedScore, OccasionSegment, Profile, Said, ScaleInUse, Segmentation, Serving,
};
pub use quality::{LISTED, QualityBoard, QualityRow};
pub use value::{
    AlmostA, BacktestBoard, ClassFigures, Decided, EffortBoard, GrowthBoard, Kind, KindOf, LiftBoard,
    LiftCandidate, LiftQuarter, LiftRow, Unbalanced, ValueBoard, ValueDecision, ValuePreview, Variety,
};

/// Number of a question or order; answers carry it back.
pub type Ticket = u64;

/// A list wanted: where it starts, what is filtered, how it is ordered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct ListSpec {
    /// Which customers it starts from.
    pub scope: Scope,
    /// Filter.
    pub query: Query,
    /// Order.
    pub sort: Sort,
}

/// A stretch of time a dashboard speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Span {
    /// Calendar month.
    Month,
    /// Calendar quarter.
    Quarter,
    /// Calendar year.
    Year,
}

/// A period: a span and how many spans before the one that holds the as-of day (0 = the present one).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Period {
    /// Length.
    pub span: Span,
    /// 0 = the one that holds the as-of day, 1 = the one before…
    pub back: u32,
}

/// A question; read only. All answers are as of the store's as-of day.
#[derive(Clone, Debug, PartialEq)]
pub enum Question {
    /// Who is in a list → [`Answer::Listing`]; a first page may come before the whole (`complete` false).
    List(ListSpec),
    /// Rows of these customers, in this order → [`Answer::Rows`].
    Rows(Vec<CustomerId>),
    /// Everything of the overview of one customer → [`Answer::Card`].
    Card(CustomerId),
    /// What follows from what is known of one customer → [`Answer::Profile`].
    Profile(CustomerId),
    /// Who falls into which segment → [`Answer::Segmentation`].
    Segmentation,
    /// Notes, contacts and statements that hold words, newest first → [`Answer::Said`].
    Said {
        /// Words.
        text: String,
        /// At most this many.
        limit: usize,
    },
    /// All documents of a customer, newest first → [`Answer::Purchases`].
    Purchases(CustomerId),
    /// One document and its lines → [`Answer::Document`].
    Document(PurchaseId),
    /// Contacts held, newest first → [`Answer::Contacts`].
    Contacts(CustomerId),
    /// Free notes, newest first → [`Answer::Notes`].
    Notes(CustomerId),
    /// What was changed about a customer, newest first → [`Answer::Journal`].
    CustomerJournal(CustomerId),
    /// What was changed in the portfolio, newest first, undone changes included → [`Answer::Journal`].
    Journal {
        /// At most this many.
        limit: usize,
    },
    /// Fields that two laptops wrote and nobody has chosen yet → [`Answer::Conflicts`].
    Conflicts,
    /// Customers found by words, best first, for the palette → [`Answer::Found`].
    Find {
        /// Words.
        text: String,
        /// At most this many.
        limit: usize,
    },
    /// The first customers with this number → [`Answer::Found`]. Beside [`Question::Find`], so that none takes the place of
    /// the other.
    WithNumber(String),
    /// Customers that may be the same person as this draft (tax id, phone, e-mail, name) → [`Answer::Found`].
    Similar(Box<CustomerDraft>),
    /// Who to contact today → [`Answer::Today`].
    Today,
    /// Who is on today's list and not on this one, in order → [`Answer::Arrivals`].
    Arrivals(Arc<Vec<CallItem>>),
    /// The list that is called down from a source → [`Answer::CallRun`].
    CallRun(String),
    /// The last contact of each customer who had one since a moment, up to the as-of day → [`Answer::CallsSince`].
    CallsSince(NaiveDateTime),
    /// What somebody who calls these customers has before them, in this order → [`Answer::CallCards`].
    CallCards(Vec<CustomerId>),
    /// How calls went → [`Answer::CallStats`].
    CallStats {
        /// First day.
        from: Day,
        /// Last day.
        to: Day,
        /// Counted by.
        by: CallsBy,
    },
    /// All offers and their figures; what was decided counts from a day on → [`Answer::OfferBoard`].
    OfferBoard {
        /// First day on which a decision counts.
        from: Day,
    },
    /// One offer with its lines and earlier versions → [`Answer::OfferPage`].
    OfferPage(OfferId),
    /// The most that may be given away to win a customer back → [`Answer::Ceiling`].
    Ceiling(CustomerId),
    /// Offers made to a customer, newest first → [`Answer::OffersOf`].
    OffersOf(CustomerId),
    /// Who of these a campaign by a channel would reach, and who not and why → [`Answer::Audience`].
    Audience {
        /// Whom it is made from.
        customers: Vec<CustomerId>,
        /// Channel.
        channel: Channel,
    },
    /// All campaigns with their figures, newest first → [`Answer::Campaigns`].
    Campaigns,
    /// One campaign with its audience → [`Answer::CampaignPage`].
    CampaignPage(CampaignId),
    /// Pairs of customers that may be one → [`Answer::Duplicates`].
    Duplicates,
    /// The further ways to reach a customer → [`Answer::Points`].
    Points(CustomerId),
    /// One of them → [`Answer::Point`].
    Point(PointId),
    /// How like the best customers these prospects are, and why → [`Answer::Likeness`].
    Likeness(Vec<CustomerId>),
    /// Two customers, to be looked at side by side → [`Answer::Pair`].
    Pair([CustomerId; 2]),
    /// Who was joined to another customer: to this one, or to anybody → [`Answer::Joined`].
    Joined(Option<CustomerId>),
    /// How good what is known of customers is, and what is to be mended → [`Answer::Quality`].
    Quality,
    /// What each seller did, from one day to another → [`Answer::Team`].
    Team {
        /// First day.
        from: Day,
        /// Last day.
        to: Day,
    },
    /// The win-back queue's figures → [`Answer::Winback`]. The queue itself is a [`Question::List`].
    Winback,
    /// Funnel, flow and verdict of a period → [`Answer::Cycle`].
    Cycle(Period),
    /// Who of those who began in a period still bought later, as known at the end of a period → [`Answer::Cohorts`].
    Cohorts(Period, Grain),
    /// How many customers other lifecycle limits would move → [`Answer::RulesPreview`].
    RulesPreview(LifecycleRules),
    /// What these customers are worth, over the period of the settings → [`Answer::Worth`].
    Worth(Vec<CustomerId>),
    /// Value to come of these customers, without place and class → [`Answer::ToCome`].
    ToCome(Vec<CustomerId>),
    /// The same, with scores and place over this period → [`Answer::Worth`].
    WorthIn(Window, Vec<CustomerId>),
    /// The dashboards of value over a period → [`Answer::Value`].
    Value(Window),
    /// How many customers other settings of value would move between the classes → [`Answer::ValuePreview`].
    ValuePreview(ValueRules),
    /// The newest decision about the value of each of these → [`Answer::Decisions`].
    Decisions(Vec<CustomerId>),
    /// What the purchases of a customer, or of everybody behind a figure, are like → [`Answer::Kind`].
    Kind(KindOf),
    /// What to offer a customer → [`Answer::Offers`].
    Offers(CustomerId),
    /// How a customer uses each product → [`Answer::Habits`].
    Habits(CustomerId),
    /// What everybody should be buying again → [`Answer::Replenishment`].
    Replenishment,
    /// All products → [`Answer::Products`].
    Products,
    /// Whom to call about a new product → [`Answer::Launch`].
    Launch(LaunchLike),
    /// What the result of a period comes from, and what became of last year's revenue → [`Answer::Growth`].
    Growth(GrowthPeriod),
    /// Whom the time goes to, by the classes of an axis → [`Answer::Effort`].
    Effort(EffortAxis),
    /// Who is almost of class A, and the plans to get them there → [`Answer::Lift`].
    Lift,
    /// The forecast of a past day against what came since → [`Answer::Backtest`].
    Backtest,
    /// Labels with the number of customers of each, the archived ones left out → [`Answer::Labels`].
    Labels,
    /// Of these customers, how many have each label → [`Answer::LabelCounts`].
    LabelCounts(Vec<CustomerId>),
    /// How many of these are never to be contacted → [`Answer::Never`].
    Never(Arc<[CustomerId]>),
    /// Values with counts for completion and pick lists → [`Answer::Vocabulary`].
    Vocabulary,
    /// Saved segments with how many each holds now → [`Answer::Segments`].
    Segments,
    /// Name, currency, settings, counts, data until, last backup → [`Answer::Portfolio`].
    Portfolio,
    /// Backups there are, newest first → [`Answer::Backups`].
    Backups,
    /// Drafts that were not saved → [`Answer::Drafts`].
    Drafts,
}

/// A wish to write; carried out by the writer, one transaction each.
#[derive(Clone, Debug, PartialEq)]
pub enum Order {
    /// Make a change → [`Answer::Done`].
    Change(Box<Change>, Stamp),
    /// Take back the newest change not yet taken back → [`Answer::Done`], or [`Answer::NothingToUndo`].
    Undo(Stamp),
    /// Make the last undone change again → [`Answer::Done`], or [`Answer::NothingToUndo`].
    Redo(Stamp),
    /// A verified copy now → [`Answer::BackedUp`].
    Backup {
        /// Where to; the portfolio's own folder of backups where `None`.
        to: Option<PathBuf>,
        /// When.
        stamp: Stamp,
    },
    /// Keep what a form holds, outside undo → no answer.
    SaveDraft {
        /// Which form.
        key: String,
        /// Its content as JSON.
        content: String,
    },
    /// Forget a draft → no answer.
    DropDraft {
        /// Which form.
        key: String,
    },
    /// Remember a filter that was used, outside undo → no answer; nothing where the file cannot be written.
    RememberFilter(String),
    /// Keep a list that is called down from now on, in the place of the one from the same source, outside undo → no
    /// answer.
    BeginCalls {
        /// What it was made from.
        source: String,
        /// What it is called.
        title: String,
        /// When.
        at: NaiveDateTime,
        /// Who is on it.
        items: Arc<Vec<CallItem>>,
    },
    /// Customers that go at the end of a list that is called down, outside undo → no answer.
    MoreCalls {
        /// What the list was made from.
        source: String,
        /// Who.
        items: Vec<CallItem>,
    },
    /// Where a list that is called down stands, outside undo → no answer.
    MoveCalls {
        /// What the list was made from.
        source: String,
        /// At whom.
        customer: CustomerId,
    },
    /// Remember how many each segment held on a day, outside undo → no answer; nothing where the file cannot be
    /// written.
    CountSegments {
        /// Day.
        day: Day,
        /// Name and customers.
        counts: Vec<(String, usize)>,
    },
}

/// One row of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerRow {
    /// Row id.
    pub id: CustomerId,
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Labels in the user's order.
    pub labels: Vec<LabelId>,
    /// First phone there is.
    pub phone: String,
    /// Zone as shown.
    pub zone: String,
    /// Who looks after them.
    pub owner: String,
    /// What follows from purchases.
    pub facts: Facts,
    /// Next contact.
    pub next: Option<NextContact>,
    /// Last contact held.
    pub last_contact: Option<Day>,
    /// Contacts we began since they were lost.
    pub attempts: u32,
    /// State of winning back.
    pub winback: WinbackState,
    /// Main reason of the loss.
    pub reason: Option<LossReason>,
    /// Money at stake: revenue of the 12 months up to the last purchase.
    pub at_stake: Money,
    /// Archived.
    pub archived: bool,
    /// Never to be contacted.
    pub do_not_call: bool,
}

/// Answer to [`Question::List`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// What was asked.
    pub spec: ListSpec,
    /// Ids in order; the first page only where `complete` is false.
    pub order: Arc<[CustomerId]>,
    /// Whether `order` is the whole list.
    pub complete: bool,
    /// Customers in the scope before the filter.
    pub total: usize,
    /// For an empty list: each condition with what it matches alone and what remains without it.
    pub conditions: Vec<ConditionCount>,
    /// Σ revenue of 12 months of the listed.
    pub revenue_12m: Money,
    /// Σ money at stake of the listed.
    pub at_stake: Money,
}

/// Answer to [`Question::Card`].
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    /// The customer.
    pub customer: Customer,
    /// What follows from purchases.
    pub facts: Facts,
    /// Revenue of the twelve months before the last twelve.
    pub revenue_previous_12m: Money,
    /// Purchase documents of the last twelve months.
    pub orders_12m: u32,
    /// Net revenue of each of the last twelve calendar months, oldest first, the present one last.
    pub months: [Money; 12],
    /// Bought most, all time: product, documents, revenue, last day. At most five.
    pub products: Vec<ProductUse>,
    /// Last contacts, newest first, at most five.
    pub contacts: Vec<Contact>,
    /// Last documents, newest first, at most five.
    pub purchases: Vec<Purchase>,
    /// Numbers of documents, contacts, notes and changes.
    pub counts: CardCounts,
    /// Where winning back stands.
    pub winback: WinbackCase,
    /// Three months in which they may be seasonal; a proposal.
    pub seasonal_proposal: Option<[u32; 3]>,
}

/// A product a customer buys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductUse {
    /// Product name.
    pub product: String,
    /// Documents it stands in.
    pub orders: u32,
    /// Net revenue.
    pub revenue: Money,
    /// Last bought.
    pub last: Day,
}

/// Numbers behind the tabs of a customer's page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CardCounts {
    /// Documents, voided and credit notes included.
    pub purchases: u32,
    /// Contacts.
    pub contacts: u32,
    /// Notes.
    pub notes: u32,
    /// Changes.
    pub changes: u32,
}

/// Where winning back one customer stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WinbackCase {
    /// State.
    pub state: WinbackState,
    /// What was found, when and by whom, in words.
    pub finding: Option<(Finding, Day, String, String)>,
    /// Reason and detail.
    pub reason: Option<(LossReason, String)>,
    /// Expected back on.
    pub back_on: Option<Day>,
    /// Given up on.
    pub definitive_on: Option<Day>,
    /// Sleeps: looked at again on.
    pub review_on: Option<Day>,
    /// Contacts we began since they were lost, oldest first.
    pub attempts: Vec<Contact>,
    /// Came back: day and amount of the purchase, and whether within 90 days of a contact of ours.
    pub recovered: Option<(Day, Money, bool)>,
}

/// A free note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Row id.
    pub id: i64,
    /// When.
    pub at: NaiveDateTime,
    /// Who.
    pub author: String,
    /// Text.
    pub text: String,
}

/// A change as remembered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalEntry {
    /// Row id.
    pub id: i64,
    /// When.
    pub at: NaiveDateTime,
    /// Who.
    pub author: String,
    /// What, as a text key (`change-tag`, `change-add-customer`, `change-import`…) with its arguments.
    pub what: ChangeWords,
    /// Taken back.
    pub undone: bool,
    /// Fields before and after, where one record was changed: (field key, before, after).
    pub fields: Vec<(String, String, String)>,
}

/// A change in words: a text key and its arguments, so that it can be said in either language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChangeWords {
    /// Text key.
    pub key: String,
    /// Arguments: name and value.
    pub args: Vec<(String, String)>,
}

/// Answer to [`Question::Today`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TodayList {
    /// The queue in order; shared, for it may hold a third of all customers.
    pub items: Arc<Vec<TodayItem>>,
    /// How many by reason.
    pub by_reason: Vec<(TodayReason, usize)>,
    /// Left out, with why: archived, do-not-call, definitive.
    pub excluded: Vec<(String, usize)>,
    /// Revenue of the present month up to the as-of day.
    pub month_revenue: Money,
    /// Contacts held in the present month.
    pub month_contacts: u32,
    /// First purchases, returns and losses in the present month.
    pub month_new: u32,
    /// Came back in the present month.
    pub month_recovered: u32,
    /// Lost in the present month.
    pub month_lost: u32,
    /// Planned for tomorrow.
    pub tomorrow: u32,
    /// Customers of class A who may be contacted and were not within the days of their class.
    pub overdue_a: u32,
    /// Customers of class A who are late or at risk by their own rhythm.
    pub late_a: u32,
    /// Days within which a customer of class A is to be contacted.
    pub cadence_a: u32,
}

/// How like the best customers somebody is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LikenessRow {
    /// Who.
    pub customer: CustomerId,
    /// Hundredths of the logarithm of the lift
    /// ([`Likeness`](crate::domain::value::lookalike::Likeness)).
    pub score: i16,
    /// What speaks most for them, at most three: attribute and value; a generation by its key.
    pub why: Vec<(Attribute, String)>,
}

/// Answer to [`Question::Winback`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WinbackSummary {
    /// Lost customers and their money at stake, by state: unverified, verified, explained, definitive, dormant.
    pub states: [(u64, Money); 5],
    /// Reasons: heads and money, most money first.
    pub reasons: Vec<(LossReason, u64, Money)>,
    /// Customers that came back within the last 90 days, newest first: id, day, amount, after a contact of ours.
    pub recovered: Vec<(CustomerId, Day, Money, bool)>,
    /// Attempts (contacts we began with lost customers) within the last 90 days.
    pub attempts_90d: u32,
    /// Distinct lost customers contacted within the last 90 days.
    pub contacted_90d: u32,
    /// What became of those won back, and what it cost.
    pub aftermath: Aftermath,
    /// Of those looked at, how many were really lost.
    pub checked: (u64, u64),
    /// Limits under which fewer would be called lost who came back by themselves.
    pub proposal: Option<Proposal>,
    /// Corrective actions: open ones first, the due ones before the others; then those done, the newest first.
    pub actions: Vec<WinbackAction>,
}

/// A corrective action and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WinbackAction {
    /// Row id.
    pub id: i64,
    /// What was written.
    pub draft: ActionDraft,
    /// Since when.
    pub made_on: Day,
    /// Done on.
    pub done_on: Option<Day>,
    /// Losses for its reason in the year before it was done; before today, while it is not.
    pub before: LossRate,
    /// Losses since, once enough days are over.
    pub after: Option<LossRate>,
}

/// Answer to [`Question::Cycle`].
#[derive(Clone, Debug, PartialEq)]
pub struct Cycle {
    /// What was asked.
    pub period: Period,
    /// First and last day of the period; the last is the as-of day at most.
    pub days: (Day, Day),
    /// Heads and money by stage at the end of the period.
    pub funnel: Funnel,
    /// Flow of the period.
    pub flow: MonthFlow,
    /// Verdicts at the end of the period.
    pub verdicts: Vec<Verdict>,
    /// Those whose first purchase lies in the period, as known on the as-of day.
    pub entrants: Entrants,
    /// What came in and left among the customers of Pareto class A.
    pub best: Best,
    /// Where they come from: source and heads, most heads first; the empty source is "not known".
    pub sources: Vec<(String, u64)>,
    /// Limits in force.
    pub rules: LifecycleRules,
    /// Thresholds of the verdict in force.
    pub health: HealthRules,
}

/// Answer to [`Question::Cohorts`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CohortGrid {
    /// What was asked.
    pub period: Period,
    /// Length of the periods.
    pub grain: Grain,
    /// As known on this day: the last of the period asked.
    pub day: Day,
    /// Cohorts, oldest first.
    pub rows: Vec<CohortRow>,
}

/// Answer to [`Question::RulesPreview`].
#[derive(Clone, Debug, PartialEq)]
pub struct RulesPreview {
    /// What was asked.
    pub rules: LifecycleRules,
    /// Funnel as it would be.
    pub funnel: Funnel,
    /// Customers whose stage would change, by (from, to).
    pub moved: Vec<(Stage, Stage, u64)>,
    /// Imagined gap (μ) proposed from the portfolio: median of the customers' mean gaps, where there are enough.
    pub proposed_prior_gap: Option<u32>,
}

/// Answer to [`Question::Portfolio`].
#[derive(Clone, Debug, PartialEq)]
pub struct PortfolioInfo {
    /// File.
    pub path: PathBuf,
    /// Name of the business.
    pub business: String,
    /// Who works at this machine.
    pub user: String,
    /// Currency.
    pub currency: Currency,
    /// The sample portfolio.
    pub is_sample: bool,
    /// As-of day.
    pub as_of: Day,
    /// Customers not archived.
    pub customers: u64,
    /// Customers to contact today, and lost ones nobody looked at: the figures of the tabs. `None` until known.
    pub to_contact: Option<u64>,
    /// Lost customers nobody looked at.
    pub to_verify: Option<u64>,
    /// Newest document's day.
    pub data_until: Option<Day>,
    /// Last backup.
    pub last_backup: Option<NaiveDateTime>,
    /// Limits in force.
    pub rules: LifecycleRules,
    /// Why nothing can be written, where that is so: a text key with arguments.
    pub read_only: Option<ChangeWords>,
    /// Names of the saved segments, by name.
    pub segments: Vec<String>,
    /// Other settings: key and JSON value.
    pub settings: Vec<(String, String)>,
    /// Fields of the user's own, in their order.
    pub fields: Vec<FieldDef>,
}

/// Values with counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vocabulary {
    /// Zones.
    pub zones: Vec<(String, usize)>,
    /// Owners.
    pub owners: Vec<(String, usize)>,
    /// Sources.
    pub sources: Vec<(String, usize)>,
    /// Labels.
    pub labels: Vec<(String, usize)>,
    /// Stages.
    pub stages: Vec<(Stage, usize)>,
    /// Values of other fields of the filter; fixed ones by key.
    pub values: Vec<(Field, Vec<(String, usize)>)>,
    /// Numbers of fields below which 20, 40, 50, 60 and 80 % of those who have one lie.
    pub marks: Vec<(Field, [i64; 5])>,
    /// Keys of the business's own fields and of scorecards.
    pub keys: Vec<(Field, String)>,
    /// Saved segments: name and filter, by name.
    pub segments: Vec<(String, String)>,
    /// Filters used last, newest first.
    pub recent: Vec<String>,
    /// Products by frequency: code, name, category, last unit price in minor units. At most 500.
    pub products: Vec<(String, String, String, Money)>,
}

/// A saved segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SegmentInfo {
    /// Row id.
    pub id: i64,
    /// Name.
    pub name: String,
    /// Its filter, as typed.
    pub query: String,
    /// Whether `3/4` in the filter is the fourth of March.
    pub month_first: bool,
    /// Frozen: the customers of the day it was saved.
    pub frozen: bool,
    /// When it was saved first.
    pub created: Day,
    /// By whom.
    pub author: String,
    /// Customers it holds as of the as-of day, archived ones left out; why not, where it cannot be told.
    pub count: Result<usize, ChangeWords>,
    /// How many it held on days somebody looked, oldest first, up to the as-of day.
    pub history: Vec<(Day, usize)>,
}

/// A backup file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackupInfo {
    /// File.
    pub path: PathBuf,
    /// When.
    pub at: NaiveDateTime,
    /// Bytes.
    pub size: u64,
    /// Customers in it.
    pub customers: u64,
}

/// What the store answers.
#[derive(Clone, Debug)]
pub enum Answer {
    /// To [`Question::List`].
    Listing(Box<Listing>),
    /// To [`Question::Rows`].
    Rows(Vec<CustomerRow>),
    /// To [`Question::Card`]; `None` where there is no such customer any more.
    Card(Option<Box<Card>>),
    /// To [`Question::Profile`]; `None` where there is no such customer any more.
    Profile(Option<Box<Profile>>),
    /// To [`Question::Segmentation`].
    Segmentation(Box<Segmentation>),
    /// To [`Question::Said`].
    Said(Vec<Said>),
    /// To [`Question::Purchases`].
    Purchases(CustomerId, Vec<Purchase>),
    /// To [`Question::Document`].
    Document(Option<Box<(Purchase, Vec<Line>)>>),
    /// To [`Question::Contacts`].
    Contacts(CustomerId, Vec<Contact>),
    /// To [`Question::Notes`].
    Notes(CustomerId, Vec<Note>),
    /// To [`Question::CustomerJournal`] and [`Question::Journal`].
    Journal(Vec<JournalEntry>),
    /// To [`Question::Conflicts`].
    Conflicts(Vec<Conflict>),
    /// To [`Question::Find`], [`Question::WithNumber`] and [`Question::Similar`].
    Found(Vec<CustomerRow>),
    /// To [`Question::Today`].
    Today(Box<TodayList>),
    /// To [`Question::Arrivals`].
    Arrivals(Vec<CallItem>),
    /// To [`Question::CallRun`]; `None` where none was begun.
    CallRun(Option<Box<CallRun>>),
    /// To [`Question::CallsSince`].
    CallsSince(std::collections::BTreeMap<CustomerId, CallDone>),
    /// To [`Question::CallCards`]; who is gone is left out.
    CallCards(Vec<CallCard>),
    /// To [`Question::CallStats`].
    CallStats(Box<CallStats>),
    /// To [`Question::OfferBoard`].
    OfferBoard(Box<OfferBoard>),
    /// To [`Question::OfferPage`]; `None` where there is no such offer any more.
    OfferPage(Option<Box<OfferPage>>),
    /// To [`Question::Ceiling`]; `None` where nothing is at stake.
    Ceiling(CustomerId, Option<Money>),
    /// To [`Question::OffersOf`].
    OffersOf(CustomerId, Vec<SalesOffer>),
    /// To [`Question::Audience`].
    Audience(Box<Audience>),
    /// To [`Question::Campaigns`].
    Campaigns(Vec<CampaignRow>),
    /// To [`Question::CampaignPage`]; `None` where there is no such campaign any more.
    CampaignPage(Option<Box<CampaignPage>>),
    /// To [`Question::Duplicates`]: the likeliest first.
    Duplicates(Vec<PairRow>),
    /// To [`Question::Points`], by kind.
    Points(Vec<Point>),
    /// To [`Question::Point`]; `None` where it is gone.
    Point(Option<Point>),
    /// To [`Question::Likeness`]; who is gone is left out.
    Likeness(Vec<LikenessRow>),
    /// To [`Question::Pair`]; `None` where one of them is gone.
    Pair(Option<Box<[Card; 2]>>),
    /// To [`Question::Joined`]: the newest first.
    Joined(Vec<JoinedRow>),
    /// To [`Question::Quality`].
    Quality(Box<QualityBoard>),
    /// To [`Question::Team`].
    Team(Box<TeamBoard>),
    /// To [`Question::Winback`].
    Winback(Box<WinbackSummary>),
    /// To [`Question::Cycle`].
    Cycle(Box<Cycle>),
    /// To [`Question::Cohorts`].
    Cohorts(Box<CohortGrid>),
    /// To [`Question::RulesPreview`].
    RulesPreview(Box<RulesPreview>),
    /// To [`Question::Worth`] and [`Question::WorthIn`]; who is gone is left out.
    Worth(Vec<(CustomerId, Worth)>),
    /// To [`Question::ToCome`]; who is gone or never bought is left out.
    ToCome(Vec<(CustomerId, Money)>),
    /// To [`Question::Value`].
    Value(Box<ValueBoard>),
    /// To [`Question::ValuePreview`].
    ValuePreview(Box<ValuePreview>),
    /// To [`Question::Decisions`]; who has none is left out.
    Decisions(Vec<ValueDecision>),
    /// To [`Question::Kind`].
    Kind(Box<Kind>),
    /// To [`Question::Offers`].
    Offers(Box<Offers>),
    /// To [`Question::Habits`], most purchase days first.
    Habits(CustomerId, Vec<Habit>),
    /// To [`Question::Replenishment`].
    Replenishment(Box<Replenishment>),
    /// To [`Question::Products`], most revenue first.
    Products(Vec<ProductRow>),
    /// To [`Question::Launch`].
    Launch(Box<LaunchList>),
    /// To [`Question::Growth`].
    Growth(Box<GrowthBoard>),
    /// To [`Question::Effort`].
    Effort(Box<EffortBoard>),
    /// To [`Question::Lift`].
    Lift(Box<LiftBoard>),
    /// To [`Question::Backtest`]; `None` where the history is too short to be cut.
    Backtest(Option<Box<BacktestBoard>>),
    /// To [`Question::Labels`].
    Labels(Vec<(Label, usize)>),
    /// To [`Question::LabelCounts`]: label and how many of the customers asked about have it.
    LabelCounts(Vec<(LabelId, usize)>),
    /// To [`Question::Never`].
    Never(usize),
    /// To [`Question::Vocabulary`].
    Vocabulary(Box<Vocabulary>),
    /// To [`Question::Segments`], by name.
    Segments(Vec<SegmentInfo>),
    /// To [`Question::Portfolio`].
    Portfolio(Box<PortfolioInfo>),
    /// To [`Question::Backups`].
    Backups(Vec<BackupInfo>),
    /// To [`Question::Drafts`]: key and content.
    Drafts(Vec<(String, String)>),
    /// A change made, taken back or made again.
    Done(Box<Applied>),
    /// There is nothing to undo, or to redo.
    NothingToUndo,
    /// A backup made.
    BackedUp(BackupInfo),
    /// Long work goes on: done and total, in units of the work.
    Progress {
        /// Done.
        done: u64,
        /// Total; 0 where unknown.
        total: u64,
    },
}

/// A change made, taken back or made again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// Row id in the journal; 0 where nothing had to be changed.
    pub change: i64,
    /// What it was.
    pub what: ChangeWords,
    /// Records created (customer, purchase, contact, note, label or segment), in order.
    pub created: Vec<i64>,
    /// Customers touched; empty also where more than 5,000 were touched by taking back or making again.
    pub customers: Vec<CustomerId>,
    /// Lost customers who came back through this change.
    pub recovered: Vec<CustomerId>,
    /// Whether it was taken back (true) or made.
    pub undone: bool,
}

/// What the store sends back.
#[derive(Clone, Debug)]
pub struct Reply {
    /// Ticket of the question or order; 0 for news nobody asked for.
    pub ticket: Ticket,
    /// Answer, or what went wrong as a text key with arguments.
    pub result: Result<Answer, ChangeWords>,
}
