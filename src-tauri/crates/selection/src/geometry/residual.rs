//! Vectors with what one number per document explains of them taken away: the residuals of a straight line, fitted on
//! the pool for every dimension (partialling out; Frisch and Waugh 1933).
//!
//! The number here is one over a document's tokens. A model puts a huge state on its first token (an attention sink,
//! arXiv 2309.17453), so that a mean over tokens holds that state in proportion to 1 / tokens: without it taken away,
//! short texts are alike because they are short.

use crate::data::vectors::{Vectors, VectorsError};

/// Documents whose sums are added up in one go.
const BLOCK: usize = 1024;

/// How much of each dimension follows a document's number of tokens.
#[derive(Debug, Clone, PartialEq)]
pub struct LengthEffect {
    mean: f64,
    slopes: Vec<f64>,
}

impl LengthEffect {
    /// Fits the lines on a pool; documents without a row or a token are passed over. Where all texts are equally long,
    /// nothing follows their length.
    ///
    /// # Shapes
    /// `tokens` has a place for each row of `pool`; the slopes are `[width]`.
    #[must_use]
    pub fn of(pool: &Vectors, tokens: &[u64]) -> Self {
        let inverses: Vec<Option<f64>> =
            (0..pool.len()).map(|document| pool.row(document).and(inverse(tokens[document]))).collect();
        let read = inverses.iter().flatten().count().max(1) as f64;
        let mean = inverses.iter().flatten().sum::<f64>() / read;
        let squares: f64 = inverses.iter().flatten().map(|x| (x - mean) * (x - mean)).sum();
        let mut slopes = products(pool, &inverses, mean);
        for slope in &mut slopes {
            *slope = if squares > 0.0 { *slope / squares } else { 0.0 };
        }
        Self { mean, slopes }
    }

    /// How much of each dimension goes with one over the tokens.
    #[must_use]
    pub fn slopes(&self) -> &[f64] {
        &self.slopes
    }

    /// One over a document's tokens, less what it is on the average; 0 for a document without a token, which stays as it
    /// is.
    #[must_use]
    pub fn excess(&self, tokens: u64) -> f64 {
        inverse(tokens).map_or(0.0, |inverse| inverse - self.mean)
    }

    /// How much of a product with this direction goes with [`Self::excess`].
    #[must_use]
    pub fn along(&self, direction: &[f32]) -> f64 {
        direction.iter().zip(&self.slopes).map(|(&value, slope)| f64::from(value) * slope).sum()
    }

    /// The same rows without what follows their length; a row whose document has no token stays as it is.
    ///
    /// # Errors
    /// [`VectorsError`] where the difference is beyond what f32 holds.
    pub fn taken_from(&self, vectors: &Vectors, tokens: &[u64]) -> Result<Vectors, VectorsError> {
        let mut values = vectors.values().to_vec();
        for (row, &tokens) in values.chunks_exact_mut(vectors.width()).zip(tokens) {
            let excess = self.excess(tokens);
            for (value, slope) in row.iter_mut().zip(&self.slopes) {
                *value = (f64::from(*value) - slope * excess) as f32;
            }
        }
        Vectors::new(vectors.width(), values)
    }
}

fn inverse(tokens: u64) -> Option<f64> {
    (tokens > 0).then(|| 1.0 / tokens as f64)
}

/// Per dimension the sum over documents of `(inverse - mean) * value`, block by block, blocks added in their order.
fn products(pool: &Vectors, inverses: &[Option<f64>], mean: f64) -> Vec<f64> {
    use rayon::prelude::*;
    let width = pool.width();
    let blocks: Vec<Vec<f64>> = pool
        .values()
        .par_chunks(BLOCK * width)
        .zip(inverses.par_chunks(BLOCK))
        .map(|(rows, inverses)| {
            let mut sums = vec![0.0; width];
            for (row, inverse) in rows.chunks_exact(width).zip(inverses) {
                let Some(inverse) = inverse else { continue };
                sums.iter_mut().zip(row).for_each(|(sum, &value)| *sum += (inverse - mean) * f64::from(value));
            }
            sums
        })
        .collect();
    blocks.into_iter().fold(vec![0.0; width], |mut sums, block| {
        sums.iter_mut().zip(block).for_each(|(sum, more)| *sum += more);
        sums
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn what_follows_length_is_taken_away_and_the_rest_stays() {
        // First dimension: 5 + 6 / tokens exactly; second: nothing that follows the length.
        let nan = f32::NAN;
        let pool = Vectors::new(2, vec![11.0, 1.0, 8.0, -2.0, 7.0, 4.0, nan, nan]).unwrap();
        let tokens = [1, 2, 3, 9];
        let effect = LengthEffect::of(&pool, &tokens);
        let found = effect.taken_from(&pool, &tokens).unwrap();
        // The mean of 1, 1/2, 1/3 is 11/18: what is left is 5 + 6 * 11/18 everywhere.
        for document in 0..3 {
            assert!((found.row(document).unwrap()[0] - 8.666_667).abs() < 1e-5);
        }
        assert_eq!(found.row(3), None);
        let sum: f64 = [1.0, 0.5, 1.0 / 3.0]
            .iter()
            .zip(0..3)
            .map(|(x, d)| (x - 11.0 / 18.0) * f64::from(found.row(d).unwrap()[1]))
            .sum();
        assert!(sum.abs() < 1e-6, "no length left in the second dimension: {sum}");
    }

    #[test]
    fn texts_of_one_length_are_left_alone() {
        let pool = Vectors::new(1, vec![1.0, 5.0]).unwrap();
        assert_eq!(LengthEffect::of(&pool, &[7, 7]).taken_from(&pool, &[7, 7]).unwrap(), pool);
    }
}
