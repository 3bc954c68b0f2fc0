//! `today` and `report`: figures asked for, one file per family of reports. The rules are the domain's, the shapes are
//! the contract's.

mod backtest;
mod calls;
mod growth;
mod lifecycle;
mod manage;
mod quality;
mod tables;
mod today;
mod value;
mod winback;

use std::collections::HashMap;
use std::rc::Rc;

use clap::ValueEnum;

use super::args::{Report, ReportName};
use super::book::Book;
use super::context::Context;
use super::out::{Failure, Out, Outcome, Style, message};
use crate::app::exporting;
use crate::domain::people::CustomerId;
use crate::store::ask::CustomerRow;
use crate::views::exports::{ExportFormat, Grid};

pub use today::today;

/// `report`
pub fn report(cx: &Context, args: &Report) -> Outcome {
    let mut book = Book::open(cx)?;
    let Some(file) = &args.out else {
        if args.markdown {
            cx.set_style(Style::Markdown);
            cx.out().then(|out| out.title(&title(cx, &book, args)))?;
            Out::new().then(|out| out.raw(b"\n"))?;
        }
        return show(cx, &mut book, args);
    };
    let path = cx.db_path()?;
    let format = match file.extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase).as_deref() {
        Some("csv") => ExportFormat::Csv,
        Some("xlsx") => ExportFormat::Xlsx,
        Some("md") => ExportFormat::Markdown,
        Some("json") => ExportFormat::Json,
        _ => return Err(Failure::refused("export-error-report", &[("file", &file.display().to_string())])),
    };
    drop(book);
    let report = if format == ExportFormat::Json {
        let (bytes, rows) =
            (document(cx, args)?, grids(cx, args)?.iter().map(|grid| grid.rows.len() as u64).sum());
        exporting::document(&bytes, rows, file, &path)
    } else {
        exporting::grids(&grids(cx, args)?, format, &cx.manner(), file, &path)
    };
    let report = report.map_err(super::export::failed)?;
    let file = file.display().to_string();
    message(&cx.tf("export-done", &[("file", file.into()), ("records", report.records.into())]));
    Ok(())
}

/// The tables of a report, for a file.
pub fn grids(cx: &Context, args: &Report) -> Outcome<Vec<Grid>> {
    let mut book = Book::open(cx)?;
    let grids = Rc::default();
    let title = title(cx, &book, args);
    cx.set_style(Style::Grids(Rc::clone(&grids)));
    show(cx, &mut book, args)?;
    let mut grids = grids.take();
    let several = grids.len() > 1;
    for (at, grid) in grids.iter_mut().enumerate() {
        grid.title = if several { format!("{title} {}", at + 1) } else { title.clone() };
    }
    Ok(grids)
}

/// A report as one JSON document, for a file.
pub fn document(cx: &Context, args: &Report) -> Outcome<Vec<u8>> {
    let mut book = Book::open(cx)?;
    let bytes = Rc::default();
    cx.set_style(Style::Kept(Rc::clone(&bytes)));
    show(cx, &mut book, &Report { json: true, ..args.clone() })?;
    Ok(bytes.take())
}

/// What a report is called: its name and its day.
fn title(cx: &Context, book: &Book, args: &Report) -> String {
    let name = args.name.to_possible_value().map(|v| v.get_name().to_owned()).unwrap_or_default();
    let day = cx.format_of(book).day(cx.as_of());
    cx.tf("export-report-title", &[("name", name.into()), ("day", day.into())])
}

fn show(cx: &Context, book: &mut Book, args: &Report) -> Outcome {
    match args.name {
        ReportName::Lifecycle => lifecycle::lifecycle(cx, book, args.json),
        ReportName::Flow => lifecycle::flow(cx, book, args),
        ReportName::Calls => calls::calls(cx, book, args),
        ReportName::Offers => manage::offers(cx, book, args),
        ReportName::Campaigns => manage::campaigns(cx, book, args.json),
        ReportName::Team => manage::team(cx, book, args),
        ReportName::Segments => super::segments::report(cx, book, args.json),
        ReportName::Quality => quality::quality(cx, book, args.json),
        ReportName::Winback => winback::winback(cx, book, args.json),
        ReportName::Cohorts => tables::cohorts(cx, book, args.json),
        ReportName::Rfm => tables::rfm(cx, book, args),
        ReportName::Pareto => tables::pareto(cx, book, args),
        ReportName::Rules => tables::rules(cx, book, args),
        ReportName::Value => value::value(cx, book, args),
        ReportName::Growth => growth::growth(cx, book, args),
        ReportName::Backtest => backtest::backtest(cx, book, args),
    }
}

/// Rows of some customers by their id.
fn by_id(book: &mut Book, ids: &[CustomerId]) -> Outcome<HashMap<CustomerId, CustomerRow>> {
    Ok(book.rows(ids)?.into_iter().map(|row| (row.id, row)).collect())
}
