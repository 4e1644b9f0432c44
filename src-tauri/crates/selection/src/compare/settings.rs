//! How runs differ in what they were told.

use std::collections::{BTreeMap, BTreeSet};

/// A setting that is not the same in all runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference<T> {
    /// Its name.
    pub name: String,
    /// What each run was told; none where it has no such setting.
    pub values: Vec<Option<T>>,
}

/// The settings that differ, by name.
#[must_use]
pub fn differences<T: Clone + PartialEq>(runs: &[BTreeMap<String, T>]) -> Vec<Difference<T>> {
    let names: BTreeSet<&String> = runs.iter().flat_map(BTreeMap::keys).collect();
    names
        .into_iter()
        .map(|name| Difference { name: name.clone(), values: runs.iter().map(|run| run.get(name).cloned()).collect() })
        .filter(|difference| difference.values.windows(2).any(|pair| pair[0] != pair[1]))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_named_and_a_missing_setting_differs() {
        let run = |settings: &[(&str, i32)]| settings.iter().map(|(n, v)| ((*n).to_owned(), *v)).collect();
        let found =
            differences(&[run(&[("seed", 1), ("top_k", 20)]), run(&[("power", 2), ("seed", 1), ("top_k", 40)])]);
        let names: Vec<_> = found.iter().map(|d| (d.name.as_str(), d.values.as_slice())).collect();
        assert_eq!(names, [("power", &[None, Some(2)][..]), ("top_k", &[Some(20), Some(40)])]);
        assert!(differences::<i32>(&[]).is_empty());
    }
}
