//! The open portfolio: one connection, the right to write, and what may be done with it. Synchronous; the writer
//! thread and the command line each own one.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;
use rusqlite::{Connection, OptionalExtension};

use crate::domain::change::{Change, Stamp};
use crate::domain::lifecycle::LifecycleRules;
use crate::domain::people::CustomerId;
use crate::domain::{Currency, Day};
use crate::store::ask::{Answer, Applied, BackupInfo, ChangeWords, Order};
use crate::store::backup;
use crate::store::error::{OpenError, StoreError, refused};
use crate::store::file::{Lock, folder_of, look, make_folder, refuse_network, sweep, sync_folder, temporary};
use crate::store::journal::{self, FieldChange, Tx};
use crate::store::schema::{self, MIGRATIONS, assert_settings, connect, migrate};
use crate::store::verify::{self, Finding};
use crate::store::write::{self, drafts, runs, segments, settings};

/// What a portfolio is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Reading and writing; takes the lock.
    Write,
    /// Reading only; takes nothing and disturbs nobody.
    Read,
}

/// What a new portfolio starts with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewSettings {
    /// Name of the business; may be empty.
    pub business: String,
    /// Who works at this machine; may be empty.
    pub user: String,
    /// The one currency of its amounts.
    pub currency: Currency,
    /// The sample portfolio.
    pub is_sample: bool,
}

/// An open portfolio.
#[derive(Debug)]
pub struct Db {
    connection: Connection,
    path: PathBuf,
    lock: Option<Lock>,
    /// Who writes, where that is why this one does not.
    held_by: Option<u32>,
    poisoned: bool,
}

impl Db {
    /// Opens a portfolio that exists. An older file is brought to this version first, after a verified backup.
    /// A file that is refused stays as it is to the byte.
    pub fn open(path: &Path, mode: Mode) -> Result<Self, OpenError> {
        Self::open_by(path, mode, MIGRATIONS)
    }

    /// [`Db::open`] with other steps, so that tests can have an older file.
    pub(in crate::store) fn open_by(path: &Path, mode: Mode, steps: &[&str]) -> Result<Self, OpenError> {
        refuse_network(path)?;
        let looked = look(path)?;
        let write = mode == Mode::Write;
        let lock = write.then(|| Lock::take(path)).transpose()?;
        let failed = |source| OpenError::Sqlite { path: path.into(), source };
        let mut connection = connect(path, write, false).map_err(failed)?;
        if !write && !looked.has_log && schema::version(&connection).is_err() {
            // In a folder that cannot be written SQLite cannot share memory; but then nobody writes the file either.
            connection = schema::connect_unchanging(path).map_err(failed)?;
        }
        assert_settings(&connection, write)?;
        // The log may hold a newer version than the header that was looked at.
        let (version, ours) = (schema::version(&connection).map_err(failed)?, steps.len() as u32);
        if version > ours {
            return Err(OpenError::Newer { path: path.into(), theirs: version, ours });
        }
        if version < ours {
            if !write {
                drop(connection);
                Self::bring_up(path, version, steps)?;
                return Self::open_by(path, mode, steps);
            }
            backup::before_migration(&connection, path).map_err(|error| match error {
                StoreError::Open(error) => error,
                StoreError::Sqlite(source) => failed(source),
                other => OpenError::Damaged(path.into(), other.to_string()),
            })?;
            schema::migrate_by(&mut connection, steps).map_err(failed)?;
        }
        Ok(Self { connection, path: path.into(), lock, held_by: None, poisoned: false })
    }

    /// Brings an older file to this version, after a verified backup, so that it can be read.
    fn bring_up(path: &Path, version: u32, steps: &[&str]) -> Result<(), OpenError> {
        match Self::open_by(path, Mode::Write, steps) {
            Ok(_) => Ok(()),
            Err(OpenError::Locked { .. } | OpenError::Unwritable { .. }) => {
                Err(OpenError::Older { path: path.into(), theirs: version, ours: steps.len() as u32 })
            }
            Err(error) => Err(error),
        }
    }

    /// Opens for writing, or for reading only where another process writes or nothing can be written; then the
    /// reason is answered too.
    pub fn open_or_read(path: &Path) -> Result<(Self, Option<OpenError>), OpenError> {
        match Self::open(path, Mode::Write) {
            Ok(db) => Ok((db, None)),
            Err(reason @ (OpenError::Locked { .. } | OpenError::Unwritable { .. })) => {
                let mut db = Self::open(path, Mode::Read)?;
                if let OpenError::Locked { pid, .. } = reason {
                    db.held_by = pid;
                }
                Ok((db, Some(reason)))
            }
            Err(error) => Err(error),
        }
    }

    /// Makes a new portfolio, whole or not at all, readable by its owner only, and opens it for writing.
    pub fn create(path: &Path, new: &NewSettings) -> Result<Self, OpenError> {
        let folder = folder_of(path);
        make_folder(folder)?;
        refuse_network(path)?;
        let lock = Lock::take(path)?;
        if path.exists() {
            return Err(OpenError::Exists(path.into()));
        }
        let unwritable = |source| OpenError::Unwritable { path: path.into(), source };
        let failed = |source| OpenError::Sqlite { path: path.into(), source };
        sweep(folder);
        let made = temporary(folder).map_err(unwritable)?;
        {
            let mut connection = connect(made.path(), true, true).map_err(failed)?;
            migrate(&mut connection).map_err(failed)?;
            settings::fill_new(&mut connection, new).map_err(failed)?;
            connection.close().map_err(|(_, source)| failed(source))?;
        }
        made.as_file().sync_all().map_err(unwritable)?;
        made.persist_noclobber(path).map_err(|e| unwritable(e.error))?;
        sync_folder(folder).map_err(unwritable)?;
        drop(lock);
        Self::open(path, Mode::Write)
    }

    /// Its file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether changes are accepted.
    pub fn can_write(&self) -> bool {
        self.lock.is_some() && !self.poisoned
    }

    pub(in crate::store) fn connection(&self) -> &Connection {
        &self.connection
    }

    /// The portfolio's currency.
    pub fn currency(&self) -> Result<Currency, StoreError> {
        Ok(settings::currency(self.connection())?)
    }

    /// The name of the source of everybody and everything; `None` where there are several or none.
    pub fn only_source(&self) -> Result<Option<String>, StoreError> {
        Ok(<[String; 1]>::try_from(self.sources()?).ok().map(|[only]| only))
    }

    /// Names of the sources that somebody or something is of, in the order they came.
    pub fn sources(&self) -> Result<Vec<String>, StoreError> {
        let mut all = self.connection().prepare(
            "SELECT name FROM source s WHERE EXISTS (SELECT 1 FROM customer WHERE source_id = s.id)
                OR EXISTS (SELECT 1 FROM purchase WHERE source_id = s.id) ORDER BY id",
        )?;
        Ok(all.query_map([], |r| r.get(0))?.collect::<Result<_, _>>()?)
    }

    /// The lifecycle limits in force.
    pub fn rules(&self) -> Result<LifecycleRules, StoreError> {
        Ok(settings::rules(self.connection())?)
    }

    /// The JSON value of a setting; `None` where it was never set.
    pub fn setting(&self, key: &str) -> Result<Option<serde_json::Value>, StoreError> {
        Ok(settings::get(self.connection(), key)?)
    }

    /// Makes a change: all of it in one durable transaction, or nothing.
    pub fn apply(&mut self, change: &Change, stamp: &Stamp) -> Result<Applied, StoreError> {
        self.writable()?;
        let done = Tx::begin(&mut self.connection, stamp).and_then(|mut tx| {
            let what = write::carry_out(&mut tx, change)?;
            tx.commit(what)
        });
        self.watch(done)
    }

    /// Erases what is known of a customer, for good, out of the file and its log. Nothing brings it back; backups made
    /// before still have it.
    pub fn erase(&mut self, customer: CustomerId, stamp: &Stamp) -> Result<Applied, StoreError> {
        self.writable()?;
        let done = Tx::begin(&mut self.connection, stamp).and_then(|mut tx| {
            let what = write::erase::erase(&mut tx, customer, (stamp.today(), &stamp.author), &[])?;
            tx.seal(what)
        });
        let done = done.and_then(|applied| {
            // The log has the pages as they were.
            self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
            Ok(applied)
        });
        self.watch(done)
    }

    /// Makes a change of one's own in one durable transaction, or nothing.
    pub(in crate::store) fn transact<T>(
        &mut self,
        stamp: &Stamp,
        work: impl FnOnce(&mut Tx<'_>) -> Result<(T, ChangeWords), StoreError>,
    ) -> Result<(T, Applied), StoreError> {
        let mut tx = Tx::begin(&mut self.connection, stamp)?;
        let (done, what) = work(&mut tx)?;
        Ok((done, tx.commit(what)?))
    }

    /// Takes back the newest change that stands; `None` where there is none.
    pub fn undo(&mut self, _: &Stamp) -> Result<Option<Applied>, StoreError> {
        let change = journal::last_done(&self.connection)?;
        self.swap(change, true)
    }

    /// Makes the change taken back last again; `None` where there is none.
    pub fn redo(&mut self, _: &Stamp) -> Result<Option<Applied>, StoreError> {
        let change = journal::last_undone(&self.connection)?;
        self.swap(change, false)
    }

    /// Forgets every change made so far, as if all had always been so: none can be taken back, and what tells records
    /// apart on other laptops is the same wherever the same changes were made.
    pub fn forget_changes(&mut self) -> Result<(), StoreError> {
        let tx = self.connection.transaction()?;
        let named = |table: &journal::Table| {
            table.has_uid() || matches!(table, journal::Table::Customer | journal::Table::Purchase)
        };
        for table in journal::Table::ALL.into_iter().filter(named) {
            tx.execute(&format!("UPDATE {0} SET uid = 's' || id WHERE uid <> ''", table.name()), [])?;
        }
        for table in ["change_row", "change_customer", "change"] {
            tx.execute(&format!("DELETE FROM {table}"), [])?;
        }
        Ok(tx.commit()?)
    }

    /// Whether there is a change to take back.
    pub fn can_undo(&self) -> Result<bool, StoreError> {
        Ok(journal::last_done(&self.connection)?.is_some())
    }

    /// The newest change that is not taken back, as it would be said.
    pub fn newest_change(&self) -> Result<Option<Applied>, StoreError> {
        let Some(change) = journal::last_done(&self.connection)? else { return Ok(None) };
        let what = journal::words_of(&self.connection, change)?;
        Ok(Some(Applied { change, what, ..Applied::default() }))
    }

    /// Whether there is a change to make again.
    pub fn can_redo(&self) -> Result<bool, StoreError> {
        Ok(journal::last_undone(&self.connection)?.is_some())
    }

    /// Carries out an order of the screens; `None` where there is nothing to answer.
    pub fn carry_out(&mut self, order: Order) -> Result<Option<Answer>, StoreError> {
        let done = |applied: Option<Applied>| {
            Some(applied.map_or(Answer::NothingToUndo, |applied| Answer::Done(Box::new(applied))))
        };
        Ok(match order {
            Order::Change(change, stamp) => done(Some(self.apply(&change, &stamp)?)),
            Order::Undo(stamp) => done(self.undo(&stamp)?),
            Order::Redo(stamp) => done(self.redo(&stamp)?),
            Order::Backup { to, stamp } => Some(Answer::BackedUp(self.backup(to.as_deref(), stamp.now)?)),
            Order::SaveDraft { key, content } => {
                self.save_draft(&key, &content)?;
                None
            }
            Order::DropDraft { key } => {
                self.drop_draft(&key)?;
                None
            }
            Order::RememberFilter(text) => {
                self.remember_filter(&text)?;
                None
            }
            Order::BeginCalls { source, title, at, items } => {
                self.aside(|db| runs::begin(db, &source, &title, at, &items))?;
                None
            }
            Order::MoreCalls { source, items } => {
                self.aside(|db| runs::more(db, &source, &items))?;
                None
            }
            Order::MoveCalls { source, customer } => {
                self.aside(|db| runs::move_to(db, &source, customer))?;
                None
            }
            Order::CountSegments { day, counts } => {
                self.count_segments(day, &counts)?;
                None
            }
        })
    }

    /// A checked copy now: into the folder of backups beside the portfolio, or to a name that is free.
    pub fn backup(&self, to: Option<&Path>, now: NaiveDateTime) -> Result<BackupInfo, StoreError> {
        backup::make(&self.connection, &self.path, to, now, None)
    }

    /// Everything that is wrong with the file; empty where all is well. Reads all of it.
    pub fn verify(&self) -> Result<Vec<Finding>, StoreError> {
        verify::verify(&self.connection)
    }

    /// For each change of a customer (row id in the journal), the fields it changed: key, before, after.
    pub fn fields_of(&self, customer: CustomerId) -> Result<HashMap<i64, Vec<FieldChange>>, StoreError> {
        journal::fields_of(self.connection(), customer)
    }

    /// Fast check of every page; empty where all is well. Seconds at a million customers.
    pub fn quick_check(&self) -> Result<Vec<Finding>, StoreError> {
        Ok(schema::quick_check(&self.connection)?.into_iter().map(Finding::Integrity).collect())
    }

    /// A number that is equal for equal portfolios (journal and drafts left out), within one build.
    pub fn fingerprint(&self) -> Result<u64, StoreError> {
        Ok(verify::fingerprint(&self.connection)?)
    }

    /// Keeps what a form holds, outside the journal.
    pub fn save_draft(&mut self, key: &str, content: &str) -> Result<(), StoreError> {
        self.writable()?;
        let done = drafts::save(&self.connection, key, content).map_err(StoreError::from);
        self.watch(done)
    }

    /// Forgets a draft.
    pub fn drop_draft(&mut self, key: &str) -> Result<(), StoreError> {
        self.writable()?;
        let done = drafts::forget(&self.connection, key).map_err(StoreError::from);
        self.watch(done)
    }

    /// Writes something outside the journal; nothing where the file cannot be written.
    fn aside(
        &mut self,
        write: impl FnOnce(&mut Connection) -> rusqlite::Result<()>,
    ) -> Result<(), StoreError> {
        if self.writable().is_err() {
            return Ok(());
        }
        let done = write(&mut self.connection).map_err(StoreError::from);
        self.watch(done)
    }

    /// What was settled about a kind of file, as JSON.
    pub fn import_choice(&self, kind: &str) -> Result<Option<String>, StoreError> {
        let sql = "SELECT choices FROM import_choice WHERE fingerprint = ?1";
        let found = self.connection.prepare_cached(sql)?.query_row([kind], |r| r.get(0)).optional()?;
        Ok(found)
    }

    /// Remembers what was settled about a kind of file, outside the journal; nothing where the file cannot be written.
    pub fn remember_import_choice(
        &mut self,
        kind: &str,
        json: &str,
        at: NaiveDateTime,
    ) -> Result<(), StoreError> {
        self.aside(|db| {
            db.prepare_cached(
                "INSERT INTO import_choice (fingerprint, choices, at) VALUES (?1, ?2, ?3)
                 ON CONFLICT (fingerprint) DO UPDATE SET choices = excluded.choices, at = excluded.at",
            )?
            .execute((kind, json, journal::time_text(at)))?;
            Ok(())
        })
    }

    /// Remembers a filter that was used, outside the journal; nothing where the file cannot be written.
    pub fn remember_filter(&mut self, text: &str) -> Result<(), StoreError> {
        self.aside(|db| segments::remember(db, text))
    }

    /// Remembers how many each segment (by name) held on a day, outside the journal; nothing where the file cannot be
    /// written.
    pub fn count_segments(&mut self, day: Day, counts: &[(String, usize)]) -> Result<(), StoreError> {
        self.aside(|db| segments::count(db, day, counts))
    }

    /// Key and content of every draft.
    pub fn drafts(&self) -> Result<Vec<(String, String)>, StoreError> {
        Ok(drafts::all(&self.connection)?)
    }

    fn swap(&mut self, change: Option<i64>, undo: bool) -> Result<Option<Applied>, StoreError> {
        self.writable()?;
        let Some(change) = change else { return Ok(None) };
        if journal::is_held(&self.connection, change)? {
            return Err(refused("error-undo-erased", []));
        }
        // The swap leads to a state the file was in before, so every reference holds at its end; checking each row
        // on the way would scan all lines for each product of an import taken back.
        self.connection.pragma_update(None, "foreign_keys", "off")?;
        let done = journal::swap(&mut self.connection, change, undo);
        self.connection.pragma_update(None, "foreign_keys", "on")?;
        self.watch(done).map(Some)
    }

    pub(in crate::store) fn writable(&self) -> Result<(), StoreError> {
        if self.lock.is_none() {
            return Err(StoreError::ReadOnly { pid: self.held_by });
        }
        if self.poisoned { Err(StoreError::Poisoned) } else { Ok(()) }
    }

    /// After a failure of the device nobody knows what is on it: no more writing until the file is opened again.
    pub(in crate::store) fn watch<T>(&mut self, done: Result<T, StoreError>) -> Result<T, StoreError> {
        if let Err(error) = &done
            && error.is_device_failure()
        {
            self.poisoned = true;
        }
        done
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn create(folder: &Path) -> PathBuf {
        let path = folder.join("shop.db");
        Db::create(&path, &NewSettings::default()).unwrap();
        path
    }

    #[test]
    fn an_older_file_is_copied_before_it_is_brought_to_this_version() {
        let folder = tempfile::tempdir().unwrap();
        let path = create(folder.path());
        let steps: Vec<&str> =
            MIGRATIONS.iter().copied().chain(["CREATE TABLE later (x INTEGER) STRICT;"]).collect();
        let db = Db::open_by(&path, Mode::Write, &steps).unwrap();
        assert_eq!(schema::version(db.connection()).unwrap() as usize, steps.len());
        let copy = folder.path().join(format!("backups/shop-before-version-{}.db", steps.len()));
        let copied = Db::open(&copy, Mode::Read).unwrap();
        assert_eq!(schema::version(copied.connection()).unwrap() as usize, MIGRATIONS.len());
        assert_eq!(copied.fingerprint().unwrap(), db.fingerprint().unwrap());
        drop(db);
        assert_eq!(Db::open(&path, Mode::Write).unwrap_err().exit_code(), 6);
    }

    #[test]
    fn an_older_file_is_brought_up_before_it_is_read_and_said_where_it_cannot_be() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("old.db");
        let before = MIGRATIONS.len() - 1;
        let mut connection = connect(&path, true, true).unwrap();
        schema::migrate_by(&mut connection, &MIGRATIONS[..before]).unwrap();
        settings::fill_new(&mut connection, &NewSettings::default()).unwrap();
        connection.close().unwrap();
        {
            let _busy = Lock::take(&path).unwrap();
            let refused = Db::open(&path, Mode::Read).unwrap_err();
            assert_eq!(refused.words().key, "error-open-older");
        }
        let db = Db::open(&path, Mode::Read).unwrap();
        assert_eq!(schema::version(db.connection()).unwrap() as usize, MIGRATIONS.len());
        assert!(!db.can_write());
        assert!(folder.path().join(format!("backups/old-before-version-{}.db", MIGRATIONS.len())).exists());
    }

    #[test]
    fn a_migration_that_fails_leaves_the_file_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = create(folder.path());
        let steps: Vec<&str> = MIGRATIONS.iter().copied().chain(["CREATE TABLE customer (x);"]).collect();
        assert!(Db::open_by(&path, Mode::Write, &steps).is_err());
        let db = Db::open(&path, Mode::Write).unwrap();
        assert_eq!(schema::version(db.connection()).unwrap() as usize, MIGRATIONS.len());
    }

    #[test]
    fn after_a_failure_of_the_device_nothing_more_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let mut db = Db::open(&create(folder.path()), Mode::Write).unwrap();
        let failure = rusqlite::Error::SqliteFailure(
            rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_IOERR_FSYNC),
            None,
        );
        assert!(db.watch::<()>(Err(failure.into())).is_err());
        assert!(!db.can_write());
        assert!(matches!(db.save_draft("a", "{}"), Err(StoreError::Poisoned)));
        let full =
            rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_FULL), None);
        assert_eq!(StoreError::from(full).exit_code(), 8);
    }
}
