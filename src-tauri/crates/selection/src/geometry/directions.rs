//! Directions: vectors brought to length 1, so that a dot product is a cosine.

use pulp::Arch;
use rayon::prelude::*;

use crate::data::vectors::Vectors;
use crate::geometry::centring::Centring;

/// Unit vectors of some documents; a vector of nothing but zeros stays so, and its cosine with anything is 0.
///
/// # Shapes
/// `[len][width]` f32.
#[derive(Debug, Clone, PartialEq)]
pub struct Directions {
    width: usize,
    values: Vec<f32>,
}

impl Directions {
    /// The directions of the documents named, in that order, centred first where a centring is given.
    ///
    /// # Panics
    /// When a document is out of range or could not be read.
    #[must_use]
    pub fn of(vectors: &Vectors, documents: &[usize], centring: Option<&Centring>) -> Self {
        let width = vectors.width();
        let mut values = vec![0.0; documents.len() * width];
        values.par_chunks_exact_mut(width).zip(documents).for_each(|(direction, &document)| {
            let row = vectors.row(document).expect("the caller names documents that were read");
            write_direction(row, centring, direction);
        });
        Self { width, values }
    }

    /// The direction of the documents' mean vector, centred first where a centring is given.
    ///
    /// # Panics
    /// When a document is out of range or could not be read.
    #[must_use]
    pub fn of_mean(vectors: &Vectors, documents: &[usize], centring: Option<&Centring>) -> Self {
        let mut sum = vec![0.0; vectors.width()];
        for &document in documents {
            let row = vectors.row(document).expect("the caller names documents that were read");
            for (dimension, (sum, &value)) in sum.iter_mut().zip(row).enumerate() {
                *sum += centred(centring, dimension, value);
            }
        }
        let length = sum.iter().map(|value| value * value).sum::<f64>().sqrt();
        Self { width: vectors.width(), values: sum.into_iter().map(|value| shortened(value, length)).collect() }
    }

    /// Their mean, shorter than 1 the more they disagree: a dot product with it is the mean of those with each.
    #[must_use]
    pub fn mean(&self) -> Self {
        let mut sum = vec![0.0f64; self.width];
        for row in self.values.chunks_exact(self.width) {
            sum.iter_mut().zip(row).for_each(|(sum, &value)| *sum += f64::from(value));
        }
        let count = self.len() as f64;
        Self { width: self.width, values: sum.into_iter().map(|sum| (sum / count) as f32).collect() }
    }

    /// Each less the first of others, so much of it: a dot product falls by so much of the one with that.
    ///
    /// # Panics
    /// When there is no other, or of another width.
    #[must_use]
    pub fn less(mut self, other: &Self, by: f32) -> Self {
        for row in self.values.chunks_exact_mut(self.width) {
            row.iter_mut().zip(other.row(0)).for_each(|(value, other)| *value -= by * other);
        }
        self
    }

    /// Some of them, in the order given.
    ///
    /// # Panics
    /// When a place is out of range.
    #[must_use]
    pub fn some(&self, places: &[usize]) -> Self {
        Self { width: self.width, values: places.iter().flat_map(|&place| self.row(place)).copied().collect() }
    }

    /// Numbers of one direction.
    #[must_use]
    pub const fn width(&self) -> usize {
        self.width
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.values.len() / self.width
    }

    /// True when there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// One direction.
    ///
    /// # Panics
    /// When `place` is out of range.
    #[must_use]
    pub fn row(&self, place: usize) -> &[f32] {
        &self.values[place * self.width..][..self.width]
    }

    /// All numbers, `[len][width]`.
    #[must_use]
    pub fn values(&self) -> &[f32] {
        &self.values
    }
}

/// Running sums of a squared length: always as many, so that the sum does not depend on the processor.
const LANES: usize = 8;

/// Writes a vector's direction into `direction`.
pub fn write_direction(row: &[f32], centring: Option<&Centring>, direction: &mut [f32]) {
    Arch::new().dispatch(|| {
        if let Some((means, factors)) = centring.map(Centring::columns) {
            let columns = means.iter().zip(factors);
            for (place, (&value, (mean, factor))) in direction.iter_mut().zip(row.iter().zip(columns)) {
                *place = ((f64::from(value) - mean) * factor) as f32;
            }
        } else {
            direction.copy_from_slice(row);
        }
        let length = length(direction);
        let shortened = if length > 0.0 { 1.0 / length } else { 0.0 };
        for place in direction.iter_mut() {
            *place = (f64::from(*place) * shortened) as f32;
        }
    });
}

// Inlined so that it is compiled anew for the processor's widest registers inside the dispatch.
#[expect(clippy::inline_always, reason = "compiled for the registers of its caller")]
#[inline(always)]
fn length(row: &[f32]) -> f64 {
    let (body, tail) = row.as_chunks::<LANES>();
    let mut lanes = [0.0f64; LANES];
    for values in body {
        for (sum, &value) in lanes.iter_mut().zip(values) {
            *sum += f64::from(value) * f64::from(value);
        }
    }
    let rest: f64 = tail.iter().map(|&value| f64::from(value) * f64::from(value)).sum();
    (lanes.iter().sum::<f64>() + rest).sqrt()
}

fn centred(centring: Option<&Centring>, dimension: usize, value: f32) -> f64 {
    centring.map_or(f64::from(value), |centring| centring.of_number(dimension, value))
}

fn shortened(value: f64, length: f64) -> f32 {
    if length > 0.0 { (value / length) as f32 } else { 0.0 }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_direction_has_length_1_and_the_zero_vector_has_none() {
        let vectors = Vectors::new(2, vec![3.0, 4.0, 0.0, 0.0]).unwrap();
        let found = Directions::of(&vectors, &[1, 0], None);
        assert_eq!((found.row(0), found.row(1)), (&[0.0, 0.0][..], &[0.6, 0.8][..]));
        // The mean (1.5, 2) points where (3, 4) does.
        assert_eq!(Directions::of_mean(&vectors, &[0, 1], None).row(0), [0.6, 0.8]);
    }
}
