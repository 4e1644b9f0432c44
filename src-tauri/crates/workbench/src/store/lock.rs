//! The writer lock: an operating-system lock on a second file beside the project, so that it ends with its process.

use std::fs::{self, File, OpenOptions};
use std::path::{Path, PathBuf};

use super::error::StoreError;

/// Held as long as a process may write to a project.
#[derive(Debug)]
pub struct WriterLock {
    file: File,
    path: PathBuf,
}

impl WriterLock {
    /// Takes the lock; nothing if another process holds it.
    pub fn take(project: &Path) -> Result<Option<Self>, StoreError> {
        let path = beside(project, "lock");
        loop {
            let opened = OpenOptions::new().create(true).truncate(false).write(true).open(&path);
            let file = match opened {
                Ok(file) => file,
                Err(source) => return Err(StoreError::Io { path, source }),
            };
            match file.try_lock() {
                Ok(()) => {}
                Err(std::fs::TryLockError::WouldBlock) => return Ok(None),
                Err(std::fs::TryLockError::Error(source)) => return Err(StoreError::Io { path, source }),
            }
            // The last holder may have removed the file between our opening and locking it.
            if is_same_file(&file, &path) {
                return Ok(Some(Self { file, path }));
            }
        }
    }
}

impl Drop for WriterLock {
    fn drop(&mut self) {
        // Removed while still held, so that nobody can hold a lock on the old file and on a new one. Where the system
        // does not remove open files, an empty file stays and does no harm.
        let _ = fs::remove_file(&self.path);
        let _ = self.file.unlock();
    }
}

/// The suffix of the folder beside a project that holds its backups.
pub const BACKUPS: &str = "backups";

/// The path of a companion file: `name.neurosieve-suffix`.
pub fn beside(project: &Path, suffix: &str) -> PathBuf {
    let mut name = project.as_os_str().to_owned();
    name.push("-");
    name.push(suffix);
    PathBuf::from(name)
}

#[cfg(unix)]
fn is_same_file(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), fs::metadata(path)) {
        (Ok(held), Ok(there)) => (held.dev(), held.ino()) == (there.dev(), there.ino()),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_same_file(_file: &File, path: &Path) -> bool {
    path.exists()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_writer_is_turned_away_until_the_first_is_done() {
        let folder = tempfile::tempdir().unwrap();
        let project = folder.path().join("a.neurosieve");
        let first = WriterLock::take(&project).unwrap().unwrap();
        assert!(WriterLock::take(&project).unwrap().is_none());
        drop(first);
        assert!(WriterLock::take(&project).unwrap().is_some());
        assert!(!beside(&project, "lock").exists(), "nothing stays beside the project");
    }
}
