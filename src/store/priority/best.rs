//! Who is of class A, told without ranking everybody again after each change: today's list asks for it on every
//! refresh. Knows no other class.

use std::sync::OnceLock;

use crate::domain::lifecycle::Rhythm;
use crate::domain::people::CustomerId;
use crate::domain::roster::MemberView;
use crate::domain::value::cadence::LastOfA;
use crate::domain::value::lookalike::Likeness;
use crate::domain::value::pareto::Holder;
use crate::domain::value::{EffortRules, ValueRules};
use crate::domain::{Day, Money};
use crate::store::ask::LiftQuarter;
use crate::store::read::At;
use crate::store::roster_load::Board;
use crate::store::worth::activity;

/// Settings of effort, and what was worked out so far.
#[derive(Debug)]
pub struct Priorities {
    /// Settings in force.
    pub rules: EffortRules,
    best: OnceLock<Best>,
    /// Overdue and late customers of class A.
    alerts: OnceLock<(u32, u32)>,
    /// How like class A somebody is.
    likeness: OnceLock<Likeness>,
    /// Who rose to class A, quarter by quarter.
    pub(super) quarters: OnceLock<Vec<LiftQuarter>>,
}

#[derive(Debug, Default)]
struct Best {
    last: Option<LastOfA>,
    ids: Vec<CustomerId>,
}

/// A customer as the ranking sees them; `None` for who did not buy in the period.
pub(super) fn holder(member: &MemberView<'_>, rules: &ValueRules) -> Option<Holder> {
    let activity = activity(member, rules.period)?;
    let first = member.facts.first.unwrap_or(activity.last);
    Some(Holder { id: member.id, first, revenue: activity.revenue })
}

/// Whether somebody can be asked to be contacted: active, and neither archived nor unwilling.
pub(super) fn is_reachable(member: &MemberView<'_>) -> bool {
    member.facts.stage.is_active() && !member.archived && !member.do_not_call
}

impl Priorities {
    /// Nothing worked out yet.
    pub fn new(rules: EffortRules) -> Self {
        Self {
            rules,
            best: OnceLock::new(),
            alerts: OnceLock::new(),
            likeness: OnceLock::new(),
            quarters: OnceLock::new(),
        }
    }

    /// After a change. `same_ranking` says that it changed nobody's revenue: then class A stays what it was.
    /// `same_traits` says that of nobody who bought anything else is known: then likeness stays what it was.
    pub fn refresh(&mut self, rules: EffortRules, same_ranking: bool, same_traits: bool) {
        let fresh = Self::new(rules);
        let old = std::mem::replace(self, fresh);
        if same_ranking {
            self.best = old.best;
            if same_traits {
                self.likeness = old.likeness;
            }
        }
    }

    fn best(&self, board: &Board) -> &Best {
        self.best.get_or_init(|| {
            let rules = board.appraisals.rules();
            let mut holders: Vec<Holder> =
                board.roster.members().filter_map(|member| holder(&member, &rules)).collect();
            let last = LastOfA::of(&mut holders);
            let takes = |h: &&Holder| last.is_some_and(|last| last.takes_in(h));
            let ids = holders.iter().take_while(takes).map(|h| h.id).collect();
            Best { last, ids }
        })
    }

    /// Whether a customer is of class A over the period of the settings.
    pub fn is_best(&self, board: &Board, member: &MemberView<'_>) -> bool {
        let rules = board.appraisals.rules();
        let last = self.best(board).last;
        last.zip(holder(member, &rules)).is_some_and(|(last, holder)| last.takes_in(&holder))
    }

    /// How like class A somebody is who has not bought.
    pub fn likeness(&self, board: &Board) -> &Likeness {
        self.likeness.get_or_init(|| {
            Likeness::fit(&board.roster.trait_counts(&mut |member| self.is_best(board, member)))
        })
    }

    /// The same in hundredths of the logarithm of the lift.
    pub fn likeness_of(&self, board: &Board, id: CustomerId) -> i16 {
        let score = board.roster.traits(id).map_or(0.0, |traits| self.likeness(board).score(&traits));
        (score * 100.0).round().clamp(f64::from(i16::MIN), f64::from(i16::MAX)) as i16
    }

    /// Customers of class A who may be contacted and were not within the days of their class, and those who are late
    /// or at risk by their own rhythm.
    pub fn alerts(&self, at: &At<'_>, board: &Board) -> (u32, u32) {
        *self.alerts.get_or_init(|| {
            let (mut overdue, mut late) = (0, 0);
            for member in self.reachable(board) {
                overdue += u32::from(self.is_overdue(&member, at.day()));
                late += u32::from(is_late(&member));
            }
            (overdue, late)
        })
    }

    fn reachable<'b>(&'b self, board: &'b Board) -> impl Iterator<Item = MemberView<'b>> {
        self.best(board).ids.iter().filter_map(|id| board.roster.row(*id)).filter(is_reachable)
    }

    fn is_overdue(&self, member: &MemberView<'_>, today: Day) -> bool {
        let class = crate::domain::value::pareto::Class::A;
        !self.rules.is_within(class, member.last_contact, today)
    }

    /// Customers of class A who are late by their own rhythm, most money at stake first.
    pub fn late(&self, board: &Board) -> Vec<CustomerId> {
        let mut late: Vec<(std::cmp::Reverse<Money>, CustomerId)> = self
            .reachable(board)
            .filter(is_late)
            .map(|member| (std::cmp::Reverse(member.at_stake), member.id))
            .collect();
        late.sort_unstable();
        late.into_iter().map(|(_, id)| id).collect()
    }
}

fn is_late(member: &MemberView<'_>) -> bool {
    matches!(member.facts.rhythm, Some(Rhythm::Late | Rhythm::AtRisk))
}
