//! The command line: one file per family of commands. Owns what can be typed ([`args`]), how answers look (text, or
//! JSON whose shapes are a contract) and how a command ends (exit codes). Knows no rule of the portfolio: it asks the
//! store, and hands changes to it.

pub mod args;
mod book;
mod bundle;
mod change;
pub mod columns;
mod config_cmd;
mod context;
mod customers;
mod duplicates;
mod export;
mod fields;
mod import;
mod json;
mod keep;
mod manage;
mod out;
mod person;
mod point;
mod reports;
mod robinson;
mod screen;
mod segments;
mod words;
mod worth;

use std::ffi::OsString;
use std::path::Path;

use clap::Parser;

use args::{Cli, Command};
use context::Context;
use out::Outcome;

use crate::domain::Day;
use crate::store::ask::ChangeWords;
use crate::ui::texts::Lang;
use crate::views::exports::Grid;

/// A damaged file that confuses its reader is said in the program's own words, not in those of a panic.
fn still_readers() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if std::thread::current().name() != Some(crate::exchange::CONVERTS) {
            before(info);
        }
    }));
}

/// Reads the command line, does what it asks, and answers the exit code: 0 done, 1 refused input, 2 usage, 3 no such
/// file, 4 damaged, 5 not a cartera file, 6 made by a newer version, 7 locked, 8 disk full or unwritable.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    still_readers();
    let mut arguments: Vec<OsString> = arguments.into_iter().collect();
    let program = if arguments.is_empty() { OsString::from("cartera") } else { arguments.remove(0) };
    let mut all = vec![program];
    all.extend(args::prepare(arguments));
    let cli = match Cli::try_parse_from(all) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are answers and go to stdout, all else to stderr; clap knows which.
            let _ = error.print();
            return error.exit_code() as u8;
        }
    };
    let cx = match Context::new(cli.global) {
        Ok(cx) => cx,
        Err(refused) => {
            let (texts, failure) = *refused;
            failure.report(&texts);
            return failure.exit_code();
        }
    };
    match dispatch(&cx, cli.command.as_ref()) {
        Ok(()) => 0,
        Err(failure) => {
            failure.report(&cx.texts);
            failure.exit_code()
        }
    }
}

/// The tables of a report for a file, of the portfolio at `db` as of a day: `line` is what is typed after `report`.
pub fn report_grids(db: &Path, as_of: Day, lang: Lang, line: &[String]) -> Result<Vec<Grid>, ChangeWords> {
    kept_report(db, as_of, lang, line, reports::grids)
}

/// The same report as one JSON document, as `report … --json` answers it.
pub fn report_json(db: &Path, as_of: Day, lang: Lang, line: &[String]) -> Result<Vec<u8>, ChangeWords> {
    kept_report(db, as_of, lang, line, reports::document)
}

fn kept_report<T>(
    db: &Path,
    as_of: Day,
    lang: Lang,
    line: &[String],
    make: impl FnOnce(&Context, &args::Report) -> Outcome<T>,
) -> Result<T, ChangeWords> {
    let unknown = || ChangeWords { key: "cli-error-answer".to_owned(), args: Vec::new() };
    let words = ["cartera", "report"].into_iter().map(str::to_owned).chain(line.iter().cloned());
    let Ok(Cli { command: Some(Command::Report(args)), .. }) = Cli::try_parse_from(words) else {
        return Err(unknown());
    };
    let global = args::Global {
        db: Some(db.to_owned()),
        as_of: Some(as_of),
        lang: Some(lang.code().to_owned()),
        ..args::Global::default()
    };
    let cx = Context::new(global).map_err(|_| unknown())?;
    make(&cx, &args).map_err(|failure| match failure {
        out::Failure::Said(_, words) | out::Failure::Listed(_, words, _) => words,
        out::Failure::Left(_) | out::Failure::BrokenPipe => unknown(),
    })
}

fn dispatch(cx: &Context, command: Option<&Command>) -> Outcome {
    match command {
        None => screen::open(cx, false),
        Some(Command::Demo) => screen::open(cx, true),
        Some(Command::Init(args)) => keep::init(cx, args),
        Some(Command::Export(args)) => export::run(cx, args),
        Some(Command::Point(args)) => point::point(cx, args),
        Some(Command::Person(args)) => person::person(cx, args),
        Some(Command::Bundle(args)) => bundle::bundle(cx, args),
        Some(Command::List(args)) => customers::list(cx, args),
        Some(Command::Show(args)) => customers::show(cx, args),
        Some(Command::Add(args)) => change::add(cx, args),
        Some(Command::Log(args)) => change::log(cx, args),
        Some(Command::Tag(args)) => change::tag(cx, args),
        Some(Command::Robinson(args)) => robinson::robinson(cx, args),
        Some(Command::Offer(args)) => manage::offer(cx, args),
        Some(Command::Campaign(args)) => manage::campaign(cx, args),
        Some(Command::Handover(args)) => manage::handover(cx, args),
        Some(Command::VerifyField(args)) => duplicates::verify_field(cx, args),
        Some(Command::Duplicates(args)) => duplicates::duplicates(cx, *args),
        Some(Command::Merge(args)) => duplicates::merge(cx, args),
        Some(Command::Unmerge(args)) => duplicates::unmerge(cx, args),
        Some(Command::Different(args)) => duplicates::different(cx, args),
        Some(Command::Segment(args)) => segments::segment(cx, args),
        Some(Command::Today(args)) => reports::today(cx, args),
        Some(Command::Report(args)) => reports::report(cx, args),
        Some(Command::Undo(args)) => change::undo(cx, *args),
        Some(Command::Redo(args)) => change::redo(cx, *args),
        Some(Command::History(args)) => keep::history(cx, *args),
        Some(Command::Verify(args)) => keep::verify(cx, *args),
        Some(Command::Backup(args)) => keep::backup(cx, args),
        Some(Command::Restore(args)) => keep::restore(cx, args),
        Some(Command::Backups(args)) => keep::backups(cx, *args),
        Some(Command::Drafts(args)) => keep::drafts(cx, *args),
        Some(Command::Batch(args)) => change::batch(cx, args),
        Some(Command::Config(args)) => config_cmd::config(cx, *args),
        Some(Command::Completions(args)) => config_cmd::completions(*args),
        Some(Command::Man) => config_cmd::man(),
        Some(Command::Import(args)) => import::run(cx, args),
    }
}
