//! What a balanced selection from files is asked for, and what it says of itself.

use std::path::PathBuf;

use selection::tsds::{Draw, Wanted};
use serde::Serialize;

/// What is to be selected.
#[derive(Debug, Clone)]
pub struct TsdsPlan {
    /// Vectors of the pool, one row for each document.
    pub pool_vectors: PathBuf,
    /// Vectors of the examples.
    pub target_vectors: PathBuf,
    /// How widely masses spread, and over what.
    pub wanted: Wanted,
    /// The published rule with its caps, to compare with it.
    pub upstream: bool,
    /// Where each document's probability goes, as a list in double precision.
    pub probabilities: PathBuf,
    /// Documents to draw, if any.
    pub sample: Option<Sample>,
    /// What stands at the outputs may go.
    pub overwrite: bool,
}

/// Documents to draw.
#[derive(Debug, Clone)]
pub struct Sample {
    /// How many.
    pub count: usize,
    /// Another seed gives another draw.
    pub seed: u64,
    /// By what rule.
    pub draw: Draw,
    /// Where the row numbers go, one a line.
    pub output: PathBuf,
}

/// What came of it.
#[derive(Debug, Clone, Serialize)]
pub struct TsdsReport {
    /// Documents of the pool.
    pub documents: usize,
    /// Examples.
    pub examples: usize,
    /// Numbers of a vector.
    pub width: usize,
    /// "corrected", or "published" for the rule of the published code.
    pub rule: &'static str,
    /// Documents with any probability.
    pub support: usize,
    /// As how many documents of equal probability these count.
    pub effective_size: f64,
    /// How widely masses spread, in documents for each example, near-duplicates together as one.
    pub s: f64,
    /// Neighbours that took mass, of each example (with the published rule: those that are filled to the brim).
    pub neighbours_taken: Vec<usize>,
    /// Neighbours looked at for each example.
    pub neighbours_looked_at: usize,
    /// Mean distance that masses went.
    pub mean_distance: f64,
    /// Near-duplicates of a document within reach on average, itself left out.
    pub near_duplicates: f64,
    /// Mean density of the documents within reach: 1 where there are no near-duplicates.
    pub mean_density: f64,
    /// Documents asked for, if any.
    pub asked: Option<usize>,
    /// Documents drawn.
    pub drawn: Option<usize>,
}
