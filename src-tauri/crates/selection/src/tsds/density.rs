//! How many near-duplicates a document has: each counts by how near it is (arXiv 2410.11303, KNN-KDE).

use rayon::prelude::*;

use crate::neighbours::Frame;
use crate::product::products;
use crate::vectors::Vectors;

/// Rows that are multiplied at once, on both sides.
const ROWS: usize = 256;
const OTHERS: usize = 1024;

/// Densities of some rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Densities {
    /// One for each row asked for, in that order; 1 for a row without near-duplicates.
    pub values: Vec<f64>,
    /// Near-duplicates of a row on average, itself left out.
    pub near_duplicates: f64,
}

/// The density of some rows among themselves: the sum of `1 - distance²/radius²` over the `most` nearest within the
/// radius, the row itself included. A radius of 0 gives 1 everywhere. Computed in double precision throughout, since
/// near-duplicates are where differences vanish.
///
/// A cluster of more than `most` copies is counted as `most`, and so weighs more than one document would.
///
/// # Panics
/// When a row is out of range or could not be read.
#[must_use]
pub fn densities(pool: &Vectors, rows: &[u32], radius: f64, most: usize) -> Densities {
    if radius <= 0.0 {
        return Densities { values: vec![1.0; rows.len()], near_duplicates: 0.0 };
    }
    let frame = Frame::of(pool, pool);
    let within = radius * frame.scale();
    let groups = rows.par_chunks(ROWS).enumerate().flat_map_iter(|(group, members)| {
        let kernels = kernels(pool, &frame, (members, group * ROWS), rows, within * within);
        kernels.into_iter().map(move |kernels| (kernels.len() - 1, sum_of_largest(kernels, most)))
    });
    let found: Vec<(usize, f64)> = groups.collect();
    let near: usize = found.iter().map(|found| found.0).sum();
    let near_duplicates = near as f64 / rows.len().max(1) as f64;
    Densities { values: found.into_iter().map(|found| found.1).collect(), near_duplicates }
}

/// The kernels above 0 of each member with all rows; `first` is the first member's place among them.
fn kernels(
    pool: &Vectors,
    frame: &Frame,
    (members, first): (&[u32], usize),
    rows: &[u32],
    within: f64,
) -> Vec<Vec<f64>> {
    let width = pool.width();
    let (members, lengths) = placed(pool, frame, members);
    let mut found = vec![Vec::new(); lengths.len()];
    let mut out = Vec::new();
    for (block, others) in rows.chunks(OTHERS).enumerate() {
        let (others, other_lengths) = placed(pool, frame, others);
        out.resize(lengths.len() * other_lengths.len(), 0.0);
        products(&members, &others, width, &mut out);
        for (member, products) in out.chunks_exact(other_lengths.len()).enumerate() {
            let itself = (first + member).checked_sub(block * OTHERS);
            for (other, (product, length)) in products.iter().zip(&other_lengths).enumerate() {
                let squared = if itself == Some(other) { 0.0 } else { lengths[member] + length - 2.0 * product };
                if squared < within {
                    found[member].push(1.0 - squared.max(0.0) / within);
                }
            }
        }
    }
    found
}

fn placed(pool: &Vectors, frame: &Frame, rows: &[u32]) -> (Vec<f64>, Vec<f64>) {
    let mut placed = vec![0.0; rows.len() * pool.width()];
    let place = |(&row, placed): (&u32, &mut [f64])| {
        let found = pool.row(row as usize).expect("rows that are fetched were read");
        frame.place_f64(found, placed)
    };
    let lengths = rows.iter().zip(placed.chunks_exact_mut(pool.width())).map(place).collect();
    (placed, lengths)
}

fn sum_of_largest(mut kernels: Vec<f64>, most: usize) -> f64 {
    if kernels.len() > most {
        kernels.select_nth_unstable_by(most, |a, b| b.total_cmp(a));
        kernels.truncate(most);
    }
    kernels.iter().sum()
}
