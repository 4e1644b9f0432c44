//! What is in the making beside its target: how it is called, how a living writer is told from a dead one, and how what a
//! dead one left is cleared away.
//!
//! Ours is only what has our ending, stands beside its target under the target's name, and is or holds a file that could be
//! locked: writers hold that lock for as long as they live, and a kill lets go of it.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use super::error::WriteError;
use super::moving;

/// How everything in the making ends.
pub const MARK: &str = ".neurosieve-partial";
/// The file in a folder in the making that its writer holds.
pub const LOCK: &str = "lock";

/// A name beside a target: hidden, with the target's name before the ending.
pub fn beside(target: &Path, ending: &str) -> PathBuf {
    let name = target.file_name().map(|n| n.to_string_lossy()).unwrap_or_default();
    folder_of(target).join(format!(".{name}.{ending}"))
}

/// Where a target lies.
pub fn folder_of(target: &Path) -> &Path {
    target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Removes what crashed writers of this target left behind, files and folders; gives how many that were. Files that a
/// folder's writer had moved into a folder that was there already are taken out again.
///
/// # Errors
/// [`WriteError::Io`] when the folder cannot be listed.
pub fn remove_stale(target: &Path) -> Result<usize, WriteError> {
    let prefix = beside(target, "").file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let mut removed = 0;
    for entry in fs::read_dir(folder_of(target)).map_err(WriteError::io(target))? {
        let entry = entry.map_err(WriteError::io(target))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with(&prefix) && name.ends_with(MARK) {
            removed += usize::from(removed_if_abandoned(&entry.path()).is_ok_and(|gone| gone));
        }
    }
    Ok(removed)
}

fn removed_if_abandoned(partial: &Path) -> io::Result<bool> {
    let kind = fs::symlink_metadata(partial)?.file_type();
    if kind.is_file() {
        return Ok(lock_of_the_dead(partial)?.is_some() && fs::remove_file(partial).is_ok());
    }
    if !kind.is_dir() {
        return Ok(false);
    }
    match lock_of_the_dead(&partial.join(LOCK)) {
        Ok(Some(lock)) => discard(partial, lock).map(|()| true),
        Ok(None) => Ok(false),
        // Killed before it had a lock: then it has nothing else either, and what is not empty is not ours.
        Err(_) => Ok(fs::remove_dir(partial).is_ok()),
    }
}

/// Clears a folder in the making away. What its writer had begun to move out of it is taken back first; where that fails,
/// all stays as it is for the next one who tries. Its lock goes last and is held until then: two that clean up do not
/// meet, and what a kill leaves of it meanwhile is still known as ours.
///
/// # Errors
/// What the system says.
pub fn discard(making: &Path, lock: File) -> io::Result<()> {
    moving::take_back(making)?;
    for entry in fs::read_dir(making)? {
        let entry = entry?;
        if entry.file_name() != LOCK {
            let path = entry.path();
            if entry.file_type()?.is_dir() { fs::remove_dir_all(path)? } else { fs::remove_file(path)? }
        }
    }
    // Not every system removes a file that is open.
    drop(lock);
    fs::remove_file(making.join(LOCK))?;
    fs::remove_dir(making)
}

/// The lock of a writer that lives no more; none if it lives.
fn lock_of_the_dead(path: &Path) -> io::Result<Option<File>> {
    let file = OpenOptions::new().write(true).open(path)?;
    Ok(file.try_lock().is_ok().then_some(file))
}

/// A rename is only on the disk when its folder is. Windows opens no folder as a file and needs none of this.
///
/// # Errors
/// What the system says.
pub fn sync_folder(target: &Path) -> io::Result<()> {
    sync_directory(folder_of(target))
}

/// Brings a folder's list of names to the disk.
///
/// # Errors
/// What the system says.
pub fn sync_directory(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}
