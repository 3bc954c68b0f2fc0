//! The program on screen: where its files lie, and what must be right before the terminal is taken.

use std::io::IsTerminal;

use super::context::Context;
use super::out::{Failure, Outcome, USAGE, message};
use crate::app::backend::Backend;
use crate::app::world::{Places, World};
use crate::app::{AppOptions, run_to_code};
use crate::config::Config;
use crate::store::error::OpenError;
use crate::ui::keymap::Keymap;

/// Opens the portfolio (or the sample) on the terminal and stays until it is left.
pub fn open(cx: &Context, sample: bool) -> Outcome {
    if !std::io::stdout().is_terminal() || !std::io::stdin().is_terminal() {
        return Err(Failure::new(USAGE, "cli-error-no-terminal", &[]));
    }
    let places = Places {
        portfolio: cx.own_path(sample)?,
        sample: cx.sample_path(sample)?,
        sample_first: sample,
        as_of: cx.global.as_of,
        read_only: cx.global.read_only,
        lang: cx.texts.lang(),
        clock: crate::app::clock::now,
    };
    let mut config = cx.config.clone();
    config.language = Some(cx.texts.lang().code().to_owned());
    let keymap = Keymap::of(&config).or_else(|mistakes| {
        message(&cx.tf("cli-config-mistakes", &[("count", mistakes.len().into())]));
        Keymap::of(&Config::default())
    });
    let Ok(keymap) = keymap else {
        return Err(Failure::new(USAGE, "cli-config-mistakes", &[("count", "1")]));
    };
    // Held until the end: dropped, it writes out what is left of the log.
    let _log = super::context::log_folder().and_then(|folder| crate::app::log::start(&folder));
    let options = AppOptions {
        config,
        keymap,
        config_path: cx.config_path(),
        ascii: cx.global.ascii,
        backend: Box::new(move |out| {
            let mut world = World::new(out, places);
            world.begin()?;
            Ok(Box::new(world) as Box<dyn Backend>)
        }),
    };
    match run_to_code(options) {
        Ok(0) => Ok(()),
        Ok(code) => Err(Failure::Left(code)),
        Err(report) => match report.downcast::<OpenError>() {
            Ok(refused) => Err(refused.into()),
            Err(other) => {
                tracing::error!(error = format!("{other:#}"), "the screen could not be taken");
                Err(Failure::new(super::out::UNWRITABLE, "cli-error-screen", &[("what", &other.to_string())]))
            }
        },
    }
}
