//! What a model on disk is, asked of the one crate that reads model files.

use std::path::Path;

use activation::sentence::{self, SentenceCard};
use activation::{BackboneCard, BackboneError};

use crate::operations::model::ModelKind;
use crate::operations::{Failure, FailureCode};

/// A model in numbers.
#[derive(Debug, Clone, PartialEq)]
pub enum Card {
    /// A language model whose neurons are read.
    Backbone(BackboneCard),
    /// A sentence encoder.
    Sentence(SentenceCard),
}

impl Card {
    /// What kind of model it is.
    #[must_use]
    pub const fn kind(&self) -> ModelKind {
        match self {
            Self::Backbone(_) => ModelKind::Backbone,
            Self::Sentence(_) => ModelKind::Sentence,
        }
    }

    /// What to call it.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Backbone(card) => &card.name,
            Self::Sentence(card) => &card.name,
        }
    }

    /// The family that reads it.
    #[must_use]
    pub fn family(&self) -> &str {
        match self {
            Self::Backbone(card) => &card.family,
            Self::Sentence(_) => SENTENCE_FAMILY,
        }
    }

    /// Blocks, and neurons of each block's feed-forward part.
    #[must_use]
    pub const fn shape(&self) -> (usize, usize) {
        match self {
            Self::Backbone(card) => (card.layers, card.intermediate),
            Self::Sentence(card) => (card.layers, card.intermediate),
        }
    }

    /// Estimated memory for reading.
    #[must_use]
    pub const fn memory_bytes(&self) -> u64 {
        match self {
            Self::Backbone(card) => card.memory_bytes,
            Self::Sentence(card) => card.memory_bytes,
        }
    }
}

/// The family of sentence encoders, as settings name it.
pub const SENTENCE_FAMILY: &str = "bert";

/// What kind of model lies at a path, by its settings alone.
#[must_use]
pub fn kind_at(path: &Path) -> ModelKind {
    if path.is_dir() && sentence::is_here(path) { ModelKind::Sentence } else { ModelKind::Backbone }
}

/// Reads a model's card from its headers.
///
/// # Errors
/// A failure in the words of the catalogue: unreadable, of unknown architecture, or not there.
pub fn look(path: &Path) -> Result<Card, Failure> {
    if !path.exists() {
        return Err(not_connected(path));
    }
    let card = match kind_at(path) {
        ModelKind::Sentence => sentence::inspect(path).map(Card::Sentence),
        ModelKind::Backbone => activation::inspect(path).map(Card::Backbone),
    };
    card.map_err(|error| failure_of(error, path))
}

/// Reads a language model's card from its headers.
///
/// # Errors
/// As [`look`]; [`FailureCode::NotALanguageModel`] for a sentence encoder.
pub fn look_at_backbone(path: &Path) -> Result<BackboneCard, Failure> {
    match look(path)? {
        Card::Backbone(card) => Ok(card),
        Card::Sentence(card) => Err(Failure::new(FailureCode::NotALanguageModel).text("name", card.name)),
    }
}

/// Reads a sentence encoder's card from its headers.
///
/// # Errors
/// As [`look`]; [`FailureCode::NotASentenceEncoder`] for any other model.
pub fn look_at_sentence_encoder(path: &Path) -> Result<SentenceCard, Failure> {
    match look(path)? {
        Card::Sentence(card) => Ok(card),
        Card::Backbone(_) => {
            Err(Failure::new(FailureCode::NotASentenceEncoder).text("path", path.display().to_string()))
        }
    }
}

/// The model's drive or folder is gone.
#[must_use]
pub fn not_connected(path: &Path) -> Failure {
    Failure::new(FailureCode::ModelNotConnected).text("path", path.display().to_string())
}

/// An engine's error as a failure.
#[must_use]
pub fn failure_of(error: BackboneError, path: &Path) -> Failure {
    match error {
        BackboneError::NotFound { path } => not_connected(&path),
        BackboneError::UnknownArchitecture { found, known } => unknown(&found, &known),
        BackboneError::Device { wanted, .. } => Failure::new(FailureCode::NoSuchDevice).text("device", wanted),
        other => Failure::new(FailureCode::ModelUnreadable)
            .text("path", path.display().to_string())
            .text("detail", other.to_string()),
    }
}

fn unknown(found: &str, known: &[&str]) -> Failure {
    Failure::new(FailureCode::UnknownArchitecture).text("found", found).text("known", known.join(", "))
}

/// How a model that is not here names its architecture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// `model_type` of its config.json.
    ModelType(String),
    /// `general.architecture` of its GGUF file.
    Gguf(String),
}

impl Kind {
    /// The family that would read it.
    ///
    /// # Errors
    /// [`FailureCode::UnknownArchitecture`] with the known ones.
    pub fn family(&self) -> Result<&'static str, Failure> {
        if *self == Self::ModelType(SENTENCE_FAMILY.to_owned()) {
            return Ok(SENTENCE_FAMILY);
        }
        let family = match self {
            Self::ModelType(name) => activation::families::of_model_type(name),
            Self::Gguf(name) => activation::families::of_gguf(name),
        };
        family.map(|family| family.name).map_err(|error| failure_of(error, Path::new("")))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_drive_that_is_gone_is_not_connected_rather_than_damaged() {
        let failure = look(Path::new("/no/such/drive/model")).unwrap_err();
        assert_eq!(failure.code, FailureCode::ModelNotConnected);
    }

    #[test]
    fn an_architecture_nobody_reads_is_named_with_those_that_are() {
        assert!(Kind::ModelType("qwen3".to_owned()).family().is_ok());
        assert_eq!(Kind::ModelType("bert".to_owned()).family(), Ok(SENTENCE_FAMILY));
        let failure = Kind::ModelType("t5".to_owned()).family().unwrap_err();
        assert_eq!(failure.code, FailureCode::UnknownArchitecture);
        let words = failure.to_string();
        assert!(words.contains("t5") && words.contains("llama"), "{words}");
    }
}
