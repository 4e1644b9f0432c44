//! Which documents' tokens make which batches: a plan that follows from a seed alone, so that a training that was paused
//! finds its place again without having kept any rows.
//!
//! Documents go by rounds in a random order, another one in each pass; the tokens of a round are shuffled and cut into
//! batches of equal size. No token is dropped, save those of a round that has fewer than two.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::start::Dice;

/// Documents and their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// How many there are.
    pub documents: usize,
    /// How many are read for one round: their tokens are in memory together.
    pub round_documents: usize,
    /// The order's.
    pub seed: u64,
}

/// Where a training is in its plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// From 0, over all passes.
    pub round: u64,
    /// The next batch of that round.
    pub batch: usize,
}

impl Plan {
    /// Rounds that see every document once.
    #[must_use]
    pub fn rounds_of_a_pass(&self) -> u64 {
        self.documents.div_ceil(self.round_documents.max(1)) as u64
    }

    /// The documents of a round.
    #[must_use]
    pub fn documents_of(&self, round: u64) -> Vec<usize> {
        let rounds = self.rounds_of_a_pass().max(1);
        let (pass, place) = (round / rounds, (round % rounds) as usize);
        let order = Dice::new(self.seed ^ pass.wrapping_mul(0xa076_1d64_78bd_642f)).order(self.documents);
        let first = place * self.round_documents.max(1);
        order.into_iter().skip(first).take(self.round_documents.max(1)).collect()
    }

    /// A round's rows in a random order.
    #[must_use]
    pub fn shuffled(&self, round: u64, rows: &[f32], width: usize) -> Vec<f32> {
        let mut dice = Dice::new(self.seed.wrapping_add(round).wrapping_mul(0xe703_7ed1_a0b4_28db));
        let order = dice.order(rows.len() / width);
        order.into_iter().flat_map(|row| &rows[row * width..(row + 1) * width]).copied().collect()
    }

    /// Batches of at most `most` rows, as equal as can be.
    #[must_use]
    pub fn batches(rows: usize, most: usize) -> Vec<Range<usize>> {
        let count = rows.div_ceil(most.max(2)).min(rows / 2);
        (0..count).map(|batch| batch * rows / count..(batch + 1) * rows / count).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pass_sees_every_document_once_and_the_next_in_another_order() {
        let plan = Plan { documents: 10, round_documents: 4, seed: 7 };
        let pass = |first: u64| (first..first + 3).flat_map(|round| plan.documents_of(round)).collect::<Vec<_>>();
        let (one, other) = (pass(0), pass(3));
        assert_ne!(one, other);
        for mut pass in [one, other] {
            pass.sort_unstable();
            assert_eq!(pass, (0..10).collect::<Vec<_>>());
        }
    }

    #[test]
    fn batches_hold_every_row_once_and_none_has_a_single_one() {
        assert_eq!(Plan::batches(10, 4), [0..3, 3..6, 6..10]);
        assert_eq!(Plan::batches(3, 2), std::slice::from_ref(&(0..3)));
        assert!(Plan::batches(1, 4).is_empty() && Plan::batches(0, 4).is_empty());
    }

    #[test]
    fn shuffling_moves_whole_rows() {
        let plan = Plan { documents: 1, round_documents: 1, seed: 1 };
        let rows: Vec<f32> = (0..40).map(|x| x as f32).collect();
        let mut pairs: Vec<Vec<f32>> = plan.shuffled(0, &rows, 2).chunks(2).map(<[f32]>::to_vec).collect();
        assert_ne!(pairs.concat(), rows);
        pairs.sort_by(|a, b| a[0].total_cmp(&b[0]));
        assert_eq!(pairs.concat(), rows);
    }
}
