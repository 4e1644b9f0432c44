//! File tickets: paths that a person chose, by number. A face names numbers only, so it reaches nothing else.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::folders::shortened;
use crate::operations::files::{FileTicket, TicketId};
use crate::operations::{Failure, FailureCode};

/// The paths granted so far.
#[derive(Debug, Default)]
pub struct Tickets {
    granted: Mutex<HashMap<TicketId, PathBuf>>,
}

impl Tickets {
    /// A ticket for a path.
    pub fn grant(&self, path: &Path) -> FileTicket {
        let mut granted = self.granted.lock().unwrap_or_else(PoisonError::into_inner);
        let ticket = granted.len() as TicketId + 1;
        granted.insert(ticket, path.to_owned());
        let facts = std::fs::metadata(path).ok();
        let is_folder = facts.as_ref().is_some_and(std::fs::Metadata::is_dir);
        FileTicket {
            ticket,
            name: path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned()),
            folder: path.parent().map_or_else(String::new, shortened),
            size_bytes: facts.filter(|_| !is_folder).map_or(0, |facts| facts.len()),
            is_folder,
        }
    }

    /// The path of a ticket.
    ///
    /// # Errors
    /// [`FailureCode::UnknownTicket`].
    pub fn path(&self, ticket: TicketId) -> Result<PathBuf, Failure> {
        let granted = self.granted.lock().unwrap_or_else(PoisonError::into_inner);
        granted.get(&ticket).cloned().ok_or_else(|| Failure::new(FailureCode::UnknownTicket))
    }
}
