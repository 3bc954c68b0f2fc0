//! The verified copy of the state before an import, made by a thread of its own: it reads what is committed, so an import
//! that is being written beside it is not in it.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use chrono::NaiveDateTime;
use rusqlite::{Error, ErrorCode, ffi};

use super::IntakeError;
use crate::store::error::StoreError;
use crate::store::{backup, schema};

/// How often whoever waits for the copy asks whether it is still wanted.
const STEP: Duration = Duration::from_millis(20);

/// A copy that is being made. Dropped, it is given up.
pub(super) struct Copy {
    quit: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
    made: Receiver<Result<(), StoreError>>,
}

impl Copy {
    /// Begins the copy of this file into its folder of backups.
    pub fn begin(portfolio: &Path, now: NaiveDateTime) -> Result<Self, IntakeError> {
        let path = portfolio.to_owned();
        Self::work(move |quit| {
            let mut db = schema::connect(&path, false, false)?;
            backup::stoppable(&mut db, quit)?;
            backup::make(&db, &path, None, now, Some(quit)).map(drop)
        })
    }

    fn work(
        make: impl FnOnce(&Arc<AtomicBool>) -> Result<(), StoreError> + Send + 'static,
    ) -> Result<Self, IntakeError> {
        let quit = Arc::new(AtomicBool::new(false));
        let flag = Arc::clone(&quit);
        let (out, made) = channel();
        let work = move || {
            // Whoever gave it up does not listen any more.
            let _ = out.send(make(&flag));
        };
        let thread = std::thread::Builder::new().name("copy".into()).spawn(work).map_err(|error| {
            let code = ffi::Error { code: ErrorCode::OutOfMemory, extended_code: ffi::SQLITE_NOMEM };
            Error::SqliteFailure(code, Some(error.to_string()))
        })?;
        Ok(Self { quit, thread: Some(thread), made })
    }

    /// Waits until it is there, or until `stop` says that the import is not wanted any more.
    pub fn finish(mut self, stop: &dyn Fn() -> bool) -> Result<(), IntakeError> {
        loop {
            match self.made.recv_timeout(STEP) {
                Ok(made) => return Ok(made?),
                Err(RecvTimeoutError::Timeout) if stop() => return Err(IntakeError::Stopped),
                Err(RecvTimeoutError::Timeout) => {}
                // It ended without a word: a panic is this thread's too.
                Err(RecvTimeoutError::Disconnected) => {
                    if let Some(Err(panic)) = self.thread.take().map(JoinHandle::join) {
                        std::panic::resume_unwind(panic);
                    }
                    return Err(IntakeError::Stopped);
                }
            }
        }
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

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;

    #[test]
    fn whoever_waits_for_the_copy_can_be_stopped() {
        let begun = Instant::now();
        // A check that goes on until it is told to end, or for a minute.
        let copy = Copy::work(move |quit| {
            while !quit.load(Ordering::Relaxed) && begun.elapsed() < Duration::from_secs(60) {
                std::thread::sleep(Duration::from_millis(5));
            }
            Ok(())
        })
        .unwrap();
        let asked = std::cell::Cell::new(0);
        let stop = || {
            asked.set(asked.get() + 1);
            asked.get() > 2
        };
        assert!(matches!(copy.finish(&stop), Err(IntakeError::Stopped)));
        assert!(begun.elapsed() < Duration::from_secs(30), "{:?}", begun.elapsed());
    }

    #[test]
    fn a_copy_that_is_there_is_kept_though_it_was_stopped_a_moment_later() {
        let copy = Copy::work(|_| Ok(())).unwrap();
        std::thread::sleep(Duration::from_millis(50));
        assert!(copy.finish(&|| true).is_ok());
    }
}
