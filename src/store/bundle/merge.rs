//! A bundle's records against this portfolio's, field by field. What was written last stands, on every laptop alike, in
//! whatever order bundles come; of equal moments the greater value. An objection always stands. What both wrote without
//! knowing of each other is kept to be looked at.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension};
use serde_json::Value as Json;

use super::apply::{self, LabelWanted};
use super::campaigns;
use super::clock::{Clock, after, purchase_identity};
use super::codes;
use super::local;
use super::shape::{WINBACK, is_child, is_nothing, scalar};
use super::wire::{Document, Identity, Item, Register};
use super::wrong::{is_wrong, told};
use super::{Conflict, Merged};
use crate::domain::Day;
use crate::domain::base::names::fold;
use crate::store::error::StoreError;
use crate::store::journal::{NOTHING, Table, Tx, time_text};
use crate::store::origin;
use crate::store::write::erase::{by_key, erase, is_erased, since};

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
    /// Segments, campaigns, versions of scales and products that are new or other ones.
    pub(super) shared: u64,
    /// When each version of a scale that came was saved, by its uid.
    pub(super) saved: BTreeMap<String, String>,
    objections: BTreeSet<i64>,
    /// Labels as they shall be, by folded name: name and register. Nothing once they are written.
    labels: Option<BTreeMap<String, (String, Json)>>,
    /// Customers by the key under which they would be erased; read when somebody was.
    by_key: Option<HashMap<String, i64>>,
    /// Customers and documents without a uid by the one they would have; read when a bundle names one nobody knows.
    origins: [Option<HashMap<String, i64>>; 2],
    /// What a bundle of version 2 calls by a code that it brought under an earlier one.
    renamed: HashMap<(String, String), String>,
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
    pub fn begin(tx: &mut Tx<'_>, author: &str) -> Result<Self, StoreError> {
        let mut clock = Clock::read(tx.connection())?;
        if !clock.renamed().is_empty() {
            for old in clock.renamed() {
                let uid = Value::Text(old.uid.clone());
                tx.update(old.table, &[Value::Integer(old.id)], &[("uid", uid)])?;
            }
            clock = Clock::read(tx.connection())?;
        }
        Ok(Self {
            clock,
            author: author.to_owned(),
            customers: BTreeSet::new(),
            new: BTreeSet::new(),
            updated: BTreeSet::new(),
            conflicts: Vec::new(),
            purchases: 0,
            offers: 0,
            actions: 0,
            shared: 0,
            saved: BTreeMap::new(),
            objections: BTreeSet::new(),
            labels: Some(labels_held(tx)?),
            by_key: None,
            origins: [None, None],
            renamed: HashMap::new(),
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
            Item::Merged { id, called, into, name, day, author, at } => {
                self.joined(tx, [(&id, &called), (&into, &name)], &(Day(day), author), &at)
            }
            Item::Product { source, code, register } => self.product(tx, &source, &code, &register),
            Item::Scale { uid, name, body, day, author, at } => {
                self.scale(tx, &uid, [&name, &body], (day, &author), &at)
            }
            Item::Campaign { uid, register } => self.campaign(tx, &uid, &register),
            Item::Segment { name, register } => self.segment(tx, &name, &register),
            Item::Parted { id, at } => self.parted(tx, &id, &at),
            Item::Different { one, other, register } => self.different(tx, [&one, &other], &register),
            Item::Erased { id, keys, day, author } => self.erased(tx, &id, &keys, (Day(day), &author)),
            Item::Purchase { id, provenance, register } => self.purchase(tx, &id, &provenance, register),
            Item::Offer { uid, provenance, register } => self.offer(tx, &uid, provenance.as_ref(), register),
        }
    }

    /// What came of it.
    pub fn end(mut self, tx: &mut Tx<'_>) -> Result<Merged, StoreError> {
        self.settle_labels(tx)?;
        self.settle_offers(tx)?;
        self.settle_scales(tx)?;
        campaigns::settle_names(tx)?;
        for customer in codes::settle(tx)? {
            self.changed(customer);
        }
        let updated = self.updated.difference(&self.new).count() as u64;
        let new = self.new.len() as u64;
        Ok(Merged {
            new,
            updated,
            unchanged: (self.customers.len() as u64).saturating_sub(new + updated),
            purchases: self.purchases,
            offers: self.offers,
            actions: self.actions,
            shared: self.shared,
            objections: self.objections.len() as u64,
            conflicts: self.conflicts,
            settings: Vec::new(),
            apart: false,
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

    /// The customer or document that is meant, also where its code is another one here and the bundle does not name it.
    pub(super) fn known(
        &mut self,
        db: &Connection,
        table: Table,
        identity: &Identity,
        was: &[String],
    ) -> Result<Option<i64>, StoreError> {
        let found = match table {
            Table::Purchase => local::purchase(db, identity, was)?,
            _ => local::customer(db, identity, was)?,
        };
        if found.is_some() || origin::figures(&identity.uid).is_none() {
            return Ok(found);
        }
        let origins = &mut self.origins[usize::from(table == Table::Purchase)];
        if origins.is_none() {
            *origins = Some(local::origins(db, table)?);
        }
        Ok(origins.as_ref().and_then(|origins| origins.get(&identity.uid)).copied())
    }

    /// A reference of a bundle of version 2 to a customer that it brought under an earlier code.
    pub(super) fn meant(&self, identity: &mut Identity) {
        let named = (identity.source.clone(), identity.code.clone());
        if let (true, Some(uid)) = (identity.uid.is_empty(), self.renamed.get(&named)) {
            identity.uid.clone_from(uid);
        }
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
            // Whatever was written of them anywhere, it does not come back; in campaigns they still count.
            self.customers.insert(row);
            return self.counted_in(tx, row, registers);
        }
        if let (Some(first), true) = (was.first(), identity.uid.is_empty()) {
            let named = (identity.source.clone(), identity.code.clone());
            self.renamed.insert(named, origin::first(&identity.source, first));
        }
        let id = if let Some(id) = self.known(tx.connection(), Table::Customer, identity, was)? {
            apply::adopt(tx, Table::Customer, id, identity)?;
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
            if let Some(campaign) = field.strip_prefix("campaign:")
                && !campaigns::is_here(tx.connection(), campaign)?
            {
                continue;
            }
            let nothing = scalar(&field).map_or(Json::Null, super::shape::Kind::nothing);
            let value = held.get(&field).cloned().unwrap_or_else(|| nothing.clone());
            let mut mine = self.mine(id, &field, value);
            let mut theirs = registers
                .get(&field)
                .map_or_else(|| Side { value: Json::Null, at: String::new(), base: String::new() }, side);
            if theirs.value.is_null() {
                theirs.value = nothing;
            }
            if field == "winback" {
                theirs.value = completed(theirs.value);
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

    /// What somebody whose data were erased was in campaigns: figures are what they were.
    fn counted_in(
        &mut self,
        tx: &mut Tx<'_>,
        row: i64,
        registers: &BTreeMap<String, Register>,
    ) -> Result<(), StoreError> {
        let held: BTreeMap<String, Json> =
            campaigns::of_customer(tx.connection(), row)?.into_iter().collect();
        for (field, register) in registers {
            let Some(uid) = field.strip_prefix("campaign:") else { continue };
            let mine = self.mine(row, field, held.get(field).cloned().unwrap_or_default());
            let theirs = side(register);
            if !campaigns::is_here(tx.connection(), uid)? {
                continue;
            }
            if theirs.value != mine.value && theirs.beats(&mine) {
                campaigns::member(tx, row, uid, &theirs.value)?;
                self.updated.insert(row);
            }
            Self::remember(tx, row, field, &mine, &theirs)?;
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
        let known = self.known(tx.connection(), Table::Customer, identity, &[])?;
        let mut held: BTreeSet<i64> = known.into_iter().collect();
        if identity.uid.is_empty() || origin::figures(&identity.uid).is_some() {
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
            if is_erased(tx.connection(), id)? {
                since(tx, id, day)?;
            } else {
                erase(tx, id, (day, author), keys)?;
                self.customers.insert(id);
                self.updated.insert(id);
            }
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
        if let Some(customer) = &mut document.customer {
            self.meant(customer);
        }
        if let Some(customer) = &document.customer
            && let Some(row) = local::erased(tx.connection(), customer)?
            && let Some(found) = local::by_id(tx.connection(), row)?
        {
            document.customer = Some(found.identity);
            document.texts[3].clear();
        } else if let Some(customer) = &document.customer {
            let held = match self.known(tx.connection(), Table::Customer, customer, &[])? {
                None => local::keeper(tx.connection(), customer)?,
                held => held,
            };
            let held = held.ok_or_else(|| apply::unfit("customer"))?;
            document.customer = local::by_id(tx.connection(), held)?.map(|found| found.identity);
        }
        let field = format!("purchase:{}", identity.key());
        let Some(id) = self.known(tx.connection(), Table::Purchase, identity, &[])? else {
            let id = apply::document(tx, None, identity, provenance, &document)?;
            self.purchases += 1;
            self.count(tx, id)?;
            return Self::remember(tx, 0, &field, &self.mine(0, &field, Json::Null), &theirs);
        };
        apply::adopt(tx, Table::Purchase, id, identity)?;
        let (held, _) = local::document(tx.connection(), id)?;
        let own = purchase_identity(tx.connection(), id)?.ok_or_else(|| apply::unfit("purchase"))?;
        let mine = self.mine(0, &field, canonical(&own.code, &held));
        let theirs = Side { value: canonical(&identity.code, &document), ..theirs };
        if mine.value != theirs.value {
            if is_conflict(&field, &mine, &theirs)
                && let Some(customer) = owner(tx, id)?
                // Of somebody whose data were erased there is nothing to be chosen.
                && !is_erased(tx.connection(), customer)?
            {
                let wrap = |id: &Identity, document: &Document| serde_json::json!({ "id": id, "document": document });
                let (mine, theirs) = (
                    Side {
                        value: wrap(&Identity { code: own.code.clone(), ..identity.clone() }, &held),
                        ..mine.clone()
                    },
                    Side { value: wrap(identity, &document), ..theirs.clone() },
                );
                self.keep_conflict(tx, customer, &format!("purchase:{}", own.code), &mine, &theirs)?;
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

/// A document as it is compared: its number, and a customer by what they are on every laptop.
fn canonical(number: &str, document: &Document) -> Json {
    let mut document = document.clone();
    document.customer =
        document.customer.map(|identity| Identity { uid: identity.key(), ..Identity::default() });
    // What a product is called is no matter of the document.
    for line in &mut document.lines {
        line.product[2..].fill_with(String::new);
    }
    let mut all = serde_json::to_value(document).unwrap_or_default();
    all["number"] = number.into();
    all
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
    both_wrote && unseen && !same && !is_objection(field) && !is_wrong(field) && !is_later(field)
}

/// Whether of a field the later one stands and nothing is lost by it: a value that was compared with a second source, and
/// how somebody answered to a campaign.
fn is_later(field: &str) -> bool {
    field.starts_with("check:") || field.starts_with("campaign:")
}

/// Where winning back stands, with what a bundle of an earlier version does not say.
fn completed(value: Json) -> Json {
    let Json::Object(mut object) = value else { return value };
    for (column, kind) in WINBACK {
        object.entry(column).or_insert_with(|| kind.nothing());
    }
    Json::Object(object)
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
