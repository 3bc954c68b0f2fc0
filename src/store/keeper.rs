//! Looks after the open file in a thread of its own: the daily copy, then a check of every page. Neither may hold up
//! an edit, so both read through a connection of their own, and both stop at once when the portfolio is closed.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use chrono::NaiveDateTime;

use super::ask::{Answer, ChangeWords};
use super::error::OpenError;
use super::{backup, schema};

/// How long the first screens are left alone with the disk.
const QUIET: Duration = Duration::from_secs(5);
/// How often a sleeping keeper looks whether it is to end.
const STEP: Duration = Duration::from_millis(50);

/// The thread. Dropped, it ends before it is gone.
#[derive(Debug)]
pub struct Keeper {
    quit: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Keeper {
    /// Begins after a few quiet seconds: a copy dated `backup` where one is due, then the check. `say` is told of the
    /// copy, of a copy that failed, and of damage; of a sound file nothing.
    pub fn start(
        path: &Path,
        backup: Option<NaiveDateTime>,
        say: impl Fn(Result<Answer, ChangeWords>) + Send + 'static,
    ) -> std::io::Result<Self> {
        Self::after(QUIET, path, backup, say)
    }

    fn after(
        quiet: Duration,
        path: &Path,
        backup: Option<NaiveDateTime>,
        say: impl Fn(Result<Answer, ChangeWords>) + Send + 'static,
    ) -> std::io::Result<Self> {
        let quit = Arc::new(AtomicBool::new(false));
        let (flag, path) = (Arc::clone(&quit), path.to_owned());
        let work = move || {
            let mut waited = Duration::ZERO;
            while waited < quiet {
                if flag.load(Ordering::Relaxed) {
                    return;
                }
                std::thread::sleep(STEP);
                waited += STEP;
            }
            look_after(&path, backup, &flag, &say);
        };
        let thread = std::thread::Builder::new().name("keeper".into()).spawn(work)?;
        Ok(Self { quit, thread: Some(thread) })
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        self.quit.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            // A panic was reported by the hook already.
            let _ = thread.join();
        }
    }
}

fn look_after(
    path: &Path,
    backup: Option<NaiveDateTime>,
    quit: &Arc<AtomicBool>,
    say: &dyn Fn(Result<Answer, ChangeWords>),
) {
    let opened =
        schema::connect(path, false, false).and_then(|mut db| backup::stoppable(&mut db, quit).map(|()| db));
    if quit.load(Ordering::Relaxed) {
        return;
    }
    let db = match opened {
        Ok(db) => db,
        Err(error) => {
            tracing::warn!(%error, "the file could not be opened for its check");
            if is_damage(&error) {
                say(Err(OpenError::Damaged(path.to_owned(), error.to_string()).words()));
            }
            return;
        }
    };
    if let Some(now) = backup {
        let made = backup::make(&db, path, None, now, Some(quit));
        if quit.load(Ordering::Relaxed) {
            return;
        }
        say(made.map(Answer::BackedUp).map_err(|error| {
            tracing::error!(error = &error as &dyn std::error::Error, "the daily copy was not made");
            error.words()
        }));
    }
    match schema::quick_check(&db) {
        Ok(found) => {
            if let Some(first) = found.first() {
                tracing::error!(found = found.len(), "the file is damaged");
                say(Err(OpenError::Damaged(path.to_owned(), first.clone()).words()));
            }
        }
        // So badly damaged that the check itself cannot go on.
        Err(error) if is_damage(&error) => {
            say(Err(OpenError::Damaged(path.to_owned(), error.to_string()).words()));
        }
        Err(error) => tracing::info!(%error, "the check was not finished"),
    }
}

fn is_damage(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(rusqlite::ErrorCode::DatabaseCorrupt | rusqlite::ErrorCode::NotADatabase)
    )
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;
    use crate::store::db::{Db, NewSettings};

    fn now() -> NaiveDateTime {
        chrono::NaiveDate::from_ymd_opt(2026, 11, 20).unwrap().and_hms_opt(10, 42, 0).unwrap()
    }

    #[test]
    fn the_daily_copy_is_made_beside_edits_and_a_sound_file_says_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        let _writer = Db::create(&path, &NewSettings::default()).unwrap();
        let (out, told) = channel();
        let keeper = Keeper::after(Duration::ZERO, &path, Some(now()), move |said| {
            out.send(said).unwrap();
        })
        .unwrap();
        let first = told.recv_timeout(Duration::from_secs(20)).unwrap();
        assert!(matches!(first, Ok(Answer::BackedUp(info)) if info.path.exists()));
        assert!(told.recv_timeout(Duration::from_secs(20)).is_err(), "the thread ends and says no more");
        drop(keeper);
    }

    #[test]
    fn a_damaged_page_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        drop(Db::create(&path, &NewSettings::default()).unwrap());
        let mut bytes = std::fs::read(&path).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle..].fill(0xA5);
        std::fs::write(&path, bytes).unwrap();
        let (out, told) = channel();
        let _keeper = Keeper::after(Duration::ZERO, &path, None, move |said| {
            out.send(said).unwrap();
        })
        .unwrap();
        assert!(told.recv_timeout(Duration::from_secs(20)).unwrap().is_err());
    }

    #[test]
    fn a_keeper_that_is_dropped_ends_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        drop(Db::create(&path, &NewSettings::default()).unwrap());
        let (out, told) = channel();
        drop(
            Keeper::after(Duration::from_secs(3600), &path, Some(now()), move |_| out.send(()).unwrap())
                .unwrap(),
        );
        assert!(told.recv().is_err());
        assert_eq!(backup::list(&path).len(), 0);
    }
}
