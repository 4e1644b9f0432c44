//! The evaluation pools, which are no part of the project: tests that want them say so and pass where they are absent.

use std::path::{Path, PathBuf};

/// Names the folder of pools; beside the project where it says nothing.
const POOLS: &str = "NEUROSIEVE_POOLS";

/// A file or folder of the pools, where it is there.
pub fn pools(place: &str) -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(3)?;
    let pools = std::env::var_os(POOLS).map_or_else(|| root.join("../shared/data/pools"), PathBuf::from);
    let found = pools.join(place);
    if found.exists() {
        return Some(found);
    }
    println!("skipped: {} is not there; {POOLS} names the folder of pools", found.display());
    None
}
