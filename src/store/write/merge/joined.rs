//! That two customers are one, as people said it, and what follows from all of it: who stays, and what they say. Whoever
//! was joined is looked at by themselves again (`unwind`), and all are made one anew in the order in which it was said
//! (`rejoin`): so the same things said of the same customers come to the same, on every laptop, in whatever order they were
//! heard of.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, Row};

use super::fold::{Before, put_in, take_out};
use super::objections::Told;
use super::{int, text, unreadable};
use crate::domain::people::CustomerId;
use crate::store::bundle::{after, identity_of};
use crate::store::error::StoreError;
use crate::store::journal::{Table, Tx, time_text};
use crate::store::write::erase::is_erased;

/// When a field of a customer was written; empty where it came with them.
pub(in crate::store) type Written<'a> = &'a dyn Fn(CustomerId, &str) -> String;

/// That `gone` is `into`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::store) struct Joined {
    pub gone: CustomerId,
    pub into: CustomerId,
    /// The moment at which it was said.
    pub at: String,
    /// The day, since 1970.
    pub day: i64,
    pub author: String,
    /// Fields of which somebody chose what the one who goes says.
    pub take: Vec<String>,
}

impl Joined {
    /// Whom it says that somebody is.
    pub fn other(&self, id: CustomerId) -> Option<CustomerId> {
        match id {
            id if id == self.gone => Some(self.into),
            id if id == self.into => Some(self.gone),
            _ => None,
        }
    }
}

/// Who is made one with whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Step {
    pub keep: CustomerId,
    pub gone: CustomerId,
    /// By which of the joins.
    pub by: usize,
}

const SAID: &str = "SELECT gone_id, into_id, at, day, author, take FROM joined";

fn read(r: &Row<'_>) -> rusqlite::Result<Joined> {
    let take: String = r.get(5)?;
    let take = serde_json::from_str(&take).map_err(|e| {
        rusqlite::Error::FromSqlConversionFailure(5, rusqlite::types::Type::Text, Box::new(e))
    })?;
    let [gone, into] = [r.get(0)?, r.get(1)?];
    Ok(Joined { gone, into, at: r.get(2)?, day: r.get(3)?, author: r.get(4)?, take })
}

/// Everything that was said, by row id.
pub(in crate::store) fn all(db: &Connection) -> Result<Vec<Joined>, StoreError> {
    let mut query = db.prepare_cached(&format!("{SAID} ORDER BY 1, 2"))?;
    Ok(query.query_map([], read)?.collect::<Result<_, _>>()?)
}

/// What was said of two, whoever of them goes.
pub(in crate::store) fn between(
    db: &Connection,
    one: CustomerId,
    other: CustomerId,
) -> Result<Option<Joined>, StoreError> {
    let mut query = db.prepare_cached(&format!("{SAID} WHERE gone_id = ?1 AND into_id = ?2"))?;
    let found = query.query_row((one, other), read).optional()?;
    Ok(match found {
        None => query.query_row((other, one), read).optional()?,
        found => found,
    })
}

/// A moment after everything that is known of other laptops, whatever their clocks say.
pub(super) fn moment(tx: &Tx<'_>) -> Result<String, StoreError> {
    let now = time_text(tx.stamp().now);
    let newest: Option<String> = tx.connection().query_row(
        "SELECT max(at) FROM (SELECT max(at) AS at FROM joined UNION ALL SELECT max(at) FROM exchanged)",
        [],
        |r| r.get(0),
    )?;
    Ok(newest.filter(|newest| *newest >= now).map_or(now, |newest| after(&newest)))
}

/// Notes that two are one. What was said of them before gives way.
pub(in crate::store) fn note(tx: &mut Tx<'_>, join: &Joined) -> Result<(), StoreError> {
    for [gone, into] in [[join.gone, join.into], [join.into, join.gone]] {
        tx.delete(Table::Joined, &[int(gone), int(into)])?;
    }
    let take = serde_json::to_string(&join.take).map_err(|e| unreadable(&e))?;
    tx.insert(
        Table::Joined,
        &[
            ("gone_id", int(join.gone)),
            ("into_id", int(join.into)),
            ("at", text(join.at.clone())),
            ("day", int(join.day)),
            ("author", text(join.author.clone())),
            ("take", text(take)),
        ],
    )?;
    Ok(())
}

/// Forgets that two are one.
pub(in crate::store) fn forget(tx: &mut Tx<'_>, join: &Joined) -> Result<(), StoreError> {
    tx.delete(Table::Joined, &[int(join.gone), int(join.into)])?;
    Ok(())
}

/// What was said of customers who are there and were not erased, in the order in which it was said. Of one moment what
/// customers are called on every laptop decides.
fn in_order(db: &Connection) -> Result<Vec<Joined>, StoreError> {
    let mut sorted = Vec::new();
    for join in all(db)? {
        let (gone, into) = (identity_of(db, join.gone)?, identity_of(db, join.into)?);
        if let (Some(gone), Some(into)) = (gone, into)
            && !is_erased(db, join.gone)?
            && !is_erased(db, join.into)?
        {
            sorted.push(((join.at.clone(), gone.key(), into.key()), join));
        }
    }
    sorted.sort_by(|(a, _), (b, _)| a.cmp(b));
    Ok(sorted.into_iter().map(|(_, join)| join).collect())
}

/// Sets of customers that are one, each with the one who stays.
#[derive(Debug, Default)]
struct Sets {
    of: HashMap<CustomerId, CustomerId>,
}

impl Sets {
    /// Whoever stays of those that this customer is one with.
    fn stays(&self, mut id: CustomerId) -> CustomerId {
        while let Some(&into) = self.of.get(&id) {
            id = into;
        }
        id
    }
}

/// Who is made one with whom, of joins in their order: whoever stands for the one who goes is whoever stands for the other
/// from then on. Of two who are one already it says nothing more.
pub(super) fn steps(joins: &[Joined]) -> Vec<Step> {
    let mut sets = Sets::default();
    let mut all = Vec::new();
    for (by, join) in joins.iter().enumerate() {
        let (keep, gone) = (sets.stays(join.into), sets.stays(join.gone));
        if keep != gone {
            sets.of.insert(gone, keep);
            all.push(Step { keep, gone, by });
        }
    }
    all
}

/// The joins that must be forgotten for `gone` and `keep` to be two: the one by which they became one, and any that
/// would make them one again.
pub(super) fn between_both(
    db: &Connection,
    [keep, gone]: [CustomerId; 2],
    pair: [CustomerId; 2],
) -> Result<Vec<Joined>, StoreError> {
    let mut sets = Sets::default();
    let mut parted = Vec::new();
    for join in in_order(db)? {
        let (into, from) = (sets.stays(join.into), sets.stays(join.gone));
        let sides = [sets.stays(keep), sets.stays(gone)];
        let meets = sides[0] != sides[1] && (sides == [into, from] || sides == [from, into]);
        if [join.gone, join.into] == pair || meets {
            parted.push(join);
        } else if into != from {
            sets.of.insert(from, into);
        }
    }
    Ok(parted)
}

/// Whoever stands for a customer now.
pub(in crate::store) fn stands_for(db: &Connection, id: CustomerId) -> Result<CustomerId, StoreError> {
    let mut query = db.prepare_cached("SELECT keep_id FROM merged WHERE id = ?1")?;
    Ok(query.query_row([id], |r| r.get(0)).optional()?.unwrap_or(id))
}

/// A place in the order in which customers were made one here: after every other one.
pub(super) fn next_place(db: &Connection) -> Result<i64, StoreError> {
    let sql = "SELECT coalesce(max(coalesce(json_extract(before, '$.n'), 0)), 0) + 1 FROM merged";
    Ok(db.prepare_cached(sql)?.query_row([], |r| r.get(0))?)
}

/// Takes apart everybody who was joined, or who was joined to `only`, the last ones first; what was said of them stays
/// noted. A no that was said while they were one is said of each of them: answers of whom it was not known before.
pub(in crate::store) fn unwind(
    tx: &mut Tx<'_>,
    only: Option<CustomerId>,
    written: Written<'_>,
) -> Result<Vec<Told>, StoreError> {
    let mut told = Vec::new();
    let mut left: Vec<(i64, i64, CustomerId, CustomerId)> = Vec::new();
    {
        let mut query = tx.connection().prepare_cached(
            "SELECT coalesce(json_extract(before, '$.n'), 0), day, id, json_extract(before, '$.keep') FROM merged \
             WHERE ?1 IS NULL OR keep_id = ?1 ORDER BY 1 DESC, 2 DESC, 3 DESC",
        )?;
        let mut rows = query.query([only])?;
        while let Some(r) = rows.next()? {
            left.push((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?));
        }
    }
    // In files of earlier versions the order is not noted: whoever was led on to somebody else waits for them.
    while !left.is_empty() {
        let before = left.len();
        let mut waiting = Vec::new();
        for row in left {
            let (_, _, gone, keep) = row;
            if stands_for(tx.connection(), gone)? == keep {
                told.extend(tx.for_now([keep, gone], |tx| take_out(tx, gone, written))?);
            } else {
                waiting.push(row);
            }
        }
        if waiting.len() == before {
            return Err(StoreError::Journal("customers joined in a circle".to_owned()));
        }
        left = waiting;
    }
    Ok(told)
}

/// Makes one again who is said to be one, in the order in which it was said. Whoever is still joined stays so.
pub(in crate::store) fn rejoin(tx: &mut Tx<'_>, written: Written<'_>) -> Result<(), StoreError> {
    let joins = in_order(tx.connection())?;
    let mut place = next_place(tx.connection())?;
    for Step { keep, gone, by } in steps(&joins) {
        let there = |id: CustomerId| {
            tx.connection().prepare_cached("SELECT 1 FROM customer WHERE id = ?1")?.exists([id])
        };
        if there(keep)? && there(gone)? {
            let join = &joins[by];
            tx.for_now([keep, gone], |tx| put_in(tx, [keep, gone], (join, place), written))?;
            place += 1;
        }
    }
    Ok(())
}

/// When a join that a row of `merged` came by was said.
pub(super) fn moment_of(db: &Connection, before: &Before, gone: CustomerId) -> Result<String, StoreError> {
    let [from, into] = before.pair.unwrap_or([gone, before.keep]);
    let mut query = db.prepare_cached("SELECT at FROM joined WHERE gone_id = ?1 AND into_id = ?2")?;
    let at: Option<String> = query.query_row([from, into], |r| r.get(0)).optional()?;
    // Nothing is later than what nobody knows the moment of.
    Ok(at.unwrap_or_else(|| "9999-12-31T23:59:59".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn join(gone: CustomerId, into: CustomerId) -> Joined {
        Joined { gone, into, at: String::new(), day: 0, author: String::new(), take: Vec::new() }
    }

    #[test]
    fn who_stays_follows_from_what_was_said_last() {
        let of = |joins: &[(CustomerId, CustomerId)]| {
            let joins: Vec<Joined> = joins.iter().map(|(gone, into)| join(*gone, *into)).collect();
            steps(&joins).into_iter().map(|step| (step.gone, step.keep)).collect::<Vec<_>>()
        };
        assert_eq!(of(&[(2, 1), (3, 1)]), [(2, 1), (3, 1)]);
        assert_eq!(of(&[(2, 1), (1, 3)]), [(2, 1), (1, 3)], "a chain");
        assert_eq!(of(&[(2, 1), (2, 3)]), [(2, 1), (1, 3)], "two laptops on the same one: all three are one");
        assert_eq!(of(&[(2, 1), (1, 2)]), [(2, 1)], "one already");
        assert_eq!(of(&[(2, 1), (3, 2)]), [(2, 1), (3, 1)]);
    }
}
