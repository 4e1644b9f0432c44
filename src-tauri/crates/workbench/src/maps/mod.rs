//! The map of the pool: what it is made of, where it is kept, and what a ranking's cut looks like on it.
//!
//! One map a kind is kept in the project. It is made by a job from what was read, and stays when more is read, until it is
//! made again: where things lie is something that people remember. Which documents are kept, match a filter or lie in an
//! outline is worked out here, so that the picture, the table and the export mean the same rows.

pub mod columns;
pub mod cost;
pub mod coverage;
mod kept;
pub mod material;
pub mod region;
pub mod requests;

pub use kept::MapKeeper;
