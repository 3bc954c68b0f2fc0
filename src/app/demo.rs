//! The sample portfolio's file: made for the day, kept while the day lasts, and never anybody else's file.

use std::path::{Path, PathBuf};

use crate::domain::change::Stamp;
use crate::domain::lifecycle::LifecycleRules;
use crate::domain::{Currency, Day};
use crate::sample::{self, BrokenWords, Sample};
use crate::store::ask::ChangeWords;
use crate::store::db::{Db, Mode, NewSettings};
use crate::store::error::{OpenError, StoreError};
use crate::store::file::Lock;
use crate::store::intake::{Ending, IntakeError, IntakeOptions};

/// Setting of every sample, as the store writes it into a new file.
const IS_SAMPLE: &str = "sample";

/// Setting that holds the day a sample was made for.
const MADE_FOR: &str = "sample_day";

/// Why there is no sample.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// Its words are broken.
    #[error(transparent)]
    Words(#[from] BrokenWords),
    /// Its file cannot be made or written.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<OpenError> for DemoError {
    fn from(error: OpenError) -> Self {
        Self::Store(error.into())
    }
}

impl DemoError {
    /// In words for the user.
    pub fn words(&self) -> ChangeWords {
        match self {
            Self::Store(error) => error.words(),
            Self::Words(error) => {
                ChangeWords { key: "error-sample".into(), args: vec![("what".into(), error.to_string())] }
            }
        }
    }
}

/// Whether the file is a sample made for this day: then what was done in it stays. An error where it is a portfolio of
/// somebody, or no portfolio at all.
pub fn is_current(path: &Path, today: Day) -> Result<bool, DemoError> {
    if !path.exists() {
        return Ok(false);
    }
    let db = Db::open(path, Mode::Read)?;
    if db.setting(IS_SAMPLE)? != Some(true.into()) {
        return Err(OpenError::Exists(path.into()).into());
    }
    Ok(db.setting(MADE_FOR)? == Some(today.to_string().into()))
}

/// Sees to it that `path` holds the sample of this day. One that another process works with stays as it is.
pub fn prepare(path: &Path, today: Day, stamp: &Stamp) -> Result<(), DemoError> {
    if is_current(path, today)? {
        return Ok(());
    }
    let sample = sample::generate(today.plus(-1))?;
    if !path.exists() {
        return match write(path, &sample, today, stamp) {
            Ok(()) => Ok(()),
            Err(error) => {
                // What is half there would be taken for a sample of no day; the next try begins anew.
                remove(path);
                Err(error)
            }
        };
    }
    let lock = match Lock::take(path) {
        Err(OpenError::Locked { .. }) => return Ok(()),
        lock => lock?,
    };
    let new = beside(path, ".new");
    remove(&new);
    let written = write(&new, &sample, today, stamp);
    let done = written.and_then(|()| {
        // The log of the old file must not be taken for that of the new one.
        for ending in ["-wal", "-shm"] {
            let _ = std::fs::remove_file(beside(path, ending));
        }
        std::fs::rename(&new, path)
            .map_err(|source| OpenError::Unwritable { path: path.into(), source }.into())
    });
    if done.is_err() {
        remove(&new);
    }
    drop(lock);
    done
}

/// The path with an ending put behind its name.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

fn remove(path: &Path) {
    let _ = std::fs::remove_file(path);
    for ending in ["-wal", "-shm"] {
        let _ = std::fs::remove_file(beside(path, ending));
    }
}

fn write(path: &Path, sample: &Sample, today: Day, stamp: &Stamp) -> Result<(), DemoError> {
    let new = NewSettings {
        business: sample.business.into(),
        user: sample.user.into(),
        currency: Currency::from_code(sample.currency).unwrap_or_default(),
        is_sample: true,
    };
    let mut db = Db::create(path, &new)?;
    let options = IntakeOptions {
        source: "generic".into(),
        file: String::new(),
        preset: String::new(),
        stamp: stamp.clone(),
        rules: LifecycleRules::default(),
        own: false,
        undoable: false,
        copied: false,
    };
    let written = db.intake(
        options,
        Ending::Keep,
        &mut |intake| {
            intake.setting(MADE_FOR, &format!("\"{today}\""))?;
            intake.labels(&sample.labels)?;
            for customer in &sample.customers {
                intake.customer(&customer.record)?;
                intake.work(&customer.record.code, &customer.work)?;
            }
            sample.documents.iter().try_for_each(|d| intake.document(d))
        },
        &|| false,
        &|_| "{}".to_owned(),
    );
    match written {
        Ok(_) => {
            for (day, change) in &sample.changes {
                let now = day.date().and_hms_opt(9, 0, 0).unwrap_or(stamp.now);
                db.apply(change, &Stamp { now, author: stamp.author.clone() })?;
            }
            // What the sample was made with is not the user's to take back.
            Ok(db.forget_changes()?)
        }
        Err(IntakeError::Store(error)) => Err(error.into()),
        // Nobody stops it.
        Err(IntakeError::Stopped) => Err(StoreError::Poisoned.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::change::Change;

    fn day(text: &str) -> Day {
        Day::parse_iso(text).unwrap()
    }

    fn stamp(today: Day) -> Stamp {
        Stamp { now: today.date().and_hms_opt(8, 0, 0).unwrap(), author: "Marta".into() }
    }

    #[test]
    fn the_sample_is_kept_for_its_day_and_made_anew_for_another() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sample.db");
        let today = day("2026-11-20");
        prepare(&path, today, &stamp(today)).unwrap();
        let mut db = Db::open(&path, Mode::Write).unwrap();
        assert_eq!(db.verify().unwrap(), vec![]);
        assert!(!db.can_undo().unwrap());
        let fresh = db.fingerprint().unwrap();
        db.apply(&Change::Archive { customers: vec![1], archived: true }, &stamp(today)).unwrap();
        let edited = db.fingerprint().unwrap();
        drop(db);
        prepare(&path, today, &stamp(today)).unwrap();
        assert_eq!(Db::open(&path, Mode::Read).unwrap().fingerprint().unwrap(), edited);
        prepare(&path, today.plus(1), &stamp(today)).unwrap();
        let next = Db::open(&path, Mode::Read).unwrap().fingerprint().unwrap();
        assert!(next != fresh && next != edited);
        prepare(&path, today, &stamp(today)).unwrap();
        assert_eq!(Db::open(&path, Mode::Read).unwrap().fingerprint().unwrap(), fresh);
    }

    #[test]
    fn somebodys_portfolio_is_never_taken_for_the_sample() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mine.db");
        drop(Db::create(&path, &NewSettings::default()).unwrap());
        let before = std::fs::read(&path).unwrap();
        assert!(prepare(&path, day("2026-11-20"), &stamp(day("2026-11-20"))).is_err());
        assert_eq!(std::fs::read(&path).unwrap(), before);
    }
}
