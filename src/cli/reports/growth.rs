//! `report growth`: what the result of the last twelve months comes from, what became of the revenue of the twelve
//! before, effort and cadence by class, plans to lift customers.

use serde_json::{Value, json};

use super::super::args::Report;
use super::super::book::Book;
use super::super::context::Context;
use super::super::out::{Outcome, Table};
use crate::domain::value::budget::EffortAxis;
use crate::domain::value::growth::{Driver, Movement, Takings, Windows};
use crate::domain::value::pareto::Class;
use crate::domain::value::priority::GrowthPeriod;
use crate::domain::{Day, Money};
use crate::store::ask::{Answer, EffortBoard, GrowthBoard, LiftBoard, Question};

/// `report growth`
pub fn growth(cx: &Context, book: &mut Book, args: &Report) -> Outcome {
    let board = book.ask(Question::Growth(GrowthPeriod::default()), |a| match a {
        Answer::Growth(board) => Some(*board),
        _ => None,
    })?;
    if !args.json {
        return told(cx, book, &board);
    }
    let effort = book.ask(Question::Effort(EffortAxis::Pareto), |a| match a {
        Answer::Effort(board) => Some(*board),
        _ => None,
    })?;
    let lift = book.ask(Question::Lift, |a| match a {
        Answer::Lift(board) => Some(*board),
        _ => None,
    })?;
    let decimals = book.decimals();
    let mut out = cx.out();
    out.json(&json!({
        "as_of": book.info().as_of,
        "bridge": bridge(&board, decimals),
        "accounting": accounting(&board, decimals),
        "wallet": {
            "customers": board.wallet.customers,
            "spend": board.wallet.spend.plain(decimals),
            "ours": board.wallet.ours.plain(decimals),
            "share": board.wallet.share(),
        },
        "effort": classes(&effort, decimals),
        "cadence": cadence(&effort, decimals),
        "lift": lifting(&lift, decimals),
        "variety": variety(&lift, decimals),
    }))?;
    out.end()
}

fn days((first, last): (Day, Day)) -> Value {
    json!({ "from": first, "to": last })
}

fn windows(windows: &Windows) -> Value {
    json!({ "before": days(windows.before), "now": days(windows.now) })
}

fn bridge(board: &GrowthBoard, decimals: u32) -> Value {
    let money = |m: Money| m.plain(decimals);
    let takings = |t: &Takings| {
        json!({
            "customers": t.customers,
            "purchases": t.purchases,
            "revenue": money(t.revenue),
            "margin": t.margin,
            "result": money(t.result()),
            "per_customer": t.per_customer().map(money),
            "ticket": t.ticket().map(money),
            "frequency": t.frequency(),
        })
    };
    let effects: serde_json::Map<String, Value> = Driver::ALL
        .into_iter()
        .map(|driver| (driver.key().to_owned(), money(board.bridge.effect(driver)).into()))
        .collect();
    json!({
        "period": windows(&board.windows),
        "before": takings(&board.bridge.before),
        "now": takings(&board.bridge.now),
        "effects": effects,
        "difference": money(board.bridge.difference()),
        "method": board.bridge.method.key(),
        "margin_known": board.costed,
        "anonymous": { "before": money(board.anonymous.0), "now": money(board.anonymous.1) },
    })
}

fn accounting(board: &GrowthBoard, decimals: u32) -> Value {
    let part = |(customers, amount): (u64, Money)| json!({ "customers": customers, "revenue": amount.plain(decimals) });
    let mut all = serde_json::Map::new();
    all.insert("period".to_owned(), windows(&board.years));
    all.insert("opening".to_owned(), part(board.accounting.opening));
    for movement in Movement::ALL {
        all.insert(movement.key().to_owned(), part(board.accounting.of(movement)));
    }
    all.insert("closing".to_owned(), part(board.accounting.closing));
    all.insert("net_retention".to_owned(), json!(board.accounting.net_retention()));
    all.insert("gross_retention".to_owned(), json!(board.accounting.gross_retention()));
    Value::Object(all)
}

fn classes(board: &EffortBoard, decimals: u32) -> Value {
    board
        .classes
        .iter()
        .zip(Class::ALL)
        .map(|(effort, class)| {
            let of_class = json!({
                "customers": effort.customers,
                "contacts": effort.contacts,
                "minutes": effort.minutes,
                "revenue_12m": effort.value.plain(decimals),
                "share_of_minutes": effort.share_of_minutes(&board.all),
                "share_of_revenue": effort.share_of_value(&board.all),
            });
            (class.key().to_owned(), of_class)
        })
        .collect::<serde_json::Map<_, _>>()
        .into()
}

fn cadence(board: &EffortBoard, decimals: u32) -> Value {
    board
        .coverage
        .iter()
        .zip(Class::ALL)
        .map(|(coverage, class)| {
            let of_class = json!({
                "days": board.rules.days(class),
                "customers": coverage.customers,
                "within": coverage.within,
                "overdue": coverage.overdue(),
                "coverage": coverage.share(),
                "at_stake": coverage.at_stake.plain(decimals),
            });
            (class.key().to_owned(), of_class)
        })
        .collect::<serde_json::Map<_, _>>()
        .into()
}

fn lifting(board: &LiftBoard, decimals: u32) -> Value {
    let money = |m: Money| m.plain(decimals);
    let plans: Vec<Value> = board
        .plans
        .iter()
        .map(|row| {
            json!({
                "customer": row.name,
                "id": row.customer,
                "made_on": row.plan.start,
                "target": money(row.plan.target),
                "base": money(row.base),
                "so_far": money(row.revenue),
                "deadline": row.plan.deadline,
                "owner": row.plan.owner,
                "note": row.note,
                "closed_on": row.closed.as_ref().map(|(day, _)| day),
                "outcome": row.outcome.key(),
            })
        })
        .collect();
    let candidates: Vec<Value> = board
        .candidates
        .iter()
        .map(|c| {
            json!({
                "customer": c.name,
                "id": c.candidate.id,
                "revenue_12m": money(c.candidate.revenue),
                "gap": money(c.candidate.gap),
                "category_gap": c.candidate.category_gap,
                "trend": c.candidate.trend.key(),
                "lacks": c.lacks,
            })
        })
        .collect();
    let quarters: Vec<Value> = board
        .quarters
        .iter()
        .map(|q| {
            json!({
                "from": q.days.0,
                "to": q.days.1,
                "plans_reached": q.reached,
                "plans_ended": q.ended,
                "promoted": q.promoted,
                "below_a": q.below,
            })
        })
        .collect();
    json!({
        "threshold": board.threshold.map(money),
        "below_a": board.below,
        "candidates": candidates,
        "plans": plans,
        "quarters": quarters,
    })
}

fn variety(board: &LiftBoard, decimals: u32) -> Value {
    let v = &board.variety;
    let money = |m: Money| m.plain(decimals);
    json!({
        "categories_sold": v.sold,
        "goal": v.goal,
        "active": v.active,
        "categories_bought": v.categories,
        "at_goal": v.at_goal,
        "sustain": {
            "opening": v.opening.0,
            "opening_revenue": money(v.opening.1),
            "gone": v.gone.0,
            "gone_revenue": money(v.gone.1),
        },
        "consolidate": {
            "stayed": v.stayed,
            "revenue_before": money(v.stayed_revenue.0),
            "revenue_now": money(v.stayed_revenue.1),
            "categories_before": v.stayed_categories.0,
            "categories_now": v.stayed_categories.1,
        },
    })
}

fn told(cx: &Context, book: &Book, board: &GrowthBoard) -> Outcome {
    let format = cx.format_of(book);
    let mut out = cx.out();
    let mut table = Table::new([
        (cx.t("growth-column-driver"), false),
        (cx.t("growth-column-before"), true),
        (cx.t("growth-column-now"), true),
        (cx.tf("growth-column-effect", &[("currency", format.currency.symbol.as_str().into())]), true),
    ]);
    let (before, now) = (&board.bridge.before, &board.bridge.now);
    let frequency = |t: &Takings| t.frequency().map_or_else(|| "—".to_owned(), |f| format.decimal(f, 2));
    let ticket = |t: &Takings| t.ticket().map_or_else(|| "—".to_owned(), |m| format.money(m));
    let margin = |t: &Takings| format.percent_with(t.margin, 1);
    let rows = [
        (Driver::Customers, format.int(before.customers as i64), format.int(now.customers as i64)),
        (Driver::Frequency, frequency(before), frequency(now)),
        (Driver::Ticket, ticket(before), ticket(now)),
        (Driver::Margin, margin(before), margin(now)),
    ];
    for (driver, before, now) in rows {
        let effect = format.money(board.bridge.effect(driver));
        table.row(vec![cx.t(&format!("growth-{}", driver.key())), before, now, effect]);
    }
    table.row(vec![
        cx.t("growth-result"),
        format.money(before.result()),
        format.money(now.result()),
        format.money(board.bridge.difference()),
    ]);
    table.print(&mut out)?;
    out.text("")?;
    let mut table = Table::new([
        (cx.t("growth-column-movement"), false),
        (cx.t("growth-column-customers"), true),
        (cx.tf("growth-column-amount", &[("currency", format.currency.symbol.as_str().into())]), true),
    ]);
    let accounting = &board.accounting;
    let mut row = |key: &str, (heads, amount): (u64, Money)| {
        table.row(vec![cx.t(&format!("growth-{key}")), format.int(heads as i64), format.money(amount)]);
    };
    row("opening", accounting.opening);
    for movement in Movement::ALL {
        row(movement.key(), accounting.of(movement));
    }
    row("closing", accounting.closing);
    table.print(&mut out)?;
    out.end()
}
