//! One project = one SQLite file. A table is one file here: its row, its SQL, its functions, its test.
//!
//! SQL stands nowhere else. One thread writes ([`writer`]), every question has a reading connection of its own
//! ([`readers`]), one process at a time may write ([`lock`]). While a project is open it is in WAL mode and its file says
//! so; a clean close folds the WAL in, so that at rest there is one file to copy. A copy that was made while it was open
//! and without its `-wal` is recognised by that mark and opens for reading only.
//!
//! Deliberately absent: what rows mean together (goals' health, rankings), jobs, and any knowledge of models.

// A table's key column bears the table's name, in SQL and in its row.
#![allow(clippy::struct_field_names)]

pub mod blind;
pub mod chunk;
mod connection;
pub mod copying;
pub mod decision;
pub mod deed;
pub mod document;
pub mod error;
pub mod example;
pub mod example_features;
pub mod example_vectors;
pub mod export;
pub mod facet;
pub mod file;
pub mod glance;
pub mod goal;
pub mod import;
pub mod job;
pub mod judgement;
mod lock;
pub mod map;
pub mod meta;
pub mod numbers;
pub mod original;
mod readers;
pub mod reading;
pub mod reading_note;
pub mod run;
pub mod salvage;
mod schema;
pub mod search;
pub mod set_aside;
pub mod special_string;
pub mod study;
pub mod training;
pub mod vectors;
mod writer;

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

pub use rusqlite::{Connection, Transaction};

use crate::operations::project::ReadOnlyBecause;
pub use connection::{check_library, library_version};
use copying::StopSign;
pub use error::StoreError;
use lock::WriterLock;
pub use lock::{BACKUPS, beside};
use readers::Readers;
use writer::Writer;

/// What may be done with an open project.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Everything.
    Write,
    /// Another process writes to it.
    Busy,
    /// A newer version of the app made it.
    Newer,
    /// It was copied while open and without its `-wal`: its last changes are missing.
    TornCopy,
    /// The system allows no writing.
    Protected,
}

impl Access {
    /// Why nothing can be written, as a word for the catalogue; none if all can be done.
    pub const fn reason(self) -> Option<ReadOnlyBecause> {
        match self {
            Self::Write => None,
            Self::Busy => Some(ReadOnlyBecause::Busy),
            Self::Newer => Some(ReadOnlyBecause::Newer),
            Self::TornCopy => Some(ReadOnlyBecause::TornCopy),
            Self::Protected => Some(ReadOnlyBecause::Protected),
        }
    }
}

/// An open project file.
#[derive(Debug)]
pub struct Store {
    path: PathBuf,
    access: Access,
    readers: Readers,
    writer: Option<Writer>,
    // Dropped last: the lock outlives the writer.
    _lock: Option<WriterLock>,
}

impl Store {
    /// Makes a new project file and opens it.
    pub fn create(path: &Path, name: &str) -> Result<Self, StoreError> {
        connection::check_library()?;
        if path.exists() {
            return Err(StoreError::AlreadyThere(path.to_owned()));
        }
        let lock = WriterLock::take(path)?;
        if lock.is_none() || path.exists() {
            return Err(StoreError::AlreadyThere(path.to_owned()));
        }
        make_whole(path, name).map_err(|e| e.at(path))?;
        let connection = connection::writing(path, false).map_err(|e| e.at(path))?;
        Self::writable(path, connection, lock)
    }

    /// Opens a project file: for writing where that is possible, else for reading only, and [`Store::access`] says why.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        connection::check_library()?;
        if check_header(path)? > schema::MIGRATIONS.len() {
            return Self::readable(path, Access::Newer, None);
        }
        let lock = match WriterLock::take(path) {
            Ok(Some(lock)) => lock,
            Ok(None) => return Self::readable(path, Access::Busy, None),
            Err(StoreError::Io { .. }) => return Self::readable(path, Access::Protected, None),
            Err(error) => return Err(error),
        };
        if fs::metadata(path).is_ok_and(|facts| facts.permissions().readonly()) {
            return Self::readable(path, Access::Protected, None);
        }
        let has_wal = beside(path, "wal").exists();
        let mut connection = connection::writing(path, false).map_err(|e| e.at(path))?;
        if schema::version(&connection).map_err(|e| e.at(path))? > schema::MIGRATIONS.len() {
            drop(connection);
            return Self::readable(path, Access::Newer, None);
        }
        if !has_wal && meta::value(&connection, meta::OPEN).map_err(|e| e.at(path))?.is_some() {
            drop(connection);
            return Self::readable(path, Access::TornCopy, Some(lock));
        }
        schema::migrate(&mut connection, path, schema::MIGRATIONS).map_err(|e| e.at(path))?;
        Self::writable(path, connection, Some(lock))
    }

    fn writable(path: &Path, connection: Connection, lock: Option<WriterLock>) -> Result<Self, StoreError> {
        // Were the mark to stay (a full disk at closing) and SQLite to remove the WAL all the same, the project would
        // pass for a torn copy: the WAL goes only by our own closing, behind the mark.
        connection::keep_wal(&connection).map_err(|e| e.at(path))?;
        meta::set(&connection, meta::OPEN, "yes").map_err(|e| e.at(path))?;
        // Into the file itself, so that a copy without its -wal carries the mark.
        fold_wal_in(&connection).map_err(|e| e.at(path))?;
        let writer = Writer::start(connection).map_err(|source| StoreError::Io { path: path.to_owned(), source })?;
        Ok(Self {
            path: path.to_owned(),
            access: Access::Write,
            readers: Readers::new(path, false),
            writer: Some(writer),
            _lock: lock,
        })
    }

    fn readable(path: &Path, access: Access, lock: Option<WriterLock>) -> Result<Self, StoreError> {
        let store = Self {
            path: path.to_owned(),
            access,
            readers: Readers::new(path, access == Access::TornCopy),
            writer: None,
            _lock: lock,
        };
        store.read(|connection| meta::value(connection, meta::NAME))?;
        Ok(store)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What may be done with it.
    pub const fn access(&self) -> Access {
        self.access
    }

    /// Asks something of one moment of the project.
    pub fn read<T>(&self, question: impl FnOnce(&Connection) -> Result<T, StoreError>) -> Result<T, StoreError> {
        self.readers.ask(question).map_err(|e| e.at(&self.path))
    }

    /// Changes something: all of it or nothing. When this returns, it is on the disk.
    pub fn write<T: Send + 'static>(
        &self,
        change: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.writer()?.transaction(change).map_err(|e| e.at(&self.path))
    }

    /// Bytes on disk, the WAL included.
    pub fn size_bytes(&self) -> u64 {
        let size = |path: &Path| fs::metadata(path).map_or(0, |facts| facts.len());
        size(&self.path) + size(&beside(&self.path, "wal"))
    }

    /// Gives the space of what was deleted back to the disk; says how many bytes.
    pub fn give_space_back(&self) -> Result<u64, StoreError> {
        let before = self
            .writer()?
            .with_connection(|c| fold_wal_in(c))
            .map(|()| self.size_bytes())
            .map_err(|e| e.at(&self.path))?;
        self.writer()?
            .with_connection(|connection| {
                // One row a page: the statement must be stepped to its end.
                let mut vacuum = connection.prepare("PRAGMA incremental_vacuum")?;
                let mut pages = vacuum.query([])?;
                while pages.next()?.is_some() {}
                drop(pages);
                drop(vacuum);
                fold_wal_in(connection)
            })
            .map_err(|e| e.at(&self.path))?;
        Ok(before.saturating_sub(self.size_bytes()))
    }

    /// Writes a whole, checked copy that opens as a project of its own; it appears whole or not at all. Gives its bytes.
    pub fn copy_to(&self, to: &Path, stop: &StopSign) -> Result<u64, StoreError> {
        let _lock = WriterLock::take(to)?.ok_or_else(|| StoreError::Busy(to.to_owned()))?;
        copying::put(to, |part| {
            self.readers.ask(|connection| copying::copy_whole(connection, part, stop))?;
            copying::remove_wal(to)
        })
    }

    /// Closes the project: one file is left. The same happens when the store is dropped.
    pub fn close(self) {
        drop(self);
    }

    fn writer(&self) -> Result<&Writer, StoreError> {
        self.writer.as_ref().ok_or(StoreError::ReadOnly)
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        self.readers.close();
        let Some(connection) = self.writer.as_mut().and_then(Writer::stop) else { return };
        // Failing here loses nothing: the WAL stays beside the file and is read at the next opening.
        let closed = meta::remove(&connection, meta::OPEN).and_then(|()| fold_wal_in(&connection));
        if closed.is_ok() {
            let _ = connection.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(()));
        }
    }
}

/// Opens another copy of a project for reading, and leaves it as it is: a copy of this version, with all its changes.
pub fn other_copy(path: &Path) -> Result<Connection, StoreError> {
    let (found, known) = (check_header(path)?, schema::MIGRATIONS.len());
    let owned = || path.to_owned();
    match found.cmp(&known) {
        std::cmp::Ordering::Less => return Err(StoreError::TooOld { path: owned(), found, known }),
        std::cmp::Ordering::Greater => return Err(StoreError::TooNew { path: owned(), found, known }),
        std::cmp::Ordering::Equal => {}
    }
    let opened = connection::reading(path, false).and_then(|other| Ok((meta::value(&other, meta::OPEN)?, other)));
    let (open, other) = opened.map_err(|e| e.at(path))?;
    if open.is_some() && !beside(path, "wal").exists() {
        return Err(StoreError::TornCopy(owned()));
    }
    Ok(other)
}

/// Makes an empty project beside its place and moves it there, so that a project is never half made.
fn make_whole(path: &Path, name: &str) -> Result<(), StoreError> {
    let making = beside(path, "new");
    for stale in ["", "-wal", "-shm"] {
        let mut stale_name = making.clone().into_os_string();
        stale_name.push(stale);
        let _ = fs::remove_file(stale_name);
    }
    let mut connection = connection::writing(&making, true)?;
    schema::migrate(&mut connection, &making, schema::MIGRATIONS)?;
    meta::set(&connection, meta::NAME, name)?;
    fold_wal_in(&connection)?;
    connection.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(()))?;
    drop(connection);
    let io = |source| StoreError::Io { path: path.to_owned(), source };
    // A WAL that outlived its file would be played into the new one.
    for orphan in ["wal", "shm"].map(|suffix| beside(path, suffix)).iter().filter(|orphan| orphan.exists()) {
        fs::rename(orphan, beside(orphan, "left-behind")).map_err(io)?;
    }
    fs::File::open(&making).and_then(|file| file.sync_all()).map_err(io)?;
    fs::rename(&making, path).map_err(io)
}

/// Moves everything from the WAL into the file.
fn fold_wal_in(connection: &Connection) -> Result<(), StoreError> {
    Ok(connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?)
}

/// Looks at the first hundred bytes before SQLite does: foreign files are said to be that, and stay untouched.
fn check_header(path: &Path) -> Result<usize, StoreError> {
    let io = |source: std::io::Error| match source.kind() {
        std::io::ErrorKind::NotFound => StoreError::NotFound(path.to_owned()),
        _ => StoreError::Io { path: path.to_owned(), source },
    };
    if fs::metadata(path).map_err(io)?.is_dir() {
        return Err(StoreError::NotAProject(path.to_owned()));
    }
    let mut head = Vec::new();
    fs::File::open(path).map_err(io)?.take(100).read_to_end(&mut head).map_err(io)?;
    let ours = head.len() == 100
        && head.starts_with(b"SQLite format 3\0")
        && head[68..72] == connection::APPLICATION_ID.to_be_bytes();
    if !ours {
        return Err(StoreError::NotAProject(path.to_owned()));
    }
    Ok(u32::from_be_bytes([head[60], head[61], head[62], head[63]]) as usize)
}

#[cfg(test)]
mod tests;
