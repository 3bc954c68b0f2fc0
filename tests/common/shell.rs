//! The program run as a command, on portfolios of its own in a folder of its own, with the clock set.
#![allow(dead_code, clippy::unwrap_used, reason = "for tests; every test file uses its own part of it")]

use std::fs;
use std::path::PathBuf;

use assert_cmd::Command;
use serde_json::Value;

/// A folder of one's own.
pub struct Shell {
    folder: tempfile::TempDir,
}

/// What a run left: exit code, stdout, stderr.
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Shell {
    /// Without a portfolio.
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// With these empty portfolios in it.
    pub fn with(portfolios: &[&str]) -> Self {
        let shell = Self::new();
        for db in portfolios {
            shell.ok(db, &["init", "--business", "Ferretería Ruiz", "--user", "ana"]);
        }
        shell
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn text(&self, name: &str) -> String {
        self.path(name).display().to_string()
    }

    pub fn file(&self, name: &str, content: &[u8]) -> String {
        fs::write(self.path(name), content).unwrap();
        self.text(name)
    }

    /// Runs a command on a portfolio at a moment.
    pub fn at(&self, now: &str, db: &str, arguments: &[&str]) -> Ran {
        let output = Command::cargo_bin("cartera")
            .unwrap()
            .args(arguments)
            .env("CARTERA_DB", self.path(db))
            .env("CARTERA_NOW", now)
            .env("CARTERA_LANG", "en")
            .env("XDG_CONFIG_HOME", self.path("config"))
            .env("HOME", self.folder.path())
            .env_remove("CARTERA_AS_OF")
            .write_stdin("")
            .output()
            .unwrap();
        Ran {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    pub fn run(&self, db: &str, arguments: &[&str]) -> Ran {
        self.at("2026-11-23T10:30", db, arguments)
    }

    /// A run that does what it is asked; its stdout.
    pub fn ok(&self, db: &str, arguments: &[&str]) -> String {
        self.ok_at("2026-11-23T10:30", db, arguments)
    }

    pub fn ok_at(&self, now: &str, db: &str, arguments: &[&str]) -> String {
        let ran = self.at(now, db, arguments);
        assert_eq!(ran.code, 0, "{arguments:?}: {}", ran.err);
        assert!(!ran.err.contains('«'), "every sentence exists: {}", ran.err);
        ran.out
    }

    pub fn json(&self, db: &str, arguments: &[&str]) -> Value {
        let text = self.ok(db, arguments);
        serde_json::from_str(&text).unwrap_or_else(|e| panic!("{arguments:?}: {e}: {text}"))
    }

    /// A run that is refused with this code; what it says.
    pub fn refused(&self, code: i32, db: &str, arguments: &[&str]) -> String {
        let ran = self.run(db, arguments);
        assert_eq!(ran.code, code, "{arguments:?}: {}", ran.err);
        assert!(!ran.err.trim().is_empty(), "{arguments:?} says why");
        assert!(!ran.err.contains('«'), "every sentence exists: {}", ran.err);
        ran.err
    }

    /// The whole portfolio as JSON.
    pub fn whole(&self, db: &str) -> String {
        let file = self.text(&format!("{db}.json"));
        self.ok(db, &["export", "all", "--format", "json", "--out", &file]);
        fs::read_to_string(file).unwrap()
    }

    /// Exports and reads the file.
    pub fn export(&self, db: &str, what: &[&str], name: &str) -> Vec<u8> {
        let file = self.text(name);
        let mut arguments = vec!["export"];
        arguments.extend(what);
        arguments.extend(["--out", &file]);
        self.ok(db, &arguments);
        fs::read(file).unwrap()
    }

    /// Writes the tables of a report to a file and reads it.
    pub fn export_report(&self, db: &str, report: &str, name: &str) -> Vec<u8> {
        let file = self.text(name);
        self.ok(db, &["report", report, "--out", &file]);
        fs::read(file).unwrap()
    }
}
