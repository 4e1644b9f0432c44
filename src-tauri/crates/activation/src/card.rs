//! What a model is, from its header alone: enough to list models, check features against them and say what fits.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use selection::Projection;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::backbone::Source;
use crate::error::BackboneError;
use crate::families::Spec;

/// A backbone in numbers; no weights are loaded to make one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackboneCard {
    /// Where it lies.
    pub path: PathBuf,
    /// What to call it: the file's own name for itself, or its folder's.
    pub name: String,
    /// As its file says: "llama", "qwen3".
    pub architecture: String,
    /// The spec that reads it.
    pub family: String,
    /// Decoder blocks.
    pub layers: usize,
    /// Width of the residual stream.
    pub hidden: usize,
    /// Width of the feed-forward block.
    pub intermediate: usize,
    /// Query heads.
    pub heads: usize,
    /// Width of a head.
    pub head_width: usize,
    /// Token ids.
    pub vocabulary: usize,
    /// Tokens it was made to read at once.
    pub context_tokens: usize,
    /// Numbers in its weights.
    pub parameters: u64,
    /// Size of its weight files.
    pub weights_bytes: u64,
    /// How its weights are stored: `f32`, `bf16`, `Q4_1`.
    pub quantisation: String,
    /// Estimated memory for reading in f32: weights that are needed (no output head) and working space.
    pub memory_bytes: u64,
}

impl BackboneCard {
    /// Neurons of a projection in one layer; keys and values count once for every query head.
    #[must_use]
    pub const fn width_of(&self, projection: Projection) -> usize {
        match projection {
            Projection::Up => self.intermediate,
            Projection::Down | Projection::O => self.hidden,
            Projection::Q | Projection::K | Projection::V => self.heads * self.head_width,
        }
    }
}

/// What a card says beyond the spec.
pub(crate) struct Facts {
    pub path: PathBuf,
    pub name: String,
    pub architecture: String,
    pub family: &'static str,
    pub parameters: u64,
    pub weights_bytes: u64,
    pub quantisation: String,
}

/// Room for activations of a batch, scratch of the products, the tokenizer and the program itself.
const WORKING_BYTES: u64 = 160 << 20;

pub(crate) fn of(spec: &Spec, facts: Facts) -> BackboneCard {
    BackboneCard {
        path: facts.path,
        name: facts.name,
        architecture: facts.architecture,
        family: facts.family.to_owned(),
        layers: spec.layers,
        hidden: spec.hidden,
        intermediate: spec.intermediate,
        heads: spec.heads,
        head_width: spec.head_width,
        vocabulary: spec.vocabulary,
        context_tokens: spec.context_tokens,
        parameters: facts.parameters,
        weights_bytes: facts.weights_bytes,
        quantisation: facts.quantisation,
        memory_bytes: 4 * spec.read_parameters() + WORKING_BYTES,
    }
}

/// Reads a model's card from its headers; no weights are loaded.
///
/// # Errors
/// [`BackboneError`] when it is no model, one of an unknown architecture, or damaged.
pub fn inspect(path: &Path) -> Result<BackboneCard, BackboneError> {
    Source::find(path)?.card()
}

/// SHA-256, in hexadecimal, over weights, settings and tokenizer: two models with one digest give the same features.
///
/// Takes as long as reading the files; `progress` is told bytes done and bytes in all.
///
/// # Errors
/// [`BackboneError`]; [`BackboneError::Stopped`] when `stop` said so.
pub fn digest(
    path: &Path,
    progress: &mut dyn FnMut(u64, u64),
    stop: &(dyn Fn() -> bool + Sync),
) -> Result<String, BackboneError> {
    digest_of(&Source::find(path)?.files(), progress, stop)
}

/// SHA-256, in hexadecimal, over the contents of files in this order; names and places do not matter.
///
/// # Errors
/// [`BackboneError::Io`]; [`BackboneError::Stopped`] when `stop` said so.
pub(crate) fn digest_of(
    files: &[PathBuf],
    progress: &mut dyn FnMut(u64, u64),
    stop: &(dyn Fn() -> bool + Sync),
) -> Result<String, BackboneError> {
    digest_bytes(files, progress, stop).map(hex::encode)
}

/// The same as bytes.
///
/// # Errors
/// As [`digest_of`].
pub(crate) fn digest_bytes(
    files: &[PathBuf],
    progress: &mut dyn FnMut(u64, u64),
    stop: &(dyn Fn() -> bool + Sync),
) -> Result<[u8; 32], BackboneError> {
    let size = |file: &PathBuf| std::fs::metadata(file).map(|data| data.len()).map_err(|e| unreadable(file, e));
    let sizes = files.iter().map(size).collect::<Result<Vec<u64>, _>>()?;
    let total = sizes.iter().sum();
    let (mut hash, mut done) = (Sha256::new(), 0);
    let mut buffer = vec![0; 1 << 20];
    for (file, size) in files.iter().zip(sizes) {
        // The size parts one file from the next.
        hash.update(size.to_le_bytes());
        let mut reader = File::open(file).map_err(|e| unreadable(file, e))?;
        loop {
            let read = reader.read(&mut buffer).map_err(|e| unreadable(file, e))?;
            if read == 0 {
                break;
            }
            if stop() {
                return Err(BackboneError::Stopped);
            }
            hash.update(&buffer[..read]);
            done += read as u64;
            progress(done, total);
        }
    }
    Ok(hash.finalize().into())
}

fn unreadable(file: &Path, source: std::io::Error) -> BackboneError {
    BackboneError::Io { path: file.to_owned(), source }
}
