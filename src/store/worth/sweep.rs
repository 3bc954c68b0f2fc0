//! The one pass over the active customers behind every figure by value to come: their classes, and who is leaving. Made
//! when first asked for and kept until something changes; the same whatever period a dashboard shows.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::{At, Board, Outcome, bar, judged, mixes};
use crate::domain::Money;
use crate::domain::people::CustomerId;
use crate::domain::roster::ValueFigure;
use crate::domain::value::{ValueClass, ValueRules};
use crate::store::ask::{ClassFigures, ValuePreview};

/// P₀ from which an active customer counts as leaving: one chance in four.
const LEAVING: f64 = 0.25;

/// What the pass found.
#[derive(Debug)]
pub(in crate::store) struct Sweep {
    /// Figures of each class, in the order of the classes.
    pub classes: Vec<ClassFigures>,
    /// Class and net lifetime value of each active customer, in the order of the roster.
    active: Vec<(CustomerId, ValueClass, i64)>,
    /// Those who are leaving and their revenue of 12 months, by the chance of no purchase times it, most first.
    pub leaving: Vec<(CustomerId, Money)>,
}

impl Sweep {
    /// Active customers of a class, or all of them, by net lifetime value, most first.
    pub fn by_class(&self, figure: ValueFigure) -> Vec<CustomerId> {
        let meant = |class| figure == ValueFigure::Active || figure == ValueFigure::Class(class);
        let mut found: Vec<_> = self
            .active
            .iter()
            .filter(|(_, class, _)| meant(*class))
            .map(|(id, _, net)| (Reverse(*net), *id))
            .collect();
        found.sort_unstable();
        found.into_iter().map(|(_, id)| id).collect()
    }
}

fn empty(class: ValueClass) -> ClassFigures {
    ClassFigures {
        class,
        customers: 0,
        net: Money::ZERO,
        lifetime: Money::ZERO,
        range: (Money::ZERO, Money::ZERO),
        cost: Money::ZERO,
        revenue_12m: Money::ZERO,
    }
}

/// The pass, made unless it is there.
pub(super) fn sweep<'b>(at: &At<'_>, board: &'b Board) -> Outcome<&'b Sweep> {
    if let Some(known) = board.appraisals.sweep.get() {
        return Ok(known);
    }
    let (bar, mixes) = (bar(at, board)?, mixes(at, board)?);
    let mut classes: Vec<ClassFigures> = ValueClass::ALL.into_iter().map(empty).collect();
    let (mut active, mut leaving) = (Vec::new(), Vec::new());
    for member in board.roster.members().filter(|m| m.facts.stage.is_active()) {
        let judged = judged(at, board, &member, mixes.of(member.id), false);
        let class = judged.prospects.class(&bar, &board.appraisals.rules);
        let net = judged.prospects.net().round() as i64;
        let lifetime = Money(judged.prospects.lifetime.round() as i64);
        let revenue = member.facts.revenue_12m;
        let figures = &mut classes[class as usize];
        figures.customers += 1;
        figures.cost += judged.cost.total();
        figures.revenue_12m += revenue;
        figures.net += Money(net);
        figures.lifetime += lifetime;
        figures.range.0 += judged.outlook.map_or(lifetime, |o| o.low);
        figures.range.1 += judged.outlook.map_or(lifetime, |o| o.high);
        active.push((member.id, class, net));
        if let Some(outlook) = judged.outlook.filter(|o| o.p_none >= LEAVING) {
            let at_risk = (outlook.p_none * revenue.0 as f64).round() as i64;
            leaving.push((Reverse(at_risk), member.id, revenue));
        }
    }
    leaving.sort_unstable_by_key(|(risk, id, _)| (*risk, *id));
    let leaving = leaving.into_iter().map(|(_, id, revenue)| (id, revenue)).collect();
    let made = Sweep { classes, active, leaving };
    Ok(board.appraisals.sweep.get_or_init(|| made))
}

/// How other settings would class the active, and who would move.
pub(in crate::store) fn preview(at: &At<'_>, board: &mut Board, rules: ValueRules) -> Outcome<ValuePreview> {
    let now = class_of_each(at, board)?;
    let tried = board.appraisals.under(rules);
    let kept = std::mem::replace(&mut board.appraisals, tried);
    let then = sweep(at, board).map(|s| s.classes.clone());
    let then = then.and_then(|classes| Ok((class_of_each(at, board)?, classes)));
    let tried = std::mem::replace(&mut board.appraisals, kept);
    board.appraisals.back(tried);
    let (then, classes) = then?;
    let mut moved: BTreeMap<(ValueClass, ValueClass), u64> = BTreeMap::new();
    for (from, to) in now.into_iter().zip(then).filter(|(from, to)| from != to) {
        *moved.entry((from, to)).or_default() += 1;
    }
    let moved = moved.into_iter().map(|((from, to), heads)| (from, to, heads)).collect();
    Ok(ValuePreview { rules, classes, moved })
}

fn class_of_each(at: &At<'_>, board: &Board) -> Outcome<Vec<ValueClass>> {
    Ok(sweep(at, board)?.active.iter().map(|(_, class, _)| *class).collect())
}
