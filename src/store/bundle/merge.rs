//! A bundle's records against this portfolio's, field by field. What was written last stands, on every laptop alike, in
//! whatever order bundles come; of equal moments the greater value. An objection always stands. What both wrote without
//! knowing of each other is kept to be looked at.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension};
use serde_json::Value as Json;

use super::apply;
use super::campaigns;
use super::clock::Clock;
use super::pairs::{Said, identity_of, pair_field};
use super::rules::{completed, consequences, is_conflict, never_since, objects_to, stands};
use super::shape::{is_child, is_nothing, scalar};
use super::wire::{Identity, Item, Register};
use super::wrong::{is_wrong, told};
use super::{Conflict, Gone, Merged};
use super::{labels, local, own_fields};
use crate::domain::Day;
use crate::store::error::StoreError;
use crate::store::journal::{NOTHING, Table, Tx, time_text};
use crate::store::origin;
use crate::store::write::erase::{OF_UID, by_key, erase, is_erased, knows, remember, since};
use crate::store::write::merge::joined;

/// What a bundle changes.
pub(in crate::store) struct Merge {
    pub(super) clock: Clock,
    author: String,
    customers: BTreeSet<i64>,
    new: BTreeSet<i64>,
    updated: BTreeSet<i64>,
    conflicts: Vec<Conflict>,
    pub(super) purchases: u64,
    pub(super) offers: u64,
    pub(super) actions: u64,
    /// Segments, campaigns, versions of scales and products that are new or other ones.
    pub(super) shared: u64,
    /// When each version of a scale that came was saved, by its uid.
    pub(super) saved: BTreeMap<String, String>,
    pub(super) objections: BTreeSet<i64>,
    /// Labels as they shall be, by folded name: name and register. Nothing once they are written.
    pub(super) labels: Option<labels::Held>,
    /// Registers of labels and of own fields that were deleted: nobody has one of these.
    pub(super) gone: BTreeSet<String>,
    /// Customers by the key under which they would be erased; read when somebody was.
    by_key: Option<HashMap<String, i64>>,
    /// Customers and documents without a uid by the one they would have; read when a bundle names one nobody knows.
    origins: [Option<HashMap<String, i64>>; 2],
    /// What a bundle of version 2 calls by a code that it brought under an earlier one.
    renamed: HashMap<(String, String), String>,
    /// Who stood for whom before everybody was taken apart.
    pub(super) stood: Option<BTreeMap<i64, i64>>,
    /// What the bundle says of pairs.
    pub(super) said: Vec<Said>,
    /// Who was said to be one with somebody whose data are erased now.
    pub(super) same: Vec<Same>,
    gone_for_good: Vec<Gone>,
    /// Of whom a no was said while they were one with somebody else.
    pub(super) told: BTreeSet<i64>,
    /// Everybody of whom it is said that they are one with somebody.
    paired: BTreeSet<i64>,
    /// The bundle, of before version 4, says of whoever stays what came of joining.
    pub(super) is_composed: bool,
    /// When those who are one here were joined.
    joined_at: BTreeSet<String>,
    /// What records cite that came before what is cited.
    loose: Vec<apply::Loose>,
}

/// Somebody who was said, at a moment, to be one with whom was erased on a day and by whom.
pub(super) struct Same {
    pub one: i64,
    pub other: i64,
    pub at: String,
    pub day: Day,
    pub author: String,
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
        let joins = joined::all(tx.connection())?;
        let mut clock = Clock::read(tx.connection())?;
        if !clock.renamed().is_empty() {
            for old in clock.renamed() {
                let uid = Value::Text(old.uid.clone());
                tx.update(old.table, &[Value::Integer(old.id)], &[("uid", uid)])?;
            }
            clock = Clock::read(tx.connection())?;
        }
        let held = labels::held(tx.connection(), &clock)?;
        let gone = own_fields::gone(tx.connection(), &clock)?;
        let gone = gone.iter().map(|key| own_fields::field(key)).collect();
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
            labels: Some(held),
            gone,
            by_key: None,
            origins: [None, None],
            renamed: HashMap::new(),
            stood: None,
            said: Vec::new(),
            same: Vec::new(),
            gone_for_good: Vec::new(),
            told: BTreeSet::new(),
            paired: joins.iter().flat_map(|join| [join.gone, join.into]).collect(),
            is_composed: false,
            joined_at: joins.iter().map(|join| join.at.clone()).collect(),
            loose: Vec::new(),
        })
    }

    /// Takes in a line.
    pub fn take(&mut self, tx: &mut Tx<'_>, item: Item) -> Result<(), StoreError> {
        if !matches!(item, Item::Label { .. }) {
            self.settle_labels(tx)?;
        }
        if !matches!(
            item,
            Item::Label { .. }
                | Item::OwnField { .. }
                | Item::Field { .. }
                | Item::Action { .. }
                | Item::Erased { .. }
        ) {
            self.unwind(tx)?;
        }
        match item {
            Item::Label { name, register } => self.label(tx, &name, &register),
            Item::OwnField { key, register } => self.own_field(tx, &key, &register),
            Item::Field { key, name, kind, choices, rank } => {
                let value = serde_json::json!([name, kind, choices, rank]);
                self.own_field(tx, &key, &Register { value, ..Register::default() })
            }
            Item::Action { uid, register } => self.action(tx, &uid, &register),
            Item::Customer { id, was, provenance, registers } => {
                self.customer(tx, &id, &was, &provenance, &registers)
            }
            Item::Product { source, code, register } => self.product(tx, &source, &code, &register),
            Item::Scale { uid, name, body, day, author, at } => {
                self.scale(tx, &uid, [&name, &body], (day, &author), &at)
            }
            Item::Campaign { uid, register } => self.campaign(tx, &uid, &register),
            Item::Segment { name, register } => self.segment(tx, &name, &register),
            Item::Erased { id, keys, day, author } => self.erased(tx, &id, &keys, (Day(day), &author)),
            Item::Purchase { id, provenance, register } => self.purchase(tx, &id, &provenance, register),
            Item::Offer { uid, provenance, register } => self.offer(tx, &uid, provenance.as_ref(), register),
            Item::Joined { .. } | Item::Merged { .. } | Item::Parted { .. } | Item::Different { .. } => {
                // Seen to when everybody is there.
                self.is_composed |= matches!(item, Item::Merged { .. });
                self.said.extend(Said::of(item));
                Ok(())
            }
        }
    }

    /// What came of it.
    pub fn end(mut self, tx: &mut Tx<'_>) -> Result<Merged, StoreError> {
        self.settle_labels(tx)?;
        self.unwind(tx)?;
        apply::cite(tx, &self.loose)?;
        self.settle_offers(tx)?;
        self.settle_scales(tx)?;
        campaigns::settle_names(tx)?;
        self.rejoin(tx)?;
        let mut conflicts = Vec::new();
        for conflict in std::mem::take(&mut self.conflicts) {
            // What somebody says who is one with another is no matter of choice.
            let sql = "SELECT 1 FROM exchange_conflict WHERE id = ?1";
            if tx.connection().prepare_cached(sql)?.exists([conflict.id])? {
                conflicts.push(conflict);
            }
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
            erased: self.gone_for_good,
            conflicts,
            settings: Vec::new(),
            apart: false,
        })
    }

    /// Somebody who was not known before.
    pub(super) fn first_heard_of(&mut self, id: i64) -> i64 {
        self.new.insert(id);
        self.customers.insert(id);
        id
    }

    /// Whoever was joined counts as whom they were joined to.
    pub(super) fn stand_for(&mut self, standing: &BTreeMap<i64, i64>) {
        let joined: Vec<i64> = self.new.iter().filter(|id| standing.contains_key(id)).copied().collect();
        for id in joined {
            self.new.remove(&id);
            self.updated.insert(id);
        }
        for ids in [&mut self.customers, &mut self.updated, &mut self.objections] {
            *ids = ids.iter().map(|id| standing.get(id).copied().unwrap_or(*id)).collect();
        }
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
            // Whoever was erased along with another has no row of their own.
            if local::customer(tx.connection(), identity, was)? != Some(row) {
                return Ok(());
            }
            return self.counted_in(tx, row, registers);
        }
        if let (Some(first), true) = (was.first(), identity.uid.is_empty()) {
            let named = (identity.source.clone(), identity.code.clone());
            self.renamed.insert(named, origin::first(&identity.source, first));
        }
        let id = if let Some(id) = self.known(tx.connection(), Table::Customer, identity, was)? {
            apply::adopt(tx, Table::Customer, id, identity)?;
            id
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
        let never = "do_not_call";
        let mine = self.mine(id, never, held.get(never).cloned().unwrap_or_default());
        let knows = never_since(&mine).cmp(&registers.get(never).map(side).as_ref().and_then(never_since));
        let mut settled: BTreeMap<String, Json> = BTreeMap::new();
        let mut changed: Vec<(String, Json)> = Vec::new();
        for field in fields {
            if let Some(campaign) = field.strip_prefix("campaign:")
                && !campaigns::is_here(tx.connection(), campaign)?
            {
                continue;
            }
            if self.gone.contains(&field) {
                continue;
            }
            // What joining makes of somebody is made again here.
            if self.is_composed && !held.contains_key(&field) {
                let at = registers.get(&field).map_or("", |register| register.at.as_str());
                if field.starts_with("statement:j") || self.joined_at.contains(at) {
                    continue;
                }
            }
            if is_child(&field)
                && !held.contains_key(&field)
                && self.hangs_elsewhere(tx, id, &field, registers)?
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
            let who = if field == never || field == "next" { knows } else { Ordering::Equal };
            let stands = match who {
                Ordering::Greater if field == "next" => mine.value.clone(),
                Ordering::Less if field == "next" => theirs.value.clone(),
                _ => stands(&field, &mine, &theirs),
            };
            if stands != mine.value && !(is_nothing(&stands) && is_nothing(&mine.value)) {
                changed.push((field.clone(), stands.clone()));
            }
            let is_new = self.new.contains(&id);
            if !is_new && who == Ordering::Equal && is_conflict(&field, &mine, &theirs) {
                self.keep_conflict(tx, id, &field, &mine, &theirs)?;
            }
            match who {
                // Exactly that moment, also where the other one is later: else what comes next would depend on the order.
                Ordering::Less => Self::note(tx, id, &field, &mine, (theirs.at.clone(), &theirs.at))?,
                Ordering::Greater => Self::note(tx, id, &field, &mine, (mine.at.clone(), &theirs.at))?,
                Ordering::Equal => Self::remember(tx, id, &field, &mine, &theirs)?,
            }
            settled.insert(field, stands);
        }
        consequences(&settled, &mut changed, &held);
        if !self.new.contains(&id) && changed.iter().any(|(field, value)| objects_to(field, value)) {
            self.objections.insert(id);
        }
        if !changed.is_empty() {
            self.loose.extend(apply::registers(tx, id, &changed)?);
            self.updated.insert(id);
        }
        Ok(())
    }

    /// A note, a contact… that hangs on somebody else here, of those who are one or were, is what the other laptop says of it.
    fn hangs_elsewhere(
        &mut self,
        tx: &mut Tx<'_>,
        id: i64,
        field: &str,
        registers: &BTreeMap<String, Register>,
    ) -> Result<bool, StoreError> {
        let Some(register) = registers.get(field) else { return Ok(false) };
        let mut theirs = side(register);
        let is_new = if theirs.value.is_null() {
            theirs.at.as_str() > self.clock.at(id, field)
        } else {
            self.paired.contains(&id)
        };
        if !is_new {
            return Ok(false);
        }
        let Some(other) = local::owner_of_child(tx.connection(), field, id)? else { return Ok(false) };
        let held = local::registers(tx.connection(), other)?;
        let mine = self.mine(other, field, held.get(field).cloned().unwrap_or_default());
        let stands = stands(field, &mine, &theirs);
        if stands != mine.value {
            theirs.value = stands.clone();
            self.loose.extend(apply::registers(tx, other, &[(field.to_owned(), stands)])?);
            self.changed(other);
        }
        Self::remember(tx, id, field, &mine, &theirs)?;
        Ok(true)
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
            && keys.iter().all(|key| key.trim_start_matches(OF_UID).len() == 16);
        if !fit {
            return Err(apply::unfit("erased"));
        }
        if knows(tx.connection(), keys)?
            && let Some(row) = local::erased(tx.connection(), identity)?
            && local::customer(tx.connection(), identity, &[])? == Some(row)
        {
            return since(tx, row, day);
        }
        self.unwind(tx)?;
        // Of somebody who was erased along with another there is no row yet that is their own.
        let is_own = origin::figures(&identity.uid).is_none() && !identity.uid.is_empty();
        let row = self.known(tx.connection(), Table::Customer, identity, &[])?;
        let erased = local::erased(tx.connection(), identity)?.filter(|_| row.is_some() || !is_own);
        let mut held = BTreeSet::new();
        if let Some(erased) = erased {
            since(tx, erased, day)?;
            if knows(tx.connection(), keys)? {
                return Ok(());
            }
        } else {
            // Whoever was joined to somebody here is the same person.
            held.extend(match row {
                None => local::keeper(tx.connection(), identity)?,
                known => known,
            });
        }
        if !keys.is_empty() {
            if self.by_key.is_none() {
                self.by_key = Some(by_key(tx.connection())?);
            }
            let by_key = self.by_key.iter().flatten();
            held.extend(by_key.filter(|(key, _)| keys.contains(key)).map(|(_, id)| *id));
        }
        for id in held {
            self.erase_one(tx, id, (day, author), keys, false)?;
        }
        let is_there = if is_own {
            local::customer(tx.connection(), identity, &[])?.is_some()
        } else {
            local::erased(tx.connection(), identity)?.is_some()
        };
        if !is_there {
            // Nobody is called so here; nobody shall get to know them.
            let blank = apply::new_customer(tx, identity, "", &Json::String(NOTHING.into()))?;
            self.erase_one(tx, blank, (day, author), keys, false)?;
        }
        // Whoever else is called so is not to be known later either.
        if let Some(row) = local::erased(tx.connection(), identity)?
            && remember(tx, row, (day, author), keys)? > 0
        {
            tx.unsettle(row);
        }
        Ok(())
    }

    fn erase_one(
        &mut self,
        tx: &mut Tx<'_>,
        id: i64,
        (day, author): (Day, &str),
        keys: &[String],
        along: bool,
    ) -> Result<(), StoreError> {
        if is_erased(tx.connection(), id)? {
            return since(tx, id, day);
        }
        for join in joined::all(tx.connection())? {
            if let Some(other) = join.other(id) {
                self.same.push(Same { one: id, other, at: join.at, day, author: author.to_owned() });
            }
        }
        let who = "SELECT code, name FROM customer WHERE id = ?1";
        let (code, name) = tx
            .connection()
            .prepare_cached(who)?
            .query_row([id], |r| Ok((r.get::<_, String>(0)?, r.get::<_, String>(1)?)))?;
        if name != NOTHING {
            self.gone_for_good.push(Gone { code, name, along });
        }
        erase(tx, id, (day, author), keys)?;
        self.clock.forget(id);
        self.changed(id);
        Ok(())
    }

    /// Whoever is one with somebody whose data are erased is the same person. Of a pair that was said to be two since, the
    /// other one stays.
    pub(super) fn erase_along(&mut self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        while let Some(Same { one, other, at, day, author }) = self.same.pop() {
            let db = tx.connection();
            let (Some(first), Some(second)) = (identity_of(db, one)?, identity_of(db, other)?) else {
                continue;
            };
            let field = pair_field([&first, &second]);
            let came = "SELECT at FROM exchanged WHERE owner = 0 AND field = ?1";
            let came: Option<String> =
                db.prepare_cached(came)?.query_row([&field], |r| r.get(0)).optional()?;
            if self.clock.at(0, &field) > at.as_str() || came.is_some_and(|came| came > at) {
                continue;
            }
            self.erase_one(tx, other, (day, &author), &[], true)?;
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
        Self::note(tx, owner, field, mine, (mine.at.clone().max(theirs.at.clone()), &theirs.at))
    }

    /// Keeps when a field was written, and up to when the writing of others is known.
    fn note(
        tx: &mut Tx<'_>,
        owner: i64,
        field: &str,
        mine: &Side,
        (at, known): (String, &str),
    ) -> Result<(), StoreError> {
        let base = mine.base.clone().max(known.to_owned());
        if at == mine.at && base == mine.base {
            return Ok(());
        }
        let key = [Value::Integer(owner), Value::Text(field.to_owned())];
        let is_there = tx
            .connection()
            .prepare_cached("SELECT 1 FROM exchanged WHERE owner = ?1 AND field = ?2")?
            .exists((owner, field))?;
        let columns = [("at", Value::Text(at)), ("base", Value::Text(base))];
        if is_there {
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

pub(super) fn side(register: &Register) -> Side {
    Side { value: register.value.clone(), at: register.at.clone(), base: register.base.clone() }
}
