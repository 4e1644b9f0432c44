//! Work on single rows, for codes of which few entries are not zero: scaled sums, dot products, and one step of Adam.
//!
//! Each call is one fixed chain of operations on one thread; callers spread rows over threads.

use super::isa::{for_each_isa, mul_add};

/// Partial sums of a dot product: two of the widest vectors.
const LANES: usize = 32;

for_each_isa! {
    /// `out += scale · row`, over the shorter length.
    pub fn add_scaled(out: &mut [f32], scale: f32, row: &[f32]) = add_scaled_body
}

#[inline(always)]
fn add_scaled_body<const FUSED: bool>(out: &mut [f32], scale: f32, row: &[f32]) {
    for (out, x) in out.iter_mut().zip(row) {
        *out = mul_add::<FUSED>(scale, *x, *out);
    }
}

for_each_isa! {
    /// The sum of products, over the shorter length.
    pub fn dot(a: &[f32], b: &[f32]) -> f32 = dot_body
}

#[inline(always)]
fn dot_body<const FUSED: bool>(a: &[f32], b: &[f32]) -> f32 {
    let mut sums = [0.0f32; LANES];
    let (a_blocks, b_blocks) = (a.chunks_exact(LANES), b.chunks_exact(LANES));
    let (a_rest, b_rest) = (a_blocks.remainder(), b_blocks.remainder());
    for (a, b) in a_blocks.zip(b_blocks) {
        for lane in 0..LANES {
            sums[lane] = mul_add::<FUSED>(a[lane], b[lane], sums[lane]);
        }
    }
    for ((sum, a), b) in sums.iter_mut().zip(a_rest).zip(b_rest) {
        *sum = mul_add::<FUSED>(*a, *b, *sum);
    }
    let mut width = LANES / 2;
    while width > 0 {
        for lane in 0..width {
            sums[lane] += sums[lane + width];
        }
        width /= 2;
    }
    sums[0]
}

/// One step of Adam (arXiv 1412.6980, algorithm 1), its corrections worked out.
#[derive(Debug, Clone, Copy)]
pub struct AdamStep {
    /// Decay of the mean of gradients.
    pub beta1: f32,
    /// Decay of the mean of their squares.
    pub beta2: f32,
    /// The learning rate over `1 - beta1^t`.
    pub rate: f32,
    /// `1 / sqrt(1 - beta2^t)`.
    pub root_correction: f32,
    /// Keeps quotients finite.
    pub epsilon: f32,
}

impl AdamStep {
    /// Step `step`, from 0, at a learning rate; decays as published and as every framework has them.
    #[must_use]
    pub fn at(step: u64, rate: f32) -> Self {
        let (beta1, beta2): (f32, f32) = (0.9, 0.999);
        let done = i32::try_from(step + 1).unwrap_or(i32::MAX);
        let correction = |beta: f32| 1.0 - f64::from(beta).powi(done);
        Self {
            beta1,
            beta2,
            rate: (f64::from(rate) / correction(beta1)) as f32,
            root_correction: (1.0 / correction(beta2).sqrt()) as f32,
            epsilon: 1e-8,
        }
    }
}

for_each_isa! {
    /// Moves `weights` against `gradient`; `means` and `squares` are the two running means. All of one length.
    pub fn adam(step: AdamStep, weights: &mut [f32], means: &mut [f32], squares: &mut [f32], gradient: &[f32]) = adam_body
}

#[inline(always)]
fn adam_body<const FUSED: bool>(
    step: AdamStep,
    weights: &mut [f32],
    means: &mut [f32],
    squares: &mut [f32],
    gradient: &[f32],
) {
    let moments = means.iter_mut().zip(squares);
    for ((weight, (mean, square)), &g) in weights.iter_mut().zip(moments).zip(gradient) {
        *mean = mul_add::<FUSED>(step.beta1, *mean, (1.0 - step.beta1) * g);
        *square = mul_add::<FUSED>(step.beta2, *square, (1.0 - step.beta2) * g * g);
        *weight -= step.rate * *mean / mul_add::<FUSED>(square.sqrt(), step.root_correction, step.epsilon);
    }
}
