//! What the roster cannot answer of a filter: saved segments, and conditions on what only the file holds. Whoever has
//! the file puts in their place what they mean; this says what has to be found, and where it goes.

use super::{Condition, Expr, Field, Op, Query};
use crate::domain::people::CustomerId;

/// Something to be looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lookup<'a> {
    /// Who meets a condition ([`Field::is_looked_up`]); never one with [`Op::NotEqual`].
    Condition(&'a Condition),
    /// Who has words (folded) somewhere beyond what the roster searches: in notes.
    Words(&'a str),
}

/// Finds who is meant; `None` where nothing is kept that it could be held against.
pub type Finder<'f, E> = dyn FnMut(Lookup<'_>) -> Result<Option<Vec<CustomerId>>, E> + 'f;

impl Query {
    /// Whether it looks at figures computed from the whole portfolio ([`Field::needs_worth`]). Saved segments count
    /// once they are expanded.
    pub fn needs_worth(&self) -> bool {
        any(&self.expr, &|expr| matches!(expr, Expr::Is(condition) if condition.field.needs_worth()))
    }

    /// Whether a field is asked for anywhere in it.
    pub fn mentions(&self, field: Field) -> bool {
        any(&self.expr, &|expr| matches!(expr, Expr::Is(condition) if condition.field == field))
    }

    /// What has to be looked up, each thing once, in the order written.
    pub fn lookups(&self) -> Vec<Lookup<'_>> {
        let mut found = Vec::new();
        collect(&self.expr, &mut found);
        found
    }

    /// Names of the saved segments in it, as written.
    pub fn saved(&self) -> Vec<&str> {
        let mut found = Vec::new();
        names(&self.expr, &mut found);
        found
    }

    /// Puts the meaning of each saved segment in its place.
    pub fn expand<E>(&mut self, meaning: &mut dyn FnMut(&str) -> Result<Expr, E>) -> Result<(), E> {
        rewrite(&mut self.expr, &mut |expr| match expr {
            Expr::Saved(name) => meaning(name).map(Some),
            _ => Ok(None),
        })
    }

    /// Puts whoever was found in the place of each thing to be looked up. `None` leaves a condition as it is, which
    /// then nobody meets, and words to the roster alone.
    pub fn resolve<E>(&mut self, find: &mut Finder<'_, E>) -> Result<(), E> {
        rewrite(&mut self.expr, &mut |expr| match expr {
            Expr::Text(word) => {
                let found = find(Lookup::Words(word))?.filter(|ids| !ids.is_empty());
                Ok(found.map(|ids| Expr::Or(vec![expr.clone(), Expr::Ids(ids)])))
            }
            Expr::Is(condition) if condition.field.is_looked_up() => {
                let denied = condition.op == Op::NotEqual;
                let positive = Condition { op: Op::Equal, ..condition.clone() };
                let found = find(Lookup::Condition(if denied { &positive } else { condition }))?;
                Ok(found.map(|ids| {
                    let met = Expr::Ids(ids);
                    if denied { Expr::Not(Box::new(met)) } else { met }
                }))
            }
            _ => Ok(None),
        })
    }
}

fn any(expr: &Expr, wanted: &dyn Fn(&Expr) -> bool) -> bool {
    wanted(expr)
        || match expr {
            Expr::And(parts) | Expr::Or(parts) => parts.iter().any(|part| any(part, wanted)),
            Expr::Not(inner) => any(inner, wanted),
            _ => false,
        }
}

fn collect<'a>(expr: &'a Expr, found: &mut Vec<Lookup<'a>>) {
    let one = match expr {
        Expr::And(parts) | Expr::Or(parts) => return parts.iter().for_each(|part| collect(part, found)),
        Expr::Not(inner) => return collect(inner, found),
        Expr::Text(word) => Lookup::Words(word),
        Expr::Is(condition) if condition.field.is_looked_up() => Lookup::Condition(condition),
        _ => return,
    };
    if !found.contains(&one) {
        found.push(one);
    }
}

fn names<'a>(expr: &'a Expr, found: &mut Vec<&'a str>) {
    match expr {
        Expr::And(parts) | Expr::Or(parts) => parts.iter().for_each(|part| names(part, found)),
        Expr::Not(inner) => names(inner, found),
        Expr::Saved(name) if !found.contains(&name.as_str()) => found.push(name),
        _ => {}
    }
}

/// Replaces leaves for which there is something else; what was put in is not looked at again.
fn rewrite<E>(expr: &mut Expr, other: &mut dyn FnMut(&Expr) -> Result<Option<Expr>, E>) -> Result<(), E> {
    match expr {
        Expr::And(parts) | Expr::Or(parts) => parts.iter_mut().try_for_each(|part| rewrite(part, other)),
        Expr::Not(inner) => rewrite(inner, other),
        leaf => {
            if let Some(new) = other(leaf)? {
                *leaf = new;
            }
            Ok(())
        }
    }
}
