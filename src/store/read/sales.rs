//! Offers, as known at the end of the as-of day.

use rusqlite::{OptionalExtension, Row};

use super::archive::decimal;
use super::{At, Outcome};
use crate::domain::people::CustomerId;
use crate::domain::trade::Line;
use crate::domain::trade::offer::{Offer, OfferDraft, OfferFigures, OfferId, OfferLoss, OfferState};
use crate::domain::{Day, Money};
use crate::store::ask::{OfferBoard, OfferPage, OfferRow};

const COLUMNS: &str = "o.id, o.customer_id, o.number, o.version, o.made_on, o.amount, o.valid_until, o.chance, \
     o.seller, o.note, o.winback, o.sent_on, o.decided_on, o.won, o.loss, o.detail, o.order_number, o.purchase_id, \
     coalesce(p.number, ''), p.day, c.name, c.code \
     FROM offer o JOIN customer c ON c.id = o.customer_id LEFT JOIN purchase p ON p.id = o.purchase_id";

/// Lines of a version of an offer.
pub(in crate::store) const OFFER_LINES: &str = "SELECT code, product, category, quantity, unit_price, discount, amount, cost FROM offer_line \
     WHERE offer_id = ?1 AND version = ?2 ORDER BY n";

/// A line of [`OFFER_LINES`].
pub(in crate::store) fn offer_line(row: &Row<'_>) -> rusqlite::Result<Line> {
    Ok(Line {
        code: row.get(0)?,
        product: row.get(1)?,
        category: row.get(2)?,
        quantity: decimal(row, 3)?,
        unit_price: decimal(row, 4)?,
        discount: decimal(row, 5)?,
        amount: Money(row.get(6)?),
        cost: row.get::<_, Option<i64>>(7)?.map(Money),
    })
}

fn offer(row: &Row<'_>, at: Day) -> rusqlite::Result<OfferRow> {
    let day = |column| Ok::<_, rusqlite::Error>(row.get::<_, Option<i32>>(column)?.map(Day));
    // What was decided later is not known yet.
    let decided = day(12)?.zip(row.get::<_, Option<bool>>(13)?).filter(|(on, _)| *on <= at);
    let loss = OfferLoss::from_key(row.get_ref(14)?.as_str()?);
    let invoice: Option<i64> = row.get(17)?;
    let invoiced = day(19)?.is_some_and(|on| on <= at);
    Ok(OfferRow {
        offer: Offer {
            id: row.get(0)?,
            version: row.get(3)?,
            draft: OfferDraft {
                customer: row.get(1)?,
                number: row.get(2)?,
                amount: Money(row.get(5)?),
                lines: Vec::new(),
                valid_until: day(6)?,
                chance: row.get(7)?,
                seller: row.get(8)?,
                note: row.get(9)?,
                winback: row.get(10)?,
            },
            made_on: Day(row.get(4)?),
            sent_on: day(11)?.filter(|on| *on <= at),
            decided,
            loss: match (decided, loss) {
                (Some((_, false)), Some(why)) => Some((why, row.get(15)?)),
                _ => None,
            },
            order: if decided.is_some_and(|(_, won)| won) { row.get(16)? } else { String::new() },
            invoice: invoice
                .filter(|_| invoiced)
                .map(|id| Ok::<_, rusqlite::Error>((id, row.get(18)?)))
                .transpose()?,
        },
        customer: row.get(20)?,
        code: row.get(21)?,
    })
}

/// All offers made up to the as-of day.
pub(super) fn all(at: &At<'_>) -> Outcome<Vec<OfferRow>> {
    let sql = format!("SELECT {COLUMNS} WHERE o.made_on <= ?1 ORDER BY o.id");
    let mut statement = at.db.prepare_cached(&sql)?;
    let found = statement
        .query_map([at.day().0], |row| offer(row, at.day()))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(found)
}

/// The board of offers.
pub(super) fn board(at: &At<'_>, from: Day) -> Outcome<OfferBoard> {
    let mut rows = all(at)?;
    let offers: Vec<Offer> = rows.iter().map(|row| row.offer.clone()).collect();
    let figures = OfferFigures::of(&offers, from, at.day());
    rows.sort_by_key(|row| order(&row.offer, at.day()));
    Ok(OfferBoard { rows, figures })
}

/// Waiting ones by their last day, then drafts, orders to be invoiced, expired ones, and what is over; newest first.
fn order(offer: &Offer, at: Day) -> (u8, i32, i64) {
    let newest = |day: Day| -day.0;
    let (rank, by) = match offer.state(at) {
        OfferState::Sent => (0, offer.draft.valid_until.map_or(i32::MAX, |last| last.0)),
        OfferState::Draft => (1, newest(offer.made_on)),
        OfferState::Accepted => (2, newest(offer.decided.map_or(offer.made_on, |(on, _)| on))),
        OfferState::Expired => (3, newest(offer.draft.valid_until.unwrap_or(offer.made_on))),
        OfferState::Invoiced | OfferState::Lost => {
            (4, newest(offer.decided.map_or(offer.made_on, |(on, _)| on)))
        }
    };
    (rank, by, -offer.id)
}

/// Offers to one customer, newest first.
pub(super) fn of_customer(at: &At<'_>, id: CustomerId) -> Outcome<Vec<Offer>> {
    let sql = format!(
        "SELECT {COLUMNS} WHERE o.customer_id = ?2 AND o.made_on <= ?1 ORDER BY o.made_on DESC, o.id DESC"
    );
    let mut statement = at.db.prepare_cached(&sql)?;
    let found = statement
        .query_map((at.day().0, id), |row| offer(row, at.day()).map(|row| row.offer))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(found)
}

/// One offer with its lines and the versions before; also one made after the as-of day, for it was asked for by its id.
pub(super) fn page(at: &At<'_>, id: OfferId) -> Outcome<Option<OfferPage>> {
    let sql = format!("SELECT {COLUMNS} WHERE o.id = ?1");
    let found = at.db.prepare_cached(&sql)?.query_row([id], |row| offer(row, at.day())).optional()?;
    let Some(mut row) = found else { return Ok(None) };
    row.offer.draft.lines = at
        .db
        .prepare_cached(OFFER_LINES)?
        .query_map((id, row.offer.version), offer_line)?
        .collect::<rusqlite::Result<_>>()?;
    let versions = at
        .db
        .prepare_cached(
            "SELECT version, amount, valid_until, sent_on FROM offer_version WHERE offer_id = ?1 ORDER BY version",
        )?
        .query_map([id], |r| {
            let day = |column| Ok::<_, rusqlite::Error>(r.get::<_, Option<i32>>(column)?.map(Day));
            Ok((r.get(0)?, Money(r.get(1)?), day(2)?, day(3)?))
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(Some(OfferPage { row, versions, ceiling: None }))
}

/// Customers with an offer that runs out soon: its last day, and the money of all of theirs that do.
pub(in crate::store) fn expiring(
    at: &At<'_>,
) -> Outcome<std::collections::HashMap<CustomerId, (Day, Money)>> {
    let last = at.day().plus(crate::domain::trade::offer::EXPIRES_SOON);
    let mut statement = at.db.prepare_cached(
        "SELECT customer_id, min(valid_until), sum(amount) FROM offer
         WHERE sent_on <= ?1 AND (decided_on IS NULL OR decided_on > ?1) AND valid_until BETWEEN ?1 AND ?2
         GROUP BY customer_id",
    )?;
    let found = statement
        .query_map((at.day().0, last.0), |r| Ok((r.get(0)?, (Day(r.get(1)?), Money(r.get(2)?)))))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(found)
}
