//! Separability: do documents of one category lie together in a representation? k-means without the labels, then how far
//! its clusters are the categories (arXiv 2604.15706, App. G).

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::evidence::resample::shuffled;
use crate::evidence::rows::{Rows, square_distance};
use crate::numbers::random::{mixed, unit};

/// Beginnings of k-means; the one with the least spread counts.
const BEGINNINGS: u64 = 10;

/// Rounds of one beginning.
const MOST_ROUNDS: usize = 100;

/// How far clusters are the categories.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Separability {
    /// The share of documents in a cluster whose most frequent category is theirs, 0 to 1; rises with the clusters.
    pub purity: f64,
    /// Mutual information over the geometric mean of the entropies, 0 to 1.
    pub mutual_information: f64,
    /// Adjusted Rand index: 1 for equal splits, about 0 for chance (Hubert and Arabie 1985).
    pub adjusted_rand: f64,
}

/// Holds clusters against categories, document by document; none of no documents.
///
/// # Panics
/// When the lists have different lengths.
#[must_use]
pub fn separability(clusters: &[usize], categories: &[usize]) -> Option<Separability> {
    assert_eq!(clusters.len(), categories.len(), "a category for every document");
    if clusters.is_empty() {
        return None;
    }
    let mut cells: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    let (mut rows, mut columns): (BTreeMap<usize, f64>, BTreeMap<usize, f64>) = (BTreeMap::new(), BTreeMap::new());
    for (&cluster, &category) in clusters.iter().zip(categories) {
        *cells.entry((cluster, category)).or_default() += 1.0;
        *rows.entry(cluster).or_default() += 1.0;
        *columns.entry(category).or_default() += 1.0;
    }
    let n = clusters.len() as f64;
    let mut most: BTreeMap<usize, f64> = BTreeMap::new();
    for (&(cluster, _), &count) in &cells {
        let most = most.entry(cluster).or_default();
        *most = count.max(*most);
    }
    let information: f64 =
        cells.iter().map(|((row, column), count)| count / n * (count * n / (rows[row] * columns[column])).ln()).sum();
    Some(Separability {
        purity: most.values().sum::<f64>() / n,
        mutual_information: normalised(information, entropy(&rows, n), entropy(&columns, n)),
        adjusted_rand: adjusted_rand(&cells, &rows, &columns, n),
    })
}

fn entropy(counts: &BTreeMap<usize, f64>, n: f64) -> f64 {
    -counts.values().map(|count| count / n * (count / n).ln()).sum::<f64>()
}

/// Two splits into one part each are equal; one such split says nothing of another.
fn normalised(information: f64, rows: f64, columns: f64) -> f64 {
    match (rows > 0.0, columns > 0.0) {
        (false, false) => 1.0,
        (true, true) => (information / (rows * columns).sqrt()).clamp(0.0, 1.0),
        _ => 0.0,
    }
}

fn adjusted_rand(
    cells: &BTreeMap<(usize, usize), f64>,
    rows: &BTreeMap<usize, f64>,
    columns: &BTreeMap<usize, f64>,
    n: f64,
) -> f64 {
    let pairs = |count: &f64| count * (count - 1.0) / 2.0;
    let found: f64 = cells.values().map(pairs).sum();
    let (in_rows, in_columns): (f64, f64) = (rows.values().map(pairs).sum(), columns.values().map(pairs).sum());
    let expected = if n > 1.0 { in_rows * in_columns / pairs(&n) } else { 0.0 };
    let most = f64::midpoint(in_rows, in_columns);
    if most - expected > 0.0 { (found - expected) / (most - expected) } else { 1.0 }
}

/// The cluster of each row after Lloyd's k-means from ten seeded beginnings (k-means++, Arthur and Vassilvitskii 2007).
/// Runs on the caller's rayon pool; the result does not depend on its threads. Fewer clusters where there are fewer rows.
#[must_use]
pub fn k_means(rows: &Rows, clusters: usize, seed: u64) -> Vec<usize> {
    let clusters = clusters.min(rows.len());
    if clusters == 0 {
        return vec![0; rows.len()];
    }
    let mut best: Option<(f64, Vec<usize>)> = None;
    for beginning in 0..BEGINNINGS {
        let found = settled(rows, begin(rows, clusters, mixed(seed, beginning)));
        if best.as_ref().is_none_or(|(spread, _)| found.0 < *spread) {
            best = Some(found);
        }
    }
    best.map(|(_, clusters)| clusters).unwrap_or_default()
}

/// Centres drawn from the rows, each with a chance by its squared distance from those before.
fn begin(rows: &Rows, clusters: usize, seed: u64) -> Vec<Vec<f64>> {
    let first = shuffled(rows.len(), seed)[0];
    let mut centres = vec![rows.row(first).to_vec()];
    let mut nearest = vec![f64::INFINITY; rows.len()];
    while centres.len() < clusters {
        let newest = &centres[centres.len() - 1];
        nearest.par_iter_mut().enumerate().for_each(|(i, d)| *d = d.min(square_distance(rows.row(i), newest)));
        let mut left = nearest.iter().sum::<f64>() * unit(seed, centres.len() as u64);
        let drawn = nearest.iter().position(|d| {
            left -= d;
            left < 0.0
        });
        centres.push(rows.row(drawn.unwrap_or(0)).to_vec());
    }
    centres
}

/// Lloyd's rounds until nothing moves: the sum of squared distances, and each row's cluster. A cluster left empty keeps its
/// centre.
fn settled(rows: &Rows, mut centres: Vec<Vec<f64>>) -> (f64, Vec<usize>) {
    let mut found: Vec<(usize, f64)> = Vec::new();
    for _ in 0..MOST_ROUNDS {
        let next: Vec<(usize, f64)> =
            (0..rows.len()).into_par_iter().map(|row| nearest(rows.row(row), &centres)).collect();
        let is_settled = next.iter().map(|n| n.0).eq(found.iter().map(|f| f.0));
        found = next;
        if is_settled {
            break;
        }
        move_centres(rows, &found, &mut centres);
    }
    (found.iter().map(|(_, square)| square).sum(), found.into_iter().map(|(cluster, _)| cluster).collect())
}

fn nearest(row: &[f64], centres: &[Vec<f64>]) -> (usize, f64) {
    let squares = centres.iter().map(|centre| square_distance(row, centre)).enumerate();
    squares.fold((0, f64::INFINITY), |best, next| if next.1 < best.1 { next } else { best })
}

fn move_centres(rows: &Rows, found: &[(usize, f64)], centres: &mut [Vec<f64>]) {
    let mut sums = vec![(0.0, vec![0.0; rows.width()]); centres.len()];
    for (row, &(cluster, _)) in rows.all().zip(found) {
        let (count, sum) = &mut sums[cluster];
        *count += 1.0;
        sum.iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
    }
    for (centre, (count, sum)) in centres.iter_mut().zip(sums).filter(|(_, (count, _))| *count > 0.0) {
        centre.iter_mut().zip(sum).for_each(|(value, sum)| *value = sum / count);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::data::vectors::Vectors;

    #[test]
    fn the_figures_are_those_of_scikit_learn() {
        // normalized_mutual_info_score(.., average_method="geometric") and adjusted_rand_score.
        let categories = [0, 0, 0, 1, 1, 2, 2, 2, 2, 1];
        let clusters = [1, 1, 0, 0, 0, 2, 2, 2, 1, 0];
        let found = separability(&clusters, &categories).unwrap();
        assert!((found.purity - 0.8).abs() < 1e-12);
        assert!((found.mutual_information - 0.618_065_646_292_154_3).abs() < 1e-12);
        assert!((found.adjusted_rand - 0.431_818_181_818_181_8).abs() < 1e-12);
    }

    #[test]
    fn equal_splits_are_one_and_a_single_cluster_says_nothing() {
        let same = separability(&[4, 4, 1, 1], &[0, 0, 7, 7]).unwrap();
        assert!((same.mutual_information - 1.0).abs() < 1e-12 && (same.adjusted_rand - 1.0).abs() < 1e-12);
        let one = separability(&[0; 4], &[0, 0, 1, 1]).unwrap();
        assert!(one.mutual_information.abs() < 1e-12 && one.adjusted_rand.abs() < 1e-12);
        let nothing_to_split = separability(&[0; 3], &[5; 3]).unwrap();
        assert!((nothing_to_split.mutual_information - 1.0).abs() < 1e-12);
        assert_eq!(separability(&[], &[]), None);
        assert!((separability(&[0], &[0]).unwrap().adjusted_rand - 1.0).abs() < 1e-12);
    }

    #[test]
    fn three_heaps_are_three_clusters_with_any_number_of_threads() {
        let values: Vec<f32> = (0..90u64)
            .flat_map(|i| [(i % 3) as f32 * 5.0 + unit(1, i) as f32, (i % 3 / 2) as f32 * 9.0 + unit(2, i) as f32])
            .collect();
        let rows = Rows::of(&Vectors::new(2, values).unwrap(), &(0..90).collect::<Vec<_>>());
        let categories: Vec<usize> = (0..90).map(|i| i % 3).collect();
        let on = |threads: usize| {
            rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap().install(|| k_means(&rows, 3, 1))
        };
        let found = on(1);
        assert!((separability(&found, &categories).unwrap().adjusted_rand - 1.0).abs() < 1e-12);
        assert_eq!(found, on(4));
    }

    #[test]
    fn equal_documents_and_too_few_of_them_are_no_error() {
        let rows = |n: usize| Rows::of(&Vectors::new(1, vec![2.0; n]).unwrap(), &(0..n as u32).collect::<Vec<_>>());
        assert_eq!(k_means(&rows(4), 2, 1), [0; 4]);
        assert_eq!(k_means(&rows(1), 3, 1), [0]);
        assert!(k_means(&rows(0), 3, 1).is_empty());
    }
}
