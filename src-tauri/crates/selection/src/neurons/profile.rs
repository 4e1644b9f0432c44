//! The profile of a goal: how often its examples fire each neuron.

use rayon::prelude::*;

use crate::data::features::{ABSENT, FeatureShape, Features, ShapeError};
use crate::neurons::fired_by::Neuron;
use crate::rank::scores::Scores;

/// The weights of a goal's neurons, layer by layer (arXiv 2604.15706, §2.3).
///
/// # Shapes
/// One dense row of weights per layer, `f64`, adding up to 1 in each layer where made by [`Profile::of`]; a neuron beyond a
/// row's end weighs nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    shape: FeatureShape,
    weights: Vec<Vec<f64>>,
    counts: Vec<Vec<u32>>,
    examples: usize,
}

impl Profile {
    /// Counts the neurons of all scored examples; `power` is applied to the counts before they are made to add up to 1
    /// (1 in the published method).
    ///
    /// # Errors
    /// [`NoScoredExamples`] when there is no example whose text has a token.
    pub fn of(examples: &Features, power: f64) -> Result<Self, NoScoredExamples> {
        let mut profile = Self::counted(examples)?;
        profile.weights = profile.counts.iter().map(|row| normalised(row, power)).collect();
        Ok(profile)
    }

    /// Weighs neurons by something else than their count: `weight` is asked for each neuron below `widths` of its layer,
    /// with the number of examples that fire it. The weights need not add up to 1, and may lie below 0.
    ///
    /// # Errors
    /// [`NoScoredExamples`] when there is no example whose text has a token.
    pub fn weighed(
        examples: &Features,
        widths: &[usize],
        weight: impl Fn(usize, u16, u32) -> f64,
    ) -> Result<Self, NoScoredExamples> {
        let mut profile = Self::counted(examples)?;
        profile.weights = (0..profile.shape.layers)
            .map(|layer| {
                let width = widths[layer].max(profile.counts[layer].len());
                (0..width).map(|n| weight(layer, n as u16, profile.count(layer, n as u16))).collect()
            })
            .collect();
        Ok(profile)
    }

    /// The highest similarity that a document of this shape could have: in each layer the largest weights, none of them
    /// below 0 where there are neurons enough that weigh nothing.
    #[must_use]
    pub fn most(&self) -> f64 {
        let of_layer = |row: &Vec<f64>| {
            let mut weights = row.clone();
            weights.sort_by(|a, b| b.total_cmp(a));
            weights.iter().take(self.shape.top_k).filter(|weight| **weight > 0.0).sum::<f64>()
        };
        self.weights.iter().map(of_layer).sum::<f64>() / self.shape.layers as f64
    }

    /// The same profile less a part of another, in which what is not wanted is counted: each weight falls by `by` of the
    /// other's and not below 0 (after Rocchio 1971, for sets of neurons).
    #[must_use]
    pub fn less(mut self, other: &Self, by: f64) -> Self {
        for (layer, row) in self.weights.iter_mut().enumerate() {
            for (neuron, weight) in row.iter_mut().enumerate().filter(|(_, weight)| **weight > 0.0) {
                *weight = by.mul_add(-other.weight(layer, neuron as u16), *weight).max(0.0);
            }
        }
        self
    }

    /// The same profile with every weight divided by a number.
    #[must_use]
    pub fn divided(mut self, by: f64) -> Self {
        self.weights.iter_mut().flatten().for_each(|weight| *weight /= by);
        self
    }

    /// The same profile in which some neurons weigh nothing; how many examples fire them stays known.
    ///
    /// The other weights stay as they are, so that a document's score falls by exactly what these neurons gave to it.
    #[must_use]
    pub fn without(mut self, ignored: &[Neuron]) -> Self {
        for one in ignored {
            if let Some(weight) = self.weights.get_mut(one.layer).and_then(|row| row.get_mut(usize::from(one.neuron))) {
                *weight = 0.0;
            }
        }
        self
    }

    fn counted(examples: &Features) -> Result<Self, NoScoredExamples> {
        let shape = examples.shape();
        let mut counts = vec![Vec::<u32>::new(); shape.layers];
        let scored: Vec<usize> = (0..examples.len()).filter(|&d| examples.is_scored(d)).collect();
        if scored.is_empty() {
            return Err(NoScoredExamples { examples: examples.len() });
        }
        for &document in &scored {
            for (layer, row) in counts.iter_mut().enumerate() {
                for &neuron in examples.layer(document, layer).iter().filter(|&&n| n != ABSENT) {
                    let neuron = usize::from(neuron);
                    if row.len() <= neuron {
                        row.resize(neuron + 1, 0);
                    }
                    row[neuron] += 1;
                }
            }
        }
        Ok(Self { shape, weights: Vec::new(), counts, examples: scored.len() })
    }

    /// Layers, and neurons kept in each of the examples' layers.
    #[must_use]
    pub const fn shape(&self) -> FeatureShape {
        self.shape
    }

    /// Examples that were counted.
    #[must_use]
    pub const fn examples(&self) -> usize {
        self.examples
    }

    /// A neuron's weight; 0 for one that no example fires.
    #[must_use]
    pub fn weight(&self, layer: usize, neuron: u16) -> f64 {
        self.weights[layer].get(usize::from(neuron)).copied().unwrap_or(0.0)
    }

    /// Examples that fire a neuron.
    #[must_use]
    pub fn count(&self, layer: usize, neuron: u16) -> u32 {
        self.counts[layer].get(usize::from(neuron)).copied().unwrap_or(0)
    }

    /// A layer's neurons that at least one example fires, with how many do, by rising neuron number.
    pub fn fired(&self, layer: usize) -> impl Iterator<Item = (u16, u32)> + '_ {
        self.counts[layer].iter().enumerate().filter(|&(_, &count)| count > 0).map(|(n, &count)| (n as u16, count))
    }

    /// One layer's part of a document's similarity: the summed weights of its neurons there.
    #[must_use]
    pub fn layer_similarity(&self, layer: usize, neurons: &[u16]) -> f64 {
        let row = &self.weights[layer];
        pairwise_sum(neurons, &|neuron| row.get(usize::from(neuron)).copied().unwrap_or(0.0))
    }

    /// How alike a document is to the goal, from 0 to 1: the mean over layers of [`Self::layer_similarity`].
    ///
    /// Equal to the published code bit for bit, since it adds in the same order; a naive order would break ties apart.
    ///
    /// # Shapes
    /// `slots` is `[layers][top_k]` with this profile's layers and any top-k.
    #[must_use]
    pub fn similarity(&self, slots: &[u16]) -> f64 {
        let top_k = slots.len() / self.shape.layers;
        let sum: f64 = slots
            .chunks_exact(top_k)
            .enumerate()
            .map(|(layer, neurons)| self.layer_similarity(layer, neurons))
            .fold(0.0, |sum, part| sum + part);
        sum / self.shape.layers as f64
    }

    /// The similarity of every document; those that could not be scored stay unscored. Runs on the caller's rayon pool.
    ///
    /// # Errors
    /// [`ShapeError`] when the documents' layers or top-k are not the examples'.
    pub fn similarities(&self, pool: &Features) -> Result<Scores, ShapeError> {
        self.sums(pool).map(Scores::similarities)
    }

    /// [`Self::similarity`] of every document as numbers; NaN for those that could not be scored. Runs on the caller's
    /// rayon pool.
    ///
    /// # Errors
    /// [`ShapeError`] when the documents' layers or top-k are not the examples'.
    pub fn sums(&self, pool: &Features) -> Result<Vec<f64>, ShapeError> {
        if pool.shape() != self.shape {
            return Err(ShapeError { found: pool.shape().slots(), shape: self.shape });
        }
        let slots = self.shape.slots();
        let mut values = vec![f64::NAN; pool.len()];
        values.par_iter_mut().zip(pool.indices().par_chunks_exact(slots)).with_min_len(512).for_each(
            |(value, document)| {
                if document[0] != ABSENT {
                    *value = self.similarity(document);
                }
            },
        );
        Ok(values)
    }
}

fn normalised(counts: &[u32], power: f64) -> Vec<f64> {
    // Not `powf(1.0)` by luck: a power of one must leave the counts as they are.
    let raised: Vec<f64> = counts
        .iter()
        .map(|&c| if (power - 1.0).abs() < f64::EPSILON { f64::from(c) } else { f64::from(c).powf(power) })
        .collect();
    let total: f64 = counts.iter().zip(&raised).filter(|(c, _)| **c > 0).map(|(_, w)| *w).sum();
    counts.iter().zip(raised).map(|(&c, w)| if c == 0 { 0.0 } else { w / total }).collect()
}

/// Adds `value` over `items` in the order numpy adds a row: fewer than 8 from left to right, up to 128 in eight
/// running sums, more by halves.
fn pairwise_sum(items: &[u16], value: &impl Fn(u16) -> f64) -> f64 {
    const LANES: usize = 8;
    const BLOCK: usize = 128;
    let n = items.len();
    if n < LANES {
        return items.iter().fold(0.0, |sum, &item| sum + value(item));
    }
    if n > BLOCK {
        let half = n / 2 - (n / 2) % LANES;
        return pairwise_sum(&items[..half], value) + pairwise_sum(&items[half..], value);
    }
    let (body, tail) = items.split_at(n - n % LANES);
    let mut r = [0.0; LANES];
    for (sum, &item) in r.iter_mut().zip(&body[..LANES]) {
        *sum = value(item);
    }
    for eight in body[LANES..].chunks_exact(LANES) {
        for (sum, &item) in r.iter_mut().zip(eight) {
            *sum += value(item);
        }
    }
    let sum = ((r[0] + r[1]) + (r[2] + r[3])) + ((r[4] + r[5]) + (r[6] + r[7]));
    tail.iter().fold(sum, |sum, &item| sum + value(item))
}

/// A goal without an example that could be scored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("none of the {examples} examples has any text to read: add one that does")]
pub struct NoScoredExamples {
    /// Examples there were.
    pub examples: usize,
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn features(top_k: usize, documents: &[&[u16]]) -> Features {
        let layers = documents[0].len() / top_k;
        Features::new(FeatureShape { layers, top_k }, documents.concat()).unwrap()
    }

    #[test]
    fn similarity_is_the_mean_over_examples_of_the_share_of_neurons_in_common() {
        let examples = features(2, &[&[1, 2, 7, 8], &[1, 3, 7, 9]]);
        let profile = Profile::of(&examples, 1.0).unwrap();
        let document = [1, 2, 9, 5];
        // In common: with the first 2 + 0 of 4, with the second 1 + 1 of 4.
        assert!((profile.similarity(&document) - 0.5).abs() < 1e-15);
    }

    #[test]
    fn an_ignored_neuron_takes_away_what_it_gave_and_nothing_else() {
        let examples = features(2, &[&[1, 2, 7, 8], &[1, 3, 7, 9]]);
        let whole = Profile::of(&examples, 1.0).unwrap();
        let without = whole.clone().without(&[Neuron { layer: 0, neuron: 1 }, Neuron { layer: 5, neuron: 1 }]);
        // Neuron 1 of layer 0 has the weight 2 of 4, and half of the score is layer 0's.
        assert!((whole.similarity(&[1, 2, 9, 5]) - without.similarity(&[1, 2, 9, 5]) - 0.25).abs() < 1e-15);
        assert!((whole.similarity(&[2, 4, 7, 1]) - without.similarity(&[2, 4, 7, 1])).abs() < 1e-15);
        assert_eq!((without.weight(0, 1), without.count(0, 1)), (0.0, 2));
    }

    #[test]
    fn an_example_that_could_not_be_scored_does_not_count() {
        let with = Profile::of(&features(2, &[&[1, 2], &[ABSENT, ABSENT]]), 1.0).unwrap();
        let without = Profile::of(&features(2, &[&[1, 2]]), 1.0).unwrap();
        assert_eq!(with, without);
        assert_eq!(Profile::of(&features(2, &[&[ABSENT, ABSENT]]), 1.0), Err(NoScoredExamples { examples: 1 }));
    }

    #[test]
    fn what_unwanted_examples_fire_is_taken_off_and_nothing_falls_below_nothing() {
        let goal = Profile::of(&features(2, &[&[1, 2], &[1, 3]]), 1.0).unwrap();
        let unwanted = Profile::of(&features(2, &[&[2, 9]]), 1.0).unwrap();
        let left = goal.less(&unwanted, 0.5);
        // Weights of the goal: 1/2, 1/4, 1/4; of the unwanted: 1/2 for neuron 2 and 9.
        assert_eq!([1, 2, 3, 9].map(|neuron| left.weight(0, neuron)), [0.5, 0.0, 0.25, 0.0]);
        assert_eq!((left.similarity(&[1, 2]), left.count(0, 2)), (0.5, 1));
    }

    #[test]
    fn documents_that_could_not_be_scored_stay_unscored() {
        let profile = Profile::of(&features(2, &[&[1, 2]]), 1.0).unwrap();
        let scores = profile.similarities(&features(2, &[&[1, 5], &[ABSENT, ABSENT]])).unwrap();
        assert_eq!(scores.value(0), Some(0.5));
        assert_eq!(scores.value(1), None);
    }

    #[test]
    fn another_shape_is_refused() {
        let profile = Profile::of(&features(2, &[&[1, 2]]), 1.0).unwrap();
        assert!(profile.similarities(&features(3, &[&[1, 2, 3]])).is_err());
    }
}
