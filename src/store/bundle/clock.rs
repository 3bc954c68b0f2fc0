//! When each field was written, from the journal: it knows every row that was touched, by whom and when, and what was
//! taken back. What came by a bundle was written elsewhere: its moment stands in `exchanged`.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{NaiveDateTime, TimeDelta};
use rusqlite::{Connection, OptionalExtension};

use super::shape::{CHILDREN, SCALARS, moment};
use super::wire::Identity;
use crate::domain::base::names::fold;
use crate::store::error::StoreError;
use crate::store::journal::{Image, RowKey, Value};

/// Key of the change that a bundle makes.
pub(in crate::store) const CHANGE: &str = "change-bundle";

/// Moments by owner (a customer, or 0) and field.
#[derive(Debug, Default)]
pub(super) struct Clock {
    times: HashMap<i64, BTreeMap<String, Time>>,
    bases: HashMap<i64, BTreeMap<String, String>>,
    touched: HashMap<i64, String>,
    touched_purchases: HashMap<i64, String>,
    touched_offers: HashMap<i64, String>,
    ranges: Vec<(i64, i64, String)>,
    purchase_ranges: Vec<(i64, i64, String)>,
    offer_ranges: Vec<(i64, i64, String)>,
    was: HashMap<i64, Vec<String>>,
}

#[derive(Clone, Debug, Default)]
struct Time {
    at: String,
    change: i64,
}

impl Clock {
    /// Reads the journal once.
    pub fn read(db: &Connection) -> Result<Self, StoreError> {
        let mut clock = Self::default();
        let mut exchanged = db.prepare("SELECT owner, field, at, base FROM exchanged")?;
        let mut rows = exchanged.query([])?;
        let mut known: HashMap<(i64, String), String> = HashMap::new();
        while let Some(row) = rows.next()? {
            let (owner, field): (i64, String) = (row.get(0)?, row.get(1)?);
            known.insert((owner, field.clone()), row.get(2)?);
            clock.bases.entry(owner).or_default().insert(field.clone(), row.get(3)?);
            clock.times.entry(owner).or_default().insert(field, Time { at: row.get(2)?, change: 0 });
        }
        let mut names = Names::read(db)?;
        let mut made: HashSet<(Made, i64)> = HashSet::new();
        let mut journal = db.prepare(
            "SELECT c.id, c.at, c.key, r.tbl, r.row_key, r.image FROM change c \
             JOIN change_row r ON r.change_id = c.id WHERE c.undone = 0 ORDER BY c.id, r.seq",
        )?;
        let mut rows = journal.query([])?;
        while let Some(row) = rows.next()? {
            let change =
                Change { id: row.get(0)?, at: row.get(1)?, bundle: row.get::<_, String>(2)? == CHANGE };
            let table: String = row.get(3)?;
            let key = RowKey::decode(&row.get::<_, Vec<u8>>(4)?)?;
            let image: Option<Vec<u8>> = row.get(5)?;
            let image = image.map(|bytes| Image::decode(&bytes)).transpose()?;
            let key = match key {
                RowKey::Range(from, to) => {
                    match table.as_str() {
                        "customer" => clock.ranges.push((from, to, change.at.clone())),
                        "purchase" => clock.purchase_ranges.push((from, to, change.at.clone())),
                        "offer" => clock.offer_ranges.push((from, to, change.at.clone())),
                        _ => {}
                    }
                    continue;
                }
                RowKey::One(key) => key,
            };
            if table == "exchanged" {
                // What was written here and not brought by a bundle: a number that works.
                if let (Some(Value::Integer(owner)), false) = (key.first(), change.bundle) {
                    clock.touch(*owner, &change);
                }
                if let [Value::Integer(owner), Value::Text(field)] = key.as_slice()
                    && let Some(at) = known.get(&(*owner, field.clone()))
                {
                    let time = Time { at: at.clone(), change: change.id };
                    clock.times.entry(*owner).or_default().insert(field.clone(), time);
                }
                continue;
            }
            clock.row(db, &change, &table, &key, image.as_ref(), &mut names, &mut made)?;
        }
        Ok(clock)
    }

    /// When a field was written; empty where it came with its record.
    pub fn at(&self, owner: i64, field: &str) -> &str {
        self.times.get(&owner).and_then(|t| t.get(field)).map_or("", |t| t.at.as_str())
    }

    /// Up to when the writing of others is known.
    pub fn base(&self, owner: i64, field: &str) -> &str {
        self.bases.get(&owner).and_then(|t| t.get(field)).map_or("", String::as_str)
    }

    /// Fields of an owner with a moment of their own, those that are gone too.
    pub fn fields(&self, owner: i64) -> impl Iterator<Item = &str> {
        self.times.get(&owner).into_iter().flat_map(|times| times.keys().map(String::as_str))
    }

    /// Codes a customer had before.
    pub fn was(&self, customer: i64) -> Vec<String> {
        self.was.get(&customer).cloned().unwrap_or_default()
    }

    /// Whether a customer was touched since a moment; anybody the journal does not know was not.
    pub fn is_since(&self, customer: i64, since: &str) -> bool {
        self.touched.get(&customer).is_some_and(|at| at.as_str() >= since)
            || in_ranges(&self.ranges, customer, since)
    }

    /// The same of a document.
    pub fn is_purchase_since(&self, purchase: i64, since: &str) -> bool {
        self.touched_purchases.get(&purchase).is_some_and(|at| at.as_str() >= since)
            || in_ranges(&self.purchase_ranges, purchase, since)
    }

    /// The same of an offer.
    pub fn is_offer_since(&self, offer: i64, since: &str) -> bool {
        self.touched_offers.get(&offer).is_some_and(|at| at.as_str() >= since)
            || in_ranges(&self.offer_ranges, offer, since)
    }

    #[expect(clippy::too_many_arguments, reason = "a row of the journal, taken apart in one place")]
    fn row(
        &mut self,
        db: &Connection,
        change: &Change,
        table: &str,
        key: &[Value],
        image: Option<&Image>,
        names: &mut Names,
        made: &mut HashSet<(Made, i64)>,
    ) -> Result<(), StoreError> {
        let Some(&Value::Integer(first)) = key.first() else { return Ok(()) };
        match table {
            "customer" => {
                self.touch(first, change);
                match image {
                    Some(Image::Part(columns)) => {
                        for (column, before) in columns {
                            if column == "code"
                                && let Value::Text(code) = before
                            {
                                self.was.entry(first).or_default().push(code.clone());
                            }
                            if let Some(field) = scalar_field(column) {
                                self.write(first, field, change);
                            }
                        }
                    }
                    _ => drop(made.insert((Made::Customer(first), change.id))),
                }
            }
            "customer_label" | "field_value" => {
                self.touch(first, change);
                if let Some(&Value::Integer(second)) = key.get(1)
                    && !made.contains(&(Made::Customer(first), change.id))
                    && let Some(field) = names.field(table, second)
                {
                    self.write(first, &field, change);
                }
            }
            "wrong_phone" => {
                self.touch(first, change);
                if let Some(Value::Text(phone)) = key.get(1) {
                    self.write(first, &format!("wrong:{phone}"), change);
                }
            }
            "winback" => {
                self.touch(first, change);
                self.write(first, "winback", change);
            }
            "label" | "field" => {
                if let Some(Image::Row(columns)) = image {
                    names.learn(table, first, columns);
                }
                if table == "label"
                    && matches!(image, Some(Image::Part(_)))
                    && let Some(field) = names.field("customer_label", first)
                {
                    self.write(0, &field, change);
                }
            }
            "purchase" | "line" => {
                self.touched_purchases.insert(first, change.at.clone());
                if table == "purchase" && image.is_none() {
                    made.insert((Made::Purchase(first), change.id));
                } else if !made.contains(&(Made::Purchase(first), change.id))
                    && let Some(id) = purchase_identity(db, first)?
                {
                    self.write(0, &format!("purchase:{}", id.key()), change);
                }
            }
            "offer" | "offer_line" | "offer_version" => {
                self.touched_offers.insert(first, change.at.clone());
                if table == "offer" && image.is_none() {
                    made.insert((Made::Offer(first), change.id));
                } else if !made.contains(&(Made::Offer(first), change.id))
                    && let Some(uid) = super::offers::uid_of(db, first)?
                {
                    self.write(0, &format!("offer:{uid}"), change);
                }
            }
            "corrective_action" => {
                if image.is_none() {
                    made.insert((Made::Action(first), change.id));
                } else if !made.contains(&(Made::Action(first), change.id))
                    && let Some(uid) = super::actions::uid_of(db, first)?
                {
                    self.write(0, &format!("action:{uid}"), change);
                }
            }
            _ => self.child(db, change, table, first, image)?,
        }
        Ok(())
    }

    fn child(
        &mut self,
        db: &Connection,
        change: &Change,
        table: &str,
        id: i64,
        image: Option<&Image>,
    ) -> Result<(), StoreError> {
        let Some(child) = CHILDREN.iter().find(|c| c.table.name() == table) else { return Ok(()) };
        let found: Option<(i64, String)> = match image {
            Some(Image::Row(columns)) => {
                let of = |name: &str| columns.iter().find(|(n, _)| n == name).map(|(_, v)| v);
                match (of("customer_id"), of("uid")) {
                    (Some(Value::Integer(customer)), Some(Value::Text(uid))) => {
                        Some((*customer, uid.clone()))
                    }
                    _ => None,
                }
            }
            _ => db
                .prepare_cached(&format!("SELECT customer_id, uid FROM {table} WHERE id = ?1"))?
                .query_row([id], |r| Ok((r.get(0)?, r.get(1)?)))
                .optional()?,
        };
        let Some((customer, uid)) = found else { return Ok(()) };
        self.touch(customer, change);
        // A record begins with its moment empty; only what is changed or gone has one.
        if image.is_some() && !uid.is_empty() {
            self.write(customer, &format!("{}:{uid}", child.name), change);
        }
        Ok(())
    }

    fn touch(&mut self, customer: i64, change: &Change) {
        self.touched.insert(customer, change.at.clone());
    }

    /// A field was written here. Never before what was written last, whatever the clocks of two machines say.
    fn write(&mut self, owner: i64, field: &str, change: &Change) {
        if change.bundle {
            return;
        }
        let time = self.times.entry(owner).or_default().entry(field.to_owned()).or_default();
        // A moment that came by a bundle counts from the change that brought it: one not met yet is still to come.
        let pending = time.change == 0 && !time.at.is_empty();
        if pending || time.change == change.id {
            return;
        }
        let at = if time.at >= change.at { after(&time.at) } else { change.at.clone() };
        *time = Time { at, change: change.id };
    }
}

/// A record that began in a change: what that change writes of it is no edit.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Made {
    Customer(i64),
    Purchase(i64),
    Offer(i64),
    Action(i64),
}

struct Change {
    id: i64,
    at: String,
    bundle: bool,
}

/// A second later; the first moment of all where there is none.
pub(super) fn after(at: &str) -> String {
    let later = moment(at).map_or_else(NaiveDateTime::default, |at| at + TimeDelta::seconds(1));
    later.format("%Y-%m-%dT%H:%M:%S").to_string()
}

fn in_ranges(ranges: &[(i64, i64, String)], id: i64, since: &str) -> bool {
    ranges.iter().any(|(from, to, at)| (*from..=*to).contains(&id) && at.as_str() >= since)
}

/// The field a column of a customer belongs to.
fn scalar_field(column: &str) -> Option<&'static str> {
    if column.starts_with("next_") {
        return Some("next");
    }
    SCALARS.iter().find(|(name, _)| *name == column).map(|(name, _)| *name)
}

/// Names of labels and keys of fields by their row ids, of those that are gone too.
struct Names {
    labels: HashMap<i64, String>,
    fields: HashMap<i64, String>,
}

impl Names {
    fn read(db: &Connection) -> Result<Self, StoreError> {
        let all = |sql: &str| -> Result<HashMap<i64, String>, StoreError> {
            let mut query = db.prepare(sql)?;
            Ok(query.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<Result<_, _>>()?)
        };
        let mut names =
            Self { labels: all("SELECT id, folded FROM label")?, fields: all("SELECT id, key FROM field")? };
        // What is gone is known by the image of its last row, which stands after the rows that name it.
        let mut gone = db.prepare(
            "SELECT r.tbl, r.row_key, r.image FROM change c JOIN change_row r ON r.change_id = c.id \
             WHERE c.undone = 0 AND r.tbl IN ('label', 'field') AND r.image IS NOT NULL",
        )?;
        let mut rows = gone.query([])?;
        while let Some(row) = rows.next()? {
            let image = Image::decode(&row.get::<_, Vec<u8>>(2)?)?;
            let key = RowKey::decode(&row.get::<_, Vec<u8>>(1)?)?;
            if let (Image::Row(columns), RowKey::One(key)) = (image, key)
                && let Some(&Value::Integer(id)) = key.first()
            {
                names.learn(&row.get::<_, String>(0)?, id, &columns);
            }
        }
        Ok(names)
    }

    fn learn(&mut self, table: &str, id: i64, columns: &[(String, Value)]) {
        let of = |name: &str| match columns.iter().find(|(n, _)| n == name) {
            Some((_, Value::Text(text))) => Some(text.clone()),
            _ => None,
        };
        if table == "label" {
            if let Some(name) = of("name") {
                self.labels.entry(id).or_insert_with(|| fold(&name));
            }
        } else if let Some(key) = of("key") {
            self.fields.entry(id).or_insert(key);
        }
    }

    fn field(&self, table: &str, id: i64) -> Option<String> {
        if table == "customer_label" {
            self.labels.get(&id).map(|name| format!("label:{name}"))
        } else {
            self.fields.get(&id).map(|key| format!("custom:{key}"))
        }
    }
}

/// Which document a row is.
pub(super) fn purchase_identity(db: &Connection, id: i64) -> Result<Option<Identity>, StoreError> {
    Ok(db
        .prepare_cached(
            "SELECT s.name, p.number, p.uid FROM purchase p JOIN source s ON s.id = p.source_id WHERE p.id = ?1",
        )?
        .query_row([id], |r| Ok(Identity { source: r.get(0)?, code: r.get(1)?, uid: r.get(2)? }))
        .optional()?)
}
