//! `report lifecycle` and `report flow`: who is in which stage, and how they got there.

use serde_json::{Map, Value, json};

use super::super::args::Report;
use super::super::book::{Book, Names};
use super::super::context::Context;
use super::super::out::{Out, Outcome, Table};
use crate::domain::Money;
use crate::domain::lifecycle::Stage;
use crate::domain::lifecycle::flow::{MonthFlow, StageFlow};
use crate::domain::lifecycle::health::{HealthRule, Unit, Verdict};
use crate::domain::roster::Funnel;
use crate::store::ask::{Answer, Period, Question, Span};
use crate::ui::format::Format;

/// Stages that have a flow.
const FLOWING: [Stage; 5] = [Stage::New, Stage::Adolescent, Stage::Mature, Stage::Veteran, Stage::Lost];

/// `report lifecycle`
pub(super) fn lifecycle(cx: &Context, book: &mut Book, as_json: bool) -> Outcome {
    let period = Period { span: Span::Month, back: 0 };
    let funnel: Funnel = book.ask(Question::Cycle(period), |a| match a {
        Answer::Cycle(cycle) => Some(cycle.funnel),
        _ => None,
    })?;
    let mut out = cx.out();
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

/// `report flow`
pub(super) fn flow(cx: &Context, book: &mut Book, args: &Report) -> Outcome {
    let to = args.to.unwrap_or_else(|| book.info().as_of.month());
    let months = book.flow_months(args.from, to)?;
    let format = cx.format_of(book);
    let mut out = cx.out();
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
