//! Growth, effort and lifting (mission rows 13, 14, 46, 53–55): the dashboards and the customers behind each of their
//! figures. What everybody's figures are made from is in memory already; a period other than the last twelve months is
//! read from the covering index of purchases.

mod best;
mod effort;
mod growth;
mod lift;

pub(super) use best::Priorities;
pub(super) use effort::effort;
pub(super) use growth::growth;
pub(super) use lift::lift;

use super::read::{At, Outcome};
use super::roster_load::Board;
use crate::domain::people::CustomerId;
use crate::domain::value::Priority;

/// The customers behind a figure, those that matter most first.
pub(super) fn members(at: &At<'_>, board: &Board, figure: Priority) -> Outcome<Vec<CustomerId>> {
    match figure {
        Priority::Bridge(period, buyers) => growth::buyers(at, board, period, buyers),
        Priority::Growth(period, flow) => growth::movers(at, board, period, flow),
        Priority::Churned(gone) => growth::churned(at, board, gone),
        Priority::Wallet => growth::told(at, board),
        Priority::Effort(axis, class) => effort::of_class(at, board, axis, class),
        Priority::Balance(way) => effort::unbalanced(at, board, way),
        Priority::Cadence(class, within) => effort::by_cadence(at, board, class, within),
        Priority::LateA => Ok(board.priorities.late(board)),
        Priority::AlmostA => lift::almost_a(at, board),
        Priority::Plans(outcome) => lift::planned(at, outcome),
        Priority::Promoted(from, to) => lift::promoted(at, from, to),
        Priority::Varied(reached) => lift::varied(at, board, reached),
    }
}

/// Name of a customer; empty for who is gone.
fn name_of(at: &At<'_>, id: CustomerId) -> Outcome<String> {
    use rusqlite::OptionalExtension;
    let name = at
        .db
        .prepare_cached("SELECT name FROM customer WHERE id = ?1")?
        .query_row([id], |r| r.get(0))
        .optional()?;
    Ok(name.unwrap_or_default())
}
