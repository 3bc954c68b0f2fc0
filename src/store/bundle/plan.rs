//! What a bundle is written from: which records it holds, in their order. Those of customers who are one with others are made
//! beforehand, while everybody is somebody of their own.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use rusqlite::Connection;
use serde_json::Value as Json;

use super::clock::Clock;
use super::pairs::Sets;
use super::wire::{Item, Register};
use super::{
    actions, called, campaigns, clock, erased, labels, local, offers, own_fields, pairs, products, register,
    scales, segments,
};
use crate::store::error::StoreError;
use crate::store::journal::Table;

/// What is said of whoever is one with others while they are looked at by themselves: lines by row id.
pub(super) struct Apart {
    customers: BTreeMap<i64, Option<Item>>,
    purchases: HashMap<i64, Option<Item>>,
    offers: HashMap<i64, Option<Item>>,
    /// Pairs, and segments by whom they hold.
    then: Vec<Item>,
}

impl Apart {
    /// Lines of these customers, as they are now, and of pairs and segments, touched since a moment.
    pub fn read(
        db: &Connection,
        clock: &Clock,
        since: Option<&str>,
        joined: &BTreeSet<i64>,
    ) -> Result<Self, StoreError> {
        let segments = segments::items(db, clock, since)?;
        let mut all = Self {
            customers: BTreeMap::new(),
            purchases: HashMap::new(),
            offers: HashMap::new(),
            then: pairs::items(db, clock)?.into_iter().chain(segments).collect(),
        };
        let ids = |sql: &str, of: i64| -> Result<Vec<i64>, StoreError> {
            Ok(db.prepare_cached(sql)?.query_map([of], |r| r.get(0))?.collect::<Result<_, _>>()?)
        };
        for &id in joined {
            all.customers.insert(id, customer(db, clock, id)?);
            for purchase in ids("SELECT id FROM purchase WHERE customer_id = ?1", id)? {
                all.purchases.insert(purchase, self::purchase(db, clock, purchase)?);
            }
            for offer in ids("SELECT id FROM offer WHERE customer_id = ?1", id)? {
                all.offers.insert(offer, self::offer(db, clock, offer)?);
            }
        }
        Ok(all)
    }
}

/// The records of a bundle.
pub(super) struct Plan {
    /// What comes before customers.
    first: Vec<Item>,
    customers: Vec<i64>,
    purchases: Vec<i64>,
    offers: Vec<i64>,
    apart: Apart,
}

impl Plan {
    /// Of everything, or of what was touched since a moment. `sets` are those who are one, by each of them.
    pub fn read(
        db: &Connection,
        clock: &Clock,
        since: Option<&str>,
        sets: &Sets,
        apart: Apart,
    ) -> Result<Self, StoreError> {
        let of_all = [
            labels::items(db, clock)?,
            own_fields::items(db, clock)?,
            actions::items(db, clock)?,
            erased(db)?,
            products::items(db, clock)?,
            scales::items(db, clock)?,
        ];
        let mut first: Vec<Item> = of_all.into_iter().flatten().collect();
        let campaigns = campaigns::items(db, clock)?;
        // Whoever is named by a document or an offer that travels travels too, and so does the invoice of an offer.
        let (mut named, mut invoices) = (HashSet::new(), HashSet::new());
        let mut offered = Vec::new();
        for id in offers::all(db)? {
            if since.is_none_or(|since| clock.is_offer_since(id, since))
                && let Some(held) = offers::read(db, id)?
            {
                named.insert(held.customer);
                invoices.extend(held.invoice);
                offered.push(id);
            }
        }
        let is_new = |uid: &str| since.is_none_or(|since| clock.is_campaign_since(uid, since));
        named.extend(members(db, &campaigns, &apart.then, is_new)?);
        first.extend(campaigns);
        if let Some(since) = since {
            let mut owners =
                db.prepare("SELECT id, customer_id FROM purchase WHERE customer_id IS NOT NULL")?;
            let mut rows = owners.query([])?;
            while let Some(row) = rows.next()? {
                let id: i64 = row.get(0)?;
                if clock.is_purchase_since(id, since) || invoices.contains(&id) {
                    named.insert(row.get(1)?);
                }
            }
        }
        // Of those who are one, all travel or none.
        let is_wanted = |id: i64| since.is_none_or(|since| clock.is_since(id, since) || named.contains(&id));
        let mut customers = Vec::new();
        for id in local::customers(db)? {
            match sets.get(&id) {
                Some(set) if set.iter().any(|id| is_wanted(*id)) => customers.extend(set),
                None if is_wanted(id) => customers.push(id),
                _ => {}
            }
        }
        let mut purchases = local::purchases(db)?;
        purchases.retain(|id| {
            since.is_none_or(|since| clock.is_purchase_since(*id, since) || invoices.contains(id))
        });
        Ok(Self { first, customers, purchases, offers: offered, apart })
    }

    /// Hands over line after line.
    pub fn write<E: From<StoreError>>(
        self,
        db: &Connection,
        clock: &Clock,
        mut each: impl FnMut(&Item) -> Result<(), E>,
    ) -> Result<(), E> {
        for item in &self.first {
            each(item)?;
        }
        let mut apart = self.apart;
        for id in self.customers {
            let made = apart.customers.remove(&id);
            let item = made.map_or_else(|| customer(db, clock, id), Ok)?;
            item.map_or(Ok(()), |item| each(&item))?;
        }
        for item in &apart.then {
            each(item)?;
        }
        for id in self.purchases {
            let made = apart.purchases.remove(&id);
            let item = made.map_or_else(|| purchase(db, clock, id), Ok)?;
            item.map_or(Ok(()), |item| each(&item))?;
        }
        for id in self.offers {
            let made = apart.offers.remove(&id);
            let item = made.map_or_else(|| offer(db, clock, id), Ok)?;
            item.map_or(Ok(()), |item| each(&item))?;
        }
        Ok(())
    }
}

/// Row ids of everybody in these segments, and in those campaigns that are asked for.
fn members(
    db: &Connection,
    campaigns: &[Item],
    segments: &[Item],
    is_asked: impl Fn(&str) -> bool,
) -> Result<HashSet<i64>, StoreError> {
    let mut all = HashSet::new();
    for item in campaigns.iter().chain(segments) {
        match item {
            Item::Campaign { uid, .. } if is_asked(uid) => all.extend(campaigns::members_of(db, uid)?),
            Item::Segment { name, .. } => all.extend(segments::members_of_name(db, name)?),
            _ => {}
        }
    }
    Ok(all)
}

fn customer(db: &Connection, clock: &Clock, id: i64) -> Result<Option<Item>, StoreError> {
    let Some(found) = local::by_id(db, id)? else { return Ok(None) };
    let mut registers: BTreeMap<String, Register> = local::registers(db, found.id)?
        .into_iter()
        .map(|(field, value)| {
            let register = register(clock, id, &field, value);
            (field, register)
        })
        .collect();
    // What is gone, and when it went.
    for field in clock.fields(id) {
        if !registers.contains_key(field) {
            registers.insert(field.to_owned(), register(clock, id, field, Json::Null));
        }
    }
    let provenance = found.provenance;
    let identity = called(db, clock, Table::Customer, found.identity)?;
    Ok(Some(Item::Customer { id: identity, was: Vec::new(), provenance, registers }))
}

fn purchase(db: &Connection, clock: &Clock, id: i64) -> Result<Option<Item>, StoreError> {
    let Some(identity) = clock::purchase_identity(db, id)? else { return Ok(None) };
    let field = format!("purchase:{}", identity.key());
    let identity = called(db, clock, Table::Purchase, identity)?;
    let (mut document, provenance) = local::document(db, id)?;
    if let Some(customer) = document.customer.take() {
        document.customer = Some(called(db, clock, Table::Customer, customer)?);
    }
    let value = serde_json::to_value(document).map_err(|e| StoreError::Journal(e.to_string()))?;
    let register = register(clock, 0, &field, value);
    Ok(Some(Item::Purchase { id: identity, provenance, register }))
}

fn offer(db: &Connection, clock: &Clock, id: i64) -> Result<Option<Item>, StoreError> {
    let Some(mut held) = offers::read(db, id)? else { return Ok(None) };
    held.offer.customer = called(db, clock, Table::Customer, held.offer.customer)?;
    if let Some(invoice) = held.offer.invoice.take() {
        held.offer.invoice = Some(called(db, clock, Table::Purchase, invoice)?);
    }
    let value = serde_json::to_value(held.offer).map_err(|e| StoreError::Journal(e.to_string()))?;
    let register = register(clock, 0, &format!("offer:{}", held.uid), value);
    Ok(Some(Item::Offer { uid: held.uid, provenance: held.provenance, register }))
}
