//! How long balanced selection takes: neighbours and fill without near-duplicates (KNN-Uniform), and the density part by
//! itself. Give other sizes as `DOCUMENTS EXAMPLES WIDTH SUPPORT`. Run in release.

#![allow(clippy::unwrap_used, missing_docs)]

use std::time::Instant;

use rayon::prelude::*;
use selection::random::unit;
use selection::tsds::{Spread, Wanted, balanced, densities};
use selection::{Neighbours, Vectors};

fn main() {
    let given: Vec<usize> = std::env::args().skip(1).map(|word| word.parse().unwrap()).collect();
    let size = |place: usize, usual: usize| given.get(place).copied().unwrap_or(usual);
    let (documents, examples, width, support) = (size(0, 100_000), size(1, 50), size(2, 576), size(3, 2_000));
    let (pool, points) = (made_up(documents, width, 1), made_up(examples, width, 2));
    let wanted = Wanted { spread: Spread::Support(support), radius: 0.0, max_k: 200, kde_k: 1_000 };
    let begun = Instant::now();
    let found = balanced(&pool, &points, &wanted).unwrap();
    println!(
        "KNN-Uniform: {documents} documents, {examples} examples, support {}: {:.2} s",
        found.support(),
        begun.elapsed().as_secs_f64()
    );
    let near = Neighbours::of(&points, &pool, 200);
    let mut rows: Vec<u32> =
        (0..near.len()).filter_map(|point| near.row(point)).flat_map(|found| found.0).copied().collect();
    rows.sort_unstable();
    rows.dedup();
    let begun = Instant::now();
    let found = densities(&pool, &rows, 0.5, 1_000);
    let seconds = begun.elapsed().as_secs_f64();
    println!("densities of {} documents: {seconds:.2} s ({:.1} near-duplicates)", rows.len(), found.near_duplicates);
}

/// Rows of length about 1 around some middles, as texts of some kinds are.
fn made_up(rows: usize, width: usize, seed: u64) -> Vectors {
    let size = (12.0 / width as f64).sqrt();
    let middle = |row: u64, place: u64| unit(77, row % 40 * width as u64 + place) - 0.5;
    let number = |at: u64| {
        let (row, place) = (at / width as u64, at % width as u64);
        (size * (middle(row, place) + 0.3 * (unit(seed, at) - 0.5))) as f32
    };
    Vectors::new(width, (0..(rows * width) as u64).into_par_iter().map(number).collect()).unwrap()
}
