//! Joining the selections of several goals.

use std::collections::HashSet;

/// The positions to keep of several selections laid end to end: all of them as published, or with `deduplicate` the
/// first of each id.
#[must_use]
pub fn merge(ids: &[&str], deduplicate: bool) -> Vec<usize> {
    let mut seen = HashSet::new();
    (0..ids.len()).filter(|&position| !deduplicate || seen.insert(ids[position])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn duplicates_stay_unless_asked_and_the_first_wins() {
        let ids = ["a", "b", "a"];
        assert_eq!(merge(&ids, false), [0, 1, 2]);
        assert_eq!(merge(&ids, true), [0, 1]);
    }
}
