//! One row of attention scores turned into probabilities.

use std::ops::Range;

use super::exponent::exp;
use super::isa::for_each_isa;
use super::norm::fold;

for_each_isa! {
    /// Turns the scores in `seen` into probabilities and everything else in the row into zeros; the row's length is a multiple
    /// of 16.
    pub(super) fn softmax(scores: &mut [f32], scale: f32, seen: Range<usize>) = softmax_body
}

#[inline(always)]
fn softmax_body<const FUSED: bool>(scores: &mut [f32], scale: f32, seen: Range<usize>) {
    const LANES: usize = 16;
    scores[..seen.start].fill(f32::NEG_INFINITY);
    scores[seen.end..].fill(f32::NEG_INFINITY);
    let mut greatest = [f32::NEG_INFINITY; LANES];
    for values in scores.chunks_exact_mut(LANES) {
        for (greatest, value) in greatest.iter_mut().zip(values) {
            *value *= scale;
            *greatest = if *value > *greatest { *value } else { *greatest };
        }
    }
    let greatest = fold(greatest, |a, b| if b > a { b } else { a });
    let mut sums = [0f32; LANES];
    for values in scores.chunks_exact_mut(LANES) {
        for (sum, value) in sums.iter_mut().zip(values) {
            *value = exp::<FUSED>(*value - greatest);
            *sum += *value;
        }
    }
    let share = 1.0 / fold(sums, |a, b| a + b);
    for value in scores {
        *value *= share;
    }
}
