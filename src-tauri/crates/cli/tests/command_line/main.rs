//! The command line as a script meets it: the built binary, files in, files and exit codes out.

#![allow(clippy::unwrap_used, missing_docs)]

mod annotating;
mod balancing;
mod called;
mod evaluating;
mod exporting;
mod extracting;
mod interrupted;
mod learning;
mod limited;
mod merging;
mod noted;
mod operations;
mod outside;
mod ranking;
mod refusals;
mod second_models;
mod selecting;
mod thin;
