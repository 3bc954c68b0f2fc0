//! Offers of a bundle: with their versions, lines and what became of them one register each, like documents. Their numbers
//! follow from all offers there are: of several that were given the same one on different laptops that with the smallest
//! uid keeps it, the others have the beginning of theirs behind it; so it is the same on every laptop, whoever was heard first.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension};
use serde_json::Value as Json;

use super::apply::{decimal, int, provenance, source, text, unfit};
use super::codes::{LETTERS, beginning, given};
use super::local;
use super::merge::{Merge, Side, side};
use super::rules::is_conflict;
use super::shape::Kind;
use super::wire::{Identity, Offer, OfferLine, OfferVersion, Register};
use crate::domain::base::names::tidy;
use crate::domain::trade::offer::OfferLoss;
use crate::store::error::StoreError;
use crate::store::journal::{Table, Tx, Value};
use crate::store::write::erase::is_erased;

/// Bytes a text may have.
const TEXT: usize = 1 << 20;
/// Minor units, either way.
const MONEY: std::ops::RangeInclusive<i64> = -(1 << 53)..=1 << 53;
/// What an offer is called on every laptop. Those of a journal that is older than uids have none.
const NAMED: &str = "CASE o.uid WHEN '' THEN 'r' || o.id ELSE o.uid END";

/// An offer as it is here.
pub(super) struct Held {
    pub uid: String,
    /// File and source it first came from.
    pub provenance: Option<(String, String)>,
    /// Row id of the customer, and of the invoice.
    pub customer: i64,
    pub invoice: Option<i64>,
    pub offer: Offer,
}

/// Row ids of all offers, by number.
pub(super) fn all(db: &Connection) -> Result<Vec<i64>, StoreError> {
    let mut query = db.prepare("SELECT id FROM offer ORDER BY number")?;
    Ok(query.query_map([], |r| r.get(0))?.collect::<Result<_, _>>()?)
}

/// What the offer in this row is called on every laptop.
pub(super) fn uid_of(db: &Connection, id: i64) -> Result<Option<String>, StoreError> {
    let mut query = db.prepare_cached(&format!("SELECT {NAMED} FROM offer o WHERE o.id = ?1"))?;
    Ok(query.query_row([id], |r| r.get(0)).optional()?)
}

/// The row of the offer that is meant.
pub(super) fn row_of(db: &Connection, uid: &str) -> Result<Option<i64>, StoreError> {
    let mut query = db.prepare_cached("SELECT id FROM offer WHERE uid = ?1 AND uid <> ''")?;
    let known = query.query_row([uid], |r| r.get(0)).optional()?;
    let row = uid.strip_prefix('r').and_then(|row| row.parse::<i64>().ok());
    match (known, row) {
        (None, Some(row)) => {
            let mut query = db.prepare_cached("SELECT id FROM offer WHERE id = ?1 AND uid = ''")?;
            Ok(query.query_row([row], |r| r.get(0)).optional()?)
        }
        (known, _) => Ok(known),
    }
}

/// An offer with everything that belongs to it.
pub(super) fn read(db: &Connection, id: i64) -> Result<Option<Held>, StoreError> {
    let mut query = db.prepare_cached(&format!(
        "SELECT {NAMED} AS uid, o.customer_id, o.purchase_id, i.file, f.name, \
         s.name, c.code, c.uid, d.name, p.number, p.uid, \
         o.number, o.version, o.made_on, o.amount, o.valid_until, o.chance, o.seller, o.note, o.winback, o.sent_on, \
         o.decided_on, o.won, o.loss, o.detail, o.order_number \
         FROM offer o JOIN customer c ON c.id = o.customer_id JOIN source s ON s.id = c.source_id \
         LEFT JOIN purchase p ON p.id = o.purchase_id LEFT JOIN source d ON d.id = p.source_id \
         LEFT JOIN import i ON i.id = o.import_id LEFT JOIN source f ON f.id = i.source_id WHERE o.id = ?1"
    ))?;
    let held = query
        .query_row([id], |r| {
            let uid: String = r.get(0)?;
            let (file, of): (Option<String>, Option<String>) = (r.get(3)?, r.get(4)?);
            let invoice = match r.get::<_, Option<String>>(8)? {
                Some(source) => Some(Identity { source, code: r.get(9)?, uid: r.get(10)? }),
                None => None,
            };
            let (number, order): (String, String) = (r.get(11)?, r.get(25)?);
            let offer = Offer {
                customer: Identity { source: r.get(5)?, code: r.get(6)?, uid: r.get(7)? },
                number: given(&number, &uid).to_owned(),
                version: r.get(12)?,
                made_on: r.get(13)?,
                amount: r.get(14)?,
                valid_until: r.get(15)?,
                chance: r.get(16)?,
                seller: r.get(17)?,
                note: r.get(18)?,
                winback: r.get(19)?,
                sent_on: r.get(20)?,
                decided_on: r.get(21)?,
                won: r.get(22)?,
                loss: r.get(23)?,
                detail: r.get(24)?,
                order: given(&order, &uid).to_owned(),
                invoice,
                lines: Vec::new(),
                versions: Vec::new(),
            };
            Ok(Held { uid, provenance: file.zip(of), customer: r.get(1)?, invoice: r.get(2)?, offer })
        })
        .optional()?;
    let Some(mut held) = held else { return Ok(None) };
    held.offer.customer = local::named(db, Table::Customer, held.offer.customer)?;
    if let Some(invoice) = held.offer.invoice.take() {
        held.offer.invoice = Some(local::named(db, Table::Purchase, invoice)?);
    }
    let mut lines = db.prepare_cached(
        "SELECT version, code, product, category, CAST(quantity AS TEXT), CAST(unit_price AS TEXT), \
         CAST(discount AS TEXT), amount, cost FROM offer_line WHERE offer_id = ?1 ORDER BY version, n",
    )?;
    held.offer.lines = lines
        .query_map([id], |r| {
            Ok(OfferLine {
                version: r.get(0)?,
                product: [r.get(1)?, r.get(2)?, r.get(3)?],
                figures: [r.get(4)?, r.get(5)?, r.get(6)?],
                amount: r.get(7)?,
                cost: r.get(8)?,
            })
        })?
        .collect::<Result<_, _>>()?;
    let mut versions = db.prepare_cached(
        "SELECT version, amount, valid_until, sent_on FROM offer_version WHERE offer_id = ?1 ORDER BY version",
    )?;
    held.offer.versions = versions
        .query_map([id], |r| {
            Ok(OfferVersion {
                version: r.get(0)?,
                amount: r.get(1)?,
                valid_until: r.get(2)?,
                sent_on: r.get(3)?,
            })
        })?
        .collect::<Result<_, _>>()?;
    Ok(Some(held))
}

/// Numbers as they shall be, by row: `all` are row, uid and the number that was given.
fn numbers_of(all: &[(i64, String, String)]) -> BTreeMap<i64, String> {
    let mut all: Vec<&(i64, String, String)> = all.iter().filter(|(.., number)| !number.is_empty()).collect();
    all.sort_by_key(|(_, uid, number)| (number, uid));
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut shall = BTreeMap::new();
    let (mut first, mut later) = (Vec::new(), Vec::new());
    for offer in all {
        if taken.insert(offer.2.clone()) { first.push(offer) } else { later.push(offer) }
    }
    for (id, _, number) in first {
        shall.insert(*id, number.clone());
    }
    for (id, uid, number) in later {
        let named = LETTERS.iter().map(|letters| format!("{number}-{}", beginning(uid, *letters)));
        if let Some(own) = named.into_iter().find(|own| taken.insert(own.clone())) {
            shall.insert(*id, own);
        }
    }
    shall
}

/// Gives every offer and order the number that follows from all of them; answers whose changed.
pub(super) fn settle_numbers(tx: &mut Tx<'_>) -> Result<BTreeSet<i64>, StoreError> {
    let mut touched = BTreeSet::new();
    for column in ["number", "order_number"] {
        let sql = format!("SELECT o.id, {NAMED}, o.{column}, o.customer_id FROM offer o ORDER BY o.id");
        let rows: Vec<(i64, String, String, i64)> = tx
            .connection()
            .prepare(&sql)?
            .query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)))?
            .collect::<Result<_, _>>()?;
        let wanted: Vec<(i64, String, String)> = rows
            .iter()
            .map(|(id, uid, number, _)| (*id, uid.clone(), given(number, uid).to_owned()))
            .collect();
        let shall = numbers_of(&wanted);
        let other: Vec<(i64, String)> = rows
            .iter()
            .filter_map(|(id, _, number, customer)| {
                let own = shall.get(id).filter(|own| *own != number)?;
                touched.insert(*customer);
                Some((*id, own.clone()))
            })
            .collect();
        // No two may be alike at any moment: a number that another one still has is free once that one has its own.
        let holder = format!("SELECT 1 FROM offer WHERE {column} = ?1 AND id <> ?2");
        let (mut waiting, mut parked) = (other, false);
        while !waiting.is_empty() {
            let before = waiting.len();
            let mut still = Vec::new();
            for (id, own) in waiting {
                if tx.connection().prepare_cached(&holder)?.exists((&own, id))? {
                    still.push((id, own));
                } else {
                    tx.update(Table::Offer, &[int(id)], &[(column, text(own))])?;
                }
            }
            // Numbers that go round in a ring: one steps aside.
            if still.len() == before {
                let Some((id, own)) = still.first().filter(|_| !parked) else { return Err(unfit("offer")) };
                let uid = uid_of(tx.connection(), *id)?.unwrap_or_default();
                tx.update(Table::Offer, &[int(*id)], &[(column, text(format!("{own}-{uid}")))])?;
            }
            parked = still.len() == before;
            waiting = still;
        }
    }
    Ok(touched)
}

/// What of an offer is no figure, blanked: of somebody whose data were erased the rest stays, like their sales.
fn without_words(offer: &mut Offer) {
    offer.note.clear();
    offer.detail.clear();
}

/// An offer as it is compared: customer and invoice by what they are on every laptop.
fn canonical(offer: &Offer) -> Json {
    let named = |identity: &Identity| Identity { uid: identity.key(), ..Identity::default() };
    let customer = named(&offer.customer);
    let invoice = offer.invoice.as_ref().map(named);
    let offer = Offer { customer, invoice, ..offer.clone() };
    serde_json::to_value(offer).unwrap_or_default()
}

/// Whether it can be an offer at all.
fn is_fit(offer: &Offer) -> bool {
    let is_day = |day: Option<i32>| Kind::Day.stored(&day.into()).is_some();
    let days = [Some(offer.made_on), offer.valid_until, offer.sent_on, offer.decided_on];
    let texts = [&offer.number, &offer.order, &offer.seller, &offer.note, &offer.detail];
    // A file may say that a deal was lost which had an invoice: what became of it and why are not weighed against each other.
    offer.won.is_some() == offer.decided_on.is_some()
        && (1..=1 << 20).contains(&offer.version)
        && MONEY.contains(&offer.amount)
        && offer.chance.is_none_or(|chance| chance <= 100)
        && !tidy(&offer.number).is_empty()
        && (offer.loss.is_empty() || OfferLoss::from_key(&offer.loss).is_some())
        && days.into_iter().all(is_day)
        && texts.into_iter().all(|text| text.len() <= TEXT)
        && offer.lines.iter().all(|line| {
            (1..=offer.version).contains(&line.version)
                && MONEY.contains(&line.amount)
                && line.cost.is_none_or(|cost| MONEY.contains(&cost))
                && line.product.iter().all(|text| text.len() <= TEXT)
                && !tidy(&line.product[1]).is_empty()
        })
        && offer.versions.iter().all(|version| {
            (1..offer.version).contains(&version.version)
                && MONEY.contains(&version.amount)
                && is_day(version.valid_until)
                && is_day(version.sent_on)
        })
}

/// Writes an offer: made, or given other content. Numbers are settled afterwards.
fn write(
    tx: &mut Tx<'_>,
    known: Option<i64>,
    (uid, from): (&str, Option<&(String, String)>),
    offer: &Offer,
) -> Result<i64, StoreError> {
    if !is_fit(offer) {
        return Err(unfit("offer"));
    }
    let customer = owner(tx.connection(), &offer.customer)?.ok_or_else(|| unfit("customer"))?;
    let invoice = match &offer.invoice {
        None => Value::Null,
        Some(identity) => {
            int(local::purchase(tx.connection(), identity, &[])?.ok_or_else(|| unfit("purchase"))?)
        }
    };
    let maybe = |number: Option<i32>| number.map_or(Value::Null, int);
    let mut columns = vec![
        ("customer_id", int(customer)),
        ("version", int(offer.version)),
        ("made_on", int(offer.made_on)),
        ("amount", int(offer.amount)),
        ("valid_until", maybe(offer.valid_until)),
        ("chance", offer.chance.map_or(Value::Null, int)),
        ("seller", text(tidy(&offer.seller))),
        ("note", text(tidy(&offer.note))),
        ("winback", int(offer.winback)),
        ("sent_on", maybe(offer.sent_on)),
        ("decided_on", maybe(offer.decided_on)),
        ("won", offer.won.map_or(Value::Null, int)),
        ("loss", text(offer.loss.as_str())),
        ("detail", text(tidy(&offer.detail))),
        ("purchase_id", invoice),
    ];
    let (number, order) = (tidy(&offer.number), tidy(&offer.order));
    let held: Option<(String, String)> = match known {
        None => None,
        Some(id) => tx
            .connection()
            .prepare_cached("SELECT number, order_number FROM offer WHERE id = ?1")?
            .query_row([id], |r| Ok((r.get(0)?, r.get(1)?)))
            .optional()?,
    };
    if held.as_ref().is_none_or(|(held, _)| given(held, uid) != number) {
        let taken = "SELECT 1 FROM offer WHERE number = ?1";
        let taken = tx.connection().prepare_cached(taken)?.exists([&number])?;
        columns.push(("number", text(if taken { format!("{number}-{uid}") } else { number })));
    }
    if held.as_ref().is_none_or(|(_, held)| given(held, uid) != order) {
        columns.push(("order_number", text(order)));
    }
    let id = if let Some(id) = known {
        tx.update(Table::Offer, &[int(id)], &columns)?;
        id
    } else {
        let import = match from {
            None => Value::Null,
            Some((file, of)) => {
                let of = source(tx, of)?;
                provenance(tx, file, of)?
            }
        };
        columns.extend([("uid", text(uid)), ("import_id", import)]);
        tx.insert(Table::Offer, &columns)?
    };
    lines(tx, id, &offer.lines)?;
    versions(tx, id, &offer.versions)?;
    Ok(id)
}

/// Keys of the rows that hang on an offer.
fn keys(tx: &Tx<'_>, table: Table, id: i64) -> Result<BTreeSet<Vec<i64>>, StoreError> {
    let (name, key) = (table.name(), table.key());
    let sql = format!("SELECT {} FROM {name} WHERE offer_id = ?1", key.join(", "));
    let mut query = tx.connection().prepare_cached(&sql)?;
    let read = |r: &rusqlite::Row<'_>| (0..key.len()).map(|at| r.get(at)).collect();
    Ok(query.query_map([id], read)?.collect::<Result<_, _>>()?)
}

/// Puts a row that hangs on an offer; it is none of those to be taken away any more.
fn put(
    tx: &mut Tx<'_>,
    table: Table,
    key: &[i64],
    mut columns: Vec<(&'static str, Value)>,
    stale: &mut BTreeSet<Vec<i64>>,
) -> Result<(), StoreError> {
    let values: Vec<Value> = key.iter().map(|part| int(*part)).collect();
    if stale.remove(key) {
        tx.update(table, &values, &columns)?;
    } else {
        columns.extend(table.key().iter().copied().zip(values));
        tx.insert(table, &columns)?;
    }
    Ok(())
}

fn drop_all(tx: &mut Tx<'_>, table: Table, stale: BTreeSet<Vec<i64>>) -> Result<(), StoreError> {
    for key in stale {
        let key: Vec<Value> = key.into_iter().map(int).collect();
        tx.delete(table, &key)?;
    }
    Ok(())
}

fn lines(tx: &mut Tx<'_>, id: i64, lines: &[OfferLine]) -> Result<(), StoreError> {
    let mut stale = keys(tx, Table::OfferLine, id)?;
    let mut counts: BTreeMap<i64, i64> = BTreeMap::new();
    for line in lines {
        let n = counts.entry(line.version).or_default();
        *n += 1;
        let [code, product, category] = line.product.each_ref().map(|part| text(tidy(part)));
        let [quantity, price, discount] = &line.figures;
        let columns = vec![
            ("code", code),
            ("product", product),
            ("category", category),
            ("quantity", decimal(quantity)?),
            ("unit_price", decimal(price)?),
            ("discount", decimal(discount)?),
            ("amount", int(line.amount)),
            ("cost", line.cost.map_or(Value::Null, int)),
        ];
        put(tx, Table::OfferLine, &[id, line.version, *n], columns, &mut stale)?;
    }
    drop_all(tx, Table::OfferLine, stale)
}

fn versions(tx: &mut Tx<'_>, id: i64, versions: &[OfferVersion]) -> Result<(), StoreError> {
    let mut stale = keys(tx, Table::OfferVersion, id)?;
    let maybe = |number: Option<i32>| number.map_or(Value::Null, int);
    for version in versions {
        let columns = vec![
            ("amount", int(version.amount)),
            ("valid_until", maybe(version.valid_until)),
            ("sent_on", maybe(version.sent_on)),
        ];
        put(tx, Table::OfferVersion, &[id, version.version], columns, &mut stale)?;
    }
    drop_all(tx, Table::OfferVersion, stale)
}

/// Who is meant here: the row that stayed of somebody who was erased, whoever they are now if they were joined to another.
fn owner(db: &Connection, identity: &Identity) -> Result<Option<i64>, StoreError> {
    if let Some(row) = local::erased(db, identity)? {
        return Ok(Some(row));
    }
    match local::customer(db, identity, &[])? {
        None => local::keeper(db, identity),
        held => Ok(held),
    }
}

/// What a conflict keeps of a side.
fn kept(uid: &str, side: &Side, offer: &Offer) -> Side {
    Side { value: serde_json::json!({ "id": uid, "document": offer }), ..side.clone() }
}

/// Settles a conflict: this offer stands.
pub(super) fn choose(tx: &mut Tx<'_>, value: &Json) -> Result<(), StoreError> {
    let uid = value["id"].as_str().ok_or_else(|| unfit("offer"))?;
    let offer = serde_json::from_value(value["document"].clone()).map_err(|_| unfit("offer"))?;
    let known = row_of(tx.connection(), uid)?;
    write(tx, known, (uid, None), &offer)?;
    settle_numbers(tx)?;
    Ok(())
}

impl Merge {
    /// Takes in an offer.
    pub(super) fn offer(
        &mut self,
        tx: &mut Tx<'_>,
        uid: &str,
        from: Option<&(String, String)>,
        register: Register,
    ) -> Result<(), StoreError> {
        let theirs = side(&register);
        let mut offer: Offer = serde_json::from_value(register.value).map_err(|_| unfit("offer"))?;
        if uid.is_empty() || uid.len() > TEXT || tidy(uid) != uid {
            return Err(unfit("offer"));
        }
        self.meant(&mut offer.customer);
        let db = tx.connection();
        let customer = owner(db, &offer.customer)?.ok_or_else(|| unfit("customer"))?;
        let erased = is_erased(db, customer)?;
        if erased {
            without_words(&mut offer);
        }
        if let Some(found) = local::by_id(db, customer)? {
            offer.customer = found.identity;
        }
        let field = format!("offer:{uid}");
        let Some(id) = row_of(db, uid)? else {
            write(tx, None, (uid, from), &offer)?;
            self.counted(customer);
            return Self::remember(tx, 0, &field, &self.mine(0, &field, Json::Null), &theirs);
        };
        let held = read(db, id)?.ok_or_else(|| unfit("offer"))?;
        let mine = self.mine(0, &field, canonical(&held.offer));
        let theirs = Side { value: canonical(&offer), ..theirs };
        if mine.value != theirs.value {
            // Of somebody whose data were erased there is nothing to be chosen.
            if is_conflict(&field, &mine, &theirs) && !is_erased(tx.connection(), held.customer)? {
                let (mine, theirs) = (kept(uid, &mine, &held.offer), kept(uid, &theirs, &offer));
                let field = format!("offer:{}", held.offer.number);
                self.keep_conflict(tx, held.customer, &field, &mine, &theirs)?;
            }
            if theirs.beats(&mine) {
                write(tx, Some(id), (uid, None), &offer)?;
                self.counted(customer);
            }
        }
        Self::remember(tx, 0, &field, &mine, &theirs)
    }

    fn counted(&mut self, customer: i64) {
        self.offers += 1;
        self.changed(customer);
    }

    /// Numbers that two laptops gave are told apart.
    pub(super) fn settle_offers(&mut self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        for customer in settle_numbers(tx)? {
            self.changed(customer);
        }
        Ok(())
    }
}
