//! Settings: `config.example.toml` is the embedded default, the user's file is laid over it. Knows no screen: what
//! the keys of its `[keys]` tables mean is for the toolkit to say.

use std::path::{Path, PathBuf};

/// The documented defaults.
pub const EXAMPLE: &str = include_str!("../config.example.toml");

/// What the user has set, defaults filled in.
#[derive(Clone, Debug)]
pub struct Config {
    /// `es` or `en`; `None` follows the system.
    pub language: Option<String>,
    /// Style of numbers as `es-ES`; `None` follows the language.
    pub numbers: Option<String>,
    /// Order of dates in figures: `dmy`, `mdy`, `ymd`.
    pub dates: String,
    /// Theme: `auto`, `dark`, `light`, `high-contrast`, `mono`.
    pub theme: String,
    /// ASCII lines; `None` where the terminal decides.
    pub ascii: Option<bool>,
    /// Mouse.
    pub mouse: bool,
    /// The documented defaults as read; their `[keys]` hold where the user says nothing.
    pub defaults: toml::Table,
    /// The user's file as read.
    pub own: toml::Table,
    source: String,
}

/// Something wrong in the user's file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct ConfigError {
    /// Line, from 1; 0 for the file as a whole.
    pub line: usize,
    /// What and why.
    pub what: String,
}

impl Default for Config {
    fn default() -> Self {
        Self::parse("").0
    }
}

impl Config {
    /// Reads a user's file laid over the defaults. What is wrong is told, all at once, and the default stands in.
    pub fn parse(user: &str) -> (Self, Vec<ConfigError>) {
        let mut errors = Vec::new();
        let defaults: toml::Table = toml::from_str(EXAMPLE).unwrap_or_default();
        let own: toml::Table = toml::from_str(user).unwrap_or_else(|error| {
            errors.push(syntax(user, &error));
            toml::Table::new()
        });
        for key in own.keys().filter(|key| !defaults.contains_key(*key)) {
            errors.push(ConfigError {
                line: line_of(user, key), what: format!("“{key}”: no such setting")
            });
        }
        let mut pick = |key: &str, choices: &str, known: &dyn Fn(&str) -> bool| -> String {
            let default = defaults.get(key).and_then(toml::Value::as_str).unwrap_or_default();
            let Some(given) = own.get(key) else { return default.to_owned() };
            if let Some(value) = given.as_str().filter(|value| known(value)) {
                return value.to_owned();
            }
            errors.push(ConfigError {
                line: line_of(user, key), what: format!("“{key}”: one of {choices}")
            });
            default.to_owned()
        };
        let language = pick("language", "auto, es, en", &|v| matches!(v, "auto" | "es" | "en"));
        let numbers = pick("numbers", "auto, es-ES, es-MX, en-US…", &|v| {
            v == "auto" || v.parse::<icu_locale::Locale>().is_ok()
        });
        let dates = pick("dates", "dmy, mdy, ymd", &|v| matches!(v, "dmy" | "mdy" | "ymd"));
        let theme = pick("theme", "auto, dark, light, high-contrast, mono", &|v| {
            matches!(v, "auto" | "dark" | "light" | "high-contrast" | "mono")
        });
        let ascii = pick("ascii", "auto, yes, no", &|v| matches!(v, "auto" | "yes" | "no"));
        let mouse = own.get("mouse").map_or(Some(true), toml::Value::as_bool);
        if mouse.is_none() {
            errors
                .push(ConfigError { line: line_of(user, "mouse"), what: "«mouse»: true or false".into() });
        }
        let config = Self {
            language: (language != "auto").then_some(language),
            numbers: (numbers != "auto").then_some(numbers),
            dates,
            theme,
            ascii: (ascii != "auto").then_some(ascii == "yes"),
            mouse: mouse.unwrap_or(true),
            defaults,
            own,
            source: user.to_owned(),
        };
        (config, errors)
    }

    /// Line of the user's file on which `keys.list.mark` (or a top-level key) stands; 0 where it does not.
    pub fn line_of(&self, place: &str) -> usize {
        line_of(&self.source, place.rsplit('.').next().unwrap_or(place))
    }

    /// The user's own file, where the system says that settings belong.
    pub fn user_path() -> Option<PathBuf> {
        Some(directories::ProjectDirs::from("", "", "cartera")?.config_dir().join("config.toml"))
    }

    /// Reads the user's file; the defaults where there is none.
    pub fn load(path: Option<&Path>) -> (Self, Vec<ConfigError>) {
        match path.map(std::fs::read_to_string) {
            Some(Ok(text)) => Self::parse(&text),
            Some(Err(error)) if error.kind() != std::io::ErrorKind::NotFound => {
                (Self::default(), vec![ConfigError { line: 0, what: error.to_string() }])
            }
            _ => (Self::default(), Vec::new()),
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
    fn what_is_wrong_is_told_at_once_with_its_line_and_the_default_stands_in() {
        let (config, errors) =
            Config::parse("theme = \"pink\"\nnonsense = 1\nmouse = 3\nlanguage = \"en\"\n");
        assert_eq!(
            errors.iter().map(|e| e.line).collect::<std::collections::BTreeSet<_>>(),
            [1, 2, 3].into()
        );
        assert_eq!((config.theme.as_str(), config.language.as_deref()), ("auto", Some("en")));
        assert_eq!(Config::parse("theme = ").1[0].line, 1);
    }

    #[test]
    fn a_kept_preference_leaves_the_rest_of_the_file_alone() {
        let text = "# mine\nlanguage = \"es\"\n\n[keys.list]\nsort = [\"o\"]\n";
        let changed = with_setting(&with_setting(text, "language", "en"), "mouse", "false");
        assert_eq!(changed, "# mine\nlanguage = \"en\"\n\nmouse = false\n[keys.list]\nsort = [\"o\"]\n");
        assert_eq!(Config::parse(&changed).1, []);
    }
}
