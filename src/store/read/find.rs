//! Customers found by words for the palette, and customers that may be the same person as a draft.

use std::collections::HashSet;

use super::{At, Fault, Outcome, numbers_of, rows, words_in_notes};
use crate::domain::base::names::{digits, fold};
use crate::domain::people::{CustomerDraft, CustomerId};
use crate::domain::query::{Expr, Query};
use crate::domain::roster::{Scope, Sort};
use crate::store::ask::CustomerRow;
use crate::store::roster_load::Board;

/// Customers whose names are looked at to find the best ones.
const LOOKED_AT: usize = 2000;
/// Shortest phone number by which somebody is recognised.
const PHONE_DIGITS: usize = 6;
/// Same-looking customers shown at most.
const SIMILAR: usize = 10;

/// Customers with all words anywhere in their texts: names that begin with the text first, then names of which a
/// word does, then the others; by name within each.
pub(super) fn find(at: &At<'_>, board: &Board, text: &str, limit: usize) -> Outcome<Vec<CustomerRow>> {
    let wanted = fold(text.trim());
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let order = matching(at, board, &wanted)?;
    let mut candidates: Vec<CustomerId> = order.iter().take(LOOKED_AT).copied().collect();
    if order.len() > LOOKED_AT {
        // The list is in the order of names: those that begin with the text stand together, found by halving.
        let begin = halve(at, &order, &wanted)?;
        candidates.splice(0..0, order[begin..].iter().take(limit.min(LOOKED_AT)).copied());
    }
    // After those whose own texts say it, those of whom it was said.
    let said = words_in_notes(at.db, text)?;
    if !said.is_empty() {
        let known = Scope::Ids(said);
        let everybody = Query::default();
        let listed = board.roster.select(&known, &everybody, Sort::default(), &|| at.is_stopped());
        candidates.extend(listed.ok_or(Fault::Stopped)?.order.iter().take(limit));
    }
    let mut seen = HashSet::new();
    candidates.retain(|id| seen.insert(*id));
    // Figures are a number to be found as a whole, however it is parted: parts of it stand in postcodes too.
    let is_number =
        wanted.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '+' | '-' | '.' | '(' | ')'));
    let number = Some(digits(&wanted)).filter(|number| is_number && number.len() >= 4);
    let mut ranked = Vec::with_capacity(candidates.len());
    for (place, id) in candidates.into_iter().enumerate() {
        let name = folded_name(at, id)?;
        let called = number.as_ref().map_or(Ok(false), |number| has_number(at, id, number))?;
        let rank = if called || name.starts_with(&wanted) {
            0
        } else if name.split_whitespace().any(|word| word.starts_with(&wanted)) {
            1
        } else {
            2
        };
        ranked.push((rank, place, id));
    }
    ranked.sort_unstable();
    let ids: Vec<CustomerId> = ranked.into_iter().take(limit).map(|(_, _, id)| id).collect();
    rows::rows(at, &ids)
}

/// Everybody not archived with all words of a folded text, by name.
fn matching(at: &At<'_>, board: &Board, folded: &str) -> Outcome<Vec<CustomerId>> {
    let words = folded.split_whitespace().map(|word| Expr::Text(word.to_owned())).collect();
    let query = Query { text: folded.to_owned(), expr: Expr::And(words) };
    let found = board
        .roster
        .select(&Scope::All, &query, Sort::default(), &|| at.is_stopped())
        .ok_or(Fault::Stopped)?;
    Ok(found.order)
}

/// Whether a number of a customer holds these figures.
fn has_number(at: &At<'_>, id: CustomerId, number: &str) -> Outcome<bool> {
    let mut own = at.db.prepare_cached("SELECT phone, mobile FROM customer WHERE id = ?1")?;
    let own: (String, String) = own.query_row([id], |r| Ok((r.get(0)?, r.get(1)?)))?;
    let further = numbers_of(at.db, id)?;
    Ok([own.0, own.1].iter().chain(&further).any(|phone| digits(phone).contains(number)))
}

fn halve(at: &At<'_>, order: &[CustomerId], wanted: &str) -> Outcome<usize> {
    let (mut low, mut high) = (0, order.len());
    while low < high {
        let middle = low.midpoint(high);
        if folded_name(at, order[middle])?.as_str() < wanted { low = middle + 1 } else { high = middle }
    }
    Ok(low)
}

fn folded_name(at: &At<'_>, id: CustomerId) -> Outcome<String> {
    let name: String =
        at.db.prepare_cached("SELECT name FROM customer WHERE id = ?1")?.query_row([id], |r| r.get(0))?;
    Ok(fold(&name))
}

/// Customers that may be the same person: same tax id, phone digits, e-mail or folded name, in that order.
pub(super) fn similar(at: &At<'_>, board: &Board, draft: &CustomerDraft) -> Outcome<Vec<CustomerRow>> {
    let mut ids = Vec::new();
    let tax = draft.tax_id.trim();
    if !tax.is_empty() {
        let plain: String =
            tax.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect();
        let mut statement = at.db.prepare_cached(SAME_TAX_ID)?;
        let found = statement
            .query_map([tax, &plain], |r| r.get(0))?
            .collect::<rusqlite::Result<Vec<CustomerId>>>()?;
        ids.extend(found);
    }
    for phone in [&draft.phone, &draft.mobile] {
        let number = digits(phone);
        if number.len() >= PHONE_DIGITS {
            ids.extend(matching(at, board, &number)?);
        }
    }
    let email = fold(draft.email.trim());
    if !email.is_empty() {
        keep_same(at, &mut ids, matching(at, board, &email)?, "email", &email)?;
    }
    let name = fold(draft.name.trim());
    if !name.is_empty() {
        keep_same(at, &mut ids, matching(at, board, &name)?, "name", &name)?;
    }
    let mut seen = HashSet::new();
    ids.retain(|id| seen.insert(*id));
    ids.truncate(SIMILAR);
    rows::rows(at, &ids)
}

pub(super) const SAME_TAX_ID: &str =
    "SELECT id FROM customer WHERE tax_id <> '' AND tax_id IN (?1, ?2) ORDER BY id LIMIT 10";

/// Of those that hold the text anywhere, the ones of whom the field is the text.
fn keep_same(
    at: &At<'_>,
    ids: &mut Vec<CustomerId>,
    found: Vec<CustomerId>,
    field: &'static str,
    wanted: &str,
) -> Outcome<()> {
    let mut statement = at.db.prepare_cached(&format!("SELECT {field} FROM customer WHERE id = ?1"))?;
    for id in found.into_iter().take(LOOKED_AT) {
        let text: String = statement.query_row([id], |r| r.get(0))?;
        if fold(text.trim()) == wanted {
            ids.push(id);
        }
    }
    Ok(())
}
