//! The kind of purchase in words, the fourth dimension beside recency, frequency and money: for a cell, a segment or
//! one customer.

use crate::domain::Money;
use crate::store::ask::Kind;
use crate::ui::Look;

/// Categories that are named; the others are added up.
const NAMED: usize = 3;

/// Label and words: categories, price, margin, channel. What no line says is said to be unknown.
pub fn pairs(kind: &Kind, look: &Look) -> Vec<(String, String)> {
    let unknown = || look.t("value-kind-unknown");
    let kind = &kind.kind;
    let whole: Money = kind.categories.iter().map(|(_, sum)| *sum).sum();
    let share = |sum: Money| look.format.percent(sum.0 as f64 / whole.0 as f64);
    let categories = if whole > Money::ZERO {
        let mut parts: Vec<String> =
            kind.categories.iter().take(NAMED).map(|(name, sum)| format!("{name} {}", share(*sum))).collect();
        let others: Money = kind.categories.iter().skip(NAMED).map(|(_, sum)| *sum).sum();
        if kind.categories.len() > NAMED {
            parts.push(look.tf("value-kind-others", &[("share", share(others).into())]));
        }
        parts.join(" · ")
    } else {
        unknown()
    };
    let price = kind.full_price.map_or_else(unknown, |full| {
        look.tf(
            "value-kind-price-words",
            &[("full", look.format.percent(full).into()), ("off", look.format.percent(1.0 - full).into())],
        )
    });
    let margin = kind.margin.map_or_else(unknown, |margin| {
        look.tf(
            "value-kind-margin-words",
            &[
                ("margin", look.format.percent(margin).into()),
                ("known", look.format.percent(kind.costed.unwrap_or(0.0)).into()),
            ],
        )
    });
    vec![
        (look.t("value-kind-categories"), categories),
        (look.t("value-kind-price"), price),
        (look.t("value-kind-margin"), margin),
        (look.t("value-kind-channel"), kind.channel.clone().unwrap_or_else(unknown)),
    ]
}
