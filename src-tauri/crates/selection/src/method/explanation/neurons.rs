//! Scores that are sums over neurons (arXiv 2604.15706, §2.3): each neuron adds its weight.

use super::{Exactness, Explanation, NeuronPart, Parts};
use crate::data::features::ABSENT;
use crate::data::representation::Representation;
use crate::neurons::profile::Profile;
use crate::neurons::why::by_neuron;

/// The neurons of a document that add to its score. They add up to it, save where others take away from it: then the rest
/// is said to be approximate.
///
/// # Shapes
/// `slots` is `[layers][top_k]` with the profile's layers.
#[must_use]
pub fn explained(slots: &[u16], profile: &Profile) -> Explanation {
    let top_k = slots.len() / profile.shape().layers;
    let all: Vec<NeuronPart> = by_neuron(slots, profile)
        .into_iter()
        .enumerate()
        .filter(|&(slot, _)| slots[slot] != ABSENT)
        .map(|(slot, part)| NeuronPart { layer: slot / top_k, neuron: slots[slot], part })
        .collect();
    let exactness = if all.iter().any(|one| one.part < 0.0) { Exactness::Approximate } else { Exactness::Exact };
    let parts = Parts::Neurons(all.into_iter().filter(|one| one.part > 0.0).collect());
    Explanation { of: Representation::NeuronFeatures, parts, exactness }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::data::features::{FeatureShape, Features};

    fn parts(explanation: &Explanation) -> &[NeuronPart] {
        let Parts::Neurons(parts) = &explanation.parts else { panic!("neurons") };
        parts
    }

    #[test]
    fn the_shared_neurons_add_up_to_the_score() {
        let examples = Features::new(FeatureShape { layers: 2, top_k: 2 }, vec![1, 2, 7, 8, 1, 3, 7, 9]).unwrap();
        let profile = Profile::of(&examples, 1.0).unwrap();
        let found = explained(&[1, 5, 9, 8], &profile);
        let named: Vec<(usize, u16)> = parts(&found).iter().map(|one| (one.layer, one.neuron)).collect();
        assert_eq!(named, [(0, 1), (1, 9), (1, 8)]);
        let sum: f64 = parts(&found).iter().map(|one| one.part).sum();
        assert!((sum - profile.similarity(&[1, 5, 9, 8])).abs() < 1e-12);
        assert_eq!(found.exactness, Exactness::Exact);
    }

    #[test]
    fn neurons_that_take_away_are_left_out_and_that_is_said() {
        let examples = Features::new(FeatureShape { layers: 1, top_k: 2 }, vec![1, 2]).unwrap();
        let weight = |_, neuron: u16, _| if neuron == 1 { 0.5 } else { -0.25 };
        let profile = Profile::weighed(&examples, &[4], weight).unwrap();
        let found = explained(&[1, 3], &profile);
        assert_eq!(parts(&found).len(), 1);
        assert_eq!(found.exactness, Exactness::Approximate);
    }
}
