//! The one seam for a job's model work: a model to open, documents and representations in, a chunk out.

use std::path::PathBuf;
use std::sync::OnceLock;

use activation::proxy::ProxyLosses;
use activation::sentence::SentenceCard;
use activation::{BackboneCard, Chunk, DeviceChoice, NumericProfile, Reading, Representation, Trace, Tracing};
use serde::{Deserialize, Serialize};

use super::child::ChildReader;
use super::in_process::InProcessReader;
use super::learning::{Learn, Learnt};
use super::silence::{Losses, Silence};
use super::training::Training;
use crate::models::autoencoders::AutoencoderPlace;
use crate::operations::model::ModelKind;
use crate::operations::reading_note::ReadingNote;
use crate::operations::{Failure, FailureCode};

/// Which model, and how it computes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    /// A model folder or GGUF file.
    pub path: PathBuf,
    /// What kind of model lies there.
    pub kind: ModelKind,
    /// The sparse autoencoder beside it, for latents; language models only.
    pub autoencoder: Option<AutoencoderPlace>,
    /// How numbers are rounded.
    pub profile: NumericProfile,
    /// Where it computes.
    pub device: DeviceChoice,
    /// Processor threads; all if none.
    pub threads: Option<usize>,
}

/// What an opened model says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opened {
    /// Digest of weights, settings and tokenizer.
    pub digest: String,
    /// Its name.
    pub name: String,
    /// What it runs on, in words.
    pub device: String,
    /// What it gives.
    pub model: OpenedModel,
}

/// What an opened model gives, with its numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum OpenedModel {
    /// A language model, and the latents of the autoencoder beside it.
    Backbone(BackboneCard, Option<Representation>),
    /// A sentence encoder.
    Sentence(SentenceCard),
}

impl Opened {
    /// What a method's representation is with this model; nothing for one that it cannot give.
    pub fn usual(&self, wanted: selection::method::Representation) -> Option<Representation> {
        use selection::method::Representation as Wanted;
        match (&self.model, wanted) {
            (OpenedModel::Sentence(_), Wanted::Sentence) => Some(Representation::Sentence),
            (OpenedModel::Sentence(_), _) => None,
            (OpenedModel::Backbone(_, latents), Wanted::Latents) => *latents,
            (OpenedModel::Backbone(card, _), _) => Representation::usual(wanted, card),
        }
    }

    /// Its blocks.
    pub const fn layers(&self) -> usize {
        match &self.model {
            OpenedModel::Backbone(card, _) => card.layers,
            OpenedModel::Sentence(card) => card.layers,
        }
    }
}

/// One document to read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToRead {
    /// Its text.
    pub text: String,
    /// The byte at which its answer starts, where it is a question with an answer.
    pub answer_from: Option<usize>,
}

/// Why nothing came back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum SeamError {
    /// The caller asked to stop.
    Stopped,
    /// The model, the documents or the process.
    Failed(Failure),
}

/// Reads documents with one model.
pub trait Reader: Send {
    /// Loads a model; the one before is let go.
    fn open(&mut self, opening: &Opening, stop: &(dyn Fn() -> bool + Sync)) -> Result<Opened, SeamError>;

    /// Reads documents with the model that is open. `stop` is asked several times a second.
    fn read(
        &mut self,
        texts: &[ToRead],
        reading: &Reading,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Result<Chunk, SeamError>;

    /// Reads one text token by token with the model that is open. `stop` is asked several times a second.
    fn trace(&mut self, text: &str, tracing: &Tracing, stop: &(dyn Fn() -> bool + Sync)) -> Result<Trace, SeamError>;

    /// Does one thing for the training of a sparse autoencoder.
    fn learn(&mut self, learn: &Learn, stop: &(dyn Fn() -> bool + Sync)) -> Result<Learnt, SeamError>;

    /// Trains an adapter of the model that is open, briefly. `stop` is asked several times a second.
    fn train(&mut self, training: &Training, stop: &(dyn Fn() -> bool + Sync)) -> Result<ProxyLosses, SeamError>;

    /// What was done differently since the model was opened, because a device's memory ran out.
    fn notes(&self) -> &[ReadingNote];

    /// Measures losses with the model that is open while some neurons are silent.
    fn silence(&mut self, silence: &Silence, stop: &(dyn Fn() -> bool + Sync)) -> Result<Losses, SeamError>;
}

/// Where models run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Workers {
    /// In this process.
    InProcess,
    /// In a child process of this executable, called with the verb `worker`.
    Executable(PathBuf),
}

static CHOSEN: OnceLock<Workers> = OnceLock::new();

impl Workers {
    /// Chooses once for this process, before the first reading; later choices change nothing.
    pub fn choose(self) {
        let _ = CHOSEN.set(self);
    }

    /// What was chosen; else `NEUROSIEVE_WORKER` (`in-process`, or an executable); else this executable itself. Tests of
    /// this crate have no such verb and read in their own process.
    pub fn chosen() -> Self {
        CHOSEN.get().cloned().unwrap_or_else(|| match std::env::var_os("NEUROSIEVE_WORKER") {
            Some(word) if word == "in-process" => Self::InProcess,
            Some(path) => Self::Executable(path.into()),
            None if cfg!(test) => Self::InProcess,
            None => std::env::current_exe().map_or(Self::InProcess, Self::Executable),
        })
    }

    /// A reader there; a child process may take so many bytes of memory.
    pub fn reader(&self, memory_limit: u64) -> Box<dyn Reader> {
        match self {
            Self::InProcess => Box::new(InProcessReader::default()),
            Self::Executable(path) => Box::new(ChildReader::new(path.clone(), memory_limit)),
        }
    }
}

/// The reading process ended by itself.
pub fn ended(detail: impl Into<String>) -> SeamError {
    SeamError::Failed(Failure::new(FailureCode::WorkerEnded).text("detail", detail.into()))
}
