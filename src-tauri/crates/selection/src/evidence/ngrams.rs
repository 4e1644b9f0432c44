//! KL reduction: how much nearer a selection's words are to the goal's than the whole pool's are (DSIR, Xie et al. 2023,
//! arXiv 2302.03169, §5.3), on hashed words and pairs of words.
//!
//! The published form divides by empty buckets where a selection is small. Here a selection's shares lean on the pool's
//! with the weight of [`PRIOR`] n-grams, so that a selection of nothing reduces nothing.

use rayon::prelude::*;

use crate::texts::Texts;
use crate::words::{lowercase, word_punct};

/// Buckets, as in the paper.
pub const BUCKETS: usize = 10_000;

/// How many n-grams the pool's shares weigh in a selection's.
pub const PRIOR: f64 = 1_000.0;

/// What an empty bucket of the pool counts.
const UNSEEN: f64 = 0.5;

/// Counts of hashed words and pairs of words.
#[derive(Debug, Clone, PartialEq)]
pub struct Grams {
    counts: Vec<f64>,
    all: f64,
}

impl Grams {
    /// Counts some of the texts. Runs on the caller's rayon pool; counts are whole numbers, so that threads do not matter.
    ///
    /// # Panics
    /// When a document is out of range.
    #[must_use]
    pub fn of(texts: &Texts, documents: &[u32]) -> Self {
        let nothing = || vec![0u64; BUCKETS];
        let counts = documents
            .par_chunks(512)
            .map(|part| {
                let mut counts = nothing();
                for &document in part {
                    count(texts.at(document as usize), &mut counts);
                }
                counts
            })
            .reduce(nothing, |mut a, b| {
                a.iter_mut().zip(b).for_each(|(a, b)| *a += b);
                a
            });
        let all = counts.iter().sum::<u64>() as f64;
        Self { counts: counts.into_iter().map(|count| count as f64).collect(), all }
    }

    /// How many words and pairs were counted.
    #[must_use]
    pub const fn len(&self) -> f64 {
        self.all
    }

    /// True when the texts have no words.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all <= 0.0
    }
}

fn count(text: &str, counts: &mut [u64]) {
    let lower = lowercase(text);
    let mut before: Option<u64> = None;
    for word in word_punct(&lower) {
        let hash = hashed(word);
        counts[(crate::random::mixed(0, hash) % BUCKETS as u64) as usize] += 1;
        if let Some(before) = before {
            counts[(crate::random::mixed(before, hash) % BUCKETS as u64) as usize] += 1;
        }
        before = Some(hash);
    }
}

/// FNV-1a of a word, 64 bits.
pub(super) fn hashed(word: &str) -> u64 {
    word.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
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
    let gains = buckets.filter(|((wanted, _), _)| **wanted > 0.0).map(|((wanted, found), selected)| {
        let pool_share = (found + UNSEEN) / scale;
        let share = (selected + PRIOR * pool_share) / (selection.all + PRIOR);
        wanted / goal.all * (share / pool_share).ln()
    });
    Some(gains.sum())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn grams(texts: &[&str]) -> Grams {
        let texts: Texts = texts.iter().collect();
        Grams::of(&texts, &(0..texts.len() as u32).collect::<Vec<_>>())
    }

    #[test]
    fn words_and_pairs_are_counted_whatever_their_case() {
        let found = grams(&["The cell, the CELL"]);
        // The, cell, comma, the, cell and the four pairs.
        assert!((found.len() - 9.0).abs() < 1e-12);
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
