//! The direction in which some vectors differ most: their first principal component, by power iteration.

use crate::numbers::random::unit;

/// Rounds of power iteration at most; two spreads within a hundredth of each other are told apart by then.
const ROUNDS: usize = 2000;
/// A direction that turns by less than this (one less the cosine of two rounds) has settled.
const SETTLED: f64 = 1e-14;

/// The first principal component of some vectors, of length 1, signed so that their mean lies along it.
///
/// `about_mean` takes the mean away first, as principal components are usually meant; otherwise it is the direction of
/// the largest second moment. Where nothing is left to differ, it is the direction of the mean, and zeros for a mean of
/// zeros. The start of the iteration is fixed, so equal vectors give equal components.
///
/// # Panics
/// When there is no vector, or they differ in width.
#[must_use]
pub fn first_component(vectors: &[&[f32]], about_mean: bool) -> Vec<f32> {
    let width = vectors[0].len();
    let mut mean = vec![0.0; width];
    for vector in vectors {
        mean.iter_mut().zip(*vector).for_each(|(mean, &value)| *mean += f64::from(value) / vectors.len() as f64);
    }
    let from = |dimension: usize| if about_mean { mean[dimension] } else { 0.0 };
    let rows: Vec<Vec<f64>> = vectors
        .iter()
        .map(|vector| vector.iter().enumerate().map(|(d, &value)| f64::from(value) - from(d)).collect())
        .collect();
    let size = squares(rows.iter().flatten());
    // What f32 leaves of vectors that are the same.
    let is_flat = size <= 1e-12 * (squares(&mean) * vectors.len() as f64);
    let mut component = if is_flat { unit_length(mean.clone()) } else { iterated(&rows, width) };
    if product(&component, &mean) < 0.0 {
        for value in &mut component {
            *value = -*value;
        }
    }
    component.into_iter().map(|value| value as f32).collect()
}

fn iterated(rows: &[Vec<f64>], width: usize) -> Vec<f64> {
    let mut component = unit_length((0..width as u64).map(|dimension| unit(1, dimension) - 0.5).collect());
    for _ in 0..ROUNDS {
        let mut next = vec![0.0; width];
        for row in rows {
            let along = product(row, &component);
            next.iter_mut().zip(row).for_each(|(next, value)| *next += along * value);
        }
        let next = unit_length(next);
        let turned = 1.0 - product(&next, &component).abs();
        component = next;
        if turned < SETTLED {
            break;
        }
    }
    component
}

fn product(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn squares<'a>(values: impl IntoIterator<Item = &'a f64>) -> f64 {
    values.into_iter().map(|value| value * value).sum()
}

fn unit_length(mut vector: Vec<f64>) -> Vec<f64> {
    let length = squares(&vector).sqrt();
    if length > 0.0 {
        for value in &mut vector {
            *value /= length;
        }
    }
    vector
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: &[f32], expected: [f64; 2]) {
        for (found, expected) in found.iter().zip(expected) {
            assert!((f64::from(*found) - expected).abs() < 1e-6, "{found} {expected}");
        }
    }

    #[test]
    fn the_component_is_the_one_worked_out_by_hand() {
        // About their mean (3, 1) these spread along (1, 1) alone.
        let vectors: [&[f32]; 3] = [&[2.0, 0.0], &[3.0, 1.0], &[4.0, 2.0]];
        close(&first_component(&vectors, true), [0.5f64.sqrt(), 0.5f64.sqrt()]);
        // Second moment [[29, 11], [11, 5]]: eigenvalue 17 + sqrt(265), direction (11, that - 29).
        let other = 17.0 + 265f64.sqrt() - 29.0;
        let length = (121.0 + other * other).sqrt();
        close(&first_component(&vectors, false), [11.0 / length, other / length]);
    }

    #[test]
    fn the_mean_lies_along_it_and_a_single_vector_is_its_own_direction() {
        let vectors: [&[f32]; 2] = [&[-1.0, -5.0], &[-3.0, -5.0]];
        close(&first_component(&vectors, true), [-1.0, 0.0]);
        close(&first_component(&[&[3.0, -4.0]], true), [0.6, -0.8]);
        close(&first_component(&[&[0.0, 0.0]], true), [0.0, 0.0]);
    }
}
