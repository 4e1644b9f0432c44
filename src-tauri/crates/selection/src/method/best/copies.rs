//! Edited copies of an example: right whatever the other examples say.
//!
//! A vote by all examples forgets what is like one of them alone. A row whose direction is nearly that of an example, in
//! the mean of the votes by vectors, is that example with other words or a typing error in it, and moves up for it.

use super::voices::Voice;
use crate::rank::scores::ScorePart;

/// The cosine with its nearest example from which a row counts as a copy; 1 for the same text. Rows of one kind seldom
/// reach it, edited copies do.
const COPY: f64 = 0.65;

/// What a copy gains, in spreads for each unit of cosine beyond [`COPY`].
const GAIN: f64 = 30.0;

/// Adds to the votes what near copies gain, each of those that found them alike.
pub fn moved_up(voices: &[Voice], parts: &mut [ScorePart]) {
    let nearest: Vec<(usize, Vec<f64>)> =
        voices.iter().enumerate().filter_map(|(at, voice)| voice.nearest().map(|cosines| (at, cosines))).collect();
    let documents = parts.first().map_or(0, |part| part.values.len());
    for document in 0..documents {
        let found = nearest.iter().map(|(at, cosines)| (*at, cosines[document])).filter(|(_, cosine)| !cosine.is_nan());
        let (count, sum) = found.clone().fold((0.0, 0.0), |(count, sum), (_, cosine)| (count + 1.0, sum + cosine));
        let beyond = sum / count - COPY;
        if beyond > 0.0 {
            found.for_each(|(at, _)| parts[at].values[document] += GAIN * beyond / count);
        }
    }
}
