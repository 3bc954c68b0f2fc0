//! `today`: the call queue with the reason of each row.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::super::args::Today;
use super::super::book::Book;
use super::super::context::Context;
use super::super::out::{Outcome, Table};
use super::by_id;
use crate::domain::people::CustomerId;
use crate::domain::value::lookalike::{Attribute, lift};
use crate::domain::work::today::{TodayItem, TodayReason};
use crate::store::ask::{Answer, CustomerRow, LikenessRow, Question};

/// `today`
pub fn today(cx: &Context, args: &Today) -> Outcome {
    let mut book = Book::open(cx)?;
    let list = book.ask(Question::Today, |a| match a {
        Answer::Today(list) => Some(*list),
        _ => None,
    })?;
    let shown = args.limit.unwrap_or(usize::MAX).min(list.items.len());
    let items = &list.items[..shown];
    let rows = by_id(&mut book, &items.iter().map(|i| i.customer).collect::<Vec<_>>())?;
    let prospects = items.iter().filter(|i| i.reason == TodayReason::Prospect).map(|i| i.customer).collect();
    let alike: HashMap<CustomerId, LikenessRow> = book
        .ask(Question::Likeness(prospects), |a| match a {
            Answer::Likeness(rows) => Some(rows),
            _ => None,
        })?
        .into_iter()
        .map(|row| (row.customer, row))
        .collect();
    let mut out = cx.out();
    if args.json {
        let decimals = book.decimals();
        let queue: Vec<Value> = items
            .iter()
            .enumerate()
            .filter_map(|(i, item)| {
                let row = rows.get(&item.customer)?;
                Some(json!({
                    "customer": row.name,
                    "id": row.id,
                    "code": row.code,
                    "rank": i + 1,
                    "reason": item.reason.key(),
                    "reason_text": reason_text(cx, &book, item, (row, alike.get(&item.customer))),
                    "channel": item.channel.code(),
                    "due": item.due,
                    "time": item.minute.map(|m| format!("{:02}:{:02}", m / 60, m % 60)),
                    "phone": row.phone,
                    "at_stake": item.at_stake.plain(decimals),
                }))
            })
            .collect();
        let left_out = book.today_excluded()?;
        let names = by_id(&mut book, &left_out.iter().map(|(id, _)| *id).collect::<Vec<_>>())?;
        let excluded: Vec<Value> = left_out
            .iter()
            // Archived customers are out of every list; that is no exclusion of today.
            .filter(|(_, why)| *why != "archived")
            .filter_map(|(id, why)| {
                let row = names.get(id)?;
                Some(json!({ "customer": row.name, "id": row.id, "code": row.code, "reason": why }))
            })
            .collect();
        out.json(&json!({ "date": book.info().as_of, "queue": queue, "excluded": excluded }))?;
        return out.end();
    }
    let format = cx.format_of(&book);
    let mut table = Table::new([
        ("#".to_owned(), true),
        (cx.t("cli-column-code"), false),
        (cx.t("cli-column-name"), false),
        (cx.t("cli-column-why"), false),
        (cx.t("cli-column-phone"), false),
        (cx.t("cli-column-at-stake"), true),
    ]);
    for (i, item) in items.iter().enumerate() {
        let Some(row) = rows.get(&item.customer) else { continue };
        table.row(vec![
            (i + 1).to_string(),
            row.code.clone(),
            row.name.clone(),
            reason_text(cx, &book, item, (row, alike.get(&item.customer))),
            row.phone.clone(),
            format.money(item.at_stake),
        ]);
    }
    table.print(&mut out)?;
    out.text(&cx.tf("cli-today-count", &[("shown", shown.into()), ("count", list.items.len().into())]))?;
    out.end()
}

fn reason_text(
    cx: &Context,
    book: &Book,
    item: &TodayItem,
    (row, alike): (&CustomerRow, Option<&LikenessRow>),
) -> String {
    let format = cx.format_of(book);
    if let Some(alike) = alike.filter(|alike| !alike.why.is_empty()) {
        let what: Vec<String> = alike
            .why
            .iter()
            .map(|(attribute, value)| match attribute {
                Attribute::Generation => cx.t(&format!("filter-value-generation-{value}")),
                _ => value.clone(),
            })
            .collect();
        let lift = format.decimal(lift(alike.score), 1);
        let args = [("lift", lift.into()), ("what", what.join(", ").into())];
        return cx.tf("cli-today-prospect-like", &args);
    }
    let today = book.info().as_of;
    let due = item.due.map(|d| format.day_told(d, today)).unwrap_or_default();
    let note = row.next.as_ref().map(|n| n.note.clone()).unwrap_or_default();
    let silence = row.facts.silence(today).unwrap_or_default();
    let gap = row.facts.mean_gap_tenths / 10;
    let text = cx.tf(
        &format!("cli-today-{}", item.reason.key().replace('_', "-")),
        &[("due", due.into()), ("days", item.days.into()), ("silence", silence.into()), ("gap", gap.into())],
    );
    let planned = matches!(item.reason, TodayReason::Promised | TodayReason::Overdue);
    if planned && !note.is_empty() { format!("{text}: {note}") } else { text }
}
