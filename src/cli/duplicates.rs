//! Customers that may be one written down twice: `duplicates`, `merge`, `unmerge`, `different`; and what was compared with
//! a second source: `verify-field`.

use serde_json::{Value, json};

use super::args::{Different, Duplicates, Merge, Unmerge, VerifyField};
use super::book::Book;
use super::change::{Desk, say};
use super::context::Context;
use super::out::{Failure, Out, Outcome, Table};
use crate::domain::change::Change;
use crate::domain::people::quality::Datum;
use crate::store::ask::{Answer, JoinedRow, PairRow, Question};

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
pub(super) fn duplicates(cx: &Context, args: Duplicates) -> Outcome {
    let mut book = Book::open(cx)?;
    if args.joined {
        let rows = joined(&mut book)?;
        return Out::new().then(|out| tell_joined(cx, &rows, args.json, out));
    }
    let pairs = book.ask(Question::Duplicates, |a| match a {
        Answer::Duplicates(pairs) => Some(pairs),
        _ => None,
    })?;
    let mut out = Out::new();
    if args.json {
        let who = |row: &PairRow, at: usize| {
            let id = [row.pair.first, row.pair.second][at];
            json!({ "id": id, "code": row.codes[at], "name": row.names[at] })
        };
        let told: Vec<Value> = pairs
            .iter()
            .map(|row| {
                let reasons: Vec<&str> = row.pair.reasons.iter().map(|reason| reason.key()).collect();
                json!({
                    // Judged, not counted: more decimals would promise what nobody knows.
                    "score": (row.pair.score * 1e4).round() / 1e4,
                    "reasons": reasons,
                    "customers": [who(row, 0), who(row, 1)],
                })
            })
            .collect();
        out.json(&json!({ "count": pairs.len(), "pairs": told }))?;
        return out.end();
    }
    out.text(&cx.tf("cli-duplicates-summary", &[("count", pairs.len().into())]))?;
    if pairs.is_empty() {
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
    for row in pairs {
        let reasons: Vec<String> =
            row.pair.reasons.iter().map(|reason| names.word("duplicate", reason.key())).collect();
        let ([first, second], [one, other]) = (row.codes, row.names);
        table.row(vec![format.percent(row.pair.score), first, one, second, other, reasons.join(", ")]);
    }
    table.print(&mut out)?;
    out.end()
}

/// `merge`
pub(super) fn merge(cx: &Context, args: &Merge) -> Outcome {
    let mut desk = Desk::open(cx)?;
    let (keep, gone) = (desk.book().one(&args.keep)?, desk.book().one(&args.gone)?);
    let done = desk.apply(&Change::Merge { keep, gone, take: args.take.clone() })?;
    say(cx, &done);
    Ok(())
}

/// `unmerge`
pub(super) fn unmerge(cx: &Context, args: &Unmerge) -> Outcome {
    let mut desk = Desk::open(cx)?;
    let rows = joined(desk.book())?;
    let meant: Vec<&JoinedRow> =
        rows.iter().filter(|row| row.code == args.code || args.code == format!("#{}", row.gone)).collect();
    match meant.as_slice() {
        [row] => {
            let done = desk.apply(&Change::Unmerge { gone: row.gone })?;
            say(cx, &done);
            Ok(())
        }
        [] => Err(Failure::refused("cli-error-not-joined", &[("text", &args.code)])),
        many => {
            let lines = many.iter().map(|r| format!("  #{}  {}  {}", r.gone, r.code, r.name)).collect();
            let count = many.len().to_string();
            let words = super::out::words("cli-error-several", &[("text", &args.code), ("count", &count)]);
            Err(Failure::Listed(super::out::REFUSED, words, lines))
        }
    }
}

/// `different`
pub(super) fn different(cx: &Context, args: &Different) -> Outcome {
    let mut desk = Desk::open(cx)?;
    let (one, other) = (desk.book().one(&args.one)?, desk.book().one(&args.other)?);
    let done = desk.apply(&Change::Different { one, other, are: !args.no })?;
    say(cx, &done);
    Ok(())
}

fn joined(book: &mut Book) -> Outcome<Vec<JoinedRow>> {
    book.ask(Question::Joined(None), |a| match a {
        Answer::Joined(rows) => Some(rows),
        _ => None,
    })
}

fn tell_joined(cx: &Context, rows: &[JoinedRow], as_json: bool, out: &mut Out) -> Outcome {
    if as_json {
        let told: Vec<Value> = rows
            .iter()
            .map(|row| {
                json!({
                    "code": row.code,
                    "name": row.name,
                    "into": { "id": row.keep, "code": row.into.0, "name": row.into.1 },
                    "on": row.on,
                    "author": row.author,
                })
            })
            .collect();
        return out.json(&json!({ "count": rows.len(), "joined": told }));
    }
    out.text(&cx.tf("cli-joined-summary", &[("count", rows.len().into())]))?;
    if rows.is_empty() {
        return Ok(());
    }
    let mut table = Table::new([
        (cx.t("cli-column-code"), false),
        (cx.t("cli-column-name"), false),
        (cx.t("cli-column-joined"), false),
        (cx.t("cli-column-name"), false),
        (cx.t("cli-column-date"), false),
    ]);
    for row in rows {
        table.row(vec![
            row.code.clone(),
            row.name.clone(),
            row.into.0.clone(),
            row.into.1.clone(),
            row.on.to_string(),
        ]);
    }
    table.print(out)
}
