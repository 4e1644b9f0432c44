//! Documents by what they say: pooled vectors, one less their cosine apart.

use std::ops::Range;

use pulp::Arch;

use super::space::{Space, first};
use crate::data::vectors::Vectors;
use crate::geometry::centring::Centring;
use crate::geometry::directions::Directions;
use crate::geometry::neighbours::Neighbours;

/// Vectors brought to length 1.
///
/// # Shapes
/// `[documents][width]` f32: a copy of the pool's vectors, centred where they need it.
#[derive(Debug, Clone)]
pub struct Meanings {
    directions: Vectors,
}

impl Meanings {
    /// The documents named, in that order, centred first where a centring is given: hidden states need that, sentence
    /// vectors do not.
    ///
    /// # Panics
    /// When a document is out of range or could not be read.
    #[must_use]
    pub fn of(vectors: &Vectors, documents: &[usize], centring: Option<&Centring>) -> Self {
        Self { directions: directions(vectors, documents, centring) }
    }

    /// The `k` nearest documents to some texts that are not among them, as [`Space::nearest`] gives them for its own.
    ///
    /// # Panics
    /// When a text is out of range or could not be read, or the widths differ.
    #[must_use]
    pub fn near_to(
        &self,
        texts: &Vectors,
        named: &[usize],
        centring: Option<&Centring>,
        k: usize,
    ) -> Vec<Vec<(u32, f32)>> {
        if named.is_empty() {
            return Vec::new();
        }
        let found = Neighbours::of(&directions(texts, named, centring), &self.directions, k);
        (0..named.len()).map(|place| near(&found, place).collect()).collect()
    }
}

fn directions(vectors: &Vectors, documents: &[usize], centring: Option<&Centring>) -> Vectors {
    let found = Directions::of(vectors, documents, centring);
    Vectors::new(vectors.width(), found.values().to_vec()).expect("directions of read vectors are finite rows")
}

/// Half the squared distance of two directions is one less their cosine.
fn near(found: &Neighbours, place: usize) -> impl Iterator<Item = (u32, f32)> {
    let (rows, distances) = found.row(place).unwrap_or_default();
    rows.iter().zip(distances).map(|(&row, distance)| (row, (0.5 * distance * distance) as f32))
}

impl Space for Meanings {
    fn len(&self) -> usize {
        self.directions.len()
    }

    fn distance(&self, a: usize, b: usize) -> f32 {
        let width = self.directions.width();
        let row = |document: usize| &self.directions.values()[document * width..(document + 1) * width];
        let (a, b) = (row(a), row(b));
        0.5 * Arch::new().dispatch(|| squared(a, b))
    }

    fn nearest(&self, range: Range<usize>, k: usize) -> Vec<(u32, f32)> {
        let width = self.directions.width();
        let some = self.directions.values()[range.start * width..range.end * width].to_vec();
        let points = Vectors::new(width, some).expect("a part of rows that are whole");
        let found = Neighbours::of(&points, &self.directions, k + 1);
        let of_one = |place: usize| {
            let mut others: Vec<_> =
                near(&found, place).filter(|near| near.0 as usize != range.start + place).collect();
            first(&mut others, k);
            others
        };
        (0..range.len()).flat_map(of_one).collect()
    }
}

// Inlined so that it is compiled anew for the processor's widest registers inside the dispatch; the lanes are fixed, so
// that the sum is the same on all of them.
#[inline(always)]
fn squared(a: &[f32], b: &[f32]) -> f32 {
    const LANES: usize = 16;
    let ((whole_a, rest_a), (whole_b, rest_b)) = (a.as_chunks::<LANES>(), b.as_chunks::<LANES>());
    let mut sums = [0.0f32; LANES];
    for (a, b) in whole_a.iter().zip(whole_b) {
        for lane in 0..LANES {
            let apart = a[lane] - b[lane];
            sums[lane] += apart * apart;
        }
    }
    let rest: f32 = rest_a.iter().zip(rest_b).map(|(a, b)| (a - b) * (a - b)).sum();
    sums.iter().sum::<f32>() + rest
}
