//! The command line: one file per family of commands. Owns what can be typed ([`args`]), how answers look (text, or
//! JSON whose shapes are a contract) and how a command ends (exit codes). Knows no rule of the portfolio: it asks the
//! store, and hands changes to it.

pub mod args;
mod book;
mod change;
pub mod columns;
mod config_cmd;
mod context;
mod customers;
mod export;
mod fields;
mod import;
mod json;
mod keep;
mod out;
mod reports;
mod words;

use std::ffi::OsString;
use std::sync::{Arc, Mutex, PoisonError};

use clap::Parser;

use args::{Cli, Command};
use context::Context;
use out::{Failure, Outcome};

use crate::app::backend::Backend;
use crate::app::world::{Places, World};
use crate::app::{self, AppOptions};
use crate::store::file;
use crate::ui::keymap::Keymap;

/// Reads the command line, does what it asks, and answers the exit code: 0 done, 1 refused input, 2 usage, 3 no such
/// file, 4 damaged, 5 not a cartera file, 6 made by a newer version, 7 locked, 8 disk full or unwritable.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> u8 {
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
        Err((texts, failure)) => {
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

fn dispatch(cx: &Context, command: Option<&Command>) -> Outcome {
    match command {
        None => open_screen(cx, false),
        Some(Command::Demo) => open_screen(cx, true),
        Some(Command::Init(args)) => keep::init(cx, args),
        Some(Command::Export(args)) => export::run(cx, args),
        Some(Command::List(args)) => customers::list(cx, args),
        Some(Command::Show(args)) => customers::show(cx, args),
        Some(Command::Add(args)) => change::add(cx, args),
        Some(Command::Log(args)) => change::log(cx, args),
        Some(Command::Tag(args)) => change::tag(cx, args),
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

/// The program on the screen: the user's own portfolio, or the sample.
fn open_screen(cx: &Context, sample: bool) -> Outcome {
    use std::io::IsTerminal;
    if !std::io::stdout().is_terminal() || !std::io::stdin().is_terminal() {
        return Err(Failure::new(out::USAGE, "cli-error-no-terminal", &[]));
    }
    let mut config = cx.config.clone();
    config.language = Some(cx.texts.lang().code().to_owned());
    let keymap = Keymap::of(&config).map_err(|mistakes| {
        let file = cx.config_path().unwrap_or_default().display().to_string();
        let lines = mistakes.iter().map(ToString::to_string).collect();
        Failure::Listed(out::REFUSED, out::words("cli-error-config", &[("file", &file)]), lines)
    })?;
    let places = Places {
        portfolio: cx.own_path(sample)?,
        sample: cx.sample_path(sample)?,
        as_of: cx.global.as_of,
        read_only: cx.global.read_only,
        lang: cx.texts.lang(),
        clock: app::clock::now,
    };
    if !sample && places.portfolio.exists() {
        file::look(&places.portfolio)?;
    }
    let _log = cx.log_folder().and_then(|folder| app::log::start(&folder));
    let refused = Arc::new(Mutex::new(None));
    let told = Arc::clone(&refused);
    let ended = app::run_to_code(AppOptions {
        config,
        keymap,
        config_path: cx.config_path(),
        ascii: cx.global.ascii,
        backend: Box::new(move |messages| {
            let mut world = World::new(messages, places);
            if sample {
                world.open_sample();
            } else if let Err(error) = world.begin() {
                let text = error.to_string();
                *told.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
                return Err(color_eyre::eyre::eyre!(text));
            }
            Ok(Box::new(world))
        }),
    });
    if let Some(error) = refused.lock().unwrap_or_else(PoisonError::into_inner).take() {
        return Err(error.into());
    }
    match ended {
        Ok(0) => Ok(()),
        Ok(code) => Err(Failure::Left(code)),
        Err(error) => {
            tracing::error!(?error, "the screen");
            Err(Failure::new(out::UNWRITABLE, "cli-error-screen", &[("what", &error.to_string())]))
        }
    }
}
