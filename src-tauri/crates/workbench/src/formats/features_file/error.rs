//! Why a file of features cannot be read.

use selection::FeatureShape;
use selection::features::ShapeError;

use crate::formats::{FormatError, Reason};

/// A file of features cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FeaturesFileError {
    /// The file itself.
    #[error(transparent)]
    Format(#[from] FormatError),
    /// A record cannot be read. A gap would shift every later document, so reading ends here.
    #[error("line {line}: {reason}")]
    Row {
        /// Line, from 1.
        line: u64,
        /// Why.
        reason: Reason,
    },
    /// A record without an id.
    #[error("line {line}: the record has no id; looked for {looked_for}")]
    NoId {
        /// Line, from 1.
        line: u64,
        /// Names that were looked for.
        looked_for: String,
    },
    /// A record without features of this projection.
    #[error("line {line}: the record has no \"{key}\" with a \"layer_topk_value_index\"; it has {present}")]
    NoFeatures {
        /// Line, from 1.
        line: u64,
        /// The key that was looked for.
        key: &'static str,
        /// The record's fields.
        present: String,
    },
    /// Something in the list is no neuron's number.
    #[error("line {line}: {found} is no neuron number; they are whole, from 0 to 65,534")]
    Index {
        /// Line, from 1.
        line: u64,
        /// What stands there.
        found: String,
    },
    /// A list of another length.
    #[error("line {line}: {found} indices, where {} layers x {} neurons are {}", shape.layers, shape.top_k, shape.slots())]
    Length {
        /// Line, from 1.
        line: u64,
        /// Indices found.
        found: usize,
        /// The shape expected.
        shape: FeatureShape,
    },
    /// Nobody says how the list is cut.
    #[error(
        "the file does not say how its {slots} indices a document are cut into layers: give the number of layers and the top-k"
    )]
    ShapeUnknown {
        /// Indices of the first document that has any.
        slots: usize,
    },
    /// The shape is impossible.
    #[error(transparent)]
    Shape(#[from] ShapeError),
}
