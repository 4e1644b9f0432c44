//! Seeded draws and the intervals that come of them.

use crate::numbers::random::{mixed, unit};

/// Resamples of an interval.
const RESAMPLES: u64 = 1_000;

/// A figure with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The figure.
    pub value: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
}

/// The numbers from 0 to `of - 1` in an order of the seed's (Fisher and Yates).
#[must_use]
pub fn shuffled(of: usize, seed: u64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..of).collect();
    for last in (1..of).rev() {
        order.swap(last, below(last + 1, seed, last as u64));
    }
    order
}

/// `wanted` of the numbers from 0 to `of - 1`, none twice, rising; all of them where there are no more.
#[must_use]
pub fn sample(of: usize, wanted: usize, seed: u64) -> Vec<usize> {
    let mut chosen = shuffled(of, seed);
    chosen.truncate(wanted);
    chosen.sort_unstable();
    chosen
}

/// `wanted` of the numbers from 0 to `of - 1`, with replacement; none of none.
#[must_use]
pub fn with_replacement(of: usize, wanted: usize, seed: u64) -> Vec<usize> {
    let wanted = if of == 0 { 0 } else { wanted };
    (0..wanted).map(|position| below(of, seed, position as u64)).collect()
}

/// A whole number below `of`; the unevenness of rounding is below `of` / 2^53.
fn below(of: usize, seed: u64, position: u64) -> usize {
    ((unit(seed, position) * of as f64) as usize).min(of - 1)
}

/// The mean of some values and its percentile bootstrap interval (Efron 1979): 1,000 resamples. None of no values.
#[must_use]
pub fn bootstrap_mean(values: &[f64], seed: u64) -> Option<Estimate> {
    if values.is_empty() {
        return None;
    }
    let n = values.len();
    let mean = |chosen: &mut dyn Iterator<Item = usize>| chosen.map(|i| values[i]).sum::<f64>() / n as f64;
    let mut means: Vec<f64> =
        (0..RESAMPLES).map(|i| mean(&mut with_replacement(n, n, mixed(seed, i)).into_iter())).collect();
    means.sort_unstable_by(f64::total_cmp);
    let at = |share: f64| means[((means.len() - 1) as f64 * share).round() as usize];
    Some(Estimate { value: mean(&mut (0..n)), low: at(0.025), high: at(0.975) })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_shuffle_holds_every_number_once_and_every_place_is_as_likely() {
        let mut order = shuffled(50, 3);
        assert_ne!(order, shuffled(50, 4));
        order.sort_unstable();
        assert_eq!(order, (0..50).collect::<Vec<_>>());
        let firsts = (0..6_000).filter(|&seed| shuffled(3, seed)[0] == 2).count();
        assert!((1_850..2_150).contains(&firsts), "{firsts} of 6,000, 2,000 expected, deviation 36");
        assert!(shuffled(0, 1).is_empty() && with_replacement(0, 5, 1).is_empty());
        assert_eq!(sample(3, 9, 1), [0, 1, 2]);
    }

    #[test]
    fn the_interval_of_a_mean_is_about_two_standard_errors_wide() {
        let values: Vec<f64> = (0..100).map(f64::from).collect();
        let found = bootstrap_mean(&values, 7).unwrap();
        // The standard error is 28.866 / 10.
        assert!((found.value - 49.5).abs() < 1e-12);
        assert!((found.high - found.low - 2.0 * 1.96 * 2.887).abs() < 1.2, "{found:?}");
        assert_eq!(bootstrap_mean(&[], 1), None);
        let one = bootstrap_mean(&[4.0], 1).unwrap();
        assert!((one.low - 4.0).abs() < 1e-12 && (one.high - 4.0).abs() < 1e-12);
    }
}
