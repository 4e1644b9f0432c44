//! The same text, whatever its letters' case and its white space.

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::Groups;
use super::union::Union;
use crate::data::texts::Texts;

/// Groups documents whose texts are equal once lower-cased and with each run of white space made one space. Texts with
/// nothing but white space are each alone. Runs on the caller's rayon pool.
#[must_use]
pub fn exact(texts: &Texts) -> Groups {
    let print = |document: usize| fingerprint(texts.at(document)).map(|print| (print, document as u32));
    let mut prints: Vec<([u8; 16], u32)> = (0..texts.len()).into_par_iter().filter_map(print).collect();
    prints.par_sort_unstable();
    let mut union = Union::of(texts.len());
    for same in prints.chunk_by(|a, b| a.0 == b.0) {
        for &(_, document) in same {
            union.join(same[0].1, document);
        }
    }
    union.groups()
}

/// Half of a SHA-256: two of a billion texts meet by chance with a probability below 10^-20.
fn fingerprint(text: &str) -> Option<[u8; 16]> {
    let mut hasher = Sha256::new();
    let mut is_empty = true;
    for word in text.to_lowercase().split_whitespace() {
        if !is_empty {
            hasher.update(b" ");
        }
        hasher.update(word.as_bytes());
        is_empty = false;
    }
    let mut half = [0; 16];
    half.copy_from_slice(&hasher.finalize()[..16]);
    (!is_empty).then_some(half)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_white_space_do_not_count_but_every_sign_does() {
        let texts: Texts = ["A  cat\n", "a+b", "a cat", "a-b", "", " ", "acat", "A\u{a0}CAT"].into_iter().collect();
        assert_eq!(exact(&texts).groups(), [[0, 2, 7]]);
    }

    #[test]
    fn a_pool_of_one_text_is_one_group_and_an_empty_pool_none() {
        assert_eq!(exact(&["same"; 3].into_iter().collect()).groups(), [[0, 1, 2]]);
        assert!(exact(&Texts::new()).groups().is_empty());
    }
}
