//! The decile check: a ranking in ten equal bins, and whether a figure of the bins (a loss after brief training) follows it.

use std::ops::Range;

use crate::compare::correlation::{kendall, spearman};

/// Positions of each of `bins` nearly equal bins of a ranking, best first; sizes differ by at most one. Fewer bins where
/// there are fewer documents.
#[must_use]
pub fn bins(ranked: usize, bins: usize) -> Vec<Range<usize>> {
    let bins = bins.min(ranked);
    (0..bins).map(|bin| bin * ranked / bins..(bin + 1) * ranked / bins).collect()
}

/// Spearman's rho of bin number and the figure found for it; about 1 where a loss rises from the best bin to the worst:
/// the ranking carries signal. None for fewer than two bins, or equal figures.
#[must_use]
pub fn follows(figures: &[f64]) -> Option<f64> {
    spearman(&places(figures), figures)
}

/// Kendall's tau-b of the same: of two bins, how much oftener the later one has the larger figure than the smaller. None as
/// for [`follows`].
#[must_use]
pub fn pairs_follow(figures: &[f64]) -> Option<f64> {
    kendall(&places(figures), figures)
}

fn places(figures: &[f64]) -> Vec<f64> {
    (0..figures.len()).map(|bin| bin as f64).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn bins_hold_every_position_once_and_are_nearly_equal() {
        let found = bins(23, 10);
        assert_eq!((found[0].start, found[9].end), (0, 23));
        assert!(found.windows(2).all(|pair| pair[0].end == pair[1].start));
        assert!(found.iter().all(|bin| (2..=3).contains(&bin.len())));
        assert_eq!((bins(3, 10).len(), bins(0, 10).len()), (3, 0));
    }

    #[test]
    fn a_loss_that_rises_follows_the_ranking() {
        assert!((follows(&[1.0, 1.5, 1.6, 3.0]).unwrap() - 1.0).abs() < 1e-12);
        assert!((follows(&[3.0, 2.0, 1.0]).unwrap() + 1.0).abs() < 1e-12);
        // scipy.stats.spearmanr(range(5), [1, 3, 2, 5, 4]).statistic = 0.8
        assert!((follows(&[1.0, 3.0, 2.0, 5.0, 4.0]).unwrap() - 0.8).abs() < 1e-12);
        // scipy.stats.kendalltau(range(5), [1, 3, 2, 5, 4]).statistic = 0.6: eight pairs of ten rise, two fall.
        assert!((pairs_follow(&[1.0, 3.0, 2.0, 5.0, 4.0]).unwrap() - 0.6).abs() < 1e-12);
        assert_eq!((follows(&[2.0]), follows(&[2.0; 4])), (None, None));
        assert_eq!((pairs_follow(&[2.0]), pairs_follow(&[2.0; 4])), (None, None));
    }
}
