//! `neurosieve models train-autoencoder`.

use std::path::{Path, PathBuf};

use workbench::operations::autoencoder::TrainAutoencoder;
use workbench::operations::job::{JobOutcome, JobState};
use workbench::scripts::NumericProfile;

use super::model::Reading;
use crate::ended::{Complaint, Ended};
use crate::face::Face;
use crate::opened::Opened;

/// Train a sparse autoencoder on the documents of a project, for the method mona.
///
/// The documents need not have been read before. The result is put into this computer's list, in sparsify's format. A call
/// that was stopped goes on where it was when it is given again, and ends with the same bytes.
#[derive(clap::Args)]
pub struct Arguments {
    /// The project.
    #[arg(long)]
    project: PathBuf,
    /// A model folder or GGUF file.
    #[arg(long)]
    model: PathBuf,
    /// The layer, from 0, whose output is learned from; the last but one if not given.
    #[arg(long)]
    layer: Option<u32>,
    /// Latents for each number of a token's state: 1 to 64, 8 if not given.
    #[arg(long)]
    expansion: Option<u32>,
    /// Latents that fire at a token: 1 to 256, 32 if not given.
    #[arg(long)]
    k: Option<u32>,
    /// Documents that are read at most: 16 to 100000, 2000 if not given.
    #[arg(long)]
    documents: Option<u64>,
    /// Tokens to learn from in all, counting repetitions: a million if not given.
    #[arg(long)]
    tokens: Option<u64>,
    /// Which documents, their order, and the random beginning.
    #[arg(long, default_value_t = 0)]
    seed: u64,
    #[command(flatten)]
    reading: Reading,
}

impl Arguments {
    pub fn run(&self, face: &Face) -> Result<Ended, Complaint> {
        let opened = Opened::project(&self.project, face)?;
        let with = TrainAutoencoder {
            model: String::new(),
            layer: self.layer,
            expansion: self.expansion,
            k: self.k,
            documents: self.documents,
            tokens: self.tokens,
            max_tokens: Some(self.reading.max_tokens),
            seed: self.seed,
            fast: self.reading.profile() == NumericProfile::Bf16Fast,
        };
        let (device, threads) = (self.reading.device(), self.reading.threads);
        let started = opened.workbench().train_autoencoder(&self.model, &with, device, threads)?;
        let ended = opened.finish(started.job, &self.project)?;
        if let Some(outcome) = &ended.outcome {
            face.answer(outcome, &words(outcome));
        }
        Ok(if ended.state == JobState::Done { Ended::Done } else { Ended::Failed })
    }
}

fn words(outcome: &JobOutcome) -> String {
    let JobOutcome::Learned { name, latents, explained, dead, tokens, place, .. } = outcome else {
        return String::new();
    };
    let place = Path::new(place).display();
    format!(
        "{name}: {latents} latents explain {:.1} % of the variance of documents held out, {:.1} % of them are silent, \
         after {tokens} tokens\n{place}",
        explained * 100.0,
        dead * 100.0
    )
}
