//! Saved segments: their names, filters and, where frozen, members; and what is remembered of filters outside undo.

use rusqlite::{Connection, OptionalExtension};

use super::erase::is_erased;
use super::{day, int, settings, text};
use crate::domain::Day;
use crate::domain::base::names::{fold, tidy};
use crate::domain::change::SegmentDraft;
use crate::domain::query::{self, ParseContext, mentions, parse};
use crate::store::ask::ChangeWords;
use crate::store::error::{StoreError, refused, words};
use crate::store::journal::{Table, Tx};

/// Filters remembered.
const REMEMBERED: i64 = 30;

/// A segment as it stands: row id, folded name, filter.
type Standing = (i64, String, String);

pub(super) fn save(tx: &mut Tx<'_>, draft: &SegmentDraft) -> Result<ChangeWords, StoreError> {
    let name = tidy(&draft.name);
    let name = name.trim_start_matches('@').trim();
    if name.is_empty() {
        return Err(refused("error-segment-name-required", []));
    }
    if name.contains('"') {
        return Err(refused("error-segment-name-quote", []));
    }
    let folded = fold(name);
    let all = standing(tx.connection())?;
    let before = all.iter().find(|(id, ..)| *id == draft.id);
    if draft.id != 0 && before.is_none() {
        return Err(refused("error-segment-gone", []));
    }
    if all.iter().any(|(id, other, _)| *id != draft.id && *other == folded) {
        return Err(refused("error-segment-name-taken", [("name", name.to_owned())]));
    }
    let query = draft.query.trim();
    let frozen = draft.members.is_some() || before.is_some_and(|(id, ..)| is_frozen(tx.connection(), *id));
    check(tx, query, draft.month_first, frozen)?;
    check_mentions(&all, draft.id, &folded, query)?;
    let columns = [
        ("name", text(name)),
        ("folded", text(folded.as_str())),
        ("query", text(query)),
        ("month_first", int(draft.month_first)),
        ("frozen", int(frozen)),
    ];
    let id = if draft.id == 0 {
        let on = tx.stamp().today();
        let author = tx.stamp().author.clone();
        let new = [("created", day(Some(on))), ("author", text(author))];
        let id = tx.insert(Table::Segment, &columns.into_iter().chain(new).collect::<Vec<_>>())?;
        tx.created.push(id);
        id
    } else {
        tx.update(Table::Segment, &[int(draft.id)], &columns)?;
        draft.id
    };
    if let Some(members) = &draft.members {
        forget_members(tx, id)?;
        let mut members = members.clone();
        members.sort_unstable();
        members.dedup();
        for customer in members {
            // Whoever was erased is nobody any more, here and in every bundle.
            if is_erased(tx.connection(), customer)? {
                continue;
            }
            tx.insert(Table::SegmentMember, &[("segment_id", int(id)), ("customer_id", int(customer))])?;
        }
    }
    let Some((_, old, _)) = before else {
        return Ok(words("change-add-segment", [("name", name.to_owned())]));
    };
    if *old != folded {
        rename_mentions(tx, &all, old, name)?;
        return Ok(words("change-rename-segment", [("name", name.to_owned())]));
    }
    Ok(words("change-edit-segment", [("name", name.to_owned())]))
}

pub(super) fn delete(tx: &mut Tx<'_>, id: i64) -> Result<ChangeWords, StoreError> {
    let all = standing(tx.connection())?;
    let Some((_, folded, _)) = all.iter().find(|(other, ..)| *other == id) else {
        return Err(refused("error-segment-gone", []));
    };
    let user = all.iter().find(|(_, _, query)| names_of(query).contains(folded));
    if let Some((user, ..)) = user {
        return Err(refused("error-segment-used", [("name", name_of(tx, *user)?)]));
    }
    let name = name_of(tx, id)?;
    forget_members(tx, id)?;
    tx.delete(Table::Segment, &[int(id)])?;
    Ok(words("change-delete-segment", [("name", name)]))
}

fn name_of(tx: &Tx<'_>, id: i64) -> Result<String, StoreError> {
    Ok(tx.connection().query_row("SELECT name FROM segment WHERE id = ?1", [id], |r| r.get(0))?)
}

fn standing(db: &Connection) -> Result<Vec<Standing>, StoreError> {
    let mut all = db.prepare_cached("SELECT id, folded, query FROM segment ORDER BY id")?;
    Ok(all.query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?.collect::<Result<_, _>>()?)
}

fn is_frozen(db: &Connection, id: i64) -> bool {
    let sql = "SELECT frozen FROM segment WHERE id = ?1";
    db.query_row(sql, [id], |r| r.get(0)).optional().ok().flatten().unwrap_or(false)
}

fn forget_members(tx: &mut Tx<'_>, id: i64) -> Result<(), StoreError> {
    let members = tx
        .connection()
        .prepare("SELECT customer_id FROM segment_member WHERE segment_id = ?1 ORDER BY customer_id")?
        .query_map([id], |r| r.get(0))?
        .collect::<Result<Vec<i64>, _>>()?;
    for customer in members {
        tx.delete(Table::SegmentMember, &[int(id), int(customer)])?;
    }
    Ok(())
}

/// The filter can be read; a living segment has one.
fn check(tx: &Tx<'_>, query: &str, month_first: bool, frozen: bool) -> Result<(), StoreError> {
    let decimals = settings::currency(tx.connection())?.decimals;
    let context = ParseContext { today: tx.stamp().today(), month_first, decimals };
    let read = parse(query, &context).map_err(|_| refused("error-segment-query", []))?;
    if read.is_empty() && !frozen {
        return Err(refused("error-segment-empty", []));
    }
    Ok(())
}

/// Folded names of the segments a filter names.
fn names_of(query: &str) -> Vec<String> {
    mentions(query).into_iter().map(|(_, name)| fold(&name)).collect()
}

/// Every segment named is there, and none leads back to this one.
fn check_mentions(all: &[Standing], id: i64, folded: &str, query: &str) -> Result<(), StoreError> {
    let mut open: Vec<String> = names_of(query);
    let mut seen: Vec<String> = Vec::new();
    while let Some(name) = open.pop() {
        if name == folded || all.iter().any(|(other, known, _)| *other == id && id != 0 && *known == name) {
            return Err(refused("error-segment-cycle", [("name", name)]));
        }
        let Some((_, _, query)) = all.iter().find(|(_, known, _)| *known == name) else {
            return Err(refused("error-segment-unknown", [("name", name)]));
        };
        if !seen.contains(&name) {
            open.extend(names_of(query));
            seen.push(name);
        }
    }
    Ok(())
}

/// Other segments go on meaning this one under its new name.
fn rename_mentions(tx: &mut Tx<'_>, all: &[Standing], old: &str, new: &str) -> Result<(), StoreError> {
    for (id, _, query) in all {
        let mut renamed = query.clone();
        for (place, name) in mentions(query).into_iter().rev() {
            if fold(&name) == old {
                renamed.replace_range(place, &format!("@{}", query::quoted(new)));
            }
        }
        if renamed != *query {
            tx.update(Table::Segment, &[int(*id)], &[("query", text(renamed))])?;
        }
    }
    Ok(())
}

/// Remembers a filter as the newest one.
pub(in crate::store) fn remember(db: &Connection, filter: &str) -> rusqlite::Result<()> {
    db.prepare_cached(
        "INSERT INTO recent_filter (text, n) VALUES (?1, (SELECT coalesce(max(n), 0) + 1 FROM recent_filter))
         ON CONFLICT (text) DO UPDATE SET n = excluded.n",
    )?
    .execute([filter])?;
    db.prepare_cached("DELETE FROM recent_filter WHERE n <= (SELECT max(n) FROM recent_filter) - ?1")?
        .execute([REMEMBERED])?;
    Ok(())
}

/// Remembers how many each segment held on a day.
pub(in crate::store) fn count(
    db: &mut Connection,
    on: Day,
    counts: &[(String, usize)],
) -> rusqlite::Result<()> {
    let tx = db.transaction()?;
    {
        let mut insert = tx.prepare_cached(
            "INSERT INTO segment_history (folded, day, count) VALUES (?1, ?2, ?3)
             ON CONFLICT (folded, day) DO UPDATE SET count = excluded.count WHERE count <> excluded.count",
        )?;
        for (name, n) in counts {
            insert.execute((fold(name), on.0, *n as i64))?;
        }
    }
    tx.commit()
}
