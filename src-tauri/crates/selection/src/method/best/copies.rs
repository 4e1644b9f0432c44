//! Edited copies of an example: right whatever the other examples say.
//!
//! A vote by all examples forgets what is like one of them alone. A row whose direction is nearly that of an example, in
//! the mean of the votes by vectors, is that example with other words or a typing error in it, and moves up for it.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::super::known::digest;
use super::super::{Known, Representation};
use super::voices::Voice;
use crate::geometry::likeness::ROUGH;
use crate::rank::scores::ScorePart;

/// The cosine with its nearest example from which a row counts as a copy; 1 for the same text. Rows of one kind seldom
/// reach it, edited copies do.
const COPY: f64 = 0.65;

/// What a copy gains, in spreads for each unit of cosine beyond [`COPY`].
const GAIN: f64 = 30.0;

/// Rows that a quick look takes for copies of some examples. Fewer examples have no other copies than these.
#[derive(Debug)]
pub struct MayBeCopies {
    /// The kinds of vectors that were asked, each with what stands for its examples.
    of: Vec<(Representation, BTreeSet<u64>)>,
    rows: Vec<usize>,
}

impl MayBeCopies {
    /// Looks at every row.
    fn of(voices: &[(usize, &Voice)], documents: usize) -> Self {
        let roughly: Vec<Vec<f64>> = voices.iter().filter_map(|(_, voice)| voice.roughly_nearest()).collect();
        let may_be = |&row: &usize| {
            let found = roughly.iter().map(|cosines| cosines[row]).filter(|cosine| !cosine.is_nan());
            mean(found).is_some_and(|mean| mean > COPY - ROUGH)
        };
        Self { of: asked(voices), rows: (0..documents).filter(may_be).collect() }
    }

    /// Whether the copies of these examples are among its rows.
    fn has_those_of(&self, voices: &[(usize, &Voice)]) -> bool {
        let asked = asked(voices);
        asked.len() == self.of.len()
            && asked.iter().zip(&self.of).all(|(asked, of)| asked.0 == of.0 && asked.1.is_subset(&of.1))
    }
}

fn asked(voices: &[(usize, &Voice)]) -> Vec<(Representation, BTreeSet<u64>)> {
    let examples = |voice: &Voice| {
        voice.examples().map_or_else(BTreeSet::new, |examples| {
            (0..examples.len()).map(|example| digest(examples.row(example))).collect()
        })
    };
    voices.iter().map(|(_, voice)| (voice.representation(), examples(voice))).collect()
}

/// Adds to the votes what near copies gain, each of those that found them alike.
///
/// A quick look at all rows finds those that may be copies; the few are then looked at by products that are the same on
/// every computer. An earlier look that had these examples in it is taken again.
pub fn moved_up(voices: &[Voice], parts: &mut [ScorePart], known: Option<&Known>) {
    let telling: Vec<(usize, &Voice)> = voices.iter().enumerate().filter(|(_, voice)| voice.tells_copies()).collect();
    let documents = parts.first().map_or(0, |part| part.values.len());
    let earlier = known.and_then(Known::copies).filter(|earlier| earlier.has_those_of(&telling));
    let may_be = earlier.unwrap_or_else(|| {
        let found = Arc::new(MayBeCopies::of(&telling, documents));
        if let Some(known) = known {
            known.keep_copies(Arc::clone(&found));
        }
        found
    });
    for &row in &may_be.rows {
        let found: Vec<(usize, f64)> =
            telling.iter().filter_map(|(at, voice)| voice.nearest(row).map(|cosine| (*at, cosine))).collect();
        let beyond = mean(found.iter().map(|(_, cosine)| *cosine)).map_or(0.0, |mean| (mean - COPY).max(0.0));
        for (at, _) in &found {
            parts[*at].values[row] += GAIN * beyond / found.len() as f64;
        }
    }
}

fn mean(numbers: impl Iterator<Item = f64>) -> Option<f64> {
    let (count, sum) = numbers.fold((0.0, 0.0), |(count, sum), number| (count + 1.0, sum + number));
    (count > 0.0).then(|| sum / count)
}
