//! What a sentence encoder is, from its settings and headers alone.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::settings::SentenceSettings;
use crate::error::BackboneError;
use crate::weights::folder::read_json;

/// Far beyond any model's settings.
const LIMIT: u64 = 1 << 20;
/// Room for a batch of texts, tokenizer and program.
const WORKING_BYTES: u64 = 160 << 20;

/// A sentence encoder in numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentenceCard {
    /// Its folder.
    pub path: PathBuf,
    /// Its folder's name.
    pub name: String,
    /// Encoder blocks.
    pub layers: usize,
    /// Numbers in a vector.
    pub width: usize,
    /// Width of the feed-forward block.
    pub intermediate: usize,
    /// Word pieces read of a text, the two marks counted.
    pub most_tokens: usize,
    /// Numbers in its weights.
    pub parameters: u64,
    /// Estimated memory for reading in f32: the weights, a copy while they are loaded, and working space.
    pub memory_bytes: u64,
}

/// Whether a folder's settings are those of an encoder of this kind (`model_type` "bert"); says nothing of its other files.
#[must_use]
pub fn is_here(folder: &Path) -> bool {
    let settings = folder.join("config.json");
    settings.is_file()
        && read_json(&settings, LIMIT, folder)
            .is_ok_and(|value| value.get("model_type").and_then(|kind| kind.as_str()) == Some("bert"))
}

/// Reads an encoder's settings and the headers of its weights.
///
/// # Errors
/// [`BackboneError`] saying what of the folder does not do.
pub fn inspect(folder: &Path) -> Result<SentenceCard, BackboneError> {
    let settings = SentenceSettings::read(folder)?;
    super::weights(folder)?;
    if !folder.join("tokenizer.json").is_file() {
        return Err(BackboneError::Incomplete { path: folder.to_owned(), missing: "tokenizer.json".to_owned() });
    }
    let mut parameters = 0;
    settings.tensors(&mut |_, shape| {
        parameters += shape.iter().map(|&size| size as u64).product::<u64>();
        Ok(())
    })?;
    let bert = &settings.bert;
    Ok(SentenceCard {
        name: folder.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned()),
        path: folder.to_owned(),
        layers: bert.num_hidden_layers,
        width: bert.hidden_size,
        intermediate: bert.intermediate_size,
        most_tokens: settings.most_tokens,
        parameters,
        memory_bytes: 8 * parameters + WORKING_BYTES,
    })
}
