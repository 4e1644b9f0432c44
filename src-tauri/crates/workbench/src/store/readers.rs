//! Reading connections, lent out one per question, so that a long question blocks no other.

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use rusqlite::Connection;

use super::connection;
use super::error::StoreError;

/// Connections kept for later questions; more are opened when more are asked at once.
const KEPT: usize = 8;

/// The idle reading connections of a project.
#[derive(Debug)]
pub struct Readers {
    path: PathBuf,
    untouched: bool,
    idle: Mutex<Vec<Connection>>,
}

impl Readers {
    /// None is opened before it is needed. `untouched` where nothing may be made beside the file.
    pub fn new(path: &Path, untouched: bool) -> Self {
        Self { path: path.to_owned(), untouched, idle: Mutex::new(Vec::new()) }
    }

    /// Asks something; everything it reads stands at one moment.
    pub fn ask<T>(&self, question: impl FnOnce(&Connection) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let idle = self.lock().pop();
        let connection = match idle {
            Some(connection) => connection,
            None => connection::reading(&self.path, self.untouched)?,
        };
        let moment = connection.unchecked_transaction()?;
        let answer = question(&moment);
        drop(moment);
        let mut idle = self.lock();
        if idle.len() < KEPT {
            idle.push(connection);
        }
        answer
    }

    /// Closes all that are idle.
    pub fn close(&self) {
        self.lock().clear();
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Connection>> {
        self.idle.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}
