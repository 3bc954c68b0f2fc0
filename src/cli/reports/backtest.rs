//! `report backtest`: the forecast of a past day against what came after it.

use serde_json::{Value, json};

use super::super::args::Report;
use super::super::book::Book;
use super::super::context::Context;
use super::super::out::{Failure, Outcome, Table};
use super::value::{known, print_fit, warning};
use crate::domain::value::Terms;
use crate::domain::value::backtest::{self, Backtest, Class, MANY};

/// `report backtest`
pub(super) fn backtest(cx: &Context, book: &mut Book, args: &Report) -> Outcome {
    let (Some(from), Some(to)) = (args.calibration_end, args.holdout_end) else {
        return Err(Failure::refused("cli-error-backtest-days", &[]));
    };
    known(book, to)?;
    if to <= from {
        let (from, to) = (from.to_string(), to.to_string());
        return Err(Failure::refused("cli-error-holdout", &[("from", &from), ("to", &to)]));
    }
    let terms =
        Terms { decimals: book.decimals(), model: args.model.unwrap_or_default(), ..Terms::default() };
    let test = backtest::backtest(book.backtest_cases(from, to)?, from, to, terms);
    let mut out = cx.out();
    if args.json {
        if let Some(warning) = warning(cx, test.forecast.caveats()) {
            cx.remark(&warning);
        }
        out.json(&as_json(&test))?;
        return out.end();
    }
    let format = cx.format_of(book);
    print_fit(cx, &format, &test.forecast, &mut out)?;
    let number = |v: Option<f64>, decimals: u32| v.map_or("—".to_owned(), |v| format.decimal(v, decimals));
    out.text(&cx.tf(
        "cli-backtest-totals",
        &[
            ("from", format.day_words(from.plus(1)).into()),
            ("to", format.day_words(to).into()),
            ("actual", test.actual_total.into()),
            ("expected", number(test.expected_total, 0).into()),
        ],
    ))?;
    let mut table = Table::new([
        (cx.t("cli-column-repeat-days"), true),
        (cx.t("cli-column-customers"), true),
        (cx.t("cli-column-actual"), true),
        (cx.t("cli-column-expected"), true),
    ]);
    for class in &test.by_frequency {
        table.row(vec![
            class_name(class),
            format.int(class.n as i64),
            number(class.actual, 2),
            number(class.expected, 2),
        ]);
    }
    table.print(&mut out)?;
    if test.auc_recency.is_some() {
        out.text(&cx.tf(
            "cli-backtest-auc",
            &[
                ("chance", number(test.auc_no_purchase, 3).into()),
                ("recency", number(test.auc_recency, 3).into()),
            ],
        ))?;
    }
    out.end()
}

fn class_name(class: &Class) -> String {
    if class.x == MANY { format!("{MANY}+") } else { class.x.to_string() }
}

fn as_json(test: &Backtest) -> Value {
    let by_frequency: Vec<Value> = test
        .by_frequency
        .iter()
        .map(|class| {
            let x = if class.x == MANY { Value::from(class_name(class)) } else { class.x.into() };
            json!({ "x": x, "n": class.n, "actual": class.actual, "expected": class.expected })
        })
        .collect();
    json!({
        "model": test.forecast.terms().model.key(),
        "actual_total": test.actual_total,
        "expected_total": test.expected_total,
        "by_frequency": by_frequency,
        "auc": { "p_no_purchase": test.auc_no_purchase, "recency": test.auc_recency },
    })
}
