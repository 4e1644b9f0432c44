//! How alike the documents of a pool are to a goal's examples by the cosine of their vectors.
//!
//! The pool's vectors are brought to length 1 block by block, so that a pool of a million needs no second copy.

use rayon::prelude::*;

use crate::data::vectors::Vectors;
use crate::geometry::centring::Centring;
use crate::geometry::directions::{Directions, write_direction};
use crate::numbers::dot::products;
use crate::numbers::product;

/// Documents of one block: their directions stay in the processor's near memory.
const BLOCK: usize = 128;

/// How the cosines with several examples become one number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Aggregate {
    /// The nearest example counts.
    Max,
    /// Every example counts alike.
    Mean,
}

impl Aggregate {
    /// One number of the cosines with every example.
    #[must_use]
    pub fn of(self, cosines: &[f32]) -> f64 {
        match self {
            Self::Max => f64::from(cosines.iter().copied().fold(f32::NEG_INFINITY, f32::max)),
            Self::Mean => cosines.iter().map(|&cosine| f64::from(cosine)).sum::<f64>() / cosines.len() as f64,
        }
    }
}

/// One number for each document: what `fold` makes of its cosines with every direction of the goal; NaN for a document
/// that could not be read. Runs on the caller's rayon pool.
///
/// # Panics
/// When pool and goal differ in width.
#[must_use]
pub fn likenesses(
    pool: &Vectors,
    goal: &Directions,
    centring: Option<&Centring>,
    fold: impl Fn(&[f32]) -> f64 + Sync,
) -> Vec<f64> {
    let mut values = vec![f64::NAN; pool.len()];
    let blocks = values.par_chunks_mut(BLOCK).zip(pool.values().par_chunks(BLOCK * pool.width()));
    blocks.for_each(|(values, rows)| {
        let cosines = block_cosines(rows, goal, centring, products);
        let read = rows.chunks_exact(goal.width()).map(|row| !row[0].is_nan());
        for ((value, cosines), _) in values.iter_mut().zip(cosines.chunks_exact(goal.len())).zip(read).filter(|x| x.1) {
            *value = fold(cosines);
        }
    });
    values
}

/// The cosine of every document with the nearest direction of the goal, many times faster than [`likenesses`] where the
/// goal has many, and not the same on every processor: within [`ROUGH`] of it. For finding rows to look at closely.
#[must_use]
pub fn roughly_nearest(pool: &Vectors, goal: &Directions, centring: Option<&Centring>) -> Vec<f64> {
    let mut values = vec![f64::NAN; pool.len()];
    let blocks = values.par_chunks_mut(BLOCK).zip(pool.values().par_chunks(BLOCK * pool.width()));
    blocks.for_each(|(values, rows)| {
        let cosines = block_cosines(rows, goal, centring, product::products);
        let read = rows.chunks_exact(goal.width()).map(|row| !row[0].is_nan());
        for ((value, cosines), _) in values.iter_mut().zip(cosines.chunks_exact(goal.len())).zip(read).filter(|x| x.1) {
            *value = Aggregate::Max.of(cosines);
        }
    });
    values
}

/// What [`roughly_nearest`] may be off by: f32 products of unit vectors of some thousand numbers stay far below it.
pub const ROUGH: f64 = 1e-3;

/// The cosine of every document with every direction of the goal; NaN for documents that could not be read.
///
/// # Shapes
/// `[documents][goal]` f32.
#[must_use]
pub fn cosines(pool: &Vectors, goal: &Directions, centring: Option<&Centring>) -> Vec<f32> {
    let mut table = vec![f32::NAN; pool.len() * goal.len()];
    let blocks = table.par_chunks_mut(BLOCK * goal.len()).zip(pool.values().par_chunks(BLOCK * pool.width()));
    blocks.for_each(|(table, rows)| {
        let cosines = block_cosines(rows, goal, centring, products);
        let places = table.chunks_exact_mut(goal.len()).zip(cosines.chunks_exact(goal.len()));
        for ((place, cosines), row) in places.zip(rows.chunks_exact(goal.width())) {
            if !row[0].is_nan() {
                place.copy_from_slice(cosines);
            }
        }
    });
    table
}

/// The cosines of a block of rows, `[rows][goal]`; rows that could not be read count as zeros.
fn block_cosines(
    rows: &[f32],
    goal: &Directions,
    centring: Option<&Centring>,
    products: impl Fn(&[f32], &[f32], usize, &mut [f32]),
) -> Vec<f32> {
    let width = goal.width();
    let mut directions = vec![0.0; rows.len()];
    let read = rows.chunks_exact(width).zip(directions.chunks_exact_mut(width)).filter(|(row, _)| !row[0].is_nan());
    for (row, direction) in read {
        write_direction(row, centring, direction);
    }
    let mut cosines = vec![0.0; rows.len() / width * goal.len()];
    products(&directions, goal.values(), width, &mut cosines);
    cosines
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::numbers::random::unit;

    #[test]
    fn the_rough_way_finds_the_same_nearest_within_what_it_says() {
        let numbers = |seed, count: u64| (0..count).map(|i| unit(seed, i) as f32 - 0.4).collect::<Vec<f32>>();
        let pool = Vectors::new(70, numbers(1, 300 * 70)).unwrap();
        let goal = Directions::of(&Vectors::new(70, numbers(2, 9 * 70)).unwrap(), &[0, 3, 4, 5, 8], None);
        let centring = Centring::of(&pool);
        let close = likenesses(&pool, &goal, Some(&centring), |cosines| Aggregate::Max.of(cosines));
        for (rough, close) in roughly_nearest(&pool, &goal, Some(&centring)).into_iter().zip(close) {
            assert!((rough - close).abs() < ROUGH / 100.0, "{rough} for {close}");
        }
    }

    #[test]
    fn documents_that_could_not_be_read_have_no_likeness() {
        let nan = f32::NAN;
        let pool = Vectors::new(2, vec![3.0, 4.0, nan, nan, -2.0, 0.0]).unwrap();
        let goal = Directions::of(&Vectors::new(2, vec![1.0, 0.0, 0.0, 5.0]).unwrap(), &[0, 1], None);
        let found = likenesses(&pool, &goal, None, |cosines| Aggregate::Max.of(cosines));
        assert!((found[0] - 0.8).abs() < 1e-6 && found[1].is_nan() && found[2].abs() < 1e-6);
        assert!((Aggregate::Mean.of(&cosines(&pool, &goal, None)[4..]) + 0.5).abs() < 1e-6);
    }
}
