//! `neurosieve extract`.

use std::path::PathBuf;

use selection::Projection;
use workbench::scripts::{Columns, ExtractPlan, ExtractReport, ModelUse, Neurons, extract};

use super::model::{Named, Reading, watch};
use crate::counted::counted;
use crate::ended::{Complaint, Ended};
use crate::face::Face;

/// Read documents with a model, and write which neurons react to each.
///
/// Writes one record for each document, in the input's order and in the published code's shape. Interrupted or killed,
/// the same call again goes on where it stopped (OUTPUT.partial.neurosieve); finished, it does nothing. A document whose
/// text tokenises to nothing gets an empty list and is counted on stderr.
#[derive(clap::Args)]
pub struct Arguments {
    /// A model folder or GGUF file.
    #[arg(long)]
    model: PathBuf,
    /// The documents: JSONL, JSON, CSV, TSV, Parquet or a folder, each also packed with gzip.
    #[arg(long)]
    input: PathBuf,
    /// The file to write: .jsonl or .parquet.
    #[arg(long)]
    output: PathBuf,
    #[command(flatten)]
    named: Named,
    /// The projections to read: up, down, q, k, v, o. Can be given several times, or with commas between.
    #[arg(long, value_delimiter = ',', default_value = "up")]
    projection: Vec<Projection>,
    /// Neurons kept of each layer.
    #[arg(long, conflicts_with = "width_ratio")]
    top_k: Option<u16>,
    /// Neurons kept of each layer, as a share of its width.
    #[arg(long)]
    width_ratio: Option<f64>,
    #[command(flatten)]
    reading: Reading,
    /// Replace the output, whatever it was made of.
    #[arg(long)]
    overwrite: bool,
}

impl Arguments {
    pub fn run(self, face: &Face) -> Result<Ended, Complaint> {
        let mut projections = self.projection;
        projections.sort_unstable();
        projections.dedup();
        let neurons = match (self.top_k, self.width_ratio) {
            (_, Some(ratio)) if !(ratio > 0.0 && ratio <= 1.0) => {
                return Err(Complaint::Arguments(format!("a width ratio of {ratio} is not within 0 to 1")));
            }
            (_, Some(ratio)) => Neurons::WidthRatio(ratio),
            (Some(0), None) => return Err(Complaint::Arguments("a top-k of 0 keeps nothing".to_owned())),
            (top_k, None) => Neurons::TopK(top_k.unwrap_or(20)),
        };
        let plan = ExtractPlan {
            input: self.input,
            output: self.output,
            columns: Columns { id: self.named.id_column, text: self.named.text_column, tokens: None },
            model: ModelUse {
                path: self.model,
                autoencoder: None,
                projections,
                neurons,
                max_tokens: self.reading.max_tokens,
                profile: self.reading.profile(),
                device: self.reading.device(),
                threads: self.reading.threads,
            },
            overwrite: self.overwrite,
        };
        let report = extract(&plan, &watch(face))?;
        face.name_unreadable(&report.unreadable);
        face.report(&report, &words(&report));
        Ok(Ended::with(&report.unreadable))
    }
}

fn words(report: &ExtractReport) -> String {
    let earlier = if report.was_finished { " by an earlier call; nothing was left to do" } else { "" };
    let mut words = vec![format!("{} read{earlier}", counted(report.documents, "document"))];
    if report.unscored > 0 {
        words.push(format!("{} of them hold no token: written with an empty list", report.unscored));
    }
    words.join("\n")
}
