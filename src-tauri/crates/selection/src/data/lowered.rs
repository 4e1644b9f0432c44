//! A text in lower case that knows where its characters came from: lower case can be longer or shorter in bytes.

use std::ops::Range;

use crate::data::words::lowercase;

/// A text in lower case.
#[derive(Debug, Clone)]
pub struct Lowered {
    text: String,
    /// Where each character begins, in lower case and in the original, and the ends of both.
    places: Vec<(usize, usize)>,
}

impl Lowered {
    /// The same lower case as [`lowercase`] gives.
    #[must_use]
    pub fn of(original: &str) -> Self {
        let text = lowercase(original);
        let mut places = Vec::with_capacity(original.len() + 1);
        let mut at = 0;
        for (place, character) in original.char_indices() {
            places.push((at, place));
            // A sigma at a word's end is another letter, of the same length.
            at += character.to_lowercase().map(char::len_utf8).sum::<usize>();
        }
        places.push((at, original.len()));
        Self { text, places }
    }

    /// In lower case.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The bytes of the original that some of the lower case came from: whole characters.
    #[must_use]
    pub fn original(&self, lower: Range<usize>) -> Range<usize> {
        let first = self.places.partition_point(|place| place.0 <= lower.start).saturating_sub(1);
        let after = self.places.partition_point(|place| place.0 < lower.end).min(self.places.len() - 1);
        self.places[first].1..self.places[after].1.max(self.places[first].1)
    }
}

#[cfg(test)]
mod tests {
    use super::Lowered;

    #[test]
    fn pieces_of_lower_case_lead_back_to_the_characters_they_came_from() {
        // "İ" is two bytes and becomes three, "ẞ" is three and becomes two.
        let original = "İx ẞ ΟΔΟΣ b";
        let lowered = Lowered::of(original);
        assert_eq!(lowered.text(), original.to_lowercase());
        for (piece, from) in [("i", "İ"), ("x", "x"), ("ß", "ẞ"), ("οδος", "ΟΔΟΣ"), ("b", "b")] {
            let start = lowered.text().find(piece).unwrap_or_default();
            assert_eq!(&original[lowered.original(start..start + piece.len())], from);
        }
        assert_eq!(Lowered::of("").original(0..0), 0..0);
    }
}
