//! Settings: `config.example.toml` is the embedded default, the user's file is laid over it. Knows no screen beyond
//! the names of keys and themes.

use std::path::{Path, PathBuf};

use crate::ui::format::DateOrder;
use crate::ui::keymap::Keymap;
use crate::ui::texts::Lang;
use crate::ui::theme::ThemeName;

/// The documented defaults.
pub const EXAMPLE: &str = include_str!("../config.example.toml");

/// What the user has set.
#[derive(Clone, Debug)]
pub struct Config {
    /// Language; `None` follows the system.
    pub language: Option<Lang>,
    /// Style of numbers as `es-ES`; `None` follows the language.
    pub numbers: Option<String>,
    /// Order of dates in figures.
    pub dates: DateOrder,
    /// Theme.
    pub theme: ThemeName,
    /// ASCII lines; `None` where the terminal decides.
    pub ascii: Option<bool>,
    /// Mouse.
    pub mouse: bool,
    /// Keys.
    pub keymap: Keymap,
}

/// Something wrong in the user's file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct ConfigError {
    /// Line, from 1.
    pub line: usize,
    /// What and why.
    pub what: String,
}

impl Default for Config {
    fn default() -> Self {
        #[expect(clippy::expect_used, reason = "embedded, and read by a test")]
        Self::parse("").expect("the example is a valid configuration")
    }
}

impl Config {
    /// Reads a user's file laid over the defaults; all errors at once, by line.
    pub fn parse(user: &str) -> Result<Self, Vec<ConfigError>> {
        let defaults: toml::Table = toml::from_str(EXAMPLE).map_err(|e| vec![syntax(EXAMPLE, &e)])?;
        let own: toml::Table = toml::from_str(user).map_err(|e| vec![syntax(user, &e)])?;
        let mut errors = Vec::new();
        for key in own.keys().filter(|key| !defaults.contains_key(*key)) {
            errors
                .push(ConfigError { line: line_of(user, key), what: format!("«{key}»: no such setting") });
        }
        let text = |key: &str| own.get(key).or_else(|| defaults.get(key));
        let mut pick = |key: &str, choices: &str, known: &dyn Fn(&str) -> bool| -> String {
            let value = text(key).and_then(toml::Value::as_str).unwrap_or_default();
            if value != "auto" && !known(value) {
                errors.push(ConfigError {
                    line: line_of(user, key),
                    what: format!("«{key}»: one of {choices}"),
                });
            }
            value.to_owned()
        };
        let language = pick("language", "auto, es, en", &|v| matches!(v, "es" | "en"));
        let numbers =
            pick("numbers", "auto, es-ES, es-MX, en-US…", &|v| v.parse::<icu_locale::Locale>().is_ok());
        let dates = pick("dates", "dmy, mdy, ymd", &|v| DateOrder::parse(v).is_some());
        let theme =
            pick("theme", "auto, dark, light, high-contrast, mono", &|v| ThemeName::parse(v).is_some());
        let ascii = pick("ascii", "auto, yes, no", &|v| matches!(v, "yes" | "no"));
        let mouse = text("mouse").and_then(toml::Value::as_bool);
        if mouse.is_none() {
            errors
                .push(ConfigError { line: line_of(user, "mouse"), what: "«mouse»: true or false".into() });
        }
        let keymap = Keymap::load(&[&defaults, &own]).unwrap_or_else(|wrong| {
            errors.extend(wrong.into_iter().map(|e| {
                let name = e.place.rsplit('.').next().unwrap_or_default().to_owned();
                ConfigError { line: line_of(user, &name), what: format!("{}: {}", e.place, e.why) }
            }));
            Keymap::default()
        });
        if !errors.is_empty() {
            errors.sort_by_key(|e| e.line);
            return Err(errors);
        }
        Ok(Self {
            language: Lang::parse(&language).filter(|_| language != "auto"),
            numbers: (numbers != "auto").then_some(numbers),
            dates: DateOrder::parse(&dates).unwrap_or_default(),
            theme: ThemeName::parse(&theme).unwrap_or_default(),
            ascii: (ascii != "auto").then_some(ascii == "yes"),
            mouse: mouse.unwrap_or(true),
            keymap,
        })
    }

    /// The user's own file, where the system says that settings belong.
    pub fn user_path() -> Option<PathBuf> {
        Some(directories::ProjectDirs::from("", "", "cartera")?.config_dir().join("config.toml"))
    }

    /// Reads the user's file; the defaults where there is none.
    pub fn load(path: Option<&Path>) -> Result<Self, Vec<ConfigError>> {
        match path.map(std::fs::read_to_string) {
            Some(Ok(text)) => Self::parse(&text),
            Some(Err(error)) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(vec![ConfigError { line: 0, what: error.to_string() }])
            }
            _ => Ok(Self::default()),
        }
    }
}

/// A file's text with one top-level setting changed or added; everything else, comments included, stays.
pub fn with_setting(text: &str, key: &str, value: &str) -> String {
    let quoted = if matches!(value, "true" | "false") { value.to_owned() } else { format!("\"{value}\"") };
    let line = format!("{key} = {quoted}");
    let mut done = false;
    let mut in_table = false;
    let mut lines: Vec<String> = Vec::new();
    for old in text.lines() {
        let bare = old.trim_start();
        if bare.starts_with('[') && !in_table {
            in_table = true;
            if !done {
                lines.push(line.clone());
                done = true;
            }
        }
        let name = bare.split('=').next().unwrap_or_default().trim();
        if !in_table && !done && name == key {
            lines.push(line.clone());
            done = true;
        } else {
            lines.push(old.to_owned());
        }
    }
    if !done {
        lines.push(line);
    }
    lines.join("\n") + "\n"
}

fn syntax(text: &str, error: &toml::de::Error) -> ConfigError {
    let at = error.span().map_or(0, |span| span.start);
    ConfigError {
        line: 1 + text.get(..at).unwrap_or_default().matches('\n').count(),
        what: error.message().to_owned(),
    }
}

/// Line where a key is set; 0 where it is not in the text.
fn line_of(text: &str, key: &str) -> usize {
    let found = text.lines().position(|line| {
        let line = line.trim_start().trim_start_matches('[');
        line.strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with(['=', ']', '.']))
            || line.split(']').next().is_some_and(|table| table.ends_with(&format!(".{key}")))
    });
    found.map_or(0, |at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_are_a_valid_configuration() {
        assert!(Config::default().keymap.len() > 40);
    }

    #[test]
    fn all_errors_are_told_at_once_with_their_lines() {
        let errors = Config::parse(
            "theme = \"pink\"\nnonsense = 1\n[keys.list]\nmark = [\"alt-x\"]\nsort = [\"y\"]\nfly = [\"f\"]\n",
        )
        .unwrap_err();
        let lines: Vec<usize> = errors.iter().map(|e| e.line).collect();
        assert_eq!(errors.len(), 5, "{errors:?}");
        for line in [1, 2, 4, 6] {
            assert!(lines.contains(&line), "{errors:?}");
        }
    }

    #[test]
    fn a_kept_preference_leaves_the_rest_of_the_file_alone() {
        let text = "# mine\nlanguage = \"es\"\n\n[keys.list]\nsort = [\"o\"]\n";
        let changed = with_setting(&with_setting(text, "language", "en"), "mouse", "false");
        assert_eq!(changed, "# mine\nlanguage = \"en\"\n\nmouse = false\n[keys.list]\nsort = [\"o\"]\n");
        assert!(Config::parse(&changed).is_ok());
    }
}
