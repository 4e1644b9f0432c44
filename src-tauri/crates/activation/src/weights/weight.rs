//! One tensor of a model as the arithmetic takes it: f32, in the layout of checkpoints.

use crate::weights::mapped::MappedFloats;

/// A tensor's values, `[outputs, inputs]`; a vector is one row.
#[derive(Debug, Clone)]
pub struct Weight {
    values: Values,
    outputs: usize,
    inputs: usize,
}

#[derive(Debug, Clone)]
enum Values {
    Owned(Vec<f32>),
    Mapped(MappedFloats),
}

impl Weight {
    /// Takes values of its own.
    ///
    /// # Panics
    /// When there are not `outputs * inputs` of them.
    #[must_use]
    pub fn owned(values: Vec<f32>, outputs: usize, inputs: usize) -> Self {
        assert_eq!(values.len(), outputs * inputs, "a weight has outputs x inputs values");
        Self { values: Values::Owned(values), outputs, inputs }
    }

    /// Takes values that stay in their file.
    ///
    /// # Panics
    /// When there are not `outputs * inputs` of them.
    #[must_use]
    pub fn mapped(values: MappedFloats, outputs: usize, inputs: usize) -> Self {
        assert_eq!(values.values().len(), outputs * inputs, "a weight has outputs x inputs values");
        Self { values: Values::Mapped(values), outputs, inputs }
    }

    /// `[outputs][inputs]`.
    #[must_use]
    pub fn values(&self) -> &[f32] {
        match &self.values {
            Values::Owned(values) => values,
            Values::Mapped(values) => values.values(),
        }
    }

    /// The values as a vector of their own (copied only where they lie in a file).
    #[must_use]
    pub fn into_values(self) -> Vec<f32> {
        match self.values {
            Values::Owned(values) => values,
            Values::Mapped(values) => values.values().to_vec(),
        }
    }

    /// Columns of the product: neurons.
    #[must_use]
    pub const fn outputs(&self) -> usize {
        self.outputs
    }

    /// Width of what is multiplied.
    #[must_use]
    pub const fn inputs(&self) -> usize {
        self.inputs
    }
}
