//! Every search is held against sorting all distances in double precision.

#![allow(clippy::unwrap_used)]

use super::*;
use crate::numbers::random::unit;

fn made_up(rows: usize, width: usize, seed: u64, common: f32) -> Vectors {
    let numbers = (0..(rows * width) as u64).map(|i| common + unit(seed, i) as f32 - 0.5).collect();
    Vectors::new(width, numbers).unwrap()
}

fn by_sorting(point: &[f32], pool: &Vectors, k: usize) -> Vec<(f64, u32)> {
    let measured = |row| pool.row(row).map(|found| (squared_distance(point, found), row as u32));
    let mut all: Vec<_> = (0..pool.len()).filter_map(measured).collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    all.truncate(k);
    all
}

fn assert_exact(points: &Vectors, pool: &Vectors, k: usize) {
    let found = Neighbours::of(points, pool, k);
    for point in 0..points.len() {
        let wanted = by_sorting(points.row(point).unwrap(), pool, k);
        let (rows, distances) = found.row(point).unwrap();
        assert_eq!(rows, wanted.iter().map(|near| near.1).collect::<Vec<_>>(), "point {point}, k {k}");
        assert_eq!(distances, wanted.iter().map(|near| near.0.sqrt()).collect::<Vec<_>>());
    }
}

#[test]
fn neighbours_are_those_that_sorting_all_distances_gives() {
    let pool = made_up(5_000, 19, 1, 0.0);
    for k in [1, 7, 600, 4_999, 9_000] {
        assert_exact(&made_up(5, 19, 2, 0.0), &pool, k);
    }
}

#[test]
fn what_all_vectors_have_in_common_costs_no_digits() {
    // Apart by about one part in ten thousand of their length, as hidden states are.
    assert_exact(&made_up(5, 33, 2, 3_000.0), &made_up(3_000, 33, 1, 3_000.0), 50);
}

#[test]
fn near_duplicates_keep_their_distances_and_copies_go_by_row() {
    let base = made_up(1, 24, 1, 1.0);
    let row = |i: usize| base.values().iter().map(move |v| if i.is_multiple_of(3) { *v } else { v + i as f32 * 1e-7 });
    let pool = Vectors::new(24, (0..4_000).flat_map(row).collect()).unwrap();
    assert_exact(&base, &pool, 40);
    assert_exact(&base, &pool, 2_000);
}

#[test]
fn a_pool_of_one_text_gives_its_first_rows() {
    let pool = Vectors::new(3, [0.1, 0.2, 0.3].repeat(20_000)).unwrap();
    let found = Neighbours::of(&made_up(2, 3, 2, 0.0), &pool, 3);
    assert_eq!(found.row(1).unwrap().0, [0, 1, 2]);
}

#[test]
fn numbers_near_the_ends_of_single_precision_are_still_told_apart() {
    let pool = made_up(500, 9, 1, 0.0);
    for size in [1e-30, 1e30] {
        let sized = |from: &Vectors| Vectors::new(9, from.values().iter().map(|v| v * size).collect()).unwrap();
        assert_exact(&sized(&made_up(3, 9, 2, 0.0)), &sized(&pool), 20);
    }
}

#[test]
fn rows_that_could_not_be_read_are_nobody_s_neighbours_and_have_none() {
    let nan = f32::NAN;
    let pool = Vectors::new(1, vec![0.0, nan, 1.0]).unwrap();
    let found = Neighbours::of(&Vectors::new(1, vec![nan, 0.9]).unwrap(), &pool, 5);
    assert_eq!((found.k(), found.row(0)), (2, None));
    assert_eq!(found.row(1).unwrap().0, [2, 0]);
}

#[test]
fn threads_do_not_change_the_result() {
    let (points, pool) = (made_up(600, 16, 2, 5.0), made_up(6_000, 16, 1, 5.0));
    let with = |threads| {
        let pool_of_threads = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool_of_threads.install(|| Neighbours::of(&points, &pool, 30))
    };
    assert_eq!(with(1), with(3));
}
