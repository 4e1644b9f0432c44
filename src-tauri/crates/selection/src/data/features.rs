//! A document's features: the indices of its strongest neurons, layer by layer.

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

/// Stands in every slot of a document that could not be scored: its text tokenises to nothing. No layer is as wide.
pub const ABSENT: u16 = u16::MAX;

/// Documents that one thread copies at a time.
const AT_ONCE: usize = 1024;

/// How many layers were read and how many neurons were kept in each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct FeatureShape {
    /// Decoder blocks read.
    pub layers: usize,
    /// Neurons kept in each layer, strongest first.
    pub top_k: usize,
}

impl FeatureShape {
    /// Slots of one document: layers x top-k.
    #[must_use]
    pub const fn slots(self) -> usize {
        self.layers * self.top_k
    }
}

/// The features of many documents over one projection, in memory.
///
/// # Shapes
/// `indices` is `[documents][layers][top_k]`, falling impact inside a layer, neuron numbers from 0; a document that
/// could not be scored holds [`ABSENT`] in all its slots.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Features {
    shape: FeatureShape,
    indices: Vec<u16>,
}

impl Features {
    /// Takes indices laid out as `[documents][layers][top_k]`.
    ///
    /// # Errors
    /// [`ShapeError`] when the length is no multiple of layers x top-k, or either of them is zero.
    pub fn new(shape: FeatureShape, indices: Vec<u16>) -> Result<Self, ShapeError> {
        let slots = shape.slots();
        if slots == 0 || !indices.len().is_multiple_of(slots) {
            return Err(ShapeError { found: indices.len(), shape });
        }
        Ok(Self { shape, indices })
    }

    /// Layers and neurons kept in each.
    #[must_use]
    pub const fn shape(&self) -> FeatureShape {
        self.shape
    }

    /// How many documents are here, scored or not.
    #[must_use]
    pub fn len(&self) -> usize {
        self.indices.len() / self.shape.slots()
    }

    /// True when there is no document.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.indices.is_empty()
    }

    /// One document's slots, `[layers][top_k]`.
    ///
    /// # Panics
    /// When `document` is out of range.
    #[must_use]
    pub fn document(&self, document: usize) -> &[u16] {
        let slots = self.shape.slots();
        &self.indices[document * slots..(document + 1) * slots]
    }

    /// One layer of one document, `[top_k]`, strongest first.
    ///
    /// # Panics
    /// When `document` or `layer` is out of range.
    #[must_use]
    pub fn layer(&self, document: usize, layer: usize) -> &[u16] {
        &self.document(document)[layer * self.shape.top_k..(layer + 1) * self.shape.top_k]
    }

    /// Every document's slots, in document order.
    pub fn documents(&self) -> std::slice::ChunksExact<'_, u16> {
        self.indices.chunks_exact(self.shape.slots())
    }

    /// The whole `[documents][layers][top_k]`.
    #[must_use]
    pub fn indices(&self) -> &[u16] {
        &self.indices
    }

    /// Whether the document could be scored: its text had at least one token.
    #[must_use]
    pub fn is_scored(&self, document: usize) -> bool {
        self.document(document)[0] != ABSENT
    }

    /// The same documents with the first `top_k` neurons of each layer.
    ///
    /// # Errors
    /// [`ShapeError`] when more neurons are asked for than were kept, or none.
    pub fn with_top_k(&self, top_k: usize) -> Result<Self, ShapeError> {
        let wanted = FeatureShape { layers: self.shape.layers, top_k };
        if top_k == 0 || top_k > self.shape.top_k {
            return Err(ShapeError { found: self.shape.top_k, shape: wanted });
        }
        let indices = self.indices.chunks_exact(self.shape.top_k).flat_map(|layer| &layer[..top_k]).copied().collect();
        Ok(Self { shape: wanted, indices })
    }

    /// Some of the documents, in the order given.
    ///
    /// # Panics
    /// When a document is out of range.
    #[must_use]
    pub fn some(&self, documents: &[usize]) -> Self {
        let indices = documents.iter().flat_map(|&document| self.document(document)).copied().collect();
        Self { shape: self.shape, indices }
    }

    /// The same documents with some of the layers, in the order given; copied on the caller's rayon pool.
    ///
    /// # Errors
    /// [`ShapeError`] when a layer is not there, or none is named.
    pub fn with_layers(&self, layers: &[usize]) -> Result<Self, ShapeError> {
        let shape = FeatureShape { layers: layers.len(), top_k: self.shape.top_k };
        if layers.is_empty() || layers.iter().any(|&l| l >= self.shape.layers) {
            return Err(ShapeError { found: self.shape.layers, shape });
        }
        let k = self.shape.top_k;
        let mut indices = vec![ABSENT; self.len() * shape.slots()];
        let of_documents = self.indices.par_chunks_exact(self.shape.slots()).with_min_len(AT_ONCE);
        indices.par_chunks_exact_mut(shape.slots()).zip(of_documents).for_each(|(to, slots)| {
            let layers = layers.iter().map(|&layer| &slots[layer * k..(layer + 1) * k]);
            to.chunks_exact_mut(k).zip(layers).for_each(|(to, layer)| to.copy_from_slice(layer));
        });
        Ok(Self { shape, indices })
    }
}

/// Features and the shape they were said to have do not fit.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("features of {found} do not fit {} layers x {} neurons: read both sides with the same settings", shape.layers, shape.top_k)]
pub struct ShapeError {
    /// What was found: a number of indices, layers or neurons.
    pub found: usize,
    /// The shape that was asked for.
    pub shape: FeatureShape,
}
