//! Rankings of the open project: asked for, kept in memory, paged through, cut and explained.
//!
//! What a ranking is made of comes from the store as [`pool::RankPool`]; the mathematics is in `selection`. Nothing here
//! is written to the project: a ranking follows from pool, goal, features and settings, and is made again when asked.

mod answer;
mod explain;
mod kept;
mod page;
pub mod pool;
mod query;

pub use kept::{Kept, Rankings};
