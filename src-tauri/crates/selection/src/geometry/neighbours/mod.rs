//! The nearest vectors of a pool to each of some points: exact, in blocks, as fast as the products they need.
//!
//! Products of single precision sort out nearly everything, with bounds on their rounding; what is left is measured in
//! double precision. So near-duplicates keep their distances, equal distances go by row, and neither blocks nor threads
//! change the result. Deliberately absent: any index that may miss a neighbour (the published code's loses up to a tenth
//! of them).

mod frame;
mod nearest;

use rayon::prelude::*;

use crate::data::vectors::Vectors;
use crate::numbers::product::products;
pub(crate) use frame::{Frame, squared_distance};
pub(crate) use nearest::rounding;
use nearest::{Block, Nearest};

/// Rows of the pool that are multiplied at once, and points.
const ROWS: usize = 2048;
const POINTS: usize = 256;

/// The nearest rows of a pool to each of some points, by L2 distance.
///
/// # Shapes
/// `[points][k]`, nearest first, equal distances by row.
#[derive(Debug, Clone, PartialEq)]
pub struct Neighbours {
    k: usize,
    rows: Vec<u32>,
    distances: Vec<f64>,
    read: Vec<bool>,
}

impl Neighbours {
    /// Finds the `k` nearest rows (all of them where the pool has fewer that could be read). Runs on the caller's rayon
    /// pool.
    ///
    /// # Panics
    /// When the widths differ.
    #[must_use]
    pub fn of(points: &Vectors, pool: &Vectors, k: usize) -> Self {
        assert_eq!(points.width(), pool.width(), "vectors of one space");
        let here: Vec<u32> = (0..pool.len() as u32).filter(|&row| pool.row(row as usize).is_some()).collect();
        let k = k.min(here.len());
        let frame = Frame::of(pool, points);
        let read: Vec<bool> = (0..points.len()).map(|point| points.row(point).is_some()).collect();
        let mut groups = groups(points, pool, k, &frame);
        for rows in here.chunks(ROWS).filter(|_| k > 0) {
            let block = Placed::of(rows, pool, &frame);
            groups.par_iter_mut().for_each(|group| group.see(&block));
        }
        let nearest = groups.into_par_iter().flat_map_iter(|group| group.nearest).map(Nearest::finish);
        let (mut rows, mut distances) = (Vec::with_capacity(read.len() * k), Vec::with_capacity(read.len() * k));
        let mut found = nearest.collect::<Vec<_>>().into_iter();
        for is_read in &read {
            let of_point = if *is_read { found.next().unwrap_or_default() } else { vec![(f64::NAN, u32::MAX); k] };
            rows.extend(of_point.iter().map(|near| near.1));
            distances.extend(of_point.iter().map(|near| near.0.sqrt()));
        }
        Self { k, rows, distances, read }
    }

    /// Neighbours that are known already: `[points][k]` rows of the pool and their distances, nearest first.
    ///
    /// # Panics
    /// When there are not `k` of both for each point.
    #[must_use]
    pub fn known(k: usize, rows: Vec<u32>, distances: Vec<f64>) -> Self {
        assert!(rows.len() == distances.len() && rows.len().is_multiple_of(k), "{k} neighbours of each point");
        let read = vec![true; rows.len() / k];
        Self { k, rows, distances, read }
    }

    /// Neighbours of each point.
    #[must_use]
    pub const fn k(&self) -> usize {
        self.k
    }

    /// How many points there are, read or not.
    #[must_use]
    pub fn len(&self) -> usize {
        self.read.len()
    }

    /// True when there is no point.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.read.is_empty()
    }

    /// The rows nearest to a point and their distances, nearest first; none where the point could not be read.
    ///
    /// # Panics
    /// When `point` is out of range.
    #[must_use]
    pub fn row(&self, point: usize) -> Option<(&[u32], &[f64])> {
        let places = point * self.k..(point + 1) * self.k;
        self.read[point].then(|| (&self.rows[places.clone()], &self.distances[places]))
    }
}

/// Points that are looked at together.
struct Group<'a> {
    placed: Vec<f32>,
    nearest: Vec<Nearest<'a>>,
    products: Vec<f32>,
}

impl Group<'_> {
    fn see(&mut self, block: &Placed) {
        let rows = block.rows.len();
        self.products.resize(self.nearest.len() * rows, 0.0);
        let width = self.placed.len() / self.nearest.len();
        products(&self.placed, &block.numbers, width, &mut self.products);
        let block = Block { rows: block.rows, least: &block.least, most: &block.most };
        for (nearest, products) in self.nearest.iter_mut().zip(self.products.chunks_exact(rows)) {
            nearest.see(&block, products);
        }
    }
}

fn groups<'a>(points: &'a Vectors, pool: &'a Vectors, k: usize, frame: &Frame) -> Vec<Group<'a>> {
    let read: Vec<&[f32]> = (0..points.len()).filter_map(|point| points.row(point)).collect();
    let group = |members: &[&'a [f32]]| {
        let mut placed = vec![0.0; members.len() * points.width()];
        let nearest = members.iter().zip(placed.chunks_exact_mut(points.width())).map(|(&point, placed)| {
            let squared = frame.place_f32(point, placed);
            Nearest::new(point, pool, k, (squared, frame.scale()))
        });
        let nearest = nearest.collect();
        Group { placed, nearest, products: Vec::new() }
    };
    read.par_chunks(POINTS).map(group).collect()
}

/// Rows of a pool in the frame.
pub(crate) struct Placed<'a> {
    /// Their row numbers.
    pub(crate) rows: &'a [u32],
    /// `[rows][width]`.
    pub(crate) numbers: Vec<f32>,
    /// Least and most squared length of each there, rounding of a squared distance taken into account.
    pub(crate) least: Vec<f32>,
    /// See `least`.
    pub(crate) most: Vec<f32>,
}

impl<'a> Placed<'a> {
    /// Places them.
    pub(crate) fn of(rows: &'a [u32], pool: &Vectors, frame: &Frame) -> Self {
        let width = pool.width();
        let mut numbers = vec![0.0; rows.len() * width];
        let place = |(row, placed): (&u32, &mut [f32])| {
            pool.row(*row as usize).map_or(0.0, |found| frame.place_f32(found, placed) as f32)
        };
        let squared: Vec<f32> = rows.par_iter().zip(numbers.par_chunks_exact_mut(width)).map(place).collect();
        let rounding = rounding(width);
        let bound = |sign: f32| squared.iter().map(|s| s + sign * (rounding * s + f32::MIN_POSITIVE)).collect();
        Self { rows, numbers, least: bound(-1.0), most: bound(1.0) }
    }
}

#[cfg(test)]
mod tests;
