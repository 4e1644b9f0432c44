//! Cosines of a pooled vector: since pooling is a mean over tokens, a cosine is a sum over tokens once it is known what the
//! vector is compared with.

use super::{Along, Exactness, Explanation, Parts};
use crate::data::representation::Representation;
use crate::geometry::centring::Centring;

/// How a document's cosine with a direction comes about of its rows. `row` is the vector as it was read; `left` what was left
/// of it, where something was taken away before it was centred, and else the same. Nothing for a vector without a length.
///
/// # Shapes
/// All of them `[width]`. `direction` may be shorter than 1, as the mean of several is.
#[must_use]
pub fn explained(
    of: Representation,
    (row, left): (&[f32], &[f32]),
    direction: &[f32],
    centring: Option<&Centring>,
    exactness: Exactness,
) -> Option<Explanation> {
    let centred = |dimension: usize| {
        centring.map_or(f64::from(left[dimension]), |centring| centring.of_number(dimension, left[dimension]))
    };
    let length = (0..left.len()).map(|dimension| centred(dimension).powi(2)).sum::<f64>().sqrt();
    let product: f64 = direction.iter().enumerate().map(|(d, &weight)| f64::from(weight) * centred(d)).sum();
    let weights = centring.map_or_else(|| direction.to_vec(), |centring| centring.scaled(direction).0);
    let as_read: f64 = weights.iter().zip(row).map(|(&weight, &value)| f64::from(weight) * f64::from(value)).sum();
    let parts = Parts::Along(Along { weights, offset: as_read - product, length });
    (length > 0.0).then_some(Explanation { of, parts, exactness })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::data::vectors::Vectors;

    #[test]
    fn the_tokens_of_a_mean_add_up_to_its_cosine() {
        // Two tokens, their mean the document; another document, so that there is a spread.
        let tokens = [[1.0f32, 5.0], [3.0, 1.0]];
        let mean = [2.0f32, 3.0];
        let pool = Vectors::new(2, vec![2.0, 3.0, 6.0, 2.0]).unwrap();
        let centring = Centring::of(&pool);
        let direction = [0.6f32, 0.8];
        let found =
            explained(Representation::MiddleHidden, (&mean, &mean), &direction, Some(&centring), Exactness::Exact);
        let Parts::Along(along) = found.unwrap().parts else { panic!("a direction") };
        let of_token = |token: &[f32; 2]| {
            let product: f64 = token.iter().zip(&along.weights).map(|(&x, &w)| f64::from(x) * f64::from(w)).sum();
            (product - along.offset) / along.length / 2.0
        };
        // By hand: centred by mean (4, 2.5) and spread (2, 0.5) the document is (-1, 1), its cosine 0.2 / sqrt(2).
        let sum: f64 = tokens.iter().map(of_token).sum();
        assert!((sum - 0.2 / 2f64.sqrt()).abs() < 1e-6, "{sum}");
    }
}
