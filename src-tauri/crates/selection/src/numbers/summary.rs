//! What can be said of many numbers: median, histogram, a curve thin enough to draw.

/// The median (the lower of the two middle values when their number is even); reorders `values`.
#[must_use]
pub fn median(values: &mut [f64]) -> Option<f64> {
    let middle = values.len().checked_sub(1)? / 2;
    let (_, median, _) = values.select_nth_unstable_by(middle, f64::total_cmp);
    Some(*median)
}

/// Counts in `bins` equal bins from the least to the most value, and those two; all in the first bin where they are one.
#[must_use]
pub fn histogram(values: impl Iterator<Item = f64> + Clone, bins: usize) -> (f64, f64, Vec<u64>) {
    let (least, most) = values.clone().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, m), v| (l.min(v), m.max(v)));
    let mut counts = vec![0; bins];
    if least > most {
        return (0.0, 0.0, counts);
    }
    let scale = if most > least { bins as f64 / (most - least) } else { 0.0 };
    for value in values {
        counts[(((value - least) * scale) as usize).min(bins - 1)] += 1;
    }
    (least, most, counts)
}

/// At most `points` of the values at even distances, the first and the last among them.
#[must_use]
pub fn thinned(values: &[f64], points: usize) -> Vec<f64> {
    if values.len() <= points || points < 2 {
        return values.to_vec();
    }
    (0..points).map(|i| values[i * (values.len() - 1) / (points - 1)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_histogram_counts_every_value_once() {
        let (least, most, bins) = histogram([0.0, 0.1, 0.9, 1.0].into_iter(), 2);
        assert!(least.abs() < 1e-12 && (most - 1.0).abs() < 1e-12);
        assert_eq!(bins, [2, 2]);
        assert_eq!(histogram([3.0, 3.0].into_iter(), 4).2, [2, 0, 0, 0]);
        assert_eq!(histogram(std::iter::empty(), 2).2, [0, 0]);
    }

    #[test]
    fn a_thinned_curve_keeps_both_ends() {
        let values: Vec<f64> = (0..1000).map(f64::from).collect();
        let thin = thinned(&values, 5);
        assert_eq!(thin.len(), 5);
        assert!((thin[0]).abs() < 1e-12 && (thin[4] - 999.0).abs() < 1e-12);
    }

    #[test]
    fn the_median_of_an_even_number_is_the_lower_middle() {
        assert_eq!(median(&mut [4.0, 1.0, 3.0, 2.0]), Some(2.0));
        assert_eq!(median(&mut []), None);
    }
}
