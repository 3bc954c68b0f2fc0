//! Codes of customers and numbers of documents, as offers have theirs: what a laptop gave or a person wrote is what is
//! wanted, and of several who want one the one with the smallest uid has it, the others the beginning of theirs behind it.
//! A record without a uid is the one its source means by that code. It follows from all records there are, so it is the
//! same on every laptop, whoever was heard first.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension};

use super::apply::{int, text, unfit};
use crate::domain::base::names::tidy;
use crate::store::error::StoreError;
use crate::store::journal::{Table, Tx};
use crate::store::origin;

/// How much of a uid stands behind a code that another record has: as little as tells it apart.
pub(super) const LETTERS: [usize; 4] = [4, 8, 16, 1 << 20];

/// A code without what tells it apart from the same code of another laptop.
pub(super) fn given<'n>(code: &'n str, uid: &str) -> &'n str {
    if uid.is_empty() {
        return code;
    }
    let ends = LETTERS.iter().rev().map(|letters| beginning(uid, *letters));
    let without = ends.into_iter().find_map(|end| code.strip_suffix(end)?.strip_suffix('-'));
    without.filter(|code| !code.is_empty()).unwrap_or(code)
}

pub(super) fn beginning(uid: &str, letters: usize) -> &str {
    uid.char_indices().nth(letters).map_or(uid, |(at, _)| &uid[..at])
}

/// The column of a table that holds the code.
pub(super) fn column(table: Table) -> &'static str {
    if table == Table::Purchase { "number" } else { "code" }
}

/// Whoever else has a code in a source: row id and uid.
fn holder(
    db: &Connection,
    table: Table,
    source: i64,
    code: &str,
    but: &str,
) -> rusqlite::Result<Option<(i64, String)>> {
    let sql = format!(
        "SELECT id, uid FROM {} WHERE source_id = ?1 AND {} = ?2 AND (uid <> ?3 OR uid = '')",
        table.name(),
        column(table)
    );
    let mut query = db.prepare_cached(&sql)?;
    query.query_row((source, code, but), |r| Ok((r.get(0)?, r.get(1)?))).optional()
}

/// The code under which a record is written for now: the one it wants where nobody has it, or where whoever has it steps
/// aside; else one of its own. [`settle`] decides when everything is there.
pub(super) fn claim(
    tx: &mut Tx<'_>,
    table: Table,
    source: i64,
    (code, uid): (&str, &str),
) -> Result<String, StoreError> {
    let code = tidy(code);
    if code.is_empty() {
        return Err(unfit("code"));
    }
    match holder(tx.connection(), table, source, &code, uid)? {
        Some((id, other)) if uid.is_empty() && !other.is_empty() => {
            let aside = text(format!("{code}-{other}"));
            tx.update(table, &[int(id)], &[(column(table), aside)])?;
            Ok(code)
        }
        Some(_) if uid.is_empty() => Err(unfit("code")),
        Some(_) => Ok(format!("{code}-{uid}")),
        None => Ok(code),
    }
}

/// A record with a uid, and the code it has.
struct Claim {
    id: i64,
    uid: String,
    code: String,
    customer: Option<i64>,
}

/// Gives every customer and document the code that follows from all of them; answers whose changed.
pub(super) fn settle(tx: &mut Tx<'_>) -> Result<BTreeSet<i64>, StoreError> {
    let mut touched = BTreeSet::new();
    for (table, sql) in [
        (Table::Customer, "SELECT source_id, code, uid, id, id FROM customer WHERE uid <> ''"),
        (Table::Purchase, "SELECT source_id, number, uid, id, customer_id FROM purchase WHERE uid <> ''"),
    ] {
        let mut wanted: BTreeMap<(i64, String), Vec<Claim>> = BTreeMap::new();
        {
            let mut query = tx.connection().prepare_cached(sql)?;
            let mut rows = query.query([])?;
            while let Some(row) = rows.next()? {
                let (source, code, uid): (i64, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
                let want = given(&code, &uid).to_owned();
                let claim = Claim { id: row.get(3)?, uid, code, customer: row.get(4)? };
                wanted.entry((source, want)).or_default().push(claim);
            }
        }
        let aliases = if table == Table::Customer { aliases(tx.connection())? } else { BTreeSet::new() };
        for ((source, want), mut claims) in wanted {
            let is_alias = aliases.contains(&(source, first_of(tx.connection(), source, &want)?));
            // Where each has what it wants nothing is to be settled.
            if !is_alias && claims.iter().all(|claim| claim.code == want) {
                continue;
            }
            claims.sort_by(|a, b| a.uid.cmp(&b.uid));
            let plain = is_alias || holder_without_uid(tx.connection(), table, source, &want)?;
            // The plain code goes last, when whoever had it has stepped aside.
            for (at, claim) in claims.iter().enumerate().rev() {
                let own = if at == 0 && !plain {
                    want.clone()
                } else {
                    own(tx.connection(), table, source, &want, &claim.uid)?
                };
                if own != claim.code {
                    tx.update(table, &[int(claim.id)], &[(column(table), text(own))])?;
                    touched.extend(claim.customer);
                }
            }
        }
    }
    step_aside(tx)?;
    Ok(touched)
}

/// A code that a program gave or a person edited means the customer who has it, and nobody who was joined to another.
fn step_aside(tx: &mut Tx<'_>) -> Result<(), StoreError> {
    let found: Vec<(i64, String, String)> = tx
        .connection()
        .prepare_cached(
            "SELECT m.id, m.code, m.uid FROM merged m JOIN customer c ON c.source_id = m.source_id AND c.code = m.code \
             WHERE m.uid <> ''",
        )?
        .query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?
        .collect::<Result<_, _>>()?;
    for (id, code, uid) in found {
        tx.update(Table::Merged, &[int(id)], &[("code", text(format!("{code}-{uid}")))])?;
    }
    Ok(())
}

/// What whoever was joined to another and came with a code is called, by source: files still mean them by that code. Codes
/// that a program gave or a person edited stand in no file.
fn aliases(db: &Connection) -> Result<BTreeSet<(i64, String)>, StoreError> {
    let mut query = db.prepare(
        "SELECT m.source_id, s.name, m.code, m.uid FROM merged m JOIN source s ON s.id = m.source_id \
         WHERE m.uid = '' OR m.uid GLOB 'n*'",
    )?;
    let mut rows = query.query([])?;
    let mut all = BTreeSet::new();
    while let Some(row) = rows.next()? {
        let uid: String = row.get(3)?;
        let first = match origin::figures(&uid) {
            Some(_) => uid,
            None => origin::first(&row.get::<_, String>(1)?, &row.get::<_, String>(2)?),
        };
        all.insert((row.get(0)?, first));
    }
    Ok(all)
}

fn first_of(db: &Connection, source: i64, code: &str) -> rusqlite::Result<String> {
    let mut query = db.prepare_cached("SELECT name FROM source WHERE id = ?1")?;
    query.query_row([source], |r| Ok(origin::first(&r.get::<_, String>(0)?, code)))
}

/// Whether a record without a uid has this code.
fn holder_without_uid(db: &Connection, table: Table, source: i64, code: &str) -> rusqlite::Result<bool> {
    let sql = format!(
        "SELECT 1 FROM {} WHERE source_id = ?1 AND {} = ?2 AND uid = ''",
        table.name(),
        column(table)
    );
    db.prepare_cached(&sql)?.exists((source, code))
}

/// The code with as much of the uid behind it as nobody else has.
fn own(db: &Connection, table: Table, source: i64, want: &str, uid: &str) -> Result<String, StoreError> {
    for letters in LETTERS {
        let own = format!("{want}-{}", beginning(uid, letters));
        if holder(db, table, source, &own, uid)?.is_none() {
            return Ok(own);
        }
    }
    Err(unfit("code"))
}
