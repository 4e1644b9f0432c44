//! A goal as one vector, the mean of its examples, and how alike a document's vector is to it (arXiv 2503.15573, §2.4).
//!
//! A document gives its entries by dimension, zeros left out or not, so that dense and sparse vectors are the same to it
//! and a sparse one costs what its entries cost.

/// The generalised Jaccard likeness, the cosine, or the distance turned round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Metric {
    /// Sum of the smaller numbers over the sum of the larger ones, 0 to 1; numbers below 0 count as 0.
    Jaccard,
    /// Cosine, -1 to 1; 0 with a vector of nothing but zeros.
    Cosine,
    /// The Euclidean distance below 0: nearer is higher.
    Euclid,
}

/// The mean of a goal's examples, ready for one metric.
///
/// # Shapes
/// `[width]` f64, dense.
#[derive(Debug, Clone, PartialEq)]
pub struct Prototype {
    metric: Metric,
    mean: Vec<f64>,
    sum: f64,
    squares: f64,
}

impl Prototype {
    /// The mean over examples, each given by its entries; none without an example. For [`Metric::Jaccard`] numbers below
    /// 0 count as 0, in examples as in documents.
    #[must_use]
    pub fn of<E: Iterator<Item = (usize, f32)>>(
        width: usize,
        examples: impl Iterator<Item = E>,
        metric: Metric,
    ) -> Option<Self> {
        let mut mean = vec![0.0; width];
        let mut count = 0.0;
        for entries in examples {
            count += 1.0;
            for (dimension, value) in entries {
                mean[dimension] += metric.counted(value);
            }
        }
        for value in &mut mean {
            *value /= count;
        }
        let (sum, squares) = sums(mean.iter().copied());
        (count > 0.0).then_some(Self { metric, mean, sum, squares })
    }

    /// What each column adds to [`Self::likeness`], by its number; nothing for a metric that is no sum over columns. A
    /// likeness of 0 for want of numbers has no parts.
    #[must_use]
    pub fn parts(&self, entries: impl Iterator<Item = (usize, f32)> + Clone) -> Option<Vec<(usize, f64)>> {
        let value_of = |value: f32| self.metric.counted(value);
        let (sum, squares) = sums(entries.clone().map(|(_, value)| value_of(value)));
        let (pair, whole): (fn(f64, f64) -> f64, f64) = match self.metric {
            Metric::Jaccard => {
                let smaller: f64 = entries.clone().map(|(d, v)| value_of(v).min(self.mean[d])).sum();
                (f64::min, sum + self.sum - smaller)
            }
            Metric::Cosine => (|a, b| a * b, (squares * self.squares).sqrt()),
            Metric::Euclid => return None,
        };
        let part = |(column, value): (usize, f32)| (column, share(pair(value_of(value), self.mean[column]), whole));
        Some(entries.map(part).filter(|(_, part)| *part != 0.0).collect())
    }

    /// How alike a document is, by its entries; higher is nearer. Two vectors of nothing but zeros are not alike: 0.
    #[must_use]
    pub fn likeness(&self, entries: impl Iterator<Item = (usize, f32)> + Clone) -> f64 {
        let value_of = |value: f32| self.metric.counted(value);
        let (sum, squares) = sums(entries.clone().map(|(_, value)| value_of(value)));
        let with_mean =
            |pair: fn(f64, f64) -> f64| entries.map(|(d, v)| pair(value_of(v), self.mean[d])).fold(0.0, |a, b| a + b);
        match self.metric {
            Metric::Jaccard => {
                let smaller = with_mean(f64::min);
                share(smaller, sum + self.sum - smaller)
            }
            Metric::Cosine => share(with_mean(|a, b| a * b), (squares * self.squares).sqrt()),
            // |z - p|^2 = |p|^2 + the sum over z's entries of (z - p)^2 - p^2: exact where z equals p.
            Metric::Euclid => -(self.squares + with_mean(|z, p| (z - p) * (z - p) - p * p)).max(0.0).sqrt(),
        }
    }
}

impl Metric {
    fn counted(self, value: f32) -> f64 {
        let value = f64::from(value);
        if self == Self::Jaccard { value.max(0.0) } else { value }
    }
}

fn sums(values: impl Iterator<Item = f64>) -> (f64, f64) {
    values.fold((0.0, 0.0), |(sum, squares), value| (sum + value, squares + value * value))
}

fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn entries(values: &[f32]) -> impl Iterator<Item = (usize, f32)> + Clone + '_ {
        values.iter().copied().enumerate()
    }

    fn likeness(examples: &[&[f32]], document: &[f32], metric: Metric) -> f64 {
        let prototype = Prototype::of(3, examples.iter().map(|e| entries(e)), metric).unwrap();
        let dense = prototype.likeness(entries(document));
        let sparse = prototype.likeness(entries(document).filter(|(_, value)| *value != 0.0));
        assert!((dense - sparse).abs() < 1e-12, "{dense} {sparse}");
        dense
    }

    #[test]
    fn likenesses_are_the_ones_worked_out_by_hand() {
        let examples: [&[f32]; 2] = [&[1.0, 0.0, 2.0], &[3.0, 0.0, 0.0]];
        // Prototype (2, 0, 1); smaller ones 1 + 0 + 1, larger ones 2 + 4 + 1.
        assert!((likeness(&examples, &[1.0, 4.0, 1.0], Metric::Jaccard) - 2.0 / 7.0).abs() < 1e-12);
        assert!((likeness(&examples, &[1.0, 4.0, 1.0], Metric::Cosine) - 3.0 / 90f64.sqrt()).abs() < 1e-12);
        assert!((likeness(&examples, &[1.0, 4.0, 1.0], Metric::Euclid) + 17f64.sqrt()).abs() < 1e-12);
    }

    #[test]
    fn the_parts_of_the_columns_add_up_to_the_likeness() {
        let examples: [&[f32]; 2] = [&[1.0, 0.0, 2.0], &[3.0, 0.0, 0.0]];
        for metric in [Metric::Jaccard, Metric::Cosine] {
            let prototype = Prototype::of(3, examples.iter().map(|e| entries(e)), metric).unwrap();
            let document = [1.0, 4.0, 1.0];
            let parts = prototype.parts(entries(&document)).unwrap();
            // The middle column is 0 in every example.
            assert_eq!(parts.iter().map(|part| part.0).collect::<Vec<_>>(), [0, 2]);
            let sum: f64 = parts.iter().map(|part| part.1).sum();
            assert!((sum - prototype.likeness(entries(&document))).abs() < 1e-12);
        }
        let euclid = Prototype::of(3, examples.iter().map(|e| entries(e)), Metric::Euclid).unwrap();
        assert_eq!(euclid.parts(entries(&[1.0, 0.0, 0.0])), None);
    }

    #[test]
    fn numbers_below_zero_count_as_zero_for_jaccard() {
        // Prototype (1, 0, 0), not (1, -1, 0).
        assert!((likeness(&[&[1.0, -1.0, 0.0]], &[1.0, 0.0, -2.0], Metric::Jaccard) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn nothing_but_zeros_on_both_sides_is_not_alike() {
        for metric in [Metric::Jaccard, Metric::Cosine] {
            assert!(likeness(&[&[0.0; 3]], &[0.0; 3], metric).abs() < f64::EPSILON);
        }
        assert_eq!(Prototype::of(3, std::iter::empty::<std::iter::Empty<_>>(), Metric::Cosine), None);
    }
}
