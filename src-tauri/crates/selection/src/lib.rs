//! Data selection without a face: what a document's features are, how alike they are to a goal's, which documents fit
//! the budget, and why.
//!
//! Pure: no files, no clock, no threads of its own (callers run it inside a rayon pool of theirs), no unseeded
//! randomness. The crate owns the vocabulary that every other crate speaks.
//!
//! The way of a ranking: [`Features`] of the examples become a [`Profile`]; a [`method`] gives every document of the
//! pool one of its [`Scores`]; [`Ranking`] puts them in order; a [`Budget`] cuts. Order, ties, cut, [`blend`] and
//! [`merge`] know nothing of methods, so adding a method is adding a file to [`method`].
//!
//! The folders, from the ground up: `numbers`, `data`, `geometry` and `rank`, `neurons` and `pick`, then what is built
//! on them: [`method`], [`compare`], [`evidence`], [`duplicates`]. Folders are for finding; each thing has one public
//! name, and it stands below.

pub mod compare;
mod data;
pub mod duplicates;
pub mod evidence;
mod geometry;
pub mod map;
pub mod method;
mod neurons;
mod numbers;
mod pick;
mod rank;

pub use data::{features, material, ngrams, projection, texts, vectors, words};
pub use geometry::{centring, directions, likeness, neighbours, principal, prototype, residual, semantic};
pub use neurons::{fired_by, flow, impacts, layers, pair, pairs, profile, strip, telling, why};
pub use numbers::{dot, percentiles, product, random, share, standard, summary};
pub use pick::{by_example, candidates, coverage, tsds};
pub use rank::{blend, budget, goals, merge, notes, ranking, scores, strata};

pub use budget::{Budget, Cut};
pub use features::{ABSENT, FeatureShape, Features, ShapeError};
pub use fired_by::Neuron;
pub use layers::LayerChoice;
pub use material::Material;
pub use neighbours::Neighbours;
pub use notes::Note;
pub use profile::Profile;
pub use projection::Projection;
pub use ranking::Ranking;
pub use scores::{ScoreKind, ScorePart, Scores};
pub use texts::Texts;
pub use vectors::{SparseVectors, Vectors, VectorsError};
