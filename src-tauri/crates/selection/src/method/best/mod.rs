//! Best of all: several ways of looking at a text vote, then the rows they agree on most speak as further examples.
//!
//! Each part has a source. The votes are summed as standard scores (Montague and Aslam 2001); on the project's test pools
//! they beat reciprocal ranks (Cormack et al. 2009), which forget by how much a document stands out. The second round is
//! pseudo relevance feedback after Rocchio (1971): first rows of the first round count as one more set of examples. That
//! helps where the pool words a subject otherwise than the examples do and harms where it does not, so examples that are
//! left out say how much it counts ([`left_out`]). Rows that are nearly one of the examples move up at the end
//! ([`copies`]). What was tried and left out: whitening, discriminants, weights by each vote's own separation, contrast
//! among the first rows alone, adaptive numbers of feedback rows; none was ahead on all make-ups of pools that were tried.

mod copies;
mod left_out;
mod voices;

pub(super) use copies::MayBeCopies;

use super::{
    Description, Evidence, Explanation, Kind, Known, Method, MethodError, Representation, Setting, Settings, Standing,
    TOP_K, rarity,
};
use crate::method::known::Vote;
use crate::rank::scores::{ScoreKind, ScorePart, Scores};
use voices::{Voice, voices};

/// Neurons used of each layer, as many as [`super::Rarity`] uses.
const NEURONS: Setting = Setting { default: 40.0, ..TOP_K };

/// Rows of the first round that speak in the second.
const FEEDBACK: Setting = Setting::number(
    "feedback",
    "First rows of a first round that count as further examples, at most one row in eighty; 0 leaves it at one round.",
    100.0,
    (0.0, 1000.0, 1.0),
);

/// Of so many rows at most one speaks in the second round: in a small pool the rows sought may be few.
const ROWS_PER_FEEDBACK: usize = 80;

static DESCRIPTION: Description = Description {
    id: "best",
    technical: "Fusion of standard scores with pseudo relevance feedback",
    plain: "Best of all",
    sentence: "Lets several ways of reading vote, then asks again with the rows they agree on most.",
    good_when: "You do not want to choose one way of reading. The evidence cards say how it does on your data.",
    careful_when: "Fewer than one row in a hundred fits your goal: the second round can drift. Set feedback to 0 then.",
    source: "ours; Montague and Aslam 2001 (votes), Rocchio 1971 (feedback), arXiv 2604.15706 (neurons)",
    standing: Standing::Extension,
    kind: Kind::Pointwise,
    needs_examples: true,
    settings: &[FEEDBACK, NEURONS],
};

/// Several representations of one forward pass, voting in two rounds.
///
/// Rare neurons always vote; gated activations (twice as much: the one vote that looks past the form of a text), the
/// last hidden state, the middle hidden state without what follows a text's length, and a sentence encoder's vectors vote
/// where they were read.
#[derive(Debug, Clone, Copy)]
pub struct Best;

impl Method for Best {
    fn description(&self) -> &'static Description {
        &DESCRIPTION
    }

    fn needs(&self, _settings: &Settings) -> Vec<Representation> {
        vec![Representation::NeuronFeatures]
    }

    fn welcomes(&self, _settings: &Settings) -> Vec<Representation> {
        vec![
            Representation::GatedActivations,
            Representation::LastHidden,
            Representation::MiddleHidden,
            Representation::Sentence,
            Representation::Length,
        ]
    }

    fn contrasts(&self) -> bool {
        true
    }

    fn counts_neurons(&self) -> bool {
        true
    }

    fn score(&self, evidence: &Evidence, settings: &Settings) -> Result<Scores, MethodError> {
        let voices = voices(evidence)?;
        let documents =
            evidence.pool.documents.max(evidence.pool.features.map_or(0, crate::data::features::Features::len));
        let mut poll = Poll::new(documents, &voices);
        for (at, voice) in voices.iter().enumerate() {
            poll.add(at, voice, voice.by_examples(), 1.0);
        }
        let first = poll.means();
        if first.iter().all(|score| score.is_nan()) {
            return Err(MethodError::Flat { method: DESCRIPTION.id, why: "every vote finds all rows equally near" });
        }
        let wanted = (settings.value(&FEEDBACK) as usize).min(documents / ROWS_PER_FEEDBACK);
        let top = foremost(&first, wanted);
        let say = if top.is_empty() { 0.0 } else { left_out::say_of_second_round(evidence)? };
        if say > 0.0 {
            for (at, voice) in voices.iter().enumerate() {
                poll.add(at, voice, voice.by_rows(&top), say);
            }
        }
        Ok(poll.scores(&voices, evidence.known))
    }

    fn explain(
        &self,
        evidence: &Evidence,
        _settings: &Settings,
        document: usize,
    ) -> Result<Vec<Explanation>, MethodError> {
        let voices = voices(evidence)?;
        Ok(voices.iter().filter_map(|voice| voice.explained(document)).collect())
    }
}

/// Votes as they come in.
struct Poll {
    /// What each voice said of each document so far, with its weight.
    said: Vec<ScorePart>,
    weights: Vec<f64>,
}

impl Poll {
    fn new(documents: usize, voices: &[Voice]) -> Self {
        let silent = |voice: &Voice| ScorePart { of: voice.representation(), values: vec![0.0; documents] };
        Self { said: voices.iter().map(silent).collect(), weights: vec![0.0; documents] }
    }

    /// Counts a vote of a round that has so much to say; one that finds no difference between rows says nothing, and so
    /// does one about a row that it could not read.
    fn add(&mut self, at: usize, voice: &Voice, scores: Vote, say: f64) {
        let Some(scores) = scores else { return };
        let places = self.said[at].values.iter_mut().zip(&mut self.weights);
        for ((sum, weight), &score) in places.zip(&*scores).filter(|(_, score)| !score.is_nan()) {
            *sum += say * voice.weight() * score;
            *weight += say * voice.weight();
        }
    }

    /// The weighted mean of the votes on each row; NaN for a row without any.
    fn means(&self) -> Vec<f64> {
        let mean = |(document, weight): (usize, &f64)| {
            let sum: f64 = self.said.iter().map(|part| part.values[document]).sum();
            if *weight > 0.0 { sum / weight } else { f64::NAN }
        };
        self.weights.iter().enumerate().map(mean).collect()
    }

    /// The means with what near copies gain, and what each voice adds to them.
    fn scores(mut self, voices: &[Voice], known: Option<&Known>) -> Scores {
        for part in &mut self.said {
            let weighed = part.values.iter_mut().zip(&self.weights).filter(|(_, weight)| **weight > 0.0);
            weighed.for_each(|(value, weight)| *value /= weight);
        }
        copies::moved_up(voices, &mut self.said, known);
        let sum = |document: usize| self.said.iter().map(|part| part.values[document]).sum();
        let unread = |document: usize| if self.weights[document] > 0.0 { sum(document) } else { f64::NAN };
        let scores = (0..self.weights.len()).map(unread).collect();
        Scores::plain(scores).of_kind(ScoreKind::Spreads).made_of(self.said)
    }
}

/// The places of the highest scores, highest first, equals by place.
fn foremost(scores: &[f64], count: usize) -> Vec<usize> {
    let mut places: Vec<usize> = (0..scores.len()).filter(|&place| !scores[place].is_nan()).collect();
    let order = |a: &usize, b: &usize| scores[*b].total_cmp(&scores[*a]).then(a.cmp(b));
    if count < places.len() && count > 0 {
        places.select_nth_unstable_by(count - 1, order);
    }
    places.truncate(count);
    places.sort_unstable_by(order);
    places
}

#[cfg(test)]
mod tests;
