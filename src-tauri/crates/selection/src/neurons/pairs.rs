//! What a goal's examples say of each other: how alike they are pair by pair, which one is odd, whether they are two groups.
//!
//! Always-on neurons are shared by all texts and would drown the rest: on the sample, random rows have 58 % of their
//! neurons in common and rows of one kind 67 %. So every neuron counts by its rarity in the pool, as in rare neuron match,
//! which makes 12 % and 18 to 38 % of it. What is left is judged between two marks: what random rows share, and what the
//! examples share among themselves.
//!
//! Groups are two if they are nearer to the first mark than to the second by [`BETWEEN`]: of 60 goals of two kinds of five
//! that were drawn from the sample 52 were found, and one of 60 goals of one kind was divided. An example is odd if it has no
//! more in common with the others than random rows have: stricter rules by spread called more examples of one kind odd.

use crate::data::features::ABSENT;
use crate::data::features::Features;
use crate::neurons::telling::PoolCounts;

/// Examples below which none can be called odd: of two that differ, either could be.
pub const LEAST_FOR_ODD: usize = 3;
/// Examples a group has at least, to be one.
pub const LEAST_GROUP: usize = 3;

/// How far above random rows two groups may lie to each other, of what lies between random rows and one group.
const BETWEEN: f64 = 0.4;
/// Rounds in which examples change groups, at most: they settle in a few, and could go to and fro where they tie.
const MOST_MOVES: usize = 16;
/// Added to a share of the pool, as in rare neuron match.
const LEAST_SHARE: f64 = 0.001;

/// Shares of strongest neurons in common, counted by rarity, each example with each, 0 to 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Pairs {
    examples: usize,
    shares: Vec<f64>,
}

/// An example that has less in common with the others than they have among themselves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Odd {
    /// Its place among the examples.
    pub example: usize,
    /// Mean share it has in common with the others.
    pub with_others: f64,
    /// Mean share the others have in common.
    pub among_others: f64,
}

/// Two groups of examples that have less in common with each other than within.
#[derive(Debug, Clone, PartialEq)]
pub struct Groups {
    /// Places of the first group, rising; it holds the lowest place.
    pub first: Vec<usize>,
    /// Places of the second.
    pub second: Vec<usize>,
    /// Mean share in common within each.
    pub within: (f64, f64),
    /// Mean share in common between an example of one and one of the other.
    pub between: f64,
}

impl Pairs {
    /// Compares all documents, each of which must have been scored: twice the weight of the neurons in common over the
    /// weight of both's (Dice), a neuron weighing `ln(1 / (p + 0.001))` for the share `p` of the pool that fires it, and
    /// nothing where it is common. Cost grows with the square of the number of documents.
    #[must_use]
    pub fn of(documents: &Features, pool: &PoolCounts) -> Self {
        let (examples, top_k) = (documents.len(), documents.shape().top_k);
        let weights: Vec<Vec<f64>> = (0..examples).map(|one| weights(documents.document(one), top_k, pool)).collect();
        let totals: Vec<f64> = weights.iter().map(|of| of.iter().sum()).collect();
        let mut shares = vec![1.0; examples * examples];
        for a in 0..examples {
            for b in a + 1..examples {
                let common = in_common(documents.document(a), &weights[a], documents.document(b), top_k);
                let both = totals[a] + totals[b];
                let share = if both > 0.0 { 2.0 * common / both } else { 0.0 };
                shares[a * examples + b] = share;
                shares[b * examples + a] = share;
            }
        }
        Self { examples, shares }
    }

    /// How many examples were compared.
    #[must_use]
    pub const fn examples(&self) -> usize {
        self.examples
    }

    /// What two examples share.
    #[must_use]
    pub fn share(&self, a: usize, b: usize) -> f64 {
        self.shares[a * self.examples + b]
    }

    /// Each example's mean share in common with all others; none for a single one.
    #[must_use]
    pub fn agreements(&self) -> Vec<Option<f64>> {
        let all: Vec<usize> = (0..self.examples).collect();
        all.iter().map(|&one| self.with(one, &all)).collect()
    }

    /// The mean share over all pairs; none where there is no pair.
    #[must_use]
    pub fn mean(&self) -> Option<f64> {
        self.within(&(0..self.examples).collect::<Vec<_>>())
    }

    /// The example furthest from the others, if it has no more in common with them than random rows have with each other,
    /// while they have: `random` is the mean share of random rows.
    #[must_use]
    pub fn odd_one(&self, random: f64) -> Option<Odd> {
        self.odd_among(&(0..self.examples).collect::<Vec<_>>(), random)
    }

    fn odd_among(&self, places: &[usize], random: f64) -> Option<Odd> {
        if places.len() < LEAST_FOR_ODD {
            return None;
        }
        let judged = |&example: &usize| {
            let others: Vec<usize> = places.iter().copied().filter(|&other| other != example).collect();
            let (with_others, among_others) = (self.with(example, &others)?, self.within(&others)?);
            Some(Odd { example, with_others, among_others })
        };
        let stands_apart = |odd: &Odd| odd.among_others > random && odd.with_others <= random;
        let found = places.iter().filter_map(judged).filter(stands_apart);
        found.min_by(|a, b| a.with_others.total_cmp(&b.with_others).then(a.example.cmp(&b.example)))
    }

    /// The odd one of either group, where there are two: an example may fit neither.
    #[must_use]
    pub fn odd_of(&self, groups: &Groups, random: f64) -> Option<Odd> {
        let found = [&groups.first, &groups.second].into_iter().filter_map(|places| self.odd_among(places, random));
        found.min_by(|a, b| a.with_others.total_cmp(&b.with_others))
    }

    /// The best division into two groups, if each group has less in common with the other than [`BETWEEN`] of what it has
    /// within beyond `random`.
    ///
    /// Groups gather around two examples, every pair being tried, and then by what they share (as in k-means). The
    /// division with the best mean silhouette counts (Rousseeuw 1987), distance being what is not shared.
    #[must_use]
    pub fn two_groups(&self, random: f64) -> Option<Groups> {
        let seeds = (0..self.examples).flat_map(|a| (a + 1..self.examples).map(move |b| (a, b)));
        let mut best: Option<(f64, Groups)> = None;
        for (a, b) in seeds {
            let Some(groups) = self.around(a, b) else { continue };
            let silhouette = self.silhouette(&groups);
            if best.as_ref().is_none_or(|(most, _)| silhouette > *most) {
                best = Some((silhouette, groups));
            }
        }
        let (_, groups) = best?;
        let is_two =
            is_apart(groups.between, groups.within.0, random) && is_apart(groups.between, groups.within.1, random);
        is_two.then_some(groups)
    }

    /// Every example goes to the nearer of two, then to the group that it has more in common with until none moves.
    fn around(&self, a: usize, b: usize) -> Option<Groups> {
        let mut is_first: Vec<bool> =
            (0..self.examples).map(|one| one == a || (one != b && self.share(one, a) >= self.share(one, b))).collect();
        let members = |is_first: &[bool], wanted: bool| -> Vec<usize> {
            (0..is_first.len()).filter(|&one| is_first[one] == wanted).collect()
        };
        for _ in 0..MOST_MOVES {
            let (first, second) = (members(&is_first, true), members(&is_first, false));
            let nearer = |one| self.with(one, &first).unwrap_or(0.0) >= self.with(one, &second).unwrap_or(0.0);
            let moved: Vec<bool> = (0..self.examples).map(nearer).collect();
            if moved == is_first {
                break;
            }
            is_first = moved;
        }
        let (mut first, mut second) = (members(&is_first, true), members(&is_first, false));
        if first.len() < LEAST_GROUP || second.len() < LEAST_GROUP {
            return None;
        }
        if second[0] < first[0] {
            std::mem::swap(&mut first, &mut second);
        }
        let within = (self.within(&first)?, self.within(&second)?);
        let between = mean(first.iter().flat_map(|&a| second.iter().map(move |&b| self.share(a, b))))?;
        Some(Groups { first, second, within, between })
    }

    fn silhouette(&self, groups: &Groups) -> f64 {
        let of = |own: &[usize], other: &[usize]| -> f64 {
            let one = |&place: &usize| {
                let near = 1.0 - self.with(place, own).unwrap_or(1.0);
                let far = 1.0 - self.with(place, other).unwrap_or(0.0);
                let most = near.max(far);
                if most > 0.0 { (far - near) / most } else { 0.0 }
            };
            own.iter().map(one).sum()
        };
        (of(&groups.first, &groups.second) + of(&groups.second, &groups.first)) / self.examples as f64
    }

    /// Mean share of one with the others among some.
    fn with(&self, one: usize, places: &[usize]) -> Option<f64> {
        mean(places.iter().filter(|&&other| other != one).map(|&other| self.share(one, other)))
    }

    /// Mean share over the pairs among some.
    fn within(&self, places: &[usize]) -> Option<f64> {
        let pairs = places.iter().enumerate().flat_map(|(at, &a)| places[at + 1..].iter().map(move |&b| (a, b)));
        mean(pairs.map(|(a, b)| self.share(a, b)))
    }
}

/// Nearer to what random rows share than to what belongs together.
fn is_apart(share: f64, together: f64, random: f64) -> bool {
    together > random && share < random + BETWEEN * (together - random)
}

/// Each slot's weight by rarity.
fn weights(slots: &[u16], top_k: usize, pool: &PoolCounts) -> Vec<f64> {
    let weight = |(slot, &neuron): (usize, &u16)| {
        let layer = slot / top_k;
        if neuron == ABSENT || pool.is_common(layer, neuron) {
            return 0.0;
        }
        (1.0 / (pool.share(layer, neuron) + LEAST_SHARE)).ln().max(0.0)
    };
    slots.iter().enumerate().map(weight).collect()
}

/// The weight of the neurons of `a` that `b` fires too, layer by layer.
fn in_common(a: &[u16], weights: &[f64], b: &[u16], top_k: usize) -> f64 {
    let layers = a.chunks_exact(top_k).zip(weights.chunks_exact(top_k)).zip(b.chunks_exact(top_k));
    let shared = |((a, weights), b): ((&[u16], &[f64]), &[u16])| -> f64 {
        a.iter().zip(weights).filter(|(neuron, _)| b.contains(neuron)).map(|(_, weight)| weight).sum()
    };
    layers.map(shared).sum()
}

fn mean(numbers: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, count) = numbers.fold((0.0, 0_u32), |(sum, count), number| (sum + number, count + 1));
    (count > 0).then(|| sum / f64::from(count))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::data::features::FeatureShape;
    use crate::numbers::random::mixed;

    const RANDOM: f64 = 0.05;

    /// Two layers of ten: two always-on neurons, six of the kind's own eight, two of chance.
    fn planted(kinds: &[u16]) -> Features {
        let mut indices = Vec::new();
        for (at, &kind) in kinds.iter().enumerate() {
            for layer in 0..2_u64 {
                let own = |nth: u64| 100 + 50 * kind + ((mixed(at as u64, layer) + nth) % 8) as u16;
                let chance = |nth: u64| 1000 + (mixed(at as u64 + 77, layer * 2 + nth) % 4000) as u16;
                indices.extend([0, 1].into_iter().chain((0..6).map(own)).chain((0..2).map(chance)));
            }
        }
        Features::new(FeatureShape { layers: 2, top_k: 10 }, indices).unwrap()
    }

    /// A pool in which two neurons are always on and the kinds' own are fired by a tenth.
    fn pool() -> PoolCounts {
        PoolCounts::of(&planted(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]))
    }

    fn pairs(kinds: &[u16]) -> Pairs {
        Pairs::of(&planted(kinds), &pool())
    }

    #[test]
    fn agreement_counts_neurons_by_rarity_layer_by_layer() {
        // Two layers, two neurons each: the same numbers in another layer are other neurons.
        let shape = FeatureShape { layers: 2, top_k: 2 };
        let documents = Features::new(shape, vec![1, 2, 3, 4, 2, 1, 5, 6, 3, 4, 1, 2]).unwrap();
        // Nobody in the pool fires them: all weigh the same, and the shares are plain ones.
        let elsewhere = PoolCounts::of(&Features::new(shape, vec![8, 9, 8, 9]).unwrap());
        let plain = Pairs::of(&documents, &elsewhere);
        let is = |found: Option<f64>, wanted: f64| assert!((found.unwrap() - wanted).abs() < 1e-12, "{found:?}");
        assert_eq!(plain.share(0, 1), 0.5);
        plain.agreements().into_iter().zip([0.25, 0.25, 0.0]).for_each(|(found, wanted)| is(found, wanted));
        is(plain.mean(), 0.5 / 3.0);
        // Neuron 1 of the first layer is always on: of three neurons that weigh the same, the pair shares one.
        let on = PoolCounts::of(&Features::new(shape, vec![1, 9, 8, 9]).unwrap());
        assert!((Pairs::of(&documents, &on).share(0, 1) - 1.0 / 3.0).abs() < 1e-12);
        assert_eq!(Pairs::of(&Features::new(shape, vec![1, 2, 3, 4]).unwrap(), &elsewhere).agreements(), [None]);
    }

    #[test]
    fn the_planted_odd_one_is_found_and_a_goal_of_one_kind_has_none() {
        let odd = pairs(&[1, 1, 1, 2, 1, 1]).odd_one(RANDOM).unwrap();
        assert_eq!(odd.example, 3);
        assert!(odd.with_others < 0.05 && odd.among_others > 0.3, "{odd:?}");
        assert_eq!(pairs(&[1; 6]).odd_one(RANDOM), None);
        assert_eq!(pairs(&[1, 2]).odd_one(RANDOM), None, "of two either could be odd");
    }

    #[test]
    fn two_planted_groups_are_told_apart_and_one_kind_is_not_split() {
        let planted = pairs(&[1, 2, 1, 2, 2, 1, 1]);
        let groups = planted.two_groups(RANDOM).unwrap();
        assert_eq!((groups.first.as_slice(), groups.second.as_slice()), (&[0, 2, 5, 6][..], &[1, 3, 4][..]));
        assert!(groups.between < 0.05 && groups.within.0 > 0.3 && groups.within.1 > 0.3, "{groups:?}");
        assert_eq!(planted.odd_of(&groups, RANDOM), None);
        assert_eq!(pairs(&[1; 8]).two_groups(RANDOM), None);
        assert_eq!(pairs(&[1, 1, 1, 2, 2]).two_groups(RANDOM), None, "two examples are no group");
    }

    #[test]
    fn an_example_that_fits_neither_of_two_groups_is_the_odd_one() {
        let planted = pairs(&[1, 1, 1, 1, 2, 2, 2, 2, 5]);
        let groups = planted.two_groups(RANDOM).unwrap();
        assert_eq!(planted.odd_of(&groups, RANDOM).map(|odd| odd.example), Some(8));
    }
}
