//! Sparse autoencoders: a backbone's residual stream as a few strong latents out of many (MONA, arXiv 2503.15573 v2, §2.3).
//!
//! Loads what others published (sparsify's and `SAELens`'s folders), encodes exactly as their code does, and trains a `TopK`
//! autoencoder on this computer, so that the method works for any backbone. Only the encoder half is ever kept in memory.
//!
//! A file is foreign bytes: it passes the gate of [`crate::weights`], and every shape is held against the settings before
//! memory is taken. Absent on purpose: transcoders (they rewrite a module instead of describing its output), input
//! normalisation that depends on data seen in training, and archives of Python arrays.
//!
//! Where to add: a published format is one file beside [`sparsify`] and [`saelens`]; an activation is a variant of
//! [`Rule`].

mod encoder;
mod error;
mod folders;
mod hookpoint;
mod open;
mod rule;
pub mod saelens;
mod settings;
pub mod sparsify;
pub mod train;

pub use encoder::{Encoder, EncoderParts};
pub use error::AutoencoderError;
pub use hookpoint::Hookpoint;
pub use open::{Autoencoder, AutoencoderCard, digest, inspect, look};
pub use rule::Rule;
