//! Figures of the win-back queue. Archived customers are out of them, as they are out of the queue.

use std::collections::{BTreeMap, HashSet};

use super::rows::history_of;
use super::{At, Outcome, card};
use crate::domain::lifecycle::Stage;
use crate::domain::lifecycle::corrective::{ActionDraft, loss_rate, spans};
use crate::domain::lifecycle::recovery::LossReason;
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
    Ok(summary)
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
