//! Information entropy: how varied the words of a text are, without any model.

use std::collections::HashMap;

use crate::data::words::{lowercase, word_punct};

/// `-sum p ln p / ln 2` over the distinct lower-case words and punctuation runs of a text, in bits; none without any.
/// Relative: over the largest that so many distinct ones allow, 0 for a single one.
pub fn information_entropy(text: &str, is_relative: bool) -> Option<f64> {
    let text = lowercase(text);
    let mut counts: HashMap<&str, u32> = HashMap::new();
    word_punct(&text).for_each(|token| *counts.entry(token).or_default() += 1);
    // Sorted, so that the sum does not depend on the map's order.
    let mut counts: Vec<u32> = counts.into_values().collect();
    counts.sort_unstable();
    let total = f64::from(counts.iter().sum::<u32>());
    let bits: f64 = counts.iter().map(|&count| f64::from(count) / total).map(|p| -p * p.log2()).sum();
    match counts.len() {
        0 => None,
        1 => Some(0.0),
        distinct if is_relative => Some(bits / (distinct as f64).log2()),
        _ => Some(bits),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn entropy_is_that_of_the_words_frequencies() {
        // Frequencies 2/4, 1/4, 1/4: 1.5 bits; relative to log2 of 3.
        assert!((information_entropy("A b a c", false).unwrap() - 1.5).abs() < 1e-15);
        assert!((information_entropy("A b a c", true).unwrap() - 0.946_394_630_357_186_1).abs() < 1e-15);
        assert_eq!(information_entropy("again again", true), Some(0.0));
        assert_eq!(information_entropy(" \n", false), None);
    }
}
