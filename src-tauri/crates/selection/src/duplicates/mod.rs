//! Documents that are the same, or nearly: found once for a pool, then used before or after any method.
//!
//! Before: rank the heads of [`Groups`] alone. After: [`Groups::collapse`] keeps of each group the document that ranks
//! best. Meaning plays no part here: two texts that say the same in other words are no duplicates.

mod exact;
mod near;
mod union;

use union::Union;

pub use exact::exact;
pub use near::{NearSettings, near};

/// Which documents belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Groups {
    heads: Vec<u32>,
}

/// A ranking of which each group has one document left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Collapsed {
    /// Best first, one document of each group: the one that ranked best.
    pub order: Vec<u32>,
    /// The others in their order, each with the document that stayed for it.
    pub followers: Vec<(u32, u32)>,
}

impl Groups {
    /// Every document by itself.
    #[must_use]
    pub fn none(documents: usize) -> Self {
        Self { heads: (0..documents as u32).collect() }
    }

    /// How many documents there are.
    #[must_use]
    pub fn documents(&self) -> usize {
        self.heads.len()
    }

    /// The first document of a document's group: itself where it is alone.
    ///
    /// # Panics
    /// When `document` is out of range.
    #[must_use]
    pub fn head(&self, document: usize) -> u32 {
        self.heads[document]
    }

    /// The first document of every group and every document that is alone, in order: a pool without duplicates.
    pub fn heads(&self) -> impl Iterator<Item = u32> {
        self.heads.iter().enumerate().filter(|&(document, &head)| document == head as usize).map(|(_, &head)| head)
    }

    /// The groups of two documents and more, each in order, by their heads.
    #[must_use]
    pub fn groups(&self) -> Vec<Vec<u32>> {
        let mut by_head: Vec<(u32, u32)> = (self.heads.iter().copied()).zip(0..self.heads.len() as u32).collect();
        by_head.sort_unstable();
        let members = |same: &[(u32, u32)]| same.iter().map(|&(_, document)| document).collect();
        by_head.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() > 1).map(members).collect()
    }

    /// Groups that belong together by either of two: exact and near ones.
    ///
    /// # Panics
    /// When the two are of pools of different size.
    #[must_use]
    pub fn joined(&self, other: &Self) -> Self {
        assert_eq!(self.documents(), other.documents(), "groups of one pool");
        let mut union = Union::of(self.documents());
        for heads in [&self.heads, &other.heads] {
            for (document, &head) in heads.iter().enumerate() {
                union.join(document as u32, head);
            }
        }
        union.groups()
    }

    /// Keeps of each group the document that comes first in an order, and sets the others aside.
    ///
    /// # Panics
    /// When a document of the order is out of range.
    #[must_use]
    pub fn collapse(&self, order: &[u32]) -> Collapsed {
        let mut stayed: Vec<Option<u32>> = vec![None; self.documents()];
        let mut collapsed = Collapsed { order: Vec::new(), followers: Vec::new() };
        for &document in order {
            match stayed[self.head(document as usize) as usize] {
                Some(first) => collapsed.followers.push((document, first)),
                ref mut place @ None => {
                    *place = Some(document);
                    collapsed.order.push(document);
                }
            }
        }
        collapsed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(heads: &[u32]) -> Groups {
        Groups { heads: heads.to_vec() }
    }

    #[test]
    fn a_ranking_keeps_the_best_of_each_group_and_sets_the_others_aside() {
        let collapsed = of(&[0, 1, 0, 1, 4, 0]).collapse(&[4, 2, 0, 3, 5]);
        assert_eq!(collapsed.order, [4, 2, 3]);
        assert_eq!(collapsed.followers, [(0, 2), (5, 2)]);
    }

    #[test]
    fn joining_follows_chains_and_the_first_document_is_the_head() {
        let joined = of(&[0, 1, 1, 3, 4]).joined(&of(&[0, 1, 2, 2, 4]));
        assert_eq!(joined.groups(), [[1, 2, 3]]);
        assert_eq!(joined.heads().collect::<Vec<_>>(), [0, 1, 4]);
        assert_eq!(Groups::none(2).groups(), Vec::<Vec<u32>>::new());
    }
}
