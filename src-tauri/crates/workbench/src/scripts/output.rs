//! Where a script's file goes, and that nothing is lost by it.

use std::path::Path;

use super::error::ScriptError;
use crate::writing::{OutFormat, remove_stale};

/// The format that the name asks for. Refuses to replace what is there unless it may go, and clears away what a writer
/// that was killed left behind.
///
/// # Errors
/// [`ScriptError::AlreadyThere`], or a name that says no format.
pub(super) fn make_way(output: &Path, overwrite: bool) -> Result<OutFormat, ScriptError> {
    let format = OutFormat::of(output)?;
    if output.exists() && !overwrite {
        return Err(ScriptError::AlreadyThere(output.to_owned()));
    }
    remove_stale(output)?;
    Ok(format)
}

/// The format that the name asks for, one of those that hold the work's records.
///
/// # Errors
/// A name that says none of them.
pub(super) fn format_of(output: &Path, known: &[OutFormat]) -> Result<OutFormat, ScriptError> {
    let format = OutFormat::of(output)?;
    if !known.contains(&format) {
        return Err(ScriptError::WrongFormat(output.to_owned()));
    }
    if let Some(folder) = output.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.is_dir()) {
        return Err(ScriptError::NoFolder(folder.to_owned()));
    }
    remove_stale(output)?;
    Ok(format)
}
