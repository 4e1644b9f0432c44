//! Rank-biased overlap: how alike two rankings are when their tops count most (Webber, Moffat and Zobel 2010).
//!
//! Ties as in tau-b (RBO^b of Corsi and Urbano 2024, arXiv 2406.07121): a tied document counts at depth d by the part of
//! its tier that lies within d, which makes the overlap its mean over all orders of the tiers; the agreement is that over
//! the geometric mean of what each ranking has in common with itself, so that a tied ranking agrees wholly with itself.

use crate::compare::tiers::Tiers;

/// Rank-biased overlap, 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RankBiasedOverlap {
    /// `(1 - p) Σ p^(d-1) A_d` over the depths that both rankings or the longer one reach: a lower bound.
    pub finite: f64,
    /// The same, going on below the last document as it was there (eq. 32 of the paper).
    pub extrapolated: f64,
}

/// The persistence that puts about 85 % of the weight on the first `depth` documents: `1 - 1 / depth`.
#[must_use]
pub fn persistence(depth: usize) -> f64 {
    1.0 - 1.0 / depth.max(2) as f64
}

/// Rank-biased overlap with persistence `p`, 0 < p < 1; none where a ranking is empty or `p` is out of range.
#[must_use]
pub fn rank_biased_overlap(a: &Tiers, b: &Tiers, p: f64) -> Option<RankBiasedOverlap> {
    let (short, long) = if a.order().len() <= b.order().len() { (a, b) } else { (b, a) };
    if short.order().is_empty() || !(p > 0.0 && p < 1.0) {
        return None;
    }
    let common: Vec<f64> = common_by_depth(short, long).into_iter().map(|depth| depth.common / depth.own).collect();
    let (s, l) = (short.order().len(), long.order().len());
    let at_short = common[s - 1];
    let (mut finite, mut below, mut weight) = (0.0, 0.0, 1.0 - p);
    for (depth, &found) in (1..=l).zip(&common) {
        finite += weight * found / depth as f64;
        if depth > s {
            below += weight * at_short * (depth - s) as f64 / (s as f64 * depth as f64);
        }
        weight *= p;
    }
    let last = (common[l - 1] - at_short) / l as f64 + at_short / s as f64;
    Some(RankBiasedOverlap { finite, extrapolated: finite + below + last * p.powi(l as i32) })
}

/// How far a ranking has been walked: which documents lie wholly within, and which tier is only partly.
struct Walk<'a> {
    tiers: Box<dyn Iterator<Item = &'a [u32]> + 'a>,
    tier: &'a [u32],
    taken: usize,
    within: usize,
    side: usize,
}

/// What a document is to one ranking at a depth.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Beyond,
    Partly,
    Within,
}

/// What lies within a depth.
struct Depth {
    /// The expected number of documents in common.
    common: f64,
    /// The geometric mean of what each ranking has in common with itself, over what it holds: 1 without ties.
    own: f64,
}

/// Documents in common at each depth of the longer ranking. Linear in the documents: a document moves at most four times, and the documents of one pair of places are only counted.
fn common_by_depth<'a>(short: &'a Tiers<'a>, long: &'a Tiers<'a>) -> Vec<Depth> {
    let documents = short.order().iter().chain(long.order()).map(|&d| d as usize + 1).max().unwrap_or(0);
    let mut places = vec![[Place::Beyond; 2]; documents];
    let mut counts = Counts::default();
    let mut walks = [Walk::new(short, 0), Walk::new(long, 1)];
    (0..long.order().len())
        .map(|_| {
            let parts = walks.each_mut().map(|walk| walk.step(&mut places, &mut counts));
            let common = counts.within
                + counts.short_partly * parts[0]
                + counts.long_partly * parts[1]
                + counts.both_partly * parts[0] * parts[1];
            Depth { common, own: (walks[0].own() * walks[1].own()).sqrt() }
        })
        .collect()
}

/// Documents that both rankings hold, by their places.
#[derive(Default)]
struct Counts {
    within: f64,
    short_partly: f64,
    long_partly: f64,
    both_partly: f64,
}

impl Counts {
    fn add(&mut self, places: [Place; 2], change: f64) {
        match places {
            [Place::Within, Place::Within] => self.within += change,
            [Place::Partly, Place::Within] => self.short_partly += change,
            [Place::Within, Place::Partly] => self.long_partly += change,
            [Place::Partly, Place::Partly] => self.both_partly += change,
            _ => {}
        }
    }
}

impl<'a> Walk<'a> {
    fn new(tiers: &'a Tiers<'a>, side: usize) -> Self {
        Self { tiers: Box::new(tiers.iter()), tier: &[], taken: 0, within: 0, side }
    }

    /// Goes one document deeper; the part of the present tier that lies within.
    fn step(&mut self, places: &mut [[Place; 2]], counts: &mut Counts) -> f64 {
        if self.taken == self.tier.len() {
            self.move_to(Place::Within, places, counts);
            self.within += self.tier.len();
            self.tier = self.tiers.next().unwrap_or_default();
            self.taken = 0;
            self.move_to(Place::Partly, places, counts);
        }
        self.taken = (self.taken + 1).min(self.tier.len());
        if self.tier.is_empty() { 0.0 } else { self.taken as f64 / self.tier.len() as f64 }
    }

    /// The sum of the squares of all parts over the sum of the parts.
    fn own(&self) -> f64 {
        let (within, taken) = (self.within as f64, self.taken as f64);
        if self.tier.is_empty() { 1.0 } else { (within + taken * taken / self.tier.len() as f64) / (within + taken) }
    }

    fn move_to(&self, place: Place, places: &mut [[Place; 2]], counts: &mut Counts) {
        for &document in self.tier {
            let held = &mut places[document as usize];
            counts.add(*held, -1.0);
            held[self.side] = place;
            counts.add(*held, 1.0);
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::rank::scores::Scores;

    fn of(a: &[u32], b: &[u32], p: f64) -> RankBiasedOverlap {
        rank_biased_overlap(&Tiers::strict(a), &Tiers::strict(b), p).unwrap()
    }

    #[test]
    fn a_ranking_is_wholly_like_itself_and_not_like_strangers() {
        let found = of(&[3, 1, 2], &[3, 1, 2], 0.9);
        assert!((found.extrapolated - 1.0).abs() < 1e-12 && (found.finite - (1.0 - 0.9f64.powi(3))).abs() < 1e-12);
        assert!(of(&[1, 2], &[3, 4], 0.9).extrapolated.abs() < 1e-12);
        assert!(rank_biased_overlap(&Tiers::strict(&[]), &Tiers::strict(&[1]), 0.9).is_none());
        assert!(rank_biased_overlap(&Tiers::strict(&[1]), &Tiers::strict(&[1]), 1.0).is_none());
    }

    #[test]
    fn rankings_of_two_lengths_give_the_papers_figures() {
        // By hand, p = 0.9: common 0, 2, 2, 3 at depths 1 to 4, lengths 3 and 4.
        let found = of(&[1, 2, 3], &[2, 1, 4, 3], 0.9);
        let finite = 0.1 * (0.9 * 1.0 + 0.81 * 2.0 / 3.0 + 0.729 * 3.0 / 4.0);
        let below = 0.1 * 0.729 * 2.0 / 12.0;
        let last = (0.25 + 2.0 / 3.0) * 0.6561;
        assert!((found.finite - finite).abs() < 1e-12);
        assert!((found.extrapolated - (finite + below + last)).abs() < 1e-12);
    }

    #[test]
    fn documents_in_common_with_a_tie_are_the_mean_over_its_orders() {
        let scores = Scores::plain(vec![0.0, 3.0, 2.0, 2.0, 2.0, 1.0]);
        let (tied, other) = (Tiers::of(&[1, 2, 3, 4, 5], &scores), [3, 1, 5, 2, 4]);
        let other = Tiers::strict(&other);
        let found = common_by_depth(&tied, &other);
        let orders = [[2, 3, 4], [2, 4, 3], [3, 2, 4], [3, 4, 2], [4, 2, 3], [4, 3, 2]];
        let mut means = [0.0; 5];
        for [x, y, z] in orders {
            for (mean, depth) in means.iter_mut().zip(common_by_depth(&Tiers::strict(&[1, x, y, z, 5]), &other)) {
                *mean += depth.common / 6.0;
            }
        }
        assert!(found.iter().zip(means).all(|(depth, mean)| (depth.common - mean).abs() < 1e-12));
    }

    #[test]
    fn ties_on_both_sides_give_the_figure_worked_out_by_hand() {
        let (a, b) = (Scores::plain(vec![1.0, 1.0, 0.0]), Scores::plain(vec![0.0, 1.0, 1.0]));
        let found = rank_biased_overlap(&Tiers::of(&[0, 1, 2], &a), &Tiers::of(&[1, 2, 0], &b), 0.7).unwrap();
        // Depth 1: parts 1/2, in common 1/4, own 1/2 each, so 1/2. Depth 2: one of two. Depth 3: all.
        let finite = 0.3 * (0.5 + 0.7 * 0.5 + 0.49);
        assert!((found.finite - finite).abs() < 1e-12, "{found:?}");
    }

    #[test]
    fn a_tied_ranking_agrees_wholly_with_itself() {
        let scores = Scores::plain(vec![1.0, 1.0, 0.5, 0.5, 0.5, 0.2]);
        let tied = || Tiers::of(&[0, 1, 2, 3, 4, 5], &scores);
        assert!((rank_biased_overlap(&tied(), &tied(), 0.8).unwrap().extrapolated - 1.0).abs() < 1e-12);
    }

    #[test]
    fn the_persistence_puts_most_weight_on_the_depth_asked_for() {
        // W(1:10) at p = 0.9 is 0.8556, W(1:50) at 0.98 is 0.8519 (eq. 21 of the paper).
        for (depth, weight) in [(10usize, 0.8556), (50, 0.8519)] {
            let p = persistence(depth);
            let d = depth as f64;
            let sum: f64 = (1..depth).map(|i| p.powi(i as i32) / i as f64).sum();
            let found = 1.0 - p.powi(depth as i32 - 1) + (1.0 - p) / p * d * (-(1.0 - p).ln() - sum);
            assert!((found - weight).abs() < 1e-3, "{found}");
        }
    }
}
