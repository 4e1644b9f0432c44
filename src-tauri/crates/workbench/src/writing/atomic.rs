//! A file that appears under its name whole or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use super::error::WriteError;
use super::partial::{MARK, beside, sync_folder};

/// A file in the making, in the folder of its target.
///
/// [`AtomicFile::commit`] brings the bytes to the disk, renames the file over its target and brings the folder to the
/// disk. Dropped before that, it is removed. After a crash it stays behind; it was locked while its writer lived, so
/// [`super::remove_stale`] can tell.
#[derive(Debug)]
pub struct AtomicFile {
    target: PathBuf,
    partial: PathBuf,
    writer: Option<BufWriter<File>>,
}

impl AtomicFile {
    /// Begins a file.
    ///
    /// # Errors
    /// [`WriteError::Io`].
    pub fn create(target: &Path) -> Result<Self, WriteError> {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let partial = beside(target, &format!("{}-{number}{MARK}", std::process::id()));
        let open = || {
            let file = OpenOptions::new().write(true).create_new(true).open(&partial)?;
            file.lock()?;
            Ok(file)
        };
        let file = open().map_err(WriteError::io(target))?;
        let writer = Some(BufWriter::with_capacity(256 * 1024, file));
        Ok(Self { target: target.to_owned(), partial, writer })
    }

    /// Where the file will appear.
    #[must_use]
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// Brings the bytes to the disk and the file to its name; gives its size in bytes.
    ///
    /// # Errors
    /// [`WriteError::Io`]; the target is then what it was, unless only the folder could not be brought to the disk.
    pub fn commit(mut self) -> Result<u64, WriteError> {
        let finish = |writer: BufWriter<File>| {
            let file = writer.into_inner().map_err(io::IntoInnerError::into_error)?;
            file.sync_all()?;
            let bytes = file.metadata()?.len();
            // Some systems rename no open file.
            drop(file);
            fs::rename(&self.partial, &self.target)?;
            sync_folder(&self.target)?;
            Ok(bytes)
        };
        match self.writer.take() {
            Some(writer) => finish(writer).map_err(|source| {
                let _gone = fs::remove_file(&self.partial);
                WriteError::Io { path: self.target.clone(), source }
            }),
            None => Ok(0),
        }
    }
}

impl Write for AtomicFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writer.as_mut().map_or(Ok(0), |writer| writer.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.as_mut().map_or(Ok(()), Write::flush)
    }
}

impl Drop for AtomicFile {
    fn drop(&mut self) {
        if let Some(writer) = self.writer.take() {
            // Into its parts, so that dropping does not write what nobody will read.
            drop(writer.into_parts());
            let _gone = fs::remove_file(&self.partial);
        }
    }
}
