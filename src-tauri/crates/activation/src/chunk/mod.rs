//! What reading some documents gave: plain numbers that can cross a process boundary.

mod bytes;
mod vectors;

pub use bytes::ChunkError;
use selection::{FeatureShape, Features, Projection, features::ShapeError};
use serde::{Deserialize, Serialize};
pub use vectors::{SparseVectors, Vectors};

use crate::reading::Representation;

/// The result of one call of [`crate::Backbone::read`], in the order of its texts.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Chunk {
    /// How many documents were read.
    pub documents: usize,
    /// Tokens of each whole text, no special tokens added, never truncated; empty where not asked for.
    pub token_counts: Vec<u32>,
    /// Tokens that went through the model, after truncation; 0 says that the document is unscored. Empty where no
    /// pass was needed.
    pub read_tokens: Vec<u32>,
    /// One entry a projection, in the order asked for; empty where no neurons were asked for.
    pub features: Vec<ProjectionFeatures>,
    /// One entry a representation that is a vector, in the order asked for.
    #[serde(default)]
    pub vectors: Vec<Vectors>,
    /// One entry a representation that is a sparse vector, in the order asked for.
    #[serde(default)]
    pub sparse: Vec<SparseVectors>,
}

/// The neurons of one projection in many documents.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProjectionFeatures {
    /// Which linear map.
    pub projection: Projection,
    /// Its outputs (`k` and `v` repeated for every query head).
    pub width: usize,
    /// Decoder blocks.
    pub layers: usize,
    /// Neurons kept of each layer.
    pub top_k: usize,
    /// `[documents][layers][top_k]`, falling impact, equal impacts by rising index; [`selection::ABSENT`] throughout an unscored
    /// document. Empty where only impacts were asked for.
    pub indices: Vec<u16>,
    /// `[documents][layers][width]`, where raw impacts were asked for; zeros for an unscored document.
    pub impacts: Option<Vec<f32>>,
}

impl ProjectionFeatures {
    /// Layers and neurons kept in each.
    #[must_use]
    pub const fn shape(&self) -> FeatureShape {
        FeatureShape { layers: self.layers, top_k: self.top_k }
    }

    /// The same as the features that methods rank by.
    ///
    /// # Errors
    /// [`ShapeError`] when the indices do not fill whole documents (only where they were changed by hand).
    pub fn to_features(&self) -> Result<Features, ShapeError> {
        Features::new(self.shape(), self.indices.clone())
    }
}

impl Chunk {
    /// Whether the document went through the model.
    #[must_use]
    pub fn is_scored(&self, document: usize) -> bool {
        self.read_tokens.get(document).is_some_and(|&tokens| tokens > 0)
    }

    /// The rows of a representation, where they were asked for.
    #[must_use]
    pub fn vectors_of(&self, representation: Representation) -> Option<&Vectors> {
        self.vectors.iter().find(|vectors| vectors.representation == representation)
    }
}
