//! Rows as they are gathered: absent until a batch brings them, finite or an error.

use crate::chunk::{Chunk, Vectors};
use crate::error::ReadError;
use crate::reading::Representation;

/// The rows of one representation.
pub struct Gathered(Vectors);

impl Gathered {
    /// Room for all documents.
    pub fn new(representation: Representation, documents: usize, width: usize) -> Self {
        Self(Vectors::absent(representation, documents, width))
    }

    /// Sets `values.len()` numbers of a document's row from column `first` on.
    pub fn set(&mut self, document: usize, first: usize, values: &[f64]) -> Result<(), ReadError> {
        let Vectors { representation, width, values: rows } = &mut self.0;
        let place = document * *width + first;
        for (slot, &value) in rows[place..place + values.len()].iter_mut().zip(values) {
            *slot = value as f32;
            if !slot.is_finite() {
                return Err(ReadError::VectorNotFinite { document, representation: *representation });
            }
        }
        Ok(())
    }

    /// Hands all rows over.
    pub fn finish(self, chunk: &mut Chunk) {
        chunk.vectors.push(self.0);
    }
}
