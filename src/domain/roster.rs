//! The portfolio in memory, as columns: what every list is filtered, sorted and counted from. One scan of a million
//! rows takes milliseconds, and no query language is needed underneath.
//!
//! Filled by the store in one pass, kept up to date member by member after each change, dropped and read again for
//! another as-of day. About 120 bytes a customer, half of it searchable text.

use serde::{Deserialize, Serialize};

use super::base::{Day, Money, Month};
use super::lifecycle::recovery::LossReason;
use super::lifecycle::{Facts, Rhythm, Stage};
use super::people::{CustomerId, LabelId};
use super::query::Query;
use super::work::today::TodayReason;

/// One customer on the way into the roster.
#[derive(Clone, Debug)]
pub struct Member<'a> {
    /// Row id.
    pub id: CustomerId,
    /// Name as shown.
    pub name: &'a str,
    /// First eight bytes of the name's collation key, big-endian: the order of names.
    pub name_key: u64,
    /// Company.
    pub company: &'a str,
    /// Person to speak to.
    pub contact: &'a str,
    /// Phones, separated by a space.
    pub phones: &'a str,
    /// E-mail.
    pub email: &'a str,
    /// Code in its source.
    pub code: &'a str,
    /// Zone as shown ([`CustomerDraft::shown_zone`](super::people::CustomerDraft::shown_zone)).
    pub zone: &'a str,
    /// Who looks after them.
    pub owner: &'a str,
    /// Where they came from.
    pub source: &'a str,
    /// Labels.
    pub labels: &'a [LabelId],
    /// Archived.
    pub archived: bool,
    /// Never to be contacted.
    pub do_not_call: bool,
    /// What follows from purchases at the as-of day.
    pub facts: Facts,
    /// Next contact.
    pub next: Option<Day>,
    /// Last contact held.
    pub last_contact: Option<Day>,
    /// State of winning back.
    pub winback: WinbackState,
    /// Main reason of the loss, where one is known.
    pub reason: Option<LossReason>,
    /// Revenue of the 12 months up to the last purchase: what is at stake when they are lost.
    pub at_stake: Money,
}

/// Where a lost customer stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WinbackState {
    /// Nobody looked yet (or not lost at all).
    #[default]
    Unverified,
    /// Looked at, and really lost.
    Verified,
    /// Looked at, and not really lost (duplicate, other name, seasonal) or closed.
    Explained,
    /// Given up.
    Definitive,
}

/// Which customers a list starts from, before any filter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Scope {
    /// Everybody not archived.
    #[default]
    All,
    /// Archived ones only.
    Archived,
    /// These, in this order until sorted.
    Ids(Vec<CustomerId>),
    /// Everybody in this stage.
    Stage(Stage),
    /// Every active stage.
    Active,
    /// Who stood in this stage at the end of the month before (opening) or of the month (closing).
    FlowStock {
        /// Month.
        month: Month,
        /// Stage.
        stage: Stage,
        /// Opening (true) or closing.
        opening: bool,
    },
    /// Who moved in this month; `None` as an end means any stage. `from` `Some(None)` means "no customer before".
    FlowMoved {
        /// Month.
        month: Month,
        /// From.
        from: Option<Option<Stage>>,
        /// To.
        to: Option<Stage>,
    },
    /// Lost customers in this state of winning back; `None` is all of them.
    Winback(Option<WinbackState>),
    /// Lost customers who left for this reason.
    LostFor(LossReason),
    /// On today's list for this reason; `None` is all of them.
    Today(Option<TodayReason>),
}

/// What a list is ordered by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SortBy {
    /// Name, by the language's collation.
    #[default]
    Name,
    /// Stage, then name.
    Stage,
    /// Last purchase.
    LastPurchase,
    /// Revenue of 12 months.
    Revenue12m,
    /// Revenue of all time.
    RevenueTotal,
    /// Purchase documents.
    Orders,
    /// Last contact.
    LastContact,
    /// Next contact.
    Next,
    /// Money at stake.
    AtStake,
    /// Days of silence.
    Silence,
    /// Order given by the scope (the urgency of today's list).
    Given,
}

/// An order and its direction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Sort {
    /// By what.
    pub by: SortBy,
    /// Greatest, latest or Z first. Unknown values come last either way.
    pub descending: bool,
}

/// The answer to a filter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Ids in order.
    pub order: Vec<CustomerId>,
    /// How many the scope holds before the filter.
    pub total: usize,
    /// Where nothing matched: for each top-level condition of the filter how many it matches alone, and how many
    /// would remain without it.
    pub conditions: Vec<ConditionCount>,
    /// Σ revenue of 12 months of the selected.
    pub revenue_12m: Money,
    /// Σ money at stake of the selected.
    pub at_stake: Money,
}

/// One condition of a filter that matched nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConditionCount {
    /// The condition as written.
    pub text: String,
    /// Customers it matches alone.
    pub alone: usize,
    /// Customers that remain when only it is dropped.
    pub without: usize,
}

/// Heads and money by stage.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Funnel {
    /// By stage in the order of [`Stage::ALL`]: heads, 12-month revenue.
    pub stages: [(u64, Money); 6],
    /// Rhythm inside the active stages: on time, due, late, at risk.
    pub rhythm: [u64; 4],
}

/// The portfolio in memory.
#[derive(Debug, Default)]
pub struct Roster {
    /// As-of day of the facts.
    pub as_of: Option<Day>,
    _todo: Vec<(Stage, Rhythm)>,
}

impl Roster {
    /// An empty roster for this day.
    pub fn new(as_of: Day, capacity: usize) -> Self {
        let _ = capacity;
        Self { as_of: Some(as_of), ..Self::default() }
    }

    /// Adds a customer, or replaces the one with the same id.
    pub fn put(&mut self, member: &Member<'_>) {
        let _ = member;
        unimplemented!()
    }

    /// Forgets a customer.
    pub fn remove(&mut self, id: CustomerId) {
        let _ = id;
        unimplemented!()
    }

    /// How many customers there are, archived ones included.
    pub fn len(&self) -> usize {
        unimplemented!()
    }

    /// Whether there is nobody.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Who matches, in order. Scopes that need more than the roster (flow, today) are given their ids by the
    /// caller as [`Scope::Ids`]. `stop` is asked every few thousand rows; `None` once it says so.
    pub fn select(
        &self,
        scope: &Scope,
        query: &Query,
        sort: Sort,
        stop: &dyn Fn() -> bool,
    ) -> Option<Selection> {
        let _ = (scope, query, sort, stop);
        unimplemented!()
    }

    /// Heads and money by stage, archived ones left out.
    pub fn funnel(&self) -> Funnel {
        unimplemented!()
    }
}
