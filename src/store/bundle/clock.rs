//! When each field was written, from the journal: it knows every row that was touched, by whom and when, and what was
//! taken back. What came by a bundle was written elsewhere: its moment stands in `exchanged`.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};

use chrono::{NaiveDateTime, TimeDelta};
use rusqlite::{Connection, OptionalExtension};

use super::pairs::{identity_of, pair_field};
use super::shape::{CHILDREN, SCALARS, is_child, moment};
use super::wire::Identity;
use crate::domain::base::names::fold;
use crate::store::error::StoreError;
use crate::store::journal::{Image, RowKey, Table, Value};
use crate::store::origin;
use crate::store::write::merge::Told;

/// Key of the change that a bundle makes.
pub(in crate::store) const CHANGE: &str = "change-bundle";

/// Whose the moments of notes, contacts… are, whoever they hang on: they go along with whoever is joined to another.
const CHILD: i64 = -1;

/// Moments by owner (a customer, or 0) and field.
#[derive(Debug, Default)]
pub(super) struct Clock {
    times: HashMap<i64, BTreeMap<String, Time>>,
    bases: HashMap<i64, BTreeMap<String, String>>,
    touched: HashMap<i64, String>,
    touched_purchases: HashMap<i64, String>,
    touched_offers: HashMap<i64, String>,
    touched_campaigns: HashMap<String, String>,
    /// When the newest version of a scale was saved.
    newest_scale: String,
    ranges: Vec<(i64, i64, String)>,
    purchase_ranges: Vec<(i64, i64, String)>,
    offer_ranges: Vec<(i64, i64, String)>,
    was: BTreeMap<(bool, i64), Vec<String>>,
    /// Records whose code became another one before that gave them a uid: source, code they have, uid they would have.
    renamed: Vec<Renamed>,
    /// Records that hang on a customer and have a moment.
    children: HashMap<i64, BTreeSet<String>>,
    /// The newest join that is known at this place of the journal: what is written after it is later.
    joined: String,
    /// Moments of joins that were forgotten, or said otherwise, later in the journal.
    forgotten: HashMap<(i64, i64), VecDeque<String>>,
}

/// A record of a file that is older than the uids of those whose code becomes another one.
#[derive(Debug)]
pub(super) struct Renamed {
    pub table: Table,
    pub id: i64,
    source: String,
    code: String,
    pub uid: String,
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
            let field = of_one_record(field);
            let owner = clock.place(owner, &field);
            let (at, base): (String, String) = (row.get(2)?, row.get(3)?);
            let held = known.entry((owner, field.clone())).or_default();
            *held = at.max(std::mem::take(held));
            let known_to = clock.bases.entry(owner).or_default().entry(field.clone()).or_default();
            *known_to = base.max(std::mem::take(known_to));
            clock.times.entry(owner).or_default().insert(field, Time { at: held.clone(), change: 0 });
        }
        clock.forgotten = forgotten(db)?;
        let mut names = Names::read(db)?;
        let mut made: HashSet<(Made, i64)> = HashSet::new();
        let mut journal = db.prepare(
            "SELECT c.id, c.at, c.key, r.tbl, r.row_key, r.image FROM change c \
             JOIN change_row r ON r.change_id = c.id WHERE c.undone = 0 ORDER BY c.id, r.seq",
        )?;
        let mut rows = journal.query([])?;
        while let Some(row) = rows.next()? {
            let key: String = row.get(2)?;
            if key.is_empty() {
                // The change that is being made.
                continue;
            }
            let kind = match key.as_str() {
                CHANGE => Kind::Bundle,
                "change-merge" => Kind::Merge,
                "change-unmerge" => Kind::Unmerge,
                _ => Kind::Edit,
            };
            let change = Change { id: row.get(0)?, at: row.get(1)?, kind };
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
                if let (Some(Value::Integer(owner)), true) = (key.first(), change.kind == Kind::Edit) {
                    clock.touch(*owner, &change);
                }
                if let [Value::Integer(owner), Value::Text(field)] = key.as_slice() {
                    let field = of_one_record(field.clone());
                    let owner = clock.place(*owner, &field);
                    if let Some(at) = known.get(&(owner, field.clone())) {
                        let time = Time { at: at.clone(), change: change.id };
                        clock.times.entry(owner).or_default().insert(field, time);
                    }
                }
                continue;
            }
            clock.row(db, &change, &table, &key, image.as_ref(), &mut names, &mut made)?;
        }
        clock.renamed = renamed(db, &clock.was)?;
        Ok(clock)
    }

    /// Under whom the moments of a field stand.
    fn place(&mut self, owner: i64, field: &str) -> i64 {
        if !is_child(field) {
            return owner;
        }
        self.children.entry(owner).or_default().insert(field.to_owned());
        CHILD
    }

    /// Records whose code became another one before that gave them a uid.
    pub fn renamed(&self) -> &[Renamed] {
        &self.renamed
    }

    /// What a record of a table is called that has source and code alone.
    pub fn name(&self, table: Table, identity: &mut Identity) {
        if !identity.uid.is_empty() {
            return;
        }
        let is_it = |r: &&Renamed| r.table == table && r.source == identity.source && r.code == identity.code;
        if let Some(renamed) = self.renamed.iter().find(is_it) {
            identity.uid.clone_from(&renamed.uid);
        }
    }

    /// When a field was written; empty where it came with its record.
    pub fn at(&self, owner: i64, field: &str) -> &str {
        let owner = if is_child(field) { CHILD } else { owner };
        self.times.get(&owner).and_then(|t| t.get(field)).map_or("", |t| t.at.as_str())
    }

    /// Up to when the writing of others is known.
    pub fn base(&self, owner: i64, field: &str) -> &str {
        let owner = if is_child(field) { CHILD } else { owner };
        self.bases.get(&owner).and_then(|t| t.get(field)).map_or("", String::as_str)
    }

    /// A field of somebody was written at a moment that the journal does not tell yet.
    pub fn learn(&mut self, (owner, field, at): &Told) {
        self.times.entry(*owner).or_default().entry((*field).to_owned()).or_default().at.clone_from(at);
    }

    /// Of somebody whose data were erased no moment is known.
    pub fn forget(&mut self, owner: i64) {
        self.times.remove(&owner);
        self.bases.remove(&owner);
        self.children.remove(&owner);
    }

    /// Fields of an owner with a moment of their own, those that are gone too.
    pub fn fields(&self, owner: i64) -> impl Iterator<Item = &str> {
        let own = self.times.get(&owner).into_iter().flat_map(|times| times.keys());
        own.chain(self.children.get(&owner).into_iter().flatten()).map(String::as_str)
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

    /// The same of a campaign, by its uid: its words, or what anybody is in it.
    pub fn is_campaign_since(&self, uid: &str, since: &str) -> bool {
        self.touched_campaigns.get(uid).is_some_and(|at| at.as_str() >= since)
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
        if matches!(change.kind, Kind::Merge | Kind::Unmerge) {
            // What else was written follows from what everybody says by themselves.
            match (table, image) {
                ("customer", _) => self.touch(first, change),
                ("joined", _) => self.joined(db, change, key, image)?,
                ("different", None) if change.kind == Kind::Unmerge => self.different(db, change, key)?,
                _ => {}
            }
            return Ok(());
        }
        match table {
            "customer" => {
                self.touch(first, change);
                match image {
                    Some(Image::Part(columns)) => {
                        for (column, before) in columns {
                            if column == "code"
                                && let Value::Text(code) = before
                            {
                                self.was.entry((true, first)).or_default().push(code.clone());
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
            "field_check" => {
                self.touch(first, change);
                if let Some(Value::Text(field)) = key.get(1) {
                    self.write(first, &format!("check:{field}"), change);
                }
            }
            "label" | "field" => {
                let of = if table == "label" { "customer_label" } else { "field_value" };
                if let Some(field) = names.field(of, first) {
                    // A new one is as old as its file, but for one of that name which was deleted before.
                    let is_again = image.is_none() && !self.at(0, &field).is_empty();
                    if is_again || image.is_some() {
                        self.write(0, &field, change);
                    }
                }
                if matches!(image, Some(Image::Row(_))) {
                    names.leave(if table == "label" { "label" } else { "field" }, first);
                }
            }
            "purchase" | "line" => {
                self.touched_purchases.insert(first, change.at.clone());
                if let (Some(Image::Part(columns)), "purchase") = (image, table) {
                    for (column, before) in columns {
                        if let ("number", Value::Text(number)) = (column.as_str(), before) {
                            self.was.entry((false, first)).or_default().push(number.clone());
                        }
                    }
                }
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
            "product" => {
                let touches = |columns: &[(String, Value)]| {
                    columns.iter().any(|(column, _)| matches!(column.as_str(), "discontinued" | "launched"))
                };
                if let Some(Image::Part(columns)) = image
                    && touches(columns)
                    && let Some((source, code)) = product(db, first)?
                {
                    self.write(0, &super::products::field(&source, &code), change);
                }
            }
            "scale" => {
                if image.is_none()
                    && let Some(uid) = scale(db, first)?
                {
                    self.saved(&uid, change);
                }
            }
            "segment" | "segment_member" => {
                if let Some(Image::Part(columns)) = image
                    && let Some((_, Value::Text(before))) =
                        columns.iter().find(|(column, _)| column == "folded")
                {
                    self.write(0, &super::segments::field(before), change);
                }
                if let Some(folded) = names.of("segment", first) {
                    self.write(0, &super::segments::field(folded), change);
                }
                if let (Some(Image::Row(_)), "segment") = (image, table) {
                    names.leave("segment", first);
                }
            }
            "campaign" => {
                let Some(uid) = names.of("campaign", first).cloned() else { return Ok(()) };
                if matches!(image, Some(Image::Row(_))) {
                    names.leave("campaign", first);
                }
                self.touched_campaigns.insert(uid.clone(), change.at.clone());
                if image.is_some() {
                    self.write(0, &super::campaigns::field(&uid), change);
                }
            }
            "campaign_member" => {
                if let (Some(&Value::Integer(customer)), Some(uid)) =
                    (key.get(1), names.of("campaign", first))
                {
                    self.touch(customer, change);
                    self.touched_campaigns.insert(uid.clone(), change.at.clone());
                    self.write(customer, &super::campaigns::field(uid), change);
                }
            }
            "joined" => self.joined(db, change, key, image)?,
            "different" => self.different(db, change, key)?,
            _ => self.child(db, change, table, first, image)?,
        }
        Ok(())
    }

    /// Two are one, or are said to be two.
    fn joined(
        &mut self,
        db: &Connection,
        change: &Change,
        key: &[Value],
        image: Option<&Image>,
    ) -> Result<(), StoreError> {
        let [Value::Integer(gone), Value::Integer(into)] = key else { return Ok(()) };
        let later = self.forgotten.entry((*gone, *into)).or_default();
        let at = match (image, later.front()) {
            (Some(_), _) => later.pop_front(),
            (None, Some(at)) => Some(at.clone()),
            (None, None) => db
                .prepare_cached("SELECT at FROM joined WHERE gone_id = ?1 AND into_id = ?2")?
                .query_row((gone, into), |r| r.get(0))
                .optional()?,
        };
        self.joined = std::mem::take(&mut self.joined).max(at.unwrap_or_default());
        if image.is_some() { self.different(db, change, key) } else { Ok(()) }
    }

    /// Something was said of a pair.
    fn different(&mut self, db: &Connection, change: &Change, key: &[Value]) -> Result<(), StoreError> {
        if let [Value::Integer(one), Value::Integer(other)] = key
            && let (Some(one), Some(other)) = (identity_of(db, *one)?, identity_of(db, *other)?)
        {
            self.write(0, &pair_field([&one, &other]), change);
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

    /// A version of a scale was saved here: after every other one, whatever the clocks of two machines say.
    fn saved(&mut self, uid: &str, change: &Change) {
        let field = super::scales::field(uid);
        if change.kind != Kind::Bundle {
            let at =
                if self.newest_scale >= change.at { after(&self.newest_scale) } else { change.at.clone() };
            let time = Time { at, change: change.id };
            self.times.entry(0).or_default().insert(field.clone(), time);
        }
        let at = self.at(0, &field).to_owned();
        if at > self.newest_scale {
            self.newest_scale = at;
        }
    }

    /// A field was written here. Never before what was written last, whatever the clocks of two machines say.
    fn write(&mut self, owner: i64, field: &str, change: &Change) {
        if change.kind == Kind::Bundle {
            return;
        }
        let owner = self.place(owner, field);
        let time = self.times.entry(owner).or_default().entry(field.to_owned()).or_default();
        // A moment that came by a bundle counts from the change that brought it: one not met yet is still to come.
        let pending = time.change == 0 && !time.at.is_empty();
        if pending || time.change == change.id {
            return;
        }
        let before = time.at.as_str().max(&self.joined);
        let at = if before >= change.at.as_str() { after(before) } else { change.at.clone() };
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
    kind: Kind,
}

/// What its rows tell of who wrote them: somebody here; somebody elsewhere; nobody, since they follow from who is joined.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Edit,
    Bundle,
    Merge,
    Unmerge,
}

/// A second later; the first moment of all where there is none, and the last one where there is no later one.
pub(in crate::store) fn after(at: &str) -> String {
    let later = moment(at).map_or_else(NaiveDateTime::default, |at| at + TimeDelta::seconds(1));
    let later = later.format("%Y-%m-%dT%H:%M:%S").to_string();
    if moment(&later).is_some() { later } else { at.to_owned() }
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

/// What rows are called on every laptop by their row ids: labels, fields, segments, campaigns; those that are gone too. A row
/// id may be another one's afterwards.
struct Names {
    present: HashMap<(&'static str, i64), String>,
    gone: HashMap<(&'static str, i64), VecDeque<String>>,
}

/// Tables whose rows are called by something else than their row id.
const NAMED: [&str; 4] = ["label", "field", "segment", "campaign"];

impl Names {
    fn read(db: &Connection) -> Result<Self, StoreError> {
        let campaigns = format!("SELECT g.id, {} FROM campaign g", super::campaigns::NAMED);
        let all = [
            "SELECT id, folded FROM label",
            "SELECT id, key FROM field",
            "SELECT id, folded FROM segment",
            campaigns.as_str(),
        ];
        let mut names = Self { present: HashMap::new(), gone: HashMap::new() };
        for (table, sql) in NAMED.into_iter().zip(all) {
            let mut query = db.prepare(sql)?;
            for row in query.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))? {
                let (id, name) = row?;
                names.present.insert((table, id), name);
            }
        }
        // What is gone is known by the image of its last row, which stands after the rows that name it.
        let mut gone = db.prepare(
            "SELECT r.tbl, r.row_key, r.image FROM change c JOIN change_row r ON r.change_id = c.id \
             WHERE c.undone = 0 AND r.tbl IN ('label', 'field', 'segment', 'campaign') AND r.image IS NOT NULL \
             ORDER BY c.id, r.seq",
        )?;
        let mut rows = gone.query([])?;
        while let Some(row) = rows.next()? {
            let image = Image::decode(&row.get::<_, Vec<u8>>(2)?)?;
            let key = RowKey::decode(&row.get::<_, Vec<u8>>(1)?)?;
            let of: String = row.get(0)?;
            if let (Image::Row(columns), RowKey::One(key)) = (image, key)
                && let Some(&Value::Integer(id)) = key.first()
                && let Some(table) = NAMED.into_iter().find(|table| *table == of)
            {
                names.gone.entry((table, id)).or_default().push_back(called(table, id, &columns));
            }
        }
        Ok(names)
    }

    /// What a row is called at this place of the journal.
    fn of(&self, table: &'static str, id: i64) -> Option<&String> {
        let gone = self.gone.get(&(table, id)).and_then(VecDeque::front);
        gone.or_else(|| self.present.get(&(table, id)))
    }

    /// From here on the row is gone.
    fn leave(&mut self, table: &'static str, id: i64) {
        if let Some(gone) = self.gone.get_mut(&(table, id)) {
            gone.pop_front();
        }
    }

    fn field(&self, table: &str, id: i64) -> Option<String> {
        if table == "customer_label" {
            self.of("label", id).map(|name| super::labels::field(name))
        } else {
            self.of("field", id).map(|key| super::own_fields::field(key))
        }
    }
}

/// Moments of joins by who goes and who stays, in the order in which they went.
fn forgotten(db: &Connection) -> Result<HashMap<(i64, i64), VecDeque<String>>, StoreError> {
    let mut all: HashMap<(i64, i64), VecDeque<String>> = HashMap::new();
    let mut gone = db.prepare(
        "SELECT r.image FROM change c JOIN change_row r ON r.change_id = c.id \
         WHERE c.undone = 0 AND r.tbl = 'joined' AND r.image IS NOT NULL ORDER BY c.id, r.seq",
    )?;
    let mut rows = gone.query([])?;
    while let Some(row) = rows.next()? {
        let Image::Row(columns) = Image::decode(&row.get::<_, Vec<u8>>(0)?)? else { continue };
        let of = |name: &str| columns.iter().find(|(n, _)| n == name).map(|(_, value)| value);
        if let (Some(Value::Integer(gone)), Some(Value::Integer(into)), Some(Value::Text(at))) =
            (of("gone_id"), of("into_id"), of("at"))
        {
            all.entry((*gone, *into)).or_default().push_back(at.clone());
        }
    }
    Ok(all)
}

/// What a row was called, by its columns.
fn called(table: &str, id: i64, columns: &[(String, Value)]) -> String {
    let of = |name: &str| match columns.iter().find(|(n, _)| n == name) {
        Some((_, Value::Text(text))) => text.clone(),
        _ => String::new(),
    };
    match table {
        "label" => fold(&of("name")),
        "segment" => of("folded"),
        "campaign" => Some(of("uid")).filter(|uid| !uid.is_empty()).unwrap_or_else(|| format!("r{id}")),
        _ => of("key"),
    }
}

fn product(db: &Connection, id: i64) -> Result<Option<(String, String)>, StoreError> {
    let mut query = db.prepare_cached(
        "SELECT s.name, p.code FROM product p JOIN source s ON s.id = p.source_id WHERE p.id = ?1",
    )?;
    Ok(query.query_row([id], |r| Ok((r.get(0)?, r.get(1)?))).optional()?)
}

fn scale(db: &Connection, id: i64) -> Result<Option<String>, StoreError> {
    let mut query =
        db.prepare_cached("SELECT CASE uid WHEN '' THEN 'r' || id ELSE uid END FROM scale WHERE id = ?1")?;
    Ok(query.query_row([id], |r| r.get(0)).optional()?)
}

/// A register of a document is called by what the document is on every laptop, whatever becomes of its number. Bundles
/// that came before wrote source and number.
fn of_one_record(field: String) -> String {
    let named = field.strip_prefix("purchase:n:").and_then(|rest| rest.split_once('\u{1f}'));
    match named {
        Some((source, number)) => format!("purchase:u:{}", origin::first(source, number)),
        None => field,
    }
}

fn renamed(db: &Connection, was: &BTreeMap<(bool, i64), Vec<String>>) -> Result<Vec<Renamed>, StoreError> {
    let mut all = Vec::new();
    for ((is_customer, id), codes) in was {
        let (table, column) =
            if *is_customer { (Table::Customer, "code") } else { (Table::Purchase, "number") };
        let name = table.name();
        let sql = format!(
            "SELECT s.name, t.{column} FROM {name} t JOIN source s ON s.id = t.source_id WHERE t.id = ?1 AND t.uid = ''"
        );
        let found: Option<(String, String)> =
            db.prepare_cached(&sql)?.query_row([id], |r| Ok((r.get(0)?, r.get(1)?))).optional()?;
        let (Some((source, code)), Some(first)) = (found, codes.first()) else { continue };
        let uid = origin::first(&source, first);
        if code != *first && origin::later(db, table, &source, first)?.is_empty() {
            all.push(Renamed { table, id: *id, source, code, uid });
        }
    }
    Ok(all)
}

/// Which document a row is.
pub(super) fn purchase_identity(db: &Connection, id: i64) -> Result<Option<Identity>, StoreError> {
    let found = db
        .prepare_cached(
            "SELECT s.name, p.number, p.uid FROM purchase p JOIN source s ON s.id = p.source_id WHERE p.id = ?1",
        )?
        .query_row([id], |r| Ok(Identity { source: r.get(0)?, code: r.get(1)?, uid: r.get(2)? }))
        .optional()?;
    let Some(found) = found else { return Ok(None) };
    let mut named = super::local::named(db, Table::Purchase, found)?;
    named.code = super::codes::given(&named.code, &named.uid).to_owned();
    Ok(Some(named))
}
