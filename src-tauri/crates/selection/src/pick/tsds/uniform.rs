//! KNN-Uniform: without near-duplicates `s` is a number of neighbours, and has a closed form.

use super::reach::Reach;

/// How many nearest neighbours of each example take the same mass: the least `K` with
/// `(α/C) Σ_i Σ_{k≤K} (d_i,(K+1) - d_i,(k)) >= (1 - α) M`, which is the optimum; none where the neighbours run out.
///
/// The authors' later code takes the largest `K` below that bound, one less.
#[must_use]
pub fn uniform(reach: &Reach, alpha: f64, c: f64) -> Option<usize> {
    let enough = (1.0 - alpha) * reach.examples() as f64;
    let mut sums = vec![0.0; reach.examples()];
    (1..reach.k()).find(|&k| {
        let cost = |example: usize| {
            let (_, distances) = reach.example(example);
            sums[example] += distances[k - 1];
            k as f64 * distances[k] - sums[example]
        };
        alpha / c * (0..reach.examples()).map(cost).sum::<f64>() >= enough
    })
}
