//! A loaded model: counts tokens, and reads documents into chunks.

mod ablation;
mod device;
mod options;
mod proxy;
mod source;
mod traced;

use std::path::Path;

use rayon::prelude::*;

use crate::ablation::Columns;
use crate::autoencoder::{Autoencoder, AutoencoderError};
use crate::card::BackboneCard;
use crate::chunk::Chunk;
use crate::decoder::Decoder;
use crate::decoder::load::Depth;
use crate::document::Document;
use crate::error::{BackboneError, ReadError};
use crate::extract::{self, Answer, Tokenised};
use crate::families::Spec;
use crate::hooks::{NoHook, Place, Site};
use crate::ops::Ops;
use crate::ops::packed::PackedOps;
use crate::ops::tensor::TensorOps;
use crate::reading::{Reading, Representation};
use crate::tokens::Tokens;
use crate::weights::Store;
pub use options::{DeviceChoice, NumericProfile, OpenOptions};
pub(crate) use source::Source;

/// A loaded model.
pub struct Backbone {
    card: BackboneCard,
    profile: NumericProfile,
    device_label: String,
    tokens: Tokens,
    /// Where the weights come from: the output head is fetched when it is first needed.
    store: Box<dyn Store>,
    engine: Engine,
    autoencoder: Option<Autoencoder>,
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
        let (spec, store) = (source.spec()?, source.store()?);
        let engine = threads.install(|| Engine::load((spec, store.as_ref()), options, depth, arithmetic))?;
        let device_label = engine.label();
        Ok(Self { card, profile: options.profile, device_label, tokens, store, engine, autoencoder: None, threads })
    }

    /// The same model with a sparse autoencoder beside it, for [`Representation::Latents`]; it replaces an earlier one.
    ///
    /// # Errors
    /// [`AutoencoderError::Width`] or [`AutoencoderError::Depth`] for one that was made for another model.
    pub fn with_autoencoder(mut self, autoencoder: Autoencoder) -> Result<Self, AutoencoderError> {
        autoencoder.card().check(&self.card)?;
        self.autoencoder = Some(autoencoder);
        Ok(self)
    }

    /// The model in numbers.
    #[must_use]
    pub const fn card(&self) -> &BackboneCard {
        &self.card
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
        let documents: Vec<Document<'_>> = texts.iter().copied().map(Document::from).collect();
        self.read_documents(&documents, reading, stop)
    }

    /// The same for documents that may say where their answer starts, which [`Representation::AnswerLikelihood`] needs.
    ///
    /// The output head is loaded by the first call that needs it and kept.
    ///
    /// # Errors
    /// As [`Backbone::read`]; [`ReadError::Answer`] where an answer does not start inside its text.
    pub fn read_documents(
        &self,
        documents: &[Document<'_>],
        reading: &Reading,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Result<Chunk, ReadError> {
        reading.check(self.card.context_tokens, self.card.layers)?;
        self.threads.install(|| {
            let texts: Vec<&str> = documents.iter().map(|document| document.text).collect();
            let mut ids = self.tokenise(&texts, stop)?;
            let mut chunk = Chunk { documents: documents.len(), ..Chunk::default() };
            if reading.wants(Representation::TokenCounts) {
                chunk.token_counts = ids.iter().map(|ids| ids.len() as u32).collect();
            }
            if reading.needs_pass() {
                cut(&mut ids, reading.max_tokens);
                chunk.read_tokens = ids.iter().map(|ids| ids.len() as u32).collect();
                let mut tokenised = Tokenised { ids, answers: Vec::new() };
                if reading.wants(Representation::AnswerLikelihood) {
                    tokenised.answers = self.answers(documents, &tokenised.ids)?;
                }
                if reading.needs_head() {
                    self.engine.load_head(self.store.as_ref()).map_err(|error| ReadError::Head(Box::new(error)))?;
                }
                self.engine.read(&tokenised, reading, self.autoencoder.as_ref(), stop, &mut chunk)?;
            }
            Ok(chunk)
        })
    }

    /// What leaves a block at every token: `[tokens][hidden]` for each text, the first `max_tokens` of it; Hugging
    /// Face's `hidden_states[layer + 1]`, of the last block too without the final norm. Nothing after that block is
    /// computed.
    ///
    /// # Errors
    /// As [`Backbone::read`].
    pub fn hidden_rows(
        &self,
        texts: &[&str],
        layer: u16,
        max_tokens: u32,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Result<Vec<Vec<f32>>, ReadError> {
        let representations = vec![Representation::MiddleHidden { layer }];
        let asked = Reading { representations, max_tokens, ..Reading::default() };
        asked.check(self.card.context_tokens, self.card.layers)?;
        self.threads.install(|| {
            let mut ids = self.tokenise(texts, stop)?;
            cut(&mut ids, max_tokens);
            let site = Site { layer: usize::from(layer), place: Place::Hidden };
            self.engine.hidden_rows(&ids, site, stop)
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

    /// The answers of documents whose tokens, truncated, are at hand. An answer starts after as many tokens as its
    /// question has alone; it is read alone as far as its document shows it.
    fn answers(&self, documents: &[Document<'_>], ids: &[Vec<u32>]) -> Result<Vec<Option<Answer>>, ReadError> {
        let one = |(document, (asked, ids)): (usize, (&Document<'_>, &Vec<u32>))| {
            let Some((question, answer)) = asked.exchange(document)? else { return Ok(None) };
            let tokens = |text| self.tokens.ids(text).map_err(|source| ReadError::Tokenizer { document, source });
            let from = tokens(question)?.len();
            let mut alone = tokens(answer)?;
            alone.truncate(ids.len().saturating_sub(from));
            Ok(Some(Answer { from, ids: alone }))
        };
        documents.par_iter().zip(ids).enumerate().map(one).collect()
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
        (spec, store): (Spec, &dyn Store),
        options: &OpenOptions,
        depth: Depth,
        arithmetic: Arithmetic,
    ) -> Result<Self, BackboneError> {
        let packed = if arithmetic == Arithmetic::Best { options.packed_ops()? } else { None };
        Ok(match packed {
            Some(ops) => Self::Packed(Decoder::load(ops, spec, store, depth)?),
            None => Self::Tensor(Decoder::load(options.tensor_ops()?, spec, store, depth)?),
        })
    }

    const fn spec(&self) -> &Spec {
        match self {
            Self::Packed(decoder) => decoder.spec(),
            Self::Tensor(decoder) => decoder.spec(),
        }
    }

    fn label(&self) -> String {
        match self {
            Self::Packed(decoder) => decoder.ops().label(),
            Self::Tensor(decoder) => decoder.ops().label(),
        }
    }

    fn read(
        &self,
        documents: &Tokenised,
        reading: &Reading,
        autoencoder: Option<&Autoencoder>,
        stop: &(dyn Fn() -> bool + Sync),
        chunk: &mut Chunk,
    ) -> Result<(), ReadError> {
        match self {
            Self::Packed(decoder) => extract::read(decoder, documents, reading, autoencoder, stop, chunk),
            Self::Tensor(decoder) => extract::read(decoder, documents, reading, autoencoder, stop, chunk),
        }
    }

    fn hidden_rows(
        &self,
        documents: &[Vec<u32>],
        site: Site,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Result<Vec<Vec<f32>>, ReadError> {
        match self {
            Self::Packed(decoder) => extract::hidden_rows(decoder, documents, site, stop),
            Self::Tensor(decoder) => extract::hidden_rows(decoder, documents, site, stop),
        }
    }

    fn losses(
        &self,
        documents: &[Vec<u32>],
        silent: &Columns,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Result<Vec<Option<f64>>, ReadError> {
        match self {
            Self::Packed(decoder) => extract::losses(decoder, documents, silent, stop),
            Self::Tensor(decoder) => extract::losses(decoder, documents, silent, stop),
        }
    }

    fn load_head(&self, store: &dyn Store) -> Result<(), BackboneError> {
        match self {
            Self::Packed(decoder) => decoder.load_head(store),
            Self::Tensor(decoder) => decoder.load_head(store),
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

/// Truncates documents.
fn cut(documents: &mut [Vec<u32>], max_tokens: u32) {
    for ids in documents {
        ids.truncate(max_tokens as usize);
    }
}

/// Threads of a model's own.
pub(crate) fn pool(threads: Option<usize>) -> Result<rayon::ThreadPool, BackboneError> {
    let wanted = threads.unwrap_or(0);
    rayon::ThreadPoolBuilder::new()
        .num_threads(wanted)
        .thread_name(|number| format!("activation-{number}"))
        .build()
        .map_err(|error| BackboneError::Threads { wanted, reason: error.to_string() })
}
