//! What can go wrong with a project file.

use std::path::{Path, PathBuf};

use crate::operations::{Failure, FailureCode};

/// Why the store could not do something.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The file is not there.
    #[error("{} is not there", .0.display())]
    NotFound(PathBuf),
    /// A file is there already.
    #[error("{} is there already", .0.display())]
    AlreadyThere(PathBuf),
    /// Some other kind of file.
    #[error("{} is no Neurosieve project", .0.display())]
    NotAProject(PathBuf),
    /// The file's pages or our own rows are damaged.
    #[error("the project {} is damaged: {detail}", path.display())]
    Damaged {
        /// The project.
        path: PathBuf,
        /// What was found.
        detail: String,
    },
    /// An older version made it, and it is only to be read.
    #[error("{} was made by an older version: its schema is {found}, and this one knows {known}", path.display())]
    TooOld {
        /// The project.
        path: PathBuf,
        /// Its schema's version.
        found: usize,
        /// The version wanted.
        known: usize,
    },
    /// A newer version made it.
    #[error("{} was made by a newer version: its schema is {found}, and this one knows {known}", path.display())]
    TooNew {
        /// The project.
        path: PathBuf,
        /// Its schema's version.
        found: usize,
        /// The newest version known.
        known: usize,
    },
    /// It was copied while open and without its `-wal`.
    #[error("{} was copied while it was open, and its last changes are missing", .0.display())]
    TornCopy(PathBuf),
    /// Another process writes to the project.
    #[error("{} is open in another window", .0.display())]
    Busy(PathBuf),
    /// A copy was no longer wanted before it was whole.
    #[error("the copy was stopped before it was whole")]
    Stopped,
    /// The project is open for reading only.
    #[error("the project is open for reading only")]
    ReadOnly,
    /// No room for what was to be written.
    #[error("the disk of {} is full", .0.display())]
    Full(PathBuf),
    /// The system refused.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// The system's words.
        source: std::io::Error,
    },
    /// The library is too old to be trusted.
    #[error("SQLite {0} is older than 3.51.3, which repairs damage by two connections")]
    OldSqlite(&'static str),
    /// A row that was named is not there.
    #[error("{what} {id} is not there")]
    NoSuch {
        /// "goal", "document", …
        what: &'static str,
        /// Its number.
        id: i64,
    },
    /// A value of ours does not read back.
    #[error("a stored value does not read back: {0}")]
    Value(String),
    /// SQLite's own words.
    #[error(transparent)]
    Sql(#[from] rusqlite::Error),
    /// The writing thread ended.
    #[error("the project's writer ended")]
    WriterGone,
}

impl From<serde_json::Error> for StoreError {
    fn from(error: serde_json::Error) -> Self {
        Self::Value(error.to_string())
    }
}

impl StoreError {
    /// Puts the project's path to what SQLite says, and finds the kinds a person can do something about.
    pub fn at(self, path: &Path) -> Self {
        use rusqlite::ErrorCode as Code;
        let Self::Sql(error) = self else { return self };
        let path = path.to_owned();
        match error.sqlite_error_code() {
            Some(Code::DiskFull) => Self::Full(path),
            Some(Code::NotADatabase) => Self::NotAProject(path),
            Some(Code::DatabaseCorrupt) => Self::Damaged { path, detail: error.to_string() },
            Some(Code::SystemIoFailure | Code::CannotOpen | Code::PermissionDenied) => {
                Self::Io { path, source: std::io::Error::other(error.to_string()) }
            }
            Some(Code::ReadOnly) => Self::ReadOnly,
            _ => Self::Sql(error),
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        use FailureCode as Code;
        let detail = error.to_string();
        let on = |code, path: &Path| Failure::new(code).text("path", crate::folders::shortened(path));
        match &error {
            StoreError::NotFound(path) => on(Code::NotFound, path),
            StoreError::AlreadyThere(path) => on(Code::AlreadyThere, path),
            StoreError::NotAProject(path) => on(Code::NotAProject, path),
            StoreError::Damaged { path, detail } => on(Code::ProjectDamaged, path).text("detail", detail),
            StoreError::TooOld { path, found, known } | StoreError::TooNew { path, found, known } => {
                let is_old = matches!(error, StoreError::TooOld { .. });
                let failure = on(if is_old { Code::ProjectTooOld } else { Code::ProjectTooNew }, path);
                failure.number("found", *found as f64).number("known", *known as f64)
            }
            StoreError::TornCopy(path) => on(Code::TornCopy, path),
            StoreError::Busy(path) => on(Code::ProjectBusy, path),
            StoreError::ReadOnly => Failure::new(Code::ReadOnly),
            StoreError::Full(path) => crate::files::disk_filled(path),
            StoreError::Io { path, source } => crate::files::io_failure(path, source),
            StoreError::NoSuch { what, id } => {
                Failure::new(Code::NoSuchThing).text("what", *what).number("id", *id as f64)
            }
            StoreError::OldSqlite(_)
            | StoreError::Stopped
            | StoreError::Value(_)
            | StoreError::Sql(_)
            | StoreError::WriterGone => Failure::new(Code::Internal).text("detail", detail),
        }
    }
}
