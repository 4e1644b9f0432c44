//! Known composition: how much of what is known to belong a ranking puts on top.

use crate::evidence::resample::{Estimate, bootstrap_mean};
use crate::numbers::share::Share;

/// What the first `k` documents of a ranking hold of those known to belong.
#[derive(Debug, Clone, PartialEq)]
pub struct Composition {
    /// How many documents the figures are of: the cut, or fewer where the ranking is shorter.
    pub k: usize,
    /// Precision: the share of the first `k` that belongs.
    pub precision: Share,
    /// Recall: the share of what belongs that is among the first `k`.
    pub recall: Share,
    /// The share of the pool that belongs: what a random pick has on average.
    pub base_rate: f64,
    /// Precision over base rate with the ends of the precision's interval; none where nothing belongs.
    pub lift: Option<Estimate>,
    /// Average precision over the whole ranking (what is not ranked counts 0) with a bootstrap interval over the documents
    /// that belong; none where nothing belongs.
    pub average_precision: Option<Estimate>,
    /// Precision at as many documents as belong: P@R.
    pub precision_at_relevant: Share,
    /// The share of the tokens of the first `k` that is in documents that belong; none where tokens are not known or none.
    pub token_precision: Option<f64>,
}

/// The composition of a ranking. `relevant` has a place for every document of the pool, and `tokens` too where known.
///
/// # Panics
/// When the ranking holds a document beyond the pool.
#[must_use]
pub fn composition(order: &[u32], relevant: &[bool], k: usize, tokens: Option<&[u64]>, seed: u64) -> Composition {
    let belonging = relevant.iter().filter(|belongs| **belongs).count();
    let hits = |k: usize| order.iter().take(k).filter(|&&document| relevant[document as usize]).count();
    let k = k.min(order.len());
    let precision = Share::new(hits(k), k);
    let base_rate = if relevant.is_empty() { 0.0 } else { belonging as f64 / relevant.len() as f64 };
    let over = |value: f64| value / base_rate;
    let lift = Estimate { value: over(precision.value), low: over(precision.low), high: over(precision.high) };
    Composition {
        k,
        precision,
        recall: Share::new(hits(k), belonging),
        base_rate,
        lift: (belonging > 0).then_some(lift),
        average_precision: bootstrap_mean(&precisions(order, relevant, belonging), seed),
        precision_at_relevant: Share::new(hits(belonging), belonging),
        token_precision: tokens.and_then(|tokens| token_precision(&order[..k], relevant, tokens)),
    }
}

/// The precision at each document that belongs, 0 for those that are not ranked; their mean is the average precision.
fn precisions(order: &[u32], relevant: &[bool], belonging: usize) -> Vec<f64> {
    let mut found = Vec::with_capacity(belonging);
    for (position, _) in order.iter().enumerate().filter(|(_, document)| relevant[**document as usize]) {
        found.push((found.len() + 1) as f64 / (position + 1) as f64);
    }
    found.resize(belonging, 0.0);
    found
}

fn token_precision(kept: &[u32], relevant: &[bool], tokens: &[u64]) -> Option<f64> {
    let sum = |wanted: &dyn Fn(usize) -> bool| -> u64 {
        kept.iter().map(|&d| d as usize).filter(|&d| wanted(d)).map(|d| tokens[d]).sum()
    };
    let all = sum(&|_| true);
    (all > 0).then(|| sum(&|document| relevant[document]) as f64 / all as f64)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_figures_are_those_of_a_hand_count() {
        let relevant = [true, false, true, false, false, true, false, false, false, true];
        let order = [0, 1, 2, 3, 5, 4, 6, 7, 8];
        let tokens = [10, 20, 30, 40, 1, 1, 1, 1, 1, 1];
        let found = composition(&order, &relevant, 4, Some(&tokens), 1);
        assert_eq!((found.precision.count, found.precision.of, found.recall.count, found.recall.of), (2, 4, 2, 4));
        assert!((found.base_rate - 0.4).abs() < 1e-12 && (found.lift.unwrap().value - 1.25).abs() < 1e-12);
        // Precisions 1, 2/3 and 3/5; the fourth is not ranked.
        let average = found.average_precision.unwrap();
        assert!((average.value - (1.0 + 2.0 / 3.0 + 0.6) / 4.0).abs() < 1e-12);
        assert!(average.low < average.value && average.value < average.high);
        assert!((found.token_precision.unwrap() - 0.4).abs() < 1e-12);
        assert_eq!(found.precision_at_relevant.count, 2);
    }

    #[test]
    fn the_average_precision_is_the_one_of_scikit_learn() {
        // average_precision_score([1,0,1,1,0,0,1,0], [8,7,6,5,4,3,2,1]) = 0.7470238095238095
        let relevant = [true, false, true, true, false, false, true, false];
        let order: Vec<u32> = (0..8).collect();
        let found = composition(&order, &relevant, 3, None, 1).average_precision.unwrap();
        assert!((found.value - 0.747_023_809_523_809_5).abs() < 1e-12);
    }

    #[test]
    fn nothing_known_to_belong_gives_no_lift_and_an_empty_ranking_is_no_error() {
        let found = composition(&[0, 1], &[false, false], 2, None, 1);
        assert_eq!((found.lift, found.average_precision, found.recall.of), (None, None, 0));
        let empty = composition(&[], &[true], 5, Some(&[0]), 1);
        assert_eq!((empty.k, empty.precision.of, empty.token_precision), (0, 0, None));
        assert!(empty.average_precision.unwrap().value.abs() < 1e-12);
    }
}
