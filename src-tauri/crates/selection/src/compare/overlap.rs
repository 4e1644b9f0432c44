//! How much selections have in common: at the cut, and at every depth of two rankings.

use std::collections::HashMap;

/// Documents that exactly these selections hold, and no other: one bar of an `UpSet` picture (Lex et al. 2014).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intersection {
    /// Which of the selections hold them, in the order they were given.
    pub members: Vec<bool>,
    /// How many documents.
    pub documents: usize,
}

/// Every combination of selections that holds documents of its own: larger first, then the one that earlier selections
/// share. Together they count each selected document once.
#[must_use]
pub fn intersections(selections: &[&[u32]]) -> Vec<Intersection> {
    let mut members: HashMap<u32, Vec<bool>> = HashMap::new();
    for (selection, documents) in selections.iter().enumerate() {
        for &document in *documents {
            members.entry(document).or_insert_with(|| vec![false; selections.len()])[selection] = true;
        }
    }
    let mut counts: HashMap<Vec<bool>, usize> = HashMap::new();
    for held in members.into_values() {
        *counts.entry(held).or_default() += 1;
    }
    let mut found: Vec<_> =
        counts.into_iter().map(|(members, documents)| Intersection { members, documents }).collect();
    found.sort_by(|a, b| b.documents.cmp(&a.documents).then_with(|| b.members.cmp(&a.members)));
    found
}

/// What two selections have in common.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Overlap {
    /// Documents in both.
    pub both: usize,
    /// Documents in either.
    pub either: usize,
    /// `both / either`; 1 where both are empty.
    pub jaccard: f64,
    /// `both` over the smaller selection's size (Szymkiewicz–Simpson); 1 where one is empty.
    pub coefficient: f64,
}

/// What two selections of distinct documents have in common.
#[must_use]
pub fn overlap(a: &[u32], b: &[u32]) -> Overlap {
    let held: std::collections::HashSet<u32> = a.iter().copied().collect();
    let both = b.iter().filter(|document| held.contains(document)).count();
    Overlap::new(both, a.len(), b.len())
}

impl Overlap {
    fn new(both: usize, a: usize, b: usize) -> Self {
        let either = a + b - both;
        let share = |of: usize| if of == 0 { 1.0 } else { both as f64 / of as f64 };
        Self { both, either, jaccard: share(either), coefficient: share(a.min(b)) }
    }
}

/// At most `points` depths from 1 to `deepest`, spaced evenly in their logarithm, the ends among them, rising.
#[must_use]
pub fn depths(deepest: usize, points: usize) -> Vec<usize> {
    let Some(last) = points.checked_sub(1).filter(|&last| deepest > 0 && last > 0) else {
        return if deepest > 0 && points > 0 { vec![deepest] } else { Vec::new() };
    };
    let step = (deepest as f64).ln() / last as f64;
    let mut found: Vec<usize> = (0..=last).map(|i| ((step * i as f64).exp().round() as usize).min(deepest)).collect();
    found[last] = deepest;
    found.dedup();
    found
}

/// The overlap of the first `k` of two rankings, for each of the `depths` (rising). A ranking shorter than a depth counts
/// with all it has. Linear in the depth.
#[must_use]
pub fn overlap_curve(a: &[u32], b: &[u32], depths: &[usize]) -> Vec<Overlap> {
    let mut seen: HashMap<u32, u8> = HashMap::new();
    let (mut both, mut depth) = (0, 0);
    let mut curve = Vec::with_capacity(depths.len());
    for &wanted in depths {
        while depth < wanted {
            for document in [a.get(depth), b.get(depth)].into_iter().flatten() {
                let times = seen.entry(*document).or_default();
                *times += 1;
                both += usize::from(*times == 2);
            }
            depth += 1;
        }
        curve.push(Overlap::new(both, a.len().min(wanted), b.len().min(wanted)));
    }
    curve
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_selected_document_is_counted_in_one_bar() {
        let bars = intersections(&[&[1, 2, 3, 4], &[3, 4, 5], &[4, 6]]);
        let found: Vec<_> = bars.iter().map(|bar| (bar.members.as_slice(), bar.documents)).collect();
        assert_eq!(
            found,
            [
                (&[true, false, false][..], 2),
                (&[true, true, true][..], 1),
                (&[true, true, false][..], 1),
                (&[false, true, false][..], 1),
                (&[false, false, true][..], 1),
            ]
        );
        assert!(intersections(&[&[], &[]]).is_empty());
    }

    #[test]
    fn two_selections_share_what_set_arithmetic_says() {
        let found = overlap(&[1, 2, 3, 4], &[3, 4, 5]);
        assert_eq!((found.both, found.either), (2, 5));
        assert!((found.jaccard - 0.4).abs() < 1e-12 && (found.coefficient - 2.0 / 3.0).abs() < 1e-12);
        assert!((overlap(&[], &[]).jaccard - 1.0).abs() < 1e-12);
    }

    #[test]
    fn the_curve_says_at_each_depth_what_the_sets_say() {
        let (a, b) = ([5, 1, 2, 3, 9, 7], [1, 5, 9, 8]);
        let depths = [1, 2, 3, 4, 6];
        for (found, &k) in overlap_curve(&a, &b, &depths).iter().zip(&depths) {
            assert_eq!(*found, overlap(&a[..k.min(6)], &b[..k.min(4)]), "at {k}");
        }
    }

    #[test]
    fn depths_rise_from_one_to_the_last_and_lie_closer_at_the_top() {
        assert_eq!(depths(1000, 4), [1, 10, 100, 1000]);
        assert_eq!(depths(3, 50), [1, 2, 3]);
        assert_eq!(depths(1, 5), [1]);
        assert!(depths(0, 5).is_empty());
    }
}
