//! Centring vectors by the pool: what every document has in common is taken away, and every dimension counts alike.
//!
//! Hidden states share a large common direction and a few dimensions of huge numbers; without them taken away, the
//! cosine of any two texts is near 1 and the order follows those few.

use rayon::prelude::*;

use crate::data::vectors::Vectors;

/// Documents whose sums are added up in one go; fixed, so that threads change nothing.
const BLOCK: usize = 1024;
/// A spread below this share of the mean's size is what f32 cannot tell from none.
const LEAST_SPREAD: f64 = 1e-6;

/// Mean and spread of every dimension over a pool.
#[derive(Debug, Clone, PartialEq)]
pub struct Centring {
    mean: Vec<f64>,
    scale: Vec<f64>,
}

impl Centring {
    /// Mean and standard deviation (over all documents that were read, divided by their number) of every dimension.
    ///
    /// # Shapes
    /// Both `[width]`, f64 sums. A dimension that is the same in every document counts nothing afterwards.
    #[must_use]
    pub fn of(pool: &Vectors) -> Self {
        let nothing = vec![0.0; pool.width()];
        let read = (0..pool.len()).filter(|&document| pool.row(document).is_some()).count().max(1) as f64;
        let mean: Vec<f64> =
            summed(pool, &nothing, |difference| difference).into_iter().map(|sum| sum / read).collect();
        let squares = summed(pool, &mean, |difference| difference * difference);
        let scale = squares
            .into_iter()
            .zip(&mean)
            .map(|(sum, mean)| ((sum / read).sqrt(), mean.abs()))
            .map(|(spread, size)| if spread > LEAST_SPREAD * size { 1.0 / spread } else { 0.0 })
            .collect();
        Self { mean, scale }
    }

    /// One number of a vector, centred and scaled.
    #[must_use]
    pub fn of_number(&self, dimension: usize, value: f32) -> f64 {
        (f64::from(value) - self.mean[dimension]) * self.scale[dimension]
    }

    /// The mean and the factor of every dimension: a number is centred as `(value - mean) * factor`.
    #[must_use]
    pub fn columns(&self) -> (&[f64], &[f64]) {
        (&self.mean, &self.scale)
    }

    /// A direction scaled as the vectors would be, and what the mean has along it: the product of a centred vector with
    /// `direction` is that of the vector as it was with the first, less the second.
    #[must_use]
    pub fn scaled(&self, direction: &[f32]) -> (Vec<f32>, f64) {
        let scaled = direction.iter().zip(&self.scale).map(|(&value, scale)| (f64::from(value) * scale) as f32);
        let scaled: Vec<f32> = scaled.collect();
        let of_mean = scaled.iter().zip(&self.mean).map(|(&value, mean)| f64::from(value) * mean).sum();
        (scaled, of_mean)
    }
}

/// Per dimension the sum over documents of `term(value - from)`, block by block, blocks added in their order.
fn summed(pool: &Vectors, from: &[f64], term: impl Fn(f64) -> f64 + Sync) -> Vec<f64> {
    let blocks: Vec<Vec<f64>> = pool
        .values()
        .par_chunks(BLOCK * pool.width())
        .map(|block| {
            let mut sums = vec![0.0; from.len()];
            for row in block.chunks_exact(from.len()).filter(|row| !row[0].is_nan()) {
                for ((sum, &value), from) in sums.iter_mut().zip(row).zip(from) {
                    *sum += term(f64::from(value) - from);
                }
            }
            sums
        })
        .collect();
    blocks.into_iter().fold(vec![0.0; from.len()], |mut sums, block| {
        sums.iter_mut().zip(block).for_each(|(sum, more)| *sum += more);
        sums
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn every_dimension_has_mean_0_and_spread_1_and_one_that_never_changes_counts_nothing() {
        let nan = f32::NAN;
        let pool = Vectors::new(2, vec![1.0, 0.1, 3.0, 0.1, nan, nan, 8.0, 0.1]).unwrap();
        let centring = Centring::of(&pool);
        // Mean 4, deviations -3, -1, 4: population variance 26/3.
        let spread = (26.0f64 / 3.0).sqrt();
        assert!((centring.of_number(0, 8.0) - 4.0 / spread).abs() < 1e-12);
        assert!((centring.of_number(0, 1.0) + 3.0 / spread).abs() < 1e-12);
        assert!(centring.of_number(1, 7.0).abs() < f64::EPSILON);
    }
}
