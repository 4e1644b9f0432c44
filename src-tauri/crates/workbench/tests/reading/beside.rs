//! The evaluation pools, which are no part of the project: tests that want them say so and pass where they are absent.

use std::path::{Path, PathBuf};

/// Names the folder of pools.
const POOLS: &str = "NEUROSIEVE_POOLS";

/// A file or folder of the pools, where it is there.
pub fn pools(place: &str) -> Option<PathBuf> {
    let found = std::env::var_os(POOLS).map(|pools| Path::new(&pools).join(place)).filter(|found| found.exists());
    if found.is_none() {
        println!("skipped: {place} is not there; {POOLS} names the folder of pools");
    }
    found
}
