//! A low-rank map beside the identity, and how it learns.

use rayon::prelude::*;
use selection::random::unit;

use super::head::Head;
use super::text::Gathered;
use crate::kernels::sparse::{AdamStep, adam, add_scaled, dot};

/// `h' = h + B·A·h`. At first `B` is zero, so nothing is changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Adapter {
    width: usize,
    /// Root mean square of the rows: both maps work on rows divided by it, so that a learning rate means the same for every
    /// model.
    scale: f32,
    /// A, `[rank][width]`.
    pub(super) down: Learned,
    /// B transposed, `[rank][width]`.
    pub(super) up: Learned,
}

/// Parameters with Adam's running means.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Learned {
    pub weights: Vec<f32>,
    means: Vec<f32>,
    squares: Vec<f32>,
}

impl Learned {
    fn new(weights: Vec<f32>) -> Self {
        let zeros = vec![0.0; weights.len()];
        Self { weights, means: zeros.clone(), squares: zeros }
    }

    fn learn(&mut self, step: AdamStep, gradient: &[f32]) {
        adam(step, &mut self.weights, &mut self.means, &mut self.squares, gradient);
    }
}

/// The gradients of a batch's mean loss by both maps, `[rank][width]` each.
pub(super) struct Gradients {
    pub down: Vec<f32>,
    pub up: Vec<f32>,
    /// The batch's mean loss, nats.
    pub loss: f64,
}

impl Adapter {
    /// One that changes nothing yet. `A` is uniform, of variance `1 / width`, by the seed.
    #[must_use]
    pub fn new(width: usize, rank: usize, scale: f32, seed: u64) -> Self {
        let bound = (3.0 / width as f64).sqrt();
        let down = (0..rank * width).map(|i| (bound * (2.0 * unit(seed, i as u64) - 1.0)) as f32).collect();
        Self { width, scale, down: Learned::new(down), up: Learned::new(vec![0.0; rank * width]) }
    }

    /// `A·h`, `[tokens][rank]`.
    fn codes(&self, rows: &[f32]) -> Vec<f32> {
        let one = |row: &[f32]| -> Vec<f32> {
            self.down.weights.chunks_exact(self.width).map(|down| dot(down, row) / self.scale).collect()
        };
        rows.par_chunks_exact(self.width).flat_map_iter(one).collect()
    }

    /// `h'` of every row.
    pub(super) fn adapted(&self, rows: &[f32]) -> Vec<f32> {
        self.with_codes(rows, &self.codes(rows))
    }

    fn with_codes(&self, rows: &[f32], codes: &[f32]) -> Vec<f32> {
        let rank = codes.len() * self.width / rows.len().max(1);
        let mut adapted = rows.to_vec();
        adapted.par_chunks_exact_mut(self.width).zip(codes.par_chunks_exact(rank.max(1))).for_each(|(row, codes)| {
            for (up, code) in self.up.weights.chunks_exact(self.width).zip(codes) {
                add_scaled(row, self.scale * code, up);
            }
        });
        adapted
    }

    /// What a batch says of both maps.
    pub(super) fn gradients(&self, head: &Head, batch: &Gathered) -> Gradients {
        let (width, tokens) = (self.width, batch.next.len());
        let codes = self.codes(&batch.rows);
        let (losses, by_rows) = head.gradients(&self.with_codes(&batch.rows, &codes), &batch.next);
        let rank = codes.len() / tokens;
        let mut gradients = Gradients {
            down: vec![0.0; rank * width],
            up: vec![0.0; rank * width],
            loss: losses.iter().sum::<f64>() / tokens as f64,
        };
        let mean = 1.0 / tokens as f32;
        let maps = gradients.down.par_chunks_exact_mut(width).zip(gradients.up.par_chunks_exact_mut(width));
        // One job a rank, each over all tokens in their order: the sums do not depend on threads.
        maps.zip(self.up.weights.par_chunks_exact(width)).enumerate().for_each(|(place, ((down, up), weights))| {
            for (token, (row, by_row)) in batch.rows.chunks_exact(width).zip(by_rows.chunks_exact(width)).enumerate() {
                add_scaled(up, mean * self.scale * codes[token * rank + place], by_row);
                add_scaled(down, mean * dot(by_row, weights), row);
            }
        });
        gradients
    }

    /// One step on a batch; gives its mean loss before the step.
    pub(super) fn learn(&mut self, head: &Head, batch: &Gathered, step: AdamStep) -> f64 {
        let gradients = self.gradients(head, batch);
        self.down.learn(step, &gradients.down);
        self.up.learn(step, &gradients.up);
        gradients.loss
    }
}
