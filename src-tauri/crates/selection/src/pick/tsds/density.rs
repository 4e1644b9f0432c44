//! How many near-duplicates a document has: each counts by how near it is (arXiv 2410.11303, KNN-KDE).
//!
//! Products of single precision, with bounds on their rounding, say of nearly every pair whether it is near; what is
//! left, and what is summed, is measured in double precision, since near-duplicates are where differences vanish. So a
//! density is what measuring every pair gives, to the last bit, whatever the blocks and the threads.

use rayon::prelude::*;

use crate::data::vectors::Vectors;
use crate::geometry::neighbours::{Frame, Placed, squared_distance};
use crate::numbers::product::products;

/// Rows that are multiplied at once, on both sides.
const ROWS: usize = 256;
const OTHERS: usize = 512;
/// Pairs that are looked at together before any of them is looked at by itself.
const LANES: usize = 16;
/// What a squared distance may change by when it is brought to the frame and to single precision.
const ROUNDING: f32 = 4.0 * f32::EPSILON;

/// Densities of some rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Densities {
    /// One for each row asked for, in that order; 1 for a row without near-duplicates.
    pub values: Vec<f64>,
    /// Near-duplicates of a row on average, itself left out.
    pub near_duplicates: f64,
}

/// The density of some rows among themselves: the sum of `1 - distance²/radius²` over the `most` nearest within the
/// radius, the row itself included, nearest first. A radius of 0 gives 1 everywhere.
///
/// A cluster of more than `most` copies is counted as `most`, and so weighs more than one document would.
///
/// # Panics
/// When a row is out of range or could not be read.
#[must_use]
pub fn densities(pool: &Vectors, rows: &[u32], radius: f64, most: usize) -> Densities {
    // A square that vanishes leaves nothing within it either.
    if radius.max(0.0).powi(2) <= 0.0 {
        return Densities { values: vec![1.0; rows.len()], near_duplicates: 0.0 };
    }
    let frame = Frame::of(pool, pool);
    let blocks: Vec<Placed> = rows.chunks(OTHERS).map(|rows| Placed::of(rows, pool, &frame)).collect();
    let radius = Radius::new(radius, frame.scale());
    let groups = rows.par_chunks(ROWS).flat_map_iter(|members| {
        of_group(&Placed::of(members, pool, &frame), &blocks, |row| Close::new(row, pool, radius, most))
    });
    let found: Vec<(usize, f64)> = groups.collect();
    let near: usize = found.iter().map(|found| found.0).sum();
    let near_duplicates = near as f64 / rows.len().max(1) as f64;
    Densities { values: found.into_iter().map(|found| found.1).collect(), near_duplicates }
}

/// Near-duplicates and density of each row of a group.
fn of_group<'a>(group: &Placed, blocks: &[Placed], close: impl Fn(u32) -> Close<'a>) -> Vec<(usize, f64)> {
    let mut members: Vec<Close> = group.rows.iter().map(|&row| close(row)).collect();
    let width = group.numbers.len() / members.len();
    let mut out = Vec::new();
    for block in blocks {
        out.resize(members.len() * block.rows.len(), 0.0);
        products(&group.numbers, &block.numbers, width, &mut out);
        for (place, (member, products)) in members.iter_mut().zip(out.chunks_exact(block.rows.len())).enumerate() {
            member.see((group.least[place], group.most[place]), block, products);
        }
    }
    members.into_iter().map(Close::finish).collect()
}

/// How near is near.
#[derive(Debug, Clone, Copy)]
struct Radius {
    squared: f64,
    /// The square of the frame's scale.
    scale: f64,
    /// A squared distance in the frame below the first is near, above the second it is not.
    sure: f32,
    possible: f32,
}

impl Radius {
    fn new(radius: f64, scale: f64) -> Self {
        let (squared, scale) = (radius * radius, scale * scale);
        let sure = (squared * scale) as f32 * (1.0 - ROUNDING);
        Self { squared, scale, sure, possible: at_most(squared * scale) }
    }
}

/// The rows near one of them, while all go by.
struct Close<'a> {
    row: &'a [f32],
    pool: &'a Vectors,
    radius: Radius,
    most: usize,
    count: usize,
    /// A row whose squared distance in the frame is above this has `most` others before it.
    limit: f32,
    /// Squared distances, among them the least `most` so far.
    found: Vec<f64>,
}

impl<'a> Close<'a> {
    fn new(row: u32, pool: &'a Vectors, radius: Radius, most: usize) -> Self {
        let row = pool.row(row as usize).expect("rows that are fetched were read");
        Self { row, pool, radius, most, count: 0, limit: f32::INFINITY, found: Vec::new() }
    }

    fn see(&mut self, (own_least, own_most): (f32, f32), block: &Placed, products: &[f32]) {
        let farthest = self.radius.possible - own_least;
        for (start, products) in products.chunks(LANES).enumerate() {
            let least = &block.least[start * LANES..];
            let near: u32 = products.iter().zip(least).map(|(p, l)| u32::from(l - 2.0 * p <= farthest)).sum();
            if near == 0 {
                continue;
            }
            for (at, product) in (start * LANES..).zip(products) {
                let least = own_least + (block.least[at] - 2.0 * product);
                let most = own_most + (block.most[at] - 2.0 * product);
                if least <= self.radius.possible {
                    self.take(least, most, block.rows[at]);
                }
            }
        }
    }

    /// Takes a row that may be near, by the least and the most its squared distance can be in the frame.
    fn take(&mut self, least: f32, most: f32, row: u32) {
        let counts = least <= self.limit;
        if !counts && most < self.radius.sure {
            self.count += 1;
            return;
        }
        let squared = self.pool.row(row as usize).map_or(f64::INFINITY, |other| squared_distance(self.row, other));
        if squared < self.radius.squared {
            self.count += 1;
            self.found.extend(counts.then_some(squared));
            if self.found.len() > 2 * self.most + 1024 {
                self.thin_out();
            }
        }
    }

    /// Keeps the least `most`.
    fn thin_out(&mut self) {
        if self.most > 0 && self.found.len() > self.most {
            let (_, &mut last, _) = self.found.select_nth_unstable_by(self.most - 1, f64::total_cmp);
            self.limit = at_most(last * self.radius.scale);
        }
        self.found.truncate(self.most);
    }

    /// How many are near, the row itself left out, and the density.
    fn finish(mut self) -> (usize, f64) {
        self.thin_out();
        self.found.sort_unstable_by(f64::total_cmp);
        (self.count - 1, self.found.iter().map(|squared| 1.0 - squared / self.radius.squared).sum())
    }
}

/// What single precision makes of a number, and a little more.
fn at_most(number: f64) -> f32 {
    number as f32 * (1.0 + ROUNDING) + f32::MIN_POSITIVE
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::float_cmp)]
    use super::*;
    use crate::numbers::random::unit;

    /// Rows around ten middles at many distances, some of them copies, with something large in common.
    fn made_up(rows: usize, width: usize, common: f32) -> Vectors {
        let number = |row: usize, place: usize| {
            let own = if row % 7 == 3 { 3 } else { row };
            let size = unit(9, own as u64);
            let own = size * (unit(1, (own * width + place) as u64) - 0.5);
            common + (unit(2, (row % 10 * width + place) as u64) + own) as f32
        };
        Vectors::new(width, (0..rows).flat_map(|row| (0..width).map(move |place| number(row, place))).collect())
            .unwrap()
    }

    /// Every pair measured in double precision.
    fn plainly(pool: &Vectors, rows: &[u32], radius: f64, most: usize) -> Densities {
        let (mut values, mut near) = (Vec::new(), 0);
        for &row in rows {
            let of =
                |&other: &u32| squared_distance(pool.row(row as usize).unwrap(), pool.row(other as usize).unwrap());
            let mut squared: Vec<f64> = rows.iter().map(of).filter(|squared| *squared < radius * radius).collect();
            squared.sort_by(f64::total_cmp);
            near += squared.len() - 1;
            values.push(squared.iter().take(most).map(|squared| 1.0 - squared / (radius * radius)).sum());
        }
        Densities { values, near_duplicates: near as f64 / rows.len() as f64 }
    }

    #[test]
    fn densities_are_those_of_measuring_every_pair_to_the_last_bit() {
        for common in [0.0, 3_000.0] {
            let pool = made_up(2_600, 17, common);
            let rows: Vec<u32> = (0..2_600).filter(|row| row % 11 != 0).collect();
            for (radius, most) in [(1e-6, 9), (0.2, 1_000), (0.6, 30), (1.5, 1_000), (60.0, 3), (60.0, 4_000)] {
                let found = densities(&pool, &rows, radius, most);
                assert_eq!(found, plainly(&pool, &rows, radius, most), "{common} {radius} {most}");
            }
        }
    }

    #[test]
    fn a_distance_that_is_just_the_radius_is_not_near() {
        // Distances 3, 4 and 5, exact in both precisions; and one step less than 5 away.
        let pool = Vectors::new(2, vec![0.0, 0.0, 3.0, 0.0, 3.0, 4.0, 3.0, -3.999_999_8]).unwrap();
        let found = densities(&pool, &[0, 1, 2, 3], 5.0, 9);
        assert_eq!(found, plainly(&pool, &[0, 1, 2, 3], 5.0, 9));
        // 0 with 1 and 3, 1 with 2 and 3: eight ordered pairs among four rows.
        assert_eq!(found.near_duplicates, 2.0);
    }

    #[test]
    fn threads_do_not_change_densities() {
        let (pool, rows) = (made_up(900, 12, 1.0), (0..900).collect::<Vec<u32>>());
        let with = |threads| {
            let pool_of_threads = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool_of_threads.install(|| densities(&pool, &rows, 0.4, 20))
        };
        assert_eq!(with(1), with(3));
    }
}
