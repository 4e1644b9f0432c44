//! Representations of two numbers, as the methods on likelihoods read them.

use super::{MethodError, Representation};
use crate::data::material::Material;
use crate::data::vectors::VectorsError;

/// The two numbers of every document, none where they could not be read.
///
/// # Errors
/// [`MethodError`] where the representation is missing, its width is not 2, or no document has it.
pub(super) fn pairs(
    pool: &Material,
    needs: Representation,
    method: &'static str,
) -> Result<Vec<Option<[f64; 2]>>, MethodError> {
    let vectors = pool.vectors(needs).ok_or(MethodError::NothingRead { method, needs })?;
    if vectors.width() != 2 {
        return Err(VectorsError::Shape { found: vectors.width(), width: 2 }.into());
    }
    let pair = |document| vectors.row(document).map(|row| [f64::from(row[0]), f64::from(row[1])]);
    let pairs: Vec<_> = (0..vectors.len()).map(pair).collect();
    if pairs.iter().all(Option::is_none) {
        return Err(MethodError::NoneScored { method, needs });
    }
    Ok(pairs)
}
