//! Blind A/B: pairs of documents judged without knowing which ranking picked which.

use crate::compare::distinct::only;
use crate::evidence::resample::shuffled;
use crate::numbers::random::mixed;
use crate::numbers::share::Share;

/// Pairs of a round.
pub const PAIRS: usize = 20;

/// Two documents side by side, each picked by one of two rankings alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// The document on the left.
    pub left: u32,
    /// The document on the right.
    pub right: u32,
    /// Whether the left one is the first ranking's.
    pub first_is_left: bool,
}

/// How a pair was judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The left document fits the goal better.
    Left,
    /// The right one does.
    Right,
    /// Neither does.
    Tie,
}

/// At most `wanted` pairs: one document that only the first selection has, and one that only the second has, drawn and put
/// left or right by the seed. Fewer where a selection has fewer of its own; none where the selections are equal.
#[must_use]
pub fn pairs(a: &[u32], b: &[u32], wanted: usize, seed: u64) -> Vec<Pair> {
    let (only_a, only_b) = only(a, b);
    let drawn = |documents: &[u32], seed: u64| -> Vec<u32> {
        shuffled(documents.len(), seed).into_iter().take(wanted).map(|i| documents[i]).collect()
    };
    let (from_a, from_b) = (drawn(&only_a, mixed(seed, 0)), drawn(&only_b, mixed(seed, 1)));
    let sides = (0..).map(|pair| mixed(mixed(seed, 2), pair) & 1 == 0);
    from_a
        .into_iter()
        .zip(from_b)
        .zip(sides)
        .map(|((a, b), first_is_left)| {
            let (left, right) = if first_is_left { (a, b) } else { (b, a) };
            Pair { left, right, first_is_left }
        })
        .collect()
}

/// How often the first ranking's document won.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Wins {
    /// The share of decided pairs that the first ranking won, with its interval.
    pub first: Share,
    /// Pairs that were judged a tie.
    pub ties: usize,
    /// Whether the interval leaves out one half: the rankings differ by more than chance.
    pub is_decided: bool,
}

/// Counts the wins of judged pairs; ties are in no share.
#[must_use]
pub fn wins(judged: &[(Pair, Verdict)]) -> Wins {
    let decided = judged.iter().filter(|(_, verdict)| *verdict != Verdict::Tie);
    let won = decided.clone().filter(|(pair, verdict)| pair.first_is_left == (*verdict == Verdict::Left)).count();
    let first = Share::new(won, decided.count());
    let ties = judged.len() - first.of as usize;
    Wins { first, ties, is_decided: first.low > 0.5 || first.high < 0.5 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_has_one_document_of_each_ranking_alone_and_the_seed_shuffles_the_sides() {
        let (a, b): (Vec<u32>, Vec<u32>) = ((0..100).collect(), (50..150).collect());
        let found = pairs(&a, &b, PAIRS, 5);
        assert_eq!((found.len(), &found), (20, &pairs(&a, &b, PAIRS, 5)));
        assert_ne!(found, pairs(&a, &b, PAIRS, 6));
        for pair in &found {
            let (first, second) = if pair.first_is_left { (pair.left, pair.right) } else { (pair.right, pair.left) };
            assert!(first < 50 && second >= 100);
        }
        let left = found.iter().filter(|pair| pair.first_is_left).count();
        assert!((3..=17).contains(&left), "{left} of 20");
        let documents: std::collections::HashSet<_> = found.iter().flat_map(|pair| [pair.left, pair.right]).collect();
        assert_eq!(documents.len(), 40);
    }

    #[test]
    fn equal_selections_have_no_pairs_and_few_documents_few() {
        assert!(pairs(&[1, 2], &[2, 1], 20, 1).is_empty());
        assert_eq!(pairs(&[1, 2, 3], &[4], 20, 1).len(), 1);
    }

    #[test]
    fn ties_are_set_apart_and_seven_of_ten_do_not_decide_while_eighteen_of_twenty_do() {
        let pair = |first_is_left| Pair { left: 0, right: 1, first_is_left };
        let judged = |won: usize, lost: usize, ties: usize| {
            let mut all = vec![(pair(true), Verdict::Left); won];
            all.extend(vec![(pair(false), Verdict::Left); lost]);
            all.extend(vec![(pair(true), Verdict::Tie); ties]);
            wins(&all)
        };
        let found = judged(7, 3, 2);
        assert_eq!((found.first.count, found.first.of, found.ties, found.is_decided), (7, 10, 2, false));
        assert!(judged(18, 2, 0).is_decided && judged(1, 15, 0).is_decided);
        assert_eq!(judged(0, 0, 0).first.of, 0);
    }
}
