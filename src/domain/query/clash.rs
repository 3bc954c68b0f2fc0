//! Where a filter contradicts itself: pairs of conditions nobody can meet together, whoever is in the portfolio.

use super::{Condition, Expr, Field, Op, Query, Value};
use crate::domain::base::Day;
use crate::domain::lifecycle::LifecycleRules;

/// Two conditions nobody can meet together, as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Contradiction {
    /// Lost, and bought within so many days: nobody is lost before `lost_after` days of silence.
    LostButRecent {
        /// The condition on the stage or rhythm.
        first: String,
        /// The condition on the last purchase.
        second: String,
        /// Days of silence without which nobody is lost.
        lost_after: u32,
    },
    /// A prospect has bought nothing yet.
    ProspectBought {
        /// The condition on the stage.
        first: String,
        /// The condition on purchases.
        second: String,
    },
    /// A field that has one value, asked for two.
    Disjoint {
        /// Field.
        field: Field,
        /// One condition.
        first: String,
        /// The other.
        second: String,
    },
    /// Somebody in an active stage has bought.
    BuyerUnbought {
        /// The condition on the stage.
        first: String,
        /// The condition on purchases.
        second: String,
    },
    /// Nobody lost is expected to buy on a day.
    LostButDue {
        /// The condition on the stage or rhythm.
        first: String,
        /// The condition on the expected purchase.
        second: String,
    },
    /// A condition and its own denial.
    Denied {
        /// The condition.
        first: String,
    },
    /// A number no customer can have.
    OutOfBounds {
        /// Field.
        field: Field,
        /// The condition.
        first: String,
        /// Least there can be.
        low: i64,
        /// Greatest there can be.
        high: i64,
    },
    /// No number or date lies in both ranges (or in one that is upside down: then both are the same).
    EmptyRange {
        /// Field.
        field: Field,
        /// One condition.
        first: String,
        /// The other.
        second: String,
    },
}

/// Pairs of conditions that cannot hold together, whoever is in the portfolio.
pub fn contradictions(query: &Query, rules: &LifecycleRules) -> Vec<Contradiction> {
    let mut all = Vec::new();
    together(&query.expr, &mut all);
    let mut found = denied(&query.expr);
    for (index, a) in all.iter().enumerate() {
        if let Some(alone) = empty(a, a).or_else(|| out_of_bounds(a)) {
            found.push(alone);
            continue;
        }
        for b in &all[index + 1..] {
            let pair = clash(a, b, rules).or_else(|| clash(b, a, rules)).or_else(|| empty(a, b));
            found.extend(pair);
        }
    }
    found
}

/// Conditions that must hold at once.
fn together<'a>(expr: &'a Expr, all: &mut Vec<&'a Condition>) {
    match expr {
        Expr::And(parts) => parts.iter().for_each(|part| together(part, all)),
        Expr::Is(condition) if condition.op != Op::NotEqual => all.push(condition),
        _ => {}
    }
}

/// Conditions that stand beside their own denial.
fn denied(expr: &Expr) -> Vec<Contradiction> {
    let Expr::And(parts) = expr else { return Vec::new() };
    let same = |a: &Condition, b: &Condition| {
        a.field == b.field && a.key == b.key && a.op == b.op && a.values == b.values
    };
    let denies = |one: &Condition| {
        parts.iter().any(|part| match part {
            Expr::Not(inner) => matches!(&**inner, Expr::Is(other) if same(one, other)),
            Expr::Is(other) if other.op == Op::NotEqual => {
                same(one, &Condition { op: Op::Equal, ..other.clone() })
            }
            _ => false,
        })
    };
    parts
        .iter()
        .filter_map(|part| match part {
            Expr::Is(one) if denies(one) => Some(Contradiction::Denied { first: one.text.clone() }),
            _ => None,
        })
        .collect()
}

/// Numbers that nobody can have: scores above 5, probabilities above 1.
fn out_of_bounds(condition: &Condition) -> Option<Contradiction> {
    let (low, high) = condition.field.bounds()?;
    let ranges = ranges(condition)?;
    let outside = !ranges.is_empty() && ranges.iter().all(|(from, to)| *to < low || *from > high);
    outside.then(|| Contradiction::OutOfBounds {
        field: condition.field,
        first: condition.text.clone(),
        low,
        high,
    })
}

fn words(condition: &Condition) -> Option<Vec<&str>> {
    condition.values.iter().map(|v| if let Value::Word(w) = v { Some(w.as_str()) } else { None }).collect()
}

/// Only lost customers (or only prospects) can meet it.
fn only(condition: &Condition, stage: &str) -> bool {
    matches!(condition.field, Field::Stage | Field::Rhythm)
        && words(condition).is_some_and(|w| !w.is_empty() && w.iter().all(|w| *w == stage))
}

fn clash(a: &Condition, b: &Condition, rules: &LifecycleRules) -> Option<Contradiction> {
    let (first, second) = (a.text.clone(), b.text.clone());
    if only(a, "lost") && b.field == Field::Last && !b.values.is_empty() {
        // Lost on the first day after the gap, which is never below `lost_min`.
        let recent = b.values.iter().all(|v| match (b.op, v) {
            (Op::Less, Value::Days(days)) => *days <= rules.lost_min as i32 + 1,
            (Op::AtMost | Op::Equal, Value::Days(days)) => *days <= rules.lost_min as i32,
            _ => false,
        });
        if recent {
            return Some(Contradiction::LostButRecent { first, second, lost_after: rules.lost_min });
        }
    }
    if only(a, "prospect") && a.field == Field::Stage && has_bought(b)? {
        return Some(Contradiction::ProspectBought { first, second });
    }
    if only(a, "lost") && b.field == Field::Due && !b.values.is_empty() && !b.values.contains(&Value::Empty) {
        return Some(Contradiction::LostButDue { first, second });
    }
    if a.field == Field::Stage
        && words(a).is_some_and(|w| !w.is_empty() && !w.contains(&"prospect"))
        && never_bought(b)
    {
        return Some(Contradiction::BuyerUnbought { first, second });
    }
    if a.field == b.field && (a.field.is_single() || same_channel(a, b)) {
        let (one, other) = (words(a)?, words(b)?);
        if !one.iter().any(|w| other.contains(w)) {
            return Some(Contradiction::Disjoint { field: a.field, first, second });
        }
    }
    // The rhythm of the lost is "lost", and of nobody else.
    if a.field == Field::Stage && b.field == Field::Rhythm {
        let (stages, rhythms) = (words(a)?, words(b)?);
        let lost = |all: &[&str]| (all.contains(&"lost"), all.iter().any(|w| *w != "lost"));
        let ((lost_stage, live_stage), (lost_rhythm, live_rhythm)) = (lost(&stages), lost(&rhythms));
        if !(lost_stage && lost_rhythm || live_stage && live_rhythm) {
            return Some(Contradiction::Disjoint { field: Field::Rhythm, first, second });
        }
    }
    None
}

/// Whether only somebody who has bought can meet it; `None` where it cannot be told.
fn has_bought(b: &Condition) -> Option<bool> {
    let some = !b.values.is_empty() && !b.values.contains(&Value::Empty);
    Some(match b.field {
        Field::Orders => !ranges(b)?.iter().any(|(low, high)| *low <= 0 && 0 <= *high),
        Field::Rhythm => words(b).is_some(),
        Field::Spent | Field::Total => ranges(b)?.iter().all(|(low, _)| *low > 0),
        Field::Last
        | Field::Since
        | Field::R
        | Field::F
        | Field::M
        | Field::Rfm
        | Field::Segment
        | Field::Pareto
        | Field::Bought
        | Field::Due => some,
        _ => false,
    })
}

/// Whether nobody who has bought can meet it.
fn never_bought(b: &Condition) -> bool {
    match b.field {
        Field::Last | Field::Bought => !b.values.is_empty() && b.values.iter().all(|v| *v == Value::Empty),
        Field::Orders => {
            ranges(b).is_some_and(|all| !all.is_empty() && all.iter().all(|(_, high)| *high <= 0))
        }
        _ => false,
    }
}

/// Whether two conditions on consent speak of one and the same channel.
fn same_channel(a: &Condition, b: &Condition) -> bool {
    let channel = |condition: &Condition| {
        let words = words(condition)?;
        let first = words.first()?.split('.').next()?.to_owned();
        words.iter().all(|w| w.split('.').next() == Some(first.as_str())).then_some(first)
    };
    a.field == Field::Consent
        && b.field == Field::Consent
        && channel(a).is_some_and(|c| channel(b) == Some(c))
}

/// The scores from–to that a condition allows for recency (0), frequency (1) or money (2).
fn scores(condition: &Condition, place: usize) -> Option<(i64, i64)> {
    let own = [Field::R, Field::F, Field::M][place];
    let pair = match (condition.field, condition.values.as_slice()) {
        (field, [value]) if field == own => condition.op.numbers(value)?,
        (Field::Rfm, [Value::Cell(cell)]) if cell[place] > 0 => {
            condition.op.numbers(&Value::Number(i64::from(cell[place])))?
        }
        _ => return None,
    };
    Some((pair.0.max(1), pair.1.min(5)))
}

/// Scores that two conditions, one of them on all three, cannot have together.
fn scores_clash(a: &Condition, b: &Condition) -> Option<Contradiction> {
    if a.field != Field::Rfm && b.field != Field::Rfm {
        return None;
    }
    let place = (0..3).find(|place| {
        let (Some(one), Some(other)) = (scores(a, *place), scores(b, *place)) else { return false };
        one.0.max(other.0) > one.1.min(other.1)
    })?;
    let field = [Field::R, Field::F, Field::M][place];
    Some(Contradiction::EmptyRange { field, first: a.text.clone(), second: b.text.clone() })
}

/// The ranges a condition on a number or a date allows; ages count from day 0, which is the same for all.
fn ranges(condition: &Condition) -> Option<Vec<(i64, i64)>> {
    let relative = condition.values.iter().any(|v| matches!(v, Value::Days(_)));
    if relative && condition.values.iter().any(|v| !matches!(v, Value::Days(_))) {
        return None;
    }
    condition
        .values
        .iter()
        .map(|v| match v {
            Value::Any => Some((i64::MIN, i64::MAX)),
            _ if condition.field.is_number() => condition.op.numbers(v),
            _ if condition.field.is_date() => condition.op.days(condition.field, v, Day(0)),
            _ => None,
        })
        .collect()
}

fn empty(a: &Condition, b: &Condition) -> Option<Contradiction> {
    if let Some(clash) = scores_clash(a, b) {
        return Some(clash);
    }
    let counts = |c: &Condition| c.values.iter().any(|v| matches!(v, Value::Days(_)));
    if a.field != b.field || counts(a) != counts(b) {
        return None;
    }
    let (one, other) = (ranges(a)?, ranges(b)?);
    let meet = one.iter().any(|(low, high)| other.iter().any(|(l, h)| low.max(l) <= high.min(h)));
    if meet || one.is_empty() || other.is_empty() {
        return None;
    }
    Some(Contradiction::EmptyRange { field: a.field, first: a.text.clone(), second: b.text.clone() })
}
