//! Scores that are sums over words: what each adds where it stands.

use std::ops::Range;

use super::{Exactness, Explanation, Parts, WordPart};
use crate::data::representation::Representation;

/// Words in order, with what each adds. `rest` is what no word of the text gives: where it is not nothing, the words are
/// only a part of the score.
#[must_use]
pub fn explained(words: impl Iterator<Item = (Range<usize>, f64)>, rest: f64) -> Explanation {
    let parts: Vec<WordPart> =
        words.filter(|(_, part)| *part != 0.0).map(|(span, part)| WordPart { span, part }).collect();
    let exactness = if rest == 0.0 { Exactness::Exact } else { Exactness::Approximate };
    Explanation { of: Representation::Text, parts: Parts::Words(parts), exactness }
}
