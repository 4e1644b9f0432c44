//! What stands beside a finished output: of what it was made, so that the same call again does nothing.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::error::ScriptError;
use super::partial::{state_of, with_ending};
use crate::writing::{AtomicFile, WriteError};

/// What is to be done about an output.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// It is there, made of the same.
    Finished(Value),
    /// It is to be made.
    Nothing,
}

/// Where the manifest of an output stands.
pub(super) fn place(output: &Path) -> PathBuf {
    with_ending(output, ".manifest.json")
}

/// Looks at what stands under the output's name.
///
/// # Errors
/// [`ScriptError::AlreadyThere`] or [`ScriptError::MadeOtherwise`] where something else may not be replaced.
pub(super) fn look(output: &Path, identity: &Value, overwrite: bool) -> Result<Found, ScriptError> {
    if !output.exists() {
        return Ok(Found::Nothing);
    }
    let manifest: Option<Value> = std::fs::read(place(output)).ok().and_then(|json| serde_json::from_slice(&json).ok());
    match manifest {
        Some(manifest) if manifest["made_of"] == *identity => {
            // A state that is still there says that the output was not brought to its end.
            Ok(if state_of(output).exists() { Found::Nothing } else { Found::Finished(manifest) })
        }
        _ if overwrite => Ok(Found::Nothing),
        Some(_) => Err(ScriptError::MadeOtherwise(output.to_owned())),
        None => Err(ScriptError::AlreadyThere(output.to_owned())),
    }
}

/// Writes a manifest, whole or not at all. Comes before the output itself, while the state is still there: a kill
/// between the two leaves work to repeat, never an output that cannot be explained.
pub(super) fn write(output: &Path, manifest: &Value) -> Result<(), ScriptError> {
    let path = place(output);
    let mut file = AtomicFile::create(&path)?;
    let text = format!("{manifest:#}\n");
    file.write_all(text.as_bytes()).map_err(WriteError::io(&path))?;
    file.commit()?;
    Ok(())
}
