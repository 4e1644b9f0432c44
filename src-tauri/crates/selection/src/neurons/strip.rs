//! A document's neurons against a goal's, layer by layer: what the layer strips show.

use crate::data::features::ABSENT;
use crate::neurons::profile::Profile;
use crate::neurons::telling::{PoolCounts, Telling, telling};

/// One layer of a strip.
#[derive(Debug, Clone, PartialEq)]
pub struct StripLayer {
    /// The goal's neurons, most telling first, with whether the document fires each; common ones are left out.
    pub slots: Vec<(Telling, bool)>,
    /// Neurons that the document fires and no example does, strongest first, common ones left out.
    pub only_here: Vec<u16>,
    /// Neurons of goal or document that fire on nearly everything, rising.
    pub common: Vec<u16>,
    /// The document's match in this layer.
    pub similarity: f64,
}

/// Lays a document's slots, `[layers][top_k]`, beside the goal's neurons.
#[must_use]
pub fn strip(slots: &[u16], profile: &Profile, pool: &PoolCounts) -> Vec<StripLayer> {
    let top_k = slots.len() / profile.shape().layers;
    slots
        .chunks_exact(top_k)
        .enumerate()
        .map(|(layer, fired)| {
            let is_here = |n: &&u16| **n != ABSENT && profile.count(layer, **n) == 0;
            let of_goal = profile.fired(layer).map(|(n, _)| n);
            let all = of_goal.chain(fired.iter().filter(is_here).copied());
            let mut common: Vec<u16> = all.filter(|&n| pool.is_common(layer, n)).collect();
            common.sort_unstable();
            StripLayer {
                slots: telling(profile, pool, layer).into_iter().map(|t| (t, fired.contains(&t.neuron))).collect(),
                only_here: fired.iter().filter(is_here).filter(|&&n| !pool.is_common(layer, n)).copied().collect(),
                common,
                similarity: profile.layer_similarity(layer, fired),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::data::features::{FeatureShape, Features};

    #[test]
    fn every_neuron_of_goal_and_document_is_in_exactly_one_place() {
        let shape = FeatureShape { layers: 1, top_k: 3 };
        // Neuron 0 fires everywhere.
        let pool = Features::new(shape, vec![0, 1, 2, 0, 3, 4, 0, 5, 6, 0, 7, 8]).unwrap();
        let examples = Features::new(shape, vec![0, 1, 3, 0, 1, 5]).unwrap();
        let profile = Profile::of(&examples, 1.0).unwrap();
        let layers = strip(&[0, 1, 8], &profile, &PoolCounts::of(&pool));
        let layer = &layers[0];
        assert_eq!(
            layer.slots.iter().map(|(t, fired)| (t.neuron, *fired)).collect::<Vec<_>>(),
            [(1, true), (3, false), (5, false)]
        );
        assert_eq!(layer.only_here, [8]);
        assert_eq!(layer.common, [0]);
    }
}
