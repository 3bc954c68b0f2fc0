//! `report quality`: how good what is known of customers is, and what is to be mended, most money at stake first.

use serde_json::{Map, Value, json};

use super::super::book::Book;
use super::super::context::Context;
use super::super::out::{Out, Outcome, Table};
use crate::domain::people::quality::{Datum, Problem, Purpose, Share};
use crate::store::ask::{Answer, QualityBoard, QualityRow, Question};

pub(super) fn quality(cx: &Context, book: &mut Book, as_json: bool) -> Outcome {
    let board = book.ask(Question::Quality, |a| match a {
        Answer::Quality(board) => Some(*board),
        _ => None,
    })?;
    let duplicates = book.ask(Question::Duplicates, |a| match a {
        Answer::Duplicates(pairs) => Some(pairs.len()),
        _ => None,
    })?;
    let mut out = cx.out();
    if as_json {
        out.json(&to_json(&board, duplicates, book.decimals()))?;
        return out.end();
    }
    figures(cx, book, &board, duplicates, &mut out)?;
    let format = cx.format_of(book);
    let mut table = Table::new([
        (cx.t("cli-column-code"), false),
        (cx.t("cli-column-customer"), false),
        (cx.t("quality-c-field"), false),
        (cx.t("quality-c-value"), false),
        (cx.t("quality-c-problem"), false),
        (cx.t("quality-c-money"), true),
    ]);
    for row in &board.to_fix {
        table.row(vec![
            row.code.clone(),
            row.name.clone(),
            cx.t(&format!("quality-field-{}", row.field.key().replace('_', "-"))),
            row.value.clone(),
            problem(cx, row),
            format.money(row.at_stake),
        ]);
    }
    table.print(&mut out)?;
    out.end()
}

/// The measures as a table, so that a file of the report holds them as well.
fn figures(cx: &Context, book: &Book, board: &QualityBoard, duplicates: usize, out: &mut Out) -> Outcome {
    let format = cx.format_of(book);
    let share = |share: Share| share.value().map_or_else(|| "—".to_owned(), |value| format.percent(value));
    let mut table = Table::new([
        (cx.t("quality-c-measure"), false),
        (cx.t("quality-c-share"), true),
        (cx.t("quality-c-n"), true),
    ]);
    let measures = &board.measures;
    let mut row = |name: String, value: Share| table.row(vec![name, share(value), format.int(value.of)]);
    row(cx.t("quality-validity"), measures.validity);
    row(cx.t("quality-sufficiency"), measures.sufficient());
    for purpose in Purpose::ALL {
        let name = cx.t(&format!("quality-purpose-{}", purpose.key()));
        row(format!("· {name}"), board.sufficiency(purpose));
    }
    row(cx.t("quality-contrast"), measures.contrast);
    let days = |n: i32| cx.tf("quality-days", &[("days", n.into())]);
    let lag_n = board.lag.map_or(0, |lag| lag.n);
    let of_lag = |value: Option<i32>| value.map_or_else(|| "—".to_owned(), days);
    for (key, value, n) in [
        (
            "quality-score",
            measures.score().map_or_else(|| "—".to_owned(), |s| format.percent(s)),
            board.customers,
        ),
        ("quality-lag-median", of_lag(board.lag.map(|lag| lag.median)), lag_n),
        ("quality-lag-p90", of_lag(board.lag.map(|lag| lag.p90)), lag_n),
    ] {
        table.row(vec![cx.t(key), value, format.int(n)]);
    }
    table.row(vec![cx.t("quality-duplicates"), String::new(), format.int(duplicates)]);
    table.row(vec![cx.t("quality-wrong"), String::new(), format.int(board.wrong)]);
    table.row(vec![cx.t("quality-missing"), String::new(), format.int(board.missing)]);
    let until = board.data_until.map_or_else(|| "—".to_owned(), |day| day.to_string());
    table.row(vec![cx.t("quality-data-until"), until, String::new()]);
    table.print(out)?;
    out.text("")
}

/// What is wrong, with what should stand there.
fn problem(cx: &Context, row: &QualityRow) -> String {
    let Some(problem) = row.problem else { return String::new() };
    let what = cx.t(&format!("quality-problem-{}", problem.key().replace('_', "-")));
    if row.expected.is_empty() {
        what
    } else {
        cx.tf("quality-expected", &[("what", what.into()), ("expected", row.expected.as_str().into())])
    }
}

fn to_json(board: &QualityBoard, duplicates: usize, decimals: u32) -> Value {
    let measures = &board.measures;
    let purposes: Map<String, Value> = Purpose::ALL
        .into_iter()
        .map(|purpose| {
            let share = board.sufficiency(purpose);
            (purpose.key().to_owned(), json!({ "share": share.value(), "n": share.of }))
        })
        .collect();
    let fields: Map<String, Value> = Datum::ALL
        .into_iter()
        .zip(board.fields)
        .map(|(datum, (valid, confirmed))| {
            let of = json!({
                "validity": valid.value(),
                "judged": valid.of,
                "contrast": confirmed.value(),
                "filled": confirmed.of,
            });
            (datum.key().to_owned(), of)
        })
        .collect();
    let rows: Vec<Value> = board
        .to_fix
        .iter()
        .map(|row| {
            json!({
                "code": row.code,
                "name": row.name,
                "field": row.field.key(),
                "value": row.value,
                "problem": row.problem.map(Problem::key),
                "expected": (!row.expected.is_empty()).then_some(&row.expected),
                "at_stake": row.at_stake.plain(decimals),
            })
        })
        .collect();
    json!({
        "customers": board.customers,
        "score": measures.score(),
        "validity": measures.validity.value(),
        "sufficiency": measures.sufficient().value(),
        "contrast": measures.contrast.value(),
        "n": {
            "validity": measures.validity.of,
            "sufficiency": measures.sufficient().of,
            "contrast": measures.contrast.of,
        },
        "purposes": purposes,
        "fields": fields,
        "duplicates": duplicates,
        "recording_lag": {
            "median": board.lag.map(|lag| lag.median),
            "p90": board.lag.map(|lag| lag.p90),
            "n": board.lag.map_or(0, |lag| lag.n),
        },
        "data_until": board.data_until,
        "last_import": board.last_import,
        "invalid": board.wrong,
        "missing": board.missing,
        "unconfirmed": board.unconfirmed,
        "to_fix": rows,
    })
}
