//! Which neurons a goal leans on, by their impacts on its texts and on others: what an ablation silences.
//!
//! Rankings need none of this, since they read the strongest neurons of each document alone. Here whole rows of impacts are
//! summed, so that means and differences can be told apart from mere frequency.

use crate::numbers::random::mixed;

/// Impacts of many documents, summed.
///
/// # Shapes
/// All lists are `[layers][width]`.
#[derive(Debug, Clone, PartialEq)]
pub struct Impacts {
    layers: usize,
    width: usize,
    documents: usize,
    sums: Vec<f64>,
    fired: Vec<u32>,
}

/// What neurons are chosen by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// How many of the goal's texts have them among their strongest (arXiv 2604.15706, "Deactivation"); of those with as
    /// many the larger mean impact.
    Frequent,
    /// Mean impact on the goal's texts less that on the others ("High-Δ" there).
    Contrast,
    /// Mean impact on the goal's texts ("High-Mean" there).
    Mean,
    /// Chance.
    Random,
}

impl Impacts {
    /// Of no documents yet.
    #[must_use]
    pub fn new(layers: usize, width: usize) -> Self {
        let slots = layers * width;
        Self { layers, width, documents: 0, sums: vec![0.0; slots], fired: vec![0; slots] }
    }

    /// Adds a document's impacts; its `top_k` strongest in each layer count as fired.
    ///
    /// # Shapes
    /// `impacts` is `[layers][width]`.
    ///
    /// # Panics
    /// When there are more or fewer.
    pub fn add(&mut self, impacts: &[f32], top_k: usize) {
        assert_eq!(impacts.len(), self.sums.len(), "an impact for every neuron");
        self.documents += 1;
        self.sums.iter_mut().zip(impacts).for_each(|(sum, &impact)| *sum += f64::from(impact));
        for (layer, impacts) in impacts.chunks_exact(self.width).enumerate() {
            for neuron in largest(self.width, top_k, |neuron| f64::from(impacts[neuron])) {
                self.fired[layer * self.width + usize::from(neuron)] += 1;
            }
        }
    }

    /// How many documents were added.
    #[must_use]
    pub const fn documents(&self) -> usize {
        self.documents
    }

    /// Neurons of each layer.
    #[must_use]
    pub const fn width(&self) -> usize {
        self.width
    }

    /// The mean impact of a neuron; 0 of no documents.
    #[must_use]
    pub fn mean(&self, layer: usize, neuron: u16) -> f64 {
        self.sums[layer * self.width + usize::from(neuron)] / self.documents.max(1) as f64
    }

    /// The mean impact of some neurons over all their layers; 0 of none.
    #[must_use]
    pub fn mean_of(&self, neurons: &[Vec<u16>]) -> f64 {
        let each = || neurons.iter().enumerate().flat_map(|(layer, row)| row.iter().map(move |&n| (layer, n)));
        each().map(|(layer, neuron)| self.mean(layer, neuron)).sum::<f64>() / each().count().max(1) as f64
    }

    /// `count` neurons of each of some layers, `[layers][count]`; none of the other layers. Equal ones go to the lower
    /// number.
    ///
    /// # Panics
    /// When the others have another shape.
    #[must_use]
    pub fn chosen(&self, choice: Choice, others: &Self, among: &[usize], count: usize, seed: u64) -> Vec<Vec<u16>> {
        assert_eq!((self.layers, self.width), (others.layers, others.width), "one model read both");
        let most = self.sums.iter().copied().fold(f64::MIN_POSITIVE, f64::max) / self.documents.max(1) as f64;
        let weight = |layer: usize, neuron: usize| {
            let at = neuron as u16;
            match choice {
                // The mean only decides between equal counts: it stays below one.
                Choice::Frequent => {
                    f64::from(self.fired[layer * self.width + neuron]) + self.mean(layer, at) / (2.0 * most)
                }
                Choice::Contrast => self.mean(layer, at) - others.mean(layer, at),
                Choice::Mean => self.mean(layer, at),
                Choice::Random => (mixed(mixed(seed, layer as u64), neuron as u64) >> 11) as f64,
            }
        };
        let of = |layer| {
            let wanted = if among.contains(&layer) { count } else { 0 };
            largest(self.width, wanted, |neuron| weight(layer, neuron))
        };
        (0..self.layers).map(of).collect()
    }

    /// The neurons of each of some layers by falling mean impact, cut into runs of `size` (the last may be shorter): each
    /// run `[layers][size]`, the same ranks of every layer.
    #[must_use]
    pub fn rank_bins(&self, among: &[usize], size: usize) -> Vec<Vec<Vec<u16>>> {
        let of = |layer: usize| {
            let wanted = if among.contains(&layer) { self.width } else { 0 };
            largest(self.width, wanted, |neuron| self.mean(layer, neuron as u16))
        };
        let ranked: Vec<Vec<u16>> = (0..self.layers).map(of).collect();
        let bin = |from: usize| {
            let run = |layer: &Vec<u16>| layer.iter().skip(from).take(size).copied().collect();
            ranked.iter().map(run).collect()
        };
        (0..self.width).step_by(size.max(1)).map(bin).collect()
    }
}

/// The `count` neurons of `width` that weigh most, heaviest first; equal ones by number.
fn largest(width: usize, count: usize, weight: impl Fn(usize) -> f64) -> Vec<u16> {
    let mut all: Vec<(f64, u16)> = (0..width).map(|neuron| (weight(neuron), neuron as u16)).collect();
    all.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    all.truncate(count);
    all.into_iter().map(|(_, neuron)| neuron).collect()
}

/// How many neurons two choices have in common, of all of the first; 0 where it has none.
#[must_use]
pub fn shared(a: &[Vec<u16>], b: &[Vec<u16>]) -> f64 {
    let all: usize = a.iter().map(Vec::len).sum();
    let common = |(a, b): (&Vec<u16>, &Vec<u16>)| a.iter().filter(|neuron| b.contains(neuron)).count();
    a.iter().zip(b).map(common).sum::<usize>() as f64 / all.max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two layers of four neurons: neuron 3 is always on, neuron 1 of layer 0 and 2 of layer 1 are the goal's.
    fn goal_and_others() -> (Impacts, Impacts) {
        let mut goal = Impacts::new(2, 4);
        goal.add(&[0.1, 5.0, 0.2, 9.0, 0.1, 0.2, 4.0, 8.0], 2);
        goal.add(&[6.0, 5.5, 0.2, 9.5, 0.1, 0.2, 4.0, 8.0], 2);
        let mut others = Impacts::new(2, 4);
        others.add(&[0.1, 0.3, 0.2, 9.0, 0.3, 0.2, 0.5, 8.5], 2);
        (goal, others)
    }

    #[test]
    fn frequent_and_mean_neurons_hold_those_that_fire_on_everything_and_contrast_does_not() {
        let (goal, others) = goal_and_others();
        let chosen = |choice| goal.chosen(choice, &others, &[0, 1], 1, 7);
        assert_eq!(chosen(Choice::Frequent), [[3], [3]]);
        assert_eq!(chosen(Choice::Mean), [[3], [3]]);
        assert_eq!(chosen(Choice::Contrast), [[1], [2]]);
        // In layer 0 neurons 0 and 1 fire in one text each: the larger mean comes first.
        assert_eq!(goal.chosen(Choice::Frequent, &others, &[0], 2, 7), [vec![3, 1], vec![]]);
    }

    #[test]
    fn random_neurons_follow_the_seed_and_are_none_twice() {
        let (goal, others) = goal_and_others();
        let drawn = |seed| goal.chosen(Choice::Random, &others, &[0, 1], 3, seed);
        assert_eq!(drawn(1), drawn(1));
        assert!((2..20).any(|seed| drawn(seed) != drawn(1)));
        for layer in drawn(1) {
            let mut each = layer.clone();
            each.sort_unstable();
            each.dedup();
            assert_eq!(each.len(), 3, "{layer:?}");
        }
    }

    #[test]
    fn rank_bins_hold_every_neuron_of_the_chosen_layers_once_strongest_first() {
        let (goal, _) = goal_and_others();
        let bins = goal.rank_bins(&[1], 3);
        assert_eq!(bins, [vec![vec![], vec![3, 2, 1]], vec![vec![], vec![0]]]);
        assert!((goal.mean_of(&bins[0]) - (8.0 + 4.0 + 0.2) / 3.0).abs() < 1e-7, "impacts are f32");
        assert!((shared(&bins[0], &goal.rank_bins(&[1], 2)[0]) - 2.0 / 3.0).abs() < 1e-15);
    }
}
