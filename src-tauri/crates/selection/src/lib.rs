//! Data selection without a face: what a document's features are, how alike they are to a goal's, which documents fit
//! the budget, and why.
//!
//! Pure: no files, no clock, no threads of its own (callers run it inside a rayon pool of theirs), no unseeded
//! randomness. The crate owns the vocabulary that every other crate speaks.

pub mod features;
pub mod projection;

pub use features::{ABSENT, FeatureShape, Features};
pub use projection::Projection;
