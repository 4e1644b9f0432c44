//! Hashed n-grams: every word and every pair of neighbours of a text falls into one of 10,000 buckets (arXiv 2302.03169, §4).
//!
//! Buckets are those of the published code: tokens of the lower-case text are words and runs of punctuation; a pair is
//! its two tokens with one space between them; the bucket is the SHA-256 of that, read as one number, modulo 10,000.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::data::texts::Texts;
use crate::data::words::{lowercase, word_punct};

/// How many buckets there are.
pub const BUCKETS: usize = 10_000;

/// Documents that one hasher reads before it starts anew, so that its memory of buckets stays small.
const DOCUMENTS_A_HASHER: usize = 1000;

/// The bucket of a token or of a pair with one space between.
#[must_use]
pub fn bucket(ngram: &str) -> u16 {
    let digest = Sha256::digest(ngram.as_bytes());
    // Four bytes at a time, each with what its place counts modulo the buckets: eight terms below 2^46.
    let word = |bytes: &[u8]| bytes.iter().fold(0, |word: u64, &byte| (word << 8) | u64::from(byte));
    let sum: u64 = digest.chunks_exact(4).zip(PLACES).map(|(bytes, place)| word(bytes) * place).sum();
    (sum % BUCKETS as u64) as u16
}

/// What each four bytes of a digest count modulo the buckets, first ones first: 2^224, 2^192 and so on to 2^0.
const PLACES: [u64; 8] = {
    let mut places = [1; 8];
    let mut place = 7;
    while place > 0 {
        place -= 1;
        places[place] = (places[place + 1] << 32) % BUCKETS as u64;
    }
    places
};

/// The buckets of many documents, each as often as it occurs: two bytes for each token and each pair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HashedNgrams {
    documents: Vec<Vec<u16>>,
}

impl HashedNgrams {
    /// Reads texts on the caller's rayon pool.
    #[must_use]
    pub fn of(texts: &Texts) -> Self {
        let numbers: Vec<usize> = (0..texts.len()).collect();
        let documents = numbers
            .par_chunks(DOCUMENTS_A_HASHER)
            .flat_map_iter(|documents| {
                let mut hasher = Hasher::default();
                documents.iter().map(|&d| hasher.buckets(texts.at(d))).collect::<Vec<_>>()
            })
            .collect();
        Self { documents }
    }

    /// How many documents were read.
    #[must_use]
    pub fn len(&self) -> usize {
        self.documents.len()
    }

    /// True when there is no document.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }

    /// A document's buckets: those of its tokens, then those of its pairs.
    ///
    /// # Panics
    /// When `document` is out of range.
    #[must_use]
    pub fn document(&self, document: usize) -> &[u16] {
        &self.documents[document]
    }

    /// Tokens of a document.
    ///
    /// # Panics
    /// When `document` is out of range.
    #[must_use]
    pub fn tokens(&self, document: usize) -> usize {
        self.documents[document].len().div_ceil(2)
    }

    /// How often each bucket occurs in these documents, `[BUCKETS]`.
    ///
    /// # Panics
    /// When a document is out of range.
    #[must_use]
    pub fn counts(&self, documents: impl IntoIterator<Item = usize>) -> Vec<u64> {
        let mut counts = vec![0; BUCKETS];
        for bucket in documents.into_iter().flat_map(|document| &self.documents[document]) {
            counts[usize::from(*bucket)] += 1;
        }
        counts
    }
}

/// The share of each bucket, `pseudo_count` added to every one of them (Laplace); all zero where nothing was counted.
#[must_use]
pub fn shares(counts: &[u64], pseudo_count: f64) -> Vec<f64> {
    let total = counts.iter().sum::<u64>() as f64 + pseudo_count * counts.len() as f64;
    let share = |&count: &u64| if total > 0.0 { (count as f64 + pseudo_count) / total } else { 0.0 };
    counts.iter().map(share).collect()
}

/// Hashes, and remembers the buckets of what it met: most tokens and many pairs come again.
#[derive(Default)]
struct Hasher {
    /// A token's number, from 0 in the order in which they came, and its bucket.
    tokens: HashMap<String, (u32, u16), BuildHasherDefault<Mixing>>,
    /// The buckets of pairs by the numbers of their tokens.
    pairs: HashMap<(u32, u32), u16, BuildHasherDefault<Mixing>>,
    pair: String,
}

impl Hasher {
    fn buckets(&mut self, text: &str) -> Vec<u16> {
        let text = lowercase(text);
        let tokens: Vec<(&str, u32, u16)> = word_punct(&text).map(|token| self.token(token)).collect();
        let mut buckets = Vec::with_capacity((2 * tokens.len()).saturating_sub(1));
        buckets.extend(tokens.iter().map(|token| token.2));
        buckets.extend(tokens.windows(2).map(|pair| self.pair((pair[0].0, pair[0].1), (pair[1].0, pair[1].1))));
        buckets
    }

    fn token<'a>(&mut self, token: &'a str) -> (&'a str, u32, u16) {
        if let Some(&(number, bucket)) = self.tokens.get(token) {
            return (token, number, bucket);
        }
        let (number, bucket) = (self.tokens.len() as u32, bucket(token));
        self.tokens.insert(token.to_owned(), (number, bucket));
        (token, number, bucket)
    }

    fn pair(&mut self, first: (&str, u32), second: (&str, u32)) -> u16 {
        *self.pairs.entry((first.1, second.1)).or_insert_with(|| {
            self.pair.clear();
            self.pair.extend([first.0, " ", second.0]);
            bucket(&self.pair)
        })
    }
}

/// Places in the two maps: quick, and in the way of nothing, since only what is found under a key counts.
#[derive(Default)]
struct Mixing(u64);

impl std::hash::Hasher for Mixing {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.write_u64(u64::from_le_bytes(word));
        }
    }

    fn write_u8(&mut self, number: u8) {
        self.write_u64(u64::from(number));
    }

    fn write_u32(&mut self, number: u32) {
        self.write_u64(u64::from(number));
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = (self.0.rotate_left(29) ^ number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    fn finish(&self) -> u64 {
        // The upper bits are mixed best; the map takes both ends.
        self.0 ^ (self.0 >> 32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // Worked out with Python's hashlib: int(sha256(s).hexdigest(), 16) % 10000.
    #[test]
    fn buckets_are_those_of_the_published_code() {
        for (ngram, expected) in [("", 6549), ("the", 8288), ("the cat", 143), ("naïve , 東京", 5603)] {
            assert_eq!(bucket(ngram), expected, "{ngram}");
        }
    }

    #[test]
    fn a_text_has_its_tokens_and_its_pairs() {
        let texts: Texts = ["The cat, THE cat", "", "one"].into_iter().collect();
        let ngrams = HashedNgrams::of(&texts);
        let expected = ["the", "cat", ",", "the", "cat", "the cat", "cat ,", ", the", "the cat"].map(bucket);
        assert_eq!(ngrams.document(0), expected);
        assert_eq!((ngrams.tokens(0), ngrams.tokens(1), ngrams.tokens(2)), (5, 0, 1));
        assert_eq!(ngrams.counts(0..3)[usize::from(bucket("the"))], 2);
    }

    #[test]
    fn shares_add_up_to_one_and_smoothing_leaves_none_at_zero() {
        let shared = shares(&[3, 0, 1], 0.5);
        assert_eq!(shared, [3.5 / 5.5, 0.5 / 5.5, 1.5 / 5.5]);
        assert_eq!(shares(&[0, 0], 0.0), [0.0, 0.0]);
    }
}
