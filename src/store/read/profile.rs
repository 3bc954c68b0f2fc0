//! The profile of one customer: what follows from what is known of them.

use std::collections::BTreeMap;

use rusqlite::Connection;
use rust_decimal::Decimal;

use super::rows::history_of;
use super::{At, Outcome, setting, setting_value};
use crate::domain::base::names::fold;
use crate::domain::lifecycle::{Entry, Facts};
use crate::domain::people::age::{Generation, generation, usual_generations};
use crate::domain::people::custom::several;
use crate::domain::people::habits::{
    LoyaltyInput, UsageCuts, UsageRule, loyalty, seasonality, terciles, usage,
};
use crate::domain::people::holidays::{LocalHoliday, next_holiday};
use crate::domain::people::place::{is_spain, province, time_zone};
use crate::domain::people::{
    CustomerDraft, CustomerId, FieldDef, FieldType, Statement, StatementDraft, StatementKind,
};
use crate::domain::value::score::{Known, Scale, score};
use crate::domain::{Day, Money};
use crate::store::ask::{NamedScore, Profile, ScaleInUse};

/// Documents within the last twelve months: of one customer with `?1`.
const CATEGORIES: &str = "SELECT count(DISTINCT pr.category) FROM purchase p JOIN line l ON l.purchase_id = p.id \
     JOIN product pr ON pr.id = l.product_id WHERE p.customer_id = ?1 AND p.status = 0 AND p.day > ?2 \
     AND p.day <= ?3 AND (p.reversed_on IS NULL OR p.reversed_on > ?3) AND pr.category <> ''";

pub(super) const SOLD: &str = "SELECT count(DISTINCT category) FROM product WHERE category <> ''";

const ORDERS: &str = "SELECT count(*) FROM purchase WHERE customer_id IS NOT NULL AND status = 0 AND day > ?1 \
     AND day <= ?2 AND (reversed_on IS NULL OR reversed_on > ?2) GROUP BY customer_id";

const STATEMENTS: &str = "SELECT id, kind, text, source, note_id, contact_id, day, author FROM statement \
     WHERE customer_id = ?1 AND day <= ?2 ORDER BY day DESC, id DESC";

const FOR_OCCASIONS: &str =
    "SELECT occasion FROM purchase WHERE customer_id = ?1 AND occasion <> '' AND status = 0 AND day <= ?2";

const VALUES: &str = "SELECT f.key, v.value FROM field_value v JOIN field f ON f.id = v.field_id \
     WHERE v.customer_id = ?1 ORDER BY f.key";

const SCALES: &str = "SELECT s.name, s.version, s.body, s.day, s.author FROM scale s WHERE s.version = \
     (SELECT max(version) FROM scale n WHERE n.name = s.name AND n.day <= ?1) ORDER BY s.name";

/// Fields of the user's own, in their order.
pub(in crate::store) fn fields_defined(db: &Connection) -> rusqlite::Result<Vec<FieldDef>> {
    let mut select = db.prepare_cached("SELECT id, key, name, kind, choices FROM field ORDER BY rank, id")?;
    select
        .query_map([], |r| {
            let kind: String = r.get(3)?;
            let choices: String = r.get(4)?;
            Ok(FieldDef {
                id: r.get(0)?,
                key: r.get(1)?,
                name: r.get(2)?,
                kind: FieldType::from_code(&kind).unwrap_or_default(),
                choices: serde_json::from_str(&choices).unwrap_or_default(),
            })
        })?
        .collect()
}

/// Values of a customer's own fields by key.
pub(in crate::store) fn values_of(at: &At<'_>, id: CustomerId) -> Outcome<BTreeMap<String, String>> {
    let mut select = at.db.prepare_cached(VALUES)?;
    let found = select.query_map([id], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    Ok(found)
}

/// Generations, rule of use and holidays in force.
pub(super) fn rules(at: &At<'_>) -> Outcome<(Vec<Generation>, UsageRule, Vec<LocalHoliday>)> {
    Ok((
        setting_value(at.db, setting::GENERATIONS)?.unwrap_or_else(usual_generations),
        setting_value(at.db, setting::USAGE)?.unwrap_or_default(),
        setting_value(at.db, setting::HOLIDAYS)?.unwrap_or_default(),
    ))
}

/// Thirds of those who bought in the last twelve months.
pub(super) fn thirds(at: &At<'_>) -> Outcome<Option<UsageCuts>> {
    let mut select = at.db.prepare_cached(ORDERS)?;
    let values = select
        .query_map((at.cut.year_ago.0, at.day().0), |r| r.get(0))?
        .collect::<rusqlite::Result<Vec<u32>>>()?;
    Ok(terciles(&values))
}

/// Scales in use on the as-of day, by name.
pub(super) fn scales(at: &At<'_>) -> Outcome<Vec<ScaleInUse>> {
    let mut select = at.db.prepare_cached(SCALES)?;
    let mut rows = select.query([at.day().0])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let body: String = row.get(2)?;
        // `null` is a scale taken out of use.
        if let Ok(Some(scale)) = serde_json::from_str::<Option<Scale>>(&body) {
            found.push(ScaleInUse {
                name: row.get(0)?,
                version: row.get(1)?,
                scale,
                day: Day(row.get(3)?),
                author: row.get(4)?,
            });
        }
    }
    Ok(found)
}

/// What is stated of a customer up to the as-of day, newest first.
fn statements(at: &At<'_>, id: CustomerId) -> Outcome<Vec<Statement>> {
    let mut select = at.db.prepare_cached(STATEMENTS)?;
    let found = select
        .query_map((id, at.day().0), |r| {
            let kind: String = r.get(1)?;
            Ok(Statement {
                id: r.get(0)?,
                author: r.get(7)?,
                draft: StatementDraft {
                    customer: id,
                    kind: StatementKind::from_code(&kind).unwrap_or_default(),
                    text: r.get(2)?,
                    source: r.get(3)?,
                    note: r.get(4)?,
                    contact: r.get(5)?,
                    day: Day(r.get(6)?),
                },
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(found)
}

/// Adds to a count under a name, accents and capitals aside.
pub(super) fn count_in(counts: &mut Vec<(String, u32)>, name: &str, n: u32) {
    match counts.iter_mut().find(|(known, _)| fold(known) == fold(name)) {
        Some((_, count)) => *count += n,
        None => counts.push((name.to_owned(), n)),
    }
}

/// The profile of a customer as written; `None` where there is no such customer.
pub(super) fn profile(at: &At<'_>, id: CustomerId) -> Outcome<Option<Profile>> {
    let Some(customer) = super::card::record(at, id)? else { return Ok(None) };
    let d = &customer.draft;
    let mut history = Vec::new();
    history_of(at, id, &mut history)?;
    let facts = Facts::of(&history, &at.cut, customer.seasonal, &at.rules);
    let (generations, rule, holidays) = rules(at)?;
    let day = at.day();
    let birth = d.birth();
    let age = birth.and_then(|b| b.age(day));
    let bought: Vec<&Entry> =
        history.iter().filter(|e| e.day > at.cut.year_ago && e.day <= day && e.is_purchase(day)).collect();
    let cuts = match rule {
        UsageRule::Cuts(cuts) => cuts,
        UsageRule::Terciles => thirds(at)?.unwrap_or_default(),
    };
    let mut days: Vec<Day> = bought.iter().map(|e| e.day).collect();
    days.dedup();
    let loyalty_input = LoyaltyInput {
        days,
        categories: at
            .db
            .prepare_cached(CATEGORIES)?
            .query_row((id, at.cut.year_ago.0, day.0), |r| r.get(0))?,
        sold: at.db.prepare_cached(SOLD)?.query_row([], |r| r.get(0))?,
        revenue: facts.revenue_12m,
        wallet: d.wallet,
    };
    let statements = statements(at, id)?;
    let values = values_of(at, id)?;
    let where_they_are = province(&d.country, &d.postal_code, &d.region);
    let spanish = is_spain(&d.country) && (where_they_are.is_some() || !d.country.trim().is_empty());
    let mut found = Profile {
        customer: id,
        province: where_they_are,
        time_zone: if d.timezone.is_empty() {
            time_zone(&d.country, &d.postal_code, &d.region).unwrap_or_default().to_owned()
        } else {
            d.timezone.clone()
        },
        holiday: next_holiday(day, spanish, where_they_are, d.shown_zone(), &holidays),
        age,
        generation: birth
            .filter(|_| age.is_some())
            .and_then(|b| generation(b.year(), &generations))
            .map(|g| g.name.clone()),
        birthday: birth.and_then(|b| b.next_birthday(day)),
        orders_12m: bought.len() as u32,
        usage: usage(bought.len() as u32, cuts),
        cuts,
        terciles: rule == UsageRule::Terciles,
        loyalty: loyalty(&loyalty_input),
        loyalty_input,
        season: seasonality(history.iter().filter(|e| e.day <= day).map(|e| (e.day, e.amount))),
        occasions: occasions(at, id, d)?,
        benefits: benefits(d, &statements),
        statements,
        points: super::points::points_told(at, id)?,
        fields: fields_defined(at.db)?
            .into_iter()
            .map(|f| (values.get(&f.key).cloned().unwrap_or_default(), f))
            .map(|(value, f)| (f, value))
            .collect(),
        checks: super::quality::checks_of(at, id, d)?,
        scores: Vec::new(),
    };
    let scores = scales(at)?
        .into_iter()
        .map(|s| NamedScore {
            score: score(&s.scale, |field| known(field, &found, d, &facts, at)),
            name: s.name,
            version: s.version,
            day: s.day,
        })
        .collect();
    found.scores = scores;
    Ok(Some(found))
}

/// Occasions of a customer and of their purchases, those bought for most first.
fn occasions(at: &At<'_>, id: CustomerId, draft: &CustomerDraft) -> Outcome<Vec<(String, u32)>> {
    let mut counts: Vec<(String, u32)> = several(&draft.occasion).into_iter().map(|o| (o, 0)).collect();
    let mut select = at.db.prepare_cached(FOR_OCCASIONS)?;
    let mut rows = select.query((id, at.day().0))?;
    while let Some(row) = rows.next()? {
        for occasion in several(&row.get::<_, String>(0)?) {
            count_in(&mut counts, &occasion, 1);
        }
    }
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| fold(&a.0).cmp(&fold(&b.0))));
    Ok(counts)
}

fn benefits(draft: &CustomerDraft, statements: &[Statement]) -> Vec<(String, u32)> {
    let mut counts: Vec<(String, u32)> = several(&draft.benefit).into_iter().map(|b| (b, 0)).collect();
    for statement in statements.iter().filter(|s| s.draft.kind == StatementKind::Benefit) {
        for benefit in several(&statement.draft.text) {
            // Evidence for a benefit that is no longer counted among those sought says nothing.
            if let Some((_, n)) = counts.iter_mut().find(|(name, _)| fold(name) == fold(&benefit)) {
                *n += 1;
            }
        }
    }
    counts
}

/// What is known of a field that a scale may ask for.
fn known(field: &str, profile: &Profile, d: &CustomerDraft, facts: &Facts, at: &At<'_>) -> Option<Known> {
    let number = |n: i64| Some(Known::Number(Decimal::from(n)));
    let word = |text: &str| (!text.is_empty()).then(|| Known::Words(vec![text.to_owned()]));
    let words = |all: Vec<String>| (!all.is_empty()).then_some(Known::Words(all));
    let decimals = || crate::store::write::settings::currency(at.db).map_or(2, |c| c.decimals);
    let money = |m: Money| Some(Known::Number(Decimal::new(m.0, decimals())));
    if let Some(key) = field.strip_prefix("custom.") {
        let (field, value) = profile.fields.iter().find(|(f, _)| f.key == key)?;
        return match field.kind {
            FieldType::Number | FieldType::Money => value.parse().ok().map(Known::Number),
            _ => word(value),
        };
    }
    match field {
        "revenue_12m" => money(facts.revenue_12m),
        "orders_12m" => number(profile.orders_12m.into()),
        "days_since_last" => number((at.day().0 - facts.last?.0).into()),
        "loyalty" => Some(Known::Number(Decimal::new(profile.loyalty.index?.into(), 2))),
        "usage" => word(profile.usage?.key()),
        "stage" => word(facts.stage.key()),
        "age" => number(profile.age?.into()),
        "generation" => word(profile.generation.as_deref()?),
        "income" => word(&d.income),
        "occasion" => words(profile.occasions.iter().map(|(o, _)| o.clone()).collect()),
        "benefit" => words(several(&d.benefit)),
        "province" => word(profile.province?.name),
        "zone" => word(d.shown_zone()),
        "turnover" => money(d.turnover?),
        "employees" => number(d.employees?.into()),
        "activity" => word(&d.activity),
        "wallet" => money(d.wallet?),
        _ => None,
    }
}

/// Customers of whom a note, a contact or a statement holds every one of these words, accents and capitals aside; the
/// last word may be a beginning. Sorted, each once; nothing for a text without words.
pub(in crate::store) fn words_in_notes(db: &Connection, text: &str) -> rusqlite::Result<Vec<CustomerId>> {
    let Some(wanted) = match_of(text) else { return Ok(Vec::new()) };
    let mut select = db
        .prepare_cached("SELECT DISTINCT customer_id FROM words WHERE words MATCH ?1 ORDER BY customer_id")?;
    select.query_map([wanted], |r| r.get(0))?.collect()
}

/// The query of the index for words as typed: each quoted, so that nothing in it is an operator, each as a beginning.
pub(super) fn match_of(text: &str) -> Option<String> {
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(|w| format!("\"{w}\"*"))
        .collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// What was said with these words, newest first.
pub(super) fn said(at: &At<'_>, text: &str, limit: usize) -> Outcome<Vec<crate::store::ask::Said>> {
    let Some(wanted) = match_of(text) else { return Ok(Vec::new()) };
    let mut select = at.db.prepare_cached(
        "SELECT w.rowid, w.text, w.customer_id, c.name, \
         coalesce(n.at, t.at, date(s.day * 86400, 'unixepoch') || 'T00:00:00') AS said_at \
         FROM words w JOIN customer c ON c.id = w.customer_id \
         LEFT JOIN note n ON w.rowid % 4 = 0 AND n.id = w.rowid / 4 \
         LEFT JOIN contact t ON w.rowid % 4 = 1 AND t.id = w.rowid / 4 \
         LEFT JOIN statement s ON w.rowid % 4 = 2 AND s.id = w.rowid / 4 \
         WHERE w.words MATCH ?1 AND c.archived = 0 AND said_at < ?2 ORDER BY said_at DESC, w.rowid DESC LIMIT ?3",
    )?;
    let before = at.day().plus(1).to_string();
    let found = select
        .query_map((wanted, before, limit as i64), |r| {
            Ok(crate::store::ask::Said {
                kind: ["note", "contact", "statement"][(r.get::<_, i64>(0)? % 4).clamp(0, 2) as usize],
                text: r.get(1)?,
                customer: r.get(2)?,
                name: r.get(3)?,
                at: super::archive::moment(r, 4)?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(found)
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDateTime;

    use super::*;
    use crate::domain::change::{Change, Stamp};
    use crate::store::db::{Db, NewSettings};
    use crate::store::verify::Finding;

    fn stamp() -> Stamp {
        Stamp { now: NaiveDateTime::default(), author: "Marta".into() }
    }

    fn add(name: &str) -> Change {
        let draft = CustomerDraft { name: name.into(), ..CustomerDraft::default() };
        Change::AddCustomer { draft, labels: Vec::new(), next: None, note: String::new() }
    }

    fn note(id: Option<i64>, customer: i64, text: &str) -> Change {
        Change::Note { id, customer, text: text.into() }
    }

    #[test]
    fn words_are_found_without_accents_by_their_beginning_and_go_with_what_said_them() {
        let folder = tempfile::tempdir().unwrap();
        let mut db = Db::create(&folder.path().join("a.db"), &NewSettings::default()).unwrap();
        for change in [
            add("Ana"),
            add("Bea"),
            note(None, 1, "Café de Etiopía, muy temprano"),
            note(None, 2, "Té verde"),
            note(Some(2), 2, "Café verde"),
        ] {
            db.apply(&change, &stamp()).unwrap();
        }
        let who = |db: &Db, text: &str| words_in_notes(db.connection(), text).unwrap();
        assert_eq!(who(&db, "ETIOPIA"), [1]);
        assert_eq!(who(&db, "etio"), [1]);
        assert_eq!(who(&db, "cafe"), [1, 2]);
        assert_eq!(who(&db, "cafe verde"), [2]);
        assert_eq!(who(&db, "te"), [1], "temprano; the tea is written over");
        for nothing in ["", " \"* OR ", "-", "verde etiopia"] {
            assert_eq!(who(&db, nothing), [0; 0], "{nothing}");
        }
        db.undo(&stamp()).unwrap();
        assert_eq!(who(&db, "te verde"), [2]);
        db.redo(&stamp()).unwrap();
        assert_eq!(who(&db, "te verde"), [0; 0]);
        assert_eq!(db.verify().unwrap(), []);
    }

    #[test]
    fn an_index_that_lost_or_kept_too_much_is_noticed() {
        let folder = tempfile::tempdir().unwrap();
        let mut db = Db::create(&folder.path().join("a.db"), &NewSettings::default()).unwrap();
        for change in [add("Ana"), note(None, 1, "Café"), note(None, 1, "Té")] {
            db.apply(&change, &stamp()).unwrap();
        }
        db.connection().execute("DELETE FROM words WHERE rowid = 4", []).unwrap();
        assert_eq!(db.verify().unwrap(), [Finding::Words(4)]);
        db.connection()
            .execute_batch(
                "INSERT INTO words (rowid, text, customer_id) VALUES (4, 'Café', 1), (100, 'sobra', 1);",
            )
            .unwrap();
        assert_eq!(db.verify().unwrap(), [Finding::Words(100)]);
    }
}
