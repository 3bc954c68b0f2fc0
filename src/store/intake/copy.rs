//! The verified copy of the state before an import, made by a thread of its own: it reads what is committed, so an import
//! that is being written beside it is not in it.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;

use chrono::NaiveDateTime;
use rusqlite::{Connection, Error, ErrorCode, ffi};

use super::IntakeError;
use crate::store::error::StoreError;
use crate::store::{backup, schema};

/// Steps of the database between two looks whether the copy is still wanted.
const OPERATIONS: i32 = 10_000;

/// A copy that is being made. Dropped, it is given up.
pub(super) struct Copy {
    quit: Arc<AtomicBool>,
    thread: Option<JoinHandle<Result<(), StoreError>>>,
}

impl Copy {
    pub fn begin(connection: &Connection, now: NaiveDateTime) -> Result<Self, IntakeError> {
        let path = Path::new(connection.path().unwrap_or_default()).to_owned();
        let quit = Arc::new(AtomicBool::new(false));
        let flag = Arc::clone(&quit);
        let work = move || {
            let mut db = schema::connect(&path, false, false)?;
            db.progress_handler(OPERATIONS, Some(move || flag.load(Ordering::Relaxed)))?;
            backup::make(&db, &path, None, now).map(drop)
        };
        let thread = std::thread::Builder::new().name("copy".into()).spawn(work).map_err(|error| {
            let code = ffi::Error { code: ErrorCode::OutOfMemory, extended_code: ffi::SQLITE_NOMEM };
            Error::SqliteFailure(code, Some(error.to_string()))
        })?;
        Ok(Self { quit, thread: Some(thread) })
    }

    /// Waits until it is there.
    pub fn finish(mut self) -> Result<(), IntakeError> {
        let Some(thread) = self.thread.take() else { return Ok(()) };
        let made = thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        Ok(made?)
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        self.quit.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            // What became of it is of no interest any more.
            let _ = thread.join();
        }
    }
}
