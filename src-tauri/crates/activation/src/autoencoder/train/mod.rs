//! Trains a `TopK` autoencoder on a backbone's activations, on this computer (arXiv 2406.04093; `EleutherAI`'s sparsify).
//!
//! Loss: the share of a batch's variance that is not explained, plus a small one for latents that have not fired for long:
//! they learn to explain what is left, and so come back. Gradients are written out by hand, since all but the first product
//! touch only the few latents that fired. Rows of the decoder have length 1; the centre starts at the first batch's
//! geometric median, so that a few extreme tokens do not drag it away.
//!
//! The result is the same bits for any number of threads, and the same whether it was paused or not. Absent on purpose:
//! where rows come from, clocks, and the other activations.

mod adam;
mod batch;
mod error;
mod forward;
#[cfg(test)]
mod gradients;
mod parameters;
mod plan;
mod published;
mod run;
mod settings;
mod start;
mod state;
mod trainer;

pub use error::TrainError;
pub use plan::{Place, Plan};
pub use run::{Read, Run, Stop};
pub use settings::TrainSettings;
pub use trainer::{Progress, Quality, Trainer};
