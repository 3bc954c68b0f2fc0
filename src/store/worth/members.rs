//! The figures of value of everybody as columns of the roster: what filters and orders ask for. Made for all at once,
//! when a list first needs it.

use super::{Board, bar, forecast, judged, mixes, retention, table};
use crate::domain::roster::MemberWorth;
use crate::domain::value::pareto::Class;
use crate::domain::value::{Segment, ValueClass};
use crate::store::read::{At, Fault, Outcome};

/// Sees to it that the roster knows the figures.
pub(in crate::store) fn ensure(at: &At<'_>, board: &mut Board) -> Outcome<()> {
    if board.roster.has_worth() {
        return Ok(());
    }
    let rules = board.appraisals.rules;
    let table = table(at, board, rules.period)?;
    let (bar, mixes) = (bar(at, board)?, mixes(at, board)?);
    let (_, _) = (forecast(at, board), retention(board));
    let appraised = board
        .roster
        .appraise(&|| at.is_stopped(), |member| {
            let (rfm, place) = table.at(member.id).unzip();
            let mix = mixes.of(member.id);
            let judged = judged(at, board, member, mix, false);
            let is_active = member.facts.stage.is_active();
            MemberWorth {
                rfm: rfm.map(|rfm| [rfm.r, rfm.f, rfm.m]),
                segment: rfm.map_or(0, |rfm| Segment::of(rfm) as u8 + 1),
                pareto: place.map_or(0, |place| match place.class {
                    Class::A => 1,
                    Class::B => 2,
                    Class::C => 3,
                    Class::None => 4,
                }),
                p_alive: judged.outlook.map(|o| o.p_alive as f32),
                clv: judged.outlook.map(|o| o.clv),
                class: match is_active.then(|| judged.prospects.class(&bar, &rules)) {
                    Some(ValueClass::HighYield) => 1,
                    Some(ValueClass::HighPotential) => 2,
                    Some(ValueClass::BelowZero) => 3,
                    Some(ValueClass::Steady) => 4,
                    None => 0,
                },
            }
        })
        .ok_or(Fault::Stopped)?;
    board.roster.set_appraised(appraised);
    Ok(())
}
