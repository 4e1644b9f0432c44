//! Facility location: picks that leave no candidate without something like it among them.
//!
//! The set function is `F(S) = (1 - w) x mean over candidates of their best likeness to a pick + w x the picks' relevance
//! summed, over the number of picks wanted`, likenesses and relevance being cosines moved to 0..1. Both parts end between
//! 0 and 1, so `w` is the share of relevance. `F` is submodular and never falls: greedy picking reaches at least 1 - 1/e
//! of the most (Nemhauser et al. 1978), and a gain worked out earlier bounds the gain now (Minoux 1978), which is what
//! spares most of the work. Deliberately absent: sampling, and a table of all pairs, which would need 1.6 GB.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use rayon::prelude::*;

use crate::candidates::Candidates;
use crate::dot::products;

/// Candidates whose gains are added up in one go; fixed, so that threads change nothing.
const BLOCK: usize = 256;
/// Gains worked out together at first, and at most: more at a time read the candidates' directions less often.
const TOGETHER: (usize, usize) = (16, 64);

/// Picks candidates one after another, each the one that adds most; equal gains go to the more relevant.
///
/// `relevance_share` is `w` of the set function, from 0 to 1.
#[must_use]
pub fn picks(candidates: &Candidates, wanted: usize, relevance_share: f64) -> Vec<usize> {
    let mut coverage = Coverage { candidates, covered: vec![-1.0; candidates.len()] };
    let worth = |candidate: usize| relevance_share * moved(candidates.relevance(candidate)) / wanted as f64;
    let whole = |candidate: usize, gain: f64| (1.0 - relevance_share) * gain + worth(candidate);
    let first = coverage.first_gains();
    let mut worked_out = vec![0; candidates.len()];
    let mut bounds: BinaryHeap<Bound> =
        first.into_iter().enumerate().map(|(place, gain)| Bound::new(whole(place, gain), place)).collect();
    let mut picks = Vec::new();
    let mut together = TOGETHER.0;
    while picks.len() < wanted
        && let Some(best) = bounds.pop()
    {
        if worked_out[best.place()] == picks.len() {
            coverage.take(best.place());
            picks.push(best.place());
            together = TOGETHER.0;
            continue;
        }
        let mut stale = vec![best.place()];
        while stale.len() < together
            && let Some(next) = bounds.peek().filter(|next| worked_out[next.place()] < picks.len())
        {
            stale.push(next.place());
            bounds.pop();
        }
        for (&place, gain) in stale.iter().zip(coverage.gains(&stale)) {
            worked_out[place] = picks.len();
            bounds.push(Bound::new(whole(place, gain), place));
        }
        together = (together * 2).min(TOGETHER.1);
    }
    picks
}

/// A cosine moved from -1..1 to 0..1.
fn moved(cosine: f64) -> f64 {
    f64::midpoint(1.0, cosine)
}

struct Coverage<'a> {
    candidates: &'a Candidates,
    /// Each candidate's cosine with the nearest pick; -1 before there is one.
    covered: Vec<f32>,
}

impl Coverage<'_> {
    /// The gain of every candidate as the first pick: its mean likeness, which needs the sum of all directions alone.
    fn first_gains(&self) -> Vec<f64> {
        let directions = self.candidates.directions();
        let mut sum = vec![0.0f64; directions.width()];
        for direction in directions.values().chunks_exact(directions.width()) {
            sum.iter_mut().zip(direction).for_each(|(sum, &value)| *sum += f64::from(value));
        }
        let mean_cosine = |direction: &[f32]| {
            let product: f64 = direction.iter().zip(&sum).map(|(&value, sum)| f64::from(value) * sum).sum();
            moved(product / directions.len() as f64)
        };
        directions.values().par_chunks_exact(directions.width()).map(mean_cosine).collect()
    }

    /// How much the mean likeness would rise by each of some candidates.
    fn gains(&self, some: &[usize]) -> Vec<f64> {
        let directions = self.candidates.directions();
        let (width, right) = (directions.width(), directions.some(some));
        let blocks: Vec<Vec<f64>> = directions
            .values()
            .par_chunks(BLOCK * width)
            .zip(self.covered.par_chunks(BLOCK))
            .map(|(rows, covered)| {
                let mut cosines = vec![0.0; covered.len() * some.len()];
                products(rows, right.values(), width, &mut cosines);
                let mut rises = vec![0.0; some.len()];
                for (cosines, covered) in cosines.chunks_exact(some.len()).zip(covered) {
                    for (rise, cosine) in rises.iter_mut().zip(cosines) {
                        *rise += f64::from((cosine - covered).max(0.0));
                    }
                }
                rises
            })
            .collect();
        let documents = 2.0 * directions.len() as f64;
        (0..some.len()).map(|place| blocks.iter().map(|rises| rises[place]).sum::<f64>() / documents).collect()
    }

    fn take(&mut self, pick: usize) {
        let cosines = self.candidates.directions().cosines_with(pick);
        self.covered.iter_mut().zip(cosines).for_each(|(covered, cosine)| *covered = covered.max(cosine));
    }
}

/// What a candidate can gain at most; the higher, then the more relevant, is greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Bound(i64, Reverse<usize>);

impl Bound {
    fn new(gain: f64, place: usize) -> Self {
        // The bits of a number that is not below 0 rise with it.
        Self(gain.max(0.0).to_bits() as i64, Reverse(place))
    }

    const fn place(self) -> usize {
        self.1.0
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::directions::Directions;
    use crate::random::unit;
    use crate::vectors::Vectors;

    fn candidates(documents: usize, width: usize, seed: u64) -> Candidates {
        let values = (0..documents * width).map(|place| (unit(seed, place as u64) * 2.0 - 1.0) as f32).collect();
        let pool = Vectors::new(width, values).unwrap();
        let goal = Directions::of(&pool, &[0], None);
        Candidates::of(&pool, &goal, None, 1000)
    }

    /// The set function written down as it is said above.
    fn worth(candidates: &Candidates, picks: &[usize], wanted: usize, share: f64) -> f64 {
        let directions = candidates.directions();
        let like = |a: usize, b: usize| {
            let dot: f64 =
                directions.row(a).iter().zip(directions.row(b)).map(|(x, y)| f64::from(*x) * f64::from(*y)).sum();
            f64::midpoint(1.0, dot)
        };
        let best = |a: usize| picks.iter().map(|&pick| like(a, pick)).fold(0.0, f64::max);
        let coverage = (0..candidates.len()).map(best).sum::<f64>() / candidates.len() as f64;
        let relevance: f64 = picks.iter().map(|&pick| f64::midpoint(1.0, candidates.relevance(pick))).sum();
        (1.0 - share) * coverage + share * relevance / wanted as f64
    }

    #[test]
    fn lazy_picks_are_the_greedy_ones() {
        for (seed, share) in [(1, 0.0), (2, 0.3), (3, 0.9)] {
            let candidates = candidates(300, 5, seed);
            let found = picks(&candidates, 20, share);
            let mut greedy = Vec::new();
            for _ in 0..20 {
                let with = |place: usize| worth(&candidates, &[&greedy[..], &[place]].concat(), 20, share);
                let free = (0..300).filter(|place| !greedy.contains(place));
                let best = free.max_by(|&a, &b| with(a).total_cmp(&with(b)).then(b.cmp(&a))).unwrap();
                greedy.push(best);
            }
            assert_eq!(found, greedy);
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
