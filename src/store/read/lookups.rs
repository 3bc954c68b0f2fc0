//! What a filter asks that the roster does not hold: saved segments, products bought and missing, numbers of contacts.
//! Each is found in the file and put into the filter as the customers who meet it.

use std::collections::{HashMap, HashSet};

use super::baskets::{Items, each_line};
use super::{At, Outcome, habits, own, quality, sales, segments};
use crate::domain::Day;
use crate::domain::base::names::fold;
use crate::domain::lifecycle::Stage;
use crate::domain::people::CustomerId;
use crate::domain::query::{Condition, Field, Lookup, Query, Value};
use crate::domain::roster::Sort;
use crate::domain::trade::offer::OfferState;
use crate::domain::value::Window;
use crate::domain::value::basket::{Product, Rule};
use crate::domain::value::offer::is_sound;
use crate::store::roster_load::Board;

const OUTBOUND: &str = "SELECT customer_id, day FROM contact WHERE direction = 'outbound' AND day <= ?1";
const HELD: &str = "SELECT customer_id, count(*) FROM contact WHERE day <= ?1 GROUP BY customer_id";

/// The filter with everything found that the roster cannot answer; the filter itself stays as it is for being shown.
/// Figures of the whole portfolio ([`Query::needs_worth`]) must have been set in the roster before it is used.
pub(super) fn prepared(at: &At<'_>, board: &Board, query: &Query) -> Outcome<Query> {
    let mut query = query.clone();
    segments::expand(at, &mut query)?;
    query.resolve(&mut |lookup| match lookup {
        // The roster finds words in names and numbers, the index those in notes, contacts and facts.
        Lookup::Words(words) => own::said(at, words),
        Lookup::Condition(condition) => find(at, board, condition),
    })?;
    Ok(query)
}

/// Whether a list needs figures of the whole portfolio, segments within segments included.
pub(super) fn needs_worth(at: &At<'_>, query: &Query, sort: Sort) -> Outcome<bool> {
    let mut query = query.clone();
    segments::expand(at, &mut query)?;
    Ok(query.needs_worth() || sort.by.needs_worth())
}

/// Who meets a condition; `None` where nothing is kept that it could be held against.
fn find(at: &At<'_>, board: &Board, condition: &Condition) -> Outcome<Option<Vec<CustomerId>>> {
    Ok(match condition.field {
        Field::Bought => Some(bought(at, board, condition)?),
        Field::Missing => Some(missing(at, condition)?),
        Field::Tries => Some(tries(at, board, condition)?),
        Field::Contacts => Some(contacts(at, board, condition)?),
        Field::Custom => own::custom(at, board, condition)?,
        Field::Score => own::points(at, board, condition)?,
        Field::Language => Some(own::language(at, board, condition)?),
        Field::Usage => Some(habits::used(at, board, condition)?),
        Field::Loyalty => Some(habits::loyal(at, board, condition)?),
        Field::Quality => Some(quality::met(at, condition)?),
        Field::Offer => Some(offered(at, board, condition)?),
        Field::Campaign => Some(campaigned(at, board, condition)?),
        _ => None,
    })
}

/// Which products a condition names: by the beginning of a word of name or category, or by code.
fn wanted(items: &Items, condition: &Condition) -> Vec<bool> {
    let words: Vec<&str> = condition
        .values
        .iter()
        .filter_map(|value| if let Value::Word(word) = value { Some(word.as_str()) } else { None })
        .collect();
    let any = condition.values.contains(&Value::Any);
    let is_meant = |product: &Product| {
        let [code, name, category] = [&product.code, &product.name, &product.category].map(|t| fold(t));
        words.iter().any(|word| code == *word || begins_a_word(&name, word) || begins_a_word(&category, word))
    };
    items.catalogue.products.iter().map(|product| any || is_meant(product)).collect()
}

fn begins_a_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| !text[..at].ends_with(|c: char| c.is_alphanumeric()))
}

fn sorted(ids: HashSet<CustomerId>) -> Vec<CustomerId> {
    let mut ids: Vec<CustomerId> = ids.into_iter().collect();
    ids.sort_unstable();
    ids
}

/// Who bought one of the products; "empty" is who bought no product at all.
fn bought(at: &At<'_>, board: &Board, condition: &Condition) -> Outcome<Vec<CustomerId>> {
    let items = Items::all(at)?;
    let wanted = wanted(&items, condition);
    let (mut buyers, mut all) = (HashSet::new(), HashSet::new());
    let none = condition.values.contains(&Value::Empty);
    each_line(at, Window::All, |line| {
        if let Some(item) = items.number(line.product) {
            if wanted[item as usize] {
                buyers.insert(line.customer);
            }
            if none {
                all.insert(line.customer);
            }
        }
    })?;
    if none {
        buyers.extend(board.roster.members().map(|m| m.id).filter(|id| !all.contains(id)));
    }
    Ok(sorted(buyers))
}

/// Who has none of the wanted products, but one with which they are bought more often than by chance. The wanted ones
/// count as one product.
fn missing(at: &At<'_>, condition: &Condition) -> Outcome<Vec<CustomerId>> {
    let items = Items::all(at)?;
    let wanted = wanted(&items, condition);
    let mut owners: HashSet<CustomerId> = HashSet::new();
    let mut pairs: Vec<(u32, CustomerId)> = Vec::new();
    // Baskets of each product, and those of them that hold a wanted one.
    let mut counts: Vec<(u32, u32)> = vec![(0, 0); wanted.len()];
    let (mut n, mut n_b) = (0_u32, 0_u32);
    let mut close = |basket: &mut Vec<u32>| {
        basket.sort_unstable();
        basket.dedup();
        if basket.is_empty() {
            return;
        }
        let has = basket.iter().any(|item| wanted[*item as usize]);
        n += 1;
        n_b += u32::from(has);
        for item in basket.drain(..) {
            let (n_a, n_ab) = &mut counts[item as usize];
            *n_a += 1;
            *n_ab += u32::from(has);
        }
    };
    let (mut document, mut basket) = (None, Vec::new());
    each_line(at, Window::All, |line| {
        let Some(item) = items.number(line.product) else { return };
        if document != Some(line.purchase) {
            close(&mut basket);
            document = Some(line.purchase);
        }
        basket.push(item);
        if wanted[item as usize] {
            owners.insert(line.customer);
        } else {
            pairs.push((item, line.customer));
        }
    })?;
    close(&mut basket);
    let goes_with = |a: u32| {
        let (n_a, n_ab) = counts[a as usize];
        is_sound(&Rule { a, b: u32::MAX, n_ab, n_a, n_b, n })
    };
    let sound: Vec<bool> = (0..wanted.len() as u32).map(|a| !wanted[a as usize] && goes_with(a)).collect();
    let has = pairs.into_iter().filter(|(item, _)| sound[*item as usize]).map(|(_, customer)| customer);
    Ok(sorted(has.filter(|customer| !owners.contains(customer)).collect()))
}

/// To whom an offer was made that stands so: by the key of its state.
fn offered(at: &At<'_>, board: &Board, condition: &Condition) -> Outcome<Vec<CustomerId>> {
    let meant = |state: OfferState| {
        condition.values.iter().any(|value| match value {
            Value::Word(word) => word == state.key(),
            Value::Any => true,
            _ => false,
        })
    };
    let (mut found, mut all) = (HashSet::new(), HashSet::new());
    for row in sales::all(at)? {
        all.insert(row.offer.draft.customer);
        if meant(row.offer.state(at.day())) {
            found.insert(row.offer.draft.customer);
        }
    }
    if condition.values.contains(&Value::Empty) {
        found.extend(board.roster.members().map(|m| m.id).filter(|id| !all.contains(id)));
    }
    Ok(sorted(found))
}

/// Whom a campaign contacts: by the beginning of a word of its name.
fn campaigned(at: &At<'_>, board: &Board, condition: &Condition) -> Outcome<Vec<CustomerId>> {
    let mut statement = at.db.prepare_cached(
        "SELECT m.customer_id, c.folded FROM campaign_member m JOIN campaign c ON c.id = m.campaign_id \
         WHERE m.part = 0 AND c.made_on <= ?1",
    )?;
    let mut rows = statement.query([at.day().0])?;
    let (mut found, mut all) = (HashSet::new(), HashSet::new());
    while let Some(row) = rows.next()? {
        let (id, name): (CustomerId, String) = (row.get(0)?, row.get(1)?);
        let meant = condition.values.iter().any(|value| match value {
            Value::Word(word) => begins_a_word(&name, word),
            Value::Any => true,
            _ => false,
        });
        all.insert(id);
        if meant {
            found.insert(id);
        }
    }
    if condition.values.contains(&Value::Empty) {
        found.extend(board.roster.members().map(|m| m.id).filter(|id| !all.contains(id)));
    }
    Ok(sorted(found))
}

/// Contacts we began with the lost since they were lost; of others the number is unknown.
fn tries(at: &At<'_>, board: &Board, condition: &Condition) -> Outcome<Vec<CustomerId>> {
    let mut counts: HashMap<CustomerId, (Option<Day>, i64)> = board
        .roster
        .members()
        .filter(|member| member.facts.stage == Stage::Lost)
        .map(|member| (member.id, (member.facts.lost_on, 0)))
        .collect();
    let mut statement = at.db.prepare_cached(OUTBOUND)?;
    let mut rows = statement.query([at.day().0])?;
    while let Some(row) = rows.next()? {
        if let Some((lost_on, count)) = counts.get_mut(&row.get::<_, CustomerId>(0)?)
            && lost_on.is_some_and(|lost| row.get(1).is_ok_and(|day: i32| day >= lost.0))
        {
            *count += 1;
        }
    }
    let number = |id: &CustomerId| counts.get(id).map(|(_, count)| *count);
    Ok(board.roster.members().map(|m| m.id).filter(|id| condition.holds(number(id))).collect())
}

/// Contacts held up to the as-of day.
fn contacts(at: &At<'_>, board: &Board, condition: &Condition) -> Outcome<Vec<CustomerId>> {
    let mut statement = at.db.prepare_cached(HELD)?;
    let counts: HashMap<CustomerId, i64> = statement
        .query_map([at.day().0], |r| Ok((r.get(0)?, r.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let number = |id: &CustomerId| counts.get(id).copied().unwrap_or(0);
    Ok(board.roster.members().map(|m| m.id).filter(|id| condition.holds(Some(number(id)))).collect())
}
