//! Data selection without a face: what a document's features are, how alike they are to a goal's, which documents fit
//! the budget, and why.
//!
//! Pure: no files, no clock, no threads of its own (callers run it inside a rayon pool of theirs), no unseeded
//! randomness. The crate owns the vocabulary that every other crate speaks.
//!
//! The way of a ranking: [`Features`] of the examples become a [`Profile`]; a [`method`] gives every document of the
//! pool one of its [`Scores`]; [`Ranking`] puts them in order; a [`Budget`] cuts. Order, ties, cut, [`blend`] and
//! [`merge`] know nothing of methods, so adding a method is adding a file to [`method`].

pub mod agreement;
pub mod blend;
pub mod budget;
pub mod by_example;
pub mod candidates;
pub mod centring;
pub mod compare;
pub mod coverage;
pub mod directions;
pub mod dot;
pub mod duplicates;
pub mod evidence;
pub mod features;
pub mod goals;
pub mod layers;
pub mod likeness;
pub mod material;
pub mod merge;
pub mod method;
pub mod neighbours;
pub mod ngrams;
pub mod notes;
pub mod percentiles;
pub mod principal;
pub mod product;
pub mod profile;
pub mod projection;
pub mod prototype;
pub mod random;
pub mod ranking;
pub mod residual;
pub mod scores;
pub mod semantic;
pub mod share;
pub mod standard;

pub mod strata;
pub mod strip;
pub mod summary;
pub mod telling;
pub mod texts;
pub mod tsds;
pub mod vectors;
pub mod why;
pub mod words;

pub use budget::{Budget, Cut};
pub use features::{ABSENT, FeatureShape, Features, ShapeError};
pub use layers::LayerChoice;
pub use material::Material;
pub use neighbours::Neighbours;
pub use notes::Note;
pub use profile::Profile;
pub use projection::Projection;
pub use ranking::Ranking;
pub use scores::{ScoreKind, Scores};
pub use texts::Texts;
pub use vectors::{SparseVectors, Vectors, VectorsError};
