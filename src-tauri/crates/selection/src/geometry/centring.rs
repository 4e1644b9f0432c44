//! Centring vectors by the pool: what every document has in common is taken away, and every dimension counts alike.
//!
//! Hidden states share a large common direction and a few dimensions of huge numbers; without them taken away, the
//! cosine of any two texts is near 1 and the order follows those few.

use pulp::Arch;
use rayon::prelude::*;

use crate::data::vectors::Vectors;
use crate::geometry::residual::LengthEffect;

/// Documents whose sums are added up in one go; fixed, so that threads change nothing.
const BLOCK: usize = 1024;
/// Running sums of a squared length: always as many, so that the sum does not depend on the processor.
const LANES: usize = 8;
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
        Self::of_residual(pool, None)
    }

    /// The same of what is left once what follows the tokens of each document is taken away.
    #[must_use]
    pub fn of_residual(pool: &Vectors, effect: Option<(&LengthEffect, &[u64])>) -> Self {
        let nothing = vec![0.0; pool.width()];
        let read = (0..pool.len()).filter(|&document| pool.row(document).is_some()).count().max(1) as f64;
        let mean: Vec<f64> =
            summed(pool, effect, &nothing, |difference| difference).into_iter().map(|sum| sum / read).collect();
        let squares = summed(pool, effect, &mean, |difference| difference * difference);
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

    /// How long a vector is once `excess` times the slopes are taken away, and what is left is centred and scaled.
    #[must_use]
    pub fn length_of(&self, row: &[f32], slopes: &[f64], excess: f64) -> f64 {
        Arch::new().dispatch(|| {
            let left =
                |value: f32, mean: f64, scale: f64, slope: f64| (f64::from(value) - slope * excess - mean) * scale;
            let (rows, rest) = row.as_chunks::<LANES>();
            let (means, scales, slopes_of) =
                (self.mean.as_chunks::<LANES>().0, self.scale.as_chunks::<LANES>().0, slopes.as_chunks::<LANES>().0);
            let mut lanes = [0.0f64; LANES];
            for (((values, means), scales), slopes) in rows.iter().zip(means).zip(scales).zip(slopes_of) {
                for (lane, sum) in lanes.iter_mut().enumerate() {
                    let left = left(values[lane], means[lane], scales[lane], slopes[lane]);
                    *sum += left * left;
                }
            }
            let rest =
                (row.len() - rest.len()..row.len()).map(|d| left(row[d], self.mean[d], self.scale[d], slopes[d]));
            (lanes.iter().sum::<f64>() + rest.map(|left| left * left).sum::<f64>()).sqrt()
        })
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

/// Per dimension the sum over documents of `term(what is left - from)`, block by block, blocks added in their order.
fn summed(
    pool: &Vectors,
    effect: Option<(&LengthEffect, &[u64])>,
    from: &[f64],
    term: impl Fn(f64) -> f64 + Sync,
) -> Vec<f64> {
    let width = pool.width();
    let flat = vec![0.0; width];
    let slopes = effect.map_or(&flat[..], |(effect, _)| effect.slopes());
    let of_block = |(block, rows): (usize, &[f32])| {
        let mut sums = vec![0.0; width];
        for (place, row) in rows.chunks_exact(width).enumerate().filter(|(_, row)| !row[0].is_nan()) {
            let excess = effect.map_or(0.0, |(effect, tokens)| effect.excess(tokens[block * BLOCK + place]));
            Arch::new().dispatch(|| {
                let columns = from.iter().zip(slopes);
                for ((sum, &value), (from, slope)) in sums.iter_mut().zip(row).zip(columns) {
                    *sum += term(f64::from(value) - slope * excess - from);
                }
            });
        }
        sums
    };
    let blocks: Vec<Vec<f64>> = pool.values().par_chunks(BLOCK * width).enumerate().map(of_block).collect();
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
