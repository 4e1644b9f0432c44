//! How many documents a change moved, and how many it brought over the cut.

use rayon::prelude::*;

/// Counts of what a change did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Changes {
    /// Documents ranked before and after.
    pub in_both: u64,
    /// Of those, documents with another rank.
    pub moved: u64,
    /// Documents kept after and not before.
    pub came_in: u64,
    /// Documents kept before and not after.
    pub went_out: u64,
}

/// Compares two rankings of a pool, each as the rank of every document (from 1; 0 for none) and how many are kept.
///
/// Documents beyond the shorter list are in one ranking alone. Runs on the caller's rayon pool; counts are whole numbers.
#[must_use]
pub fn changed((before, kept_before): (&[u32], usize), (after, kept_after): (&[u32], usize)) -> Changes {
    let is_kept = |rank: u32, kept: usize| rank > 0 && rank as usize <= kept;
    let of = |(&from, &to): (&u32, &u32)| {
        let (was, is) = (is_kept(from, kept_before), is_kept(to, kept_after));
        let in_both = from > 0 && to > 0;
        Changes {
            in_both: u64::from(in_both),
            moved: u64::from(in_both && from != to),
            came_in: u64::from(is && !was),
            went_out: u64::from(was && !is),
        }
    };
    let mut all = before.par_iter().zip(after).map(of).reduce(Changes::default, Changes::and);
    let shared = before.len().min(after.len());
    all.went_out += before[shared..].iter().filter(|&&rank| is_kept(rank, kept_before)).count() as u64;
    all.came_in += after[shared..].iter().filter(|&&rank| is_kept(rank, kept_after)).count() as u64;
    all
}

impl Changes {
    fn and(self, other: Self) -> Self {
        Self {
            in_both: self.in_both + other.in_both,
            moved: self.moved + other.moved,
            came_in: self.came_in + other.came_in,
            went_out: self.went_out + other.went_out,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moves_and_crossings_of_the_cut_are_counted_apart() {
        // Five documents: the first two change places above the cut, the third leaves the ranking, the fourth comes in.
        let (before, after) = ([1, 2, 3, 4, 5], [2, 1, 0, 3, 4]);
        let found = changed((&before, 3), (&after, 3));
        assert_eq!(found, Changes { in_both: 4, moved: 4, came_in: 1, went_out: 1 });
    }

    #[test]
    fn another_cut_alone_moves_no_document_and_keeps_fewer() {
        let ranks = [3, 1, 2, 0];
        let found = changed((&ranks, 3), (&ranks, 1));
        assert_eq!(found, Changes { in_both: 3, moved: 0, came_in: 0, went_out: 2 });
        assert_eq!(changed((&ranks, 0), (&[3, 1, 2, 0, 4], 4)).came_in, 4);
    }
}
