//! Whom the time goes to, and how often each class is contacted.

use std::cmp::Reverse;

use super::best::is_reachable;
use super::growth::sorted;
use super::name_of;
use crate::domain::Money;
use crate::domain::people::CustomerId;
use crate::domain::roster::MemberView;
use crate::domain::value::budget::{Balance, Effort, EffortAxis, Served};
use crate::domain::value::cadence::Coverage;
use crate::domain::value::pareto::Class;
use crate::store::ask::{EffortBoard, Unbalanced};
use crate::store::mix::Mixes;
use crate::store::read::{At, Outcome};
use crate::store::roster_load::Board;
use crate::store::worth::{Table, mixes, table, worths};

/// Customers of each list that are named.
const NAMED: usize = 50;

fn served(board: &Board, mixes: &Mixes, member: &MemberView<'_>) -> Served {
    let mix = mixes.of(member.id);
    Served {
        contacts: mix.contacts(),
        minutes: mix.minutes(&board.appraisals.rules()),
        value: member.facts.revenue_12m.max(Money::ZERO),
    }
}

/// Classes of an axis: A, B, C, none; or the four by value to come and the rest.
const fn classes_of(axis: EffortAxis) -> usize {
    match axis {
        EffortAxis::Pareto => 4,
        EffortAxis::Value => 5,
    }
}

/// Everybody whom time went to or who brought something, with their class on the axis.
fn each_served(
    at: &At<'_>,
    board: &Board,
    axis: EffortAxis,
    mut visit: impl FnMut(&MemberView<'_>, usize, &Served),
) -> Outcome<()> {
    let mixes = mixes(at, board)?;
    let classes = table(at, board, board.appraisals.rules().period)?;
    let by_value: Vec<(CustomerId, usize)> = match axis {
        EffortAxis::Pareto => Vec::new(),
        EffortAxis::Value => {
            let ids: Vec<CustomerId> = board.roster.members().map(|m| m.id).collect();
            let mut found: Vec<_> = worths(at, board, None, &ids)?
                .into_iter()
                .filter_map(|(id, worth)| Some((id, worth.class? as usize)))
                .collect();
            found.sort_unstable();
            found
        }
    };
    for member in board.roster.members() {
        let served = served(board, mixes, &member);
        let class = match axis {
            EffortAxis::Pareto => classes.class_of(member.id) as usize,
            EffortAxis::Value => {
                by_value.binary_search_by_key(&member.id, |(id, _)| *id).map_or(4, |at| by_value[at].1)
            }
        };
        if served.contacts > 0 || member.facts.first.is_some() {
            visit(&member, class, &served);
        }
    }
    Ok(())
}

/// The dashboard, by the classes of an axis.
pub fn effort(at: &At<'_>, board: &Board, axis: EffortAxis) -> Outcome<EffortBoard> {
    let mut classes = vec![Effort::default(); classes_of(axis)];
    let mut all = Effort::default();
    each_served(at, board, axis, |_, class, served| {
        classes[class].add(served);
        all.add(served);
    })?;
    let ranked = table(at, board, board.appraisals.rules().period)?;
    let mut lists: [Vec<(u64, CustomerId, Served, Class)>; 2] = [Vec::new(), Vec::new()];
    each_served(at, board, EffortAxis::Pareto, |member, class, served| {
        if let Some(way) = out_of_balance(&all, member, class, served) {
            let gap = all.fair_minutes(served).abs_diff(served.minutes);
            lists[way as usize].push((gap, member.id, *served, Class::ALL[class]));
        }
    })?;
    let counts = [lists[0].len() as u64, lists[1].len() as u64];
    let mut named = [Vec::new(), Vec::new()];
    for (list, named) in lists.iter_mut().zip(&mut named) {
        list.sort_unstable_by_key(|(gap, id, ..)| (Reverse(*gap), *id));
        for (_, id, served, class) in list.iter().take(NAMED) {
            named.push(Unbalanced {
                customer: *id,
                name: name_of(at, *id)?,
                class: *class,
                served: *served,
                fair: all.fair_minutes(served),
            });
        }
    }
    let [under, over] = named;
    Ok(EffortBoard {
        axis,
        days: (at.cut.year_ago.plus(1), at.day()),
        rules: board.priorities.rules,
        value_rules: board.appraisals.rules(),
        classes,
        all,
        under,
        over,
        out_of_balance: (counts[0], counts[1]),
        coverage: coverage(at, board, &ranked),
        late_a: u64::from(board.priorities.alerts(at, board).1),
    })
}

/// Far too little time for somebody of class A, or far too much for anybody else; the archived are past both.
fn out_of_balance(all: &Effort, member: &MemberView<'_>, class: usize, served: &Served) -> Option<Balance> {
    let way = all.balance(served).filter(|_| !member.archived)?;
    let is_a = class == Class::A as usize;
    (is_a == (way == Balance::Under)).then_some(way)
}

fn coverage(at: &At<'_>, board: &Board, ranked: &Table) -> [Coverage; 3] {
    let mut coverage = [Coverage::default(); 3];
    for (id, class) in ranked.classes() {
        let Some(member) = board.roster.row(id).filter(is_reachable) else { continue };
        let Some(of_class) = coverage.get_mut(class as usize) else { continue };
        of_class.customers += 1;
        if board.priorities.rules.is_within(class, member.last_contact, at.day()) {
            of_class.within += 1;
        } else {
            of_class.at_stake += member.facts.revenue_12m;
        }
    }
    coverage
}

/// Customers of a class of the axis, most time first.
pub(super) fn of_class(at: &At<'_>, board: &Board, axis: EffortAxis, class: u8) -> Outcome<Vec<CustomerId>> {
    let mut found = Vec::new();
    each_served(at, board, axis, |member, of, served| {
        if of == usize::from(class) {
            found.push((Reverse(served.minutes), Reverse(served.value), member.id));
        }
    })?;
    found.sort_unstable();
    Ok(found.into_iter().map(|(.., id)| id).collect())
}

/// Whom too little or too much time goes to, the greatest gap first.
pub(super) fn unbalanced(at: &At<'_>, board: &Board, way: Balance) -> Outcome<Vec<CustomerId>> {
    let mut all = Effort::default();
    each_served(at, board, EffortAxis::Pareto, |_, _, served| all.add(served))?;
    let mut found = Vec::new();
    each_served(at, board, EffortAxis::Pareto, |member, class, served| {
        if out_of_balance(&all, member, class, served) == Some(way) {
            found.push((Reverse(all.fair_minutes(served).abs_diff(served.minutes)), member.id));
        }
    })?;
    found.sort_unstable();
    Ok(found.into_iter().map(|(_, id)| id).collect())
}

/// Reachable customers of a class: contacted within its days, overdue, or all; most revenue of twelve months first.
pub(super) fn by_cadence(
    at: &At<'_>,
    board: &Board,
    class: Class,
    within: Option<bool>,
) -> Outcome<Vec<CustomerId>> {
    let ranked = table(at, board, board.appraisals.rules().period)?;
    let rules = board.priorities.rules;
    let found = ranked.classes().filter(|(_, of)| *of == class).filter_map(|(id, _)| {
        let member = board.roster.row(id).filter(is_reachable)?;
        let is_within = rules.is_within(class, member.last_contact, at.day());
        within.is_none_or(|wanted| wanted == is_within).then_some((member.facts.revenue_12m, id))
    });
    Ok(sorted(found))
}
