//! How fast exact neighbours are found, beside the products that no exact search can do without: 1,000 examples among
//! 100,000 documents of 576 numbers, and balanced selection on them. Prints a table; give other sizes as
//! `DOCUMENTS EXAMPLES WIDTH K`. Run in release.

#![allow(clippy::unwrap_used, missing_docs)]

use std::time::Instant;

use rayon::prelude::*;
use selection::product::products;
use selection::random::unit;
use selection::{Neighbours, Vectors};

fn main() {
    let given: Vec<usize> = std::env::args().skip(1).map(|word| word.parse().unwrap()).collect();
    let size = |place: usize, usual: usize| given.get(place).copied().unwrap_or(usual);
    let (documents, examples, width, k) = (size(0, 100_000), size(1, 1_000), size(2, 576), size(3, 1_000));
    let (pool, points) = (made_up(documents, width, 1), made_up(examples, width, 2));
    println!("{documents} documents, {examples} examples, {width} numbers, {} threads", rayon::current_num_threads());
    let gigaflops = 2e-9 * documents as f64 * examples as f64 * width as f64;
    // The best of three: what the machine can do, not what else it was doing.
    let alone = best(|| multiply(&points, &pool));
    println!("products alone: {alone:.2} s, {:.0} billion operations a second", gigaflops / alone);
    for k in [1, k / 10, k] {
        let found = best(|| assert_eq!(Neighbours::of(&points, &pool, k).len(), examples));
        println!("{k} neighbours of each: {found:.2} s, {:.2} times the products", found / alone);
    }
}

fn best(work: impl Fn()) -> f64 {
    let once = |_| {
        let begun = Instant::now();
        work();
        begun.elapsed().as_secs_f64()
    };
    (0..3).map(once).min_by(f64::total_cmp).unwrap()
}

/// All products, in blocks that fit the processor's caches, on all threads.
fn multiply(points: &Vectors, pool: &Vectors) {
    let width = pool.width();
    let groups: Vec<&[f32]> = points.values().chunks(256 * width).collect();
    groups.par_iter().for_each(|group| {
        for block in pool.values().chunks(2048 * width) {
            let mut out = vec![0.0f32; group.len() / width * (block.len() / width)];
            products(group, block, width, &mut out);
            assert!(out[0].is_finite());
        }
    });
}

/// Rows around some middles, as texts of some kinds are.
fn made_up(rows: usize, width: usize, seed: u64) -> Vectors {
    let middle = |row: u64, place: u64| unit(77, row % 40 * width as u64 + place) - 0.5;
    let number = |at: u64| {
        let (row, place) = (at / width as u64, at % width as u64);
        (0.5 + middle(row, place) + unit(seed, at)) as f32
    };
    Vectors::new(width, (0..(rows * width) as u64).into_par_iter().map(number).collect()).unwrap()
}
