//! Nearly the same text: `MinHash` signatures and locality-sensitive hashing (Broder 1997; Leskovec et al., Mining of
//! Massive Datasets, ch. 3).
//!
//! Two documents that share the portion `s` of their shingles (Jaccard) are found with the probability
//! `1 - (1 - s^rows)^bands`, as the common tools for large corpora do it; what is found is not checked again, and chains
//! of pairs make one group. The signatures themselves are not kept: 8 bytes for each band and document are.

use rayon::prelude::*;

use super::Groups;
use super::union::Union;
use crate::data::texts::Texts;
use crate::data::words::{hashed, lowercase, words};
use crate::numbers::random::mixed;

/// How near is near; each number is at least 1, and 0 counts as 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NearSettings {
    /// Words in a row that make a shingle; a shorter text is one shingle.
    pub shingle: usize,
    /// Bands of the signature: more find more.
    pub bands: usize,
    /// Rows of a band, all of which must agree: more find less.
    pub rows: usize,
    /// Another seed takes other hash functions.
    pub seed: u64,
}

impl Default for NearSettings {
    /// Datatrove's: 14 bands of 8 rows on 5 words, half of the pairs at a Jaccard of about 0.72.
    fn default() -> Self {
        Self { shingle: 5, bands: 14, rows: 8, seed: 1 }
    }
}

/// Hash functions that a chosen nearness may use: those of the default.
const FUNCTIONS: usize = 14 * 8;

impl NearSettings {
    /// Bands and rows by which pairs that share `jaccard` of their shingles are found about as often as not: the nearest
    /// that the default's number of hash functions has, by the usual rule `(1 / bands)^(1 / rows)`. 0.72 is the default.
    #[must_use]
    pub fn at(jaccard: f64) -> Self {
        let of = |rows: usize| Self { bands: FUNCTIONS / rows, rows, ..Self::default() };
        let off = |one: &Self| ((1.0 / one.bands as f64).powf(1.0 / one.rows as f64) - jaccard).abs();
        (1..=FUNCTIONS).map(of).min_by(|a, b| off(a).total_cmp(&off(b))).unwrap_or_default()
    }

    /// The probability that two documents are found which share this portion of their shingles.
    #[must_use]
    pub fn probability(&self, jaccard: f64) -> f64 {
        1.0 - (1.0 - jaccard.powi(self.rows as i32)).powi(self.bands as i32)
    }
}

/// Groups documents that are nearly the same, by their lower-case words alone: punctuation does not count, digits do.
/// Documents without a word are each alone. Runs on the caller's rayon pool.
#[must_use]
pub fn near(texts: &Texts, settings: NearSettings) -> Groups {
    let settings = NearSettings { bands: settings.bands.max(1), rows: settings.rows.max(1), ..settings };
    let functions = functions(settings);
    let signed: Vec<Option<Vec<u64>>> = (0..texts.len())
        .into_par_iter()
        .map(|document| bands(&shingles(texts.at(document), settings.shingle), &functions, settings))
        .collect();
    let mut union = Union::of(texts.len());
    for band in 0..settings.bands {
        let key = |(document, bands): (usize, &Option<Vec<u64>>)| Some((bands.as_ref()?[band], document as u32));
        let mut keyed: Vec<(u64, u32)> = signed.par_iter().enumerate().filter_map(key).collect();
        keyed.par_sort_unstable();
        for same in keyed.chunk_by(|a, b| a.0 == b.0) {
            for &(_, document) in same {
                union.join(same[0].1, document);
            }
        }
    }
    union.groups()
}

/// A document's distinct shingles, each as a well-mixed number.
fn shingles(text: &str, length: usize) -> Vec<u64> {
    let hashes: Vec<u64> = words(&lowercase(text)).map(hashed).collect();
    let whole = length.clamp(1, hashes.len().max(1));
    let mut shingles: Vec<u64> = hashes.windows(whole).map(|w| w.iter().fold(0, |sum, &h| mixed(sum, h))).collect();
    shingles.sort_unstable();
    shingles.dedup();
    shingles
}

/// The hash functions `x -> a x + b` modulo 2^64 with odd `a`, of which the smallest values count: shingles are mixed
/// already, so that this is as good as a permutation.
fn functions(settings: NearSettings) -> Vec<(u64, u64)> {
    let drawn = |n: u64| (mixed(settings.seed, 2 * n) | 1, mixed(settings.seed, 2 * n + 1));
    (0..(settings.bands * settings.rows) as u64).map(drawn).collect()
}

/// One number for each band: a mix of the least values of its rows.
fn bands(shingles: &[u64], functions: &[(u64, u64)], settings: NearSettings) -> Option<Vec<u64>> {
    let least = |&(a, b): &(u64, u64)| shingles.iter().map(|x| x.wrapping_mul(a).wrapping_add(b)).min();
    let band = |rows: &[(u64, u64)]| rows.iter().try_fold(0, |sum, row| Some(mixed(sum, least(row)?)));
    functions.chunks_exact(settings.rows).map(band).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_published_probabilities_come_out() {
        let settings = NearSettings::default();
        // By hand: 1 - (1 - .8^8)^14 and the half-way point near (1/14)^(1/8).
        assert!((settings.probability(0.8) - 0.923_56).abs() < 1e-4);
        assert!((0.4..0.7).contains(&settings.probability((1.0_f64 / 14.0).powf(1.0 / 8.0))));
    }

    #[test]
    fn a_wanted_nearness_finds_about_half_of_the_pairs_that_have_it() {
        assert_eq!(NearSettings::at(0.72), NearSettings::default());
        for wanted in [0.5, 0.6, 0.7, 0.8, 0.9] {
            let settings = NearSettings::at(wanted);
            assert!(settings.bands * settings.rows <= FUNCTIONS);
            let found = settings.probability(wanted);
            assert!((0.35..0.8).contains(&found), "{wanted}: {found} by {settings:?}");
            assert!(settings.probability(wanted - 0.15) < 0.35 && settings.probability(wanted + 0.1) > 0.75);
        }
    }

    // Shares of found pairs against the formula: 1,000 pairs each of sets of 100 shingles, 5 standard errors.
    #[test]
    fn pairs_are_found_as_often_as_the_formula_says() {
        let settings = NearSettings::default();
        let functions = functions(settings);
        let mut number = 0;
        for shared in [60, 72, 80, 90] {
            let mut found = 0;
            for _ in 0..1000 {
                let fresh = |count: u64, from: &mut u64| -> Vec<u64> {
                    *from += count;
                    (*from - count..*from).map(|n| mixed(99, n)).collect()
                };
                let common = fresh(shared, &mut number);
                let each = (100 - shared) / 2;
                let [a, b] = [(); 2].map(|()| {
                    let all = [common.clone(), fresh(each, &mut number)].concat();
                    bands(&all, &functions, settings).unwrap()
                });
                found += u32::from(a.iter().zip(&b).any(|(a, b)| a == b));
            }
            let expected = settings.probability(shared as f64 / 100.0);
            let error = (expected * (1.0 - expected) / 1000.0).sqrt();
            assert!((f64::from(found) / 1000.0 - expected).abs() < 5.0 * error, "{shared}: {found}, not {expected}");
        }
    }

    #[test]
    fn punctuation_and_case_do_not_count_digits_do_and_empty_texts_are_alone() {
        let texts: Texts =
            ["One, two: three four five six.", "one two three (four) FIVE six", "1 2 3", "1 2 4", "", "?"]
                .into_iter()
                .collect();
        assert_eq!(near(&texts, NearSettings::default()).groups(), [[0, 1]]);
        let same: Texts = ["a short text"; 4].into_iter().collect();
        assert_eq!(near(&same, NearSettings::default()).groups(), [[0, 1, 2, 3]]);
    }

    #[test]
    fn groups_do_not_depend_on_threads() {
        let text = |i: u64| -> Vec<String> { (0..40).map(|w| format!("w{}", mixed(i / 3, w) % 500)).collect() };
        let texts: Texts = (0..300).map(|i| text(i)[(i % 3) as usize..].join(" ")).collect();
        let with = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| near(&texts, NearSettings::default()))
        };
        assert_eq!(with(1), with(4));
        assert!(with(1).groups().len() > 90);
    }
}
