//! Two to four rankings side by side: how much they agree, on which documents they do not, and what tells their picks
//! apart.
//!
//! All of it reads rankings as they are kept (document numbers, best first) and needs no model. What a difference is
//! worth is not said here: that is what [`crate::evidence`] is for.

pub mod changes;
pub mod consensus;
pub mod correlation;
pub mod disagreement;
pub mod distinct;
pub mod overlap;
pub mod rbo;
pub mod settings;
pub mod shifts;
pub mod slices;
pub mod tiers;

/// The rank of every document, from 1; none where the ranking does not hold it. `documents` is the size of the pool.
///
/// # Panics
/// When the ranking holds a document beyond the pool.
#[must_use]
pub fn ranks(order: &[u32], documents: usize) -> Vec<Option<u32>> {
    let mut ranks = vec![None; documents];
    for (position, &document) in order.iter().enumerate() {
        ranks[document as usize] = Some(position as u32 + 1);
    }
    ranks
}
