//! One ranking out of several: reciprocal rank fusion (Cormack, Clarke and Büttcher 2009).

use crate::rank::scores::Scores;

/// The constant of the paper, which keeps the very first ranks from deciding alone.
pub const SMOOTHING: f64 = 60.0;

/// A ranking and how much it counts.
#[derive(Debug, Clone, Copy)]
pub struct Voice<'a> {
    /// Documents, best first.
    pub order: &'a [u32],
    /// Its weight, 0 or more; 1 in the paper.
    pub weight: f64,
}

/// Every document's sum of `weight / (smoothing + rank)` over the rankings that hold it; a document that none holds is
/// unscored. `documents` is the size of the pool.
///
/// # Panics
/// When a ranking holds a document beyond the pool.
#[must_use]
pub fn reciprocal_rank_fusion(voices: &[Voice], documents: usize, smoothing: f64) -> Scores {
    let mut sums = vec![f64::NAN; documents];
    for voice in voices {
        for (position, &document) in voice.order.iter().enumerate() {
            let share = voice.weight / (smoothing + position as f64 + 1.0);
            let sum = &mut sums[document as usize];
            *sum = if sum.is_nan() { share } else { *sum + share };
        }
    }
    Scores::plain(sums)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_sums_are_those_of_the_paper() {
        let voices = [Voice { order: &[2, 0, 1], weight: 1.0 }, Voice { order: &[0, 3], weight: 2.0 }];
        let scores = reciprocal_rank_fusion(&voices, 5, SMOOTHING);
        let expected = [1.0 / 62.0 + 2.0 / 61.0, 1.0 / 63.0, 1.0 / 61.0, 2.0 / 62.0];
        for (document, sum) in expected.iter().enumerate() {
            assert!((scores.value(document).unwrap() - sum).abs() < 1e-15);
        }
        assert_eq!(scores.value(4), None);
    }

    #[test]
    fn a_document_that_two_rankings_like_beats_the_first_of_one() {
        let voices = [[0, 1, 2, 3], [4, 1, 2, 3]];
        let voices: Vec<_> = voices.iter().map(|order| Voice { order, weight: 1.0 }).collect();
        let scores = reciprocal_rank_fusion(&voices, 5, SMOOTHING);
        assert!(scores.value(1) > scores.value(0));
    }
}
