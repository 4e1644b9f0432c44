//! A loaded model: counts tokens, and reads documents into chunks.

mod options;
mod source;

use std::path::Path;

use rayon::prelude::*;

use crate::card::BackboneCard;
use crate::chunk::Chunk;
use crate::decoder::Decoder;
use crate::decoder::load::Depth;
use crate::error::{BackboneError, ReadError};
use crate::extract;
use crate::hooks::NoHook;
use crate::ops::Ops;
use crate::ops::packed::PackedOps;
use crate::ops::tensor::TensorOps;
use crate::reading::{Reading, Representation};
use crate::tokens::Tokens;
pub use options::{DeviceChoice, NumericProfile, OpenOptions};
pub(crate) use source::Source;

/// A loaded model.
pub struct Backbone {
    card: BackboneCard,
    profile: NumericProfile,
    device_label: String,
    tokens: Tokens,
    engine: Engine,
    threads: rayon::ThreadPool,
}

/// The decoder with the arithmetic that was picked.
enum Engine {
    Packed(Decoder<PackedOps>),
    Tensor(Decoder<TensorOps>),
}

/// Which arithmetic may be picked.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Arithmetic {
    /// Packed kernels on the processor, tensors on every other device.
    Best,
    /// Tensors on every device.
    Tensors,
}

impl Backbone {
    /// Loads a model: a Hugging Face folder or one .gguf file.
    ///
    /// # Errors
    /// [`BackboneError`] saying what of the model, its files or this machine does not do.
    pub fn open(path: &Path, options: &OpenOptions) -> Result<Self, BackboneError> {
        Self::open_to(path, options, Depth::Blocks, Arithmetic::Best)
    }

    /// Loads a model to compute with plain tensors on the processor too: slow, and what the packed kernels are held
    /// against.
    ///
    /// # Errors
    /// As [`Backbone::open`]; [`BackboneError::Profile`] for the fast profile on the processor.
    pub fn open_on_tensors(path: &Path, options: &OpenOptions) -> Result<Self, BackboneError> {
        Self::open_to(path, options, Depth::Blocks, Arithmetic::Tensors)
    }

    /// Loads a model with its output head, for [`Backbone::next_token_scores`]. Costs the head's memory.
    ///
    /// # Errors
    /// As [`Backbone::open`].
    pub fn open_with_head(path: &Path, options: &OpenOptions) -> Result<Self, BackboneError> {
        Self::open_to(path, options, Depth::Head, Arithmetic::Best)
    }

    fn open_to(
        path: &Path,
        options: &OpenOptions,
        depth: Depth,
        arithmetic: Arithmetic,
    ) -> Result<Self, BackboneError> {
        let source = Source::find(path)?;
        let card = source.card()?;
        let threads = pool(options.threads)?;
        let tokens = source.tokens()?;
        let engine = threads.install(|| Engine::load(source, options, depth, arithmetic))?;
        let device_label = engine.label();
        Ok(Self { card, profile: options.profile, device_label, tokens, engine, threads })
    }

    /// The model in numbers.
    #[must_use]
    pub const fn card(&self) -> &BackboneCard {
        &self.card
    }

    /// What computes, in words.
    #[must_use]
    pub fn device_label(&self) -> &str {
        &self.device_label
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
        self.token_ids(text).map(|ids| ids.len() as u32)
    }

    /// Token ids of the whole text, no special tokens added, never truncated.
    ///
    /// # Errors
    /// [`ReadError::Tokenizer`] when the tokenizer refuses the text.
    pub fn token_ids(&self, text: &str) -> Result<Vec<u32>, ReadError> {
        self.tokens.ids(text).map_err(|source| ReadError::Tokenizer { document: 0, source })
    }

    /// The special strings of the tokenizer (`<|im_end|>`) that stand literally in a text, each once, in the
    /// tokenizer's order. They are read as the published code reads them: as single tokens.
    #[must_use]
    pub fn special_strings(&self, text: &str) -> Vec<String> {
        self.tokens.special_strings(text)
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
        reading.check(self.card.context_tokens)?;
        self.threads.install(|| {
            let mut documents = self.tokenise(texts, stop)?;
            let mut chunk = Chunk { documents: texts.len(), ..Chunk::default() };
            if reading.wants(Representation::TokenCounts) {
                chunk.token_counts = documents.iter().map(|ids| ids.len() as u32).collect();
            }
            if reading.needs_pass() {
                for ids in &mut documents {
                    ids.truncate(reading.max_tokens as usize);
                }
                chunk.read_tokens = documents.iter().map(|ids| ids.len() as u32).collect();
                chunk.features = self.engine.read(&documents, reading, stop)?;
            }
            Ok(chunk)
        })
    }

    /// The score of every token id as the next one, after each token of a text: `[tokens][vocabulary]`, before any
    /// softmax.
    ///
    /// # Errors
    /// [`ReadError::NoHead`] unless the model was opened with its head; [`ReadError::Tokenizer`].
    pub fn next_token_scores(&self, text: &str) -> Result<Vec<f32>, ReadError> {
        let ids = self.token_ids(text)?;
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        self.threads.install(|| self.engine.logits(&ids))
    }

    fn tokenise(&self, texts: &[&str], stop: &(dyn Fn() -> bool + Sync)) -> Result<Vec<Vec<u32>>, ReadError> {
        let one = |(document, text): (usize, &&str)| {
            if stop() {
                return Err(ReadError::Stopped);
            }
            self.tokens.ids(text).map_err(|source| ReadError::Tokenizer { document, source })
        };
        texts.par_iter().enumerate().map(one).collect()
    }
}

impl Engine {
    fn load(
        source: Source,
        options: &OpenOptions,
        depth: Depth,
        arithmetic: Arithmetic,
    ) -> Result<Self, BackboneError> {
        let packed = if arithmetic == Arithmetic::Best { options.packed_ops()? } else { None };
        let spec = source.spec()?;
        let store = source.store()?;
        Ok(match packed {
            Some(ops) => Self::Packed(Decoder::load(ops, spec, store.as_ref(), depth)?),
            None => Self::Tensor(Decoder::load(options.tensor_ops()?, spec, store.as_ref(), depth)?),
        })
    }

    fn label(&self) -> String {
        match self {
            Self::Packed(decoder) => decoder.ops().label(),
            Self::Tensor(decoder) => decoder.ops().label(),
        }
    }

    fn read(
        &self,
        documents: &[Vec<u32>],
        reading: &Reading,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Result<Vec<crate::ProjectionFeatures>, ReadError> {
        match self {
            Self::Packed(decoder) => extract::read(decoder, documents, reading, stop),
            Self::Tensor(decoder) => extract::read(decoder, documents, reading, stop),
        }
    }

    fn logits(&self, ids: &[u32]) -> Result<Vec<f32>, ReadError> {
        let whole = std::slice::from_ref(&(0..ids.len())).to_vec();
        match self {
            Self::Packed(decoder) => decoder.logits(ids, &whole, &mut NoHook, &|| false),
            Self::Tensor(decoder) => decoder.logits(ids, &whole, &mut NoHook, &|| false),
        }
    }
}

fn pool(threads: Option<usize>) -> Result<rayon::ThreadPool, BackboneError> {
    let wanted = threads.unwrap_or(0);
    rayon::ThreadPoolBuilder::new()
        .num_threads(wanted)
        .thread_name(|number| format!("activation-{number}"))
        .build()
        .map_err(|error| BackboneError::Threads { wanted, reason: error.to_string() })
}
