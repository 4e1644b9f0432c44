//! The nearest rows to one point while a pool goes by, none lost to rounding.

use super::frame::squared_distance;
use crate::data::vectors::Vectors;

/// A row that may be among the nearest: bounds of its squared distance, in the frame and less the point's own part.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    least: f32,
    most: f32,
    row: u32,
}

/// The nearest rows to one point.
///
/// Single precision says of each row between which bounds its distance lies. A row is dropped when `k` others are nearer
/// by their upper bounds than it is by its lower; what is left is measured in double precision.
#[derive(Debug)]
pub(super) struct Nearest<'a> {
    point: &'a [f32],
    pool: &'a Vectors,
    k: usize,
    /// Squared length of the point in the frame, and the frame's scale.
    squared: f64,
    scale: f64,
    /// Share of rounding in a squared distance.
    rounding: f32,
    /// Rows whose lower bound is above this are out.
    limit: f32,
    waiting: Vec<Candidate>,
    /// Waiting rows at which they are gone through.
    full: usize,
    /// Measured rows, nearest first, at most `k`.
    measured: Vec<(f64, u32)>,
}

/// A block of the pool's rows in the frame.
pub(super) struct Block<'a> {
    /// Their row numbers.
    pub(super) rows: &'a [u32],
    /// Least and most squared length of each, rounding taken into account.
    pub(super) least: &'a [f32],
    /// See `least`.
    pub(super) most: &'a [f32],
}

const LANES: usize = 16;

impl<'a> Nearest<'a> {
    pub(super) fn new(point: &'a [f32], pool: &'a Vectors, k: usize, (squared, scale): (f64, f64)) -> Self {
        let rounding = rounding(point.len());
        let full = 2 * k + 1024;
        let limit = f32::INFINITY;
        Self { point, pool, k, squared, scale, rounding, limit, waiting: vec![], full, measured: vec![] }
    }

    /// Looks at a block by its rows' products with the point.
    pub(super) fn see(&mut self, block: &Block, products: &[f32]) {
        for (place, (products, least)) in products.chunks(LANES).zip(block.least.chunks(LANES)).enumerate() {
            let near: u32 = products.iter().zip(least).map(|(p, l)| u32::from(l - 2.0 * p <= self.limit)).sum();
            if near == 0 {
                continue;
            }
            for (lane, product) in products.iter().enumerate() {
                let (at, twice) = (place * LANES + lane, 2.0 * product);
                let (least, most) = (block.least[at] - twice, block.most[at] - twice);
                if least <= self.limit {
                    self.waiting.push(Candidate { least, most, row: block.rows[at] });
                }
            }
            if self.waiting.len() >= self.full {
                self.thin_out();
            }
        }
    }

    /// The nearest rows with their squared distances, nearest first, equal distances by row.
    pub(super) fn finish(mut self) -> Vec<(f64, u32)> {
        self.drop_far();
        self.measure();
        self.measured
    }

    /// Makes room: by bounds where that helps, else (rows at one distance) by measuring.
    fn thin_out(&mut self) {
        self.drop_far();
        if 2 * self.waiting.len() > self.full {
            self.measure();
        }
    }

    fn drop_far(&mut self) {
        if self.waiting.len() > self.k {
            let (_, kth, _) = self.waiting.select_nth_unstable_by(self.k - 1, |a, b| a.most.total_cmp(&b.most));
            let limit = kth.most + self.margin();
            self.limit = self.limit.min(limit);
            self.waiting.retain(|candidate| candidate.least <= limit);
        }
    }

    fn measure(&mut self) {
        // Rows are looked up in the order in which they lie in memory.
        self.waiting.sort_unstable_by_key(|candidate| candidate.row);
        let row = |row: u32| self.pool.row(row as usize).map(|found| (squared_distance(self.point, found), row));
        self.measured.extend(self.waiting.drain(..).filter_map(|candidate| row(candidate.row)));
        self.measured.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        self.measured.truncate(self.k);
        if self.measured.len() == self.k {
            let (kth, _) = self.measured[self.k - 1];
            let in_frame = kth * self.scale * self.scale;
            let limit = (in_frame - self.squared) as f32 + self.rounding * in_frame as f32 + self.margin();
            self.limit = self.limit.min(limit);
        }
    }

    /// Rounding of the point's own part, on both sides.
    fn margin(&self) -> f32 {
        2.0 * self.rounding * self.squared as f32 + f32::MIN_POSITIVE
    }
}

/// The share of `|a|² + |b|²` by which `|a|² + |b|² - 2ab` may be off in single precision: a sum of `width` products is
/// off by at most `width` half steps whatever its order (Higham 2002, §3.1), inputs and lengths by a few more.
pub(crate) fn rounding(width: usize) -> f32 {
    (width as f32 + 32.0) * f32::EPSILON / 2.0
}
