//! Names for the groups of a map: the words that their texts have and the others do not.

use std::collections::{HashMap, HashSet};

use rayon::prelude::*;

use crate::data::texts::Texts;
use crate::data::words::{long_words, lowercase};
use crate::neurons::telling::lift;

/// Bytes of each text that are looked at, up to the end of a character: a name needs no more, and the longest texts would
/// take most of the time.
const LOOKED_AT: usize = 4000;
/// A word that names a group is in at least this share of its texts.
const LEAST_SHARE: f64 = 0.1;

/// Up to `most` words for each of `groups` groups, the most telling first: what at least a tenth of the group's texts have,
/// and how many times as often as the others at least (the lower end of the interval of one over the upper end of the
/// other, as for neurons). A group whose texts share no such word has none. Runs on the caller's rayon pool.
///
/// # Panics
/// When `of` names a document that `texts` does not have.
#[must_use]
pub fn labels(texts: &Texts, documents: &[usize], of: &[u16], groups: usize, most: usize) -> Vec<Vec<String>> {
    let everywhere = counted(texts, documents);
    (0..groups as u16)
        .map(|group| {
            let member = |(document, of): (&usize, &u16)| (*of == group).then_some(*document);
            let members: Vec<usize> = documents.iter().zip(of).filter_map(member).collect();
            let (size, others) = (members.len() as u32, (documents.len() - members.len()) as u32);
            let least = ((LEAST_SHARE * f64::from(size)).ceil() as u32).max(2);
            let lift_of =
                |(word, count): (String, u32)| (lift(count, size, everywhere[word.as_str()] - count, others), word);
            let here = counted(texts, &members).into_iter().filter(|word| word.1 >= least);
            let mut telling: Vec<(f64, String)> = here.map(lift_of).filter(|word| word.0 > 1.0).collect();
            telling.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
            telling.into_iter().take(most).map(|word| word.1).collect()
        })
        .collect()
}

/// How many of some texts have each word.
fn counted(texts: &Texts, documents: &[usize]) -> HashMap<String, u32> {
    let count = |mut counts: HashMap<String, u32>, &document: &usize| {
        for word in spoken(texts.at(document)) {
            *counts.entry(word).or_default() += 1;
        }
        counts
    };
    let join = |mut counts: HashMap<String, u32>, more: HashMap<String, u32>| {
        for (word, count) in more {
            *counts.entry(word).or_default() += count;
        }
        counts
    };
    documents.par_iter().with_min_len(1024).fold(HashMap::new, count).reduce(HashMap::new, join)
}

/// The distinct words of a text's start that are no numbers.
fn spoken(text: &str) -> HashSet<String> {
    let start = lowercase(&text[..text.floor_char_boundary(LOOKED_AT)]);
    long_words(&start).filter(|word| !word.chars().all(char::is_numeric)).map(str::to_owned).collect()
}
