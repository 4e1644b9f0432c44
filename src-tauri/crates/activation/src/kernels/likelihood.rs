//! A row of scores over the vocabulary in one reading: what its softmax's logarithm and entropy are made of, without the
//! softmax itself.

use super::exponent::exp;
use super::isa::{for_each_isa, mul_add};
use super::norm::fold;

/// Partial sums kept side by side.
const LANES: usize = 16;
/// Values that are summed in f32 before they join the f64 sum.
const RUN: usize = 256;

/// The greatest score, the sum of e^d and that of d · e^d, d being a score less the greatest.
#[must_use]
pub fn sums(scores: &[f32]) -> [f64; 3] {
    let greatest = greatest_of(scores);
    let [sum, weighted] = sums_below(scores, greatest);
    [f64::from(greatest), sum, weighted]
}

for_each_isa! {
    /// Turns scores into `factor · e^(score - greatest)`: probabilities, where `factor` is one over the sum.
    pub fn powers(scores: &mut [f32], greatest: f32, factor: f32) = powers_body
}

#[inline(always)]
fn powers_body<const FUSED: bool>(scores: &mut [f32], greatest: f32, factor: f32) {
    for score in scores {
        *score = factor * exp::<FUSED>(*score - greatest);
    }
}

for_each_isa! {
    fn greatest_of(scores: &[f32]) -> f32 = greatest_body
}

#[inline(always)]
fn greatest_body<const FUSED: bool>(scores: &[f32]) -> f32 {
    let larger = |a: f32, b: f32| if b > a { b } else { a };
    let mut lanes = [f32::NEG_INFINITY; LANES];
    let whole = scores.chunks_exact(LANES);
    let rest = whole.remainder().iter().copied().fold(f32::NEG_INFINITY, larger);
    for values in whole {
        for (lane, &value) in lanes.iter_mut().zip(values) {
            *lane = larger(*lane, value);
        }
    }
    larger(fold(lanes, larger), rest)
}

for_each_isa! {
    fn sums_below(scores: &[f32], greatest: f32) -> [f64; 2] = sums_below_body
}

#[inline(always)]
fn sums_below_body<const FUSED: bool>(scores: &[f32], greatest: f32) -> [f64; 2] {
    let mut totals = [0f64; 2];
    for run in scores.chunks(RUN) {
        let (mut sums, mut weighted) = ([0f32; LANES], [0f32; LANES]);
        for values in run.chunks(LANES) {
            for ((sum, weighted), &value) in sums.iter_mut().zip(&mut weighted).zip(values) {
                let below = value - greatest;
                let power = exp::<FUSED>(below);
                *sum += power;
                *weighted = mul_add::<FUSED>(below, power, *weighted);
            }
        }
        totals[0] += f64::from(fold(sums, |a, b| a + b));
        totals[1] += f64::from(fold(weighted, |a, b| a + b));
    }
    totals
}
