//! Distance of two samples: the unbiased squared maximum mean discrepancy with a Gaussian kernel, and how likely so much
//! is by chance (Gretton et al. 2012, eq. 3 and §5).

use rayon::prelude::*;

use crate::evidence::resample::shuffled;
use crate::evidence::rows::{Rows, square_distance};
use crate::numbers::random::mixed;

/// How far apart two samples are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Discrepancy {
    /// The unbiased MMD²; about 0 where both are of one source, and then below 0 as often as above.
    pub square: f64,
    /// The share of random splits of both samples together that are as far apart, from `1 / (permutations + 1)`.
    pub p_value: f64,
    /// The kernel's width: the median distance of all pairs.
    pub width: f64,
}

/// How far `a` is from `b`; none where either has fewer than two rows. Quadratic in the rows of both: bring samples.
/// Runs on the caller's rayon pool; sums are taken row by row, so that threads do not matter.
///
/// # Panics
/// When the rows differ in width.
#[must_use]
pub fn discrepancy(a: &Rows, b: &Rows, permutations: u64, seed: u64) -> Option<Discrepancy> {
    assert_eq!(a.width(), b.width(), "rows of one representation");
    let (m, n) = (a.len(), b.len());
    if m < 2 || n < 2 {
        return None;
    }
    let all = m + n;
    let row = |i: usize| if i < m { a.row(i) } else { b.row(i - m) };
    let mut kernel: Vec<f64> =
        (0..all).into_par_iter().flat_map_iter(|i| (0..all).map(move |j| square_distance(row(i), row(j)))).collect();
    let width = median_distance(&kernel, all);
    if width <= 0.0 {
        return Some(Discrepancy { square: 0.0, p_value: 1.0, width });
    }
    kernel.par_iter_mut().for_each(|square| *square = (-*square / (2.0 * width * width)).exp());
    let first: Vec<usize> = (0..all).collect();
    let square = square_of(&kernel, &first, m);
    let as_far: usize = (0..permutations)
        .into_par_iter()
        .filter(|&i| square_of(&kernel, &shuffled(all, mixed(seed, i)), m) >= square)
        .count();
    Some(Discrepancy { square, p_value: (as_far + 1) as f64 / (permutations + 1) as f64, width })
}

/// The median distance of different rows; the mean where more than half of the pairs are equal.
fn median_distance(squares: &[f64], size: usize) -> f64 {
    let mut distances: Vec<f64> = (0..size).flat_map(|i| (0..i).map(move |j| squares[i * size + j].sqrt())).collect();
    let mean = distances.iter().sum::<f64>() / distances.len() as f64;
    crate::numbers::summary::median(&mut distances).filter(|median| *median > 0.0).unwrap_or(mean)
}

/// The unbiased MMD² when the first `m` of `order` are one sample and the others the other.
fn square_of(kernel: &[f64], order: &[usize], m: usize) -> f64 {
    let size = order.len();
    let mut is_first = vec![0.0; size];
    order[..m].iter().for_each(|&i| is_first[i] = 1.0);
    let (mut within_first, mut within_second, mut between) = (0.0, 0.0, 0.0);
    for (i, row) in kernel.chunks_exact(size).enumerate() {
        let whole: f64 = row.iter().sum();
        let to_first = super::rows::dot(row, &is_first);
        if is_first[i] > 0.5 {
            within_first += to_first - row[i];
            between += whole - to_first;
        } else {
            within_second += whole - to_first - row[i];
        }
    }
    let (m, n) = (m as f64, (size - m) as f64);
    within_first / (m * (m - 1.0)) + within_second / (n * (n - 1.0)) - 2.0 * between / (m * n)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::data::vectors::Vectors;
    use crate::numbers::random::unit;

    fn drawn(seed: u64, documents: u64, shift: f32) -> Rows {
        let values = (0..documents * 3).map(|i| unit(seed, i) as f32 + shift).collect();
        Rows::of(&Vectors::new(3, values).unwrap(), &(0..documents as u32).collect::<Vec<_>>())
    }

    fn given(values: &[f32]) -> Rows {
        Rows::of(&Vectors::new(1, values.to_vec()).unwrap(), &(0..values.len() as u32).collect::<Vec<_>>())
    }

    #[test]
    fn the_square_is_the_one_of_the_formula() {
        let found = discrepancy(&given(&[0.0, 1.0, 2.0]), &given(&[4.0, 6.0]), 0, 1).unwrap();
        // Distances 1 1 2 2 2 3 4 4 5 6: median 2 (the lower of 2 and 3).
        let k = |d: f64| (-d * d / 8.0f64).exp();
        let expected =
            (2.0 * k(1.0) + k(2.0)) / 3.0 + k(2.0) - (k(4.0) + k(6.0) + k(3.0) + k(5.0) + k(2.0) + k(4.0)) / 3.0;
        assert!((found.width - 2.0).abs() < 1e-12 && (found.square - expected).abs() < 1e-12, "{found:?}");
        assert!((found.p_value - 1.0).abs() < 1e-12);
    }

    #[test]
    fn samples_of_one_source_are_near_and_shifted_ones_far() {
        let near = discrepancy(&drawn(1, 60, 0.0), &drawn(2, 80, 0.0), 200, 3).unwrap();
        let far = discrepancy(&drawn(1, 60, 0.0), &drawn(2, 80, 0.4), 200, 3).unwrap();
        assert!(near.square.abs() < 0.02 && near.p_value > 0.05, "{near:?}");
        assert!(far.square > 0.2 && far.p_value < 0.01, "{far:?}");
    }

    #[test]
    fn equal_documents_are_no_distance_apart_and_one_document_has_none() {
        let found = discrepancy(&given(&[1.0; 4]), &given(&[1.0; 3]), 10, 1).unwrap();
        assert!(found.square.abs() < 1e-12 && (found.p_value - 1.0).abs() < 1e-12);
        assert_eq!(discrepancy(&given(&[1.0]), &given(&[1.0, 2.0]), 10, 1), None);
    }
}
