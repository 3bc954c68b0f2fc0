//! Where each figure of the overview comes from: formula, inputs, period, what is left out, rows counted.

use super::{Spot, words};
use crate::domain::lifecycle::{LifecycleRules, Stage};
use crate::domain::{Day, Money};
use crate::store::ask::Card;
use crate::ui::Look;

/// Title and rows of the box that explains a figure.
pub(super) fn explain(
    spot: Spot,
    card: &Card,
    rules: &LifecycleRules,
    today: Day,
    look: &Look,
) -> (String, Vec<(String, String)>) {
    let f = &card.facts;
    let day = |d: Day| look.format.day(d);
    let period =
        |from: Day, to: Day| look.tf("page-w-from-to", &[("from", day(from).into()), ("to", day(to).into())]);
    let year = period(today.plus_years(-1).plus(1), today);
    let year_before = period(today.plus_years(-2).plus(1), today.plus_years(-1));
    let row = |key: &str, text: String| (look.t(key), text);
    let said = |key: &str| look.t(key);
    let counted = |n: u32| look.tf("page-w-documents", &[("n", n.into())]);
    let gap = f64::from(f.mean_gap_tenths) / 10.0;
    match spot {
        Spot::Revenue => (
            said("page-v-revenue"),
            vec![
                row("page-w-value", look.format.money(f.revenue_12m)),
                row("page-w-formula", said("page-w-revenue-formula")),
                row("page-w-period", year),
                row(
                    "page-w-before",
                    format!("{} · {year_before}", look.format.money(card.revenue_previous_12m)),
                ),
                row(
                    "page-w-change",
                    words::change(f.revenue_12m, card.revenue_previous_12m, look)
                        .unwrap_or_else(|| said("page-none-before")),
                ),
                row("page-w-excluded", said("page-w-void-excluded")),
                row("page-w-rows", counted(card.orders_12m)),
            ],
        ),
        Spot::Orders => (
            said("page-v-orders"),
            vec![
                row("page-w-value", look.format.int(card.orders_12m)),
                row("page-w-formula", said("page-w-orders-formula")),
                row("page-w-mean", said("page-w-mean-formula")),
                row("page-w-period", year),
                row("page-w-excluded", said("page-w-orders-excluded")),
            ],
        ),
        Spot::Total => (
            said("page-v-total"),
            vec![
                row("page-w-value", look.format.money(f.revenue_total)),
                row("page-w-formula", said("page-w-revenue-formula")),
                row(
                    "page-w-period",
                    f.first.map_or_else(|| said("page-never-bought"), |first| period(first, today)),
                ),
                row("page-w-excluded", said("page-w-void-excluded")),
                row("page-w-rows", counted(f.orders)),
            ],
        ),
        // Told in full where the profile is at hand; the formula alone until it is.
        Spot::Score(_) => (said("page-v-score"), vec![row("page-w-formula", said("profile-why-score"))]),
        Spot::Gap | Spot::Standing => {
            let mut rows = vec![
                row(
                    "page-w-value",
                    look.tf("page-w-gap-value", &[("days", look.format.decimal(gap, 1).into())]),
                ),
                row("page-w-formula", look.tf("page-w-gap-formula", &[("prior", rules.prior_gap.into())])),
                row("page-w-inputs", look.tf("page-w-gap-inputs", &[("n", f.days.into())])),
            ];
            if let (Some(first), Some(last)) = (f.first, f.last) {
                rows.push(row("page-w-period", period(first, last)));
            }
            rows.push(row("page-w-states", said("page-w-states-formula")));
            rows.push(row("page-w-lost", lost_formula(card, rules, look)));
            if let Some(lost_on) = f.lost_on {
                let key = if f.stage == Stage::Lost { "page-lost-since" } else { "page-lost-on" };
                rows.push(row("page-w-lost-day", look.tf(key, &[("day", day(lost_on).into())])));
            }
            (said("page-rhythm"), rows)
        }
        Spot::Months => {
            let present = today.month();
            let mut rows = vec![row("page-w-formula", said("page-w-months-formula"))];
            for (n, amount) in card.months.iter().enumerate() {
                let month = crate::domain::Month(present.0 - 11 + n as i32);
                rows.push((look.format.month(month), look.format.money(*amount)));
            }
            let total: Money = card.months.iter().copied().sum();
            rows.push(row("page-w-sum", look.format.money(total)));
            rows.push(row("page-w-excluded", said("page-w-void-excluded")));
            (said("page-months"), rows)
        }
        Spot::Winback => {
            let mut rows = vec![row("page-w-lost", lost_formula(card, rules, look))];
            if let Some((_, on, author, note)) = &card.winback.finding {
                rows.push(row(
                    "page-w-checked",
                    words::joined([day(*on).as_str(), author, note], usize::MAX),
                ));
            }
            for attempt in &card.winback.attempts {
                let d = &attempt.draft;
                let how = [words::channel(d, look), words::outcome(d, look), words::one_line(&d.note)];
                let how = words::joined(how.iter().map(String::as_str), usize::MAX);
                rows.push((look.format.day(d.at.date().into()), how));
            }
            rows.push(row("page-w-recovered", said("page-w-recovered-formula")));
            (said("page-winback"), rows)
        }
        Spot::Product(n) => {
            let Some(p) = card.products.get(n) else { return (said("page-products"), Vec::new()) };
            let rows = vec![
                row("page-w-rows", counted(p.orders)),
                row("page-w-value", look.format.money(p.revenue)),
                row("page-v-last", day(p.last)),
                row("page-w-formula", said("page-w-product-formula")),
                row("page-w-excluded", said("page-w-void-excluded")),
            ];
            (p.product.clone(), rows)
        }
        // The figures of the whole portfolio explain themselves.
        Spot::Rfm | Spot::Pareto | Spot::Clv | Spot::Next | Spot::Offer(_) => (String::new(), Vec::new()),
        Spot::Purchase(_) | Spot::Contact(_) => {
            (said("page-activity"), vec![row("page-w-formula", said("page-w-activity-formula"))])
        }
    }
}

/// The lost gap in words, with the limits in force.
fn lost_formula(card: &Card, rules: &LifecycleRules, look: &Look) -> String {
    if card.customer.seasonal.is_some() {
        return look.tf("page-w-lost-seasonal", &[("days", rules.seasonal_gap.into())]);
    }
    look.tf(
        "page-w-lost-formula",
        &[
            ("times", look.format.decimal(f64::from(rules.lost_tenths) / 10.0, 1).into()),
            ("least", rules.lost_min.into()),
            ("most", rules.lost_max.into()),
            ("days", card.facts.lost_gap.into()),
        ],
    )
}
