//! Rows of lists for the visible window, and what rows, pages and the roster read of one customer alike.

use rusqlite::{OptionalExtension, Row};

use super::{At, Outcome, scan};
use crate::domain::lifecycle::recovery::{Finding, LossReason, at_stake};
use crate::domain::lifecycle::{Entry, Facts, Stage};
use crate::domain::people::customer::NextContact;
use crate::domain::people::{CustomerId, LabelId};
use crate::domain::roster::WinbackState;
use crate::domain::{Day, Money};
use crate::store::ask::CustomerRow;

/// One customer's documents that count; from `purchase_history` alone.
pub(super) const HISTORY: &str = "SELECT day, status, amount, reversed_on FROM purchase WHERE customer_id = ?1 AND status < 2 ORDER BY day";

pub(super) const ROW: &str = "SELECT c.code, c.name, c.phone, c.mobile, c.zone, c.region, c.city, c.owner, \
     c.next_day, c.next_minute, c.next_note, c.archived, c.do_not_call, c.seasonal, f.last_contact, \
     w.finding, w.verified_on, w.reason, w.definitive_on, w.dormant_on, w.review_on \
     FROM customer c LEFT JOIN fact f ON f.customer_id = c.id LEFT JOIN winback w ON w.customer_id = c.id \
     WHERE c.id = ?1";

pub(super) const LABELS_OF: &str = "SELECT l.id FROM customer_label cl JOIN label l ON l.id = cl.label_id \
     WHERE cl.customer_id = ?1 ORDER BY l.rank, l.id";

pub(super) const LAST_CONTACT: &str = "SELECT max(at) FROM contact WHERE customer_id = ?1 AND at < ?2";

pub(super) const ATTEMPTS: &str = "SELECT count(*) FROM contact WHERE customer_id = ?1 AND at >= ?2 AND at < ?3 \
     AND direction = 'outbound'";

/// What is written about winning a customer back.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::store) struct WinbackRow {
    pub finding: Option<Finding>,
    pub verified_on: Option<Day>,
    pub reason: Option<LossReason>,
    pub definitive_on: Option<Day>,
    pub dormant_on: Option<Day>,
    pub review_on: Option<Day>,
}

impl WinbackRow {
    /// From columns `finding`, `verified_on`, `reason`, `definitive_on`, `dormant_on`, `review_on`.
    pub fn read(row: &Row<'_>, first: usize) -> rusqlite::Result<Self> {
        let word = |column| row.get_ref(column)?.as_str_or_null().map_err(rusqlite::Error::from);
        Ok(Self {
            finding: word(first)?.and_then(Finding::from_key),
            verified_on: row.get::<_, Option<i32>>(first + 1)?.map(Day),
            reason: word(first + 2)?.and_then(LossReason::from_key),
            definitive_on: row.get::<_, Option<i32>>(first + 3)?.map(Day),
            dormant_on: row.get::<_, Option<i32>>(first + 4)?.map(Day),
            review_on: row.get::<_, Option<i32>>(first + 5)?.map(Day),
        })
    }

    /// Where the customer stands on `day`, and why they left. Only somebody lost has either; what was written
    /// before their last purchase belongs to an earlier loss, and what is dated later is not known yet.
    pub fn standing(&self, facts: &Facts, day: Day) -> (WinbackState, Option<LossReason>) {
        if facts.stage != Stage::Lost {
            return (WinbackState::Unverified, None);
        }
        let holds = |on: Day| on <= day && facts.last.is_none_or(|last| on > last);
        let dates = [self.verified_on, self.definitive_on, self.dormant_on];
        let stale = dates.iter().any(Option::is_some) && !dates.iter().flatten().any(|on| holds(*on));
        if stale {
            return (WinbackState::Unverified, None);
        }
        let state = if self.definitive_on.is_some_and(holds) {
            WinbackState::Definitive
        } else if self.dormant_on.is_some_and(holds) && self.review_on.is_some_and(|review| review > day) {
            WinbackState::Dormant
        } else if self.verified_on.is_some_and(holds) {
            match self.finding {
                Some(Finding::TrulyLost) => WinbackState::Verified,
                Some(_) => WinbackState::Explained,
                None => WinbackState::Unverified,
            }
        } else {
            WinbackState::Unverified
        };
        (state, self.reason)
    }
}

/// One customer's documents that count, sorted by day, into `into` over what it holds.
pub(in crate::store) fn history_of(at: &At<'_>, id: CustomerId, into: &mut Vec<Entry>) -> Outcome<()> {
    into.clear();
    let mut statement = at.db.prepare_cached(HISTORY)?;
    let mut rows = statement.query([id])?;
    while let Some(row) = rows.next()? {
        into.push(scan::entry(row, 0)?);
    }
    Ok(())
}

/// What is lost with the customer, 0 for somebody who never bought.
pub(in crate::store) fn money_at_stake(history: &[Entry], day: Day) -> Money {
    at_stake(history, day)
}

/// The last contact held up to the as-of day, given the last one ever.
pub(in crate::store) fn last_contact(at: &At<'_>, id: CustomerId, ever: Option<Day>) -> Outcome<Option<Day>> {
    if ever.is_none_or(|day| day <= at.day()) {
        return Ok(ever);
    }
    let before = at.day().plus(1).to_string();
    let held: Option<String> = at.db.prepare_cached(LAST_CONTACT)?.query_row((id, before), |r| r.get(0))?;
    Ok(held.and_then(|text| Day::parse_iso(text.get(..10)?)))
}

/// Contacts we began from the day of the loss to the as-of day.
pub(super) fn attempts(at: &At<'_>, id: CustomerId, facts: &Facts) -> Outcome<u32> {
    let (Stage::Lost, Some(lost_on)) = (facts.stage, facts.lost_on) else { return Ok(0) };
    let (from, before) = (lost_on.to_string(), at.day().plus(1).to_string());
    Ok(at.db.prepare_cached(ATTEMPTS)?.query_row((id, from, before), |r| r.get(0))?)
}

/// Labels in the user's order.
pub(super) fn labels_of(at: &At<'_>, id: CustomerId) -> Outcome<Vec<LabelId>> {
    let mut statement = at.db.prepare_cached(LABELS_OF)?;
    let labels = statement.query_map([id], |r| r.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(labels)
}

/// The zone shown: the business's own, else the region, else the town.
pub(in crate::store) fn shown_zone<'a>(zone: &'a str, region: &'a str, city: &'a str) -> &'a str {
    [zone, region, city].into_iter().find(|t| !t.is_empty()).unwrap_or("")
}

/// The next contact from columns day, minute, note.
pub(super) fn next_contact(row: &Row<'_>, first: usize) -> rusqlite::Result<Option<NextContact>> {
    let Some(day) = row.get::<_, Option<i32>>(first)? else { return Ok(None) };
    Ok(Some(NextContact { day: Day(day), minute: row.get(first + 1)?, note: row.get(first + 2)? }))
}

/// Rows in the order asked; customers that are gone are left out.
pub(super) fn rows(at: &At<'_>, ids: &[CustomerId]) -> Outcome<Vec<CustomerRow>> {
    let mut found = Vec::with_capacity(ids.len());
    let mut history = Vec::new();
    for &id in ids {
        history_of(at, id, &mut history)?;
        found.extend(row(at, id, &history)?);
    }
    Ok(found)
}

fn row(at: &At<'_>, id: CustomerId, history: &[Entry]) -> Outcome<Option<CustomerRow>> {
    let mut statement = at.db.prepare_cached(ROW)?;
    let read = statement
        .query_row([id], |r| {
            let seasonal = r.get::<_, Option<i32>>(13)?.map(Day);
            let facts = Facts::of(history, &at.cut, seasonal, &at.rules);
            let (winback, reason) = WinbackRow::read(r, 15)?.standing(&facts, at.day());
            let text = |column| r.get_ref(column)?.as_str().map_err(rusqlite::Error::from);
            let phone = [text(2)?, text(3)?].into_iter().find(|p| !p.is_empty()).unwrap_or("");
            Ok(CustomerRow {
                id,
                code: r.get(0)?,
                name: r.get(1)?,
                labels: Vec::new(),
                phone: phone.to_owned(),
                zone: shown_zone(text(4)?, text(5)?, text(6)?).to_owned(),
                owner: r.get(7)?,
                facts,
                next: next_contact(r, 8)?,
                last_contact: r.get::<_, Option<i32>>(14)?.map(Day),
                attempts: 0,
                winback,
                reason,
                at_stake: money_at_stake(history, at.day()),
                archived: r.get(11)?,
                do_not_call: r.get::<_, Option<i32>>(12)?.is_some_and(|since| since <= at.day().0),
            })
        })
        .optional()?;
    let Some(mut row) = read else { return Ok(None) };
    row.labels = labels_of(at, id)?;
    row.last_contact = last_contact(at, id, row.last_contact)?;
    row.attempts = attempts(at, id, &row.facts)?;
    Ok(Some(row))
}
