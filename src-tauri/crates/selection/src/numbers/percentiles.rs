//! Where each number stands among the others.

use rayon::prelude::*;

/// Each number's percentile: its rank from 1, less one half, over how many there are; equal numbers share the mean of
/// their ranks. So percentiles lie evenly around one half, and numbers that are all equal have one half. NaN stands for
/// no number and stays.
#[must_use]
pub fn percentiles(values: &[f64]) -> Vec<f64> {
    let (here, present): (Vec<usize>, Vec<f64>) =
        values.iter().copied().enumerate().filter(|(_, value)| !value.is_nan()).unzip();
    let mut found = vec![f64::NAN; values.len()];
    for (&place, rank) in here.iter().zip(places(&present)) {
        found[place] = (rank - 0.5) / present.len() as f64;
    }
    found
}

/// The place of each number among all, from 1, rising; equals at the mean of their places, zeros of both signs being one.
#[must_use]
pub fn places(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    // -0.0 is made 0.0, which total order would put apart.
    order.par_sort_unstable_by(|&a, &b| (values[a] + 0.0).total_cmp(&(values[b] + 0.0)));
    let mut found = vec![0.0; values.len()];
    let mut before = 0;
    for same in order.chunk_by(|&a, &b| is_same(values[a], values[b])) {
        // Places before+1..=before+n have the mean before + (n + 1)/2.
        let place = (2 * before + same.len() + 1) as f64 / 2.0;
        for &number in same {
            found[number] = place;
        }
        before += same.len();
    }
    found
}

/// The largest share of numbers that are one and the same; 0 where there is none. NaN stands for no number.
#[must_use]
pub fn most_shared(values: &[f64]) -> f64 {
    let mut present: Vec<f64> = values.iter().filter(|v| !v.is_nan()).map(|v| v + 0.0).collect();
    present.par_sort_unstable_by(f64::total_cmp);
    let most = present.chunk_by(|&a, &b| is_same(a, b)).map(<[f64]>::len).max().unwrap_or(0);
    most as f64 / present.len().max(1) as f64
}

/// Equal to the last bit, zeros of both signs being one.
fn is_same(a: f64, b: f64) -> bool {
    (a + 0.0).total_cmp(&(b + 0.0)).is_eq()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::float_cmp)] // halves and quarters are exact
    use super::*;

    #[test]
    fn percentiles_lie_evenly_around_one_half_and_ties_share() {
        assert_eq!(percentiles(&[30.0, 10.0, 20.0, 40.0]), [0.625, 0.125, 0.375, 0.875]);
        assert_eq!(percentiles(&[5.0, 1.0, 5.0, 5.0]), [0.625, 0.125, 0.625, 0.625]);
        assert_eq!(percentiles(&[0.0, -0.0]), [0.5, 0.5]);
        let with_none = percentiles(&[2.0, f64::NAN, 1.0]);
        assert_eq!((with_none[0], with_none[1].is_nan(), with_none[2]), (0.75, true, 0.25));
        assert!(percentiles(&[]).is_empty());
        // scipy.stats.rankdata.
        assert_eq!(places(&[3.0, 1.0, 3.0, 0.0, -0.0, 2.0]), [5.5, 3.0, 5.5, 1.5, 1.5, 4.0]);
    }

    #[test]
    fn the_most_shared_value_is_found_among_those_present() {
        assert_eq!(most_shared(&[1.0, 2.0, 1.0, f64::NAN, 3.0]), 0.5);
        assert_eq!(most_shared(&[f64::NAN]), 0.0);
    }
}
