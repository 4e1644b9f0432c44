//! The pool in the order of each example: what every example would take first.

use rayon::prelude::*;

use crate::data::vectors::Vectors;
use crate::geometry::centring::Centring;
use crate::geometry::directions::Directions;
use crate::geometry::likeness::cosines;

/// Examples whose cosines are held at a time: for a million documents 128 MB.
const TOGETHER: usize = 32;

/// One example's cosines with the documents that could be read.
#[derive(Debug)]
pub struct Column {
    /// Key and document; a higher cosine has a lower key, and equal cosines have equal keys.
    keyed: Vec<(u32, u32)>,
}

impl Column {
    /// Takes the cosines of all documents in their order; NaN for one that could not be read.
    #[must_use]
    pub fn of(cosines: impl Iterator<Item = f32>) -> Self {
        let read = (0u32..).zip(cosines).filter(|(_, cosine)| !cosine.is_nan());
        Self { keyed: read.map(|(document, cosine)| (falling(cosine), document)).collect() }
    }

    /// The nearest `most` documents, nearest first, equals by place in the pool.
    #[must_use]
    pub fn nearest(mut self, most: usize) -> Vec<u32> {
        if most < self.keyed.len() {
            self.keyed.select_nth_unstable(most);
            self.keyed.truncate(most);
        }
        self.keyed.sort_unstable();
        self.keyed.into_iter().map(|(_, document)| document).collect()
    }

    /// The rank of every document from 1, documents equally near sharing the best of theirs; 0 for one that could not be
    /// read.
    #[must_use]
    pub fn ranks(mut self, documents: usize) -> Vec<u32> {
        self.keyed.sort_unstable();
        let mut ranks = vec![0; documents];
        let mut rank = 0;
        for (place, &(key, document)) in self.keyed.iter().enumerate() {
            if place == 0 || self.keyed[place - 1].0 != key {
                rank = place as u32 + 1;
            }
            ranks[document as usize] = rank;
        }
        ranks
    }
}

/// Gives `look` each example's column, some examples at a time on the caller's rayon pool, and `take` what it made of
/// them, in the order of the examples.
pub fn each_example<T: Send>(
    pool: &Vectors,
    goal: &Directions,
    centring: Option<&Centring>,
    look: impl Fn(Column) -> T + Sync,
    mut take: impl FnMut(Vec<T>),
) {
    let places: Vec<usize> = (0..goal.len()).collect();
    for places in places.chunks(TOGETHER) {
        let some = goal.some(places);
        let table = cosines(pool, &some, centring);
        take((0..some.len()).into_par_iter().map(|example| look(column(&table, example, some.len()))).collect());
    }
}

fn column(table: &[f32], example: usize, examples: usize) -> Column {
    Column::of(table.iter().skip(example).step_by(examples).copied())
}

/// A number that rises as the cosine falls; 0 and -0 are the same.
fn falling(cosine: f32) -> u32 {
    let bits = (cosine + 0.0).to_bits();
    if bits >> 31 == 1 { bits } else { !bits & 0x7fff_ffff }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn equally_near_documents_share_a_rank_and_the_nearest_come_first() {
        let nan = f32::NAN;
        let table = [0.5, nan, -0.5, 0.5, 0.0, -0.0, 0.9];
        assert_eq!(column(&table, 0, 1).ranks(7), [2, 0, 6, 2, 4, 4, 1]);
        assert_eq!(column(&table, 0, 1).nearest(4), [6, 0, 3, 4]);
        assert_eq!(column(&table, 0, 1).nearest(9), [6, 0, 3, 4, 5, 2]);
    }

    #[test]
    fn every_example_is_looked_at_once_and_in_order() {
        let pool = Vectors::new(2, vec![1.0, 0.0, 0.0, 1.0]).unwrap();
        let examples: Vec<f32> = (0..70).flat_map(|e| if e % 3 == 0 { [1.0, 0.1] } else { [0.1, 1.0] }).collect();
        let goal = Directions::of(&Vectors::new(2, examples).unwrap(), &(0..70).collect::<Vec<_>>(), None);
        let mut first = Vec::new();
        each_example(&pool, &goal, None, |column| column.nearest(1)[0], |some| first.extend(some));
        assert_eq!(first, (0..70).map(|e| u32::from(e % 3 != 0)).collect::<Vec<_>>());
    }
}
