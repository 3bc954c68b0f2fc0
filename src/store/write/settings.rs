//! Settings of the portfolio: one JSON value a key.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value as Json, json};

use super::{GENERIC, GENERIC_NAME, text};
use crate::domain::Currency;
use crate::domain::lifecycle::LifecycleRules;
use crate::domain::lifecycle::health::HealthRules;
use crate::domain::people::age::{Generation, usual_generations};
use crate::domain::people::habits::UsageRule;
use crate::domain::people::holidays::LocalHoliday;
use crate::domain::value::{EffortRules, ValueRules};
use crate::domain::work::calls::CallRules;
use crate::store::ask::ChangeWords;
use crate::store::db::NewSettings;
use crate::store::error::{StoreError, refused, words};
use crate::store::journal::{Table, Tx};

/// Name of the business: a JSON text.
pub(in crate::store) const BUSINESS: &str = "business";
/// Who works at this machine: a JSON text.
pub(in crate::store) const USER: &str = "user";
/// ISO code of the currency: a JSON text. Never changed once there are amounts.
pub(in crate::store) const CURRENCY: &str = "currency";
/// The sample portfolio: `true` or `false`.
pub(in crate::store) const SAMPLE: &str = "sample";
/// [`Generation`]s as a JSON array.
pub(in crate::store) const GENERATIONS: &str = "generations";
/// [`UsageRule`] in JSON.
pub(in crate::store) const USAGE: &str = "usage";
/// [`LocalHoliday`]s as a JSON array.
pub(in crate::store) const HOLIDAYS: &str = "holidays";
/// [`LifecycleRules`] as a JSON object.
pub(in crate::store) const LIFECYCLE: &str = "lifecycle";
/// [`ValueRules`] as a JSON object.
pub(in crate::store) const VALUE: &str = "value";
/// [`EffortRules`] as a JSON object.
pub(in crate::store) const EFFORT: &str = "effort";

/// [`CallRules`] as a JSON object.
pub(in crate::store) const CALLS: &str = "calls";

/// Day on which a list of exclusion was consulted last: a JSON text.
pub(in crate::store) const ROBINSON: &str = "robinson";

/// [`HealthRules`] as a JSON object.
const HEALTH: &str = "health";

pub(super) fn set(tx: &mut Tx<'_>, key: &str, value: Option<&str>) -> Result<ChangeWords, StoreError> {
    let malformed = || refused("error-setting-value", [("key", key.to_owned())]);
    if let Some(value) = value {
        let fits = match key {
            BUSINESS | USER => serde_json::from_str::<String>(value).is_ok(),
            SAMPLE => serde_json::from_str::<bool>(value).is_ok(),
            GENERATIONS => serde_json::from_str::<Vec<Generation>>(value).is_ok(),
            USAGE => serde_json::from_str::<UsageRule>(value).is_ok(),
            HOLIDAYS => serde_json::from_str::<Vec<LocalHoliday>>(value).is_ok(),
            LIFECYCLE => serde_json::from_str::<LifecycleRules>(value).is_ok(),
            HEALTH => serde_json::from_str::<HealthRules>(value).is_ok(),
            EFFORT => serde_json::from_str::<EffortRules>(value).is_ok(),
            CALLS => serde_json::from_str::<CallRules>(value)
                .is_ok_and(|rules| crate::domain::work::hours::zone_named(&rules.zone).is_some()),
            VALUE => serde_json::from_str::<ValueRules>(value).is_ok(),
            CURRENCY => {
                serde_json::from_str::<String>(value).is_ok_and(|c| Currency::from_code(&c).is_some())
            }
            _ => serde_json::from_str::<serde_json::Value>(value).is_ok(),
        };
        if !fits {
            return Err(malformed());
        }
    }
    if key == CURRENCY && amounts_exist(tx.connection())? {
        return Err(refused("error-currency-fixed", []));
    }
    let exists = tx.connection().prepare_cached("SELECT 1 FROM setting WHERE key = ?1")?.exists([key])?;
    match value {
        Some(value) if exists => {
            tx.update(Table::Setting, &[text(key)], &[("value", text(value))])?;
        }
        Some(value) => {
            tx.insert(Table::Setting, &[("key", text(key)), ("value", text(value))])?;
        }
        None => {
            tx.delete(Table::Setting, &[text(key)])?;
        }
    }
    Ok(match key {
        LIFECYCLE => words("change-rules", []),
        HEALTH => words("change-health-rules", []),
        GENERATIONS | USAGE | HOLIDAYS => words("change-profile-rules", []),
        _ => words("change-setting", [("key", key.to_owned())]),
    })
}

/// What is set under a key, where it is of this type.
pub(in crate::store) fn get<T: DeserializeOwned>(
    connection: &Connection,
    key: &str,
) -> rusqlite::Result<Option<T>> {
    let value: Option<String> = connection
        .prepare_cached("SELECT value FROM setting WHERE key = ?1")?
        .query_row([key], |r| r.get(0))
        .optional()?;
    Ok(value.and_then(|v| serde_json::from_str(&v).ok()))
}

/// The portfolio's currency.
pub(in crate::store) fn currency(connection: &Connection) -> rusqlite::Result<Currency> {
    let code: Option<String> = get(connection, CURRENCY)?;
    Ok(code.and_then(|c| Currency::from_code(&c)).unwrap_or_default())
}

/// The lifecycle limits in force.
pub(in crate::store) fn rules(connection: &Connection) -> rusqlite::Result<LifecycleRules> {
    Ok(get(connection, LIFECYCLE)?.unwrap_or_default())
}

/// What changes figures and stays where it was set, as it is in force: by key.
pub(in crate::store) fn of_figures(connection: &Connection) -> rusqlite::Result<BTreeMap<String, Json>> {
    fn in_force<T: DeserializeOwned + Serialize + Default>(
        connection: &Connection,
        key: &str,
    ) -> rusqlite::Result<(String, Json)> {
        let value: T = get(connection, key)?.unwrap_or_default();
        Ok((key.to_owned(), serde_json::to_value(value).unwrap_or_default()))
    }
    let (calls, mut rules) = in_force::<CallRules>(connection, CALLS)?;
    // Where somebody works, how much they want to do and how they write is their own.
    if let Some(rules) = rules.as_object_mut() {
        rules.retain(|key, _| !matches!(key.as_str(), "zone" | "goal" | "templates"));
    }
    let generations: Vec<Generation> = get(connection, GENERATIONS)?.unwrap_or_else(usual_generations);
    Ok(BTreeMap::from([
        in_force::<LifecycleRules>(connection, LIFECYCLE)?,
        in_force::<HealthRules>(connection, HEALTH)?,
        in_force::<ValueRules>(connection, VALUE)?,
        in_force::<EffortRules>(connection, EFFORT)?,
        (calls, rules),
        in_force::<UsageRule>(connection, USAGE)?,
        in_force::<Vec<LocalHoliday>>(connection, HOLIDAYS)?,
        (GENERATIONS.to_owned(), serde_json::to_value(generations).unwrap_or_default()),
    ]))
}

/// What a new file starts with. No change of a person's, so not in the journal.
pub(in crate::store) fn fill_new(connection: &mut Connection, new: &NewSettings) -> rusqlite::Result<()> {
    let tx = connection.transaction()?;
    for (key, value) in [
        (BUSINESS, json!(new.business)),
        (USER, json!(new.user)),
        (CURRENCY, json!(new.currency.code)),
        (SAMPLE, json!(new.is_sample)),
    ] {
        tx.execute("INSERT INTO setting (key, value) VALUES (?1, ?2)", (key, value.to_string()))?;
    }
    tx.execute("INSERT INTO source (id, name) VALUES (?1, ?2)", (GENERIC, GENERIC_NAME))?;
    tx.commit()
}

fn amounts_exist(connection: &Connection) -> rusqlite::Result<bool> {
    connection.prepare("SELECT 1 FROM purchase LIMIT 1")?.exists([])
}
