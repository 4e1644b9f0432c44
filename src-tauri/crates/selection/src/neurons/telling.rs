//! How telling a neuron is: how much more often it fires for the goal than for the pool, said with caution.

use rayon::prelude::*;

use crate::data::features::{ABSENT, Features};
use crate::neurons::profile::Profile;
use crate::numbers::share::wilson;

/// A neuron that fires on at least this share of the pool tells nothing: it fires on nearly everything.
pub const COMMON_SHARE: f64 = 0.5;

/// How many documents fire each neuron, layer by layer: one count serves every goal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PoolCounts {
    documents: u32,
    counts: Vec<Vec<u32>>,
}

impl PoolCounts {
    /// Counts over all scored documents. Runs on the caller's rayon pool; counts are whole numbers, so that the split
    /// does not matter.
    #[must_use]
    pub fn of(pool: &Features) -> Self {
        let shape = pool.shape();
        let nothing = || Self { documents: 0, counts: vec![Vec::new(); shape.layers] };
        pool.indices()
            .par_chunks(shape.slots() * 4096)
            .map(|documents| {
                let mut counted = nothing();
                for slots in documents.chunks_exact(shape.slots()) {
                    counted.add(slots, shape.top_k);
                }
                counted
            })
            .reduce(nothing, Self::joined)
    }

    /// Counts over some documents, those that are scored.
    ///
    /// # Panics
    /// When one of them is not there.
    #[must_use]
    pub fn of_some(pool: &Features, documents: &[u32]) -> Self {
        let shape = pool.shape();
        let nothing = || Self { documents: 0, counts: vec![Vec::new(); shape.layers] };
        let counted = documents.par_chunks(4096).map(|some| {
            let mut counted = nothing();
            for &document in some {
                counted.add(pool.document(document as usize), shape.top_k);
            }
            counted
        });
        counted.reduce(nothing, Self::joined)
    }

    /// These counts less those of some of their own documents.
    #[must_use]
    pub fn less(&self, some: &Self) -> Self {
        let mut rest = self.clone();
        rest.documents = rest.documents.saturating_sub(some.documents);
        for (row, less) in rest.counts.iter_mut().zip(&some.counts) {
            row.iter_mut().zip(less).for_each(|(count, less)| *count = count.saturating_sub(*less));
        }
        rest
    }

    fn add(&mut self, slots: &[u16], top_k: usize) {
        if slots[0] == ABSENT {
            return;
        }
        self.documents += 1;
        for (row, neurons) in self.counts.iter_mut().zip(slots.chunks_exact(top_k)) {
            for &neuron in neurons.iter().filter(|&&n| n != ABSENT) {
                let neuron = usize::from(neuron);
                if row.len() <= neuron {
                    row.resize(neuron + 1, 0);
                }
                row[neuron] += 1;
            }
        }
    }

    fn joined(mut self, other: Self) -> Self {
        self.documents += other.documents;
        for (row, more) in self.counts.iter_mut().zip(other.counts) {
            if row.len() < more.len() {
                row.resize(more.len(), 0);
            }
            for (count, more) in row.iter_mut().zip(more) {
                *count += more;
            }
        }
        self
    }

    /// The counts of some layers, in the order given.
    ///
    /// # Panics
    /// When a layer is not there.
    #[must_use]
    pub fn with_layers(&self, layers: &[usize]) -> Self {
        let counts = layers.iter().map(|&layer| self.counts[layer].clone()).collect();
        Self { documents: self.documents, counts }
    }

    /// Layers that were counted.
    #[must_use]
    pub const fn layers(&self) -> usize {
        self.counts.len()
    }

    /// Scored documents that were counted.
    #[must_use]
    pub const fn documents(&self) -> u32 {
        self.documents
    }

    /// Documents that fire a neuron.
    #[must_use]
    pub fn count(&self, layer: usize, neuron: u16) -> u32 {
        self.counts[layer].get(usize::from(neuron)).copied().unwrap_or(0)
    }

    /// One more than the highest neuron that any document fires in a layer.
    #[must_use]
    pub fn width(&self, layer: usize) -> usize {
        self.counts[layer].len()
    }

    /// Share of the pool that fires a neuron, 0 to 1.
    #[must_use]
    pub fn share(&self, layer: usize, neuron: u16) -> f64 {
        let count = self.count(layer, neuron);
        if self.documents == 0 { 0.0 } else { f64::from(count) / f64::from(self.documents) }
    }

    /// Whether a neuron fires on nearly everything.
    #[must_use]
    pub fn is_common(&self, layer: usize, neuron: u16) -> bool {
        self.share(layer, neuron) >= COMMON_SHARE
    }
}

/// A neuron of a goal with its shares.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Telling {
    /// Decoder block, from 0.
    pub layer: usize,
    /// Output column, from 0.
    pub neuron: u16,
    /// Share of the examples that fire it.
    pub goal_share: f64,
    /// Share of the pool that fires it.
    pub pool_share: f64,
    /// How many times as often it fires for the goal as for the pool, at least: [`lift`].
    pub lift: f64,
}

/// The goal's neurons of one layer, most telling first, those that fire on nearly everything left out.
#[must_use]
pub fn telling(profile: &Profile, pool: &PoolCounts, layer: usize) -> Vec<Telling> {
    let mut found: Vec<Telling> = profile
        .fired(layer)
        .filter(|&(neuron, _)| !pool.is_common(layer, neuron))
        .map(|(neuron, count)| {
            let examples = profile.examples() as u32;
            Telling {
                layer,
                neuron,
                goal_share: f64::from(count) / f64::from(examples),
                pool_share: pool.share(layer, neuron),
                lift: lift(count, examples, pool.count(layer, neuron), pool.documents()),
            }
        })
        .collect();
    found.sort_by(|a, b| b.lift.total_cmp(&a.lift).then(a.neuron.cmp(&b.neuron)));
    found
}

/// A cautious lift: the lower end of the 95 % Wilson interval of the goal's share, over the upper end of the pool's, so
/// that neither a neuron seen once in few examples nor one that no row of a small pool happens to fire looks telling
/// (Wilson 1927).
#[must_use]
pub fn lift(count: u32, examples: u32, pool_count: u32, pool_documents: u32) -> f64 {
    let (goal, _) = wilson(count, examples);
    let (_, pool) = wilson(pool_count, pool_documents);
    goal / pool
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::data::features::FeatureShape;

    fn features(top_k: usize, documents: &[&[u16]]) -> Features {
        Features::new(FeatureShape { layers: documents[0].len() / top_k, top_k }, documents.concat()).unwrap()
    }

    #[test]
    fn a_neuron_of_one_example_that_no_row_fires_tells_less_than_one_that_all_examples_share() {
        let chance = lift(1, 10, 0, 270);
        let shared = lift(10, 10, 27, 270);
        assert!(chance < 1.5 && shared > 4.0, "{chance} {shared}");
    }

    #[test]
    fn neurons_that_fire_on_everything_are_left_out_and_rare_ones_lead() {
        let pool = features(2, &[&[0, 1], &[0, 2], &[0, 3], &[0, 9]]);
        let examples = features(2, &[&[0, 9], &[0, 9], &[0, 1]]);
        let profile = Profile::of(&examples, 1.0).unwrap();
        let found = telling(&profile, &PoolCounts::of(&pool), 0);
        assert_eq!(found.iter().map(|t| t.neuron).collect::<Vec<_>>(), [9, 1]);
        assert!((found[0].pool_share - 0.25).abs() < 1e-12);
    }
}
