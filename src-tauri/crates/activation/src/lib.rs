//! Reads a language model's neurons: backbones from foreign files, one decoder with hooks, and the extraction of what
//! methods read (representations) from documents.
//!
//! The only crate that knows candle, tokenizers and model files. It knows nothing of projects, jobs, goals or scores:
//! texts go in, a [`Chunk`] comes out. A model file is foreign bytes, so every file passes a gate ([`weights`]) before
//! any library sees it.
//!
//! Where to add: a model family is one file in [`families`]; a representation is a variant in
//! [`reading`] and a collector in `extract`; an
//! implementation of the decoder's arithmetic is one file in [`ops`].

pub mod ablation;
pub mod autoencoder;
pub mod backbone;
pub mod card;
pub mod chunk;
pub mod decoder;
pub mod document;
pub mod error;
mod extract;
pub mod families;
pub mod hooks;
pub mod kernels;
pub mod ops;
pub mod proxy;
pub mod reading;
pub mod sentence;
pub mod tokens;
pub mod trace;
pub mod weights;

pub use backbone::{Backbone, DeviceChoice, NumericProfile, OpenOptions};
pub use card::{BackboneCard, digest, inspect};
pub use chunk::{Chunk, ChunkError, ProjectionFeatures, SparseVectors, Vectors};
pub use document::Document;
pub use error::{BackboneError, OpsError, ReadError};
pub use hooks::{Place, Site};
pub use ops::room::Narrowed;
pub use reading::{GatedSource, Neurons, Reading, Representation};
pub use trace::{Columns, Trace, Tracing, Watch, Watched};
