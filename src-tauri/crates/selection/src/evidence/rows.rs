//! Rows of numbers in f64 as the measures read them: of chosen documents, those that could not be read left out.

use rayon::prelude::*;

use crate::data::vectors::Vectors;

/// Rows of equal width.
#[derive(Debug, Clone, PartialEq)]
pub struct Rows {
    width: usize,
    values: Vec<f64>,
}

impl Rows {
    /// The vectors of some documents; those that could not be read are left out.
    ///
    /// # Panics
    /// When a document is out of range.
    #[must_use]
    pub fn of(vectors: &Vectors, documents: &[u32]) -> Self {
        let rows = documents.iter().filter_map(|&document| vectors.row(document as usize));
        Self { width: vectors.width(), values: rows.flatten().map(|&value| f64::from(value)).collect() }
    }

    /// Every document against every other: `1 - similarity`, `[documents][documents]`. The closure is asked for each pair
    /// of places once, on the caller's rayon pool.
    #[must_use]
    pub fn of_distances(documents: usize, similarity: impl Fn(usize, usize) -> f64 + Sync) -> Self {
        let mut values = vec![0.0; documents * documents];
        values.par_chunks_mut(documents.max(1)).enumerate().for_each(|(i, row)| {
            for (j, value) in row.iter_mut().enumerate().take(i) {
                *value = 1.0 - similarity(i, j);
            }
        });
        for i in 0..documents {
            for j in 0..i {
                values[j * documents + i] = values[i * documents + j];
            }
        }
        Self { width: documents.max(1), values }
    }

    /// Each row at length 1; rows of nothing but zeros have no direction and are left out.
    #[must_use]
    pub fn unit(&self) -> Self {
        let scaled = self.all().filter_map(|row| {
            let length = row.iter().map(|v| v * v).sum::<f64>().sqrt();
            (length > 0.0).then(|| row.iter().map(move |v| v / length))
        });
        Self { width: self.width, values: scaled.flatten().collect() }
    }

    /// How many rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.values.len() / self.width
    }

    /// True when there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Numbers in a row.
    #[must_use]
    pub const fn width(&self) -> usize {
        self.width
    }

    /// One row.
    ///
    /// # Panics
    /// When `row` is out of range.
    #[must_use]
    pub fn row(&self, row: usize) -> &[f64] {
        &self.values[row * self.width..][..self.width]
    }

    /// All rows in order.
    pub fn all(&self) -> std::slice::ChunksExact<'_, f64> {
        self.values.chunks_exact(self.width)
    }
}

/// The sum of products of two rows.
#[must_use]
pub fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

/// The squared Euclidean distance of two rows.
#[must_use]
pub fn square_distance(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| (x - y) * (x - y)).sum()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn what_was_not_read_or_has_no_direction_is_left_out() {
        let vectors = Vectors::new(2, vec![3.0, 4.0, f32::NAN, f32::NAN, 0.0, 0.0]).unwrap();
        let rows = Rows::of(&vectors, &[2, 1, 0]);
        assert_eq!((rows.len(), rows.row(1)), (2, &[3.0, 4.0][..]));
        let unit = rows.unit();
        assert_eq!(unit.len(), 1);
        assert!((unit.row(0)[0] - 0.6).abs() < 1e-12);
    }

    #[test]
    fn distances_are_symmetric_and_nought_to_oneself() {
        let rows = Rows::of_distances(3, |i, j| (i + j) as f64 / 10.0);
        assert_eq!((rows.row(0)[2], rows.row(2)[0], rows.row(1)[1]), (0.8, 0.8, 0.0));
        assert!(Rows::of_distances(0, |_, _| 0.0).is_empty());
    }
}
