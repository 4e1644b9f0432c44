//! A Hugging Face model folder: which of its files matter, and that none of them is a pickle.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::damage::Damage;
use super::safetensors::{Checkpoint, shards};
use crate::error::BackboneError;
use crate::families::{self, Family, Settings};

/// The list of a sharded checkpoint's files.
pub const INDEX: &str = "model.safetensors.index.json";
/// Far beyond any model's settings.
const SETTINGS_LIMIT: u64 = 4 << 20;
/// Large vocabularies with their merges need about 35 MB.
pub(crate) const TOKENIZER_LIMIT: u64 = 256 << 20;
/// Sharded models of a trillion weights stay below.
const INDEX_LIMIT: u64 = 64 << 20;
/// Endings of files that Python unpickles.
const PICKLES: [&str; 6] = ["bin", "pt", "pth", "ckpt", "pkl", "pickle"];

/// The files of a model folder, found but not loaded.
pub struct Folder {
    /// The folder.
    pub path: PathBuf,
    /// config.json.
    pub settings: Settings,
    /// Weight files, in the order of their names.
    pub weights: Vec<PathBuf>,
}

impl Folder {
    /// Finds the files.
    ///
    /// # Errors
    /// [`BackboneError::Incomplete`] naming what is missing, [`BackboneError::Pickle`] where only pickles are there.
    pub fn open(path: &Path) -> Result<Self, BackboneError> {
        let settings = read_json(&path.join("config.json"), SETTINGS_LIMIT, path)?;
        let Value::Object(settings) = settings else {
            let damage = Damage::Text { what: "it".into(), reason: "not a JSON object".into() };
            return Err(BackboneError::Damaged { path: path.join("config.json"), damage });
        };
        if !path.join("tokenizer.json").is_file() {
            return Err(incomplete(path, "tokenizer.json"));
        }
        Ok(Self { path: path.to_owned(), settings: Settings(settings), weights: weight_files(path)? })
    }

    /// The family that its settings name.
    ///
    /// # Errors
    /// [`BackboneError::UnknownArchitecture`]; [`BackboneError::Setting`] when no type is named.
    pub fn family(&self) -> Result<&'static Family, BackboneError> {
        let name = self.settings.text("model_type");
        families::of_model_type(name.ok_or_else(|| self.settings.wrong("model_type", "a name"))?)
    }

    /// tokenizer.json's text.
    ///
    /// # Errors
    /// [`BackboneError::Damaged`] when it is beyond any tokenizer's size; [`BackboneError::Io`].
    pub fn tokenizer(&self) -> Result<Vec<u8>, BackboneError> {
        read_bounded(&self.path.join("tokenizer.json"), TOKENIZER_LIMIT, &self.path)
    }

    /// The weights, mapped.
    ///
    /// # Errors
    /// As [`Checkpoint::open`].
    pub fn checkpoint(&self) -> Result<Checkpoint, BackboneError> {
        Checkpoint::open(&self.weights)
    }

    /// What to call it: a hub cache keeps "models--owner--name/snapshots/revision".
    #[must_use]
    pub fn name(&self) -> String {
        let parts = self.path.components().rev().filter_map(|part| part.as_os_str().to_str());
        let cached = parts.clone().take(3).find_map(|part| part.strip_prefix("models--"));
        let plain = || self.path.file_name().map(|name| name.to_string_lossy().into_owned());
        cached.map(|name| name.replace("--", "/")).or_else(plain).unwrap_or_else(|| "model".to_owned())
    }
}

/// Refuses pickles by name and by their first bytes (protocol 2 and later; zip archives of torch).
///
/// # Errors
/// [`BackboneError::Pickle`].
pub fn refuse_pickle(path: &Path) -> Result<(), BackboneError> {
    let by_name = path
        .extension()
        .and_then(|e| e.to_str())
        .is_some_and(|e| PICKLES.iter().any(|pickle| e.eq_ignore_ascii_case(pickle)));
    let mut first = [0u8; 4];
    let read = fs::File::open(path).and_then(|mut file| file.read(&mut first)).unwrap_or(0);
    let by_magic = read == 4 && ((first[0] == 0x80 && (2..=5).contains(&first[1])) || first == *b"PK\x03\x04");
    if by_name || by_magic { Err(BackboneError::Pickle { path: path.to_owned() }) } else { Ok(()) }
}

fn weight_files(folder: &Path) -> Result<Vec<PathBuf>, BackboneError> {
    let single = folder.join("model.safetensors");
    let index = folder.join(INDEX);
    let files = if single.is_file() {
        vec![single]
    } else if index.is_file() {
        shards(folder, &read_json(&index, INDEX_LIMIT, folder)?)?
    } else {
        refuse_only_pickles(folder)?;
        Vec::new()
    };
    if files.is_empty() {
        return Err(incomplete(folder, "model.safetensors"));
    }
    files.iter().try_for_each(|file| refuse_pickle(file))?;
    Ok(files)
}

/// Says that a folder has pickles, where it has them and nothing better.
fn refuse_only_pickles(folder: &Path) -> Result<(), BackboneError> {
    let entries = fs::read_dir(folder).map_err(|source| BackboneError::Io { path: folder.to_owned(), source })?;
    let mut names: Vec<PathBuf> = entries.filter_map(Result::ok).map(|entry| entry.path()).collect();
    names.sort();
    names.iter().filter(|path| path.is_file()).try_for_each(|path| refuse_pickle(path))
}

fn incomplete(folder: &Path, missing: &str) -> BackboneError {
    BackboneError::Incomplete { path: folder.to_owned(), missing: missing.to_owned() }
}

/// A file of JSON, no larger than it may be.
///
/// # Errors
/// [`BackboneError::Incomplete`] when it is not in `folder`; [`BackboneError::Damaged`]; [`BackboneError::Io`].
pub(crate) fn read_json(path: &Path, limit: u64, folder: &Path) -> Result<Value, BackboneError> {
    let bytes = read_bounded(path, limit, folder)?;
    serde_json::from_slice(&bytes).map_err(|error| BackboneError::Damaged {
        path: path.to_owned(),
        damage: Damage::Text { what: "its JSON".into(), reason: error.to_string() },
    })
}

/// A file no larger than it may be.
///
/// # Errors
/// As [`read_json`].
pub(crate) fn read_bounded(path: &Path, limit: u64, folder: &Path) -> Result<Vec<u8>, BackboneError> {
    let io = |source| BackboneError::Io { path: path.to_owned(), source };
    if !path.is_file() {
        let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        return Err(incomplete(folder, &name));
    }
    let size = fs::metadata(path).map_err(io)?.len();
    if size > limit {
        let damage = Damage::TooMany { what: "bytes", found: size, limit };
        return Err(BackboneError::Damaged { path: path.to_owned(), damage });
    }
    fs::read(path).map_err(io)
}
