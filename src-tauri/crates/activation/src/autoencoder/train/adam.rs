//! The optimiser's settings at a step; its arithmetic is a kernel.

use super::parameters::LearnedRun;
use crate::kernels::sparse::{self, AdamStep};

/// Decays as published and as every framework has them.
const BETAS: (f32, f32) = (0.9, 0.999);
const EPSILON: f32 = 1e-8;

/// Step `step`, from 0, at a learning rate.
pub(super) fn at(step: u64, rate: f32) -> AdamStep {
    let done = i32::try_from(step + 1).unwrap_or(i32::MAX);
    let correction = |beta: f32| 1.0 - f64::from(beta).powi(done);
    AdamStep {
        beta1: BETAS.0,
        beta2: BETAS.1,
        rate: (f64::from(rate) / correction(BETAS.0)) as f32,
        root_correction: (1.0 / correction(BETAS.1).sqrt()) as f32,
        epsilon: EPSILON,
    }
}

/// Moves a run against its gradient.
pub(super) fn apply(step: AdamStep, run: &mut LearnedRun<'_>, gradient: &[f32]) {
    sparse::adam(step, run.weights, run.means, run.squares, gradient);
}
