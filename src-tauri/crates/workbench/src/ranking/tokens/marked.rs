//! A text in pieces, each with what its tokens give: tokens that share a character are one piece, and blanks around a token
//! are not marked.

use std::ops::Range;

use crate::operations::tokens::{MarkedText, TextPiece};
use crate::pool::texts::excerpt;

/// How much of a text's marks are of step 1, 2 and 3 at most: a text is marked by what stands out in it. Shares of neurons
/// differ little between tokens, shares of words much, so that no fixed limits serve both.
const FOREMOST: [f64; 3] = [0.3, 0.15, 0.05];
/// What gives no more than an even share, or hardly more, is not marked.
const TIMES_EVEN: f64 = 1.05;
/// Characters shown after what was looked at.
const REST: usize = 20_000;

/// Bytes of a text with what they give.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// On character boundaries.
    pub span: Range<usize>,
    /// What they give.
    pub value: f64,
}

/// Marks of one text: in order, no two of them on one character.
#[derive(Debug, Clone, PartialEq)]
pub struct Marks {
    all: Vec<Mark>,
    /// Where what was looked at ends.
    end: usize,
    is_nats: bool,
    /// From which value on a mark is of step 1, 2 and 3.
    steps: [f64; 3],
}

impl Marks {
    /// Shares of all that speaks for a row, of parts that may lie below 0: those count as none.
    pub fn shares(text: &str, parts: impl Iterator<Item = (Range<usize>, f64)>, end: usize) -> Self {
        let mut marks = joined(text, parts);
        let total: f64 = marks.iter().map(|mark| mark.value.max(0.0)).sum();
        for mark in &mut marks {
            mark.value = if total > 0.0 { mark.value.max(0.0) / total } else { 0.0 };
        }
        let steps = steps(&marks);
        Self { all: marks, end, is_nats: false, steps }
    }

    /// Nats, with the steps they are told apart by.
    pub fn nats(text: &str, parts: impl Iterator<Item = (Range<usize>, f64)>, end: usize, steps: [f64; 3]) -> Self {
        Self { all: joined(text, parts), end, is_nats: true, steps }
    }

    /// All of them.
    pub fn all(&self) -> &[Mark] {
        &self.all
    }

    /// The text in pieces.
    pub fn text(&self, text: &str, [tokens, whole]: [u32; 2]) -> MarkedText {
        let mut pieces: Vec<TextPiece> = Vec::new();
        let mut add = |words: &str, value: f64| {
            let step = self.steps.iter().filter(|least| value >= **least).count() as u8;
            match pieces.last_mut() {
                _ if words.is_empty() => {}
                Some(last) if last.step == 0 && step == 0 => last.text.push_str(words),
                _ => pieces.push(TextPiece { text: words.to_owned(), value: if step > 0 { value } else { 0.0 }, step }),
            }
        };
        let mut at = 0;
        for mark in &self.all {
            add(&text[at..mark.span.start], 0.0);
            add(&text[mark.span.clone()], mark.value);
            at = mark.span.end;
        }
        add(&text[at..self.end.max(at)], 0.0);
        let after = &text[self.end.max(at)..];
        let rest = excerpt(after, REST);
        MarkedText {
            pieces,
            shortened: rest.len() < after.len(),
            rest,
            tokens,
            whole,
            steps: self.steps,
            nats: self.is_nats,
        }
    }
}

/// The shares from which on marks are among the foremost, above an even share.
fn steps(marks: &[Mark]) -> [f64; 3] {
    let mut shares: Vec<f64> = marks.iter().map(|mark| mark.value).collect();
    shares.sort_by(|a, b| b.total_cmp(a));
    let even = 1.0 / shares.len().max(1) as f64;
    let last = |share: f64| (share * shares.len() as f64).ceil().max(1.0) as usize - 1;
    FOREMOST.map(|share| shares.get(last(share)).copied().unwrap_or(1.0).max(TIMES_EVEN * even))
}

/// Puts tokens that share a character together and takes the blanks around each away; tokens of nothing else are left out.
fn joined(text: &str, parts: impl Iterator<Item = (Range<usize>, f64)>) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    for (span, value) in parts {
        let words = &text[span.clone()];
        let start = span.end - words.trim_start().len();
        let end = start + words.trim().len();
        match marks.last_mut() {
            _ if start >= end => {}
            Some(last) if start < last.span.end => {
                last.span.end = last.span.end.max(end);
                last.value += value;
            }
            _ => marks.push(Mark { span: start..end, value }),
        }
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(marked: &MarkedText) -> Vec<(&str, u8)> {
        marked.pieces.iter().map(|piece| (piece.text.as_str(), piece.step)).collect()
    }

    #[test]
    fn the_pieces_are_the_text_and_the_strong_ones_stand_alone() {
        let text = "a rope of 60 m";
        let parts = [(0..1, 1.0), (1..6, 6.0), (6..9, 1.0), (9..12, 2.0), (12..14, -3.0)];
        let marked = Marks::shares(text, parts.into_iter(), 14).text(text, [5, 5]);
        // Shares .1, .6, .1, .2 and none: of five the first alone is among the foremost 15 and 5 in a hundred, and the
        // second of the foremost 30 gives an even share and no more.
        assert_eq!(words(&marked), [("a ", 0), ("rope", 3), (" of 60 m", 0)]);
        assert!((marked.pieces[1].value - 0.6).abs() < 1e-12);
        assert!((marked.steps[0] - 0.21).abs() < 1e-12 && (marked.steps[2] - 0.6).abs() < 1e-12);
        assert_eq!(marked.pieces.iter().map(|piece| piece.text.as_str()).collect::<String>(), text);
    }

    #[test]
    fn a_text_whose_tokens_all_give_the_same_is_not_marked() {
        let text = "a b c d";
        let marked = Marks::shares(text, [(0..1, 2.0), (2..3, 2.0), (4..5, 2.0), (6..7, 2.0)].into_iter(), 7);
        assert_eq!(words(&marked.text(text, [4, 4])), [(text, 0)]);
    }

    #[test]
    fn pieces_of_one_character_are_one_mark_and_what_was_not_read_follows() {
        let text = "🙂 東京 is far";
        let parts = [(0..4, 1.0), (0..4, 3.0), (4..8, 0.5), (8..11, 0.5)];
        let marks = Marks::nats(text, parts.into_iter(), 11, [2.0, 4.0, 7.0]);
        assert_eq!(marks.all()[0], Mark { span: 0..4, value: 4.0 });
        assert_eq!(marks.all().len(), 3);
        let marked = marks.text(text, [4, 9]);
        assert_eq!(words(&marked), [("🙂", 2), (" 東京", 0)]);
        assert_eq!((marked.rest.as_str(), marked.shortened), (" is far", false));
    }

    #[test]
    fn a_text_of_blanks_and_one_without_tokens_have_no_marks() {
        assert_eq!(Marks::shares("   ", [(0..3, 1.0)].into_iter(), 3).all(), []);
        let marked = Marks::shares("", std::iter::empty(), 0).text("", [0, 0]);
        assert!(marked.pieces.is_empty() && marked.rest.is_empty());
    }
}
