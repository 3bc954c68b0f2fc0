//! Saved segments read: what each means on the as-of day, and how many it holds.

use rusqlite::{Connection, OptionalExtension};

use super::{At, Fault, Outcome, count, lookups, portfolio};
use crate::domain::Day;
use crate::domain::base::names::fold;
use crate::domain::people::CustomerId;
use crate::domain::query::{Expr, ParseContext, Query, parse};
use crate::domain::roster::{Scope, Sort, SortBy};
use crate::store::ask::{ChangeWords, SegmentInfo};
use crate::store::error::words;
use crate::store::roster_load::Board;
use crate::store::schema;

/// Segments within segments looked at for one filter, each mention counted.
const MENTIONS: usize = 2_000;

/// Version of the file that brought them.
const SINCE: u32 = 2;

const SEGMENT: &str = "SELECT id, query, month_first, frozen FROM segment WHERE folded = ?1";
const MEMBERS: &str = "SELECT customer_id FROM segment_member WHERE segment_id = ?1 ORDER BY customer_id";
const ALL: &str =
    "SELECT id, name, query, month_first, frozen, created, author, folded FROM segment ORDER BY folded";
const HISTORY: &str = "SELECT day, count FROM segment_history WHERE folded = ?1 AND day <= ?2 ORDER BY day";

/// Puts what each saved segment means in its place. Refused in words where there is no such segment, or where one leads
/// back to itself.
pub(super) fn expand(at: &At<'_>, query: &mut Query) -> Outcome<()> {
    if query.saved().is_empty() {
        return Ok(());
    }
    let decimals = portfolio::currency(at.db)?.decimals;
    let mut reading = Reading { at, decimals, open: Vec::new(), mentions: 0 };
    query.expand(&mut |name| reading.meaning(name))
}

struct Reading<'a> {
    at: &'a At<'a>,
    decimals: u32,
    /// Folded names of the segments that are being read, each within the one before.
    open: Vec<String>,
    mentions: usize,
}

impl Reading<'_> {
    fn meaning(&mut self, name: &str) -> Outcome<Expr> {
        let folded = fold(name);
        let said = |key: &str| Fault::Said(words(key, [("name", name.to_owned())]));
        self.mentions += 1;
        if self.open.contains(&folded) || self.mentions > MENTIONS {
            return Err(said("error-segment-cycle"));
        }
        if !are_known(self.at.db)? {
            return Err(said("error-segment-unknown"));
        }
        let found = self
            .at
            .db
            .prepare_cached(SEGMENT)?
            .query_row([&folded], |r| {
                Ok((r.get::<_, i64>(0)?, r.get::<_, String>(1)?, r.get(2)?, r.get::<_, bool>(3)?))
            })
            .optional()?;
        let Some((id, text, month_first, frozen)) = found else {
            return Err(said("error-segment-unknown"));
        };
        if frozen {
            return Ok(Expr::Ids(members(self.at.db, id)?));
        }
        let context = ParseContext { today: self.at.day(), month_first, decimals: self.decimals };
        let mut query = parse(&text, &context).map_err(|_| said("error-segment-unreadable"))?;
        self.open.push(folded);
        query.expand(&mut |inner| self.meaning(inner))?;
        self.open.pop();
        Ok(query.expr)
    }
}

fn members(db: &Connection, id: i64) -> Outcome<Vec<CustomerId>> {
    let mut statement = db.prepare_cached(MEMBERS)?;
    let ids = statement.query_map([id], |r| r.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(ids)
}

/// Whether the file has segments at all: one of an older version, opened for reading, has none.
fn are_known(db: &Connection) -> Outcome<bool> {
    Ok(schema::version(db)? >= SINCE)
}

/// Names and filters, by name.
pub(super) fn names(at: &At<'_>) -> Outcome<Vec<(String, String)>> {
    if !are_known(at.db)? {
        return Ok(Vec::new());
    }
    let mut statement = at.db.prepare_cached("SELECT name, query FROM segment ORDER BY folded")?;
    let found = statement.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    Ok(found)
}

/// Filters used last, newest first.
pub(super) fn recent(at: &At<'_>) -> Outcome<Vec<String>> {
    if !are_known(at.db)? {
        return Ok(Vec::new());
    }
    let mut statement = at.db.prepare_cached("SELECT text FROM recent_filter ORDER BY n DESC, text")?;
    let found = statement.query_map([], |r| r.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(found)
}

/// All of them with how many each holds.
pub(super) fn segments(at: &At<'_>, board: &Board) -> Outcome<Vec<SegmentInfo>> {
    if !are_known(at.db)? {
        return Ok(Vec::new());
    }
    let mut statement = at.db.prepare_cached(ALL)?;
    let rows = statement
        .query_map([], |r| {
            let info = SegmentInfo {
                id: r.get(0)?,
                name: r.get(1)?,
                query: r.get(2)?,
                month_first: r.get(3)?,
                frozen: r.get(4)?,
                created: Day(r.get(5)?),
                author: r.get(6)?,
                count: Ok(0),
                history: Vec::new(),
            };
            Ok((info, r.get::<_, String>(7)?))
        })?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let mut all = Vec::with_capacity(rows.len());
    for (mut info, folded) in rows {
        info.count = match held(at, board, &info.name) {
            Ok(n) => Ok(n),
            Err(Fault::Said(why)) => Err::<usize, ChangeWords>(why),
            Err(fault) => return Err(fault),
        };
        info.history = history(at, &folded)?;
        all.push(info);
    }
    Ok(all)
}

/// Whether one of them is about figures of the whole portfolio.
pub(super) fn need_worth(at: &At<'_>) -> Outcome<bool> {
    for (name, _) in names(at)? {
        let query = Query { text: String::new(), expr: Expr::Saved(name) };
        match lookups::needs_worth(at, &query, Sort::default()) {
            Ok(false) | Err(Fault::Said(_)) => {}
            other => return other,
        }
    }
    Ok(false)
}

fn held(at: &At<'_>, board: &Board, name: &str) -> Outcome<usize> {
    let query = Query { text: String::new(), expr: Expr::Saved(name.to_owned()) };
    let query = lookups::prepared(at, board, &query)?;
    let sort = Sort { by: SortBy::Given, descending: false };
    let found = board.roster.select(&Scope::All, &query, sort, &|| at.is_stopped()).ok_or(Fault::Stopped)?;
    Ok(found.order.len())
}

fn history(at: &At<'_>, folded: &str) -> Outcome<Vec<(Day, usize)>> {
    let mut statement = at.db.prepare_cached(HISTORY)?;
    let found = statement
        .query_map((folded, at.day().0), |r| Ok((Day(r.get(0)?), count(r, 1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(found)
}
