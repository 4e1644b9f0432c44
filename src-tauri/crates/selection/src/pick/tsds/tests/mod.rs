//! Balanced selection held against the published code, against a solver of linear programs, and against itself.

#![allow(clippy::unwrap_used)]

mod bounds;
mod duplicates;
mod golden;
mod optima;
mod published;
mod support;

use super::*;
use crate::data::vectors::Vectors;
use crate::numbers::random::unit;

fn made_up(rows: usize, width: usize, seed: u64) -> Vectors {
    Vectors::new(width, (0..(rows * width) as u64).map(|i| unit(seed, i) as f32 - 0.5).collect()).unwrap()
}

fn weighed(alpha: f64, c: f64, radius: f64) -> Wanted {
    Wanted { spread: Spread::Weighed { alpha, c }, radius, max_k: 5_000, kde_k: 1_000 }
}

fn apart(a: &[f64], b: &[f64]) -> f64 {
    assert_eq!(a.len(), b.len());
    a.iter().zip(b).map(|(a, b)| (a - b).abs()).sum()
}
