//! `today` and `report`: figures asked for. The rules are the domain's, the shapes are the contract's.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use super::args::{Report, ReportName, Today};
use super::book::{Book, Names};
use super::context::Context;
use super::json::{day_text, winback_state};
use super::out::{Out, Outcome, Table};
use crate::domain::lifecycle::Stage;
use crate::domain::lifecycle::flow::{MonthFlow, StageFlow};
use crate::domain::lifecycle::health::{HealthRule, Unit, Verdict};
use crate::domain::lifecycle::recovery::LossReason;
use crate::domain::people::CustomerId;
use crate::domain::query::Query;
use crate::domain::roster::{Funnel, Scope, Sort, SortBy, WinbackState};
use crate::domain::work::today::{TodayItem, TodayReason};
use crate::domain::{Day, Money};
use crate::store::ask::{Answer, CustomerRow, ListSpec, Period, Question, Span};
use crate::ui::format::Format;

/// Stages that have a flow.
const FLOWING: [Stage; 5] = [Stage::New, Stage::Adolescent, Stage::Mature, Stage::Veteran, Stage::Lost];

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
    let mut out = Out::new();
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
                    "reason_text": reason_text(cx, &book, item, row),
                    "channel": channel(row),
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
            reason_text(cx, &book, item, row),
            row.phone.clone(),
            format.money(item.at_stake),
        ]);
    }
    table.print(&mut out)?;
    out.text(&cx.tf("cli-today-count", &[("shown", shown.into()), ("count", list.items.len().into())]))?;
    out.end()
}

fn by_id(book: &mut Book, ids: &[CustomerId]) -> Outcome<HashMap<CustomerId, CustomerRow>> {
    Ok(book.rows(ids)?.into_iter().map(|row| (row.id, row)).collect())
}

/// By which channel somebody can be reached: phone, else none known here.
fn channel(row: &CustomerRow) -> Option<&'static str> {
    (!row.phone.is_empty()).then_some("phone")
}

fn reason_text(cx: &Context, book: &Book, item: &TodayItem, row: &CustomerRow) -> String {
    let format = cx.format_of(book);
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

/// `report`
pub fn report(cx: &Context, args: &Report) -> Outcome {
    let mut book = Book::open(cx)?;
    match args.name {
        ReportName::Lifecycle => lifecycle(cx, &mut book, args.json),
        ReportName::Flow => flow(cx, &mut book, args),
        ReportName::Winback => winback(cx, &mut book, args.json),
    }
}

fn lifecycle(cx: &Context, book: &mut Book, as_json: bool) -> Outcome {
    let period = Period { span: Span::Month, back: 0 };
    let funnel: Funnel = book.ask(Question::Cycle(period), |a| match a {
        Answer::Cycle(cycle) => Some(cycle.funnel),
        _ => None,
    })?;
    let mut out = Out::new();
    if as_json {
        let decimals = book.decimals();
        let (mut heads, mut money) = (Map::new(), Map::new());
        for (stage, (n, revenue)) in Stage::ALL.into_iter().zip(funnel.stages) {
            heads.insert(stage.key().to_owned(), n.into());
            money.insert(stage.key().to_owned(), revenue.plain(decimals).into());
        }
        out.json(&json!({ "as_of": book.info().as_of, "stages": heads, "revenue_12m": money }))?;
        return out.end();
    }
    let (format, names) = (cx.format_of(book), book.names(&cx.texts));
    out.text(&cx.tf("cli-report-as-of", &[("day", format.day_words(book.info().as_of).into())]))?;
    let mut table = Table::new([
        (cx.t("cli-column-stage"), false),
        (cx.t("cli-column-customers"), true),
        (cx.t("cli-column-revenue-12m"), true),
    ]);
    for (stage, (n, revenue)) in Stage::ALL.into_iter().zip(funnel.stages) {
        table.row(vec![names.word("stage", stage.key()), format.int(n), format.money(revenue)]);
    }
    table.print(&mut out)?;
    out.end()
}

fn flow(cx: &Context, book: &mut Book, args: &Report) -> Outcome {
    let to = args.to.unwrap_or_else(|| book.info().as_of.month());
    let months = book.flow_months(args.from, to)?;
    let format = cx.format_of(book);
    let mut out = Out::new();
    if args.json {
        let decimals = book.decimals();
        let months: Vec<Value> = months
            .iter()
            .map(|(month, verdicts)| {
                let mut all = month_json(month, decimals);
                let verdicts: Vec<Value> = verdicts.iter().map(|v| verdict_json(cx, &format, v)).collect();
                all.insert("verdict".into(), verdicts.into());
                Value::Object(all)
            })
            .collect();
        out.json(&json!({ "months": months }))?;
        return out.end();
    }
    let names = book.names(&cx.texts);
    for (month, verdicts) in &months {
        print_month(cx, &names, &format, month, verdicts, &mut out)?;
    }
    out.end()
}

fn month_json(flow: &MonthFlow, decimals: u32) -> Map<String, Value> {
    let mut all = Map::new();
    all.insert("month".into(), flow.month.map(|m| m.to_string()).into());
    for stage in FLOWING {
        let s = flow.stages.get(&stage).copied().unwrap_or_default();
        all.insert(stage.key().to_owned(), stage_json(&s, decimals));
    }
    all.insert("unassigned".into(), json!({ "revenue": flow.unassigned.plain(decimals) }));
    all.insert("anonymous".into(), json!({ "revenue": flow.anonymous.plain(decimals) }));
    let transitions: Map<String, Value> = flow
        .transitions
        .iter()
        .map(|((from, to), heads)| {
            (format!("{}>{}", from.map_or("none", Stage::key), to.key()), (*heads).into())
        })
        .collect();
    all.insert("transitions".into(), transitions.into());
    all.insert("round_trips".into(), flow.round_trips.into());
    all
}

fn stage_json(stage: &StageFlow, decimals: u32) -> Value {
    let money = |m: Money| m.plain(decimals);
    json!({
        "opening": stage.opening,
        "in": stage.entered,
        "out": stage.left,
        "closing": stage.closing,
        "revenue": money(stage.revenue),
        "value": {
            "opening": money(stage.value_opening),
            "in": money(stage.value_in),
            "out": money(stage.value_out),
            "change": money(stage.value_change),
            "closing": money(stage.value_closing),
        },
    })
}

fn verdict_json(cx: &Context, format: &Format, verdict: &Verdict) -> Value {
    json!({
        "rule": verdict.rule.key(),
        "value": verdict.value,
        "threshold": verdict.threshold,
        "ok": verdict.ok,
        "text": verdict_text(cx, format, verdict),
    })
}

/// A verdict in words: what it is, against what, and what would mend it.
fn verdict_text(cx: &Context, format: &Format, verdict: &Verdict) -> String {
    let figure = |n: i64| match verdict.rule.unit() {
        Unit::Heads => format.int(n),
        Unit::Money => format.money(Money(n)),
    };
    let is_count = matches!(verdict.rule, HealthRule::Entrants | HealthRule::Leavers);
    let share = |v: Option<f64>| match v {
        None => "—".to_owned(),
        Some(v) if is_count => format.decimal(v, 0),
        Some(v) if verdict.rule == HealthRule::Compensation => format.decimal(v, 2),
        Some(v) => format.percent(v),
    };
    let state = match verdict.ok {
        Some(true) => "good",
        Some(false) => "bad",
        None => "none",
    };
    let mut text = cx.tf(
        &format!("cli-verdict-{}", verdict.rule.key().replace('_', "-")),
        &[
            ("state", state.into()),
            ("value", share(verdict.value).into()),
            ("threshold", share(verdict.threshold).into()),
            ("part", figure(verdict.numerator).into()),
            ("whole", figure(verdict.denominator).into()),
        ],
    );
    if let Some(mend) = verdict.mend {
        text.push(' ');
        text.push_str(&cx.tf(
            "cli-verdict-mend",
            &[("heads", mend.heads.into()), ("money", format.money(mend.money).into())],
        ));
    }
    text
}

fn print_month(
    cx: &Context,
    names: &Names<'_>,
    format: &Format,
    flow: &MonthFlow,
    verdicts: &[Verdict],
    out: &mut Out,
) -> Outcome {
    out.text(&flow.month.map(|m| format.month(m)).unwrap_or_default())?;
    let mut table = Table::new([
        (cx.t("cli-column-stage"), false),
        (cx.t("cli-column-opening"), true),
        (cx.t("cli-column-in"), true),
        (cx.t("cli-column-out"), true),
        (cx.t("cli-column-closing"), true),
        (cx.t("cli-column-revenue"), true),
        (cx.t("cli-column-value-closing"), true),
    ]);
    for stage in FLOWING {
        let s = flow.stages.get(&stage).copied().unwrap_or_default();
        table.row(vec![
            names.word("stage", stage.key()),
            format.int(s.opening),
            format.int(s.entered),
            format.int(s.left),
            format.int(s.closing),
            format.money(s.revenue),
            format.money(s.value_closing),
        ]);
    }
    for (key, revenue) in [("cli-flow-unassigned", flow.unassigned), ("cli-flow-anonymous", flow.anonymous)] {
        if revenue != Money::ZERO {
            let none = String::new;
            table.row(vec![cx.t(key), none(), none(), none(), none(), format.money(revenue), none()]);
        }
    }
    table.print(out)?;
    for verdict in verdicts {
        let mark = match verdict.ok {
            Some(true) => "+",
            Some(false) => "!",
            None => "·",
        };
        out.text(&format!("{mark} {}", verdict_text(cx, format, verdict)))?;
    }
    out.text(" ")
}

fn winback(cx: &Context, book: &mut Book, as_json: bool) -> Outcome {
    let summary = book.ask(Question::Winback, |a| match a {
        Answer::Winback(summary) => Some(*summary),
        _ => None,
    })?;
    let sort = Sort { by: SortBy::AtStake, descending: true };
    let listing = book.listing(ListSpec { scope: Scope::Winback(None), query: Query::default(), sort })?;
    let rows: Vec<CustomerRow> = book
        .rows(&listing.order)?
        .into_iter()
        .filter(|r| matches!(r.winback, WinbackState::Unverified | WinbackState::Verified))
        .collect();
    let heads = |state: WinbackState| summary.states[state as usize].0;
    let detected: u64 = summary.states.iter().map(|(n, _)| n).sum();
    let after_contact = summary.recovered.iter().filter(|(.., contacted)| *contacted).count();
    let rate = (summary.contacted_90d > 0).then(|| after_contact as f64 / f64::from(summary.contacted_90d));
    let mut out = Out::new();
    if as_json {
        let decimals = book.decimals();
        let reasons: Vec<Value> = summary
            .reasons
            .iter()
            .map(|(reason, count, revenue)| {
                json!({
                    "reason": reason.key(),
                    "side": reason.side().key(),
                    "count": count,
                    "revenue": revenue.plain(decimals),
                })
            })
            .collect();
        let queue: Vec<Value> = rows
            .iter()
            .map(|r| {
                json!({
                    "customer": r.name,
                    "id": r.id,
                    "code": r.code,
                    "state": winback_state(r.winback),
                    "at_stake": r.at_stake.plain(decimals),
                    "last_purchase": r.facts.last,
                    "lost_on": r.facts.lost_on,
                    "reason": r.reason.map(LossReason::key),
                    "attempts": r.attempts,
                    "next_contact": r.next.as_ref().map(|n| n.day),
                    "phone": r.phone,
                })
            })
            .collect();
        out.json(&json!({
            "as_of": book.info().as_of,
            "detected": detected,
            "verified": heads(WinbackState::Verified),
            "explained": heads(WinbackState::Explained),
            "definitive": heads(WinbackState::Definitive),
            "recovered": summary.recovered.len(),
            "recovered_after_contact": after_contact,
            "attempts": summary.attempts_90d,
            "contacted": summary.contacted_90d,
            "rate": rate,
            "reasons": reasons,
            "queue": queue,
        }))?;
        return out.end();
    }
    let (format, names) = (cx.format_of(book), book.names(&cx.texts));
    out.text(&cx.tf(
        "cli-winback-summary",
        &[
            ("detected", detected.into()),
            ("verified", heads(WinbackState::Verified).into()),
            ("definitive", heads(WinbackState::Definitive).into()),
            ("recovered", summary.recovered.len().into()),
            ("attempts", summary.attempts_90d.into()),
        ],
    ))?;
    for (reason, count, revenue) in &summary.reasons {
        out.text(&format!(
            "  {}  {}  {}",
            names.word("reason", reason.key()),
            format.int(*count),
            format.money(*revenue)
        ))?;
    }
    print_queue(cx, &names, &format, &rows, book.info().as_of, &mut out)?;
    out.end()
}

fn print_queue(
    cx: &Context,
    names: &Names<'_>,
    format: &Format,
    rows: &[CustomerRow],
    today: Day,
    out: &mut Out,
) -> Outcome {
    let mut table = Table::new([
        (cx.t("cli-column-code"), false),
        (cx.t("cli-column-name"), false),
        (cx.t("cli-column-at-stake"), true),
        (cx.t("cli-column-last-purchase"), false),
        (cx.t("cli-column-winback"), false),
        (cx.t("cli-column-reason"), false),
        (cx.t("cli-column-next-contact"), false),
    ]);
    for r in rows {
        table.row(vec![
            r.code.clone(),
            r.name.clone(),
            format.money(r.at_stake),
            r.facts.last.map(|d| format.day_short(d, today)).unwrap_or_default(),
            names.word("winback", winback_state(r.winback)),
            r.reason.map(|reason| names.word("reason", reason.key())).unwrap_or_default(),
            day_text(r.next.as_ref().map(|n| n.day)),
        ]);
    }
    table.print(out)
}
