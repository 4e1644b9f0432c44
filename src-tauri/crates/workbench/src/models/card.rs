//! What a model on disk is, asked of the one crate that reads model files.

use std::path::Path;

use activation::{BackboneCard, BackboneError};

use crate::operations::{Failure, FailureCode};

/// Reads a model's card from its headers.
///
/// # Errors
/// A failure in the words of the catalogue: unreadable, of unknown architecture, or not there.
pub fn look(path: &Path) -> Result<BackboneCard, Failure> {
    if !path.exists() {
        return Err(not_connected(path));
    }
    activation::inspect(path).map_err(|error| failure_of(error, path))
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
        let failure = Kind::ModelType("bert".to_owned()).family().unwrap_err();
        assert_eq!(failure.code, FailureCode::UnknownArchitecture);
        let words = failure.to_string();
        assert!(words.contains("bert") && words.contains("llama"), "{words}");
    }
}
