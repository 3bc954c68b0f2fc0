//! Who to contact today, and how the month goes.

use std::collections::{BTreeSet, HashSet};

use super::{At, Fault, Outcome, Reader};
use crate::domain::people::CustomerId;
use crate::domain::work::reach::exclusion_key;
use crate::domain::work::today::TodayReason;
use crate::store::ask::{CallItem, ChangeWords, LikenessRow, TodayList};
use crate::store::roster_load::Board;
use crate::store::standing::LeftOut;

pub(super) const TOMORROW: &str = "SELECT count(*) FROM customer WHERE next_day = ?1 AND archived = 0";
pub(super) const MONTH_CONTACTS: &str = "SELECT count(*) FROM contact WHERE day >= ?1 AND day <= ?2";

/// Today's list with its counts.
pub(super) fn today(at: &At<'_>, board: &Board) -> Outcome<TodayList> {
    let items = board.queue(at);
    let month = board.month();
    let count = |reason| items.iter().filter(|item| item.reason == reason).count();
    let by_reason =
        TodayReason::ALL.into_iter().map(|reason| (reason, count(reason))).filter(|(_, n)| *n > 0).collect();
    let excluded = LeftOut::ALL
        .into_iter()
        .map(|why| (why.key().to_owned(), board.left_out(why)))
        .filter(|(_, n)| *n > 0)
        .collect();
    let first = at.day().month().first();
    let (overdue_a, late_a) = board.priorities.alerts(at, board);
    Ok(TodayList {
        by_reason,
        excluded,
        month_revenue: month.revenue,
        month_contacts: at
            .db
            .prepare_cached(MONTH_CONTACTS)?
            .query_row([first.0, at.day().0], |r| r.get(0))?,
        month_new: month.new,
        month_recovered: month.back,
        month_lost: month.lost,
        tomorrow: at.db.prepare_cached(TOMORROW)?.query_row([at.day().plus(1).0], |r| r.get(0))?,
        overdue_a,
        late_a,
        cadence_a: board.priorities.rules.cadence_days[0],
        items,
    })
}

/// Who is on today's list and not on the one that is being called, in order.
pub(super) fn arrivals(at: &At<'_>, board: &Board, called: &[CallItem]) -> Vec<CallItem> {
    let called: HashSet<CustomerId> = called.iter().map(|item| item.customer).collect();
    board.queue(at).iter().filter(|item| !called.contains(&item.customer)).map(CallItem::from).collect()
}

/// How like the best customers these are.
pub(super) fn likeness(board: &Board, ids: &[CustomerId]) -> Vec<LikenessRow> {
    let fitted = board.priorities.likeness(board);
    let row = |id: &CustomerId| {
        let traits = board.roster.traits(*id)?;
        let why = fitted.why(&traits).into_iter().map(|(of, value)| (of, value.to_owned())).collect();
        Some(LikenessRow { customer: *id, score: board.priorities.likeness_of(board, *id), why })
    };
    ids.iter().filter_map(row).collect()
}

impl Reader {
    /// Who would stand on today's list but for something, with the key of the reason, by row id.
    pub fn today_excluded(&mut self) -> Result<Vec<(CustomerId, &'static str)>, ChangeWords> {
        let read = self.transaction(|reader| {
            reader.look()?;
            reader.ensure_board(&mut |_| true)?;
            let board = reader.board.as_ref().ok_or(Fault::Stopped)?;
            Ok(board.all_left_out().into_iter().map(|(id, why)| (id, why.key())).collect())
        });
        read.map_err(ChangeWords::from)
    }

    /// Customers of whom a number, an e-mail address or the tax id is one of these keys (see `exclusion_key`), by row id.
    pub fn excluded_by(&mut self, keys: &HashSet<String>) -> Result<Vec<CustomerId>, ChangeWords> {
        let read = self.transaction(|reader| {
            let at = reader.at();
            let mut found = BTreeSet::new();
            for sql in [
                "SELECT id, phone, mobile, email, tax_id FROM customer",
                "SELECT customer_id, value FROM point WHERE kind IN ('phone', 'mobile', 'fax', 'email')",
            ] {
                let mut select = at.db.prepare(sql)?;
                let columns = select.column_count();
                let mut rows = select.query([])?;
                while let Some(row) = rows.next()? {
                    for column in 1..columns {
                        let text: String = row.get(column)?;
                        if exclusion_key(&text).is_some_and(|key| keys.contains(&key)) {
                            found.insert(row.get(0)?);
                        }
                    }
                }
            }
            Ok(found.into_iter().collect())
        });
        read.map_err(ChangeWords::from)
    }
}
