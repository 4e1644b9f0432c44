//! Where a model comes from: a folder or a GGUF file, found and believed, but not loaded.

use std::path::{Path, PathBuf};

use crate::card::{self, BackboneCard, Facts};
use crate::error::BackboneError;
use crate::families::Spec;
use crate::tokens::{self, Tokens};
use crate::weights::Store;
use crate::weights::folder::{Folder, refuse_pickle};
use crate::weights::gguf::GgufFile;

/// A model's files.
pub enum Source {
    /// A Hugging Face folder.
    Folder(Folder),
    /// One GGUF file.
    Gguf(GgufFile),
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
        if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("gguf")) {
            return GgufFile::open(path).map(Self::Gguf);
        }
        Err(BackboneError::Incomplete { path: path.to_owned(), missing: "the .gguf ending".to_owned() })
    }

    /// Every file that features depend on: weights, then settings, then tokenizer.
    pub fn files(&self) -> Vec<PathBuf> {
        match self {
            Self::Folder(folder) => {
                let rest = ["config.json", "tokenizer.json"].map(|name| folder.path.join(name));
                folder.weights.iter().cloned().chain(rest).collect()
            }
            Self::Gguf(file) => vec![file.path().to_owned()],
        }
    }

    /// What the model is.
    ///
    /// # Errors
    /// [`BackboneError`] when its settings make no sense.
    pub fn spec(&self) -> Result<Spec, BackboneError> {
        match self {
            Self::Folder(folder) => (folder.family()?.spec)(&folder.settings),
            Self::Gguf(file) => file.spec(),
        }
    }

    /// Its tokenizer.
    ///
    /// # Errors
    /// [`BackboneError::Tokenizer`].
    pub fn tokens(&self) -> Result<Tokens, BackboneError> {
        match self {
            Self::Folder(folder) => Tokens::from_json(&folder.tokenizer()?, self.spec()?.vocabulary),
            Self::Gguf(file) => tokens::gguf::tokens(file, self.spec()?.vocabulary),
        }
    }

    /// Its weights, gated.
    ///
    /// # Errors
    /// [`BackboneError::Damaged`].
    pub fn store(self) -> Result<Box<dyn Store>, BackboneError> {
        match self {
            Self::Folder(folder) => Ok(Box::new(folder.checkpoint()?)),
            Self::Gguf(file) => Ok(Box::new(file)),
        }
    }

    /// Its card.
    ///
    /// # Errors
    /// [`BackboneError`] when its settings make no sense or its headers are damaged.
    pub fn card(&self) -> Result<BackboneCard, BackboneError> {
        let facts = match self {
            Self::Folder(folder) => folder_facts(folder)?,
            Self::Gguf(file) => gguf_facts(file)?,
        };
        Ok(card::of(&self.spec()?, facts))
    }
}

fn folder_facts(folder: &Folder) -> Result<Facts, BackboneError> {
    let checkpoint = folder.checkpoint()?;
    Ok(Facts {
        path: folder.path.clone(),
        name: folder.name(),
        architecture: folder.settings.text("model_type").unwrap_or_default().to_owned(),
        family: folder.family()?.name,
        parameters: checkpoint.parameters(),
        weights_bytes: checkpoint.size_bytes(),
        quantisation: checkpoint.label(),
    })
}

fn gguf_facts(file: &GgufFile) -> Result<Facts, BackboneError> {
    let stem = || file.path().file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    Ok(Facts {
        path: file.path().to_owned(),
        name: stem(),
        architecture: file.architecture()?.to_owned(),
        family: file.family()?.name,
        parameters: file.parameters(),
        weights_bytes: file.size_bytes(),
        quantisation: file.label(),
    })
}
