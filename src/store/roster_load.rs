//! Fills the roster: one pass over the table of customers beside the covering index of purchases, labels, win-back
//! and facts, all in the order of ids. What lists, today's queue and win-back need of a history besides is noted in
//! the same pass, so that nothing later has to read ten million documents again.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use rusqlite::{Connection, OptionalExtension, Row};

use super::decisions;
use super::priority::Priorities;
use super::reach::{Address, Reach};
use super::read::{
    ALL_HISTORIES, ALL_NUMBERS, aftermath_of, anonymous_revenue, bought_on, count, currency, entry, expiring,
    history_of, last_contact, money_at_stake, numbers_of, setting, setting_value, shown_zone,
};
use super::read::{At, Cursor, Fault, Interlude, Outcome, WinbackRow};
use super::standing::{LeftOut, Standing, Verdict};
use super::worth::Appraisals;
use crate::domain::lifecycle::aftermath::Aftermath;
use crate::domain::lifecycle::flow::{days_of_month, passage};
use crate::domain::lifecycle::history::revenue_between;
use crate::domain::lifecycle::recovery::{Recovery, recovered};
use crate::domain::lifecycle::{Entry, Facts, Stage};
use crate::domain::people::{Channel, Consent, CustomerId, LabelId};
use crate::domain::roster::{Member, MemberProfile, MemberView, Roster, WinbackState};
use crate::domain::value::Turnover;
use crate::domain::work::reach::Bar;
use crate::domain::work::today::{
    Candidate, TodayItem, TodayReason, TodayRules, item_for, order, reason_for, second_gap, usual_second_gap,
};
use crate::domain::{Day, Money};

/// Days that a return counts as recent.
pub(super) const RECENT_DAYS: i32 = 90;
/// Customers read between two looks at whether something more urgent has come.
const STRIDE: usize = 512;

const MEMBER_COLUMNS: &str = "id, name, name_key, company, contact, phone, mobile, email, code, zone, region, city, \
     owner, origin, archived, do_not_call, seasonal, next_day, next_minute, postal_code, country, income, occasion, \
     benefit, birth_year, consent_phone, consent_email, consent_sms, consent_post, tax_id, address, robinson, \
     activity";

pub(super) const ALL_LABELS: &str = "SELECT customer_id, label_id FROM customer_label ORDER BY customer_id";
pub(super) const ALL_WINBACKS: &str = "SELECT customer_id, finding, verified_on, reason, definitive_on, dormant_on, review_on FROM winback \
     ORDER BY customer_id";
pub(super) const ALL_CONTACTED: &str = "SELECT customer_id, last_contact FROM fact ORDER BY customer_id";

/// What a customer adds to the figures of the present month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct MonthShare {
    pub revenue: Money,
    pub new: u32,
    pub back: u32,
    pub lost: u32,
}

/// The roster and what was noted beside it.
#[derive(Debug)]
pub(super) struct Board {
    pub roster: Roster,
    rules: TodayRules,
    once_gap: Option<u32>,
    standing: Standing,
    /// By what each can be reached, and what was tried.
    reach: Reach,
    /// Today's list, once it was asked for: whoever asks again shares it.
    queue: OnceLock<Arc<Vec<TodayItem>>>,
    minutes: HashMap<CustomerId, u16>,
    seasonal: HashMap<CustomerId, Day>,
    /// In whom it was decided to invest no more.
    passive: HashSet<CustomerId>,
    /// Offers that run out soon: last day of the first, money of all.
    expiring: HashMap<CustomerId, (Day, Money)>,
    month: HashMap<CustomerId, MonthShare>,
    returns: HashMap<CustomerId, (Recovery, Money)>,
    /// What became of each customer who was sought out while lost, once it was asked for.
    pub aftermaths: OnceLock<HashMap<CustomerId, Aftermath>>,
    to_verify: u64,
    anonymous: Money,
    /// Figures of value, each made when first asked for.
    pub appraisals: Appraisals,
    /// Effort and priorities, likewise.
    pub priorities: Priorities,
}

/// What a customer's row says besides purchases.
struct Around<'a> {
    labels: &'a [LabelId],
    winback: WinbackRow,
    /// Further numbers that can be dialled.
    numbers: &'a [String],
    last_contact: Option<Day>,
}

impl Board {
    /// Reads everybody. `tick` is called every few hundred customers; with `false` the reading stops.
    pub fn load(at: &At<'_>, tick: &mut dyn FnMut(&Interlude<'_>) -> bool) -> Outcome<Self> {
        let interlude = Interlude::new(*at);
        let go_on = |tick: &mut dyn FnMut(&Interlude<'_>) -> bool| {
            if at.is_stopped() || !tick(&interlude) { Err(Fault::Stopped) } else { Ok(()) }
        };
        go_on(tick)?;
        let everybody = at.db.query_row("SELECT count(*) FROM customer", [], |r| count(r, 0))?;
        let mut board = Self::empty(at, everybody)?;

        let mut histories = at.db.prepare_cached(ALL_HISTORIES)?;
        let mut histories = Cursor::new(histories.query([])?, |row| entry(row, 1))?;
        let mut labels = at.db.prepare_cached(ALL_LABELS)?;
        let mut labels = Cursor::new(labels.query([])?, |row| row.get(1))?;
        let mut winbacks = at.db.prepare_cached(ALL_WINBACKS)?;
        let mut winbacks = Cursor::new(winbacks.query([])?, |row| WinbackRow::read(row, 1))?;
        let mut contacted = at.db.prepare_cached(ALL_CONTACTED)?;
        let mut contacted = Cursor::new(contacted.query([])?, |row| row.get::<_, Option<i32>>(1))?;

        let mut numbers = at.db.prepare_cached(ALL_NUMBERS)?;
        let mut numbers = Cursor::new(numbers.query([])?, |row| row.get::<_, String>(1))?;

        let (mut history, mut own_labels, mut winback, mut held, mut further) =
            (Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let mut gaps = Vec::new();
        let sql = format!("SELECT {MEMBER_COLUMNS} FROM customer ORDER BY id");
        let mut members = at.db.prepare_cached(&sql)?;
        let mut rows = members.query([])?;
        let mut read = 0_usize;
        while let Some(row) = rows.next()? {
            read += 1;
            if read.is_multiple_of(STRIDE) {
                go_on(tick)?;
            }
            let id: CustomerId = row.get(0)?;
            histories.take(id, &mut history)?;
            labels.take(id, &mut own_labels)?;
            winbacks.take(id, &mut winback)?;
            contacted.take(id, &mut held)?;
            numbers.take(id, &mut further)?;
            let ever = held.first().copied().flatten().map(Day);
            let around = Around {
                labels: &own_labels,
                winback: winback.first().copied().unwrap_or_default(),
                numbers: &further,
                last_contact: last_contact(at, id, ever)?,
            };
            board.put(at, row, &history, &around)?;
            gaps.extend(second_gap(&history, at.day()));
        }
        board.once_gap = usual_second_gap(&mut gaps);
        board.judge_all(at);
        Ok(board)
    }

    fn empty(at: &At<'_>, count: usize) -> Outcome<Self> {
        let mut roster = Roster::new(at.day(), count);
        roster.set_labels(label_words(at.db)?);
        Ok(Self {
            roster,
            rules: setting_value(at.db, setting::TODAY)?.unwrap_or_default(),
            once_gap: None,
            standing: Standing::default(),
            reach: Reach::load(at)?,
            queue: OnceLock::new(),
            minutes: HashMap::new(),
            seasonal: HashMap::new(),
            passive: decisions::passive(at)?,
            expiring: expiring(at)?,
            month: HashMap::new(),
            returns: HashMap::new(),
            aftermaths: OnceLock::new(),
            to_verify: 0,
            anonymous: anonymous_revenue(at, days_of_month(at.day().month(), at.day()))?,
            appraisals: Appraisals::new(
                setting_value(at.db, setting::VALUE)?.unwrap_or_default(),
                currency(at)?.decimals,
            ),
            priorities: Priorities::new(setting_value(at.db, setting::EFFORT)?.unwrap_or_default()),
        })
    }

    /// Whether everybody has to be judged again: by other hours, holidays or limits of calls.
    pub fn is_stale(&self, at: &At<'_>) -> Outcome<bool> {
        self.reach.is_stale(at)
    }

    /// Reads these customers anew, and what depends on nobody: labels, revenue without a customer.
    pub fn refresh(&mut self, at: &At<'_>, ids: &[CustomerId]) -> Outcome<()> {
        self.queue = OnceLock::new();
        self.roster.set_labels(label_words(at.db)?);
        self.roster.drop_worth();
        self.rules = setting_value(at.db, setting::TODAY)?.unwrap_or_default();
        self.anonymous = anonymous_revenue(at, days_of_month(at.day().month(), at.day()))?;
        self.passive = decisions::passive(at)?;
        self.expiring = expiring(at)?;
        let sql = format!("SELECT {MEMBER_COLUMNS} FROM customer WHERE id = ?1");
        let mut member = at.db.prepare_cached(&sql)?;
        let mut history = Vec::new();
        let traded = |board: &Self, id: CustomerId| board.roster.row(id).map(|m| (m.facts, m.turnover));
        let before: Vec<_> = ids.iter().map(|id| traded(self, *id)).collect();
        let known: Vec<_> = ids.iter().map(|id| traits_of_buyer(&self.roster, *id)).collect();
        for &id in ids {
            self.forget(id);
            let mut rows = member.query([id])?;
            let Some(row) = rows.next()? else {
                self.roster.remove(id);
                continue;
            };
            self.reach.reread(at, id)?;
            history_of(at, id, &mut history)?;
            let labels = one_customer::labels(at.db, id)?;
            let around = Around {
                labels: &labels,
                winback: one_customer::winback(at.db, id)?,
                numbers: &numbers_of(at.db, id)?,
                last_contact: last_contact(at, id, one_customer::contacted(at.db, id)?)?,
            };
            self.put(at, row, &history, &around)?;
            self.judge(at, id);
            if self.aftermaths.get().is_some() {
                let part = aftermath_of(at, id, self.seasonal(id))?;
                if let Some(parts) = self.aftermaths.get_mut() {
                    parts.insert(id, part);
                }
            }
        }
        let rules = setting_value(at.db, setting::VALUE)?.unwrap_or_default();
        let same = rules == self.appraisals.rules()
            && ids.iter().zip(&before).all(|(id, before)| traded(self, *id) == *before);
        let as_known = ids.iter().zip(&known).all(|(id, known)| traits_of_buyer(&self.roster, *id) == *known);
        self.priorities.refresh(setting_value(at.db, setting::EFFORT)?.unwrap_or_default(), same, as_known);
        self.appraisals.refresh(at, ids, rules, same)
    }

    /// Takes out everything noted of a customer but the row of the roster.
    fn forget(&mut self, id: CustomerId) {
        if self.roster.row(id).is_some_and(|m| waits_to_be_verified(&m)) {
            self.to_verify -= 1;
        }
        self.standing.set(id, None);
        self.minutes.remove(&id);
        self.seasonal.remove(&id);
        self.month.remove(&id);
        self.returns.remove(&id);
    }

    /// Takes in a customer from a row of [`MEMBER_COLUMNS`].
    fn put(&mut self, at: &At<'_>, row: &Row<'_>, history: &[Entry], around: &Around<'_>) -> Outcome<()> {
        let text = |column| row.get_ref(column)?.as_str().map_err(rusqlite::Error::from);
        let id: CustomerId = row.get(0)?;
        let seasonal = row.get::<_, Option<i32>>(16)?.map(Day);
        let facts = Facts::of(history, &at.cut, seasonal, &at.rules);
        let (winback, reason) = around.winback.standing(&facts, at.day());
        let further = around.numbers.iter().map(String::as_str);
        let numbers: Vec<&str> = [text(5)?, text(6)?].into_iter().chain(further).collect();
        let phones = numbers.join(" ");
        let member = Member {
            id,
            name: text(1)?,
            name_key: key_head(row.get_ref(2)?.as_blob().map_err(rusqlite::Error::from)?),
            company: text(3)?,
            contact: text(4)?,
            phones: &phones,
            email: text(7)?,
            code: text(8)?,
            zone: shown_zone(text(9)?, text(10)?, text(11)?),
            owner: text(12)?,
            source: text(13)?,
            labels: around.labels,
            archived: row.get(14)?,
            do_not_call: row.get::<_, Option<i32>>(15)?.is_some_and(|since| since <= at.day().0),
            facts,
            turnover: Turnover::of(history, &at.cut),
            profile: MemberProfile {
                city: text(11)?,
                region: text(10)?,
                postal_code: text(19)?,
                country: text(20)?,
                income: text(21)?,
                occasion: text(22)?,
                benefit: text(23)?,
                activity: text(32)?,
                birth_year: row.get(24)?,
                consents: [consent(row, 25)?, consent(row, 26)?, consent(row, 27)?, consent(row, 28)?],
            },
            next: row.get::<_, Option<i32>>(17)?.map(Day),
            last_contact: around.last_contact,
            winback,
            reason,
            at_stake: money_at_stake(history, at.day()),
        };
        self.roster.put(&member);
        self.reach.put(
            id,
            &Address {
                name: member.name,
                company: member.company,
                tax_id: text(29)?,
                phones: &numbers,
                email: member.email,
                street: text(30)?,
                city: text(11)?,
                region: text(10)?,
                postal_code: text(19)?,
                country: text(20)?,
                zone: text(9)?,
                robinson: row.get::<_, Option<i32>>(31)?.is_some_and(|found| found <= at.day().0),
                consents: [consent(row, 25)?, consent(row, 26)?, consent(row, 28)?],
            },
        );
        if facts.stage == Stage::Lost && !member.archived && winback == WinbackState::Unverified {
            self.to_verify += 1;
        }
        if let Some(minute) = row.get::<_, Option<u16>>(18)? {
            self.minutes.insert(id, minute);
        }
        if let Some(day) = seasonal {
            self.seasonal.insert(id, day);
        }
        if let Some(share) = month_share(at, history, &facts, seasonal) {
            self.month.insert(id, share);
        }
        if let Some(back) = recent_return(at, history, seasonal) {
            self.returns.insert(id, back);
        }
        Ok(())
    }

    fn judge_all(&mut self, at: &At<'_>) {
        // The roster steps aside while it is walked and what stands beside it is written: a list of all verdicts
        // would cost as much as a column of it. A verdict does not look at the roster.
        let roster = std::mem::take(&mut self.roster);
        for member in roster.members() {
            let verdict = self.verdict(at, &member);
            self.standing.set(member.id, verdict);
        }
        self.roster = roster;
    }

    /// Puts a customer on today's list where they belong on it, or says why not.
    fn judge(&mut self, at: &At<'_>, id: CustomerId) {
        let verdict = self.roster.row(id).and_then(|member| self.verdict(at, &member));
        self.standing.set(id, verdict);
    }

    fn verdict(&self, at: &At<'_>, member: &MemberView<'_>) -> Option<Verdict> {
        let candidate = self.candidate(at, member);
        if let Some(reason) = reason_for(&candidate, at.day(), self.once_gap, &self.rules) {
            return Some(match self.channel(at, member) {
                Ok(_) => Verdict::Listed(reason),
                Err(bar) => Verdict::LeftOut(LeftOut::Barred(bar)),
            });
        }
        let why = if member.archived {
            LeftOut::Archived
        } else if member.do_not_call {
            LeftOut::DoNotCall
        } else if member.winback == WinbackState::Definitive {
            LeftOut::Definitive
        } else if candidate.passive {
            LeftOut::Passive
        } else {
            return None;
        };
        let mut freed = Candidate { archived: false, do_not_call: false, passive: false, ..candidate };
        if freed.winback == WinbackState::Definitive {
            freed.winback = WinbackState::Verified;
        }
        reason_for(&freed, at.day(), self.once_gap, &self.rules).map(|_| Verdict::LeftOut(why))
    }

    /// By which channel somebody may be sought out, or why by none.
    fn channel(&self, at: &At<'_>, member: &MemberView<'_>) -> Result<Channel, Bar> {
        let asked = member.next.is_some_and(|day| day <= at.day());
        // Who was sent an offer asked for it: it is a basis to speak about it.
        let bought = member.facts.stage != Stage::Prospect || self.expiring.contains_key(&member.id);
        self.reach.channel(member.id, (bought, asked), at.day())
    }

    /// Why a campaign by this channel may not seek somebody out.
    pub fn bar_for(&self, at: &At<'_>, member: &MemberView<'_>, channel: Channel) -> Option<Bar> {
        self.reach.bar_for(member.id, member.facts.stage != Stage::Prospect, channel, at.day())
    }

    /// Days within which contacts that reached somebody are counted.
    pub fn pressure_days(&self) -> i32 {
        self.reach.pressure_days()
    }

    fn candidate<'a>(&self, at: &At<'_>, member: &'a MemberView<'_>) -> Candidate<'a> {
        Candidate {
            customer: member.id,
            facts: &member.facts,
            next: member.next.map(|day| (day, self.minutes.get(&member.id).copied())),
            last_contact: member.last_contact,
            archived: member.archived,
            do_not_call: member.do_not_call,
            seasonal: self.seasonal.get(&member.id).is_some_and(|since| *since <= at.day()),
            winback: member.winback,
            at_stake: member.at_stake,
            best: false,
            passive: self.passive.contains(&member.id),
            expiring: self.expiring.get(&member.id).copied(),
            likeness: 0,
            channel: self.channel(at, member).unwrap_or_default(),
        }
    }

    /// Today's list in order. Held once for the lane and the screen: of a million customers it may be 45 MB.
    pub fn queue(&self, at: &At<'_>) -> Arc<Vec<TodayItem>> {
        Arc::clone(self.queue.get_or_init(|| Arc::new(self.today(at, None))))
    }

    /// Today's list in order, or the part of it that is there for one reason.
    pub fn today(&self, at: &At<'_>, only: Option<TodayReason>) -> Vec<TodayItem> {
        // Room for all at once: growing would hold them twice.
        let mut items = Vec::with_capacity(match only {
            Some(reason) => self.standing.count(Verdict::Listed(reason)),
            None => self.standing.listed(),
        });
        for (id, verdict) in self.standing.iter() {
            let Verdict::Listed(reason) = verdict else { continue };
            if only.is_some_and(|only| only != reason) {
                continue;
            }
            let Some(member) = self.roster.row(id) else { continue };
            let best = self.priorities.is_best(self, &member);
            let likeness = match reason {
                TodayReason::Prospect => self.priorities.likeness_of(self, id),
                _ => 0,
            };
            let candidate = Candidate { best, likeness, ..self.candidate(at, &member) };
            items.extend(item_for(&candidate, at.day(), self.once_gap, &self.rules));
        }
        order(&mut items);
        items
    }

    /// Bought on one day only, and silent since for longer than second purchases take here; in the order of ids. Who
    /// is archived is left out.
    pub fn bought_once(&self, at: &At<'_>) -> Vec<CustomerId> {
        let limit = i64::from(self.rules.once_days.max(self.once_gap.unwrap_or(0)));
        let silent = |last: Day| i64::from(at.day().0) - i64::from(last.0) > limit;
        let mut ids: Vec<CustomerId> = self
            .roster
            .members()
            .filter(|m| !m.archived && m.facts.days == 1 && m.facts.last.is_some_and(silent))
            .map(|m| m.id)
            .collect();
        ids.sort_unstable();
        ids
    }

    /// Who would stand on today's list but for something, by row id.
    pub fn all_left_out(&self) -> Vec<(CustomerId, LeftOut)> {
        let left_out = |(id, verdict)| match verdict {
            Verdict::LeftOut(why) => Some((id, why)),
            Verdict::Listed(_) => None,
        };
        self.standing.iter().filter_map(left_out).collect()
    }

    /// How many would stand on today's list but for this.
    pub fn left_out(&self, why: LeftOut) -> usize {
        self.standing.count(Verdict::LeftOut(why))
    }

    /// Customers to contact today, and lost ones nobody looked at.
    pub fn badges(&self) -> (u64, u64) {
        (self.standing.listed() as u64, self.to_verify)
    }

    /// Figures of the present month up to the as-of day; its revenue has that without a customer in it.
    pub fn month(&self) -> MonthShare {
        let mut sum = MonthShare { revenue: self.anonymous, ..MonthShare::default() };
        for share in self.month.values() {
            sum.revenue += share.revenue;
            sum.new += share.new;
            sum.back += share.back;
            sum.lost += share.lost;
        }
        sum
    }

    /// Who came back within [`RECENT_DAYS`], and the amount bought on that day; whether after a contact of ours is
    /// not known here.
    pub fn returns(&self) -> impl Iterator<Item = (CustomerId, &Recovery, Money)> {
        self.returns.iter().map(|(id, (back, amount))| (*id, back, *amount))
    }

    /// Who came back within [`RECENT_DAYS`], of one customer.
    pub fn return_of(&self, id: CustomerId) -> Option<&Recovery> {
        self.returns.get(&id).map(|(back, _)| back)
    }

    /// Since when a customer is marked seasonal.
    pub fn seasonal(&self, id: CustomerId) -> Option<Day> {
        self.seasonal.get(&id).copied()
    }
}

/// What is known of somebody who bought.
fn traits_of_buyer(roster: &Roster, id: CustomerId) -> Option<[String; 7]> {
    roster.row(id).filter(|member| member.facts.stage != Stage::Prospect)?;
    Some(roster.traits(id)?.map(str::to_owned))
}

/// Lost, and nobody looked yet.
fn waits_to_be_verified(member: &MemberView<'_>) -> bool {
    member.facts.stage == Stage::Lost && !member.archived && member.winback == WinbackState::Unverified
}

fn consent(row: &Row<'_>, column: usize) -> rusqlite::Result<Consent> {
    Ok(match row.get::<_, u8>(column)? {
        1 => Consent::Yes,
        2 => Consent::No,
        _ => Consent::Unknown,
    })
}

/// First eight bytes of a collation key as a number that sorts alike.
fn key_head(key: &[u8]) -> u64 {
    let mut head = [0; 8];
    let len = key.len().min(8);
    head[..len].copy_from_slice(&key[..len]);
    u64::from_be_bytes(head)
}

/// What a customer adds to the present month, by the same rules as the flow; `None` where nothing.
fn month_share(at: &At<'_>, history: &[Entry], facts: &Facts, seasonal: Option<Day>) -> Option<MonthShare> {
    let (opening, closing) = days_of_month(at.day().month(), at.day());
    let inside = |day: Day| opening < day && day <= closing;
    // Without a document, one taken back, a loss or a mark in the month nobody comes, goes or spends in it.
    let recent = history.iter().rev().any(|e| inside(e.day) || e.reversed_on.is_some_and(inside));
    if !recent && !facts.lost_on.is_some_and(inside) && !seasonal.is_some_and(inside) {
        return None;
    }
    let way = passage(history, seasonal, (opening, closing), &at.rules);
    let moved = way.from != way.to;
    Some(MonthShare {
        revenue: revenue_between(history, opening, closing),
        new: u32::from(way.from.is_none() && way.to.is_some()),
        back: u32::from(moved && way.from == Some(Stage::Lost) && way.to.is_some()),
        lost: u32::from(moved && way.to == Some(Stage::Lost)),
    })
}

/// The last return of a customer, where it was within [`RECENT_DAYS`].
fn recent_return(at: &At<'_>, history: &[Entry], seasonal: Option<Day>) -> Option<(Recovery, Money)> {
    let after = at.day().plus(-RECENT_DAYS);
    let shortest = at.rules.lost_min.min(at.rules.lost_max).min(at.rules.seasonal_gap) as i32;
    // Nobody comes back who was not silent for long before a recent document: cheap, and true of almost everybody.
    let long = |pair: &[Entry]| pair[1].day > after && pair[1].day.0 - pair[0].day.0 > shortest;
    let possible = history.windows(2).rev().take_while(|pair| pair[1].day > after).any(long)
        || history.iter().any(|e| e.reversed_on.is_some() || !e.valid);
    if !possible {
        return None;
    }
    let back = recovered(history, &[], at.day(), seasonal, &at.rules).filter(|back| back.day > after)?;
    Some((back, bought_on(history, back.day, at.day())))
}

/// A label: id, name, code, colour.
type LabelRow = (LabelId, String, String, Option<u8>);

fn label_words(db: &Connection) -> Outcome<Vec<LabelRow>> {
    let mut statement = db.prepare_cached("SELECT id, name, code, colour FROM label ORDER BY rank, id")?;
    let labels = statement
        .query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(labels)
}

/// What the pass over everybody reads beside the customers, for one of them.
mod one_customer {
    use super::{Connection, CustomerId, Day, LabelId, OptionalExtension, Outcome, WinbackRow};

    pub fn labels(db: &Connection, id: CustomerId) -> Outcome<Vec<LabelId>> {
        let mut statement =
            db.prepare_cached("SELECT label_id FROM customer_label WHERE customer_id = ?1")?;
        let labels = statement.query_map([id], |r| r.get(0))?.collect::<rusqlite::Result<_>>()?;
        Ok(labels)
    }

    pub fn winback(db: &Connection, id: CustomerId) -> Outcome<WinbackRow> {
        let sql = "SELECT finding, verified_on, reason, definitive_on, dormant_on, review_on FROM winback \
                   WHERE customer_id = ?1";
        let row = db.prepare_cached(sql)?.query_row([id], |r| WinbackRow::read(r, 0)).optional()?;
        Ok(row.unwrap_or_default())
    }

    pub fn contacted(db: &Connection, id: CustomerId) -> Outcome<Option<Day>> {
        let mut statement = db.prepare_cached("SELECT last_contact FROM fact WHERE customer_id = ?1")?;
        let day: Option<Option<i32>> = statement.query_row([id], |r| r.get(0)).optional()?;
        Ok(day.flatten().map(Day))
    }
}
