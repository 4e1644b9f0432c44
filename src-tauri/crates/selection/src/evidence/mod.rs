//! Evidence on the user's own data of which selection to trust: measures that need no training, each with how sure it is.
//!
//! Pure functions over rankings, vectors and texts that the caller brings. What each figure is worth, from weak to strong,
//! is the face's to say. No figure here proves that a selection trains a better model: nearness to the goal is not use.

pub mod agreement;
pub mod audit;
pub mod bias;
pub mod composition;
pub mod deciles;
pub mod diversity;
pub mod eigen;
pub mod heldout;
pub mod judged;
pub mod leak;
pub mod mmd;
pub mod ngrams;
pub mod resample;
pub mod rows;
pub mod separability;
pub mod stability;
