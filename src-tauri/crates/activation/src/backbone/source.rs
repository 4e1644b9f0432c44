//! Where a model comes from: a folder or a GGUF file, found and believed, but not loaded.

use std::path::{Path, PathBuf};

use crate::card::BackboneCard;
use crate::error::BackboneError;
use crate::families::Spec;
use crate::tokens::Tokens;
use crate::weights::Store;
use crate::weights::folder::{Folder, refuse_pickle};

/// A model's files.
pub enum Source {
    /// A Hugging Face folder.
    Folder(Folder),
}

impl Source {
    /// Looks at a path and finds a model's files.
    ///
    /// # Errors
    /// [`BackboneError`] when there is nothing, a pickle, or something that is no model.
    pub fn find(path: &Path) -> Result<Self, BackboneError> {
        if !path.exists() {
            return Err(BackboneError::NotFound { path: path.to_owned() });
        }
        if path.is_dir() {
            return Folder::open(path).map(Self::Folder);
        }
        refuse_pickle(path)?;
        Err(BackboneError::Incomplete { path: path.to_owned(), missing: "the .gguf ending".to_owned() })
    }

    /// Every file that features depend on: weights, then settings, then tokenizer.
    pub fn files(&self) -> Vec<PathBuf> {
        match self {
            Self::Folder(folder) => {
                let rest = ["config.json", "tokenizer.json"].map(|name| folder.path.join(name));
                folder.weights.iter().cloned().chain(rest).collect()
            }
        }
    }

    /// What the model is.
    ///
    /// # Errors
    /// [`BackboneError`] when its settings make no sense.
    pub fn spec(&self) -> Result<Spec, BackboneError> {
        match self {
            Self::Folder(folder) => (folder.family()?.spec)(&folder.settings),
        }
    }

    /// Its tokenizer.
    ///
    /// # Errors
    /// [`BackboneError::Tokenizer`].
    pub fn tokens(&self) -> Result<Tokens, BackboneError> {
        match self {
            Self::Folder(folder) => Tokens::from_json(&folder.tokenizer()?, self.spec()?.vocabulary),
        }
    }

    /// Its weights, gated.
    ///
    /// # Errors
    /// [`BackboneError::Damaged`].
    pub fn store(&self) -> Result<Box<dyn Store>, BackboneError> {
        match self {
            Self::Folder(folder) => Ok(Box::new(folder.checkpoint()?)),
        }
    }

    /// Its card.
    ///
    /// # Errors
    /// [`BackboneError`] when its settings make no sense or its headers are damaged.
    pub fn card(&self) -> Result<BackboneCard, BackboneError> {
        let spec = self.spec()?;
        match self {
            Self::Folder(folder) => {
                let checkpoint = folder.checkpoint()?;
                Ok(crate::card::of(&spec, crate::card::Facts {
                    path: folder.path.clone(),
                    name: folder.name(),
                    architecture: folder.settings.text("model_type").unwrap_or_default().to_owned(),
                    family: folder.family()?.name,
                    parameters: checkpoint.parameters(),
                    weights_bytes: checkpoint.size_bytes(),
                    quantisation: checkpoint.label(),
                }))
            }
        }
    }
}
