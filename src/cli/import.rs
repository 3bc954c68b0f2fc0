//! `import`: what a file is proposed to be, what it would bring, the question whether that is right, and the report.
//! The work itself is [`importing`]'s.

use std::io::{self, BufRead, IsTerminal};
use std::ops::ControlFlow;
use std::path::Path;

use serde_json::json;

use super::args::{Import, OnError};
use super::context::Context;
use super::out::{Bar, Failure, MISSING, Out, Outcome, REFUSED, USAGE, message, words};
use crate::app::choices;
use crate::app::importing::{self, Job, Report, is_nothing};
use crate::domain::{Currency, Money};
use crate::exchange::columns::field::Field;
use crate::exchange::columns::preset::presets;
use crate::store::ask::ChangeWords;
use crate::store::db::{Db, Mode, NewSettings};
use crate::ui::format::Format;
use crate::views::{ImportPreview, ImportRequest};

/// `import`
pub fn run(cx: &Context, args: &Import) -> Outcome {
    if args.list_presets {
        return list_presets(cx, args.json);
    }
    cx.may_write()?;
    if args.map.len() > 1 && args.map.len() != args.files.len() {
        return Err(Failure::new(USAGE, "cli-error-maps", &[("maps", &args.map.len().to_string())]));
    }
    for file in &args.files {
        // Before a portfolio is made for it.
        if let Err(error) = std::fs::metadata(file) {
            let name = file.display().to_string();
            return Err(Failure::new(
                MISSING,
                "cli-error-file",
                &[("file", &name), ("what", &error.to_string())],
            ));
        }
    }
    // Everything that can be asked is asked before a portfolio is made.
    let currency = known_currency(cx)?;
    let requests = (0..args.files.len())
        .map(|n| settled(cx, args, &currency, request(args, n)))
        .collect::<Outcome<Vec<ImportRequest>>>()?;
    let mut place = Place::open(cx, args.dry_run)?;
    let mut out = Out::new();
    let mut reports = Vec::new();
    let mut refused = false;
    for request in requests {
        let report = one(cx, args, &mut place.db, request)?;
        refused = report.refused;
        if args.ack {
            acknowledge(&place.db, &report, &mut out)?;
        } else if !args.json {
            print_report(cx, &place.db, &report, &mut out)?;
        }
        reports.push(report);
        if refused {
            break;
        }
    }
    if args.json {
        match reports.as_slice() {
            [one] => out.json(one)?,
            all => out.json(&all)?,
        }
    }
    out.end()?;
    match reports.last() {
        Some(report) if refused => {
            let count = report.rejected_count.to_string();
            Err(Failure::refused("cli-import-refused", &[("file", &report.file), ("count", &count)]))
        }
        _ => Ok(()),
    }
}

/// The portfolio an import goes into; a passing one where nothing shall stay and there is none yet.
struct Place {
    db: Db,
    _passing: Option<tempfile::TempDir>,
}

impl Place {
    fn open(cx: &Context, dry_run: bool) -> Outcome<Self> {
        let path = cx.db_path()?;
        if path.exists() {
            return Ok(Self { db: cx.open_to_write()?, _passing: None });
        }
        let new = NewSettings { currency: Currency::default(), ..NewSettings::default() };
        if dry_run {
            let passing = tempfile::tempdir()?;
            let db = Db::create(&passing.path().join("dry-run.db"), &new)?;
            return Ok(Self { db, _passing: Some(passing) });
        }
        let db = Db::create(&path, &new)?;
        message(&cx.tf("cli-init-done", &[("file", path.display().to_string().into())]));
        Ok(Self { db, _passing: None })
    }
}

/// Currency of the portfolio, or of the one that would be made.
fn known_currency(cx: &Context) -> Outcome<Currency> {
    let path = cx.db_path()?;
    if path.exists() { Ok(Db::open(&path, Mode::Read)?.currency()?) } else { Ok(Currency::default()) }
}

fn request(args: &Import, n: usize) -> ImportRequest {
    let map = args.map.get(n).or(args.map.first()).map(|m| m.0.clone()).unwrap_or_default();
    ImportRequest {
        path: args.files[n].clone(),
        preset: args.preset.clone(),
        map,
        decimal: args.decimal.as_ref().and_then(|d| d.chars().next()),
        date_order: args.date_order.clone(),
        sheet: args.sheet.clone(),
        source: args.source.clone(),
        skip_bad: args.on_error == OnError::Skip,
    }
}

/// The request with everything settled that a person is to be asked about.
fn settled(
    cx: &Context,
    args: &Import,
    currency: &Currency,
    mut request: ImportRequest,
) -> Outcome<ImportRequest> {
    if let Ok(db) = cx.db_path().and_then(|path| Ok(Db::open(&path, Mode::Read)?)) {
        request = choices::recalled(&db, &request);
    }
    let named = request.preset.is_some() || !request.map.is_empty();
    if args.yes || (named && !io::stdin().is_terminal()) {
        return Ok(request);
    }
    let format = cx.format(currency);
    loop {
        let file = request.path.clone();
        let preview = importing::preview(&request, currency, &|m: Money| format.money(m))
            .map_err(|e| failed(cx, &e, &file))?;
        match &preview.question {
            None => {
                confirm(cx, &preview, &format)?;
                if !named {
                    request.preset = Some(preview.preset);
                }
                return Ok(request);
            }
            Some(question) => {
                settle(&question.key, &asked(cx, question), &mut request)?;
            }
        }
    }
}

/// A question about the file, and the option that answers it.
fn asked(cx: &Context, question: &ChangeWords) -> String {
    let option = question.key.replace("import-question-", "cli-import-say-");
    format!("{} {}", cx.texts.words(&question.key, &question.args), cx.t(&option))
}

/// Why a file did not come in.
fn failed(cx: &Context, error: &importing::Failure, file: &Path) -> Failure {
    let why = error.words(file);
    if why.key.starts_with("import-question-") {
        return Failure::Said(
            error.exit_code(),
            words("cli-import-question", &[("question", &asked(cx, &why))]),
        );
    }
    Failure::Said(error.exit_code(), why)
}

/// One line for each record that came in; the commit is behind us.
fn acknowledge(db: &Db, report: &Report, out: &mut Out) -> Outcome {
    let Some(batch) = report.batch else { return Ok(()) };
    let mut written = Ok(());
    db.made_by_import(batch, |key| {
        if written.is_ok() {
            written = out.text(&format!("ACK {key}"));
        }
    })?;
    written?;
    out.flush()
}

/// One file brought in.
fn one(cx: &Context, args: &Import, db: &mut Db, request: ImportRequest) -> Outcome<Report> {
    let file = request.path.clone();
    let user = db.setting("user")?.and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default();
    let job = Job { request, dry_run: args.dry_run, rejects: args.rejects.clone(), stamp: cx.stamp(&user) };
    let mut bar = Bar::new();
    let say = |w: &ChangeWords| cx.texts.words(&w.key, &w.args);
    let report = importing::run(db, &job, &say, &mut |now| {
        bar.set(now.done, now.total, &cx.tf("cli-import-rows", &[("rows", now.rows.into())]));
        ControlFlow::Continue(())
    });
    bar.clear();
    report.map_err(|e| failed(cx, &e, &file))
}

/// Shows what the file would bring and asks whether that is right. Without a terminal there is nobody to ask.
fn confirm(cx: &Context, preview: &ImportPreview, format: &Format) -> Outcome {
    let file = preview.request.path.display().to_string();
    if !io::stdin().is_terminal() {
        return Err(Failure::refused("cli-import-unasked", &[("file", &file), ("preset", &preview.preset)]));
    }
    message(&cx.tf(
        "cli-import-proposal",
        &[
            ("file", file.into()),
            ("preset", (&preview.preset).into()),
            ("encoding", (&preview.encoding).into()),
            ("decimal", (&preview.decimal).into()),
            ("dates", (&preview.date_order).into()),
        ],
    ));
    for (header, examples, field) in &preview.columns {
        let example = examples.first().map_or("", String::as_str);
        let goes = if field.is_empty() { cx.t("cli-import-left-out") } else { field.clone() };
        message(&format!("  {header} → {goes}    {example}"));
    }
    message(&cx.tf(
        "cli-import-counts",
        &[
            ("rows", format.int(preview.rows).into()),
            ("customers", format.int(preview.customers).into()),
            ("purchases", format.int(preview.purchases).into()),
            ("anonymous", format.int(preview.anonymous_lines).into()),
            ("rejected", format.int(preview.rejected_count).into()),
            ("total", (&preview.total).into()),
        ],
    ));
    for (.., why) in preview.rejected.iter().take(5) {
        message(&format!("  {}", cx.texts.words(&why.key, &why.args)));
    }
    message(&cx.t("cli-import-confirm"));
    let answer = ask()?;
    let yes =
        answer.is_empty() || cx.texts.is("yes", &answer) || matches!(answer.as_str(), "y" | "Y" | "s" | "S");
    if yes { Ok(()) } else { Err(Failure::refused("cli-error-tag-declined", &[])) }
}

/// Has a person settle what the file leaves open.
fn settle(key: &str, text: &str, request: &mut ImportRequest) -> Outcome {
    let open = || Failure::Said(REFUSED, words("cli-import-question", &[("question", text)]));
    if !io::stdin().is_terminal() {
        return Err(open());
    }
    message(text);
    let answer = ask()?;
    let answer = answer.trim_start_matches("--decimal").trim_start_matches("--date-order").trim();
    if key == "import-question-decimal" {
        request.decimal = Some(answer.chars().next().filter(|c| matches!(c, ',' | '.')).ok_or_else(open)?);
    } else if matches!(answer, "dmy" | "mdy" | "ymd") {
        request.date_order = Some(answer.to_owned());
    } else {
        return Err(open());
    }
    Ok(())
}

fn ask() -> Outcome<String> {
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer)?;
    Ok(answer.trim().to_owned())
}

fn print_report(cx: &Context, db: &Db, report: &Report, out: &mut Out) -> Outcome {
    let (c, p) = (report.customers, report.purchases);
    let currency = db.currency()?;
    let format = cx.format(&currency);
    let money = |plain: &str| {
        let amount = plain.parse().ok().and_then(|d| Money::from_decimal(d, currency.decimals));
        amount.map_or_else(|| plain.to_owned(), |amount| format.money(amount))
    };
    out.text(&cx.tf(
        "cli-import-report",
        &[
            ("file", (&report.file).into()),
            ("preset", (&report.preset).into()),
            ("rows", report.rows.into()),
            ("customers_new", c.new.into()),
            ("customers_updated", c.updated.into()),
            ("customers_unchanged", c.unchanged.into()),
            ("purchases_new", p.new.into()),
            ("purchases_updated", p.updated.into()),
            ("purchases_unchanged", p.unchanged.into()),
            ("cancelled", p.cancelled.into()),
            ("lines", report.lines.into()),
        ],
    ))?;
    let offers = &report.offers;
    if offers.new + offers.updated + offers.unchanged > 0 {
        let args = [
            ("new", offers.new.into()),
            ("updated", offers.updated.into()),
            ("unchanged", offers.unchanged.into()),
            ("amount", money(&offers.amount).into()),
        ];
        out.text(&cx.tf("cli-import-report-offers", &args))?;
    }
    if report.anonymous.lines > 0 {
        let amount = money(&report.anonymous.amount);
        let args = [("anonymous", report.anonymous.lines.into()), ("anonymous_amount", amount.into())];
        out.text(&cx.tf("cli-import-report-anonymous", &args))?;
    }
    if report.rejected_count > 0 {
        out.text(&cx.tf("cli-import-report-rejected", &[("rejected", report.rejected_count.into())]))?;
    }
    let equal = report.total_in_file == report.total_imported;
    out.text(&cx.tf(
        if equal { "cli-import-report-equal" } else { "cli-import-report-total" },
        &[
            ("total", money(&report.total_in_file).into()),
            ("imported", money(&report.total_imported).into()),
            ("rejected", u64::from(!is_nothing(&report.difference.rejected)).into()),
            ("refused", u64::from(!is_nothing(&report.difference.refused)).into()),
            ("rejected_amount", money(&report.difference.rejected).into()),
            ("refused_amount", money(&report.difference.refused).into()),
        ],
    ))?;
    if report.dry_run {
        out.text(&cx.t("cli-import-dry"))?;
    }
    let notes = report.notes;
    for (key, count) in [
        ("import-note-replaced", notes.replaced),
        ("import-note-postal-codes", notes.postal_codes),
        ("import-note-drafts-skipped", notes.drafts_skipped),
        ("import-note-payments", notes.payments),
        ("import-note-total-rows", notes.total_rows),
        ("import-note-repeated-headers", notes.repeated_headers),
        ("import-note-same-customers", notes.same_customers),
        ("import-note-conflicts", notes.conflicts),
        ("import-note-copies", notes.copies),
        ("import-note-short-rows", notes.short_rows),
        ("import-note-two-names", notes.two_names),
        ("import-note-by-name", notes.by_name),
        ("import-note-alike", notes.alike),
        ("import-note-renamed", notes.renamed),
    ] {
        if count > 0 {
            out.text(&cx.tf(key, &[("count", count.into())]))?;
        }
    }
    if !report.unused_columns.is_empty() {
        let first = report.unused_columns.iter().take(12).cloned().collect::<Vec<_>>().join(", ");
        let more = report.unused_columns.len().saturating_sub(12);
        let args = [("columns", first.into()), ("more", more.into())];
        out.text(&cx.tf("import-note-unused-columns", &args))?;
    }
    if !report.other_sheets.is_empty() {
        let sheets = report.other_sheets.join(", ");
        out.text(&cx.tf("import-note-other-sheets", &[("sheets", sheets.into())]))?;
    }
    if report.recovered > 0 {
        out.text(&cx.tf("cli-recovered", &[("count", report.recovered.into())]))?;
    }
    for rejected in report.rejected.iter().take(20) {
        out.text(&rejected.reason)?;
    }
    Ok(())
}

fn list_presets(cx: &Context, as_json: bool) -> Outcome {
    let mut out = Out::new();
    if as_json {
        let all: Vec<_> = presets().iter().map(|p| json!({ "name": p.name, "source": p.product })).collect();
        let fields: Vec<&str> = Field::ALL.iter().map(|f| f.name()).collect();
        out.json(&json!({ "presets": all, "fields": fields }))?;
    } else {
        out.text(&cx.t("cli-import-presets"))?;
        for preset in presets() {
            out.text(&format!("  {}", preset.name))?;
        }
        out.text(&cx.t("cli-import-fields"))?;
        for field in Field::ALL {
            out.text(&format!("  {}", field.name()))?;
        }
    }
    out.end()
}
