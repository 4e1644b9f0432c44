//! Putting documents in order: the same rule for every method.

use std::cmp::Ordering;

use rayon::prelude::*;

use crate::rank::scores::Scores;

/// All scored documents, best first.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranking {
    order: Vec<u32>,
}

impl Ranking {
    /// Orders by the scores' key; equal keys by id, compared by code point; equal ids by row. `id_order(a, b)` compares
    /// the ids of two documents and is asked for ties alone. Runs on the caller's rayon pool.
    #[must_use]
    pub fn of(scores: &Scores, id_order: &(impl Fn(usize, usize) -> Ordering + Sync)) -> Self {
        let mut keyed: Vec<(f64, u32)> =
            (0..scores.len()).filter_map(|document| scores.key(document).map(|key| (key, document as u32))).collect();
        keyed.par_sort_unstable_by(|&(key_a, a), &(key_b, b)| {
            key_a.total_cmp(&key_b).then_with(|| id_order(a as usize, b as usize)).then(a.cmp(&b))
        });
        Self { order: keyed.into_iter().map(|(_, document)| document).collect() }
    }

    /// Document numbers, best first; those that could not be scored are not among them.
    #[must_use]
    pub fn order(&self) -> &[u32] {
        &self.order
    }

    /// How many documents are ranked.
    #[must_use]
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// True when no document could be scored.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// The rank of every document, from 1; 0 for those that are not ranked. `documents` is the size of the pool.
    #[must_use]
    pub fn ranks(&self, documents: usize) -> Vec<u32> {
        let mut ranks = vec![0; documents];
        for (position, &document) in self.order.iter().enumerate() {
            ranks[document as usize] = position as u32 + 1;
        }
        ranks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_scores_go_by_id_as_text_and_equal_ids_by_row() {
        let ids = ["doc2", "doc10", "a", "doc10"];
        let scores = Scores::similarities(vec![0.5; 4]);
        let ranking = Ranking::of(&scores, &|a: usize, b: usize| ids[a].cmp(ids[b]));
        assert_eq!(ranking.order(), [2, 1, 3, 0]);
    }

    #[test]
    fn scores_that_differ_by_less_than_rounding_leaves_of_their_distance_are_ties() {
        let tiny = 1e-17;
        let ids = ["b", "a"];
        let by_id = |a: usize, b: usize| ids[a].cmp(ids[b]);
        assert_eq!(Ranking::of(&Scores::similarities(vec![tiny * 2.0, tiny]), &by_id).order(), [1, 0]);
        assert_eq!(Ranking::of(&Scores::plain(vec![tiny * 2.0, tiny]), &by_id).order(), [0, 1]);
    }

    #[test]
    fn what_could_not_be_scored_is_not_ranked() {
        let ranking = Ranking::of(&Scores::plain(vec![f64::NAN, 1.0]), &|a: usize, b: usize| a.cmp(&b));
        assert_eq!(ranking.order(), [1]);
        assert_eq!(ranking.ranks(2), [0, 1]);
    }
}
