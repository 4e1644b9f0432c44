//! Why two selections differ: words and neurons that one selection's own documents have and the other's do not.

use std::collections::{HashMap, HashSet};

use rayon::prelude::*;

use crate::data::features::{ABSENT, Features};
use crate::neurons::telling::lift;

/// A word that tells one group of documents from another.
#[derive(Debug, Clone, PartialEq)]
pub struct TellingWord {
    /// The word.
    pub word: String,
    /// Documents of the first group that have it.
    pub here: u32,
    /// Documents of the other group that have it.
    pub there: u32,
    /// How many times as often it is in the first, at least: [`lift`].
    pub lift: f64,
}

/// A neuron that tells one group of documents from another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TellingNeuron {
    /// Decoder block, from 0.
    pub layer: usize,
    /// Output column, from 0.
    pub neuron: u16,
    /// Documents of the first group that fire it.
    pub here: u32,
    /// Documents of the other group that fire it.
    pub there: u32,
    /// How many times as often the first fires it, at least: [`lift`].
    pub lift: f64,
}

/// The words of the first group's documents that its other does not have as often, most telling first, at most `most`.
/// Each document is its words; one that says a word twice counts once. Only lifts above 1 are telling.
#[must_use]
pub fn telling_words<W: AsRef<str> + Sync>(here: &[Vec<W>], there: &[Vec<W>], most: usize) -> Vec<TellingWord> {
    let (counted, others) = (frequencies(here), frequencies(there));
    let mut found: Vec<TellingWord> = counted
        .into_iter()
        .map(|(word, count)| {
            let other = others.get(word).copied().unwrap_or(0);
            let lift = lift(count, here.len() as u32, other, there.len() as u32);
            TellingWord { word: word.to_owned(), here: count, there: other, lift }
        })
        .filter(|word| word.lift > 1.0)
        .collect();
    found.sort_by(|a, b| b.lift.total_cmp(&a.lift).then_with(|| a.word.cmp(&b.word)));
    found.truncate(most);
    found
}

fn frequencies<W: AsRef<str>>(documents: &[Vec<W>]) -> HashMap<&str, u32> {
    let mut counts = HashMap::new();
    for words in documents {
        let distinct: HashSet<&str> = words.iter().map(AsRef::as_ref).collect();
        for word in distinct {
            *counts.entry(word).or_default() += 1;
        }
    }
    counts
}

/// The neurons that the first group's documents fire and the other's do not as often, most telling first, at most
/// `most`. Documents that could not be scored are in neither group. Runs on the caller's rayon pool.
#[must_use]
pub fn telling_neurons(features: &Features, here: &[u32], there: &[u32], most: usize) -> Vec<TellingNeuron> {
    let scored = |group: &[u32]| -> Vec<u32> {
        group.iter().copied().filter(|&document| features.is_scored(document as usize)).collect()
    };
    let (here, there) = (scored(here), scored(there));
    let mut found: Vec<TellingNeuron> = (0..features.shape().layers)
        .into_par_iter()
        .flat_map_iter(|layer| {
            let (counted, others) = (fired(features, &here, layer), fired(features, &there, layer));
            let (a, b) = (here.len() as u32, there.len() as u32);
            counted.into_iter().map(move |(neuron, count)| {
                let other = others.get(&neuron).copied().unwrap_or(0);
                TellingNeuron { layer, neuron, here: count, there: other, lift: lift(count, a, other, b) }
            })
        })
        .filter(|neuron| neuron.lift > 1.0)
        .collect();
    found.sort_by(|a, b| b.lift.total_cmp(&a.lift).then((a.layer, a.neuron).cmp(&(b.layer, b.neuron))));
    found.truncate(most);
    found
}

fn fired(features: &Features, documents: &[u32], layer: usize) -> HashMap<u16, u32> {
    let mut counts = HashMap::new();
    for &document in documents {
        for &neuron in features.layer(document as usize, layer).iter().filter(|&&n| n != ABSENT) {
            *counts.entry(neuron).or_default() += 1;
        }
    }
    counts
}

/// The documents of each of two selections that the other does not have, in their order.
#[must_use]
pub fn only(a: &[u32], b: &[u32]) -> (Vec<u32>, Vec<u32>) {
    let less = |from: &[u32], without: &[u32]| {
        let held: HashSet<u32> = without.iter().copied().collect();
        from.iter().copied().filter(|document| !held.contains(document)).collect()
    };
    (less(a, b), less(b, a))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::data::features::FeatureShape;

    fn repeated(words: &'static str, times: usize) -> Vec<Vec<&'static str>> {
        vec![words.split(' ').collect(); times]
    }

    #[test]
    fn a_word_of_one_side_tells_and_a_word_of_both_does_not() {
        let (here, there) = (repeated("the cell the cell", 20), repeated("the law", 20));
        let found = telling_words(&here, &there, 9);
        assert_eq!(found.iter().map(|w| w.word.as_str()).collect::<Vec<_>>(), ["cell"]);
        // Wilson for 20 of 20 starts at 0.838 875, for 0 of 20 ends at 0.161 125.
        assert_eq!((found[0].here, found[0].there), (20, 0));
        assert!((found[0].lift - 0.838_875 / 0.161_125).abs() < 1e-4, "{}", found[0].lift);
    }

    #[test]
    fn a_word_seen_once_tells_nothing_and_equals_go_by_the_alphabet() {
        let mut here = repeated("pear apple", 15);
        here.push(vec!["once"]);
        let found = telling_words(&here, &repeated("law", 15), 9);
        assert_eq!(found.iter().map(|w| w.word.as_str()).collect::<Vec<_>>(), ["apple", "pear"]);
        assert!(telling_words::<&str>(&[], &[], 9).is_empty());
    }

    #[test]
    fn a_neuron_of_one_side_tells() {
        let mut slots = [[1u16, 2]; 20].concat();
        slots.extend([[1u16, 3]; 20].concat());
        slots.extend([ABSENT; 2]);
        let features = Features::new(FeatureShape { layers: 1, top_k: 2 }, slots).unwrap();
        let (here, there): (Vec<u32>, Vec<u32>) = ((0..20).collect(), (20..41).collect());
        let found = telling_neurons(&features, &here, &there, 9);
        assert_eq!(found.iter().map(|n| (n.neuron, n.here, n.there)).collect::<Vec<_>>(), [(2, 20, 0)]);
        assert_eq!(telling_neurons(&features, &there, &here, 9)[0].neuron, 3);
    }

    #[test]
    fn what_is_in_one_selection_alone_keeps_its_order() {
        assert_eq!(only(&[5, 1, 9], &[9, 2]), (vec![5, 1], vec![2]));
    }
}
