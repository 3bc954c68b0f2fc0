//! Erases what is known of a person, for good: no undo brings it back, nor a file, a colleague's bundle or an old backup.
//! A blank row stays, for the sales to hang on: totals are what they were.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension};

use super::name_of;
use crate::domain::Day;
use crate::domain::people::CustomerId;
use crate::store::ask::ChangeWords;
use crate::store::bundle;
use crate::store::collate::name_key;
use crate::store::error::{StoreError, refused, words};
use crate::store::journal::{NOTHING, Table, Tx, former, inside_json, scrub};
use crate::store::origin::{self, figures, hash_of};
use crate::store::write::merge::joined;

/// Rows that hang on somebody and go with them.
const GO: [&str; 17] = [
    "contact",
    "note",
    "statement",
    "point",
    "field_value",
    "field_check",
    "wrong_phone",
    "customer_label",
    "segment_member",
    "support_case",
    "lift_plan",
    "value_decision",
    "handover",
    "winback",
    "exchange_conflict",
    "different",
    "call_item",
];

/// Words of what stays: of a sale and an offer the figures.
const BLANK: [&str; 2] = [
    "UPDATE purchase SET note = '' WHERE customer_id = ?1",
    "UPDATE offer SET note = '', detail = '' WHERE customer_id = ?1",
];

/// What of a customer's row is no personal datum.
const STAY: [&str; 4] = ["id", "source_id", "import_id", "uid"];

/// What many customers say alike: taking such words out of sentences would take them out of other people's.
const SHARED: [&str; 10] =
    ["city", "region", "country", "zone", "owner", "origin", "income", "timezone", "language", "activity"];

/// How a key begins that tells of a uid: it is the same person on every laptop, which a code that a program gave is not.
pub(in crate::store) const OF_UID: char = 'u';

/// How the code of a row begins that stayed.
const GONE: &str = "ERASED-";

/// Whose code this was: the row that stayed.
pub(in crate::store) fn row_of(db: &Connection, source: &str, code: &str) -> rusqlite::Result<Option<i64>> {
    db.prepare_cached("SELECT customer_id FROM erased WHERE key = ?1")?
        .query_row([hash_of(source, code)], |r| r.get(0))
        .optional()
}

/// The row that stayed of whoever was known under this key, or has a code that was made of it.
pub(in crate::store) fn row_by_key(db: &Connection, key: &str) -> rusqlite::Result<Option<i64>> {
    db.prepare_cached("SELECT customer_id FROM erased WHERE key = ?1")?
        .query_row([key.strip_prefix(GONE).unwrap_or(key)], |r| r.get(0))
        .optional()
}

/// By what somebody with a uid is known when their data were erased; none where source and code tell them apart.
pub(in crate::store) fn key_of_uid(uid: &str) -> Option<String> {
    (!uid.is_empty())
        .then(|| figures(uid).map_or_else(|| format!("{OF_UID}{}", hash_of("", uid)), str::to_owned))
}

/// Whether this is the row of somebody whose data were erased.
pub(in crate::store) fn is_erased(db: &Connection, id: CustomerId) -> rusqlite::Result<bool> {
    db.prepare_cached("SELECT 1 FROM erased WHERE customer_id = ?1")?.exists([id])
}

/// Erases what is known of somebody, on a day and by whom; `more` are keys under which they are known elsewhere. Whoever was
/// joined to them is the same person: each has a row of their own again, as on a laptop that never joined them, and is
/// erased too. Not journaled.
pub(in crate::store) fn erase(
    tx: &mut Tx<'_>,
    id: CustomerId,
    when: (Day, &str),
    more: &[String],
) -> Result<ChangeWords, StoreError> {
    let name = name_of(tx, id)?;
    if is_erased(tx.connection(), id)? {
        return Err(refused("error-erased-already", [("id", id.to_string())]));
    }
    let joined: Vec<CustomerId> = tx
        .connection()
        .prepare("SELECT id FROM merged WHERE keep_id = ?1 ORDER BY id")?
        .query_map([id], |r| r.get(0))?
        .collect::<Result<_, _>>()?;
    if !joined.is_empty() {
        let written = bundle::moments(tx.connection())?;
        joined::unwind(tx, Some(id), &written)?;
    }
    erase_row(tx, id, when, more)?;
    for one in &joined {
        erase_row(tx, *one, when, more)?;
    }
    if !joined.is_empty() {
        tx.forget_all()?;
    }
    Ok(words("change-erase", [("name", name)]))
}

/// Erases one row.
fn erase_row(
    tx: &mut Tx<'_>,
    id: CustomerId,
    (day, author): (Day, &str),
    more: &[String],
) -> Result<(), StoreError> {
    let db = tx.connection();
    let (source, code, uid): (String, String, String) = db.query_row(
        "SELECT s.name, c.code, c.uid FROM customer c JOIN source s ON s.id = c.source_id WHERE c.id = ?1",
        [id],
        |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)),
    )?;
    let mut keys: BTreeSet<String> = more.iter().cloned().collect();
    keys.insert(hash_of(&source, &code));
    // The same on every laptop: a code that a program gave, or a person edited, may be another one there.
    let uid = match uid {
        uid if uid.is_empty() => match origin::later(db, Table::Customer, &source, &code)? {
            later if later.is_empty() => origin::first(&source, &code),
            later => later,
        },
        uid => uid,
    };
    let own = key_of_uid(&uid).unwrap_or_default();
    let ids = BTreeSet::from([id]);
    let mut said: BTreeSet<String> = texts(db, id)?;
    said.extend(former(db, &ids)?.into_iter().filter(|(name, _)| is_own(name)).map(|(_, text)| text));
    said.insert(code);
    // The longest first: a name holds a given name.
    let mut said: Vec<String> = said.into_iter().filter(|text| text.chars().count() > 3).collect();
    said.sort_by_key(|text| std::cmp::Reverse(text.len()));
    keep_pairs(db, id)?;
    scrub(db, &ids, &said)?;
    for text in &said {
        let text = inside_json(text)?;
        for sql in [
            "DELETE FROM draft WHERE instr(content, ?1) > 0",
            "DELETE FROM recent_filter WHERE instr(lower(text), lower(?1)) > 0",
            "UPDATE import SET report = replace(report, ?1, '—') WHERE instr(report, ?1) > 0",
        ] {
            db.prepare_cached(sql)?.execute([&text])?;
        }
    }
    // A form that was left half done may hold words about them and no name: its key or its content tells whose it is.
    let half_done = "DELETE FROM draft WHERE key || ':' LIKE '%:' || ?1 || ':%' \
                     OR instr(content, '\"customer\":' || ?1 || ',') > 0 OR instr(content, '\"customer\":' || ?1 || '}') > 0";
    for id in &ids {
        db.prepare_cached(half_done)?.execute([id])?;
    }
    for table in GO {
        db.execute(&format!("DELETE FROM {table} WHERE customer_id = ?1"), [id])?;
    }
    for sql in [
        "DELETE FROM different WHERE other_id = ?1",
        // In campaigns they still count, so that when that was written is not asked about twice.
        "DELETE FROM exchanged WHERE owner = ?1 AND field NOT LIKE 'campaign:%'",
        "DELETE FROM joined WHERE ?1 IN (gone_id, into_id)",
    ] {
        db.execute(sql, [id])?;
    }
    for sql in BLANK {
        db.execute(sql, [id])?;
    }
    blank(db, id, (&uid, own.trim_start_matches(OF_UID)), day)?;
    let keys: Vec<String> = keys.into_iter().collect();
    remember(tx, id, (day, author), &keys)?;
    // Their own key is theirs, also where whoever they were joined to was erased before.
    let own_key = "INSERT OR REPLACE INTO erased(key, customer_id, day, author) VALUES (?1, ?2, ?3, ?4)";
    db.execute(own_key, (&own, id, day.0, author))?;
    tx.unsettle(id);
    Ok(())
}

/// Keeps when it was said of pairs with somebody that they are two: a laptop where they are one must not erase the other too.
fn keep_pairs(db: &Connection, id: CustomerId) -> Result<(), StoreError> {
    let mut pairs =
        db.prepare("SELECT customer_id, other_id FROM different WHERE ?1 IN (customer_id, other_id)")?;
    let pairs: Vec<(CustomerId, CustomerId)> =
        pairs.query_map([id], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<Result<_, _>>()?;
    if pairs.is_empty() {
        return Ok(());
    }
    let written = bundle::moments(db)?;
    let keep = "INSERT INTO exchanged (owner, field, at) VALUES (0, ?1, ?2)
                ON CONFLICT DO UPDATE SET at = max(at, excluded.at)";
    for (one, other) in pairs {
        if let Some(field) = bundle::field_of_pair(db, one, other)? {
            db.prepare_cached(keep)?.execute((&field, written(0, &field)))?;
        }
    }
    Ok(())
}

/// Keys by which somebody is known whose data were erased, beside those that are known already; answers how many are new.
pub(in crate::store) fn remember(
    tx: &Tx<'_>,
    id: CustomerId,
    (day, author): (Day, &str),
    keys: &[String],
) -> rusqlite::Result<usize> {
    let mut insert = tx.connection().prepare_cached(
        "INSERT OR IGNORE INTO erased(key, customer_id, day, author) VALUES (?1, ?2, ?3, ?4)",
    )?;
    let mut new = 0;
    for key in keys {
        new += insert.execute((key, id, day.0, author))?;
    }
    Ok(new)
}

/// Whether all of these keys are known as those of somebody whose data were erased.
pub(in crate::store) fn knows(db: &Connection, keys: &[String]) -> rusqlite::Result<bool> {
    let mut query = db.prepare_cached("SELECT 1 FROM erased WHERE key = ?1")?;
    for key in keys {
        if !query.exists([key])? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The same were erased elsewhere on another day: the sooner one stands on both.
pub(in crate::store) fn since(tx: &mut Tx<'_>, id: CustomerId, day: Day) -> Result<(), StoreError> {
    let later = "UPDATE erased SET day = ?2 WHERE customer_id = ?1 AND day > ?2";
    if tx.connection().execute(later, (id, day.0))? > 0 {
        let sql = "UPDATE customer SET do_not_call = ?2 WHERE id = ?1 AND do_not_call > ?2";
        tx.connection().execute(sql, (id, day.0))?;
        tx.unsettle(id);
    }
    Ok(())
}

/// Whether a column tells who somebody is.
fn is_own(column: &str) -> bool {
    !STAY.contains(&column) && !SHARED.contains(&column)
}

/// Every text of a customer's row that tells who they are.
fn texts(db: &Connection, id: CustomerId) -> rusqlite::Result<BTreeSet<String>> {
    let mut select = db.prepare("SELECT * FROM customer WHERE id = ?1")?;
    let columns: Vec<String> = select.column_names().map(str::to_owned).collect();
    select.query_row([id], |row| {
        let mut all = BTreeSet::new();
        for (at, name) in columns.iter().enumerate() {
            if let Value::Text(text) = row.get::<_, Value>(at)?
                && is_own(name)
            {
                all.insert(text);
            }
        }
        Ok(all)
    })
}

/// Gives every column what an empty row has; a new column is blanked by being there.
fn blank(db: &Connection, id: CustomerId, (uid, key): (&str, &str), day: Day) -> rusqlite::Result<()> {
    let mut columns =
        db.prepare("SELECT name, \"notnull\", dflt_value FROM pragma_table_info('customer')")?;
    let mut sets = Vec::new();
    let mut rows = columns.query([])?;
    while let Some(row) = rows.next()? {
        let (name, needed): (String, bool) = (row.get(0)?, row.get(1)?);
        if STAY.contains(&name.as_str()) {
            continue;
        }
        let value = match (name.as_str(), row.get::<_, Option<String>>(2)?) {
            ("code" | "name" | "name_key" | "do_not_call", _) => continue,
            ("archived", _) => "1".to_owned(),
            (_, Some(usual)) => usual,
            (_, None) if needed => "''".to_owned(),
            (_, None) => "NULL".to_owned(),
        };
        sets.push(format!("{name} = {value}"));
    }
    drop(rows);
    drop(columns);
    let sql = format!(
        "UPDATE customer SET {}, code = ?2, name = ?3, name_key = ?4, do_not_call = ?5, uid = ?6 WHERE id = ?1",
        sets.join(", ")
    );
    db.execute(&sql, (id, format!("{GONE}{key}"), NOTHING, name_key(NOTHING), day.0, uid))?;
    Ok(())
}

/// Every customer whose code tells them apart on every laptop, by key.
pub(in crate::store) fn by_key(db: &Connection) -> rusqlite::Result<HashMap<String, CustomerId>> {
    let mut select = db.prepare(
        "SELECT s.name, c.code, c.id, c.uid FROM customer c JOIN source s ON s.id = c.source_id
         UNION ALL SELECT s.name, m.code, m.keep_id, m.uid FROM merged m JOIN source s ON s.id = m.source_id",
    )?;
    let (mut all, mut renamed) = (HashMap::new(), HashMap::new());
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        match key_of_uid(&row.get::<_, String>(3)?) {
            Some(key) => drop(renamed.insert(key, row.get(2)?)),
            None => {
                all.insert(hash_of(&row.get::<_, String>(0)?, &row.get::<_, String>(1)?), row.get(2)?);
            }
        }
    }
    // Whoever had a code first is meant by it.
    all.extend(renamed);
    Ok(all)
}

/// Erases here whom the other file has erased: their keys, day and author. Used where an old backup takes its place.
pub(in crate::store) fn erase_again(
    tx: &mut Tx<'_>,
    erased: &[(String, Day, String)],
) -> Result<u64, StoreError> {
    let known = by_key(tx.connection())?;
    let mut people: BTreeMap<CustomerId, (Day, String, Vec<String>)> = BTreeMap::new();
    for (key, day, author) in erased {
        if let Some(id) = known.get(key) {
            people.entry(*id).or_insert_with(|| (*day, author.clone(), Vec::new())).2.push(key.clone());
        }
    }
    let mut count = 0;
    for (id, (day, author, keys)) in people {
        if !is_erased(tx.connection(), id)? {
            erase(tx, id, (day, &author), &keys)?;
            count += 1;
        }
    }
    Ok(count)
}

/// Keys, days and authors of everybody who was erased here.
pub(in crate::store) fn all(db: &Connection) -> rusqlite::Result<Vec<(String, Day, String)>> {
    let mut select = db.prepare("SELECT key, day, author FROM erased ORDER BY key")?;
    select.query_map([], |r| Ok((r.get(0)?, Day(r.get(1)?), r.get(2)?)))?.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::schema::migrate;

    /// Tables that name a customer and stay: sales, what is counted, and the journal, which is scrubbed.
    const STAYS: [&str; 7] =
        ["purchase", "offer", "fact", "campaign_member", "change_customer", "erased", "merged"];

    #[test]
    fn every_table_that_names_a_customer_goes_or_stays_for_a_reason() {
        let mut db = Connection::open_in_memory().unwrap();
        migrate(&mut db).unwrap();
        let mut tables = db
            .prepare(
                "SELECT DISTINCT m.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c
                 WHERE m.type = 'table' AND m.sql NOT LIKE 'CREATE VIRTUAL%' AND m.name NOT LIKE 'words%'
                   AND c.name IN ('customer_id', 'keep_id') ORDER BY 1",
            )
            .unwrap();
        let found: Vec<String> =
            tables.query_map([], |r| r.get(0)).unwrap().collect::<Result<_, _>>().unwrap();
        let unknown: Vec<&String> = found
            .iter()
            .filter(|table| !GO.contains(&table.as_str()) && !STAYS.contains(&table.as_str()))
            .collect();
        assert!(unknown.is_empty(), "what becomes of {unknown:?} when somebody is erased?");
        assert!(GO.iter().all(|table| found.iter().any(|known| known == table)), "{found:?}");
    }
}
