//! What can go wrong, with the numbers that explain it and what to do next.

use std::path::PathBuf;

use selection::Projection;

use crate::reading::Representation;

pub use crate::tokens::TokenizeError;
pub use crate::weights::damage::Damage;

/// A model cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum BackboneError {
    /// Nothing is there.
    #[error("{path}: no such file or folder: choose a Hugging Face model folder or one .gguf file", path = path.display())]
    NotFound {
        /// What was asked for.
        path: PathBuf,
    },
    /// The system refused to read.
    #[error("{path}: {source}", path = path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        source: std::io::Error,
    },
    /// A folder or file that is no model.
    #[error("{path} is no model that can be read: {missing} is missing. A folder needs config.json, tokenizer.json and \
             .safetensors weights; a single file must be .gguf", path = path.display())]
    Incomplete {
        /// What was asked for.
        path: PathBuf,
        /// The file that was looked for.
        missing: String,
    },
    /// Weights that could run code when opened.
    #[error("{path} is a Python pickle, which can run code when it is opened, and is never read: get the model as \
             .safetensors or .gguf", path = path.display())]
    Pickle {
        /// The file.
        path: PathBuf,
    },
    /// A family nobody has written a spec for.
    #[error("the architecture \"{found}\" is not known: the known ones are {}", known.join(", "))]
    UnknownArchitecture {
        /// As the model's file says.
        found: String,
        /// What can be read.
        known: Vec<&'static str>,
    },
    /// A model's own setting that makes no sense or is not supported.
    #[error("the model's setting {key} is {found}, expected {wanted}: it cannot be computed faithfully")]
    Setting {
        /// As the model's file names it.
        key: String,
        /// What stands there.
        found: String,
        /// What could be computed.
        wanted: String,
    },
    /// A file whose bytes cannot be right.
    #[error("{path} is damaged or incomplete: {damage}. Fetch it again", path = path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        damage: Damage,
    },
    /// A weight that the family needs.
    #[error("the weights lack {name}: the files are incomplete or of another architecture")]
    MissingTensor {
        /// The tensor.
        name: String,
    },
    /// A weight of another shape than the settings say.
    #[error("{name} has shape {found:?}, the model's settings say {wanted:?}")]
    TensorShape {
        /// The tensor.
        name: String,
        /// In the file.
        found: Vec<usize>,
        /// By the settings.
        wanted: Vec<usize>,
    },
    /// A weight stored in a way that is not read.
    #[error("{name} is stored as {dtype}: get the model in f32, f16, bf16 or a GGUF quantisation up to Q8_0 and Q6_K")]
    TensorType {
        /// The tensor.
        name: String,
        /// In the file.
        dtype: String,
    },
    /// A tokenizer that cannot be built.
    #[error("the tokenizer cannot be used: {reason}")]
    Tokenizer {
        /// Why.
        reason: String,
    },
    /// A GGUF tokenizer whose splitting rule is not known.
    #[error("the tokenizer's {kind} \"{found}\" is not known, and a guess would give other tokens: the known ones are {}; \
             or use the model's Hugging Face folder", known.join(", "))]
    UnknownTokenizer {
        /// "model" or "pre-tokenizer".
        kind: &'static str,
        /// As the file says.
        found: String,
        /// What can be read.
        known: Vec<&'static str>,
    },
    /// A device that is not there.
    #[error("{wanted} cannot be used: {reason}. Choose auto or cpu")]
    Device {
        /// "CUDA" or "Metal".
        wanted: &'static str,
        /// Why.
        reason: String,
    },
    /// The fast profile on a machine without it.
    #[error("the fast profile needs {needed}: use the f32 profile")]
    Profile {
        /// What the machine lacks.
        needed: &'static str,
    },
    /// No threads to run on.
    #[error("{wanted} threads cannot be started: {reason}")]
    Threads {
        /// How many were asked for.
        wanted: usize,
        /// The system's reason.
        reason: String,
    },
    /// The arithmetic failed, most often for want of memory.
    #[error(transparent)]
    Ops(#[from] OpsError),
    /// The caller asked to stop.
    #[error("stopped")]
    Stopped,
}

/// Documents cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The caller asked to stop; nothing of this call is kept.
    #[error("stopped")]
    Stopped,
    /// Settings nothing can be read with.
    #[error("{setting} is {found}, but must be {wanted} for this model")]
    Settings {
        /// Which one.
        setting: &'static str,
        /// Its value.
        found: String,
        /// What would do.
        wanted: String,
    },
    /// A neuron's impact came out infinite or as no number.
    #[error("document {document} of this batch has no finite impact at layer {layer}, projection {}: the weights are \
             damaged, or too large for the fast profile", projection.name())]
    NotFinite {
        /// Its place in the call, from 0.
        document: usize,
        /// Decoder block.
        layer: usize,
        /// Linear map.
        projection: Projection,
    },
    /// A vector came out infinite or as no number.
    #[error(
        "document {document} of this batch has no finite {representation:?}: the weights are damaged, or too large \
             for the fast profile"
    )]
    VectorNotFinite {
        /// Its place in the call, from 0.
        document: usize,
        /// Which vector.
        representation: Representation,
    },
    /// An answer that is not the end of its document.
    #[error(
        "the answer of document {document} of this batch cannot start at byte {from}: its text is {length} bytes \
             long, and an answer starts between two characters"
    )]
    Answer {
        /// Its place in the call, from 0.
        document: usize,
        /// Where the answer was said to start.
        from: usize,
        /// Bytes of the text.
        length: usize,
    },
    /// The output head could not be loaded when it was first needed.
    #[error("the model's output head cannot be loaded: {0}")]
    Head(Box<BackboneError>),
    /// Latents were asked for of an autoencoder that is not there.
    #[error("latents need the sparse autoencoder they were asked for: load it with the model")]
    NoAutoencoder,
    /// The autoencoder could not read what the model gave.
    #[error(transparent)]
    Autoencoder(Box<crate::autoencoder::AutoencoderError>),
    /// More columns than feature numbers can say.
    #[error("projection {} is {width} neurons wide; features number at most 65535", projection.name())]
    TooWide {
        /// Linear map.
        projection: Projection,
        /// Its width.
        width: usize,
    },
    /// The tokenizer refused a text.
    #[error("document {document} of this batch could not be tokenised: {source}")]
    Tokenizer {
        /// Its place in the call, from 0.
        document: usize,
        /// Why.
        source: TokenizeError,
    },
    /// A graphics card whose memory is too small for one document, beside the model.
    #[error(
        "the graphics card has no memory left for one document of {tokens} tokens: read fewer tokens of each, choose \
             a smaller model, or read with the processor"
    )]
    DeviceMemory {
        /// Of that document, as far as it is read.
        tokens: usize,
    },
    /// The model was opened without its output head.
    #[error("next-token predictions need the model's output head: open the model with it")]
    NoHead,
    /// The arithmetic failed, most often for want of memory.
    #[error(transparent)]
    Ops(#[from] OpsError),
}

/// The arithmetic failed.
#[derive(Debug, thiserror::Error)]
pub enum OpsError {
    /// candle's reason.
    #[error("the computation failed: {0}. If memory ran out, close other programs or use a smaller model")]
    Tensor(#[from] candle_core::Error),
}

impl OpsError {
    /// Whether the device says that its memory ran out.
    #[must_use]
    pub fn is_out_of_memory(&self) -> bool {
        let Self::Tensor(error) = self;
        crate::ops::room::is_out_of_memory(error)
    }
}

impl BackboneError {
    /// Whether the device says that its memory ran out.
    #[must_use]
    pub fn is_out_of_memory(&self) -> bool {
        matches!(self, Self::Ops(error) if error.is_out_of_memory())
    }

    /// A stable key for catalogues and exit codes.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotFound { .. } => "model_not_found",
            Self::Io { .. } => "model_unreadable",
            Self::Incomplete { .. } => "model_incomplete",
            Self::Pickle { .. } => "model_pickle",
            Self::UnknownArchitecture { .. } => "model_unknown_architecture",
            Self::Setting { .. } => "model_setting",
            Self::Damaged { .. } => "model_damaged",
            Self::MissingTensor { .. } => "model_missing_tensor",
            Self::TensorShape { .. } => "model_tensor_shape",
            Self::TensorType { .. } => "model_tensor_type",
            Self::Tokenizer { .. } => "model_tokenizer",
            Self::UnknownTokenizer { .. } => "model_unknown_tokenizer",
            Self::Device { .. } => "device_missing",
            Self::Profile { .. } => "profile_missing",
            Self::Threads { .. } => "threads",
            Self::Ops(_) => "computation",
            Self::Stopped => "stopped",
        }
    }
}

impl ReadError {
    /// Whether the device's memory ran out, for a batch, one document or the output head.
    #[must_use]
    pub fn is_out_of_memory(&self) -> bool {
        match self {
            Self::Ops(error) => error.is_out_of_memory(),
            Self::Head(error) => error.is_out_of_memory(),
            Self::DeviceMemory { .. } => true,
            _ => false,
        }
    }

    /// A stable key for catalogues and exit codes.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Stopped => "stopped",
            Self::Settings { .. } => "reading_settings",
            Self::NotFinite { .. } => "impact_not_finite",
            Self::VectorNotFinite { .. } => "vector_not_finite",
            Self::Answer { .. } => "answer_span",
            Self::Head(_) => "model_head",
            Self::TooWide { .. } => "projection_too_wide",
            Self::Tokenizer { .. } => "document_tokenizer",
            Self::NoAutoencoder => "reading_without_autoencoder",
            Self::Autoencoder(error) => error.code(),
            Self::DeviceMemory { .. } => "device_memory",
            Self::NoHead => "model_without_head",
            Self::Ops(_) => "computation",
        }
    }
}
