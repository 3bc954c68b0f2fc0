//! What can go wrong with the file, as text keys for people and exit codes for programs. The chain of causes goes
//! to the log, never to the screen.

use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::store::ask::ChangeWords;

/// Why a file cannot be opened. Nothing was written to it.
#[derive(Debug, Error)]
pub enum OpenError {
    /// There is no such file.
    #[error("no file {0}")]
    Missing(PathBuf),
    /// A folder, or something else that is no regular file.
    #[error("{0} is no regular file")]
    NotAFile(PathBuf),
    /// No bytes in it: a portfolio never looks so.
    #[error("{0} is empty")]
    Empty(PathBuf),
    /// Not an SQLite file, or one of another program.
    #[error("{0} is no portfolio")]
    NotAPortfolio(PathBuf),
    /// An SQLite file that is cut short or broken: what is wrong with it.
    #[error("{0} is damaged: {1}")]
    Damaged(PathBuf, String),
    /// Made by a newer version of this program: its number and ours.
    #[error("{path} is of version {theirs}, this program reads up to {ours}")]
    Newer {
        /// File.
        path: PathBuf,
        /// Version of the file.
        theirs: u32,
        /// Newest version this program knows.
        ours: u32,
    },
    /// Made by an earlier version, and it cannot be written to bring it to this one.
    #[error("{path} is of version {theirs}, this program of {ours}, and it cannot be written")]
    Older {
        /// File.
        path: PathBuf,
        /// Version of the file.
        theirs: u32,
        /// Version of this program.
        ours: u32,
    },
    /// Another process writes to it.
    #[error("{path} is in use by process {pid:?}")]
    Locked {
        /// File.
        path: PathBuf,
        /// Who holds it, where the lock file says so.
        pid: Option<u32>,
    },
    /// On a network file system, whose locks cannot be trusted.
    #[error("{0} is on a network file system ({1})")]
    Network(PathBuf, String),
    /// There is a file already where one shall be made.
    #[error("{0} exists")]
    Exists(PathBuf),
    /// A disk that is full, read-only, or rights that are missing.
    #[error("{path}: {source}")]
    Unwritable {
        /// File.
        path: PathBuf,
        /// Cause.
        source: std::io::Error,
    },
    /// The SQLite built in is too old or a defensive setting did not take.
    #[error("{0}")]
    Unsafe(String),
    /// SQLite would not.
    #[error("{path}: {source}")]
    Sqlite {
        /// File.
        path: PathBuf,
        /// Cause.
        source: rusqlite::Error,
    },
}

/// Why something was not done. Nothing was changed.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The file cannot be used.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The change makes no sense: a text key with arguments.
    #[error("{}", .0.key)]
    Refused(ChangeWords),
    /// Opened for reading only; because another process writes where that one is named.
    #[error("opened for reading only")]
    ReadOnly {
        /// Who holds the file.
        pid: Option<u32>,
    },
    /// Writing failed on the device before; the file must be opened again.
    #[error("writing failed before; open again")]
    Poisoned,
    /// A copy did not pass its checks: which.
    #[error("copy refused: {0}")]
    BadCopy(String),
    /// The journal holds something that this version cannot read.
    #[error("journal: {0}")]
    Journal(String),
    /// Files could not be read or written.
    #[error("{path}: {source}")]
    Io {
        /// File.
        path: PathBuf,
        /// Cause.
        source: std::io::Error,
    },
    /// SQLite would not.
    #[error(transparent)]
    Sqlite(#[from] rusqlite::Error),
}

impl OpenError {
    /// Exit code of the command line.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Network(..) | Self::Exists(_) => 1,
            Self::Missing(_) => 3,
            Self::Damaged(..) | Self::Unsafe(_) => 4,
            Self::NotAFile(_) | Self::Empty(_) | Self::NotAPortfolio(_) => 5,
            Self::Newer { .. } | Self::Older { .. } => 6,
            Self::Locked { .. } => 7,
            Self::Unwritable { .. } => 8,
            Self::Sqlite { source, .. } => sqlite_exit(source),
        }
    }

    /// The sentence: a text key with arguments.
    pub fn words(&self) -> ChangeWords {
        let file = |path: &Path| ("file", path.display().to_string());
        match self {
            Self::Missing(path) => words("error-open-missing", [file(path)]),
            Self::NotAFile(path) => words("error-open-not-a-file", [file(path)]),
            Self::Empty(path) => words("error-open-empty", [file(path)]),
            Self::NotAPortfolio(path) => words("error-open-not-a-portfolio", [file(path)]),
            Self::Damaged(path, what) => words("error-open-damaged", [file(path), ("what", what.clone())]),
            Self::Newer { path, theirs, ours } => words(
                "error-open-newer",
                [file(path), ("theirs", theirs.to_string()), ("ours", ours.to_string())],
            ),
            Self::Older { path, theirs, ours } => words(
                "error-open-older",
                [file(path), ("theirs", theirs.to_string()), ("ours", ours.to_string())],
            ),
            Self::Locked { path, pid: Some(pid) } => {
                words("error-open-locked", [file(path), ("pid", pid.to_string())])
            }
            Self::Locked { path, pid: None } => words("error-open-busy", [file(path)]),
            Self::Network(path, kind) => words("error-open-network", [file(path), ("kind", kind.clone())]),
            Self::Exists(path) => words("error-open-exists", [file(path)]),
            Self::Unwritable { path, source } => {
                words("error-open-unwritable", [file(path), ("what", source.to_string())])
            }
            Self::Unsafe(what) => words("error-open-unsafe", [("what", what.clone())]),
            Self::Sqlite { path, source } => match sqlite_exit(source) {
                4 => words("error-open-damaged", [file(path), ("what", source.to_string())]),
                7 => words("error-open-busy", [file(path)]),
                _ => words("error-open-unwritable", [file(path), ("what", source.to_string())]),
            },
        }
    }
}

impl StoreError {
    /// Exit code of the command line.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Open(error) => error.exit_code(),
            Self::Refused(_) => 1,
            Self::ReadOnly { .. } => 7,
            Self::Poisoned | Self::Io { .. } => 8,
            Self::BadCopy(_) | Self::Journal(_) => 4,
            Self::Sqlite(source) => sqlite_exit(source),
        }
    }

    /// The sentence: a text key with arguments.
    pub fn words(&self) -> ChangeWords {
        match self {
            Self::Open(error) => error.words(),
            Self::Refused(words) => words.clone(),
            Self::ReadOnly { pid: Some(pid) } => words("error-read-only-held", [("pid", pid.to_string())]),
            Self::ReadOnly { pid: None } => words("error-read-only", []),
            Self::Poisoned => words("error-poisoned", []),
            Self::BadCopy(what) => words("error-bad-copy", [("what", what.clone())]),
            Self::Journal(what) => words("error-journal", [("what", what.clone())]),
            Self::Io { path, source } => {
                words("error-io", [("file", path.display().to_string()), ("what", source.to_string())])
            }
            Self::Sqlite(source) => match sqlite_exit(source) {
                4 => words("error-damaged", [("what", source.to_string())]),
                7 => words("error-busy", []),
                8 if is_full(source) => words("error-disk-full", []),
                _ => words("error-write-failed", [("what", source.to_string())]),
            },
        }
    }

    /// Whether the device failed, so that nothing may be written before the file is opened again.
    pub(in crate::store) fn is_device_failure(&self) -> bool {
        matches!(self, Self::Sqlite(rusqlite::Error::SqliteFailure(e, _))
            if e.code == rusqlite::ErrorCode::SystemIoFailure)
    }
}

/// A text key with its arguments.
pub(in crate::store) fn words<const N: usize>(key: &str, args: [(&str, String); N]) -> ChangeWords {
    ChangeWords {
        key: key.into(),
        args: args.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
    }
}

/// A change refused for this reason.
pub(in crate::store) fn refused<const N: usize>(key: &str, args: [(&str, String); N]) -> StoreError {
    StoreError::Refused(words(key, args))
}

fn is_full(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(rusqlite::ErrorCode::DiskFull)
}

fn sqlite_exit(error: &rusqlite::Error) -> u8 {
    use rusqlite::ErrorCode as Code;
    match error.sqlite_error_code() {
        Some(Code::DatabaseBusy | Code::DatabaseLocked | Code::FileLockingProtocolFailed) => 7,
        Some(
            Code::DiskFull
            | Code::ReadOnly
            | Code::CannotOpen
            | Code::PermissionDenied
            | Code::SystemIoFailure
            | Code::OutOfMemory,
        ) => 8,
        // Damage, a value of the wrong type, a broken constraint: the file does not hold what it promises.
        _ => 4,
    }
}
