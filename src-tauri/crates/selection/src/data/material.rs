//! What was read of documents: each form under its representation, so that a method takes what it names and nothing else.

use crate::data::features::Features;
use crate::data::representation::Representation;
use crate::data::texts::Texts;
use crate::data::vectors::{SparseVectors, Vectors};

/// What was read of some documents, the pool's or the examples'. Every form has one place for each document.
#[derive(Debug, Clone, Copy, Default)]
pub struct Material<'a> {
    /// How many documents there are.
    pub documents: usize,
    /// Their strongest neurons.
    pub features: Option<&'a Features>,
    /// Their vectors, each kind under its representation.
    pub vectors: &'a [(Representation, &'a Vectors)],
    /// Their latents of a sparse autoencoder.
    pub latents: Option<&'a SparseVectors>,
    /// Their texts.
    pub texts: Option<&'a Texts>,
    /// Tokens of each whole text.
    pub tokens: Option<&'a [u64]>,
}

impl<'a> Material<'a> {
    /// The vectors of one representation.
    #[must_use]
    pub fn vectors(&self, representation: Representation) -> Option<&'a Vectors> {
        self.vectors.iter().find(|(kind, _)| *kind == representation).map(|(_, vectors)| *vectors)
    }

    /// Whether a representation is here.
    #[must_use]
    pub fn has(&self, representation: Representation) -> bool {
        match representation {
            Representation::NeuronFeatures => self.features.is_some(),
            Representation::Latents => self.latents.is_some(),
            Representation::Text => self.texts.is_some(),
            Representation::Length => self.tokens.is_some(),
            vectors => self.vectors(vectors).is_some(),
        }
    }
}
