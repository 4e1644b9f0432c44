//! Standard scores: numbers of any scale as distances from their mean in units of their spread, so that numbers of
//! different methods can be added (the z-scores of Montague and Aslam 2001, "Relevance score normalization for
//! metasearch").

/// Brings numbers to mean 0 and standard deviation 1; NaN stays. Nothing where all numbers are the same, or there is
/// none.
#[must_use]
pub fn standardised(mut values: Vec<f64>) -> Option<Vec<f64>> {
    let count = values.iter().filter(|value| !value.is_nan()).count() as f64;
    let summed = |term: &dyn Fn(f64) -> f64| {
        values.iter().filter(|value| !value.is_nan()).fold(0.0, |sum, &value| sum + term(value))
    };
    let mean = summed(&|value| value) / count;
    let spread = (summed(&|value| (value - mean) * (value - mean)) / count).sqrt();
    // Rounding alone spreads equal numbers by about 1e-16 of their size, and f32 cosines by 1e-7.
    if spread.is_nan() || spread <= 1e-7 * mean.abs().max(1e-6) {
        return None;
    }
    for value in &mut values {
        *value = (*value - mean) / spread;
    }
    Some(values)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn numbers_come_to_mean_0_and_spread_1_and_a_missing_one_stays_missing() {
        let found = standardised(vec![1.0, f64::NAN, 3.0, 8.0]).unwrap();
        let spread = (26.0f64 / 3.0).sqrt();
        for (found, plain) in [(found[0], -3.0), (found[2], -1.0), (found[3], 4.0)] {
            assert!((found - plain / spread).abs() < 1e-12);
        }
        assert!(found[1].is_nan());
    }

    #[test]
    fn equal_numbers_have_no_standard_score() {
        assert_eq!(standardised(vec![0.1 + 0.2, 0.3, 0.3]), None);
        assert_eq!(standardised(vec![f64::NAN]), None);
        assert_eq!(standardised(Vec::new()), None);
    }
}
