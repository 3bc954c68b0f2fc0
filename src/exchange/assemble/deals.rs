//! Rows as deals of a sales program: won ones are documents, the rest are offers.

use crate::domain::base::Day;
use crate::exchange::assemble::lines::Lines;
use crate::exchange::assemble::people::Bad;
use crate::exchange::columns::field::Field;
use crate::exchange::columns::preset::{header_key, words};
use crate::exchange::file::rows::Row;
use crate::exchange::plan::Plan;
use crate::exchange::record::{Notes, OfferRecord, Reason};
use crate::exchange::values::cells;
use crate::exchange::values::date::{self, DateOrder};
use crate::exchange::values::money;

/// Where a deal stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Somebody bought.
    Won,
    /// Nobody will.
    Lost,
    /// Nobody knows yet.
    Open,
}

/// What the first column of the stage that says it says.
pub fn stage(plan: &Plan, row: &Row) -> Stage {
    for &column in plan.resolved.all(Field::Status) {
        let cell = row.cell(column);
        if cell.is_empty() || cell.len() > 60 {
            continue;
        }
        let key = header_key(&String::from_utf8_lossy(cell));
        if words().status.won.contains(&key) {
            return Stage::Won;
        }
        if words().status.lost.contains(&key) {
            return Stage::Lost;
        }
    }
    Stage::Open
}

/// The offer of a row that is not won; whose it is comes from the caller.
pub fn offer(
    plan: &Plan,
    lines: &Lines<'_>,
    row: &Row,
    stage: Stage,
    customer: String,
    notes: &mut Notes,
) -> Result<OfferRecord, Bad> {
    let mut number = Vec::new();
    cells::document_number(&plan.resolved, row, &mut number);
    let day = |field: Field| -> Result<Option<Day>, Bad> {
        let Some(column) = plan.resolved.first(field) else { return Ok(None) };
        let order = plan.orders.get(&column).copied().unwrap_or(DateOrder::Ymd);
        date::parse(row.cell(column), order).map_err(|fault| (column, fault.into()))
    };
    let mut text = |field: Field| -> Result<String, Bad> {
        let column = plan.resolved.all(field).iter().copied().find(|c| !row.cell(*c).is_empty());
        column.map_or(Ok(String::new()), |c| cells::text(row.cell(c), notes).map_err(|r| (c, r)))
    };
    let (note, seller, why) = (text(Field::DocumentNote)?, text(Field::SalesRep)?, text(Field::OfferWhy)?);
    let at = plan.resolved.first(Field::Amount).unwrap_or(0);
    let amount = lines.number(row, Field::Amount)?.unwrap_or_default();
    if amount.is_sign_negative() && !amount.is_zero() {
        return Err((at, Reason::NotANumber));
    }
    let amount = money::of(amount, lines.decimals).map_err(|r| (at, r))?;
    let made_on = day(Field::OfferMade)?;
    let lost_on =
        if stage == Stage::Lost { day(Field::OfferLost)?.or(day(Field::Date)?).or(made_on) } else { None };
    let number = String::from_utf8_lossy(&number).into_owned();
    // A program without ids tells its deals apart by title and customer.
    let number =
        if number.is_empty() { format!("{note}/{customer}").chars().take(200).collect() } else { number };
    let lost = stage == Stage::Lost;
    Ok(OfferRecord { row: row.line, number, customer, made_on, amount, lost, lost_on, why, seller, note })
}
