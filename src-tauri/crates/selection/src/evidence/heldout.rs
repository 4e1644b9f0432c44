//! Held-out examples among the pool: how far up a ranking puts texts that are known to belong and were not shown to it.

use crate::evidence::resample::{Estimate, bootstrap_mean};
use crate::numbers::summary::median;

/// Where held-out examples stand against the pool.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HeldOut {
    /// ROC-AUC: the chance that a held-out example has a better score than a document of the pool, ties half; the interval
    /// is a bootstrap over the examples.
    pub auc: Estimate,
    /// The median over the examples of the share of pool documents that stand above, ties half; 0 at the very top.
    pub median_percentile: f64,
    /// Held-out examples that could be scored.
    pub examples: usize,
}

/// Holds the scores of held-out examples against those of the pool; higher is better, NaN is unscored. None where one side
/// has no scores.
#[must_use]
pub fn held_out(examples: &[f64], pool: &[f64], seed: u64) -> Option<HeldOut> {
    let sorted = |values: &[f64]| {
        let mut known: Vec<f64> = values.iter().copied().filter(|v| !v.is_nan()).collect();
        known.sort_unstable_by(f64::total_cmp);
        known
    };
    let (examples, pool) = (sorted(examples), sorted(pool));
    if pool.is_empty() {
        return None;
    }
    let better: Vec<f64> = examples.iter().map(|&score| below(score, &pool) / pool.len() as f64).collect();
    let auc = bootstrap_mean(&better, seed)?;
    let mut above: Vec<f64> = better.iter().map(|share| 1.0 - share).collect();
    let median_percentile = median(&mut above)?;
    Some(HeldOut { auc, median_percentile, examples: examples.len() })
}

/// How many of some rising scores are below a score; equals count half.
fn below(score: f64, rising: &[f64]) -> f64 {
    let below = rising.partition_point(|&other| other < score);
    let to = rising.partition_point(|&other| other <= score);
    (below + to) as f64 / 2.0
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_area_is_the_one_of_scikit_learn() {
        // roc_auc_score([1]*4 + [0]*6, [.9, .6, .6, .2, .8, .6, .5, .1, .1, .3]) = 0.7083333333333334
        let found = held_out(&[0.9, 0.6, 0.6, 0.2], &[0.8, 0.6, 0.5, 0.1, 0.1, 0.3], 1).unwrap();
        assert!((found.auc.value - 0.708_333_333_333_333_4).abs() < 1e-12, "{found:?}");
        assert!(found.auc.low < found.auc.value && found.auc.high <= 1.0);
        // Of the 6, 0, 1.5 (a tie counts half), 1.5 and 4 stand above; the lower middle is 1.5.
        assert!((found.median_percentile - 0.25).abs() < 1e-12, "{found:?}");
    }

    #[test]
    fn the_top_and_the_bottom_are_one_and_nought() {
        assert!((held_out(&[9.0], &[1.0, 2.0], 1).unwrap().auc.value - 1.0).abs() < 1e-12);
        let last = held_out(&[0.0], &[1.0, 2.0], 1).unwrap();
        assert!(last.auc.value.abs() < 1e-12 && (last.median_percentile - 1.0).abs() < 1e-12);
        assert!((held_out(&[1.0; 3], &[1.0; 5], 1).unwrap().auc.value - 0.5).abs() < 1e-12);
    }

    #[test]
    fn unscored_texts_are_left_out_and_nothing_says_nothing() {
        assert_eq!(held_out(&[f64::NAN, 2.0], &[1.0, f64::NAN], 1).unwrap().examples, 1);
        assert_eq!((held_out(&[], &[1.0], 1), held_out(&[1.0], &[f64::NAN], 1)), (None, None));
    }
}
