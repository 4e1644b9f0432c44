//! Facility location: picks that leave no candidate without something like it among them.
//!
//! The set function is `F(S) = (1 - w) x mean over candidates of their best likeness to a pick + w x the picks' relevance
//! summed, over the number of picks wanted`, likenesses and relevance being cosines moved to 0..1. Both parts end between
//! 0 and 1, so `w` is the share of relevance. A likeness below that of a candidate's 256th nearest counts as that one:
//! with 2,000 picks among 20,000 a candidate's best pick is about its tenth nearest, and so all pairs need not be kept
//! (1.6 GB). `F` is submodular and never falls: greedy picking reaches at least 1 - 1/e of the most (Nemhauser et al.
//! 1978), and a gain worked out earlier bounds the gain now (Minoux 1978), which spares most of the work.

mod near;

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::geometry::directions::Directions;
use crate::pick::candidates::Candidates;

/// Nearest candidates, itself among them, whose likeness to a candidate is told apart.
const NEAREST: usize = 256;

/// Picks candidates one after another, each the one that adds most; equal gains go to the more relevant.
///
/// `relevance_share` is `w` of the set function, from 0 to 1.
#[must_use]
pub fn picks(candidates: &Candidates, wanted: usize, relevance_share: f64) -> Vec<usize> {
    let mut coverage = Coverage::of(candidates.directions(), NEAREST);
    let worth =
        |candidate: usize| relevance_share * f64::midpoint(1.0, candidates.relevance(candidate)) / wanted as f64;
    let bound = |coverage: &Coverage, candidate: usize| {
        Bound::new((1.0 - relevance_share) * coverage.gain(candidate) + worth(candidate), candidate)
    };
    let mut bounds: BinaryHeap<Bound> = (0..candidates.len()).map(|place| bound(&coverage, place)).collect();
    let mut worked_out = vec![0; candidates.len()];
    let mut picks = Vec::new();
    while picks.len() < wanted
        && let Some(best) = bounds.pop()
    {
        let place = best.place();
        if worked_out[place] == picks.len() {
            coverage.take(place);
            picks.push(place);
        } else {
            worked_out[place] = picks.len();
            bounds.push(bound(&coverage, place));
        }
    }
    picks
}

/// How well each candidate is covered, and by whom it could be covered better.
struct Coverage {
    /// Each candidate's cosine with the nearest pick, at first that of its [`NEAREST`]th nearest candidate.
    covered: Vec<f32>,
    /// For each candidate those it is near to, with their cosine.
    near_to: Vec<Vec<(u32, f32)>>,
}

impl Coverage {
    fn of(directions: &Directions, nearest: usize) -> Self {
        let mut covered = Vec::with_capacity(directions.len());
        let mut near_to = vec![Vec::new(); directions.len()];
        for (candidate, near) in (0u32..).zip(near::nearest(directions, nearest)) {
            covered.push(near.last().map_or(1.0, |last| last.1));
            for (neighbour, cosine) in near {
                near_to[neighbour as usize].push((candidate, cosine));
            }
        }
        Self { covered, near_to }
    }

    /// How much the mean likeness would rise by a candidate.
    fn gain(&self, candidate: usize) -> f64 {
        let rise = |&(near, cosine): &(u32, f32)| f64::from((cosine - self.covered[near as usize]).max(0.0));
        self.near_to[candidate].iter().map(rise).sum::<f64>() / (2.0 * self.covered.len() as f64)
    }

    fn take(&mut self, pick: usize) {
        for &(near, cosine) in &self.near_to[pick] {
            let covered = &mut self.covered[near as usize];
            *covered = covered.max(cosine);
        }
    }
}

/// What a candidate can gain at most; the higher, then the more relevant, is greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Bound(u64, Reverse<usize>);

impl Bound {
    fn new(gain: f64, place: usize) -> Self {
        // The bits of a number that is not below 0 rise with it.
        Self(gain.max(0.0).to_bits(), Reverse(place))
    }

    const fn place(self) -> usize {
        self.1.0
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::data::vectors::Vectors;
    use crate::geometry::directions::Directions;
    use crate::numbers::random::unit;

    fn candidates(documents: usize, width: usize, seed: u64) -> Candidates {
        let values = (0..documents * width).map(|place| (unit(seed, place as u64) * 2.0 - 1.0) as f32).collect();
        let pool = Vectors::new(width, values).unwrap();
        let goal = Directions::of(&pool, &[0], None);
        Candidates::of(&pool, &goal, None, 1000)
    }

    /// Likenesses of all pairs, and what each candidate has at least, as the set function above says.
    fn likenesses(candidates: &Candidates) -> (Vec<Vec<f64>>, Vec<f64>) {
        let rows = || candidates.directions().values().chunks_exact(candidates.directions().width());
        let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(x, y)| f64::from(*x) * f64::from(*y)).sum::<f64>();
        let like: Vec<Vec<f64>> = rows().map(|a| rows().map(|b| f64::midpoint(1.0, dot(a, b))).collect()).collect();
        let floor = |row: &Vec<f64>| {
            let mut row = row.clone();
            row.sort_by(|a, b| b.total_cmp(a));
            row[NEAREST - 1]
        };
        let floors = like.iter().map(floor).collect();
        (like, floors)
    }

    #[test]
    fn lazy_picks_are_the_greedy_ones() {
        for (seed, share) in [(1, 0.0), (2, 0.3), (3, 0.9)] {
            let candidates = candidates(300, 5, seed);
            let (like, floors) = likenesses(&candidates);
            let relevance = |pick: &usize| f64::midpoint(1.0, candidates.relevance(*pick)) / 12.0;
            let worth = |picks: &[usize]| {
                let best = |a: usize| picks.iter().map(|&pick| like[a][pick]).fold(floors[a], f64::max);
                let coverage = (0..300).map(best).sum::<f64>() / 300.0;
                (1.0 - share) * coverage + share * picks.iter().map(relevance).sum::<f64>()
            };
            let mut greedy = Vec::new();
            for _ in 0..12 {
                let free = (0..300).filter(|place| !greedy.contains(place));
                let with = free.map(|place| (worth(&[&greedy[..], &[place]].concat()), place));
                greedy.push(with.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1))).unwrap().1);
            }
            assert_eq!(picks(&candidates, 12, share), greedy);
        }
    }

    #[test]
    fn a_second_copy_of_a_pick_waits_for_everything_new() {
        let pool = Vectors::new(2, vec![1.0, 0.0, 1.0, 0.0, 0.0, 1.0, -1.0, 0.2]).unwrap();
        let goal = Directions::of(&pool, &[0], None);
        let found = picks(&Candidates::of(&pool, &goal, None, 9), 9, 0.0);
        assert_eq!(found.len(), 4);
        assert_eq!(found[3], 1);
    }
}
