//! Blending a ranking with a quality column (the published code's `rank_with_quality`).

/// Adds the distance and the quality, each stretched to 0–1 over the documents that have both; lower is better.
///
/// Documents without quality take no part. A column whose values are all equal counts 0 (1 when higher is better,
/// as published).
///
/// # Shapes
/// `distances` and `quality` have one entry per document; so has the result, `None` for documents without quality.
#[must_use]
pub fn blend(distances: &[f64], quality: &[Option<f64>], higher_is_better: bool) -> Vec<Option<f64>> {
    let sum = |(distance, quality): (f64, f64)| distance + quality;
    stretched_pairs(distances, quality, higher_is_better).into_iter().map(|pair| pair.map(sum)).collect()
}

/// The same with a weight: `(1 - weight)` of the distance and `weight` of the quality, 0 to 1; lower is better. Half and
/// half gives the published order, ties and all: halves are exact.
///
/// # Shapes
/// As [`blend`].
#[must_use]
pub fn weighted(distances: &[f64], quality: &[Option<f64>], higher_is_better: bool, weight: f64) -> Vec<Option<f64>> {
    let sum = |(distance, quality): (f64, f64)| (1.0 - weight) * distance + weight * quality;
    stretched_pairs(distances, quality, higher_is_better).into_iter().map(|pair| pair.map(sum)).collect()
}

/// Distance and quality of the documents that have both, each stretched to 0–1 with 0 the better end.
fn stretched_pairs(distances: &[f64], quality: &[Option<f64>], higher_is_better: bool) -> Vec<Option<(f64, f64)>> {
    let quality: Vec<Option<f64>> =
        quality.iter().zip(distances).map(|(q, d)| q.filter(|q| !q.is_nan() && !d.is_nan())).collect();
    let present = || distances.iter().zip(&quality).filter_map(|(&d, q)| q.map(|q| (d, q)));
    let distance_range = range(present().map(|(d, _)| d));
    let quality_range = range(present().map(|(_, q)| q));
    let pair = |(&distance, quality): (&f64, &Option<f64>)| {
        quality.map(|quality| {
            let quality = stretched(quality, quality_range);
            (stretched(distance, distance_range), if higher_is_better { 1.0 - quality } else { quality })
        })
    };
    distances.iter().zip(&quality).map(pair).collect()
}

fn range(values: impl Iterator<Item = f64>) -> (f64, f64) {
    values.fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), value| (least.min(value), most.max(value)))
}

fn stretched(value: f64, (least, most): (f64, f64)) -> f64 {
    if most > least { (value - least) / (most - least) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn half_and_half_orders_as_the_published_sum_and_the_ends_are_distance_and_quality_alone() {
        let (distances, quality) = ([0.2, 0.9, 0.4], [Some(5.0), Some(1.0), Some(3.0)]);
        let halves = weighted(&distances, &quality, false, 0.5);
        for (half, sum) in halves.iter().zip(blend(&distances, &quality, false)) {
            assert!((half.unwrap() * 2.0 - sum.unwrap()).abs() < 1e-15);
        }
        // Stretched by hand: distances 0, 1, 2/7; quality 1, 0, 0.5.
        let close = |found: Option<f64>, wanted: f64| (found.unwrap() - wanted).abs() < 1e-15;
        assert!(close(weighted(&distances, &quality, false, 0.0)[2], 2.0 / 7.0));
        assert!(close(weighted(&distances, &quality, true, 1.0)[1], 1.0));
        assert!(close(weighted(&distances, &quality, true, 0.25)[2], 0.75 * 2.0 / 7.0 + 0.125));
    }

    #[test]
    fn what_has_no_distance_or_no_quality_takes_no_part_in_the_stretching() {
        let found = weighted(&[0.0, 1.0, f64::NAN, 50.0], &[Some(1.0), Some(2.0), Some(900.0), None], true, 0.5);
        assert_eq!(found, [Some(0.5), Some(0.5), None, None]);
    }
}
