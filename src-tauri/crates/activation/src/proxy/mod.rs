//! Proxy training: a small model trained briefly and equally on several selections, and its loss on held-out texts.
//!
//! What is trained is an adapter, not the model: the backbone is frozen, and a low-rank map on the rows that its output
//! head reads (`h' = h + B·A·h`, after the final norm; as in `LoRA`, arXiv 2106.09685) learns from the full softmax over the
//! vocabulary. Rows come from one frozen pass a text and serve every run; a step costs two products with the head.
//! Gradients are written out by hand.
//!
//! What it can tell: whether brief learning from one selection lowers the held-out loss more than from another, at the same
//! tokens, steps, batches and order; differences smaller than the spread over seeds tell nothing. What it cannot: what
//! training all weights, for long, or a larger model would gain. An adapter this far up learns which words follow
//! which kinds of state, hardly any facts or skills, so it favours selections that share wording and style with the held-out
//! texts. `DataDecide` (arXiv 2504.11393) found rankings by small models right in about four of five pairs, for models
//! trained in full.
//!
//! The result is the same bits for any number of threads. Absent on purpose: clocks, where texts come from, and saving a
//! run half done: runs take seconds.

mod adapter;
mod error;
mod exercise;
#[cfg(test)]
mod gradients;
mod head;
mod held_out;
mod settings;
mod text;
mod train;

pub use adapter::Adapter;
pub use error::ProxyError;
pub use exercise::Exercise;
pub use head::Head;
pub use held_out::HeldOut;
pub use settings::ProxySettings;
pub use text::ReadText;
pub use train::{ProxyLosses, train};
