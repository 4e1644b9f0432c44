//! Correlation of two lists of numbers by their order: Kendall's tau-b, Spearman's rho.

use crate::numbers::percentiles::places;
use crate::rank::scores::Scores;

/// The keys of the documents that both rankings scored, side by side.
#[must_use]
pub fn paired(a: &Scores, b: &Scores) -> (Vec<f64>, Vec<f64>) {
    (0..a.len().min(b.len())).filter_map(|document| Some((a.key(document)?, b.key(document)?))).unzip()
}

/// Kendall's tau-b, -1 to 1, ties counted (Knight 1966, in n log n); none for fewer than two pairs or where all of one
/// side are equal.
///
/// # Panics
/// When the lists have different lengths.
#[must_use]
pub fn kendall(a: &[f64], b: &[f64]) -> Option<f64> {
    assert_eq!(a.len(), b.len(), "numbers side by side");
    let (a, b) = (one_zero(a), one_zero(b));
    let mut order: Vec<usize> = (0..a.len()).collect();
    order.sort_unstable_by(|&i, &j| a[i].total_cmp(&a[j]).then_with(|| b[i].total_cmp(&b[j])));
    let same = |values: &[f64], i: usize, j: usize| values[i].total_cmp(&values[j]).is_eq();
    let all = pairs(a.len());
    let tied_a = tied(&order, |i, j| same(&a, i, j));
    let tied_both = tied(&order, |i, j| same(&a, i, j) && same(&b, i, j));
    let mut values: Vec<f64> = order.iter().map(|&i| b[i]).collect();
    let swaps = sort_counting(&mut values);
    let positions: Vec<usize> = (0..values.len()).collect();
    let tied_b = tied(&positions, |i, j| same(&values, i, j));
    let concordant_less_discordant = all - tied_a - tied_b + tied_both - 2.0 * swaps;
    let scale = ((all - tied_a) * (all - tied_b)).sqrt();
    (scale > 0.0).then(|| (concordant_less_discordant / scale).clamp(-1.0, 1.0))
}

/// The numbers with 0 for -0, which are equal and must be ordered so.
fn one_zero(values: &[f64]) -> Vec<f64> {
    values.iter().map(|value| value + 0.0).collect()
}

fn pairs(of: usize) -> f64 {
    of as f64 * (of as f64 - 1.0) / 2.0
}

/// Pairs within runs of equals.
fn tied(order: &[usize], equal: impl Fn(usize, usize) -> bool) -> f64 {
    order.chunk_by(|&i, &j| equal(i, j)).map(|run| pairs(run.len())).sum()
}

/// Sorts rising from the bottom up; how many pairs stood the other way round.
fn sort_counting(values: &mut [f64]) -> f64 {
    let mut swaps = 0.0;
    let mut merged = Vec::with_capacity(values.len());
    let mut width = 1;
    while width < values.len() {
        for both in values.chunks_mut(2 * width) {
            let (left, right) = both.split_at(width.min(both.len()));
            let (mut i, mut j) = (0, 0);
            merged.clear();
            while i < left.len() && j < right.len() {
                if left[i] <= right[j] {
                    merged.push(left[i]);
                    i += 1;
                } else {
                    merged.push(right[j]);
                    j += 1;
                    swaps += (left.len() - i) as f64;
                }
            }
            merged.extend_from_slice(&left[i..]);
            merged.extend_from_slice(&right[j..]);
            both.copy_from_slice(&merged);
        }
        width *= 2;
    }
    swaps
}

/// Spearman's rho, -1 to 1: the correlation of the places, equals at the mean of theirs; none as for [`kendall`].
///
/// # Panics
/// When the lists have different lengths.
#[must_use]
pub fn spearman(a: &[f64], b: &[f64]) -> Option<f64> {
    pearson(&places(a), &places(b))
}

/// Pearson's correlation, -1 to 1; none as for [`kendall`].
///
/// # Panics
/// When the lists have different lengths.
#[must_use]
pub fn pearson(a: &[f64], b: &[f64]) -> Option<f64> {
    assert_eq!(a.len(), b.len(), "numbers side by side");
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let (mean_a, mean_b) = (mean(a), mean(b));
    let (mut common, mut square_a, mut square_b) = (0.0, 0.0, 0.0);
    for (x, y) in a.iter().map(|x| x - mean_a).zip(b.iter().map(|y| y - mean_b)) {
        common += x * y;
        square_a += x * x;
        square_b += y * y;
    }
    let scale = (square_a * square_b).sqrt();
    (scale > 0.0).then(|| (common / scale).clamp(-1.0, 1.0))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::numbers::random::mixed;

    #[test]
    fn both_agree_with_scipy_on_tied_numbers() {
        // scipy 1.x: kendalltau(a, b).statistic and spearmanr(a, b).statistic.
        let a = [1.0, 2.0, 2.0, 3.0, 5.0, 5.0, 5.0, 8.0, 9.0, 0.0];
        let b = [2.0, 1.0, 3.0, 3.0, 4.0, 9.0, 4.0, 7.0, 7.0, 5.0];
        assert!((kendall(&a, &b).unwrap() - 0.506_060_827_347_473_8).abs() < 1e-12);
        assert!((spearman(&a, &b).unwrap() - 0.624_235_643_718_691_2).abs() < 1e-12);
    }

    #[test]
    fn counting_pair_by_pair_gives_the_same_tau() {
        let a: Vec<f64> = (0..301).map(|i| (mixed(1, i) % 40) as f64).collect();
        let b: Vec<f64> = (0..301).map(|i| (mixed(2, i) % 40) as f64 + a[i as usize] / 2.0).collect();
        let (mut sum, mut pairs_a, mut pairs_b) = (0.0, 0.0, 0.0);
        for i in 0..a.len() {
            for j in 0..i {
                let sign = |x: f64| if x == 0.0 { 0.0 } else { x.signum() };
                let (x, y) = (sign(a[i] - a[j]), sign(b[i] - b[j]));
                sum += x * y;
                pairs_a += x * x;
                pairs_b += y * y;
            }
        }
        assert!((kendall(&a, &b).unwrap() - sum / f64::sqrt(pairs_a * pairs_b)).abs() < 1e-12);
    }

    #[test]
    fn nothing_is_said_of_too_few_or_of_equals() {
        assert_eq!((kendall(&[], &[]), spearman(&[1.0], &[2.0])), (None, None));
        assert_eq!(kendall(&[0.0, -0.0], &[1.0, 2.0]), None);
        assert_eq!((kendall(&[1.0; 3], &[1.0, 2.0, 3.0]), spearman(&[1.0; 3], &[1.0, 2.0, 3.0])), (None, None));
    }

    #[test]
    fn an_order_is_one_with_itself_and_minus_one_with_its_reverse() {
        let rising: Vec<f64> = (0..100).map(f64::from).collect();
        let falling: Vec<f64> = rising.iter().map(|v| -v).collect();
        assert!((kendall(&rising, &rising).unwrap() - 1.0).abs() < 1e-12);
        assert!((kendall(&rising, &falling).unwrap() + 1.0).abs() < 1e-12);
        assert!((spearman(&rising, &falling).unwrap() + 1.0).abs() < 1e-12);
    }

    #[test]
    fn only_what_both_scored_is_paired() {
        let (a, b) = (Scores::plain(vec![f64::NAN, 1.0, 2.0]), Scores::plain(vec![1.0, 5.0, f64::NAN]));
        assert_eq!(paired(&a, &b), (vec![-1.0], vec![-5.0]));
    }
}
