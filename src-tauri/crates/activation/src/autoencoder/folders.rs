//! Which folders hold autoencoders, and why others do not.

use std::path::{Path, PathBuf};

use super::{AutoencoderError, Hookpoint, saelens, sparsify};
use crate::error::BackboneError;
use crate::weights::folder::refuse_pickle;

/// Who published it.
#[derive(Debug, Clone, Copy)]
pub(super) enum Format {
    Sparsify,
    SaeLens,
}

impl Format {
    /// The format of a folder, by the file of its weights.
    pub fn of(folder: &Path) -> Option<Self> {
        match (sparsify::is_here(folder), saelens::is_here(folder)) {
            (true, _) => Some(Self::Sparsify),
            (false, true) => Some(Self::SaeLens),
            (false, false) => None,
        }
    }

    /// In words.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sparsify => "sparsify",
            Self::SaeLens => "SAELens",
        }
    }

    /// The file of the weights.
    pub const fn weights(self) -> &'static str {
        match self {
            Self::Sparsify => sparsify::WEIGHTS,
            Self::SaeLens => saelens::WEIGHTS,
        }
    }
}

/// The folder itself, or those in it that hold autoencoders.
pub(super) fn candidates(path: &Path) -> Result<Vec<(PathBuf, Option<Hookpoint>)>, AutoencoderError> {
    if Format::of(path).is_some() {
        return Ok(vec![(path.to_owned(), hookpoint_of(path)?)]);
    }
    let io = |source| BackboneError::Io { path: path.to_owned(), source };
    if !path.exists() {
        return Err(AutoencoderError::None { path: path.to_owned() });
    }
    let mut names: Vec<PathBuf> = match std::fs::read_dir(path) {
        Ok(entries) => entries.filter_map(Result::ok).map(|entry| entry.path()).collect(),
        Err(_) if path.is_file() => return Err(unread(path)),
        Err(source) => return Err(io(source).into()),
    };
    names.sort();
    let (mut found, mut elsewhere) = (Vec::new(), None);
    for folder in names.iter().filter(|folder| Format::of(folder).is_some()) {
        match hookpoint_of(folder) {
            Ok(hook) => found.push((folder.clone(), hook)),
            Err(error) => elsewhere = elsewhere.or(Some(error)),
        }
    }
    match (found.is_empty(), elsewhere) {
        (false, _) => Ok(found),
        (true, Some(error)) => Err(error),
        (true, None) => Err(names
            .iter()
            .find(|name| is_known(name))
            .map_or_else(|| AutoencoderError::None { path: path.to_owned() }, |name| unread(name))),
    }
}

/// The layer that a folder's name says.
pub(super) fn hookpoint_of(folder: &Path) -> Result<Option<Hookpoint>, AutoencoderError> {
    folder.file_name().and_then(|name| name.to_str()).map_or(Ok(None), Hookpoint::from_folder)
}

fn is_known(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "npz") || refuse_pickle(path).is_err()
}

/// Why a file that is no folder of an autoencoder is not read.
fn unread(path: &Path) -> AutoencoderError {
    if path.extension().is_some_and(|ending| ending == "npz") {
        let instead = "convert it to SAELens's folder, cfg.json with sae_weights.safetensors";
        return AutoencoderError::Format { path: path.to_owned(), format: "an archive of Python arrays", instead };
    }
    match refuse_pickle(path) {
        Err(error) => error.into(),
        Ok(()) => AutoencoderError::None { path: path.to_owned() },
    }
}
