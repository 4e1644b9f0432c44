//! How the rows of a pool are looked at before they are compared: what follows a text's length is taken away where that is
//! asked for, what all rows have in common is taken away, and every dimension counts alike.
//!
//! Kept is what takes a walk over the whole pool to find out, and no second copy of the pool: a row's product with a
//! direction is that of the row as it was read with the direction scaled, less what mean and length have along it.

use rayon::prelude::*;

use crate::data::vectors::{Vectors, VectorsError};
use crate::geometry::centring::Centring;
use crate::geometry::directions::Directions;
use crate::geometry::residual::LengthEffect;
use crate::numbers::dot::products;

/// Rows of one block: they stay in the processor's near memory.
const BLOCK: usize = 128;

/// A way of looking at a pool's rows, and how long each of them is then.
#[derive(Debug, Clone, PartialEq)]
pub struct Look {
    effect: Option<LengthEffect>,
    centring: Centring,
    lengths: Vec<f64>,
}

impl Look {
    /// Walks over the pool three times, and over the tokens of its documents where the length is to be taken away.
    ///
    /// # Shapes
    /// `tokens` has a place for each row.
    #[must_use]
    pub fn of(pool: &Vectors, tokens: Option<&[u64]>) -> Self {
        let effect = tokens.map(|tokens| LengthEffect::of(pool, tokens));
        let residual = effect.as_ref().zip(tokens);
        let centring = Centring::of_residual(pool, residual);
        let mut lengths = vec![f64::NAN; pool.len()];
        let flat = vec![0.0; pool.width()];
        let slopes = effect.as_ref().map_or(&flat[..], LengthEffect::slopes);
        lengths.par_iter_mut().enumerate().for_each(|(row, length)| {
            let Some(values) = pool.row(row) else { return };
            let excess = residual.map_or(0.0, |(effect, tokens)| effect.excess(tokens[row]));
            *length = centring.length_of(values, slopes, excess);
        });
        Self { effect, centring, lengths }
    }

    /// What all rows have in common.
    #[must_use]
    pub const fn centring(&self) -> &Centring {
        &self.centring
    }

    /// Some rows of the pool, or of vectors that are compared with it, as they are looked at.
    ///
    /// # Errors
    /// [`VectorsError`] where what is left is beyond what f32 holds.
    ///
    /// # Panics
    /// When a row is out of range or could not be read, or tokens are missing that the look asks for.
    pub fn directions(
        &self,
        vectors: &Vectors,
        tokens: Option<&[u64]>,
        rows: &[usize],
    ) -> Result<Directions, VectorsError> {
        if self.effect.is_none() {
            return Ok(Directions::of(vectors, rows, Some(&self.centring)));
        }
        let left = self.left_of(vectors, tokens, rows)?;
        Ok(Directions::of(&left, &(0..rows.len()).collect::<Vec<_>>(), Some(&self.centring)))
    }

    /// What is left of some rows once what follows their length is taken away; as they are where nothing is.
    ///
    /// # Errors
    /// [`VectorsError`] where it is beyond what f32 holds.
    ///
    /// # Panics
    /// As [`Self::directions`].
    pub fn left_of(&self, vectors: &Vectors, tokens: Option<&[u64]>, rows: &[usize]) -> Result<Vectors, VectorsError> {
        let some = vectors.some(rows);
        let Some(effect) = &self.effect else { return Ok(some) };
        let tokens = tokens.expect("a look that takes the length away is given lengths");
        effect.taken_from(&some, &rows.iter().map(|&row| tokens[row]).collect::<Vec<_>>())
    }

    /// The product of each row of the pool, brought to length 1, with the first of some directions: the cosine with a
    /// direction of length 1. NaN for rows that could not be read; within 1e-5 of the product of [`Self::directions`].
    /// Runs on the caller's rayon pool.
    ///
    /// # Panics
    /// When this is not the pool that was looked at.
    #[must_use]
    pub fn cosines(&self, pool: &Vectors, tokens: Option<&[u64]>, goal: &Directions) -> Vec<f64> {
        assert_eq!(self.lengths.len(), pool.len(), "the look is one at this pool");
        let (scaled, of_mean) = self.centring.scaled(goal.row(0));
        let along = self.effect.as_ref().zip(tokens).map(|(effect, tokens)| (effect, effect.along(&scaled), tokens));
        let mut values = vec![f64::NAN; pool.len()];
        let blocks = values.par_chunks_mut(BLOCK).zip(pool.values().par_chunks(BLOCK * pool.width())).enumerate();
        blocks.for_each(|(block, (values, rows))| {
            let mut found = [0.0; BLOCK];
            products(rows, &scaled, pool.width(), &mut found[..values.len()]);
            for (place, (value, found)) in values.iter_mut().zip(found).enumerate() {
                let row = block * BLOCK + place;
                let of_length =
                    along.as_ref().map_or(0.0, |(effect, along, tokens)| along * effect.excess(tokens[row]));
                let length = self.lengths[row];
                *value = if length == 0.0 { 0.0 } else { (f64::from(found) - of_mean - of_length) / length };
            }
        });
        values
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::numbers::dot::dot;
    use crate::numbers::random::unit;

    /// Rows with a huge common part, a few of them as a first token's state makes them, and one that was not read.
    fn pool() -> (Vectors, Vec<u64>) {
        let (rows, width) = (300, 70);
        let tokens: Vec<u64> = (0..rows).map(|row| row % 40).collect();
        let number = |at: u64| {
            let (row, dimension) = (at / width, at % width);
            if row == 9 {
                return f32::NAN;
            }
            let sink =
                if dimension < 3 && tokens[row as usize] > 0 { 900.0 / tokens[row as usize] as f64 } else { 0.0 };
            (unit(3, at) + 20.0 * unit(4, dimension) + sink) as f32
        };
        (Vectors::new(width as usize, (0..rows * width).map(number).collect()).unwrap(), tokens)
    }

    #[test]
    fn cosines_are_the_products_of_directions_with_and_without_the_length() {
        let (pool, tokens) = pool();
        for tokens in [None, Some(&tokens[..])] {
            let look = Look::of(&pool, tokens);
            let goal = look.directions(&pool, tokens, &[0, 7, 44]).unwrap().mean();
            let found = look.cosines(&pool, tokens, &goal);
            for row in (0..pool.len()).filter(|&row| row != 9) {
                let own = look.directions(&pool, tokens, &[row]).unwrap();
                let product = f64::from(dot(own.row(0), goal.row(0)));
                assert!((found[row] - product).abs() < 1e-5, "{row}: {} for {product}", found[row]);
            }
            assert!(found[9].is_nan());
        }
    }

    #[test]
    fn a_row_that_is_the_mean_has_no_direction() {
        let pool = Vectors::new(2, vec![1.0, 4.0, 3.0, 0.0, 2.0, 2.0]).unwrap();
        let look = Look::of(&pool, None);
        let goal = look.directions(&pool, None, &[0]).unwrap();
        let found = look.cosines(&pool, None, &goal);
        assert!((found[0] - 1.0).abs() < 1e-6 && (found[1] + 1.0).abs() < 1e-6 && found[2].abs() < f64::EPSILON);
    }
}
