//! What a filter says, as plain pieces that texts are made of, and where it contradicts itself.

use super::parse::spans;
use super::{Condition, Expr, Field, Op, Query, Value};
use crate::domain::base::Day;
use crate::domain::lifecycle::LifecycleRules;

/// A piece of the sentence a filter is echoed as. Pieces beside each other must all hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// A condition.
    Condition(&'a Condition),
    /// Words looked for, folded.
    Text(&'a str),
    /// What stands before or what follows.
    Or,
    /// What follows does not hold.
    Not,
    /// A group begins.
    Open,
    /// A group ends.
    Close,
}

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

impl Query {
    /// Whether it matches everybody.
    pub fn is_empty(&self) -> bool {
        self.expr == Expr::All
    }

    /// The filter as pieces of a sentence.
    pub fn sentence(&self) -> Vec<Piece<'_>> {
        let mut pieces = Vec::new();
        say(&self.expr, false, &mut pieces);
        pieces
    }

    /// The conditions that must all hold, in the order written: the removable chips. A filter of alternatives is
    /// one.
    pub fn conditions(&self) -> Vec<&Expr> {
        match &self.expr {
            Expr::All => Vec::new(),
            // A single group in parentheses is one chip, whatever it holds.
            Expr::And(parts) if spans(&self.text).len() == parts.len() => parts.iter().collect(),
            other => vec![other],
        }
    }

    /// Condition `index` of [`Query::conditions`] as typed; empty where there is none.
    pub fn condition_text(&self, index: usize) -> &str {
        spans(&self.text).get(index).and_then(|span| self.text.get(span.clone())).unwrap_or_default()
    }

    /// The text without condition `index` of [`Query::conditions`].
    #[must_use]
    pub fn without(&self, index: usize) -> String {
        let all = spans(&self.text);
        let kept = all.iter().enumerate().filter(|(i, _)| *i != index);
        let parts: Vec<&str> = kept.filter_map(|(_, span)| self.text.get(span.clone())).collect();
        parts.join(" ")
    }
}

fn say<'a>(expr: &'a Expr, grouped: bool, pieces: &mut Vec<Piece<'a>>) {
    let many = matches!(expr, Expr::And(_) | Expr::Or(_)) && grouped;
    if many {
        pieces.push(Piece::Open);
    }
    match expr {
        Expr::All => {}
        Expr::And(parts) => parts.iter().for_each(|part| say(part, true, pieces)),
        Expr::Or(parts) => {
            for (index, part) in parts.iter().enumerate() {
                if index > 0 {
                    pieces.push(Piece::Or);
                }
                say(part, matches!(part, Expr::Or(_)), pieces);
            }
        }
        Expr::Not(inner) => {
            pieces.push(Piece::Not);
            say(inner, true, pieces);
        }
        Expr::Text(word) => pieces.push(Piece::Text(word)),
        Expr::Is(condition) => pieces.push(Piece::Condition(condition)),
    }
    if many {
        pieces.push(Piece::Close);
    }
}

/// Pairs of conditions that cannot hold together, whoever is in the portfolio.
pub fn contradictions(query: &Query, rules: &LifecycleRules) -> Vec<Contradiction> {
    let mut all = Vec::new();
    together(&query.expr, &mut all);
    let mut found = Vec::new();
    for (index, a) in all.iter().enumerate() {
        if let Some(upside_down) = empty(a, a) {
            found.push(upside_down);
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
    if only(a, "prospect") && a.field == Field::Stage {
        let bought = match b.field {
            Field::Last => !b.values.contains(&Value::Empty),
            Field::Orders => !ranges(b)?.iter().any(|(low, high)| *low <= 0 && 0 <= *high),
            Field::Rhythm => words(b).is_some(),
            _ => false,
        };
        if bought {
            return Some(Contradiction::ProspectBought { first, second });
        }
    }
    let fixed = matches!(a.field, Field::Stage | Field::Rhythm);
    if fixed && a.field == b.field {
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
