//! The portfolio in memory, as columns: what every list is filtered, sorted and counted from. One scan of a million
//! rows takes milliseconds, and no query language is needed underneath.
//!
//! Filled by the store in one pass, kept up to date member by member after each change, dropped and read again for
//! another as-of day. About 120 bytes a customer, half of it searchable text.

mod columns;
mod filter;
mod order;
mod profile;
pub mod province;
mod tally;
#[cfg(test)]
mod tests;
mod text;
mod trade;
mod traits;
pub mod worth;

use std::collections::HashMap;
use std::sync::Mutex;

use serde::{Deserialize, Serialize};

use super::base::names::fold;
use super::base::{Day, Money, Month};
use super::lifecycle::flow::Grain;
use super::lifecycle::health::HealthRule;
use super::lifecycle::recovery::LossReason;
use super::lifecycle::{Facts, Rhythm, Stage};
use super::people::{CustomerId, LabelId};
use super::trade::ProductId;
use super::value::pareto::Class;
use super::value::{Priority, Segment, Turnover, ValueClass, Window};
use super::work::today::TodayReason;
use columns::{Column, Shared, keep, place};
use order::NameOrder;
pub use profile::MemberProfile;
use profile::ProfileColumns;
use text::Texts;
use trade::TradeColumns;
pub use worth::MemberWorth;
use worth::WorthColumns;

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
    /// What the figures of value need besides.
    pub turnover: Turnover,
    /// Who they are.
    pub profile: MemberProfile<'a>,
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
    /// Sleeps until a day on which they are looked at again.
    Dormant,
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
    /// Who stood in this stage at the end of a day.
    StageOn {
        /// Day.
        day: Day,
        /// Stage.
        stage: Stage,
    },
    /// Who moved between the ends of two days, as in [`Scope::FlowMoved`]: for quarters and years.
    MovedBetween {
        /// Opening day.
        opening: Day,
        /// Closing day.
        closing: Day,
        /// From.
        from: Option<Option<Stage>>,
        /// To.
        to: Option<Stage>,
    },
    /// Who stood in any of these stages at the end of a day.
    StagesOn {
        /// Day.
        day: Day,
        /// Stages.
        stages: Vec<Stage>,
    },
    /// Active customers with this rhythm at the end of a day.
    RhythmOn {
        /// Day.
        day: Day,
        /// Rhythm.
        rhythm: Rhythm,
    },
    /// Who went between the ends of two days in any of these ways, staying where they were included; `None` as a
    /// beginning is "no customer before".
    Moves {
        /// Opening day.
        opening: Day,
        /// Closing day.
        closing: Day,
        /// From and to.
        moves: Vec<(Option<Stage>, Stage)>,
    },
    /// Whom a rule of the verdict on a period counts.
    Health {
        /// Rule.
        rule: HealthRule,
        /// Opening day.
        opening: Day,
        /// Closing day.
        closing: Day,
        /// Those above the line of the rule (true), or only below it.
        made: bool,
    },
    /// Whose first purchase lies in a period, as known on a day.
    Cohort {
        /// First month of the period.
        first: Month,
        /// Length of the periods.
        grain: Grain,
        /// Only those who bought in the period so many after it; `None` is the whole cohort.
        offset: Option<u32>,
        /// Day.
        day: Day,
    },
    /// Lost customers in this state of winning back; `None` is all of them.
    Winback(Option<WinbackState>),
    /// Lost customers who left for this reason.
    LostFor(LossReason),
    /// Who ever bought one of these products.
    Bought(Vec<ProductId>),
    /// Bought on one day only and silent for longer than the portfolio's second purchases take, whatever else is
    /// planned with them.
    BoughtOnce,
    /// On today's list for this reason; `None` is all of them.
    Today(Option<TodayReason>),
    /// Whom a figure of value counts, over a period.
    Value(Window, ValueFigure),
    /// Whom a figure of growth, effort or lifting counts.
    Priority(Priority),
}

/// A figure of the dashboards of value, as the customers it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ValueFigure {
    /// Everybody with a purchase in the period.
    Base,
    /// The first ⌈so many percent⌉ by revenue.
    Top(u8),
    /// All but the first ⌈so many percent⌉.
    Rest(u8),
    /// The fewest that bring 80 % of the revenue.
    To80,
    /// A Pareto class.
    Pareto(Class),
    /// Cells of RFM: 0 stands for every score.
    Cells {
        /// Recency.
        r: u8,
        /// Frequency.
        f: u8,
        /// Money.
        m: u8,
    },
    /// A segment of RFM.
    Segment(Segment),
    /// A class by value to come.
    Class(ValueClass),
    /// Every active customer: whom the classes by value to come are made of.
    Active,
    /// Not A, and nearest to it.
    AlmostA,
    /// Active, with one chance in four or more to buy nothing within 26 weeks; by that chance times their money.
    Leaving,
    /// Below zero by value to come, and nothing decided.
    Undecided,
    /// Whoever has a decision about their value whose day of review has come.
    ReviewDue,
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
    /// The day on which their rhythm makes them due.
    Due,
    /// Age in years.
    Age,
    /// Scores of recency, frequency and money, in this order.
    Rfm,
    /// Pareto class.
    Pareto,
    /// Probability of still being a customer.
    PAlive,
    /// Value to come.
    Clv,
    /// Days of silence.
    Silence,
    /// Order given by the scope (the urgency of today's list).
    Given,
}

impl SortBy {
    /// Whether it looks at figures computed from the whole portfolio ([`Roster::set_worth`]).
    pub const fn needs_worth(self) -> bool {
        matches!(self, Self::Rfm | Self::Pareto | Self::PAlive | Self::Clv)
    }
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

/// What the roster knows of one customer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MemberView<'a> {
    /// Row id.
    pub id: CustomerId,
    /// What follows from purchases at the as-of day.
    pub facts: Facts,
    /// What the figures of value need besides.
    pub turnover: Turnover,
    /// What the figures of the whole portfolio say; nothing until they were set.
    pub worth: MemberWorth,
    /// Labels.
    pub labels: &'a [LabelId],
    /// Zone as shown.
    pub zone: &'a str,
    /// Who looks after them.
    pub owner: &'a str,
    /// Where they came from.
    pub source: &'a str,
    /// Archived.
    pub archived: bool,
    /// Never to be contacted.
    pub do_not_call: bool,
    /// Next contact.
    pub next: Option<Day>,
    /// Last contact held.
    pub last_contact: Option<Day>,
    /// State of winning back.
    pub winback: WinbackState,
    /// Main reason of the loss.
    pub reason: Option<LossReason>,
    /// Money at stake.
    pub at_stake: Money,
}

/// A label as filters know it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct LabelWords {
    id: LabelId,
    name: String,
    folded: String,
    code: String,
    colour: Option<u8>,
}

/// The portfolio in memory.
#[derive(Debug)]
pub struct Roster {
    /// As-of day of the facts.
    pub as_of: Option<Day>,
    ids: Ids,
    texts: Texts,
    name_keys: Vec<u64>,
    /// Stage in the low three bits, rhythm + 1 in the next three, 0 for none.
    ages: Vec<u8>,
    flags: Vec<u8>,
    /// Index into [`LossReason::ALL`] + 1; 0 for none.
    reasons: Vec<u8>,
    labels: Shared<[LabelId]>,
    zones: Shared<str>,
    owners: Shared<str>,
    sources: Shared<str>,
    first: Column,
    last: Column,
    next: Column,
    last_contact: Column,
    purchase_days: Column,
    orders: Column,
    lost_gap: Column,
    mean_gap: Column,
    revenue_12m: Column,
    revenue_total: Column,
    at_stake: Column,
    trade: TradeColumns,
    profile: ProfileColumns,
    worth: Option<WorthColumns>,
    label_words: Vec<LabelWords>,
    live: usize,
    by_name: Mutex<NameOrder>,
}

const ARCHIVED: u8 = 1;
const DO_NOT_CALL: u8 = 2;
/// The row of a customer who was removed.
const GONE: u8 = 4;
const WINBACK_SHIFT: u8 = 4;
const WINBACK: [WinbackState; 5] = [
    WinbackState::Unverified,
    WinbackState::Verified,
    WinbackState::Explained,
    WinbackState::Definitive,
    WinbackState::Dormant,
];

/// State of winning back in the flags of a row: three bits of them.
fn winback_of(flags: u8) -> WinbackState {
    WINBACK.get(usize::from(flags >> WINBACK_SHIFT & 7)).copied().unwrap_or_default()
}

const RHYTHMS: [Rhythm; 5] = [Rhythm::OnTime, Rhythm::Due, Rhythm::Late, Rhythm::AtRisk, Rhythm::Lost];

/// Days are kept as days since 2000-01-01, so that two bytes reach from 1910 to 2089.
const DAY_ZERO: i64 = 10_957;

/// Ids by row, ascending but for the exceptions. Ids above four bytes are exceptions too.
#[derive(Clone, Debug, Default)]
struct Ids {
    rows: Vec<u32>,
    /// Greatest id of the ascending ones.
    greatest: u32,
    /// Row by id for those out of order, and id by row for those that do not fit.
    strays: HashMap<CustomerId, u32>,
    outside: HashMap<u32, CustomerId>,
}

impl Ids {
    fn with_capacity(capacity: usize) -> Self {
        Self { rows: Vec::with_capacity(capacity), ..Self::default() }
    }

    /// For a stray the place holds the greatest ascending id before it, so that halving still works.
    #[inline]
    fn id(&self, row: usize) -> CustomerId {
        if self.outside.is_empty() {
            return CustomerId::from(self.rows[row]);
        }
        self.outside.get(&(row as u32)).copied().unwrap_or(CustomerId::from(self.rows[row]))
    }

    fn row(&self, id: CustomerId) -> Option<usize> {
        if let Some(row) = self.strays.get(&id) {
            return Some(*row as usize);
        }
        let short = u32::try_from(id).ok()?;
        if short > self.greatest {
            // While everybody is read, each one is new: no halving a million times over.
            return None;
        }
        let row = self.rows.partition_point(|i| *i < short);
        (self.rows.get(row) == Some(&short)).then_some(row)
    }

    fn push(&mut self, id: CustomerId) -> usize {
        let row = self.rows.len();
        match u32::try_from(id) {
            Ok(short) if short > self.greatest || row == 0 => {
                self.greatest = short;
                self.rows.push(short);
            }
            _ => {
                self.rows.push(self.greatest);
                self.strays.insert(id, row as u32);
                self.outside.insert(row as u32, id);
            }
        }
        row
    }

    /// Whether rows are in the order of ids.
    fn in_order(&self) -> bool {
        self.strays.is_empty()
    }
}

impl Default for Roster {
    fn default() -> Self {
        Self {
            as_of: None,
            ids: Ids::default(),
            texts: Texts::default(),
            name_keys: Vec::new(),
            ages: Vec::new(),
            flags: Vec::new(),
            reasons: Vec::new(),
            labels: Shared::new(&[], 0),
            zones: Shared::new("", 0),
            owners: Shared::new("", 0),
            sources: Shared::new("", 0),
            first: Column::default(),
            last: Column::default(),
            next: Column::default(),
            last_contact: Column::default(),
            purchase_days: Column::default(),
            orders: Column::default(),
            lost_gap: Column::default(),
            mean_gap: Column::default(),
            revenue_12m: Column::medium(0),
            revenue_total: Column::medium(0),
            at_stake: Column::medium(0),
            trade: TradeColumns::with_capacity(0),
            profile: ProfileColumns::default(),
            worth: None,
            label_words: Vec::new(),
            live: 0,
            by_name: Mutex::default(),
        }
    }
}

impl Roster {
    /// An empty roster for this day, with room for `capacity` customers.
    pub fn new(as_of: Day, capacity: usize) -> Self {
        let narrow = || Column::narrow(capacity);
        Self {
            as_of: Some(as_of),
            ids: Ids::with_capacity(capacity),
            texts: Texts::with_capacity(capacity),
            name_keys: Vec::with_capacity(capacity),
            ages: Vec::with_capacity(capacity),
            flags: Vec::with_capacity(capacity),
            reasons: Vec::with_capacity(capacity),
            labels: Shared::new(&[], capacity),
            zones: Shared::new("", capacity),
            owners: Shared::new("", capacity),
            sources: Shared::new("", capacity),
            first: narrow(),
            last: narrow(),
            next: narrow(),
            last_contact: narrow(),
            purchase_days: narrow(),
            orders: narrow(),
            lost_gap: narrow(),
            mean_gap: narrow(),
            revenue_12m: Column::medium(capacity),
            revenue_total: Column::medium(capacity),
            at_stake: Column::medium(capacity),
            trade: TradeColumns::with_capacity(capacity),
            ..Self::default()
        }
    }

    /// The labels there are, in the user's order: id, name, code, colour. Conditions on labels are resolved with them.
    pub fn set_labels(&mut self, labels: Vec<(LabelId, String, String, Option<u8>)>) {
        self.label_words = labels
            .into_iter()
            .map(|(id, name, code, colour)| LabelWords {
                id,
                folded: fold(&name),
                code: fold(&code),
                name,
                colour,
            })
            .collect();
    }

    /// Adds a customer, or replaces the one with the same id.
    pub fn put(&mut self, member: &Member<'_>) {
        let (row, known) = match self.ids.row(member.id) {
            Some(row) => (row, true),
            None => (self.ids.push(member.id), false),
        };
        let fields = [member.name, member.company, member.contact, member.email, member.code];
        let renamed = self.texts.put(row, fields, member.phones);
        let returned = known && self.flags[row] & GONE != 0;
        if renamed || returned || self.name_keys.get(row) != Some(&member.name_key) {
            order(&mut self.by_name).touch(row as u32);
        }
        if !known || returned {
            self.live += 1;
        }
        let facts = &member.facts;
        let rhythm = facts.rhythm.map_or(0, |r| r as u8 + 1);
        let winback = (member.winback as u8) << WINBACK_SHIFT;
        let flag = |on: bool, bit: u8| if on { bit } else { 0 };
        place(&mut self.name_keys, row, member.name_key);
        place(&mut self.ages, row, facts.stage as u8 | rhythm << 3);
        let flags = flag(member.archived, ARCHIVED) | flag(member.do_not_call, DO_NOT_CALL) | winback;
        place(&mut self.flags, row, flags);
        let reason = LossReason::ALL.iter().position(|r| Some(*r) == member.reason);
        place(&mut self.reasons, row, reason.map_or(0, |r| r as u8 + 1));
        self.labels.put(row, member.labels);
        self.zones.put(row, member.zone);
        self.owners.put(row, member.owner);
        self.sources.put(row, member.source);
        let day = |day: Option<Day>| day.map(|d| i64::from(d.0) - DAY_ZERO);
        self.first.put(row, day(facts.first));
        self.last.put(row, day(facts.last));
        self.next.put(row, day(member.next));
        self.last_contact.put(row, day(member.last_contact));
        self.purchase_days.put(row, Some(i64::from(facts.days)));
        self.orders.put(row, Some(i64::from(facts.orders)));
        self.lost_gap.put(row, Some(i64::from(facts.lost_gap)));
        self.mean_gap.put(row, Some(i64::from(facts.mean_gap_tenths)));
        self.revenue_12m.put(row, Some(facts.revenue_12m.0));
        self.revenue_total.put(row, Some(facts.revenue_total.0));
        self.at_stake.put(row, Some(member.at_stake.0));
        self.trade.put(row, &member.turnover);
        self.profile.put(row, &member.profile);
        if let Some(worth) = &mut self.worth
            && row >= worth.len()
        {
            worth.put(row, &MemberWorth::default());
        }
        if self.texts.is_wasteful() {
            self.compact();
        }
    }

    /// Forgets a customer.
    pub fn remove(&mut self, id: CustomerId) {
        let Some(row) = self.ids.row(id) else { return };
        if self.flags[row] & GONE != 0 {
            return;
        }
        self.flags[row] = GONE;
        self.texts.erase(row);
        self.live -= 1;
        order(&mut self.by_name).touch(row as u32);
        if self.texts.is_wasteful() {
            self.compact();
        }
    }

    /// Rows in the order of ids, without those of customers who are gone.
    fn compact(&mut self) {
        let mut rows: Vec<u32> = (0..self.flags.len() as u32).collect();
        rows.retain(|row| self.flags[*row as usize] & GONE == 0);
        rows.sort_by_key(|row| self.ids.id(*row as usize));
        let mut ids = Ids::with_capacity(rows.len());
        for row in &rows {
            ids.push(self.ids.id(*row as usize));
        }
        self.ids = ids;
        self.texts.keep(&rows);
        keep(&mut self.name_keys, &rows);
        keep(&mut self.ages, &rows);
        keep(&mut self.flags, &rows);
        keep(&mut self.reasons, &rows);
        self.trade.keep(&rows);
        self.profile.keep(&rows);
        if let Some(worth) = &mut self.worth {
            worth.keep(&rows);
        }
        self.labels.keep(&rows);
        for column in [&mut self.zones, &mut self.owners, &mut self.sources] {
            column.keep(&rows);
        }
        for column in [
            &mut self.first,
            &mut self.last,
            &mut self.next,
            &mut self.last_contact,
            &mut self.purchase_days,
            &mut self.orders,
            &mut self.lost_gap,
            &mut self.mean_gap,
            &mut self.revenue_12m,
            &mut self.revenue_total,
            &mut self.at_stake,
        ] {
            column.keep(&rows);
        }
        order(&mut self.by_name).forget();
    }

    /// How many customers there are, archived ones included.
    pub fn len(&self) -> usize {
        self.live
    }

    /// Whether there is nobody.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Bytes held by the columns and the text, without spare room.
    pub fn bytes(&self) -> usize {
        let columns =
            [&self.first, &self.last, &self.next, &self.last_contact, &self.purchase_days, &self.orders];
        let more = [&self.lost_gap, &self.mean_gap, &self.revenue_12m, &self.revenue_total, &self.at_stake];
        let shared = self.zones.bytes() + self.owners.bytes() + self.sources.bytes() + self.labels.bytes();
        // Id and place in the order of names four bytes each, key of the name eight, three of one byte.
        columns.into_iter().chain(more).map(Column::bytes).sum::<usize>()
            + shared
            + self.texts.bytes()
            + self.trade.bytes()
            + self.profile.bytes()
            + self.worth.as_ref().map_or(0, WorthColumns::bytes)
            + self.flags.len() * 19
    }

    fn day(column: &Column, row: usize) -> Option<Day> {
        column.get(row).map(|d| Day((d + DAY_ZERO) as i32))
    }

    fn stage(&self, row: usize) -> Stage {
        Stage::ALL[usize::from(self.ages[row] & 7)]
    }

    /// The first day on which their own rhythm makes them due (more than the mean gap since the last purchase), as in
    /// the rhythm; nobody lost and no prospect is expected.
    fn due(&self, row: usize) -> Option<i64> {
        let expected = self.stage(row).is_active();
        let last = self.last.get(row).filter(|_| expected)?;
        Some(last + self.mean_gap.or_zero(row) / 10 + 1)
    }

    fn view(&self, row: usize) -> MemberView<'_> {
        let flags = self.flags[row];
        let last = Self::day(&self.last, row);
        let lost_gap = self.lost_gap.or_zero(row) as u32;
        MemberView {
            id: self.ids.id(row),
            facts: Facts {
                stage: self.stage(row),
                rhythm: usize::from(self.ages[row] >> 3).checked_sub(1).map(|r| RHYTHMS[r]),
                first: Self::day(&self.first, row),
                last,
                days: self.purchase_days.or_zero(row) as u32,
                orders: self.orders.or_zero(row) as u32,
                revenue_12m: Money(self.revenue_12m.or_zero(row)),
                revenue_total: Money(self.revenue_total.or_zero(row)),
                lost_gap,
                lost_on: last.map(|day| day.plus(lost_gap as i32).plus(1)),
                mean_gap_tenths: self.mean_gap.or_zero(row) as u32,
            },
            turnover: self.trade.get(row),
            worth: self.worth.as_ref().map(|worth| worth.get(row)).unwrap_or_default(),
            labels: self.labels.get(row),
            zone: self.zones.get(row),
            owner: self.owners.get(row),
            source: self.sources.get(row),
            archived: flags & ARCHIVED != 0,
            do_not_call: flags & DO_NOT_CALL != 0,
            next: Self::day(&self.next, row),
            last_contact: Self::day(&self.last_contact, row),
            winback: winback_of(flags),
            reason: usize::from(self.reasons[row]).checked_sub(1).map(|r| LossReason::ALL[r]),
            at_stake: Money(self.at_stake.or_zero(row)),
        }
    }

    /// What is known of one customer.
    pub fn row(&self, id: CustomerId) -> Option<MemberView<'_>> {
        let row = self.ids.row(id)?;
        (self.flags[row] & GONE == 0).then(|| self.view(row))
    }

    /// Everybody, archived ones included, as a rule in the order of ids.
    pub fn members(&self) -> impl Iterator<Item = MemberView<'_>> {
        (0..self.flags.len()).filter(|row| self.flags[*row] & GONE == 0).map(|row| self.view(row))
    }

    /// Heads and money by stage, archived ones left out.
    pub fn funnel(&self) -> Funnel {
        let mut funnel = Funnel::default();
        for row in (0..self.flags.len()).filter(|row| self.flags[*row] & (GONE | ARCHIVED) == 0) {
            let (heads, money) = &mut funnel.stages[usize::from(self.ages[row] & 7)];
            *heads += 1;
            *money += Money(self.revenue_12m.or_zero(row));
            let rhythm = usize::from(self.ages[row] >> 3).checked_sub(1);
            if let Some(count) = rhythm.and_then(|r| funnel.rhythm.get_mut(r))
                && self.stage(row).is_active()
            {
                *count += 1;
            }
        }
        funnel
    }
}

/// The order of names; a panic elsewhere while it was held leaves it usable, for it is rebuilt from the columns.
fn order(by_name: &mut Mutex<NameOrder>) -> &mut NameOrder {
    by_name.get_mut().unwrap_or_else(std::sync::PoisonError::into_inner)
}
