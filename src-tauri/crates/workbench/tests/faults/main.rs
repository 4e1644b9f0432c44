//! What the world does to a project: processes that are killed, disks that fail or are full, clocks that jump, bits that
//! flip, several processes at once.
//!
//! Run as they are, these tests take a small sample of each fault. With `NEUROSIEVE_FAULTS=full` (`cargo xtask fault`) they
//! take all of it, and print a line of figures each.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

#[path = "../project/at_work.rs"]
#[allow(dead_code, reason = "the stories of a project use the rest")]
mod at_work;

mod clock;
mod damaged;
mod failing_disk;
mod full_disk;
mod killed;
mod killed_folders;
mod life;
mod profile;
mod schemas;
mod shim;
mod together;
