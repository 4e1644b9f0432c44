//! Leak check: texts of a selection that share thirteen words in a row with an example held out for the test.

use std::collections::HashMap;

use rayon::prelude::*;

use crate::data::texts::Texts;
use crate::data::words::{hashed, lowercase, words};
use crate::numbers::random::mixed;

/// Words in a row, as in arXiv 2604.15706 and the decontamination of GPT-3.
pub const WORDS: usize = 13;

/// A document that shares words in a row with an example.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leak {
    /// The document's number.
    pub document: u32,
    /// The first example that it shares them with.
    pub example: u32,
    /// How many runs of `words` words it shares with any example.
    pub runs: u32,
}

/// The documents that share at least `words` words in a row with an example, in the order given. Case and punctuation do
/// not count. A text of fewer words is compared whole. Runs are compared by 64-bit hashes. Runs on the caller's rayon pool.
///
/// # Panics
/// When a document is out of range, or `words` is 0.
#[must_use]
pub fn leaks(pool: &Texts, documents: &[u32], examples: &Texts, words: usize) -> Vec<Leak> {
    assert!(words > 0, "runs have a word at least");
    let mut known: HashMap<u64, u32> = HashMap::new();
    for (text, example) in examples.iter().zip(0..) {
        for run in runs(text, words) {
            known.entry(run).or_insert(example);
        }
    }
    documents
        .par_iter()
        .filter_map(|&document| {
            let hits: Vec<u32> =
                runs(pool.at(document as usize), words).iter().filter_map(|run| known.get(run).copied()).collect();
            hits.iter().min().map(|&example| Leak { document, example, runs: hits.len() as u32 })
        })
        .collect()
}

/// The hash of each run of `length` words; of the whole text where it is shorter; none of a text without words.
fn runs(text: &str, length: usize) -> Vec<u64> {
    let lower = lowercase(text);
    let hashes: Vec<u64> = words(&lower).map(hashed).collect();
    if hashes.is_empty() {
        return Vec::new();
    }
    hashes.windows(length.min(hashes.len())).map(|run| run.iter().fold(0, |hash, &word| mixed(hash, word))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SENTENCE: &str = "one two three four five six seven eight nine ten eleven twelve thirteen";

    #[test]
    fn thirteen_words_in_a_row_leak_whatever_their_case_and_marks_and_twelve_do_not() {
        let shouted = format!("Before that: {}, after.", SENTENCE.to_uppercase().replace(' ', ", "));
        let twelve = SENTENCE.replace(" thirteen", " and more words that differ");
        let pool: Texts = [shouted.as_str(), &twelve, SENTENCE].into_iter().collect();
        let examples: Texts = ["nothing of it", &format!("{SENTENCE} fourteen")].into_iter().collect();
        let found = leaks(&pool, &[0, 1, 2], &examples, WORDS);
        let expected = [0, 2].map(|document| Leak { document, example: 1, runs: 1 });
        assert_eq!(found, expected);
        assert_eq!(leaks(&pool, &[1], &examples, WORDS), []);
    }

    #[test]
    fn short_texts_leak_when_they_are_the_same() {
        let pool: Texts = ["What is light?", "what is light", "what is light made of", ""].into_iter().collect();
        let examples: Texts = ["", "What is light?"].into_iter().collect();
        let found: Vec<u32> = leaks(&pool, &[0, 1, 2, 3], &examples, WORDS).iter().map(|leak| leak.document).collect();
        assert_eq!(found, [0, 1]);
    }
}
