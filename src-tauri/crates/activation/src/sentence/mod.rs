//! Sentence vectors by a small BERT encoder, of the kind of all-MiniLM-L6-v2: what "Meaning match" compares.
//!
//! As published: word pieces between `[CLS]` and `[SEP]`, cut to 256 with them, the mean of the last layer over real
//! tokens, made 1 long. The network is candle-transformers' own; only gates, batches and pooling are here. Absent on
//! purpose: other poolings (refused by name), other devices than the processor, and instructions before a text.

mod card;
mod forward;
mod pieces;
mod settings;

use std::path::{Path, PathBuf};

use candle_core::{DType, Device, Tensor};
use candle_nn::VarBuilder;
use candle_transformers::models::bert::BertModel;

use crate::card::digest_of;
use crate::error::{BackboneError, ReadError};
use crate::weights::folder::refuse_pickle;
use crate::weights::safetensors::Checkpoint;
pub use card::{SentenceCard, inspect, is_here};
use pieces::Pieces;
use settings::SentenceSettings;

/// A sentence encoder, loaded.
pub struct SentenceEncoder {
    model: BertModel,
    pieces: Pieces,
    width: usize,
    threads: rayon::ThreadPool,
}

/// Vectors of some texts, in their order.
#[derive(Debug, Clone, PartialEq)]
pub struct SentenceVectors {
    /// Numbers in a row.
    pub width: usize,
    /// `[texts][width]`, each row 1 long; a row of NaN for a text without any word.
    pub values: Vec<f32>,
    /// Word pieces read of each text, the two marks not counted; 0 for one without a row.
    pub pieces: Vec<u32>,
    /// Word pieces of each whole text, never cut.
    pub whole: Vec<u32>,
}

impl SentenceVectors {
    /// A text's row; nothing where it has none.
    #[must_use]
    pub fn row(&self, text: usize) -> Option<&[f32]> {
        let is_there = self.pieces.get(text).is_some_and(|&pieces| pieces > 0);
        is_there.then(|| &self.values[text * self.width..(text + 1) * self.width])
    }
}

impl SentenceEncoder {
    /// Loads an encoder from a folder with config.json, tokenizer.json and model.safetensors. `threads`: all processors
    /// where nothing is said.
    ///
    /// # Errors
    /// [`BackboneError`] saying what of the folder does not do.
    pub fn open(folder: &Path, threads: Option<usize>) -> Result<Self, BackboneError> {
        let settings = SentenceSettings::read(folder)?;
        let pieces = Pieces::read(folder, &settings)?;
        let checkpoint = weights(folder)?;
        let model = load(&settings, &checkpoint)?;
        let threads = crate::backbone::pool(threads)?;
        Ok(Self { model, pieces, width: settings.bert.hidden_size, threads })
    }

    /// Numbers in a vector.
    #[must_use]
    pub const fn width(&self) -> usize {
        self.width
    }

    /// The vectors of some texts. They do not depend on which texts are read together, to the last digits of an f32.
    ///
    /// # Errors
    /// [`ReadError::Stopped`] when `stop` said so between two batches; [`ReadError::Tokenizer`]; [`ReadError::Ops`].
    pub fn encode(&self, texts: &[&str], stop: &(dyn Fn() -> bool + Sync)) -> Result<SentenceVectors, ReadError> {
        self.threads.install(|| {
            let cut = self.pieces.of_all(texts, stop)?;
            let whole = cut.iter().map(|text| text.whole).collect();
            let ids: Vec<Vec<u32>> = cut.into_iter().map(|text| text.ids).collect();
            let mut values = vec![f32::NAN; texts.len() * self.width];
            for batch in forward::plan(&ids) {
                if stop() {
                    return Err(ReadError::Stopped);
                }
                let inputs: Vec<&[u32]> = batch.iter().map(|&text| ids[text].as_slice()).collect();
                for (&text, row) in batch.iter().zip(forward::vectors(&self.model, &inputs)?) {
                    values[text * self.width..(text + 1) * self.width].copy_from_slice(&row);
                }
            }
            let pieces = ids.iter().map(|ids| ids.len().saturating_sub(2) as u32).collect();
            Ok(SentenceVectors { width: self.width, values, pieces, whole })
        })
    }
}

/// SHA-256, in hexadecimal, over an encoder's settings, tokenizer and weights.
///
/// # Errors
/// [`BackboneError::Io`]; [`BackboneError::Stopped`] when `stop` said so.
pub fn digest(
    folder: &Path,
    progress: &mut dyn FnMut(u64, u64),
    stop: &(dyn Fn() -> bool + Sync),
) -> Result<String, BackboneError> {
    let names = ["config.json", settings::LENGTH, settings::POOLING, "tokenizer.json", "model.safetensors"];
    let optional = |name: &str| name == settings::LENGTH || name == settings::POOLING;
    let files = names.iter().filter(|name| !optional(name) || folder.join(name).is_file());
    digest_of(&files.map(|name| folder.join(name)).collect::<Vec<PathBuf>>(), progress, stop)
}

fn weights(folder: &Path) -> Result<Checkpoint, BackboneError> {
    let weights = folder.join("model.safetensors");
    if !weights.is_file() {
        let missing = "model.safetensors".to_owned();
        return Err(BackboneError::Incomplete { path: folder.to_owned(), missing });
    }
    refuse_pickle(&weights)?;
    Checkpoint::open(&[weights])
}

/// Holds every tensor's shape against the settings before any is copied.
fn load(settings: &SentenceSettings, checkpoint: &Checkpoint) -> Result<BertModel, BackboneError> {
    let prefix = if checkpoint.shape_of("bert.embeddings.word_embeddings.weight").is_some() { "bert." } else { "" };
    let mut tensors = std::collections::HashMap::new();
    let mut wanted = Vec::new();
    settings.tensors(&mut |name, shape| {
        let stored = format!("{prefix}{name}");
        let found = checkpoint.shape_of(&stored);
        let found = found.ok_or_else(|| BackboneError::MissingTensor { name: stored.clone() })?;
        if found != shape {
            return Err(BackboneError::TensorShape { name: stored, found: found.to_vec(), wanted: shape.to_vec() });
        }
        wanted.push((name, stored, shape.to_vec()));
        Ok(())
    })?;
    for (name, stored, shape) in wanted {
        let flat = [shape[..shape.len() - 1].iter().product(), shape[shape.len() - 1]];
        let values = checkpoint.named(&stored, flat)?.into_values();
        if !values.iter().all(|value| value.is_finite()) {
            let damage = crate::weights::Damage::Tensor { name: stored, reason: "a number in it is not finite".into() };
            return Err(BackboneError::Damaged { path: checkpoint.path().to_owned(), damage });
        }
        tensors.insert(name, Tensor::from_vec(values, shape, &Device::Cpu).map_err(crate::error::OpsError::from)?);
    }
    let builder = VarBuilder::from_tensors(tensors, DType::F32, &Device::Cpu);
    Ok(BertModel::load(builder, &settings.bert).map_err(crate::error::OpsError::from)?)
}
