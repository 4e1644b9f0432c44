//! `neurosieve rank`.

use std::path::PathBuf;

use selection::{FeatureShape, LayerChoice, Projection};
use workbench::scripts::{Quality, RankPlan, RankReport, RowFilter, rank};

use super::column_and_value;
use crate::counted::counted;
use crate::ended::{Complaint, Ended};
use crate::face::Face;

/// Rank a pool from files of features, and keep the best rows within a token budget.
///
/// Writes the pool's own rows with `nag_distance` (and `combined_score`), best first: the same rows in the same order as
/// the published code. Rows and features are joined by id; what has no counterpart is counted on stderr and left out.
#[derive(clap::Args)]
pub struct Arguments {
    /// Features of the examples (JSONL or Parquet).
    #[arg(long)]
    target_features: PathBuf,
    /// Features of the pool.
    #[arg(long)]
    pool_features: PathBuf,
    /// The pool's own rows.
    #[arg(long)]
    pool: PathBuf,
    /// The file to write; its suffix says the format.
    #[arg(long)]
    output: PathBuf,
    /// Layers of the feature files, where they do not say it themselves.
    #[arg(long, requires = "top_k")]
    num_layers: Option<usize>,
    /// Neurons per layer in the feature files, where they do not say it themselves.
    #[arg(long, requires = "num_layers")]
    top_k: Option<usize>,
    /// Rank with fewer neurons per layer than the files hold.
    #[arg(long)]
    use_top_k: Option<usize>,
    /// The projection: up, down, q, k, v or o.
    #[arg(long, default_value = "up")]
    projection: Projection,
    /// The column with the ids; guessed if not given.
    #[arg(long)]
    id_column: Option<String>,
    /// The share of all tokens to keep, 0 to 1.
    #[arg(long, default_value_t = 0.2)]
    ratio: f64,
    /// The column with token counts; what is no number there counts 0.
    #[arg(long, default_value = "token_num")]
    token_column: String,
    /// The examples' own rows, for --target-filter.
    #[arg(long, requires = "target_filter")]
    target: Option<PathBuf>,
    /// Use only the examples whose row has this value: column=value.
    #[arg(long, requires = "target", value_parser = column_and_value)]
    target_filter: Option<(String, String)>,
    /// Layers that count: all, last, first, or numbers like 0,3,7.
    #[arg(long, default_value = "all")]
    layers: LayerChoice,
    /// Blend in a quality column; smaller is better unless --higher-is-better.
    #[arg(long)]
    quality_column: Option<String>,
    /// Larger numbers in the quality column are better.
    #[arg(long, requires = "quality_column")]
    higher_is_better: bool,
    /// Replace the output if it is there.
    #[arg(long)]
    overwrite: bool,
}

impl Arguments {
    pub fn run(self, face: &Face) -> Result<Ended, Complaint> {
        let report = rank(&self.plan())?;
        face.name_unreadable(&report.unreadable);
        face.report(&report, &words(&report));
        Ok(Ended::with(&report.unreadable))
    }

    fn plan(self) -> RankPlan {
        let shape = self.num_layers.zip(self.top_k);
        let target = self.target.zip(self.target_filter);
        let higher_is_better = self.higher_is_better;
        RankPlan {
            target_features: self.target_features,
            pool_features: self.pool_features,
            pool: self.pool,
            output: self.output,
            shape: shape.map(|(layers, top_k)| FeatureShape { layers, top_k }),
            use_top_k: self.use_top_k,
            projection: self.projection,
            id_column: self.id_column,
            ratio: self.ratio,
            token_column: self.token_column,
            target: target.map(|(file, (column, value))| RowFilter { file, column, value }),
            layers: self.layers,
            quality: self.quality_column.map(|column| Quality { column, higher_is_better }),
            overwrite: self.overwrite,
        }
    }
}

fn words(report: &RankReport) -> String {
    let mut words = vec![format!(
        "{} of {} kept ({} of {}), ranked by {}",
        report.kept,
        counted(report.ranked as u64, "document"),
        report.kept_tokens,
        counted(report.tokens, "token"),
        counted(report.examples as u64, "example")
    )];
    let left_out = [
        (report.rows_without_features as u64, "rows have no features"),
        (report.features_without_row as u64, "feature records have no row"),
        (report.without_id, "rows have no id"),
        (report.unscored as u64, "documents have nothing to score (their text holds no token)"),
        (report.without_quality as u64, "documents have no quality"),
    ];
    for (count, what) in left_out.into_iter().filter(|(count, _)| *count > 0) {
        words.push(format!("{count} {what}: left out"));
    }
    words.join("\n")
}
