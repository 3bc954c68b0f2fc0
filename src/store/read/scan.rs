//! Passes over everybody: the covering index of purchases, read once in the order of customers.

use std::collections::HashMap;

use rusqlite::{Row, Rows};

use super::{At, Outcome};
use crate::domain::lifecycle::Entry;
use crate::domain::people::CustomerId;
use crate::domain::{Day, Money};

/// All documents that count, by customer and day; answered from `purchase_history` alone.
pub(in crate::store) const ALL_HISTORIES: &str = "SELECT customer_id, day, status, amount, reversed_on FROM purchase \
     WHERE customer_id > 0 AND status < 2 ORDER BY customer_id, day";

/// Documents without a customer within days; from `purchase_history` alone.
pub(in crate::store) const ANONYMOUS: &str = "SELECT day, sum(amount) FROM purchase \
     WHERE customer_id IS NULL AND day > ?1 AND day <= ?2 AND status < 2 GROUP BY day";

/// A document of [`ALL_HISTORIES`] or of one customer: columns `day`, `status`, `amount`, `reversed_on`
/// from `first` on.
pub(in crate::store) fn entry(row: &Row<'_>, first: usize) -> rusqlite::Result<Entry> {
    Ok(Entry {
        day: Day(row.get(first)?),
        valid: row.get::<_, i64>(first + 1)? == 0,
        amount: Money(row.get(first + 2)?),
        reversed_on: row.get::<_, Option<i32>>(first + 3)?.map(Day),
    })
}

/// Rows sorted by customer, read beside other rows sorted by customer.
pub(in crate::store) struct Cursor<'s, T> {
    rows: Rows<'s>,
    read: fn(&Row<'_>) -> rusqlite::Result<T>,
    ahead: Option<(CustomerId, T)>,
}

impl<'s, T> Cursor<'s, T> {
    /// Over `rows` whose first column is the customer.
    pub fn new(rows: Rows<'s>, read: fn(&Row<'_>) -> rusqlite::Result<T>) -> Outcome<Self> {
        let mut cursor = Self { rows, read, ahead: None };
        cursor.step()?;
        Ok(cursor)
    }

    fn step(&mut self) -> Outcome<()> {
        self.ahead = match self.rows.next()? {
            Some(row) => Some((row.get(0)?, (self.read)(row)?)),
            None => None,
        };
        Ok(())
    }

    /// Puts the rows of `id` into `into`, over what it holds. Ids must be asked in ascending order.
    pub fn take(&mut self, id: CustomerId, into: &mut Vec<T>) -> Outcome<()> {
        into.clear();
        while let Some((at, _)) = &self.ahead
            && *at <= id
        {
            let wanted = *at == id;
            if let Some((_, value)) = self.ahead.take()
                && wanted
            {
                into.push(value);
            }
            self.step()?;
        }
        Ok(())
    }

    /// Customer of the next row.
    pub fn next_id(&self) -> Option<CustomerId> {
        self.ahead.as_ref().map(|(id, _)| *id)
    }
}

/// Shows every customer with a document: id, history sorted by day, and the day they were marked seasonal.
pub(in crate::store) fn each_history(
    at: &At<'_>,
    mut visit: impl FnMut(CustomerId, &[Entry], Option<Day>),
) -> Outcome<()> {
    let mut seasonal: HashMap<CustomerId, Day> = HashMap::new();
    let mut marked = at.db.prepare_cached("SELECT id, seasonal FROM customer WHERE seasonal IS NOT NULL")?;
    let mut rows = marked.query([])?;
    while let Some(row) = rows.next()? {
        seasonal.insert(row.get(0)?, Day(row.get(1)?));
    }
    let mut all = at.db.prepare_cached(ALL_HISTORIES)?;
    let mut cursor = Cursor::new(all.query([])?, |row| entry(row, 1))?;
    let mut history = Vec::new();
    while let Some(id) = cursor.next_id() {
        cursor.take(id, &mut history)?;
        visit(id, &history, seasonal.get(&id).copied());
    }
    Ok(())
}

/// Shows the sum of each day's documents without a customer, in (after, until].
pub(super) fn each_anonymous(
    at: &At<'_>,
    (after, until): (Day, Day),
    mut visit: impl FnMut(Day, Money),
) -> Outcome<()> {
    let mut statement = at.db.prepare_cached(ANONYMOUS)?;
    let mut rows = statement.query([after.0, until.0])?;
    while let Some(row) = rows.next()? {
        visit(Day(row.get(0)?), Money(row.get(1)?));
    }
    Ok(())
}

/// Revenue without a customer in (after, until].
pub(in crate::store) fn anonymous_revenue(at: &At<'_>, days: (Day, Day)) -> Outcome<Money> {
    let mut sum = Money::ZERO;
    each_anonymous(at, days, |_, amount| sum += amount)?;
    Ok(sum)
}
