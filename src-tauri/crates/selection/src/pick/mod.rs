//! Choosing a set, where what is taken depends on what was taken before: coverage and balance.
//!
//! The ways of choosing are here; the methods that offer them, with their settings, are in `method`.

pub mod by_example;
pub mod candidates;
pub mod coverage;
pub mod tsds;
