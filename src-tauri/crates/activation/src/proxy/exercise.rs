//! Work like a training's on numbers that mean nothing, so that somebody with a clock can say how fast this computer trains.

use selection::random::{mixed, unit};

use super::adapter::Adapter;
use super::head::Head;
use super::text::Gathered;
use crate::backbone::pool;
use crate::error::BackboneError;

/// A head smaller than any real one's, yet too large for the caches that are near: 16 MiB each way.
const VOCABULARY: usize = 8192;
const WIDTH: usize = 512;
/// A batch as trainings have it.
const TOKENS: usize = 128;
const RANK: usize = 16;

/// A batch that can be worked on again and again.
pub struct Exercise {
    head: Head,
    adapter: Adapter,
    batch: Gathered,
    threads: rayon::ThreadPool,
}

impl Exercise {
    /// Multiplications and additions of one round, counted as [`super::ProxySettings::work`] counts them.
    pub const WORK: u64 = 4 * (TOKENS * VOCABULARY * WIDTH) as u64;

    /// On so many threads, or all; made up by chance of a fixed seed.
    ///
    /// # Errors
    /// [`BackboneError::Threads`] when they cannot be had.
    pub fn new(threads: Option<usize>) -> Result<Self, BackboneError> {
        let threads = pool(threads)?;
        let numbers = |seed: u64, count: usize| -> Vec<f32> {
            (0..count as u64).map(|place| unit(seed, place) as f32 - 0.5).collect()
        };
        let head = threads.install(|| Head::new(&numbers(1, VOCABULARY * WIDTH), VOCABULARY, WIDTH));
        let next = (0..TOKENS as u64).map(|place| (mixed(3, place) % VOCABULARY as u64) as u32).collect();
        let batch = Gathered { rows: numbers(2, TOKENS * WIDTH), next };
        Ok(Self { head, adapter: Adapter::new(WIDTH, RANK, 1.0, 4), batch, threads })
    }

    /// One round; gives the batch's loss, so that nobody takes the work for superfluous.
    #[must_use]
    pub fn round(&self) -> f64 {
        self.threads.install(|| self.adapter.gradients(&self.head, &self.batch).loss)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_round_is_a_whole_batch_through_head_and_back() {
        let exercise = Exercise::new(Some(1)).unwrap();
        // Scores of so small a spread leave a loss near that of guessing among all tokens; every round is the same.
        let loss = exercise.round();
        assert!((loss - (VOCABULARY as f64).ln()).abs() < 3.0, "{loss}");
        assert_eq!(loss.to_bits(), exercise.round().to_bits());
    }
}
