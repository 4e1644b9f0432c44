//! A folder that appears under its name whole or not at all.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use super::error::WriteError;

/// A folder in the making, beside its target. Dropped before [`AtomicFolder::commit`], it leaves nothing behind;
/// after a crash it stays, under a name that ends in `.neurosieve-partial`, and may be deleted.
///
/// A target that is there already is added to: each file is renamed into it, the last one named by the caller. A file
/// that stands there already is never replaced, but for that last one, which the caller has made of the one there.
#[derive(Debug)]
pub struct AtomicFolder {
    target: PathBuf,
    making: tempfile::TempDir,
}

impl AtomicFolder {
    /// Begins a folder.
    ///
    /// # Errors
    /// [`WriteError::Io`].
    pub fn create(target: &Path) -> Result<Self, WriteError> {
        let beside = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let name = target.file_name().map_or_else(OsString::new, ToOwned::to_owned);
        let mut prefix = OsString::from(".");
        prefix.push(name);
        let making = tempfile::Builder::new().prefix(&prefix).suffix(".neurosieve-partial").tempdir_in(beside);
        let making = making.map_err(WriteError::io(target))?;
        open_to_others(making.path()).map_err(WriteError::io(target))?;
        Ok(Self { target: target.to_owned(), making })
    }

    /// Where to put the files meanwhile.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.making.path()
    }

    /// Where the folder will appear.
    #[must_use]
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// Brings the folder to its name, or its files into the folder of that name, `last` after all others.
    ///
    /// # Errors
    /// [`WriteError::Taken`] where a file stands there already; nothing has changed then. [`WriteError::Io`].
    pub fn commit(self, last: Option<&str>) -> Result<(), WriteError> {
        if !self.target.exists() {
            let (target, partial) = (self.target, self.making.keep());
            return fs::rename(&partial, &target).map_err(|source| {
                let _gone = fs::remove_dir_all(&partial);
                WriteError::Io { path: target, source }
            });
        }
        let mut files = names(self.making.path()).map_err(WriteError::io(&self.target))?;
        files.sort_by_key(|name| last.is_some_and(|last| name == last));
        let is_last = |name: &OsString| last.is_some_and(|last| name == last);
        if let Some(name) = files.iter().find(|name| !is_last(name) && self.target.join(name).exists()) {
            return Err(WriteError::Taken { path: self.target.join(name) });
        }
        for name in &files {
            let place = self.target.join(name);
            fs::rename(self.making.path().join(name), &place).map_err(WriteError::io(&place))?;
        }
        Ok(())
    }
}

fn names(folder: &Path) -> std::io::Result<Vec<OsString>> {
    fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name())).collect()
}

/// As any folder a person makes, not the private one that temporary folders are.
#[cfg(unix)]
fn open_to_others(folder: &Path) -> std::io::Result<()> {
    fs::set_permissions(folder, std::os::unix::fs::PermissionsExt::from_mode(0o755))
}

#[cfg(not(unix))]
#[allow(clippy::unnecessary_wraps, reason = "the other systems can refuse")]
fn open_to_others(_folder: &Path) -> std::io::Result<()> {
    Ok(())
}
