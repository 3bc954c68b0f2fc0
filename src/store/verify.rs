//! Does the file hold what it promises? Pages, references, and every rule between rows that the schema cannot say.

use std::hash::{DefaultHasher, Hash, Hasher};

use rusqlite::Connection;
use rusqlite::types::ValueRef;

use crate::domain::people::quality::Datum;
use crate::store::ask::ChangeWords;
use crate::store::error::{StoreError, words};
use crate::store::facts;
use crate::store::journal::{Table, decode_all};
use crate::store::read::fields_defined;
use crate::store::schema::{foreign_key_check, integrity_check};

/// At most this many findings of one kind: a broken file has thousands of the same.
const LIMIT: usize = 20;

/// Something that is not as it must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// SQLite's own check of pages and indexes: its words.
    Integrity(String),
    /// A row that points to a row that is not there: tables.
    Reference(String),
    /// Facts of a customer that do not follow from their purchases and contacts: row id.
    Facts(i64),
    /// An amount that is not the sum of the document's lines: number of the document.
    Amount(String),
    /// A document that says it was voided by a person and is not void, or taken back with no such credit note:
    /// number.
    Status(String),
    /// A name key that another version of the sorting rules made: row id of the customer.
    NameKey(i64),
    /// A next contact with a minute or words and no day: row id of the customer.
    Next(i64),
    /// Given up on without a reason: row id of the customer.
    Definitive(i64),
    /// The index of words is not what notes, contacts and statements say: number of the entry.
    Words(i64),
    /// A value that its field cannot hold: row id of the customer.
    Value(i64),
    /// Somebody who was joined to another and is a customer all the same: row id they had.
    Merged(i64),
    /// Somebody whose data were erased and who has words all the same: row id.
    Erased(i64),
    /// A confirmed value of a field that cannot be confirmed: row id of the customer.
    Check(i64),
    /// A row of the journal that cannot be read: what is wrong.
    Journal(String),
}

impl Finding {
    /// The sentence: a text key with arguments.
    pub fn words(&self) -> ChangeWords {
        match self {
            Self::Integrity(what) => words("verify-integrity", [("what", what.clone())]),
            Self::Reference(what) => words("verify-reference", [("what", what.clone())]),
            Self::Facts(id) => words("verify-facts", [("id", id.to_string())]),
            Self::Amount(number) => words("verify-amount", [("number", number.clone())]),
            Self::Status(number) => words("verify-status", [("number", number.clone())]),
            Self::NameKey(id) => words("verify-name-key", [("id", id.to_string())]),
            Self::Next(id) => words("verify-next", [("id", id.to_string())]),
            Self::Definitive(id) => words("verify-definitive", [("id", id.to_string())]),
            Self::Words(id) => words("verify-words", [("id", id.to_string())]),
            Self::Value(id) => words("verify-value", [("id", id.to_string())]),
            Self::Merged(id) => words("verify-merged", [("id", id.to_string())]),
            Self::Erased(id) => words("verify-erased", [("id", id.to_string())]),
            Self::Check(id) => words("verify-check", [("id", id.to_string())]),
            Self::Journal(what) => words("verify-journal", [("what", what.clone())]),
        }
    }
}

/// Everything that is wrong; empty where all is well. Reads the whole file.
pub(in crate::store) fn verify(connection: &Connection) -> Result<Vec<Finding>, StoreError> {
    let mut found: Vec<Finding> =
        integrity_check(connection)?.into_iter().take(LIMIT).map(Finding::Integrity).collect();
    if !found.is_empty() {
        // Queries over broken pages answer nonsense.
        return Ok(found);
    }
    found.extend(foreign_key_check(connection)?.into_iter().take(LIMIT).map(Finding::Reference));
    found.extend(facts::wrong(connection, LIMIT)?.into_iter().map(Finding::Facts));
    found.extend(
        texts(
            connection,
            "SELECT p.number FROM purchase p JOIN (SELECT purchase_id, sum(amount) AS total FROM line GROUP BY 1) l
             ON l.purchase_id = p.id WHERE l.total <> p.amount",
        )?
        .into_iter()
        .map(Finding::Amount),
    );
    found.extend(
        texts(
            connection,
            "SELECT number FROM purchase WHERE (voided_from IS NOT NULL AND status <> 2)
                OR (reversed_on IS NOT NULL AND status = 1)",
        )?
        .into_iter()
        .map(Finding::Status),
    );
    found.extend(
        ids(
            connection,
            "SELECT id FROM customer WHERE next_day IS NULL AND (next_minute IS NOT NULL OR next_note <> '')",
        )?
        .into_iter()
        .map(Finding::Next),
    );
    found.extend(
        ids(
            connection,
            "SELECT customer_id FROM winback WHERE definitive_on IS NOT NULL AND reason IS NULL",
        )?
        .into_iter()
        .map(Finding::Definitive),
    );
    found.extend(
        ids(
            connection,
            "SELECT id FROM (SELECT id, text, customer_id FROM spoken EXCEPT SELECT rowid, text, customer_id FROM words)
             UNION
             SELECT rowid FROM (SELECT rowid, text, customer_id FROM words EXCEPT SELECT id, text, customer_id FROM spoken)",
        )?
        .into_iter()
        .map(Finding::Words),
    );
    found.extend(
        ids(
            connection,
            "SELECT m.id FROM merged m WHERE EXISTS (SELECT 1 FROM customer c WHERE c.id = m.id)
                OR EXISTS (SELECT 1 FROM customer c WHERE c.source_id = m.source_id AND c.code = m.code)
             UNION
             SELECT m.id FROM merged m WHERE m.id NOT IN (SELECT gone_id FROM joined UNION SELECT into_id FROM joined)",
        )?
        .into_iter()
        .map(Finding::Merged),
    );
    let erased = "SELECT DISTINCT e.customer_id FROM erased e JOIN customer c ON c.id = e.customer_id \
         WHERE c.name <> '—' OR c.archived = 0 OR c.do_not_call IS NULL \
         OR concat(c.contact, c.company, c.tax_id, c.phone, c.mobile, c.fax, c.email, c.address, c.city, c.next_note) <> '' \
         OR EXISTS (SELECT 1 FROM note n WHERE n.customer_id = c.id)";
    found.extend(ids(connection, erased)?.into_iter().map(Finding::Erased));
    let fields: Vec<String> = Datum::ALL.iter().map(|datum| format!("'{}'", datum.key())).collect();
    let unknown = format!("SELECT customer_id FROM field_check WHERE field NOT IN ({})", fields.join(", "));
    found.extend(ids(connection, &unknown)?.into_iter().map(Finding::Check));
    found.extend(values(connection)?);
    found.extend(name_keys(connection)?);
    found.extend(decode_all(connection, LIMIT)?.into_iter().map(Finding::Journal));
    Ok(found)
}

fn values(connection: &Connection) -> Result<Vec<Finding>, StoreError> {
    let decimals = super::write::settings::currency(connection)?.decimals;
    let mut found = Vec::new();
    for field in fields_defined(connection)? {
        let mut select = connection
            .prepare("SELECT customer_id, value FROM field_value WHERE field_id = ?1 ORDER BY customer_id")?;
        let mut rows = select.query([field.id])?;
        while let Some(row) = rows.next()? {
            let value: String = row.get(1)?;
            if found.len() < LIMIT && field.canonical(&value, decimals).as_ref() != Some(&value) {
                found.push(Finding::Value(row.get(0)?));
            }
        }
    }
    Ok(found)
}

fn name_keys(connection: &Connection) -> Result<Vec<Finding>, StoreError> {
    let mut select = connection.prepare("SELECT id, name, name_key FROM customer")?;
    let mut rows = select.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        if found.len() < LIMIT
            && super::collate::name_key(row.get_ref(1)?.as_str().unwrap_or_default())
                != row.get_ref(2)?.as_blob().unwrap_or_default()
        {
            found.push(Finding::NameKey(row.get(0)?));
        }
    }
    Ok(found)
}

fn texts(connection: &Connection, sql: &str) -> rusqlite::Result<Vec<String>> {
    connection.prepare(&format!("{sql} LIMIT {LIMIT}"))?.query_map([], |r| r.get(0))?.collect()
}

fn ids(connection: &Connection, sql: &str) -> rusqlite::Result<Vec<i64>> {
    connection.prepare(&format!("{sql} LIMIT {LIMIT}"))?.query_map([], |r| r.get(0))?.collect()
}

/// A number that is equal for equal portfolios: over every row and column of every table but the journal and the
/// drafts, facts included. Stable within one build, not kept anywhere.
pub(in crate::store) fn fingerprint(connection: &Connection) -> rusqlite::Result<u64> {
    let mut hasher = DefaultHasher::new();
    let tables = Table::ALL.iter().map(|t| (t.name(), t.key().join(", ")));
    for (name, key) in tables.chain([("fact", "customer_id".to_owned())]) {
        name.hash(&mut hasher);
        let mut select = connection.prepare(&format!("SELECT * FROM {name} ORDER BY {key}"))?;
        let columns = select.column_count();
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            for i in 0..columns {
                match row.get_ref(i)? {
                    ValueRef::Null => 0_u8.hash(&mut hasher),
                    ValueRef::Integer(n) => (1_u8, n).hash(&mut hasher),
                    ValueRef::Real(x) => (2_u8, x.to_bits()).hash(&mut hasher),
                    ValueRef::Text(bytes) => (3_u8, bytes).hash(&mut hasher),
                    ValueRef::Blob(bytes) => (4_u8, bytes).hash(&mut hasher),
                }
            }
        }
    }
    Ok(hasher.finish())
}

/// Rows of every table, by name: what a copy must have as well.
pub(in crate::store) fn row_counts(connection: &Connection) -> rusqlite::Result<Vec<(String, i64)>> {
    let names = connection
        .prepare(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
        )?
        .query_map([], |r| r.get::<_, String>(0))?
        .collect::<Result<Vec<_>, _>>()?;
    names
        .into_iter()
        .map(|name| {
            let n = connection.query_row(&format!("SELECT count(*) FROM \"{name}\""), [], |r| r.get(0))?;
            Ok((name, n))
        })
        .collect()
}
