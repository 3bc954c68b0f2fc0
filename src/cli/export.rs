//! `export`: what is asked for, of whom, in which form. The work itself is [`exporting`]'s.

use std::ops::ControlFlow;

use super::args::{Export, ExportForm, ExportThing};
use super::book::Book;
use super::context::Context;
use super::out::{Bar, Failure, Outcome, USAGE, message};
use crate::app::exporting::{self, Job};
use crate::exchange::out::vcard::Version;
use crate::store::file::may_replace;
use crate::views::exports::{ExportFormat, ExportWhat};

/// `export`
pub fn run(cx: &Context, args: &Export) -> Outcome {
    let path = cx.db_path()?;
    may_replace(&args.out, &[&path])?;
    let what = what(args.what);
    let format = format(args, what)?;
    exporting::check(what, format).map_err(failed)?;
    let mut book = Book::open(cx)?;
    let query = args.query.join(" ");
    // A list leaves out who is archived; without a filter, purchases and contacts are all there are.
    let is_list = matches!(what, ExportWhat::Customers | ExportWhat::Letters | ExportWhat::Labels);
    let whom = if query.trim().is_empty() && (args.everyone || !is_list) {
        None
    } else {
        let query = book.query(&query)?;
        Some(book.list(query, crate::domain::roster::Sort::default())?.order.to_vec())
    };
    let job = Job {
        what,
        format,
        to: args.out.clone(),
        whom,
        everyone: args.everyone,
        vcard: if args.vcard == 3 { Version::V3 } else { Version::V4 },
        template: args.template.clone(),
        date: cx.format_of(&book).day(cx.as_of()),
        manner: cx.manner(),
        because: None,
    };
    let decimals = book.decimals();
    let mut bar = Bar::new();
    let report = exporting::run(book.reader(), &path, decimals, &job, &mut |now| {
        bar.set(now.done, now.total, "");
        ControlFlow::Continue(())
    });
    bar.clear();
    let report = report.map_err(failed)?;
    for (reason, count) in &report.left_out {
        let key = format!("export-left-out-{}", reason.replace('_', "-"));
        message(&cx.tf(&key, &[("count", (*count).into())]));
    }
    let file = args.out.display().to_string();
    message(&cx.tf("export-done", &[("file", file.into()), ("records", report.records.into())]));
    Ok(())
}

/// Why there is no file.
#[expect(clippy::needless_pass_by_value, reason = "it is handed over by `map_err`")]
pub fn failed(failure: exporting::Failure) -> Failure {
    tracing::error!(?failure, "export");
    Failure::Said(failure.exit_code(), failure.words())
}

const fn what(thing: ExportThing) -> ExportWhat {
    match thing {
        ExportThing::Customers => ExportWhat::Customers,
        ExportThing::Purchases => ExportWhat::Purchases,
        ExportThing::Contacts => ExportWhat::Contacts,
        ExportThing::All => ExportWhat::All,
        ExportThing::Letters => ExportWhat::Letters,
        ExportThing::Labels => ExportWhat::Labels,
    }
}

/// The form asked for. Letters have one, and labels from a template are text; anything else has to be said.
fn format(args: &Export, what: ExportWhat) -> Outcome<ExportFormat> {
    Ok(match args.format {
        Some(ExportForm::Csv) => ExportFormat::Csv,
        Some(ExportForm::Xlsx) => ExportFormat::Xlsx,
        Some(ExportForm::Vcf) => ExportFormat::Vcf,
        Some(ExportForm::Json) => ExportFormat::Json,
        Some(ExportForm::Md) => ExportFormat::Markdown,
        Some(ExportForm::Txt) => ExportFormat::Text,
        None => match what {
            ExportWhat::Letters => ExportFormat::Text,
            ExportWhat::Labels if args.template.is_some() => ExportFormat::Text,
            ExportWhat::Labels => ExportFormat::Csv,
            _ => return Err(Failure::new(USAGE, "export-error-format", &[("what", what.key())])),
        },
    })
}
