//! `config`, `completions`, `man`: about the program itself. Needs no portfolio.

use std::path::Path;

use clap::CommandFactory;

use super::args::{Cli, Completions, ConfigArgs, ConfigWhat};
use super::context::Context;
use super::out::{Failure, Out, Outcome, REFUSED, message, words};
use crate::config::{Config, EXAMPLE};
use crate::ui::keymap::Keymap;

/// `config`
pub fn config(cx: &Context, args: ConfigArgs) -> Outcome {
    let path = cx.config_path();
    let mut out = Out::new();
    match args.what {
        ConfigWhat::Path => {
            if let Some(path) = path {
                out.text(&path.display().to_string())?;
            }
        }
        ConfigWhat::Check => {
            let mistakes = mistakes(path.as_deref());
            if !mistakes.is_empty() {
                let file = path.unwrap_or_default().display().to_string();
                return Err(Failure::Listed(
                    REFUSED,
                    words("cli-error-config", &[("file", &file)]),
                    mistakes,
                ));
            }
            let file = path.map(|p| p.display().to_string()).unwrap_or_default();
            message(&cx.tf("cli-config-good", &[("file", file.into())]));
        }
        ConfigWhat::Show => {
            let own = path.and_then(|p| std::fs::read_to_string(p).ok()).unwrap_or_default();
            out.raw(merged(&own).as_bytes())?;
        }
    }
    out.end()
}

/// Everything wrong in the file, keys included, each with its line.
fn mistakes(path: Option<&Path>) -> Vec<String> {
    let (config, mut mistakes) = Config::load(path);
    mistakes.extend(Keymap::of(&config).err().unwrap_or_default());
    mistakes.iter().map(ToString::to_string).collect()
}

/// The documented defaults with the user's values laid over them, as TOML.
fn merged(own: &str) -> String {
    fn lay_over(base: &mut toml::Table, over: toml::Table) {
        for (key, value) in over {
            match (base.get_mut(&key), value) {
                (Some(toml::Value::Table(inner)), toml::Value::Table(value)) => lay_over(inner, value),
                (_, value) => {
                    base.insert(key, value);
                }
            }
        }
    }
    let mut all: toml::Table = toml::from_str(EXAMPLE).unwrap_or_default();
    lay_over(&mut all, toml::from_str(own).unwrap_or_default());
    toml::to_string(&all).unwrap_or_default()
}

/// `completions`
pub fn completions(args: Completions) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "cartera", &mut script);
    Out::new().then(|out| out.raw(&script))
}

/// `man`
pub fn man() -> Outcome {
    let mut page = Vec::new();
    clap_mangen::Man::new(Cli::command()).render(&mut page)?;
    Out::new().then(|out| out.raw(&page))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_user_sets_stands_over_the_defaults() {
        let shown = merged("language = \"en\"");
        assert!(shown.contains("language = \"en\""), "{shown}");
        assert!(shown.len() > 200, "the defaults are shown too");
    }
}
