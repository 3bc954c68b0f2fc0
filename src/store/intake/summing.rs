//! What follows from an import: facts summed anew, and who came back.

use std::collections::{HashMap, HashSet};

use rusqlite::Connection;

use super::batch::{Batch, Twice};
use super::load::Load;
use super::{Book, IntakeError};
use crate::domain::lifecycle::{Entry, Facts, LifecycleRules, Stage};
use crate::domain::people::CustomerId;
use crate::domain::trade::Status;
use crate::domain::{Day, Money};
use crate::store::facts;

/// Ids that are summed in memory, at 24 bytes each; beyond them purchases are read once more.
const SUMMED: usize = 3_000_000;

/// The sums of everybody, kept while their documents come in: good where the portfolio had no purchase before, for
/// then the file is all there is. Most files are in the order of days, one way or the other.
#[derive(Default)]
pub(super) struct Tally {
    /// By id.
    sums: Vec<Brief>,
    /// Who must be summed from the purchases.
    loose: HashSet<CustomerId>,
    /// It does not hold.
    given_up: bool,
}

/// Sums of one customer, in little room; without orders there is neither first nor last day.
#[derive(Clone, Copy, Default)]
struct Brief {
    revenue: i64,
    first: i32,
    last: i32,
    days: u32,
    orders: u32,
}

impl Tally {
    /// Counts a document that came in.
    pub fn add(&mut self, customer: CustomerId, day: i32, status: Status, amount: i64) {
        if self.given_up || status == Status::Void {
            return;
        }
        let at = usize::try_from(customer).unwrap_or(usize::MAX);
        if at >= SUMMED || self.loose.len() > facts::MANY {
            *self = Self { given_up: true, ..Self::default() };
            return;
        }
        if at >= self.sums.len() {
            self.sums.resize(at + 1, Brief::default());
        }
        let sums = &mut self.sums[at];
        sums.revenue += amount;
        if status != Status::Valid {
            return;
        }
        if sums.orders == 0 {
            (sums.first, sums.last, sums.days) = (day, day, 1);
        } else if day > sums.last {
            sums.last = day;
            sums.days += 1;
        } else if day < sums.first {
            sums.first = day;
            sums.days += 1;
        } else if sums.first < day && day < sums.last {
            self.loose.insert(customer);
        }
        sums.orders += 1;
    }

    /// What was counted of this customer does not hold.
    pub fn spoil(&mut self, customer: CustomerId) {
        self.loose.insert(customer);
    }

    fn holds(&self) -> bool {
        !self.given_up && self.loose.len() <= facts::MANY
    }
}

/// Rebuilds the facts that no longer hold. Answers whose they are, in order; `None` where it was everybody.
/// `end` is one past the last id given to a new customer.
pub(super) fn refresh(
    book: &mut Book<'_>,
    end: CustomerId,
    load: &mut Load<'_>,
    halt: &dyn Fn() -> Result<(), IntakeError>,
) -> Result<Option<Vec<CustomerId>>, IntakeError> {
    let new = book.first.customer..end;
    let count = book.stale.len() + (new.end - new.start) as usize;
    if count <= facts::MANY {
        let mut ids: Vec<CustomerId> = std::mem::take(&mut book.stale).into_iter().collect();
        ids.sort_unstable();
        ids.extend(new);
        facts::refresh(book.connection, ids.iter().copied())?;
        return Ok(Some(ids));
    }
    if !book.dealt {
        // New customers alone: there is nothing to be said of them.
        return Ok(None);
    }
    load.postpone_indexes("fact")?;
    match book.tally.take().filter(Tally::holds) {
        Some(tally) => write(book.connection, &tally)?,
        None => rebuild(book.connection)?,
    }
    load.build_indexes(halt)?;
    Ok(None)
}

/// Rows of facts, in the order in which they come.
struct Rows<'c> {
    rows: Batch<'c>,
    contacts: HashMap<CustomerId, i32>,
}

impl<'c> Rows<'c> {
    /// With no fact left of before.
    fn begin(connection: &'c Connection) -> rusqlite::Result<Self> {
        connection.execute("DELETE FROM fact", [])?;
        let columns = ["customer_id", "first_day", "last_day", "days", "orders", "revenue", "last_contact"];
        let rows = Batch::new(connection, "fact", &columns, &[], &[], Twice::Refused)?;
        let contacts = connection
            .prepare("SELECT customer_id, max(day) FROM contact GROUP BY customer_id")?
            .query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?
            .collect::<Result<_, _>>()?;
        Ok(Self { rows, contacts })
    }

    /// The facts of a customer, where there are any.
    fn put(&mut self, id: CustomerId, sums: Brief) -> rusqlite::Result<()> {
        let contact = self.contacts.remove(&id);
        if sums.orders == 0 && sums.revenue == 0 && contact.is_none() {
            return Ok(());
        }
        let rows = &mut self.rows;
        rows.cell(id)?;
        rows.cell((sums.orders > 0).then_some(sums.first))?;
        rows.cell((sums.orders > 0).then_some(sums.last))?;
        rows.cell(sums.days)?;
        rows.cell(sums.orders)?;
        rows.cell(sums.revenue)?;
        rows.cell(contact)?;
        rows.end()
    }

    /// Those who were spoken to and bought nothing.
    fn finish(mut self) -> rusqlite::Result<()> {
        let mut ids: Vec<CustomerId> = self.contacts.keys().copied().collect();
        ids.sort_unstable();
        ids.into_iter().try_for_each(|id| self.put(id, Brief::default()))?;
        self.rows.flush()
    }
}

/// The same as [`facts::rebuild`], from what was counted while documents came in.
fn write(connection: &Connection, tally: &Tally) -> rusqlite::Result<()> {
    let mut rows = Rows::begin(connection)?;
    for (id, sums) in (0..).zip(&tally.sums) {
        rows.put(id, *sums)?;
    }
    rows.finish()?;
    let mut loose: Vec<CustomerId> = tally.loose.iter().copied().collect();
    loose.sort_unstable();
    facts::refresh(connection, loose)
}

/// The same as [`facts::rebuild`], but in one ordered pass over the covering index: the count of distinct days needs
/// no table beside it.
fn rebuild(connection: &Connection) -> rusqlite::Result<()> {
    let mut facts = Rows::begin(connection)?;
    let mut read = connection.prepare(
        "SELECT customer_id, day, status, amount, reversed_on IS NULL FROM purchase INDEXED BY purchase_history
         WHERE customer_id IS NOT NULL ORDER BY customer_id, day",
    )?;
    let mut rows = read.query([])?;
    let mut present: Option<(CustomerId, Brief)> = None;
    while let Some(row) = rows.next()? {
        let id: CustomerId = row.get(0)?;
        if present.as_ref().is_none_or(|(of, _)| *of != id)
            && let Some((of, sums)) = present.replace((id, Brief::default()))
        {
            facts.put(of, sums)?;
        }
        if let Some((_, sums)) = &mut present {
            let (day, status): (i32, i64) = (row.get(1)?, row.get(2)?);
            if status != 2 {
                sums.revenue += row.get::<_, i64>(3)?;
            }
            if status == 0 && row.get(4)? {
                if sums.orders == 0 {
                    sums.first = day;
                }
                sums.days += u32::from(sums.orders == 0 || sums.last != day);
                sums.last = day;
                sums.orders += 1;
            }
        }
    }
    if let Some((of, sums)) = present {
        facts.put(of, sums)?;
    }
    facts.finish()
}

/// Customers known before who bought again after the rule had called them lost: on one of their new days, seen from
/// the evening before, they were lost, and had been customers before that.
pub(super) fn recovered(book: &Book<'_>, rules: &LifecycleRules) -> rusqlite::Result<Vec<CustomerId>> {
    let mut last = book.connection.prepare("SELECT last_day FROM fact WHERE customer_id = ?1")?;
    let mut read = book.connection.prepare(
        "SELECT day, amount, status = 0, reversed_on FROM purchase INDEXED BY purchase_history
         WHERE customer_id = ?1 AND status <> 2 ORDER BY day",
    )?;
    let mut seasonal = book.connection.prepare("SELECT seasonal FROM customer WHERE id = ?1")?;
    let mut back = Vec::new();
    for (id, days) in &book.bought {
        let newest = days.iter().copied().max().unwrap_or(i32::MIN);
        // Facts still hold what was known before.
        let before: Option<i32> = match last.query_row([id], |r| r.get(0)) {
            Err(rusqlite::Error::QueryReturnedNoRows) => None,
            other => other?,
        };
        let Some(before) = before.filter(|b| {
            i64::from(newest) - i64::from(*b) > i64::from(rules.lost_min.min(rules.seasonal_gap))
        }) else {
            continue;
        };
        let history: Vec<Entry> = read
            .query_map([id], |r| {
                Ok(Entry {
                    day: Day(r.get(0)?),
                    amount: Money(r.get(1)?),
                    valid: r.get(2)?,
                    reversed_on: r.get::<_, Option<i32>>(3)?.map(Day),
                })
            })?
            .collect::<Result<_, _>>()?;
        let marked: Option<Day> = seasonal.query_row([id], |r| r.get::<_, Option<i32>>(0))?.map(Day);
        let returned = days
            .iter()
            .filter(|day| **day > before)
            .any(|day| Facts::at(&history, Day(*day - 1), marked, rules).stage == Stage::Lost);
        if returned {
            back.push(*id);
        }
    }
    back.sort_unstable();
    Ok(back)
}
