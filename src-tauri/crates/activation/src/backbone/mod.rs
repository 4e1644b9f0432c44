//! A loaded model: counts tokens, and reads documents into chunks.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::card::BackboneCard;
use crate::chunk::Chunk;
use crate::error::{BackboneError, ReadError};
use crate::reading::Reading;

/// Where the arithmetic runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeviceChoice {
    /// The best device this build and this machine have; [`Backbone::device_label`] says which.
    #[default]
    Auto,
    /// The processor.
    Cpu,
    /// An NVIDIA card; needs the `cuda` feature.
    Cuda,
    /// An Apple graphics processor; needs the `metal` feature.
    Metal,
}

/// How numbers are rounded. Features of different profiles are never mixed in one ranking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NumericProfile {
    /// f32 throughout: equal to the published reference.
    #[default]
    F32,
    /// Products with weights in bf16, sums in f32; about 0.4 % of indices differ.
    Bf16Fast,
}

/// How to open a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct OpenOptions {
    /// Where to compute.
    pub device: DeviceChoice,
    /// How to round.
    pub profile: NumericProfile,
    /// Processor threads; all of them where not said. Results do not depend on it.
    pub threads: Option<usize>,
}

/// A loaded model.
pub struct Backbone {
    card: BackboneCard,
    profile: NumericProfile,
}

impl Backbone {
    /// Loads a model: a Hugging Face folder or one .gguf file.
    ///
    /// # Errors
    /// [`BackboneError`] saying what of the model, its files or this machine does not do.
    pub fn open(path: &Path, options: &OpenOptions) -> Result<Self, BackboneError> {
        let _ = options;
        Err(BackboneError::NotFound {
            path: path.to_owned(),
        })
    }

    /// The model in numbers.
    #[must_use]
    pub const fn card(&self) -> &BackboneCard {
        &self.card
    }

    /// What computes, in words.
    #[must_use]
    pub fn device_label(&self) -> &str {
        "CPU"
    }

    /// How numbers are rounded.
    #[must_use]
    pub const fn profile(&self) -> NumericProfile {
        self.profile
    }

    /// Tokens of the whole text, no special tokens added, never truncated.
    ///
    /// # Errors
    /// [`ReadError::Tokenizer`] when the tokenizer refuses the text.
    pub fn count_tokens(&self, text: &str) -> Result<u32, ReadError> {
        Err(ReadError::Tokenizer {
            document: 0,
            reason: text.len().to_string(),
        })
    }

    /// The special strings of the tokenizer ("<|im_end|>") that stand literally in a text, each once, in the
    /// tokenizer's order. They are read as the published code reads them: as single tokens.
    #[must_use]
    pub fn special_strings(&self, text: &str) -> Vec<String> {
        let _ = text;
        Vec::new()
    }

    /// Reads documents.
    ///
    /// `stop` is asked between layers; results are in the order of `texts` and do not depend on threads or on which
    /// documents are read together.
    ///
    /// # Errors
    /// [`ReadError`]; nothing is kept of a call that fails or is stopped.
    pub fn read(
        &self,
        texts: &[&str],
        reading: &Reading,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Result<Chunk, ReadError> {
        let _ = (texts, reading, stop);
        Err(ReadError::Stopped)
    }
}
