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
    let quality: Vec<Option<f64>> = quality.iter().map(|q| q.filter(|q| !q.is_nan())).collect();
    let present = || distances.iter().zip(&quality).filter_map(|(&d, q)| q.map(|q| (d, q)));
    let distance_range = range(present().map(|(d, _)| d));
    let quality_range = range(present().map(|(_, q)| q));
    distances
        .iter()
        .zip(&quality)
        .map(|(&distance, quality)| {
            quality.map(|quality| {
                let quality = stretched(quality, quality_range);
                stretched(distance, distance_range) + if higher_is_better { 1.0 - quality } else { quality }
            })
        })
        .collect()
}

fn range(values: impl Iterator<Item = f64>) -> (f64, f64) {
    values.fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), value| (least.min(value), most.max(value)))
}

fn stretched(value: f64, (least, most): (f64, f64)) -> f64 {
    if most > least { (value - least) / (most - least) } else { 0.0 }
}
