//! What a filter says, as plain pieces that texts are made of.

use super::parse::spans;
use super::{Condition, Expr, Query};

/// A piece of the sentence a filter is echoed as. Pieces beside each other must all hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// A condition.
    Condition(&'a Condition),
    /// Words looked for, folded.
    Text(&'a str),
    /// A saved segment.
    Saved(&'a str),
    /// What stands before or what follows.
    Or,
    /// What follows does not hold.
    Not,
    /// A group begins.
    Open,
    /// A group ends.
    Close,
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
        Expr::All | Expr::Ids(_) => {}
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
        Expr::Saved(name) => pieces.push(Piece::Saved(name)),
    }
    if many {
        pieces.push(Piece::Close);
    }
}
