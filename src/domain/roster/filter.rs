//! Who matches a filter: each condition becomes a set of rows, one bit a customer, and sets are combined.

use super::columns::{Column, Rows, Shared};
use super::text::needles;
use super::{
    ARCHIVED, ConditionCount, DAY_ZERO, DO_NOT_CALL, GONE, LossReason, RHYTHMS, Roster, Scope, Selection,
    Sort, Stage, WinbackState, WorthColumns, winback_of,
};
use crate::domain::base::names::fold;
use crate::domain::base::{Day, Money};
use crate::domain::query::{Condition, Expr, Field, Op, Query, Value};

/// Says when to give up.
pub(super) type Stop<'a> = &'a dyn Fn() -> bool;

impl Roster {
    /// Who matches, in order. Scopes that need more than the roster (flow, today) are given their ids by the
    /// caller as [`Scope::Ids`], which keeps archived ones; every other scope leaves them out unless the filter asks
    /// for `state:archived`. `stop` is asked every few thousand rows; `None` once it says so.
    pub fn select(
        &self,
        scope: &Scope,
        query: &Query,
        sort: Sort,
        stop: &dyn Fn() -> bool,
    ) -> Option<Selection> {
        let given: Option<Vec<u32>> = match scope {
            Scope::Ids(ids) => Some(self.rows_of(ids)),
            _ => None,
        };
        let base = self.scope(scope, given.as_deref(), asks_for_archived(&query.expr, true), stop)?;
        let found = if query.expr == Expr::All {
            base.clone()
        } else {
            let mut found = self.matching(&query.expr, stop)?;
            found.intersect(&base);
            found
        };
        let mut selection = Selection { total: base.count(), ..Selection::default() };
        for row in found.iter() {
            selection.revenue_12m += Money(self.revenue_12m.or_zero(row));
            selection.at_stake += Money(self.at_stake.or_zero(row));
        }
        if found.is_empty() {
            selection.conditions = self.explain(query, &base, stop)?;
            return Some(selection);
        }
        let order = self.ordered(&found, given.as_deref(), sort);
        selection.order = order.into_iter().map(|row| self.ids.id(row as usize)).collect();
        if stop() { None } else { Some(selection) }
    }

    /// Rows of these ids in their order, each once, unknown ones left out.
    fn rows_of(&self, ids: &[super::CustomerId]) -> Vec<u32> {
        let mut seen = Rows::none(self.flags.len());
        let known = ids.iter().filter_map(|id| self.ids.row(*id)).filter(|row| self.flags[*row] & GONE == 0);
        let mut rows = Vec::with_capacity(ids.len());
        for row in known {
            if !seen.has(row) {
                seen.insert(row);
                rows.push(row as u32);
            }
        }
        rows
    }

    fn scope(
        &self,
        scope: &Scope,
        given: Option<&[u32]>,
        archived_too: bool,
        stop: Stop<'_>,
    ) -> Option<Rows> {
        let len = self.flags.len();
        let out = if archived_too { GONE } else { GONE | ARCHIVED };
        let here = |row: usize| self.flags[row] & out == 0;
        let lost = |row: usize| here(row) && self.stage(row) == Stage::Lost;
        match scope {
            Scope::All => Rows::filter(len, stop, here),
            Scope::Archived => Rows::filter(len, stop, |row| self.flags[row] & (GONE | ARCHIVED) == ARCHIVED),
            Scope::Stage(stage) => Rows::filter(len, stop, |row| here(row) && self.stage(row) == *stage),
            Scope::Active => Rows::filter(len, stop, |row| here(row) && self.stage(row).is_active()),
            Scope::Winback(None) => Rows::filter(len, stop, lost),
            Scope::Winback(Some(state)) => {
                Rows::filter(len, stop, |row| lost(row) && self.winback(row) == *state)
            }
            Scope::LostFor(reason) => {
                Rows::filter(len, stop, |row| lost(row) && self.reason(row) == Some(*reason))
            }
            Scope::Ids(_) => {
                let mut rows = Rows::none(len);
                given.unwrap_or_default().iter().for_each(|row| rows.insert(*row as usize));
                Some(rows)
            }
            // Need histories or today's work: the caller turns them into ids.
            Scope::FlowStock { .. }
            | Scope::FlowMoved { .. }
            | Scope::StageOn { .. }
            | Scope::MovedBetween { .. }
            | Scope::StagesOn { .. }
            | Scope::RhythmOn { .. }
            | Scope::Moves { .. }
            | Scope::Health { .. }
            | Scope::Cohort { .. }
            | Scope::Bought(_)
            | Scope::BoughtOnce
            | Scope::Today(_)
            | Scope::Value(..)
            | Scope::Priority(_) => Some(Rows::none(len)),
        }
    }

    fn winback(&self, row: usize) -> WinbackState {
        winback_of(self.flags[row])
    }

    fn reason(&self, row: usize) -> Option<LossReason> {
        usize::from(self.reasons[row]).checked_sub(1).map(|r| LossReason::ALL[r])
    }

    /// How each condition of a filter that matched nothing fares alone, and what remains without it.
    fn explain(&self, query: &Query, base: &Rows, stop: Stop<'_>) -> Option<Vec<ConditionCount>> {
        let conditions = query.conditions();
        let mut alone = Vec::with_capacity(conditions.len());
        for condition in &conditions {
            let mut rows = self.matching(condition, stop)?;
            rows.intersect(base);
            alone.push(rows);
        }
        // What remains without one is what the ones before it and the ones after it leave.
        let mut after = vec![base.clone()];
        for rows in alone.iter().skip(1).rev() {
            let mut left = after.last().cloned().unwrap_or_default();
            left.intersect(rows);
            after.push(left);
        }
        let mut before = base.clone();
        let mut counts = Vec::with_capacity(alone.len());
        for (index, rows) in alone.iter().enumerate() {
            let mut without = after.pop().unwrap_or_default();
            without.intersect(&before);
            counts.push(ConditionCount {
                text: query.condition_text(index).to_owned(),
                alone: rows.count(),
                without: without.count(),
            });
            before.intersect(rows);
        }
        Some(counts)
    }

    fn matching(&self, expr: &Expr, stop: Stop<'_>) -> Option<Rows> {
        let len = self.flags.len();
        match expr {
            Expr::All => Some(Rows::all(len)),
            Expr::And(all) => {
                let mut rows = Rows::all(len);
                for part in all {
                    rows.intersect(&self.matching(part, stop)?);
                    if rows.is_empty() {
                        break;
                    }
                }
                Some(rows)
            }
            Expr::Or(any) => {
                let mut rows = Rows::none(len);
                for part in any {
                    rows.unite(&self.matching(part, stop)?);
                }
                Some(rows)
            }
            Expr::Not(inner) => {
                let mut rows = self.matching(inner, stop)?;
                rows.invert();
                Some(rows)
            }
            Expr::Text(word) => self.texts.find(&needles(word), stop),
            Expr::Is(condition) => self.condition(condition, stop),
            Expr::Ids(ids) => {
                let mut rows = Rows::none(len);
                ids.iter().filter_map(|id| self.ids.row(*id)).for_each(|row| rows.insert(row));
                Some(rows)
            }
            // What it means is put in its place before anybody is selected.
            Expr::Saved(_) => Some(Rows::none(len)),
        }
    }

    fn condition(&self, condition: &Condition, stop: Stop<'_>) -> Option<Rows> {
        let positive = Condition { op: Op::Equal, ..condition.clone() };
        if condition.op == Op::NotEqual {
            let mut rows = self.condition(&positive, stop)?;
            rows.invert();
            return Some(rows);
        }
        let values = &condition.values;
        let len = self.flags.len();
        match condition.field {
            Field::Tag => self.labelled(values, stop),
            Field::Color => self.coloured(values, stop),
            Field::Zone => self.words(&self.zones, values, stop),
            Field::Owner => self.words(&self.owners, values, stop),
            Field::Source => self.words(&self.sources, values, stop),
            Field::Stage => {
                let wanted = Stage::ALL.map(|s| values.iter().any(|v| word_is(v, s.key())));
                Rows::filter(len, stop, |row| wanted[usize::from(self.ages[row] & 7)])
            }
            Field::Rhythm => {
                let mut wanted = [false; 8];
                wanted[0] = values.contains(&Value::Empty);
                for (index, rhythm) in RHYTHMS.into_iter().enumerate() {
                    wanted[index + 1] = values.iter().any(|v| word_is(v, rhythm.key()));
                }
                Rows::filter(len, stop, |row| wanted[usize::from(self.ages[row] >> 3)])
            }
            Field::State => {
                let wants = |key: &str| values.iter().any(|v| word_is(v, key));
                let (archived, never, gone) = (wants("archived"), wants("do_not_call"), wants("definitive"));
                let sleeps = wants("dormant");
                let (any, none) = (values.contains(&Value::Any), values.contains(&Value::Empty));
                Rows::filter(len, stop, |row| {
                    let is_archived = self.flags[row] & ARCHIVED != 0;
                    let is_never = self.flags[row] & DO_NOT_CALL != 0;
                    let is_gone = self.winback(row) == WinbackState::Definitive;
                    let is_asleep = self.winback(row) == WinbackState::Dormant;
                    let special = is_archived || is_never || is_gone || is_asleep;
                    archived && is_archived
                        || never && is_never
                        || gone && is_gone
                        || sleeps && is_asleep
                        || any && special
                        || none && !special
                })
            }
            Field::Reason => {
                let mut wanted = [false; 14];
                wanted[0] = values.contains(&Value::Empty);
                for (index, reason) in LossReason::ALL.into_iter().enumerate() {
                    wanted[index + 1] =
                        values.iter().any(|v| word_is(v, reason.key()) || word_is(v, reason.side().key()));
                }
                Rows::filter(len, stop, |row| wanted[usize::from(self.reasons[row])])
            }
            Field::Last => self.dated(&self.last, condition, stop),
            Field::Since => self.dated(&self.first, condition, stop),
            Field::Contact => self.dated(&self.last_contact, condition, stop),
            Field::Next => self.dated(&self.next, condition, stop),
            Field::Spent => numbers(&self.revenue_12m, condition, len, stop),
            Field::Total => numbers(&self.revenue_total, condition, len, stop),
            Field::Orders => numbers(&self.orders, condition, len, stop),
            Field::Due => self.days_wanted(condition).pick(len, stop, |row| self.due(row)),
            // Nobody has one, and what had to be looked up and was not is nobody's either.
            field if field.is_to_come() || field.is_looked_up() => {
                let everybody = field.is_to_come() && values.contains(&Value::Empty);
                Some(if everybody { Rows::all(len) } else { Rows::none(len) })
            }
            field if field.needs_worth() => match &self.worth {
                Some(worth) => worth.select(condition, len, stop),
                None => WorthColumns::default().select(condition, len, stop),
            },
            _ => self.profile.select(condition, len, self.as_of.unwrap_or(Day(0)), stop),
        }
    }

    fn words(&self, column: &Shared<str>, values: &[Value], stop: Stop<'_>) -> Option<Rows> {
        shared(&column.values, |row| column.code(row), values, self.flags.len(), stop)
    }

    /// Who has a label of one of these colours; "empty" is nobody's label having a colour.
    fn coloured(&self, values: &[Value], stop: Stop<'_>) -> Option<Rows> {
        let wants = |colour: u8| values.iter().any(|v| word_is(v, &colour.to_string()));
        let of = |id: &super::LabelId| self.label_words.iter().find(|l| l.id == *id).and_then(|l| l.colour);
        let none = values.contains(&Value::Empty);
        let wanted: Vec<bool> = self
            .labels
            .values
            .iter()
            .map(|set| {
                let mut colours = set.iter().filter_map(of).peekable();
                (none && colours.peek().is_none()) || colours.any(wants)
            })
            .collect();
        Rows::filter(self.flags.len(), stop, |row| wanted[self.labels.code(row)])
    }

    fn labelled(&self, values: &[Value], stop: Stop<'_>) -> Option<Rows> {
        let mut wanted_labels = Vec::new();
        for value in values {
            if let Value::Word(word) = value {
                let exact = |l: &&super::LabelWords| l.folded == *word || l.code == *word;
                let before = wanted_labels.len();
                wanted_labels.extend(self.label_words.iter().filter(exact).map(|l| l.id));
                if wanted_labels.len() == before {
                    let close = self.label_words.iter().filter(|l| starts_a_word(&l.folded, word));
                    wanted_labels.extend(close.map(|l| l.id));
                }
            }
        }
        let (any, none) = (values.contains(&Value::Any), values.contains(&Value::Empty));
        let wanted: Vec<bool> = self
            .labels
            .values
            .iter()
            .map(|set| {
                any && !set.is_empty()
                    || none && set.is_empty()
                    || set.iter().any(|id| wanted_labels.contains(id))
            })
            .collect();
        Rows::filter(self.flags.len(), stop, |row| wanted[self.labels.code(row)])
    }

    /// Conditions on a day: as a range of days, unknown days only for "empty".
    fn dated(&self, column: &Column, condition: &Condition, stop: Stop<'_>) -> Option<Rows> {
        self.days_wanted(condition).rows(column, self.flags.len(), stop)
    }

    fn days_wanted(&self, condition: &Condition) -> Wanted {
        let as_of = self.as_of.unwrap_or(Day(0));
        Wanted::new(&condition.values, |value| {
            let (low, high) = condition.op.days(condition.field, value, as_of)?;
            Some((low.saturating_sub(DAY_ZERO), high.saturating_sub(DAY_ZERO)))
        })
    }
}

pub(super) fn word_is(value: &Value, key: &str) -> bool {
    match value {
        Value::Word(word) => word == key,
        Value::Any => true,
        _ => false,
    }
}

/// Whether `word` begins any word of `text`; both folded.
pub(super) fn starts_a_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| !text[..at].ends_with(|c: char| c.is_alphanumeric()))
}

/// Who has one of these values in a column of shared words: `texts` by number, `code` the number of a row.
pub(super) fn shared(
    texts: &[Box<str>],
    code: impl Fn(usize) -> usize,
    values: &[Value],
    len: usize,
    stop: Stop<'_>,
) -> Option<Rows> {
    let wanted: Vec<bool> = texts
        .iter()
        .map(|text| {
            let folded = fold(text);
            values.iter().any(|value| match value {
                Value::Word(word) => starts_a_word(&folded, word),
                Value::Any => !text.is_empty(),
                Value::Empty => text.is_empty(),
                _ => false,
            })
        })
        .collect();
    Rows::filter(len, stop, |row| wanted[code(row)])
}

fn numbers(column: &Column, condition: &Condition, len: usize, stop: Stop<'_>) -> Option<Rows> {
    Wanted::new(&condition.values, |value| condition.op.numbers(value)).rows(column, len, stop)
}

/// Ranges of a column, both ends included.
pub(super) struct Wanted {
    ranges: Vec<(i64, i64)>,
    unknown: bool,
}

impl Wanted {
    pub fn new(values: &[Value], range: impl Fn(&Value) -> Option<(i64, i64)>) -> Self {
        let mut ranges: Vec<(i64, i64)> = values.iter().filter_map(range).collect();
        if values.contains(&Value::Any) {
            ranges.push((i64::MIN, i64::MAX));
        }
        Self { ranges, unknown: values.contains(&Value::Empty) }
    }

    fn rows(&self, column: &Column, len: usize, stop: Stop<'_>) -> Option<Rows> {
        self.pick(len, stop, |row| column.get(row))
    }

    /// The rows whose number is in one of the ranges.
    pub fn pick(&self, len: usize, stop: Stop<'_>, number: impl Fn(usize) -> Option<i64>) -> Option<Rows> {
        if let [(low, high)] = self.ranges[..] {
            return Rows::filter(len, stop, |row| {
                number(row).map_or(self.unknown, |v| low <= v && v <= high)
            });
        }
        Rows::filter(len, stop, |row| {
            number(row)
                .map_or(self.unknown, |v| self.ranges.iter().any(|(low, high)| *low <= v && v <= *high))
        })
    }
}

/// Whether somewhere, and not under a "not", the filter asks for archived customers.
fn asks_for_archived(expr: &Expr, positive: bool) -> bool {
    match expr {
        Expr::And(parts) | Expr::Or(parts) => parts.iter().any(|part| asks_for_archived(part, positive)),
        Expr::Not(inner) => asks_for_archived(inner, !positive),
        Expr::Is(condition) if condition.field == Field::State => {
            let names = condition.values.iter().any(|v| *v == Value::Word("archived".into()));
            names && positive == (condition.op != Op::NotEqual)
        }
        _ => false,
    }
}
