//! What each example passes on to one document: the masses behind its probability.

use super::balanced::{Wanted, solved};
use super::error::TsdsError;
use super::fill::fill_one;
use crate::data::vectors::Vectors;

/// Mass that an example passes on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Passed {
    /// Its place among the examples.
    pub example: usize,
    /// Mass; over all examples they add up to the document's probability.
    pub mass: f64,
}

/// What the examples give to a row of the pool. Costs as much as giving to all of them.
///
/// # Errors
/// [`TsdsError`].
pub fn passed(pool: &Vectors, examples: &Vectors, wanted: &Wanted, row: usize) -> Result<Vec<Passed>, TsdsError> {
    let (reach, balanced) = solved(pool, examples, wanted)?;
    let mut all = Vec::new();
    for example in 0..reach.examples() {
        let place = reach.place(example);
        fill_one(&reach, balanced.s, example, |to, _, mass| {
            if to as usize == row {
                all.push(Passed { example: place, mass });
            }
        });
    }
    Ok(all)
}
