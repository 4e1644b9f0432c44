//! The optimiser on a run of parameters; its arithmetic is a kernel.

use super::parameters::LearnedRun;
use crate::kernels::sparse::{self, AdamStep};

/// Moves a run against its gradient.
pub(super) fn apply(step: AdamStep, run: &mut LearnedRun<'_>, gradient: &[f32]) {
    sparse::adam(step, run.weights, run.means, run.squares, gradient);
}
