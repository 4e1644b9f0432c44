//! Cutting texts into words, by the rules of the published tools that count them.
//!
//! Words are told by character class, without a regular-expression engine. A word's character is what Unicode calls
//! alphabetic or numeric, or an underscore, as Python's `\w` has it. One difference is deliberate: vowel signs of Indic
//! scripts and circled letters, which Python cuts words at, belong to their word here. Stemming and stop words are the
//! methods' affair.

/// A text as the tools below count it: lower case by Unicode's full rules.
#[must_use]
pub fn lowercase(text: &str) -> String {
    text.to_lowercase()
}

/// Whether a character belongs to a word.
#[must_use]
pub fn is_word(c: char) -> bool {
    class(c) == Class::Word
}

/// A number for a word: FNV-1a, 64 bits.
#[must_use]
pub fn hashed(word: &str) -> u64 {
    word.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The words of a text in order, each a longest run of word characters (`\w+`).
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    Runs { rest: text }.filter(|run| run.0 == Class::Word).map(|run| run.1)
}

/// The words of two characters and more (`\b\w\w+\b`, as bm25s and scikit-learn count).
pub fn long_words(text: &str) -> impl Iterator<Item = &str> {
    words(text).filter(|word| word.chars().nth(1).is_some())
}

/// Words and runs of punctuation between them (`\w+|[^\w\s]+`, NLTK's `WordPunctTokenizer`, as DSIR counts).
pub fn word_punct(text: &str) -> impl Iterator<Item = &str> {
    Runs { rest: text }.filter(|run| run.0 != Class::Space).map(|run| run.1)
}

/// [`long_words`] with the byte at which each begins.
pub fn long_words_at(text: &str) -> impl Iterator<Item = (usize, &str)> {
    runs_at(text).filter(|run| run.1 == Class::Word && run.2.chars().nth(1).is_some()).map(|run| (run.0, run.2))
}

/// [`word_punct`] with the byte at which each begins.
pub fn word_punct_at(text: &str) -> impl Iterator<Item = (usize, &str)> {
    runs_at(text).filter(|run| run.1 != Class::Space).map(|run| (run.0, run.2))
}

fn runs_at(text: &str) -> impl Iterator<Item = (usize, Class, &str)> {
    Runs { rest: text }.scan(0, |at, (class, run)| {
        let from = *at;
        *at += run.len();
        Some((from, class, run))
    })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Word,
    Space,
    Mark,
}

fn class(c: char) -> Class {
    if c.is_alphanumeric() || c == '_' {
        Class::Word
    } else if c.is_whitespace() || ('\x1c'..='\x1f').contains(&c) {
        // Python counts the four separators of ASCII as white space, Unicode does not.
        Class::Space
    } else {
        Class::Mark
    }
}

/// Longest runs of characters of one class.
struct Runs<'a> {
    rest: &'a str,
}

impl<'a> Iterator for Runs<'a> {
    type Item = (Class, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        let first = class(self.rest.chars().next()?);
        let end = self.rest.find(|c| class(c) != first).unwrap_or(self.rest.len());
        let (run, rest) = self.rest.split_at(end);
        self.rest = rest;
        Some((first, run))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all<'a>(found: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
        found.collect()
    }

    // What Python's `re` finds in the same texts with the patterns named above.
    #[test]
    fn words_are_those_of_the_published_patterns() {
        let text = "it's 3.14 -- naïve_x, \u{201c}東京\u{201d} I a2";
        assert_eq!(all(words(text)), ["it", "s", "3", "14", "naïve_x", "東京", "I", "a2"]);
        assert_eq!(all(long_words(text)), ["it", "14", "naïve_x", "東京", "a2"]);
        let cut = ["it", "'", "s", "3", ".", "14", "--", "naïve_x", ",", "\u{201c}", "東京", "\u{201d}", "I", "a2"];
        assert_eq!(all(word_punct(text)), cut);
    }

    #[test]
    fn words_say_where_they_begin() {
        let text = "it's 3.14 東京 I";
        assert!(long_words_at(text).all(|(at, word)| text[at..].starts_with(word)));
        assert!(word_punct_at(text).all(|(at, word)| text[at..].starts_with(word)));
        assert_eq!(long_words_at(text).map(|w| w.1).collect::<Vec<_>>(), all(long_words(text)));
        assert_eq!(word_punct_at(text).map(|w| w.1).collect::<Vec<_>>(), all(word_punct(text)));
    }

    #[test]
    fn texts_without_words_have_none() {
        assert_eq!(all(words("")), [""; 0]);
        assert_eq!(all(words(" .\u{1c}\n")), [""; 0]);
        assert_eq!(all(word_punct("a\u{1c}b")), ["a", "b"]);
    }

    #[test]
    fn lower_case_follows_unicode_with_the_final_sigma() {
        assert_eq!(lowercase("ΟΔΟΣ İ ẞ"), "οδος i\u{307} ß");
    }
}
