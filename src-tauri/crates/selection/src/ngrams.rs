//! Hashed n-grams: every word and every pair of neighbours of a text falls into one of 10,000 buckets (arXiv 2302.03169, §4).
//!
//! Buckets are those of the published code: tokens of the lower-case text are words and runs of punctuation; a pair is
//! its two tokens with one space between them; the bucket is the SHA-256 of that, read as one number, modulo 10,000.

use std::collections::HashMap;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::texts::Texts;
use crate::words::{lowercase, word_punct};

/// How many buckets there are.
pub const BUCKETS: usize = 10_000;

/// Documents that one hasher reads before it starts anew, so that its memory of buckets stays small.
const DOCUMENTS_A_HASHER: usize = 1000;

/// The bucket of a token or of a pair with one space between.
#[must_use]
pub fn bucket(ngram: &str) -> u16 {
    let digest = Sha256::digest(ngram.as_bytes());
    let modulo =
        |rest: u64, word: &[u8]| word.iter().fold(rest, |rest, &byte| (rest << 8) | u64::from(byte)) % BUCKETS as u64;
    // Four bytes at a time: the rest is below 2^14, so nothing overflows.
    digest.chunks_exact(4).fold(0, modulo) as u16
}

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

/// Hashes, and remembers the buckets of what it met: most tokens come again.
#[derive(Default)]
struct Hasher {
    known: HashMap<String, u16>,
    pair: String,
}

impl Hasher {
    fn buckets(&mut self, text: &str) -> Vec<u16> {
        let text = lowercase(text);
        let tokens: Vec<&str> = word_punct(&text).collect();
        let mut buckets = Vec::with_capacity((2 * tokens.len()).saturating_sub(1));
        buckets.extend(tokens.iter().map(|token| self.known(token)));
        for pair in tokens.windows(2) {
            self.pair.clear();
            self.pair.extend([pair[0], " ", pair[1]]);
            buckets.push(bucket(&self.pair));
        }
        buckets
    }

    fn known(&mut self, token: &str) -> u16 {
        if let Some(&bucket) = self.known.get(token) {
            return bucket;
        }
        let found = bucket(token);
        self.known.insert(token.to_owned(), found);
        found
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
