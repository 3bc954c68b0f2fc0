//! The open portfolio: one connection, the right to write, and what may be done with it. Synchronous; the writer
//! thread and the command line each own one.

use std::path::{Path, PathBuf};

use rusqlite::Connection;

use crate::domain::change::{Change, Stamp};
use crate::domain::Currency;
use crate::store::ask::Applied;
use crate::store::error::{OpenError, StoreError};
use crate::store::file::{Lock, folder_of, look, make_folder, refuse_network, sync_folder};
use crate::store::journal::{self, Tx};
use crate::store::schema::{self, MIGRATIONS, assert_settings, connect, migrate};
use crate::store::write::{self, settings};

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
    poisoned: bool,
}

impl Db {
    /// Opens a portfolio that exists. For writing, an older file is brought to this version after a verified backup.
    /// A file that is refused stays as it is to the byte.
    pub fn open(path: &Path, mode: Mode) -> Result<Self, OpenError> {
        Self::open_by(path, mode, MIGRATIONS)
    }

    /// [`Db::open`] with other steps, so that tests can have an older file.
    pub(in crate::store) fn open_by(path: &Path, mode: Mode, steps: &[&str]) -> Result<Self, OpenError> {
        refuse_network(path)?;
        look(path)?;
        let write = mode == Mode::Write;
        let lock = write.then(|| Lock::take(path)).transpose()?;
        let failed = |source| OpenError::Sqlite { path: path.into(), source };
        let mut connection = connect(path, write, false).map_err(failed)?;
        assert_settings(&connection, write)?;
        // The log may hold a newer version than the header that was looked at.
        let (version, ours) = (schema::version(&connection).map_err(failed)?, steps.len() as u32);
        if version > ours {
            return Err(OpenError::Newer { path: path.into(), theirs: version, ours });
        }
        if version < ours {
            if !write {
                return Err(OpenError::Unsafe(format!("version {version}")));
            }
            schema::migrate_by(&mut connection, steps).map_err(failed)?;
        }
        Ok(Self { connection, path: path.into(), lock, poisoned: false })
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
        let made =
            tempfile::Builder::new().prefix(".new-").suffix(".db").tempfile_in(folder).map_err(unwritable)?;
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

    /// Makes a change: all of it in one durable transaction, or nothing.
    pub fn apply(&mut self, change: &Change, stamp: &Stamp) -> Result<Applied, StoreError> {
        self.writable()?;
        let done = Tx::begin(&mut self.connection, stamp).and_then(|mut tx| {
            let what = write::carry_out(&mut tx, change)?;
            tx.commit(what)
        });
        self.watch(done)
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

    /// Whether there is a change to take back.
    pub fn can_undo(&self) -> Result<bool, StoreError> {
        Ok(journal::last_done(&self.connection)?.is_some())
    }

    /// Whether there is a change to make again.
    pub fn can_redo(&self) -> Result<bool, StoreError> {
        Ok(journal::last_undone(&self.connection)?.is_some())
    }

    fn swap(&mut self, change: Option<i64>, undo: bool) -> Result<Option<Applied>, StoreError> {
        self.writable()?;
        let Some(change) = change else { return Ok(None) };
        // The swap leads to a state the file was in before, so every reference holds at its end; checking each row
        // on the way would scan all lines for each product of an import taken back.
        self.connection.pragma_update(None, "foreign_keys", "off")?;
        let done = journal::swap(&mut self.connection, change, undo);
        self.connection.pragma_update(None, "foreign_keys", "on")?;
        self.watch(done).map(Some)
    }

    fn writable(&self) -> Result<(), StoreError> {
        if self.lock.is_none() {
            return Err(StoreError::ReadOnly { pid: None });
        }
        if self.poisoned { Err(StoreError::Poisoned) } else { Ok(()) }
    }

    /// After a failure of the device nobody knows what is on it: no more writing until the file is opened again.
    fn watch<T>(&mut self, done: Result<T, StoreError>) -> Result<T, StoreError> {
        if let Err(error) = &done
            && error.is_device_failure()
        {
            self.poisoned = true;
        }
        done
    }
}
