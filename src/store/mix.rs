//! What the lines and contacts of each customer add to the figures of value: categories, known cost, time spent on
//! them. Read in one pass when first asked for, and customer by customer after a change. Knows no figure.

use std::collections::HashMap;

use rusqlite::{OptionalExtension, Row};

use super::read::{At, Outcome};
use crate::domain::Money;
use crate::domain::people::{Channel, CustomerId, Outcome as Went};
use crate::domain::value::ValueRules;

/// Lines of one customer or of all, as of a day. `{who}` names them.
const LINES: &str = "SELECT p.customer_id, count(DISTINCT nullif(pr.category, '')), \
     coalesce(sum(CASE WHEN l.cost IS NOT NULL THEN l.amount END), 0), coalesce(sum(l.cost), 0) \
     FROM purchase p JOIN line l ON l.purchase_id = p.id JOIN product pr ON pr.id = l.product_id \
     WHERE p.customer_id {who} AND p.status < 2 AND p.day <= ?1 GROUP BY p.customer_id";

/// Contacts within days by kind.
const CONTACTS: &str = "SELECT customer_id, channel, outcome, count(*) FROM contact \
     WHERE customer_id {who} AND day > ?1 AND day <= ?2 GROUP BY customer_id, channel, outcome";

/// What customers said they spend in a year on what we sell, as known on a day.
const WALLETS: &str =
    "SELECT id, wallet FROM customer WHERE wallet > 0 AND (wallet_on IS NULL OR wallet_on <= ?1)";

/// The catalogue has no dates: what the business sells is what it sells today, also for a day in the past.
const CATEGORIES: &str = "SELECT count(DISTINCT category) FROM product WHERE category <> ''";

/// What lines and contacts say of a customer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Mix {
    /// Distinct categories bought.
    pub categories: u32,
    /// Amount of the lines whose cost is known, and that cost, in minor units.
    pub costed: (i64, i64),
    /// What they say they spend in a year on what we sell, at us or elsewhere.
    pub wallet: Option<Money>,
    /// Contacts of the last 12 months by channel and outcome.
    contacts: Vec<(Channel, Went, u32)>,
}

impl Mix {
    /// Share of revenue that stays: of the lines whose cost is known, else as the settings say.
    pub fn margin(&self, rules: &ValueRules) -> f64 {
        let (amount, cost) = self.costed;
        if amount > 0 {
            (amount - cost) as f64 / amount as f64
        } else {
            f64::from(rules.margin_percent) / 100.0
        }
    }

    /// Contacts of the last 12 months.
    pub fn contacts(&self) -> u32 {
        self.contacts.iter().map(|(.., n)| n).sum()
    }

    /// Minutes spent with them in the last 12 months.
    pub fn minutes(&self, rules: &ValueRules) -> u64 {
        self.contacts.iter().map(|(c, o, n)| u64::from(rules.minutes_for(*c, *o)) * u64::from(*n)).sum()
    }
}

/// Everybody's.
#[derive(Debug, Default)]
pub(super) struct Mixes {
    by_customer: HashMap<CustomerId, Mix>,
    /// What is known of who has neither lines nor contacts.
    nothing: Mix,
    /// Categories that the business sells.
    pub categories_sold: u32,
}

impl Mixes {
    /// Reads everybody's.
    pub fn load(at: &At<'_>) -> Outcome<Self> {
        let mut mixes = Self { categories_sold: sold(at)?, ..Self::default() };
        // Without a line there is nothing to walk ten million documents for.
        if at.db.prepare_cached("SELECT 1 FROM line LIMIT 1")?.exists([])? {
            mixes.read(at, LINES, "IS NOT NULL", None)?;
        }
        mixes.read(at, CONTACTS, "IS NOT NULL", None)?;
        for (id, wallet) in wallets(at)? {
            mixes.by_customer.entry(id).or_default().wallet = Some(wallet);
        }
        Ok(mixes)
    }

    /// Reads these customers anew.
    pub fn refresh(&mut self, at: &At<'_>, ids: &[CustomerId]) -> Outcome<()> {
        self.categories_sold = sold(at)?;
        for &id in ids {
            self.by_customer.remove(&id);
            self.read(at, LINES, "= ?3", Some(id))?;
            self.read(at, CONTACTS, "= ?3", Some(id))?;
            let wallet = at
                .db
                .prepare_cached(&format!("{WALLETS} AND id = ?2"))?
                .query_row((at.day().0, id), |r| r.get(1))
                .optional()?;
            if let Some(wallet) = wallet {
                self.by_customer.entry(id).or_default().wallet = Some(Money(wallet));
            }
        }
        Ok(())
    }

    /// What is known of a customer; nothing for who has neither lines nor contacts.
    pub fn of(&self, id: CustomerId) -> &Mix {
        self.by_customer.get(&id).unwrap_or(&self.nothing)
    }

    fn read(&mut self, at: &At<'_>, sql: &str, who: &str, id: Option<CustomerId>) -> Outcome<()> {
        let is_lines = sql == LINES;
        let mut statement = at.db.prepare_cached(&sql.replace("{who}", who))?;
        let (first, last) = (at.cut.year_ago.0, at.day().0);
        // Both statements number their days from 1; the customer, where there is one, stands after them.
        let (low, high) = if is_lines { (last, last) } else { (first, last) };
        let mut rows = match id {
            Some(id) => statement.query(rusqlite::params![low, high, id])?,
            None if is_lines => statement.query([low])?,
            None => statement.query([low, high])?,
        };
        while let Some(row) = rows.next()? {
            let mix = self.by_customer.entry(row.get(0)?).or_default();
            if is_lines { read_lines(row, mix)? } else { read_contacts(row, mix)? }
        }
        Ok(())
    }
}

/// What customers say they spend in a year on what we sell, at us or elsewhere; few have said so.
pub(super) fn wallets(at: &At<'_>) -> Outcome<HashMap<CustomerId, Money>> {
    let mut statement = at.db.prepare_cached(WALLETS)?;
    let found = statement
        .query_map([at.day().0], |r| Ok((r.get(0)?, Money(r.get(1)?))))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(found)
}

fn sold(at: &At<'_>) -> Outcome<u32> {
    Ok(at.db.prepare_cached(CATEGORIES)?.query_row([], |r| r.get(0))?)
}

fn read_lines(row: &Row<'_>, mix: &mut Mix) -> rusqlite::Result<()> {
    mix.categories = row.get(1)?;
    mix.costed = (row.get(2)?, row.get(3)?);
    Ok(())
}

fn read_contacts(row: &Row<'_>, mix: &mut Mix) -> rusqlite::Result<()> {
    let key = |column| Ok::<_, rusqlite::Error>(serde_json::Value::String(row.get(column)?));
    // A key of a later version is a contact of an unknown kind: it still took the time of any other.
    let channel = serde_json::from_value(key(1)?).unwrap_or(Channel::Web);
    let outcome = serde_json::from_value(key(2)?).unwrap_or_default();
    mix.contacts.push((channel, outcome, row.get(3)?));
    Ok(())
}
