//! Fills the roster: one pass over the table of customers beside the covering index of purchases, labels, win-back
//! and facts, all in the order of ids. What lists, today's queue and win-back need of a history besides is noted in
//! the same pass, so that nothing later has to read ten million documents again.

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension, Row};

use super::read::{At, Cursor, Fault, Interlude, Outcome, WinbackRow};
use super::read::{anonymous_revenue, entry, history_of, last_contact, money_at_stake, shown_zone};
use crate::domain::lifecycle::flow::{days_of_month, passage};
use crate::domain::lifecycle::history::revenue_between;
use crate::domain::lifecycle::recovery::{LossReason, Recovery, recovered};
use crate::domain::lifecycle::{Entry, Facts, Stage};
use crate::domain::people::{CustomerId, LabelId};
use crate::domain::roster::{Member, MemberView, Roster, WinbackState};
use crate::domain::work::today::{
    Candidate, TodayItem, TodayReason, TodayRules, item_for, order, reason_for, second_gap, usual_second_gap,
};
use crate::domain::{Day, Money};

/// Days that a return counts as recent.
pub(super) const RECENT_DAYS: i32 = 90;
/// Customers read between two looks at whether something more urgent has come.
const STRIDE: usize = 512;

const MEMBER_COLUMNS: &str = "id, name, name_key, company, contact, phone, mobile, email, code, zone, region, city, \
     owner, origin, archived, do_not_call, seasonal, next_day, next_minute";

pub(super) const ALL_LABELS: &str = "SELECT customer_id, label_id FROM customer_label ORDER BY customer_id";
pub(super) const ALL_WINBACKS: &str =
    "SELECT customer_id, finding, verified_on, reason, definitive_on FROM winback ORDER BY customer_id";
pub(super) const ALL_CONTACTED: &str = "SELECT customer_id, last_contact FROM fact ORDER BY customer_id";

/// What a customer adds to the figures of the present month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct MonthShare {
    pub revenue: Money,
    pub new: u32,
    pub back: u32,
    pub lost: u32,
}

/// Why somebody who would stand on today's list does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum LeftOut {
    Archived,
    DoNotCall,
    Definitive,
}

/// The roster and what was noted beside it.
#[derive(Debug)]
pub(super) struct Board {
    pub roster: Roster,
    rules: TodayRules,
    once_gap: Option<u32>,
    today: HashMap<CustomerId, TodayReason>,
    left_out: HashMap<CustomerId, LeftOut>,
    minutes: HashMap<CustomerId, u16>,
    seasonal: HashMap<CustomerId, Day>,
    month: HashMap<CustomerId, MonthShare>,
    returns: HashMap<CustomerId, Recovery>,
    to_verify: u64,
    anonymous: Money,
}

/// What a customer's row says besides purchases.
struct Around<'a> {
    labels: &'a [LabelId],
    winback: WinbackRow,
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
        let count: usize = at.db.query_row("SELECT count(*) FROM customer", [], |r| r.get(0))?;
        let mut board = Self::empty(at, count);

        let mut histories = at.db.prepare_cached(super::read::ALL_HISTORIES)?;
        let mut histories = Cursor::new(histories.query([])?, |row| entry(row, 1))?;
        let mut labels = at.db.prepare_cached(ALL_LABELS)?;
        let mut labels = Cursor::new(labels.query([])?, |row| row.get(1))?;
        let mut winbacks = at.db.prepare_cached(ALL_WINBACKS)?;
        let mut winbacks = Cursor::new(winbacks.query([])?, |row| WinbackRow::read(row, 1))?;
        let mut contacted = at.db.prepare_cached(ALL_CONTACTED)?;
        let mut contacted = Cursor::new(contacted.query([])?, |row| row.get::<_, Option<i32>>(1))?;

        let (mut history, mut own_labels, mut winback, mut held) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
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
            let ever = held.first().copied().flatten().map(Day);
            let around = Around {
                labels: &own_labels,
                winback: winback.first().copied().unwrap_or_default(),
                last_contact: last_contact(at, id, ever)?,
            };
            board.put(at, row, &history, &around)?;
            gaps.extend(second_gap(&history, at.day()));
        }
        board.once_gap = usual_second_gap(&mut gaps);
        board.judge_all(at);
        Ok(board)
    }

    fn empty(at: &At<'_>, count: usize) -> Self {
        let _ = count;
        Self {
            roster: Roster::new(at.day(), count),
            rules: TodayRules::default(),
            once_gap: None,
            today: HashMap::new(),
            left_out: HashMap::new(),
            minutes: HashMap::new(),
            seasonal: HashMap::new(),
            month: HashMap::new(),
            returns: HashMap::new(),
            to_verify: 0,
            anonymous: Money::ZERO,
        }
    }
}
