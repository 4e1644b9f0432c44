//! What the reader of a result should know although there is a result: no errors, and nothing to be asked.

/// One such thing, in data; a face in another language has its words for each variant.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Note {
    /// A measure that says too little of this pool was left out.
    #[error("{measure} was left out: {:.0} % of the texts share one value", share * 100.0)]
    LeftOut {
        /// The measure.
        measure: &'static str,
        /// The share of documents that have its most frequent value, above one half.
        share: f64,
    },
}
