//! The import rule and the habits that a compiler does not check. Every rule is a function over the text of a file, and
//! is tried on planted breaches first, so that it is known to be able to fail.

#![expect(clippy::unwrap_used, reason = "helpers of tests; a failure is the test's own")]

use std::fs;
use std::path::{Path, PathBuf};

/// Who may import whom: the table of `src/lib.rs`. `store::ask` is the plain data that views may know.
const ROOMS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("config", &["domain"]),
    ("store", &["domain", "config"]),
    ("exchange", &["domain", "config"]),
    ("sample", &["domain"]),
    ("ui", &["domain", "config"]),
    ("views", &["domain", "config", "ui", "store::ask"]),
    ("app", &["domain", "config", "store", "exchange", "sample", "ui", "views", "cli"]),
    ("cli", &["domain", "config", "store", "exchange", "sample", "ui", "views", "app"]),
    ("lib", &[]),
    ("main", &["app", "cli"]),
];

/// Files that may name keys of the terminal: paths below `src/` begin like this.
const KEY_FILES: &[&str] = &["app/terminal", "ui/keymap", "ui/text_input"];

/// Files that may read the clock.
const CLOCK_FILES: &[&str] = &["app/clock.rs"];

/// Lines of code, without comments, blank lines and tests, that one idea needs at most.
const MOST_LINES: usize = 600;

/// A file of the program: path below `src/` with `/`, and text.
struct Source {
    path: String,
    text: String,
}

impl Source {
    fn room(&self) -> &str {
        self.path.split('/').next().unwrap_or_default().trim_end_matches(".rs")
    }

    /// Modules from the crate down: `ui/list.rs` → 2, `ui/mod.rs` → 1.
    fn depth(&self) -> usize {
        let parts = self.path.trim_end_matches(".rs").split('/').collect::<Vec<_>>();
        if parts.last() == Some(&"mod") { parts.len() - 1 } else { parts.len() }
    }

    fn is_test_file(&self) -> bool {
        self.path.ends_with("tests.rs") || self.path.contains("/tests/")
    }

    /// Code lines with their number from 1: no comments, no blank lines, no test modules.
    fn code(&self) -> Vec<(usize, &str)> {
        let mut kept = Vec::new();
        if self.is_test_file() {
            return kept;
        }
        let mut lines = self.text.lines().enumerate().peekable();
        while let Some((i, line)) = lines.next() {
            let trimmed = line.trim_start();
            if trimmed == "#[cfg(test)]" {
                let indent = line.len() - trimmed.len();
                // A module or item: it ends where a brace closes at the same depth, or at once with a `;`.
                let mut opened = false;
                for (_, inner) in lines.by_ref() {
                    opened |= inner.trim_end().ends_with('{');
                    let closes = inner.len() == indent + 1 && inner.trim() == "}";
                    if (opened && closes) || (!opened && inner.trim_end().ends_with(';')) {
                        break;
                    }
                }
                continue;
            }
            if !trimmed.is_empty() && !trimmed.starts_with("//") {
                kept.push((i + 1, line));
            }
        }
        kept
    }

    /// Paths into this crate that the code names, from the crate's root: (line, `store::ask`).
    fn imports(&self) -> Vec<(usize, String)> {
        let code = self.code();
        let mut found = Vec::new();
        let to_root = format!("{}::", vec!["super"; self.depth()].join("::"));
        for (at, (line, text)) in code.iter().enumerate() {
            for prefix in ["crate::", to_root.as_str()] {
                let mut rest = *text;
                while let Some(start) = rest.find(prefix) {
                    let before = rest[..start].chars().next_back();
                    let after = &rest[start + prefix.len()..];
                    rest = after;
                    if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':' || c == '$') {
                        continue;
                    }
                    if after.starts_with('{') {
                        let statement = code[at..].iter().map(|(_, t)| *t).collect::<Vec<_>>().join(" ");
                        let start = statement.find(prefix).map_or(0, |p| p + prefix.len());
                        found.extend(group(&statement[start..]).into_iter().map(|path| (*line, path)));
                    } else {
                        found.push((*line, head(after)));
                    }
                }
            }
        }
        found
    }
}

/// `store::ask::Answer;` → `store::ask`.
fn head(path: &str) -> String {
    path.split("::")
        .take(2)
        .map(|part| part.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>())
        .take_while(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("::")
}

/// `{app::run, domain::{Day, Money}}` → `app::run`, `domain`.
fn group(text: &str) -> Vec<String> {
    let mut depth = 0;
    let mut parts = vec![String::new()];
    for c in text.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 1 => parts.push(String::new()),
            c if depth == 1 => {
                if let Some(part) = parts.last_mut() {
                    part.push(c);
                }
            }
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    parts.iter().map(|p| head(p.trim())).filter(|p| !p.is_empty()).collect()
}

fn import_breaches(source: &Source) -> Vec<String> {
    let Some((room, allowed)) = ROOMS.iter().find(|(room, _)| *room == source.room()) else {
        return vec![format!("{}: no such room in the table", source.path)];
    };
    source
        .imports()
        .into_iter()
        .filter(|(_, path)| {
            let target = path.split("::").next().unwrap_or_default();
            let is_room = ROOMS.iter().any(|(name, _)| *name == target);
            let is_allowed = allowed.iter().any(|a| *a == target || *a == path.as_str());
            is_room && target != *room && !is_allowed
        })
        .map(|(line, path)| format!("{}:{line}: {room} must not import {path}", source.path))
        .collect()
}

/// Lines of code that hold one of `words`, unless the file's path begins with one of `homes`.
fn found_outside(source: &Source, words: &[&str], homes: &[&str]) -> Vec<String> {
    if homes.iter().any(|home| source.path.starts_with(home)) {
        return Vec::new();
    }
    source
        .code()
        .into_iter()
        .filter(|(_, text)| words.iter().any(|word| text.contains(word)))
        .map(|(line, text)| format!("{}:{line}: {}", source.path, text.trim()))
        .collect()
}

fn sql_breaches(source: &Source) -> Vec<String> {
    found_outside(source, &["rusqlite"], &["store/"])
}

fn key_breaches(source: &Source) -> Vec<String> {
    found_outside(source, &["crossterm::event", "KeyCode::", "KeyEvent"], KEY_FILES)
}

fn clock_breaches(source: &Source) -> Vec<String> {
    found_outside(source, &["Local::now", "Utc::now", "SystemTime::now"], CLOCK_FILES)
}

fn unwrap_breaches(source: &Source) -> Vec<String> {
    found_outside(source, &[".unwrap()", "unimplemented!(", "todo!("], &[])
}

/// The domain is pure: no files, no clock, no randomness, no environment.
fn purity_breaches(source: &Source) -> Vec<String> {
    if source.room() != "domain" {
        return Vec::new();
    }
    found_outside(
        source,
        &["std::fs", "std::env", "std::io", "std::net", "std::time", "std::thread", "chrono::Local"],
        &[],
    )
}

fn size_breaches(source: &Source) -> Vec<String> {
    let most = if source.path == "main.rs" { 80 } else { MOST_LINES };
    let lines = source.code().len();
    if lines > most {
        vec![format!("{}: {lines} lines of code, at most {most}", source.path)]
    } else {
        Vec::new()
    }
}

/// Dependencies of a manifest that a text does not name in backticks.
fn unnamed_dependencies(manifest: &str, text: &str) -> Vec<String> {
    let manifest: toml::Table = toml::from_str(manifest).expect("Cargo.toml is TOML");
    ["dependencies", "dev-dependencies"]
        .iter()
        .filter_map(|section| manifest.get(*section)?.as_table())
        .flat_map(|table| table.keys())
        .filter(|name| !text.contains(&format!("`{name}`")))
        .cloned()
        .collect()
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn sources() -> Vec<Source> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let path = entry.path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|e| e == "rs") {
                found.push(path);
            }
        }
    }
    let src = root().join("src");
    let mut paths = Vec::new();
    walk(&src, &mut paths);
    paths.sort();
    assert!(paths.len() > 30, "the sources are found");
    paths
        .into_iter()
        .map(|path| Source {
            path: path.strip_prefix(&src).unwrap().to_string_lossy().replace('\\', "/"),
            text: fs::read_to_string(&path).unwrap(),
        })
        .collect()
}

fn assert_none(rule: fn(&Source) -> Vec<String>) {
    let breaches: Vec<String> = sources().iter().flat_map(rule).collect();
    assert!(breaches.is_empty(), "\n{}", breaches.join("\n"));
}

fn planted(path: &str, text: &str) -> Source {
    Source { path: path.into(), text: text.into() }
}

#[test]
fn every_room_imports_only_what_it_may() {
    assert_none(import_breaches);
}

#[test]
fn only_the_store_knows_sql() {
    assert_none(sql_breaches);
}

#[test]
fn only_terminal_keymap_and_text_input_know_key_codes() {
    assert_none(key_breaches);
}

#[test]
fn one_place_reads_the_clock() {
    assert_none(clock_breaches);
}

#[test]
fn nothing_unwraps_or_is_left_unwritten_outside_tests() {
    assert_none(unwrap_breaches);
}

#[test]
fn the_domain_is_pure() {
    assert_none(purity_breaches);
}

#[test]
fn no_file_has_outgrown_one_idea() {
    assert_none(size_breaches);
}

#[test]
fn the_architecture_names_every_dependency_with_its_reason() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let missing = unnamed_dependencies(&manifest, &text);
    assert!(missing.is_empty(), "ARCHITECTURE.md does not name {missing:?}");
}

#[test]
fn planted_imports_are_found() {
    for (path, text) in [
        ("domain/base/day.rs", "use crate::store::ask::Answer;"),
        ("ui/list.rs", "use crate::views::today;"),
        ("ui/list.rs", "    let x = crate::app::run();"),
        ("ui/mod.rs", "use super::views::Cx;"),
        ("ui/list.rs", "use super::super::views::Cx;"),
        ("views/today.rs", "use crate::store::schema;"),
        ("views/today.rs", "use crate::{domain::Day, store};"),
        ("store/db.rs", "use crate::{\n    domain::{Day, Money},\n    ui::visible,\n};"),
        ("exchange/csv.rs", "use crate::store::ask;"),
        ("attic/old.rs", "fn main() {}"),
    ] {
        assert_eq!(import_breaches(&planted(path, text)).len(), 1, "{path}: {text}");
    }
}

#[test]
fn allowed_imports_are_left_alone() {
    for (path, text) in [
        ("views/today.rs", "use crate::store::ask::{Answer, Question};\nuse crate::ui::Look;"),
        ("ui/list.rs", "use crate::domain::{Day, Money};\nuse super::visible::visible;"),
        ("ui/list.rs", "// use crate::views::x;"),
        ("ui/list.rs", "fn a() {}\n#[cfg(test)]\nmod tests {\n    use crate::views::x;\n}\nfn b() {}"),
        ("cli/mod.rs", "use crate::{app, store, views};"),
    ] {
        assert_eq!(import_breaches(&planted(path, text)), Vec::<String>::new(), "{path}: {text}");
    }
}

#[test]
fn planted_breaches_of_the_other_rules_are_found() {
    assert_eq!(sql_breaches(&planted("app/run.rs", "use rusqlite::Connection;")).len(), 1);
    assert_eq!(sql_breaches(&planted("store/db.rs", "use rusqlite::Connection;")).len(), 0);
    assert_eq!(key_breaches(&planted("views/today.rs", "use crossterm::event::KeyCode;")).len(), 1);
    assert_eq!(key_breaches(&planted("app/terminal.rs", "use crossterm::event::KeyCode;")).len(), 0);
    assert_eq!(clock_breaches(&planted("store/db.rs", "let now = chrono::Local::now();")).len(), 1);
    assert_eq!(unwrap_breaches(&planted("cli/mod.rs", "let x = y.unwrap();")).len(), 1);
    assert_eq!(unwrap_breaches(&planted("cli/tests.rs", "let x = y.unwrap();")).len(), 0);
    assert_eq!(
        unwrap_breaches(&planted("cli/a.rs", "#[cfg(test)]\nmod tests {\n    y.unwrap();\n}\nz.unwrap();"))
            .len(),
        1
    );
    assert_eq!(purity_breaches(&planted("domain/a.rs", "use std::fs;")).len(), 1);
    assert_eq!(purity_breaches(&planted("app/a.rs", "use std::fs;")).len(), 0);
    let long = "let a = 1;\n".repeat(MOST_LINES + 1);
    assert_eq!(size_breaches(&planted("ui/list.rs", &long)).len(), 1);
    let remarks = "// why\n\n".repeat(MOST_LINES);
    assert_eq!(size_breaches(&planted("ui/list.rs", &remarks)).len(), 0);
    assert_eq!(size_breaches(&planted("main.rs", &"let a = 1;\n".repeat(81))).len(), 1);
    assert_eq!(
        unnamed_dependencies("[dependencies]\nserde = \"1\"\ncsv = \"1\"", "`serde`: shapes"),
        ["csv"]
    );
}
