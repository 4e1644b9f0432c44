//! Names for what a script is given: the same bytes have the same digest.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::error::ScriptError;

/// SHA-256, in hexadecimal, of a file, or of a folder's files with their names. Takes as long as reading them.
///
/// # Errors
/// [`ScriptError::Io`].
pub(super) fn digest(path: &Path) -> Result<String, ScriptError> {
    if !path.is_dir() {
        return Ok(hex::encode(of_file(path)?));
    }
    let mut files = Vec::new();
    gather(path, &mut files)?;
    files.sort();
    let mut whole = Sha256::new();
    for file in files {
        let name = file.strip_prefix(path).unwrap_or(&file).to_string_lossy().into_owned();
        whole.update((name.len() as u64).to_le_bytes());
        whole.update(name.as_bytes());
        whole.update(of_file(&file)?);
    }
    Ok(hex::encode(whole.finalize()))
}

fn gather(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), ScriptError> {
    for entry in fs::read_dir(folder).map_err(ScriptError::io(folder))? {
        let path = entry.map_err(ScriptError::io(folder))?.path();
        if path.is_dir() {
            gather(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

fn of_file(path: &Path) -> Result<Vec<u8>, ScriptError> {
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 20];
    let mut file = File::open(path).map_err(ScriptError::io(path))?;
    loop {
        match file.read(&mut buffer) {
            Ok(0) => return Ok(hash.finalize().to_vec()),
            Ok(count) => hash.update(&buffer[..count]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(ScriptError::io(path)(error)),
        }
    }
}
