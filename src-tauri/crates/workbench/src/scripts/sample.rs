//! The features that ship with the sample, computed anew.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::error::ScriptError;
use crate::project::sample;
use crate::writing::{AtomicFile, WriteError};

/// Reads the sample with the starter model and writes `features.bin` into a folder; gives its path.
///
/// # Errors
/// [`ScriptError`].
pub fn sample_features(model: &Path, folder: &Path) -> Result<PathBuf, ScriptError> {
    let scratch = tempfile::tempdir().map_err(ScriptError::io(folder))?;
    let bytes = sample::compute_features(model, scratch.path())?;
    let path = folder.join("features.bin");
    let mut file = AtomicFile::create(&path)?;
    file.write_all(&bytes).map_err(WriteError::io(&path))?;
    file.commit()?;
    Ok(path)
}
