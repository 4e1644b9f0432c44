//! Impacts (arXiv 2604.15706, §2.1): the mean of |x| over a document's tokens. Which neurons are strongest is decided where
//! features are made.

use std::ops::Range;

use rayon::prelude::*;

use super::isa::for_each_isa;

/// The mean of |x| over each document's rows, summed token by token in f32.
///
/// # Shapes
/// `rows` is `[tokens, width]`, `spans` each document's rows (not empty), `out` `[documents][width]`.
///
/// # Panics
/// When the lengths do not fit.
pub fn mean_abs(rows: &[f32], width: usize, spans: &[Range<usize>], out: &mut [f32]) {
    assert!(width > 0 && out.len() == spans.len() * width, "one row a document");
    out.par_chunks_exact_mut(width).zip(spans).for_each(|(out, span)| {
        mean_abs_of(&rows[span.start * width..span.end * width], out);
    });
}

for_each_isa! {
    fn mean_abs_of(rows: &[f32], out: &mut [f32]) = mean_abs_body
}

#[inline(always)]
fn mean_abs_body<const FUSED: bool>(rows: &[f32], out: &mut [f32]) {
    out.fill(0.0);
    for row in rows.chunks_exact(out.len()) {
        for (sum, x) in out.iter_mut().zip(row) {
            *sum += x.abs();
        }
    }
    let count = (rows.len() / out.len()) as f32;
    for sum in out {
        *sum /= count;
    }
}
