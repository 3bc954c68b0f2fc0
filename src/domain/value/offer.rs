//! What to offer to whom, from rules over the customers' baskets: what goes with what somebody has, and, for a new
//! product, who is worth a call. Knows products as numbers only, and nothing of consent: the caller leaves out whom
//! nobody may call.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::basket::Rule;
use super::significance::is_significant;

/// A pair must have been seen in as many baskets.
pub const FEWEST_TOGETHER: u32 = 5;

/// Whether a rule may lead to an offer: seen often enough, lift above 1, and not by chance.
pub fn is_sound(rule: &Rule) -> bool {
    rule.n_ab >= FEWEST_TOGETHER && rule.is_lifted() && is_significant(rule)
}

/// The rules that may lead to an offer, in the order given. Made once for a portfolio; [`recommend`] and
/// [`whom_to_call`] expect what is left.
pub fn sound(rules: &[Rule]) -> Vec<Rule> {
    rules.iter().filter(|r| is_sound(r)).copied().collect()
}

/// What to offer somebody who has `owned` (sorted): for each product the best rule that leads to it, best first, at
/// most `top`. Never what they have, nor what is `discontinued` (by product number; a number beyond it is sold).
/// `sound` must be in [`Rule::order`].
pub fn recommend(owned: &[u32], sound: &[Rule], discontinued: &[bool], top: usize) -> Vec<Rule> {
    let has = |item: u32| owned.binary_search(&item).is_ok();
    let mut offers: Vec<Rule> = Vec::new();
    for rule in sound {
        if offers.len() == top {
            break;
        }
        let is_sold = !discontinued.get(rule.b as usize).copied().unwrap_or(false);
        if is_sold && has(rule.a) && !has(rule.b) && offers.iter().all(|o| o.b != rule.b) {
            offers.push(*rule);
        }
    }
    offers
}

/// Why somebody is worth a call about a new product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Call {
    /// Number of the customer, in the order given.
    pub customer: usize,
    /// How many of the associated products they have.
    pub has: u32,
    /// For somebody who has none: the rule from what they have to an associated product, with most confidence.
    pub rule: Option<Rule>,
}

/// Whom to call about a new product, given products associated with it (of its category, or chosen): those who have
/// most of them first, then those whose purchases lead to one, by confidence; then in the order given. Customers
/// with neither are left out. Each customer is what they have, sorted.
pub fn whom_to_call<'a>(
    associated: &[u32],
    customers: impl Iterator<Item = &'a [u32]>,
    sound: &[Rule],
) -> Vec<Call> {
    // From what is had to its best rule into the associated products.
    let mut leads: BTreeMap<u32, Rule> = BTreeMap::new();
    for rule in sound.iter().filter(|r| associated.contains(&r.b) && !associated.contains(&r.a)) {
        let best = leads.entry(rule.a).or_insert(*rule);
        if more_confident(rule, best) {
            *best = *rule;
        }
    }
    let mut calls: Vec<Call> = customers
        .enumerate()
        .filter_map(|(customer, owned)| {
            let has = associated.iter().filter(|p| owned.binary_search(p).is_ok()).count() as u32;
            if has > 0 {
                return Some(Call { customer, has, rule: None });
            }
            let rules = owned.iter().filter_map(|item| leads.get(item));
            let best = rules.copied().reduce(|best, r| if more_confident(&r, &best) { r } else { best });
            best.map(|rule| Call { customer, has, rule: Some(rule) })
        })
        .collect();
    calls.sort_by(|x, y| {
        let (x_rule, y_rule) = (x.rule.unwrap_or(NONE), y.rule.unwrap_or(NONE));
        Reverse(x.has).cmp(&Reverse(y.has)).then_with(|| confidence(&y_rule, &x_rule))
    });
    calls
}

const NONE: Rule = Rule { a: 0, b: 0, n_ab: 0, n_a: 1, n_b: 1, n: 1 };

fn confidence(x: &Rule, y: &Rule) -> std::cmp::Ordering {
    (u64::from(x.n_ab) * u64::from(y.n_a)).cmp(&(u64::from(y.n_ab) * u64::from(x.n_a)))
}

fn more_confident(rule: &Rule, than: &Rule) -> bool {
    confidence(rule, than).then_with(|| than.order(rule)).is_gt()
}

#[cfg(test)]
mod tests {
    use super::super::basket::{Baskets, Fraction, mine};
    use super::*;

    /// 100 customers: 40 have product 0, 25 product 1, 18 both; everybody has product 2.
    fn portfolio() -> Baskets {
        let mut baskets = Baskets::default();
        for n in 0..100 {
            let mut basket = vec![2];
            if n < 40 {
                basket.push(0);
            }
            if (22..47).contains(&n) {
                basket.push(1);
            }
            baskets.push(&mut basket);
        }
        baskets
    }

    fn rules() -> Vec<Rule> {
        sound(&mine(&portfolio(), 3, FEWEST_TOGETHER, Fraction::ZERO).rules)
    }

    #[test]
    fn who_buys_a_is_offered_b_with_its_reason_and_never_the_bestseller() {
        let offers = recommend(&[0], &rules(), &[], 5);
        assert_eq!(offers, [Rule { a: 0, b: 1, n_ab: 18, n_a: 40, n_b: 25, n: 100 }]);
        assert!((offers[0].lift() - 1.8).abs() < 1e-12);
        assert_eq!(recommend(&[2], &rules(), &[], 5), []);
    }

    #[test]
    fn neither_what_is_owned_nor_what_is_discontinued_is_offered() {
        assert_eq!(recommend(&[0, 1], &rules(), &[], 5), []);
        assert_eq!(recommend(&[0], &rules(), &[false, true], 5), []);
        assert_eq!(recommend(&[0], &rules(), &[], 0), []);
    }

    #[test]
    fn four_times_together_or_by_chance_is_not_enough() {
        assert!(!is_sound(&Rule { a: 0, b: 1, n_ab: 4, n_a: 4, n_b: 4, n: 1000 }));
        assert!(!is_sound(&Rule { a: 0, b: 1, n_ab: 11, n_a: 40, n_b: 25, n: 100 }));
        assert!(is_sound(&Rule { a: 0, b: 1, n_ab: 5, n_a: 5, n_b: 5, n: 1000 }));
    }

    #[test]
    fn about_a_new_product_those_who_have_its_like_are_called_first() {
        let baskets = portfolio();
        let calls = whom_to_call(&[1], baskets.iter(), &rules());
        assert_eq!(calls.len(), 47);
        assert_eq!((calls[0].customer, calls[0].has, calls[0].rule), (22, 1, None));
        assert_eq!(calls[25].customer, 0);
        assert_eq!(calls[25].rule.map(|r| (r.a, r.n_ab)), Some((0, 18)));
        assert!(whom_to_call(&[], baskets.iter(), &rules()).is_empty());
    }
}
