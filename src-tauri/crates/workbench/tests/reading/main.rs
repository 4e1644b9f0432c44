//! Stories of reading foreign files and of writing records, told through the crate's public face.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod atomic;
mod beside;
mod bombs;
mod features;
mod foreign_bytes;
mod hostile;
mod mapping;
mod nasty;
mod outcome;
mod packed;
mod parquet;
mod pools;
mod properties;
mod resuming;
mod tables;
mod vectors;
mod writing;
