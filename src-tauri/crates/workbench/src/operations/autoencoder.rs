//! Training a sparse autoencoder on the user's own pool.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Says which autoencoder to train; what is none is the app's default.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct TrainAutoencoder {
    /// The language model's id.
    pub model: String,
    /// The layer, from 0, whose output it learns from; the last but one if none.
    #[serde(default)]
    pub layer: Option<u32>,
    /// Latents for each number of a token's state, 1 to 64.
    #[serde(default)]
    pub expansion: Option<u32>,
    /// Latents that fire at a token, 1 to 256.
    #[serde(default)]
    pub k: Option<u32>,
    /// Documents of the pool that are read for it at most, 16 to 100,000.
    #[serde(default)]
    pub documents: Option<u64>,
    /// Tokens to learn from in all, counting repetitions, 2,048 to 100 million.
    #[serde(default)]
    pub tokens: Option<u64>,
    /// Tokens read of each document at most, 8 to 4,096.
    #[serde(default)]
    pub max_tokens: Option<u32>,
    /// Which documents, their order, and the random beginning.
    #[serde(default)]
    pub seed: u64,
    /// The labelled fast profile (bf16) instead of f32 for reading.
    #[serde(default)]
    pub fast: bool,
}

/// What a training would be and cost.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct AutoencoderEstimate {
    /// The model's name.
    pub model: String,
    /// The layer, from 0.
    pub layer: u32,
    /// The model's layers.
    pub layers: u32,
    /// Numbers of a token's state.
    pub width: u32,
    /// Latents in all.
    pub latents: u32,
    /// Of those, at a token.
    pub k: u32,
    /// Documents that would be read.
    pub documents: u64,
    /// Tokens learned from in all, counting repetitions.
    pub tokens: u64,
    /// Seconds of reading, about; none before the model's speed was measured.
    pub reading_s: Option<f64>,
    /// Seconds of training after that, about.
    pub training_s: f64,
    /// Disk that is taken meanwhile, at most.
    pub disk_bytes: u64,
    /// Disk that is free there.
    pub free_bytes: u64,
}

/// How the training of an autoencoder goes.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct Learning {
    /// Steps in all.
    pub steps: u64,
    /// Latents in all.
    pub latents: u32,
    /// Some of the way, the newest last; empty before the first step.
    pub curve: Vec<LearningPoint>,
}

/// A training after some steps, averaged over the steps since the point before.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct LearningPoint {
    /// Steps done.
    pub step: u64,
    /// Tokens learned from, counting repetitions.
    pub tokens: u64,
    /// What is made small: the unexplained share of the variance, and the revival of dead latents.
    pub loss: f64,
    /// Share of the variance of tokens' states that is explained.
    pub explained: f64,
    /// Share of latents that have not fired for long.
    pub dead: f64,
}

/// How an autoencoder came about that was trained here.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct AutoencoderOrigin {
    /// The model's id at the time.
    pub model: String,
    /// The model's name.
    pub model_name: String,
    /// Digest of the model: what it was trained for, wherever that lies now.
    pub backbone: String,
    /// The project's name.
    pub project: String,
    /// Documents it was trained on.
    pub documents: u64,
    /// Tokens it learned from, counting repetitions.
    pub tokens: u64,
    /// Share of the variance explained on documents that it was not trained on.
    pub explained: f64,
    /// Share of latents that had not fired for long at the end.
    pub dead: f64,
    /// Latents that fire at a token.
    pub k: u32,
    /// Seed.
    pub seed: u64,
    /// Tokens read of each document at most.
    pub max_tokens: u32,
}
