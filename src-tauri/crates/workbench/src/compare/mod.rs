//! Kept rankings side by side: the requests of comparing, each over rankings that are in memory.
//!
//! The mathematics is `selection::compare`; here it is asked of the rankings of a project and said with rows, names and
//! excerpts. Nothing is written to the project but blind rounds, whose verdicts are a person's work.

pub mod blind;
mod comparison;
pub mod figures;
pub mod rows;
mod side;
pub mod slices;
mod why;

pub use comparison::comparison;
pub use side::{Compared, MOST, Side};
pub use why::why_differ;
