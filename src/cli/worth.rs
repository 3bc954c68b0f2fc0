//! What a customer is worth, as JSON and in words: for `show`, and for the rows of `list`.

use serde_json::{Map, Value, json};

use super::context::Context;
use super::json::object;
use crate::domain::Money;
use crate::domain::value::Worth;
use crate::ui::format::Format;

/// The keys that every row of `list` has.
pub fn row(worth: &Worth, decimals: u32) -> Map<String, Value> {
    object(json!({
        "rfm": worth.rfm.map(|rfm| rfm.to_string()),
        "segment": worth.segment.map(crate::domain::value::Segment::key),
        "pareto": worth.pareto.map(|place| place.class.key()),
        "p_alive": worth.outlook.map(|o| o.p_alive),
        "clv_12m": worth.outlook.map(|o| o.clv_12m.plain(decimals)),
        "clv": worth.outlook.map(|o| o.clv.plain(decimals)),
        "class": worth.class.map(crate::domain::value::ValueClass::key),
    }))
}

/// Everything, for the `values` of `show`.
pub fn values(worth: &Worth, decimals: u32) -> Map<String, Value> {
    let money = |m: Money| m.plain(decimals);
    let mut all = row(worth, decimals);
    let outlook = worth.outlook;
    all.extend(object(json!({
        "revenue_period": worth.activity.map(|a| money(a.revenue)),
        "purchase_days_period": worth.activity.map(|a| a.days),
        "rank": worth.pareto.map(|place| place.rank),
        "ranked": worth.ranked,
        "p_no_purchase": outlook.map(|o| o.p_none),
        "expected": outlook.map(|o| o.expected),
        "expected_spend": outlook.map(|o| money(o.spend)),
        "clv_low": outlook.map(|o| money(o.low)),
        "clv_high": outlook.map(|o| money(o.high)),
        "clv_simple": worth.simple.map(money),
        "clv_net": worth.net.map(money),
        "next_by": outlook.and_then(|o| o.next).map(|(day, _)| day),
        "next_probability": outlook.and_then(|o| o.next).map(|(_, probability)| probability),
        "margin": worth.margin,
        "cost_to_serve": money(worth.cost.total()),
        "minutes_12m": worth.cost.minutes,
        "categories": worth.breadth.0,
        "categories_sold": worth.breadth.1,
        "signs": {
            "rising": worth.signs.rising,
            "like_the_best": worth.signs.like_the_best,
            "room_in_wallet": worth.signs.room,
        },
    })));
    all
}

/// A line or two in words: scores and class, then value to come; empty where nothing was ever bought.
pub fn words(cx: &Context, worth: &Worth, format: &Format) -> Vec<String> {
    let mut lines = Vec::new();
    if let (Some(rfm), Some(segment), Some(place)) = (worth.rfm, worth.segment, worth.pareto) {
        lines.push(cx.tf(
            "cli-show-worth",
            &[
                ("rfm", rfm.to_string().into()),
                ("segment", cx.t(&format!("segment-{}", segment.key().replace('_', "-"))).into()),
                ("class", place.class.key().into()),
                ("rank", format.int(i64::from(place.rank)).into()),
                ("all", format.int(i64::from(worth.ranked)).into()),
            ],
        ));
    }
    if let Some(outlook) = worth.outlook {
        lines.push(cx.tf(
            "cli-show-outlook",
            &[
                ("alive", format.percent(outlook.p_alive).into()),
                ("clv", format.money(outlook.clv).into()),
                ("low", format.money(outlook.low).into()),
                ("high", format.money(outlook.high).into()),
            ],
        ));
    }
    lines
}
