//! `report calls`: how many calls were made, answered, and what came of them.

use serde_json::{Value, json};

use super::super::args::Report;
use super::super::book::Book;
use super::super::context::Context;
use super::super::out::{Outcome, Table};
use crate::domain::Day;
use crate::domain::people::Outcome as Held;
use crate::store::ask::{Answer, CallFigures, CallsBy, Question};

/// `report calls`
pub(super) fn calls(cx: &Context, book: &mut Book, args: &Report) -> Outcome {
    let from = args.from.map_or(Day(i32::MIN / 2), crate::domain::Month::first);
    let to = args.to.map_or(book.info().as_of, |month| month.last().min(book.info().as_of));
    let by = args.by.unwrap_or_default();
    let stats = book.ask(Question::CallStats { from, to, by }, |a| match a {
        Answer::CallStats(stats) => Some(*stats),
        _ => None,
    })?;
    let mut out = cx.out();
    if args.json {
        let key = match by {
            CallsBy::Day => "day",
            CallsBy::Week => "week",
            CallsBy::Seller => "seller",
        };
        let mut all = figures(&stats.all, book.decimals());
        let rows: Vec<Value> = stats
            .rows
            .iter()
            .map(|(name, row)| {
                let mut row = figures(row, book.decimals());
                row[key] = json!(name);
                row
            })
            .collect();
        all["rows"] = json!(rows);
        out.json(&all)?;
        return out.end();
    }
    let format = cx.format_of(book);
    let mut table = Table::new([
        (cx.t(&format!("cli-calls-by-{}", by.key())), false),
        (cx.t("cli-calls-dials"), true),
        (cx.t("cli-calls-contacts"), true),
        (cx.t("cli-calls-rate"), true),
        (cx.t("cli-calls-orders"), true),
        (cx.t("cli-calls-revenue"), true),
        (cx.t("cli-calls-kept"), true),
    ]);
    let total = (cx.t("cli-calls-total"), stats.all);
    for (name, row) in stats.rows.iter().chain([&total]) {
        let rate = share(row.contacts, row.dials);
        table.row(vec![
            name.clone(),
            format.int(row.dials),
            format.int(row.contacts),
            rate.map_or_else(|| "—".to_owned(), |rate| format.percent(rate)),
            format.int(row.orders),
            format.money(row.revenue),
            format!("{}/{}", row.followups.1, row.followups.0),
        ]);
    }
    table.print(&mut out)?;
    out.end()
}

fn share(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

fn figures(row: &CallFigures, decimals: u32) -> Value {
    let outcomes: serde_json::Map<String, Value> = Held::ALL
        .into_iter()
        .map(|how| (how.code().to_owned(), json!(row.outcomes.get(how.code()).copied().unwrap_or(0))))
        .collect();
    // Of one call alone no pace can be told.
    let per_hour = (row.minutes > 0).then(|| row.dials as f64 * 60.0 / row.minutes as f64);
    json!({
        "dials": row.dials,
        "contacts": row.contacts,
        "contact_rate": share(row.contacts, row.dials),
        "outcomes": outcomes,
        "orders": row.orders,
        "revenue": row.revenue.plain(decimals),
        "per_hour": per_hour,
        "followups_due": row.followups.0,
        "followups_kept": row.followups.1,
    })
}
