//! A folder that appears under its name whole or not at all.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use super::error::WriteError;
use super::moving::{Moving, WHOLE, digest_of};
use super::partial::{LOCK, MARK, beside, discard, folder_of, remove_stale, sync_directory, sync_folder};

/// A folder in the making, beside its target. Dropped before [`AtomicFolder::commit`], it leaves nothing behind. After a
/// crash it stays, hidden and under a name that ends in `.neurosieve-partial`, until the next one of the same target is
/// begun ([`remove_stale`]).
///
/// A target that is there already and holds something is added to: each file is renamed into it, the last one named by the
/// caller. A file that stands there already is never replaced, but for that last one, which the caller has made of the one
/// there. A crash between two renames is taken back when the next one of the same target is begun.
#[derive(Debug)]
pub struct AtomicFolder {
    target: PathBuf,
    making: PathBuf,
    /// The making's, held until it is gone.
    lock: Option<File>,
}

impl AtomicFolder {
    /// Begins a folder, and clears away what crashed writers of it left.
    ///
    /// # Errors
    /// [`WriteError::Io`].
    pub fn create(target: &Path) -> Result<Self, WriteError> {
        // Beside the folder itself where a link leads to it: only there it can be renamed.
        let link = target.is_symlink().then(|| fs::canonicalize(target).ok()).flatten();
        let target = link.unwrap_or_else(|| target.to_owned());
        // A folder that cannot be listed can be written into all the same.
        let _left = remove_stale(&target);
        // One who clears away may take it for a dead writer's in the instant before it is locked.
        let (making, lock) = begun(&target).or_else(|_| begun(&target)).map_err(WriteError::io(&target))?;
        Ok(Self { target, making, lock: Some(lock) })
    }

    /// Where to put the files meanwhile.
    #[must_use]
    pub fn path(&self) -> PathBuf {
        self.making.join(WHOLE)
    }

    /// Brings the folder to its name, or its files into the folder of that name, `last` after all others. Files that stand
    /// there already with the same bytes stay: so what was finished before a crash and never told of can be done again.
    ///
    /// # Errors
    /// [`WriteError::Taken`] where another file stands there already; nothing has changed then. [`WriteError::Io`].
    pub fn commit(self, last: Option<&str>) -> Result<(), WriteError> {
        let target = self.target.clone();
        let wrong = WriteError::io(&target);
        sync_all(&self.path()).map_err(WriteError::io(&target))?;
        if is_empty_or_absent(&target) {
            return self.renamed().map_err(wrong);
        }
        let Some(moving) = self.moving(last)? else { return Ok(()) };
        let moved = || {
            moving.note(&self.making)?;
            moving.carry_out(&self.making, &target)?;
            sync_directory(&target)
        };
        // What was moved before a failure is taken back when this goes.
        moved().map_err(wrong)
    }

    fn renamed(&self) -> io::Result<()> {
        // Some systems rename nothing onto a folder, an empty one either.
        if cfg!(windows) && self.target.exists() {
            fs::remove_dir(&self.target)?;
        }
        fs::rename(self.path(), &self.target)?;
        sync_folder(&self.target)
    }

    /// What is to be moved; none where all of it stands there already.
    fn moving(&self, last: Option<&str>) -> Result<Option<Moving>, WriteError> {
        let mut moving = Moving {
            into: self.target.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned()),
            names: Vec::new(),
            last: None,
        };
        let wrong = || WriteError::io(&self.target);
        let mut names = names(&self.path()).map_err(wrong())?;
        names.sort();
        for name in names {
            let (made, place) = (self.path().join(&name), self.target.join(&name));
            let digest = digest_of(&made).map_err(wrong())?;
            let name = name.to_string_lossy().into_owned();
            let is_same = digest_of(&place).is_ok_and(|there| there == digest);
            match (is_same, last == Some(&name)) {
                (true, _) => {}
                (false, true) => moving.last = Some(name),
                (false, false) if fs::symlink_metadata(&place).is_ok() => {
                    return Err(WriteError::Taken { path: place });
                }
                (false, false) => moving.names.push((name, digest)),
            }
        }
        Ok((!moving.names.is_empty() || moving.last.is_some()).then_some(moving))
    }
}

impl Drop for AtomicFolder {
    fn drop(&mut self) {
        if let Some(lock) = self.lock.take() {
            // What stays is cleared away when the next one of the same target is begun, as after a crash.
            let _left = discard(&self.making, lock);
        }
    }
}

fn begun(target: &Path) -> io::Result<(PathBuf, File)> {
    let prefix = beside(target, "").file_name().map_or_else(OsString::new, ToOwned::to_owned);
    let making = tempfile::Builder::new().prefix(&prefix).suffix(MARK).tempdir_in(folder_of(target))?;
    let lock = OpenOptions::new().write(true).create_new(true).open(making.path().join(LOCK))?;
    lock.lock()?;
    fs::create_dir(making.path().join(WHOLE))?;
    Ok((making.keep(), lock))
}

fn is_empty_or_absent(folder: &Path) -> bool {
    match fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_none(),
        Err(_) => fs::symlink_metadata(folder).is_err(),
    }
}

fn names(folder: &Path) -> io::Result<Vec<OsString>> {
    fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name())).collect()
}

/// Brings every file below a folder to the disk, and the folders with their names.
fn sync_all(folder: &Path) -> io::Result<()> {
    for name in names(folder)? {
        let path = folder.join(name);
        if path.is_dir() { sync_all(&path)? } else { OpenOptions::new().write(true).open(&path)?.sync_all()? }
    }
    sync_directory(folder)
}
