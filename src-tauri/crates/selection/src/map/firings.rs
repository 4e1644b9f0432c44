//! Documents by which neurons they fire: one less the share of strongest neurons in common (the likeness of NAG, arXiv
//! 2604.15706, which for sets of one size is Dice's), layer by layer.

use std::ops::Range;

use rayon::prelude::*;

use super::space::{Space, first};
use crate::data::features::{ABSENT, FeatureShape, Features};

/// Sets of neurons, and beside them which documents fire each neuron.
///
/// # Shapes
/// `slots` is `[documents][layers][top_k]`, neurons rising inside a layer. The documents that fire neuron `n` of layer `l`
/// are `firing[starts[first[l] + n]..starts[first[l] + n + 1]]`, rising: 4 bytes a slot once more.
#[derive(Debug, Clone)]
pub struct Firings {
    shape: FeatureShape,
    slots: Vec<u16>,
    first: Vec<usize>,
    starts: Vec<usize>,
    firing: Vec<u32>,
}

impl Firings {
    /// The documents named, in that order.
    ///
    /// # Panics
    /// When a document is out of range or could not be scored.
    #[must_use]
    pub fn of(features: &Features, documents: &[usize]) -> Self {
        let shape = features.shape();
        let mut slots: Vec<u16> = documents.iter().flat_map(|&document| features.document(document)).copied().collect();
        assert!(documents.iter().all(|&document| features.is_scored(document)), "the caller names scored documents");
        slots.par_chunks_mut(shape.top_k).for_each(<[u16]>::sort_unstable);
        let mut first = vec![0];
        for layer in 0..shape.layers {
            let widest =
                slots.chunks_exact(shape.top_k).skip(layer).step_by(shape.layers).flatten().filter(|n| **n != ABSENT);
            first.push(first[layer] + widest.max().map_or(0, |&neuron| usize::from(neuron) + 1));
        }
        let mut all = Self { shape, slots, starts: vec![0; first[shape.layers] + 1], firing: Vec::new(), first };
        all.index();
        all
    }

    fn index(&mut self) {
        let documents = self.slots.len() / self.shape.slots();
        let mut counts = vec![0usize; self.starts.len()];
        (0..documents).for_each(|document| self.places(document).for_each(|place| counts[place + 1] += 1));
        for place in 1..counts.len() {
            counts[place] += counts[place - 1];
        }
        let mut next = counts.clone();
        let mut firing = vec![0; counts.last().copied().unwrap_or(0)];
        for document in 0..documents {
            for place in self.places(document) {
                firing[next[place]] = document as u32;
                next[place] += 1;
            }
        }
        (self.starts, self.firing) = (counts, firing);
    }

    fn document(&self, document: usize) -> &[u16] {
        &self.slots[document * self.shape.slots()..(document + 1) * self.shape.slots()]
    }

    /// Where a document's neurons stand in the index.
    fn places(&self, document: usize) -> impl Iterator<Item = usize> {
        places(&self.first, self.shape.top_k, self.document(document))
    }

    /// The `k` nearest documents to some texts that are not among them, as [`Space::nearest`] gives them for its own.
    ///
    /// # Panics
    /// When a text is out of range, or the shapes differ.
    #[must_use]
    pub fn near_to(&self, texts: &Features, named: &[usize], k: usize) -> Vec<Vec<(u32, f32)>> {
        assert_eq!(texts.shape(), self.shape, "neurons read with the same settings");
        let near = |&text: &usize| self.counted(places(&self.first, self.shape.top_k, texts.document(text)), None, k);
        named.par_iter().map(near).collect()
    }

    /// Counts what each document has in common with a list of places, and gives the nearest.
    fn counted(&self, places: impl Iterator<Item = usize>, without: Option<usize>, k: usize) -> Vec<(u32, f32)> {
        let mut common = vec![0u32; self.len()];
        for place in places {
            for &document in &self.firing[self.starts[place]..self.starts[place + 1]] {
                common[document as usize] += 1;
            }
        }
        let apart = |(document, &common): (usize, &u32)| (document as u32, self.apart(common));
        let mut all: Vec<(u32, f32)> = common.iter().enumerate().map(apart).collect();
        if let Some(without) = without {
            all.swap_remove(without);
        }
        first(&mut all, k);
        all
    }

    fn apart(&self, common: u32) -> f32 {
        1.0 - common as f32 / self.shape.slots() as f32
    }
}

fn places<'a>(first: &'a [usize], top_k: usize, slots: &'a [u16]) -> impl Iterator<Item = usize> + 'a {
    slots.chunks_exact(top_k).enumerate().flat_map(move |(layer, neurons)| {
        let known = move |&&neuron: &&u16| usize::from(neuron) < first[layer + 1] - first[layer];
        neurons.iter().filter(known).map(move |&neuron| first[layer] + usize::from(neuron))
    })
}

impl Space for Firings {
    fn len(&self) -> usize {
        self.slots.len() / self.shape.slots()
    }

    fn distance(&self, a: usize, b: usize) -> f32 {
        let layers =
            self.document(a).chunks_exact(self.shape.top_k).zip(self.document(b).chunks_exact(self.shape.top_k));
        self.apart(layers.map(|(a, b)| common(a, b)).sum())
    }

    fn nearest(&self, range: Range<usize>, k: usize) -> Vec<(u32, f32)> {
        range.into_par_iter().flat_map_iter(|document| self.counted(self.places(document), Some(document), k)).collect()
    }
}

/// Neurons that two rising lists share. Steps without branches: which list goes on is not to be guessed.
fn common(a: &[u16], b: &[u16]) -> u32 {
    let (mut i, mut j, mut common) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        let (x, y) = (a[i], b[j]);
        common += u32::from(x == y && x != ABSENT);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    common
}
