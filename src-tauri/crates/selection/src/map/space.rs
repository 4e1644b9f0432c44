//! What a map is made of: documents, and how far two of them are apart.

use std::ops::Range;

/// Documents with a distance between each two.
pub trait Space: Sync {
    /// How many documents there are.
    fn len(&self) -> usize;

    /// True when there is no document.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How far two documents are apart, 0 for the same; the same both ways round and on every processor.
    fn distance(&self, a: usize, b: usize) -> f32;

    /// The `k` nearest others of each document of a range, none missed, nearest first, equal distances by document. Runs
    /// on the caller's rayon pool.
    ///
    /// # Shapes
    /// `[range][k]` documents with their distances; `k` must be less than the number of documents.
    fn nearest(&self, range: Range<usize>, k: usize) -> Vec<(u32, f32)>;
}

/// Puts candidates in the order of neighbours, and keeps the first `k` of them.
pub(super) fn first(candidates: &mut Vec<(u32, f32)>, k: usize) {
    let order = |a: &(u32, f32), b: &(u32, f32)| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0));
    if candidates.len() > k {
        candidates.select_nth_unstable_by(k - 1, order);
        candidates.truncate(k);
    }
    candidates.sort_unstable_by(order);
}
