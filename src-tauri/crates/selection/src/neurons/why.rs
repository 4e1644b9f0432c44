//! Why a document has its similarity: exact shares by example, by layer and by neuron.
//!
//! The similarity is the mean over the examples of the share of strongest neurons in common (arXiv 2604.15706, App. D),
//! and the mean over the layers of the match in each; so the parts add up to it and nothing is estimated.

use crate::data::features::{ABSENT, Features};
use crate::neurons::profile::Profile;
use crate::neurons::telling::{PoolCounts, Telling, telling};

/// Share of strongest neurons that a document has in common with each scored example (Dice, 0 to 1), by example number.
/// With a power of 1 their mean is the similarity.
///
/// # Shapes
/// `slots` is `[layers][top_k]` with the examples' shape.
#[must_use]
pub fn by_example(slots: &[u16], examples: &Features) -> Vec<(usize, f64)> {
    (0..examples.len())
        .filter(|&example| examples.is_scored(example))
        .map(|example| (example, in_common(slots, examples.document(example), examples.shape().top_k)))
        .collect()
}

/// What each scored example gives to a document's similarity, by example number: their mean is the similarity for every
/// profile of these examples, whatever its weights (App. D says so for plain counts; this is the same sum taken apart).
///
/// A neuron's weight goes in equal shares to the examples that fire it; the weight of one that no example fires, as a
/// contrast takes it off, goes to all of them. For the published profile this is [`by_example`].
///
/// # Shapes
/// `slots` is `[layers][top_k]` with the examples' shape, `profile` made of `examples`.
#[must_use]
pub fn parts_by_example(slots: &[u16], examples: &Features, profile: &Profile) -> Vec<(usize, f64)> {
    let (layers, top_k) = (profile.shape().layers as f64, slots.len() / profile.shape().layers);
    let scored = (0..examples.len()).filter(|&example| examples.is_scored(example));
    scored
        .map(|example| {
            let of_layer = |(layer, neurons): (usize, &[u16])| {
                let fired = examples.layer(example, layer);
                neurons.iter().map(|&neuron| example_share(profile, layer, neuron, fired)).sum::<f64>()
            };
            (example, slots.chunks_exact(top_k).enumerate().map(of_layer).sum::<f64>() / layers)
        })
        .collect()
}

/// What one neuron of a document gives to the part of an example that fires `fired` in its layer.
fn example_share(profile: &Profile, layer: usize, neuron: u16, fired: &[u16]) -> f64 {
    let weight = profile.weight(layer, neuron);
    match profile.count(layer, neuron) {
        0 => weight,
        count if fired.contains(&neuron) => weight * profile.examples() as f64 / f64::from(count),
        _ => 0.0,
    }
}

/// What each of a document's neurons gives to its similarity, `[layers][top_k]` as in `slots`: they add up to it.
#[must_use]
pub fn by_neuron(slots: &[u16], profile: &Profile) -> Vec<f64> {
    let (layers, top_k) = (profile.shape().layers as f64, slots.len() / profile.shape().layers);
    let neurons = slots.iter().enumerate();
    neurons.map(|(slot, &neuron)| profile.weight(slot / top_k, neuron) / layers).collect()
}

/// Share of slots two documents have in common, layer by layer, 0 to 1.
#[must_use]
pub fn in_common(a: &[u16], b: &[u16], top_k: usize) -> f64 {
    let common: usize = a
        .chunks_exact(top_k)
        .zip(b.chunks_exact(top_k))
        .map(|(a, b)| a.iter().filter(|n| **n != ABSENT && b.contains(n)).count())
        .sum();
    common as f64 / a.len() as f64
}

/// A document's match in each layer; their mean is the similarity.
#[must_use]
pub fn by_layer(slots: &[u16], profile: &Profile) -> Vec<f64> {
    let top_k = slots.len() / profile.shape().layers;
    slots.chunks_exact(top_k).enumerate().map(|(layer, neurons)| profile.layer_similarity(layer, neurons)).collect()
}

/// The document's neurons that the goal fires and the pool seldom does, most telling first over all layers.
#[must_use]
pub fn telling_neurons(slots: &[u16], profile: &Profile, pool: &PoolCounts) -> Vec<Telling> {
    let top_k = slots.len() / profile.shape().layers;
    let mut found: Vec<Telling> = slots
        .chunks_exact(top_k)
        .enumerate()
        .flat_map(|(layer, fired)| telling(profile, pool, layer).into_iter().filter(|t| fired.contains(&t.neuron)))
        .collect();
    found.sort_by(|a, b| b.lift.total_cmp(&a.lift).then(a.layer.cmp(&b.layer)).then(a.neuron.cmp(&b.neuron)));
    found
}

/// The median match in each layer over at most `most` documents spread evenly over the pool: a typical row's.
#[must_use]
pub fn median_by_layer(pool: &Features, profile: &Profile, most: usize) -> Vec<f64> {
    let scored: Vec<usize> = (0..pool.len()).filter(|&d| pool.is_scored(d)).collect();
    let step = scored.len().div_ceil(most.max(1)).max(1);
    (0..profile.shape().layers)
        .map(|layer| {
            let mut matches: Vec<f64> =
                scored.iter().step_by(step).map(|&d| profile.layer_similarity(layer, pool.layer(d, layer))).collect();
            crate::numbers::summary::median(&mut matches).unwrap_or(0.0)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::data::features::FeatureShape;
    use proptest::prelude::*;

    fn document(layers: usize, top_k: usize) -> impl Strategy<Value = Vec<u16>> {
        prop::collection::vec(prop::sample::subsequence((0..60u16).collect::<Vec<_>>(), top_k), layers)
            .prop_map(|l| l.concat())
    }

    proptest! {
        #[test]
        fn the_parts_of_any_weights_add_up_to_the_similarity(
            examples in prop::collection::vec(document(2, 7), 1..6), candidate in document(2, 7),
            weights in prop::collection::vec(-1.0..1.0f64, 120),
        ) {
            let examples = Features::new(FeatureShape { layers: 2, top_k: 7 }, examples.concat()).unwrap();
            let weight = |layer: usize, neuron: u16, _| weights[layer * 60 + usize::from(neuron)];
            let profile = Profile::weighed(&examples, &[60, 60], weight).unwrap();
            let similarity = profile.similarity(&candidate);
            let parts = parts_by_example(&candidate, &examples, &profile);
            let mean = parts.iter().map(|(_, part)| part).sum::<f64>() / parts.len() as f64;
            prop_assert!((mean - similarity).abs() < 1e-12);
            prop_assert!((by_layer(&candidate, &profile).iter().sum::<f64>() / 2.0 - similarity).abs() < 1e-12);
            prop_assert!((by_neuron(&candidate, &profile).iter().sum::<f64>() - similarity).abs() < 1e-12);
            let counted = Profile::of(&examples, 1.0).unwrap();
            let pairs = by_example(&candidate, &examples).into_iter().zip(parts_by_example(&candidate, &examples, &counted));
            for ((_, share), (_, part)) in pairs {
                prop_assert!((share - part).abs() < 1e-12);
            }
        }

        #[test]
        fn shares_by_example_and_by_layer_both_add_up_to_the_similarity(
            examples in prop::collection::vec(document(3, 9), 1..6), candidate in document(3, 9),
        ) {
            let examples = Features::new(FeatureShape { layers: 3, top_k: 9 }, examples.concat()).unwrap();
            let profile = Profile::of(&examples, 1.0).unwrap();
            let similarity = profile.similarity(&candidate);
            let shares = by_example(&candidate, &examples);
            let mean = shares.iter().map(|(_, s)| s).sum::<f64>() / shares.len() as f64;
            prop_assert!((mean - similarity).abs() < 1e-12);
            let layers = by_layer(&candidate, &profile);
            prop_assert!((layers.iter().sum::<f64>() / 3.0 - similarity).abs() < 1e-12);
        }
    }

    #[test]
    fn a_documents_telling_neurons_are_those_it_shares_with_the_goal() {
        let shape = FeatureShape { layers: 1, top_k: 2 };
        let pool = Features::new(shape, vec![0, 1, 0, 2, 0, 3, 0, 9]).unwrap();
        let examples = Features::new(shape, vec![0, 9, 1, 9]).unwrap();
        let profile = Profile::of(&examples, 1.0).unwrap();
        let found = telling_neurons(&[0, 1], &profile, &PoolCounts::of(&pool));
        assert_eq!(found.iter().map(|t| t.neuron).collect::<Vec<_>>(), [1]);
    }
}
