//! Vectors moved to the pool's middle and shrunk into the unit ball, so that single precision loses little of distances.

use pulp::Arch;
use rayon::prelude::*;

use crate::data::vectors::Vectors;

const CHUNK: usize = 4096;

/// Where the pool's middle is, and how far out the farthest vector lies.
///
/// Distances do not change when everything is moved, but `|a|² + |b|² - 2ab` loses the digits that a common part of all
/// vectors takes up. Hidden states of language models share most of their length.
#[derive(Debug, Clone)]
pub(crate) struct Frame {
    middle: Vec<f64>,
    scale: f64,
}

impl Frame {
    /// The frame of the rows of two groups; the middle is that of the first.
    pub(crate) fn of(pool: &Vectors, points: &Vectors) -> Self {
        let middle = middle(pool);
        let far = farthest(&middle, pool).max(farthest(&middle, points));
        Self { middle, scale: if far > 0.0 { 1.0 / far } else { 1.0 } }
    }

    /// Lengths in the frame for a length outside.
    pub(crate) const fn scale(&self) -> f64 {
        self.scale
    }

    /// Writes a row as it lies in the frame; gives its squared length there.
    pub(crate) fn place_f32(&self, row: &[f32], placed: &mut [f32]) -> f64 {
        let mut squared = 0.0;
        for ((&value, middle), place) in row.iter().zip(&self.middle).zip(placed) {
            let value = (f64::from(value) - middle) * self.scale;
            squared += value * value;
            *place = value as f32;
        }
        squared
    }
}

/// The squared distance between two rows, in double precision; the same on every processor.
pub(crate) fn squared_distance(a: &[f32], b: &[f32]) -> f64 {
    Arch::new().dispatch(|| summed_squares(a, b))
}

// Inlined so that it is compiled anew for the processor's widest registers inside the dispatch.
#[inline(always)]
fn summed_squares(a: &[f32], b: &[f32]) -> f64 {
    // Sums side by side: one alone would wait for itself at every term.
    const LANES: usize = 8;
    let ((whole_a, rest_a), (whole_b, rest_b)) = (a.as_chunks::<LANES>(), b.as_chunks::<LANES>());
    let mut sums = [0.0; LANES];
    for (a, b) in whole_a.iter().zip(whole_b) {
        for lane in 0..LANES {
            let apart = f64::from(a[lane]) - f64::from(b[lane]);
            sums[lane] += apart * apart;
        }
    }
    let mut rest = 0.0;
    for (&a, &b) in rest_a.iter().zip(rest_b) {
        let apart = f64::from(a) - f64::from(b);
        rest += apart * apart;
    }
    let mut sum = rest;
    for lane in sums {
        sum += lane;
    }
    sum
}

/// Rows summed in chunks of a fixed size, so that threads do not change the sum.
fn middle(pool: &Vectors) -> Vec<f64> {
    let width = pool.width();
    let parts: Vec<(usize, Vec<f64>)> = (0..pool.len().div_ceil(CHUNK))
        .into_par_iter()
        .map(|chunk| {
            let rows = (chunk * CHUNK..pool.len().min((chunk + 1) * CHUNK)).filter_map(|row| pool.row(row));
            rows.fold((0, vec![0.0; width]), |(count, mut sums), row| {
                sums.iter_mut().zip(row).for_each(|(sum, &value)| *sum += f64::from(value));
                (count + 1, sums)
            })
        })
        .collect();
    let count = parts.iter().map(|part| part.0).sum::<usize>().max(1) as f64;
    (0..width).map(|place| parts.iter().map(|part| part.1[place]).sum::<f64>() / count).collect()
}

fn farthest(middle: &[f64], rows: &Vectors) -> f64 {
    let squared = |row: &[f32]| row.iter().zip(middle).map(|(&v, m)| (f64::from(v) - m).powi(2)).sum::<f64>();
    let far = (0..rows.len()).into_par_iter().filter_map(|row| rows.row(row)).map(squared);
    far.reduce(|| 0.0, f64::max).sqrt()
}
