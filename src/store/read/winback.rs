//! Figures of the win-back queue. Archived customers are out of them, as they are out of the queue.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::rows::history_of;
use super::{At, Fault, Outcome, card, setting, setting_value};
use crate::domain::lifecycle::Stage;
use crate::domain::lifecycle::aftermath::{Aftermath, LOOK_BACK, Proposal, aftermath, proposal};
use crate::domain::lifecycle::corrective::{ActionDraft, loss_rate, spans};
use crate::domain::lifecycle::history::{Cut, stage_at};
use crate::domain::lifecycle::recovery::{LossReason, WINBACK_DAYS};
use crate::domain::value::ValueRules;
use crate::domain::{Day, Money};
use crate::store::ask::{WinbackAction, WinbackSummary};
use crate::store::roster_load::{Board, RECENT_DAYS};

/// Contacts we began within days; from the index of days.
pub(super) const RECENT_CONTACTS: &str =
    "SELECT customer_id, day FROM contact WHERE day > ?1 AND day <= ?2 AND direction = 'outbound'";

/// Who is lost, why, who came back, and what was tried.
pub(super) fn winback(at: &At<'_>, board: &Board) -> Outcome<WinbackSummary> {
    let mut summary = WinbackSummary::default();
    let mut reasons: BTreeMap<LossReason, (u64, Money)> = BTreeMap::new();
    for member in board.roster.members().filter(|m| !m.archived && m.facts.stage == Stage::Lost) {
        let (heads, money) = &mut summary.states[member.winback as usize];
        *heads += 1;
        *money += member.at_stake;
        if let Some(reason) = member.reason {
            let (heads, money) = reasons.entry(reason).or_default();
            *heads += 1;
            *money += member.at_stake;
        }
    }
    summary.reasons = reasons.into_iter().map(|(reason, (heads, money))| (reason, heads, money)).collect();
    summary.reasons.sort_by_key(|(_, heads, money)| std::cmp::Reverse((*money, *heads)));
    summary.recovered = recovered(at, board)?;
    (summary.attempts_90d, summary.contacted_90d) = attempts(at, board)?;
    summary.actions = actions(at, board)?;
    summary.aftermath = after(at, board)?;
    summary.checked = checked(at)?;
    summary.proposal = proposed(at, board, &summary.recovered)?;
    Ok(summary)
}

/// What became of those won back within two years: only whom we sought out can have been. Each customer's part is kept
/// beside the roster, so that a change costs one history.
fn after(at: &At<'_>, board: &Board) -> Outcome<Aftermath> {
    let parts = if let Some(parts) = board.aftermaths.get() {
        parts
    } else {
        let sql = "SELECT DISTINCT customer_id FROM contact WHERE day > ?1 AND day <= ?2 AND direction = 'outbound'";
        let first = at.day().plus(-LOOK_BACK - WINBACK_DAYS).0;
        let mut select = at.db.prepare_cached(sql)?;
        let mut rows = select.query([first, at.day().0])?;
        let mut parts = HashMap::new();
        while let Some(row) = rows.next()? {
            if at.is_stopped() {
                return Err(Fault::Stopped);
            }
            let id = row.get(0)?;
            let part = aftermath_of(at, id, board.seasonal(id))?;
            if part != Aftermath::default() {
                parts.insert(id, part);
            }
        }
        board.aftermaths.get_or_init(|| parts)
    };
    let mut sums = Aftermath::default();
    for (_, one) in parts.iter().filter(|(id, _)| board.roster.row(**id).is_some_and(|m| !m.archived)) {
        sums.won += one.won;
        sums.second += one.second;
        sums.due += one.due;
        sums.again += one.again;
        sums.attempts += one.attempts;
    }
    let rules: ValueRules = setting_value(at.db, setting::VALUE)?.unwrap_or_default();
    sums.cost = rules.cost_of(sums.attempts * u64::from(rules.minutes[0]));
    let given: Option<f64> = at
        .db
        .prepare_cached(
            "SELECT sum(l.quantity * l.unit_price * l.discount) FROM offer o \
             JOIN offer_line l ON l.offer_id = o.id AND l.version = o.version \
             WHERE o.winback = 1 AND o.won = 1 AND o.decided_on > ?1 AND o.decided_on <= ?2",
        )?
        .query_row([at.day().plus(-LOOK_BACK).0, at.day().0], |r| r.get(0))?;
    let minor = 10_f64.powi(super::currency(at)?.decimals as i32);
    sums.given = Money((given.unwrap_or(0.0) * minor).round() as i64);
    Ok(sums)
}

/// One customer's part of it, without money.
pub(in crate::store) fn aftermath_of(at: &At<'_>, id: i64, seasonal: Option<Day>) -> Outcome<Aftermath> {
    let mut history = Vec::new();
    history_of(at, id, &mut history)?;
    let contacts = card::contact_days(at, id)?;
    let mut part = aftermath(&history, &contacts, at.day(), seasonal, &at.rules);
    // An attempt is a contact held while they were lost.
    let recent = contacts.iter().filter(|held| **held > at.day().plus(-LOOK_BACK));
    part.attempts = recent
        .filter(|held| stage_at(&history, &Cut::new(held.plus(-1)), seasonal, &at.rules) == Stage::Lost)
        .count() as u64;
    Ok(part)
}

/// Of the losses somebody looked at, how many were really lost.
fn checked(at: &At<'_>) -> Outcome<(u64, u64)> {
    let sql = "SELECT coalesce(sum(finding = 'truly_lost'), 0), count(*) FROM winback \
               WHERE finding IS NOT NULL AND verified_on <= ?1";
    Ok(at
        .db
        .prepare_cached(sql)?
        .query_row([at.day().0], |r| Ok((super::count(r, 0)? as u64, super::count(r, 1)? as u64)))?)
}

/// Limits proposed by those of the last 90 days who came back without a contact.
fn proposed(at: &At<'_>, board: &Board, back: &[(i64, Day, Money, bool)]) -> Outcome<Option<Proposal>> {
    let mut alarms = Vec::new();
    for (id, day, _, ours) in back {
        if !ours {
            let mut history = Vec::new();
            history_of(at, *id, &mut history)?;
            alarms.push((history, *day, board.seasonal(*id)));
        }
    }
    Ok(proposal(&alarms, &at.rules))
}

/// Corrective actions up to the as-of day, with the losses before and after.
fn actions(at: &At<'_>, board: &Board) -> Outcome<Vec<WinbackAction>> {
    let mut select = at.db.prepare_cached(
        "SELECT id, reason, what, owner, due, made_on, done_on FROM corrective_action WHERE made_on <= ?1 ORDER BY id",
    )?;
    let mut rows = select.query([at.day().0])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let Some(reason) = LossReason::from_key(&row.get::<_, String>(1)?) else { continue };
        let day = |column| Ok::<_, rusqlite::Error>(row.get::<_, Option<i32>>(column)?.map(Day));
        // What was done later is not known yet.
        let done_on = day(6)?.filter(|done| *done <= at.day());
        let left = || {
            let members = board.roster.members().filter(|m| !m.archived);
            members.filter_map(move |m| Some((m.facts.first?, m.facts.lost_on, m.reason == Some(reason))))
        };
        let (before, after) = spans(done_on, at.day());
        found.push(WinbackAction {
            id: row.get(0)?,
            draft: ActionDraft { reason, what: row.get(2)?, owner: row.get(3)?, due: day(4)? },
            made_on: Day(row.get(5)?),
            done_on,
            before: loss_rate(left(), before.0, before.1),
            after: after.map(|(after, to)| loss_rate(left(), after, to)),
        });
    }
    found.sort_by_key(|action| {
        let due = action.draft.due.map_or(i32::MAX, |due| due.0);
        (action.done_on.is_some(), action.done_on.map_or(due, |done| -done.0), action.id)
    });
    Ok(found)
}

fn recovered(at: &At<'_>, board: &Board) -> Outcome<Vec<(i64, Day, Money, bool)>> {
    let mut found = Vec::new();
    let mut history = Vec::new();
    for (id, back, amount) in board.returns() {
        let Some(member) = board.roster.row(id).filter(|m| !m.archived) else { continue };
        // Only a contact can make it a win-back, and few had one.
        let is_winback = member.last_contact.is_some_and(|held| held >= back.lost_on) && {
            history_of(at, id, &mut history)?;
            card::last_return(at, id, &history, board.seasonal(id))?
                .is_some_and(|(back, _)| back.is_winback())
        };
        found.push((id, back.day, amount, is_winback));
    }
    found.sort_by_key(|(id, day, ..)| (std::cmp::Reverse(*day), *id));
    Ok(found)
}

/// Contacts we began within [`RECENT_DAYS`] with somebody while they were lost, and how many customers those are.
fn attempts(at: &At<'_>, board: &Board) -> Outcome<(u32, u32)> {
    let mut statement = at.db.prepare_cached(RECENT_CONTACTS)?;
    let mut rows = statement.query([at.day().plus(-RECENT_DAYS).0, at.day().0])?;
    let mut count = 0;
    let mut who = HashSet::new();
    while let Some(row) = rows.next()? {
        let (id, held): (i64, Day) = (row.get(0)?, Day(row.get(1)?));
        let Some(member) = board.roster.row(id).filter(|m| !m.archived) else { continue };
        let lost = member.facts.stage == Stage::Lost && member.facts.lost_on.is_some_and(|on| on <= held);
        let ended = board.return_of(id).is_some_and(|back| back.lost_on <= held && held <= back.day);
        if lost || ended {
            count += 1;
            who.insert(id);
        }
    }
    Ok((count, who.len() as u32))
}
