//! Commands about the file itself: `init`, `verify`, `backup`, `restore`, `backups`, `drafts`, `history`.

use serde_json::json;

use super::args::{Backup, Init, Json, Restore};
use super::book::Book;
use super::context::Context;
use super::customers::sentence;
use super::json;
use super::out::{DAMAGED, Failure, Out, Outcome, Table, message};
use crate::domain::Currency;
use crate::store::ask::{Answer, BackupInfo, Question};
use crate::store::backup;
use crate::store::db::{Db, Mode, NewSettings};
use crate::store::file;

/// `init`
pub fn init(cx: &Context, args: &Init) -> Outcome {
    cx.may_write()?;
    let currency = Currency::from_code(&args.currency)
        .ok_or_else(|| Failure::refused("cli-error-currency", &[("code", &args.currency)]))?;
    let path = cx.db_path()?;
    Db::create(
        &path,
        &NewSettings {
            business: args.business.trim().to_owned(),
            user: args.user.trim().to_owned(),
            currency,
            is_sample: false,
        },
    )?;
    message(&cx.tf("cli-init-done", &[("file", path.display().to_string().into())]));
    Ok(())
}

/// `verify`: every finding, and exit code 4 where there is one.
pub fn verify(cx: &Context, args: Json) -> Outcome {
    let path = cx.db_path()?;
    let db = Db::open(&path, Mode::Read)?;
    let findings: Vec<String> = db
        .verify()?
        .iter()
        .map(|finding| {
            let words = finding.words();
            cx.texts.words(&words.key, &words.args)
        })
        .collect();
    let mut out = Out::new();
    if args.json {
        out.json(&json!({ "ok": findings.is_empty(), "findings": findings }))?;
    } else if findings.is_empty() {
        out.text(&cx.tf("cli-verify-ok", &[("file", path.display().to_string().into())]))?;
    } else {
        for finding in &findings {
            out.text(finding)?;
        }
    }
    out.end()?;
    if findings.is_empty() {
        return Ok(());
    }
    Err(Failure::new(DAMAGED, "cli-verify-bad", &[("count", &findings.len().to_string())]))
}

/// `backup`
pub fn backup(cx: &Context, args: &Backup) -> Outcome {
    let made = Db::open(&cx.db_path()?, Mode::Read)?.backup(args.file.as_deref(), cx.now)?;
    Out::new().then(|out| out.text(&made.path.display().to_string()))?;
    message(&cx.tf("cli-backup-done", &[("customers", made.customers.into())]));
    Ok(())
}

/// `restore`
pub fn restore(cx: &Context, args: &Restore) -> Outcome {
    cx.may_write()?;
    file::look(&args.file)?;
    let kept = backup::restore(&cx.db_path()?, &args.file, cx.now)?;
    message(&cx.t("cli-restore-done"));
    if let Some(kept) = kept {
        message(&cx.tf("cli-restore-kept", &[("file", kept.display().to_string().into())]));
    }
    Ok(())
}

/// `backups`
pub fn backups(cx: &Context, args: Json) -> Outcome {
    let path = cx.db_path()?;
    // There may be backups of a portfolio that is gone; that is when they are needed most.
    let all: Vec<BackupInfo> = backup::list(&path);
    if all.is_empty() {
        file::look(&path)?;
    }
    let mut out = Out::new();
    if args.json {
        let rows: Vec<_> = all
            .iter()
            .map(|b| {
                json!({
                    "file": b.path.display().to_string(),
                    "at": json::moment(b.at),
                    "bytes": b.size,
                    "customers": b.customers,
                })
            })
            .collect();
        out.json(&json!({ "backups": rows }))?;
    } else {
        let format = cx.format(&Currency::default());
        let mut table = Table::new([
            (cx.t("cli-column-date"), false),
            (cx.t("cli-column-customers"), true),
            (cx.t("cli-column-size"), true),
        ]);
        for b in &all {
            table.row(vec![
                format.moment(b.at, cx.now.date().into()),
                format.int(b.customers),
                format!("{} kB", format.int(b.size.div_ceil(1024))),
            ]);
        }
        table.print(&mut out)?;
        for b in &all {
            out.text(&b.path.display().to_string())?;
        }
    }
    out.end()
}

/// `drafts`
pub fn drafts(cx: &Context, args: Json) -> Outcome {
    let all = Db::open(&cx.db_path()?, Mode::Read)?.drafts()?;
    let mut out = Out::new();
    if args.json {
        let rows: Vec<_> = all
            .iter()
            .map(|(key, content)| {
                let content = serde_json::from_str(content).unwrap_or_else(|_| json!(content));
                json!({ "key": key, "content": content })
            })
            .collect();
        out.json(&json!({ "drafts": rows }))?;
    } else {
        if all.is_empty() {
            out.text(&cx.t("cli-drafts-none"))?;
        }
        for (key, content) in &all {
            // `form:contact:7`, `form:customer:new`.
            let kind = key.split(':').nth(1).unwrap_or_default();
            let new = if key.ends_with(":new") { "-new" } else { "" };
            let text = format!("cli-draft-form-{kind}{new}");
            let text = if cx.texts.has(&text) { text } else { "cli-draft-other".to_owned() };
            out.text(&format!("{key}  {}", cx.t(&text)))?;
            for line in written(content) {
                out.text(&format!("    {line}"))?;
            }
        }
    }
    out.end()
}

/// What was being written, a line a field; the content as it is where it is no form's.
fn written(content: &str) -> Vec<String> {
    let parsed: serde_json::Value = serde_json::from_str(content).unwrap_or_default();
    let mut lines = Vec::new();
    collect(&parsed, &mut lines);
    if lines.is_empty() { vec![content.to_owned()] } else { lines }
}

/// Every pair of a field's name and its text, wherever it stands.
fn collect(value: &serde_json::Value, lines: &mut Vec<String>) {
    match value {
        serde_json::Value::Array(items) => match items.as_slice() {
            [serde_json::Value::String(field), serde_json::Value::String(text)] => {
                if !text.is_empty() {
                    lines.push(format!("{field}: {text}"));
                }
            }
            items => items.iter().for_each(|item| collect(item, lines)),
        },
        serde_json::Value::Object(fields) => fields.values().for_each(|field| collect(field, lines)),
        _ => {}
    }
}

/// `history`
pub fn history(cx: &Context, args: Json) -> Outcome {
    let mut book = Book::open(cx)?;
    let entries = book.ask(Question::Journal { limit: usize::MAX }, |a| match a {
        Answer::Journal(entries) => Some(entries),
        _ => None,
    })?;
    let format = cx.format_of(&book);
    let mut out = Out::new();
    if args.json {
        let changes: Vec<_> = entries.iter().map(|e| json::journal(e, &sentence(cx, e))).collect();
        out.json(&json!({ "changes": changes }))?;
    } else {
        for entry in &entries {
            let undone = if entry.undone { cx.t("cli-history-undone") } else { String::new() };
            let at = format.moment(entry.at, cx.now.date().into());
            let parts = [at, entry.author.clone(), sentence(cx, entry), undone];
            let said: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            out.text(&said.join("  "))?;
        }
    }
    out.end()
}
