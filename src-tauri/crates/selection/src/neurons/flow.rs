//! Neurons of neighbouring layers that fire together: a hint at how a goal travels through a model, and no proof of it.
//!
//! Two neurons that both fire in many examples meet in many of them by chance; said is how much more often they meet than
//! that. Only neurons that tell something of the goal are looked at, so that what fires on everything ties nothing.

use rayon::prelude::*;

use crate::data::features::{ABSENT, Features};
use crate::neurons::telling::{PoolCounts, lift};
use crate::numbers::share::wilson;

/// A neuron that fewer examples fire is left out: what few share is chance.
const LEAST_EXAMPLES: u32 = 3;
/// And so is one that a smaller share of the examples fires.
const LEAST_SHARE: f64 = 0.1;
/// Of a pair at least so much more than chance must be sure.
const LEAST_LIFT: f64 = 1.0;

/// Two neurons that meet in examples.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Link {
    /// The place of the lower neuron's layer; the upper one is in the next.
    pub layer: usize,
    /// The lower neuron.
    pub from: u16,
    /// The upper neuron.
    pub to: u16,
    /// Examples that fire both.
    pub together: u32,
    /// The share of the examples that would fire both if neither told of the other: the product of their shares.
    pub by_chance: f64,
    /// So many times as often as by chance, at least: the lower end of the 95 % Wilson interval of the share that fires
    /// both (Wilson 1927), over `by_chance`.
    pub lift: f64,
}

/// The pairs that meet most above chance, strongest first, `most` at most; none where examples are few.
///
/// Runs on the caller's rayon pool. Ties go by how many examples fire both, then by layer and neurons.
///
/// # Shapes
/// `examples` and `pool` have the same layers.
#[must_use]
pub fn flow(examples: &Features, pool: &PoolCounts, most: usize) -> Vec<Link> {
    let layers = examples.shape().layers;
    let scored = (0..examples.len()).filter(|&example| examples.is_scored(example)).count() as u32;
    let told: Vec<Vec<Firing>> =
        (0..layers).into_par_iter().map(|layer| firing(examples, pool, layer, scored)).collect();
    let between = |lower: usize| {
        let pairs = told[lower].iter().flat_map(|from| told[lower + 1].iter().map(move |to| (from, to)));
        pairs.filter_map(|(from, to)| linked(lower, from, to, scored)).collect::<Vec<_>>()
    };
    let mut links: Vec<Link> = (0..layers.saturating_sub(1)).into_par_iter().flat_map_iter(between).collect();
    links.sort_by(|a, b| {
        let place = |link: &Link| (link.layer, link.from, link.to);
        b.lift.total_cmp(&a.lift).then(b.together.cmp(&a.together)).then(place(a).cmp(&place(b)))
    });
    links.truncate(most);
    links
}

/// A neuron and the examples that fire it, one bit each.
struct Firing {
    neuron: u16,
    count: u32,
    examples: Vec<u64>,
}

/// The neurons of a layer that tell something of the goal, rising.
fn firing(examples: &Features, pool: &PoolCounts, layer: usize, scored: u32) -> Vec<Firing> {
    let mut by_neuron = std::collections::BTreeMap::<u16, Vec<u64>>::new();
    for example in (0..examples.len()).filter(|&example| examples.is_scored(example)) {
        for &neuron in examples.layer(example, layer).iter().filter(|&&neuron| neuron != ABSENT) {
            by_neuron.entry(neuron).or_insert_with(|| vec![0; examples.len().div_ceil(64)])[example / 64] |=
                1 << (example % 64);
        }
    }
    let counted = by_neuron.into_iter().map(|(neuron, examples)| {
        let count = examples.iter().map(|bits| bits.count_ones()).sum();
        Firing { neuron, count, examples }
    });
    let tells = |one: &Firing| {
        one.count >= LEAST_EXAMPLES
            && f64::from(one.count) >= LEAST_SHARE * f64::from(scored)
            && !pool.is_common(layer, one.neuron)
            && lift(one.count, scored, pool.count(layer, one.neuron), pool.documents()) > 1.0
    };
    counted.filter(tells).collect()
}

fn linked(layer: usize, from: &Firing, to: &Firing, scored: u32) -> Option<Link> {
    let together = from.examples.iter().zip(&to.examples).map(|(a, b)| (a & b).count_ones()).sum();
    let share = |count: u32| f64::from(count) / f64::from(scored);
    let by_chance = share(from.count) * share(to.count);
    let lift = wilson(together, scored).0 / by_chance;
    let (from, to) = (from.neuron, to.neuron);
    (together >= LEAST_EXAMPLES && lift > LEAST_LIFT).then_some(Link { layer, from, to, together, by_chance, lift })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::data::features::FeatureShape;

    const SHAPE: FeatureShape = FeatureShape { layers: 3, top_k: 3 };

    /// Twenty examples: in ten of them 1, 11 and 21 fire, in the others 2, 12 and 22; 0, 10 and 20 in all of them; the third
    /// neuron of each is its own.
    fn examples() -> Features {
        let one = |example: u16| {
            let (kind, own) = (1 + example % 2, 40 + example);
            [0, kind, own, 10, 10 + kind, own, 20, 20 + kind, own]
        };
        Features::new(SHAPE, (0..20).flat_map(one).collect()).unwrap()
    }

    /// A hundred rows with nothing of the goal in them but what is always on.
    fn pool() -> PoolCounts {
        let one = |row: u16| [0, 200 + row, 300 + row, 10, 200 + row, 300 + row, 20, 200 + row, 300 + row];
        PoolCounts::of(&Features::new(SHAPE, (0..100).flat_map(one).collect()).unwrap())
    }

    #[test]
    fn neurons_that_meet_more_often_than_by_chance_are_linked_layer_by_layer() {
        let found = flow(&examples(), &pool(), 40);
        let named: Vec<_> = found.iter().map(|link| (link.layer, link.from, link.to)).collect();
        assert_eq!(named, [(0, 1, 11), (0, 2, 12), (1, 11, 21), (1, 12, 22)], "{found:?}");
        for link in found {
            // Ten of twenty fire each, the same ten both: the interval of .5 begins at .29930, chance is .25.
            assert_eq!(link.together, 10);
            assert!((link.by_chance - 0.25).abs() < 1e-12 && (link.lift - 1.197_193).abs() < 1e-5, "{link:?}");
        }
    }

    #[test]
    fn what_is_always_on_what_few_examples_fire_and_what_tells_nothing_of_the_goal_ties_nothing() {
        let found = flow(&examples(), &pool(), 40);
        assert!(found.iter().all(|link| ![0, 10, 20].contains(&link.from) && link.from < 40), "{found:?}");
        let as_often_as_the_goal = PoolCounts::of(&examples());
        assert_eq!(flow(&examples(), &as_often_as_the_goal, 40), [], "the pool fires them as often");
    }

    #[test]
    fn the_strongest_are_kept_and_two_examples_have_none() {
        assert_eq!(flow(&examples(), &pool(), 1).len(), 1);
        assert_eq!(flow(&examples().some(&[0, 1]), &pool(), 40), []);
    }
}
