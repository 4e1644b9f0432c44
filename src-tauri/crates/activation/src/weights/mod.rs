//! Weights from foreign files: a gate that believes nothing, then named tensors as f32.
//!
//! Nothing is allocated beyond what a file holds, and nothing of a file is executed.

pub mod damage;
pub mod mapped;
pub mod weight;

pub use damage::Damage;
pub use weight::Weight;
