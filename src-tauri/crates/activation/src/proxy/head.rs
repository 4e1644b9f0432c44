//! The model's output head both ways: scores of every next token, and what a row's loss says of the row.

use rayon::prelude::*;

use crate::kernels::pack::{PackedMatrix, WeightFormat};
use crate::kernels::{likelihood, matmul};
use crate::ops::TokenLikelihood;

/// Scores in hand at a time: 64 MiB.
const BLOCK_SCORES: usize = 1 << 24;
/// Rows of a block, however large or small the vocabulary.
const BLOCK_ROWS: [usize; 2] = [24, 384];

/// An output head, frozen. Holds its weights twice in f32, as they are and transposed.
pub struct Head {
    vocabulary: usize,
    width: usize,
    scores: PackedMatrix,
    back: PackedMatrix,
}

impl Head {
    /// From the head's weights, `[vocabulary][width]`.
    ///
    /// # Panics
    /// When there are not so many, or a side is 0.
    #[must_use]
    pub fn new(weights: &[f32], vocabulary: usize, width: usize) -> Self {
        let mut scores = PackedMatrix::zeroed(WeightFormat::F32, width, &[vocabulary]);
        scores.fill(0, weights);
        let mut turned = vec![0.0; weights.len()];
        turned.par_chunks_exact_mut(vocabulary).enumerate().for_each(|(column, turned)| {
            for (value, row) in turned.iter_mut().zip(weights.chunks_exact(width)) {
                *value = row[column];
            }
        });
        let mut back = PackedMatrix::zeroed(WeightFormat::F32, vocabulary, &[width]);
        back.fill(0, &turned);
        Self { vocabulary, width, scores, back }
    }

    /// Width of the rows that it reads.
    #[must_use]
    pub const fn width(&self) -> usize {
        self.width
    }

    /// Token ids that it scores.
    #[must_use]
    pub const fn vocabulary(&self) -> usize {
        self.vocabulary
    }

    /// The loss of each row in nats: the negative log-likelihood of the token that came, over the whole vocabulary.
    pub(super) fn losses(&self, rows: &[f32], next: &[u32]) -> Vec<f64> {
        self.run(rows, next, None)
    }

    /// The same with the gradient of each row's own loss by the row, `[tokens][width]`.
    pub(super) fn gradients(&self, rows: &[f32], next: &[u32]) -> (Vec<f64>, Vec<f32>) {
        let mut gradients = vec![0.0; rows.len()];
        let losses = self.run(rows, next, Some(&mut gradients));
        (losses, gradients)
    }

    fn run(&self, rows: &[f32], next: &[u32], mut gradients: Option<&mut [f32]>) -> Vec<f64> {
        let block = (BLOCK_SCORES / self.vocabulary).clamp(BLOCK_ROWS[0], BLOCK_ROWS[1]);
        let mut losses = Vec::with_capacity(next.len());
        for (number, (rows, next)) in rows.chunks(block * self.width).zip(next.chunks(block)).enumerate() {
            let mut scores = vec![0.0; next.len() * self.vocabulary];
            matmul::multiply(rows, &self.scores, 0..1, &mut [&mut scores]);
            let wanted = gradients.is_some();
            let one = |(scores, &came): (&mut [f32], &u32)| loss(scores, came as usize, wanted);
            losses.par_extend(scores.par_chunks_exact_mut(self.vocabulary).zip(next).map(one));
            if let Some(gradients) = &mut gradients {
                let own = &mut gradients[number * block * self.width..][..rows.len()];
                matmul::multiply(&scores, &self.back, 0..1, &mut [own]);
            }
        }
        losses
    }
}

/// A row's loss; its scores become the loss's gradient by them (probability, less 1 for the token that came) where wanted.
fn loss(scores: &mut [f32], came: usize, gradient: bool) -> f64 {
    let sums = likelihood::sums(scores);
    let loss = TokenLikelihood::from_sums(sums, scores[came]).loss;
    if gradient {
        likelihood::powers(scores, sums[0] as f32, (1.0 / sums[1]) as f32);
        scores[came] -= 1.0;
    }
    loss
}
