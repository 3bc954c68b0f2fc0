//! A bundle's records against this portfolio's, field by field. What was written last stands, on every laptop alike, in
//! whatever order bundles come; of equal moments the greater value. An objection always stands. What both wrote without
//! knowing of each other is kept to be looked at.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rusqlite::OptionalExtension;
use rusqlite::types::Value;
use serde_json::Value as Json;

use super::apply::{self, LabelWanted};
use super::clock::{Clock, after};
use super::local;
use super::shape::{is_child, is_nothing, scalar};
use super::wire::{Document, Identity, Item, Register};
use super::wrong::{is_wrong, told};
use super::{Conflict, Merged};
use crate::domain::Day;
use crate::domain::base::names::fold;
use crate::store::error::StoreError;
use crate::store::journal::{NOTHING, Table, Tx, time_text};
use crate::store::write::erase::{by_key, erase, is_erased, since};
use crate::store::write::merge::{are_different, join, name_alias};

/// What a bundle changes.
pub(in crate::store) struct Merge {
    clock: Clock,
    author: String,
    customers: BTreeSet<i64>,
    new: BTreeSet<i64>,
    updated: BTreeSet<i64>,
    conflicts: Vec<Conflict>,
    purchases: u64,
    pub(super) offers: u64,
    pub(super) actions: u64,
    objections: BTreeSet<i64>,
    /// Labels as they shall be, by folded name: name and register. Nothing once they are written.
    labels: Option<BTreeMap<String, (String, Json)>>,
    /// Customers by the key under which they would be erased; read when somebody was.
    by_key: Option<HashMap<String, i64>>,
}

/// A field of one side.
#[derive(Clone, Debug)]
pub(super) struct Side {
    pub value: Json,
    pub at: String,
    pub base: String,
}

impl Side {
    /// Later beats earlier, something beats nothing, the greater beats the smaller: a total order.
    pub fn beats(&self, other: &Self) -> bool {
        let key = |s: &Self| (s.at.clone(), !is_nothing(&s.value), s.value.to_string());
        key(self) > key(other)
    }
}

impl Merge {
    /// Nothing merged yet. `author` made the bundle.
    pub fn begin(tx: &Tx<'_>, author: &str) -> Result<Self, StoreError> {
        Ok(Self {
            clock: Clock::read(tx.connection())?,
            author: author.to_owned(),
            customers: BTreeSet::new(),
            new: BTreeSet::new(),
            updated: BTreeSet::new(),
            conflicts: Vec::new(),
            purchases: 0,
            offers: 0,
            actions: 0,
            objections: BTreeSet::new(),
            labels: Some(labels_held(tx)?),
            by_key: None,
        })
    }

    /// Takes in a line.
    pub fn take(&mut self, tx: &mut Tx<'_>, item: Item) -> Result<(), StoreError> {
        if !matches!(item, Item::Label { .. }) {
            self.settle_labels(tx)?;
        }
        match item {
            Item::Label { name, register } => self.label(tx, &name, &register),
            Item::Field { key, name, kind, choices, rank } => {
                apply::field(tx, (&key, &name, &kind), &choices, rank)
            }
            Item::Action { uid, register } => self.action(tx, &uid, &register),
            Item::Customer { id, was, provenance, registers } => {
                self.customer(tx, &id, &was, &provenance, &registers)
            }
            Item::Merged { id, called, into, name, day, author } => {
                self.joined(tx, [(&id, &called), (&into, &name)], &(Day(day), author))
            }
            Item::Erased { id, keys, day, author } => self.erased(tx, &id, &keys, (Day(day), &author)),
            Item::Purchase { id, provenance, register } => self.purchase(tx, &id, &provenance, register),
            Item::Offer { uid, provenance, register } => self.offer(tx, &uid, provenance.as_ref(), register),
        }
    }

    /// What came of it.
    pub fn end(mut self, tx: &mut Tx<'_>) -> Result<Merged, StoreError> {
        self.settle_labels(tx)?;
        self.settle_offers(tx)?;
        let updated = self.updated.difference(&self.new).count() as u64;
        let new = self.new.len() as u64;
        Ok(Merged {
            new,
            updated,
            unchanged: (self.customers.len() as u64).saturating_sub(new + updated),
            purchases: self.purchases,
            offers: self.offers,
            actions: self.actions,
            objections: self.objections.len() as u64,
            conflicts: self.conflicts,
        })
    }

    fn label(&mut self, tx: &mut Tx<'_>, name: &str, register: &Register) -> Result<(), StoreError> {
        let Some(labels) = &mut self.labels else { return Err(apply::unfit("label")) };
        let folded = fold(name);
        let field = format!("label:{folded}");
        let theirs = side(register);
        let known = labels.get(&folded).map(|(_, value)| value.clone());
        let mine = Side {
            value: known.clone().unwrap_or_default(),
            at: self.clock.at(0, &field).to_owned(),
            base: self.clock.base(0, &field).to_owned(),
        };
        if known.is_none() || theirs.beats(&mine) {
            let called = labels.get(&folded).map_or_else(|| name.to_owned(), |(name, _)| name.clone());
            labels.insert(folded, (called, theirs.value.clone()));
        }
        Self::remember(tx, 0, &field, &mine, &theirs)
    }

    /// Labels are known: they are written, all at once.
    fn settle_labels(&mut self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        let Some(labels) = self.labels.take() else { return Ok(()) };
        let wanted = labels
            .into_iter()
            .map(|(folded, (name, value))| Ok((folded, LabelWanted::read(&name, &value)?)))
            .collect::<Result<BTreeMap<_, _>, StoreError>>()?;
        apply::labels(tx, &wanted)
    }

    pub(super) fn mine(&self, owner: i64, field: &str, value: Json) -> Side {
        Side {
            value,
            at: self.clock.at(owner, field).to_owned(),
            base: self.clock.base(owner, field).to_owned(),
        }
    }

    fn customer(
        &mut self,
        tx: &mut Tx<'_>,
        identity: &Identity,
        was: &[String],
        provenance: &str,
        registers: &BTreeMap<String, Register>,
    ) -> Result<(), StoreError> {
        if let Some(row) = local::erased(tx.connection(), identity)? {
            // Whatever was written of them anywhere, it does not come back.
            self.customers.insert(row);
            return Ok(());
        }
        let id = if let Some(id) = local::customer(tx.connection(), identity, was)? {
            id
        } else if let Some(keep) = local::keeper(tx.connection(), identity)? {
            return self.of_joined(tx, keep, registers);
        } else {
            let name = registers.get("name").map(|r| r.value.clone()).unwrap_or_default();
            let id = apply::new_customer(tx, identity, provenance, &name)?;
            self.new.insert(id);
            id
        };
        self.customers.insert(id);
        let held = local::registers(tx.connection(), id)?;
        let mut fields: BTreeSet<String> = held.keys().chain(registers.keys()).cloned().collect();
        fields.extend(self.clock.fields(id).map(str::to_owned));
        // That somebody is never to be contacted comes from one side: what the other had planned is off.
        let never = |value: Option<&Json>| value.is_some_and(|v| !v.is_null());
        let objects = !self.new.contains(&id)
            && never(held.get("do_not_call")) != never(registers.get("do_not_call").map(|r| &r.value));
        let mut settled: BTreeMap<String, Json> = BTreeMap::new();
        let mut changed: Vec<(String, Json)> = Vec::new();
        for field in fields {
            let nothing = scalar(&field).map_or(Json::Null, super::shape::Kind::nothing);
            let value = held.get(&field).cloned().unwrap_or_else(|| nothing.clone());
            let mut mine = self.mine(id, &field, value);
            let mut theirs = registers
                .get(&field)
                .map_or_else(|| Side { value: Json::Null, at: String::new(), base: String::new() }, side);
            if theirs.value.is_null() {
                theirs.value = nothing;
            }
            if is_wrong(&field) {
                (mine, theirs) = (told(mine), told(theirs));
            }
            let mut stands = stands(&field, &mine, &theirs);
            if field == "next" && objects && !stands.is_null() {
                // Written after both, so that it is not planned again when the same bundle comes twice.
                theirs.at = after(mine.at.as_str().max(&theirs.at));
                stands = Json::Null;
            }
            if stands != mine.value && !(is_nothing(&stands) && is_nothing(&mine.value)) {
                changed.push((field.clone(), stands.clone()));
            }
            let is_new = self.new.contains(&id);
            if !is_new && is_conflict(&field, &mine, &theirs) {
                self.keep_conflict(tx, id, &field, &mine, &theirs)?;
            }
            Self::remember(tx, id, &field, &mine, &theirs)?;
            settled.insert(field, stands);
        }
        consequences(&settled, &mut changed, &held);
        if !self.new.contains(&id) && changed.iter().any(|(field, value)| objects_to(field, value)) {
            self.objections.insert(id);
        }
        if !changed.is_empty() {
            apply::registers(tx, id, &changed)?;
            self.updated.insert(id);
        }
        Ok(())
    }

    /// Whom the other laptop has erased is erased here.
    fn erased(
        &mut self,
        tx: &mut Tx<'_>,
        identity: &Identity,
        keys: &[String],
        (day, author): (Day, &str),
    ) -> Result<(), StoreError> {
        let fit = super::shape::Kind::OnDay.stored(&day.0.into()).is_some()
            && author.len() <= 1 << 20
            && keys.iter().all(|key| key.len() == 16);
        if !fit {
            return Err(apply::unfit("erased"));
        }
        if let Some(row) = local::erased(tx.connection(), identity)? {
            return since(tx, row, day);
        }
        let mut held: BTreeSet<i64> = local::customer(tx.connection(), identity, &[])?.into_iter().collect();
        if identity.uid.is_empty() {
            if self.by_key.is_none() {
                self.by_key = Some(by_key(tx.connection())?);
            }
            let by_key = self.by_key.iter().flatten();
            held.extend(by_key.filter(|(key, _)| keys.contains(key)).map(|(_, id)| *id));
        }
        if held.is_empty() {
            // Nobody knows them here; nobody shall get to know them.
            let blank = Json::String(NOTHING.into());
            held.insert(apply::new_customer(tx, identity, "", &blank)?);
        }
        for id in held {
            if !is_erased(tx.connection(), id)? {
                erase(tx, id, (day, author), keys)?;
                self.customers.insert(id);
                self.updated.insert(id);
            }
        }
        Ok(())
    }

    /// Two that the other laptop made one are one here, unless somebody here said that they are two.
    fn joined(
        &mut self,
        tx: &mut Tx<'_>,
        [(gone, called), (into, name)]: [(&Identity, &str); 2],
        when: &(Day, String),
    ) -> Result<(), StoreError> {
        if super::shape::Kind::OnDay.stored(&when.0.0.into()).is_none() || when.1.len() > 1 << 20 {
            return Err(apply::unfit("merged"));
        }
        for side in [gone, into] {
            if local::erased(tx.connection(), side)?.is_some() {
                return Ok(());
            }
        }
        let known = local::customer(tx.connection(), gone, &[])?;
        if known.is_none() && local::keeper(tx.connection(), gone)?.is_some() {
            return Ok(());
        }
        let held = match local::customer(tx.connection(), into, &[])? {
            None => local::keeper(tx.connection(), into)?,
            held => held,
        };
        let keep = match held {
            Some(keep) => keep,
            None => apply::new_customer(tx, into, "", &Json::String(name.to_owned()))?,
        };
        let Some(gone) = known else {
            // Nobody knew them here; files will name them all the same.
            let source = apply::source(tx, &gone.source)?;
            return name_alias(tx, keep, source, [&gone.code, &gone.uid, called], when);
        };
        if keep != gone && !are_different(tx.connection(), keep, gone)? {
            join(tx, keep, gone, &[], when)?;
            self.customers.insert(keep);
            self.updated.insert(keep);
        }
        Ok(())
    }

    /// What the other laptop says of somebody who was joined to `keep` here: what they object to, and records that are
    /// not known here; their words are those of `keep` now.
    fn of_joined(
        &mut self,
        tx: &mut Tx<'_>,
        keep: i64,
        registers: &BTreeMap<String, Register>,
    ) -> Result<(), StoreError> {
        self.customers.insert(keep);
        let held = local::registers(tx.connection(), keep)?;
        let known: BTreeSet<String> = self.clock.fields(keep).map(str::to_owned).collect();
        let mut changed = Vec::new();
        for (field, register) in registers {
            let theirs = side(register);
            if is_objection(field) {
                let nothing = scalar(field).map_or(Json::Null, super::shape::Kind::nothing);
                let mine = self.mine(keep, field, held.get(field).cloned().unwrap_or(nothing));
                let no = objects_to(field, &theirs.value);
                let stands = stands(field, &mine, &theirs);
                if no && stands != mine.value {
                    self.objections.insert(keep);
                    changed.push((field.clone(), stands));
                }
            } else if is_child(field)
                && !theirs.value.is_null()
                && !held.contains_key(field)
                && !known.contains(field)
            {
                changed.push((field.clone(), theirs.value));
            }
        }
        if !changed.is_empty() {
            apply::registers(tx, keep, &changed)?;
            self.updated.insert(keep);
        }
        Ok(())
    }

    fn purchase(
        &mut self,
        tx: &mut Tx<'_>,
        identity: &Identity,
        provenance: &str,
        register: Register,
    ) -> Result<(), StoreError> {
        let theirs = side(&register);
        let mut document: Document =
            serde_json::from_value(register.value).map_err(|_| apply::unfit("purchase"))?;
        if let Some(customer) = &document.customer
            && let Some(row) = local::erased(tx.connection(), customer)?
            && let Some(found) = local::by_id(tx.connection(), row)?
        {
            document.customer = Some(found.identity);
            document.texts[3].clear();
        }
        let field = format!("purchase:{}", identity.key());
        let Some(id) = local::purchase(tx.connection(), identity)? else {
            let id = apply::document(tx, None, identity, provenance, &document)?;
            self.purchases += 1;
            self.count(tx, id)?;
            return Self::remember(tx, 0, &field, &self.mine(0, &field, Json::Null), &theirs);
        };
        let (held, _) = local::document(tx.connection(), id)?;
        let mine = self.mine(0, &field, canonical(&held));
        let theirs = Side { value: canonical(&document), ..theirs };
        if mine.value != theirs.value {
            if is_conflict(&field, &mine, &theirs)
                && let Some(customer) = owner(tx, id)?
                // Of somebody whose data were erased there is nothing to be chosen.
                && !is_erased(tx.connection(), customer)?
            {
                let wrap = |document: &Document| serde_json::json!({ "id": identity, "document": document });
                let (mine, theirs) = (
                    Side { value: wrap(&held), ..mine.clone() },
                    Side { value: wrap(&document), ..theirs.clone() },
                );
                self.keep_conflict(tx, customer, &format!("purchase:{}", identity.code), &mine, &theirs)?;
            }
            if theirs.beats(&mine) {
                apply::document(tx, Some(id), identity, provenance, &document)?;
                self.purchases += 1;
                self.count(tx, id)?;
            }
        }
        Self::remember(tx, 0, &field, &mine, &theirs)
    }

    /// The customer of a document counts as changed.
    fn count(&mut self, tx: &Tx<'_>, purchase: i64) -> Result<(), StoreError> {
        if let Some(customer) = owner(tx, purchase)? {
            self.changed(customer);
        }
        Ok(())
    }

    /// A customer counts as changed.
    pub(super) fn changed(&mut self, customer: i64) {
        self.updated.insert(customer);
        self.customers.insert(customer);
    }

    /// Keeps when a field was written, and that their writing is known here now.
    pub(super) fn remember(
        tx: &mut Tx<'_>,
        owner: i64,
        field: &str,
        mine: &Side,
        theirs: &Side,
    ) -> Result<(), StoreError> {
        if theirs.at.is_empty() {
            return Ok(());
        }
        let at = mine.at.clone().max(theirs.at.clone());
        let base = mine.base.clone().max(theirs.at.clone());
        if at == mine.at && base == mine.base {
            return Ok(());
        }
        let key = [Value::Integer(owner), Value::Text(field.to_owned())];
        let known = tx
            .connection()
            .prepare_cached("SELECT 1 FROM exchanged WHERE owner = ?1 AND field = ?2")?
            .exists((owner, field))?;
        let columns = [("at", Value::Text(at)), ("base", Value::Text(base))];
        if known {
            tx.update(Table::Exchanged, &key, &columns)?;
        } else {
            let [owner, field] = key;
            let mut all = columns.to_vec();
            all.extend([("owner", owner), ("field", field)]);
            tx.insert(Table::Exchanged, &all)?;
        }
        Ok(())
    }

    pub(super) fn keep_conflict(
        &mut self,
        tx: &mut Tx<'_>,
        customer: i64,
        field: &str,
        mine: &Side,
        theirs: &Side,
    ) -> Result<(), StoreError> {
        let (code, name): (String, String) = tx
            .connection()
            .prepare_cached("SELECT code, name FROM customer WHERE id = ?1")?
            .query_row([customer], |r| Ok((r.get(0)?, r.get(1)?)))?;
        let known: Option<i64> = tx
            .connection()
            .prepare_cached("SELECT id FROM exchange_conflict WHERE customer_id = ?1 AND field = ?2")?
            .query_row((customer, field), |r| r.get(0))
            .optional()?;
        let text = |text: &str| Value::Text(text.to_owned());
        let columns = [
            ("customer_id", Value::Integer(customer)),
            ("field", text(field)),
            ("mine", text(&mine.value.to_string())),
            ("theirs", text(&theirs.value.to_string())),
            ("mine_at", text(&mine.at)),
            ("theirs_at", text(&theirs.at)),
            ("author", text(&self.author)),
            ("at", text(&time_text(tx.stamp().now))),
        ];
        let id = match known {
            Some(id) => {
                tx.update(Table::ExchangeConflict, &[Value::Integer(id)], &columns)?;
                id
            }
            None => tx.insert(Table::ExchangeConflict, &columns)?,
        };
        self.conflicts.push(Conflict {
            id,
            customer_id: customer,
            customer: code,
            name,
            field: field.to_owned(),
            mine: mine.value.clone(),
            theirs: theirs.value.clone(),
            mine_at: mine.at.clone(),
            theirs_at: theirs.at.clone(),
            author: self.author.clone(),
        });
        Ok(())
    }
}

/// The labels there are.
fn labels_held(tx: &Tx<'_>) -> Result<BTreeMap<String, (String, Json)>, StoreError> {
    let mut query = tx.connection().prepare("SELECT folded, name, code, colour, rank FROM label")?;
    let held = query
        .query_map([], |r| {
            let (code, colour, rank): (String, Option<i64>, i64) = (r.get(2)?, r.get(3)?, r.get(4)?);
            Ok((r.get(0)?, (r.get(1)?, serde_json::json!([code, colour, rank]))))
        })?
        .collect::<Result<_, _>>()?;
    Ok(held)
}

pub(super) fn side(register: &Register) -> Side {
    Side { value: register.value.clone(), at: register.at.clone(), base: register.base.clone() }
}

fn owner(tx: &Tx<'_>, purchase: i64) -> Result<Option<i64>, StoreError> {
    let mut query = tx.connection().prepare_cached("SELECT customer_id FROM purchase WHERE id = ?1")?;
    Ok(query.query_row([purchase], |r| r.get(0))?)
}

/// A document as it is compared: a customer by what they are on every laptop.
fn canonical(document: &Document) -> Json {
    let mut document = document.clone();
    document.customer =
        document.customer.map(|identity| Identity { uid: identity.key(), ..Identity::default() });
    serde_json::to_value(document).unwrap_or_default()
}

/// Objections: they stand whoever wrote last.
fn is_objection(field: &str) -> bool {
    field.starts_with("consent_") || matches!(field, "do_not_call" | "robinson")
}

/// Whether a value of a field is a no.
fn objects_to(field: &str, value: &Json) -> bool {
    let no = if field.starts_with("consent_") { value.as_i64() == Some(2) } else { !value.is_null() };
    is_objection(field) && no
}

/// The value that stands.
fn stands(field: &str, mine: &Side, theirs: &Side) -> Json {
    let days = [&mine.value, &theirs.value].into_iter().filter_map(Json::as_i64);
    if field.starts_with("consent_") && days.clone().any(|said| said == 2) {
        return 2.into();
    }
    if matches!(field, "do_not_call" | "robinson")
        && let Some(since) = days.min()
    {
        return since.into();
    }
    if theirs.beats(mine) { theirs.value.clone() } else { mine.value.clone() }
}

/// Both wrote it, neither knowing of the other, and not the same. Whether a number works is no matter of choice.
pub(super) fn is_conflict(field: &str, mine: &Side, theirs: &Side) -> bool {
    let same = mine.value == theirs.value || is_nothing(&mine.value) && is_nothing(&theirs.value);
    let both_wrote = [mine, theirs].iter().all(|side| !side.at.is_empty());
    let unseen = theirs.at > mine.base && mine.at > theirs.base;
    both_wrote && unseen && !same && !is_objection(field) && !is_wrong(field)
}

/// What follows from what stands: a day of birth says the year.
fn consequences(
    settled: &BTreeMap<String, Json>,
    changed: &mut Vec<(String, Json)>,
    held: &BTreeMap<String, Json>,
) {
    let mut put = |field: &str, value: Json| {
        changed.retain(|(name, _)| name != field);
        if held.get(field).unwrap_or(&Json::Null) != &value {
            changed.push((field.to_owned(), value));
        }
    };
    if let Some(day) = settled.get("birth_day").and_then(Json::as_i64).and_then(|d| i32::try_from(d).ok()) {
        put("birth_year", Day(day).ymd().0.into());
    }
}
