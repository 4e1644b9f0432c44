//! Small JSON files of this computer's own: settings, added models, measured speeds.
//!
//! Each is replaced whole or not at all, and changed under a lock, so that two windows lose nothing of each other's. A
//! file that cannot be understood is set aside under another name, never overwritten.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::operations::{Failure, FailureCode};
use crate::writing::{AtomicFile, WriteError};

/// A JSON file could not be read or written.
#[derive(Debug, thiserror::Error)]
#[error("{path}: {source}", path = .path.display())]
pub struct JsonFileError {
    /// The file.
    pub path: PathBuf,
    /// The system's reason.
    pub source: std::io::Error,
}

impl JsonFileError {
    fn at(path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self { path, source }
    }
}

impl From<JsonFileError> for Failure {
    fn from(error: JsonFileError) -> Self {
        let code = match error.source.kind() {
            std::io::ErrorKind::PermissionDenied => FailureCode::NotAllowed,
            _ => FailureCode::Io,
        };
        Self::new(code).text("path", error.path.display().to_string()).text("detail", error.source.to_string())
    }
}

/// Reads a file; the default where there is none, and where it is damaged, which sets it aside.
///
/// # Errors
/// [`JsonFileError`] if it is there but may not be read.
pub fn load<T: DeserializeOwned + Default>(path: &Path) -> Result<T, JsonFileError> {
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(T::default()),
        Err(source) => return Err(JsonFileError::at(path)(source)),
    };
    if let Ok(value) = serde_json::from_slice(&bytes) {
        return Ok(value);
    }
    set_aside(path)?;
    Ok(T::default())
}

/// Reads, changes and replaces a file, alone among all processes.
///
/// # Errors
/// [`JsonFileError`] if it may not be read or written; then it is as it was.
pub fn change<T, R>(path: &Path, edit: impl FnOnce(&mut T) -> R) -> Result<R, JsonFileError>
where
    T: DeserializeOwned + Default + Serialize,
{
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(JsonFileError::at(folder))?;
    let lock_path = path.with_extension("lock");
    let lock = File::create(&lock_path).map_err(JsonFileError::at(&lock_path))?;
    lock.lock().map_err(JsonFileError::at(&lock_path))?;
    let mut value = load(path)?;
    let answer = edit(&mut value);
    replace(path, &value)?;
    Ok(answer)
}

/// Writes a file, in place of what was there, and says how many bytes it has.
///
/// # Errors
/// [`JsonFileError`] if it may not be written; then what was there is as it was.
pub fn write(path: &Path, value: &impl Serialize) -> Result<u64, JsonFileError> {
    replace(path, value)?;
    Ok(fs::metadata(path).map_err(JsonFileError::at(path))?.len())
}

fn replace(path: &Path, value: &impl Serialize) -> Result<(), JsonFileError> {
    let at = || JsonFileError::at(path);
    let text = serde_json::to_vec_pretty(value).map_err(|error| at()(error.into()))?;
    let mut file = AtomicFile::create(path).map_err(|error| of_writing(path, error))?;
    file.write_all(&text).map_err(at())?;
    file.commit().map_err(|error| of_writing(path, error))?;
    Ok(())
}

fn of_writing(path: &Path, error: WriteError) -> JsonFileError {
    match error {
        WriteError::Io { path, source } => JsonFileError { path, source },
        other => JsonFileError::at(path)(std::io::Error::other(other)),
    }
}

fn set_aside(path: &Path) -> Result<(), JsonFileError> {
    let mut number = 1;
    let named = |number: u32| path.with_extension(format!("damaged-{number}.json"));
    while named(number).exists() {
        number += 1;
    }
    fs::rename(path, named(number)).map_err(JsonFileError::at(path))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_damaged_file_is_set_aside_and_not_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("list.json");
        fs::write(&path, "[\"a\", ").unwrap();
        let mut list: Vec<String> = load(&path).unwrap();
        assert!(list.is_empty());
        change(&path, |list: &mut Vec<String>| list.push("b".to_owned())).unwrap();
        list = load(&path).unwrap();
        assert_eq!(list, ["b"]);
        assert_eq!(fs::read_to_string(folder.path().join("list.damaged-1.json")).unwrap(), "[\"a\", ");
    }

    #[test]
    fn many_changes_at_once_lose_nothing_of_each_other() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/list.json");
        std::thread::scope(|scope| {
            for writer in 0..8 {
                let path = &path;
                scope.spawn(move || {
                    for turn in 0..10 {
                        change(path, |list: &mut Vec<u32>| list.push(writer * 100 + turn)).unwrap();
                    }
                });
            }
        });
        let list: Vec<u32> = load(&path).unwrap();
        assert_eq!(list.len(), 80);
    }
}
