//! Root-mean-square norms, over whole rows or over each head.

use rayon::prelude::*;

use super::isa::{for_each_isa, mul_add};

/// Values of a job.
const JOB: usize = 16 * 1024;
/// Partial sums kept side by side; their number is part of the result's bits and the same everywhere.
const LANES: usize = 16;

/// `out = x / sqrt(mean(x²) + epsilon) · weight` in every row of `weight.len()` columns.
///
/// # Panics
/// When the lengths do not fit.
pub fn rms_norm(rows: &[f32], weight: &[f32], epsilon: f32, out: &mut [f32]) {
    let width = weight.len();
    assert!(width > 0 && rows.len() == out.len() && rows.len().is_multiple_of(width), "rows are as wide as the weight");
    let job = JOB.div_ceil(width) * width;
    rows.par_chunks(job).zip(out.par_chunks_mut(job)).for_each(|(rows, out)| norm_some(rows, weight, epsilon, out));
}

/// The same in place: each run of `weight.len()` columns is a head of its own.
///
/// # Panics
/// When the rows are no whole number of heads.
pub fn head_norm(rows: &mut [f32], weight: &[f32], epsilon: f32) {
    let width = weight.len();
    assert!(width > 0 && rows.len().is_multiple_of(width), "rows are whole heads");
    let job = JOB.div_ceil(width) * width;
    rows.par_chunks_mut(job).for_each(|rows| norm_in_place(rows, weight, epsilon));
}

for_each_isa! {
    fn norm_some(rows: &[f32], weight: &[f32], epsilon: f32, out: &mut [f32]) = norm_body
}

#[inline(always)]
fn norm_body<const FUSED: bool>(rows: &[f32], weight: &[f32], epsilon: f32, out: &mut [f32]) {
    for (row, out) in rows.chunks_exact(weight.len()).zip(out.chunks_exact_mut(weight.len())) {
        let factor = inverse_rms::<FUSED>(row, epsilon);
        for ((out, x), w) in out.iter_mut().zip(row).zip(weight) {
            *out = x * factor * w;
        }
    }
}

for_each_isa! {
    fn norm_in_place(rows: &mut [f32], weight: &[f32], epsilon: f32) = norm_in_place_body
}

#[inline(always)]
fn norm_in_place_body<const FUSED: bool>(rows: &mut [f32], weight: &[f32], epsilon: f32) {
    for row in rows.chunks_exact_mut(weight.len()) {
        let factor = inverse_rms::<FUSED>(row, epsilon);
        for (x, w) in row.iter_mut().zip(weight) {
            *x = *x * factor * w;
        }
    }
}

#[inline(always)]
fn inverse_rms<const FUSED: bool>(row: &[f32], epsilon: f32) -> f32 {
    let mut sums = [0f32; LANES];
    let whole = row.chunks_exact(LANES);
    let mut rest = 0f32;
    for &x in whole.remainder() {
        rest = mul_add::<FUSED>(x, x, rest);
    }
    for values in whole {
        for (sum, &x) in sums.iter_mut().zip(values) {
            *sum = mul_add::<FUSED>(x, x, *sum);
        }
    }
    let total = fold(sums, |a, b| a + b) + rest;
    1.0 / (total / row.len() as f32 + epsilon).sqrt()
}

/// Joins lanes pairwise, halves against halves: one order on every machine.
#[inline(always)]
pub(super) fn fold(mut lanes: [f32; LANES], join: impl Fn(f32, f32) -> f32) -> f32 {
    let mut half = LANES / 2;
    while half > 0 {
        for i in 0..half {
            lanes[i] = join(lanes[i], lanes[i + half]);
        }
        half /= 2;
    }
    lanes[0]
}
