//! Weights from foreign files: a gate that believes nothing, then named tensors as f32.
//!
//! Nothing is allocated beyond what a file holds, and nothing of a file is executed.

pub mod damage;
pub mod folder;
pub mod gguf;
pub mod mapped;
pub mod names;
pub mod safetensors;
pub mod weight;

pub use damage::Damage;
pub use names::{Kind, Name, Role};
pub use weight::Weight;

use crate::error::BackboneError;
use crate::families::Spec;

/// Where a model's weights come from.
pub trait Store: Send + Sync {
    /// One tensor as f32.
    ///
    /// # Shapes
    /// `[outputs, inputs]`; a vector is asked for as `[1, length]`.
    ///
    /// # Errors
    /// [`BackboneError::MissingTensor`], [`BackboneError::TensorShape`], [`BackboneError::TensorType`].
    fn tensor(&self, name: Name, spec: &Spec, shape: [usize; 2]) -> Result<Weight, BackboneError>;
}

/// Whether a stored shape is the one asked for.
fn same_shape(found: &[usize], wanted: [usize; 2]) -> bool {
    found == wanted || (wanted[0] == 1 && found == [wanted[1]])
}

fn wrong_shape(name: String, found: &[usize], wanted: [usize; 2]) -> BackboneError {
    let wanted = if wanted[0] == 1 { vec![wanted[1]] } else { wanted.to_vec() };
    BackboneError::TensorShape { name, found: found.to_vec(), wanted }
}
