//! From numbers to a selection: [`scores`] are put in order, cut to a budget, and divided or joined.
//!
//! Nothing here knows of methods or of what was read of a document.

pub mod blend;
pub mod budget;
pub mod goals;
pub mod merge;
pub mod notes;
pub mod ranking;
pub mod scores;
pub mod strata;
