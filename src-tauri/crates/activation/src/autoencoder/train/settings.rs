//! What an autoencoder is trained with.

use serde::{Deserialize, Serialize};

use super::TrainError;

/// The settings of a training; with the rows they say everything its result depends on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrainSettings {
    /// Width of the rows.
    pub width: usize,
    /// Latents for each column of the rows.
    pub expansion: usize,
    /// Latents that fire at a token.
    pub k: usize,
    /// Rows of a batch at most.
    pub batch_tokens: usize,
    /// Batches in all.
    pub steps: u64,
    /// The highest learning rate of Adam.
    pub learning_rate: f32,
    /// Steps in which the rate rises to it; afterwards it falls to zero in a straight line.
    pub warmup_steps: u64,
    /// A latent that has not fired for so many tokens counts as dead.
    pub dead_after_tokens: u64,
    /// Weight of the loss that brings dead latents back (published: 1/32).
    pub revival: f32,
    /// Dead latents that explain what is left of a token. The published number is half the width; fewer cost less and bring
    /// them back as well.
    pub revival_k: usize,
    /// The beginning's random weights.
    pub seed: u64,
}

impl TrainSettings {
    /// Settings for rows of a width: 8 latents a column of which 32 fire, batches of 2048 tokens, and the published rate
    /// `2e-4 / sqrt(latents / 2^14)` times 4, since a training here has thousands of steps where published ones have a
    /// hundred thousand.
    #[must_use]
    pub fn of(width: usize, steps: u64) -> Self {
        Self::expanded(width, steps, 8)
    }

    /// The same with so many latents a column: the rate follows their number.
    #[must_use]
    pub fn expanded(width: usize, steps: u64, expansion: usize) -> Self {
        let latents = (width * expansion) as f32;
        Self {
            width,
            expansion,
            k: 32,
            batch_tokens: 2048,
            steps,
            learning_rate: 8e-4 / (latents / 16_384.0).sqrt(),
            warmup_steps: steps / 20,
            dead_after_tokens: 200_000,
            revival: 1.0 / 32.0,
            revival_k: 64,
            seed: 0,
        }
    }

    /// How many latents there will be.
    #[must_use]
    pub const fn latents(&self) -> usize {
        self.width * self.expansion
    }

    /// Refuses settings that nothing can be trained with.
    ///
    /// # Errors
    /// [`TrainError::Setting`] saying which one and why.
    pub fn check(&self) -> Result<(), TrainError> {
        let refuse = |setting, found: String, wanted: &str| {
            Err(TrainError::Setting { setting, found, wanted: wanted.to_owned() })
        };
        let most = 1 << 24;
        if self.width == 0 || self.width > most {
            return refuse("the width", self.width.to_string(), "1 to 16777216");
        }
        if self.expansion == 0 || self.expansion > most || self.latents() > most {
            return refuse(
                "the expansion",
                self.expansion.to_string(),
                "at least 1, with at most 16777216 latents in all",
            );
        }
        if self.k == 0 || self.k > self.latents() {
            return refuse("k", self.k.to_string(), "1 to the number of latents");
        }
        if self.batch_tokens < 2 {
            return refuse("the batch", self.batch_tokens.to_string(), "2 tokens or more");
        }
        if self.steps == 0 {
            return refuse("the number of steps", "0".into(), "1 or more");
        }
        if !(self.learning_rate > 0.0 && self.learning_rate < 1.0) {
            return refuse("the learning rate", self.learning_rate.to_string(), "more than 0, less than 1");
        }
        if !(self.revival >= 0.0 && self.revival <= 1.0) {
            return refuse("the revival weight", self.revival.to_string(), "0 to 1");
        }
        Ok(())
    }

    /// The learning rate of a step, from 0.
    pub(super) fn rate(&self, step: u64) -> f32 {
        let (step, warm, all) = (step as f32, self.warmup_steps as f32, self.steps as f32);
        let share = if step < warm { (step + 1.0) / warm } else { (all - step) / (all - warm).max(1.0) };
        self.learning_rate * share.clamp(0.0, 1.0)
    }
}
