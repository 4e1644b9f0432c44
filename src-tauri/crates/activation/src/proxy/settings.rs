//! What a proxy is trained with.

use serde::{Deserialize, Serialize};

use super::error::ProxyError;

/// The settings of a run; with its texts and seed they say everything that the result depends on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProxySettings {
    /// Rank of the adapter.
    pub rank: usize,
    /// Tokens a run learns to predict: exactly so many different ones.
    pub tokens: usize,
    /// Times it goes over them.
    pub passes: usize,
    /// Tokens of a batch; the last one of a pass may be smaller.
    pub batch_tokens: usize,
    /// Adam's first learning rate; it falls to zero in a straight line.
    pub learning_rate: f32,
}

impl Default for ProxySettings {
    /// Rank 16, 4,096 tokens once in batches of 128, rate 2e-3: about half a teraflop for a head of 49,152 x 576.
    fn default() -> Self {
        Self { rank: 16, tokens: 4096, passes: 1, batch_tokens: 128, learning_rate: 2e-3 }
    }
}

impl ProxySettings {
    /// Steps of a run.
    #[must_use]
    pub const fn steps(&self) -> usize {
        self.passes * self.tokens.div_ceil(self.batch_tokens)
    }

    /// Multiplications and additions of one run with a head of this shape: two products a trained token (scores forwards,
    /// gradients backwards), one a held-out token that is measured.
    #[must_use]
    pub const fn work(&self, vocabulary: usize, width: usize, held_out: usize) -> u64 {
        let product = 2 * (vocabulary as u64) * (width as u64);
        product * (2 * (self.passes * self.tokens) as u64 + held_out as u64)
    }

    /// Refuses settings that nothing can be trained with.
    ///
    /// # Errors
    /// [`ProxyError::Setting`] saying which one and why.
    pub fn check(&self) -> Result<(), ProxyError> {
        let counts = [
            ("the rank", self.rank, 1024, "1 to 1024"),
            ("the number of tokens", self.tokens, 1 << 24, "1 to 16777216"),
            ("the number of passes", self.passes, 1000, "1 to 1000"),
            ("the batch", self.batch_tokens, 1 << 16, "1 to 65536"),
        ];
        for (setting, found, most, wanted) in counts {
            if found == 0 || found > most {
                return Err(ProxyError::Setting { setting, found: found.to_string(), wanted });
            }
        }
        if !(self.learning_rate > 0.0 && self.learning_rate < 1.0) {
            let found = self.learning_rate.to_string();
            return Err(ProxyError::Setting {
                setting: "the learning rate",
                found,
                wanted: "more than 0, less than 1",
            });
        }
        Ok(())
    }

    /// The learning rate of a step, from 0.
    pub(super) fn rate(&self, step: usize) -> f32 {
        self.learning_rate * (1.0 - step as f32 / self.steps() as f32)
    }
}
