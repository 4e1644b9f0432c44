//! Coverage and diversity of a selection: how spread out it is, how often it repeats itself, how near it comes to each
//! example.

use std::collections::HashSet;

use rayon::prelude::*;

use crate::evidence::eigen::eigenvalues;
use crate::evidence::rows::{Rows, dot};
use crate::numbers::share::Share;

/// The Vendi score of some documents with the cosine as likeness: how many wholly different documents they are worth, from
/// 1 to their number (Friedman and Dieng 2023, arXiv 2210.02410). None of none.
///
/// The smaller of the two Gram matrices is used, which have the same eigenvalues save zeros. The score grows with the number
/// of documents (arXiv 2410.21719): hold only equally large samples against each other.
#[must_use]
pub fn vendi(rows: &Rows) -> Option<f64> {
    let unit = rows.unit();
    let (n, width) = (unit.len(), unit.width());
    if n == 0 {
        return None;
    }
    let (size, gram) = if n <= width { (n, gram(&unit)) } else { (width, gram_of_columns(&unit)) };
    Some(of_eigenvalues(&eigenvalues(gram, size), n))
}

/// The Vendi score with a likeness of the caller's: symmetric, 1 with oneself. None of none.
///
/// # Panics
/// When `likeness` does not hold `documents * documents` numbers.
#[must_use]
pub fn vendi_of_likeness(likeness: Vec<f64>, documents: usize) -> Option<f64> {
    (documents > 0).then(|| of_eigenvalues(&eigenvalues(likeness, documents), documents))
}

/// `exp(-Σ λ ln λ)` with λ over the number of documents; rounding's negatives count as zeros.
fn of_eigenvalues(eigenvalues: &[f64], documents: usize) -> f64 {
    let shares = eigenvalues.iter().map(|v| v / documents as f64).filter(|v| *v > 0.0);
    (-shares.map(|v| v * v.ln()).sum::<f64>()).exp()
}

fn gram(rows: &Rows) -> Vec<f64> {
    (0..rows.len()).into_par_iter().flat_map_iter(|i| rows.all().map(move |row| dot(rows.row(i), row))).collect()
}

fn gram_of_columns(rows: &Rows) -> Vec<f64> {
    let width = rows.width();
    let mut gram = vec![0.0; width * width];
    gram.par_chunks_mut(width).enumerate().for_each(|(column, sums)| {
        for row in rows.all() {
            let factor = row[column];
            sums.iter_mut().zip(row).for_each(|(sum, value)| *sum += factor * value);
        }
    });
    gram
}

/// The mean cosine distance over all pairs, 0 to 2; none for fewer than two documents. Linear in the documents.
#[must_use]
pub fn mean_pairwise_distance(rows: &Rows) -> Option<f64> {
    let unit = rows.unit();
    let n = unit.len() as f64;
    if unit.len() < 2 {
        return None;
    }
    let mut sum = vec![0.0; unit.width()];
    for row in unit.all() {
        sum.iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
    }
    Some(1.0 - (dot(&sum, &sum) - n) / (n * (n - 1.0)))
}

/// How well a selection covers the examples: the mean over them of the largest cosine with a selected document (facility
/// location of the target), -1 to 1. None where one side is empty. Runs on the caller's rayon pool.
#[must_use]
pub fn coverage(examples: &Rows, selection: &Rows) -> Option<f64> {
    let (examples, selection) = (examples.unit(), selection.unit());
    coverage_by(examples.len(), selection.len(), |example, document| {
        dot(examples.row(example), selection.row(document))
    })
}

/// The same with a likeness of the caller's.
#[must_use]
pub fn coverage_by(examples: usize, selected: usize, likeness: impl Fn(usize, usize) -> f64 + Sync) -> Option<f64> {
    if examples == 0 || selected == 0 {
        return None;
    }
    let nearest: Vec<f64> = (0..examples)
        .into_par_iter()
        .map(|example| (0..selected).map(|document| likeness(example, document)).fold(f64::NEG_INFINITY, f64::max))
        .collect();
    Some(nearest.iter().sum::<f64>() / examples as f64)
}

/// The share of documents that repeat an earlier one of the selection: `groups` has the group of near-duplicates of each
/// selected document, none where it has no duplicate.
#[must_use]
pub fn repeated(groups: &[Option<u32>]) -> Share {
    let mut seen = HashSet::new();
    Share::new(groups.iter().flatten().filter(|group| !seen.insert(**group)).count(), groups.len())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::data::vectors::Vectors;
    use crate::numbers::random::unit;

    fn rows(width: usize, values: &[f32]) -> Rows {
        let vectors = Vectors::new(width, values.to_vec()).unwrap();
        Rows::of(&vectors, &(0..vectors.len() as u32).collect::<Vec<_>>())
    }

    fn drawn(width: usize, documents: usize) -> Rows {
        let values: Vec<f32> = (0..width * documents).map(|i| unit(2, i as u64) as f32 - 0.4).collect();
        rows(width, &values)
    }

    #[test]
    fn equal_documents_are_worth_one_and_wholly_different_ones_their_number() {
        assert!((vendi(&rows(2, &[1.0, 1.0, 2.0, 2.0, 5.0, 5.0])).unwrap() - 1.0).abs() < 1e-9);
        assert!((vendi(&rows(3, &[1.0, 0.0, 0.0, 0.0, 2.0, 0.0, 0.0, 0.0, 3.0])).unwrap() - 3.0).abs() < 1e-9);
        assert_eq!(vendi(&rows(2, &[])), None);
    }

    #[test]
    fn both_gram_matrices_give_the_same_score() {
        let many = drawn(6, 40);
        let unit = many.unit();
        let whole = vendi_of_likeness(gram(&unit), 40).unwrap();
        assert!((vendi(&many).unwrap() - whole).abs() < 1e-9);
        assert!(whole > 1.0 && whole <= 6.0);
    }

    #[test]
    fn the_mean_distance_is_the_mean_over_all_pairs() {
        let many = drawn(5, 12);
        let unit = many.unit();
        let mut sum = 0.0;
        for i in 0..12 {
            sum += (0..i).map(|j| 1.0 - dot(unit.row(i), unit.row(j))).sum::<f64>();
        }
        assert!((mean_pairwise_distance(&many).unwrap() - sum / 66.0).abs() < 1e-12);
        assert_eq!(mean_pairwise_distance(&drawn(5, 1)), None);
    }

    #[test]
    fn coverage_is_the_mean_of_each_examples_nearest() {
        let (examples, selection) = (rows(2, &[1.0, 0.0, 0.0, 1.0]), rows(2, &[2.0, 0.0, 1.0, 1.0]));
        assert!((coverage(&examples, &selection).unwrap() - f64::midpoint(1.0, 0.5f64.sqrt())).abs() < 1e-12);
        assert_eq!(coverage(&examples, &rows(2, &[])), None);
    }

    #[test]
    fn the_first_of_a_group_repeats_nobody() {
        let found = repeated(&[Some(1), None, Some(1), Some(2), Some(1)]);
        assert_eq!((found.count, found.of), (2, 5));
    }
}
