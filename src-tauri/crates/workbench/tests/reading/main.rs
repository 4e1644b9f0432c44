//! Stories of reading foreign files and of writing records, told through the crate's public face.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod nasty;
mod outcome;
