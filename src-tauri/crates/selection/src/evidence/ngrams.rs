//! KL reduction: how much nearer a selection's words are to the goal's than the whole pool's are (DSIR, Xie et al. 2023,
//! arXiv 2302.03169, §5.3), on hashed words and pairs of words.
//!
//! The published form divides by empty buckets where a selection is small. Here a selection's shares lean on the pool's
//! with the weight of [`PRIOR`] n-grams, so that a selection of nothing reduces nothing.

use crate::data::ngrams::{BUCKETS, HashedNgrams};

/// How many n-grams the pool's shares weigh in a selection's.
pub const PRIOR: f64 = 1_000.0;

/// What an empty bucket of the pool counts.
const UNSEEN: f64 = 0.5;

/// How often each bucket occurs in some documents.
#[derive(Debug, Clone, PartialEq)]
pub struct Grams {
    counts: Vec<u64>,
    all: f64,
}

impl Grams {
    /// Counts the n-grams of some of the documents.
    ///
    /// # Panics
    /// When a document is out of range.
    #[must_use]
    pub fn of(ngrams: &HashedNgrams, documents: &[u32]) -> Self {
        let counts = ngrams.counts(documents.iter().map(|&document| document as usize));
        let all = counts.iter().sum::<u64>() as f64;
        Self { counts, all }
    }

    /// True when the documents have no words.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all <= 0.0
    }
}

/// `KL(goal ‖ pool) - KL(goal ‖ selection)` in nats: above 0 where the selection is nearer to the goal than the pool is.
/// None where the goal or the pool has no words.
#[must_use]
pub fn kl_reduction(goal: &Grams, pool: &Grams, selection: &Grams) -> Option<f64> {
    if goal.is_empty() || pool.is_empty() {
        return None;
    }
    let scale = pool.all + UNSEEN * BUCKETS as f64;
    let buckets = goal.counts.iter().zip(&pool.counts).zip(&selection.counts);
    let gains = buckets.filter(|((wanted, _), _)| **wanted > 0).map(|((&wanted, &found), &selected)| {
        let pool_share = (found as f64 + UNSEEN) / scale;
        let share = (selected as f64 + PRIOR * pool_share) / (selection.all + PRIOR);
        wanted as f64 / goal.all * (share / pool_share).ln()
    });
    Some(gains.sum())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::data::texts::Texts;

    fn grams(texts: &[&str]) -> Grams {
        let texts: Texts = texts.iter().collect();
        Grams::of(&HashedNgrams::of(&texts), &(0..texts.len() as u32).collect::<Vec<_>>())
    }

    #[test]
    fn words_and_pairs_are_counted_whatever_their_case() {
        let found = grams(&["The cell, the CELL"]);
        // The, cell, comma, the, cell and the four pairs.
        assert!((found.all - 9.0).abs() < 1e-12);
        assert_eq!(found, grams(&["the cell, The cell"]));
        assert!(grams(&["", "  "]).is_empty());
    }

    #[test]
    fn the_reduction_is_the_one_of_the_formula() {
        // One word each, so that two buckets are filled: a in the goal, a and b in the pool, a twice in the selection.
        let (goal, pool, selection) = (grams(&["a"]), grams(&["a", "b"]), grams(&["a", "a"]));
        let pool_share = 1.5 / (2.0 + 0.5 * 10_000.0);
        let share = (2.0 + 1_000.0 * pool_share) / 1_002.0;
        assert!((kl_reduction(&goal, &pool, &selection).unwrap() - f64::ln(share / pool_share)).abs() < 1e-12);
    }

    #[test]
    fn a_selection_of_the_goals_words_is_nearer_and_one_of_others_farther() {
        let pool = grams(&["the plant takes light", "the court heard the case", "rain fell on the hills"]);
        let goal = grams(&["the plant takes light and water"]);
        let near = kl_reduction(&goal, &pool, &grams(&["the plant takes light"])).unwrap();
        let far = kl_reduction(&goal, &pool, &grams(&["the court heard the case"])).unwrap();
        assert!(near > 0.0 && near > far, "{near} {far}");
    }

    #[test]
    fn a_selection_of_nothing_reduces_nothing_and_a_goal_without_words_has_no_figure() {
        let pool = grams(&["one two", "three"]);
        assert!(kl_reduction(&pool, &pool, &grams(&[])).unwrap().abs() < 1e-12);
        assert_eq!(kl_reduction(&grams(&[]), &pool, &pool), None);
    }
}
