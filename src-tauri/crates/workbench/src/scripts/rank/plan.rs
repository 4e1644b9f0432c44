//! What a ranking from files is asked for, and what it says of itself.

use std::path::PathBuf;

use selection::{FeatureShape, LayerChoice, Projection};
use serde::Serialize;

use crate::scripts::trouble::Trouble;

/// What is to be ranked.
#[derive(Debug, Clone)]
pub struct RankPlan {
    /// Features of the examples.
    pub target_features: PathBuf,
    /// Features of the pool.
    pub pool_features: PathBuf,
    /// The pool's own rows.
    pub pool: PathBuf,
    /// Where the selection goes.
    pub output: PathBuf,
    /// How the lists of indices are cut, where the files do not say it.
    pub shape: Option<FeatureShape>,
    /// Neurons of each layer that count; all that the files have if none.
    pub use_top_k: Option<usize>,
    /// The projection that counts.
    pub projection: Projection,
    /// The column with the ids; guessed if none.
    pub id_column: Option<String>,
    /// The share of the ranked rows' tokens that is kept, 0 to 1.
    pub ratio: f64,
    /// The column with the token counts; what is no number there counts 0.
    pub token_column: String,
    /// Only the examples whose row passes.
    pub target: Option<RowFilter>,
    /// The layers that count.
    pub layers: LayerChoice,
    /// A quality to be blended with the distance.
    pub quality: Option<Quality>,
    /// What stands at the output may go.
    pub overwrite: bool,
}

/// Rows of a file that have a value in a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowFilter {
    /// The file.
    pub file: PathBuf,
    /// The column.
    pub column: String,
    /// The value, as it is written.
    pub value: String,
}

/// A column of the pool that says how good a row is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quality {
    /// The column; rows without a number there take no part.
    pub column: String,
    /// Larger numbers are better; else smaller ones.
    pub higher_is_better: bool,
}

/// What came of it.
#[derive(Debug, Clone, Serialize)]
pub struct RankReport {
    /// Examples whose features count.
    pub examples: usize,
    /// Rows of the pool that have an id.
    pub pool_rows: usize,
    /// Feature records of the pool.
    pub feature_records: usize,
    /// Rows without an id, which nothing can be joined to.
    pub without_id: u64,
    /// Rows that have no features.
    pub rows_without_features: usize,
    /// Feature records that have no row.
    pub features_without_row: usize,
    /// Joined documents that could not be scored: their text tokenises to nothing.
    pub unscored: usize,
    /// Joined documents without a number in the quality column.
    pub without_quality: usize,
    /// Documents that were ranked.
    pub ranked: usize,
    /// Their tokens.
    pub tokens: u64,
    /// Documents written.
    pub kept: usize,
    /// Their tokens.
    pub kept_tokens: u64,
    /// Rows of the pool that could not be read.
    pub unreadable: Trouble,
}
