//! A ranking with its ties: documents whose keys are equal stand in one tier, whatever order they were put in.

use crate::rank::scores::Scores;

/// Documents best first, and where each tier of equals ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tiers<'a> {
    order: &'a [u32],
    ends: Vec<usize>,
}

impl<'a> Tiers<'a> {
    /// A ranking taken at its word: nobody is equal to another.
    #[must_use]
    pub fn strict(order: &'a [u32]) -> Self {
        Self { order, ends: (1..=order.len()).collect() }
    }

    /// A ranking whose equals are those with equal keys.
    #[must_use]
    pub fn of(order: &'a [u32], scores: &Scores) -> Self {
        let key = |position: usize| scores.key(order[position] as usize);
        let mut ends: Vec<usize> = (1..order.len()).filter(|&next| key(next) != key(next - 1)).collect();
        if !order.is_empty() {
            ends.push(order.len());
        }
        Self { order, ends }
    }

    /// All documents, best first.
    #[must_use]
    pub const fn order(&self) -> &'a [u32] {
        self.order
    }

    /// Tier after tier, best first.
    pub fn iter(&self) -> impl Iterator<Item = &'a [u32]> + '_ {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, &end)| &self.order[start..end])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_keys_share_a_tier() {
        let scores = Scores::plain(vec![0.5, 0.9, 0.5, 0.1]);
        let tiers = Tiers::of(&[1, 0, 2, 3], &scores);
        assert_eq!(tiers.iter().collect::<Vec<_>>(), [&[1][..], &[0, 2], &[3]]);
        assert_eq!(Tiers::strict(&[4, 2]).iter().count(), 2);
        assert_eq!(Tiers::of(&[], &scores).iter().count(), 0);
    }
}
