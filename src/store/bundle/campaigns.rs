//! Campaigns of a bundle. What is written about one is one register; what somebody is in it and how they answered is a
//! register of that customer, so that two who note answers on two laptops lose none. Of several of one name the one with the
//! smallest uid has it, the others the beginning of theirs behind it, on every laptop alike.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension};
use serde_json::{Map, Value as Json};

use super::apply::{int, stored, text, unfit};
use super::clock::Clock;
use super::codes::{LETTERS, beginning, given};
use super::merge::{Merge, Side, side};
use super::shape::{Kind, json};
use super::wire::{Item, Register};
use crate::domain::base::names::{fold, tidy};
use crate::domain::lifecycle::Stage;
use crate::domain::people::Channel;
use crate::domain::work::campaign::{CHANNELS, Response};
use crate::store::error::StoreError;
use crate::store::journal::{Table, Tx, Value};

const STAGE: Kind = Kind::Key(|t| t.is_empty() || Stage::from_key(t).is_some());

/// Columns of a campaign; its name is the one that was given.
const CAMPAIGN: [(&str, Kind); 14] = [
    ("name", Kind::Words),
    ("channel", Kind::Key(|t| Channel::from_code(t).is_some_and(|c| CHANNELS.contains(&c)))),
    ("audience", Kind::Text),
    ("stage", STAGE),
    ("offer", Kind::Text),
    ("script", Kind::Text),
    ("control", Kind::Flag(0, 50)),
    ("cost", Kind::Amount),
    ("days", Kind::Flag(1, 1 << 20)),
    ("made_on", Kind::OnDay),
    ("author", Kind::Text),
    ("sent_on", Kind::Day),
    ("closed_on", Kind::Day),
    ("verdict", Kind::Text),
];

/// Columns of somebody in a campaign.
pub(super) const MEMBER: [(&str, Kind); 5] = [
    ("part", Kind::Flag(0, 2)),
    ("why", Kind::Text),
    ("stage", STAGE),
    ("response", Kind::Key(|t| t.is_empty() || Response::from_key(t).is_some())),
    ("responded_on", Kind::Day),
];

/// What a campaign is called on every laptop.
pub(in crate::store) const NAMED: &str = "CASE g.uid WHEN '' THEN 'r' || g.id ELSE g.uid END";

/// The register of a campaign, and of what somebody is in it.
pub(super) fn field(uid: &str) -> String {
    format!("campaign:{uid}")
}

fn row_of(db: &Connection, uid: &str) -> Result<Option<i64>, StoreError> {
    let mut query = db.prepare_cached(&format!("SELECT g.id FROM campaign g WHERE {NAMED} = ?1"))?;
    Ok(query.query_row([uid], |r| r.get(0)).optional()?)
}

/// Whether there is such a campaign here.
pub(super) fn is_here(db: &Connection, uid: &str) -> Result<bool, StoreError> {
    Ok(row_of(db, uid)?.is_some())
}

fn read(db: &Connection, uid: &str) -> Result<Option<(i64, Json)>, StoreError> {
    let columns = CAMPAIGN.map(|(column, _)| column);
    let sql = format!("SELECT g.id, {} FROM campaign g WHERE {NAMED} = ?1", columns.join(", "));
    let read = |row: &rusqlite::Row<'_>| {
        let mut object = Map::new();
        for (at, column) in columns.iter().enumerate() {
            object.insert((*column).to_owned(), json(row.get(at + 1)?));
        }
        Ok((row.get(0)?, object))
    };
    let found: Option<(i64, Map<String, Json>)> =
        db.prepare_cached(&sql)?.query_row([uid], read).optional()?;
    Ok(found.map(|(id, mut object)| {
        let name = object["name"].as_str().map(|name| given(name, uid).to_owned()).unwrap_or_default();
        object.insert("name".into(), name.into());
        (id, Json::Object(object))
    }))
}

/// Every campaign as a line of a bundle, those that are gone too.
pub(super) fn items(db: &Connection, clock: &Clock) -> Result<Vec<Item>, StoreError> {
    let mut query = db.prepare(&format!("SELECT {NAMED} FROM campaign g"))?;
    let mut uids: BTreeSet<String> = query.query_map([], |r| r.get(0))?.collect::<Result<_, _>>()?;
    uids.extend(clock.fields(0).filter_map(|field| field.strip_prefix("campaign:")).map(str::to_owned));
    let mut all = Vec::new();
    for uid in uids {
        let value = read(db, &uid)?.map_or(Json::Null, |(_, value)| value);
        let register = super::register(clock, 0, &field(&uid), value);
        all.push(Item::Campaign { uid, register });
    }
    Ok(all)
}

/// What somebody is in each campaign, by its register.
pub(super) fn of_customer(db: &Connection, customer: i64) -> Result<Vec<(String, Json)>, StoreError> {
    let columns: Vec<String> = MEMBER.iter().map(|(column, _)| format!("m.{column}")).collect();
    let sql = format!(
        "SELECT {NAMED}, {} FROM campaign_member m JOIN campaign g ON g.id = m.campaign_id WHERE m.customer_id = ?1",
        columns.join(", ")
    );
    let mut query = db.prepare_cached(&sql)?;
    let mut rows = query.query([customer])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let mut object = Map::new();
        for (at, (column, _)) in MEMBER.iter().enumerate() {
            object.insert((*column).to_owned(), json(row.get(at + 1)?));
        }
        all.push((field(&row.get::<_, String>(0)?), Json::Object(object)));
    }
    Ok(all)
}

/// Row ids of everybody in a campaign.
pub(super) fn members_of(db: &Connection, uid: &str) -> Result<Vec<i64>, StoreError> {
    let sql = format!(
        "SELECT m.customer_id FROM campaign_member m JOIN campaign g ON g.id = m.campaign_id WHERE {NAMED} = ?1 ORDER BY 1"
    );
    let mut query = db.prepare_cached(&sql)?;
    Ok(query.query_map([uid], |r| r.get(0))?.collect::<Result<_, _>>()?)
}

/// What somebody is in a campaign, as it shall be. Of one that is not there any more nothing is kept.
pub(super) fn member(tx: &mut Tx<'_>, customer: i64, uid: &str, value: &Json) -> Result<(), StoreError> {
    let Some(campaign) = row_of(tx.connection(), uid)? else { return Ok(()) };
    let key = [int(campaign), int(customer)];
    if value.is_null() {
        tx.delete(Table::CampaignMember, &key)?;
    } else {
        let mut columns = Vec::new();
        for (column, kind) in MEMBER {
            columns.push((column, stored(kind, &value[column], column)?));
        }
        if tx.row(Table::CampaignMember, &key)?.is_some() {
            tx.update(Table::CampaignMember, &key, &columns)?;
        } else {
            let [campaign, customer] = key;
            columns.extend([("campaign_id", campaign), ("customer_id", customer)]);
            tx.insert(Table::CampaignMember, &columns)?;
        }
    }
    tx.touch(customer);
    Ok(())
}

/// Gives every campaign the name that follows from all of them.
pub(super) fn settle_names(tx: &mut Tx<'_>) -> Result<(), StoreError> {
    let mut all: Vec<(String, String, String, i64, String)> = Vec::new();
    {
        let mut query = tx.connection().prepare(&format!("SELECT {NAMED}, g.name, g.id FROM campaign g"))?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            let (uid, name): (String, String) = (row.get(0)?, row.get(1)?);
            let want = given(&name, &uid).to_owned();
            all.push((fold(&want), uid, want, row.get(2)?, name));
        }
    }
    all.sort();
    let mut taken = BTreeSet::new();
    let (first, later): (Vec<_>, Vec<_>) = all.iter().partition(|(folded, ..)| taken.insert(folded.clone()));
    let mut shall: Vec<(i64, &str, String)> = Vec::new();
    for (_, uid, want, id, name) in later {
        let named = LETTERS.iter().map(|letters| format!("{want}-{}", beginning(uid, *letters)));
        if let Some(own) = named.into_iter().find(|own| taken.insert(fold(own))) {
            shall.push((*id, name, own));
        }
    }
    // The plain name goes last, when whoever had it has stepped aside.
    shall.extend(first.into_iter().map(|(_, _, want, id, name)| (*id, name.as_str(), want.clone())));
    for (id, name, own) in shall {
        if own != name {
            let columns = [("folded", text(fold(&own))), ("name", text(own))];
            tx.update(Table::Campaign, &[int(id)], &columns)?;
        }
    }
    Ok(())
}

impl Merge {
    /// Takes in a campaign, or that one is gone.
    pub(super) fn campaign(
        &mut self,
        tx: &mut Tx<'_>,
        uid: &str,
        register: &Register,
    ) -> Result<(), StoreError> {
        if uid.is_empty() || uid.len() > 1 << 10 || tidy(uid) != uid {
            return Err(unfit("campaign"));
        }
        let theirs = side(register);
        let field = field(uid);
        let held = read(tx.connection(), uid)?;
        let known = held.as_ref().map(|(id, _)| *id);
        let mine: Side = self.mine(0, &field, held.map_or(Json::Null, |(_, value)| value));
        let stands = theirs.value != mine.value && theirs.beats(&mine);
        if theirs.value.is_null() {
            if stands && let Some(id) = known {
                for customer in members_of(tx.connection(), uid)? {
                    tx.touch(customer);
                    tx.delete(Table::CampaignMember, &[int(id), int(customer)])?;
                }
                tx.delete(Table::Campaign, &[int(id)])?;
                self.shared += 1;
            }
            return Self::remember(tx, 0, &field, &mine, &theirs);
        }
        let mut columns: Vec<(&str, Value)> = Vec::new();
        for (column, kind) in CAMPAIGN {
            columns.push((column, stored(kind, &theirs.value[column], column)?));
        }
        if stands {
            // For now under a name that is its own: which one it has follows from all of them.
            let Value::Text(name) = columns.remove(0).1 else { return Err(unfit("campaign")) };
            let own = format!("{name}-{uid}");
            columns.extend([("folded", text(fold(&own))), ("name", text(own))]);
            if let Some(id) = known {
                tx.update(Table::Campaign, &[int(id)], &columns)?;
            } else {
                columns.push(("uid", text(uid)));
                tx.insert(Table::Campaign, &columns)?;
            }
            self.shared += 1;
        }
        Self::remember(tx, 0, &field, &mine, &theirs)
    }
}
