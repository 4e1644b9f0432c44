//! Semantic entropy: in how many different ways a model goes on with a text, by meaning (arXiv 2302.09664, §3).
//!
//! The model's continuations and their vectors come from the caller, several for each document: dear, so meant for the
//! documents that are left when the cheaper entropies have chosen, and only where something can generate. Where the
//! paper asks a second model whether two continuations entail each other, here their vectors must be alike.

use crate::data::vectors::Vectors;

/// Continuations at least so alike mean the same.
pub const SAME_MEANING: f64 = 0.85;

/// The meaning of each continuation, numbered as they first appear: one that is alike the first of a meaning belongs to
/// it, to the earliest such; any other begins a new one. A continuation that could not be read has none.
#[must_use]
pub fn meanings(continuations: &Vectors, least_cosine: f64) -> Vec<Option<usize>> {
    let mut firsts: Vec<&[f32]> = Vec::new();
    let meaning = |document| {
        let row = continuations.row(document)?;
        let known = firsts.iter().position(|first| cosine(first, row) >= least_cosine);
        Some(known.unwrap_or_else(|| {
            firsts.push(row);
            firsts.len() - 1
        }))
    };
    (0..continuations.len()).map(meaning).collect()
}

/// `-sum P(C) ln P(C)` over the meanings, in nats; a meaning's probability is its share of the continuations' masses.
/// Masses of 1 count continuations; the paper's first form takes each one's likelihood, made comparable by its length.
/// None where nothing has a meaning and a mass.
///
/// # Panics
/// When there are not as many masses as meanings.
#[must_use]
pub fn semantic_entropy(meanings: &[Option<usize>], masses: &[f64]) -> Option<f64> {
    assert_eq!(meanings.len(), masses.len(), "a mass for every continuation");
    let mut sums = vec![0.0; meanings.iter().flatten().max().map_or(0, |most| most + 1)];
    for (meaning, mass) in meanings.iter().zip(masses) {
        if let Some(meaning) = meaning {
            sums[*meaning] += mass;
        }
    }
    let total: f64 = sums.iter().sum();
    let share = |sum: f64| if sum > 0.0 { -(sum / total) * (sum / total).ln() } else { 0.0 };
    // Plus zero: a single meaning has the entropy 0, not -0.
    (total > 0.0).then(|| sums.into_iter().map(share).sum::<f64>() + 0.0)
}

fn cosine(a: &[f32], b: &[f32]) -> f64 {
    let product = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(&a, &b)| f64::from(a) * f64::from(b)).sum::<f64>();
    let lengths = (product(a, a) * product(b, b)).sqrt();
    if lengths > 0.0 { product(a, b) / lengths } else { 0.0 }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn continuations_that_point_the_same_way_are_one_meaning() {
        let nan = f32::NAN;
        // Angles 0, 30 (cosine .866), 60 and 90 degrees; the last could not be read.
        let rows = vec![2.0, 0.0, 0.866, 0.5, 0.5, 0.866, 0.0, 3.0, nan, nan];
        let found = meanings(&Vectors::new(2, rows).unwrap(), SAME_MEANING);
        assert_eq!(found, [Some(0), Some(0), Some(1), Some(1), None]);
    }

    #[test]
    fn entropy_is_none_for_one_meaning_and_the_logarithm_for_equal_ones() {
        let equal = semantic_entropy(&[Some(0), Some(1), Some(2)], &[1.0; 3]).unwrap();
        assert!((equal - 3.0_f64.ln()).abs() < 1e-15);
        assert_eq!(semantic_entropy(&[Some(0), Some(0), None], &[1.0; 3]), Some(0.0));
        assert_eq!(semantic_entropy(&[None], &[1.0]), None);
        // Masses .5 + .25 and .25: -(3/4 ln 3/4 + 1/4 ln 1/4).
        let weighed = semantic_entropy(&[Some(0), Some(1), Some(0)], &[0.5, 0.25, 0.25]).unwrap();
        assert!((weighed - 0.562_335_144_618_808_3).abs() < 1e-15);
    }
}
