//! Quality of data: `duplicates` (customers that may be one written down twice, and why), `verify-field`.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::args::{Json, VerifyField};
use super::book::Book;
use super::change::{Desk, say};
use super::context::Context;
use super::out::{Failure, Out, Outcome, Table};
use crate::domain::change::Change;
use crate::domain::people::CustomerId;
use crate::domain::people::duplicate::Pair;
use crate::domain::people::quality::Datum;
use crate::store::ask::{Answer, CustomerRow, Question};

/// `verify-field`
pub(super) fn verify_field(cx: &Context, args: &VerifyField) -> Outcome {
    let field = Datum::from_key(&args.field)
        .ok_or_else(|| Failure::refused("cli-error-value", &[("field", "FIELD"), ("value", &args.field)]))?;
    let mut desk = Desk::open(cx)?;
    let customer = desk.book().one(&args.customer)?;
    let on = args.on.unwrap_or_else(|| cx.now.date().into());
    let source = args.source.clone();
    let done = desk.apply(&Change::VerifyField { customer, field, on, source })?;
    say(cx, &done);
    Ok(())
}

/// `duplicates`
pub(super) fn duplicates(cx: &Context, args: Json) -> Outcome {
    let mut book = Book::open(cx)?;
    let pairs = book.ask(Question::Duplicates, |a| match a {
        Answer::Duplicates(pairs) => Some(pairs),
        _ => None,
    })?;
    let mut ids: Vec<CustomerId> = pairs.iter().flat_map(|pair| [pair.first, pair.second]).collect();
    ids.sort_unstable();
    ids.dedup();
    let rows: HashMap<CustomerId, CustomerRow> =
        book.rows(&ids)?.into_iter().map(|row| (row.id, row)).collect();
    let told: Vec<(&Pair, &CustomerRow, &CustomerRow)> = pairs
        .iter()
        .filter_map(|pair| Some((pair, rows.get(&pair.first)?, rows.get(&pair.second)?)))
        .collect();
    let mut out = Out::new();
    if args.json {
        let who = |row: &CustomerRow| json!({ "id": row.id, "code": row.code, "name": row.name });
        let pairs: Vec<Value> = told
            .iter()
            .map(|(pair, first, second)| {
                let reasons: Vec<&str> = pair.reasons.iter().map(|reason| reason.key()).collect();
                json!({
                    // Judged, not counted: more decimals would promise what nobody knows.
                    "score": (pair.score * 1e4).round() / 1e4,
                    "reasons": reasons,
                    "customers": [who(first), who(second)],
                })
            })
            .collect();
        out.json(&json!({ "count": pairs.len(), "pairs": pairs }))?;
        return out.end();
    }
    out.text(&cx.tf("cli-duplicates-summary", &[("count", told.len().into())]))?;
    if told.is_empty() {
        return out.end();
    }
    let (format, names) = (cx.format_of(&book), book.names(&cx.texts));
    let mut table = Table::new([
        (cx.t("cli-column-likelihood"), true),
        (cx.t("cli-column-code"), false),
        (cx.t("cli-column-name"), false),
        (cx.t("cli-column-code"), false),
        (cx.t("cli-column-name"), false),
        (cx.t("cli-column-shared"), false),
    ]);
    for (pair, first, second) in told {
        let reasons: Vec<String> =
            pair.reasons.iter().map(|reason| names.word("duplicate", reason.key())).collect();
        table.row(vec![
            format.percent(pair.score),
            first.code.clone(),
            first.name.clone(),
            second.code.clone(),
            second.name.clone(),
            reasons.join(", "),
        ]);
    }
    table.print(&mut out)?;
    out.end()
}
