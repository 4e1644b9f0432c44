//! Eigenvalues of symmetric matrices: Householder's reduction to three diagonals, then implicit QL (Martin, Reinsch and
//! Wilkinson 1968). Eigenvectors are not worked out: nothing here asks for them.

use rayon::prelude::*;

/// Steps of QL for one eigenvalue; it needs two or three.
const MOST_STEPS: usize = 60;

/// The eigenvalues of a symmetric matrix, rising. About 1.3 n³ multiplications on the caller's rayon pool; rows are worked
/// out one by one, so that threads do not matter.
///
/// # Shapes
/// `matrix` is `[size][size]`, and only read as symmetric.
///
/// # Panics
/// When `matrix` does not hold `size * size` numbers.
#[must_use]
pub fn eigenvalues(matrix: Vec<f64>, size: usize) -> Vec<f64> {
    assert_eq!(matrix.len(), size * size, "a square matrix");
    let (mut diagonal, mut beside) = three_diagonals(matrix, size);
    for first in 0..size {
        settle(&mut diagonal, &mut beside, first);
    }
    diagonal.sort_unstable_by(f64::total_cmp);
    diagonal
}

/// The diagonal and what stands beside it (last place 0) of a similar matrix that has nothing else.
fn three_diagonals(mut matrix: Vec<f64>, size: usize) -> (Vec<f64>, Vec<f64>) {
    let mut beside = vec![0.0; size];
    for k in 0..size.saturating_sub(1) {
        let below: Vec<f64> = (k + 1..size).map(|i| matrix[i * size + k]).collect();
        let length = below.iter().map(|v| v * v).sum::<f64>().sqrt();
        beside[k] = if below[0] > 0.0 { -length } else { length };
        let mut mirror = below;
        mirror[0] -= beside[k];
        let mirror_length = mirror.iter().map(|v| v * v).sum::<f64>().sqrt();
        if mirror_length > 0.0 {
            for v in &mut mirror {
                *v /= mirror_length;
            }
            reflect(&mut matrix, size, k + 1, &mirror);
        }
    }
    ((0..size).map(|i| matrix[i * size + i]).collect(), beside)
}

/// Reflects rows and columns from `first` on: `A - 2 v wᵀ - 2 w vᵀ` with `w = A v - (vᵀ A v) v`.
fn reflect(matrix: &mut [f64], size: usize, first: usize, v: &[f64]) {
    let rows = &mut matrix[first * size..];
    let product: Vec<f64> =
        rows.par_chunks(size).with_min_len(64).map(|row| super::rows::dot(&row[first..], v)).collect();
    let scale = super::rows::dot(&product, v);
    let w: Vec<f64> = product.iter().zip(v).map(|(p, v)| p - scale * v).collect();
    rows.par_chunks_mut(size).with_min_len(64).enumerate().for_each(|(i, row)| {
        let (vi, wi) = (2.0 * v[i], 2.0 * w[i]);
        for (value, (v, w)) in row[first..].iter_mut().zip(v.iter().zip(&w)) {
            *value -= vi * w + wi * v;
        }
    });
}

/// Turns the matrix until nothing stands beside the eigenvalue in place `first`.
fn settle(diagonal: &mut [f64], beside: &mut [f64], first: usize) {
    for _ in 0..MOST_STEPS {
        let small = |i: usize| beside[i].abs() <= f64::EPSILON * (diagonal[i].abs() + diagonal[i + 1].abs());
        let last = (first..diagonal.len() - 1).find(|&i| small(i)).unwrap_or(diagonal.len() - 1);
        if last == first {
            return;
        }
        turn(diagonal, beside, first, last);
    }
}

/// One implicit QL step on the block from `first` to `last`, with Wilkinson's shift.
fn turn(diagonal: &mut [f64], beside: &mut [f64], first: usize, last: usize) {
    let lean = (diagonal[first + 1] - diagonal[first]) / (2.0 * beside[first]);
    let reach = lean.hypot(1.0).copysign(lean);
    let mut g = diagonal[last] - diagonal[first] + beside[first] / (lean + reach);
    let (mut sine, mut cosine, mut moved) = (1.0, 1.0, 0.0);
    for i in (first..last).rev() {
        let (f, b) = (sine * beside[i], cosine * beside[i]);
        let length = f.hypot(g);
        beside[i + 1] = length;
        if length <= 0.0 {
            diagonal[i + 1] -= moved;
            beside[last] = 0.0;
            return;
        }
        (sine, cosine) = (f / length, g / length);
        g = diagonal[i + 1] - moved;
        let r = (diagonal[i] - g) * sine + 2.0 * cosine * b;
        moved = sine * r;
        diagonal[i + 1] = g + moved;
        g = cosine * r - b;
    }
    diagonal[first] -= moved;
    beside[first] = g;
    beside[last] = 0.0;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numbers::random::unit;

    fn symmetric(size: usize) -> Vec<f64> {
        let at = |i: usize, j: usize| unit(5, (i.min(j) * size + i.max(j)) as u64) - 0.5;
        (0..size * size).map(|place| at(place / size, place % size)).collect()
    }

    #[test]
    fn small_matrices_have_the_eigenvalues_of_numpy() {
        let matrix = vec![4.0, 1.0, -2.0, 2.0, 1.0, 2.0, 0.0, 1.0, -2.0, 0.0, 3.0, -2.0, 2.0, 1.0, -2.0, -1.0];
        // numpy.linalg.eigvalsh of the same.
        let expected =
            [-2.197_516_977_439_427, 1.084_364_463_773_217_7, 2.268_531_406_431_242_3, 6.844_621_107_234_966];
        for (found, expected) in eigenvalues(matrix, 4).iter().zip(expected) {
            assert!((found - expected).abs() < 1e-9, "{found} {expected}");
        }
        assert!(eigenvalues(Vec::new(), 0).is_empty());
        assert_eq!(eigenvalues(vec![7.0], 1), [7.0]);
    }

    #[test]
    fn sums_of_powers_are_the_traces() {
        let size = 150;
        let matrix = symmetric(size);
        let trace: f64 = (0..size).map(|i| matrix[i * size + i]).sum();
        let squares: f64 = matrix.iter().map(|v| v * v).sum();
        let found = eigenvalues(matrix, size);
        assert!((found.iter().sum::<f64>() - trace).abs() < 1e-9);
        assert!((found.iter().map(|v| v * v).sum::<f64>() - squares).abs() < 1e-9 * squares);
    }

    #[test]
    fn repeated_and_zero_eigenvalues_are_found() {
        let size = 40;
        // All ones: one eigenvalue 40, the others 0.
        let found = eigenvalues(vec![1.0; size * size], size);
        assert!((found[size - 1] - 40.0).abs() < 1e-10 && found[..size - 1].iter().all(|v| v.abs() < 1e-10));
        let diagonal: Vec<f64> = (0..9).map(|place| if place % 4 == 0 { 2.0 } else { 0.0 }).collect();
        assert!(eigenvalues(diagonal, 3).iter().all(|v| (v - 2.0).abs() < 1e-12));
    }
}
