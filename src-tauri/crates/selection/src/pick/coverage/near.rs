//! Each candidate's nearest ones by cosine, out of all pairs, of which none is kept that does not count.
//!
//! The blocked product sorts out nearly everything, with a bound on its rounding; the cosines of what is left are those
//! of [`crate::numbers::dot`]. So neither blocks nor threads nor the processor change the result.

use rayon::prelude::*;

use crate::geometry::directions::Directions;
use crate::geometry::neighbours::rounding;
use crate::numbers::dot::dot;
use crate::numbers::product::products;

/// Directions that one thread looks at together, and those it multiplies them with at a time.
const ROWS: usize = 256;
const OTHERS: usize = 2048;
/// Cosines that are looked at together before any of them is looked at by itself.
const LANES: usize = 16;

/// Each direction's `most` nearest ones, itself among them, nearest first (equals by place), with their cosines.
pub(super) fn nearest(directions: &Directions, most: usize) -> Vec<Vec<(u32, f32)>> {
    let width = directions.width();
    directions
        .values()
        .par_chunks(ROWS * width)
        .flat_map_iter(|rows| {
            let waiting = of_block(rows, directions, most);
            rows.chunks_exact(width)
                .zip(waiting)
                .map(|(row, waiting)| waiting.finish(row, directions))
                .collect::<Vec<_>>()
        })
        .collect()
}

fn of_block(rows: &[f32], directions: &Directions, most: usize) -> Vec<Waiting> {
    let width = directions.width();
    let mut waiting: Vec<Waiting> = rows.chunks_exact(width).map(|_| Waiting::new(most, width)).collect();
    let mut table = Vec::new();
    for (first, others) in (0u32..).step_by(OTHERS).zip(directions.values().chunks(OTHERS * width)) {
        let columns = others.len() / width;
        table.resize(waiting.len() * columns, 0.0);
        products(rows, others, width, &mut table);
        for (waiting, cosines) in waiting.iter_mut().zip(table.chunks_exact(columns)) {
            waiting.see(first, cosines);
        }
    }
    waiting
}

/// The others that may be among the nearest of one direction, by cosines that are off by rounding.
struct Waiting {
    most: usize,
    /// By how much more than the last of the nearest another cosine may seem less and yet be more.
    slack: f32,
    limit: f32,
    found: Vec<(f32, u32)>,
    /// How many found ones are gone through.
    full: usize,
}

impl Waiting {
    /// Both sums of a product of two directions are off by [`rounding`] at most, and two products are compared.
    fn new(most: usize, width: usize) -> Self {
        let (slack, full) = (4.0 * rounding(width), 2 * most + 64);
        Self { most, slack, limit: f32::NEG_INFINITY, found: Vec::with_capacity(full + LANES), full }
    }

    fn see(&mut self, first: u32, cosines: &[f32]) {
        for (start, cosines) in (first..).step_by(LANES).zip(cosines.chunks(LANES)) {
            let near: u32 = cosines.iter().map(|&cosine| u32::from(cosine >= self.limit)).sum();
            if near == 0 {
                continue;
            }
            let limit = self.limit;
            self.found.extend(cosines.iter().copied().zip(start..).filter(|&(cosine, _)| cosine >= limit));
            if self.found.len() >= self.full {
                self.thin_out();
                // Copies cannot be told apart here: they wait for the end.
                self.full = self.full.max(2 * self.found.len());
            }
        }
    }

    /// Drops what cannot be among the nearest.
    fn thin_out(&mut self) {
        if self.found.len() > self.most {
            let (_, last, _) = self.found.select_nth_unstable_by(self.most - 1, |a, b| b.0.total_cmp(&a.0));
            self.limit = last.0 - self.slack;
            let limit = self.limit;
            self.found.retain(|&(cosine, _)| cosine >= limit);
        }
    }

    fn finish(mut self, row: &[f32], directions: &Directions) -> Vec<(u32, f32)> {
        self.thin_out();
        // Looked up in the order in which they lie in memory.
        self.found.sort_unstable_by_key(|found| found.1);
        let exact = |&(_, place): &(f32, u32)| (place, dot(row, directions.row(place as usize)) + 0.0);
        let mut near: Vec<(u32, f32)> = self.found.iter().map(exact).collect();
        near.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        near.truncate(self.most);
        near
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::data::vectors::Vectors;
    use crate::numbers::random::unit;

    fn directions(rows: usize, width: usize) -> Directions {
        // Every third is a copy of the one before it, every hundredth points nowhere.
        let number = |row: usize, place: usize| {
            let of = if row % 3 == 2 { row - 1 } else { row };
            if row % 100 == 50 { 0.0 } else { unit(5, (of * width + place) as u64) as f32 - 0.3 }
        };
        let values = (0..rows).flat_map(|row| (0..width).map(move |place| number(row, place))).collect();
        Directions::of(&Vectors::new(width, values).unwrap(), &(0..rows).collect::<Vec<_>>(), None)
    }

    fn by_sorting(directions: &Directions, row: usize, most: usize) -> Vec<(u32, f32)> {
        let cosine = |place: u32| (place, dot(directions.row(row), directions.row(place as usize)) + 0.0);
        let mut all: Vec<(u32, f32)> = (0..directions.len() as u32).map(cosine).collect();
        all.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        all.truncate(most);
        all
    }

    #[test]
    fn the_nearest_are_those_that_sorting_all_cosines_gives_to_the_last_bit() {
        let directions = directions(2_500, 19);
        for most in [1, 40, 256, 3_000] {
            let found = nearest(&directions, most);
            for row in (0..2_500).step_by(13) {
                assert_eq!(found[row], by_sorting(&directions, row, most), "{row} of {most}");
            }
        }
    }

    #[test]
    fn threads_do_not_change_the_nearest() {
        let directions = directions(1_200, 33);
        let with = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| nearest(&directions, 30))
        };
        assert_eq!(with(1), with(3));
    }

    #[test]
    fn a_thousand_copies_of_one_text_are_each_other_s_nearest_by_place() {
        let values = [0.3, 0.1, 0.7].repeat(5_000);
        let directions = Directions::of(&Vectors::new(3, values).unwrap(), &(0..5_000).collect::<Vec<_>>(), None);
        let places: Vec<u32> = nearest(&directions, 4)[4_999].iter().map(|near| near.0).collect();
        assert_eq!(places, [0, 1, 2, 3]);
    }
}
