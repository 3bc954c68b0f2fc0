//! What the purchases of one customer, or of everybody behind a figure of value, are like: categories, full price,
//! margin, channel. Lines are added up by kind as they are read, so that a million of them take no room.

use std::collections::{BTreeMap, HashSet};

use rusqlite::Row;

use super::ask::{Kind, KindOf};
use super::read::{At, Outcome};
use super::roster_load::Board;
use super::worth;
use crate::domain::Money;
use crate::domain::people::CustomerId;
use crate::domain::roster::ValueFigure;
use crate::domain::value::Window;
use crate::domain::value::kind::{KindLine, PurchaseKind};

/// Up to so many customers are read one by one from the index of their history; more of them in one pass.
const ONE_BY_ONE: usize = 500;

/// Purchases within days that nothing took back up to the last of them. `{who}` names the customers.
const PURCHASES: &str = "p.customer_id {who} AND p.status = 0 AND p.day > ?1 AND p.day <= ?2 \
     AND (p.reversed_on IS NULL OR p.reversed_on > ?2)";

/// Sums of lines of one kind: category, channel, taken off the price, cost known.
type Sums = BTreeMap<(String, String, bool, bool), (i64, i64)>;

/// Of one customer.
pub(super) fn of_customer(at: &At<'_>, id: CustomerId, window: Window) -> Outcome<Kind> {
    let mut tally = Tally::default();
    tally.read_one(at, id, window)?;
    Ok(tally.finish(KindOf::Customer(id, window), 1))
}

/// Of everybody a figure counts.
pub(super) fn of_figure(at: &At<'_>, board: &Board, window: Window, figure: ValueFigure) -> Outcome<Kind> {
    let ids = worth::behind(at, board, window, figure)?;
    let mut tally = Tally::default();
    if ids.len() <= ONE_BY_ONE {
        for id in &ids {
            tally.read_one(at, *id, window)?;
        }
    } else {
        tally.read_all(at, &ids.iter().copied().collect(), window)?;
    }
    Ok(tally.finish(KindOf::Figure(window, figure), ids.len() as u64))
}

#[derive(Default)]
struct Tally {
    sums: Sums,
    documents: u64,
    money: i64,
}

impl Tally {
    fn read_one(&mut self, at: &At<'_>, id: CustomerId, window: Window) -> Outcome<()> {
        let (after, last) = days(at, window);
        let mut lines = at.db.prepare_cached(&lines("= ?3", false))?;
        let mut rows = lines.query([i64::from(after), i64::from(last), id])?;
        while let Some(row) = rows.next()? {
            self.line(row)?;
        }
        let mut documents = at.db.prepare_cached(&documents("= ?3", false))?;
        let mut rows = documents.query([i64::from(after), i64::from(last), id])?;
        while let Some(row) = rows.next()? {
            self.document(row)?;
        }
        Ok(())
    }

    fn read_all(&mut self, at: &At<'_>, ids: &HashSet<CustomerId>, window: Window) -> Outcome<()> {
        let (after, last) = days(at, window);
        let mut lines = at.db.prepare_cached(&lines("IS NOT NULL", true))?;
        let mut rows = lines.query([after, last])?;
        while let Some(row) = rows.next()? {
            if ids.contains(&row.get(0)?) {
                self.line(row)?;
            }
        }
        let mut documents = at.db.prepare_cached(&documents("IS NOT NULL", true))?;
        let mut rows = documents.query([after, last])?;
        while let Some(row) = rows.next()? {
            if ids.contains(&row.get(0)?) {
                self.document(row)?;
            }
        }
        Ok(())
    }

    fn line(&mut self, row: &Row<'_>) -> rusqlite::Result<()> {
        let key = (row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?);
        let sum = self.sums.entry(key).or_default();
        sum.0 += row.get::<_, i64>(5)?;
        sum.1 += row.get::<_, i64>(6)?;
        Ok(())
    }

    fn document(&mut self, row: &Row<'_>) -> rusqlite::Result<()> {
        self.documents += row.get::<_, i64>(1)?.max(0) as u64;
        self.money += row.get::<_, i64>(2)?;
        Ok(())
    }

    fn finish(self, of: KindOf, customers: u64) -> Kind {
        let lines: Vec<KindLine<'_>> = self
            .sums
            .iter()
            .map(|((category, channel, promoted, costed), (amount, cost))| KindLine {
                category,
                channel,
                amount: Money(*amount),
                promoted: *promoted,
                cost: costed.then_some(Money(*cost)),
            })
            .collect();
        Kind { of, customers, documents: (self.documents, Money(self.money)), kind: PurchaseKind::of(&lines) }
    }
}

/// Last day before the period, and the as-of day.
fn days(at: &At<'_>, window: Window) -> (i32, i32) {
    (window.after(at.day()).map_or(i32::MIN, |day| day.0), at.day().0)
}

/// Lines by customer and kind; a customer alone needs no grouping by who.
fn lines(who: &str, each: bool) -> String {
    let group = if each { "1, 2, 3, 4, 5" } else { "2, 3, 4, 5" };
    format!(
        "SELECT p.customer_id, pr.category, p.channel, l.discount <> 0, l.cost IS NOT NULL, \
         sum(l.amount), coalesce(sum(l.cost), 0) \
         FROM purchase p JOIN line l ON l.purchase_id = p.id JOIN product pr ON pr.id = l.product_id \
         WHERE {} GROUP BY {group}",
        PURCHASES.replace("{who}", who)
    )
}

fn documents(who: &str, each: bool) -> String {
    let group = if each { "GROUP BY 1" } else { "" };
    format!(
        "SELECT p.customer_id, count(*), coalesce(sum(p.amount), 0) FROM purchase p WHERE {} {group}",
        PURCHASES.replace("{who}", who)
    )
}
