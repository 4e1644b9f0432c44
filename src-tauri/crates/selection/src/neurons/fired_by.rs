//! Which documents fire a neuron: an inverted index of one layer, and where a neuron stands highest.
//!
//! One layer at a time: the index of a layer holds a `u32` for each kept neuron of each document, so that the index of
//! all layers of a large pool would take as much memory again as twice its features. Who asks keeps the last few layers.

use rayon::prelude::*;

use crate::data::features::{ABSENT, Features};

/// A neuron by its place in a backbone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Neuron {
    /// Layer of the features it is looked for in, from 0.
    pub layer: usize,
    /// Output column, from 0.
    pub neuron: u16,
}

/// For each neuron of one layer, the documents that fire it.
///
/// # Memory
/// 4 bytes x documents x top-k, and 8 bytes x neurons: 8 MB for 100 000 documents with 20 neurons a layer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FiredBy {
    /// Where each neuron's documents begin; one more than there are neurons.
    starts: Vec<usize>,
    documents: Vec<u32>,
}

impl FiredBy {
    /// Turns one layer of the features around.
    ///
    /// # Panics
    /// When the layer is not there, or there are 2^32 documents or more.
    #[must_use]
    pub fn of(pool: &Features, layer: usize) -> Self {
        assert!(layer < pool.shape().layers, "layer {layer} of {}", pool.shape().layers);
        assert!(u32::try_from(pool.len()).is_ok(), "{} documents", pool.len());
        let fired = |document: usize| pool.layer(document, layer).iter().filter(|&&neuron| neuron != ABSENT);
        let width = (0..pool.len()).into_par_iter().map(|d| fired(d).max().map_or(0, |&n| usize::from(n) + 1));
        let mut starts = vec![0; width.max().unwrap_or(0) + 1];
        for document in 0..pool.len() {
            fired(document).for_each(|&neuron| starts[usize::from(neuron) + 1] += 1);
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut documents = vec![0; starts.last().copied().unwrap_or(0)];
        for document in 0..pool.len() {
            for &neuron in fired(document) {
                let place = &mut next[usize::from(neuron)];
                documents[*place] = document as u32;
                *place += 1;
            }
        }
        Self { starts, documents }
    }

    /// The documents that fire a neuron, rising.
    #[must_use]
    pub fn documents(&self, neuron: u16) -> &[u32] {
        let at = usize::from(neuron);
        match (self.starts.get(at), self.starts.get(at + 1)) {
            (Some(&from), Some(&to)) => &self.documents[from..to],
            _ => &[],
        }
    }
}

/// Where a neuron stands among a document's strongest of its layer, from 0; none where it is not among them.
#[must_use]
pub fn place(features: &Features, document: usize, of: Neuron) -> Option<usize> {
    features.layer(document, of.layer).iter().position(|&fired| fired == of.neuron)
}

/// Of some documents, those where a neuron stands highest, with its place there; equals by `rank`, least first.
///
/// Features keep the order of a document's neurons and not their impact, so that a place is what documents can be
/// compared by.
#[must_use]
pub fn strongest<R: Ord>(
    features: &Features,
    of: Neuron,
    documents: &[u32],
    most: usize,
    rank: impl Fn(u32) -> R,
) -> Vec<(u32, usize)> {
    let placed = documents.iter().filter_map(|&d| place(features, d as usize, of).map(|place| (d, place)));
    let mut placed: Vec<(u32, usize)> = placed.collect();
    let order = |a: &(u32, usize), b: &(u32, usize)| {
        a.1.cmp(&b.1).then_with(|| rank(a.0).cmp(&rank(b.0))).then_with(|| a.0.cmp(&b.0))
    };
    if most > 0 && most < placed.len() {
        placed.select_nth_unstable_by(most - 1, order);
    }
    placed.truncate(most);
    placed.sort_unstable_by(order);
    placed
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::data::features::FeatureShape;
    use crate::neurons::telling::PoolCounts;

    fn pool() -> Features {
        let shape = FeatureShape { layers: 2, top_k: 2 };
        let documents = [[1, 2, 7, 8], [2, 9, 8, 7], [ABSENT; 4], [9, 2, 7, 1]];
        Features::new(shape, documents.concat()).unwrap()
    }

    #[test]
    fn the_index_names_the_documents_that_a_scan_finds_and_as_many_as_the_counts_say() {
        let pool = pool();
        let counts = PoolCounts::of(&pool);
        for layer in 0..2 {
            let index = FiredBy::of(&pool, layer);
            for neuron in 0..12 {
                let scanned = (0..4).filter(|&d| pool.layer(d as usize, layer).contains(&neuron)).collect::<Vec<u32>>();
                assert_eq!(index.documents(neuron), scanned, "layer {layer} neuron {neuron}");
                assert_eq!(scanned.len() as u32, counts.count(layer, neuron));
            }
        }
        assert!(FiredBy::of(&pool, 0).documents(ABSENT).is_empty());
    }

    #[test]
    fn documents_where_a_neuron_stands_highest_come_first_and_equals_by_rank() {
        let (pool, of) = (pool(), Neuron { layer: 0, neuron: 2 });
        let ranks = [2, 3, 0, 1];
        let index = FiredBy::of(&pool, 0);
        let found = strongest(&pool, of, index.documents(2), 2, |d| ranks[d as usize]);
        assert_eq!(found, [(1, 0), (3, 1)], "rank 1 stands before rank 2, both behind the one where it leads");
        assert_eq!(strongest(&pool, of, index.documents(2), 9, |d| ranks[d as usize]).len(), 3);
    }
}
