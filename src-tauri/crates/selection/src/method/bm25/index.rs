//! The examples' words, and how often each document of the pool has them.

use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;

use super::formula::Formula;
use crate::data::texts::Texts;
use crate::data::words::{long_words, long_words_at, lowercase};

/// The short English list of bm25s, which has it from Lucene.
const STOP_WORDS: &str = " a an and are as at be but by for if in into is it no not of on or such that the their then \
                          there these they this to was will with ";

/// The examples' words in numbers, and the pool's documents in those.
pub struct Index {
    numbers: HashMap<String, u32>,
    /// For every word: the examples that have it and how often, by rising example.
    examples_of: Vec<Vec<(u32, f64)>>,
    /// How many examples have any word.
    examples: usize,
    documents: Vec<Document>,
    /// Words of a document, mean over all.
    mean_length: f64,
    /// For every word: the documents that have it.
    found: Vec<u32>,
}

/// What a document's words add to its score.
pub struct Parts {
    /// By the word's number: for every time it stands there.
    pub words: HashMap<u32, f64>,
    /// What words that are not there add.
    pub rest: f64,
}

/// One document of the pool.
struct Document {
    /// Its words that an example has, by rising number, and how often.
    words: Vec<(u32, u32)>,
    /// All its words.
    length: u32,
}

impl Index {
    /// Reads the examples, then the pool.
    pub fn of(examples: &Texts, pool: &Texts, is_english: bool) -> Self {
        let mut numbers: HashMap<String, u32> = HashMap::new();
        let mut examples_of: Vec<Vec<(u32, f64)>> = Vec::new();
        let mut counted = 0;
        for text in examples.iter() {
            let text = lowercase(text);
            let mut counts: BTreeMap<u32, f64> = BTreeMap::new();
            for word in counted_words(&text, is_english) {
                let next = numbers.len() as u32;
                *counts.entry(*numbers.entry(word.to_owned()).or_insert(next)).or_default() += 1.0;
            }
            examples_of.resize_with(numbers.len(), Vec::new);
            for (&word, &count) in &counts {
                examples_of[word as usize].push((counted, count));
            }
            counted += u32::from(!counts.is_empty());
        }
        let documents: Vec<Document> =
            (0..pool.len()).into_par_iter().map(|d| Document::of(pool.at(d), &numbers, is_english)).collect();
        let total: u64 = documents.iter().map(|d| u64::from(d.length)).sum();
        let mut found = vec![0; numbers.len()];
        for &(word, _) in documents.iter().flat_map(|d| &d.words) {
            found[word as usize] += 1;
        }
        let mean_length = total as f64 / documents.len().max(1) as f64;
        Self { numbers, examples_of, examples: counted as usize, documents, mean_length, found }
    }

    /// How many examples have any word.
    pub const fn examples(&self) -> usize {
        self.examples
    }

    /// Each document's mean over the examples; none where no document has any word of them.
    pub fn mean(&self, formula: &Formula) -> Option<Vec<f64>> {
        let rarities = self.rarities(formula)?;
        let weights: Vec<f64> = (self.examples_of.iter().zip(&rarities))
            .map(|(examples, rarity)| rarity * examples.iter().map(|e| e.1).sum::<f64>() / self.examples as f64)
            .collect();
        let absence = formula.absence();
        let nothing: f64 = weights.iter().map(|weight| weight * absence).sum();
        Some(self.each(|document| {
            let length = f64::from(document.length) / self.mean_length;
            let gain = |&(word, count): &(u32, u32)| {
                weights[word as usize] * (formula.frequency(f64::from(count), length) - absence)
            };
            nothing + document.words.iter().map(gain).sum::<f64>()
        }))
    }

    /// Each document's score for the example that fits it best; none where no document has any word of them.
    pub fn best(&self, formula: &Formula) -> Option<Vec<f64>> {
        let rarities = self.rarities(formula)?;
        let absence = formula.absence();
        let mut nothing = vec![0.0; self.examples];
        for (examples, rarity) in self.examples_of.iter().zip(&rarities) {
            for &(example, count) in examples {
                nothing[example as usize] += count * rarity * absence;
            }
        }
        Some(self.each(|document| {
            let length = f64::from(document.length) / self.mean_length;
            let mut sums = nothing.clone();
            for &(word, count) in &document.words {
                let gain = rarities[word as usize] * (formula.frequency(f64::from(count), length) - absence);
                for &(example, times) in &self.examples_of[word as usize] {
                    sums[example as usize] += times * gain;
                }
            }
            sums.into_iter().fold(f64::NEG_INFINITY, f64::max)
        }))
    }

    /// The number of a word that an example has.
    pub fn number(&self, word: &str) -> Option<u32> {
        self.numbers.get(word).copied()
    }

    /// What each word of a document adds to its mean over the examples, or to its score for the example that fits it best;
    /// none for a document without words, or where no document has any word of the examples.
    pub fn parts(&self, document: usize, formula: &Formula, for_best: bool) -> Option<Parts> {
        let rarities = self.rarities(formula)?;
        let document = self.documents.get(document).filter(|document| document.length > 0)?;
        let length = f64::from(document.length) / self.mean_length;
        let absence = formula.absence();
        let times = |word: usize, example: u32| {
            self.examples_of[word].iter().filter(|of| of.0 == example).map(|of| of.1).sum::<f64>()
        };
        let of_all = |word: usize| self.examples_of[word].iter().map(|of| of.1).sum::<f64>() / self.examples as f64;
        let parts_by = |weight: &dyn Fn(usize) -> f64| {
            let gain = |&(word, count): &(u32, u32)| {
                let frequency = formula.frequency(f64::from(count), length) - absence;
                (word, rarities[word as usize] * weight(word as usize) * frequency / f64::from(count))
            };
            let rest = (0..rarities.len()).map(|word| rarities[word] * weight(word) * absence).sum();
            Parts { words: document.words.iter().map(gain).collect(), rest }
        };
        if !for_best {
            return Some(parts_by(&of_all));
        }
        let total = |parts: &Parts| {
            parts.rest + document.words.iter().map(|(word, count)| parts.words[word] * f64::from(*count)).sum::<f64>()
        };
        let of_examples = (0..self.examples as u32).map(|example| parts_by(&|word| times(word, example)));
        of_examples.max_by(|a, b| total(a).total_cmp(&total(b)))
    }

    /// One number for each document that has a word at all, NaN for the others.
    fn each(&self, score: impl Fn(&Document) -> f64 + Sync) -> Vec<f64> {
        self.documents.par_iter().map(|d| if d.length == 0 { f64::NAN } else { score(d) }).collect()
    }

    /// What each word weighs, 0 for those that no document has; none where that is all of them.
    fn rarities(&self, formula: &Formula) -> Option<Vec<f64>> {
        let documents = self.documents.len() as f64;
        let rarity = |&found: &u32| if found == 0 { 0.0 } else { formula.rarity(f64::from(found), documents) };
        self.found.iter().any(|&found| found > 0).then(|| self.found.iter().map(rarity).collect())
    }
}

impl Document {
    fn of(text: &str, numbers: &HashMap<String, u32>, is_english: bool) -> Self {
        let text = lowercase(text);
        let mut length = 0;
        let mut known: Vec<u32> = counted_words(&text, is_english)
            .inspect(|_| length += 1)
            .filter_map(|word| numbers.get(word).copied())
            .collect();
        known.sort_unstable();
        let words = known.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as u32)).collect();
        Self { words, length }
    }
}

fn counted_words(text: &str, is_english: bool) -> impl Iterator<Item = &str> {
    long_words(text).filter(move |word| !(is_english && is_stop_word(word)))
}

/// The words that count, with the byte at which each begins in a text in lower case.
pub fn counted_words_at(text: &str, is_english: bool) -> impl Iterator<Item = (usize, &str)> {
    long_words_at(text).filter(move |(_, word)| !(is_english && is_stop_word(word)))
}

fn is_stop_word(word: &str) -> bool {
    word.len() <= 5
        && STOP_WORDS.match_indices(word).any(|(at, _)| {
            let list = STOP_WORDS.as_bytes();
            list[at - 1] == b' ' && list[at + word.len()] == b' '
        })
}
