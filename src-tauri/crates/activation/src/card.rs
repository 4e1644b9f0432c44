//! What a model is, from its header alone: enough to list models, check features against them and say what fits.

use std::path::{Path, PathBuf};

use selection::Projection;
use serde::{Deserialize, Serialize};

use crate::error::BackboneError;

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
    /// How its weights are stored: "f32", "bf16", "Q4_1".
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

/// Reads a model's card from its headers; no weights are loaded.
///
/// # Errors
/// [`BackboneError`] when it is no model, one of an unknown architecture, or damaged.
pub fn inspect(path: &Path) -> Result<BackboneCard, BackboneError> {
    Err(BackboneError::NotFound {
        path: path.to_owned(),
    })
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
    let _ = (progress, stop);
    Err(BackboneError::NotFound {
        path: path.to_owned(),
    })
}
